//! Finds registrations that are to be verified and have no due time that brings a run, puts them back on the schedule and says so
//! (T65).
//!
//! Every write that makes a registration verifiable or ends a run gives it a due time; only a defect, a restored table or a
//! clock that was far ahead leaves one without. A round over all registrations begins each hour at the most and looks at a page
//! each tick: of 100,000 registrations each is looked at about every 17 hours. What one page finds is due at once, so a table
//! that lost all due times comes back a page a minute.

use crate::Chain;
use domain::clock::Clock;
use jiff::{SignedDuration, Timestamp};
use store::{OffSchedule, ScheduleRound, Store, StoreError};

/// Least time between the beginnings of two rounds.
const ROUND_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// Registrations that a tick looks at.
const PAGE: i32 = 100;

/// Longest time that a run is planned ahead: far more than any interval.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Looks at the next page of the round and gives the number of registrations that were put back.
///
/// # Errors
/// [`StoreError`]; the next tick looks at the same page.
pub async fn reschedule_lost(store: &Store, clock: &dyn Clock) -> Result<u64, StoreError> {
    let now = clock.now();
    let mut round = store.schedule_round().await?;
    let mut place = round.place();
    if place.is_none() {
        // A clock that was far ahead must not keep the rounds from beginning.
        let since = now.duration_since(round.began_at());
        if !since.is_negative() && since < ROUND_EVERY {
            return Ok(0);
        }
        round = ScheduleRound::beginning(now);
        place = None;
    }
    let page = store.list_registrations(None, place.as_ref(), PAGE).await?;
    let verifiable: Vec<_> = page
        .registrations
        .into_iter()
        .filter(|registration| registration.lifecycle.verifiable_tenant().is_some())
        .collect();
    let mut rescheduled = 0;
    for lost in store.off_schedule(&verifiable, now + LONGEST).await? {
        rescheduled += u64::from(put_back(store, lost, now).await?);
    }
    store
        .save_schedule_round(&round.at(page.next.as_ref()))
        .await?;
    Ok(rescheduled)
}

/// Puts a registration back, unless it is off the schedule rightly by now; whether it was.
async fn put_back(store: &Store, lost: OffSchedule, now: Timestamp) -> Result<bool, StoreError> {
    let id = lost.registration_id;
    // The list is a hint: the registration may have been disconnected since, or a run has ended.
    let loaded = match store.load(id).await {
        Ok(loaded) => loaded,
        Err(error) if error.is_corrupt() => {
            tracing::error!(
                registration_id = %id,
                outcome = "operator_fault",
                error = %Chain(&error),
                "a registration is off the schedule and cannot be read"
            );
            return Ok(false);
        }
        Err(error) => return Err(error),
    };
    let is_lost = loaded.is_some_and(|loaded| {
        loaded.registration.lifecycle.verifiable_tenant().is_some() && loaded.due_at == lost.due_at
    });
    if !is_lost {
        return Ok(false);
    }
    store.reschedule(id, lost.due_at, now).await?;
    tracing::warn!(
        registration_id = %id,
        outcome = "rescheduled",
        "put a registration back that had fallen off the schedule"
    );
    Ok(true)
}
