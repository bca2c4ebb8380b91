//! "Who can use it": whether an assignment is mandatory, who is assigned, and the change of both with the administrator's
//! own rights. Before the administrator agreed to that at Microsoft, only what the last verification saw stands here.

mod add;
mod closed;
mod open;
mod outcome;
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
    Frame, Step,
    notice::NoticeLine,
    respond,
    steps::{Journey, StepLine},
};
use crate::headers::Surface;
use askama::Template;
use domain::{
    access::{
        Access, AccessNotice, AccessSummary, AuditEntry, Candidate, Candidates, Cover, Kind,
        PendingChange,
    },
    ids::ObjectId,
    registration::Tenant,
    verification::{facts::Observed, report::CheckResult},
};
use http::{Response, StatusCode};
use jiff::Timestamp;
use wording::place::Place;

/// The page that shows who may use the app, and changes it.
pub struct AccessPage<'a> {
    /// What every page shows.
    pub frame: Frame<'a>,
    /// The invitation's token, for the forms' addresses.
    pub token: &'a str,
    /// Ties the forms to the flow.
    pub form_token: &'a str,
    /// The registration and how far it is.
    pub journey: Journey<'a>,
    /// The tenant that signed in.
    pub tenant: &'a Tenant,
    /// What is to be told next, if something is.
    pub notice: Option<&'a AccessNotice>,
    /// What was changed here; `None` for whoever may not be told.
    pub history: Option<History<'a>>,
    /// Our application in the tenant, for links into its portal.
    pub place: Place<'a>,
    /// Whether the administrator agreed to let the page read and change it.
    pub stand: AccessStand<'a>,
}

/// What was changed on the page.
#[derive(Debug, Clone, Copy, Default)]
pub struct History<'a> {
    /// Newest first, at most 10.
    pub entries: &'a [AuditEntry],
    /// Whether there are older entries, which the API gives.
    pub has_more: bool,
    /// A change whose outcome is not known yet.
    pub pending: Option<&'a PendingChange>,
}

/// Whether there is a token to read and change with.
pub enum AccessStand<'a> {
    /// There is none.
    Closed(Closed<'a>),
    /// There is one.
    Open(Box<Open<'a>>),
}

/// Before the administrator agreed to let the page read and change it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Closed<'a> {
    /// What the last verification saw.
    pub summary: Option<AccessSummary>,
    /// When it saw that.
    pub seen_at: Option<Timestamp>,
    /// The line `user-access` of the newest report.
    pub verdict: Option<&'a CheckResult>,
    /// The role template ids that the sign-in showed; `None` where they could not be read.
    pub roles: Option<&'a [String]>,
}

/// While there is a token.
#[derive(Debug, Clone, Copy)]
pub struct Open<'a> {
    /// Who may use the app.
    pub access: &'a Observed<Access>,
    /// The person.
    pub person: ObjectId,
    /// Assignment of the person, whether or not one is required.
    pub oneself: &'a Cover,
    /// The person's role template ids; `None` where they could not be read.
    pub own_roles: Option<&'a [String]>,
    /// The same of the system user.
    pub system_user: SystemUserCover<'a>,
    /// Whether the token may change whether an assignment is mandatory (`Application.ReadWrite.All`).
    pub can_switch: bool,
    /// When the token ends at the latest.
    pub ends_at: Timestamp,
    /// What was searched for, and found.
    pub search: Option<Search<'a>>,
    /// Those ticked so far, by name.
    pub chosen: &'a [Candidate],
    /// Whether Microsoft takes the token no longer (401).
    pub is_over: bool,
}

/// Why the system user may use the app, or may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemUserCover<'a> {
    /// The host app named none.
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
    /// The account is there.
    Known {
        /// Its name.
        name: &'a str,
        /// Its object id.
        id: ObjectId,
        /// Its assignment, whether or not one is required.
        cover: &'a Cover,
    },
}

/// A search for people and groups.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// What was typed; empty where the first of all are shown.
    pub text: &'a str,
    /// What was found.
    pub found: &'a Candidates,
    /// Of whom this is a further page; the other part is then empty without having been asked for. `None` on the first.
    pub further: Option<Kind>,
}

/// Seconds until the page looks again while a change is under way.
const LOOK_AGAIN: u32 = 5;

#[derive(Template)]
#[template(path = "access.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    form_token: &'a str,
    steps: Vec<StepLine>,
    /// Seconds until the page looks again, if it does.
    look_again: Option<u32>,
    notice: Option<NoticeLine>,
    outcome: Option<OutcomeLine>,
    closed: Option<ClosedLine>,
    open: Option<OpenLine>,
    history: Option<HistoryLine>,
    portal: Portal,
    commands: [&'static str; 4],
}

/// What was changed, in words.
struct HistoryLine {
    entries: Vec<EntryLine>,
    has_more: bool,
}

impl AccessPage<'_> {
    /// The answer with this page; while a change is under way it looks again, with script and without.
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
            steps: self.journey.lines(frame, Step::Access),
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
