//! Change of one registration: decided from the stored state, and decided again if another writer came first.

use crate::{
    ClaimWrite, Commit, CommitError, InvitationWrite, NewLink, StandingWrite, Store,
    StoredRegistration,
};
use domain::{
    access::AuditEntry,
    customer::CustomerId,
    event::Event,
    ids::{TenantId, TokenHash},
    registration::Registration,
    standing::Standing,
};
use jiff::Timestamp;

/// Largest number of times that a change is decided. Each time one of the other writers succeeded, so this number of
/// simultaneous writers all succeed.
const TRIES: u8 = 100;

/// Largest number of times that a change is decided whose invitation has ended, which does not pass.
const TRIES_OF_ENDED: u8 = 3;

/// A decided change.
pub struct RegistrationChange {
    /// The registration after the change. The store sets its version and time.
    pub registration: Registration,
    /// The standing after the change and the slot under which it is written, if it changes. Without a new due time the
    /// registration then leaves the schedule.
    pub standing: Option<(Standing, i64)>,
    /// New due time of the registration, if it moves.
    pub due_at: Option<Timestamp>,
    /// Events for the host app.
    pub events: Vec<Event>,
    /// The invitation on which the change rests, and its treatment.
    pub invitation: Option<(TokenHash, InvitationWrite)>,
    /// Tenant that must not belong to another customer than this one.
    pub free_tenant: Option<(TenantId, CustomerId)>,
    /// Claim for the registration.
    pub claim: Option<ClaimWrite>,
    /// Additional link of the registration.
    pub link: Option<NewLink>,
    /// An entry of the audit.
    pub audit: Option<AuditEntry>,
}

impl RegistrationChange {
    /// A change of the registration alone.
    pub fn of(registration: Registration) -> Self {
        Self {
            registration,
            standing: None,
            due_at: None,
            events: Vec::new(),
            invitation: None,
            free_tenant: None,
            claim: None,
            link: None,
            audit: None,
        }
    }
}

/// A registration after [`Store::change`].
pub struct ChangeResult {
    /// The registration after the change.
    pub loaded: StoredRegistration,
    /// Whether the change was written.
    pub is_written: bool,
    /// New due time of the registration, if it moved.
    pub due_at: Option<Timestamp>,
}

impl Store {
    /// Changes a registration. `decide` loads it and returns the change, or `None` for no change; it is called again if other
    /// writers came first.
    ///
    /// # Errors
    /// Errors of `decide`; [`CommitError`] of the last write.
    pub async fn change<E, F>(
        &self,
        now: impl Fn() -> Timestamp,
        decide: impl Fn() -> F,
    ) -> Result<ChangeResult, E>
    where
        E: From<CommitError>,
        F: Future<Output = Result<(StoredRegistration, Option<RegistrationChange>), E>>,
    {
        let mut tried = 1;
        let mut ended = 1;
        loop {
            // Boxed: every caller would hold both.
            let (loaded, change) = Box::pin(decide()).await?;
            let Some(change) = change else {
                return Ok(ChangeResult {
                    loaded,
                    is_written: false,
                    due_at: None,
                });
            };
            let due_at = change.due_at;
            match Box::pin(self.write(now(), loaded, change)).await {
                Ok(loaded) => {
                    return Ok(ChangeResult {
                        loaded,
                        is_written: true,
                        due_at,
                    });
                }
                // Each is read again with the next decision, which says what stands in the way.
                Err(CommitError::RegistrationChanged | CommitError::Superseded)
                    if tried < TRIES =>
                {
                    tried += 1;
                }
                Err(CommitError::InvitationEnded) if ended < TRIES_OF_ENDED => ended += 1,
                Err(error) => return Err(error.into()),
            }
        }
    }

    async fn write(
        &self,
        now: Timestamp,
        loaded: StoredRegistration,
        change: RegistrationChange,
    ) -> Result<StoredRegistration, CommitError> {
        let expected_version = loaded.registration.version;
        // A new link changes nothing of what the registration is.
        let is_changed = change.registration != loaded.registration;
        let registration = Registration {
            version: expected_version + 1,
            updated_at: if is_changed {
                loaded.registration.updated_again_at(now)
            } else {
                loaded.registration.updated_at
            },
            ..change.registration
        };
        let standing = change
            .standing
            .as_ref()
            .map(|(standing, slot)| StandingWrite {
                registration_id: registration.id,
                standing,
                after: loaded.last_slot,
                slot: *slot,
                due_at: change.due_at,
            });
        let due = change.due_at.filter(|_| standing.is_none());
        let invitation = change.invitation.as_ref();
        self.commit(Commit {
            registration: Some((&registration, expected_version)),
            standing,
            due: due.map(|due_at| (registration.id, due_at)),
            events: &change.events,
            invitation: invitation.map(|(hash, write)| (hash, *write)),
            free_tenant: change
                .free_tenant
                .as_ref()
                .map(|(tenant, customer)| (*tenant, customer)),
            claim: change.claim.as_ref().map(|claim| (registration.id, claim)),
            link: change.link.as_ref(),
            audit: change.audit.as_ref(),
            ..Commit::default()
        })
        .await?;
        // It is kept in whole seconds.
        let due_at = change.due_at.map(Timestamp::as_second);
        let due_at = due_at.and_then(|second| Timestamp::from_second(second).ok());
        let newest = change.events.last();
        let event_sequence =
            newest.map_or(loaded.event_sequence, |event| event.registration.sequence);
        Ok(match change.standing {
            Some((standing, slot)) => StoredRegistration {
                registration,
                standing,
                due_at,
                last_slot: Some(slot),
                last_attempt: loaded.last_attempt,
                event_sequence,
            },
            None => StoredRegistration {
                registration,
                due_at: due_at.or(loaded.due_at),
                event_sequence,
                ..loaded
            },
        })
    }
}
