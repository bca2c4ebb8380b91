//! Records of webhook endpoints over time. Their addresses and secrets are in the secret store.

use crate::{
    Store, StoreError,
    entity::Entity,
    item::{held, number, text},
    keys::{self, Key},
};
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use domain::webhook::{
    DeliveryAttempt, DeliveryOutcome, EndpointConfiguration, EndpointDisabling, EndpointId,
    EndpointRecord, PingResult,
};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

impl Store {
    /// All endpoints that have ever been configured, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn webhook_endpoints(&self) -> Result<Vec<EndpointRecord>, StoreError> {
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("PK = :partition")
            .expression_attribute_values(":partition", text(keys::WEBHOOK_ENDPOINTS))
            .consistent_read(true)
            .send()
            .await?;
        let key = Key::of_list(Entity::WebhookEndpoint, keys::WEBHOOK_ENDPOINTS);
        let items = output.items.unwrap_or_default().into_iter();
        Ok(items.filter_map(|item| self.readable(&key, item)).collect())
    }

    /// Records the operator's configuration of an endpoint. An endpoint whose entry cannot be used keeps its host.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn note_configured(
        &self,
        id: &EndpointId,
        configured: EndpointConfiguration<'_>,
    ) -> Result<(), StoreError> {
        let (is_configured, is_usable) = match configured {
            EndpointConfiguration::Usable { .. } => (true, true),
            EndpointConfiguration::Unusable => (true, false),
            EndpointConfiguration::Removed => (false, true),
        };
        let expression = match configured {
            EndpointConfiguration::Usable { .. } | EndpointConfiguration::Removed => {
                "SET is_configured = :configured, is_usable = :usable, host = :host, is_switched_on = :on"
            }
            EndpointConfiguration::Unusable => {
                "SET is_configured = :configured, is_usable = :usable"
            }
        };
        let mut values = vec![
            (":configured", AttributeValue::Bool(is_configured)),
            (":usable", AttributeValue::Bool(is_usable)),
        ];
        match configured {
            EndpointConfiguration::Usable { host, is_on } => {
                values.push((":host", text(host)));
                values.push((":on", AttributeValue::Bool(is_on)));
            }
            EndpointConfiguration::Removed => {
                values.push((":host", AttributeValue::Null(true)));
                values.push((":on", AttributeValue::Bool(false)));
            }
            EndpointConfiguration::Unusable => {}
        }
        self.update_endpoint(id, expression, values).await?;
        Ok(())
    }

    /// Begins the one trial that a failing endpoint gets in each period of `every`. Returns `false` if another worker began
    /// it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn begin_trial(
        &self,
        id: &EndpointId,
        now: Timestamp,
        every: SignedDuration,
    ) -> Result<bool, StoreError> {
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::webhook_endpoint(id.as_str()).attributes()))
            .update_expression("SET tried_at = :now")
            .condition_expression(
                "attribute_exists(PK) AND (attribute_not_exists(tried_at) OR tried_at <= :before)",
            )
            .expression_attribute_values(":now", number(now.as_second()))
            .expression_attribute_values(":before", number((now - every).as_second()))
            .send()
            .await;
        held(result)
    }

    /// Records an attempt, and returns the endpoint's record after it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn note_delivery(
        &self,
        id: &EndpointId,
        attempt: &DeliveryAttempt,
    ) -> Result<EndpointRecord, StoreError> {
        let expression = match attempt.outcome {
            DeliveryOutcome::Delivered => "SET last_success_at = :at REMOVE failing_since",
            DeliveryOutcome::Gone
            | DeliveryOutcome::Redirected
            | DeliveryOutcome::Refused
            | DeliveryOutcome::TimedOut
            | DeliveryOutcome::Unreachable
            | DeliveryOutcome::AddressNotPublic => {
                "SET last_failure_at = :at, failing_since = if_not_exists(failing_since, :at)"
            }
        };
        let at = text(attempt.at.to_string());
        self.update_endpoint(id, expression, [(":at", at)]).await
    }

    /// Records the outcome of a ping.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn note_ping(&self, id: &EndpointId, ping: &PingResult) -> Result<(), StoreError> {
        let ping = self.endpoint_value(id, ping)?;
        self.update_endpoint(id, "SET last_ping = :ping", [(":ping", ping)])
            .await?;
        Ok(())
    }

    /// Disables an endpoint.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn disable_endpoint(
        &self,
        id: &EndpointId,
        disabled: &EndpointDisabling,
    ) -> Result<(), StoreError> {
        let disabled = self.endpoint_value(id, disabled)?;
        let expression = "SET disabled = if_not_exists(disabled, :disabled)";
        self.update_endpoint(id, expression, [(":disabled", disabled)])
            .await?;
        Ok(())
    }

    /// Enables an endpoint again, as if it had never failed. `None` if it was never configured.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn enable_endpoint(
        &self,
        id: &EndpointId,
        now: Timestamp,
    ) -> Result<Option<EndpointRecord>, StoreError> {
        let known = self.webhook_endpoints().await?;
        if !known.iter().any(|record| record.id == *id) {
            return Ok(None);
        }
        let expression = "SET enabled_at = :at REMOVE disabled, failing_since";
        let at = text(now.to_string());
        self.update_endpoint(id, expression, [(":at", at)])
            .await
            .map(Some)
    }

    async fn update_endpoint(
        &self,
        id: &EndpointId,
        expression: &str,
        values: impl IntoIterator<Item = (&'static str, AttributeValue)>,
    ) -> Result<EndpointRecord, StoreError> {
        let key = Key::webhook_endpoint(id.as_str());
        let mut update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .update_expression(expression.replacen("SET ", "SET id = :id, entity = :entity, ", 1))
            .expression_attribute_values(":id", text(id.as_str()))
            .expression_attribute_values(":entity", text(Entity::WebhookEndpoint.name()))
            .return_values(ReturnValue::AllNew);
        for (name, value) in values {
            update = update.expression_attribute_values(name, value);
        }
        let output = update.send().await?;
        self.value(&key, output.attributes.unwrap_or_default())
    }

    fn endpoint_value(
        &self,
        id: &EndpointId,
        value: &impl Serialize,
    ) -> Result<AttributeValue, StoreError> {
        serde_dynamo::to_attribute_value(value)
            .map_err(|error| self.corrupt(&Key::webhook_endpoint(id.as_str()), &error))
    }
}
