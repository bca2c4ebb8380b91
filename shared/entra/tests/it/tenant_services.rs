//! The services of a tenant, by its service plans.

use crate::{
    clock::HandClock,
    facts::{failed, found, read, serving, well},
    setting::{OTHER_TENANT, TENANT, entra, patient},
};
use domain::{
    permission::Manifest,
    verification::{facts::TenantServices, verdict::Unobserved},
};
use serde_json::{Value, json};
use test_case::test_case;

const EXCHANGE: &str = "9aaf7827-d63c-4b61-89c3-182f06f82e5c";
const SHAREPOINT: &str = "5dbe027f-2339-4123-9542-606e4d348a72";
const FOUNDATION: &str = "113feb6c-3fe4-4440-bddc-54d774bf0318";
const OFFICE_FOR_THE_WEB: &str = "e95bec33-7c88-4a70-8e19-b10bd9d0c014";

fn plan(service: &str, id: &str, status: &str) -> Value {
    json!({ "service": service, "servicePlanId": id, "capabilityStatus": status })
}

#[expect(clippy::needless_pass_by_value, reason = "callers make it in place")]
fn organization(plans: Value) -> Value {
    found(json!({ "value": [{ "id": TENANT, "assignedPlans": plans }] }))
}

async fn services(answer: Value) -> Result<TenantServices, Unobserved> {
    let mut parts = well();
    parts.insert("services", answer);
    let server = serving(parts).await;
    let manifest = Manifest::adjusted(["Organization.Read.All"], []).unwrap();
    let facts = read(&entra(&server, patient()), &manifest, &HandClock::new()).await;
    let batch = &server.seen()[1].body;
    assert!(batch.contains("/organization?$select=id,assignedPlans"));
    assert!(batch.contains("/appRoleAssignedTo"), "in the same batch");
    facts.tenant_services.get().copied()
}

#[test_case(json!([plan("exchange", EXCHANGE, "Enabled"), plan("SharePoint", SHAREPOINT, "Enabled")]), true, true; "both")]
#[test_case(json!([plan("Exchange", EXCHANGE, "Warning"), plan("sharepoint", SHAREPOINT, "Deleted")]), false, true; "one about to end and one ended")]
#[test_case(json!([plan("exchange", EXCHANGE, "Suspended"), plan("SharePoint", SHAREPOINT, "LockedOut")]), false, false; "suspended")]
#[test_case(json!([plan("exchange", EXCHANGE, "Deleted"), plan("exchange", EXCHANGE, "Enabled")]), false, true; "ended once and enabled again")]
#[test_case(json!([plan("exchange", FOUNDATION, "Enabled"), plan("SharePoint", OFFICE_FOR_THE_WEB, "Enabled")]), false, false; "plans that carry the name alone")]
#[test_case(json!([plan("exchange", "99999999-0000-4000-8000-000000000009", "Enabled")]), false, true; "a plan that does not exist yet")]
#[test_case(json!([plan("TeamspaceAPI", SHAREPOINT, "Enabled"), { "service": null }]), false, false; "other services")]
#[test_case(json!([]), false, false; "none")]
#[tokio::test]
async fn services_are_those_whose_plans_work(plans: Value, sharepoint: bool, exchange: bool) {
    let expected = TenantServices {
        sharepoint,
        exchange,
    };
    assert_eq!(services(organization(plans)).await, Ok(expected));
}

#[test_case(found(json!({ "value": [{ "id": TENANT, "assignedPlans": null }] })), Unobserved::Unreadable; "not shown")]
#[test_case(found(json!({ "value": [{ "id": OTHER_TENANT, "assignedPlans": [] }] })), Unobserved::Unreadable; "another tenant")]
#[test_case(found(json!({ "value": [] })), Unobserved::Unreadable; "no organisation")]
#[test_case(failed(403, "Authorization_RequestDenied"), Unobserved::Refused; "forbidden")]
#[test_case(failed(503, "x"), Unobserved::MicrosoftUnavailable; "an outage")]
#[tokio::test]
async fn what_is_not_shown_is_not_absent(answer: Value, expected: Unobserved) {
    assert_eq!(services(answer).await, Err(expected));
}

#[tokio::test]
async fn services_are_asked_for_only_where_the_manifest_allows_it() {
    let server = serving(well()).await;
    let facts = read(
        &entra(&server, patient()),
        &Manifest::default(),
        &HandClock::new(),
    )
    .await;
    let not_asked = Unobserved::PermissionNotAskedFor {
        permission: "Organization.Read.All".to_owned(),
    };
    assert_eq!(facts.tenant_services.get().err(), Some(not_asked));
    assert!(!server.seen()[1].body.contains("/organization"));
}
