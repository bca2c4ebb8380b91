//! Comparison of the account that signed in with the one that the host app named. Graph resolves the name, and object ids are
//! compared, because a name can be given to another account (T17, T23).
//! <https://learn.microsoft.com/en-us/graph/api/user-get>

use super::{
    Graph, Unread,
    batch::Part,
    reading::{GraphError, Reading},
};
use crate::entra::Entra;
use domain::{
    clock::Clock,
    customer::UserPrincipalName,
    ids::ObjectId,
    verification::{facts::Evidence, verdict::Unobserved},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::SecretString;
use serde::Deserialize;
use std::fmt;

const ME: &str = "me";
const NAMED: &str = "named";

/// Characters that stay unencoded in a path: the unreserved characters of RFC 3986, and the `@` of every name.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'@');

/// Account that signed in as the system user.
#[derive(Clone, PartialEq, Eq)]
pub enum SystemUserSignIn {
    /// The account that was connected before, or that the host app named.
    Named {
        /// Its name at sign-in, as Graph writes it. For display only.
        user_principal_name: String,
    },
    /// The expected account, but as a guest of the tenant.
    Guest,
    /// Another account.
    Other {
        /// Its name at sign-in. For display only.
        user_principal_name: String,
    },
}

impl fmt::Debug for SystemUserSignIn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names stay out of logs (T59).
        formatter.write_str(match self {
            Self::Named { .. } => "Named",
            Self::Guest => "Guest",
            Self::Other { .. } => "Other",
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Me {
    id: ObjectId,
    user_principal_name: String,
    user_type: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    id: ObjectId,
}

impl Entra {
    /// Compares the account that signed in with the expected ones, using that person's own token. `signed_in` is the `oid` of
    /// the validated id token; the account with the given name is expected, and the one that was connected before. One round
    /// trip.
    ///
    /// # Errors
    /// The reason why the answer is unknown.
    pub async fn resolve_system_user(
        &self,
        access_token: &SecretString,
        signed_in: ObjectId,
        named: &UserPrincipalName,
        connected: Option<ObjectId>,
        clock: &dyn Clock,
    ) -> Result<SystemUserSignIn, Unobserved> {
        let graph = Graph {
            entra: self,
            token: access_token,
            token_is_fresh: true,
            clock,
        };
        let resolved = graph.resolve(signed_in, named, connected).await;
        resolved.map_err(|unread| unread.reason)
    }
}

impl Graph<'_> {
    async fn resolve(
        &self,
        signed_in: ObjectId,
        named: &UserPrincipalName,
        connected: Option<ObjectId>,
    ) -> Result<SystemUserSignIn, Unread> {
        let parts = [
            Part::get(ME, "/me", "?$select=id,userPrincipalName,userType"),
            Part::get(NAMED, path(named), "?$select=id"),
        ];
        let mut readings = self.read_batch(&parts).await;
        let (me, evidence) = readings.take(ME).typed::<Me>()?;
        if me.id != signed_in {
            // The id token and the access token of one answer are of one person; anything else is no answer.
            return Err(Unread::new(Unobserved::Unreadable, evidence));
        }
        let is_guest = me
            .user_type
            .is_some_and(|kind| kind.eq_ignore_ascii_case("guest"));
        let user_principal_name = me.user_principal_name;
        // The connected account may have another name by now, and the name another account.
        let is_expected =
            connected == Some(signed_in) || account(readings.take(NAMED))? == Some(signed_in);
        Ok(match (is_expected, is_guest) {
            (true, true) => SystemUserSignIn::Guest,
            (true, false) => SystemUserSignIn::Named {
                user_principal_name,
            },
            (false, _) => SystemUserSignIn::Other {
                user_principal_name,
            },
        })
    }
}

/// The account with the given name, as far as the person who signed in may see it. Every account may see itself, so an account
/// that is hidden from that person, or does not exist, is another one.
fn account(reading: Reading) -> Result<Option<ObjectId>, Unread> {
    let (found, _): (Result<Named, ()>, Evidence) = match reading {
        Reading::Absent(_) => return Ok(None),
        reading => reading
            .typed_or(|error: &GraphError| matches!(error.status, 403 | 404).then_some(()))?,
    };
    Ok(found.ok().map(|named| named.id))
}

/// Path of the account with a name. Graph would read a name that begins with `$` as a part of OData, so it is quoted; all
/// characters with a meaning in an address are encoded (T45).
pub(super) fn path(named: &UserPrincipalName) -> String {
    let name = named.as_str();
    if name.starts_with('$') {
        let literal = name.replace('\'', "''");
        format!("/users('{}')", utf8_percent_encode(&literal, KEPT))
    } else {
        format!("/users/{}", utf8_percent_encode(name, KEPT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("cooperlink@contoso.com", "/users/cooperlink@contoso.com"; "plain")]
    #[test_case("$cooperlink@contoso.com", "/users('%24cooperlink@contoso.com')"; "leading dollar")]
    #[test_case("$o'brien@contoso.com", "/users('%24o%27%27brien@contoso.com')"; "leading dollar and quote")]
    #[test_case("o'brien@contoso.com", "/users/o%27brien@contoso.com"; "quote")]
    #[test_case("a_b.com#EXT#@contoso.com", "/users/a_b.com%23EXT%23@contoso.com"; "guest")]
    #[test_case("a/../b?c=d&e@contoso.com", "/users/a%2F..%2Fb%3Fc%3Dd%26e@contoso.com"; "path and query")]
    #[test_case("müller@contoso.com", "/users/m%C3%BCller@contoso.com"; "other letters")]
    fn t45_a_name_is_one_part_of_the_path(name: &str, expected: &str) {
        let named = UserPrincipalName::try_from(name.to_owned()).unwrap();
        assert_eq!(path(&named), expected);
    }
}
