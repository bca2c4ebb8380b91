//! Microsoft Graph v1.0, read and changed in batches.

mod access;
mod app_facts;
mod batch;
mod collection;
mod library;
mod organization;
mod other_sites;
mod own_relation;
mod probes;
mod reading;
mod sign_in_facts;
mod sites;
mod system_user_facts;
mod system_user_name;
mod tenant_services;
mod upload_sessions;

pub use access::{AccessFacts, AccessWrite, CandidateSearch};
pub use app_facts::AppFacts;
pub use sign_in_facts::SignInFacts;
pub use system_user_facts::SystemUserFacts;
pub use system_user_name::SystemUserSignIn;
pub use upload_sessions::{LeftOpen, UploadSessions};

use crate::{entra::Entra, transport::Reply};
use domain::{
    clock::Clock,
    verification::{facts::Evidence, verdict::Unobserved},
};
use http::{HeaderValue, Method, header};
use reqwest::Request;
use secrecy::{ExposeSecret as _, SecretString};

/// Access to Graph with one identity, for one run.
pub(crate) struct Graph<'a> {
    entra: &'a Entra,
    token: &'a SecretString,
    /// Whether the token is new, so that a newer one would not change a 401.
    token_is_fresh: bool,
    clock: &'a dyn Clock,
}

/// Reason why a fact was not read, and the request that failed.
#[derive(Debug, Clone)]
pub(crate) struct Unread {
    pub(crate) reason: Unobserved,
    pub(crate) evidence: Option<Evidence>,
}

impl Unread {
    fn new(reason: Unobserved, evidence: Evidence) -> Self {
        Self {
            reason,
            evidence: Some(evidence),
        }
    }

    /// Status of the answer, if there was one.
    fn status(&self) -> Option<u16> {
        self.evidence.as_ref()?.status
    }
}

impl Entra {
    /// Opens the connection to Graph in advance, by a request without a token, which Graph refuses. A failure has no
    /// consequence: the next request to Graph opens the connection again.
    pub async fn open_graph(&self) {
        let request = Request::new(Method::GET, self.addresses().graph("/organization"));
        let limits = self.transport().limits;
        let _ = self
            .transport()
            .send_once(request, limits.read, limits.body_bytes)
            .await;
    }
}

impl Graph<'_> {
    /// Adds the bearer token, marked as sensitive so that it is not printed.
    fn authorize(&self, request: &mut Request) {
        let bearer = format!("Bearer {}", self.token.expose_secret());
        if let Ok(mut bearer) = HeaderValue::try_from(bearer) {
            bearer.set_sensitive(true);
            request.headers_mut().insert(header::AUTHORIZATION, bearer);
        }
    }

    fn evidence(&self, request: String, reply: Option<&Reply>) -> Evidence {
        Evidence {
            request,
            status: reply.map(|reply| reply.status.as_u16()),
            error_code: None,
            request_id: reply.and_then(|reply| reply.header_text("request-id")),
            account: None,
            at: self.clock.now(),
        }
    }

    /// Reason that a status stands for which is neither success nor absence.
    fn reason(&self, status: u16) -> Unobserved {
        match status {
            // A token this new is refused while Microsoft's own parts disagree. Refused again later, it means something else.
            401 if self.token_is_fresh => Unobserved::Unreadable,
            401 | 403 => Unobserved::Refused,
            408 | 429 | 500..=599 => Unobserved::MicrosoftUnavailable,
            _ => Unobserved::Unreadable,
        }
    }
}
