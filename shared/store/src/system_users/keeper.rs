//! Keeper of new sign-ins.

use super::{StoredSignIn, SystemUserSecret, SystemUsers, SystemUsersError, TokenStore};
use domain::ids::{ObjectId, RegistrationId};
use jiff::Timestamp;
use uuid::Uuid;

/// Keeps a system user's sign-in for the first time, or anew; reads nothing.
pub struct SystemUserKeeper {
    users: SystemUsers,
    key: String,
}

impl SystemUserKeeper {
    /// A keeper of sign-ins, which makes secrets under the deployment's own key `key`.
    pub fn new(users: SystemUsers, key: String) -> Self {
        Self { users, key }
    }

    /// The stores.
    pub fn users(&self) -> &SystemUsers {
        &self.users
    }

    /// Keeps a sign-in and gives the version that holds it. `attempt` has the meaning of that of [`SystemUsers::renew`].
    ///
    /// # Errors
    /// See [`SystemUsersError`]; an earlier sign-in of another account, or in another version of a secret, stays.
    pub async fn write(
        &self,
        registration: RegistrationId,
        secret: &SystemUserSecret,
        attempt: Uuid,
    ) -> Result<String, SystemUsersError> {
        let version = attempt.to_string();
        match self.users.home {
            TokenStore::SecretsManager => self.write_secret(registration, secret, &version).await,
            TokenStore::Table => {
                let written = self.users.table.write(registration, secret, &version);
                written.await.map(|()| version)
            }
        }
    }

    /// Removes the rows that a new sign-in of the account replaced, once the registration points to it.
    ///
    /// # Errors
    /// See [`SystemUsersError`].
    pub async fn forget_replaced(
        &self,
        registration: RegistrationId,
        account: ObjectId,
        now: Timestamp,
    ) -> Result<(), SystemUsersError> {
        let kept = (self.users.home == TokenStore::Table).then_some(account);
        let removed = self.users.remove_rows(registration, kept, now).await;
        removed.map(drop)
    }

    /// Copies a sign-in to Secrets Manager under its own version.
    ///
    /// # Errors
    /// See [`SystemUsersError`].
    pub async fn copy_to_secrets_manager(
        &self,
        registration: RegistrationId,
        StoredSignIn { version, secret }: &StoredSignIn,
    ) -> Result<(), SystemUsersError> {
        let written = self.write_secret(registration, secret, version);
        written.await.map(drop)
    }

    async fn write_secret(
        &self,
        registration: RegistrationId,
        secret: &SystemUserSecret,
        version: &str,
    ) -> Result<String, SystemUsersError> {
        let text = secret.to_json()?;
        let secrets = &self.users.secrets;
        secrets.write(registration, &self.key, &text, version).await
    }
}
