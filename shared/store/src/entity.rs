//! Kinds of items of the table, each with its treatment in an erasure of its registration and in a restore of the table. A new
//! kind stops the build until it has both (T83).

use serde::{
    Deserialize,
    de::value::{Error, StrDeserializer},
};

/// A kind of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Entity {
    Registration,
    Tombstone,
    Standing,
    SupportCode,
    Verification,
    Audit,
    SystemUser,
    PendingChange,
    InvitationPointer,
    Invitation,
    Flow,
    MovedFlow,
    Leg,
    AccessSession,
    Tenant,
    TenantPointer,
    Claim,
    Event,
    Idempotency,
    DispatchMarks,
    ScheduleRound,
    Counter,
    Brake,
    Operation,
    WebhookEndpoint,
    ApiKeyUse,
}

/// Treatment of an item when its registration is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnErasure {
    /// The item is deleted.
    Deleted,
    /// The tombstone replaces the item, in the first write of the erasure.
    Replaced,
    /// The item stays, and its names and object ids become pseudonyms.
    Pseudonymised,
    /// The item stays until it expires, without its content: a repeat of the request must not be carried out again.
    Emptied,
    /// The item stays without the host app's own values.
    Stripped,
    /// The item is deleted at the very end: with the tenant's last registration, and with the tenant.
    Released,
    /// The item stays unchanged: ids, states and times, no personal data.
    Kept,
    /// The item belongs to no registration.
    Unrelated,
}

/// Treatment of an item when the table is restored to a past minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnRestore {
    /// The item is as it was then; later changes are gone.
    AsItWas,
    /// Items written since are carried over: they must be kept, whatever else is forgotten.
    CarriedOver,
    /// The present item takes the place of the restored one: removals and renewals since then stay.
    AsItIs,
    /// The erasure is made again, so that no erased customer comes back.
    Replayed,
    /// The item is as it was then, but what has ended since stays ended.
    StaysEnded,
    /// The item goes, because it may have been used since.
    Dropped,
}

impl Entity {
    /// The kind of that name; `None` of one that a newer version wrote.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::deserialize(StrDeserializer::<Error>::new(name)).ok()
    }

    /// Name as items carry it.
    pub(crate) fn name(self) -> &'static str {
        self.row().0
    }

    /// Treatment of the item when its registration is erased.
    pub(crate) fn on_erasure(self) -> OnErasure {
        self.row().1
    }

    /// Treatment of the item when the table is restored.
    pub(crate) fn on_restore(self) -> OnRestore {
        self.row().2
    }

    fn row(self) -> (&'static str, OnErasure, OnRestore) {
        match self {
            Self::Registration => ("registration", OnErasure::Replaced, OnRestore::AsItWas),
            Self::Tombstone => ("tombstone", OnErasure::Kept, OnRestore::Replayed),
            Self::Standing => ("standing", OnErasure::Deleted, OnRestore::AsItWas),
            Self::SupportCode => ("support_code", OnErasure::Deleted, OnRestore::AsItWas),
            Self::Verification => ("verification", OnErasure::Deleted, OnRestore::AsItWas),
            Self::Audit => ("audit", OnErasure::Pseudonymised, OnRestore::CarriedOver),
            Self::SystemUser => ("system_user", OnErasure::Deleted, OnRestore::AsItIs),
            // Recorded in the audit first: whether it was made may not be known.
            Self::PendingChange => ("pending_change", OnErasure::Deleted, OnRestore::AsItWas),
            Self::InvitationPointer => {
                ("invitation_pointer", OnErasure::Deleted, OnRestore::AsItWas)
            }
            Self::Invitation => ("invitation", OnErasure::Deleted, OnRestore::StaysEnded),
            Self::Flow => ("flow", OnErasure::Deleted, OnRestore::Dropped),
            Self::MovedFlow => ("moved_flow", OnErasure::Deleted, OnRestore::Dropped),
            Self::Leg => ("leg", OnErasure::Deleted, OnRestore::Dropped),
            Self::AccessSession => ("access_session", OnErasure::Deleted, OnRestore::Dropped),
            Self::Tenant => ("tenant", OnErasure::Released, OnRestore::AsItWas),
            Self::TenantPointer => ("tenant_pointer", OnErasure::Released, OnRestore::AsItWas),
            Self::Claim => ("claim", OnErasure::Deleted, OnRestore::AsItWas),
            // Ids, states and times (T79), and the host app's own values.
            Self::Event => ("event", OnErasure::Stripped, OnRestore::AsItWas),
            Self::Idempotency => ("idempotency", OnErasure::Emptied, OnRestore::AsItWas),
            Self::DispatchMarks => ("dispatch_marks", OnErasure::Unrelated, OnRestore::AsItWas),
            // A place among all, until the next tick.
            Self::ScheduleRound => ("schedule_round", OnErasure::Unrelated, OnRestore::AsItWas),
            // Named after ids, and of windows that end within a day.
            Self::Counter => ("counter", OnErasure::Kept, OnRestore::AsItWas),
            Self::Brake => ("brake", OnErasure::Unrelated, OnRestore::AsItWas),
            Self::Operation => ("operation", OnErasure::Unrelated, OnRestore::CarriedOver),
            Self::WebhookEndpoint => ("webhook_endpoint", OnErasure::Unrelated, OnRestore::AsItWas),
            Self::ApiKeyUse => ("api_key_use", OnErasure::Unrelated, OnRestore::AsItWas),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t83_a_kind_is_known_by_the_name_that_items_carry() {
        // Each kind that a restore treats in its own way, and names of two words.
        for entity in [
            Entity::Registration,
            Entity::Tombstone,
            Entity::Audit,
            Entity::SystemUser,
            Entity::Invitation,
            Entity::InvitationPointer,
            Entity::Flow,
            Entity::MovedFlow,
            Entity::Leg,
            Entity::AccessSession,
            Entity::Operation,
            Entity::WebhookEndpoint,
        ] {
            assert_eq!(Entity::named(entity.name()), Some(entity));
        }
        assert_eq!(Entity::named("of_a_newer_version"), None);
    }
}
