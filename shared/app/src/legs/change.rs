//! The change that a leg makes to its registration: decided from the stored registration, and written only while the link still
//! gives the authority for it (`security.md` T28, T31).

use super::{CallbackError, step::Step};
use crate::browser::BrowserError;
use domain::{event::Event, flow::Notice, invitation::Invitation, registration::Registration};
use jiff::Timestamp;
use store::{Commit, CommitError, InvitationWrite, Loaded};

/// Number of times a change is decided when other writers come in between. Two in a row are already unlikely.
const TRIES: usize = 3;

/// A leg's change of its registration.
pub(super) struct LegChange {
    /// The registration as it becomes; version and time are filled in.
    pub(super) registration: Registration,
    /// Events for the host app.
    pub(super) events: Vec<Event>,
    /// New due time of the registration, if the leg moves it.
    pub(super) due_at: Option<Timestamp>,
    /// Effect on the link.
    pub(super) invitation: InvitationWrite,
}

impl LegChange {
    /// A change of the registration alone.
    pub(super) fn of(registration: Registration) -> Self {
        Self {
            registration,
            events: Vec::new(),
            due_at: None,
            invitation: InvitationWrite::RequireOpen,
        }
    }
}

impl Step<'_> {
    /// The registration and the link of this flow.
    ///
    /// # Errors
    /// [`BrowserError::NotUsable`] when the link was withdrawn, used up or has expired, or the connection was taken down since
    /// the link was made.
    pub(super) async fn authority(&self) -> Result<(Loaded, Invitation), CallbackError> {
        let store = &self.callback.browser.store;
        let (loaded, invitation) = tokio::try_join!(
            store.load(self.leg.registration_id),
            store.find_invitation(&self.flow.invitation_hash),
        )?;
        let loaded = loaded.ok_or(CallbackError::NoLeg)?;
        let lifecycle = &loaded.registration.lifecycle;
        let now = self.parts.clock.now();
        let usable = invitation.filter(|invitation| invitation.gives_authority(lifecycle, now));
        let Some(invitation) = usable else {
            tracing::warn!(
                registration_id = %self.leg.registration_id,
                outcome = "link_ended",
                code = lifecycle.stage(),
                "a browser came back through a link that has ended"
            );
            return Err(BrowserError::NotUsable.into());
        };
        Ok((loaded, invitation))
    }

    /// Changes the registration. `decide` sees the stored registration, and is asked again after another writer came in between.
    /// Gives the notice when nothing was changed.
    pub(super) async fn change(
        &self,
        decide: impl Fn(Loaded, &Invitation, Timestamp) -> Result<LegChange, Notice>,
    ) -> Result<Option<Notice>, CallbackError> {
        for _ in 0..TRIES {
            let (loaded, invitation) = self.authority().await?;
            let now = self.parts.clock.now();
            let expected_version = loaded.registration.version;
            let change = match decide(loaded, &invitation, now) {
                Ok(change) => change,
                Err(notice) => return Ok(Some(notice)),
            };
            let changed = Registration {
                version: expected_version + 1,
                updated_at: now,
                ..change.registration
            };
            let commit = Commit {
                registration: Some((&changed, expected_version)),
                events: &change.events,
                due: change.due_at.map(|due_at| (changed.id, due_at)),
                invitation: Some((&invitation.token_hash, change.invitation)),
                ..Commit::default()
            };
            match self.callback.browser.store.commit(commit).await {
                Ok(()) => return Ok(None),
                // Both are read again, and say what stands in the way.
                Err(CommitError::RegistrationChanged | CommitError::InvitationEnded) => {}
                Err(CommitError::Store(error)) => return Err(error.into()),
                Err(CommitError::Superseded | CommitError::TenantTaken) => break,
            }
        }
        Ok(Some(Notice::StartAgain))
    }
}
