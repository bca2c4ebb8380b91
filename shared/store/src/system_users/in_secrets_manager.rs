//! Sign-ins in Secrets Manager: one secret for each registration, `{prefix}/system-users/{registration}`.
//!
//! A new sign-in is a new version of the secret; the registration points to the version that counts, and the pointer moves after
//! the secret is written (T65). Secrets Manager takes the labels off older versions by itself.

use super::{StoredSignIn, SystemUserAccount, SystemUserSecret, SystemUsersError};
use aws_config::SdkConfig;
use aws_sdk_secretsmanager::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    types::Tag,
};
use domain::ids::RegistrationId;
use secrecy::zeroize::Zeroizing;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Pauses before further tries while the name of a deleted secret is not free yet: 3.5 seconds in all, so that the callback's
/// own time is not used up. AWS says that it may take longer; then the person tries again.
/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html>
const NAME_IS_FREED_WITHIN: [Duration; 3] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
];

/// Reads at the same time. Secrets Manager speaks HTTP/1.1, so each is a connection: a batch of ten that starts cold opens six, and
/// spares four handshakes for the five milliseconds that the last four wait.
const READS_AT_ONCE: usize = 6;

/// A refusal of Secrets Manager, as far as it decides what comes next.
pub(super) enum SecretRefusal {
    /// There is no such secret or version.
    NotFound,
    /// There is one of that name already.
    Exists,
    /// It is marked for deletion, or its name is still being freed.
    Deleted,
    /// Anything else.
    Other(SystemUsersError),
}

impl<E: ProvideErrorMetadata, R> From<SdkError<E, R>> for SecretRefusal {
    fn from(error: SdkError<E, R>) -> Self {
        let unavailable = |kind: &str| Self::Other(SystemUsersError::Unavailable(kind.to_owned()));
        match &error {
            SdkError::ServiceError(service) => {
                let code = service.err().code().unwrap_or("unknown");
                match code {
                    "ResourceNotFoundException" => Self::NotFound,
                    "ResourceExistsException" => Self::Exists,
                    "InvalidRequestException" => Self::Deleted,
                    "InternalServiceError" | "ThrottlingException" | "RequestLimitExceeded" => {
                        unavailable(code)
                    }
                    _ => Self::Other(SystemUsersError::Refused(code.to_owned())),
                }
            }
            SdkError::TimeoutError(_) => unavailable("timeout"),
            SdkError::DispatchFailure(_) => unavailable("connection"),
            SdkError::ResponseError(_) => unavailable("unreadable answer"),
            _ => Self::Other(SystemUsersError::Refused("request not built".to_owned())),
        }
    }
}

impl From<SecretRefusal> for SystemUsersError {
    /// A name that is neither there nor free is about to be free.
    fn from(refusal: SecretRefusal) -> Self {
        match refusal {
            SecretRefusal::NotFound | SecretRefusal::Exists | SecretRefusal::Deleted => {
                Self::NameHeld
            }
            SecretRefusal::Other(error) => error,
        }
    }
}

/// The secrets of the system users.
pub(super) struct InSecretsManager {
    pub(super) client: Client,
    prefix: String,
    reads: Semaphore,
}

impl InSecretsManager {
    pub(super) fn new(aws: &SdkConfig, prefix: String) -> Self {
        Self {
            client: Client::new(aws),
            prefix,
            reads: Semaphore::new(READS_AT_ONCE),
        }
    }

    pub(super) fn name(&self, registration: RegistrationId) -> String {
        format!("{}/system-users/{registration}", self.prefix)
    }

    /// The sign-in of that version, or the current one where that version is gone; of this account and tenant in either case.
    pub(super) async fn find(
        &self,
        registration: RegistrationId,
        version: &str,
        account: SystemUserAccount,
    ) -> Result<Option<StoredSignIn>, SystemUsersError> {
        let found = match self.get(registration, Some(version)).await? {
            Some(found) => Some(found),
            None => self.get(registration, None).await?,
        };
        Ok(found.filter(|found| found.secret.is_of(account)))
    }

    /// The sign-in of a version, or the current one. `None` when there is none.
    pub(super) async fn get(
        &self,
        registration: RegistrationId,
        version: Option<&str>,
    ) -> Result<Option<StoredSignIn>, SystemUsersError> {
        // An error would mean that the semaphore is closed, which it never is.
        let _turn = self.reads.acquire().await;
        let answer = self
            .client
            .get_secret_value()
            .secret_id(self.name(registration))
            .set_version_id(version.map(str::to_owned))
            .send()
            .await
            .map_err(SecretRefusal::from);
        match answer {
            Ok(output) => {
                let text = output
                    .secret_string
                    .map(Zeroizing::new)
                    .ok_or(SystemUsersError::Malformed)?;
                let version = output.version_id.ok_or(SystemUsersError::Malformed)?;
                let secret = SystemUserSecret::parse(&text)?;
                Ok(Some(StoredSignIn { version, secret }))
            }
            Err(SecretRefusal::NotFound | SecretRefusal::Deleted) => Ok(None),
            Err(SecretRefusal::Other(error)) => Err(error),
            Err(SecretRefusal::Exists) => Err(SystemUsersError::Malformed),
        }
    }

    /// Writes a new version of a secret that is there.
    pub(super) async fn put(
        &self,
        registration: RegistrationId,
        text: &str,
        attempt: &str,
    ) -> Result<String, SecretRefusal> {
        let output = self
            .client
            .put_secret_value()
            .secret_id(self.name(registration))
            .secret_string(text)
            .client_request_token(attempt)
            .send()
            .await?;
        version(output.version_id)
    }

    /// Writes a new version of the secret; the secret itself where there is none; out of the bin where it was deleted.
    pub(super) async fn write(
        &self,
        registration: RegistrationId,
        key: &str,
        text: &str,
        attempt: &str,
    ) -> Result<String, SystemUsersError> {
        for pause in NAME_IS_FREED_WITHIN {
            match self.try_write(registration, key, text, attempt).await {
                Err(SystemUsersError::NameHeld) => wait(pause).await,
                result => return result,
            }
        }
        self.try_write(registration, key, text, attempt).await
    }

    async fn try_write(
        &self,
        registration: RegistrationId,
        key: &str,
        text: &str,
        attempt: &str,
    ) -> Result<String, SystemUsersError> {
        match self.put(registration, text, attempt).await {
            Ok(version) => return Ok(version),
            Err(SecretRefusal::NotFound) => {
                match self.create(registration, key, text, attempt).await {
                    Ok(version) => return Ok(version),
                    // Somebody else's sign-in made it a moment ago.
                    Err(SecretRefusal::Exists) => {}
                    Err(refusal) => return Err(refusal.into()),
                }
            }
            Err(SecretRefusal::Deleted) => self.restore(registration).await?,
            Err(refusal) => return Err(refusal.into()),
        }
        Ok(self.put(registration, text, attempt).await?)
    }

    async fn create(
        &self,
        registration: RegistrationId,
        key: &str,
        text: &str,
        attempt: &str,
    ) -> Result<String, SecretRefusal> {
        let tag = Tag::builder()
            .key("cooperlink-registration")
            .value(&self.prefix);
        let output = self
            .client
            .create_secret()
            .name(self.name(registration))
            .description("Refresh token of a system user")
            .kms_key_id(key)
            .secret_string(text)
            .client_request_token(attempt)
            .tags(tag.build())
            .send()
            .await?;
        version(output.version_id)
    }

    pub(super) async fn restore(&self, registration: RegistrationId) -> Result<(), SecretRefusal> {
        let restore = self.client.restore_secret();
        restore.secret_id(self.name(registration)).send().await?;
        Ok(())
    }

    /// Removes the secret, at once and for good. Where there is none, nothing has to be done.
    pub(super) async fn remove(
        &self,
        registration: RegistrationId,
    ) -> Result<(), SystemUsersError> {
        let answer = self
            .client
            .delete_secret()
            .secret_id(self.name(registration))
            .force_delete_without_recovery(true)
            .send()
            .await
            .map_err(SecretRefusal::from);
        match answer {
            Ok(_) | Err(SecretRefusal::NotFound | SecretRefusal::Deleted) => Ok(()),
            Err(SecretRefusal::Other(error)) => Err(error),
            Err(SecretRefusal::Exists) => Err(SystemUsersError::Malformed),
        }
    }
}

fn version(version: Option<String>) -> Result<String, SecretRefusal> {
    version.ok_or(SecretRefusal::Other(SystemUsersError::Malformed))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that waits for a name to be freed; the time is bounded"
)]
async fn wait(pause: Duration) {
    tokio::time::sleep(pause).await;
}
