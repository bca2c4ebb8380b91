//! Tenants of an erased registration. Each is freed with its last registration.

use crate::{
    Store, StoreError,
    commit::TenantPointer,
    item::{held, number, text},
    keys::{Key, registration_partition},
};
use aws_sdk_dynamodb::types::AttributeValue;
use domain::ids::{RegistrationId, TenantId};
use std::collections::BTreeSet;

/// Number of times that a release is decided if another registration of the tenant is bound or released meanwhile.
const TRIES: u8 = 3;

impl Store {
    /// Tenants to which a registration was bound, strongly consistent.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn tenants_of(&self, id: RegistrationId) -> Result<BTreeSet<TenantId>, StoreError> {
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("PK = :partition AND begins_with(SK, :sort)")
            .expression_attribute_values(":partition", text(registration_partition(id)))
            .expression_attribute_values(":sort", text("TENANT#"))
            .consistent_read(true)
            .send()
            .await?;
        let items = output.items.unwrap_or_default().into_iter();
        let pointers = items.map(|item| {
            let key = Key::of_list(crate::entity::Entity::TenantPointer, "TENANT#");
            self.value::<TenantPointer>(&key, item)
        });
        pointers
            .map(|pointer| pointer.map(|pointer| pointer.tenant_id))
            .collect()
    }

    /// Removes a registration from a tenant's registrations, and frees the tenant if it was the last. Either is one
    /// conditional write, so that no tenant without registrations stays bound.
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreError::Conflict`] when other writers changed the tenant's registrations again and again.
    pub async fn release_tenant(
        &self,
        id: RegistrationId,
        tenant: TenantId,
    ) -> Result<(), StoreError> {
        let mut released = false;
        for _ in 0..TRIES {
            released = self.free_tenant(id, tenant).await?
                || self.leave_tenant(id, tenant).await?
                || !self.is_of_tenant(id, tenant).await?;
            if released {
                break;
            }
        }
        if !released {
            return Err(StoreError::Conflict);
        }
        self.client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(Key::tenant_of(id, tenant).attributes()))
            .send()
            .await?;
        Ok(())
    }

    async fn free_tenant(&self, id: RegistrationId, tenant: TenantId) -> Result<bool, StoreError> {
        let result = self
            .client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(Key::tenant(tenant).attributes()))
            .condition_expression("contains(registrations, :id) AND size(registrations) = :one")
            .expression_attribute_values(":id", text(id.to_string()))
            .expression_attribute_values(":one", number(1))
            .send()
            .await;
        held(result)
    }

    async fn leave_tenant(&self, id: RegistrationId, tenant: TenantId) -> Result<bool, StoreError> {
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::tenant(tenant).attributes()))
            .update_expression("DELETE registrations :these")
            .condition_expression("contains(registrations, :id) AND size(registrations) > :one")
            .expression_attribute_values(":these", AttributeValue::Ss(vec![id.to_string()]))
            .expression_attribute_values(":id", text(id.to_string()))
            .expression_attribute_values(":one", number(1))
            .send()
            .await;
        held(result)
    }

    async fn is_of_tenant(&self, id: RegistrationId, tenant: TenantId) -> Result<bool, StoreError> {
        let item = self.get(&Key::tenant(tenant)).await?;
        let registrations = item.as_ref().and_then(|item| item.get("registrations"));
        let registrations = registrations.and_then(|registrations| registrations.as_ss().ok());
        Ok(registrations.is_some_and(|registrations| registrations.contains(&id.to_string())))
    }
}
