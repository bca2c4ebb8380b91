//! Flows, found by the hash of their cookie, and legs, found by the hash of their `state`. Expired ones, by the caller's
//! clock, count as absent (T71).

use crate::{
    Store, StoreError, in_transaction,
    item::{Item, Nested, held, number, text},
    keys::Key,
};
use aws_sdk_dynamodb::types::{Delete, ReturnValue, TransactWriteItem};
use domain::{
    flow::{Flow, Leg},
    ids::TokenHash,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// More moves than one flow makes: each takes a trip to Microsoft, and trips are limited.
const MOST_MOVES: u8 = 100;

/// Place of a flow that went on under another cookie.
#[derive(Serialize, Deserialize)]
struct MovedFlow {
    cookie_hash: TokenHash,
}

impl Store {
    fn flow_item(&self, flow: &Flow) -> Result<Item, StoreError> {
        let item = self.item(&Key::flow(&flow.cookie_hash), &Nested { value: flow })?;
        let item = Self::with_expiry(item, flow.expires_at);
        Ok(Self::of_registration(item, flow.registration_id))
    }

    fn leg_item(&self, leg: &Leg) -> Result<Item, StoreError> {
        let item = self.item(&Key::leg(&leg.state_hash), &Nested { value: leg })?;
        let item = Self::with_expiry(item, leg.expires_at);
        Ok(Self::of_registration(item, leg.registration_id))
    }

    /// Writes a new flow and its first leg together.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn start_flow(&self, flow: &Flow, leg: &Leg) -> Result<(), StoreError> {
        let transaction = self
            .client
            .transact_write_items()
            .transact_items(self.put_new(self.flow_item(flow)?)?)
            .transact_items(self.put_new(self.leg_item(leg)?)?);
        in_transaction::make(transaction).await
    }

    /// Writes another leg. A retry of the SDK that meets its own first write recognises it by the whole leg, which contains a
    /// random state.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when another leg has its state, or it is spent.
    pub async fn add_leg(&self, leg: &Leg) -> Result<(), StoreError> {
        let item = self.leg_item(leg)?;
        let value = item.get("value").cloned();
        let value = value.ok_or_else(|| StoreError::Refused("request not built".to_owned()))?;
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression(
                "attribute_not_exists(PK) OR (#value = :value AND attribute_not_exists(spent_at))",
            )
            .expression_attribute_names("#value", "value")
            .expression_attribute_values(":value", value)
            .send()
            .await?;
        Ok(())
    }

    /// The flow of a cookie's hash, unless it has expired.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find_flow(
        &self,
        cookie: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Flow>, StoreError> {
        let nested: Option<Nested<Flow>> = self.find(&Key::flow(cookie)).await?;
        Ok(nested
            .map(|nested| nested.value)
            .filter(|flow| now < flow.expires_at))
    }

    /// The leg of a state's hash, unless it has expired. It may be spent; only spending it decides.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find_leg(
        &self,
        state: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Leg>, StoreError> {
        let nested: Option<Nested<Leg>> = self.find(&Key::leg(state)).await?;
        Ok(nested
            .map(|nested| nested.value)
            .filter(|leg| now < leg.expires_at))
    }

    /// Spends a leg; returns `true` to exactly one caller (T03). A retry of the SDK that meets its own first
    /// write recognises it by `call`, which is unique to each call.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn spend_leg(
        &self,
        state: &TokenHash,
        call: Uuid,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::leg(state).attributes()))
            .update_expression("SET spent_at = :now, spent_by = :call")
            .condition_expression(
                "attribute_exists(PK) AND expires_at > :now \
                 AND (attribute_not_exists(spent_at) OR spent_by = :call)",
            )
            .expression_attribute_values(":now", number(now.as_second()))
            .expression_attribute_values(":call", text(call.to_string()))
            .send()
            .await;
        held(result)
    }

    /// Writes an existing flow.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it no longer exists.
    pub async fn save_flow(&self, flow: &Flow) -> Result<(), StoreError> {
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(self.flow_item(flow)?))
            .condition_expression("attribute_exists(PK)")
            .send()
            .await?;
        Ok(())
    }

    /// Deletes the flow of a cookie's hash and the session that goes with it; its legs then lead nowhere. A flow that a leg has
    /// put under another cookie meanwhile is found and ended there. One that is gone is no error.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end_flow(&self, cookie: &TokenHash) -> Result<(), StoreError> {
        let mut cookie = cookie.clone();
        for _ in 0..MOST_MOVES {
            // The rights first: what a fault leaves behind is then worth less.
            self.end_access(&cookie).await?;
            let deleted = self
                .client
                .delete_item()
                .table_name(&self.table)
                .set_key(Some(Key::flow(&cookie).attributes()))
                .return_values(ReturnValue::AllOld)
                .send()
                .await?;
            // A leg that is about to move it is refused from here on.
            if deleted.attributes.is_some() {
                return Ok(());
            }
            let moved: Option<Nested<MovedFlow>> = self.find(&Key::moved_flow(&cookie)).await?;
            let Some(moved) = moved else { return Ok(()) };
            cookie = moved.value.cookie_hash;
        }
        Err(StoreError::Conflict)
    }

    /// Puts a flow under a new cookie; the old cookie is dead at once (T22).
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the flow of the old cookie no longer exists.
    pub async fn rotate_flow(&self, old: &TokenHash, flow: &Flow) -> Result<(), StoreError> {
        let mut transaction = self.client.transact_write_items();
        for item in self.rotation(old, flow)? {
            transaction = transaction.transact_items(item);
        }
        in_transaction::make(transaction).await
    }

    /// The three parts of a transaction that put a flow under a new cookie; the last one tells [`Store::end_flow`] where it went.
    pub(crate) fn rotation(
        &self,
        old: &TokenHash,
        flow: &Flow,
    ) -> Result<[TransactWriteItem; 3], StoreError> {
        let delete = Delete::builder()
            .table_name(&self.table)
            .set_key(Some(Key::flow(old).attributes()))
            .condition_expression("attribute_exists(PK)")
            .build()
            .map_err(|_| StoreError::Refused("request not built".to_owned()))?;
        let moved = MovedFlow {
            cookie_hash: flow.cookie_hash.clone(),
        };
        let moved = self.item(&Key::moved_flow(old), &Nested { value: moved })?;
        let moved = Self::with_expiry(moved, flow.expires_at);
        Ok([
            TransactWriteItem::builder().delete(delete).build(),
            self.put_new(self.flow_item(flow)?)?,
            self.put_new(Self::of_registration(moved, flow.registration_id))?,
        ])
    }
}
