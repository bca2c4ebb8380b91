//! Settings that a restore leaves out.

use super::{RestoreError, not_built};
use crate::{Store, StoreError, item::EXPIRY};
use aws_sdk_dynamodb::types::{
    PointInTimeRecoverySpecification, StreamSpecification, TableDescription,
    TimeToLiveSpecification, TimeToLiveStatus,
};

impl Store {
    /// Sets the next of the settings that a restore leaves out: expiry and recovery are on, the others as this table has them; gives its name, or `None` once all are set.
    /// The target has to be ready before each.
    ///
    /// # Errors
    /// See [`RestoreError`].
    pub async fn take_over_setting(
        &self,
        target: &Self,
    ) -> Result<Option<&'static str>, RestoreError> {
        let described = |table: &Self, found: Option<TableDescription>| {
            found.ok_or_else(|| RestoreError::NoTable(table.table.clone()))
        };
        let source = described(self, self.describe().await?)?;
        let restored = described(target, target.describe().await?)?;
        if target.set_expiry().await? {
            return Ok(Some("expiry of items"));
        }
        if !target.has_recovery().await? {
            let on = PointInTimeRecoverySpecification::builder()
                .point_in_time_recovery_enabled(true)
                .build()
                .map_err(|_| not_built())?;
            let update = self.client.update_continuous_backups();
            let update = update.table_name(&target.table);
            update
                .point_in_time_recovery_specification(on)
                .send()
                .await
                .map_err(StoreError::from)?;
            return Ok(Some("point-in-time recovery"));
        }
        let update = self.client.update_table().table_name(&target.table);
        if let Some(stream) = &source.stream_specification
            && restored.stream_specification.is_none()
        {
            let stream = StreamSpecification::builder()
                .stream_enabled(stream.stream_enabled)
                .set_stream_view_type(stream.stream_view_type.clone())
                .build()
                .map_err(|_| not_built())?;
            let update = update.stream_specification(stream).send().await;
            update.map_err(StoreError::from)?;
            return Ok(Some("stream"));
        }
        if source.deletion_protection_enabled != restored.deletion_protection_enabled {
            let wanted = source.deletion_protection_enabled;
            let update = update.set_deletion_protection_enabled(wanted).send().await;
            update.map_err(StoreError::from)?;
            return Ok(Some("deletion protection"));
        }
        if self.take_over_tags(&source, &restored).await? {
            return Ok(Some("tags"));
        }
        Ok(None)
    }

    /// Switches expiry on, unless it is on.
    async fn set_expiry(&self) -> Result<bool, StoreError> {
        let described = self.client.describe_time_to_live();
        let described = described.table_name(&self.table).send().await?;
        let expiry = described.time_to_live_description;
        let status = expiry.and_then(|expiry| expiry.time_to_live_status);
        if matches!(
            status,
            Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling)
        ) {
            return Ok(false);
        }
        let expiry = TimeToLiveSpecification::builder()
            .attribute_name(EXPIRY)
            .enabled(true)
            .build()
            .map_err(|_| not_built())?;
        let update = self.client.update_time_to_live().table_name(&self.table);
        update.time_to_live_specification(expiry).send().await?;
        Ok(true)
    }

    async fn has_recovery(&self) -> Result<bool, StoreError> {
        let described = self.client.describe_continuous_backups();
        let described = described.table_name(&self.table).send().await?;
        let recovery = described
            .continuous_backups_description
            .and_then(|backups| backups.point_in_time_recovery_description);
        let status = recovery.and_then(|recovery| recovery.point_in_time_recovery_status);
        Ok(status.is_some_and(|status| status.as_str() == "ENABLED"))
    }

    /// Sets the tags that are missing. AWS keeps those that begin with `aws:` for itself.
    async fn take_over_tags(
        &self,
        source: &TableDescription,
        restored: &TableDescription,
    ) -> Result<bool, StoreError> {
        let (Some(from), Some(to)) = (&source.table_arn, &restored.table_arn) else {
            return Ok(false);
        };
        let tags = self.client.list_tags_of_resource().resource_arn(from);
        let tags = tags.send().await?.tags.unwrap_or_default();
        let there = self.client.list_tags_of_resource().resource_arn(to);
        let there = there.send().await?.tags.unwrap_or_default();
        let missing: Vec<_> = tags
            .into_iter()
            .filter(|tag| !tag.key.starts_with("aws:") && !there.contains(tag))
            .collect();
        if missing.is_empty() {
            return Ok(false);
        }
        let tag = self.client.tag_resource().resource_arn(to);
        tag.set_tags(Some(missing)).send().await?;
        Ok(true)
    }
}
