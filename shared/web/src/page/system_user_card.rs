//! The part of the administrator's page that connects the system user: the account by its name, and one button.

use super::{Frame, Moment, notice::asks_for_another_account};
use crate::words;
use domain::{
    flow::Notice,
    registration::{Registration, SystemUserConnection},
    verification::{report::Report, verdict::Verdict},
};

/// The account that is to be connected.
#[derive(Debug, Clone, Copy)]
pub(super) struct SystemUserCard<'a> {
    /// The name of the account.
    account: &'a str,
    /// Its sign-in, once it was connected.
    connection: Option<&'a SystemUserConnection>,
    /// The registration's version.
    turn: u64,
}

/// The card as a page shows it.
pub(super) struct CardLine {
    pub(super) text: String,
    pub(super) account: String,
    /// When it signed in.
    pub(super) since: Option<Moment>,
    /// Microsoft would stop the account on its own page.
    pub(super) is_stopped: bool,
    pub(super) button: String,
    pub(super) is_done: bool,
    pub(super) offer_another: bool,
    /// Makes one link of a form that is sent twice: every link changes the registration's version.
    pub(super) turn: u64,
}

/// How the account stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// It never signed in.
    Missing,
    /// It signed in, and that no longer works.
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
    ) -> CardLine {
        let stand = self.stand(report);
        let is_stopped = stand != Stand::Connected && report.is_some_and(is_stopped);
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
            is_stopped,
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

/// Whether Microsoft would keep the account on its own page: assignment is mandatory, and nobody saw it assigned.
pub(super) fn is_stopped(report: &Report) -> bool {
    is_failing(report, "user-access")
}

fn is_failing(report: &Report, check: &str) -> bool {
    report
        .result(check)
        .is_some_and(|result| matches!(result.verdict, Verdict::Fail(_)))
}
