//! An endpoint over time: when it last worked, since when it fails, and whether it was disabled.

use super::{Attempt, EndpointId, Outcome};
use crate::ids::EventId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Nothing but failures for so long disables an endpoint: five days.
const FAILS_FOR: SignedDuration = SignedDuration::from_hours(5 * 24);

/// Reason for which an endpoint was disabled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisabledFor {
    /// It answered 410.
    Gone,
    /// It did nothing but fail for five days.
    Failing,
}

/// When and for what an endpoint was disabled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disabled {
    /// When.
    pub at: Timestamp,
    /// For what.
    pub reason: DisabledFor,
}

/// Outcome of the last ping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PingSeen {
    /// The id that the ping carried.
    pub id: EventId,
    /// When the attempt ended.
    pub at: Timestamp,
    /// Its outcome.
    pub outcome: Outcome,
    /// The status of the endpoint's answer, if there was one.
    #[serde(default)]
    pub status: Option<u16>,
}

/// Whether an endpoint is delivered to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EndpointState {
    /// It is.
    Active,
    /// It was disabled after failures; the host app enables it again.
    Disabled,
    /// The operator switched it off.
    SwitchedOff,
    /// The operator's entry of it cannot be used; what is to be delivered to it waits.
    Misconfigured,
    /// The operator removed it.
    Removed,
}

/// Configuration of an endpoint by the operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Configured<'a> {
    /// It has an entry that can be used.
    Usable {
        /// Host of its address.
        host: &'a str,
        /// Whether it is switched on.
        is_on: bool,
    },
    /// It has an entry that cannot be used, or the entries cannot all be read.
    Unusable,
    /// It has no entry.
    Removed,
}

/// Record of an endpoint. Its address and secrets are elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndpointRecord {
    /// Its name.
    pub id: EndpointId,
    /// Host of its address; the rest of the address may be confidential.
    #[serde(default)]
    pub host: Option<String>,
    /// Whether the operator configures it; one that an attempt was made at is, until the configuration is looked at.
    #[serde(default = "yes")]
    pub is_configured: bool,
    /// Whether the operator has it switched on.
    #[serde(default = "yes")]
    pub is_switched_on: bool,
    /// Whether the operator's entry of it can be used.
    #[serde(default = "yes")]
    pub is_usable: bool,
    /// When and for what it was disabled, if it is.
    #[serde(default)]
    pub disabled: Option<Disabled>,
    /// The first failure since it last worked.
    #[serde(default)]
    pub failing_since: Option<Timestamp>,
    /// When it last took a delivery.
    #[serde(default)]
    pub last_success_at: Option<Timestamp>,
    /// When an attempt last failed.
    #[serde(default)]
    pub last_failure_at: Option<Timestamp>,
    /// The last ping.
    #[serde(default)]
    pub last_ping: Option<PingSeen>,
}

fn yes() -> bool {
    true
}

impl EndpointRecord {
    /// Whether it is delivered to.
    pub fn state(&self) -> EndpointState {
        if !self.is_configured {
            EndpointState::Removed
        } else if !self.is_usable {
            EndpointState::Misconfigured
        } else if !self.is_switched_on {
            EndpointState::SwitchedOff
        } else if self.disabled.is_some() {
            EndpointState::Disabled
        } else {
            EndpointState::Active
        }
    }

    /// Whether this is what is noted of its configuration.
    pub fn is_noted(&self, configured: Configured<'_>) -> bool {
        match configured {
            Configured::Usable { host, is_on } => {
                self.is_configured
                    && self.is_usable
                    && self.is_switched_on == is_on
                    && self.host.as_deref() == Some(host)
            }
            Configured::Unusable => self.is_configured && !self.is_usable,
            Configured::Removed => !self.is_configured,
        }
    }

    /// The reason to disable the endpoint, as it is after this attempt; none where it goes on.
    pub fn disables_for(&self, attempt: &Attempt) -> Option<DisabledFor> {
        let since = self.failing_since.unwrap_or(attempt.at);
        match attempt.outcome {
            Outcome::Delivered => None,
            Outcome::Gone => Some(DisabledFor::Gone),
            Outcome::Redirected
            | Outcome::Refused
            | Outcome::TimedOut
            | Outcome::Unreachable
            | Outcome::AddressNotPublic => {
                (attempt.at.duration_since(since) >= FAILS_FOR).then_some(DisabledFor::Failing)
            }
        }
    }
}
