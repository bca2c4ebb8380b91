//! The last attempt of a person, beside how the registration stands: neither a run nor a change of the registration writes it
//! or waits for it.

use crate::{Store, StoreError, keys::Key};
use domain::{attempt::Attempt, ids::RegistrationId};

impl Store {
    /// Notes how an attempt ended. Of a registration that is gone nothing is noted.
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
            .await
            .map_err(StoreError::from);
        match written {
            Ok(_) | Err(StoreError::Conflict) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
