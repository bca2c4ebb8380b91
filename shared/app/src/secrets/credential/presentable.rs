//! One stored credential, parsed: its name and its end, and whether Entra takes it.

use super::is_credential_refused;
use domain::{clock::Clock, ids::TenantId};
use entra::{ClientCredential, CredentialError, Entra, Freshness, TokenError};
use jiff::Timestamp;
use std::sync::Arc;
use store::secrets::Credential;

/// A credential that can be presented to Entra.
pub struct Presentable {
    credential: Arc<ClientCredential>,
    /// End that is stored beside a secret.
    stored_end: Option<Timestamp>,
}

/// Kind of a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A certificate with its key.
    Certificate,
    /// A client secret.
    Secret,
}

/// Answer of Entra to a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trial {
    /// Entra gave a token.
    Taken,
    /// Entra refused the credential, for this reason.
    Refused(String),
    /// Nothing is known: Entra cannot be reached, is disturbed, or refused something else.
    Unknown(String),
}

impl Presentable {
    /// Parses a stored credential.
    ///
    /// # Errors
    /// See [`CredentialError`].
    pub fn of(stored: &Credential) -> Result<Self, CredentialError> {
        match stored {
            Credential::Secret { secret, not_after } => Ok(Self {
                credential: Arc::new(ClientCredential::secret(secret.clone())),
                stored_end: *not_after,
            }),
            Credential::Certificate {
                certificate_pem,
                private_key_pem,
            } => Ok(Self {
                credential: Arc::new(ClientCredential::certificate(
                    certificate_pem,
                    private_key_pem,
                )?),
                stored_end: None,
            }),
        }
    }

    /// Kind of the credential.
    pub fn kind(&self) -> Kind {
        match *self.credential {
            ClientCredential::Certificate(_) => Kind::Certificate,
            ClientCredential::Secret(_) => Kind::Secret,
        }
    }

    /// Name of the credential, which tells nothing of it: a certificate's thumbprint as Entra shows it, or the beginning of a
    /// secret's hash.
    pub fn id(&self) -> String {
        self.credential.id()
    }

    /// First instant of a certificate.
    pub fn begins_at(&self) -> Option<Timestamp> {
        self.credential.not_before()
    }

    /// Instant from which on Entra does not accept it; `None` where that is not known.
    pub fn ends_at(&self) -> Option<Timestamp> {
        self.stored_end.or_else(|| self.credential.not_after())
    }

    /// The credential itself, to be presented.
    pub fn credential(&self) -> Arc<ClientCredential> {
        Arc::clone(&self.credential)
    }
}

/// The token endpoint of our own tenant, which refuses nothing but what is ours.
pub struct Home {
    entra: Entra,
    tenant: TenantId,
}

impl Home {
    /// Makes it for the tenant that owns our application.
    pub fn new(entra: Entra, tenant: TenantId) -> Self {
        Self { entra, tenant }
    }

    /// Presents a credential.
    pub async fn try_out(&self, presented: &Presentable, clock: &dyn Clock) -> Trial {
        let credential = &presented.credential;
        let token = self
            .entra
            .app_only_token(credential, self.tenant, clock, Freshness::Fresh)
            .await;
        match token {
            Ok(_) => Trial::Taken,
            Err(TokenError::Refused(refusal)) if is_credential_refused(&refusal) => {
                Trial::Refused(refusal.error_code())
            }
            Err(TokenError::Refused(refusal)) => Trial::Unknown(refusal.error_code()),
            Err(error) => Trial::Unknown(error.to_string()),
        }
    }
}
