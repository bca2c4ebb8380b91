//! Batches that fail in part or as a whole.

use crate::{
    clock::HandClock,
    facts::{Parts, batch_of, failed, found, read, well},
    scripted::{Answer, Scripted, json as reply},
    setting::{entra, granted, patient, short},
};
use domain::{
    permission::Manifest,
    verification::{facts::Observed, verdict::Unobserved},
};
use entra::AppFacts;
use serde_json::{Value, json};
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use test_case::test_case;

/// A Graph whose batches answer with these parts, one after the other; the last answer repeats.
async fn in_turn(turns: Vec<Parts>) -> Scripted {
    let turns = Arc::new(Mutex::new(turns));
    Scripted::start(move |seen| {
        if seen.target.ends_with("/token") {
            return reply(200, &granted("token"));
        }
        let mut turns = turns.lock().unwrap();
        let parts = if turns.len() > 1 {
            turns.remove(0)
        } else {
            turns[0].clone()
        };
        reply(200, &batch_of(&parts, seen))
    })
    .await
}

fn throttled(wait: &str) -> Value {
    let mut answer = failed(429, "TooManyRequests");
    answer["headers"] = json!({ "Retry-After": wait });
    answer
}

/// The ids of the parts of each batch.
fn batches(server: &Scripted) -> Vec<Vec<String>> {
    server
        .seen()
        .iter()
        .filter(|seen| seen.target == "/v1.0/$batch")
        .map(|seen| {
            let asked: Value = serde_json::from_str(&seen.body).unwrap();
            let parts = asked["requests"].as_array().unwrap();
            parts
                .iter()
                .map(|part| part["id"].as_str().unwrap().to_owned())
                .collect()
        })
        .collect()
}

async fn facts_of(server: &Scripted) -> AppFacts {
    read(
        &entra(server, short()),
        &Manifest::default(),
        &HandClock::new(),
    )
    .await
}

fn reasons(facts: &AppFacts) -> [Option<Unobserved>; 3] {
    [
        facts.service_principal.get().err(),
        facts.granted_roles.get().err(),
        facts.assignments.get().err(),
    ]
}

#[tokio::test]
async fn t74_only_the_parts_that_were_turned_away_are_sent_again_after_the_longest_wait() {
    let mut first = well();
    first.insert("roles", throttled("0.02"));
    first.insert("assigned", throttled("0.12"));
    let server = in_turn(vec![first, well()]).await;
    let started = Instant::now();
    let facts = facts_of(&server).await;
    assert!(started.elapsed() >= Duration::from_millis(120));
    assert_eq!(reasons(&facts), [None, None, None]);
    let batches = batches(&server);
    assert_eq!(batches.len(), 2);
    assert_eq!(batches[1], ["roles", "assigned"]);
}

/// Checks each form of a part's `Retry-After`, with the `Date` from which it counts.
#[test_case(json!({ "Retry-After": "0.12" }); "a text")]
#[test_case(json!({ "retry-after": 0.12 }); "a number")]
#[test_case(json!({ "Retry-After": "Mon, 01 Jan 2024 00:00:01 GMT", "Date": "Mon, 01 Jan 2024 00:00:00 GMT" }); "a date")]
#[tokio::test]
async fn t74_a_part_asks_to_wait_in_every_form(headers: Value) {
    let mut first = well();
    let mut turned_away = failed(429, "TooManyRequests");
    turned_away["headers"] = headers;
    first.insert("roles", turned_away);
    let server = in_turn(vec![first, well()]).await;
    let started = Instant::now();
    let entra = entra(&server, patient());
    let facts = read(&entra, &Manifest::default(), &HandClock::new()).await;
    assert!(started.elapsed() >= Duration::from_millis(120));
    assert_eq!(reasons(&facts), [None, None, None]);
}

#[test_case(json!({ "Retry-After": 21 }); "a number")]
#[test_case(json!({ "Retry-After": "Mon, 01 Jan 2024 00:00:21 GMT" }); "a date after that of the whole answer")]
#[tokio::test]
async fn t74_a_long_wait_is_understood_in_every_form(headers: Value) {
    let mut first = well();
    let mut turned_away = failed(429, "TooManyRequests");
    turned_away["headers"] = headers;
    first.insert("roles", turned_away);
    let server = Scripted::start(move |seen| {
        if seen.target.ends_with("/token") {
            return reply(200, &granted("token"));
        }
        let date = vec![("date", "Mon, 01 Jan 2024 00:00:00 GMT".to_owned())];
        Answer::Reply(200, date, batch_of(&first, seen).to_string().into_bytes())
    })
    .await;
    let entra = entra(&server, patient());
    let facts = read(&entra, &Manifest::default(), &HandClock::new()).await;
    assert_eq!(
        reasons(&facts),
        [None, Some(Unobserved::MicrosoftUnavailable), None]
    );
    assert_eq!(batches(&server).len(), 1);
}

#[tokio::test]
async fn a_part_without_headers_is_read() {
    let mut parts = well();
    for part in parts.values_mut() {
        part["headers"] = Value::Null;
    }
    let facts = facts_of(&in_turn(vec![parts]).await).await;
    assert_eq!(reasons(&facts), [None, None, None]);
}

#[tokio::test]
async fn a_property_that_a_cloud_does_not_know_is_left_out() {
    let server = Scripted::start(|seen| {
        if seen.target.ends_with("/token") {
            return reply(200, &granted("token"));
        }
        let mut parts = well();
        if seen.body.contains("isDisabled") {
            parts.insert("service-principal", failed(400, "Request_BadRequest"));
        } else if let Some(part) = parts.get_mut("service-principal") {
            part["body"].as_object_mut().unwrap().remove("isDisabled");
        }
        reply(200, &batch_of(&parts, seen))
    })
    .await;
    let facts = facts_of(&server).await;
    assert_eq!(reasons(&facts), [None, None, None]);
    let service_principal = facts.service_principal.get().unwrap().as_ref().unwrap();
    assert!(service_principal.account_enabled && !service_principal.is_deactivated);
    assert_eq!(batches(&server)[1..], [["service-principal"]]);
}

#[tokio::test]
async fn a_read_that_is_not_understood_either_way_is_asked_twice_and_no_more() {
    let mut parts = well();
    parts.insert("service-principal", failed(400, "Request_BadRequest"));
    let server = in_turn(vec![parts]).await;
    let facts = facts_of(&server).await;
    assert_eq!(reasons(&facts)[0], Some(Unobserved::Unreadable));
    assert_eq!(batches(&server).len(), 2);
}

#[tokio::test]
async fn t74_parts_are_sent_again_once() {
    let mut always = well();
    always.insert("roles", throttled("0"));
    let server = in_turn(vec![always]).await;
    let facts = facts_of(&server).await;
    assert_eq!(
        reasons(&facts),
        [None, Some(Unobserved::MicrosoftUnavailable), None]
    );
    assert_eq!(facts.granted_roles.evidence().unwrap().status, Some(429));
    assert_eq!(batches(&server).len(), 2);
}

#[tokio::test]
async fn t74_a_part_that_asks_for_a_long_wait_is_left() {
    let mut first = well();
    first.insert("roles", throttled("21"));
    let server = in_turn(vec![first]).await;
    let facts = facts_of(&server).await;
    assert_eq!(
        reasons(&facts),
        [None, Some(Unobserved::MicrosoftUnavailable), None]
    );
    assert_eq!(batches(&server).len(), 1);
}

#[tokio::test]
async fn t77_a_part_that_is_missing_is_unreadable() {
    let mut without = well();
    without.remove("roles");
    let server = in_turn(vec![without]).await;
    let facts = facts_of(&server).await;
    assert_eq!(reasons(&facts), [None, Some(Unobserved::Unreadable), None]);
    assert_eq!(facts.granted_roles.evidence().unwrap().status, None);
}

#[test_case(200, ""; "nothing")]
#[test_case(200, "<!doctype html><title>Sign in</title>"; "a page")]
#[test_case(200, "{}"; "an empty object")]
#[test_case(200, r#"{"responses":{}}"#; "no list")]
#[test_case(200, r#"{"responses":[]}"#; "an empty list")]
#[test_case(200, r#"{"responses":[{"id":"service-principal","status":200},{"id":"Service-Principal","status":404}]}"#; "two answers to one question")]
#[test_case(200, r#"{"responses":[{"id":"service-principal","status":99999999}]}"#; "a status that is none")]
#[test_case(400, r#"{"error":{"code":"BadRequest"}}"#; "a batch that graph does not understand")]
#[test_case(302, ""; "a redirect")]
#[test_case(204, ""; "no content")]
#[tokio::test]
async fn an_answer_that_is_no_batch_is_unreadable(status: u16, body: &'static str) {
    let server = Scripted::start(move |seen| {
        if seen.target.ends_with("/token") {
            return reply(200, &granted("token"));
        }
        let headers = vec![("location", "http://127.0.0.1:9/v1.0/$batch".to_owned())];
        Answer::Reply(status, headers, body.into())
    })
    .await;
    let facts = facts_of(&server).await;
    assert_eq!(reasons(&facts), [const { Some(Unobserved::Unreadable) }; 3]);
    assert_eq!(batches(&server).len(), 1);
}

#[test_case(|| Answer::Nothing, 3, Unobserved::MicrosoftUnavailable; "cut off")]
#[test_case(|| Answer::Reply(503, vec![], vec![]), 3, Unobserved::MicrosoftUnavailable; "an outage")]
#[test_case(|| Answer::Reply(429, vec![("retry-after", "0".into())], b"Too Many".to_vec()), 3, Unobserved::MicrosoftUnavailable; "throttled")]
#[test_case(|| Answer::Reply(429, vec![("retry-after", "21".into())], vec![]), 1, Unobserved::MicrosoftUnavailable; "throttled for long")]
#[test_case(|| Answer::Reply(401, vec![], vec![]), 1, Unobserved::Refused; "not accepted")]
#[test_case(|| Answer::Reply(403, vec![], vec![]), 1, Unobserved::Refused; "forbidden")]
#[tokio::test]
async fn a_batch_that_fails_as_a_whole_fails_each_of_its_reads(
    answer: fn() -> Answer,
    requests: usize,
    expected: Unobserved,
) {
    let server = Scripted::start(move |seen| {
        if seen.target.ends_with("/token") {
            reply(200, &granted("token"))
        } else {
            answer()
        }
    })
    .await;
    let facts = facts_of(&server).await;
    assert_eq!(
        reasons(&facts),
        [const { None }; 3].map(|_: Option<()>| Some(expected.clone()))
    );
    assert_eq!(batches(&server).len(), requests);
    let Observed::Unseen {
        evidence: Some(evidence),
        ..
    } = &facts.assignments
    else {
        panic!("no evidence")
    };
    assert!(evidence.request.ends_with("/appRoleAssignedTo"));
}

#[tokio::test]
async fn parts_may_come_with_ids_in_another_case() {
    let server = Scripted::start(|seen| {
        if seen.target.ends_with("/token") {
            return reply(200, &granted("token"));
        }
        let text = batch_of(&well(), seen).to_string();
        let text = text.replace("\"service-principal\"", "\"Service-Principal\"");
        Answer::Reply(200, Vec::new(), text.into_bytes())
    })
    .await;
    let facts = read(
        &entra(&server, patient()),
        &Manifest::default(),
        &HandClock::new(),
    )
    .await;
    assert!(facts.service_principal.get().is_ok());
    // And an extra answer nobody asked for does no harm.
    let _unused: Value = found(json!({}));
}
