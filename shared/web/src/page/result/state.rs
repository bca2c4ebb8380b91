//! The state of a connection, as its pages say it.

use domain::{
    registration::{Approval, Lifecycle, Registration},
    verification::{
        catalogue::{Severity, find_check},
        report::Report,
        verdict::Verdict,
    },
};

/// What the page says above the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum State {
    Verifying,
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

    /// The card's sign.
    pub(in crate::page) fn symbol(self) -> &'static str {
        match self {
            Self::Connected => "✓",
            Self::Repair => "✗",
            Self::Verifying | Self::Spreading | Self::AwaitingApproval => "…",
            Self::ConnectedPartly
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
            | Self::WithoutSystemUser
            | Self::WithoutSites
            | Self::Unclear => "open",
        }
    }
}

/// The text that asks Cooperlink for what it has not named.
pub(super) fn wanted(state: State) -> Option<&'static str> {
    match state {
        State::WithoutSystemUser => Some("next-ask-system-user"),
        State::WithoutSites => Some("next-ask-sites"),
        State::Verifying
        | State::Spreading
        | State::Repair
        | State::AwaitingApproval
        | State::Connected
        | State::ConnectedPartly
        | State::Unclear => None,
    }
}
