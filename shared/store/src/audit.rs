//! What people changed: reserved before Microsoft is asked, kept afterwards and never written again (`security.md` (f) 3).

use crate::{
    ListError, Page, Store, StoreError,
    commit::KEPT,
    entity::Entity,
    in_transaction,
    item::{Item, Nested, text},
    keys::{self, Key},
    registrations::Cursor,
};
use aws_sdk_dynamodb::{
    operation::put_item::builders::PutItemFluentBuilder,
    types::{ConditionCheck, Delete, Put, TransactWriteItem},
};
use domain::{
    access::{AuditEntry, PendingChange},
    ids::{AuditId, RegistrationId, TenantId, TokenHash},
};

/// The place is taken by this very change.
const IS_RESERVED: &str = "#value.#entry.#id = :id";

/// Why an entry was not recorded. Nothing was.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// Somebody else recorded it, or it was never reserved.
    #[error("the change is not reserved any more")]
    NotReserved,
    /// The table could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Reserves the one place of a tenant for a change, before Microsoft is asked for it: all registrations of a tenant share its
    /// service principal. What is not recorded is found out by the next one who looks, for 400 days.
    /// A retry of the SDK that meets its own first write knows it by the change's id.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when another change has it.
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

    /// The item of a reserved change; the caller says on which condition it is written.
    fn put_pending(&self, pending: &PendingChange) -> Result<PutItemFluentBuilder, StoreError> {
        let key = Key::pending_change(pending.entry.tenant_id);
        let item = self.item(&key, &Nested { value: pending })?;
        let item = Self::with_expiry(item, pending.entry.occurred_at + KEPT);
        let put = self.client.put_item().table_name(&self.table);
        Ok(put.set_item(Some(item)))
    }

    /// The change that is reserved, if there is one; strongly consistent.
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

    /// Writes down what a reserved change is about to ask of Microsoft, in one transaction with the last look at the authority:
    /// the session of the administrator is still there, the invitation open and the tenant still the registration's
    /// (`security.md` T24, T28).
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when one of these does not hold, or the change is not reserved any more.
    pub async fn begin_change(
        &self,
        pending: &PendingChange,
        (session, invitation): (&TokenHash, &TokenHash),
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

    /// Writes down what a reserved change has done so far; its place stays taken.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is not reserved any more.
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

    /// Gives the place of a change free that asked Microsoft for nothing. One that is not reserved any more is free.
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
            .await
            .map_err(StoreError::from);
        match released {
            Ok(_) | Err(StoreError::Conflict) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Keeps what a reserved change came to and gives its place free, together. Kept for 400 days.
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

    /// The entry as it is kept.
    pub(crate) fn audit_item(&self, entry: &AuditEntry) -> Result<Item, StoreError> {
        let key = Key::audit(entry.registration_id, entry.id);
        let item = self.item(&key, &Nested { value: entry })?;
        Ok(Self::with_expiry(item, entry.occurred_at + KEPT))
    }

    /// The cursor of the page behind an entry of the audit.
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
            .list_newest(id, (Entity::Audit, keys::AUDIT_PREFIX), cursor, limit)
            .await?;
        Ok(Page {
            items: page.items.into_iter().map(|nested| nested.value).collect(),
            next: page.next,
        })
    }
}
