//! `GET /v1/registrations/{registration_id}/verifications`.

use super::view::{VerificationView, place};
use crate::{
    answer::{Answer, Failure},
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
    let (deps, query) = (&operation.deps, &operation.query);
    let (loaded, page) = verifications::list_verifications(
        &deps.verifier.store,
        &deps.clock,
        &operation.caller,
        registration_id,
        query.cursor.as_deref(),
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
        next_cursor: page.next,
    })
}
