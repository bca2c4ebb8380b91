//! The first page of the link: who asks, for whom, what will be asked and why, what to have ready, and how to send it on.
//! Before a sign-in of the bound tenant on this computer it shows what the host app said, the app's name and which steps are
//! done, nothing else (`security.md` T28).

use super::{
    Frame, Moment, Step,
    forward::Forward,
    permissions::PermissionLine,
    respond,
    steps::{Journey, StepLine},
};
use crate::{headers::Surface, words};
use askama::Template;
use domain::{
    permission::{Kind, Manifest},
    registration::{Lifecycle, Registration},
};
use http::{Response, StatusCode};
use jiff::Timestamp;
use url::Url;

/// A meeting with support, for whoever wants one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Meeting<'a> {
    /// Where a time is chosen.
    pub booking: Option<&'a Url>,
    /// The time that the host app set.
    pub at: Option<Timestamp>,
}

/// The first page of the link.
pub struct StartPage<'a> {
    /// What every page shows.
    pub frame: Frame<'a>,
    /// The invitation's token, for the form's address.
    pub token: &'a str,
    /// The page's full address, to send on.
    pub address: &'a Url,
    /// The registration and how far it is.
    pub journey: Journey<'a>,
    /// Who asks, if the host app said.
    pub requester: Option<&'a str>,
    /// What is asked for.
    pub manifest: &'a Manifest,
    /// The publisher's name, as Microsoft shows it.
    pub publisher: Option<&'a str>,
    /// Where Microsoft's pages live.
    pub login_origin: &'a str,
    /// A meeting with support.
    pub meeting: Meeting<'a>,
    /// The end of the link; `None` for one that works for as long as the registration is connected.
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
    /// With what account to sign in.
    sign_in_as: String,
    publisher_name: Option<&'a str>,
    expires_at: Option<Moment>,
}

/// The sentence that names the organisation whose administrator has to sign in, where it may be named: once somebody of the tenant
/// has signed in, the link tells nobody else which one it is (`security.md` T28).
pub(super) fn sign_in_as(frame: &Frame<'_>, registration: &Registration) -> Option<String> {
    let domain = registration.expected_domain.as_ref()?;
    let values = [("domain", domain.as_str())];
    matches!(registration.lifecycle, Lifecycle::Invited)
        .then(|| frame.words.say_with("start-sign-in-as", values))
}

impl StartPage<'_> {
    /// The answer with this page.
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
            steps: self.journey.lines(&self.frame, Step::Prepare),
            customer: words::name(customer),
            requester: self.requester.map(words::name),
            resume: self.frame.words.find(&resume, [("app", self.frame.app)]),
            application: self.frame.permissions(self.manifest, Kind::Application),
            delegated: self.frame.permissions(self.manifest, Kind::Delegated),
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
