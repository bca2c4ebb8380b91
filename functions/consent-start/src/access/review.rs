//! The review of a change of who may use the app, and the change itself.

use super::{Call, message};
use crate::pages;
use app::{
    access::{self, AccessError, AccessVisit, ChangeReview, Confirmation, NextPage},
    legs::{Form, LinkPage},
};
use domain::access::{AccessChange, SWITCH_PERMISSION};
use http::{Method, Response};
use secrecy::ExposeSecret as _;
use web::page::{Journey, Message, ReviewPage, SaferChange};

impl Call<'_> {
    /// The review of the change that the rights for it were asked for: the person comes back from Microsoft to it. It changes
    /// nothing, and nothing in its address says what the change is.
    pub(super) async fn show_review(
        &self,
        opened: AccessVisit,
    ) -> Result<Response<String>, Message> {
        let rights = opened.rights.as_ref();
        let can_switch = rights.is_some_and(|rights| rights.session.has_scope(SWITCH_PERMISSION));
        let required = opened.flow.asked_to_require.filter(|_| can_switch);
        let is_read = *self.visitor.request.method() == Method::GET;
        let Some(required) = required.filter(|_| is_read) else {
            return self.visitor.back(self.token, LinkPage::Access, "");
        };
        let deps = self.deps();
        let again = access::open(&deps.browser, &deps.clock, self.token, Some(self.cookie)).await;
        let again = again.map_err(|error| message(&error))?;
        let change = AccessChange::Require(required);
        let asked = Box::pin(access::review(&deps.browser, &deps.clock, opened, change)).await;
        match asked.map_err(|error| message(&error))? {
            NextPage::Back => self.visitor.back(self.token, LinkPage::Access, ""),
            NextPage::Review(reviewed) => Ok(self.review_page(&again, &reviewed)),
        }
    }

    pub(super) async fn review(
        &self,
        form: &Form<'_>,
        change: AccessChange,
    ) -> Result<Response<String>, Message> {
        let opened = self.opened(form).await?;
        let deps = self.deps();
        let asked = Box::pin(access::review(&deps.browser, &deps.clock, opened, change)).await;
        self.go_on(form, asked).await
    }

    pub(super) async fn change(
        &self,
        form: &Form<'_>,
        change: AccessChange,
        confirmed: &Confirmation,
    ) -> Result<Response<String>, Message> {
        let opened = self.opened(form).await?;
        let deps = self.deps();
        let asked = access::change(
            &deps.browser,
            &deps.interactive_queue,
            deps.machine(),
            opened,
            change,
            confirmed,
        );
        let asked = Box::pin(asked).await;
        self.go_on(form, asked).await
    }

    /// Back to the page by a redirect, so that a reload changes nothing; or to what a change would mean.
    async fn go_on(
        &self,
        form: &Form<'_>,
        asked: Result<NextPage, AccessError>,
    ) -> Result<Response<String>, Message> {
        match asked.map_err(|error| message(&error))? {
            NextPage::Back => self.visitor.back(self.token, LinkPage::Access, ""),
            NextPage::Review(reviewed) => {
                let opened = self.opened(form).await?;
                Ok(self.review_page(&opened, &reviewed))
            }
        }
    }

    fn review_page(&self, opened: &AccessVisit, reviewed: &ChangeReview) -> Response<String> {
        let registration = &opened.visit.loaded.registration;
        let form_token = self.form_token();
        let page = ReviewPage {
            frame: self.frame(opened, &form_token),
            token: self.token.expose_secret(),
            form_token: &form_token,
            journey: Journey {
                registration,
                report: None,
            },
            tenant: &opened.signed_in.tenant,
            access: &reviewed.access,
            change: &reviewed.change,
            effect: &reviewed.effect,
            safer: reviewed.safer.as_ref().map(|safer| SaferChange {
                assigns: &safer.assigns,
                assigns_oneself: safer
                    .assigns
                    .contains(&opened.signed_in.tenant.administrator),
                effect: &safer.effect,
            }),
            state: &reviewed.state,
            system_user: registration.system_user_name(),
            place: pages::place(self.deps(), &opened.visit, &opened.signed_in),
            notice: reviewed.notice.as_ref(),
        };
        page.respond(self.visitor.request_id)
    }
}
