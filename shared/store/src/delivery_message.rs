//! Messages of the queue of deliveries. They contain ids only; the receiver reads the stored state again (`security.md` T69).

use crate::{
    MessageError,
    queue::{VERSION, of_version},
};
use domain::{ids::EventId, webhook::EndpointId};
use serde::{Deserialize, Serialize};

/// Message to the delivery worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "WireForm")]
pub enum DeliveryMessage {
    /// Deliver this event.
    Event(EventId),
    /// Try one endpoint.
    Ping(PingRequest),
    /// Check the configuration of the endpoints.
    Survey,
}

/// Request to try one endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PingRequest {
    /// The endpoint.
    pub endpoint_id: EndpointId,
    /// The id for the ping.
    pub id: EventId,
}

impl DeliveryMessage {
    /// Reads a message.
    ///
    /// # Errors
    /// See [`MessageError`].
    pub fn parse(text: &str) -> Result<Self, MessageError> {
        let WireForm {
            version,
            event_id,
            ping,
        } = strict_json::parse(text.as_bytes()).map_err(|_| MessageError::Malformed)?;
        of_version(version)?;
        match (event_id, ping) {
            (Some(id), None) => Ok(Self::Event(id)),
            (None, Some(ping)) => Ok(Self::Ping(ping)),
            (None, None) => Ok(Self::Survey),
            (Some(_), Some(_)) => Err(MessageError::Malformed),
        }
    }
}

/// Form of a message in the queue. Messages of the code before are still in it during a deployment, and that code may read
/// messages of this one.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireForm {
    version: u8,
    event_id: Option<EventId>,
    ping: Option<PingRequest>,
}

impl From<DeliveryMessage> for WireForm {
    fn from(message: DeliveryMessage) -> Self {
        let (event_id, ping) = match message {
            DeliveryMessage::Event(id) => (Some(id), None),
            DeliveryMessage::Ping(ping) => (None, Some(ping)),
            DeliveryMessage::Survey => (None, None),
        };
        Self {
            version: VERSION,
            event_id,
            ping,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    /// Messages as the code before this form wrote them, byte for byte.
    #[test]
    fn a_message_is_read_and_written_as_before() {
        let id: EventId = "01930000-0000-7000-8000-00000000002f".parse().unwrap();
        let ping = PingRequest {
            endpoint_id: "app".to_owned().try_into().unwrap(),
            id,
        };
        for (message, text) in [
            (
                DeliveryMessage::Event(id),
                r#"{"version":1,"event_id":"01930000-0000-7000-8000-00000000002f","ping":null}"#,
            ),
            (
                DeliveryMessage::Ping(ping),
                r#"{"version":1,"event_id":null,"ping":{"endpoint_id":"app","id":"01930000-0000-7000-8000-00000000002f"}}"#,
            ),
            (
                DeliveryMessage::Survey,
                r#"{"version":1,"event_id":null,"ping":null}"#,
            ),
        ] {
            assert_eq!(DeliveryMessage::parse(text).unwrap(), message);
            assert_eq!(serde_json::to_string(&message).unwrap(), text);
        }
    }

    #[test_case(""; "empty")]
    #[test_case("{}"; "no members")]
    #[test_case(r#"{"version":9,"event_id":null,"ping":null}"#; "version 9")]
    #[test_case(r#"{"version":1,"event_id":"contoso","ping":null}"#; "no id")]
    #[test_case(r#"{"version":1,"event_id":null,"ping":{"endpoint_id":"a/b","id":"01930000-0000-7000-8000-00000000002f"}}"#; "no name")]
    #[test_case(r#"{"version":1,"event_id":null,"ping":null,"url":"http://127.0.0.1/"}"#; "an address")]
    #[test_case(r#"{"version":1,"event_id":"01930000-0000-7000-8000-00000000002f","ping":{"endpoint_id":"app","id":"01930000-0000-7000-8000-00000000002f"}}"#; "two requests")]
    #[test_case("[1,null,null]"; "a list")]
    fn t69_forged_messages_are_not_read(text: &str) {
        assert!(DeliveryMessage::parse(text).is_err());
    }
}
