//! Calls that create or decide: carried out once for each `Idempotency-Key`.

use super::{Operation, body};
use crate::{
    answer::{Answer, Failure},
    verifications,
};
use app::{
    idempotent::{self, Begin, Replay, Ticket},
    registrations,
    repeatable::Repeatable,
};
use bootstrap::gateway::{self, Request};
use domain::ids::RegistrationId;
use http::StatusCode;
use std::{pin::Pin, sync::Arc};
use web::problem::{Problem, ProblemType};

/// A creating call under way.
pub(crate) type CarriedOut<'a> = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send + 'a>>;

/// The `Idempotency-Key` that creating calls must carry.
fn key(request: &Request) -> Result<&str, Problem> {
    let mut values = request.headers().get_all("idempotency-key").iter();
    match (values.next(), values.next()) {
        (Some(key), None) => Ok(key.to_str().unwrap_or_default()),
        _ => Err(Problem::new(ProblemType::IdempotencyKeyRequired)),
    }
}

impl<Q: Sync> Operation<Q> {
    /// A call that creates: carried out once for each `Idempotency-Key`, its answer kept for 24 hours, with the refusals
    /// that say how things stand. What says how the request is wrong, or to try again, is not kept; a fault of ours leaves
    /// the key to the next attempt at the same. Callers box what is carried out: it is large, and would be held twice.
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
        let begun = idempotent::begin(store, clock, random, &self.caller, request).await;
        begun.map_err(|error| Problem::from(&error).into())
    }

    /// The answer to a repeat.
    pub(crate) async fn replay(&self, replay: Replay) -> Result<Answer, Failure> {
        match replay {
            Replay::Answer { status, body } => {
                let status = StatusCode::from_u16(status)
                    .map_err(|_| Problem::new(ProblemType::InternalError))?;
                Ok(Answer::kept(status, body))
            }
            Replay::Report(kept) => {
                let store = &self.deps.verifier.store;
                let loaded = registrations::load(store, &self.caller, kept.registration_id)
                    .await
                    .map_err(|error| Problem::from(&error))?;
                verifications::view::made(&self.deps, &loaded, kept.id, &kept.report)
            }
        }
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
                let kept = ticket.finish(store, random, answer.status.as_u16(), &answer.body);
                let kept = kept.await;
                (Ok(answer), kept)
            }
            Err(problem) if problem.is_lasting() => {
                let request_id = gateway::of(&self.request).request_id;
                let problem = problem.at(&self.deps.public_base_url, request_id);
                let body = problem.to_json();
                let kept = ticket.finish(store, random, problem.status(), &body);
                let kept = kept.await;
                (Err(problem), kept)
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
