//! The brake: a fault of ours must not tell many customers that they are broken (T78).
//!
//! 1. A connected registration that would turn bad is counted once for its cause, up to a limit for each customer, so that a
//!    customer with many registrations decides nothing for others.
//! 2. If many turn bad at once, in number and as a share of all runs, our misreading is more likely than their failure: the
//!    change is held back, and an alarm tells the operator.
//! 3. A held change is released, once, when the registration has gone on failing for an hour, or when the operator says that
//!    the cause is real. A registration that recovers first shows no trace.

use super::{Verifier, write::ConcludeError};
use domain::{
    registration::{Lifecycle, Registration},
    standing::{Assessment, BrakeHold},
};
use jiff::{SignedDuration, Timestamp};
use store::{Brake, StoredRegistration};

/// Number of registrations that must turn bad for one cause before the brake is considered.
const BRAKE_COUNT: u64 = 20;
/// Number of registrations of one customer that count: a quarter of [`BRAKE_COUNT`].
const COUNTED_OF_ONE_CUSTOMER: usize = 5;
/// Share of all runs that must turn bad: more than one in 20 (5 %).
const BRAKE_SHARE: u64 = 20;
/// Window in which registrations are counted together, and time for which the brake stays on after the last of them.
const BRAKE_WINDOW: SignedDuration = SignedDuration::from_mins(10);

impl Verifier {
    /// The assessment as it may be stored: unchanged, or with its change of health held back.
    pub(super) async fn brake(
        &self,
        loaded: &StoredRegistration,
        assessment: Assessment,
        now: Timestamp,
    ) -> Result<Assessment, ConcludeError> {
        let (registration, previous) = (&loaded.registration, &loaded.standing);
        let Some(cause) = assessment.breaks_for().map(str::to_owned) else {
            return Ok(assessment);
        };
        let brake = self.store.find_brake(&cause).await?;
        let confirm_after = self.intervals.confirm_after;
        let before = previous.held.as_ref();
        let before = before.filter(|held| held.is_recent(now, confirm_after));
        let is_held = match before {
            // Whatever it was held for: no change waits for longer.
            Some(held) if held.is_over(now, confirm_after) => false,
            Some(held) if held.cause == cause => !brake.is_released(now),
            _ => Box::pin(self.turns_on(registration, &cause, &brake, now)).await?,
        };
        if !is_held {
            return Ok(assessment);
        }
        let since = before.map_or(now, |held| held.since);
        tracing::warn!(
            registration_id = %registration.id,
            outcome = "held",
            code = cause,
            "a change of health is held back by the brake"
        );
        Ok(assessment.held(previous, BrakeHold { since, cause }))
    }

    /// Counts a registration that turns bad for the first time; returns whether the brake holds it.
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
        // One that is not connected is no sign of anything, and told of its health only when it connects.
        if !matches!(registration.lifecycle, Lifecycle::Connected { .. }) {
            return Ok(brake.is_on(now));
        }
        let counted = self.store.count_turned(
            cause,
            &registration.customer.id,
            COUNTED_OF_ONE_CUSTOMER,
            registration.id,
            BRAKE_WINDOW,
            now,
        );
        // Both to their ends: a count that is given up halfway is never made up for.
        let (turned, runs) = tokio::join!(counted, self.store.dispatched(now));
        let (turned, runs) = (turned?, runs?);
        let is_many = turned >= BRAKE_COUNT && turned.saturating_mul(BRAKE_SHARE) > runs;
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
