//! The holder of a link that has ended asks for a new one, and an event tells the host app: at most once a day for each link.
//!
//! The event carries only ids (T79). A link that never existed, or whose registration is erased, gets the same
//! answer as any other unknown link, which reveals nothing.

use crate::{
    browser::{Browser, BrowserError},
    host::invitation_event::{self, TellingOutcome},
    limits::LINK_REQUEST_EVERY,
    secrets::secret_token::{self, TokenPurpose},
};
use domain::{clock::Machine, event::EventKind, invitation::Invitation, registration::Lifecycle};
use jiff::Timestamp;
use secrecy::SecretString;
use store::{InvitationWrite, StoreError, StoredRegistration};

/// Tells the host app that the holder of this link asks for a new one. Does nothing for a link that works, or if the host app
/// was told within the day: neither is an error.
///
/// # Errors
/// [`BrowserError::NotUsable`] for a link that never existed, or a fault of ours.
pub async fn request_invitation(
    browser: &Browser,
    machine: Machine<'_>,
    token: &SecretString,
) -> Result<(), BrowserError> {
    match browser.visit(machine.clock, token, None).await {
        Ok(_) => return Ok(()),
        Err(BrowserError::Ended { .. }) => {}
        Err(error) => return Err(error),
    }
    let hash = secret_token::hash_secret(TokenPurpose::Invitation, token);
    let kind = EventKind::InvitationRequested;
    let told = invitation_event::tell(&browser.store, machine, &hash, kind, decide).await?;
    match told {
        TellingOutcome::Yes => {
            tracing::info!(
                outcome = "invitation_requested",
                "the holder of a link that has ended asked for a new one"
            );
            Ok(())
        }
        TellingOutcome::Nothing => Ok(()),
        TellingOutcome::Later => Err(StoreError::Conflict.into()),
    }
}

fn decide(
    loaded: &StoredRegistration,
    invitation: &Invitation,
    now: Timestamp,
) -> Option<InvitationWrite> {
    let is_erased = matches!(loaded.registration.lifecycle, Lifecycle::Erased { .. });
    let has_ended = invitation.end(now).is_some();
    (has_ended && !is_erased && !invitation.is_requested_within(LINK_REQUEST_EVERY, now)).then_some(
        InvitationWrite::Request {
            at: now,
            before: invitation.requested_at,
        },
    )
}
