//! Access page "Who can use it": whether an assignment is mandatory, which principals are assigned, and changes of both with
//! the administrator's own rights. Until the administrator agrees to that at Microsoft, the page shows only the last
//! verification's summary.

mod add;
mod closed;
mod open;
mod outcome;
mod reference;
mod review;
mod roles;
mod row;
mod script;
mod without;

pub use review::{ReviewPage, SaferChange};
pub use script::AccessScript;

use self::{
    closed::ClosedLine,
    open::OpenLine,
    outcome::{EntryLine, OutcomeLine},
    row::Pick,
    without::Portal,
};
use super::{
    Frame, JourneyStep,
    notice::NoticeLine,
    respond,
    steps::{Journey, StepLine},
};
use crate::headers::Surface;
use askama::Template;
use domain::{
    access::{
        Access, AccessNotice, AccessSummary, AssigneeKind, AuditEntry, Candidate, Candidates,
        Cover, PendingChange,
    },
    ids::ObjectId,
    registration::Tenant,
    verification::{facts::Observed, report::CheckResult},
};
use http::{Response, StatusCode};
use jiff::Timestamp;
use wording::place::GuidanceTenant;

/// Page that shows and changes the access.
pub struct AccessPage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The invitation's token, for the forms' addresses.
    pub token: &'a str,
    /// Token that ties the forms to the flow.
    pub form_token: &'a str,
    /// The registration and its progress.
    pub journey: Journey<'a>,
    /// Tenant of the sign-in.
    pub tenant: &'a Tenant,
    /// Notice to show, if any.
    pub notice: Option<&'a AccessNotice>,
    /// Changes that were made here; `None` for a reader who may not see them.
    pub history: Option<History<'a>>,
    /// Our application in the tenant, for links into its portal.
    pub place: GuidanceTenant<'a>,
    /// Stand of the visit: with or without a token for reading and changing.
    pub stand: AccessStand<'a>,
}

/// Changes that were made on the page.
#[derive(Debug, Clone, Copy, Default)]
pub struct History<'a> {
    /// Newest first, at most 10.
    pub entries: &'a [AuditEntry],
    /// Whether there are older entries, which the API gives.
    pub has_more: bool,
    /// A change whose outcome is still unknown.
    pub pending: Option<&'a PendingChange>,
}

/// Stand of the visit.
pub enum AccessStand<'a> {
    /// Without a token.
    Closed(Closed<'a>),
    /// With a token.
    Open(Box<Open<'a>>),
}

/// Contents of the page without a token, before the administrator agreed to let the page read and change the access.
#[derive(Debug, Clone, Copy, Default)]
pub struct Closed<'a> {
    /// Access as the last verification saw it.
    pub summary: Option<AccessSummary>,
    /// Instant of that verification.
    pub seen_at: Option<Timestamp>,
    /// Result of the check `user-access` in the newest report.
    pub verdict: Option<&'a CheckResult>,
    /// Role template ids that the sign-in showed; `None` if they could not be read.
    pub roles: Option<&'a [String]>,
}

/// Contents of the page with a token.
#[derive(Debug, Clone, Copy)]
pub struct Open<'a> {
    /// The access.
    pub access: &'a Observed<Access>,
    /// The person.
    pub person: ObjectId,
    /// Cover of the person if an assignment is required, whether or not it is.
    pub oneself: &'a Cover,
    /// The person's role template ids; `None` if they could not be read.
    pub own_roles: Option<&'a [String]>,
    /// Cover of the system user if an assignment is required.
    pub system_user: SystemUserCover<'a>,
    /// Whether the token may change the requirement of an assignment (`Application.ReadWrite.All`).
    pub can_switch: bool,
    /// Latest instant at which the token ends.
    pub ends_at: Timestamp,
    /// A search with its results.
    pub search: Option<Search<'a>>,
    /// Candidates that are ticked so far, by name.
    pub chosen: &'a [Candidate],
    /// Whether Microsoft no longer accepts the token (401).
    pub is_over: bool,
}

/// Cover of the system user, or the reason why it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemUserCover<'a> {
    /// The host app named no system user.
    NotNamed,
    /// The organisation has no account of that name.
    NoAccount {
        /// The name.
        name: &'a str,
    },
    /// The account could not be read.
    Unread {
        /// Its name.
        name: &'a str,
    },
    /// The account exists.
    Known {
        /// Its name.
        name: &'a str,
        /// Its object id.
        id: ObjectId,
        /// Its cover if an assignment is required, whether or not it is.
        cover: &'a Cover,
    },
}

/// A search for people and groups.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// Typed text; empty if the first of all are shown.
    pub text: &'a str,
    /// Results of the search.
    pub found: &'a Candidates,
    /// Kind of which this is a further page; the other kind was not read and is empty. `None` on the first page.
    pub further: Option<AssigneeKind>,
}

/// Seconds until the page reloads while a change is under way.
const LOOK_AGAIN: u32 = 5;

#[derive(Template)]
#[template(path = "access.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    form_token: &'a str,
    steps: Vec<StepLine>,
    /// Seconds until the page reloads, if it does.
    look_again: Option<u32>,
    notice: Option<NoticeLine>,
    outcome: Option<OutcomeLine>,
    closed: Option<ClosedLine>,
    open: Option<OpenLine>,
    history: Option<HistoryLine>,
    portal: Portal,
    commands: [&'static str; 4],
}

/// Changes that were made, in words.
struct HistoryLine {
    entries: Vec<EntryLine>,
    has_more: bool,
}

impl AccessPage<'_> {
    /// The response with this page. While a change is under way the page reloads, with script and without.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let frame = &self.frame;
        let History {
            entries, pending, ..
        } = self.history.unwrap_or_default();
        let (notice, outcome) = outcome::told(
            frame,
            self.notice,
            entries,
            pending,
            self.place.sign_in_logs_page(),
        );
        let (closed, open) = match &self.stand {
            AccessStand::Closed(closed) => (Some(ClosedLine::of(frame, &self.place, closed)), None),
            AccessStand::Open(open) => {
                let can_change = pending.is_none();
                let open = OpenLine::of(frame, &self.tenant.name, open, can_change);
                (None, Some(open))
            }
        };
        let view = View {
            frame: self.frame,
            token: self.token,
            form_token: self.form_token,
            steps: self.journey.lines(frame, JourneyStep::Access),
            look_again: pending.map(|_| LOOK_AGAIN),
            notice,
            outcome,
            closed,
            open,
            history: self.history.map(|history| HistoryLine {
                entries: entries
                    .iter()
                    .map(|entry| EntryLine::of(frame, entry))
                    .collect(),
                has_more: history.has_more,
            }),
            portal: Portal::of(&self.place),
            commands: without::FIRST_RUN,
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
