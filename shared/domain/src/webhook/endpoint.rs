//! An endpoint over time: its last success, the start of its failures, and whether it was disabled.

use super::{DeliveryAttempt, DeliveryOutcome, EndpointId};
use crate::ids::EventId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Time of uninterrupted failures after which an endpoint is disabled: five days.
const FAILS_FOR: SignedDuration = SignedDuration::from_hours(5 * 24);

/// Reason why an endpoint was disabled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisabledFor {
    /// It answered 410.
    Gone,
    /// Every attempt failed for five days.
    Failing,
}

/// Instant and reason of disabling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndpointDisabling {
    /// Instant.
    pub at: Timestamp,
    /// Reason.
    pub reason: DisabledFor,
}

/// Outcome of the last ping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PingResult {
    /// The id that the ping carried.
    pub id: EventId,
    /// Instant at which the attempt ended.
    pub at: Timestamp,
    /// Its outcome.
    pub outcome: DeliveryOutcome,
    /// The status of the endpoint's answer, if there was one.
    #[serde(default)]
    pub status: Option<u16>,
}

/// State of an endpoint, which decides whether it receives deliveries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EndpointState {
    /// It receives deliveries.
    Active,
    /// It was disabled after failures; the host app enables it again.
    Disabled,
    /// The operator switched it off.
    SwitchedOff,
    /// The operator's entry for it cannot be used; its deliveries wait.
    Misconfigured,
    /// The operator removed it.
    Removed,
}

/// Configuration of an endpoint by the operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointConfiguration<'a> {
    /// The endpoint has an entry that can be used.
    Usable {
        /// Host of its address.
        host: &'a str,
        /// Whether it is switched on.
        is_on: bool,
    },
    /// The endpoint has an entry that cannot be used, or the entries cannot all be read.
    Unusable,
    /// The endpoint has no entry.
    Removed,
}

/// Record of an endpoint. Its address and secrets are stored elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndpointRecord {
    /// Its name.
    pub id: EndpointId,
    /// Host of its address; the rest of the address may be confidential.
    #[serde(default)]
    pub host: Option<String>,
    /// Whether the operator configures it. An endpoint of which an attempt is recorded counts as configured until the
    /// configuration is read.
    #[serde(default = "yes")]
    pub is_configured: bool,
    /// Whether the operator has it switched on.
    #[serde(default = "yes")]
    pub is_switched_on: bool,
    /// Whether the operator's entry for it can be used.
    #[serde(default = "yes")]
    pub is_usable: bool,
    /// Instant and reason of disabling, if it is disabled.
    #[serde(default)]
    pub disabled: Option<EndpointDisabling>,
    /// Instant of the first failure since it last worked.
    #[serde(default)]
    pub failing_since: Option<Timestamp>,
    /// Instant at which it last accepted a delivery.
    #[serde(default)]
    pub last_success_at: Option<Timestamp>,
    /// Instant at which an attempt last failed.
    #[serde(default)]
    pub last_failure_at: Option<Timestamp>,
    /// Outcome of the last ping.
    #[serde(default)]
    pub last_ping: Option<PingResult>,
}

fn yes() -> bool {
    true
}

impl EndpointRecord {
    /// State of the endpoint.
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

    /// Whether the record already has this configuration.
    pub fn is_noted(&self, configured: EndpointConfiguration<'_>) -> bool {
        match configured {
            EndpointConfiguration::Usable { host, is_on } => {
                self.is_configured
                    && self.is_usable
                    && self.is_switched_on == is_on
                    && self.host.as_deref() == Some(host)
            }
            EndpointConfiguration::Unusable => self.is_configured && !self.is_usable,
            EndpointConfiguration::Removed => !self.is_configured,
        }
    }

    /// Reason to disable the endpoint after this attempt; `None` if it stays as it is.
    pub fn disables_for(&self, attempt: &DeliveryAttempt) -> Option<DisabledFor> {
        let since = self.failing_since.unwrap_or(attempt.at);
        match attempt.outcome {
            DeliveryOutcome::Delivered => None,
            DeliveryOutcome::Gone => Some(DisabledFor::Gone),
            DeliveryOutcome::Redirected
            | DeliveryOutcome::Refused
            | DeliveryOutcome::TimedOut
            | DeliveryOutcome::Unreachable
            | DeliveryOutcome::AddressNotPublic => {
                (attempt.at.duration_since(since) >= FAILS_FOR).then_some(DisabledFor::Failing)
            }
        }
    }
}
