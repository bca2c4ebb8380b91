//! After the sign-in, before the approval: customer, app and tenant by name, so that nobody connects the wrong company
//! (`security.md` T02).

use super::{Frame, TenantLine, notice::NoticeLine, respond};
use crate::{headers::Surface, words};
use askama::Template;
use domain::{
    directory_role,
    flow::{Notice, SignedIn},
};
use http::{Response, StatusCode};

/// The page that names customer, app and tenant.
pub struct ConfirmPage<'a> {
    /// What every page shows.
    pub frame: Frame<'a>,
    /// The invitation's token, for the forms' addresses.
    pub token: &'a str,
    /// Ties the forms to the flow.
    pub form_token: &'a str,
    /// The customer's name.
    pub customer: &'a str,
    /// Who signed in.
    pub signed_in: &'a SignedIn,
    /// What went otherwise than hoped, if something did.
    pub notice: Option<&'a Notice>,
}

#[derive(Template)]
#[template(path = "confirm.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    form_token: &'a str,
    customer: String,
    tenant: TenantLine,
    role_note: Option<String>,
    notice: Option<NoticeLine>,
}

impl ConfirmPage<'_> {
    /// The answer with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let view = View {
            frame: self.frame,
            token: self.token,
            form_token: self.form_token,
            customer: words::name(self.customer),
            tenant: TenantLine::of(&self.signed_in.tenant),
            role_note: self.role_note(),
            notice: self
                .notice
                .map(|notice| NoticeLine::of(&self.frame, notice)),
        };
        respond(&view, Surface::PageWithForm, StatusCode::OK, request_id)
    }

    /// Never blocks: a role that is only eligible, or held through a group, may not show.
    fn role_note(&self) -> Option<String> {
        let roles = self.signed_in.directory_roles.as_ref()?;
        if directory_role::may_approve(roles.iter().map(String::as_str)) {
            None
        } else {
            Some(self.frame.say("confirm-no-role"))
        }
    }
}
