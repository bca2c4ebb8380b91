//! Faults during a change: before it is carried out, and after.

use reqwest::Method;
use serde_json::{Value, json};
use test_case::test_case;

use crate::assigning::{ADMIN, GROUP, PAT, SCOPE, assigned, assignment, by_id, installed};
use crate::people::token_of;
use crate::stand::{Stand, text};

const TYPED: &str = "application/json";

/// A tenant with the group assigned, and an administrator's token and ids for changes.
struct Ready {
    stand: Stand,
    token: String,
    id: String,
    /// Id of the group's assignment.
    there: String,
}

impl Ready {
    async fn start() -> Self {
        let stand = Stand::start().await;
        let mut ready = Self {
            stand,
            token: String::new(),
            id: String::new(),
            there: String::new(),
        };
        ready.renew().await;
        ready.token = token_of(&ready.stand, "all-well", ADMIN, SCOPE).await;
        ready
    }

    /// Returns the tenant to its initial state, without faults; the token stays valid.
    async fn renew(&mut self) {
        let stand = &self.stand;
        stand.control("/tenants/all-well/reset", json!({})).await;
        self.id = installed(stand, "all-well").await;
        let group = format!("/tenants/all-well/assignments/{GROUP}");
        let state = stand.control(&group, json!({})).await;
        self.there = text(&state["service_principal"]["assignments"][0]["id"]);
    }

    async fn fault(&self, fault: Value) {
        self.stand.control("/faults?tenant=all-well", fault).await;
    }

    /// Path and body of the change by this method.
    fn change(&self, method: &Method) -> (String, Value) {
        let own = by_id(&self.id);
        match method.as_str() {
            "POST" => (
                format!("{own}/appRoleAssignedTo"),
                assignment(PAT, &self.id),
            ),
            "DELETE" => (
                format!("{own}/appRoleAssignedTo/{}", self.there),
                Value::Null,
            ),
            _ => (own, json!({ "appRoleAssignmentRequired": true })),
        }
    }

    /// Whether the change by this method is in force.
    async fn is_done(&self, method: &Method) -> bool {
        let state = self.stand.control_get("/tenants/all-well").await;
        let state = &state["service_principal"];
        let holds = |principal: &str| {
            let mut assigned = state["assigned"].as_array().unwrap().iter();
            assigned.any(|id| id == principal)
        };
        match method.as_str() {
            "POST" => holds(PAT),
            "DELETE" => !holds(GROUP),
            _ => state["app_role_assignment_required"] == true,
        }
    }

    /// Sends the change; returns the status and text of the answer, if there is one.
    async fn send(&self, method: &Method) -> Option<(u16, String)> {
        let (path, body) = self.change(method);
        let url = format!("{}/v1.0{path}", self.stand.emulator.graph_url());
        let request = self.stand.http.request(method.clone(), url);
        let answer = request
            .bearer_auth(&self.token)
            .json(&body)
            .send()
            .await
            .ok()?;
        Some((answer.status().as_u16(), answer.text().await.unwrap()))
    }

    /// Sends the change as a part of a batch, after a part that only reads; returns its response, if there is one.
    async fn send_as_part(&self, method: &Method) -> Option<Value> {
        let (path, body) = self.change(method);
        let mut part = json!({ "id": "change", "method": method.as_str(), "url": path });
        if !body.is_null() {
            part["headers"] = json!({ "Content-Type": TYPED });
            part["body"] = body;
        }
        let read = json!({ "id": "read", "method": "GET", "url": by_id(&self.id) });
        let batch = json!({ "requests": [read, part] });
        let (status, answer) = self
            .stand
            .change_graph(Method::POST, &self.token, "/$batch", &batch)
            .await;
        assert_eq!(status, 200, "{answer}");
        let responses = answer["responses"].as_array().unwrap();
        let find = |id: &str| responses.iter().find(|entry| entry["id"] == id);
        assert_eq!(find("read").unwrap()["status"], 200);
        find("change").cloned()
    }
}

#[test_case(Method::POST, false; "an assignment before")]
#[test_case(Method::POST, true; "an assignment after")]
#[test_case(Method::DELETE, false; "its end before")]
#[test_case(Method::DELETE, true; "its end after")]
#[test_case(Method::PATCH, false; "the switch before")]
#[test_case(Method::PATCH, true; "the switch after")]
#[tokio::test]
async fn a_change_goes_wrong_before_it_is_carried_out_or_after(method: Method, after: bool) {
    let mut ready = Ready::start().await;
    for (kind, status) in [
        (json!({ "kind": "status", "status": 503 }), Some(503)),
        (json!({ "kind": "status", "status": 504 }), Some(504)),
        (json!({ "kind": "throttle", "retry_after": "1" }), Some(429)),
        (json!({ "kind": "malformed" }), Some(200)),
        (json!({ "kind": "html" }), Some(200)),
        (json!({ "kind": "empty" }), Some(200)),
        (json!({ "kind": "reset" }), None),
    ] {
        ready.renew().await;
        let mut fault = kind;
        fault["host"] = json!("graph");
        fault["method"] = json!(method.as_str());
        fault["after"] = json!(after);
        fault["path_contains"] = json!("servicePrincipals");
        fault["count"] = json!(1);
        ready.fault(fault.clone()).await;
        ready.stand.graph(&ready.token, &by_id(&ready.id)).await;
        let answer = ready.send(&method).await;
        assert_eq!(answer.map(|(status, _)| status), status, "{fault}");
        assert_eq!(ready.is_done(&method).await, after, "{fault}");
        let again = ready.send(&method).await.unwrap().0;
        let expected = match (method.as_str(), after) {
            ("POST", true) => 400,
            ("POST", false) => 201,
            ("DELETE", true) => 404,
            _ => 204,
        };
        assert_eq!(again, expected, "{fault}");
        assert!(ready.is_done(&method).await);
    }
}

#[test_case(Method::POST, false; "an assignment before")]
#[test_case(Method::POST, true; "an assignment after")]
#[test_case(Method::DELETE, false; "its end before")]
#[test_case(Method::DELETE, true; "its end after")]
#[test_case(Method::PATCH, false; "the switch before")]
#[test_case(Method::PATCH, true; "the switch after")]
#[tokio::test]
async fn a_part_that_changes_something_goes_wrong_alone(method: Method, after: bool) {
    let mut ready = Ready::start().await;
    for (kind, status) in [
        (json!({ "kind": "status", "status": 504 }), Some(504)),
        (
            json!({ "kind": "throttle", "retry_after": "0.5" }),
            Some(429),
        ),
        (json!({ "kind": "missing" }), None),
    ] {
        ready.renew().await;
        let mut fault = kind;
        fault["host"] = json!("graph");
        fault["method"] = json!(method.as_str());
        fault["after"] = json!(after);
        fault["batch_parts"] = json!(true);
        fault["count"] = json!(1);
        ready.fault(fault.clone()).await;
        let response = ready.send_as_part(&method).await;
        let seen = response.map(|response| response["status"].as_u64().unwrap());
        assert_eq!(seen, status, "{fault}");
        assert_eq!(ready.is_done(&method).await, after, "{fault}");
    }
}

#[test_case(false; "before")]
#[test_case(true; "after")]
#[tokio::test]
async fn a_whole_batch_is_lost_with_what_it_changes_or_without(after: bool) {
    let ready = Ready::start().await;
    let fault = json!({
        "host": "graph", "kind": "reset", "method": "POST", "path_contains": "$batch",
        "after": after, "count": 1,
    });
    ready.fault(fault).await;
    let (path, body) = ready.change(&Method::POST);
    let part = json!({ "id": "1", "method": "POST", "url": path, "body": body,
        "headers": { "Content-Type": TYPED } });
    let url = format!("{}/v1.0/$batch", ready.stand.emulator.graph_url());
    let request = ready.stand.http.post(url).bearer_auth(&ready.token);
    let lost = request.json(&json!({ "requests": [part] })).send().await;
    assert!(lost.is_err());
    assert_eq!(ready.is_done(&Method::POST).await, after);
}

#[tokio::test]
async fn parts_that_depend_on_one_whose_answer_went_wrong_are_not_carried_out() {
    let ready = Ready::start().await;
    let fault = json!({
        "host": "graph", "kind": "status", "method": "POST", "after": true, "batch_parts": true,
    });
    ready.fault(fault).await;
    let (post, body) = ready.change(&Method::POST);
    let (delete, _) = ready.change(&Method::DELETE);
    let batch = json!({ "requests": [
        { "id": "1", "method": "POST", "url": post, "body": body, "headers": { "Content-Type": TYPED } },
        { "id": "2", "method": "DELETE", "url": delete, "dependsOn": ["1"] },
    ]});
    let (_, answer) = ready
        .stand
        .change_graph(Method::POST, &ready.token, "/$batch", &batch)
        .await;
    assert_eq!(answer["responses"][0]["status"], 424);
    assert_eq!(answer["responses"][1]["status"], 503);
    assert_eq!(
        assigned(&ready.stand, "all-well").await,
        json!([GROUP, PAT])
    );
}

#[test_case(false; "before the pause nothing is done")]
#[test_case(true; "after the change comes the pause")]
#[tokio::test]
async fn a_late_answer_says_when_the_change_was_carried_out(after: bool) {
    let ready = Ready::start().await;
    let fault = json!({
        "host": "graph", "kind": "late", "method": "POST", "after": after, "milliseconds": 300,
    });
    ready.fault(fault).await;
    ready.stand.control_delete("/requests").await;
    ready.stand.graph(&ready.token, &by_id(&ready.id)).await;
    let (status, answer) = ready.send(&Method::POST).await.unwrap();
    assert_eq!(status, 201);
    let created: Value = serde_json::from_str(&answer).unwrap();
    let log = ready.stand.control_get("/requests").await;
    let instant = |value: &Value| text(value).parse::<jiff::Timestamp>().unwrap();
    let at = |entry: usize| instant(&log["requests"][entry]["at"]);
    let changed = instant(&created["createdDateTime"]);
    let (from, to) = if after {
        (changed, at(1))
    } else {
        (at(0), changed)
    };
    assert!(to.duration_since(from).as_millis() >= 300, "{log}");
}

#[tokio::test]
async fn an_answer_that_nobody_sees_is_still_checked() {
    let ready = Ready::start().await;
    let fault = json!({ "host": "graph", "kind": "status", "method": "PATCH", "after": true });
    ready.fault(fault).await;
    ready.stand.control_delete("/requests").await;
    let unknown = json!({ "accountEnabled": false });
    let (status, _) = ready
        .stand
        .change_graph(Method::PATCH, &ready.token, &by_id(&ready.id), &unknown)
        .await;
    assert_eq!(status, 503);
    let log = ready.stand.control_get("/requests").await;
    assert_eq!(log["totals"]["unknown"], 1);
}
