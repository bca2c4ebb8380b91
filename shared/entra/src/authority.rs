//! The addresses of the identity platform and of Graph. All are made from the cloud's constants and from parsed ids, none
//! from a message (`security.md` T05, T45).
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc>

use domain::{cloud::Cloud, customer::DomainName, ids::TenantId, permission::OPENID_SCOPES};
use std::fmt;
use url::Url;

/// Who may sign in: the path segment of the authority.
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

/// The addresses of one cloud.
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

    /// Graph's v1.0, for a path that begins with a slash.
    pub(crate) fn graph(&self, path: &str) -> Url {
        address(self.0.graph_origin(), &format!("/v1.0{path}"))
    }

    /// The only issuer that may name a tenant.
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

    /// Scopes with Graph's prefix where they are Graph's: a bare name means the Graph of the global cloud or of another host.
    /// OpenID Connect scopes have none.
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

    /// The scope that stands for everything the app registration declares.
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
