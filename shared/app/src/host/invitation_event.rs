//! An event about a link, written in one transaction with what it changes of the link.

use crate::secrets::new_id;
use domain::{
    clock::Machine,
    event::{Event, EventKind},
    ids::{EventId, TokenHash},
    invitation::Invitation,
};
use jiff::Timestamp;
use store::{Commit, CommitError, InvitationWrite, Store, StoreError, StoredRegistration};

/// Outcome of telling the host app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TellingOutcome {
    /// The event is written.
    Yes,
    /// There is nothing to tell: the link or its registration is gone, or the decision says so.
    Nothing,
    /// Others wrote again and again, or there were no random bytes: the next attempt tells.
    Later,
}

/// Tells the host app of a link, where `decide` says what becomes of the link. It is asked again when another writer comes in
/// between.
pub(crate) async fn tell(
    store: &Store,
    machine: Machine<'_>,
    hash: &TokenHash,
    kind: EventKind,
    decide: impl Fn(&StoredRegistration, &Invitation, Timestamp) -> Option<InvitationWrite>,
) -> Result<TellingOutcome, StoreError> {
    for _ in 0..3 {
        let Some(invitation) = store.find_invitation(hash).await? else {
            return Ok(TellingOutcome::Nothing);
        };
        let loaded = store.load(invitation.registration_id).await?;
        let now = machine.now();
        let decided = loaded.and_then(|loaded| {
            let write = decide(&loaded, &invitation, now)?;
            Some((loaded, write))
        });
        let Some((loaded, write)) = decided else {
            return Ok(TellingOutcome::Nothing);
        };
        let Ok(id) = new_id::generate(now, machine.random) else {
            return Ok(TellingOutcome::Later);
        };
        let subject = (&loaded.registration, &loaded.standing);
        let sequence = loaded.event_sequence + 1;
        let event = Event {
            invitation_id: Some(invitation.id),
            ..Event::new(EventId::from_uuid(id), kind, subject, sequence, now)
        };
        let commit = Commit {
            events: std::slice::from_ref(&event),
            invitation: Some((hash, write)),
            ..Commit::default()
        };
        match Box::pin(store.commit(commit)).await {
            Ok(()) => return Ok(TellingOutcome::Yes),
            Err(CommitError::Store(error)) if !error.is_conflict() => return Err(error),
            Err(
                CommitError::Store(_)
                | CommitError::RegistrationChanged
                | CommitError::Superseded
                | CommitError::TenantTaken
                | CommitError::InvitationEnded,
            ) => {}
        }
    }
    Ok(TellingOutcome::Later)
}
