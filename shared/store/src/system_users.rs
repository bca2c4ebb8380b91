//! The system users' refresh tokens: in Secrets Manager or, sealed under a key of their own, in the table (T61).
//!
//! No token is held in memory: it is read when it is used and dropped with the run. The registration points to the version that
//! counts, and the pointer moves after the token is written (T65). A deployment writes to one store, its home, and reads the
//! other if the home does not have the version that counts, so that tokens can be moved while everything runs.

mod bin;
mod in_secrets_manager;
mod in_table;
mod keeper;
mod sealing;
mod secret;
mod sign_in;
mod token_store;

pub use bin::{Recovery, SignInPlace};
pub use keeper::SystemUserKeeper;
pub use secret::SystemUserSecret;
pub use sign_in::{ReadSignIn, StoredSignIn, SystemUserAccount};
pub use token_store::TokenStore;

use crate::Store;
use aws_config::SdkConfig;
use domain::ids::{ObjectId, RegistrationId};
use in_secrets_manager::{InSecretsManager, SecretRefusal};
use in_table::InTable;
use jiff::Timestamp;
use sealing::TokenSealer;
use uuid::Uuid;

/// Reason why a refresh token could not be kept or read. Never carries a value.
#[derive(Debug, thiserror::Error)]
pub enum SystemUsersError {
    /// A secret of that name was deleted a moment ago, and the name is not free yet.
    #[error("the secret's name is not free yet")]
    NameHeld,
    /// The registration points to another sign-in by now, or the system user signs in at this moment.
    #[error("another sign-in takes its place")]
    Changed,
    /// The store or its key did not answer in time, throttled, or had a fault of its own.
    #[error("the secret store did not answer ({0})")]
    Unavailable(String),
    /// The store or its key refused: a permission, the key or the request itself is wrong.
    #[error("the secret store refused the request ({0})")]
    Refused(String),
    /// The stored sign-in has an unknown form.
    #[error("the stored sign-in is not of the known form")]
    Malformed,
}

/// The stores that hold a sign-in of a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whereabouts {
    /// Whether the registration has a secret, of whichever account.
    pub in_secrets_manager: bool,
    /// Whether the account has a row.
    pub in_table: bool,
}

/// Settings of the stores.
pub struct TokenSettings {
    /// The store that is written to.
    pub home: TokenStore,
    /// Beginning of every secret's name, which also names the stage in the encryption context.
    pub prefix: String,
    /// The KMS key that seals tokens in the table: ARN or alias.
    pub key: String,
}

/// Reads the system users' refresh tokens, renews and removes them.
pub struct SystemUsers {
    home: TokenStore,
    secrets: InSecretsManager,
    table: InTable,
}

impl SystemUsers {
    /// System users over the shared AWS settings and the table; reads nothing yet.
    pub fn new(aws: &SdkConfig, store: Store, settings: TokenSettings) -> Self {
        let sealing = TokenSealer::new(aws, settings.key, settings.prefix.clone());
        Self {
            home: settings.home,
            secrets: InSecretsManager::new(aws, settings.prefix),
            table: InTable::new(store, sealing),
        }
    }

    /// The store that this deployment writes to.
    pub fn home(&self) -> TokenStore {
        self.home
    }

    /// The sign-in that the registration points to: its very version, or a newer one if that version is gone; of this account and
    /// tenant in either case. `None` if neither store has any.
    ///
    /// # Errors
    /// See [`SystemUsersError`]; a store without the sign-in gives no answer while the other store fails.
    pub async fn read(
        &self,
        registration: RegistrationId,
        version: &str,
        account: SystemUserAccount,
    ) -> Result<Option<ReadSignIn>, SystemUsersError> {
        let at_home = self.find(self.home, registration, version, account).await?;
        let read = |sign_in: StoredSignIn, is_elsewhere| {
            Some(ReadSignIn {
                secret: sign_in.secret,
                is_elsewhere,
            })
        };
        let at_home = match at_home {
            Some(sign_in) if sign_in.is(version) => return Ok(read(sign_in, false)),
            at_home => at_home,
        };
        let other = self.home.other();
        match (
            at_home,
            self.find(other, registration, version, account).await,
        ) {
            (_, Ok(Some(elsewhere))) if elsewhere.is(version) => Ok(read(elsewhere, true)),
            (Some(at_home), _) => Ok(read(at_home, false)),
            (None, Ok(elsewhere)) => Ok(elsewhere.and_then(|sign_in| read(sign_in, true))),
            (None, Err(error)) => Err(error),
        }
    }

    /// The sign-in in one store: of that version, or the one that the store has in its place; of this account and tenant.
    ///
    /// # Errors
    /// See [`SystemUsersError`].
    pub async fn find(
        &self,
        store: TokenStore,
        registration: RegistrationId,
        version: &str,
        account: SystemUserAccount,
    ) -> Result<Option<StoredSignIn>, SystemUsersError> {
        match store {
            TokenStore::SecretsManager => self.secrets.find(registration, version, account).await,
            TokenStore::Table => self.table.find(registration, account).await,
        }
    }

    /// The newest sign-in, read before the registration that tells whether it counts. `None` if there is none, or if the table is
    /// the home, because a row is opened only for the account that the registration names.
    ///
    /// # Errors
    /// See [`SystemUsersError`].
    pub async fn read_current(
        &self,
        registration: RegistrationId,
    ) -> Result<Option<StoredSignIn>, SystemUsersError> {
        match self.home {
            TokenStore::SecretsManager => self.secrets.get(registration, None).await,
            TokenStore::Table => Ok(None),
        }
    }

    /// Writes a newer refresh token in place of the version that the registration points to and gives its version. `attempt`
    /// names this very write: a repeat with the same `attempt`, by the SDK or by us, writes once. It never makes a secret: a
    /// missing one was removed, or is in the table.
    ///
    /// # Errors
    /// See [`SystemUsersError`]; the earlier token stays.
    pub async fn renew(
        &self,
        registration: RegistrationId,
        replaced: &str,
        secret: &SystemUserSecret,
        attempt: Uuid,
    ) -> Result<String, SystemUsersError> {
        let version = attempt.to_string();
        if self.home == TokenStore::SecretsManager {
            let text = secret.to_json()?;
            match self.secrets.put(registration, &text, &version).await {
                Err(SecretRefusal::NotFound | SecretRefusal::Deleted) => {}
                put => return Ok(put?),
            }
        }
        let pointed = (replaced, secret.written_at);
        self.table
            .write_if_pointed(registration, secret, &version, pointed)
            .await?;
        Ok(version)
    }

    /// Copies a sign-in to the table under its own version, as long as the registration points to `pointed`.
    ///
    /// # Errors
    /// See [`SystemUsersError`]; [`SystemUsersError::Changed`] also if the system user signed in within the last minute.
    pub async fn copy_to_table(
        &self,
        registration: RegistrationId,
        sign_in: &StoredSignIn,
        pointed: (&str, Timestamp),
    ) -> Result<(), SystemUsersError> {
        let StoredSignIn { version, secret } = sign_in;
        self.table
            .write_if_pointed(registration, secret, version, pointed)
            .await
    }

    /// The stores that hold a sign-in; opens no token.
    ///
    /// # Errors
    /// See [`SystemUsersError`].
    pub async fn whereabouts(
        &self,
        registration: RegistrationId,
        account: ObjectId,
    ) -> Result<Whereabouts, SystemUsersError> {
        let rows = self.table.rows(registration).await?;
        Ok(Whereabouts {
            in_secrets_manager: self.secrets.find_place(registration).await? == SignInPlace::Kept,
            in_table: rows.iter().any(|row| row.account == account),
        })
    }

    /// Removes a system user's sign-in from both stores, at once and for good. Without a sign-in it changes nothing.
    ///
    /// # Errors
    /// See [`SystemUsersError`].
    pub async fn remove(&self, registration: RegistrationId) -> Result<(), SystemUsersError> {
        let (secret, rows) = tokio::join!(
            self.secrets.remove(registration),
            self.table.empty(registration, |_| true)
        );
        secret?;
        // A row that changed meanwhile was written by a callback, whose mark says that it may be left.
        rows.map(drop)
    }

    /// Removes the secret of a registration, of whatever version.
    ///
    /// # Errors
    /// See [`SystemUsersError`].
    pub async fn remove_secret(
        &self,
        registration: RegistrationId,
    ) -> Result<(), SystemUsersError> {
        self.secrets.remove(registration).await
    }

    /// Removes the rows of a registration except that of `kept`, unless the pointer may still move to one; gives whether these
    /// are gone.
    ///
    /// # Errors
    /// See [`SystemUsersError`].
    pub async fn remove_rows(
        &self,
        registration: RegistrationId,
        kept: Option<ObjectId>,
        now: Timestamp,
    ) -> Result<bool, SystemUsersError> {
        let goes = |row: &in_table::SignInRow| kept != Some(row.account) && row.is_settled(now);
        self.table.empty(registration, goes).await?;
        let left = self.table.rows(registration).await?;
        Ok(left.iter().all(|row| kept == Some(row.account)))
    }
}
