//! Part of the administrator's page that connects the system user: the account's name, and one button.

use super::{Frame, Moment, notice::asks_for_another_account};
use crate::words;
use domain::{
    flow::Notice,
    registration::{Registration, SystemUserConnection},
    verification::{report::Report, verdict::Verdict},
};

/// The account to connect.
#[derive(Debug, Clone, Copy)]
pub(super) struct SystemUserCard<'a> {
    /// The name of the account.
    account: &'a str,
    /// Its sign-in, after the connection.
    connection: Option<&'a SystemUserConnection>,
    /// The registration's version.
    turn: u64,
}

/// The card as a page shows it.
pub(super) struct CardLine {
    pub(super) text: String,
    pub(super) account: String,
    /// Instant of its sign-in.
    pub(super) since: Option<Moment>,
    /// Warning about a page on which Microsoft would keep the account, or may have kept it.
    pub(super) warning: Option<String>,
    /// Whether Microsoft may be keeping the account there now.
    pub(super) is_kept: bool,
    /// Link to the access page, if that helps.
    pub(super) access: Option<ToAccess>,
    pub(super) button: String,
    pub(super) is_done: bool,
    pub(super) offer_another: bool,
    /// Number that makes one link of a form that is sent twice: every link changes the registration's version.
    pub(super) turn: u64,
}

/// Purpose of the link to the access page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ToAccess {
    /// Assign the account, as the next step.
    First,
    /// Look which principals are assigned.
    Aside,
}

/// The system user's trip to Microsoft from this browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SystemUserTrip {
    /// No trip, or one that has come back.
    None,
    /// A trip that began a moment ago.
    Begun,
    /// A trip on which Microsoft may be keeping the person.
    Kept,
}

impl SystemUserTrip {
    pub(super) fn of(has_left: bool, is_kept: bool) -> Self {
        match (has_left, is_kept) {
            (false, _) => Self::None,
            (true, false) => Self::Begun,
            (true, true) => Self::Kept,
        }
    }
}

/// State of the account.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// It never signed in.
    Missing,
    /// It signed in, and the sign-in no longer works.
    Ended,
    /// It is connected.
    Connected,
}

impl Stand {
    fn id(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Ended => "ended",
            Self::Connected => "connected",
        }
    }
}

impl CardLine {
    /// Whether the account has to be assigned first.
    pub(super) fn is_to_be_assigned(&self) -> bool {
        self.access == Some(ToAccess::First)
    }

    /// Whether the card offers to look up if the account is assigned.
    pub(super) fn may_be_looked_up(&self) -> bool {
        self.access == Some(ToAccess::Aside)
    }
}

impl<'a> SystemUserCard<'a> {
    /// The account of a registration that names one.
    pub(super) fn of(registration: &'a Registration) -> Option<Self> {
        Some(Self {
            account: registration.system_user_name()?,
            connection: registration.system_user_connection.as_ref(),
            turn: registration.version,
        })
    }

    pub(super) fn line(
        &self,
        frame: &Frame<'_>,
        report: Option<&Report>,
        notice: Option<&Notice>,
        trip: SystemUserTrip,
    ) -> CardLine {
        let stand = self.stand(report);
        let is_open = stand != Stand::Connected;
        let is_stopped = is_open && report.is_some_and(is_stopped);
        let is_unsure = is_open && report.is_some_and(is_unsure);
        // Where nobody sees whether the account is assigned, that is the likely reason for which it has not come back.
        let is_kept = trip == SystemUserTrip::Kept || (is_unsure && trip == SystemUserTrip::Begun);
        let is_kept = is_kept && is_open;
        let (warning, access) = match (is_stopped, is_kept, is_unsure) {
            (true, ..) => (Some("system-user-stopped"), Some(ToAccess::First)),
            (false, true, true) => (Some("system-user-kept-unassigned"), Some(ToAccess::First)),
            (false, true, false) => (Some("system-user-kept"), None),
            (false, false, true) => (Some("system-user-unsure"), Some(ToAccess::Aside)),
            (false, false, false) => (None, None),
        };
        let button = match (stand, is_stopped) {
            (_, true) => "system-user-continue",
            (Stand::Missing, false) => "system-user-button",
            (Stand::Ended | Stand::Connected, false) => "system-user-again",
        };
        CardLine {
            text: frame.say(&format!("system-user-{}", stand.id())),
            account: words::name(self.account),
            since: self
                .connection
                .map(|connection| frame.moment(connection.connected_at)),
            warning: warning.map(|id| frame.say(id)),
            is_kept,
            access,
            button: frame.say(button),
            is_done: stand == Stand::Connected,
            offer_another: notice.is_some_and(asks_for_another_account),
            turn: self.turn,
        }
    }

    fn stand(&self, report: Option<&Report>) -> Stand {
        let Some(connection) = self.connection else {
            return Stand::Missing;
        };
        // A report from before the sign-in says nothing about it.
        let has_ended = report
            .filter(|report| report.checked_at >= connection.connected_at)
            .is_some_and(|report| is_failing(report, "system-user-connected"));
        if has_ended {
            Stand::Ended
        } else {
            Stand::Connected
        }
    }
}

/// Whether Microsoft would keep the account on its own page: an assignment is mandatory, and the account is not seen to be
/// assigned.
pub(super) fn is_stopped(report: &Report) -> bool {
    is_failing(report, "user-access")
}

/// Whether an assignment is required and it is unknown whether the account is assigned: a group may let it in.
fn is_unsure(report: &Report) -> bool {
    let is_required = report.access.is_some_and(|access| access.is_required);
    let result = report.result("user-access");
    is_required && result.is_some_and(|result| matches!(result.verdict, Verdict::Unknown(_)))
}

fn is_failing(report: &Report, check: &str) -> bool {
    report
        .result(check)
        .is_some_and(|result| matches!(result.verdict, Verdict::Fail(_)))
}
