//! The tenant behind a domain, from the public discovery document: its issuer names the tenant id. The rest of the document is
//! ignored, above all its addresses (T05).
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc>

use crate::{entra::Entra, refusal::EntraRefusal, transport::NoReply};
use domain::{
    cloud::Cloud,
    customer::DomainName,
    ids::{CONSUMER_TENANT, TenantId},
};
use http::{Method, StatusCode};
use reqwest::Request;
use serde::Deserialize;

/// Reason why a document that Microsoft publishes could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DiscoveryError {
    /// Microsoft did not answer in time, or answered with a fault of its own.
    #[error("Microsoft did not answer")]
    Unavailable,
    /// The answer could not be understood.
    #[error("Microsoft's answer could not be understood")]
    Unreadable,
}

impl From<NoReply> for DiscoveryError {
    fn from(no_reply: NoReply) -> Self {
        match no_reply {
            NoReply::Unavailable => Self::Unavailable,
            NoReply::Unreadable => Self::Unreadable,
        }
    }
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
}

impl Entra {
    /// The tenant that has verified a domain; `None` if no tenant of this cloud has. It takes one round trip, and up to three
    /// when Microsoft is disturbed.
    ///
    /// # Errors
    /// See [`DiscoveryError`].
    pub async fn tenant_of_domain(
        &self,
        domain: &DomainName,
    ) -> Result<Option<TenantId>, DiscoveryError> {
        let url = self.addresses().discovery(domain);
        let limits = self.transport().limits;
        let reply = self
            .transport()
            .read_again(
                || Request::new(Method::GET, url.clone()),
                limits.keys,
                limits.keys_body_bytes,
            )
            .await?;
        if reply.is_transient() {
            return Err(DiscoveryError::Unavailable);
        }
        if reply.status == StatusCode::BAD_REQUEST {
            let refusal = EntraRefusal::read(&reply).ok_or(DiscoveryError::Unreadable)?;
            return if refusal.error == "invalid_tenant" {
                Ok(None)
            } else {
                Err(DiscoveryError::Unreadable)
            };
        }
        if reply.status != StatusCode::OK {
            return Err(DiscoveryError::Unreadable);
        }
        let document: Document =
            strict_json::parse(&reply.body).map_err(|_| DiscoveryError::Unreadable)?;
        if is_of_another_cloud(&document.issuer, self.addresses().0.login_origin()) {
            return Ok(None);
        }
        let tenant = self
            .addresses()
            .tenant_of_issuer(&document.issuer)
            .ok_or(DiscoveryError::Unreadable)?;
        Ok((tenant != CONSUMER_TENANT).then_some(tenant))
    }
}

/// Whether the issuer is of another cloud. The public login host also answers for tenants of other clouds, which cannot sign
/// in here.
fn is_of_another_cloud(issuer: &str, own_origin: &str) -> bool {
    [Cloud::Global, Cloud::UsGov, Cloud::China]
        .iter()
        .any(|cloud| {
            let origin = cloud.login_origin();
            origin != own_origin
                && issuer
                    .strip_prefix(origin)
                    .is_some_and(|rest| rest.starts_with('/'))
        })
}
