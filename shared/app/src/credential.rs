//! Our own credential towards Microsoft: read from the secret store, parsed once, replaced without a deploy
//! (`security.md` T63).

use domain::clock::Clock;
use entra::ClientCredential;
use jiff::Timestamp;
use std::sync::{Arc, Mutex, PoisonError};
use store::secrets::{Credential, EntraApp, Freshness, Secrets, SecretsError};

/// Our own credential cannot be had; never the customer's fault.
#[derive(Debug, thiserror::Error)]
pub enum CredentialError {
    /// The secret store did not give it.
    #[error("the client credential cannot be read")]
    Secrets(#[from] SecretsError),
    /// It is stored and cannot be used.
    #[error("the stored client credential cannot be used")]
    Unusable(#[source] entra::CredentialError),
    /// Every stored credential has ended.
    #[error("every stored client credential has ended")]
    Ended,
}

/// Reads and holds the client credential.
pub struct Credentials {
    secrets: Arc<Secrets>,
    held: Mutex<Option<(Arc<EntraApp>, Arc<ClientCredential>)>>,
}

impl Credentials {
    /// Over the deployment's secrets; nothing is read yet.
    pub fn new(secrets: Arc<Secrets>) -> Self {
        Self {
            secrets,
            held: Mutex::new(None),
        }
    }

    /// The credential in use: the first stored one that has not ended. At most five minutes old, or read anew.
    ///
    /// # Errors
    /// See [`CredentialError`].
    pub async fn current(
        &self,
        clock: &dyn Clock,
        freshness: Freshness,
    ) -> Result<Arc<ClientCredential>, CredentialError> {
        let now = clock.now();
        let stored = self.secrets.entra_app(now, freshness).await?;
        if let Some((source, credential)) = &*self.held()
            && Arc::ptr_eq(source, &stored)
        {
            return Ok(Arc::clone(credential));
        }
        let credential = Arc::new(parse(&stored, now)?);
        *self.held() = Some((stored, Arc::clone(&credential)));
        Ok(credential)
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Option<(Arc<EntraApp>, Arc<ClientCredential>)>> {
        // A panic while it was held leaves a whole value behind: it is only ever replaced.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn parse(stored: &EntraApp, now: Timestamp) -> Result<ClientCredential, CredentialError> {
    let credential = stored
        .credentials
        .iter()
        .find(|credential| match credential {
            Credential::Secret { not_after, .. } => {
                not_after.is_none_or(|not_after| now < not_after)
            }
            Credential::Certificate { .. } => true,
        })
        .ok_or(CredentialError::Ended)?;
    match credential {
        Credential::Secret { secret, .. } => Ok(ClientCredential::secret(secret.clone())),
        Credential::Certificate {
            certificate_pem,
            private_key_pem,
        } => ClientCredential::certificate(certificate_pem, private_key_pem)
            .map_err(CredentialError::Unusable),
    }
}
