//! Requests with an `Idempotency-Key`, kept for 24 hours.

use crate::{
    Store, StoreError,
    item::{find_number, number, text},
    keys::Key,
};
use domain::ids::TokenHash;
use jiff::{SignedDuration, Timestamp};

/// How long an answer is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// A request that has run so long was left behind by a process that died: 60 seconds, twice the gateway's limit.
const ABANDONED: SignedDuration = SignedDuration::from_secs(60);

/// How a request with a key begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// It is the first of its key.
    Started,
    /// The first is still running.
    Running,
    /// The key was used with another body.
    OtherBody,
    /// It was carried out.
    Finished {
        /// The answer's HTTP status.
        status: u16,
        /// The answer's body, sealed by the caller.
        sealed_body: String,
    },
}

impl Store {
    /// Begins a request. Exactly one of several at the same moment is [`Begun::Started`].
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn begin_idempotent(
        &self,
        key: &TokenHash,
        fingerprint: &TokenHash,
        now: Timestamp,
    ) -> Result<Begun, StoreError> {
        let item_key = Key::idempotency(key);
        let result = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item_key.attributes()))
            .item("entity", text("idempotency"))
            .item("fingerprint", text(fingerprint.as_str()))
            .item("started_at", number(now.as_second()))
            .item("expires_at", number((now + KEPT).as_second()))
            .condition_expression(
                "attribute_not_exists(PK) OR expires_at <= :now OR (attribute_not_exists(answered) AND started_at <= :abandoned)",
            )
            .expression_attribute_values(":now", number(now.as_second()))
            .expression_attribute_values(":abandoned", number((now - ABANDONED).as_second()))
            .send()
            .await
            .map_err(StoreError::from);
        match result {
            Ok(_) => return Ok(Begun::Started),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error),
        }
        // Gone in between: its request was abandoned just now, so the caller may try again at once.
        let Some(item) = self.get(&item_key).await? else {
            return Ok(Begun::Running);
        };
        let stored = item.get("fingerprint").and_then(|value| value.as_s().ok());
        if stored.map(String::as_str) != Some(fingerprint.as_str()) {
            return Ok(Begun::OtherBody);
        }
        let status = find_number(&item, "answered").and_then(|status| u16::try_from(status).ok());
        let body = item.get("body").and_then(|value| value.as_s().ok());
        match (status, body) {
            (Some(status), Some(body)) => Ok(Begun::Finished {
                status,
                sealed_body: body.clone(),
            }),
            _ => Ok(Begun::Running),
        }
    }

    /// Keeps the answer.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn finish_idempotent(
        &self,
        key: &TokenHash,
        status: u16,
        sealed_body: &str,
    ) -> Result<(), StoreError> {
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::idempotency(key).attributes()))
            .update_expression("SET answered = :status, body = :body")
            .condition_expression("attribute_exists(PK)")
            .expression_attribute_values(":status", number(i64::from(status)))
            .expression_attribute_values(":body", text(sealed_body))
            .send()
            .await?;
        Ok(())
    }

    /// Lets the key be used again, unless it was answered.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn abandon_idempotent(&self, key: &TokenHash) -> Result<(), StoreError> {
        let result = self
            .client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(Key::idempotency(key).attributes()))
            .condition_expression("attribute_not_exists(answered)")
            .send()
            .await
            .map_err(StoreError::from);
        match result {
            Ok(_) | Err(StoreError::Conflict) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
