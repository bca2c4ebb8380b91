//! The pages of a link for the system user: who asks, for whom, which account has to sign in, what is asked and why. Nobody
//! has signed in here, so they show the customer's and the app's name and the account that the host app named, and nothing of
//! the tenant (`security.md` T28).

use super::{Frame, permissions::PermissionLine, respond, system_user_card::is_stopped};
use crate::{headers::Surface, words};
use askama::Template;
use domain::{
    permission::{Kind, Manifest},
    registration::Registration,
    verification::report::Report,
};
use http::{Response, StatusCode};

/// The page of a link for the system user.
pub struct SystemUserPage<'a> {
    /// What every page shows.
    pub frame: Frame<'a>,
    /// The invitation's token, for the forms' addresses.
    pub token: &'a str,
    /// Whose system user.
    pub registration: &'a Registration,
    /// What is asked for.
    pub manifest: &'a Manifest,
    /// The newest report, if a run was made since the approval.
    pub report: Option<&'a Report>,
    /// Whether Microsoft may keep the person on a page of its own.
    pub is_kept: bool,
    /// Whether a run is due or under way, so that the page looks again by itself.
    pub is_looking: bool,
}

#[derive(Template)]
#[template(path = "system_user.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    customer: String,
    account: Option<String>,
    step: Step,
    is_looking: bool,
    is_kept: bool,
    delegated: Vec<PermissionLine>,
}

/// What the reader can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The host app has not named an account.
    Unnamed,
    /// An administrator has to approve first.
    Unapproved,
    /// Microsoft would stop the account on its own page.
    Stopped,
    /// Sign in.
    Ready,
}

impl SystemUserPage<'_> {
    /// The answer with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let step = self.step();
        let is_looking = self.is_looking && step == Step::Stopped;
        let view = View {
            frame: self.frame,
            token: self.token,
            customer: words::name(self.registration.customer.name.as_str()),
            account: self.registration.system_user_name().map(words::name),
            step,
            is_looking,
            is_kept: self.is_kept && step == Step::Ready,
            delegated: self.frame.permissions(self.manifest, Kind::Delegated),
        };
        respond(
            self.frame.style,
            &view,
            Surface::PageWithForm,
            StatusCode::OK,
            request_id,
        )
    }

    fn step(&self) -> Step {
        if self.registration.system_user.is_none() {
            Step::Unnamed
        } else if self.registration.lifecycle.settled_tenant().is_none() {
            Step::Unapproved
        } else if self.report.is_some_and(is_stopped) {
            Step::Stopped
        } else {
            Step::Ready
        }
    }
}

/// The page of a link for the system user once it was used, in the browser that used it.
pub struct SystemUserDonePage<'a> {
    /// What every page shows.
    pub frame: Frame<'a>,
    /// The customer's name.
    pub customer: &'a str,
    /// The account that the host app named.
    pub account: &'a str,
}

#[derive(Template)]
#[template(path = "system_user_done.html")]
struct DoneView<'a> {
    frame: Frame<'a>,
    customer: String,
    account: String,
}

impl SystemUserDonePage<'_> {
    /// The answer with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let view = DoneView {
            frame: self.frame,
            customer: words::name(self.customer),
            account: words::name(self.account),
        };
        respond(
            self.frame.style,
            &view,
            Surface::Page,
            StatusCode::OK,
            request_id,
        )
    }
}
