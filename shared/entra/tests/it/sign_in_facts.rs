//! Facts that the sign-in leg reads: the organisation and the roles of the person.

use crate::{
    clock::HandClock,
    facts::{batch_of, failed, found, reason},
    scripted::{Scripted, Seen, json as reply},
    setting::{TENANT, entra, patient, tenant},
};
use domain::verification::verdict::Unobserved;
use entra::SignInFacts;
use secrecy::SecretString;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use test_case::test_case;

async fn sign_in(organization: Value, roles: Value) -> (SignInFacts, Vec<Seen>) {
    let parts = BTreeMap::from([("organization", organization), ("roles", roles)]);
    let server = Scripted::start(move |seen| reply(200, &batch_of(&parts, seen))).await;
    let token = SecretString::from("canary-user-token");
    let facts = entra(&server, patient())
        .read_sign_in(&token, &HandClock::new())
        .await;
    (facts, server.seen())
}

fn contoso() -> Value {
    json!({
        "id": TENANT, "displayName": "Contoso",
        "verifiedDomains": [
            { "name": "Contoso.onmicrosoft.example", "isInitial": true, "isDefault": false },
            { "name": "Contoso.example", "isDefault": true },
        ],
    })
}

#[tokio::test]
async fn one_batch_shows_the_organisation_and_the_persons_roles() {
    let template = "62e90394-69f5-4237-9190-012177145e10";
    let roles = found(json!({ "value": [
        { "roleTemplateId": template, "displayName": "Global Administrator" },
        { "displayName": "Nameless" },
    ] }));
    let (facts, seen) = sign_in(found(json!({ "value": [contoso()] })), roles).await;
    let organization = facts.organization.get().unwrap();
    assert_eq!(organization.id, tenant());
    let domains: Vec<_> = organization
        .verified_domains
        .iter()
        .map(String::as_str)
        .collect();
    assert_eq!(domains, ["contoso.example", "contoso.onmicrosoft.example"]);
    assert_eq!(facts.display_name.as_deref(), Some("Contoso"));
    assert_eq!(facts.default_domain.as_deref(), Some("contoso.example"));
    assert_eq!(*facts.directory_roles.get().unwrap(), [template]);
    assert_eq!(seen.len(), 1);
    assert_eq!(
        seen[0].header("authorization"),
        Some("Bearer canary-user-token")
    );
    let asked: Value = serde_json::from_str(&seen[0].body).unwrap();
    assert_eq!(
        asked["requests"][0]["url"],
        "/organization?$select=id,displayName,verifiedDomains"
    );
    assert_eq!(
        asked["requests"][1]["url"],
        "/me/memberOf/microsoft.graph.directoryRole?$select=roleTemplateId,displayName"
    );
}

#[test_case(json!({ "value": [] }); "none")]
#[test_case(json!({ "value": [contoso(), contoso()] }); "two")]
#[test_case(json!({ "value": [{ "id": "CONTOSO", "verifiedDomains": [] }] }); "an id that is none")]
#[tokio::test]
async fn t09_an_organisation_is_one_or_unknown(body: Value) {
    let (facts, _) = sign_in(found(body), failed(403, "Authorization_RequestDenied")).await;
    assert_eq!(reason(&facts.organization), Some(Unobserved::Unreadable));
    assert_eq!(facts.display_name, None);
    assert_eq!(reason(&facts.directory_roles), Some(Unobserved::Refused));
}
