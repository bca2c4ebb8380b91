//! Agreement of the host app to a tenant that consented and that no domain pins, or its refusal (T02).

use super::{RegistrationError, RegistrationVersion, load, newest_slot, without_left_sign_in};
use crate::{Chain, host::api_key::Caller, verify::read_system_user::SystemUserReader};
use domain::{
    clock::Clock,
    ids::TenantId,
    registration::{Observations, Registration, Rejection},
    standing::{Health, Standing},
};
use jiff::{SignedDuration, Timestamp};
use store::{
    InvitationWrite, Queue, RegistrationChange, Store, StoredRegistration, VerificationMessage,
};

/// Agrees to the named tenant, which has to be the one that consented, and has it verified at once: by a message, or by the
/// schedule if the queue takes none. Refuses a tenant that belongs to another customer.
///
/// # Errors
/// See [`RegistrationError`]; [`RegistrationError::LinkWithdrawn`] when the link through which the tenant consented was
/// withdrawn.
pub async fn approve(
    store: &Store,
    interactive_queue: &Queue,
    clock: &dyn Clock,
    caller: &Caller,
    registration: impl Into<RegistrationVersion<'_>>,
    tenant: TenantId,
) -> Result<StoredRegistration, RegistrationError> {
    let versioned = registration.into();
    let id = versioned.id;
    let decide = || async {
        let loaded = load(store, caller, id).await?;
        is_meant(&loaded.registration, tenant)?;
        let customer = &loaded.registration.customer.id;
        let binding = store.find_binding(tenant).await?;
        if binding.is_some_and(|binding| binding.customer_id != *customer) {
            return Err(RegistrationError::TenantTaken);
        }
        let now = clock.now();
        let lifecycle = loaded.registration.lifecycle.clone().approve(now)?;
        if lifecycle == loaded.registration.lifecycle {
            return Ok((loaded, None));
        }
        // A repeat of a call that was carried out has nothing to change, and is told of its own success.
        versioned.demand(&loaded)?;
        let link = loaded.registration.consented_through.clone();
        let change = RegistrationChange {
            // A second later, so that it is newer than every run that has begun.
            due_at: Some(now + SignedDuration::from_secs(1)),
            invitation: link.map(|link| (link, InvitationWrite::RequireNotWithdrawn)),
            free_tenant: Some((tenant, customer.clone())),
            ..RegistrationChange::of(Registration {
                lifecycle,
                tenant_taken_at: None,
                ..loaded.registration.clone()
            })
        };
        Ok((loaded, Some(change)))
    };
    let agreed = store
        .change::<RegistrationError, _>(|| clock.now(), decide)
        .await?;
    if agreed.is_written {
        let message = VerificationMessage::interactive(id, clock.now());
        if let Err(error) = interactive_queue.send(&message, SignedDuration::ZERO).await {
            tracing::error!(
                registration_id = %id,
                outcome = "queue_send_failed",
                error = %Chain(&error),
                "the verification waits for the schedule"
            );
        }
    }
    Ok(agreed.loaded)
}

/// Refuses the named tenant, which has to be the one that consented. In one transaction the registration is invited again as at
/// its beginning, the link through which the tenant consented is withdrawn, and only the id of the tenant is kept, so that the
/// tenant does not come back through a link from before. Its system user's sign-in is removed right afterwards. A run under way
/// stores nothing. The tenant was never bound, so it is free to be connected elsewhere. Refusing twice is no error.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn reject(
    store: &Store,
    system_users: &SystemUserReader,
    clock: &dyn Clock,
    caller: &Caller,
    registration: impl Into<RegistrationVersion<'_>>,
    tenant: TenantId,
) -> Result<StoredRegistration, RegistrationError> {
    let versioned = registration.into();
    let id = versioned.id;
    let decide = || async {
        let loaded = load(store, caller, id).await?;
        if is_rejected(&loaded.registration, tenant) {
            return Ok((loaded, None));
        }
        is_meant(&loaded.registration, tenant)?;
        versioned.demand(&loaded)?;
        let change = rejected(store, clock.now(), &loaded).await?;
        Ok((loaded, Some(change)))
    };
    let changed = store
        .change::<RegistrationError, _>(|| clock.now(), decide)
        .await?;
    if changed.is_written {
        tracing::warn!(
            registration_id = %id,
            outcome = "tenant_rejected",
            "the host app refused the tenant that consented"
        );
    }
    without_left_sign_in(store, system_users, clock, caller, changed.loaded).await
}

/// The registration and its standing after the refusal of its tenant.
async fn rejected(
    store: &Store,
    now: Timestamp,
    loaded: &StoredRegistration,
) -> Result<RegistrationChange, RegistrationError> {
    let before = &loaded.registration;
    let lifecycle = before.lifecycle.clone().reject()?;
    let link = match &before.consented_through {
        // One that is gone ended long ago.
        Some(hash) => store.find_invitation(hash).await?,
        None => None,
    };
    let standing = as_at_the_beginning(&loaded.standing);
    Ok(RegistrationChange {
        standing: Some((standing, newest_slot(loaded.last_slot, now))),
        invitation: link.map(|link| (link.token_hash, InvitationWrite::Withdraw(now))),
        ..RegistrationChange::of(Registration {
            lifecycle,
            observations: Observations::default(),
            system_user_connection: None,
            removes_sign_in_since: Some(now),
            signed_in_through: None,
            consented_through: None,
            rejections: with_rejection(before, now),
            tenant_taken_at: None,
            ..before.clone()
        })
    })
}

/// Number of rejections that are remembered.
const REMEMBERED: usize = 50;

/// The rejections of the registration, and that of its present tenant.
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

/// Whether the refusal was already made: the named tenant was refused and has not consented again.
fn is_rejected(registration: &Registration, tenant: TenantId) -> bool {
    let approver = registration.lifecycle.approver();
    let mut rejections = registration.rejections.iter();
    rejections.any(|rejection| rejection.tenant_id == tenant)
        && approver.is_none_or(|approver| approver.id != tenant)
}

/// Checks that the tenant that consented is the one that the host app names: the host app may have looked at another.
fn is_meant(registration: &Registration, named: TenantId) -> Result<(), RegistrationError> {
    match registration.lifecycle.approver() {
        Some(consented) if consented.id != named => Err(RegistrationError::OtherTenant),
        _ => Ok(()),
    }
}

/// An empty standing that keeps only the count of changes of the health.
pub(super) fn as_at_the_beginning(standing: &Standing) -> Standing {
    let changes = standing.health != Health::Unknown;
    Standing {
        health_version: standing.health_version + u64::from(changes),
        ..Standing::default()
    }
}
