//! What the host app reads of verifications, and how often it may ask for one. As in [`registrations`](crate::registrations),
//! what the caller does not reach does not exist; each answer comes with its registration, which says whose tenant it is.

use crate::{
    api_key::Caller,
    limits::{Allowance, verifications_now},
    registrations::{RegistrationError, load},
};
use domain::{
    clock::Clock,
    ids::{RegistrationId, VerificationId},
    schedule::Intervals,
};
use store::{KeptVerification, Loaded, Page, Store};

/// One kept report; `None` is the latest.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn load_verification(
    store: &Store,
    clock: &dyn Clock,
    caller: &Caller,
    id: RegistrationId,
    verification: Option<VerificationId>,
) -> Result<(Loaded, KeptVerification), RegistrationError> {
    let loaded = load(store, caller, id).await?;
    let verification = verification
        .or(loaded.standing.latest_report)
        .ok_or(RegistrationError::NeverVerified)?;
    let kept = store
        .find_report(id, verification)
        .await?
        .ok_or(RegistrationError::NotFound)?;
    let kept = as_of(&loaded, kept, clock);
    Ok((loaded, kept))
}

/// A kept report as it reads now. The newest one tells how things are: its answers have an age. Older ones tell how things
/// were.
fn as_of(loaded: &Loaded, kept: KeptVerification, clock: &dyn Clock) -> KeptVerification {
    if loaded.standing.latest_report != Some(kept.id) {
        return kept;
    }
    KeptVerification {
        report: kept.report.as_of(&loaded.standing, clock.now()),
        ..kept
    }
}

/// Counts a verification that the caller asks for: once a window for each registration, so that the API cannot be used to burn
/// the tenants' quota at Microsoft (`security.md` T55).
///
/// # Errors
/// [`RegistrationError::TooSoon`] and [`RegistrationError::Store`].
pub async fn may_verify_now(
    store: &Store,
    clock: &dyn Clock,
    intervals: Intervals,
    loaded: &Loaded,
) -> Result<Allowance, RegistrationError> {
    let id = loaded.registration.id.to_string();
    let limit = verifications_now(intervals);
    let allowance = limit.spend_unseen(store, clock.now(), &id).await?;
    allowance.map_err(RegistrationError::TooSoon)
}

/// A page of kept reports, newest first.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn list_verifications(
    store: &Store,
    clock: &dyn Clock,
    caller: &Caller,
    id: RegistrationId,
    cursor: Option<&str>,
    limit: i32,
) -> Result<(Loaded, Page<KeptVerification>), RegistrationError> {
    let loaded = load(store, caller, id).await?;
    let page = store.list_reports(id, cursor, limit).await?;
    let items = page.items.into_iter();
    let items = items.map(|kept| as_of(&loaded, kept, clock)).collect();
    Ok((loaded, Page { items, ..page }))
}

/// The cursor of the page behind a kept report, for a page that ends before it is full.
pub fn cursor_behind(kept: &KeptVerification) -> Option<String> {
    Store::cursor_behind(kept)
}
