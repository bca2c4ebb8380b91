//! The tenant's directory, as far as changes of access ask for it: assignments, the switch, and answers to writes that go wrong.

use crate::samples::CLIENT;
use serde_json::{Value, json};
use std::{
    collections::{BTreeSet, VecDeque},
    sync::Mutex,
};

/// Our service principal.
pub(crate) const PRINCIPAL: &str = "5e000000-0000-4000-8000-000000000001";

/// Answer to a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answers {
    /// Carried out, and answered as done.
    Done,
    /// Carried out, and answered with this status.
    DoneAnd(u16),
    /// Not carried out, and answered with this status.
    NotDone(u16),
}

#[derive(Default)]
pub(crate) struct Directory {
    pub(crate) is_required: Mutex<bool>,
    /// Object ids of the users assigned.
    pub(crate) assigned: Mutex<BTreeSet<String>>,
    /// Object ids of all members of the organisation; the administrator alone if none is given.
    pub(crate) people: Mutex<Vec<String>>,
    /// Answers to the next writes; further ones are carried out.
    pub(crate) writes: Mutex<VecDeque<Answers>>,
    /// Status that reads answer instead of the truth; 0 for none.
    pub(crate) reads_answer: Mutex<u16>,
    /// Every write that was asked for.
    pub(crate) asked: Mutex<Vec<String>>,
}

impl Directory {
    /// Answer to a part of a batch that asks for the directory; `None` for every other part.
    pub(crate) fn part(&self, part: &Value) -> Option<Value> {
        let (method, url) = (part["method"].as_str()?, part["url"].as_str()?);
        let path = url.split('?').next()?;
        let answer = |status: u16, body: Value| {
            Some(json!({"id": part["id"], "status": status, "headers": {}, "body": body}))
        };
        if method != "GET" {
            return self.write(method, path, part);
        }
        let is_ours = path.contains("appRoleAssignedTo")
            || path.starts_with("/me/memberOf")
            || path == "/me"
            || path.starts_with("/users")
            || (path.starts_with("/servicePrincipals(appId=")
                && url.contains("select=id,appId,appRole"));
        if !is_ours {
            return None;
        }
        let status = *self.reads_answer.lock().unwrap();
        if status != 0 {
            return answer(status, json!({"error": {"code": "x", "message": "y"}}));
        }
        let id_of_path = path.rsplit('/').next()?;
        let body = if path.contains("appRoleAssignedTo") {
            let assigned = self.assigned.lock().unwrap();
            let value: Vec<Value> = assigned
                .iter()
                .map(|id| {
                    json!({
                        "id": format!("assignment-of-{id}"), "principalId": id, "principalType": "User",
                        "principalDisplayName": format!("User {id}"), "createdDateTime": "2026-11-01T08:00:00Z",
                    })
                })
                .collect();
            json!({ "value": value })
        } else if path == "/users" {
            let mut people = self.people.lock().unwrap().clone();
            if people.is_empty() {
                people.push("00000000-0000-0000-0000-000000000009".to_owned());
            }
            let value: Vec<Value> = people
                .iter()
                .map(|id| json!({"id": id, "displayName": format!("User {id}")}))
                .collect();
            json!({"@odata.count": people.len(), "value": value})
        } else if path == "/me" {
            json!({"id": "00000000-0000-0000-0000-000000000009", "displayName": "Alex"})
        } else if path.starts_with("/me/") {
            json!({"value": []})
        } else if path.starts_with("/users/") {
            json!({"id": id_of_path, "displayName": "Pat Reed", "userPrincipalName": "pat@contoso.example"})
        } else {
            json!({
                "id": PRINCIPAL, "appId": CLIENT,
                "appRoleAssignmentRequired": *self.is_required.lock().unwrap(),
            })
        };
        answer(200, body)
    }

    fn write(&self, method: &str, path: &str, part: &Value) -> Option<Value> {
        self.asked.lock().unwrap().push(format!("{method} {path}"));
        let answers = self.writes.lock().unwrap().pop_front();
        let answers = answers.unwrap_or(Answers::Done);
        if matches!(answers, Answers::Done | Answers::DoneAnd(_)) {
            self.carry_out(method, path, part)?;
        }
        let (status, body) = match answers {
            Answers::Done if method == "POST" => (201, json!({})),
            Answers::Done => (204, Value::Null),
            Answers::DoneAnd(status) | Answers::NotDone(status) => {
                (status, json!({"error": {"code": "x", "message": "y"}}))
            }
        };
        Some(json!({"id": part["id"], "status": status, "headers": {}, "body": body}))
    }

    fn carry_out(&self, method: &str, path: &str, part: &Value) -> Option<()> {
        match method {
            "POST" => {
                let id = part["body"]["principalId"].as_str()?;
                self.assigned.lock().unwrap().insert(id.to_owned());
            }
            "DELETE" => {
                let id = path.rsplit_once("assignment-of-")?.1;
                self.assigned.lock().unwrap().remove(id);
            }
            _ => {
                let required = part["body"]["appRoleAssignmentRequired"].as_bool()?;
                *self.is_required.lock().unwrap() = required;
            }
        }
        Some(())
    }
}
