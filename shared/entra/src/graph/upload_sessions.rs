//! Upload sessions that show whether libraries can be written to, and their abandoning. A session that cannot be abandoned
//! ends by itself. <https://learn.microsoft.com/en-us/graph/api/driveitem-createuploadsession>

use crate::{entra::Entra, transport::NoReply};
use domain::{clock::Clock, drives::DriveId, verification::facts::Evidence};
use futures_util::future::join_all;
use http::Method;
use reqwest::Request;
use std::time::Duration;
use url::Url;

/// Longest wait for an answer: the session's result is known already, and a person may be waiting for it.
const PATIENCE: Duration = Duration::from_secs(2);
/// Number of tries to abandon one session.
const TRIES: usize = 2;

/// Upload sessions that are open at SharePoint, for [`Entra::abandon`].
#[derive(Default)]
#[must_use = "upload sessions are left open"]
pub struct UploadSessions(Vec<UploadSession>);

struct UploadSession {
    /// Host of the library's site.
    host: String,
    /// The library.
    drive: DriveId,
    /// Address of the session, which carries its own authorisation.
    upload_url: String,
}

/// An upload session that could not be abandoned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOpen {
    /// The library of the session.
    pub drive: DriveId,
    /// The last request, without the session's address, and its answer if there was one.
    pub evidence: Evidence,
}

impl UploadSessions {
    /// Adds the session of a library on that host.
    pub(super) fn push(&mut self, host: &str, drive: &DriveId, upload_url: String) {
        self.0.push(UploadSession {
            host: host.to_owned(),
            drive: drive.clone(),
            upload_url,
        });
    }

    /// Adds other sessions.
    pub fn append(&mut self, mut others: Self) {
        self.0.append(&mut others.0);
    }
}

impl Entra {
    /// Abandons upload sessions, all at the same time and each with at most two requests. Returns those that are left to end
    /// by themselves; each is logged with the outcome `upload_session_left`, which a metric counts.
    pub async fn abandon(&self, sessions: UploadSessions, clock: &dyn Clock) -> Vec<LeftOpen> {
        let sessions = sessions.0.iter();
        let left = join_all(sessions.map(|session| self.abandon_one(session, clock))).await;
        left.into_iter().flatten().collect()
    }

    /// Abandons an upload session. Its address is a text of Microsoft's and carries its own authorisation: it is requested
    /// only on the site's own host, without our token, and no redirect is followed (T43).
    async fn abandon_one(&self, session: &UploadSession, clock: &dyn Clock) -> Option<LeftOpen> {
        let mut status = None;
        let mut error = None;
        if let Some(url) = self.own_upload_url(session) {
            let transport = self.transport();
            let limits = transport.limits;
            for _ in 0..TRIES {
                let request = Request::new(Method::DELETE, url.clone());
                let answer = transport
                    .send_once(request, limits.read.min(PATIENCE), limits.body_bytes)
                    .await;
                if matches!(&answer, Ok(reply) if reply.status.is_success()) {
                    return None;
                }
                status = answer.as_ref().ok().map(|reply| reply.status.as_u16());
                error = answer.err().as_ref().map(NoReply::to_string);
            }
        } else {
            error = Some("its address is not on its site's host".to_owned());
        }
        tracing::warn!(
            upstream = "sharepoint",
            upstream_status = status,
            outcome = "upload_session_left",
            error,
            "an upload session could not be given up and is left to end by itself"
        );
        let request = format!(
            "DELETE (upload session of drive {})",
            session.drive.as_str()
        );
        Some(LeftOpen {
            drive: session.drive.clone(),
            evidence: Evidence {
                request,
                status,
                error_code: None,
                request_id: None,
                account: None,
                at: clock.now(),
            },
        })
    }

    /// Address of an upload session, if it is on the site's own host. Parsed addresses are compared.
    fn own_upload_url(&self, session: &UploadSession) -> Option<Url> {
        let url = Url::parse(&session.upload_url).ok()?;
        let own = Url::parse(&self.addresses().0.sharepoint_base(&session.host)).ok()?;
        let stays = url.origin() == own.origin()
            && url.username().is_empty()
            && url.password().is_none()
            && url.fragment().is_none()
            && url.path().starts_with(own.path());
        stays.then_some(url)
    }
}
