//! Keys of the table, built here and nowhere else.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    customer::CustomerId,
    ids::{AuditId, EventId, InvitationId, RegistrationId, TenantId, TokenHash, VerificationId},
    support_code::SupportCode,
};
use jiff::Timestamp;
use std::collections::HashMap;

/// The partition and sort key of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) partition: String,
    pub(crate) sort: String,
}

/// The sort keys of a registration's two items start with this, so that one query reads both.
pub(crate) const REGISTRATION: &str = "REGISTRATION";
const STANDING: &str = "REGISTRATION#STANDING";
/// Sort keys of kept reports.
pub(crate) const VERIFICATION_PREFIX: &str = "VERIFICATION#";
/// Sort keys of a registration's audit.
pub(crate) const AUDIT_PREFIX: &str = "AUDIT#";
/// The partition of the index that lists all registrations.
pub(crate) const ALL_REGISTRATIONS: &str = "REGISTRATIONS";

/// The partition of all events.
pub(crate) const EVENTS: &str = "EVENTS";
/// The partition of the events that were written before all had one, in November 2026.
pub(crate) const FORMER_EVENTS: &str = "EVENTS#2026-11";
/// The instant from which on all events are in one partition: 2026-12-01.
pub(crate) const ONE_PARTITION_SINCE: Timestamp = Timestamp::constant(1_796_083_200, 0);
/// The partition of the due index with the events that wait for a delivery.
pub(crate) const DUE_EVENTS: &str = "due#events";
/// The partition of the due index with the links that expire.
pub(crate) const DUE_INVITATIONS: &str = "due#invitations";
/// The partition of what is known of the webhook endpoints.
pub(crate) const WEBHOOK_ENDPOINTS: &str = "WEBHOOKS";

impl Key {
    fn new(partition: impl Into<String>, sort: impl Into<String>) -> Self {
        Self {
            partition: partition.into(),
            sort: sort.into(),
        }
    }

    /// Of an item that is never written.
    pub(crate) fn of_nothing() -> Self {
        Self::new("NOTHING", "NOTHING")
    }

    pub(crate) fn registration(id: RegistrationId) -> Self {
        Self::new(registration_partition(id), REGISTRATION)
    }

    pub(crate) fn standing(id: RegistrationId) -> Self {
        Self::new(registration_partition(id), STANDING)
    }

    pub(crate) fn verification(id: RegistrationId, verification: VerificationId) -> Self {
        Self::new(
            registration_partition(id),
            format!("{VERIFICATION_PREFIX}{verification}"),
        )
    }

    pub(crate) fn audit(id: RegistrationId, entry: AuditId) -> Self {
        Self::new(registration_partition(id), format!("{AUDIT_PREFIX}{entry}"))
    }

    /// Apart from the registration's other items, so that whoever may delete it may delete none of those.
    pub(crate) fn pending_change(tenant: TenantId) -> Self {
        Self::new(format!("CHANGE#{tenant}"), "CHANGE")
    }

    /// From the registration to its invitation.
    pub(crate) fn invitation_of(id: RegistrationId, invitation: InvitationId) -> Self {
        Self::new(
            registration_partition(id),
            format!("INVITATION#{invitation}"),
        )
    }

    pub(crate) fn invitation(hash: &TokenHash) -> Self {
        Self::new(format!("INV#{}", hash.as_str()), "INVITATION")
    }

    pub(crate) fn flow(hash: &TokenHash) -> Self {
        Self::new(format!("FLOW#{}", hash.as_str()), "FLOW")
    }

    pub(crate) fn leg(hash: &TokenHash) -> Self {
        Self::new(format!("LEG#{}", hash.as_str()), "LEG")
    }

    pub(crate) fn access_session(hash: &TokenHash) -> Self {
        Self::new(format!("ACCESS#{}", hash.as_str()), "ACCESS")
    }

    pub(crate) fn tenant(tenant: TenantId) -> Self {
        Self::new(format!("TENANT#{tenant}"), "TENANT")
    }

    pub(crate) fn support_code(code: SupportCode) -> Self {
        Self::new(format!("SUPPORT#{code}"), "SUPPORT")
    }

    pub(crate) fn event(id: EventId) -> Self {
        Self::new(EVENTS, id.to_string())
    }

    pub(crate) fn webhook_endpoint(id: &str) -> Self {
        Self::new(WEBHOOK_ENDPOINTS, id)
    }

    pub(crate) fn idempotency(hash: &TokenHash) -> Self {
        Self::new(format!("IDEMPOTENCY#{}", hash.as_str()), "IDEMPOTENCY")
    }

    pub(crate) fn dispatch_marks() -> Self {
        Self::new("DISPATCH#ALL", "MARKS")
    }

    pub(crate) fn counter(name: &str, window: i64) -> Self {
        Self::new(format!("COUNTER#{name}#{window}"), "COUNTER")
    }

    pub(crate) fn brake(cause: &str) -> Self {
        Self::new(format!("BRAKE#{cause}"), "BRAKE")
    }

    /// The key as DynamoDB takes it.
    pub(crate) fn attributes(&self) -> HashMap<String, AttributeValue> {
        HashMap::from([
            ("PK".to_owned(), AttributeValue::S(self.partition.clone())),
            ("SK".to_owned(), AttributeValue::S(self.sort.clone())),
        ])
    }
}

/// All items of one registration.
pub(crate) fn registration_partition(id: RegistrationId) -> String {
    format!("REG#{id}")
}

/// The place of a customer's events in the index by customer. No customer is called so: `#` is in no name.
pub(crate) fn events_of_customer(customer: &CustomerId) -> String {
    format!("{EVENTS}#{}", customer.as_str())
}

/// A partition of the due index.
pub(crate) fn due_shard(shard: u8) -> String {
    format!("due#{shard:02}")
}

/// The sort key of the lists: by creation, then by id.
pub(crate) fn listing_sort(created_at: Timestamp, id: RegistrationId) -> String {
    format!("{created_at:.3}#{id}")
}
