//! The `scope` parameter: sign-in scopes, Graph's scopes with or without their resource prefix, `.default`.
//!
//! Source: <https://learn.microsoft.com/en-us/entra/identity-platform/scopes-oidc>.

use std::collections::BTreeSet;

use crate::aadsts::Aadsts;
use crate::permission::{GRAPH_APP_ID, OPENID_SCOPES, find_scope};

/// A parsed scope request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Scopes {
    /// `openid`, `profile`, `email`, `offline_access`.
    pub(crate) openid: BTreeSet<String>,
    /// Delegated permissions of Graph by name.
    pub(crate) named: BTreeSet<String>,
    /// Whether `.default` was requested.
    pub(crate) default: bool,
    /// Resource that the request wrote in front of a scope; empty if it wrote none.
    prefix: String,
}

impl Scopes {
    /// Reads a `scope` parameter.
    ///
    /// # Errors
    ///
    /// An empty parameter, an unknown scope, another resource than Graph, or `.default` together with named scopes.
    pub(crate) fn parse(text: &str, graph_url: &str) -> Result<Self, Aadsts> {
        let mut scopes = Self::default();
        for word in text.split_ascii_whitespace() {
            if OPENID_SCOPES.contains(&word) {
                scopes.openid.insert(word.to_owned());
                continue;
            }
            let (prefix, name) = split_resource(word, graph_url).ok_or_else(|| {
                Aadsts::new(
                    65005,
                    "invalid_resource",
                    format!(
                        "The application needs access to '{word}', which is not Microsoft Graph."
                    ),
                )
            })?;
            if !prefix.is_empty() {
                prefix.clone_into(&mut scopes.prefix);
            }
            if name == ".default" {
                scopes.default = true;
            } else {
                let (name, _) = find_scope(name).ok_or_else(|| invalid_scope(word))?;
                scopes.named.insert(name.to_owned());
            }
        }
        let nothing = scopes.openid.is_empty() && scopes.named.is_empty() && !scopes.default;
        if nothing || (scopes.default && !scopes.named.is_empty()) {
            return Err(invalid_scope(text));
        }
        Ok(scopes)
    }

    /// Whether an OpenID Connect scope was requested.
    pub(crate) fn wants(&self, openid: &str) -> bool {
        self.openid.contains(openid)
    }

    /// The `scope` of a token response: the scopes of the token, with resources written as in the request. `offline_access` is
    /// never among them; a request for one of `openid`, `profile`, `email` gets all three. Observed in the sample answers of
    /// Microsoft's own client library.
    pub(crate) fn answer(&self, granted: &BTreeSet<String>) -> String {
        let identity = ["email", "openid", "profile"];
        let asked = identity.iter().any(|name| self.wants(name));
        let openid = identity
            .iter()
            .filter(|_| asked)
            .map(|name| (*name).to_owned());
        let granted = granted
            .iter()
            .map(|scope| format!("{}{scope}", self.prefix));
        let default = self.default.then(|| format!("{}.default", self.prefix));
        openid
            .chain(granted)
            .chain(default)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

fn invalid_scope(text: &str) -> Aadsts {
    let text = format!(
        "The provided value for the input parameter 'scope' is not valid. The scope '{text}' is \
            not valid."
    );
    Aadsts::new(70011, "invalid_scope", text)
}

/// Splits `https://graph.microsoft.com/User.Read` after the resource; a scope without one means Graph.
fn split_resource<'a>(word: &'a str, graph_url: &str) -> Option<(&'a str, &'a str)> {
    let Some(slash) = word.rfind('/') else {
        return Some(("", word));
    };
    let (resource, name) = word.split_at(slash + 1);
    let resource_name = resource.trim_end_matches('/');
    let is_graph = resource_name == "https://graph.microsoft.com"
        || resource_name == graph_url
        || resource_name == GRAPH_APP_ID.to_string();
    is_graph.then_some((resource, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRAPH: &str = "http://127.0.0.1:4581";

    #[test]
    fn a_bare_scope_means_graph_and_is_answered_bare() {
        let scopes = Scopes::parse("openid profile offline_access user.read", GRAPH).unwrap();
        assert_eq!(scopes.named, BTreeSet::from(["User.Read".to_owned()]));
        let answer = "email openid profile User.Read";
        assert_eq!(scopes.answer(&scopes.named), answer);
    }

    #[test]
    fn a_prefixed_scope_is_answered_with_its_prefix() {
        let scopes = Scopes::parse("https://graph.microsoft.com/.default openid", GRAPH).unwrap();
        let granted = BTreeSet::from(["User.Read".to_owned()]);
        let answer = "email openid profile https://graph.microsoft.com/User.Read https://graph.microsoft.com/.default";
        assert_eq!(scopes.answer(&granted), answer);
    }

    #[test]
    fn default_cannot_be_mixed_and_unknown_scopes_are_refused() {
        for wrong in [
            ".default User.Read",
            "Users.Read",
            "",
            "https://outlook.office.com/Mail.Read",
        ] {
            Scopes::parse(wrong, GRAPH).unwrap_err();
        }
    }
}
