//! Our own credentials towards Microsoft: read from the secret store, parsed once, replaced without a deploy. If Entra refuses
//! one, the next is presented, so that a new one may be stored before every server of Entra knows it (T63).

mod presentable;

pub use presentable::{CredentialAnswer, CredentialKind, Home, Presentable};

use domain::{aadsts::Cause, clock::Clock};
use entra::{ClientCredential, EntraRefusal, TokenError};
use jiff::{SignedDuration, Timestamp};
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};
use store::{
    WebIdentity, WebIdentityError,
    secrets::{EntraApp, SecretFreshness, Secrets, SecretsError},
};

/// Number with which Entra answers `invalid_request` when the issuer of an assertion does not give it its keys. Elsewhere it is about
/// a control of the customer's. <https://github.com/Azure/azure-workload-identity/issues/605>
const ISSUER_UNREACHABLE: u32 = 50_166;

/// Interval at which each process reports the end of the stored credential in use: once an hour.
const TOLD_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// Our own credential is not available; never the customer's fault.
#[derive(Debug, thiserror::Error)]
pub enum CredentialError {
    /// The secret store did not return it.
    #[error("the client credential cannot be read")]
    Secrets(#[from] SecretsError),
    /// None of the stored credentials can be used.
    #[error("the stored client credential cannot be used")]
    Unusable(#[source] entra::UnusableCredential),
    /// Every stored credential has expired.
    #[error("every stored client credential has ended")]
    Ended,
    /// AWS gave no token of the function's role, and there was no other credential to present.
    #[error("the federated client credential is not available")]
    Federated(#[from] WebIdentityError),
}

/// Reads and holds the client credentials.
pub struct Credentials {
    secrets: Arc<Secrets>,
    identity: WebIdentity,
    held: Mutex<Option<Arc<Held>>>,
    told_at: Mutex<Option<Timestamp>>,
}

/// End of the credential that is presented to Entra.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialEnd {
    /// Instant from which Entra no longer accepts it.
    At(Timestamp),
    /// A secret whose end was not stored, or a certificate that does not state one.
    Unknown,
}

/// Credentials of one reading.
struct Held {
    source: Arc<EntraApp>,
    /// Usable credentials in the order in which they are stored; at least one.
    usable: Vec<Presentable>,
    /// Index of the one that Entra accepted last: it is presented first.
    accepted: AtomicUsize,
}

impl Credentials {
    /// Wraps the deployment's secrets and the identity of the function's role; nothing is read yet.
    pub fn new(secrets: Arc<Secrets>, identity: WebIdentity) -> Self {
        Self {
            secrets,
            identity,
            held: Mutex::new(None),
            told_at: Mutex::new(None),
        }
    }

    /// End of the stored credential in use, for the function that reports it: at most once an hour, and only after a credential was
    /// read. `None` where nothing but the federated one is stored, which never ends.
    pub fn end_to_tell(&self, now: Timestamp) -> Option<CredentialEnd> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let end = held.as_ref()?.end(now)?;
        let mut told_at = self.told_at.lock().unwrap_or_else(PoisonError::into_inner);
        if told_at.is_some_and(|at| now < at + TOLD_EVERY) {
            return None;
        }
        *told_at = Some(now);
        Some(end)
    }

    /// Reads the credentials, so that the request that needs them finds them. That request reads again what cannot be read here.
    pub async fn open(&self, clock: &dyn Clock) {
        let _ = self.read(clock, SecretFreshness::Cached).await;
    }

    /// Makes a request to the token endpoint with a credential: first with the one that Entra accepted last, then with each
    /// other one as long as Entra refuses our credential, then with all of them as they are stored now.
    ///
    /// # Errors
    /// See [`CredentialError`]; in that case Microsoft was asked nothing, or refused only our credentials.
    pub async fn present<T, F: Future<Output = Result<T, TokenError>>>(
        &self,
        clock: &dyn Clock,
        request: impl Fn(Arc<ClientCredential>) -> F,
    ) -> Result<Result<T, TokenError>, CredentialError> {
        let held = self.read(clock, SecretFreshness::Cached).await?;
        if let Ok(answer) = self.present_each(&held, clock, &request).await
            && !is_of_credential(&answer)
        {
            return Ok(answer);
        }
        // They may have been changed a moment ago.
        let held = self.read(clock, SecretFreshness::Fresh).await?;
        self.present_each(&held, clock, &request).await
    }

    /// Presents one credential after the other until Entra does not refuse it. The one that served is the first next time, but
    /// goes back behind those that only AWS could not provide.
    async fn present_each<T, F: Future<Output = Result<T, TokenError>>>(
        &self,
        held: &Held,
        clock: &dyn Clock,
        request: &impl Fn(Arc<ClientCredential>) -> F,
    ) -> Result<Result<T, TokenError>, CredentialError> {
        let (mut first, mut outcome) = (None, Err(CredentialError::Ended));
        for (place, usable) in held.in_turn(clock.now()) {
            let credential = match usable.credential(&self.identity, clock).await {
                Ok(credential) => credential,
                Err(error) => {
                    first = first.or(Some(place));
                    outcome = outcome.or(Err(error.into()));
                    continue;
                }
            };
            let answer = request(credential).await;
            if !is_of_credential(&answer) {
                let accepted = first.unwrap_or(place);
                let before = held.accepted.swap(accepted, Ordering::Relaxed);
                if before != accepted {
                    tell_passed_over(&outcome);
                }
                return Ok(answer);
            }
            outcome = Ok(answer);
        }
        outcome
    }

    /// Presents the federated credential at home, whether or not it is stored, for an operator who wants to know.
    pub async fn try_federated(&self, home: &Home, clock: &dyn Clock) -> CredentialAnswer {
        match self.identity.token(clock).await {
            Ok(token) => {
                let credential = ClientCredential::Federated(token);
                home.try_out(&credential, clock).await
            }
            Err(error) => error.into(),
        }
    }

    /// The credentials, at most five minutes old or read anew.
    async fn read(
        &self,
        clock: &dyn Clock,
        freshness: SecretFreshness,
    ) -> Result<Arc<Held>, CredentialError> {
        let source = self.secrets.entra_app(clock.now(), freshness).await?;
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = &*held
            && Arc::ptr_eq(&held.source, &source)
        {
            return Ok(Arc::clone(held));
        }
        let parsed = Arc::new(Held::parse(source, held.as_deref())?);
        *held = Some(Arc::clone(&parsed));
        Ok(parsed)
    }
}

impl Held {
    /// Parses the stored credentials; an unusable one leaves the others usable. The one that Entra accepted last is remembered
    /// as long as the list stays the same.
    fn parse(source: Arc<EntraApp>, before: Option<&Self>) -> Result<Self, CredentialError> {
        let (mut usable, mut failure) = (Vec::new(), None);
        for stored in &source.credentials {
            match Presentable::of(stored) {
                Ok(parsed) => usable.push(parsed),
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
            Some(error) if usable.is_empty() => Err(CredentialError::Unusable(error)),
            Some(_) | None => {
                let ids = |usable: &[Presentable]| -> Vec<_> {
                    usable.iter().map(Presentable::id).collect()
                };
                let same = before.filter(|before| ids(&before.usable) == ids(&usable));
                let accepted = same.map_or(0, |before| before.accepted.load(Ordering::Relaxed));
                Ok(Self {
                    source,
                    usable,
                    accepted: AtomicUsize::new(accepted),
                })
            }
        }
    }

    /// Credentials that have not expired, with their indexes, beginning with the one that Entra accepted last.
    fn in_turn(&self, now: Timestamp) -> impl Iterator<Item = (usize, &Presentable)> {
        let first = self.accepted.load(Ordering::Relaxed);
        let places = (first..self.usable.len()).chain(0..first);
        let each = places.filter_map(|place| Some((place, self.usable.get(place)?)));
        each.filter(move |(_, usable)| usable.ends_at().is_none_or(|end| now < end))
    }

    /// End of the next stored credential to be presented; if all have expired, the latest end. One behind the federated one counts,
    /// because it serves when AWS gives no token. `None` if nothing but the federated one is stored.
    fn end(&self, now: Timestamp) -> Option<CredentialEnd> {
        let is_stored = |usable: &&Presentable| usable.kind() != CredentialKind::Federated;
        if !self.usable.iter().any(|usable| is_stored(&usable)) {
            return None;
        }
        let mut in_turn = self.in_turn(now).map(|(_, usable)| usable);
        let end = match in_turn.find(is_stored) {
            Some(usable) => usable.ends_at(),
            None => self.usable.iter().filter_map(Presentable::ends_at).max(),
        };
        Some(end.map_or(CredentialEnd::Unknown, CredentialEnd::At))
    }
}

/// Tells the log, once for each change, that Entra refused a credential and another one serves.
fn tell_passed_over<T>(outcome: &Result<Result<T, TokenError>, CredentialError>) {
    let refused = outcome
        .as_ref()
        .ok()
        .and_then(|answer| answer.as_ref().err());
    if let Some(refusal) = refused.and_then(TokenError::refusal) {
        tracing::warn!(
            outcome = "credential_passed_over",
            code = refusal.error_code(),
            "Entra refused a client credential, and another one serves"
        );
    }
}

/// Whether Entra refused our credential. Entra checks it before the rest of the request, so that an authorization code is not
/// used up.
fn is_of_credential<T>(answer: &Result<T, TokenError>) -> bool {
    answer
        .as_ref()
        .err()
        .and_then(TokenError::refusal)
        .is_some_and(is_credential_refused)
}

/// Whether a refusal concerns our credential. Entra may use the same error for a tenant that does not know the application,
/// then with an `AADSTS` number of its own, which is excluded here.
pub(crate) fn is_credential_refused(refusal: &EntraRefusal) -> bool {
    let number = refusal.aadsts();
    let is_unknown = number.and_then(Cause::of) == Some(Cause::ConsentMissing);
    let is_issuer_unreachable =
        refusal.error == "invalid_request" && number == Some(ISSUER_UNREACHABLE);
    (refusal.error == "invalid_client" && !is_unknown)
        || is_issuer_unreachable
        || number.is_some_and(Cause::is_assertion_untrusted)
}
