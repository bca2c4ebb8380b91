//! Changes of the access. A change is sent only once, whatever the answer and even without one: its outcome is found by
//! reading, and the person decides whether to try again (T58; `SECURITY.md`, Failures).
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-post-approleassignedto>,
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-delete-approleassignedto>,
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-update>

use crate::{
    entra::Entra,
    graph::batch::{PARTS, Write, WriteAnswer, WriteOutcome},
};
use domain::{access::GraphAnswer, clock::Clock, ids::ObjectId};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::SecretString;
use serde_json::json;
use std::time::Duration;

/// Role of an assignment to an application without roles: default access.
/// <https://learn.microsoft.com/en-us/graph/api/resources/approleassignment>
const DEFAULT_ACCESS: &str = "00000000-0000-0000-0000-000000000000";

/// Longest id of an assignment that is sent; Graph's ids have 43 characters.
const LONGEST_ID: usize = 256;

/// Characters that stay unencoded in a path segment, in addition to letters and digits.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'~');

/// One change of the access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessWrite {
    /// Assigns a user or group, with default access.
    Assign(ObjectId),
    /// Removes an assignment.
    Remove {
        /// Its id at Graph, as [`read_access`](Entra::read_access) showed it.
        assignment_id: String,
    },
    /// Sets whether an assignment is required.
    Require(bool),
}

impl Entra {
    /// Changes the access, at the service principal that [`read_access`](Entra::read_access) showed and at no other. The
    /// answers are in the order of the changes.
    ///
    /// Each 20 changes form a batch; the batches go one after the other, each sent once. After a batch that was turned away
    /// because the sign-in has ended or because Graph asks to wait, the remaining ones are not sent and get the same answer.
    /// An id that cannot be one of an assignment is not sent either: it is refused as Graph refuses a malformed one.
    pub async fn change_access(
        &self,
        token: &SecretString,
        service_principal: ObjectId,
        writes: &[AccessWrite],
        clock: &dyn Clock,
    ) -> Vec<GraphAnswer> {
        let graph = self.graph_as(token, clock);
        let requests: Vec<Option<Write>> = writes
            .iter()
            .map(|write| request(service_principal, write))
            .collect();
        let sendable: Vec<Write> = requests.iter().flatten().cloned().collect();
        let mut answers = Vec::new();
        let mut over = None;
        for batch in sendable.chunks(PARTS) {
            if let Some(answer) = &over {
                answers.extend(vec![GraphAnswer::clone(answer); batch.len()]);
                continue;
            }
            for written in graph.write_once(batch).await {
                let is_whole = matches!(written, WriteOutcome::TurnedAway(_));
                let answer = answered(written);
                let ends_it = matches!(
                    answer,
                    GraphAnswer::SignedOut | GraphAnswer::Throttled { .. }
                );
                if is_whole && ends_it {
                    over = Some(answer.clone());
                }
                answers.push(answer);
            }
        }
        let mut answers = answers.into_iter();
        requests
            .iter()
            .map(|request| match request {
                Some(_) => answers
                    .next()
                    .unwrap_or(GraphAnswer::NoAnswer { request_id: None }),
                None => GraphAnswer::Refused {
                    status: 400,
                    code: None,
                    request_id: None,
                },
            })
            .collect()
    }
}

/// Request to Graph for a change; `None` if it could reach another object than an assignment of this service principal.
fn request(service_principal: ObjectId, write: &AccessWrite) -> Option<Write> {
    let own = format!("/servicePrincipals/{service_principal}");
    match write {
        AccessWrite::Assign(principal) => Some(Write::Post {
            path: format!("{own}/appRoleAssignedTo"),
            body: json!({
                "principalId": principal,
                "resourceId": service_principal,
                "appRoleId": DEFAULT_ACCESS,
            }),
        }),
        AccessWrite::Remove { assignment_id } => is_one_segment(assignment_id).then(|| {
            let id = utf8_percent_encode(assignment_id, KEPT);
            Write::Delete {
                path: format!("{own}/appRoleAssignedTo/{id}"),
            }
        }),
        AccessWrite::Require(required) => Some(Write::Patch {
            path: own,
            body: json!({ "appRoleAssignmentRequired": required }),
        }),
    }
}

/// Whether an id stays within the collection even where a server decodes a path before it resolves it: an encoded `..` would
/// address the service principal itself.
fn is_one_segment(id: &str) -> bool {
    (1..=LONGEST_ID).contains(&id.len())
        && !id.contains(['/', '\\', '%'])
        && !id.chars().any(char::is_control)
        && !id.bytes().all(|byte| byte == b'.')
}

fn answered(written: WriteOutcome) -> GraphAnswer {
    let (answer, is_whole) = match written {
        WriteOutcome::Answered(answer) => (answer, false),
        WriteOutcome::TurnedAway(answer) => (answer, true),
        WriteOutcome::Unanswered { request_id } => return GraphAnswer::NoAnswer { request_id },
    };
    let WriteAnswer {
        status,
        code,
        request_id,
        retry_after,
    } = answer;
    match status {
        401 => GraphAnswer::SignedOut,
        429 => GraphAnswer::Throttled {
            seconds: retry_after.map(whole_seconds),
        },
        // A server that gave up waiting may have begun.
        408 => GraphAnswer::NoAnswer { request_id },
        200..=299 if !is_whole => GraphAnswer::Done,
        403 if !is_whole => GraphAnswer::NotAllowed { request_id },
        404 if !is_whole => GraphAnswer::NotThere { request_id },
        409 | 412 if !is_whole => GraphAnswer::Conflict,
        400..=499 => GraphAnswer::Refused {
            status,
            code,
            request_id,
        },
        _ => GraphAnswer::NoAnswer { request_id },
    }
}

fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}
