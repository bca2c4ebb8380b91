//! The state of a connection, as its pages say it.

use app::browser::AwaitedRun;
use domain::{
    registration::{Approval, Lifecycle, Registration},
    verification::{
        catalogue::{Severity, find_check},
        report::Report,
        verdict::Verdict,
    },
};
use jiff::{SignedDuration, Timestamp};

/// Right after the approval a reader sees changes within seconds; later the page looks less often.
const OFTEN_FOR: SignedDuration = SignedDuration::from_mins(2);
/// A grant is waited for this long; then the page stops looking by itself.
const WAIT_FOR: SignedDuration = SignedDuration::from_mins(60);
/// Seconds between two looks of the page.
const OFTEN: u32 = 3;
const SELDOM: u32 = 20;

/// What the page says above the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum State {
    Verifying,
    /// As [`State::Verifying`], for longer than the page waits.
    Late,
    Spreading,
    Repair,
    AwaitingApproval,
    Connected,
    ConnectedPartly,
    WithoutSystemUser,
    WithoutSites,
    Unclear,
}

impl State {
    pub(in crate::page) fn id(self) -> &'static str {
        match self {
            Self::Verifying => "verifying",
            Self::Late => "late",
            Self::Spreading => "spreading",
            Self::Repair => "repair",
            Self::AwaitingApproval => "awaiting-approval",
            Self::Connected => "connected",
            Self::ConnectedPartly => "connected-partly",
            Self::WithoutSystemUser => "without-system-user",
            Self::WithoutSites => "without-sites",
            Self::Unclear => "unclear",
        }
    }

    /// Members that the registration does not name leave a service unknown, as the API says, in the order of its next action.
    pub(in crate::page) fn of(registration: &Registration, report: Option<&Report>) -> Self {
        let Some(report) = report else {
            return Self::Verifying;
        };
        let blocking = || {
            report.results.iter().filter(|result| {
                find_check(&result.check).is_some_and(|check| check.severity == Severity::Blocking)
            })
        };
        if report.is_waiting() {
            return Self::Spreading;
        }
        if blocking().any(|result| matches!(result.verdict, Verdict::Fail(_))) {
            return Self::Repair;
        }
        let unseen = blocking().any(|result| matches!(result.verdict, Verdict::Unknown(_)));
        match registration.lifecycle {
            Lifecycle::Connected { .. } if registration.system_user.is_none() => {
                Self::WithoutSystemUser
            }
            Lifecycle::Connected { .. } if unseen => Self::ConnectedPartly,
            Lifecycle::Connected { .. } if registration.sites.is_empty() => Self::WithoutSites,
            Lifecycle::Connected { .. } => Self::Connected,
            Lifecycle::Consented {
                approval: Approval::Waiting,
                ..
            } => Self::AwaitingApproval,
            Lifecycle::Consented { .. }
            | Lifecycle::Invited
            | Lifecycle::SignedIn { .. }
            | Lifecycle::Disconnected { .. }
            | Lifecycle::Erased { .. } => Self::Unclear,
        }
    }

    /// The state on a page that awaits a run, with the seconds until the page looks again, if it does.
    pub(in crate::page) fn on_page(
        self,
        lifecycle: &Lifecycle,
        run: AwaitedRun,
        now: Timestamp,
    ) -> (Self, Option<u32>) {
        let age = lifecycle.consented_at().map(|at| now.duration_since(at));
        let is_awaited = matches!(self, Self::Verifying | Self::Spreading);
        let is_given_up = self == Self::Verifying && run == AwaitedRun::Late;
        let seconds = match age.filter(|_| is_awaited && !is_given_up) {
            _ if run == AwaitedRun::Coming => Some(OFTEN),
            Some(age) if age < OFTEN_FOR => Some(OFTEN),
            Some(age) if age < WAIT_FOR => Some(SELDOM),
            Some(_) | None => None,
        };
        match (self, seconds) {
            (Self::Verifying, None) => (Self::Late, None),
            _ => (self, seconds),
        }
    }

    /// The card's sign.
    pub(in crate::page) fn symbol(self) -> &'static str {
        match self {
            Self::Connected => "✓",
            Self::Repair => "✗",
            Self::Verifying | Self::Spreading | Self::AwaitingApproval => "…",
            Self::ConnectedPartly
            | Self::Late
            | Self::WithoutSystemUser
            | Self::WithoutSites
            | Self::Unclear => "•",
        }
    }

    /// How the card looks.
    pub(in crate::page) fn class(self) -> &'static str {
        match self {
            Self::Connected => "good",
            Self::Repair => "bad",
            Self::Verifying | Self::Spreading | Self::AwaitingApproval => "wait",
            Self::ConnectedPartly
            | Self::Late
            | Self::WithoutSystemUser
            | Self::WithoutSites
            | Self::Unclear => "open",
        }
    }
}

/// The text that asks Cooperlink for what it has not named.
pub(in crate::page) fn wanted(state: State) -> Option<&'static str> {
    match state {
        State::WithoutSystemUser => Some("next-ask-system-user"),
        State::WithoutSites => Some("next-ask-sites"),
        State::Verifying
        | State::Late
        | State::Spreading
        | State::Repair
        | State::AwaitingApproval
        | State::Connected
        | State::ConnectedPartly
        | State::Unclear => None,
    }
}
