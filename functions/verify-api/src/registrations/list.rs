//! `GET /v1/registrations`.

use super::view::RegistrationView;
use crate::{
    answer::{Answer, Failure},
    input::{Errors, Operation, query::Limit},
    page::PageView,
};
use app::registrations;
use deserr::Deserr;
use domain::{clock::Clock as _, customer::CustomerId, support_code::SupportCode};
use utoipa::IntoParams;
use web::problem::Problem;

/// Parameters of the list.
#[derive(Debug, Default, Deserr, IntoParams)]
#[deserr(error = Errors, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// `next_cursor` of an earlier answer, as it is and with the same filters; absent for the first page.
    #[deserr(default)]
    cursor: Option<String>,
    /// The most items of a page: 1 to 100, 50 unless given.
    #[deserr(default)]
    #[param(value_type = Option<i32>, minimum = 1, maximum = 100, default = 50)]
    limit: Limit,
    /// Only registrations of this customer.
    #[deserr(default)]
    #[param(value_type = Option<String>)]
    customer_id: Option<CustomerId>,
    /// Only the registration with this support code, as pages show it.
    #[deserr(default)]
    #[param(value_type = Option<String>, example = "7K2M-X4QD")]
    support_code: Option<SupportCode>,
}

/// Registrations, oldest first.
#[utoipa::path(
    get, path = "/v1/registrations", tag = "Registrations", params(ListQuery),
    responses((status = 200, description = "A page.", body = PageView<RegistrationView>)),
)]
pub(crate) async fn list_registrations(operation: Operation<ListQuery>) -> Result<Answer, Failure> {
    let query = &operation.query;
    if let Some(code) = query.support_code {
        return find_registration(&operation, code).await;
    }
    let page = registrations::list(
        &operation.deps.verifier.store,
        &operation.caller,
        query.customer_id.as_ref(),
        query.cursor.as_deref(),
        query.limit.0,
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    Answer::ok(&PageView {
        items: page
            .items
            .iter()
            .map(RegistrationView::of_registration)
            .collect(),
        next_cursor: page.next,
    })
}

/// The list of the one registration that a support code names, or of none.
async fn find_registration(
    operation: &Operation<ListQuery>,
    code: SupportCode,
) -> Result<Answer, Failure> {
    let query = &operation.query;
    if query.cursor.is_some() {
        // Such a list has one page, so nobody got a cursor for it.
        return Err(Problem::invalid_cursor().into());
    }
    let store = &operation.deps.verifier.store;
    let customer = query.customer_id.as_ref();
    let found = registrations::find_by_support_code(store, &operation.caller, code, customer)
        .await
        .map_err(|error| Problem::from(&error))?;
    let now = operation.deps.clock.now();
    Answer::ok(&PageView {
        items: found
            .iter()
            .map(|loaded| RegistrationView::of(loaded, now))
            .collect(),
        next_cursor: None,
    })
}
