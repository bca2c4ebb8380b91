//! `POST /v1/registrations/{registration_id}/verifications`.

use super::{
    read::{LanguageQuery, Which, read},
    view::{Detail, VerificationView, made},
};
use crate::{
    answer::{ApiAnswer, Failure},
    deps::Deps,
    input::{
        Operation,
        body::Empty,
        idempotency::again,
        path::{PathIds, RegistrationPath},
    },
};
use app::{
    Chain,
    host::{
        idempotent::{Begin, Creation, Replay},
        registrations::{self, RegistrationError},
        verifications::{self, Turn},
    },
    verify::verify_registration::{Keep, RunRequest, VerificationOutcome},
};
use domain::{
    clock::Clock as _,
    ids::{RegistrationId, VerificationId},
};
use store::{StoredRegistration, Trigger};
use web::problem::{Problem, ProblemType};

/// Verifies now.
///
/// At most once a minute for each registration; a call that ends without a report does not count. It takes up to 29 seconds.
/// `outcome` says what was looked at: while Microsoft is silent it is `could_not_look`, and nothing is said to pass.
#[utoipa::path(
    post, path = "/v1/registrations/{registration_id}/verifications", tag = "Verifications",
    params(RegistrationPath, LanguageQuery),
    responses(
        (status = 201, description = "The report of this verification.", body = VerificationView),
        (status = 200, description = "The report of another run that was stored a moment ago.", body = VerificationView),
    ),
)]
pub(crate) async fn create_verification(
    operation: Operation<LanguageQuery>,
    PathIds(RegistrationPath { registration_id }): PathIds<RegistrationPath>,
) -> Result<ApiAnswer, Failure> {
    Box::pin(create(&operation, registration_id)).await
}

/// Verifies in this process. Reads the registration while the call begins, if the API key reaches every customer: then neither
/// needs the other. A key that reaches some customers alone has to reach the registration first, so that it takes no
/// `Idempotency-Key` of others. Nothing else is done, and nothing is said of the key, before both are there.
async fn create(
    operation: &Operation<LanguageQuery>,
    id: RegistrationId,
) -> Result<ApiAnswer, Failure> {
    let deps = &operation.deps;
    // What is written from now on is for a later run to see.
    let slot = deps.clock.now().as_millisecond();
    let loaded = registrations::load(&deps.verifier.store, &operation.caller, id);
    let begun = operation.begin(Some(Creation::Report(id)));
    let (begun, loaded) = if operation.caller.customers.is_some() {
        let loaded = loaded.await.map_err(|error| Problem::from(&error))?;
        (begun.await, Ok(loaded))
    } else {
        tokio::join!(begun, loaded)
    };
    let loaded = match loaded {
        Ok(loaded) => loaded,
        Err(error) => {
            if let Ok(Begin::First(ticket)) = begun {
                operation.abandon(ticket).await;
            }
            return Err(Problem::from(&error).into());
        }
    };
    match begun? {
        Begin::Replay(Replay::Answer { status, body }) => again(status, body),
        Begin::Replay(Replay::Report(kept)) => {
            let answer = made(deps, &loaded, (kept.id, &kept.report), operation.detail())?;
            Ok(answer.replayed())
        }
        Begin::First(ticket) => {
            let report_id = ticket.report_id();
            match Box::pin(verify_now(operation, loaded, slot, report_id)).await {
                Ok(Verification::Made(answer)) => Ok(answer),
                Ok(Verification::OfAnotherRun(answer)) => {
                    operation.end(ticket, Some(id), Ok(answer)).await
                }
                Err(failure) => operation.end(ticket, Some(id), Err(failure)).await,
            }
        }
    }
}

impl Operation<LanguageQuery> {
    fn detail(&self) -> Detail {
        Detail::whole(self.query.language)
    }
}

/// The answer to a call for a verification.
enum Verification {
    /// The report that the call made. It is kept under the call's own id, so that a repeat finds it.
    Made(ApiAnswer),
    /// The report of another run, stored a moment ago.
    OfAnotherRun(ApiAnswer),
}

/// Takes a turn, and gives it back where no report is the answer.
async fn verify_now(
    operation: &Operation<LanguageQuery>,
    loaded: StoredRegistration,
    slot: i64,
    report_id: VerificationId,
) -> Result<Verification, Failure> {
    let _: Empty = operation.body_or_empty()?;
    let Deps {
        verifier, clock, ..
    } = &*operation.deps;
    let turn = Turn::take(&verifier.store, clock, verifier.intervals, &loaded).await;
    let turn = turn.map_err(|error| refusal(&error, &loaded))?;
    let id = loaded.registration.id;
    let made = Box::pin(run(operation, loaded, slot, report_id)).await;
    if made.is_err()
        && let Err(error) = turn.give_back(&verifier.store).await
    {
        tracing::warn!(
            registration_id = %id,
            outcome = "failed",
            error = %Chain(&error),
            "a verification without a report counts against its limit"
        );
    }
    Ok(match made? {
        Verification::Made(answer) => Verification::Made(answer.with_allowance(&turn.allowance)),
        other @ Verification::OfAnotherRun(_) => other,
    })
}

async fn run(
    operation: &Operation<LanguageQuery>,
    mut loaded: StoredRegistration,
    slot: i64,
    report_id: VerificationId,
) -> Result<Verification, Failure> {
    let deps = &operation.deps;
    let id = loaded.registration.id;
    let request = RunRequest {
        slot,
        trigger: Trigger::Requested,
        keep: Keep::Under(report_id),
    };
    let begun = (deps.verifier).verify_loaded(deps.machine(), loaded.clone(), request);
    let outcome = Box::pin(begun).await;
    match outcome.map_err(|error| Problem::from(&error))? {
        VerificationOutcome::Verified(run) => {
            loaded.standing = run.standing;
            let report = (report_id, &run.report);
            made(deps, &loaded, report, operation.detail()).map(Verification::Made)
        }
        // One that is not there any more was erased meanwhile.
        VerificationOutcome::Superseded | VerificationOutcome::NotFound => {
            superseded(operation, id, report_id, slot).await
        }
        VerificationOutcome::NotVerifiable if loaded.registration.lifecycle.verifiable_tenant().is_none() => {
            Err(Problem::from(&RegistrationError::NotApprovedYet).into())
        }
        VerificationOutcome::NotVerifiable => Err(Problem::new(ProblemType::Conflict)
            .with_detail(
                "The registration was disconnected or its tenant rejected at the same moment. Read it to see what comes next.",
            )
            .into()),
    }
}

/// The refusal of another verification within the window, with the address of the stored one.
fn refusal(error: &RegistrationError, loaded: &StoredRegistration) -> Problem {
    let problem = Problem::from(error);
    let is_too_soon = matches!(error, RegistrationError::TooSoon(_));
    if is_too_soon && loaded.standing.latest_report.is_some() {
        let id = loaded.registration.id;
        problem.with_latest(format!("/v1/registrations/{id}/verifications/latest"))
    } else {
        problem
    }
}

/// The answer where a newer run is stored: the report of this very call if another attempt at it made one, else the one that the
/// newer run kept, if it kept one. A report from before the call says nothing of it.
async fn superseded(
    operation: &Operation<LanguageQuery>,
    id: RegistrationId,
    report_id: VerificationId,
    slot: i64,
) -> Result<Verification, Failure> {
    let deps = &operation.deps;
    let (store, caller) = (&deps.verifier.store, &operation.caller);
    let which = Some(report_id);
    match verifications::load_verification(store, &deps.clock, caller, id, which).await {
        Ok((loaded, kept)) => {
            let report = (kept.id, &kept.report);
            made(deps, &loaded, report, operation.detail()).map(Verification::Made)
        }
        Err(RegistrationError::NotFound) => {
            let latest = verifications::load_verification(store, &deps.clock, caller, id, None);
            let (_, latest) = latest.await.map_err(|error| Problem::from(&error))?;
            if latest.report.checked_at.as_millisecond() < slot {
                return Err(Problem::new(ProblemType::Conflict).with_detail(
                    "Another run has looked at the registration at the same moment, or it was changed. Read it, and verify again if that is still wanted.",
                ).into());
            }
            read(operation, (id, Which::Latest), operation.detail())
                .await
                .map(Verification::OfAnotherRun)
        }
        Err(error) => Err(Problem::from(&error).into()),
    }
}
