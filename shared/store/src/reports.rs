//! Kept verification reports.
//!
//! A report is JSON in which the same requests, ids and instants occur again and again, so it is stored deflated (RFC 1951): a
//! write costs by the kilobyte, and twice in a transaction. Earlier reports are maps, and are read as such.

use crate::{
    KeptReport, ListError, Page, Store, StoreError,
    entity::Entity,
    history::Cursor,
    item::Item,
    keys::{self, Key},
};
use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use domain::{
    ids::{RegistrationId, VerificationId},
    verification::report::Report,
};
use miniz_oxide::{deflate::compress_to_vec, inflate::decompress_to_vec_with_limit};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};
use std::fmt;

/// Level of compression, of 0 to 10, with the best ratio of size to time; level 10 takes several times as long for a few
/// bytes.
const LEVEL: u8 = 9;
/// Largest size of a report's JSON, in bytes, which no report reaches.
const LONGEST: usize = 4 * 1024 * 1024;

/// Party that asked for a verification.
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
    /// The registration.
    pub registration_id: RegistrationId,
    /// Party that asked for the verification.
    pub trigger: Trigger,
    /// The report.
    #[serde(deserialize_with = "packed")]
    pub report: Report,
}

/// Members of a kept report apart from its content.
#[derive(Serialize)]
struct ReportItem {
    id: VerificationId,
    registration_id: RegistrationId,
    trigger: Trigger,
}

impl Store {
    /// Item of a report.
    pub(crate) fn report_item(&self, kept: &KeptReport<'_>) -> Result<Item, StoreError> {
        let key = Key::verification(kept.registration_id, kept.id);
        let head = ReportItem {
            id: kept.id,
            registration_id: kept.registration_id,
            trigger: kept.trigger,
        };
        let mut item = self.item(&key, &head)?;
        let content =
            serde_json::to_vec(kept.report).map_err(|error| self.corrupt(&key, &error))?;
        let packed = Blob::new(compress_to_vec(&content, LEVEL));
        item.insert("report".to_owned(), AttributeValue::B(packed));
        Ok(item)
    }

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

    /// Cursor of the page after a kept report.
    pub fn cursor_behind(kept: &KeptVerification) -> Option<String> {
        let key = Key::verification(kept.registration_id, kept.id);
        Cursor::write(&key.attributes())
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
        let prefix = keys::VERIFICATION_PREFIX;
        self.list_newest(id, Entity::Verification, prefix, cursor, limit)
            .await
    }
}

/// A report from its deflated JSON, or from the map of earlier versions.
fn packed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Report, D::Error> {
    struct Packed;

    impl<'de> Visitor<'de> for Packed {
        type Value = Report;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a report")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Report, E> {
            let content = decompress_to_vec_with_limit(bytes, LONGEST)
                .map_err(|_| E::custom("the report cannot be inflated"))?;
            strict_json::parse(&content).map_err(E::custom)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Report, A::Error> {
            Report::deserialize(MapAccessDeserializer::new(map))
        }
    }

    deserializer.deserialize_any(Packed)
}
