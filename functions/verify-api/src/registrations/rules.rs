//! Rules of members that depend on the time, the deployment or the API key. What breaks them is told with every other mistake of
//! the body.

use crate::input::{Errors, Operation};
use app::host::registrations::is_allowed_return;
use deserr::{Deserr, ValuePointerRef};
use domain::{clock::Clock as _, customer::CustomerId};
use jiff::Timestamp;
use serde_json::Value;
use url::Url;
use web::problem::{CUSTOMER_OUT_OF_REACH, ErrorCode, RETURN_URL_NOT_ALLOWED};

/// Rules of a change.
pub(super) fn broken_by_change(operation: &Operation, body: &Value) -> Errors {
    let deps = &operation.deps;
    let mut errors = Errors::default();
    let at = ValuePointerRef::Origin;
    if member(body, "meeting_at").is_some_and(|meeting: Timestamp| meeting < deps.clock.now()) {
        let message = "must not lie in the past";
        errors.push(at.push_key("meeting_at"), ErrorCode::InThePast, message);
    }
    let is_allowed = |url: &Url| is_allowed_return(url, &deps.return_url_prefixes);
    if member(body, "return_url").is_some_and(|url| !is_allowed(&url)) {
        let at = at.push_key("return_url");
        errors.push(at, ErrorCode::NotAllowed, RETURN_URL_NOT_ALLOWED);
    }
    errors
}

/// Rules of a new registration.
pub(super) fn broken_by_new(operation: &Operation, body: &Value) -> Errors {
    let mut errors = broken_by_change(operation, body);
    let is_reached = |customer: &CustomerId| operation.caller.reaches(customer);
    if member(body, "customer_id").is_some_and(|customer| !is_reached(&customer)) {
        let at = ValuePointerRef::Origin;
        let at = at.push_key("customer_id");
        errors.push(at, ErrorCode::NotAllowed, CUSTOMER_OUT_OF_REACH);
    }
    errors
}

/// A member, where it is there and right in itself.
fn member<T: Deserr<Errors>>(body: &Value, name: &str) -> Option<T> {
    deserr::deserialize::<T, _, Errors>(body.get(name)?.clone()).ok()
}
