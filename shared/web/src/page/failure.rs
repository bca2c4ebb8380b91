//! One page for each way to fail: what happened, what it means, what to do now. Where a result is there to show, the same
//! words stand above it instead.

use super::{
    Frame, Step,
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

/// Where the reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand<'a> {
    /// Nobody of the tenant has signed in on this computer.
    Stranger,
    /// Somebody has, and has not approved.
    SignedIn {
        /// Ties the forms to the flow.
        form_token: &'a str,
    },
    /// At a link for the system user.
    SystemUser,
}

/// What went otherwise than hoped.
pub struct FailurePage<'a> {
    /// What every page shows.
    pub frame: Frame<'a>,
    /// The invitation's token, for the forms' addresses.
    pub token: &'a str,
    /// The page's full address, to send on.
    pub address: &'a Url,
    /// The registration and how far it is.
    pub journey: Journey<'a>,
    /// What happened.
    pub notice: &'a Notice,
    /// Where the reader stands.
    pub stand: Stand<'a>,
    /// Where the portals are.
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
    /// A message to Cooperlink, where only Cooperlink can help.
    ask: Option<ReadyMessage>,
    actions: Vec<Action>,
    /// Whether nothing helps before somebody has looked at the sign-in logs: signing in again would only fail again.
    logs_first: bool,
    forward: Option<Forward>,
    /// What support asks for, where it is more than the support code.
    details: Option<ReadyMessage>,
    /// A ready mail to somebody with more rights, where that is what helps most.
    hand_over: Option<String>,
    /// A page of the journey, and what the link to it is called.
    back: (&'static str, String),
}

/// A button.
struct Action {
    path: &'static str,
    label: String,
    is_other_account: bool,
}

impl FailurePage<'_> {
    /// The answer with this page.
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
            Stand::Stranger => Step::SignIn,
            Stand::SignedIn { .. } => Step::Approve,
            Stand::SystemUser => return Vec::new(),
        };
        self.journey.lines(&self.frame, current)
    }

    /// Whether an account may help. It is no help where a domain names the very organisation that Cooperlink does not connect.
    fn may_help(&self, remedy: Remedy) -> bool {
        remedy != Remedy::Nothing || self.journey.registration.expected_domain.is_none()
    }

    /// The buttons, what helps most first.
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
