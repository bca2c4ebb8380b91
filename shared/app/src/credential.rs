//! Our own credentials towards Microsoft: read from the secret store, parsed once, replaced without a deploy. Where Entra refuses
//! one, the next is presented, so that a new one may be stored before every server of Entra knows it (`security.md` T63).

use domain::{aadsts::Cause, clock::Clock};
use entra::{ClientCredential, EntraRefusal, TokenError};
use jiff::Timestamp;
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};
use store::secrets::{Credential, EntraApp, Freshness, Secrets, SecretsError};

/// Our own credential cannot be had; never the customer's fault.
#[derive(Debug, thiserror::Error)]
pub enum CredentialError {
    /// The secret store did not give it.
    #[error("the client credential cannot be read")]
    Secrets(#[from] SecretsError),
    /// Those that are stored cannot be used.
    #[error("the stored client credential cannot be used")]
    Unusable(#[source] entra::CredentialError),
    /// Every stored credential has ended.
    #[error("every stored client credential has ended")]
    Ended,
}

/// Reads and holds the client credentials.
pub struct Credentials {
    secrets: Arc<Secrets>,
    held: Mutex<Option<Arc<Held>>>,
}

/// Credentials of one reading.
struct Held {
    source: Arc<EntraApp>,
    /// Those that can be used, in the order they are stored in. At least one.
    usable: Vec<Usable>,
    /// Place of the one that Entra accepted last: it is presented first.
    accepted: AtomicUsize,
}

struct Usable {
    credential: Arc<ClientCredential>,
    /// When Entra stops accepting it, where that is known.
    not_after: Option<Timestamp>,
}

impl Credentials {
    /// Over the deployment's secrets; nothing is read yet.
    pub fn new(secrets: Arc<Secrets>) -> Self {
        Self {
            secrets,
            held: Mutex::new(None),
        }
    }

    /// Reads the credentials, so that the request that needs them finds them. What cannot be read is read again by that request.
    pub async fn open(&self, clock: &dyn Clock) {
        let _ = self.read(clock, Freshness::Cached).await;
    }

    /// Makes a request to the token endpoint with a credential: the one that Entra accepted last, then each other one as long as it
    /// is our credential that Entra refuses, then all of them as they are stored by now.
    ///
    /// # Errors
    /// See [`CredentialError`]; then nothing was asked of Microsoft, or all that it refused was our credential.
    pub async fn present<T, F: Future<Output = Result<T, TokenError>>>(
        &self,
        clock: &dyn Clock,
        request: impl Fn(Arc<ClientCredential>) -> F,
    ) -> Result<Result<T, TokenError>, CredentialError> {
        let held = self.read(clock, Freshness::Cached).await?;
        let answer = held.present(clock.now(), &request).await?;
        if !is_of_credential(&answer) {
            return Ok(answer);
        }
        // They may have been changed a moment ago.
        let held = self.read(clock, Freshness::Fresh).await?;
        held.present(clock.now(), &request).await
    }

    /// The credentials, at most five minutes old or read anew.
    async fn read(
        &self,
        clock: &dyn Clock,
        freshness: Freshness,
    ) -> Result<Arc<Held>, CredentialError> {
        let source = self.secrets.entra_app(clock.now(), freshness).await?;
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = &*held
            && Arc::ptr_eq(&held.source, &source)
        {
            return Ok(Arc::clone(held));
        }
        let parsed = Arc::new(Held::parse(source)?);
        *held = Some(Arc::clone(&parsed));
        Ok(parsed)
    }
}

impl Held {
    /// One that cannot be used locks out no other.
    fn parse(source: Arc<EntraApp>) -> Result<Self, CredentialError> {
        let (mut all, mut failure) = (Vec::new(), None);
        for stored in &source.credentials {
            match usable(stored) {
                Ok(parsed) => all.push(parsed),
                Err(error) => {
                    tracing::error!(
                        outcome = "operator_fault",
                        error = %crate::Chain(&error),
                        "one of the stored client credentials cannot be used"
                    );
                    failure = Some(error);
                }
            }
        }
        match failure {
            Some(error) if all.is_empty() => Err(CredentialError::Unusable(error)),
            Some(_) | None => Ok(Self {
                source,
                usable: all,
                accepted: AtomicUsize::new(0),
            }),
        }
    }

    async fn present<T, F: Future<Output = Result<T, TokenError>>>(
        &self,
        now: Timestamp,
        request: &impl Fn(Arc<ClientCredential>) -> F,
    ) -> Result<Result<T, TokenError>, CredentialError> {
        let first = self.accepted.load(Ordering::Relaxed);
        let places = (first..self.usable.len()).chain(0..first);
        let mut refused = None;
        for place in places {
            let Some(usable) = self.usable.get(place) else {
                continue;
            };
            if usable.not_after.is_some_and(|not_after| not_after <= now) {
                continue;
            }
            let answer = request(Arc::clone(&usable.credential)).await;
            if !is_of_credential(&answer) {
                self.accepted.store(place, Ordering::Relaxed);
                return Ok(answer);
            }
            refused = Some(answer);
        }
        refused.ok_or(CredentialError::Ended)
    }
}

fn usable(stored: &Credential) -> Result<Usable, entra::CredentialError> {
    Ok(Usable {
        credential: Arc::new(parse(stored)?),
        not_after: match stored {
            Credential::Secret { not_after, .. } => *not_after,
            Credential::Certificate { .. } => None,
        },
    })
}

/// Reads a stored credential.
///
/// # Errors
/// See [`entra::CredentialError`].
pub fn parse(stored: &Credential) -> Result<ClientCredential, entra::CredentialError> {
    match stored {
        Credential::Secret { secret, .. } => Ok(ClientCredential::secret(secret.clone())),
        Credential::Certificate {
            certificate_pem,
            private_key_pem,
        } => ClientCredential::certificate(certificate_pem, private_key_pem),
    }
}

/// Whether Entra refused our credential. It does so before it looks at anything else of the request, so a code is not used up.
fn is_of_credential<T>(answer: &Result<T, TokenError>) -> bool {
    answer
        .as_ref()
        .err()
        .and_then(TokenError::refusal)
        .is_some_and(is_credential_refused)
}

/// As [`is_of_credential`]. A tenant that does not know the application may be told in the same words, with a number.
pub(crate) fn is_credential_refused(refusal: &EntraRefusal) -> bool {
    let cause = refusal.aadsts().and_then(Cause::of);
    refusal.error == "invalid_client" && cause != Some(Cause::ConsentMissing)
}
