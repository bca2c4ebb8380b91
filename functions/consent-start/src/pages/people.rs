//! The pages of people beside the administrator, and the account in the head of every page behind a sign-in.

use super::Opened;
use crate::visitor::Visitor;
use app::{browser::system_user_link::SystemUserLink, limits::LOOK_EVERY};
use domain::{
    clock::Clock as _,
    flow::{Notice, SignedIn},
    invitation::Status,
    usability::Usability,
};
use http::Response;
use secrecy::{ExposeSecret as _, SecretString};
use web::page::{
    Account, ColleaguePage, Frame, Stand, SystemUserDonePage, SystemUserLinkPage, SystemUserPage,
};

impl Opened<'_> {
    /// The page of a link for the system user; once the link was used, the page of the connected account.
    pub(super) fn for_system_user(&self, notice: Option<&Notice>) -> Response<String> {
        let registration = self.registration();
        if let (Status::Completed, Some(account)) = (
            self.visit.invitation.status,
            registration.system_user_name(),
        ) {
            let page = SystemUserDonePage {
                frame: self.frame,
                customer: registration.customer.name.as_str(),
                account,
            };
            return page.respond(self.visitor.request_id);
        }
        if let Some(notice) = notice {
            return self.failure(notice, Stand::SystemUser);
        }
        let deps = self.deps();
        let soon = deps.clock.now() + LOOK_EVERY;
        let page = SystemUserPage {
            frame: self.frame,
            token: self.token.expose_secret(),
            registration,
            manifest: &deps.manifest,
            report: self.report,
            is_kept: self.kept_on.is_some(),
            is_looking: self
                .visit
                .loaded
                .due_at
                .is_some_and(|due_at| due_at <= soon),
        };
        page.respond(self.visitor.request_id)
    }

    /// The page of a colleague: a person of the approved tenant who neither approved the app nor may approve it.
    pub(super) fn colleague(&self, signed_in: &SignedIn) -> Response<String> {
        let deps = self.deps();
        let standing = &self.visit.loaded.standing;
        let page = ColleaguePage {
            frame: self.frame,
            token: self.token.expose_secret(),
            address: &self.address,
            journey: self.journey(),
            run: self.visit.awaited_run(&deps.clock),
            usability: &Usability::of(self.registration(), standing, deps.clock.now()),
            are_roles_read: signed_in.directory_roles.is_some(),
            cloud: &deps.cloud,
            now: deps.clock.now(),
        };
        page.respond(self.visitor.request_id)
    }
}

/// The account that signed in, for the head of its pages.
pub(crate) fn account<'a>(
    token: &'a SecretString,
    signed_in: &'a SignedIn,
    form_token: &'a str,
) -> Account<'a> {
    Account {
        name: signed_in.tenant.administrator_name.as_deref(),
        token: token.expose_secret(),
        form_token,
    }
}

/// The page that shows a new link for the holder of the system user's account.
pub(crate) fn system_user_link(
    visitor: &Visitor<'_>,
    token: &SecretString,
    form_token: &str,
    made: &SystemUserLink,
) -> Response<String> {
    let registration = &made.visit.loaded.registration;
    let mut link = visitor.deps.public_base_url.clone();
    link.set_path(&format!("/connect/{}", made.token.expose_secret()));
    let page = SystemUserLinkPage {
        frame: Frame {
            account: Some(account(token, &made.administrator, form_token)),
            ..visitor.frame(Some(registration))
        },
        token: token.expose_secret(),
        registration,
        link: &link,
        expires_at: made.invitation.expires_at,
    };
    page.respond(visitor.request_id)
}
