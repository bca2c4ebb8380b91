//! Changes by people: reserved before Microsoft is asked, kept afterwards and never rewritten (`SECURITY.md`, Audit).

use crate::{
    ListError, Page, Store, StoreError,
    commit::KEPT,
    entity::Entity,
    history::Cursor,
    in_transaction,
    item::{Item, Nested, held, text},
    keys::{self, Key},
};
use aws_sdk_dynamodb::{
    operation::put_item::builders::PutItemFluentBuilder,
    types::{ConditionCheck, Delete, Put, TransactWriteItem},
};
use domain::{
    access::{AuditEntry, PendingChange},
    ids::{AuditId, RegistrationId, TenantId, TokenHash},
};

/// Condition that this change holds the reservation.
const IS_RESERVED: &str = "#value.#entry.#id = :id";

/// Reason why an entry was not recorded. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// Another request recorded the change, or it was never reserved.
    #[error("the change is not reserved any more")]
    NotReserved,
    /// The table could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Reserves the one place of a tenant for a change, before Microsoft is asked for it, because all registrations of a
    /// tenant share its service principal. For 400 days a later reader settles a change that was not recorded. A retry of the
    /// SDK that meets its own first write recognises it by the change's id.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when another change holds the place.
    pub async fn reserve_change(&self, pending: &PendingChange) -> Result<(), StoreError> {
        self.put_pending(pending)?
            .condition_expression(format!("attribute_not_exists(PK) OR {IS_RESERVED}"))
            .expression_attribute_names("#value", "value")
            .expression_attribute_names("#entry", "entry")
            .expression_attribute_names("#id", "id")
            .expression_attribute_values(":id", text(pending.entry.id.to_string()))
            .send()
            .await?;
        Ok(())
    }

    /// Write of a reserved change; the caller adds the condition.
    fn put_pending(&self, pending: &PendingChange) -> Result<PutItemFluentBuilder, StoreError> {
        let key = Key::pending_change(pending.entry.tenant_id);
        let item = self.item(&key, &Nested { value: pending })?;
        let item = Self::with_expiry(item, pending.entry.occurred_at + KEPT);
        let put = self.client.put_item().table_name(&self.table);
        Ok(put.set_item(Some(item)))
    }

    /// The reserved change of a tenant, if there is one; strongly consistent.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find_pending_change(
        &self,
        tenant: TenantId,
    ) -> Result<Option<PendingChange>, StoreError> {
        let nested: Option<Nested<PendingChange>> = self.find(&Key::pending_change(tenant)).await?;
        Ok(nested.map(|nested| nested.value))
    }

    /// Records the requests to Microsoft that a reserved change is about to make, in one transaction with the last check of
    /// the authority: the administrator's session still exists, the invitation is open and the tenant is still the
    /// registration's (T24, T28).
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when one of these does not hold, or the change is no longer reserved.
    pub async fn begin_change(
        &self,
        pending: &PendingChange,
        session: &TokenHash,
        invitation: &TokenHash,
    ) -> Result<(), StoreError> {
        let key = Key::pending_change(pending.entry.tenant_id);
        let item = self.item(&key, &Nested { value: pending })?;
        let built = |_| StoreError::Refused("request not built".to_owned());
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(Self::with_expiry(
                item,
                pending.entry.occurred_at + KEPT,
            )))
            .condition_expression(IS_RESERVED)
            .expression_attribute_names("#value", "value")
            .expression_attribute_names("#entry", "entry")
            .expression_attribute_names("#id", "id")
            .expression_attribute_values(":id", text(pending.entry.id.to_string()))
            .build()
            .map_err(built)?;
        let session = ConditionCheck::builder()
            .table_name(&self.table)
            .set_key(Some(Key::access_session(session).attributes()))
            .condition_expression("attribute_exists(PK)")
            .build()
            .map_err(built)?;
        let transaction = self
            .client
            .transact_write_items()
            .transact_items(TransactWriteItem::builder().put(put).build())
            .transact_items(
                TransactWriteItem::builder()
                    .condition_check(session)
                    .build(),
            )
            .transact_items(self.require_open(invitation)?)
            .transact_items(
                self.require_verifiable(pending.entry.registration_id, pending.entry.tenant_id)?,
            );
        in_transaction::make(transaction).await
    }

    /// Records the progress of a reserved change; it keeps its place.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is no longer reserved.
    pub async fn update_pending_change(&self, pending: &PendingChange) -> Result<(), StoreError> {
        self.put_pending(pending)?
            .condition_expression(IS_RESERVED)
            .expression_attribute_names("#value", "value")
            .expression_attribute_names("#entry", "entry")
            .expression_attribute_names("#id", "id")
            .expression_attribute_values(":id", text(pending.entry.id.to_string()))
            .send()
            .await?;
        Ok(())
    }

    /// Frees the place of a change that made no request to Microsoft. A change that is no longer reserved holds no place.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn release_change(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        let released = self
            .client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(Key::pending_change(entry.tenant_id).attributes()))
            .condition_expression(IS_RESERVED)
            .expression_attribute_names("#value", "value")
            .expression_attribute_names("#entry", "entry")
            .expression_attribute_names("#id", "id")
            .expression_attribute_values(":id", text(entry.id.to_string()))
            .send()
            .await;
        held(released).map(drop)
    }

    /// Records the outcome of a reserved change and frees its place, together. The entry is kept for 400 days.
    ///
    /// # Errors
    /// See [`RecordError`].
    pub async fn record_change(&self, entry: &AuditEntry) -> Result<(), RecordError> {
        let item = self.audit_item(entry)?;
        let release = Delete::builder()
            .table_name(&self.table)
            .set_key(Some(Key::pending_change(entry.tenant_id).attributes()))
            .condition_expression(IS_RESERVED)
            .expression_attribute_names("#value", "value")
            .expression_attribute_names("#entry", "entry")
            .expression_attribute_names("#id", "id")
            .expression_attribute_values(":id", text(entry.id.to_string()))
            .build()
            .map_err(|_| StoreError::Refused("request not built".to_owned()))?;
        let transaction = self
            .client
            .transact_write_items()
            .transact_items(self.put_new(item)?)
            .transact_items(TransactWriteItem::builder().delete(release).build());
        match in_transaction::make(transaction).await {
            Ok(()) => Ok(()),
            Err(StoreError::Conflict) => Err(RecordError::NotReserved),
            Err(error) => Err(error.into()),
        }
    }

    /// Item of an audit entry.
    pub(crate) fn audit_item(&self, entry: &AuditEntry) -> Result<Item, StoreError> {
        let key = Key::audit(entry.registration_id, entry.id);
        let item = self.item(&key, &Nested { value: entry })?;
        Ok(Self::with_expiry(item, entry.occurred_at + KEPT))
    }

    /// Cursor of the page after an entry of the audit.
    pub fn audit_cursor_behind(of: RegistrationId, entry: AuditId) -> Option<String> {
        Cursor::write(&Key::audit(of, entry).attributes())
    }

    /// A page of a registration's audit, newest first.
    ///
    /// # Errors
    /// See [`ListError`].
    pub async fn list_audit(
        &self,
        id: RegistrationId,
        cursor: Option<&str>,
        limit: i32,
    ) -> Result<Page<AuditEntry>, ListError> {
        let page: Page<Nested<AuditEntry>> = self
            .list_newest(id, Entity::Audit, keys::AUDIT_PREFIX, cursor, limit)
            .await?;
        Ok(Page {
            items: page.items.into_iter().map(|nested| nested.value).collect(),
            next: page.next,
        })
    }
}
