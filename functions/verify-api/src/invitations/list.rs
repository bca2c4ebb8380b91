//! `GET /v1/registrations/{registration_id}/invitations`.

use super::view::InvitationView;
use crate::{
    answer::{ApiAnswer, Failure},
    cursor,
    input::{
        Operation,
        path::{PathIds, RegistrationPath},
    },
    page::{PageQuery, PageView},
};
use app::host::registrations;
use domain::clock::Clock as _;
use web::problem::Problem;

/// The invitations of a registration, newest first, each with its state now and without its link.
///
/// An invitation is listed until 30 days after its time was over; the one through which the connection was made for as long as the
/// registration is there.
#[utoipa::path(
    get, path = "/v1/registrations/{registration_id}/invitations", tag = "Invitations",
    params(RegistrationPath, PageQuery),
    responses((status = 200, description = "A page.", body = PageView<InvitationView>)),
)]
pub(crate) async fn list_invitations(
    operation: Operation<PageQuery>,
    PathIds(RegistrationPath { registration_id }): PathIds<RegistrationPath>,
) -> Result<ApiAnswer, Failure> {
    let (deps, caller, query) = (&operation.deps, &operation.caller, &operation.query);
    let list = format!("invitations {registration_id}");
    let cursor = cursor::open(deps, caller, &list, query.cursor.as_deref()).await?;
    let page = registrations::list_invitations(
        &deps.verifier.store,
        caller,
        registration_id,
        cursor.as_deref(),
        query.limit.0,
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    let now = deps.clock.now();
    let items = page.items.iter();
    ApiAnswer::ok(&PageView {
        items: items
            .map(|invitation| InvitationView::of(invitation, now))
            .collect(),
        next_cursor: cursor::seal(deps, caller, &list, page.next).await?,
    })
}
