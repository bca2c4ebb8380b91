//! Page of an organisation that approved and to which the host app still has to agree: what happens next, how long that takes
//! and whom to ask.

use super::{Frame, TenantLine, respond};
use crate::words;
use askama::Template;
use domain::registration::{Registration, Tenant};
use http::{Response, StatusCode};

/// Page while the host app has not agreed to the organisation.
pub(super) struct WaitingPage<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) registration: &'a Registration,
    pub(super) tenant: &'a Tenant,
}

#[derive(Template)]
#[template(path = "waiting.html")]
struct View<'a> {
    frame: Frame<'a>,
    customer: String,
    tenant: TenantLine,
}

impl WaitingPage<'_> {
    /// The response with this page.
    pub(super) fn respond(&self, request_id: &str) -> Response<String> {
        let view = View {
            frame: self.frame,
            customer: words::name(self.registration.customer.name.as_str()),
            tenant: TenantLine::of(self.tenant),
        };
        respond(
            self.frame.style,
            &view,
            self.frame.surface(),
            StatusCode::OK,
            request_id,
        )
    }
}
