//! Calls that create or decide: carried out once for each `Idempotency-Key`.

use super::{Operation, body};
use crate::{
    answer::{Answer, Failure},
    verifications,
};
use app::{
    idempotent::{self, Begin, IdempotencyError, Replay, Ticket},
    registrations,
    repeatable::Repeatable,
};
use bootstrap::gateway::Request;
use domain::ids::RegistrationId;
use http::StatusCode;
use serde::Deserialize;
use std::{pin::Pin, sync::Arc};
use store::Loaded;
use web::problem::{Problem, ProblemType};

/// A creating call under way.
pub(crate) type CarriedOut<'a> = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send + 'a>>;

/// The member of an answer that names the registration that was created.
#[derive(Deserialize)]
struct Created {
    id: Option<RegistrationId>,
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

/// The registration that the answer to a call tells of: the one in the path, or the one that was made. The answer is erased with
/// it.
fn registration(request: &Request, body: &str) -> Option<RegistrationId> {
    let below = request.path().strip_prefix("/v1/registrations")?;
    if below.is_empty() {
        return strict_json::parse::<Created>(body.as_bytes()).ok()?.id;
    }
    below.split('/').nth(1)?.parse().ok()
}

impl<Q: Sync> Operation<Q> {
    /// A call that creates: carried out once for each `Idempotency-Key`, its answer kept for 24 hours. A refusal is not kept: it
    /// changed nothing, and a repeat finds how things stand then. A fault of ours leaves the key to the next attempt at the
    /// same. Callers box what is carried out: it is large, and would be held twice.
    pub(crate) async fn creating<'a>(
        &'a self,
        carry_out: impl FnOnce(Arc<Repeatable>) -> CarriedOut<'a>,
    ) -> Result<Answer, Failure> {
        match self.begin(None).await? {
            Begin::Replay(replay) => self.replay(replay).await,
            Begin::First(ticket) => {
                let result = carry_out(ticket.repeatable()).await;
                self.end(ticket, result).await
            }
        }
    }

    /// Begins a creating call. `report_of` is the registration whose report it makes, if it makes one.
    pub(crate) async fn begin(&self, report_of: Option<RegistrationId>) -> Result<Begin, Failure> {
        let request = idempotent::Request {
            route: &format!("{} {}", self.request.method(), self.request.path()),
            key: key(&self.request)?,
            body: body::text(&self.request)?,
            report_of,
        };
        let store = &self.deps.verifier.store;
        let (clock, random) = (&self.deps.clock, &self.deps.random);
        let (secrets, caller) = (&self.deps.secrets, &self.caller);
        let begun = idempotent::begin(store, secrets, clock, random, caller, request).await;
        begun.map_err(|error| Problem::from(&error).into())
    }

    /// The answer to a repeat, for a caller that reaches its registration: another key of the same owner may not (`security.md`
    /// T52, T57).
    pub(crate) async fn replay(&self, replay: Replay) -> Result<Answer, Failure> {
        match replay {
            Replay::Answer { status, body } => {
                if let Some(id) = registration(&self.request, &body) {
                    self.load(id).await?;
                }
                let status = StatusCode::from_u16(status)
                    .map_err(|_| Problem::new(ProblemType::InternalError))?;
                Ok(Answer::again(status, body))
            }
            Replay::Report(kept) => {
                let loaded = self.load(kept.registration_id).await?;
                verifications::view::made(&self.deps, &loaded, kept.id, &kept.report)
                    .map(Answer::replayed)
            }
        }
    }

    async fn load(&self, id: RegistrationId) -> Result<Loaded, Problem> {
        let loaded = registrations::load(&self.deps.verifier.store, &self.caller, id);
        loaded.await.map_err(|error| Problem::from(&error))
    }

    /// Ends a creating call: keeps its answer.
    pub(crate) async fn end(
        &self,
        ticket: Ticket,
        result: Result<Answer, Failure>,
    ) -> Result<Answer, Failure> {
        let (store, random) = (&self.deps.verifier.store, &self.deps.random);
        let (result, kept) = match result.map_err(Failure::into_problem) {
            Ok(answer) => {
                let of = registration(&self.request, &answer.body);
                let content = (answer.status.as_u16(), answer.body.as_str());
                let kept = ticket.finish(store, random, of, content);
                let kept = kept.await;
                (Ok(answer), kept)
            }
            Err(problem) if problem.status() >= 500 => (Err(problem), ticket.release(store).await),
            Err(problem) => (Err(problem), ticket.abandon(store).await),
        };
        if let Err(error) = kept {
            tracing::error!(
                outcome = "failed",
                error = %app::Chain(&error),
                "the answer could not be kept for its Idempotency-Key"
            );
        }
        result.map_err(Failure::from)
    }
}
