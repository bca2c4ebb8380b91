//! Which page a visitor sees.

use crate::handler::Deps;
use app::{browser::Visit, secret_token};
use domain::{
    clock::Clock as _,
    customer::Language,
    flow::SignedIn,
    invitation::{Purpose, Status},
    registration::Lifecycle,
    verification::{guidance::Place, report::Report},
};
use lambda_http::{Request, Response};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;
use web::{
    page::{
        ConfirmPage, DeparturePage, Frame, Message, MessagePage, ResultPage, StartPage,
        SystemUserCard, SystemUserDonePage, SystemUserPage,
    },
    request,
    words::Words,
};

/// Who reads, in which language.
pub(crate) struct Visitor<'a> {
    deps: &'a Deps,
    request: &'a Request,
    pub(crate) request_id: &'a str,
}

impl<'a> Visitor<'a> {
    pub(crate) fn new(deps: &'a Deps, request: &'a Request, request_id: &'a str) -> Self {
        Self {
            deps,
            request,
            request_id,
        }
    }

    fn frame(&self, otherwise: Option<Language>) -> Frame<'a> {
        let query = self.request.uri().query().unwrap_or_default();
        let pairs = request::parse_query(query).unwrap_or_default();
        Frame {
            words: Words::of(request::language(&pairs, self.request.headers(), otherwise)),
            app: &self.deps.app_name,
            support: &self.deps.support_contact,
        }
    }

    pub(crate) fn message(&self, message: Message) -> Response<String> {
        MessagePage {
            frame: self.frame(None),
            message,
            token: None,
        }
        .respond(self.request_id)
    }

    pub(crate) fn departure(&self, location: &Url) -> Response<String> {
        DeparturePage {
            frame: self.frame(None),
            location,
        }
        .respond(self.request_id)
    }
}

/// The page for where the registration stands and who this browser is. Names of the tenant and findings show only after a
/// sign-in of that tenant in this browser (`security.md` T28).
pub(crate) fn choose(
    visitor: &Visitor<'_>,
    token: &SecretString,
    cookie: Option<&SecretString>,
    visit: &Visit,
    report: Option<&Report>,
) -> Response<String> {
    let registration = &visit.loaded.registration;
    if visit.invitation.purpose == Purpose::SystemUser {
        return for_system_user(visitor, token, visit, report);
    }
    let frame = visitor.frame(Some(registration.language));
    let token = token.expose_secret();
    let customer = registration.customer.name.as_str();
    let notice = visit.flow.as_ref().and_then(|flow| flow.notice.as_ref());
    let (Some(signed_in), Some(cookie)) = (
        visit.flow.as_ref().and_then(|flow| flow.signed_in.as_ref()),
        cookie,
    ) else {
        let page = StartPage {
            frame,
            token,
            customer,
            lifecycle: &registration.lifecycle,
            manifest: &visitor.deps.manifest,
            notice,
        };
        return page.respond(visitor.request_id);
    };
    let form_token = secret_token::form_token(cookie.expose_secret());
    if has_approved(&registration.lifecycle, signed_in) {
        let page = ResultPage {
            frame,
            token,
            form_token: &form_token,
            customer,
            tenant: &signed_in.tenant,
            lifecycle: &registration.lifecycle,
            report,
            checked_at: visit.loaded.standing.checked_at,
            return_url: registration.return_url.as_deref(),
            system_user: registration
                .system_user
                .as_ref()
                .map(|account| SystemUserCard {
                    account: account.as_str(),
                    connection: registration.system_user_connection.as_ref(),
                }),
            notice,
            place: Place::new(
                &visitor.deps.cloud,
                visitor.deps.client_id,
                signed_in.tenant.id,
                visit.loaded.standing.service_principal_id,
            )
            .with_system_user(
                registration
                    .system_user_connection
                    .as_ref()
                    .map(|connection| connection.object_id),
            )
            .with_support(registration.id, &visitor.deps.support_contact),
            now: visitor.deps.clock.now(),
        };
        return page.respond(visitor.request_id);
    }
    let page = ConfirmPage {
        frame,
        token,
        form_token: &form_token,
        customer,
        signed_in,
        notice,
    };
    page.respond(visitor.request_id)
}

/// The page of a link for the system user; once it was used, what came of it.
fn for_system_user(
    visitor: &Visitor<'_>,
    token: &SecretString,
    visit: &Visit,
    report: Option<&Report>,
) -> Response<String> {
    let registration = &visit.loaded.registration;
    let frame = visitor.frame(Some(registration.language));
    if let (Status::Completed, Some(account)) = (visit.invitation.status, &registration.system_user)
    {
        let page = SystemUserDonePage {
            frame,
            customer: registration.customer.name.as_str(),
            account: account.as_str(),
        };
        return page.respond(visitor.request_id);
    }
    let now = visitor.deps.clock.now();
    let page = SystemUserPage {
        frame,
        token: token.expose_secret(),
        registration,
        manifest: &visitor.deps.manifest,
        report,
        is_looking: visit.loaded.due_at.is_some_and(|due_at| due_at <= now),
        notice: visit.flow.as_ref().and_then(|flow| flow.notice.as_ref()),
    };
    page.respond(visitor.request_id)
}

/// Whether the tenant that signed in here is the one whose approval is recorded.
fn has_approved(lifecycle: &Lifecycle, signed_in: &SignedIn) -> bool {
    match lifecycle {
        Lifecycle::Consented { tenant, .. } | Lifecycle::Connected { tenant, .. } => {
            tenant.id == signed_in.tenant.id
        }
        Lifecycle::Invited
        | Lifecycle::SignedIn { .. }
        | Lifecycle::Disconnected { .. }
        | Lifecycle::Erased { .. } => false,
    }
}
