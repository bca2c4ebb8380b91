//! First opening of a link: the one thing that showing a page writes.

use super::{Browser, BrowserError, Visit};
use crate::Chain;
use domain::{clock::Clock, invitation::Invitation};
use jiff::Timestamp;
use secrecy::SecretString;
use std::time::Duration;

/// Longest time that the page waits for the note: 300 ms.
const NOTED_WITHIN: Duration = Duration::from_millis(300);

impl Browser {
    /// Opens an invitation like [`Browser::visit`], for a page that is shown; notes the time of the first opening.
    ///
    /// The note is the one thing that a GET writes. It changes nothing that matters (T29): no right, no status
    /// and no page depends on it. The host app is told that it is only a hint, because programs that scan mail open links too.
    /// It is written while the registration is read; if it fails or takes long, the page is shown anyway.
    ///
    /// # Errors
    /// Those of [`Browser::visit`].
    pub async fn open(
        &self,
        clock: &dyn Clock,
        token: &SecretString,
        cookie: Option<&SecretString>,
    ) -> Result<Visit, BrowserError> {
        let (invitation, flow) = self.find_link(clock, token, cookie).await?;
        let unread = invitation.opened_at.is_none().then(|| invitation.clone());
        let note = async {
            if let Some(invitation) = &unread {
                self.mark_opened(invitation, clock.now()).await;
            }
        };
        let (visit, ()) = tokio::join!(self.load_visit(invitation, flow), note);
        visit
    }

    async fn mark_opened(&self, invitation: &Invitation, now: Timestamp) {
        let marked = self.store.mark_opened(&invitation.token_hash, now);
        match tokio::time::timeout(NOTED_WITHIN, marked).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(
                registration_id = %invitation.registration_id,
                outcome = "not_noted",
                error = %Chain(&error),
                "that a link was opened could not be noted"
            ),
            Err(_) => tracing::warn!(
                registration_id = %invitation.registration_id,
                outcome = "not_noted",
                "that a link was opened could not be noted in time"
            ),
        }
    }
}
