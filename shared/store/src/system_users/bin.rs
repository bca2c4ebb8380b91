//! Place of a system user's sign-in, and its way out of Secrets Manager's bin. For the operator's tools.

use super::{
    SystemUsers, SystemUsersError,
    in_secrets_manager::{InSecretsManager, Refusal},
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

    /// Takes a registration's secret out of the bin.
    ///
    /// # Errors
    /// See [`SystemUsersError`].
    pub async fn take_back(&self, registration: RegistrationId) -> Result<(), SystemUsersError> {
        Ok(self.secrets.restore(registration).await?)
    }
}

impl InSecretsManager {
    pub(super) async fn find_place(
        &self,
        registration: RegistrationId,
    ) -> Result<SignInPlace, SystemUsersError> {
        let described = self.client.describe_secret();
        let described = described.secret_id(self.name(registration)).send().await;
        match described.map_err(Refusal::from) {
            Ok(secret) if secret.deleted_date.is_some() => Ok(SignInPlace::InBin),
            Ok(_) => Ok(SignInPlace::Kept),
            Err(Refusal::NotFound) => Ok(SignInPlace::Nowhere),
            Err(Refusal::Deleted) => Ok(SignInPlace::InBin),
            Err(Refusal::Other(error)) => Err(error),
            Err(Refusal::Exists) => Err(SystemUsersError::Malformed),
        }
    }
}
