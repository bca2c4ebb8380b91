//! Trials of reading and writing libraries, in one batch.
//!
//! Reading is tried by listing one item of the root. Writing is tried by opening an upload session for a file with a new
//! random name and abandoning it before a byte is sent. A file appears only with its last byte. Whether SharePoint keeps a
//! hidden stub of the file for a while is not documented, so writing is tried only if the last trial was most of a day ago,
//! and on request. Other ways are worse: a folder that is created and deleted is visible to people, and the granted scopes
//! show neither the rights on this site nor a read-only lock. An abandoned session that could not be deleted ends by itself.
//! <https://learn.microsoft.com/en-us/graph/api/driveitem-createuploadsession>,
//! <https://learn.microsoft.com/en-us/graph/api/driveitem-list-children>

use super::{
    Graph, Unread,
    batch::Part,
    reading::{GraphError, Reading, observed},
    upload_sessions::UploadSessions,
};
use crate::random;
use domain::{
    drives::DriveId,
    verification::facts::{Evidence, LibraryAccess, Observed},
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A library to try, and the host of its site.
pub(super) struct Target<'a> {
    pub(super) host: &'a str,
    pub(super) drive: &'a DriveId,
    /// Instant of an earlier successful write, if it replaces a trial.
    pub(super) written_at: Option<Timestamp>,
}

/// Result of trying one library.
#[derive(Clone)]
pub(super) struct ProbeResult {
    pub(super) read: Observed<LibraryAccess>,
    pub(super) write: Observed<LibraryAccess>,
}

/// Results of trying libraries, by their drives, and the upload sessions that the trials left open.
#[derive(Default)]
pub(super) struct ProbeResults {
    probed: BTreeMap<DriveId, ProbeResult>,
    pub(super) sessions: UploadSessions,
}

impl ProbeResults {
    /// Result for this drive, if it was tried.
    pub(super) fn find(&self, drive: &DriveId) -> Option<&ProbeResult> {
        self.probed.get(drive)
    }

    /// Adds the results for other drives.
    pub(super) fn append(&mut self, mut others: Self) {
        self.probed.append(&mut others.probed);
        self.sessions.append(others.sessions);
    }
}

#[derive(Deserialize)]
struct Children {
    #[serde(rename = "value")]
    _items: Vec<Box<RawValue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UploadSession {
    upload_url: String,
}

fn read_id(position: usize) -> String {
    format!("read-{position}")
}

fn write_id(position: usize) -> String {
    format!("write-{position}")
}

impl Graph<'_> {
    /// Tries each library.
    pub(super) async fn probe(&self, targets: &[Target<'_>]) -> ProbeResults {
        let parts: Vec<Part> = targets
            .iter()
            .enumerate()
            .flat_map(|(position, target)| {
                let write = match target.written_at {
                    Some(_) => None,
                    None => write_part(position, target.drive),
                };
                [Some(read_part(position, target.drive)), write]
            })
            .flatten()
            .collect();
        let mut readings = self.read_batch(&parts).await;
        let mut tried = ProbeResults::default();
        for (position, target) in targets.iter().enumerate() {
            let read = read_access(readings.take(&read_id(position)));
            let write = match target.written_at {
                Some(at) => Ok((LibraryAccess::Allowed, earlier_trial(target.drive, at))),
                None => {
                    write_access(readings.take(&write_id(position))).map(|(outcome, evidence)| {
                        let access = match outcome {
                            Ok(session) => {
                                let sessions = &mut tried.sessions;
                                sessions.push(target.host, target.drive, session.upload_url);
                                LibraryAccess::Allowed
                            }
                            Err(access) => access,
                        };
                        (access, evidence)
                    })
                }
            };
            let probed = ProbeResult {
                read: observed(read),
                write: observed(write),
            };
            tried.probed.insert(target.drive.clone(), probed);
        }
        tried
    }
}

fn read_part(position: usize, drive: &DriveId) -> Part {
    Part::get(
        read_id(position),
        format!("/drives/{}/root/children", drive.as_str()),
        "?$top=1&$select=id",
    )
}

/// Part that opens an upload session for a file with a new random name; `None` if there are no random bytes.
fn write_part(position: usize, drive: &DriveId) -> Option<Part> {
    let name = format!("cooperlink-write-check-{}.txt", random::guid()?);
    Some(Part::post(
        write_id(position),
        format!(
            "/drives/{}/root:/{name}:/createUploadSession",
            drive.as_str()
        ),
        serde_json::json!({ "item": { "@microsoft.graph.conflictBehavior": "fail" } }),
    ))
}

/// Evidence of a successful trial in an earlier run.
fn earlier_trial(drive: &DriveId, at: Timestamp) -> Evidence {
    Evidence {
        request: format!(
            "POST /v1.0/drives/{}/root:/(name):/createUploadSession",
            drive.as_str()
        ),
        status: Some(200),
        error_code: None,
        request_id: None,
        account: None,
        at,
    }
}

fn read_access(reading: Reading) -> Result<(LibraryAccess, Evidence), Unread> {
    let (outcome, evidence) = reading.typed_or::<Children, _>(denied)?;
    Ok((
        outcome.map_or_else(|access| access, |_| LibraryAccess::Allowed),
        evidence,
    ))
}

fn write_access(
    reading: Reading,
) -> Result<(Result<UploadSession, LibraryAccess>, Evidence), Unread> {
    reading.typed_or::<UploadSession, _>(|error| {
        if error.status == 507 || error.code == "quotaLimitReached" {
            Some(LibraryAccess::Full)
        } else if error.status == 400 {
            // The same request is taken elsewhere.
            Some(LibraryAccess::TakesNoUpload)
        } else {
            denied(error)
        }
    })
}

/// Meaning of SharePoint's refusals once the token is known to be accepted: 401 and 403 both refuse the account.
fn denied(error: &GraphError) -> Option<LibraryAccess> {
    match error.status {
        401 | 403 => Some(LibraryAccess::Refused),
        423 => Some(LibraryAccess::Locked),
        _ => None,
    }
}
