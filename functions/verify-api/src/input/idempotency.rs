//! Calls that create or decide: carried out once for each `Idempotency-Key`.

use super::{Operation, body};
use crate::answer::{ApiAnswer, Failure};
use app::host::{
    idempotent::{self, Begin, Creation, IdempotencyError, Replay, Ticket},
    registrations::{self, RegistrationError},
    repeatable::Repeatable,
};
use bootstrap::gateway::Request;
use domain::{customer::CustomerId, ids::RegistrationId};
use http::StatusCode;
use serde::Deserialize;
use std::{pin::Pin, sync::Arc};
use web::problem::{Problem, ProblemType};

/// A creating call under way.
pub(crate) type CarriedOut<'a> =
    Pin<Box<dyn Future<Output = Result<ApiAnswer, Failure>> + Send + 'a>>;

/// The subject of a creating call. The caller is found to reach it before the `Idempotency-Key` is looked up: a key that another
/// API key of the owner used tells nothing of what this one does not reach (T52, T57).
#[derive(Debug, Clone, Copy)]
pub(crate) enum Subject<'a> {
    /// The customer of a new registration.
    Customer(&'a CustomerId),
    /// A registration.
    Registration(RegistrationId),
    /// The stage itself, whose handler has found that the caller sees it.
    Stage,
}

/// The member of an answer that names the registration that was created.
#[derive(Deserialize)]
struct Created {
    id: RegistrationId,
}

/// The `Idempotency-Key` that creating calls must carry.
fn key(request: &Request) -> Result<&str, Problem> {
    let mut values = request.headers().get_all("idempotency-key").iter();
    match (values.next(), values.next()) {
        (Some(key), None) => Ok(key.to_str().unwrap_or_default()),
        (None, _) => Err(Problem::new(ProblemType::IdempotencyKeyRequired)),
        (Some(_), Some(_)) => Err(Problem::from(&IdempotencyError::Malformed)),
    }
}

/// The answer that was given before, as it was sent.
pub(crate) fn again(status: u16, body: String) -> Result<ApiAnswer, Failure> {
    let status =
        StatusCode::from_u16(status).map_err(|_| Problem::new(ProblemType::InternalError))?;
    Ok(ApiAnswer::again(status, body))
}

impl<Q: Sync> Operation<Q> {
    /// A call that creates: carried out once for each `Idempotency-Key`, its answer kept for 24 hours. A refusal is not kept: it
    /// changed nothing, and a repeat finds how things stand then. A fault of ours leaves the key to the next attempt at the
    /// same. Callers box what is carried out: it is large, and would be held twice.
    pub(crate) async fn creating<'a>(
        &'a self,
        subject: Subject<'_>,
        carry_out: impl FnOnce(Arc<Repeatable>) -> CarriedOut<'a>,
    ) -> Result<ApiAnswer, Failure> {
        let (creates, of) = match subject {
            Subject::Customer(customer) if self.caller.reaches(customer) => {
                (Some(Creation::Registration(customer)), None)
            }
            Subject::Customer(_) => {
                return Err(Problem::from(&RegistrationError::CustomerOutOfReach).into());
            }
            Subject::Registration(id) => {
                self.demand(id).await?;
                (None, Some(id))
            }
            Subject::Stage => (None, None),
        };
        match self.begin(creates).await? {
            Begin::First(ticket) => {
                let result = carry_out(ticket.repeatable()).await;
                self.end(ticket, of, result).await
            }
            Begin::Replay(Replay::Answer { status, body }) => {
                if creates.is_some() {
                    // It may be erased by now.
                    self.demand(created(&body)?).await?;
                }
                again(status, body)
            }
            // A verification alone is answered with a report, and shows it itself.
            Begin::Replay(Replay::Report(_)) => {
                Err(Problem::new(ProblemType::InternalError).into())
            }
        }
    }

    /// Begins a creating call, whose subject the caller reaches.
    pub(crate) async fn begin(&self, creates: Option<Creation<'_>>) -> Result<Begin, Failure> {
        let request = idempotent::IdempotentRequest {
            route: &format!("{} {}", self.request.method(), self.request.path()),
            key: key(&self.request)?,
            body: body::text(&self.request)?,
            creates,
        };
        let store = &self.deps.verifier.store;
        let (secrets, caller) = (&self.deps.secrets, &self.caller);
        let machine = self.deps.machine();
        let begun = idempotent::begin(store, secrets, machine, caller, request).await;
        begun.map_err(|error| Problem::from(&error).into())
    }

    /// Refuses a registration that is not there for the caller, or is erased.
    async fn demand(&self, id: RegistrationId) -> Result<(), Problem> {
        let loaded = registrations::load(&self.deps.verifier.store, &self.caller, id);
        loaded
            .await
            .map(drop)
            .map_err(|error| Problem::from(&error))
    }

    /// Forgets a creating call that was not to be begun.
    pub(crate) async fn abandon(&self, ticket: Ticket) {
        note_not_kept(ticket.abandon(&self.deps.verifier.store).await);
    }

    /// Ends a creating call: keeps its answer, which is erased with the registration `of` which it tells.
    pub(crate) async fn end(
        &self,
        ticket: Ticket,
        of: Option<RegistrationId>,
        result: Result<ApiAnswer, Failure>,
    ) -> Result<ApiAnswer, Failure> {
        let (store, random) = (&self.deps.verifier.store, &self.deps.random);
        let (result, kept) = match result.map_err(Failure::into_problem) {
            Ok(answer) => {
                let (status, body) = (answer.status.as_u16(), answer.body.as_str());
                let kept = ticket.finish(store, random, of, status, body);
                let kept = kept.await;
                (Ok(answer), kept)
            }
            Err(problem) if problem.status() >= 500 => (Err(problem), ticket.release(store).await),
            Err(problem) => (Err(problem), ticket.abandon(store).await),
        };
        note_not_kept(kept);
        result.map_err(Failure::from)
    }
}

fn note_not_kept(kept: Result<(), IdempotencyError>) {
    if let Err(error) = kept {
        tracing::error!(
            outcome = "failed",
            error = %app::Chain(&error),
            "the end of a request could not be kept for its Idempotency-Key"
        );
    }
}

/// The registration that an answer tells of.
fn created(body: &str) -> Result<RegistrationId, Problem> {
    let created: Result<Created, _> = strict_json::parse(body.as_bytes());
    created
        .map(|created| created.id)
        .map_err(|_| Problem::new(ProblemType::InternalError))
}
