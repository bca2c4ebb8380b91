//! Kinds of items of the table, each with what an erasure of its registration does to it. A new kind stops the build until it is
//! said (`security.md` T83).

/// A kind of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    Leg,
    AccessSession,
    Tenant,
    TenantPointer,
    Claim,
    Event,
    Idempotency,
    DispatchMarks,
    Counter,
    Brake,
    Operation,
    WebhookEndpoint,
}

/// Treatment of an item when its registration is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnErasure {
    /// The item goes.
    Deleted,
    /// The item makes room for the tombstone, in the first write of the erasure.
    Replaced,
    /// The item stays, and its names and object ids become pseudonyms.
    Pseudonymised,
    /// The item stays until its time is over, without its content: a repeat of the request must not be carried out anew.
    Emptied,
    /// The item stays, and the host app's own values go out of it.
    Stripped,
    /// The item goes at the very end: with the tenant's last registration, and with the tenant.
    Released,
    /// The item stays as it is: ids, states and times, no personal data.
    Kept,
    /// The item is of no registration.
    Unrelated,
}

impl Entity {
    /// Name as items carry it.
    pub(crate) fn name(self) -> &'static str {
        self.row().0
    }

    /// Treatment of the item when its registration is erased.
    pub(crate) fn on_erasure(self) -> OnErasure {
        self.row().1
    }

    fn row(self) -> (&'static str, OnErasure) {
        match self {
            Self::Registration => ("registration", OnErasure::Replaced),
            Self::Tombstone => ("tombstone", OnErasure::Kept),
            Self::Standing => ("standing", OnErasure::Deleted),
            Self::SupportCode => ("support_code", OnErasure::Deleted),
            Self::Verification => ("verification", OnErasure::Deleted),
            Self::Audit => ("audit", OnErasure::Pseudonymised),
            Self::SystemUser => ("system_user", OnErasure::Deleted),
            // Recorded in the audit first: whether it was made may not be known.
            Self::PendingChange => ("pending_change", OnErasure::Deleted),
            Self::InvitationPointer => ("invitation_pointer", OnErasure::Deleted),
            Self::Invitation => ("invitation", OnErasure::Deleted),
            Self::Flow => ("flow", OnErasure::Deleted),
            Self::Leg => ("leg", OnErasure::Deleted),
            Self::AccessSession => ("access_session", OnErasure::Deleted),
            Self::Tenant => ("tenant", OnErasure::Released),
            Self::TenantPointer => ("tenant_pointer", OnErasure::Released),
            Self::Claim => ("claim", OnErasure::Deleted),
            // Ids, states and times (T79), and the host app's own values.
            Self::Event => ("event", OnErasure::Stripped),
            Self::Idempotency => ("idempotency", OnErasure::Emptied),
            Self::DispatchMarks => ("dispatch_marks", OnErasure::Unrelated),
            // Named after ids, and of windows that end within a day.
            Self::Counter => ("counter", OnErasure::Kept),
            Self::Brake => ("brake", OnErasure::Unrelated),
            Self::Operation => ("operation", OnErasure::Unrelated),
            Self::WebhookEndpoint => ("webhook_endpoint", OnErasure::Unrelated),
        }
    }
}
