//! Page between the sign-in and Microsoft's approval page: the organisation, and whether the person's roles seem to suffice.

use super::{
    Frame, JourneyStep, TenantLine,
    forward::Forward,
    respond,
    steps::{Journey, StepLine},
};
use crate::{headers::Surface, words};
use askama::Template;
use domain::{cloud::Cloud, directory_role, flow::SignedIn};
use http::{Response, StatusCode};
use url::Url;
use wording::portal;

/// Page that asks whether the organisation is the right one.
pub struct ConfirmPage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The invitation's token, for the forms' addresses.
    pub token: &'a str,
    /// Token that ties the forms to the flow.
    pub form_token: &'a str,
    /// The page's full address, to send on.
    pub address: &'a Url,
    /// The registration and its progress.
    pub journey: Journey<'a>,
    /// Person who signed in.
    pub signed_in: &'a SignedIn,
    /// Cloud of the portals' addresses.
    pub cloud: &'a Cloud,
}

#[derive(Template)]
#[template(path = "confirm.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    form_token: &'a str,
    steps: Vec<StepLine>,
    customer: String,
    tenant: TenantLine,
    roles: RolesLine,
    forward: Forward,
}

/// Words about the person's roles. They never block: a role that is only eligible, or held through a group, may not show.
pub(super) struct RolesLine {
    /// Heading with the problem, if there is one.
    pub(super) heading: String,
    pub(super) text: String,
    pub(super) is_doubtful: bool,
    /// Address of the page for activating an eligible role.
    pub(super) activation: String,
}

impl ConfirmPage<'_> {
    /// The response with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let customer = self.journey.registration.customer.name.as_str();
        let view = View {
            frame: self.frame,
            token: self.token,
            form_token: self.form_token,
            steps: self.journey.lines(&self.frame, JourneyStep::Approve),
            customer: words::name(customer),
            tenant: TenantLine::of(&self.signed_in.tenant),
            roles: RolesLine::of(&self.frame, self.cloud, self.signed_in),
            forward: Forward::new(&self.frame, self.address, customer),
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

impl RolesLine {
    /// Words for the roles that the sign-in showed.
    pub(super) fn of(frame: &Frame<'_>, cloud: &Cloud, signed_in: &SignedIn) -> Self {
        let activation = portal::my_roles_page(cloud);
        let Some(roles) = &signed_in.directory_roles else {
            return Self {
                heading: String::new(),
                text: frame.say("confirm-roles-unread"),
                is_doubtful: false,
                activation,
            };
        };
        let is_enough = directory_role::may_approve(roles.iter().map(String::as_str));
        let named: Vec<String> = roles
            .iter()
            .filter(|id| {
                // Of somebody who may approve, the roles that let them are what matters.
                !is_enough || directory_role::may_approve([id.as_str()])
            })
            .filter_map(|id| {
                let id = format!("role-{}", id.to_ascii_lowercase());
                frame.words.find(&id, [])
            })
            .collect();
        let id = match (is_enough, named.is_empty()) {
            (true, _) => "confirm-roles-enough",
            (false, true) => "confirm-roles-none",
            (false, false) => "confirm-roles-not-enough",
        };
        let named = named.join(", ");
        let values = [("app", frame.app), ("roles", named.as_str())];
        let heading = format!("{id}-heading");
        Self {
            heading: frame.words.find(&heading, values).unwrap_or_default(),
            text: frame.words.say_with(id, values),
            is_doubtful: !is_enough,
            activation,
        }
    }
}
