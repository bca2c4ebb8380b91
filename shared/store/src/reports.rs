//! Kept verification reports.

use crate::{
    ListError, Page, Store, StoreError,
    keys::{self, Key},
};
use domain::{
    ids::{RegistrationId, VerificationId},
    verification::report::Report,
};
use serde::{Deserialize, Serialize};

/// Who asked for a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The schedule.
    Scheduled,
    /// An administrator on the hosted page.
    Interactive,
    /// The host app.
    Requested,
}

/// A kept report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct KeptVerification {
    /// Its id.
    pub id: VerificationId,
    /// Whose.
    pub registration_id: RegistrationId,
    /// Who asked for it.
    pub trigger: Trigger,
    /// The report.
    pub report: Report,
}

impl Store {
    /// One kept report, strongly consistent.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find_report(
        &self,
        id: RegistrationId,
        verification: VerificationId,
    ) -> Result<Option<KeptVerification>, StoreError> {
        self.find(&Key::verification(id, verification)).await
    }

    /// A page of kept reports, newest first.
    ///
    /// # Errors
    /// See [`ListError`].
    pub async fn list_reports(
        &self,
        id: RegistrationId,
        cursor: Option<&str>,
        limit: i32,
    ) -> Result<Page<KeptVerification>, ListError> {
        self.list_newest(id, keys::VERIFICATION_PREFIX, cursor, limit)
            .await
    }
}
