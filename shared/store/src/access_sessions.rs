//! Administrators' tokens, sealed, each for one flow and found by the hash of its cookie. One that is over does not exist, by
//! the caller's clock (`security.md` T24, T71).

use crate::{
    Store, StoreError,
    item::{Nested, text},
    keys::Key,
};
use domain::{access::AccessSession, ids::TokenHash};
use jiff::Timestamp;

impl Store {
    /// Writes a session; one of the same flow is replaced.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn start_access(&self, session: &AccessSession) -> Result<(), StoreError> {
        let key = Key::access_session(&session.cookie_hash);
        let item = self.item(&key, "access_session", &Nested { value: session })?;
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(Self::with_expiry(item, session.ends_at)))
            .send()
            .await?;
        Ok(())
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

    /// Notes that a session was used. One that was ended meanwhile stays ended.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is not there any more.
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

    /// Ends a session: nothing is left of the token. One that is not there is ended already.
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
