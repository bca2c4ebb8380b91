//! Facts of a tenant, as Graph tells them in one batch.

use crate::{
    clock::HandClock,
    scripted::{Scripted, Seen, json as reply},
    setting::{CLIENT, PERSON, TENANT, entra, granted, patient, secret, tenant},
};
use domain::{
    clock::Clock as _,
    ids::MICROSOFT_GRAPH,
    permission::Manifest,
    verification::{
        facts::{Assignment, Evidence, GrantedRole, Observed, PrincipalKind},
        verdict::Unobserved,
    },
};
use entra::{AppFacts, Entra, TokenFreshness};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use test_case::test_case;

pub(crate) const OURS: &str = "5e000000-0000-4000-8000-000000000001";
pub(crate) const GRAPH: &str = "5e000000-0000-4000-8000-000000000002";
const ROLE: &str = "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30";

pub(crate) type Parts = BTreeMap<&'static str, Value>;

#[expect(
    clippy::needless_pass_by_value,
    reason = "callers make the body in place"
)]
pub(crate) fn found(body: Value) -> Value {
    json!({ "status": 200, "headers": { "request-id": "11111111-2222" }, "body": body })
}

pub(crate) fn failed(status: u16, code: &str) -> Value {
    json!({
        "status": status,
        "headers": { "Request-Id": "33333333-4444" },
        "body": { "error": { "code": code, "message": "canary-message", "innerError": {} } },
    })
}

/// Parts for a tenant in which everything is as it must be.
pub(crate) fn well() -> Parts {
    BTreeMap::from([
        (
            "service-principal",
            found(json!({
                "id": OURS, "appId": CLIENT, "accountEnabled": true,
                "appRoleAssignmentRequired": true, "appOwnerOrganizationId": TENANT,
                "disabledByMicrosoftStatus": null, "isDisabled": null,
            })),
        ),
        (
            "roles",
            found(json!({ "value": [
                { "id": "x", "appRoleId": ROLE, "resourceId": GRAPH, "principalId": OURS },
                { "id": "y", "appRoleId": ROLE, "resourceId": OURS, "principalId": OURS },
            ] })),
        ),
        (
            "assigned",
            found(json!({ "value": [
                { "principalId": PERSON, "principalType": "User" },
                { "principalId": OURS, "principalType": "Group" },
                { "principalId": GRAPH, "principalType": "ServicePrincipal" },
                { "principalId": GRAPH, "principalType": "Hologram" },
            ] })),
        ),
        ("resource", found(json!({ "id": GRAPH }))),
        (
            "grants",
            found(json!({ "value": [
                { "consentType": "AllPrincipals", "resourceId": GRAPH, "scope": " User.Read  Mail.Send " },
                { "consentType": "AllPrincipals", "resourceId": OURS, "scope": "Other.Api" },
                { "consentType": "Principal", "resourceId": GRAPH, "scope": "Only.Mine" },
                { "consentType": "AllPrincipals", "resourceId": GRAPH, "scope": null },
            ] })),
        ),
    ])
}

/// Answer to a batch with these parts.
pub(crate) fn batch_of(parts: &Parts, seen: &Seen) -> Value {
    let asked: Value = serde_json::from_str(&seen.body).unwrap();
    let mut responses: Vec<Value> = asked["requests"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|part| {
            let id = part["id"].as_str().unwrap();
            let mut answer = parts.get(id)?.clone();
            answer["id"] = json!(id);
            Some(answer)
        })
        .collect();
    // Answers come in any order.
    responses.reverse();
    json!({ "responses": responses })
}

pub(crate) async fn serving(parts: Parts) -> Scripted {
    let parts = Arc::new(parts);
    Scripted::start(move |seen| {
        if seen.target.ends_with("/token") {
            reply(200, &granted("canary-app-token"))
        } else {
            reply(200, &batch_of(&parts, seen))
        }
    })
    .await
}

/// Reads with a token that is held already, so that a fresh one may still help.
pub(crate) async fn read(entra: &Entra, manifest: &Manifest, clock: &HandClock) -> AppFacts {
    let secret = secret();
    entra
        .app_only_token(&secret, tenant(), clock, TokenFreshness::Cached)
        .await
        .unwrap();
    let held = entra
        .app_only_token(&secret, tenant(), clock, TokenFreshness::Cached)
        .await
        .unwrap();
    assert!(!held.is_fresh());
    entra.read_app_facts(&held, manifest, clock).await
}

fn with_grants() -> Manifest {
    Manifest::adjusted(["Directory.Read.All"], []).unwrap()
}

async fn facts_of(parts: Parts) -> AppFacts {
    let server = serving(parts).await;
    read(
        &entra(&server, patient()),
        &with_grants(),
        &HandClock::new(),
    )
    .await
}

fn with(id: &'static str, answer: Value) -> Parts {
    let mut parts = well();
    parts.insert(id, answer);
    parts
}

pub(crate) fn reason<T>(observed: &Observed<T>) -> Option<Unobserved> {
    observed.get().err()
}

#[tokio::test]
async fn one_batch_shows_everything_the_app_may_see() {
    let server = serving(well()).await;
    let clock = HandClock::new();
    let facts = read(&entra(&server, patient()), &with_grants(), &clock).await;

    let ours = facts.service_principal.get().unwrap().clone().unwrap();
    assert_eq!(ours.id.to_string(), OURS);
    assert!(ours.account_enabled && ours.app_role_assignment_required && !ours.is_deactivated);
    assert_eq!(ours.app_owner_organization_id, Some(tenant()));
    assert_eq!(ours.disabled_by_microsoft_status, None);
    let role = |of_graph| GrantedRole {
        app_role_id: ROLE.parse().unwrap(),
        of_graph,
    };
    assert_eq!(
        *facts.granted_roles.get().unwrap(),
        BTreeSet::from([role(true), role(false)])
    );
    let assigned = |id: &str, kind| Assignment {
        principal_id: id.parse().unwrap(),
        kind,
    };
    assert_eq!(
        *facts.assignments.get().unwrap(),
        [
            assigned(PERSON, PrincipalKind::User),
            assigned(OURS, PrincipalKind::Group),
            assigned(GRAPH, PrincipalKind::ServicePrincipal),
        ]
    );
    let scopes: Vec<_> = facts
        .tenant_wide_scopes
        .get()
        .unwrap()
        .0
        .iter()
        .cloned()
        .collect();
    assert_eq!(scopes, ["Mail.Send", "User.Read"]);
    let evidence = Evidence {
        request: format!("GET /v1.0/servicePrincipals(appId='{CLIENT}')/appRoleAssignments"),
        status: Some(200),
        error_code: None,
        request_id: Some("11111111-2222".to_owned()),
        account: None,
        at: clock.now(),
    };
    assert_eq!(facts.granted_roles.evidence(), Some(&evidence));

    let seen = server.seen();
    assert_eq!(seen.len(), 2, "one token, one batch");
    let batch = &seen[1];
    assert_eq!(
        (batch.method.as_str(), batch.target.as_str()),
        ("POST", "/v1.0/$batch")
    );
    assert_eq!(
        batch.header("authorization"),
        Some("Bearer canary-app-token")
    );
    assert_eq!(batch.header("content-type"), Some("application/json"));
    assert_eq!(batch.header("accept-encoding"), None);
    assert_eq!(batch.header("origin"), None);
    assert!(
        batch
            .header("user-agent")
            .unwrap()
            .starts_with("ISV|Cooperlink|Registration/")
    );
    assert!(uuid::Uuid::try_parse(batch.header("client-request-id").unwrap()).is_ok());
    let asked: Value = serde_json::from_str(&batch.body).unwrap();
    let urls: Vec<&str> = asked["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| {
            assert_eq!(part["method"], "GET");
            part["url"].as_str().unwrap()
        })
        .collect();
    let ours = format!("/servicePrincipals(appId='{CLIENT}')");
    assert_eq!(
        urls,
        [
            format!(
                "{ours}?$select=id,appId,accountEnabled,appRoleAssignmentRequired,\
                 appOwnerOrganizationId,disabledByMicrosoftStatus,isDisabled"
            ),
            format!("{ours}/appRoleAssignments?$top=999"),
            format!("{ours}/appRoleAssignedTo?$top=999"),
            format!("/servicePrincipals(appId='{MICROSOFT_GRAPH}')?$select=id"),
            format!("{ours}/oauth2PermissionGrants?$top=999"),
        ]
    );
}

#[tokio::test]
async fn grants_are_asked_for_only_where_the_manifest_allows_it() {
    let server = serving(well()).await;
    let facts = read(
        &entra(&server, patient()),
        &Manifest::default(),
        &HandClock::new(),
    )
    .await;
    let not_asked = Unobserved::PermissionNotAskedFor {
        permission: "Directory.Read.All".to_owned(),
    };
    assert_eq!(reason(&facts.tenant_wide_scopes), Some(not_asked));
    assert!(!server.seen()[1].body.contains("oauth2PermissionGrants"));
}

#[tokio::test]
async fn switches_are_read_as_they_stand() {
    let facts = facts_of(with(
        "service-principal",
        found(json!({
            "id": OURS, "appId": CLIENT, "accountEnabled": false, "appRoleAssignmentRequired": false,
            "disabledByMicrosoftStatus": "DisabledDueToViolationOfServicesAgreement", "isDisabled": true,
        })),
    ))
    .await;
    let ours = facts.service_principal.get().unwrap().clone().unwrap();
    assert!(!ours.account_enabled && !ours.app_role_assignment_required && ours.is_deactivated);
    assert_eq!(ours.app_owner_organization_id, None);
    assert_eq!(
        ours.disabled_by_microsoft_status.as_deref(),
        Some("DisabledDueToViolationOfServicesAgreement")
    );
}

#[tokio::test]
async fn an_absent_service_principal_is_a_fact_and_its_relations_are_out_of_reach() {
    let absent = failed(404, "Request_ResourceNotFound");
    let mut parts = with("service-principal", absent.clone());
    parts.insert("roles", absent.clone());
    parts.insert("assigned", found(json!({ "value": [] })));
    parts.insert("grants", absent);
    let facts = facts_of(parts).await;
    assert_eq!(facts.service_principal.get(), Ok(&None));
    let evidence = facts.service_principal.evidence().unwrap();
    assert_eq!(evidence.status, Some(404));
    assert_eq!(
        evidence.error_code.as_deref(),
        Some("Request_ResourceNotFound")
    );
    assert_eq!(evidence.request_id.as_deref(), Some("33333333-4444"));
    assert_eq!(reason(&facts.granted_roles), Some(Unobserved::NotReached));
    assert_eq!(reason(&facts.assignments), Some(Unobserved::NotReached));
    assert_eq!(
        reason(&facts.tenant_wide_scopes),
        Some(Unobserved::NotReached)
    );
}

#[tokio::test]
async fn an_empty_list_counts_only_when_the_service_principal_was_seen() {
    let empty = found(json!({ "value": [] }));
    let mut parts = well();
    for id in ["roles", "assigned", "grants"] {
        parts.insert(id, empty.clone());
    }
    // Nothing is granted, so it does not matter that Graph's own id is not known.
    parts.insert("resource", failed(500, "x"));
    let facts = facts_of(parts.clone()).await;
    assert_eq!(facts.granted_roles.get(), Ok(&BTreeSet::new()));
    assert_eq!(facts.assignments.get(), Ok(&Vec::new()));
    assert!(facts.tenant_wide_scopes.get().unwrap().0.is_empty());

    parts.insert(
        "service-principal",
        failed(403, "Authorization_RequestDenied"),
    );
    let facts = facts_of(parts).await;
    assert_eq!(reason(&facts.service_principal), Some(Unobserved::Refused));
    for reason in [
        reason(&facts.granted_roles),
        reason(&facts.assignments),
        reason(&facts.tenant_wide_scopes),
    ] {
        assert_eq!(reason, Some(Unobserved::NotReached.clone()));
    }
}

#[tokio::test]
async fn roles_mean_nothing_while_graphs_own_id_is_unknown() {
    let facts = facts_of(with("resource", failed(403, "Authorization_RequestDenied"))).await;
    assert_eq!(reason(&facts.granted_roles), Some(Unobserved::Refused));
    assert_eq!(reason(&facts.tenant_wide_scopes), Some(Unobserved::Refused));
    assert!(facts.assignments.get().is_ok());
}

#[test_case(failed(401, "InvalidAuthenticationToken"), Unobserved::Refused; "not accepted")]
#[test_case(failed(403, "Authorization_RequestDenied"), Unobserved::Refused; "forbidden")]
#[test_case(failed(404, "UnknownError"), Unobserved::Unreadable; "absent in other words")]
#[test_case(json!({ "status": 404 }), Unobserved::Unreadable; "absent without a word")]
#[test_case(failed(400, "Request_BadRequest"), Unobserved::Unreadable; "not understood by graph")]
#[test_case(failed(424, "FailedDependency"), Unobserved::Unreadable; "depending on another")]
#[test_case(failed(500, "x"), Unobserved::MicrosoftUnavailable; "a fault")]
#[test_case(failed(503, "x"), Unobserved::MicrosoftUnavailable; "an outage")]
#[test_case(failed(429, "TooManyRequests"), Unobserved::MicrosoftUnavailable; "throttled")]
#[test_case(json!({ "status": 200 }), Unobserved::Unreadable; "no body")]
#[test_case(found(json!(null)), Unobserved::Unreadable; "null")]
#[test_case(found(json!("PGh0bWw+")), Unobserved::Unreadable; "a text")]
#[test_case(found(json!({})), Unobserved::Unreadable; "an empty object")]
#[test_case(found(json!({ "id": OURS })), Unobserved::Unreadable; "too little")]
#[test_case(found(json!({ "id": OURS, "appId": OURS, "accountEnabled": true, "appRoleAssignmentRequired": true })), Unobserved::Unreadable; "another application")]
#[test_case(found(json!({ "id": "../x", "appId": CLIENT, "accountEnabled": true, "appRoleAssignmentRequired": true })), Unobserved::Unreadable; "an id that is none")]
#[test_case(found(json!({ "id": OURS, "appId": CLIENT, "accountEnabled": "true", "appRoleAssignmentRequired": true })), Unobserved::Unreadable; "another type")]
#[tokio::test]
async fn what_is_not_an_answer_is_neither_presence_nor_absence(
    answer: Value,
    expected: Unobserved,
) {
    let facts = facts_of(with("service-principal", answer)).await;
    assert_eq!(reason(&facts.service_principal), Some(expected));
    assert!(facts.service_principal.evidence().is_some());
}

#[tokio::test]
async fn a_fresh_token_that_is_not_accepted_says_nothing_about_the_customer() {
    let server = serving(with(
        "service-principal",
        failed(401, "InvalidAuthenticationToken"),
    ))
    .await;
    let (entra, clock) = (entra(&server, patient()), HandClock::new());
    let fresh = entra
        .app_only_token(&secret(), tenant(), &clock, TokenFreshness::Fresh)
        .await
        .unwrap();
    let facts = entra
        .read_app_facts(&fresh, &Manifest::default(), &clock)
        .await;
    assert_eq!(
        reason(&facts.service_principal),
        Some(Unobserved::Unreadable)
    );
}
