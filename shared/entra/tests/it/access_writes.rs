//! Changes of the access: each is sent once, and each answer is reported as it is.

use crate::{
    access::{ALEX, BIRGIT, id, token},
    clock::HandClock,
    facts::{OURS, failed},
    office::batches,
    scripted::{Answer, Scripted, json as reply},
    setting::{entra, patient, short},
};
use domain::access::GraphAnswer;
use entra::{AccessWrite, Limits, deadline};
use serde_json::{Value, json};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};
use test_case::test_case;

fn remove(assignment: &str) -> AccessWrite {
    AccessWrite::Remove {
        assignment_id: assignment.to_owned(),
    }
}

fn three() -> Vec<AccessWrite> {
    vec![
        AccessWrite::Assign(id(ALEX)),
        remove("abc-_~="),
        AccessWrite::Require(true),
    ]
}

fn many(count: usize) -> Vec<AccessWrite> {
    (0..count)
        .map(|number| remove(&format!("a{number}")))
        .collect()
}

async fn change_within(
    server: &Scripted,
    writes: &[AccessWrite],
    limits: Limits,
) -> Vec<GraphAnswer> {
    entra(server, limits)
        .change_access(&token(), id(OURS), writes, &HandClock::new())
        .await
}

async fn change(server: &Scripted, writes: &[AccessWrite]) -> Vec<GraphAnswer> {
    change_within(server, writes, patient()).await
}

/// The parts of a batch.
fn parts(body: &str) -> Vec<Value> {
    let asked: Value = serde_json::from_str(body).unwrap();
    asked["requests"].as_array().unwrap().clone()
}

/// A Graph that answers each change in this way, the last change first.
async fn answering(answer: impl Fn(&Value) -> Value + Send + Sync + 'static) -> Scripted {
    Scripted::start(move |seen| {
        let mut responses: Vec<Value> = parts(&seen.body)
            .iter()
            .map(|part| {
                let mut answered = answer(part);
                answered["id"] = part["id"].clone();
                answered
            })
            .collect();
        responses.reverse();
        let body = json!({ "responses": responses }).to_string().into_bytes();
        Answer::Reply(200, vec![("request-id", "whole-1".to_owned())], body)
    })
    .await
}

fn done(part: &Value) -> Value {
    json!({ "status": if part["method"] == "POST" { 201 } else { 204 } })
}

const SILENT: GraphAnswer = GraphAnswer::NoAnswer { request_id: None };

fn silent(request_id: &str) -> GraphAnswer {
    GraphAnswer::NoAnswer {
        request_id: Some(request_id.to_owned()),
    }
}

fn refused(status: u16, code: Option<&str>, request_id: Option<&str>) -> GraphAnswer {
    GraphAnswer::Refused {
        status,
        code: code.map(str::to_owned),
        request_id: request_id.map(str::to_owned),
    }
}

#[tokio::test]
async fn t58_changes_reach_our_service_principal_and_nothing_else() {
    let server = answering(done).await;
    let answers = change(&server, &three()).await;
    assert_eq!(
        answers,
        [GraphAnswer::Done, GraphAnswer::Done, GraphAnswer::Done]
    );
    let seen = server.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].method.as_str(), seen[0].target.as_str()),
        ("POST", "/v1.0/$batch")
    );
    assert_eq!(
        seen[0].header("authorization"),
        Some("Bearer canary-administrator-token")
    );
    let own = format!("/servicePrincipals/{OURS}");
    let json_type = json!({ "Content-Type": "application/json" });
    assert_eq!(
        parts(&seen[0].body),
        [
            json!({
                "id": "write-0", "method": "POST", "url": format!("{own}/appRoleAssignedTo"),
                "headers": json_type,
                "body": { "principalId": ALEX, "resourceId": OURS,
                    "appRoleId": "00000000-0000-0000-0000-000000000000" },
            }),
            json!({
                "id": "write-1", "method": "DELETE",
                "url": format!("{own}/appRoleAssignedTo/abc-_~%3D"),
            }),
            json!({
                "id": "write-2", "method": "PATCH", "url": own, "headers": json_type,
                "body": { "appRoleAssignmentRequired": true },
            }),
        ]
    );
}

#[test_case(""; "nothing")]
#[test_case("."; "a dot")]
#[test_case(".."; "two dots")]
#[test_case("../../../users/x"; "the way out")]
#[test_case("a/../.."; "a way out behind a name")]
#[test_case("..\\.."; "backslashes")]
#[test_case("%2e%2e"; "encoded dots")]
#[test_case("%2F"; "an encoded slash")]
#[test_case("a/b"; "a slash")]
#[test_case("a\nb"; "a line")]
#[test_case(&"a".repeat(257); "too long")]
#[tokio::test]
async fn t58_an_id_that_could_leave_the_collection_is_not_sent(assignment: &str) {
    let server = answering(done).await;
    assert_eq!(
        change(&server, &[remove(assignment)]).await,
        [refused(400, None, None)]
    );
    assert_eq!(server.seen().len(), 0);

    let among = [
        remove("one"),
        remove(assignment),
        AccessWrite::Assign(id(ALEX)),
    ];
    let answers = change(&server, &among).await;
    assert_eq!(
        answers,
        [
            GraphAnswer::Done,
            refused(400, None, None),
            GraphAnswer::Done
        ]
    );
    assert_eq!(batches(&server)[0].len(), 2);
}

#[test_case("a?$x=y#z", "a%3F%24x%3Dy%23z"; "a query")]
#[test_case("a b;c=d", "a%20b%3Bc%3Dd"; "parameters")]
#[test_case("a.b", "a%2Eb"; "dots inside")]
#[test_case("x')", "x%27%29"; "brackets")]
#[test_case("é", "%C3%A9"; "other letters")]
#[tokio::test]
async fn t58_an_id_is_one_segment_of_the_path(assignment: &str, expected: &str) {
    let server = answering(done).await;
    change(&server, &[remove(assignment)]).await;
    let url = format!("DELETE /servicePrincipals/{OURS}/appRoleAssignedTo/{expected}");
    assert_eq!(batches(&server), [[url]]);
}

fn id_of_part() -> String {
    "33333333-4444".to_owned()
}

#[test_case(json!({ "status": 200 }), &GraphAnswer::Done; "200")]
#[test_case(json!({ "status": 201, "body": { "id": "x" } }), &GraphAnswer::Done; "201")]
#[test_case(json!({ "status": 204, "body": null }), &GraphAnswer::Done; "204")]
#[test_case(failed(400, "Request_BadRequest"), &refused(400, Some("Request_BadRequest"), Some("33333333-4444")); "400")]
#[test_case(json!({ "status": 400, "body": "no" }), &refused(400, None, Some("whole-1")); "400 without a code")]
#[test_case(failed(422, "Unprocessable"), &refused(422, Some("Unprocessable"), Some("33333333-4444")); "422")]
#[test_case(failed(424, "FailedDependency"), &refused(424, Some("FailedDependency"), Some("33333333-4444")); "424")]
#[test_case(failed(401, "InvalidAuthenticationToken"), &GraphAnswer::SignedOut; "401")]
#[test_case(failed(403, "Authorization_RequestDenied"), &GraphAnswer::NotAllowed { request_id: Some(id_of_part()) }; "403")]
#[test_case(failed(404, "Request_ResourceNotFound"), &GraphAnswer::NotThere { request_id: Some(id_of_part()) }; "404")]
#[test_case(failed(409, "Request_MultipleObjectsWithSameKeyValue"), &GraphAnswer::Conflict; "409")]
#[test_case(failed(412, "PreconditionFailed"), &GraphAnswer::Conflict; "412")]
#[test_case(failed(429, "TooManyRequests"), &GraphAnswer::Throttled { seconds: None }; "429")]
#[test_case(failed(408, "Timeout"), &silent("33333333-4444"); "408")]
#[test_case(failed(500, "InternalServerError"), &silent("33333333-4444"); "500")]
#[test_case(failed(503, "ServiceUnavailable"), &silent("33333333-4444"); "503")]
#[test_case(failed(504, "GatewayTimeout"), &silent("33333333-4444"); "504")]
#[test_case(json!({ "status": 302 }), &silent("whole-1"); "302")]
#[test_case(json!({ "status": 0 }), &silent("whole-1"); "no status")]
#[tokio::test]
async fn each_answer_is_told_as_it_is_and_nothing_is_sent_again(
    answer: Value,
    expected: &GraphAnswer,
) {
    let server = answering(move |part| {
        if part["method"] == "DELETE" {
            answer.clone()
        } else {
            done(part)
        }
    })
    .await;
    let answers = change(&server, &three()).await;
    assert_eq!(
        answers,
        [GraphAnswer::Done, expected.clone(), GraphAnswer::Done]
    );
    assert_eq!(server.seen().len(), 1);
}

#[test_case("7", Some(7); "seconds")]
#[test_case("0.249", Some(1); "rounded up")]
#[test_case("2.0", Some(2); "whole")]
#[test_case("0", Some(0); "nothing")]
#[test_case("soon", None; "a word")]
#[tokio::test]
async fn t74_the_wait_is_told_in_whole_seconds(wait: &'static str, seconds: Option<u64>) {
    let server = answering(move |_| {
        let mut answer = failed(429, "TooManyRequests");
        answer["headers"] = json!({ "Retry-After": wait });
        answer
    })
    .await;
    let answers = change(&server, &many(2)).await;
    assert_eq!(answers, vec![GraphAnswer::Throttled { seconds }; 2]);
    assert_eq!(server.seen().len(), 1);
}

const CODE: &[u8] = br#"{"error":{"code":"Some_Code","message":"canary"}}"#;

#[test_case(401, &GraphAnswer::SignedOut; "401")]
#[test_case(403, &refused(403, Some("Some_Code"), Some("whole-2")); "403")]
#[test_case(404, &refused(404, Some("Some_Code"), Some("whole-2")); "404")]
#[test_case(409, &refused(409, Some("Some_Code"), Some("whole-2")); "409")]
#[test_case(400, &refused(400, Some("Some_Code"), Some("whole-2")); "400")]
#[test_case(413, &refused(413, Some("Some_Code"), Some("whole-2")); "413")]
#[test_case(429, &GraphAnswer::Throttled { seconds: Some(31) }; "429")]
#[test_case(408, &silent("whole-2"); "408")]
#[test_case(500, &silent("whole-2"); "500")]
#[test_case(503, &silent("whole-2"); "503")]
#[test_case(307, &silent("whole-2"); "307")]
#[test_case(202, &silent("whole-2"); "202")]
#[test_case(200, &silent("whole-2"); "200 without parts")]
#[tokio::test]
async fn a_batch_that_fails_as_a_whole_fails_each_change_and_is_not_sent_again(
    status: u16,
    expected: &GraphAnswer,
) {
    let server = Scripted::start(move |seen| {
        let headers = vec![
            ("request-id", "whole-2".to_owned()),
            ("retry-after", "30.2".to_owned()),
            ("location", seen.target.clone()),
        ];
        Answer::Reply(status, headers, CODE.to_vec())
    })
    .await;
    let answers = change(&server, &three()).await;
    assert_eq!(answers, vec![expected.clone(); 3]);
    assert_eq!(server.seen().len(), 1);
}

#[test_case(""; "nothing")]
#[test_case("<!doctype html>"; "a page")]
#[test_case("{}"; "an empty object")]
#[test_case(r#"{"responses":[]}"#; "no parts")]
#[test_case(r#"{"responses":[{"id":"write-0","status":201},{"id":"WRITE-0","status":400}]}"#; "two answers to one change")]
#[test_case(r#"{"responses":[{"id":"write-0","status":"201"}]}"#; "a status that is none")]
#[test_case(r#"{"responses":[{"id":"write-7","status":201}]}"#; "an answer nobody asked for")]
#[tokio::test]
async fn t77_an_answer_that_is_not_understood_is_none(body: &'static str) {
    let server = Scripted::start(move |_| {
        let headers = vec![("request-id", "whole-3".to_owned())];
        Answer::Reply(200, headers, body.into())
    })
    .await;
    let answers = change(&server, &[AccessWrite::Assign(id(BIRGIT))]).await;
    assert_eq!(answers, [silent("whole-3")]);
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_change_that_no_answer_names_is_not_done() {
    let server = Scripted::start(|_| {
        let body = json!({ "responses": [{ "id": "Write-2", "status": 204 }] });
        reply(200, &body)
    })
    .await;
    let answers = change(&server, &three()).await;
    assert_eq!(answers, [SILENT, SILENT, GraphAnswer::Done]);
}

#[test_case(|| Answer::Nothing; "cut off")]
#[test_case(|| Answer::Silence; "silence")]
#[test_case(|| Answer::Drip(b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n".to_vec(), b" ".to_vec(), Duration::from_millis(50)); "slow")]
#[test_case(|| Answer::Reply(200, vec![("content-encoding", "gzip".to_owned())], vec![]); "encoded")]
#[test_case(|| Answer::Reply(200, vec![], vec![b' '; 3 * 1024 * 1024]); "enormous")]
#[tokio::test]
async fn a_change_without_an_answer_is_not_sent_again(answer: fn() -> Answer) {
    let server = Scripted::start(move |_| answer()).await;
    let started = Instant::now();
    let answers = change_within(&server, &three(), short()).await;
    assert_eq!(answers, [SILENT, SILENT, SILENT]);
    assert_eq!(server.seen().len(), 1);
    assert!(started.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn a_change_on_a_connection_that_was_used_before_is_not_sent_again() {
    let is_used = AtomicBool::new(false);
    let server = Scripted::start(move |seen| {
        if is_used.swap(true, Ordering::SeqCst) {
            return Answer::Nothing;
        }
        let part = &parts(&seen.body)[0];
        reply(
            200,
            &json!({ "responses": [{ "id": part["id"], "status": 204 }] }),
        )
    })
    .await;
    let entra = entra(&server, patient());
    let (token, clock, writes) = (token(), HandClock::new(), [remove("a")]);
    let change = || entra.change_access(&token, id(OURS), &writes, &clock);
    assert_eq!(change().await, [GraphAnswer::Done]);
    assert_eq!(change().await, [SILENT]);
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn nothing_is_sent_when_no_time_is_left() {
    let server = answering(done).await;
    let answers = deadline::within(Instant::now(), change(&server, &three())).await;
    assert_eq!(answers, [SILENT, SILENT, SILENT]);
    assert_eq!(server.seen().len(), 0);
}

#[tokio::test]
async fn many_changes_go_in_twenties_one_after_the_other_and_are_answered_in_their_order() {
    let server = answering(|part| {
        let url = part["url"].as_str().unwrap();
        if url.ends_with("/a13") || url.ends_with("/a44") {
            failed(404, "Request_ResourceNotFound")
        } else {
            done(part)
        }
    })
    .await;
    let answers = change(&server, &many(45)).await;
    let sizes: Vec<usize> = batches(&server).iter().map(Vec::len).collect();
    assert_eq!(sizes, [20, 20, 5]);
    let not_there = |answer: &GraphAnswer| matches!(answer, GraphAnswer::NotThere { .. });
    let gone: Vec<usize> = (0..45).filter(|at| not_there(&answers[*at])).collect();
    assert_eq!((answers.len(), gone), (45, vec![13, 44]));
    assert_eq!(change(&server, &[]).await, []);
    assert_eq!(batches(&server).len(), 3);
}

#[test_case(401, 1, &GraphAnswer::SignedOut; "signed out")]
#[test_case(429, 1, &GraphAnswer::Throttled { seconds: None }; "throttled")]
#[test_case(503, 2, &SILENT; "an outage")]
#[tokio::test]
async fn t74_nothing_more_is_sent_once_graph_asks_to_stop(
    status: u16,
    requests: usize,
    expected: &GraphAnswer,
) {
    let server = Scripted::start(move |_| Answer::Reply(status, vec![], vec![])).await;
    let answers = change(&server, &many(25)).await;
    assert_eq!(answers, vec![expected.clone(); 25]);
    assert_eq!(server.seen().len(), requests);
}
