//! Erasure of a registration, write by write. Each step finds the remains and leaves nothing half done, so that the next call
//! continues an interrupted erasure (T83).

mod tenants;

use crate::{
    Store, StoreError,
    commit::KEPT,
    entity::{Entity, OnErasure},
    idempotency, in_transaction,
    item::{Item, Nested, held, is_tombstone, number, text},
    keys::{self, Key, OF_REGISTRATION, registration_partition},
    registrations::StandingItem,
    removals::due_for_removal,
};
use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem};
use domain::{
    access::AuditEntry, erasure::Tombstone, event::Event, ids::RegistrationId, standing::Standing,
    support_code::SupportCode,
};
use std::collections::HashMap;

/// Slot that no run has, so that a run that is still under way stores nothing.
const LAST_SLOT: i64 = i64::MAX;

/// Number that no event has, so that a writer that is still under way stores no event.
const LAST_EVENT: i64 = i64::MAX;

/// Items of one page.
const PAGE: i32 = 100;

/// Attribute of an audit entry whose names are pseudonyms.
pub(crate) const PSEUDONYMISED: &str = "pseudonymised";

impl Store {
    /// Replaces a registration that is unchanged since it was read by the tombstone, with the event about it. From then on the
    /// registration is on no list and no schedule, and every write that rests on it fails.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the registration has changed, or another event of it was written.
    pub async fn begin_erasure(
        &self,
        tombstone: &Tombstone,
        expected_version: u64,
        event: Option<&Event>,
    ) -> Result<(), StoreError> {
        let id = tombstone.id;
        let mut item = self.tombstone_item(tombstone)?;
        item.extend(due_for_removal(tombstone.requested_at));
        let replaced = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("#version = :expected")
            .expression_attribute_names("#version", "version")
            .expression_attribute_values(
                ":expected",
                AttributeValue::N(expected_version.to_string()),
            );
        let standing = StandingItem {
            standing: Standing::default(),
            last_attempt: None,
        };
        let mut standing = self.item(&Key::standing(id), &standing)?;
        standing.insert("last_slot".to_owned(), number(LAST_SLOT));
        standing.insert("told".to_owned(), number(LAST_EVENT));
        let mut emptied = Put::builder()
            .table_name(&self.table)
            .set_item(Some(standing));
        if let Some(event) = event {
            let before = event.registration.sequence.saturating_sub(1);
            emptied = emptied
                .condition_expression("attribute_not_exists(told) OR told = :before")
                .expression_attribute_values(":before", AttributeValue::N(before.to_string()));
        }
        let mut transaction = self.client.transact_write_items();
        for put in [replaced, emptied] {
            let put = put
                .build()
                .map_err(|_| StoreError::Refused("request not built".to_owned()))?;
            transaction = transaction.transact_items(TransactWriteItem::builder().put(put).build());
        }
        if let Some(event) = event {
            transaction = transaction.transact_items(self.put_event(event)?);
        }
        in_transaction::make(transaction).await
    }

    pub(crate) fn tombstone_item(&self, tombstone: &Tombstone) -> Result<Item, StoreError> {
        self.item(&Key::tombstone(tombstone.id), &Nested { value: tombstone })
    }

    /// The tombstone of a registration that is erased or being erased, strongly consistent.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find_tombstone(
        &self,
        id: RegistrationId,
    ) -> Result<Option<Tombstone>, StoreError> {
        let key = Key::tombstone(id);
        let item = self.get(&key).await?.filter(is_tombstone);
        let nested: Option<Nested<Tombstone>> =
            item.map(|item| self.value(&key, item)).transpose()?;
        Ok(nested.map(|nested| nested.value))
    }

    /// Deletes at most `most` items of an erased registration, and the answers kept for its requests. Returns whether those
    /// were all. The audit, the tombstone and the pointers to its tenants stay.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_items(&self, id: RegistrationId, most: usize) -> Result<bool, StoreError> {
        let mut left = most;
        for partition in [true, false] {
            let mut start = None;
            loop {
                let (items, next) = self.items_of(id, partition, start).await?;
                for item in &items {
                    if left == 0 {
                        return Ok(false);
                    }
                    left -= usize::from(self.delete_if_due(id, item).await?);
                }
                start = next;
                if start.is_none() {
                    break;
                }
            }
        }
        Ok(true)
    }

    /// A page of the keys of a registration's items: those in its partition, or those elsewhere that name it.
    async fn items_of(
        &self,
        id: RegistrationId,
        in_partition: bool,
        start: Option<Item>,
    ) -> Result<(Vec<Item>, Option<Item>), StoreError> {
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .limit(PAGE)
            .set_exclusive_start_key(start);
        let query = if in_partition {
            query
                .key_condition_expression("PK = :id")
                .expression_attribute_values(":id", text(registration_partition(id)))
                .projection_expression("PK, SK")
                .consistent_read(true)
        } else {
            query
                .index_name("registration")
                .key_condition_expression("of_registration = :id")
                .expression_attribute_values(":id", text(id.to_string()))
        };
        let output = query.send().await?;
        Ok((output.items.unwrap_or_default(), output.last_evaluated_key))
    }

    /// Treats an item as its kind demands. Returns whether there was anything to do.
    async fn delete_if_due(&self, id: RegistrationId, item: &Item) -> Result<bool, StoreError> {
        let (Some(Ok(partition)), Some(Ok(sort))) = (
            item.get("PK").map(AttributeValue::as_s),
            item.get("SK").map(AttributeValue::as_s),
        ) else {
            return Ok(false);
        };
        let key = HashMap::from([
            ("PK".to_owned(), text(partition)),
            ("SK".to_owned(), text(sort)),
        ]);
        // A kind that a newer version wrote is of the registration too.
        let entity = keys::entity_of(sort);
        match entity.map_or(OnErasure::Deleted, Entity::on_erasure) {
            OnErasure::Deleted if *partition == registration_partition(id) => {
                self.delete_item(key).await?;
                Ok(true)
            }
            OnErasure::Deleted => self.delete_own(key, OF_REGISTRATION, id).await,
            OnErasure::Emptied => {
                self.empty_request(id, key).await?;
                Ok(true)
            }
            OnErasure::Stripped => {
                self.strip_event(key).await?;
                Ok(true)
            }
            OnErasure::Replaced
            | OnErasure::Pseudonymised
            | OnErasure::Released
            | OnErasure::Kept
            | OnErasure::Unrelated => Ok(false),
        }
    }

    /// Deletes an item that still names the registration by this attribute. Returns whether it did. An index lags a moment
    /// behind, and a freed support code is drawn again, so the item may belong to another registration by now.
    async fn delete_own(
        &self,
        key: HashMap<String, AttributeValue>,
        attribute: &str,
        id: RegistrationId,
    ) -> Result<bool, StoreError> {
        let delete = self.client.delete_item().table_name(&self.table);
        let deleted = delete
            .set_key(Some(key))
            .condition_expression("#owner = :id")
            .expression_attribute_names("#owner", attribute)
            .expression_attribute_values(":id", text(id.to_string()))
            .send()
            .await;
        held(deleted)
    }

    pub(crate) async fn delete_item(
        &self,
        key: HashMap<String, AttributeValue>,
    ) -> Result<(), StoreError> {
        let delete = self.client.delete_item().table_name(&self.table);
        delete.set_key(Some(key)).send().await?;
        Ok(())
    }

    /// Removes the host app's own values from an event.
    async fn strip_event(&self, key: HashMap<String, AttributeValue>) -> Result<(), StoreError> {
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key))
            .update_expression("REMOVE of_registration, #value.#registration.#metadata")
            .condition_expression("attribute_exists(#value.#registration)")
            .expression_attribute_names("#value", "value")
            .expression_attribute_names("#registration", "registration")
            .expression_attribute_names("#metadata", "metadata")
            .send()
            .await;
        held(result).map(drop)
    }

    /// Removes the answer from a request that was kept for its `Idempotency-Key`. A repeat is then told that the registration
    /// is erased.
    async fn empty_request(
        &self,
        id: RegistrationId,
        key: HashMap<String, AttributeValue>,
    ) -> Result<(), StoreError> {
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key))
            .update_expression(
                "SET #erased = :id REMOVE of_registration, answered, body, fingerprint, seed, attempt, report_id",
            )
            .condition_expression("of_registration = :id")
            .expression_attribute_names("#erased", idempotency::ERASED)
            .expression_attribute_values(":id", text(id.to_string()))
            .send()
            .await;
        held(result).map(drop)
    }

    /// Frees the support code of an erased registration, unless it belongs to another by now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn free_support_code(
        &self,
        id: RegistrationId,
        code: SupportCode,
    ) -> Result<(), StoreError> {
        let key = Key::support_code(code).attributes();
        self.delete_own(key, "registration_id", id).await.map(drop)
    }

    /// Replaces every audit entry that still names people by the result of `pseudonymised`. An unreadable entry cannot be
    /// pseudonymised and is deleted.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn pseudonymise_audit(
        &self,
        id: RegistrationId,
        pseudonymised: impl Fn(AuditEntry) -> AuditEntry,
    ) -> Result<(), StoreError> {
        let mut start = None;
        loop {
            let output = self
                .client
                .query()
                .table_name(&self.table)
                .key_condition_expression("PK = :partition AND begins_with(SK, :sort)")
                .filter_expression("attribute_not_exists(#done)")
                .expression_attribute_names("#done", PSEUDONYMISED)
                .expression_attribute_values(":partition", text(registration_partition(id)))
                .expression_attribute_values(":sort", text(keys::AUDIT_PREFIX))
                .consistent_read(true)
                .set_exclusive_start_key(start)
                .limit(PAGE)
                .send()
                .await?;
            for item in output.items.unwrap_or_default() {
                let key: HashMap<_, _> = ["PK", "SK"]
                    .into_iter()
                    .filter_map(|name| Some((name.to_owned(), item.get(name)?.clone())))
                    .collect();
                let list = Key::of_list(Entity::Audit, keys::AUDIT_PREFIX);
                match self.readable::<Nested<AuditEntry>>(&list, item) {
                    Some(Nested { value }) => self.write_pseudonyms(pseudonymised(value)).await?,
                    None => self.delete_item(key).await?,
                }
            }
            start = output.last_evaluated_key;
            if start.is_none() {
                return Ok(());
            }
        }
    }

    async fn write_pseudonyms(&self, entry: AuditEntry) -> Result<(), StoreError> {
        let key = Key::audit(entry.registration_id, entry.id);
        let ends = entry.occurred_at + KEPT;
        let mut item = Self::with_expiry(self.item(&key, &Nested { value: entry })?, ends);
        item.insert(PSEUDONYMISED.to_owned(), AttributeValue::Bool(true));
        let put = self.client.put_item().table_name(&self.table);
        put.set_item(Some(item)).send().await?;
        Ok(())
    }

    /// Replaces the tombstone by that of a finished erasure, which is kept for 400 days like the audit.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn finish_erasure(&self, tombstone: &Tombstone) -> Result<(), StoreError> {
        let item = self.tombstone_item(tombstone)?;
        let ends = tombstone
            .erasure()
            .erased_at
            .unwrap_or(tombstone.requested_at)
            + KEPT;
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(Self::with_expiry(item, ends)))
            .condition_expression("entity = :tombstone")
            .expression_attribute_values(":tombstone", text(Entity::Tombstone.name()))
            .send()
            .await?;
        Ok(())
    }
}
