//! Invitations, found by the hash of their token; the token itself is not stored (T28).

use crate::{
    ListError, Page, Store, StoreError,
    commit::KEPT,
    deliveries::whole_second,
    entity::Entity,
    in_transaction,
    item::{Item, held, number, text},
    keys::{self, INVITATION_PREFIX, Key},
};
use aws_sdk_dynamodb::types::{KeysAndAttributes, TransactWriteItem};
use domain::{
    ids::{InvitationId, RegistrationId, TokenHash},
    invitation::{Invitation, Purpose, Status},
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Time for which ended invitations are kept, so that their end can be looked up: 30 days.
const KEPT_AFTER_END: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Invitations of one page; DynamoDB reads at most 100 items at once.
const PAGE: i32 = 90;

/// Number of requests for one page of invitations; DynamoDB leaves keys over when a request asks for too much.
const BATCH_TRIES: usize = 3;

/// Place in the list of ending links, after one of them.
#[derive(Debug, Clone)]
pub struct EndingPlace(Item);

/// A page of ending links.
#[derive(Debug, Clone, Default)]
pub struct EndingLinks {
    /// The links. Some may have been used or withdrawn.
    pub links: Vec<Invitation>,
    /// The place after the last one, if more may follow.
    pub next: Option<EndingPlace>,
}

#[derive(Serialize, Deserialize)]
struct Pointer {
    token_hash: TokenHash,
}

/// Nested value, because the invitation's own `expires_at` is an instant in RFC 3339 while the table's TTL attribute of the
/// same name is a number.
#[derive(Serialize, Deserialize)]
struct Nested {
    value: Invitation,
}

impl Store {
    pub(crate) fn invitation_items(
        &self,
        invitation: &Invitation,
    ) -> Result<[Item; 2], StoreError> {
        let ends = invitation.expires_at + KEPT_AFTER_END;
        let nested = Nested {
            value: invitation.clone(),
        };
        let (registration, id) = (invitation.registration_id, invitation.id);
        let pointer = self.pointer_item(&invitation.token_hash, registration, id)?;
        let item = self.item(&Key::invitation(&invitation.token_hash), &nested)?;
        let mut item = Self::of_registration(item, invitation.registration_id);
        // The schedule tells when a link for an administrator has expired unused.
        if invitation.purpose != Purpose::SystemUser {
            let due_at = whole_second(invitation.expires_at);
            item.insert("due_shard".to_owned(), text(keys::DUE_INVITATIONS));
            item.insert("due_at".to_owned(), number(due_at));
        }
        Ok([
            Self::with_expiry(item, ends),
            Self::with_expiry(pointer, ends),
        ])
    }

    fn pointer_item(
        &self,
        hash: &TokenHash,
        registration: RegistrationId,
        id: InvitationId,
    ) -> Result<Item, StoreError> {
        let pointer = Pointer {
            token_hash: hash.clone(),
        };
        self.item(&Key::invitation_of(registration, id), &pointer)
    }

    /// Write of the invitation's place in the list of its registration without an expiry, as a part of a transaction.
    pub(crate) fn keep_pointer(
        &self,
        hash: &TokenHash,
        registration: RegistrationId,
        id: InvitationId,
    ) -> Result<TransactWriteItem, StoreError> {
        self.put(self.pointer_item(hash, registration, id)?)
    }

    /// Writes a new invitation.
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreError::Conflict`] when it exists already.
    pub async fn create_invitation(&self, invitation: &Invitation) -> Result<(), StoreError> {
        let mut transaction = self.client.transact_write_items();
        for item in self.invitation_items(invitation)? {
            transaction = transaction.transact_items(self.put_new(item)?);
        }
        in_transaction::make(transaction).await
    }

    /// The invitation of a token's hash, strongly consistent, whether or not it still works.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find_invitation(
        &self,
        hash: &TokenHash,
    ) -> Result<Option<Invitation>, StoreError> {
        let nested: Option<Nested> = self.find(&Key::invitation(hash)).await?;
        Ok(nested.map(|nested| nested.value))
    }

    /// The invitation of that id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find_invitation_by_id(
        &self,
        id: RegistrationId,
        invitation: InvitationId,
    ) -> Result<Option<Invitation>, StoreError> {
        let pointer: Option<Pointer> = self.find(&Key::invitation_of(id, invitation)).await?;
        match pointer {
            Some(pointer) => self.find_invitation(&pointer.token_hash).await,
            None => Ok(None),
        }
    }

    /// A page of a registration's invitations, newest first.
    ///
    /// # Errors
    /// See [`ListError`].
    pub async fn list_invitations(
        &self,
        id: RegistrationId,
        cursor: Option<&str>,
        limit: i32,
    ) -> Result<Page<Invitation>, ListError> {
        let pointers: Page<Pointer> = self
            .list_newest(
                id,
                Entity::InvitationPointer,
                INVITATION_PREFIX,
                cursor,
                limit,
            )
            .await?;
        let hashes = pointers.items.iter().map(|pointer| &pointer.token_hash);
        let mut found = self.load_invitations(hashes).await?;
        let hashes = pointers.items.iter().map(|pointer| &pointer.token_hash);
        Ok(Page {
            items: hashes.filter_map(|hash| found.remove(hash)).collect(),
            next: pointers.next,
        })
    }

    /// Invitations of at most a page of hashes; a missing invitation is left out.
    async fn load_invitations(
        &self,
        hashes: impl Iterator<Item = &TokenHash>,
    ) -> Result<HashMap<TokenHash, Invitation>, StoreError> {
        let mut found = HashMap::new();
        let mut wanted: Vec<_> = hashes
            .map(|hash| Key::invitation(hash).attributes())
            .collect();
        for _ in 0..BATCH_TRIES {
            if wanted.is_empty() {
                break;
            }
            wanted = self.find_batch(wanted, &mut found).await?;
        }
        if wanted.is_empty() {
            Ok(found)
        } else {
            Err(StoreError::Throttled)
        }
    }

    /// Reads invitations by their keys; returns the keys that DynamoDB left over.
    async fn find_batch(
        &self,
        wanted: Vec<Item>,
        found: &mut HashMap<TokenHash, Invitation>,
    ) -> Result<Vec<Item>, StoreError> {
        let keys = KeysAndAttributes::builder()
            .set_keys(Some(wanted))
            .consistent_read(true)
            .build()
            .map_err(|_| StoreError::Refused("request not built".to_owned()))?;
        let asked = self.client.batch_get_item();
        let output = asked.request_items(&self.table, keys).send().await?;
        let items = output.responses.into_iter().flatten();
        for item in items.flat_map(|(_, items)| items) {
            if let Some(Nested { value }) = self.readable(&Key::of_nothing(), item) {
                found.insert(value.token_hash.clone(), value);
            }
        }
        let left = output.unprocessed_keys.into_iter().flatten();
        Ok(left.flat_map(|(_, left)| left.keys).collect())
    }

    /// Hashes of the administrators' links that had expired at `until` and have not been handled since, the oldest first. Used
    /// and withdrawn links are among them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn expired_invitations(
        &self,
        until: Timestamp,
        limit: i32,
    ) -> Result<Vec<TokenHash>, StoreError> {
        let items = self.due_items(keys::DUE_INVITATIONS, until, limit).await?;
        Ok(items.iter().filter_map(hash_of).collect())
    }

    /// A page of the administrators' links that end in a span of time, in the order of their ends.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn links_ending(
        &self,
        from: Timestamp,
        until: Timestamp,
        after: Option<EndingPlace>,
    ) -> Result<EndingLinks, StoreError> {
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .index_name("due")
            .key_condition_expression("due_shard = :shard AND due_at BETWEEN :from AND :until")
            .expression_attribute_values(":shard", text(keys::DUE_INVITATIONS))
            .expression_attribute_values(":from", number(from.as_second()))
            .expression_attribute_values(":until", number(until.as_second()))
            .set_exclusive_start_key(after.map(|EndingPlace(place)| place))
            .limit(PAGE)
            .send()
            .await?;
        let items = output.items.unwrap_or_default();
        let hashes: Vec<_> = items.iter().filter_map(hash_of).collect();
        let found = self.load_invitations(hashes.iter()).await?;
        Ok(EndingLinks {
            links: found.into_values().collect(),
            next: output.last_evaluated_key.map(EndingPlace),
        })
    }

    /// Takes an expired link off the schedule if the host app need not be told of it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn pass_over_invitation(&self, hash: &TokenHash) -> Result<(), StoreError> {
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::invitation(hash).attributes()))
            .update_expression("REMOVE due_shard, due_at")
            .condition_expression("attribute_exists(PK)")
            .send()
            .await;
        held(result).map(drop)
    }

    /// Records the instant at which the page of an invitation was first shown; later calls change nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn mark_opened(&self, hash: &TokenHash, at: Timestamp) -> Result<(), StoreError> {
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::invitation(hash).attributes()))
            .update_expression("SET #value.opened_at = :at")
            .condition_expression("attribute_exists(PK) AND attribute_not_exists(#value.opened_at)")
            .expression_attribute_names("#value", "value")
            .expression_attribute_values(":at", text(at.to_string()))
            .send()
            .await;
        held(result).map(drop)
    }

    /// Withdraws an invitation for good. Withdrawing twice is no error, and a used invitation stays used. The item is kept for
    /// 400 days from then, because a run that wants to connect through it must find it withdrawn.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn withdraw_invitation(
        &self,
        invitation: &Invitation,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::invitation(&invitation.token_hash).attributes()))
            .update_expression("SET #value.#status = :withdrawn, expires_at = :kept_until")
            .condition_expression("#value.#status = :open")
            .expression_attribute_names("#value", "value")
            .expression_attribute_names("#status", "status")
            .expression_attribute_values(":withdrawn", text("withdrawn"))
            .expression_attribute_values(":kept_until", number((now + KEPT).as_second()))
            .expression_attribute_values(":open", text("open"))
            .send()
            .await;
        held(result).map(drop)
    }

    /// Withdraws every invitation of a registration that was made until that instant and still works.
    ///
    /// # Errors
    /// [`StoreError`]. Some are withdrawn then; the next attempt continues.
    pub async fn withdraw_invitations(
        &self,
        id: RegistrationId,
        made_until: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut cursor: Option<String> = None;
        loop {
            let page = self.list_invitations(id, cursor.as_deref(), PAGE).await;
            let page = page.map_err(|error| match error {
                ListError::Store(error) => error,
                ListError::InvalidCursor => StoreError::Refused("cursor not valid".to_owned()),
            })?;
            let open = page.items.iter().filter(|invitation| {
                invitation.status == Status::Open && invitation.created_at <= made_until
            });
            for invitation in open {
                self.withdraw_invitation(invitation, now).await?;
            }
            cursor = page.next;
            if cursor.is_none() {
                return Ok(());
            }
        }
    }
}

/// Hash of a link, from its entry in the due index.
fn hash_of(entry: &Item) -> Option<TokenHash> {
    let hash = entry.get("PK")?.as_s().ok()?.strip_prefix("INV#")?;
    TokenHash::try_from(hash.to_owned()).ok()
}
