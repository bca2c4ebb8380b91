//! Page of a link that was made after a disconnection: it tells an administrator what to delete in the organisation, and
//! whether the app still has access there. It has no sign-in, because a sign-in would register the app again. It therefore
//! shows the names of the customer and of the app, and of the tenant only the ids in the portal's address and the commands,
//! which open nothing.

use super::{Frame, Moment, respond};
use crate::{headers::Surface, words};
use askama::Template;
use domain::registration::{AccessLoss, AccessLossCheck};
use http::{Response, StatusCode};
use wording::place::GuidanceTenant;

/// Page of a link for removing the app.
pub struct DisconnectPage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The invitation's token, for the form's address.
    pub token: &'a str,
    /// The customer's name.
    pub customer: &'a str,
    /// Our application in the tenant.
    pub place: GuidanceTenant<'a>,
    /// The newest check of the tenant.
    pub access_gone: Option<AccessLossCheck>,
    /// Whether a check is on its way, so that the page reloads by itself.
    pub is_looking: bool,
    /// Whether another connection of the tenant needs the app.
    pub is_shared: bool,
}

#[derive(Template)]
#[template(path = "disconnect.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    /// Class of the page's state.
    class: &'static str,
    heading: String,
    text: String,
    customer: String,
    observed_at: Option<Moment>,
    seen: Option<String>,
    is_looking: bool,
    is_over: bool,
    address: Option<String>,
    commands: String,
}

/// Task of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Task {
    /// Delete the app.
    Remove,
    /// None: another connection needs the app.
    Keep,
    /// None: the app is removed.
    Done,
}

impl DisconnectPage<'_> {
    /// The response with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let task = self.task();
        let (id, class) = match task {
            Task::Remove => ("disconnect", "wait"),
            Task::Keep => ("disconnect-shared", "open"),
            Task::Done => ("disconnect-gone", "good"),
        };
        let is_over = task != Task::Remove;
        // What told nothing was no look.
        let is_told =
            |seen: &AccessLossCheck| task != Task::Keep && seen.verdict != AccessLoss::Unknown;
        let observed = self.access_gone.filter(is_told);
        let view = View {
            frame: self.frame,
            token: self.token,
            class,
            heading: self.frame.say(&format!("{id}-heading")),
            text: self.frame.say(&format!("{id}-text")),
            customer: words::name(self.customer),
            observed_at: observed.map(|seen| self.frame.moment(seen.observed_at)),
            seen: self
                .seen()
                .filter(|_| !is_over)
                .map(|id| self.frame.say(id)),
            is_looking: self.is_looking && !is_over,
            is_over,
            address: self.place.properties_page(),
            commands: self.place.removal_commands(),
        };
        let surface = if is_over {
            Surface::Page
        } else {
            Surface::PageWithForm
        };
        respond(self.frame.style, &view, surface, StatusCode::OK, request_id)
    }

    fn task(&self) -> Task {
        match self.access_gone.map(|seen| seen.verdict) {
            Some(AccessLoss::Yes) => Task::Done,
            Some(AccessLoss::No | AccessLoss::Unknown) | None if self.is_shared => Task::Keep,
            Some(AccessLoss::No | AccessLoss::Unknown) | None => Task::Remove,
        }
    }

    /// Result of the last check, or a note that one is on its way.
    fn seen(&self) -> Option<&'static str> {
        match self.access_gone.map(|seen| seen.verdict) {
            _ if self.is_looking => Some("disconnect-looking"),
            Some(AccessLoss::No) => Some("disconnect-remains"),
            Some(AccessLoss::Unknown) => Some("disconnect-unclear"),
            Some(AccessLoss::Yes) | None => None,
        }
    }
}
