//! State of a connection, as its pages show it.

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

/// Time after the approval during which the page reloads often, because a reader sees changes within seconds then.
const OFTEN_FOR: SignedDuration = SignedDuration::from_mins(2);
/// Time for which a grant is awaited; the page then stops reloading by itself.
const WAIT_FOR: SignedDuration = SignedDuration::from_mins(60);
/// Seconds between two reloads of the page.
const OFTEN: u32 = 3;
const SELDOM: u32 = 20;

/// State that the page shows above the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum ResultState {
    Verifying,
    /// A verification that takes longer than the page waits.
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

impl ResultState {
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

    /// State of a registration with its newest report. Values that the registration does not name leave a service unknown, as
    /// in the API, in the order of its next action.
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

    /// State on a page that awaits a run, with the seconds until the page reloads, if it does.
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

    /// Sign on the card.
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

    /// Class of the card.
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

/// Id of the text that asks Cooperlink for a value that it has not named.
pub(in crate::page) fn wanted(state: ResultState) -> Option<&'static str> {
    match state {
        ResultState::WithoutSystemUser => Some("next-ask-system-user"),
        ResultState::WithoutSites => Some("next-ask-sites"),
        ResultState::Verifying
        | ResultState::Late
        | ResultState::Spreading
        | ResultState::Repair
        | ResultState::AwaitingApproval
        | ResultState::Connected
        | ResultState::ConnectedPartly
        | ResultState::Unclear => None,
    }
}
