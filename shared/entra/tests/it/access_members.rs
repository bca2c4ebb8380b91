//! Members of assigned groups, and all users of the organisation: known completely, or unknown.

use crate::{
    access::{ALEX, BIRGIT, EVERYBODY, NESTED, id, token, well},
    clock::HandClock,
    facts::{Parts, batch_of, failed, found, serving},
    office::batches,
    scripted::{Answer, Scripted, json as reply},
    setting::{entra, patient},
};
use domain::{
    access::{Everybody, Members},
    verification::{facts::Observed, verdict::Unobserved},
};
use entra::Limits;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use test_case::test_case;

const OF_EVERYBODY: &str = "group-96000000-0000-4000-8000-000000000001";
const OF_NESTED: &str = "group-96000000-0000-4000-8000-000000000002";

fn user(who: &str) -> Value {
    json!({ "@odata.type": "#microsoft.graph.user", "id": who, "displayName": "Some one" })
}

/// Parts in which two groups are assigned; the second contains Birgit.
fn two_groups() -> Parts {
    let mut parts = well();
    let group = |assignment: &str, who: &str| {
        json!({ "id": assignment, "principalId": who,
        "principalType": "Group", "principalDisplayName": who })
    };
    let assigned = json!({ "value": [group("a", EVERYBODY), group("b", NESTED)] });
    parts.insert("assigned", found(assigned));
    parts.insert(OF_NESTED, found(json!({ "value": [user(BIRGIT)] })));
    parts
}

async fn members_with(server: &Scripted, limits: Limits) -> Vec<Option<Members>> {
    let facts = entra(server, limits)
        .read_access(&token(), None, &HandClock::new())
        .await;
    let access = facts.access.get().unwrap();
    access
        .assigned
        .iter()
        .map(|assigned| assigned.members.clone())
        .collect()
}

async fn members(server: &Scripted) -> Vec<Option<Members>> {
    members_with(server, patient()).await
}

#[test_case(failed(403, "Authorization_RequestDenied"); "refused")]
#[test_case(failed(401, "InvalidAuthenticationToken"); "signed out")]
#[test_case(failed(404, "Request_ResourceNotFound"); "gone")]
#[test_case(failed(400, "Request_BadRequest"); "not understood")]
#[test_case(failed(503, "ServiceUnavailable"); "an outage")]
#[test_case(found(json!({})); "no list")]
#[test_case(found(json!({ "value": [{ "id": ALEX }] })); "members of no kind")]
#[test_case(found(json!({ "value": [{ "@odata.type": "#microsoft.graph.user", "id": "alex" }] })); "a member without an id")]
#[test_case(found(json!({ "value": [user(ALEX)], "@odata.nextLink": "https://evil.example/v1.0/groups/x/members" })); "more elsewhere")]
#[tokio::test]
async fn a_group_that_cannot_be_read_whole_is_unknown_and_never_empty(answer: Value) {
    let mut parts = two_groups();
    parts.insert(OF_EVERYBODY, answer);
    let members = members(&serving(parts).await).await;
    assert_eq!(members[0], None);
    let second = members[1].as_ref().unwrap();
    assert_eq!(second.people[0].id, id(BIRGIT));
}

#[tokio::test]
async fn a_group_that_no_answer_names_is_unknown() {
    let mut parts = two_groups();
    parts.remove(OF_EVERYBODY);
    let members = members(&serving(parts).await).await;
    assert_eq!(members[0], None);
    assert!(members[1].is_some());
}

#[tokio::test]
async fn t47_a_group_with_too_many_members_is_unknown() {
    let mut parts = two_groups();
    let many: Vec<Value> = (0..21).map(|_| user(ALEX)).collect();
    parts.insert(OF_EVERYBODY, found(json!({ "value": many })));
    let limits = Limits {
        items: 20,
        ..patient()
    };
    let members = members_with(&serving(parts).await, limits).await;
    assert_eq!(members[0], None);
    assert!(members[1].is_some());
}

/// A Graph in which the first group has a second page behind this link; `@` is Graph itself.
async fn paged(link: &'static str, second: fn() -> Answer) -> Scripted {
    Scripted::start(move |seen| {
        let origin = format!("http://{}", seen.header("host").unwrap());
        if seen.method == "GET" {
            return second();
        }
        let next = link.replace('@', &origin).replace("{g}", EVERYBODY);
        let mut parts = two_groups();
        let first = json!({ "value": [user(ALEX)], "@odata.nextLink": next });
        parts.insert(OF_EVERYBODY, found(first));
        reply(200, &batch_of(&parts, seen))
    })
    .await
}

fn second_page() -> Answer {
    reply(200, &json!({ "value": [user(BIRGIT)] }))
}

#[test_case("@/v1.0/groups/{g}/members?$skiptoken=x"; "as asked for")]
#[test_case("@/v1.0/groups('{g}')/members?$skiptoken=x"; "in brackets")]
#[tokio::test]
async fn members_of_further_pages_count(link: &'static str) {
    let server = paged(link, second_page).await;
    let members = members(&server).await;
    assert_eq!(members[0].as_ref().unwrap().people.len(), 2);
    assert_eq!(
        server.seen().last().unwrap().header("authorization"),
        Some("Bearer canary-administrator-token")
    );
}

#[test_case("@/v1.0/groups/96000000-0000-4000-8000-000000000002/members?$skiptoken=x"; "another group")]
#[test_case("@/v1.0/groups/{g}/owners?$skiptoken=x"; "another relation")]
#[test_case("@/beta/groups/{g}/members?$skiptoken=x"; "another version")]
#[test_case("http://127.0.0.1:9/v1.0/groups/{g}/members?$skiptoken=x"; "another port")]
#[tokio::test]
async fn t44_a_link_that_leads_away_leaves_a_group_unknown(link: &'static str) {
    let server = paged(link, second_page).await;
    let members = members(&server).await;
    assert_eq!(members[0], None);
    assert!(members[1].is_some());
    assert_eq!(server.seen().len(), 2);
}

#[test_case(|| Answer::Reply(403, vec![], vec![]); "refused")]
#[test_case(|| Answer::Reply(200, vec![], b"<html>".to_vec()); "unreadable")]
#[tokio::test]
async fn a_second_page_that_fails_leaves_a_group_unknown(second: fn() -> Answer) {
    let server = paged("@/v1.0/groups/{g}/members?$skiptoken=x", second).await;
    assert_eq!(members(&server).await[0], None);
}

/// A Graph in which the first group shows no members, and gives this answer when it is read itself.
async fn showing_nobody(itself: Value) -> Scripted {
    Scripted::start(move |seen| {
        let asked: Value = serde_json::from_str(&seen.body).unwrap();
        let is_itself = asked["requests"][0]["url"]
            .as_str()
            .unwrap()
            .ends_with("?$select=id,visibility");
        let mut parts = two_groups();
        let nobody = found(json!({ "value": [] }));
        parts.insert(
            OF_EVERYBODY,
            if is_itself { itself.clone() } else { nobody },
        );
        reply(200, &batch_of(&parts, seen))
    })
    .await
}

#[test_case(found(json!({ "id": EVERYBODY, "visibility": null })), true; "shows all")]
#[test_case(found(json!({ "id": EVERYBODY, "visibility": "Private" })), true; "private")]
#[test_case(found(json!({ "id": EVERYBODY, "visibility": "HiddenMembership" })), false; "hides its members")]
#[test_case(failed(403, "Authorization_RequestDenied"), false; "not told")]
#[tokio::test]
async fn a_group_that_may_hide_its_members_is_unknown(itself: Value, is_known: bool) {
    let server = showing_nobody(itself).await;
    let members = members(&server).await;
    assert_eq!(members[0], is_known.then(Members::default));
    assert!(members[1].is_some());
    let asked = format!("GET /groups/{EVERYBODY}?$select=id,visibility");
    assert_eq!(batches(&server)[2], [asked]);
}

async fn everybody(server: &Scripted) -> Observed<Everybody> {
    entra(server, patient())
        .read_everybody(&token(), &HandClock::new())
        .await
}

async fn everybody_of(answer: Value) -> Observed<Everybody> {
    everybody(&serving(BTreeMap::from([("everybody", answer)])).await).await
}

#[tokio::test]
async fn everybody_is_listed_where_one_page_holds_them() {
    let people = json!({ "@odata.count": 2, "value": [
        { "id": BIRGIT, "displayName": "Birgit", "userPrincipalName": "b@contoso.example" },
        { "id": ALEX, "displayName": "Alex", "userPrincipalName": "a@contoso.example" },
    ] });
    let server = serving(BTreeMap::from([("everybody", found(people))])).await;
    let everybody = everybody(&server).await;
    let Everybody::All(people) = everybody.get().unwrap() else {
        panic!("{everybody:?}")
    };
    let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Alex", "Birgit"]);

    let asked: Value = serde_json::from_str(&server.seen()[0].body).unwrap();
    assert_eq!(
        asked["requests"],
        json!([{
            "id": "everybody", "method": "GET",
            "url": "/users?$select=id,displayName,userPrincipalName&$top=999&$count=true",
            "headers": { "ConsistencyLevel": "eventual" },
        }])
    );
}

#[tokio::test]
async fn everybody_is_counted_where_there_are_more_and_no_link_is_followed() {
    let trap = Scripted::start(|_| reply(200, &json!({ "value": [] }))).await;
    let next = format!("{}/v1.0/users?$skiptoken=x", trap.origin);
    let page = json!({ "@odata.count": 2_500, "value": [user(ALEX)], "@odata.nextLink": next });
    let everybody = everybody_of(found(page)).await;
    assert_eq!(everybody.get(), Ok(&Everybody::Count(2_500)));
    assert_eq!(trap.connections(), 0);
}

#[test_case(found(json!({ "value": [user(ALEX)], "@odata.nextLink": "x" })), &Unobserved::Unreadable; "more without a count")]
#[test_case(found(json!({ "@odata.count": -1, "value": [user(ALEX)], "@odata.nextLink": "x" })), &Unobserved::Unreadable; "a count that is none")]
#[test_case(found(json!({ "@odata.count": 0, "value": [] })), &Unobserved::Unreadable; "nobody")]
#[test_case(failed(403, "Authorization_RequestDenied"), &Unobserved::Refused; "refused")]
#[test_case(failed(401, "InvalidAuthenticationToken"), &Unobserved::Refused; "signed out")]
#[test_case(failed(400, "Request_UnsupportedQuery"), &Unobserved::Unreadable; "not understood")]
#[tokio::test]
async fn everybody_is_never_guessed(answer: Value, expected: &Unobserved) {
    assert_eq!(&everybody_of(answer).await.get().unwrap_err(), expected);
}
