//! Sign-ins in the table: a row for each account in the registration's partition, with the refresh token sealed
//! (see [`sealing`](super::sealing)).
//!
//! A sign-in of the same account replaces its row, and one of another account has a row of its own, so that the account that the
//! registration points to keeps its token until the pointer moves (T65). A row that is removed is emptied, which any
//! function may that removes sign-ins; the table deletes it later, and an erasure at once.

use super::{
    StoredSignIn, SystemUserAccount, SystemUserSecret, SystemUsersError,
    sealing::{SealedToken, TokenPlace, TokenSealer},
};
use crate::{
    Store, StoreError,
    commit::KEPT,
    in_transaction,
    item::{Item, find_number, held, number, text},
    keys::{self, Key},
};
use aws_sdk_dynamodb::{
    primitives::Blob,
    types::{AttributeValue, ConditionCheck, Put, TransactWriteItem},
};
use domain::ids::{ObjectId, RegistrationId};
use jiff::{SignedDuration, Timestamp};

const VERSION: &str = "version";
/// Name of the attribute with the time of writing, in milliseconds since 1970. A row without it is empty.
const WRITTEN_AT: &str = "written_at";
const DATA_KEY: &str = "data_key";
const NONCE: &str = "nonce";
const SEALED: &str = "sealed";

/// Longest time between the write of a sign-in and the move of the registration's pointer to it.
const POINTED_TO_WITHIN: SignedDuration = SignedDuration::from_mins(1);

/// A row that holds a token, without the token.
pub(super) struct SignInRow {
    pub(super) account: ObjectId,
    version: String,
    written_at: Timestamp,
}

/// The rows of the system users.
pub(super) struct InTable {
    store: Store,
    sealing: TokenSealer,
}

impl InTable {
    pub(super) fn new(store: Store, sealing: TokenSealer) -> Self {
        Self { store, sealing }
    }

    /// The sign-in of this account and tenant.
    pub(super) async fn find(
        &self,
        registration: RegistrationId,
        account: SystemUserAccount,
    ) -> Result<Option<StoredSignIn>, SystemUsersError> {
        let key = Key::system_user(registration, account.object_id);
        let Some(mut item) = self.store.get(&key).await? else {
            return Ok(None);
        };
        let Some(written_at) = find_number(&item, WRITTEN_AT) else {
            return Ok(None);
        };
        let mut bytes = |name| match item.remove(name) {
            Some(AttributeValue::B(value)) => Ok(value.into_inner()),
            _ => Err(SystemUsersError::Malformed),
        };
        let sealed = SealedToken {
            data_key: bytes(DATA_KEY)?,
            nonce: bytes(NONCE)?,
            token: bytes(SEALED)?,
        };
        let Some(AttributeValue::S(version)) = item.remove(VERSION) else {
            return Err(SystemUsersError::Malformed);
        };
        let place = TokenPlace {
            registration,
            tenant: account.tenant_id,
            account: account.object_id,
            version: &version,
            written_at: instant(written_at)?,
        };
        let secret = self.sealing.open(sealed, place).await?;
        Ok(Some(StoredSignIn { version, secret }))
    }

    /// Writes a sign-in in place of any earlier one of the same account.
    pub(super) async fn write(
        &self,
        registration: RegistrationId,
        secret: &SystemUserSecret,
        version: &str,
    ) -> Result<(), SystemUsersError> {
        let item = self.row(registration, secret, version).await?;
        let put = self.store.client.put_item().table_name(&self.store.table);
        let written = put.set_item(Some(item)).send().await;
        written.map_err(StoreError::from)?;
        Ok(())
    }

    /// Writes a sign-in if the registration points to `pointed` and the row was not written within the minute before `now`: a
    /// removed sign-in stays removed, and a new one stays.
    pub(super) async fn write_if_pointed(
        &self,
        registration: RegistrationId,
        secret: &SystemUserSecret,
        version: &str,
        (pointed, now): (&str, Timestamp),
    ) -> Result<(), SystemUsersError> {
        let item = self.row(registration, secret, version).await?;
        let settled = (now - POINTED_TO_WITHIN).as_millisecond();
        let not_built = |_| StoreError::Refused("request not built".to_owned());
        let check = ConditionCheck::builder()
            .table_name(&self.store.table)
            .set_key(Some(Key::registration(registration).attributes()))
            .condition_expression("system_user_connection.secret_version = :pointed")
            .expression_attribute_values(":pointed", text(pointed))
            .build()
            .map_err(not_built)?;
        let put = Put::builder()
            .table_name(&self.store.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(#written_at) OR #written_at < :settled")
            .expression_attribute_names("#written_at", WRITTEN_AT)
            .expression_attribute_values(":settled", number(settled))
            .build()
            .map_err(not_built)?;
        let transaction = self
            .store
            .client
            .transact_write_items()
            .transact_items(TransactWriteItem::builder().condition_check(check).build())
            .transact_items(TransactWriteItem::builder().put(put).build());
        in_transaction::make(transaction).await?;
        Ok(())
    }

    async fn row(
        &self,
        registration: RegistrationId,
        secret: &SystemUserSecret,
        version: &str,
    ) -> Result<Item, SystemUsersError> {
        let key = Key::system_user(registration, secret.object_id);
        // The place is made of what the row keeps: milliseconds.
        let written_at = secret.written_at.as_millisecond();
        let place = TokenPlace {
            registration,
            tenant: secret.tenant_id,
            account: secret.object_id,
            version,
            written_at: instant(written_at)?,
        };
        let sealed = self.sealing.seal(secret, place).await?;
        let bytes = |value| AttributeValue::B(Blob::new(value));
        let mut item = key.attributes();
        item.extend([
            ("entity".to_owned(), text(key.entity.name())),
            (VERSION.to_owned(), text(version)),
            (WRITTEN_AT.to_owned(), number(written_at)),
            (DATA_KEY.to_owned(), bytes(sealed.data_key)),
            (NONCE.to_owned(), bytes(sealed.nonce)),
            (SEALED.to_owned(), bytes(sealed.token)),
        ]);
        Ok(item)
    }

    /// The rows of a registration that hold a token.
    pub(super) async fn rows(
        &self,
        registration: RegistrationId,
    ) -> Result<Vec<SignInRow>, SystemUsersError> {
        let (mut rows, mut start) = (Vec::new(), None);
        loop {
            let page = self
                .store
                .client
                .query()
                .table_name(&self.store.table)
                .key_condition_expression("PK = :partition AND begins_with(SK, :sort)")
                .filter_expression("attribute_exists(#written_at)")
                .projection_expression("SK, #version, #written_at")
                .expression_attribute_names("#version", VERSION)
                .expression_attribute_names("#written_at", WRITTEN_AT)
                .expression_attribute_values(
                    ":partition",
                    text(keys::registration_partition(registration)),
                )
                .expression_attribute_values(":sort", text(keys::SYSTEM_USER_PREFIX))
                .consistent_read(true)
                .set_exclusive_start_key(start)
                .send()
                .await
                .map_err(StoreError::from)?;
            for item in page.items.unwrap_or_default() {
                rows.push(row(&item).ok_or(SystemUsersError::Malformed)?);
            }
            start = page.last_evaluated_key;
            if start.is_none() {
                return Ok(rows);
            }
        }
    }

    /// Empties the rows of a registration for which `goes` returns true; gives whether all of them were unchanged since they were
    /// read.
    pub(super) async fn empty(
        &self,
        registration: RegistrationId,
        goes: impl Fn(&SignInRow) -> bool,
    ) -> Result<bool, SystemUsersError> {
        let mut all = true;
        for row in self
            .rows(registration)
            .await?
            .iter()
            .filter(|row| goes(row))
        {
            all &= self.empty_row(registration, row).await?;
        }
        Ok(all)
    }

    async fn empty_row(
        &self,
        registration: RegistrationId,
        row: &SignInRow,
    ) -> Result<bool, SystemUsersError> {
        let emptied = self
            .store
            .client
            .update_item()
            .table_name(&self.store.table)
            .set_key(Some(
                Key::system_user(registration, row.account).attributes(),
            ))
            .update_expression(
                "SET expires_at = :kept_until REMOVE #version, #written_at, #data_key, #nonce, #sealed",
            )
            .condition_expression("#version = :seen")
            .expression_attribute_names("#version", VERSION)
            .expression_attribute_names("#written_at", WRITTEN_AT)
            .expression_attribute_names("#data_key", DATA_KEY)
            .expression_attribute_names("#nonce", NONCE)
            .expression_attribute_names("#sealed", SEALED)
            .expression_attribute_values(":seen", text(&row.version))
            // Longer than a table can be restored to: the emptied row is what keeps a removed token from coming back.
            .expression_attribute_values(
                ":kept_until",
                number((row.written_at + KEPT).as_second()),
            )
            .send()
            .await;
        Ok(held(emptied)?)
    }
}

impl SignInRow {
    /// Whether the registration's pointer has moved to the row by now, if it ever does.
    pub(super) fn is_settled(&self, now: Timestamp) -> bool {
        self.written_at + POINTED_TO_WITHIN < now
    }
}

fn row(item: &Item) -> Option<SignInRow> {
    let sort = item.get("SK")?.as_s().ok()?;
    Some(SignInRow {
        account: sort.strip_prefix(keys::SYSTEM_USER_PREFIX)?.parse().ok()?,
        version: item.get(VERSION)?.as_s().ok()?.clone(),
        written_at: instant(find_number(item, WRITTEN_AT)?).ok()?,
    })
}

fn instant(milliseconds: i64) -> Result<Timestamp, SystemUsersError> {
    Timestamp::from_millisecond(milliseconds).map_err(|_| SystemUsersError::Malformed)
}

impl From<StoreError> for SystemUsersError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Changed,
            StoreError::Throttled => Self::Unavailable("the table is throttled".to_owned()),
            StoreError::Unavailable(kind) => Self::Unavailable(kind),
            StoreError::Refused(code) => Self::Refused(code),
            StoreError::Corrupt { .. } => Self::Malformed,
        }
    }
}
