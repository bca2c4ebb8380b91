//! Verifications as the host app reads them, and the limit of its requests for one. As in
//! [`registrations`](crate::host::registrations), a registration outside the caller's reach does not exist; each answer comes with
//! its registration, which names the tenant.

use crate::{
    host::{
        api_key::Caller,
        registrations::{RegistrationError, load},
    },
    limits::{Allowance, Limit, approval_looks, given_back, verifications_now},
};
use domain::{
    clock::Clock,
    ids::{RegistrationId, VerificationId},
    registration::Lifecycle,
    schedule::Intervals,
};
use jiff::Timestamp;
use store::{KeptVerification, Page, Store, StoredRegistration};

/// Loads a kept report; `None` means the latest.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn load_verification(
    store: &Store,
    clock: &dyn Clock,
    caller: &Caller,
    id: RegistrationId,
    verification: Option<VerificationId>,
) -> Result<(StoredRegistration, KeptVerification), RegistrationError> {
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

/// A kept report as of now. The newest one describes the present: its answers have an age. Older ones describe the past.
fn as_of(
    loaded: &StoredRegistration,
    kept: KeptVerification,
    clock: &dyn Clock,
) -> KeptVerification {
    if loaded.standing.latest_report != Some(kept.id) {
        return kept;
    }
    KeptVerification {
        report: kept.report.as_of(&loaded.standing, clock.now()),
        ..kept
    }
}

/// A turn to verify one registration. A turn that led to no report is given back, so that the next call need not wait.
#[derive(Debug, Clone, Copy)]
pub struct Turn {
    limit: Limit,
    /// Limit of turns that are given back. Microsoft may have been asked in each.
    given_back: Limit,
    id: RegistrationId,
    at: Timestamp,
    /// Allowance that is left in this window.
    pub allowance: Allowance,
}

impl Turn {
    /// Takes a turn to verify the registration: one in a window, so that the API cannot be used to exhaust the tenants' quota
    /// at Microsoft (T55). If there is nothing to verify, none is taken. If no administrator has approved yet,
    /// the run looks for an approval that was given elsewhere; such looks have a window of their own.
    ///
    /// # Errors
    /// [`RegistrationError::NotApprovedYet`], [`RegistrationError::Disconnected`], [`RegistrationError::TooSoon`] and
    /// [`RegistrationError::Store`].
    pub async fn take(
        store: &Store,
        clock: &dyn Clock,
        intervals: Intervals,
        loaded: &StoredRegistration,
    ) -> Result<Self, RegistrationError> {
        let (limit, is_approved) = match &loaded.registration.lifecycle {
            Lifecycle::Invited | Lifecycle::Erased { .. } => {
                return Err(RegistrationError::NotApprovedYet);
            }
            Lifecycle::Disconnected { .. } => return Err(RegistrationError::Disconnected),
            Lifecycle::SignedIn { .. } => (approval_looks(intervals), false),
            Lifecycle::Consented { .. } | Lifecycle::Connected { .. } => {
                (verifications_now(intervals), true)
            }
        };
        let (id, at) = (loaded.registration.id, clock.now());
        let spent = limit.spend_unseen(store, at, &id.to_string()).await?;
        let allowance = spent.map_err(|none| {
            if is_approved {
                RegistrationError::TooSoon(none)
            } else {
                RegistrationError::NotApprovedYet
            }
        })?;
        Ok(Self {
            limit,
            given_back: given_back(intervals),
            id,
            at,
            allowance,
        })
    }

    /// Gives the turn back, after a run that ended without a report: a few times in a window.
    ///
    /// # Errors
    /// [`store::StoreError`].
    pub async fn give_back(self, store: &Store) -> Result<(), store::StoreError> {
        let who = self.id.to_string();
        if self.given_back.allows(store, self.at, &who).await? {
            self.limit.reset(store, self.at, &who).await?;
        }
        Ok(())
    }
}

/// Lists kept reports in pages, newest first.
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
) -> Result<(StoredRegistration, Page<KeptVerification>), RegistrationError> {
    let loaded = load(store, caller, id).await?;
    let page = store.list_reports(id, cursor, limit).await?;
    let items = page.items.into_iter();
    let items = items.map(|kept| as_of(&loaded, kept, clock)).collect();
    Ok((loaded, Page { items, ..page }))
}

/// The cursor of the page behind a kept report, for a page that ends early.
pub fn cursor_behind(kept: &KeptVerification) -> Option<String> {
    Store::cursor_behind(kept)
}
