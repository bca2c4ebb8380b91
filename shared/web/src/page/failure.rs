//! Pages of failures: what happened, what it means, what to do now. If there is a result to show, these words stand above it
//! instead.

use super::{
    Frame, JourneyStep,
    forward::Forward,
    mail::ReadyMessage,
    notice::{self, NoticeLine, Remedy, may_be_sent_on, remedy},
    respond,
    result::ask,
    start::sign_in_as,
    steps::{Journey, StepLine},
};
use crate::headers::Surface;
use askama::Template;
use domain::{cloud::Cloud, flow::Notice};
use http::{Response, StatusCode};
use url::Url;
use wording::portal;

/// Stand of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand<'a> {
    /// No person of the tenant has signed in on this computer.
    Stranger,
    /// A person has signed in, and has not approved.
    SignedIn {
        /// Token that ties the forms to the flow.
        form_token: &'a str,
    },
    /// The link is for the system user.
    SystemUser,
}

/// Page of a failure.
pub struct FailurePage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The invitation's token, for the forms' addresses.
    pub token: &'a str,
    /// The page's full address, to send on.
    pub address: &'a Url,
    /// The registration and its progress.
    pub journey: Journey<'a>,
    /// The failure.
    pub notice: &'a Notice,
    /// Stand of the reader.
    pub stand: Stand<'a>,
    /// Cloud of the portals' addresses.
    pub cloud: &'a Cloud,
}

#[derive(Template)]
#[template(path = "failure.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    form_token: Option<&'a str>,
    steps: Vec<StepLine>,
    notice: NoticeLine,
    /// The organisation whose administrator has to sign in.
    sign_in_as: Option<String>,
    /// A message to Cooperlink, if only Cooperlink can help.
    ask: Option<ReadyMessage>,
    actions: Vec<Action>,
    /// Whether the sign-in logs have to be read first: signing in again would only fail again.
    logs_first: bool,
    forward: Option<Forward>,
    /// Details for support, if they are more than the support code.
    details: Option<ReadyMessage>,
    /// A ready mail to a person with more rights, if that helps most.
    hand_over: Option<String>,
    /// A page of the journey, and the label of the link to it.
    back: (&'static str, String),
}

/// A button.
struct Action {
    path: &'static str,
    label: String,
    is_other_account: bool,
}

impl FailurePage<'_> {
    /// The response with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let remedy = remedy(self.notice);
        let customer = self.journey.registration.customer.name.as_str();
        let (form_token, back) = match self.stand {
            Stand::Stranger => (None, ("prepare", "failure-prepare")),
            Stand::SignedIn { form_token } => (Some(form_token), ("status", "failure-status")),
            Stand::SystemUser => (None, ("status", "failure-status")),
        };
        let forward = (may_be_sent_on(self.notice) && self.stand != Stand::SystemUser)
            .then(|| Forward::new(&self.frame, self.address, customer));
        let needs_approver = forward.as_ref().filter(|_| remedy == Remedy::Approver);
        let view = View {
            frame: self.frame,
            token: self.token,
            form_token,
            steps: self.steps(),
            notice: NoticeLine::of(
                &self.frame,
                self.notice,
                portal::sign_in_logs_page(self.cloud),
            ),
            sign_in_as: sign_in_as(&self.frame, self.journey.registration)
                .filter(|_| self.stand == Stand::Stranger && self.may_help(remedy)),
            ask: (remedy == Remedy::Nothing).then(|| {
                let id = notice::id(self.notice);
                ask(&self.frame, &format!("notice-{id}-heading"))
            }),
            actions: self.actions(remedy),
            logs_first: matches!(self.notice, Notice::RefusedAtServer { .. }),
            hand_over: needs_approver.map(|forward| forward.own.clone()),
            forward,
            details: notice::details(self.notice).map(|line| self.frame.details([line])),
            back: (back.0, self.frame.say(back.1)),
        };
        respond(
            self.frame.style,
            &view,
            Surface::PageWithForm,
            StatusCode::OK,
            request_id,
        )
    }

    fn steps(&self) -> Vec<StepLine> {
        let current = match self.stand {
            Stand::Stranger => JourneyStep::SignIn,
            Stand::SignedIn { .. } => JourneyStep::Approve,
            Stand::SystemUser => return Vec::new(),
        };
        self.journey.lines(&self.frame, current)
    }

    /// Whether another account may help. It does not if a domain names the organisation that Cooperlink does not connect.
    fn may_help(&self, remedy: Remedy) -> bool {
        remedy != Remedy::Nothing || self.journey.registration.expected_domain.is_none()
    }

    /// Buttons, the most helpful first.
    fn actions(&self, remedy: Remedy) -> Vec<Action> {
        let action = |path, label: &str, is_other_account| Action {
            path,
            label: self.frame.say(label),
            is_other_account,
        };
        let again = action("start", "failure-sign-in", false);
        let another = action("start", "failure-another-account", true);
        match (self.stand, remedy) {
            (Stand::SystemUser, Remedy::Nothing) => Vec::new(),
            (Stand::SignedIn { .. } | Stand::Stranger, Remedy::Nothing) => {
                let another = Some(another).filter(|_| self.may_help(remedy));
                another.into_iter().collect()
            }
            (Stand::SystemUser, Remedy::OtherAccount) => {
                vec![action("system-user", "failure-another-account", true)]
            }
            (Stand::SystemUser, _) => vec![action("system-user", "failure-sign-in", false)],
            (Stand::SignedIn { .. }, Remedy::Approver) => vec![
                action("consent", "confirm-button", false),
                action("check", "failure-check", false),
                another,
            ],
            (Stand::SignedIn { .. }, Remedy::Approve | Remedy::Again) => {
                vec![action("consent", "confirm-button", false), another]
            }
            (Stand::SignedIn { .. } | Stand::Stranger, Remedy::OtherAccount)
            | (Stand::Stranger, Remedy::Approver) => {
                vec![another]
            }
            (Stand::SignedIn { .. }, _) => vec![again],
            (Stand::Stranger, Remedy::Again) if !may_be_sent_on(self.notice) => vec![again],
            // The consent page takes the account of the browser's session.
            (Stand::Stranger, _) => vec![again, another],
        }
    }
}
