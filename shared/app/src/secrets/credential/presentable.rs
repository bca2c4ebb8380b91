//! One stored credential, parsed: its name and its end, and whether Entra takes it.

use super::is_credential_refused;
use domain::{clock::Clock, ids::TenantId};
use entra::{ClientCredential, Entra, FEDERATED, TokenError, TokenFreshness, UnusableCredential};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::sync::Arc;
use store::{WebIdentity, WebIdentityError, secrets::Credential};

/// A credential that can be presented to Entra.
pub struct Presentable {
    /// `None` for the federated one, whose assertion is asked for when it is presented.
    stored: Option<Arc<ClientCredential>>,
    /// End that is stored beside a secret.
    stored_end: Option<Timestamp>,
}

/// Kind of a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialKind {
    /// A certificate with its key.
    Certificate,
    /// A token of the function's role, which is stored nowhere.
    Federated,
    /// A client secret.
    Secret,
}

/// Answer of Entra to a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialAnswer {
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
    /// See [`UnusableCredential`].
    pub fn of(stored: &Credential) -> Result<Self, UnusableCredential> {
        match stored {
            Credential::Secret { secret, not_after } => Ok(Self {
                stored: Some(Arc::new(ClientCredential::secret(secret.clone()))),
                stored_end: *not_after,
            }),
            Credential::Certificate {
                certificate_pem,
                private_key_pem,
            } => Ok(Self {
                stored: Some(Arc::new(ClientCredential::certificate(
                    certificate_pem,
                    private_key_pem,
                )?)),
                stored_end: None,
            }),
            Credential::Federated => Ok(Self {
                stored: None,
                stored_end: None,
            }),
            Credential::Unknown => Err(UnusableCredential::Kind),
        }
    }

    /// Kind of the credential.
    pub fn kind(&self) -> CredentialKind {
        match self.stored.as_deref() {
            Some(ClientCredential::Certificate(_)) => CredentialKind::Certificate,
            Some(ClientCredential::Secret(_)) => CredentialKind::Secret,
            Some(ClientCredential::Federated(_)) | None => CredentialKind::Federated,
        }
    }

    /// Name of the credential, which tells nothing of it: a certificate's thumbprint as Entra shows it, the beginning of a
    /// secret's hash, or `federated`.
    pub fn id(&self) -> String {
        let stored = self.stored.as_ref();
        stored.map_or_else(|| FEDERATED.to_owned(), |stored| stored.id())
    }

    /// First instant of a certificate.
    pub fn begins_at(&self) -> Option<Timestamp> {
        self.stored.as_ref()?.not_before()
    }

    /// Instant from which on Entra does not accept it; `None` where that is not known.
    pub fn ends_at(&self) -> Option<Timestamp> {
        self.stored_end
            .or_else(|| self.stored.as_ref()?.not_after())
    }

    /// The credential itself, to be presented: as it is stored, or with a token of the function's role.
    ///
    /// # Errors
    /// See [`WebIdentityError`]; only for the federated one.
    pub async fn credential(
        &self,
        identity: &WebIdentity,
        clock: &dyn Clock,
    ) -> Result<Arc<ClientCredential>, WebIdentityError> {
        match &self.stored {
            Some(stored) => Ok(Arc::clone(stored)),
            None => Ok(Arc::new(ClientCredential::Federated(
                identity.token(clock).await?,
            ))),
        }
    }

    /// The credential as it is stored; `None` for the federated one, which the functions alone can present.
    pub fn stored(&self) -> Option<&ClientCredential> {
        self.stored.as_deref()
    }
}

impl CredentialAnswer {
    /// The answer in a word: `taken`, `refused` or `unknown`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Refused(_) => "refused",
            Self::Unknown(_) => "unknown",
        }
    }

    /// Reason for any answer but `taken`.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Taken => None,
            Self::Refused(reason) | Self::Unknown(reason) => Some(reason),
        }
    }

    /// The answer with its reason, as a function tells it to the operator who asked for the trial.
    pub fn to_json(&self) -> Value {
        json!({"at_home": self.word(), "reason": self.reason()})
    }
}

impl From<WebIdentityError> for CredentialAnswer {
    fn from(error: WebIdentityError) -> Self {
        match error {
            WebIdentityError::Refused(_) => Self::Refused(error.to_string()),
            WebIdentityError::Unavailable(_) => Self::Unknown(error.to_string()),
        }
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
    pub async fn try_out(
        &self,
        credential: &ClientCredential,
        clock: &dyn Clock,
    ) -> CredentialAnswer {
        let token = self
            .entra
            .app_only_token(credential, self.tenant, clock, TokenFreshness::Fresh)
            .await;
        match token {
            Ok(_) => CredentialAnswer::Taken,
            Err(TokenError::Refused(refusal)) if is_credential_refused(&refusal) => {
                CredentialAnswer::Refused(refusal.error_code())
            }
            Err(TokenError::Refused(refusal)) => CredentialAnswer::Unknown(refusal.error_code()),
            Err(error) => CredentialAnswer::Unknown(error.to_string()),
        }
    }
}
