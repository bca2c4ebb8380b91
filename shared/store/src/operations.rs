//! Audit of the operators: one item for each command, which no function may read or write (`SECURITY.md`, Audit).

use crate::{
    Store, StoreError,
    commit::KEPT,
    entity::Entity,
    item::{Nested, text},
    keys::{self, Key},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// A command of an operator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OperatorCommand {
    /// Its id, which sorts by time.
    pub id: Uuid,
    /// Instant at which it began.
    pub began_at: Timestamp,
    /// The operator's principal, as AWS names it.
    pub by: String,
    /// The command and its arguments; never a secret.
    pub command: Value,
    /// Its outcome; `None` while it runs, and for good if it was killed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub outcome: Option<CommandOutcome>,
}

/// Outcome of an operator's command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommandOutcome {
    /// The command did its work.
    Done,
    /// The command ended with an error; a part may have been done.
    Failed,
}

impl CommandOutcome {
    fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

impl Store {
    /// Records the beginning of an operator's command, for 400 days.
    ///
    /// # Errors
    /// [`StoreError`]; the command must not be carried out then.
    pub async fn record_operation(&self, operation: &OperatorCommand) -> Result<(), StoreError> {
        let key = Key::operation(operation.id);
        let item = self.item(&key, &Nested { value: operation })?;
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(Self::with_expiry(item, operation.began_at + KEPT)))
            .condition_expression("attribute_not_exists(PK)")
            .send()
            .await?;
        Ok(())
    }

    /// Records the outcome of an operator's command, once and for all.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end_operation(&self, id: Uuid, outcome: CommandOutcome) -> Result<(), StoreError> {
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::operation(id).attributes()))
            .update_expression("SET #value.#outcome = :outcome")
            .condition_expression("attribute_exists(PK) AND attribute_not_exists(#value.#outcome)")
            .expression_attribute_names("#value", "value")
            .expression_attribute_names("#outcome", "outcome")
            .expression_attribute_values(":outcome", text(outcome.word()))
            .send()
            .await?;
        Ok(())
    }

    /// The newest commands of operators, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list_operations(&self, limit: i32) -> Result<Vec<OperatorCommand>, StoreError> {
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("PK = :partition")
            .expression_attribute_values(":partition", text(keys::OPERATIONS))
            .scan_index_forward(false)
            .consistent_read(true)
            .limit(limit)
            .send()
            .await?;
        let key = Key::of_list(Entity::Operation, "operation");
        let items = output.items.unwrap_or_default().into_iter();
        let read = items.filter_map(|item| self.readable::<Nested<OperatorCommand>>(&key, item));
        Ok(read.map(|nested| nested.value).collect())
    }
}
