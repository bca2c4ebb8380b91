//! Place of a system user's sign-in, and its way out of Secrets Manager's bin. For the operator's tools.

use super::{
    SystemUserAccount, SystemUsers, SystemUsersError,
    in_secrets_manager::{InSecretsManager, SecretRefusal},
};
use domain::ids::RegistrationId;

/// Place of a system user's sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInPlace {
    /// The sign-in can be read.
    Kept,
    /// Secrets Manager will delete it, and can give it back until then.
    InBin,
    /// Neither store has it.
    Nowhere,
}

/// Outcome of a look for the sign-in that a registration points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovery {
    /// The sign-in can be read.
    Kept,
    /// The sign-in was in Secrets Manager's bin and can be read again.
    TakenBack,
    /// No sign-in of the account can be read: the system user has to sign in again.
    Gone,
}

impl SystemUsers {
    /// Finds the place of a registration's sign-in, without reading it.
    ///
    /// # Errors
    /// See [`SystemUsersError`].
    pub async fn find_place(
        &self,
        registration: RegistrationId,
    ) -> Result<SignInPlace, SystemUsersError> {
        if !self.table.rows(registration).await?.is_empty() {
            return Ok(SignInPlace::Kept);
        }
        self.secrets.find_place(registration).await
    }

    /// Looks for the sign-in that the registration points to, as a run does, and takes it out of the bin if it is there. Sign-ins
    /// of other accounts do not count.
    ///
    /// # Errors
    /// See [`SystemUsersError`].
    pub async fn recover(
        &self,
        registration: RegistrationId,
        version: &str,
        account: SystemUserAccount,
    ) -> Result<Recovery, SystemUsersError> {
        if self.can_read(registration, version, account).await? {
            return Ok(Recovery::Kept);
        }
        if self.secrets.find_place(registration).await? != SignInPlace::InBin {
            return Ok(Recovery::Gone);
        }
        self.secrets.restore(registration).await?;
        let is_back = self.can_read(registration, version, account).await?;
        Ok(if is_back {
            Recovery::TakenBack
        } else {
            Recovery::Gone
        })
    }

    async fn can_read(
        &self,
        registration: RegistrationId,
        version: &str,
        account: SystemUserAccount,
    ) -> Result<bool, SystemUsersError> {
        match self.read(registration, version, account).await {
            Ok(found) => Ok(found.is_some()),
            Err(SystemUsersError::Malformed) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

impl InSecretsManager {
    pub(super) async fn find_place(
        &self,
        registration: RegistrationId,
    ) -> Result<SignInPlace, SystemUsersError> {
        let described = self.client.describe_secret();
        let described = described.secret_id(self.name(registration)).send().await;
        match described.map_err(SecretRefusal::from) {
            Ok(secret) if secret.deleted_date.is_some() => Ok(SignInPlace::InBin),
            Ok(_) => Ok(SignInPlace::Kept),
            Err(SecretRefusal::NotFound) => Ok(SignInPlace::Nowhere),
            Err(SecretRefusal::Deleted) => Ok(SignInPlace::InBin),
            Err(SecretRefusal::Other(error)) => Err(error),
            Err(SecretRefusal::Exists) => Err(SystemUsersError::Malformed),
        }
    }
}
