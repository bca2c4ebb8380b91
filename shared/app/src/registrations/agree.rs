//! Agreement of the host app to a tenant that consented through a link which no domain pinned, or its refusal (`security.md`
//! T02).

use super::{RegistrationError, load, newest_slot};
use crate::{Chain, api_key::Caller};
use domain::{
    clock::Clock,
    ids::{RegistrationId, TenantId},
    registration::{Lifecycle, Observations, Registration, Rejection},
    standing::{Health, Standing},
};
use jiff::{SignedDuration, Timestamp};
use store::{
    Commit, CommitError, InvitationWrite, Loaded, Queue, StandingWrite, Store, VerificationMessage,
};

/// Number of times an agreement is made when other writers come in between: runs write a registration that is not connected.
const TRIES: usize = 3;

/// Agrees to the tenant that consented, the one that is named if one is, and has it verified at once: by a message, or by the
/// schedule where the queue takes none.
///
/// # Errors
/// See [`RegistrationError`]; [`RegistrationError::LinkWithdrawn`] when the link was withdrawn through which the tenant
/// consented.
pub async fn approve(
    store: &Store,
    interactive_queue: &Queue,
    clock: &dyn Clock,
    caller: &Caller,
    (id, tenant): (RegistrationId, Option<TenantId>),
) -> Result<Loaded, RegistrationError> {
    for _ in 0..TRIES {
        let loaded = load(store, caller, id).await?;
        let now = clock.now();
        is_meant(&loaded.registration, tenant)?;
        let lifecycle = loaded.registration.lifecycle.clone().approve(now)?;
        if lifecycle == loaded.registration.lifecycle {
            return Ok(loaded);
        }
        let expected_version = loaded.registration.version;
        let changed = Registration {
            lifecycle,
            version: expected_version + 1,
            updated_at: now,
            ..loaded.registration
        };
        let commit = Commit {
            registration: Some((&changed, expected_version)),
            // A second later, so that it is newer than every run that has begun.
            due: Some((id, now + SignedDuration::from_secs(1))),
            invitation: changed
                .consented_through
                .as_ref()
                .map(|link| (link, InvitationWrite::RequireNotWithdrawn)),
            ..Commit::default()
        };
        match store.commit(commit).await {
            Ok(()) => {}
            Err(CommitError::RegistrationChanged) => continue,
            Err(CommitError::InvitationEnded) => return Err(RegistrationError::LinkWithdrawn),
            Err(error) => return Err(of_commit(error)),
        }
        let message = VerificationMessage::new(id, None, now);
        if let Err(error) = interactive_queue.send(&message, SignedDuration::ZERO).await {
            tracing::error!(
                registration_id = %id,
                outcome = "queue_send_failed",
                error = %Chain(&error),
                "the verification waits for the schedule"
            );
        }
        return Ok(Loaded {
            registration: changed,
            ..loaded
        });
    }
    Err(RegistrationError::Conflict)
}

/// Refuses the tenant that consented, the one that is named if one is. In one transaction the registration is invited again as
/// at its beginning, the link through which the tenant consented is withdrawn, and nothing of the tenant is left but its id: it
/// does not come back through a link from before. A run under way stores nothing. The tenant was never bound, so it is free to
/// be connected elsewhere. Refusing twice is no error.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn reject(
    store: &Store,
    clock: &dyn Clock,
    caller: &Caller,
    (id, tenant): (RegistrationId, Option<TenantId>),
) -> Result<Loaded, RegistrationError> {
    for _ in 0..TRIES {
        let loaded = load(store, caller, id).await?;
        if is_rejected(&loaded.registration, tenant) {
            return Ok(loaded);
        }
        is_meant(&loaded.registration, tenant)?;
        match reject_loaded(store, clock.now(), loaded).await {
            Err(RejectError::Changed) => {}
            Err(RejectError::Failed(error)) => return Err(error),
            Ok(loaded) => {
                tracing::warn!(
                    registration_id = %id,
                    outcome = "tenant_rejected",
                    "the host app refused the tenant that consented"
                );
                return Ok(loaded);
            }
        }
    }
    Err(RegistrationError::Conflict)
}

enum RejectError {
    /// Another writer was quicker.
    Changed,
    Failed(RegistrationError),
}

impl<E: Into<RegistrationError>> From<E> for RejectError {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

async fn reject_loaded(
    store: &Store,
    now: Timestamp,
    loaded: Loaded,
) -> Result<Loaded, RejectError> {
    let before = loaded.registration;
    let lifecycle = before.lifecycle.clone().reject()?;
    let link = match &before.consented_through {
        // One that is gone ended long ago.
        Some(hash) => store.find_invitation(hash).await?,
        None => None,
    };
    let expected_version = before.version;
    let changed = Registration {
        lifecycle,
        observations: Observations::default(),
        system_user_connection: None,
        consented_through: None,
        rejections: with_rejection(&before, now),
        version: expected_version + 1,
        updated_at: now,
        ..before
    };
    let standing = as_at_the_beginning(&loaded.standing);
    let slot = newest_slot(loaded.last_slot, now);
    let commit = Commit {
        registration: Some((&changed, expected_version)),
        standing: Some(StandingWrite {
            registration_id: changed.id,
            standing: &standing,
            slot,
            due_at: None,
        }),
        invitation: link
            .as_ref()
            .map(|link| (&link.token_hash, InvitationWrite::Withdraw(now))),
        ..Commit::default()
    };
    match store.commit(commit).await {
        Ok(()) => Ok(Loaded {
            registration: changed,
            standing,
            due_at: None,
            last_slot: Some(slot),
        }),
        Err(CommitError::RegistrationChanged | CommitError::Superseded) => {
            Err(RejectError::Changed)
        }
        Err(error) => Err(RejectError::Failed(of_commit(error))),
    }
}

/// Rejections that are remembered.
const REMEMBERED: usize = 50;

/// The rejections with that of the present tenant.
fn with_rejection(registration: &Registration, now: Timestamp) -> Vec<Rejection> {
    let tenant = registration.lifecycle.tenant();
    let rejection = tenant.map(|tenant| Rejection {
        tenant_id: tenant.id,
        rejected_at: now,
    });
    let before = registration.rejections.iter().copied();
    let mut all: Vec<_> = before.chain(rejection).collect();
    let surplus = all.len().saturating_sub(REMEMBERED);
    all.drain(..surplus);
    all
}

/// Whether nothing is left to refuse: the named tenant was refused and has not consented again, or the last one was and nobody
/// signed in since.
fn is_rejected(registration: &Registration, tenant: Option<TenantId>) -> bool {
    let rejections = &registration.rejections;
    match tenant {
        Some(tenant) => {
            let approver = registration.lifecycle.approver();
            rejections
                .iter()
                .any(|rejection| rejection.tenant_id == tenant)
                && approver.is_none_or(|approver| approver.id != tenant)
        }
        None => !rejections.is_empty() && registration.lifecycle == Lifecycle::Invited,
    }
}

/// Whether the tenant that consented is the one that the host app names: it may have looked at another.
fn is_meant(
    registration: &Registration,
    tenant: Option<TenantId>,
) -> Result<(), RegistrationError> {
    let consented = registration.lifecycle.approver().map(|tenant| tenant.id);
    match (tenant, consented) {
        (Some(named), Some(consented)) if named != consented => Err(RegistrationError::OtherTenant),
        _ => Ok(()),
    }
}

/// A standing that remembers nothing but how often the health has changed.
fn as_at_the_beginning(standing: &Standing) -> Standing {
    let changes = standing.health != Health::Unknown;
    Standing {
        health_version: standing.health_version + u64::from(changes),
        ..Standing::default()
    }
}

fn of_commit(error: CommitError) -> RegistrationError {
    match error {
        CommitError::Store(error) => error.into(),
        CommitError::RegistrationChanged
        | CommitError::Superseded
        | CommitError::TenantTaken
        | CommitError::InvitationEnded => RegistrationError::Conflict,
    }
}
