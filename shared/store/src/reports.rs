//! Kept verification reports.

use crate::{
    ListError, Page, Store, StoreError,
    item::text,
    keys::{self, Key},
    registrations::Cursor,
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
        let partition = keys::registration_partition(id);
        let start = cursor
            .map(|cursor| Cursor::read(cursor, &["PK", "SK"], ("PK", &partition)))
            .transpose()?;
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("PK = :partition AND begins_with(SK, :sort)")
            .expression_attribute_values(":partition", text(partition))
            .expression_attribute_values(":sort", text(keys::VERIFICATION_PREFIX))
            .scan_index_forward(false)
            .set_exclusive_start_key(start)
            .limit(limit)
            .send()
            .await
            .map_err(StoreError::from)?;
        let key = Key {
            partition: String::new(),
            sort: keys::VERIFICATION_PREFIX.to_owned(),
        };
        let items = output
            .items
            .unwrap_or_default()
            .into_iter()
            .map(|item| self.value(&key, item))
            .collect::<Result<_, _>>()?;
        let next = output.last_evaluated_key.as_ref().and_then(Cursor::write);
        Ok(Page { items, next })
    }
}
