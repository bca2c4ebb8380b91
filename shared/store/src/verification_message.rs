//! Messages of the queues of verifications. They contain ids and instants only; the receiver reads the stored state again (T69).

use crate::{
    MessageError,
    queue::{VERSION, of_version},
};
use domain::ids::RegistrationId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Message "verify this registration".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "WireForm")]
pub struct VerificationMessage {
    /// The registration.
    pub registration_id: RegistrationId,
    /// Occasion of the run.
    pub occasion: Occasion,
    /// Number of times that it was sent again.
    pub attempt: u32,
    /// Instant of the request for this attempt. A run that began since then has fulfilled it.
    pub requested_at: Timestamp,
}

/// Occasion of the run that a message asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// The registration was due.
    Scheduled {
        /// Instant at which it was due, to the millisecond.
        due_at: Timestamp,
    },
    /// A person waits for the run.
    Interactive,
}

impl VerificationMessage {
    /// The message for a registration that was due at that instant.
    pub fn scheduled(registration_id: RegistrationId, due_at: Timestamp, now: Timestamp) -> Self {
        Self {
            registration_id,
            occasion: Occasion::Scheduled { due_at },
            attempt: 0,
            requested_at: now,
        }
    }

    /// The message for a person who waits.
    pub fn interactive(registration_id: RegistrationId, now: Timestamp) -> Self {
        Self {
            registration_id,
            occasion: Occasion::Interactive,
            attempt: 0,
            requested_at: now,
        }
    }

    /// The message for the next attempt.
    #[must_use]
    pub fn next_attempt(&self, now: Timestamp) -> Self {
        Self {
            attempt: self.attempt.saturating_add(1),
            requested_at: now,
            ..self.clone()
        }
    }

    /// Reads a message.
    ///
    /// # Errors
    /// See [`MessageError`].
    pub fn parse(text: &str) -> Result<Self, MessageError> {
        let WireForm {
            version,
            registration_id,
            slot,
            attempt,
            requested_at,
        } = strict_json::parse(text.as_bytes()).map_err(|_| MessageError::Malformed)?;
        of_version(version)?;
        let occasion = match slot.map(Timestamp::from_millisecond) {
            Some(Ok(due_at)) => Occasion::Scheduled { due_at },
            Some(Err(_)) => return Err(MessageError::Malformed),
            None => Occasion::Interactive,
        };
        Ok(Self {
            registration_id,
            occasion,
            attempt,
            requested_at,
        })
    }
}

/// Form of a message in the queue. Messages of the code before are still in it during a deployment, and that code may read
/// messages of this one.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireForm {
    version: u8,
    registration_id: RegistrationId,
    /// Due time of a scheduled run, in epoch milliseconds; `None` if a person waits.
    slot: Option<i64>,
    attempt: u32,
    requested_at: Timestamp,
}

impl From<VerificationMessage> for WireForm {
    fn from(message: VerificationMessage) -> Self {
        Self {
            version: VERSION,
            registration_id: message.registration_id,
            slot: match message.occasion {
                Occasion::Scheduled { due_at } => Some(due_at.as_millisecond()),
                Occasion::Interactive => None,
            },
            attempt: message.attempt,
            requested_at: message.requested_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    const ID: &str = "01930000-0000-7000-8000-00000000002f";

    fn at(millisecond: i64) -> Timestamp {
        Timestamp::from_millisecond(millisecond).unwrap()
    }

    /// Messages as the code before this form wrote them, byte for byte.
    #[test_case(
        r#"{"version":1,"registration_id":"01930000-0000-7000-8000-00000000002f","slot":1750000000123,"attempt":3,"requested_at":"2026-01-01T00:00:00.5Z"}"#,
        Occasion::Scheduled { due_at: at(1_750_000_000_123) }, 3;
        "of the schedule"
    )]
    #[test_case(
        r#"{"version":1,"registration_id":"01930000-0000-7000-8000-00000000002f","slot":null,"attempt":0,"requested_at":"2026-01-01T00:00:00.5Z"}"#,
        Occasion::Interactive, 0;
        "of a person"
    )]
    fn a_message_is_read_and_written_as_before(text: &str, occasion: Occasion, attempt: u32) {
        let message = VerificationMessage::parse(text).unwrap();
        let expected = VerificationMessage {
            registration_id: ID.parse().unwrap(),
            occasion,
            attempt,
            requested_at: "2026-01-01T00:00:00.5Z".parse().unwrap(),
        };
        assert_eq!(message, expected);
        assert_eq!(serde_json::to_string(&message).unwrap(), text);
    }

    #[test_case("", "malformed"; "empty")]
    #[test_case("{}", "malformed"; "no fields")]
    #[test_case(r#"{"version":99,"registration_id":"01930000-0000-7000-8000-00000000002f","slot":null,"attempt":0,"requested_at":"1970-01-01T00:00:00Z"}"#, "version"; "version 99")]
    #[test_case(r#"{"version":1,"registration_id":"01930000-0000-7000-8000-00000000002f","slot":null,"attempt":0,"requested_at":"1970-01-01T00:00:00Z","tenant":"x"}"#, "malformed"; "extra field")]
    #[test_case(r#"[1,"01930000-0000-7000-8000-00000000002f",null,0,"1970-01-01T00:00:00Z"]"#, "malformed"; "a list")]
    #[test_case(r#"{"version":1,"version":1,"registration_id":"01930000-0000-7000-8000-00000000002f","slot":null,"attempt":0,"requested_at":"1970-01-01T00:00:00Z"}"#, "malformed"; "a member twice")]
    #[test_case(r#"{"version":1,"registration_id":"contoso","slot":null,"attempt":0,"requested_at":"1970-01-01T00:00:00Z"}"#, "malformed"; "no id")]
    #[test_case(r#"{"version":1,"registration_id":"01930000-0000-7000-8000-00000000002f","slot":9223372036854775807,"attempt":0,"requested_at":"1970-01-01T00:00:00Z"}"#, "malformed"; "a due time beyond all time")]
    fn t69_forged_messages_are_not_read(text: &str, expected: &str) {
        let kind = match VerificationMessage::parse(text) {
            Err(MessageError::Malformed) => "malformed",
            Err(MessageError::UnknownVersion(_)) => "version",
            Ok(_) => "read",
        };
        assert_eq!(kind, expected);
    }

    #[test]
    fn t69_fuzzed_messages_are_read_only_whole() {
        let good = [
            format!(
                r#"{{"version":1,"registration_id":"{ID}","slot":null,"attempt":0,"requested_at":"1970-01-01T00:00:00Z"}}"#
            ),
            format!(
                r#"{{"version":1,"registration_id":"{ID}","slot":1750000000000,"attempt":3,"requested_at":"2026-01-01T00:00:00.5Z"}}"#
            ),
        ];
        fuzz::text(
            "queue message",
            &good.each_ref().map(String::as_str),
            |text| {
                let Ok(message) = VerificationMessage::parse(text) else {
                    return false;
                };
                let written = serde_json::to_string(&message).unwrap();
                assert_eq!(VerificationMessage::parse(&written).unwrap(), message);
                let value: serde_json::Value = serde_json::from_str(text).unwrap();
                assert!(
                    value.as_object().is_some_and(|members| members.len() <= 5),
                    "{text}"
                );
                assert_eq!(value["version"], VERSION);
                assert_eq!(
                    value["registration_id"],
                    message.registration_id.to_string()
                );
                true
            },
        );
    }
}
