//! Keys of the table, built here and nowhere else.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    ids::{AuditId, EventId, InvitationId, RegistrationId, TenantId, TokenHash, VerificationId},
    support_code::SupportCode,
};
use jiff::{Timestamp, tz::TimeZone};
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
/// Sort keys of the pointers to a registration's invitations.
pub(crate) const INVITATION_PREFIX: &str = "INVITATION#";
/// Sort keys of a registration's audit.
pub(crate) const AUDIT_PREFIX: &str = "AUDIT#";
/// The partition of the index that lists all registrations.
pub(crate) const ALL_REGISTRATIONS: &str = "REGISTRATIONS";

impl Key {
    fn new(partition: String, sort: impl Into<String>) -> Self {
        Self {
            partition,
            sort: sort.into(),
        }
    }

    /// Of an item that is never written.
    pub(crate) fn of_nothing() -> Self {
        Self::new("NOTHING".to_owned(), "NOTHING")
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
            format!("{INVITATION_PREFIX}{invitation}"),
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

    pub(crate) fn event(month: &str, id: EventId) -> Self {
        Self::new(event_partition(month), id.to_string())
    }

    pub(crate) fn idempotency(hash: &TokenHash) -> Self {
        Self::new(format!("IDEMPOTENCY#{}", hash.as_str()), "IDEMPOTENCY")
    }

    pub(crate) fn dispatch_marks() -> Self {
        Self::new("DISPATCH#ALL".to_owned(), "MARKS")
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

/// All events of one month.
pub(crate) fn event_partition(month: &str) -> String {
    format!("EVENTS#{month}")
}

/// The month of an instant in UTC, such as `2026-11`.
pub(crate) fn month(at: Timestamp) -> String {
    let date = at.to_zoned(TimeZone::UTC).date();
    format!("{:04}-{:02}", date.year(), date.month())
}

/// A partition of the due index.
pub(crate) fn due_shard(shard: u8) -> String {
    format!("due#{shard:02}")
}

/// The sort key of the lists: by creation, then by id.
pub(crate) fn listing_sort(created_at: Timestamp, id: RegistrationId) -> String {
    format!("{created_at:.3}#{id}")
}
