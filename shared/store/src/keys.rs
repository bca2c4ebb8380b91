//! Keys of the table, built in this file alone.

use crate::entity::Entity;
use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    customer::CustomerId,
    ids::{
        AuditId, EventId, InvitationId, ObjectId, RegistrationId, TenantId, TokenHash,
        VerificationId,
    },
    support_code::SupportCode,
};
use jiff::Timestamp;
use std::collections::HashMap;
use uuid::Uuid;

/// Partition key and sort key of one item, and its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) entity: Entity,
    pub(crate) partition: String,
    pub(crate) sort: String,
}

/// Beginning of the sort keys of a registration's two items, so that one query reads both.
pub(crate) const REGISTRATION: &str = "REGISTRATION";
const STANDING: &str = "REGISTRATION#STANDING";
/// Sort keys of kept reports.
pub(crate) const VERIFICATION_PREFIX: &str = "VERIFICATION#";
/// Sort keys of the pointers to a registration's invitations.
pub(crate) const INVITATION_PREFIX: &str = "INVITATION#";
/// Sort keys of the system users' sealed sign-ins.
pub(crate) const SYSTEM_USER_PREFIX: &str = "SYSTEM_USER#";
/// Sort keys of a registration's audit.
pub(crate) const AUDIT_PREFIX: &str = "AUDIT#";
/// The partition of the index that lists all registrations.
pub(crate) const ALL_REGISTRATIONS: &str = "REGISTRATIONS";

/// The partition of all events.
pub(crate) const EVENTS: &str = "EVENTS";
/// The partition of the events from before all events had one partition, in November 2026.
pub(crate) const FORMER_EVENTS: &str = "EVENTS#2026-11";
/// Instant from which all events are in one partition: 2026-12-01.
pub(crate) const ONE_PARTITION_SINCE: Timestamp = Timestamp::constant(1_796_083_200, 0);
/// The partition of the due index with the events that have not been handled yet.
pub(crate) const DUE_EVENTS: &str = "due#events";
/// The partition of the due index with the events that wait for another attempt.
pub(crate) const DUE_AGAIN: &str = "due#again";
/// The partition of the due index with the links that expire.
pub(crate) const DUE_INVITATIONS: &str = "due#invitations";
/// The partition of the operators' commands.
pub(crate) const OPERATIONS: &str = "OPERATIONS";
/// The partition of the brakes.
pub(crate) const BRAKES: &str = "BRAKES";
/// The partition of the stored state of the webhook endpoints.
pub(crate) const WEBHOOK_ENDPOINTS: &str = "WEBHOOKS";
/// The partition of the last uses of the API keys.
pub(crate) const API_KEY_USES: &str = "APIKEYS";

impl Key {
    fn new(entity: Entity, partition: impl Into<String>, sort: impl Into<String>) -> Self {
        Self {
            entity,
            partition: partition.into(),
            sort: sort.into(),
        }
    }

    /// Key that names the items of a list in an error about one of them.
    pub(crate) fn of_list(entity: Entity, sort: &str) -> Self {
        Self::new(entity, String::new(), sort)
    }

    /// Key of an item that is never written.
    pub(crate) fn of_nothing() -> Self {
        Self::new(Entity::Registration, "NOTHING", "NOTHING")
    }

    pub(crate) fn registration(id: RegistrationId) -> Self {
        Self::new(
            Entity::Registration,
            registration_partition(id),
            REGISTRATION,
        )
    }

    /// Key of the tombstone, equal to that of the registration that it replaces.
    pub(crate) fn tombstone(id: RegistrationId) -> Self {
        Self::new(Entity::Tombstone, registration_partition(id), REGISTRATION)
    }

    pub(crate) fn standing(id: RegistrationId) -> Self {
        Self::new(Entity::Standing, registration_partition(id), STANDING)
    }

    pub(crate) fn verification(id: RegistrationId, verification: VerificationId) -> Self {
        Self::new(
            Entity::Verification,
            registration_partition(id),
            format!("{VERIFICATION_PREFIX}{verification}"),
        )
    }

    pub(crate) fn audit(id: RegistrationId, entry: AuditId) -> Self {
        Self::new(
            Entity::Audit,
            registration_partition(id),
            format!("{AUDIT_PREFIX}{entry}"),
        )
    }

    pub(crate) fn system_user(id: RegistrationId, account: ObjectId) -> Self {
        Self::new(
            Entity::SystemUser,
            registration_partition(id),
            format!("{SYSTEM_USER_PREFIX}{account}"),
        )
    }

    /// Key apart from the registration's other items, so that a function that may delete this item may delete none of those.
    pub(crate) fn pending_change(tenant: TenantId) -> Self {
        Self::new(Entity::PendingChange, format!("CHANGE#{tenant}"), "CHANGE")
    }

    /// Key of the pointer from the registration to its invitation.
    pub(crate) fn invitation_of(id: RegistrationId, invitation: InvitationId) -> Self {
        Self::new(
            Entity::InvitationPointer,
            registration_partition(id),
            format!("{INVITATION_PREFIX}{invitation}"),
        )
    }

    pub(crate) fn invitation(hash: &TokenHash) -> Self {
        Self::new(
            Entity::Invitation,
            format!("INV#{}", hash.as_str()),
            "INVITATION",
        )
    }

    pub(crate) fn flow(hash: &TokenHash) -> Self {
        Self::new(Entity::Flow, format!("FLOW#{}", hash.as_str()), "FLOW")
    }

    /// Key of the pointer from an old cookie to the cookie under which its flow continues. It is beside the flow of the old
    /// cookie, so that a caller that may end that flow finds the new one too.
    pub(crate) fn moved_flow(hash: &TokenHash) -> Self {
        Self::new(
            Entity::MovedFlow,
            format!("FLOW#{}", hash.as_str()),
            "MOVED",
        )
    }

    pub(crate) fn leg(hash: &TokenHash) -> Self {
        Self::new(Entity::Leg, format!("LEG#{}", hash.as_str()), "LEG")
    }

    pub(crate) fn access_session(hash: &TokenHash) -> Self {
        Self::new(
            Entity::AccessSession,
            format!("ACCESS#{}", hash.as_str()),
            "ACCESS",
        )
    }

    pub(crate) fn tenant(tenant: TenantId) -> Self {
        Self::new(Entity::Tenant, format!("TENANT#{tenant}"), "TENANT")
    }

    /// Key of the pointer from the registration to a tenant to which it is bound.
    pub(crate) fn tenant_of(id: RegistrationId, tenant: TenantId) -> Self {
        Self::new(
            Entity::TenantPointer,
            registration_partition(id),
            format!("TENANT#{tenant}"),
        )
    }

    pub(crate) fn support_code(code: SupportCode) -> Self {
        Self::new(Entity::SupportCode, format!("SUPPORT#{code}"), "SUPPORT")
    }

    pub(crate) fn claim(of: &TokenHash) -> Self {
        Self::new(Entity::Claim, format!("CLAIM#{}", of.as_str()), "CLAIM")
    }

    pub(crate) fn event(id: EventId) -> Self {
        Self::new(Entity::Event, EVENTS, id.to_string())
    }

    pub(crate) fn webhook_endpoint(id: &str) -> Self {
        Self::new(Entity::WebhookEndpoint, WEBHOOK_ENDPOINTS, id)
    }

    pub(crate) fn idempotency(hash: &TokenHash) -> Self {
        Self::new(
            Entity::Idempotency,
            format!("IDEMPOTENCY#{}", hash.as_str()),
            "IDEMPOTENCY",
        )
    }

    pub(crate) fn dispatch_marks() -> Self {
        Self::new(Entity::DispatchMarks, "DISPATCH#ALL", "MARKS")
    }

    pub(crate) fn schedule_round() -> Self {
        Self::new(Entity::ScheduleRound, "DISPATCH#ROUND", "ROUND")
    }

    pub(crate) fn counter(name: &str, window: i64) -> Self {
        Self::new(
            Entity::Counter,
            format!("COUNTER#{name}#{window}"),
            "COUNTER",
        )
    }

    pub(crate) fn brake(cause: &str) -> Self {
        Self::new(Entity::Brake, BRAKES, cause)
    }

    /// Key of a brake from before all brakes had one partition, in November 2026.
    pub(crate) fn former_brake(cause: &str) -> Self {
        Self::new(Entity::Brake, format!("BRAKE#{cause}"), "BRAKE")
    }

    pub(crate) fn operation(id: Uuid) -> Self {
        Self::new(Entity::Operation, OPERATIONS, id.to_string())
    }

    pub(crate) fn api_key_use(id: &str) -> Self {
        Self::new(Entity::ApiKeyUse, API_KEY_USES, id)
    }

    /// The key as DynamoDB takes it.
    pub(crate) fn attributes(&self) -> HashMap<String, AttributeValue> {
        HashMap::from([
            ("PK".to_owned(), AttributeValue::S(self.partition.clone())),
            ("SK".to_owned(), AttributeValue::S(self.sort.clone())),
        ])
    }
}

/// Kind of the item with this sort key, among a registration's own items.
pub(crate) fn entity_of(sort: &str) -> Option<Entity> {
    let entity = match sort.split_once('#') {
        None => match sort {
            // In the partition of an erased registration.
            REGISTRATION => Entity::Tombstone,
            "INVITATION" => Entity::Invitation,
            "FLOW" => Entity::Flow,
            "LEG" => Entity::Leg,
            "ACCESS" => Entity::AccessSession,
            "SUPPORT" => Entity::SupportCode,
            "CHANGE" => Entity::PendingChange,
            "CLAIM" => Entity::Claim,
            "IDEMPOTENCY" => Entity::Idempotency,
            id if id.parse::<EventId>().is_ok() => Entity::Event,
            _ => return None,
        },
        Some(("REGISTRATION", "STANDING")) => Entity::Standing,
        Some(("VERIFICATION", _)) => Entity::Verification,
        Some(("AUDIT", _)) => Entity::Audit,
        Some(("SYSTEM_USER", _)) => Entity::SystemUser,
        Some(("INVITATION", _)) => Entity::InvitationPointer,
        Some(("TENANT", _)) => Entity::TenantPointer,
        Some(_) => return None,
    };
    Some(entity)
}

/// All items of one registration.
pub(crate) fn registration_partition(id: RegistrationId) -> String {
    format!("REG#{id}")
}

/// The place of a customer's events in the index by customer. It cannot collide with a customer's name, because no name
/// contains `#`.
pub(crate) fn events_of_customer(customer: &CustomerId) -> String {
    format!("{EVENTS}#{}", customer.as_str())
}

/// A partition of the due index.
pub(crate) fn due_shard(shard: u8) -> String {
    format!("due#{shard:02}")
}

/// Attribute that names the registration of an item outside of its partition: the key of the index `registration`.
pub(crate) const OF_REGISTRATION: &str = "of_registration";

/// The partition of the due index with removals, apart from the runs.
pub(crate) const DUE_REMOVALS: &str = "due#removals";

/// The sort key of the lists: by creation, then by id.
pub(crate) fn listing_sort(created_at: Timestamp, id: RegistrationId) -> String {
    format!("{created_at:.3}#{id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn t83_each_item_of_a_registration_is_known_by_its_sort_key() {
        let id = RegistrationId::from_uuid(Uuid::from_u128(1));
        let hash = TokenHash::from_digest(&[1; 32]);
        let tenant = TenantId::from_uuid(Uuid::from_u128(2));
        let other = Uuid::from_u128(3);
        let keys = [
            Key::tombstone(id),
            Key::standing(id),
            Key::verification(id, VerificationId::from_uuid(other)),
            Key::audit(id, AuditId::from_uuid(other)),
            Key::system_user(id, ObjectId::from_uuid(other)),
            Key::invitation_of(id, InvitationId::from_uuid(other)),
            Key::tenant_of(id, tenant),
            Key::pending_change(tenant),
            Key::invitation(&hash),
            Key::flow(&hash),
            Key::leg(&hash),
            Key::access_session(&hash),
            Key::claim(&hash),
            Key::support_code("12345678".parse().unwrap()),
            Key::idempotency(&hash),
            Key::event(EventId::from_uuid(other)),
        ];
        for key in keys {
            assert_eq!(entity_of(&key.sort), Some(key.entity), "{}", key.sort);
        }
        assert_eq!(entity_of("NEWER#1"), None);
    }
}
