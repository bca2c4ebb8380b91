//! Registrations, their standings, and the bindings of tenants to customers.

use crate::{
    ClaimWrite, Store, StoreError, in_transaction,
    item::{Item, find_number, is_tombstone, text},
    keys::{self, Key},
    removals::due_for_removal,
};
use aws_sdk_dynamodb::types::{Put, TransactWriteItem};
use domain::{
    attempt::Attempt,
    customer::CustomerId,
    ids::{RegistrationId, TenantId},
    invitation::Invitation,
    registration::Registration,
    standing::Standing,
    support_code::SupportCode,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A registration and its standing.
#[derive(Debug, Clone)]
pub struct StoredRegistration {
    /// The registration.
    pub registration: Registration,
    /// Its standing.
    pub standing: Standing,
    /// Instant at which the next run is due, if one is planned.
    pub due_at: Option<Timestamp>,
    /// Slot of the newest stored run, in epoch milliseconds.
    pub last_slot: Option<i64>,
    /// The last attempt of a person, once an attempt was stopped.
    pub last_attempt: Option<Attempt>,
    /// Number of the newest event; each event of the registration gets the next number.
    pub event_sequence: u64,
}

impl StoredRegistration {
    /// A registration without a verification.
    pub fn new(registration: Registration) -> Self {
        Self {
            registration,
            standing: Standing::default(),
            due_at: None,
            last_slot: None,
            last_attempt: None,
            event_sequence: 0,
        }
    }
}

/// Customer to which a tenant belongs.
#[derive(Debug, Clone, Deserialize)]
pub struct Binding {
    /// The customer.
    pub customer_id: CustomerId,
    /// The customer's registrations by which the tenant was connected.
    #[serde(default)]
    pub registrations: Vec<RegistrationId>,
}

/// Registration that a support code finds.
#[derive(Serialize, Deserialize)]
struct SupportPointer {
    registration_id: RegistrationId,
}

/// Standing of a registration, in its item.
#[derive(Serialize, Deserialize)]
pub(crate) struct StandingItem {
    pub(crate) standing: Standing,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) last_attempt: Option<Attempt>,
}

impl Store {
    /// Writes a new registration, its support code and its first invitation together.
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreError::Conflict`] when one of them exists already.
    pub async fn create_registration(
        &self,
        registration: &Registration,
        invitation: &Invitation,
    ) -> Result<(), StoreError> {
        self.create(registration, invitation, None).await
    }

    /// Writes a new registration as [`Store::create_registration`] does, together with a claim.
    ///
    /// # Errors
    /// As [`Store::create_registration`]; [`StoreError::Conflict`] also when another registration has the claim.
    pub async fn create_claiming_registration(
        &self,
        registration: &Registration,
        invitation: &Invitation,
        claim: ClaimWrite,
    ) -> Result<(), StoreError> {
        self.create(registration, invitation, Some(claim)).await
    }

    async fn create(
        &self,
        registration: &Registration,
        invitation: &Invitation,
        claim: Option<ClaimWrite>,
    ) -> Result<(), StoreError> {
        let standing = StandingItem {
            standing: Standing::default(),
            last_attempt: None,
        };
        let standing_key = Key::standing(registration.id);
        let pointer = SupportPointer {
            registration_id: registration.id,
        };
        let support_key = Key::support_code(registration.support_code);
        let items = [
            self.registration_item(registration)?,
            self.item(&standing_key, &standing)?,
            self.item(&support_key, &pointer)?,
        ];
        let mut transaction = self.client.transact_write_items();
        for item in items.into_iter().chain(self.invitation_items(invitation)?) {
            transaction = transaction.transact_items(self.put_new(item)?);
        }
        if let Some(claim) = claim {
            transaction = transaction.transact_items(self.claim_part(&claim, registration.id)?);
        }
        in_transaction::make(transaction).await
    }

    /// A registration and its standing, strongly consistent, in one query. `None` for a registration that is erased, or is
    /// being erased.
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreError::Corrupt`] when one of the two items is missing.
    pub async fn load(&self, id: RegistrationId) -> Result<Option<StoredRegistration>, StoreError> {
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("PK = :partition AND begins_with(SK, :sort)")
            .expression_attribute_values(":partition", text(keys::registration_partition(id)))
            .expression_attribute_values(":sort", text(keys::REGISTRATION))
            .consistent_read(true)
            .send()
            .await?;
        let items = output.items.unwrap_or_default();
        if items.first().is_some_and(is_tombstone) {
            return Ok(None);
        }
        let mut items = items.into_iter();
        // Sorted by key: the registration first, then its standing.
        let (registration, standing) = match (items.next(), items.next()) {
            (Some(registration), Some(standing)) => (registration, standing),
            (None, _) => return Ok(None),
            (Some(_), None) => return Err(self.without_standing(id)),
        };
        let registration = self.value(&Key::registration(id), registration)?;
        self.loaded(registration, standing).map(Some)
    }

    /// A registration with the item of its standing.
    pub(crate) fn loaded(
        &self,
        registration: Registration,
        standing: Item,
    ) -> Result<StoredRegistration, StoreError> {
        let due_at =
            find_number(&standing, "due_at").and_then(|second| Timestamp::from_second(second).ok());
        let last_slot = find_number(&standing, "last_slot");
        let event_sequence = find_number(&standing, "told");
        let StandingItem {
            standing,
            last_attempt,
        } = self.value(&Key::standing(registration.id), standing)?;
        // Rows from before events were numbered: theirs carried the version of the health.
        let event_sequence = event_sequence
            .and_then(|number| u64::try_from(number).ok())
            .unwrap_or(standing.health_version);
        Ok(StoredRegistration {
            registration,
            standing,
            due_at,
            last_slot,
            last_attempt,
            event_sequence,
        })
    }

    pub(crate) fn without_standing(&self, id: RegistrationId) -> StoreError {
        self.corrupt(&Key::standing(id), &"missing field")
    }

    /// The registration that a support code names.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find_by_support_code(
        &self,
        code: SupportCode,
    ) -> Result<Option<RegistrationId>, StoreError> {
        let pointer: Option<SupportPointer> = self.find(&Key::support_code(code)).await?;
        Ok(pointer.map(|pointer| pointer.registration_id))
    }

    /// Customer to which a tenant belongs, if it was connected.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find_binding(&self, tenant: TenantId) -> Result<Option<Binding>, StoreError> {
        self.find(&Key::tenant(tenant)).await
    }

    pub(crate) fn registration_item(
        &self,
        registration: &Registration,
    ) -> Result<Item, StoreError> {
        let key = Key::registration(registration.id);
        let mut item = self.item(&key, registration)?;
        item.insert("listing_pk".to_owned(), text(keys::ALL_REGISTRATIONS));
        item.insert(
            "listing_sk".to_owned(),
            text(keys::listing_sort(registration.created_at, registration.id)),
        );
        item.insert(
            "customer_id".to_owned(),
            text(registration.customer.id.as_str()),
        );
        if let Some(due_at) = registration.removes_left_sign_in_at() {
            item.extend(due_for_removal(due_at));
        }
        Ok(item)
    }

    pub(crate) fn put_new(&self, item: Item) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(PK)")
            .build()
            .map_err(|_| StoreError::Refused("request not built".to_owned()))?;
        Ok(TransactWriteItem::builder().put(put).build())
    }
}
