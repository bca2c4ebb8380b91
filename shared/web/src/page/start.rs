//! First page of the link: who asks and for whom, the permissions with their reasons, what to have ready, and how to send the
//! link on. Until a person of the bound tenant signs in on this computer, it shows only the host app's data, the app's name
//! and the finished steps (T28).

use super::{
    Frame, JourneyStep, Moment,
    forward::Forward,
    permissions::PermissionLine,
    respond,
    steps::{Journey, StepLine},
};
use crate::{headers::Surface, words};
use askama::Template;
use domain::{
    permission::{Manifest, PermissionKind},
    registration::{Lifecycle, Registration},
};
use http::{Response, StatusCode};
use jiff::Timestamp;
use url::Url;

/// A meeting with support, for a reader who wants one.
#[derive(Debug, Clone, Copy, Default)]
pub struct SupportMeeting<'a> {
    /// Address for choosing a time.
    pub booking: Option<&'a Url>,
    /// The time that the host app set.
    pub at: Option<Timestamp>,
}

/// First page of the link.
pub struct StartPage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The invitation's token, for the form's address.
    pub token: &'a str,
    /// The page's full address, to send on.
    pub address: &'a Url,
    /// The registration and its progress.
    pub journey: Journey<'a>,
    /// Person or company that asks, if the host app named one.
    pub requester: Option<&'a str>,
    /// Permissions that the app asks for.
    pub manifest: &'a Manifest,
    /// Name of the publisher, as Microsoft shows it.
    pub publisher: Option<&'a str>,
    /// Origin of Microsoft's pages.
    pub login_origin: &'a str,
    /// A meeting with support.
    pub meeting: SupportMeeting<'a>,
    /// Expiry of the link; `None` if it works for as long as the registration is connected.
    pub expires_at: Option<Timestamp>,
    /// Whether this browser left for Microsoft and came back by itself, without an answer.
    pub is_stuck: bool,
    /// Whether Microsoft's consent page comes first.
    pub begins_with_consent: bool,
}

#[derive(Template)]
#[template(path = "start.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    steps: Vec<StepLine>,
    customer: String,
    requester: Option<String>,
    resume: Option<String>,
    application: Vec<PermissionLine>,
    delegated: Vec<PermissionLine>,
    publisher: Option<String>,
    login_origin: &'a str,
    forward: Forward,
    booking: Option<&'a str>,
    is_stuck: bool,
    begins_with_consent: bool,
    may_name_domain: bool,
    meeting_at: Option<Moment>,
    /// Account with which to sign in.
    sign_in_as: String,
    publisher_name: Option<&'a str>,
    expires_at: Option<Moment>,
}

/// Sentence that names the organisation whose administrator has to sign in. It is left out once a person of the tenant has
/// signed in, because the link must not tell others which tenant it is (T28).
pub(super) fn sign_in_as(frame: &Frame<'_>, registration: &Registration) -> Option<String> {
    let domain = registration.expected_domain.as_ref()?;
    let values = [("domain", domain.as_str())];
    matches!(registration.lifecycle, Lifecycle::Invited)
        .then(|| frame.words.say_with("start-sign-in-as", values))
}

impl StartPage<'_> {
    /// The response with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let registration = self.journey.registration;
        let customer = registration.customer.name.as_str();
        let resume = format!(
            "start-resume-{}",
            registration.lifecycle.stage().replace('_', "-")
        );
        let view = View {
            frame: self.frame,
            token: self.token,
            steps: self.journey.lines(&self.frame, JourneyStep::Prepare),
            customer: words::name(customer),
            requester: self.requester.map(words::name),
            resume: self.frame.words.find(&resume, [("app", self.frame.app)]),
            application: self
                .frame
                .permissions(self.manifest, PermissionKind::Application),
            delegated: self
                .frame
                .permissions(self.manifest, PermissionKind::Delegated),
            publisher: self.publisher.map(|publisher| {
                let values = [("app", self.frame.app), ("publisher", publisher)];
                self.frame.words.say_with("expect-publisher", values)
            }),
            login_origin: self.login_origin,
            forward: Forward::new(&self.frame, self.address, customer),
            is_stuck: self.is_stuck,
            begins_with_consent: self.begins_with_consent,
            may_name_domain: registration.expected_domain.is_none(),
            booking: self.meeting.booking.map(Url::as_str),
            meeting_at: self.meeting.at.map(|at| self.frame.moment(at)),
            sign_in_as: sign_in_as(&self.frame, registration)
                .unwrap_or_else(|| self.frame.say("start-sign-in-as-unnamed")),
            publisher_name: self.publisher,
            expires_at: self.expires_at.map(|at| self.frame.moment(at)),
        };
        respond(
            self.frame.style,
            &view,
            Surface::PageWithForm,
            StatusCode::OK,
            request_id,
        )
    }
}
