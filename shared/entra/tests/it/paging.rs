//! Further pages: followed within the collection, never elsewhere, never without end.

use crate::{
    clock::HandClock,
    facts::{OURS, batch_of, found, read, well},
    scripted::{Answer, Scripted, json as reply},
    setting::{CLIENT, PERSON, entra, granted, patient},
};
use domain::{permission::Manifest, verification::verdict::Unobserved};
use entra::{AppFacts, Limits};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use test_case::test_case;

fn assignment() -> Value {
    json!({ "principalId": PERSON, "principalType": "User" })
}

fn page(next: Option<&str>) -> Value {
    json!({ "value": [assignment()], "@odata.nextLink": next })
}

/// A Graph whose assignments have more pages; `next` makes the link behind each page, from its target.
async fn paged(
    first: &str,
    next: impl Fn(&str, &str) -> Option<String> + Send + Sync + 'static,
) -> Scripted {
    let first = first.to_owned();
    Scripted::start(move |seen| {
        if seen.target.ends_with("/token") {
            return reply(200, &granted("canary-app-token"));
        }
        let origin = format!("http://{}", seen.header("host").unwrap());
        if seen.target == "/v1.0/$batch" {
            let mut parts = well();
            parts.insert("assigned", found(page(Some(&first.replace('@', &origin)))));
            return reply(200, &batch_of(&parts, seen));
        }
        reply(200, &page(next(&origin, &seen.target).as_deref()))
    })
    .await
}

async fn facts_of(server: &Scripted, limits: Limits) -> AppFacts {
    read(
        &entra(server, limits),
        &Manifest::default(),
        &HandClock::new(),
    )
    .await
}

fn further(server: &Scripted) -> usize {
    server
        .seen()
        .iter()
        .filter(|seen| seen.method == "GET")
        .count()
}

#[test_case("@/v1.0/servicePrincipals(appId='{c}')/appRoleAssignedTo?$top=999&$skiptoken=x"; "as asked for")]
#[test_case("@/v1.0/servicePrincipals(appId=%27{c}%27)/appRoleAssignedTo?$skiptoken=x"; "with encoded quotes")]
#[test_case("@/v1.0/servicePrincipals/{o}/appRoleAssignedTo?$skiptoken=x"; "by object id")]
#[test_case("@/v1.0/servicePrincipals/{O}/appRoleAssignedTo?$skiptoken=x"; "by object id in capitals")]
#[test_case("@/v1.0/servicePrincipals('{o}')/appRoleAssignedTo?$skiptoken=x"; "by object id in brackets")]
#[tokio::test]
async fn pages_at_home_are_followed(link: &str) {
    let link = link
        .replace("{c}", CLIENT)
        .replace("{o}", OURS)
        .replace("{O}", &OURS.to_uppercase());
    let server = paged(&link, |_, _| None).await;
    let facts = facts_of(&server, patient()).await;
    assert_eq!(facts.assignments.get().unwrap().len(), 2);
    let seen = server.seen();
    let page = seen.last().unwrap();
    assert_eq!(
        page.header("authorization"),
        Some("Bearer canary-app-token")
    );
    assert!(page.target.contains("$skiptoken=x"));
}

/// Checks links that must not be requested with our token; `@` is Graph, `!` a trap host.
#[test_case("!/v1.0/servicePrincipals(appId='{c}')/appRoleAssignedTo?$skiptoken=x"; "another port")]
#[test_case("http://graph.localhost.evil.example/v1.0/servicePrincipals(appId='{c}')/appRoleAssignedTo"; "another host")]
#[test_case("https://graph.microsoft.com/v1.0/servicePrincipals(appId='{c}')/appRoleAssignedTo"; "another cloud")]
#[test_case("//127.0.0.1:9/v1.0/servicePrincipals(appId='{c}')/appRoleAssignedTo"; "no scheme")]
#[test_case("file:///v1.0/servicePrincipals(appId='{c}')/appRoleAssignedTo"; "another scheme")]
#[test_case("@/beta/servicePrincipals(appId='{c}')/appRoleAssignedTo?$skiptoken=x"; "another version")]
#[test_case("@/v1.0/servicePrincipals(appId='{c}')/appRoleAssignments?$skiptoken=x"; "another relation")]
#[test_case("@/v1.0/servicePrincipals(appId='{x}')/appRoleAssignedTo?$skiptoken=x"; "another application")]
#[test_case("@/v1.0/servicePrincipals/{x}/appRoleAssignedTo?$skiptoken=x"; "another object")]
#[test_case("@/v1.0/servicePrincipals(appId='{c}')/appRoleAssignedTo/../../../users"; "dots")]
#[test_case("@/v1.0/servicePrincipals(appId='{c}')/appRoleAssignedTo/x"; "an item")]
#[test_case("@/v1.0/servicePrincipals(appId='{c}')%2FappRoleAssignedTo"; "an encoded slash")]
#[test_case("@/v1.0/users?$skiptoken=x"; "another collection")]
#[test_case("http://canary@{h}/v1.0/servicePrincipals(appId='{c}')/appRoleAssignedTo"; "user information")]
#[test_case("@.evil.example/v1.0/servicePrincipals(appId='{c}')/appRoleAssignedTo"; "a longer host")]
#[test_case("@/v1.0/servicePrincipals(appId='{c}')/appRoleAssignedTo#x"; "a fragment")]
#[test_case("/v1.0/servicePrincipals(appId='{c}')/appRoleAssignedTo"; "no host")]
#[test_case(""; "nothing")]
#[tokio::test]
async fn t44_a_link_that_leads_away_is_not_followed(link: &str) {
    let trap = Scripted::start(|_| reply(200, &page(None))).await;
    let other = "99999999-0000-4000-8000-000000000009";
    let link = link
        .replace('!', &trap.origin)
        .replace("{c}", CLIENT)
        .replace("{x}", other)
        .replace("{h}", trap.origin.trim_start_matches("http://"));
    let server = paged(&link, |_, _| None).await;
    let facts = facts_of(&server, patient()).await;
    assert_eq!(facts.assignments.get().err(), Some(Unobserved::Unreadable));
    assert_eq!(trap.connections(), 0);
    assert_eq!(further(&server), 0);
    // The rest of the batch is not spoilt by it.
    assert!(facts.granted_roles.get().is_ok());
}

#[tokio::test]
async fn t44_redirects_are_not_followed() {
    let trap = Scripted::start(|_| reply(200, &page(None))).await;
    let target = trap.origin.clone();
    let link = format!("/v1.0/servicePrincipals(appId='{CLIENT}')/appRoleAssignedTo?$skiptoken=x");
    let server = Scripted::start(move |seen| {
        let origin = format!("http://{}", seen.header("host").unwrap());
        if seen.target.ends_with("/token") {
            return reply(200, &granted("canary-app-token"));
        }
        if seen.target == "/v1.0/$batch" {
            let mut parts = well();
            parts.insert("assigned", found(page(Some(&format!("{origin}{link}")))));
            return reply(200, &batch_of(&parts, seen));
        }
        Answer::Reply(
            307,
            vec![("location", format!("{target}{}", seen.target))],
            Vec::new(),
        )
    })
    .await;
    let facts = facts_of(&server, patient()).await;
    assert_eq!(facts.assignments.get().err(), Some(Unobserved::Unreadable));
    assert_eq!((trap.connections(), further(&server)), (0, 1));
}

fn home(query: &str) -> String {
    format!("@/v1.0/servicePrincipals(appId='{CLIENT}')/appRoleAssignedTo?{query}")
}

fn at(origin: &str, query: &str) -> String {
    home(query).replace('@', origin)
}

#[tokio::test]
async fn t47_a_page_that_links_to_itself_ends() {
    let server = paged(&home("p=1"), |origin, _| Some(at(origin, "p=1"))).await;
    let facts = facts_of(&server, patient()).await;
    assert_eq!(facts.assignments.get().err(), Some(Unobserved::Unreadable));
    assert_eq!(further(&server), 1);
}

#[tokio::test]
async fn t47_two_pages_that_link_to_each_other_end() {
    let server = paged(&home("p=1"), |origin, target| {
        let other = if target.ends_with("p=1") {
            "p=2"
        } else {
            "p=1"
        };
        Some(at(origin, other))
    })
    .await;
    let facts = facts_of(&server, patient()).await;
    assert_eq!(facts.assignments.get().err(), Some(Unobserved::Unreadable));
    assert_eq!(further(&server), 2);
}

#[tokio::test]
async fn t47_endless_pages_end() {
    let count = Arc::new(Mutex::new(0));
    let server = paged(&home("p=0"), move |origin, _| {
        let mut count = count.lock().unwrap();
        *count += 1;
        Some(at(origin, &format!("p={count}")))
    })
    .await;
    let facts = facts_of(&server, patient()).await;
    assert_eq!(facts.assignments.get().err(), Some(Unobserved::Unreadable));
    assert_eq!(further(&server), 49, "fifty pages with the first");
}

#[tokio::test]
async fn t47_a_page_with_too_many_items_is_refused() {
    let mut parts = well();
    let many: Vec<Value> = (0..21).map(|_| assignment()).collect();
    parts.insert("assigned", found(json!({ "value": many })));
    let server = crate::facts::serving(parts).await;
    let limits = Limits {
        items: 20,
        ..patient()
    };
    let facts = facts_of(&server, limits).await;
    assert_eq!(facts.assignments.get().err(), Some(Unobserved::Unreadable));
    let enough = Limits {
        items: 21,
        ..patient()
    };
    assert_eq!(
        facts_of(&server, enough)
            .await
            .assignments
            .get()
            .unwrap()
            .len(),
        21
    );
}
