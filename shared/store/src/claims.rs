//! Claims, by which only one registration of a customer and a domain is made at a time. Their rows contain ids and hashes
//! alone.

use crate::{
    Store, StoreError,
    item::{Nested, text},
    keys::Key,
};
use aws_sdk_dynamodb::types::{Put, TransactWriteItem};
use domain::ids::{RegistrationId, TokenHash};

/// A claim that is written with its registration.
#[derive(Debug, Clone)]
pub struct ClaimWrite {
    /// Hash of the claimed customer and domain.
    pub of: TokenHash,
    /// Registration that had the claim and lost it.
    pub lost_by: Option<RegistrationId>,
}

impl Store {
    /// The registration that has a claim, even if it is gone or names another domain by now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find_claim(&self, of: &TokenHash) -> Result<Option<RegistrationId>, StoreError> {
        let nested: Option<Nested<RegistrationId>> = self.find(&Key::claim(of)).await?;
        Ok(nested.map(|nested| nested.value))
    }

    /// Part of a transaction that gives the claim to a registration.
    pub(crate) fn claim_part(
        &self,
        claim: &ClaimWrite,
        id: RegistrationId,
    ) -> Result<TransactWriteItem, StoreError> {
        let item = self.item(&Key::claim(&claim.of), &Nested { value: id })?;
        let item = Self::of_registration(item, id);
        let put = Put::builder().table_name(&self.table).set_item(Some(item));
        let put = match claim.lost_by {
            None => put.condition_expression("attribute_not_exists(PK)"),
            Some(lost_by) => put
                .condition_expression("#value = :lost_by")
                .expression_attribute_names("#value", "value")
                .expression_attribute_values(":lost_by", text(lost_by.to_string())),
        };
        let put = put
            .build()
            .map_err(|_| StoreError::Refused("request not built".to_owned()))?;
        Ok(TransactWriteItem::builder().put(put).build())
    }
}
