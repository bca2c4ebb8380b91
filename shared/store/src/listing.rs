//! Lists of registrations, read from the two indexes that sort them by creation.

use crate::{
    Store, StoreError, StoredRegistration,
    entity::Entity,
    item::{Item, text},
    keys::{self, Key},
};
use aws_sdk_dynamodb::types::KeysAndAttributes;
use domain::{customer::CustomerId, ids::RegistrationId, registration::Registration};
use std::collections::HashMap;

/// Largest number of items that DynamoDB returns in one batch.
const BATCH: usize = 100;
/// Number of requests for one batch; DynamoDB leaves keys over when an answer grows too large or a request asks for too much.
const BATCH_TRIES: usize = 3;

/// Place in a list, after one registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPlace {
    sort: String,
    id: RegistrationId,
}

impl ListPlace {
    /// The place after a registration.
    pub fn behind(registration: &Registration) -> Self {
        Self {
            sort: keys::listing_sort(registration.created_at, registration.id),
            id: registration.id,
        }
    }

    /// Reads a text of [`ListPlace::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        let (_, id) = text.rsplit_once('#')?;
        Some(Self {
            sort: text.to_owned(),
            id: id.parse().ok()?,
        })
    }

    /// The place as a text.
    pub fn as_str(&self) -> &str {
        &self.sort
    }

    /// Key of the place in an index.
    fn key(&self, name: &str, value: &str) -> Item {
        let mut key = Key::registration(self.id).attributes();
        key.insert(name.to_owned(), text(value));
        key.insert("listing_sk".to_owned(), text(&self.sort));
        key
    }
}

/// A page of an index.
#[derive(Debug, Clone, Default)]
pub struct ListPage {
    /// The registrations, oldest first.
    pub registrations: Vec<Registration>,
    /// Number of registrations on the page that cannot be read and are left out.
    pub unreadable: usize,
    /// The place after the last one that was read, if more follow.
    pub next: Option<ListPlace>,
}

impl Store {
    /// Reads a page of registrations, oldest first: all of them, or one customer's. It comes from an index and is only a hint.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list_registrations(
        &self,
        customer: Option<&CustomerId>,
        after: Option<&ListPlace>,
        limit: i32,
    ) -> Result<ListPage, StoreError> {
        let (index, name, value) = match customer {
            Some(customer) => ("customer", "customer_id", customer.as_str()),
            None => ("listing", "listing_pk", keys::ALL_REGISTRATIONS),
        };
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(index)
            .key_condition_expression("#partition = :partition")
            .expression_attribute_names("#partition", name)
            .expression_attribute_values(":partition", text(value))
            .set_exclusive_start_key(after.map(|after| after.key(name, value)))
            .limit(limit)
            .send()
            .await?;
        let next = output.last_evaluated_key.as_ref().and_then(|last| {
            let sort = last.get("listing_sk")?.as_s().ok()?;
            ListPlace::parse(sort)
        });
        let key = Key::of_list(Entity::Registration, keys::REGISTRATION);
        let items = output.items.unwrap_or_default();
        let count = items.len();
        let readable = |item| self.readable(&key, item);
        let registrations: Vec<_> = items.into_iter().filter_map(readable).collect();
        Ok(ListPage {
            unreadable: count - registrations.len(),
            registrations,
            next,
        })
    }

    /// Reads the standings of a page's registrations, each of which may occur once. A registration whose standing is missing
    /// or unreadable is reported to the operator and left out.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn load_standings(
        &self,
        registrations: Vec<Registration>,
    ) -> Result<Vec<StoredRegistration>, StoreError> {
        let mut standings = HashMap::new();
        for batch in registrations.chunks(BATCH) {
            let ids = batch.iter().map(|registration| registration.id);
            standings.extend(self.standing_items(ids).await?);
        }
        let mut all = Vec::with_capacity(registrations.len());
        for registration in registrations {
            let id = registration.id;
            let standing = standings.remove(&keys::registration_partition(id));
            let loaded = standing
                .ok_or_else(|| self.without_standing(id))
                .and_then(|standing| self.loaded(registration, standing));
            match loaded {
                Ok(loaded) => all.push(loaded),
                Err(error) => tracing::error!(
                    registration_id = %id,
                    outcome = "operator_fault",
                    error = %error,
                    "a registration whose standing cannot be read is left out of a list"
                ),
            }
        }
        Ok(all)
    }

    /// The standings of at most a batch of registrations, by their partition.
    pub(crate) async fn standing_items(
        &self,
        ids: impl Iterator<Item = RegistrationId>,
    ) -> Result<HashMap<String, Item>, StoreError> {
        let keys = ids.map(|id| Key::standing(id).attributes()).collect();
        let mut asked = KeysAndAttributes::builder()
            .set_keys(Some(keys))
            .build()
            .ok();
        let mut found = HashMap::new();
        for _ in 0..BATCH_TRIES {
            let Some(keys) = asked.take() else {
                return Ok(found);
            };
            let output = self
                .client
                .batch_get_item()
                .request_items(&self.table, keys)
                .send()
                .await?;
            let items = output.responses.unwrap_or_default().into_values().flatten();
            found.extend(items.filter_map(|item| {
                let partition = item.get("PK")?.as_s().ok()?.clone();
                Some((partition, item))
            }));
            asked = output
                .unprocessed_keys
                .and_then(|mut left| left.remove(&self.table));
        }
        asked.map_or(Ok(found), |_| Err(StoreError::Throttled))
    }
}
