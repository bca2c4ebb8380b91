//! Verifications: one made now, and the kept ones.

use super::{
    Operation,
    input::{self, Query},
    success,
};
use crate::{
    handler::{Deps, Success},
    requests::Empty,
    responses::{PageView, VerificationView},
    route::Which,
};
use app::{
    idempotent::Begin,
    left_sign_in,
    registrations::{self, RegistrationError},
    verifications,
    verify_registration::{Keep, Outcome},
};
use domain::{
    clock::Clock as _,
    ids::{RegistrationId, VerificationId},
    registration::Registration,
    standing::Standing,
    verification::{guidance::Place, report::Report},
};
use store::{Loaded, Trigger};
use web::problem::{Problem, ProblemType};

/// Verifies now, in this process. Reads the registration while the call begins: neither needs the other. Nothing else is done
/// before both are there.
pub(super) async fn create_verification(
    operation: &Operation<'_>,
    id: RegistrationId,
) -> Result<Success, Problem> {
    let deps = operation.deps;
    // What is written from now on is for a later run to see.
    let slot = deps.clock.now().as_millisecond();
    let loaded = registrations::load(&deps.verifier.store, operation.caller, id);
    let (begun, loaded) = tokio::try_join!(operation.begin(Some(id)), async { Ok(loaded.await) })?;
    match begun {
        Begin::Replay(replay) => operation.replay(replay).await,
        Begin::First(ticket) => {
            match Box::pin(verify_now(operation, loaded, slot, ticket.report_id())).await {
                Ok(Verification::Made(success)) => Ok(success),
                Ok(Verification::OfAnotherRun(success)) => operation.end(ticket, Ok(success)).await,
                Err(problem) => operation.end(ticket, Err(problem)).await,
            }
        }
    }
}

/// The answer to a call for a verification.
enum Verification {
    /// The report that the call made. It is kept under the call's own id, so that a repeat finds it.
    Made(Success),
    /// The report of another run, stored a moment ago.
    OfAnotherRun(Success),
}

async fn verify_now(
    operation: &Operation<'_>,
    loaded: Result<Loaded, RegistrationError>,
    slot: i64,
    report_id: VerificationId,
) -> Result<Verification, Problem> {
    let _: Empty = input::json_or_empty(operation.request)?;
    let mut loaded = loaded.map_err(|error| Problem::from(&error))?;
    let deps = operation.deps;
    let (verifier, clock) = (&deps.verifier, &deps.clock);
    verifications::may_verify_now(&verifier.store, clock, verifier.intervals, &loaded)
        .await
        .map_err(|error| Problem::from(&error))?;
    let users = &verifier.system_users;
    match Box::pin(left_sign_in::remove(
        &verifier.store,
        users,
        clock,
        loaded.clone(),
    ))
    .await
    {
        Ok(now) => loaded = now,
        // The next one tries again; the verification does not need it.
        Err(error) => tracing::error!(
            registration_id = %loaded.registration.id,
            outcome = "operator_fault",
            error = %app::Chain(&error),
            "a sign-in that nothing points to is still in the secret store"
        ),
    }
    let (trigger, keep) = (Trigger::Requested, Keep::Under(report_id));
    let begun = verifier.verify_loaded(clock, &deps.random, loaded.clone(), slot, trigger, keep);
    let outcome = Box::pin(begun).await;
    match outcome.map_err(|error| Problem::from(&error))? {
        Outcome::Verified(run) => {
            loaded.standing = run.standing;
            made(deps, &loaded, report_id, &run.report).map(Verification::Made)
        }
        Outcome::Superseded => superseded(operation, loaded.registration.id, report_id).await,
        Outcome::NotFound => Err(Problem::new(ProblemType::NotFound)),
        Outcome::NotVerifiable => Err(Problem::new(ProblemType::NotPossibleNow).with_detail(
            "No administrator has approved yet, so there is nothing to verify. Send the invitation's link first.",
        )),
    }
}

/// The answer where a newer run is stored: the report of this very call if another attempt at it made one, else the latest.
async fn superseded(
    operation: &Operation<'_>,
    id: RegistrationId,
    report_id: VerificationId,
) -> Result<Verification, Problem> {
    let deps = operation.deps;
    let (store, caller) = (&deps.verifier.store, operation.caller);
    let which = Some(report_id);
    match verifications::load_verification(store, &deps.clock, caller, id, which).await {
        Ok((loaded, kept)) => made(deps, &loaded, kept.id, &kept.report).map(Verification::Made),
        Err(RegistrationError::NotFound) => read_verification(operation, id, Which::Latest)
            .await
            .map(Verification::OfAnotherRun),
        Err(error) => Err(Problem::from(&error)),
    }
}

/// The report that a call made, for the call itself and for a repeat. The guidance is not kept: a repeat gets today's, for the
/// tenant and system user that the registration has today.
pub(super) fn made(
    deps: &Deps,
    loaded: &Loaded,
    id: VerificationId,
    report: &Report,
) -> Result<Success, Problem> {
    let place = place(deps, &loaded.registration, &loaded.standing);
    let view = VerificationView::of(loaded.registration.id, report, place.as_ref());
    success(201, &view.with_id(Some(id)))
}

pub(super) async fn list_verifications(
    operation: &Operation<'_>,
    id: RegistrationId,
) -> Result<Success, Problem> {
    let query = Query::read(operation.request, &["cursor", "limit"])?;
    let (loaded, page) = verifications::list_verifications(
        &operation.deps.verifier.store,
        &operation.deps.clock,
        operation.caller,
        id,
        query.text("cursor"),
        query.limit()?,
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    let place = place(operation.deps, &loaded.registration, &loaded.standing);
    let items = page
        .items
        .iter()
        .map(|kept| VerificationView::kept(kept, place.as_ref()))
        .collect();
    success(
        200,
        &PageView {
            items,
            next_cursor: page.next,
        },
    )
}

pub(super) async fn read_verification(
    operation: &Operation<'_>,
    id: RegistrationId,
    which: Which,
) -> Result<Success, Problem> {
    let which = match which {
        Which::Latest => None,
        Which::One(id) => Some(id),
    };
    let (store, clock) = (&operation.deps.verifier.store, &operation.deps.clock);
    let found = verifications::load_verification(store, clock, operation.caller, id, which);
    let (loaded, kept) = found.await.map_err(|error| Problem::from(&error))?;
    let place = place(operation.deps, &loaded.registration, &loaded.standing);
    success(200, &VerificationView::kept(&kept, place.as_ref()))
}

/// The tenant that guidance leads to, once somebody signed in.
fn place<'a>(
    deps: &'a Deps,
    registration: &Registration,
    standing: &Standing,
) -> Option<Place<'a>> {
    let tenant = registration.lifecycle.tenant()?.id;
    let system_user = registration.system_user_connection.as_ref();
    let place = Place::new(
        &deps.cloud,
        deps.client_id,
        tenant,
        standing.service_principal_id,
    )
    .with_system_user(system_user.map(|connection| connection.object_id))
    .with_support(registration.id, &deps.support_contact)
    .with_outbound_addresses(&deps.outbound_addresses);
    Some(place)
}
