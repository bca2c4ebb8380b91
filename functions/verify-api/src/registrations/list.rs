//! `GET /v1/registrations`.

use super::{slim::SlimRegistrationView, view::RegistrationView};
use crate::{
    answer::{ApiAnswer, Failure},
    cursor,
    input::{Errors, Operation, query::PageLimit},
    page::{PageView, fitting},
    words::{PermissionsFilter, Stage, View, words},
};
use app::host::registrations::{self, Filter, ListItem, Position};
use deserr::Deserr;
use domain::{
    clock::Clock as _, customer::CustomerId, permission::Manifest, standing::Health,
    support_code::SupportCode, usability,
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use web::problem::Problem;

/// Largest `limit` of a page. A page of full items ends earlier, before it grows too large.
const LARGEST_LIMIT: i32 = 1_000;

/// Parameters of the list. Filters are combined: an item meets all of them.
#[derive(Debug, Default, Deserr, IntoParams)]
#[deserr(error = Errors, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RegistrationsQuery {
    /// `next_cursor` of an earlier answer, as it is and with the same filters; absent for the first page.
    #[deserr(default)]
    cursor: Option<String>,
    /// The most items of a page: 1 to 1000, 50 unless given. A page ends before it has a megabyte.
    #[deserr(default)]
    #[param(value_type = Option<i32>, minimum = 1, maximum = 1000, default = 50)]
    limit: PageLimit<LARGEST_LIMIT>,
    /// `full` items say the same as a read of one registration; `slim` ones have a few members.
    #[deserr(default)]
    #[param(schema_with = words::<View>)]
    view: View,
    /// Only registrations of this customer.
    #[deserr(default)]
    #[param(value_type = Option<String>)]
    customer_id: Option<CustomerId>,
    /// Only registrations in this stage.
    #[deserr(default)]
    #[param(schema_with = words::<Stage>)]
    stage: Option<Stage>,
    /// Only registrations in this health.
    #[deserr(default)]
    #[param(schema_with = words::<Health>)]
    health: Option<Health>,
    /// Only registrations where SharePoint or mail, or both, have this answer.
    #[deserr(default)]
    #[param(schema_with = words::<usability::Usable>)]
    usable: Option<usability::Usable>,
    /// Only registrations where SharePoint has this answer.
    #[deserr(default)]
    #[param(schema_with = words::<usability::Usable>)]
    usable_sharepoint: Option<usability::Usable>,
    /// Only registrations where mail has this answer.
    #[deserr(default)]
    #[param(schema_with = words::<usability::Usable>)]
    usable_mail: Option<usability::Usable>,
    /// Only registrations that changed at this time or later: what the host app or an administrator changed, or the answer in
    /// `usable`.
    #[deserr(default)]
    #[param(value_type = Option<String>, format = "date-time")]
    changed_since: Option<Timestamp>,
    /// Only registrations whose tenant can approve newer permissions, through a link of the purpose `upgrade`.
    #[deserr(default)]
    #[param(schema_with = words::<PermissionsFilter>)]
    permissions: Option<PermissionsFilter>,
    /// Only the registration with this support code, as pages show it.
    #[deserr(default)]
    #[param(value_type = Option<String>, example = "7K2M-X4QD")]
    support_code: Option<SupportCode>,
}

impl RegistrationsQuery {
    fn filter(&self, manifest: &Manifest) -> Filter {
        Filter {
            customer: self.customer_id.clone(),
            health: self.health,
            stage: self.stage.map(|Stage(name)| name),
            usable: self.usable,
            usable_sharepoint: self.usable_sharepoint,
            usable_mail: self.usable_mail,
            changed_since: self.changed_since,
            behind: self
                .permissions
                .map(|PermissionsFilter::Behind| manifest.clone()),
        }
    }
}

/// An item of the list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = ListedRegistration)]
enum ItemView {
    /// All members, as in a read of one registration.
    Full(Box<RegistrationView>),
    /// A few members.
    Slim(SlimRegistrationView),
}

/// Registrations that the key reaches.
///
/// Oldest first; of a key that reaches several customers, customer by customer. A page looks at 1,000 registrations at most, so
/// with a filter it may have few items, or none, and a cursor that goes on. It is read from an index that may be a second behind.
#[utoipa::path(
    get, path = "/v1/registrations", tag = "Registrations", params(RegistrationsQuery),
    responses((status = 200, description = "A page.", body = PageView<ItemView>)),
)]
pub(crate) async fn list_registrations(
    operation: Operation<RegistrationsQuery>,
) -> Result<ApiAnswer, Failure> {
    let (deps, caller, query) = (&operation.deps, &operation.caller, &operation.query);
    let manifest = deps.verifier.reader.manifest();
    let filter = query.filter(manifest);
    let limit = usize::try_from(query.limit.0).unwrap_or(1);
    if let Some(code) = query.support_code {
        return find_registration(&operation, code, &filter).await;
    }
    let name = format!("registrations {filter:?}");
    let from = cursor::open(deps, caller, &name, query.cursor.as_deref()).await?;
    let from = from.map(|text| Position::parse(&text).ok_or_else(Problem::invalid_cursor));
    let from = from.transpose()?;
    let store = &deps.verifier.store;
    let now = deps.clock.now();
    let page = registrations::list(store, caller, &filter, from.as_ref(), limit, now).await;
    let page = page.map_err(|error| Problem::from(&error))?;
    let mut items = views(&page.items, query.view, manifest, now);
    let count = fitting(&items);
    let next = if count < items.len() {
        let last = count.checked_sub(1).and_then(|last| page.items.get(last));
        last.map(|listed| listed.position.to_text())
    } else {
        page.next.map(|next| next.to_text())
    };
    items.truncate(count);
    ApiAnswer::ok(&PageView {
        items,
        next_cursor: cursor::seal(deps, caller, &name, next).await?,
    })
}

fn views(listed: &[ListItem], view: View, manifest: &Manifest, now: Timestamp) -> Vec<ItemView> {
    let view_of = |listed: &ListItem| match view {
        View::Full => {
            let view = RegistrationView::of(&listed.loaded, manifest, now);
            ItemView::Full(Box::new(view))
        }
        View::Slim => ItemView::Slim(SlimRegistrationView::of(&listed.loaded, now)),
    };
    listed.iter().map(view_of).collect()
}

/// The list of the one registration that a support code names, or an empty one.
async fn find_registration(
    operation: &Operation<RegistrationsQuery>,
    code: SupportCode,
    filter: &Filter,
) -> Result<ApiAnswer, Failure> {
    let query = &operation.query;
    if query.cursor.is_some() {
        // Such a list has one page, so nobody got a cursor for it.
        return Err(Problem::invalid_cursor().into());
    }
    let store = &operation.deps.verifier.store;
    let now = operation.deps.clock.now();
    let found = registrations::find_by_support_code(store, &operation.caller, code, filter, now)
        .await
        .map_err(|error| Problem::from(&error))?;
    let found: Vec<_> = found.into_iter().map(ListItem::from).collect();
    ApiAnswer::ok(&PageView {
        items: views(
            &found,
            query.view,
            operation.deps.verifier.reader.manifest(),
            now,
        ),
        next_cursor: None,
    })
}
