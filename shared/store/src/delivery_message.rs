//! Messages of the queue of deliveries. They contain ids only; the receiver reads the stored state again (T69).

use crate::MessageError;
use domain::{ids::EventId, webhook::EndpointId};
use serde::{Deserialize, Serialize};

/// Version that this code writes and reads.
const VERSION: u8 = 1;

/// One message: an event to deliver, an endpoint to try, or neither, which asks for a check of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveryMessage {
    version: u8,
    /// The event to deliver.
    pub event_id: Option<EventId>,
    /// The endpoint to try.
    pub ping: Option<PingRequest>,
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
    /// Message "deliver this event".
    pub fn event(id: EventId) -> Self {
        Self {
            version: VERSION,
            event_id: Some(id),
            ping: None,
        }
    }

    /// Message "try this endpoint".
    pub fn ping(ping: PingRequest) -> Self {
        Self {
            version: VERSION,
            event_id: None,
            ping: Some(ping),
        }
    }

    /// Message "check the configuration of the endpoints".
    pub fn survey() -> Self {
        Self {
            version: VERSION,
            event_id: None,
            ping: None,
        }
    }

    /// Reads a message.
    ///
    /// # Errors
    /// See [`MessageError`].
    pub fn parse(text: &str) -> Result<Self, MessageError> {
        let message: Self =
            strict_json::parse(text.as_bytes()).map_err(|_| MessageError::Malformed)?;
        if message.version == VERSION {
            Ok(message)
        } else {
            Err(MessageError::UnknownVersion(message.version))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test]
    fn a_message_survives_the_queue() {
        let id: EventId = "01930000-0000-7000-8000-00000000002f".parse().unwrap();
        let ping = PingRequest {
            endpoint_id: "app".to_owned().try_into().unwrap(),
            id,
        };
        for message in [
            DeliveryMessage::event(id),
            DeliveryMessage::ping(ping),
            DeliveryMessage::survey(),
        ] {
            let text = serde_json::to_string(&message).unwrap();
            assert_eq!(DeliveryMessage::parse(&text).unwrap(), message);
        }
    }

    #[test_case(""; "empty")]
    #[test_case("{}"; "no members")]
    #[test_case(r#"{"version":9,"event_id":null,"ping":null}"#; "version 9")]
    #[test_case(r#"{"version":1,"event_id":"contoso","ping":null}"#; "no id")]
    #[test_case(r#"{"version":1,"event_id":null,"ping":{"endpoint_id":"a/b","id":"01930000-0000-7000-8000-00000000002f"}}"#; "no name")]
    #[test_case(r#"{"version":1,"event_id":null,"ping":null,"url":"http://127.0.0.1/"}"#; "an address")]
    #[test_case("[1,null,null]"; "a list")]
    fn t69_forged_messages_are_not_read(text: &str) {
        assert!(DeliveryMessage::parse(text).is_err());
    }
}
