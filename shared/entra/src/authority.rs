//! Addresses of the identity platform and of Graph. All are built from the cloud's constants and from parsed ids, none from a
//! message (T05, T45). <https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc>

use domain::{cloud::Cloud, customer::DomainName, ids::TenantId, permission::OPENID_SCOPES};
use std::fmt;
use url::Url;

/// Accounts that may sign in, as the path segment of the authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// Work and school accounts of any tenant.
    Organizations,
    /// Members and guests of one tenant.
    Tenant(TenantId),
}

impl fmt::Display for Authority {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organizations => formatter.write_str("organizations"),
            Self::Tenant(tenant) => tenant.fmt(formatter),
        }
    }
}

/// Addresses of one cloud.
#[derive(Debug, Clone)]
pub(crate) struct Addresses(pub(crate) Cloud);

impl Addresses {
    pub(crate) fn authorize(&self, authority: Authority) -> Url {
        address(
            self.0.login_origin(),
            &format!("/{authority}/oauth2/v2.0/authorize"),
        )
    }

    pub(crate) fn token(&self, authority: Authority) -> Url {
        address(
            self.0.login_origin(),
            &format!("/{authority}/oauth2/v2.0/token"),
        )
    }

    pub(crate) fn admin_consent(&self, tenant: TenantId) -> Url {
        address(
            self.0.login_origin(),
            &format!("/{tenant}/v2.0/adminconsent"),
        )
    }

    pub(crate) fn signing_keys(&self) -> Url {
        address(self.0.login_origin(), "/organizations/discovery/v2.0/keys")
    }

    pub(crate) fn discovery(&self, domain: &DomainName) -> Url {
        address(
            self.0.login_origin(),
            &format!("/{domain}/v2.0/.well-known/openid-configuration"),
        )
    }

    /// Address in Graph's v1.0, for a path that begins with a slash.
    pub(crate) fn graph(&self, path: &str) -> Url {
        address(self.0.graph_origin(), &format!("/v1.0{path}"))
    }

    /// The only issuer that may sign tokens of this tenant.
    pub(crate) fn issuer(&self, tenant: &impl fmt::Display) -> String {
        format!("{}/{tenant}/v2.0", self.0.login_origin())
    }

    /// The tenant that an issuer of this cloud names.
    pub(crate) fn tenant_of_issuer(&self, issuer: &str) -> Option<TenantId> {
        issuer
            .strip_prefix(self.0.login_origin())?
            .strip_prefix('/')?
            .strip_suffix("/v2.0")?
            .parse()
            .ok()
    }

    /// Scopes, with Graph's prefix added to bare names of Graph's permissions: without it Entra takes a bare name for a scope
    /// of the global cloud's Graph. OpenID Connect scopes stay without a prefix.
    pub(crate) fn graph_scopes(&self, scopes: &str) -> String {
        let resource = self.0.graph_resource();
        let prefixed: Vec<_> = scopes
            .split_whitespace()
            .map(|scope| {
                if OPENID_SCOPES.contains(&scope) || scope.contains("://") {
                    scope.to_owned()
                } else {
                    format!("{resource}/{scope}")
                }
            })
            .collect();
        prefixed.join(" ")
    }

    /// Scope that stands for every permission which the app registration declares.
    pub(crate) fn default_scope(&self) -> String {
        format!("{}/.default", self.0.graph_resource())
    }
}

#[expect(
    clippy::expect_used,
    reason = "a cloud's origins are checked addresses, and ids and domain names fit in a path as they are"
)]
fn address(origin: &str, path: &str) -> Url {
    Url::parse(&format!("{origin}{path}")).expect("an origin and a path make an address")
}
