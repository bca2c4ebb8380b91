//! Whether libraries can be read and written, in one batch, leaving nothing behind.
//!
//! Reading is tried by listing one item of the root. Writing is tried by opening an upload session for a file of a name that
//! nobody has and abandoning it before a byte is sent. A file appears only with its last byte, so nothing shows in the
//! library, no flow or alert of the customer fires, no version is made and nothing lands in the recycle bin. The other ways
//! fall short: creating a folder and deleting it does all of that, and comparing granted scopes says nothing of the rights
//! on this site nor of a read-only lock. An abandoned session that could not be deleted ends by itself.
//! <https://learn.microsoft.com/en-us/graph/api/driveitem-createuploadsession>,
//! <https://learn.microsoft.com/en-us/graph/api/driveitem-list-children>

use super::{
    Graph, Unread,
    batch::Part,
    library::DriveId,
    reading::{GraphError, Reading, observed},
};
use crate::{random, transport::NoReply};
use domain::verification::facts::{Access, Evidence, Observed};
use futures_util::future::join_all;
use http::Method;
use reqwest::Request;
use serde::Deserialize;
use serde_json::value::RawValue;
use url::Url;

/// A library to be tried, and the host of its site.
pub(super) struct Target<'a> {
    pub(super) host: &'a str,
    pub(super) drive: &'a DriveId,
}

/// What trying one library showed.
pub(super) struct Probed {
    pub(super) read: Observed<Access>,
    pub(super) write: Observed<Access>,
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
    /// Tries each library, in the order given.
    pub(super) async fn probe(&self, targets: &[Target<'_>]) -> Vec<Probed> {
        let parts: Vec<Part> = targets
            .iter()
            .enumerate()
            .flat_map(|(position, target)| {
                [
                    Some(read_part(position, target.drive)),
                    write_part(position, target.drive),
                ]
            })
            .flatten()
            .collect();
        let mut readings = self.read_batch(&parts).await;
        let mut sessions = Vec::new();
        let mut probed = Vec::new();
        for (position, target) in targets.iter().enumerate() {
            let read = read_access(readings.take(&read_id(position)));
            let write = write_access(readings.take(&write_id(position)));
            let write = write.map(|(outcome, evidence)| {
                let access = match outcome {
                    Ok(session) => {
                        sessions.push((target.host, session.upload_url));
                        Access::Allowed
                    }
                    Err(access) => access,
                };
                (access, evidence)
            });
            probed.push(Probed {
                read: observed(read),
                write: observed(write),
            });
        }
        // What was seen stands whatever becomes of this.
        join_all(
            sessions
                .iter()
                .map(|(host, upload_url)| self.abandon(host, upload_url)),
        )
        .await;
        probed
    }

    /// Abandons an upload session. Its address is Microsoft's text and carries its own authorisation: it is asked only on
    /// the site's own host, without our token, and no redirect is followed (`security.md` T43).
    async fn abandon(&self, host: &str, upload_url: &str) {
        let Some(url) = self.own_upload_url(host, upload_url) else {
            tracing::debug!(
                "an upload session that is not on its site's host is left to end by itself"
            );
            return;
        };
        let transport = self.entra.transport();
        let limits = transport.limits;
        let answer = transport
            .send_once(
                Request::new(Method::DELETE, url),
                limits.read,
                limits.body_bytes,
            )
            .await;
        let status = answer.as_ref().ok().map(|reply| reply.status.as_u16());
        if !matches!(&answer, Ok(reply) if reply.status.is_success()) {
            let error = answer.err().as_ref().map(NoReply::to_string);
            tracing::debug!(
                upstream = "sharepoint",
                upstream_status = status,
                error,
                "an upload session is left to end by itself"
            );
        }
    }

    /// An upload session's address, if it lies on the site's own host. Compared as parsed addresses.
    fn own_upload_url(&self, host: &str, upload_url: &str) -> Option<Url> {
        let url = Url::parse(upload_url).ok()?;
        let own = Url::parse(&self.entra.addresses().0.sharepoint_base(host)).ok()?;
        let stays = url.origin() == own.origin()
            && url.username().is_empty()
            && url.password().is_none()
            && url.fragment().is_none()
            && url.path().starts_with(own.path());
        stays.then_some(url)
    }
}

fn read_part(position: usize, drive: &DriveId) -> Part {
    Part::get(
        read_id(position),
        format!("/drives/{}/root/children", drive.as_str()),
        "?$top=1&$select=id",
    )
}

/// `None` when there are no random bytes for a name that nobody has.
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

fn read_access(reading: Reading) -> Result<(Access, Evidence), Unread> {
    let (outcome, evidence) = reading.typed_or::<Children, _>(denied)?;
    Ok((
        outcome.map_or_else(|access| access, |_| Access::Allowed),
        evidence,
    ))
}

fn write_access(reading: Reading) -> Result<(Result<UploadSession, Access>, Evidence), Unread> {
    reading.typed_or::<UploadSession, _>(|error| {
        if error.status == 507 || error.code == "quotaLimitReached" {
            Some(Access::Full)
        } else {
            denied(error)
        }
    })
}

/// What SharePoint's refusals mean once the token itself is known to be good: 401 and 403 both refuse the account.
fn denied(error: &GraphError) -> Option<Access> {
    match error.status {
        401 | 403 => Some(Access::Refused),
        423 => Some(Access::Locked),
        _ => None,
    }
}
