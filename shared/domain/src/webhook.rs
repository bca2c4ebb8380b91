//! Webhooks: signed deliveries of events to endpoints of the host app. The feed contains every event as well, so a delivery
//! that was given up loses nothing.

mod address;
mod endpoint;

pub use address::{EndpointUrl, InvalidEndpointUrl, Reach, is_public};
pub use endpoint::{
    DisabledFor, EndpointConfiguration, EndpointDisabling, EndpointRecord, EndpointState,
    PingResult,
};

use crate::schedule::Jitter;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Times between one attempt and the next: ten attempts over three days.
const WAITS: [SignedDuration; 9] = [
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(30),
    SignedDuration::from_hours(2),
    SignedDuration::from_hours(5),
    SignedDuration::from_hours(10),
    SignedDuration::from_hours(14),
    SignedDuration::from_hours(20),
    SignedDuration::from_hours(24),
];

/// Longest time by which an endpoint may delay an attempt: 24 hours.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// Shortest and longest time for which a delivery is put off without an attempt.
const PUT_OFF: (SignedDuration, SignedDuration) =
    (SignedDuration::from_mins(1), SignedDuration::from_hours(1));

/// Time for which a delivery waits until the operator repairs the endpoint's configuration: five days from the event.
const WAITS_FOR_OPERATOR: SignedDuration = SignedDuration::from_hours(5 * 24);

/// The operator's own name of an endpoint: 1 to 64 of `A-Z a-z 0-9 . _ -`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EndpointId(String);

/// Error for a text that is not the name of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be 1 to 64 of the characters A-Z a-z 0-9 . _ -")]
pub struct InvalidEndpointId;

impl EndpointId {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EndpointId {
    type Error = InvalidEndpointId;

    fn try_from(text: String) -> Result<Self, InvalidEndpointId> {
        let is_known = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        if (1..=64).contains(&text.len()) && text.bytes().all(is_known) {
            Ok(Self(text))
        } else {
            Err(InvalidEndpointId)
        }
    }
}

impl From<EndpointId> for String {
    fn from(id: EndpointId) -> Self {
        id.0
    }
}

impl fmt::Display for EndpointId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Outcome of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryOutcome {
    /// The endpoint answered 2xx.
    Delivered,
    /// The endpoint answered 410: it wants no more deliveries.
    Gone,
    /// The endpoint answered 3xx; redirects are not followed.
    Redirected,
    /// The endpoint answered any other status.
    Refused,
    /// No answer came within 15 seconds.
    TimedOut,
    /// No connection could be made.
    Unreachable,
    /// The endpoint's name resolves to an address that is not public.
    AddressNotPublic,
}

/// One attempt to deliver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeliveryAttempt {
    /// Instant at which it ended.
    pub at: Timestamp,
    /// Its outcome.
    pub outcome: DeliveryOutcome,
    /// The status of the endpoint's answer, if there was one.
    pub status: Option<u16>,
    /// Time for which the endpoint asks to wait.
    pub retry_after: Option<SignedDuration>,
}

/// State of the delivery of one event to one endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Another attempt follows.
    Waiting,
    /// The endpoint accepted it.
    Delivered,
    /// It was given up: after the last attempt, after a 410, or after five days in which the endpoint's configuration could not be
    /// used.
    Failed,
    /// The endpoint was switched off or disabled.
    Skipped,
    /// The endpoint is no longer configured.
    EndpointGone,
}

/// The delivery of one event to one endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Its state.
    pub state: DeliveryState,
    /// Number of attempts.
    pub attempts: u8,
    /// Instant at which the next attempt is due, if one follows.
    #[serde(default)]
    pub next_at: Option<Timestamp>,
    /// Instant at which the last attempt ended.
    #[serde(default)]
    pub last_at: Option<Timestamp>,
    /// Status of the endpoint's last answer.
    #[serde(default)]
    pub last_status: Option<u16>,
    /// Outcome of the last attempt.
    #[serde(default)]
    pub last_outcome: Option<DeliveryOutcome>,
}

impl Delivery {
    /// A delivery that is due at once.
    pub fn new(now: Timestamp) -> Self {
        Self {
            state: DeliveryState::Waiting,
            attempts: 0,
            next_at: Some(now),
            last_at: None,
            last_status: None,
            last_outcome: None,
        }
    }

    /// Whether an attempt is due.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.state == DeliveryState::Waiting && self.next_at.is_none_or(|next_at| next_at <= now)
    }

    /// The delivery in this state, without further attempts.
    #[must_use]
    pub fn ended(self, state: DeliveryState) -> Self {
        Self {
            state,
            next_at: None,
            ..self
        }
    }

    /// The delivery, put off without an attempt, by the time that the trouble has lasted so far.
    #[must_use]
    pub fn put_off(self, trouble_since: Timestamp, now: Timestamp, jitter: Jitter) -> Self {
        let (shortest, longest) = PUT_OFF;
        let wait = now.duration_since(trouble_since).clamp(shortest, longest);
        Self {
            next_at: Some(now + about(wait, jitter)),
            ..self
        }
    }

    /// The delivery of an event to an endpoint whose configuration cannot be used: put off, and finally given up.
    #[must_use]
    pub fn without_configuration(
        self,
        event_at: Timestamp,
        now: Timestamp,
        jitter: Jitter,
    ) -> Self {
        if now.duration_since(event_at) >= WAITS_FOR_OPERATOR {
            self.ended(DeliveryState::Failed)
        } else {
            self.put_off(event_at, now, jitter)
        }
    }

    /// The delivery after an attempt. The next attempt follows after its time plus or minus a tenth, or later if the endpoint
    /// asks for it.
    #[must_use]
    pub fn after(self, attempt: &DeliveryAttempt, jitter: Jitter) -> Self {
        let attempts = self.attempts.saturating_add(1);
        let wait = WAITS.get(usize::from(self.attempts)).copied();
        let (state, next_at) = match (attempt.outcome, wait) {
            (DeliveryOutcome::Delivered, _) => (DeliveryState::Delivered, None),
            (DeliveryOutcome::Gone, _) | (_, None) => (DeliveryState::Failed, None),
            (
                DeliveryOutcome::Redirected
                | DeliveryOutcome::Refused
                | DeliveryOutcome::TimedOut
                | DeliveryOutcome::Unreachable
                | DeliveryOutcome::AddressNotPublic,
                Some(wait),
            ) => {
                let asked = attempt.retry_after.unwrap_or_default().min(LONGEST_WAIT);
                let wait = about(wait, jitter).max(asked);
                (DeliveryState::Waiting, Some(attempt.at + wait))
            }
        };
        Self {
            state,
            attempts,
            next_at,
            last_at: Some(attempt.at),
            last_status: attempt.status,
            last_outcome: Some(attempt.outcome),
        }
    }
}

/// A time plus or minus a tenth.
fn about(wait: SignedDuration, jitter: Jitter) -> SignedDuration {
    wait * 9 / 10 + wait / 5 * i32::from(jitter) / 256
}

#[cfg(test)]
#[path = "webhook/tests.rs"]
mod tests;
