//! The brake: a fault of ours must not tell many customers that they are broken (`security.md` T78).
//!
//! 1. A connected registration that would turn bad is counted once for its cause, and those of one customer only so often:
//!    whoever has many registrations decides nothing for others.
//! 2. Many at once, in number and as a share of all runs, are more likely our misreading than their failure: the change is
//!    held back, and an alarm tells the operator.
//! 3. A held change comes out, once, when the registration has gone on failing for an hour, or when the operator says that the
//!    cause is real. One that recovers first leaves nothing behind.

use super::{ConcludeError, Verifier};
use domain::{
    registration::{Lifecycle, Registration},
    schedule::Intervals,
    standing::{Assessment, Held, Standing},
};
use jiff::{SignedDuration, Timestamp};
use store::Brake;

/// At least so many registrations must turn bad for one cause before the brake is considered.
const BRAKE_COUNT: u64 = 20;
/// So many registrations of one customer count: a quarter of [`BRAKE_COUNT`].
const COUNTED_OF_ONE_CUSTOMER: usize = 5;
/// More than one run in so many must turn bad: 5 %.
const BRAKE_SHARE: u64 = 20;
/// The window in which registrations are counted together, and how long the brake stays on after the last one of them.
const BRAKE_WINDOW: SignedDuration = SignedDuration::from_mins(10);

impl Verifier {
    /// The assessment as it may be stored: unchanged, or with its change of health held back.
    pub(super) async fn brake(
        &self,
        registration: &Registration,
        previous: &Standing,
        assessment: Assessment,
        now: Timestamp,
    ) -> Result<Assessment, ConcludeError> {
        // The host app is told of the health of connected registrations alone.
        let is_connected = matches!(registration.lifecycle, Lifecycle::Connected { .. });
        let cause = assessment.breaks_for().filter(|_| is_connected);
        let Some(cause) = cause.map(str::to_owned) else {
            return Ok(assessment);
        };
        let brake = self.store.find_brake(&cause).await?;
        let before = previous.held.as_ref().filter(|held| held.cause == cause);
        let since = before.map_or(now, |held| held.since);
        let is_held = match before {
            Some(_) => !is_over(since, &brake, self.intervals, now),
            None => self.turns_on(registration, &cause, &brake, now).await?,
        };
        if !is_held {
            return Ok(assessment);
        }
        tracing::warn!(
            registration_id = %registration.id,
            outcome = "held",
            code = cause,
            "a change of health is held back by the brake"
        );
        Ok(assessment.held(previous, Held { since, cause }))
    }

    /// Whether a registration that turns bad for the first time meets the brake. Counts it.
    async fn turns_on(
        &self,
        registration: &Registration,
        cause: &str,
        brake: &Brake,
        now: Timestamp,
    ) -> Result<bool, ConcludeError> {
        if brake.is_released(now) {
            return Ok(false);
        }
        let turned = self
            .store
            .count_turned(
                cause,
                (&registration.customer.id, COUNTED_OF_ONE_CUSTOMER),
                registration.id,
                (BRAKE_WINDOW, now),
            )
            .await?;
        let is_many = turned >= BRAKE_COUNT
            && turned.saturating_mul(BRAKE_SHARE) > self.store.dispatched(now).await?;
        if is_many {
            self.store.brake(cause, now + BRAKE_WINDOW).await?;
            tracing::error!(
                outcome = "brake_on",
                code = cause,
                turned,
                "too many registrations turned bad at once; no health is changed"
            );
        }
        Ok(is_many || brake.is_on(now))
    }
}

/// Whether a change has been held back long enough.
fn is_over(since: Timestamp, brake: &Brake, intervals: Intervals, now: Timestamp) -> bool {
    now >= since + intervals.held_at_most() || brake.is_released(now)
}
