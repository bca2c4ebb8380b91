//! The system user's leg comes back: the account signed in once, to stay connected.
//!
//! 1. The id token must be of the registration's tenant, and the account the connected one or the one that the registration
//!    names, by object id (T23). The connected one stays the same under another name.
//! 2. One transaction marks that a sign-in is about to be stored, if there is no objection. However this function ends, the
//!    mark finds a sign-in to which the registration does not point (see [`left_sign_in`](crate::secrets::left_sign_in)).
//! 3. The refresh token goes into the secret store, which returns the version that holds it (T65).
//! 4. One transaction moves the registration's pointer there and uses up the link, if it was made for this. Each attempt at it
//!    checks for objections again.

use crate::{
    legs::{
        Arrival, leg_end::LegEnd, redeem::Redemption, redirect::notice_of_redirect,
        step::CallbackContext,
    },
    secrets::new_id,
};
use domain::{
    customer::UserPrincipalName,
    flow::{Flow, Notice},
    invitation::{Invitation, Purpose},
    registration::{Registration, SystemUserConnection},
};
use entra::{SigningKeys, SystemUserSignIn};
use jiff::{SignedDuration, Timestamp};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use store::{
    InvitationWrite, RegistrationChange, StoredRegistration,
    system_users::{SystemUserSecret, SystemUsersError},
};

/// Time limit for resolving the name: 6 seconds, so that the rest fits into the callback's time.
const RESOLVED_WITHIN: Duration = Duration::from_secs(6);

/// Time after which the schedule verifies if no worker takes the message.
const FALLBACK: SignedDuration = SignedDuration::from_secs(60);

pub(in crate::legs) async fn complete(
    step: &CallbackContext<'_>,
    keys: Option<Arc<SigningKeys>>,
) -> Result<Arrival, LegEnd> {
    if let Some(error) = &step.answer.error {
        return Err(notice_of_redirect(error, step.answer).into());
    }
    let redeemed = match step.redeem(keys.ok_or(Notice::StartAgain)?).await {
        // The words of the administrator's sign-in do not fit the system user's.
        Err(LegEnd::Told(Notice::WrongTenant)) => return Err(Notice::AccountElsewhere.into()),
        redeemed => redeemed?,
    };
    Box::pin(connect(step, redeemed)).await?;
    let mut flow = Flow {
        verification_asked_at: Some(step.parts.machine.now()),
        ..step.flow.clone()
    };
    flow.end_trip(&step.leg, None);
    step.callback.browser.store.save_flow(&flow).await?;
    step.ask_for_verification(SignedDuration::ZERO).await;
    Ok(step.arrive()?)
}

/// The account that signed in: the connected or the named one.
struct SignedIn {
    named: UserPrincipalName,
    user_principal_name: String,
    subject: String,
    secret: SystemUserSecret,
}

/// Connects the account.
async fn connect(step: &CallbackContext<'_>, redeemed: Redemption) -> Result<(), LegEnd> {
    let refresh_token = redeemed
        .answer
        .refresh_token
        .ok_or(Notice::NotKeptSignedIn)?;
    let browser = &step.callback.browser;
    let (loaded, _) = step.authority().await?;
    let registration = loaded.registration;
    let expected = registration.system_user_name().map(str::to_owned);
    let (Some(expected), Some(named)) = (expected, registration.system_user) else {
        return Err(Notice::StartAgain.into());
    };
    let connected = registration.system_user_connection;
    let identity = redeemed.identity;
    let resolved = entra::deadline::within(
        Instant::now() + RESOLVED_WITHIN,
        browser.entra.resolve_system_user(
            &redeemed.answer.access_token,
            identity.object_id,
            &named,
            connected.map(|connection| connection.object_id),
            step.parts.machine.clock,
        ),
    );
    let user_principal_name = match resolved.await {
        Ok(SystemUserSignIn::Named {
            user_principal_name,
        }) => user_principal_name,
        Ok(SystemUserSignIn::Guest) => return Err(Notice::GuestAccount.into()),
        Ok(SystemUserSignIn::Other {
            user_principal_name,
        }) => {
            return Err(Notice::OtherAccount {
                signed_in_as: user_principal_name,
                expected,
            }
            .into());
        }
        Err(_) => return Err(Notice::MicrosoftUnavailable.into()),
    };
    let signed_in = SignedIn {
        named,
        user_principal_name,
        subject: identity.subject,
        secret: SystemUserSecret {
            refresh_token,
            tenant_id: identity.tenant,
            object_id: identity.object_id,
            written_at: step.parts.machine.now(),
        },
    };
    mark(step, &signed_in).await?;
    let version = keep(step, &signed_in.secret).await?;
    point_to(step, &signed_in, &version).await?;
    forget_replaced(step, &signed_in).await;
    Ok(())
}

/// Marks that the sign-in is about to be stored.
async fn mark(step: &CallbackContext<'_>, signed_in: &SignedIn) -> Result<(), LegEnd> {
    let decide = |loaded: StoredRegistration, invitation: &Invitation, now| {
        let registration = loaded.registration;
        match objection(&registration, invitation, signed_in, now) {
            Some(notice) => Err(notice),
            None => Ok(RegistrationChange::of(Registration {
                stores_sign_in_since: Some(now),
                ..registration
            })),
        }
    };
    step.change(decide).await?;
    Ok(())
}

/// Objection to connecting this account, given the current registration; `None` if there is none.
fn objection(
    registration: &Registration,
    invitation: &Invitation,
    signed_in: &SignedIn,
    now: Timestamp,
) -> Option<Notice> {
    if registration.is_removing_sign_in(now) {
        return Some(Notice::NotSaved);
    }
    let is_of_tenant = registration
        .lifecycle
        .settled_tenant()
        .is_some_and(|tenant| tenant.id == signed_in.secret.tenant_id);
    if !is_of_tenant || registration.system_user.as_ref() != Some(&signed_in.named) {
        return Some(Notice::StartAgain);
    }
    let account = signed_in.secret.object_id;
    (!registration.accepts_system_user(account, invitation)).then_some(Notice::ReplacementNotAgreed)
}

/// Stores the refresh token and returns the version that holds it.
async fn keep(step: &CallbackContext<'_>, secret: &SystemUserSecret) -> Result<String, LegEnd> {
    let attempt = new_id::generate(step.parts.machine.now(), step.parts.machine.random)?;
    let kept = step
        .callback
        .system_users
        .write(step.leg.registration_id, secret, attempt)
        .await;
    kept.map_err(|error| {
        let (outcome, notice) = match error {
            SystemUsersError::NameHeld
            | SystemUsersError::Changed
            | SystemUsersError::Unavailable(_) => ("not_saved", Notice::NotSaved),
            SystemUsersError::Refused(_) | SystemUsersError::Malformed => {
                ("operator_fault", Notice::OurFault)
            }
        };
        tracing::error!(
            registration_id = %step.leg.registration_id,
            outcome,
            error = %crate::Chain(&error),
            "a system user's sign-in could not be kept"
        );
        notice.into()
    })
}

/// Moves the registration's pointer and uses up the link.
async fn point_to(
    step: &CallbackContext<'_>,
    signed_in: &SignedIn,
    version: &str,
) -> Result<(), LegEnd> {
    let decide = |loaded: StoredRegistration, invitation: &Invitation, now| {
        let registration = loaded.registration;
        if let Some(notice) = objection(&registration, invitation, signed_in, now) {
            return Err(notice);
        }
        let write = match invitation.purpose {
            Purpose::SystemUser => InvitationWrite::Complete(now),
            Purpose::Connect | Purpose::Reconnect | Purpose::Disconnect | Purpose::Upgrade => {
                InvitationWrite::RequireOpen
            }
        };
        Ok(RegistrationChange {
            due_at: Some(now + FALLBACK),
            invitation: Some((invitation.token_hash.clone(), write)),
            ..RegistrationChange::of(Registration {
                system_user_connection: Some(connection(signed_in, version, now)),
                removes_sign_in_since: None,
                ..registration
            })
        })
    };
    step.change(decide).await?;
    tracing::info!(
        registration_id = %step.leg.registration_id,
        outcome = "system_user_connected",
        "the system user signed in"
    );
    Ok(())
}

/// Removes the sign-ins from the table that the new one replaced. If that fails, they are removed with the next sign-in or with
/// the registration.
async fn forget_replaced(step: &CallbackContext<'_>, signed_in: &SignedIn) {
    let (id, now) = (step.leg.registration_id, step.parts.machine.now());
    let keeper = &step.callback.system_users;
    let forgotten = keeper.forget_replaced(id, signed_in.secret.object_id, now);
    if let Err(error) = forgotten.await {
        tracing::warn!(
            registration_id = %id,
            outcome = "replaced_sign_in_left",
            error = %crate::Chain(&error),
            "a replaced sign-in could not be removed yet"
        );
    }
}

fn connection(signed_in: &SignedIn, version: &str, now: Timestamp) -> SystemUserConnection {
    SystemUserConnection {
        object_id: signed_in.secret.object_id,
        subject: signed_in.subject.clone(),
        user_principal_name: signed_in.user_principal_name.clone(),
        connected_at: now,
        claims: None,
        secret_version: version.to_owned(),
        secret_written_at: signed_in.secret.written_at,
    }
}

#[cfg(test)]
#[path = "complete/tests.rs"]
mod tests;
