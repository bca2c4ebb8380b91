//! One callback under way, and where it leads the browser.

use super::{Answer, Arrival, Callback, CallbackError, NextStop, Page, ended::Ended};
use crate::browser::Parts;
use domain::flow::{Flow, Leg};
use jiff::SignedDuration;
use secrecy::SecretString;
use store::VerificationMessage;

/// One callback under way.
pub(super) struct Step<'a> {
    pub(super) callback: &'a Callback,
    pub(super) parts: Parts<'a>,
    pub(super) flow: Flow,
    pub(super) leg: Leg,
    pub(super) answer: &'a Answer,
}

impl Step<'_> {
    /// Ends on the page that tells the notice. Rights that the access page has stay.
    pub(super) async fn tell(&self, ended: Ended) -> Result<Arrival, CallbackError> {
        let mut flow = self.flow.clone();
        let page = match ended {
            Ended::Failed(error) => return Err(error),
            Ended::Told(notice) => {
                flow.notice = Some(notice);
                Page::Journey
            }
            Ended::ToldOnAccess(notice) => {
                flow.access_notice = Some(notice);
                Page::Access
            }
        };
        self.callback.browser.store.save_flow(&flow).await?;
        self.arrive_at(page)
    }

    /// Leads to the page of the flow's invitation, in the language chosen; the cookie stays.
    pub(super) fn arrive(&self) -> Result<Arrival, CallbackError> {
        self.arrive_at(Page::Journey)
    }

    fn arrive_at(&self, page: Page) -> Result<Arrival, CallbackError> {
        Ok(Arrival {
            next: NextStop::Page {
                token: self.invitation_token()?,
                page,
                language: self.flow.language,
            },
            cookie: None,
        })
    }

    /// Asks a worker to verify, `delay` from now. If the queue does not take it, the schedule looks a little later; the
    /// browser is not held up.
    pub(super) async fn ask_for_verification(&self, delay: SignedDuration) {
        let id = self.leg.registration_id;
        let message = VerificationMessage::new(id, None, self.parts.clock.now());
        if let Err(error) = self.callback.interactive_queue.send(&message, delay).await {
            tracing::error!(
                registration_id = %id,
                outcome = "queue_send_failed",
                error = %crate::Chain(&error),
                "the verification waits for the schedule"
            );
        }
    }

    pub(super) fn invitation_token(&self) -> Result<SecretString, CallbackError> {
        Ok(self.parts.open(
            &self.flow.cookie_hash,
            "invitation_token",
            &self.flow.invitation_token,
        )?)
    }
}
