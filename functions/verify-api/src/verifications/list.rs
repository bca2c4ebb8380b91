//! `GET /v1/registrations/{registration_id}/verifications`.

use super::view::{VerificationView, place};
use crate::{
    answer::{Answer, Failure},
    cursor,
    input::{
        Operation,
        path::{Ids, RegistrationPath},
    },
    page::{PageQuery, PageView},
};
use app::verifications;
use web::problem::Problem;

/// The kept reports of a registration, newest first.
#[utoipa::path(
    get, path = "/v1/registrations/{registration_id}/verifications", tag = "Verifications",
    params(RegistrationPath, PageQuery),
    responses((status = 200, description = "A page.", body = PageView<VerificationView>)),
)]
pub(crate) async fn list_verifications(
    operation: Operation<PageQuery>,
    Ids(RegistrationPath { registration_id }): Ids<RegistrationPath>,
) -> Result<Answer, Failure> {
    let (deps, caller, query) = (&operation.deps, &operation.caller, &operation.query);
    let list = format!("verifications {registration_id}");
    let cursor = cursor::open(deps, caller, &list, query.cursor.as_deref()).await?;
    let (loaded, page) = verifications::list_verifications(
        &deps.verifier.store,
        &deps.clock,
        caller,
        registration_id,
        cursor.as_deref(),
        query.limit.0,
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    let place = place(deps, &loaded.registration, &loaded.standing);
    let kept = page.items.iter();
    Answer::ok(&PageView {
        items: kept
            .map(|kept| VerificationView::kept(kept, place.as_ref()))
            .collect(),
        next_cursor: cursor::seal(deps, caller, &list, page.next).await?,
    })
}
