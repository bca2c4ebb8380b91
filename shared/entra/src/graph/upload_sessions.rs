//! Upload sessions that showed whether libraries can be written to, and how they are given up. One that cannot be given up ends
//! by itself.
//! <https://learn.microsoft.com/en-us/graph/api/driveitem-createuploadsession>

use crate::{entra::Entra, transport::NoReply};
use futures_util::future::join_all;
use http::Method;
use reqwest::Request;
use std::time::Duration;
use url::Url;

/// The longest that an answer is waited for: what the session showed is known, and somebody may be waiting for that.
const PATIENCE: Duration = Duration::from_secs(2);

/// Upload sessions that are open at SharePoint, for [`Entra::abandon`].
#[derive(Default)]
#[must_use = "upload sessions are left open"]
pub struct UploadSessions(Vec<UploadSession>);

struct UploadSession {
    /// The host of the library's site.
    host: String,
    /// Its address, which carries its own authorisation.
    upload_url: String,
}

impl UploadSessions {
    pub(super) fn push(&mut self, host: &str, upload_url: String) {
        self.0.push(UploadSession {
            host: host.to_owned(),
            upload_url,
        });
    }

    /// Takes in other sessions.
    pub fn append(&mut self, mut others: Self) {
        self.0.append(&mut others.0);
    }
}

impl Entra {
    /// Gives up upload sessions, all at the same time and each with one request. Never fails: what they showed stands whatever
    /// becomes of this.
    pub async fn abandon(&self, sessions: UploadSessions) {
        let sessions = sessions.0.iter();
        join_all(sessions.map(|session| self.abandon_one(session))).await;
    }

    /// Abandons an upload session. Its address is Microsoft's text and carries its own authorisation: it is asked only on
    /// the site's own host, without our token, and no redirect is followed (`security.md` T43).
    async fn abandon_one(&self, session: &UploadSession) {
        let Some(url) = self.own_upload_url(session) else {
            tracing::debug!(
                "an upload session that is not on its site's host is left to end by itself"
            );
            return;
        };
        let transport = self.transport();
        let limits = transport.limits;
        let answer = transport
            .send_once(
                Request::new(Method::DELETE, url),
                limits.read.min(PATIENCE),
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
