//! Outcome of a leg, for the host app. It is noted beside the registration; if that fails, the leg goes on.

use super::{CallbackError, leg_end::LegEnd, step::CallbackContext};
use crate::browser::BrowserError;
use domain::{
    attempt::{Attempt, AttemptOutcome},
    flow::{LegPurpose, Notice},
};

impl CallbackContext<'_> {
    /// Notes the end of the leg. A success is noted only over an earlier attempt without success.
    pub(super) async fn note_attempt(&self, ended: Option<&LegEnd>, before: Option<Attempt>) {
        let now = self.parts.machine.now();
        let attempt = match ended {
            Some(LegEnd::Told(notice)) => Attempt::of(notice, now),
            Some(LegEnd::ToldOnAccess(_) | LegEnd::Again(_) | LegEnd::Failed(_)) => None,
            None => self.is_end_of_journey().then(|| Attempt::completed(now)),
        };
        if let Some(attempt) = &attempt {
            count(attempt);
        }
        let is_known = |attempt: &Attempt| {
            let was_stopped =
                before.is_some_and(|before| before.outcome != AttemptOutcome::Completed);
            attempt.outcome == AttemptOutcome::Completed && !was_stopped
        };
        let Some(attempt) = attempt.filter(|attempt| !is_known(attempt)) else {
            return;
        };
        self.note(&attempt).await;
    }

    /// Notes an error that stopped a leg before its answer was used, if the host app can do something about it.
    pub(super) async fn note_failure(&self, error: &CallbackError) {
        let now = self.parts.machine.now();
        let attempt = match error {
            CallbackError::Browser(BrowserError::NotUsable | BrowserError::Ended { .. }) => {
                Some(Attempt::of_ended_link(now))
            }
            CallbackError::MicrosoftUnavailable => Attempt::of(&Notice::MicrosoftUnavailable, now),
            CallbackError::NoLeg
            | CallbackError::OtherBrowser
            | CallbackError::UnfitAnswer
            | CallbackError::TooMany
            | CallbackError::Browser(_) => None,
        };
        if let Some(attempt) = attempt {
            count(&attempt);
            self.note(&attempt).await;
        }
    }

    async fn note(&self, attempt: &Attempt) {
        let id = self.leg.registration_id;
        let store = &self.callback.browser.store;
        if let Err(error) = store.note_attempt(id, attempt).await {
            tracing::warn!(
                registration_id = %id,
                outcome = "failed",
                error = %crate::Chain(&error),
                "the end of an attempt could not be noted"
            );
        }
    }

    /// Whether this leg is the last of its journey; the other legs lead to one. A consent without a known person leads to the
    /// proof.
    fn is_end_of_journey(&self) -> bool {
        let is_known = self.flow.signed_in.is_some();
        match self.leg.purpose {
            LegPurpose::SystemUser => true,
            LegPurpose::Consent => is_known,
            LegPurpose::Proof => !is_known,
            LegPurpose::SignIn | LegPurpose::Access => false,
        }
    }
}

/// Logs the outcome of an attempt.
fn count(attempt: &Attempt) {
    tracing::info!(
        name: "journey",
        outcome = match attempt.outcome {
            AttemptOutcome::Completed => "completed",
            AttemptOutcome::Declined => "declined",
            AttemptOutcome::Refused => "refused",
            AttemptOutcome::Failed => "failed",
        },
        journeys = 1,
        code = attempt.problem,
        "an attempt ended"
    );
}
