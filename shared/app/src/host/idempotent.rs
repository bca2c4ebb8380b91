//! `Idempotency-Key`: the same request twice has one effect and one answer
//! (<https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/>).
//!
//! A key belongs to its owner, so that a retry may use the owner's next API key. Two API keys of one owner may reach different
//! customers: before a request begins here, its handler has checked that the caller reaches its registration or customer, so
//! that a key reveals nothing outside the caller's reach (T57). A new registration has no id to check yet, so its
//! customer is part of the key: the keys of one customer's requests are unrelated to those of another.
//!
//! The kept answer may hold an invitation's link, so it is sealed under the deployment's sealing keys: a dump of the table
//! reveals nothing (T28). If those keys were replaced meanwhile, a repeat gets an error that the answer is gone; the request is
//! not carried out again.
//!
//! The answer of a verification is not copied: it is the report that was made, which is kept anyway and shown again.
//!
//! The ids and tokens that a request creates come from the seed of its first attempt, which is sealed likewise. A process that
//! dies after its write leaves no duplicate: the repeat makes the same ids, finds the existing items and returns the same link.

use crate::{
    host::{api_key::Caller, registrations, repeatable::Repeatable},
    secrets::{
        new_id,
        sealing::{Sealing, SealingError},
        secret_token::{self, TokenPurpose, hash},
    },
};
use domain::{
    clock::{Machine, Random, RandomUnavailable},
    customer::CustomerId,
    erasure::Erasure,
    flow::SealedValue,
    ids::{RegistrationId, TokenHash, VerificationId},
};
use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret as _;
use std::sync::Arc;
use store::{
    Beginning, KeptVerification, RequestStart, Store, StoreError,
    secrets::{Secrets, SecretsError},
};

/// The parts of a request that identify its repeats.
#[derive(Debug, Clone, Copy)]
pub struct IdempotentRequest<'a> {
    /// Its method and path.
    pub route: &'a str,
    /// Its `Idempotency-Key`.
    pub key: &'a str,
    /// Its body.
    pub body: &'a str,
    /// Its new resource that is found again by its id, if it makes one.
    pub creates: Option<Creation<'a>>,
}

/// A resource that a request makes and by which the request is found again.
#[derive(Debug, Clone, Copy)]
pub enum Creation<'a> {
    /// A registration of the given customer.
    Registration(&'a CustomerId),
    /// A report of the given registration, which is the answer.
    Report(RegistrationId),
}

/// A request that is under way.
pub struct Ticket {
    key: TokenHash,
    attempt: String,
    sealing: Sealing,
    repeatable: Arc<Repeatable>,
    report_id: VerificationId,
    is_taken_over: bool,
}

/// An answer that was given before.
pub enum Replay {
    /// The answer as it was sent.
    Answer {
        /// Its HTTP status.
        status: u16,
        /// Its body.
        body: String,
    },
    /// The report that the request made.
    Report(Box<KeptVerification>),
}

/// Beginning of a request.
pub enum Begin {
    /// The request is the first of its key, or takes over from one that was left unfinished: carry it out, then call
    /// [`Ticket::finish`], [`Ticket::release`] or [`Ticket::abandon`].
    First(Ticket),
    /// The request was carried out before.
    Replay(Replay),
}

/// Reason why a request with an `Idempotency-Key` is not carried out.
#[derive(Debug, thiserror::Error)]
pub enum IdempotencyError {
    /// The key has characters other than visible ASCII, is empty, or is longer than 128.
    #[error("the Idempotency-Key is not 1 to 128 visible ASCII characters")]
    Malformed,
    /// The first request is still running, or was left unfinished and can be taken over after this time.
    #[error("a request with this Idempotency-Key is running")]
    Running(SignedDuration),
    /// The key was used with another body.
    #[error("the Idempotency-Key was used with another body")]
    OtherBody,
    /// The registration that the request made or changed is erased, and the answer with it.
    #[error("the registration of the request is erased")]
    Erased(Erasure),
    /// The caller does not reach the registration of the request.
    #[error("the key does not reach the registration of the request")]
    OutOfReach,
    /// The table could not be used.
    #[error("the table cannot be used")]
    Store(#[from] StoreError),
    /// The answer was sealed under a key that the deployment no longer has.
    #[error("the answer that was kept for this Idempotency-Key cannot be opened")]
    AnswerGone,
    /// The sealing keys cannot be read.
    #[error("the sealing keys cannot be read")]
    Secrets(#[from] SecretsError),
    /// The sealing keys cannot be used.
    #[error("the sealing keys cannot be used")]
    Sealing(#[source] SealingError),
    /// The system gave no random bytes.
    #[error(transparent)]
    Random(#[from] RandomUnavailable),
}

impl From<SealingError> for IdempotencyError {
    fn from(error: SealingError) -> Self {
        match error {
            SealingError::DoesNotOpen => Self::AnswerGone,
            SealingError::Random(error) => Self::Random(error),
            SealingError::NoKey => Self::Sealing(error),
        }
    }
}

/// Begins a request.
///
/// # Errors
/// See [`IdempotencyError`].
pub async fn begin(
    store: &Store,
    secrets: &Secrets,
    machine: Machine<'_>,
    caller: &Caller,
    request: IdempotentRequest<'_>,
) -> Result<Begin, IdempotencyError> {
    let IdempotentRequest {
        route,
        key,
        body,
        creates,
    } = request;
    if !(1..=128).contains(&key.len()) || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(IdempotencyError::Malformed);
    }
    let (customer, report_of) = match creates {
        Some(Creation::Registration(customer)) => (Some(customer), None),
        Some(Creation::Report(of)) => (None, Some(of)),
        None => (None, None),
    };
    let route = customer.map_or_else(
        || route.to_owned(),
        |customer| format!("{route} {customer}"),
    );
    let name = format!("{} {route} {key}", caller.owner);
    let key = hash(TokenPurpose::IdempotencyKey, &name);
    let fingerprint = hash(TokenPurpose::RequestBody, body);
    let now = machine.now();
    let sealing = Sealing::of(&*secrets.sealing_keys(now).await?)?;
    let attempt = new_id::generate(now, machine.random)?.to_string();
    let seed_place = format!("{}:seed", key.as_str());
    let seed = secret_token::generate(machine.random)?;
    let sealed_seed = sealing.seal(machine.random, &seed_place, seed.expose_secret())?;
    let report_id = VerificationId::from_uuid(new_id::generate(now, machine.random)?);
    // As the first attempt and every other will draw it.
    let began_at = Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now);
    let drawn = Repeatable::new(seed.expose_secret(), began_at);
    let registration = customer.map(|_| registrations::first_id(drawn.machine()));
    let beginning = Beginning {
        key: &key,
        fingerprint: &fingerprint,
        attempt: &attempt,
        sealed_seed: &sealed_seed.0,
        report_of,
        report_id,
        registration: registration.transpose()?,
        now,
    };
    match store.begin_idempotent(beginning).await? {
        RequestStart::Started {
            sealed_seed,
            began_at,
            report_id,
            is_taken_over,
        } => {
            let seed = sealing.open(&seed_place, &SealedValue(sealed_seed))?;
            Ok(Begin::First(Ticket {
                repeatable: Arc::new(Repeatable::new(seed.expose_secret(), began_at)),
                key,
                attempt,
                sealing,
                report_id,
                is_taken_over,
            }))
        }
        RequestStart::Running { left } => Err(IdempotencyError::Running(left)),
        RequestStart::Made(kept) => Ok(Begin::Replay(Replay::Report(kept))),
        RequestStart::OtherBody => Err(IdempotencyError::OtherBody),
        RequestStart::Erased(id) => {
            let tombstone = store.find_tombstone(id).await?;
            let tombstone = tombstone.ok_or(StoreError::Conflict)?;
            if !caller.reaches(&tombstone.customer_id) {
                return Err(IdempotencyError::OutOfReach);
            }
            Err(IdempotencyError::Erased(tombstone.erasure()))
        }
        RequestStart::Finished {
            status,
            sealed_body,
        } => {
            let body = sealing.open(key.as_str(), &SealedValue(sealed_body))?;
            Ok(Begin::Replay(Replay::Answer {
                status,
                body: body.expose_secret().to_owned(),
            }))
        }
    }
}

impl Ticket {
    /// The instant and the bytes from which every attempt at this request makes its ids and tokens.
    pub fn repeatable(&self) -> Arc<Repeatable> {
        Arc::clone(&self.repeatable)
    }

    /// The id for the report that the request makes, the same in every attempt. Once that report is kept, the request counts as
    /// carried out, and no further call is needed.
    pub fn report_id(&self) -> VerificationId {
        self.report_id
    }

    /// Keeps the answer for 24 hours, or until the registration that it describes is erased.
    ///
    /// # Errors
    /// See [`IdempotencyError`].
    pub async fn finish(
        self,
        store: &Store,
        random: &dyn Random,
        registration: Option<RegistrationId>,
        status: u16,
        body: &str,
    ) -> Result<(), IdempotencyError> {
        let sealed = self.sealing.seal(random, self.key.as_str(), body)?;
        Ok(store
            .finish_idempotent(&self.key, &self.attempt, registration, status, &sealed.0)
            .await?)
    }

    /// Lets a repeat of the same request take over at once: this attempt failed, but some of its writes may exist.
    ///
    /// # Errors
    /// [`IdempotencyError::Store`].
    pub async fn release(self, store: &Store) -> Result<(), IdempotencyError> {
        Ok(store.release_idempotent(&self.key, &self.attempt).await?)
    }

    /// Lets the same key be used again with any body: the request was not carried out. If an earlier attempt was left
    /// unfinished, that is uncertain, so the key keeps its body, as after [`release`](Self::release).
    ///
    /// # Errors
    /// [`IdempotencyError::Store`].
    pub async fn abandon(self, store: &Store) -> Result<(), IdempotencyError> {
        if self.is_taken_over {
            return self.release(store).await;
        }
        Ok(store.abandon_idempotent(&self.key, &self.attempt).await?)
    }
}
