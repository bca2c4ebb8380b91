//! Users and groups to choose from: found by a text, continued by a mark, read by id.

use crate::{
    access::{ALEX, BIRGIT, EVERYBODY, NESTED, id, token},
    clock::HandClock,
    facts::{Parts, batch_of, failed, found, serving},
    office::{answering, batches},
    scripted::{Scripted, json as reply},
    setting::{entra, patient},
};
use domain::{
    access::{AssigneeKind, Candidate, CandidatePage, Candidates, Principal},
    verification::{facts::Observed, verdict::Unobserved},
};
use entra::CandidateSearch;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use test_case::test_case;
use url::Url;

fn pages() -> Parts {
    Parts::from([
        (
            "users",
            found(json!({ "value": [
                { "id": ALEX, "displayName": "Alex", "userPrincipalName": "a@contoso.example" },
            ] })),
        ),
        (
            "groups",
            found(json!({ "value": [
                { "id": EVERYBODY, "displayName": "Everybody", "mail": null, "securityEnabled": true },
                { "id": NESTED, "displayName": "News", "mail": "news@contoso.example", "securityEnabled": false },
            ] })),
        ),
    ])
}

fn text(text: &str) -> CandidateSearch<'_> {
    CandidateSearch {
        text,
        ..CandidateSearch::default()
    }
}

async fn find(server: &Scripted, search: &CandidateSearch<'_>) -> Candidates {
    entra(server, patient())
        .find_candidates(&token(), search, &HandClock::new())
        .await
}

fn candidate(
    kind: AssigneeKind,
    who: &str,
    name: &str,
    address: Option<&str>,
    can: bool,
) -> Candidate {
    Candidate {
        principal: Principal {
            id: id(who),
            kind,
            name: name.to_owned(),
            address: address.map(str::to_owned),
        },
        can_be_assigned: can,
    }
}

fn alex() -> Candidate {
    candidate(
        AssigneeKind::User,
        ALEX,
        "Alex",
        Some("a@contoso.example"),
        true,
    )
}

fn everybody() -> Candidate {
    candidate(AssigneeKind::Group, EVERYBODY, "Everybody", None, true)
}

fn news() -> Candidate {
    let address = Some("news@contoso.example");
    candidate(AssigneeKind::Group, NESTED, "News", address, false)
}

/// The parts of the first batch that was sent.
fn asked(server: &Scripted) -> Vec<Value> {
    let asked: Value = serde_json::from_str(&server.seen()[0].body).unwrap();
    asked["requests"].as_array().unwrap().clone()
}

/// The options of a part's address.
fn options(part: &Value) -> BTreeMap<String, String> {
    let url = format!("https://graph.example{}", part["url"].as_str().unwrap());
    Url::parse(&url)
        .unwrap()
        .query_pairs()
        .into_owned()
        .collect()
}

#[tokio::test]
async fn without_a_text_the_first_of_all_are_given() {
    let server = serving(pages()).await;
    let found = find(&server, &text("")).await;
    let page = |candidates| CandidatePage {
        candidates,
        next: None,
    };
    assert_eq!(found.users.get().unwrap(), &page(vec![alex()]));
    assert_eq!(
        found.groups.get().unwrap(),
        &page(vec![everybody(), news()])
    );
    let urls = [
        "GET /users?$select=id,displayName,userPrincipalName&$top=20".to_owned(),
        "GET /groups?$select=id,displayName,mail,securityEnabled&$top=20".to_owned(),
    ];
    assert_eq!(batches(&server), [urls]);
    assert!(asked(&server).iter().all(|part| part["headers"].is_null()));
}

#[test_case("Al", "Al"; "plain")]
#[test_case("  O'Neill & Söhne #1+2 = 100% ? ", "O'Neill & Söhne #1+2 = 100% ?"; "what means something in an address")]
#[test_case("x\" OR \"mail:", "x\\\" OR \\\"mail:"; "quotes")]
#[test_case("back\\slash\\", "back\\\\slash\\\\"; "backslashes")]
#[test_case("a\u{202E}b\u{0}\n\u{200B}c", "abc"; "what disguises")]
#[test_case("&$filter=x", "&$filter=x"; "an option")]
#[tokio::test]
async fn t45_what_is_typed_is_one_literal(typed: &str, literal: &str) {
    let server = serving(pages()).await;
    let found = find(&server, &text(typed)).await;
    assert!(found.users.get().is_ok() && found.groups.get().is_ok());
    let parts = asked(&server);
    let searched = |properties: &[&str]| {
        let clauses: Vec<String> = properties
            .iter()
            .map(|property| format!("\"{property}:{literal}\""))
            .collect();
        BTreeMap::from([
            ("$count".to_owned(), "true".to_owned()),
            ("$search".to_owned(), clauses.join(" OR ")),
            ("$top".to_owned(), "20".to_owned()),
        ])
    };
    for (part, properties) in [
        (&parts[0], &["displayName", "userPrincipalName", "mail"][..]),
        (&parts[1], &["displayName", "mail"][..]),
    ] {
        let mut options = options(part);
        options.remove("$select");
        assert_eq!(options, searched(properties));
        assert_eq!(part["headers"], json!({ "ConsistencyLevel": "eventual" }));
    }
}

/// Parts in which the page of users has a further page behind this link.
fn going_on(link: &str) -> Parts {
    let mut parts = pages();
    let page = json!({ "value": [], "@odata.nextLink": link });
    parts.insert("users", found(page));
    parts
}

#[tokio::test]
async fn t44_only_the_mark_of_a_link_is_given_out_and_the_link_never_followed() {
    let trap = Scripted::start(|_| reply(200, &json!({ "value": [] }))).await;
    let link = format!(
        "{}/v1.0/secrets?$filter=x&$skiptoken=X%2744%27%26a",
        trap.origin
    );
    let server = serving(going_on(&link)).await;
    let first = find(&server, &text("Al")).await;
    let mark = first.users.get().unwrap().next.clone().unwrap();
    assert_eq!(mark, "X'44'&a");
    assert_eq!(first.groups.get().unwrap().next, None);

    let server = serving(pages()).await;
    let search = CandidateSearch {
        users_after: Some(&mark),
        ..text("Al")
    };
    find(&server, &search).await;
    let parts = asked(&server);
    assert_eq!(parts.len(), 1);
    let url = parts[0]["url"].as_str().unwrap();
    assert!(url.starts_with("/users?$select=id,displayName,userPrincipalName&$top=20&$count=true"));
    assert!(url.ends_with("&$skiptoken=X%2744%27%26a"), "{url}");
    assert_eq!(
        parts[0]["headers"],
        json!({ "ConsistencyLevel": "eventual" })
    );
    assert_eq!(options(&parts[0]).len(), 5);
    assert_eq!(trap.connections(), 0);
}

#[test_case("@/v1.0/users?$skip=20"; "another way of going on")]
#[test_case("@/v1.0/users"; "no options")]
#[test_case("not a link"; "no link")]
#[tokio::test]
async fn a_link_without_a_mark_offers_no_further_page(link: &str) {
    let link = link.replace('@', "https://graph.microsoft.com");
    let found = find(&serving(going_on(&link)).await, &text("")).await;
    assert_eq!(found.users.get().unwrap().next, None);
}

#[tokio::test]
async fn only_what_goes_on_is_asked_for() {
    let server = serving(pages()).await;
    let search = CandidateSearch {
        groups_after: Some("mark"),
        ..text("")
    };
    let found = find(&server, &search).await;
    assert_eq!(found.groups.get().unwrap().candidates.len(), 2);
    assert_eq!(found.users.get().unwrap(), &CandidatePage::default());
    assert_eq!(found.users.evidence().unwrap().status, None);
    let url = "GET /groups?$select=id,displayName,mail,securityEnabled&$top=20&$skiptoken=mark";
    assert_eq!(batches(&server), [[url]]);

    let both = CandidateSearch {
        users_after: Some("one"),
        groups_after: Some("two"),
        ..text("")
    };
    let server = serving(pages()).await;
    find(&server, &both).await;
    assert_eq!(batches(&server)[0].len(), 2);
}

#[test_case(""; "empty")]
#[test_case("a\r\nb"; "lines")]
#[test_case("é"; "other letters")]
#[test_case(&"a".repeat(4_097); "too long")]
#[tokio::test]
async fn t44_a_mark_that_is_none_is_not_sent(mark: &str) {
    let server = serving(pages()).await;
    let search = CandidateSearch {
        users_after: Some(mark),
        ..text("")
    };
    let found = find(&server, &search).await;
    assert_eq!(found.users, Observed::unseen(Unobserved::Unreadable));
    assert_eq!(found.groups.get().unwrap(), &CandidatePage::default());
    assert_eq!(server.seen().len(), 0);

    let search = CandidateSearch {
        groups_after: Some("good"),
        ..search
    };
    let found = find(&server, &search).await;
    assert_eq!(found.users.get().err(), Some(Unobserved::Unreadable));
    assert_eq!(found.groups.get().unwrap().candidates.len(), 2);
}

#[tokio::test]
async fn users_are_found_without_groups() {
    let mut parts = pages();
    parts.insert("groups", failed(403, "Authorization_RequestDenied"));
    let found = find(&serving(parts).await, &text("")).await;
    assert_eq!(found.users.get().unwrap().candidates, [alex()]);
    assert_eq!(found.groups.get().err(), Some(Unobserved::Refused));
}

async fn name(
    server: &Scripted,
    chosen: &[(AssigneeKind, &str)],
) -> Vec<Observed<Option<Candidate>>> {
    let chosen: Vec<_> = chosen.iter().map(|(kind, who)| (*kind, id(who))).collect();
    entra(server, patient())
        .name_candidates(&token(), &chosen, &HandClock::new())
        .await
}

#[tokio::test]
async fn those_who_were_chosen_are_named_in_their_order() {
    let server = serving(Parts::from([
        (
            "chosen-0",
            found(json!({ "id": NESTED, "displayName": "News", "mail": "news@contoso.example", "securityEnabled": false })),
        ),
        (
            "chosen-1",
            found(json!({ "id": ALEX, "displayName": "Alex", "userPrincipalName": "a@contoso.example" })),
        ),
        ("chosen-2", failed(404, "Request_ResourceNotFound")),
        ("chosen-3", failed(403, "Authorization_RequestDenied")),
        ("chosen-4", found(json!({ "id": ALEX, "displayName": "Another" }))),
        ("chosen-5", found(json!({ "id": EVERYBODY, "displayName": "Everybody", "securityEnabled": null }))),
    ]))
    .await;
    let chosen = [
        (AssigneeKind::Group, NESTED),
        (AssigneeKind::User, ALEX),
        (AssigneeKind::User, BIRGIT),
        (AssigneeKind::User, BIRGIT),
        (AssigneeKind::User, BIRGIT),
        (AssigneeKind::Group, EVERYBODY),
    ];
    let named = name(&server, &chosen).await;
    let told: Vec<_> = named.iter().map(|named| named.get().cloned()).collect();
    let unsure = candidate(AssigneeKind::Group, EVERYBODY, "Everybody", None, false);
    assert_eq!(
        told,
        [
            Ok(Some(news())),
            Ok(Some(alex())),
            Ok(None),
            Err(Unobserved::Refused),
            Err(Unobserved::Unreadable),
            Ok(Some(unsure)),
        ]
    );
    let asked = &batches(&server)[0];
    assert_eq!(
        asked[0],
        format!("GET /groups/{NESTED}?$select=id,displayName,mail,securityEnabled")
    );
    assert_eq!(
        asked[1],
        format!("GET /users/{ALEX}?$select=id,displayName,userPrincipalName")
    );
}

#[tokio::test]
async fn nobody_chosen_asks_nothing_and_many_are_asked_for_in_twenties() {
    let server = answering(|_| found(json!({ "id": ALEX }))).await;
    assert_eq!(name(&server, &[]).await, []);
    assert_eq!(server.seen().len(), 0);
    let named = name(&server, &[(AssigneeKind::User, ALEX); 21]).await;
    assert!(named.iter().all(|named| named.get().is_ok()));
    assert_eq!(batches(&server).len(), 2);
}

#[tokio::test]
async fn reads_that_were_turned_away_are_sent_once_more() {
    let server = Scripted::start({
        let turns = std::sync::Mutex::new(0);
        move |seen| {
            let mut turns = turns.lock().unwrap();
            *turns += 1;
            let mut parts = pages();
            if *turns == 1 {
                parts.insert("groups", failed(429, "TooManyRequests"));
            }
            reply(200, &batch_of(&parts, seen))
        }
    })
    .await;
    let found = find(&server, &text("")).await;
    assert!(found.groups.get().is_ok());
    assert_eq!(batches(&server).len(), 2);
}
