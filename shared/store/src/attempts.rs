//! The last attempt of a person, stored beside the registration's standing: neither a run nor a change of the registration
//! writes it or waits for it.

use crate::{Store, StoreError, item::held, keys::Key};
use domain::{attempt::Attempt, ids::RegistrationId};

impl Store {
    /// Records the outcome of an attempt, unless the registration is gone.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn note_attempt(
        &self,
        id: RegistrationId,
        attempt: &Attempt,
    ) -> Result<(), StoreError> {
        let key = Key::standing(id);
        let value = serde_dynamo::to_attribute_value(attempt)
            .map_err(|error| self.corrupt(&key, &error))?;
        let written = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .update_expression("SET last_attempt = :attempt")
            .condition_expression("attribute_exists(PK)")
            .expression_attribute_values(":attempt", value)
            .send()
            .await;
        held(written).map(drop)
    }
}
