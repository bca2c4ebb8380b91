//! The change that a leg makes to its registration: decided from the stored registration, and written only while the link still
//! gives the authority for it (T28, T31).

use super::{CallbackError, leg_end::LegEnd, step::CallbackContext};
use crate::{browser::BrowserError, in_log};
use domain::{flow::Notice, invitation::Invitation};
use jiff::Timestamp;
use store::{InvitationWrite, RegistrationChange, StoredRegistration};

impl CallbackContext<'_> {
    /// The registration and the link of this flow.
    ///
    /// # Errors
    /// [`BrowserError::NotUsable`] when the link was withdrawn, used up or has expired, or the connection was taken down since
    /// the link was made, or the registration erased.
    pub(super) async fn authority(
        &self,
    ) -> Result<(StoredRegistration, Invitation), CallbackError> {
        let store = &self.callback.browser.store;
        let (loaded, invitation) = tokio::try_join!(
            store.load(self.leg.registration_id),
            store.find_invitation(&self.flow.invitation_hash),
        )?;
        let loaded = loaded.ok_or(BrowserError::NotUsable)?;
        in_log::name_registration(&loaded.registration);
        let lifecycle = &loaded.registration.lifecycle;
        let now = self.parts.machine.now();
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

    /// Changes the registration while the link is open. `decide` sees the stored registration, and is asked again after another
    /// writer came in between. Gives the registration as it becomes.
    pub(super) async fn change(
        &self,
        decide: impl Fn(
            StoredRegistration,
            &Invitation,
            Timestamp,
        ) -> Result<RegistrationChange, Notice>,
    ) -> Result<StoredRegistration, LegEnd> {
        let now = || self.parts.machine.now();
        let decide = || async {
            let (loaded, invitation) = self.authority().await?;
            let change = decide(loaded.clone(), &invitation, now())?;
            let write = change
                .invitation
                .unwrap_or((invitation.token_hash, InvitationWrite::RequireOpen));
            let change = RegistrationChange {
                invitation: Some(write),
                ..change
            };
            Ok((loaded, Some(change)))
        };
        let store = &self.callback.browser.store;
        Ok(store.change::<LegEnd, _>(now, decide).await?.loaded)
    }
}
