//! Administrators' tokens, sealed, each for one flow and found by the hash of its cookie. A session that has ended, by the
//! caller's clock, counts as absent (T24, T71).

use crate::{
    Store, StoreError, in_transaction,
    item::{Nested, text},
    keys::Key,
};
use aws_sdk_dynamodb::types::{Delete, TransactWriteItem};
use domain::{access::AccessSession, flow::Flow, ids::TokenHash};
use jiff::Timestamp;

impl Store {
    /// Opens a session. One transaction puts the flow under its new cookie, writes the session of that cookie and ends a
    /// session of the old cookie. The flow's invitation must be open, and its tenant still the registration's
    /// (T28).
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreError::Conflict`] when the flow of the old cookie is gone, the invitation has ended or the
    /// tenant is no longer the registration's. Nothing is written then.
    pub async fn open_access(
        &self,
        old: &TokenHash,
        flow: &Flow,
        session: &AccessSession,
    ) -> Result<(), StoreError> {
        let (id, session_tenant) = (session.registration_id, session.tenant);
        let key = Key::access_session(&session.cookie_hash);
        let item = self.item(&key, &Nested { value: session })?;
        let item = Self::with_expiry(item, session.ends_at);
        let session = self.put_new(Self::of_registration(item, id))?;
        let old_session = Delete::builder()
            .table_name(&self.table)
            .set_key(Some(Key::access_session(old).attributes()))
            .build()
            .map_err(|_| StoreError::Refused("request not built".to_owned()))?;
        let [old_flow, new_flow, moved] = self.rotation(old, flow)?;
        let transaction = self
            .client
            .transact_write_items()
            .transact_items(self.require_open(&flow.invitation_hash)?)
            .transact_items(self.require_verifiable(id, session_tenant)?)
            .transact_items(old_flow)
            .transact_items(new_flow)
            .transact_items(moved)
            .transact_items(session)
            .transact_items(TransactWriteItem::builder().delete(old_session).build());
        in_transaction::make(transaction).await
    }

    /// The session of a cookie's hash, while it is open.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find_access(
        &self,
        cookie: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<AccessSession>, StoreError> {
        let nested: Option<Nested<AccessSession>> = self.find(&Key::access_session(cookie)).await?;
        Ok(nested
            .map(|nested| nested.value)
            .filter(|session| session.is_open(now)))
    }

    /// Records a use of a session. A session that was ended meanwhile stays ended.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the session no longer exists.
    pub async fn use_access(&self, cookie: &TokenHash, now: Timestamp) -> Result<(), StoreError> {
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::access_session(cookie).attributes()))
            .update_expression("SET #value.used_at = :now")
            .condition_expression("attribute_exists(PK)")
            .expression_attribute_names("#value", "value")
            .expression_attribute_values(":now", text(now.to_string()))
            .send()
            .await?;
        Ok(())
    }

    /// Ends a session and deletes its token. A missing session counts as ended.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end_access(&self, cookie: &TokenHash) -> Result<(), StoreError> {
        self.client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(Key::access_session(cookie).attributes()))
            .send()
            .await?;
        Ok(())
    }
}
