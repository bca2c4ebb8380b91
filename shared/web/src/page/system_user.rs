//! Pages of a link for the system user: who asks and for whom, the account that has to sign in, the permissions and their
//! reasons. They are shown without a sign-in, so they contain the names of the customer and of the app and the account that
//! the host app named, and nothing of the tenant (T28).

use super::{Frame, permissions::PermissionLine, respond, system_user_card::is_stopped};
use crate::{headers::Surface, words};
use askama::Template;
use domain::{
    permission::{Manifest, PermissionKind},
    registration::Registration,
    verification::report::Report,
};
use http::{Response, StatusCode};

/// Page of a link for the system user.
pub struct SystemUserPage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The invitation's token, for the forms' addresses.
    pub token: &'a str,
    /// Registration of the system user.
    pub registration: &'a Registration,
    /// Permissions that the app asks for.
    pub manifest: &'a Manifest,
    /// The newest report, if a run was made since the approval.
    pub report: Option<&'a Report>,
    /// Whether Microsoft may keep the person on a page of its own.
    pub is_kept: bool,
    /// Whether a run is due or under way, so that the page reloads by itself.
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

/// Possible step of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The host app has not named an account.
    Unnamed,
    /// An administrator has to approve first.
    Unapproved,
    /// Microsoft would stop the account on its own page.
    Stopped,
    /// The account can sign in.
    Ready,
}

impl SystemUserPage<'_> {
    /// The response with this page.
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
            delegated: self
                .frame
                .permissions(self.manifest, PermissionKind::Delegated),
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

/// Page of a used link for the system user, in the browser that used it.
pub struct SystemUserDonePage<'a> {
    /// Common parts of every page.
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
    /// The response with this page.
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
