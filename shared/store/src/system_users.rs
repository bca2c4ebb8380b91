//! The system users' refresh tokens: one secret for each registration, `{prefix}/system-users/{registration}`, under the
//! deployment's own key (`security.md` T61).
//!
//! Nothing is held here: a token is read when it is used and dropped with the run. A new one is a new version of the secret;
//! the registration points to the version that counts, and the pointer moves after the secret is written (T65). Secrets
//! Manager takes the labels off older versions by itself.

mod bin;

pub use bin::SignInPlace;

use aws_config::SdkConfig;
use aws_sdk_secretsmanager::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    types::Tag,
};
use domain::ids::{ObjectId, RegistrationId, TenantId};
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString, zeroize::Zeroizing};
use serde::{Deserialize, Serialize};
use std::{fmt, time::Duration};
use tokio::sync::Semaphore;
use uuid::Uuid;

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

/// Why a refresh token could not be kept or read. Never carries a value.
#[derive(Debug, thiserror::Error)]
pub enum SystemUsersError {
    /// A secret of that name was deleted a moment ago, and the name is not free yet.
    #[error("the secret's name is not free yet")]
    NameHeld,
    /// Secrets Manager did not answer in time, throttled, or had a fault of its own.
    #[error("the secret store did not answer ({0})")]
    Unavailable(String),
    /// Secrets Manager refused: a permission, the key or the request itself is wrong.
    #[error("the secret store refused the request ({0})")]
    Refused(String),
    /// What is stored is not what it should be.
    #[error("the stored sign-in is not of the known form")]
    Malformed,
}

/// A system user's sign-in, as it is kept.
pub struct SystemUserSecret {
    /// Gets access tokens for the account.
    pub refresh_token: SecretString,
    /// The tenant it was given in.
    pub tenant_id: TenantId,
    /// The account.
    pub object_id: ObjectId,
    /// When it was written.
    pub written_at: Timestamp,
}

impl fmt::Debug for SystemUserSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SystemUserSecret")
            .field("tenant_id", &self.tenant_id)
            .field("object_id", &self.object_id)
            .field("written_at", &self.written_at)
            .finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct Kept<'a> {
    refresh_token: &'a str,
    tenant_id: TenantId,
    object_id: ObjectId,
    written_at: Timestamp,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    refresh_token: SecretString,
    tenant_id: TenantId,
    object_id: ObjectId,
    written_at: Timestamp,
}

impl SystemUserSecret {
    fn is_of(&self, tenant: TenantId, account: ObjectId) -> bool {
        self.tenant_id == tenant && self.object_id == account
    }

    fn to_json(&self) -> Result<Zeroizing<String>, SystemUsersError> {
        serde_json::to_string(&Kept {
            refresh_token: self.refresh_token.expose_secret(),
            tenant_id: self.tenant_id,
            object_id: self.object_id,
            written_at: self.written_at,
        })
        .map(Zeroizing::new)
        .map_err(|_| SystemUsersError::Malformed)
    }

    /// The error of `strict_json` may quote a value, so it is not kept.
    fn parse(text: &str) -> Result<Self, SystemUsersError> {
        let stored: Stored =
            strict_json::parse(text.as_bytes()).map_err(|_| SystemUsersError::Malformed)?;
        if stored.refresh_token.expose_secret().is_empty() {
            return Err(SystemUsersError::Malformed);
        }
        Ok(Self {
            refresh_token: stored.refresh_token,
            tenant_id: stored.tenant_id,
            object_id: stored.object_id,
            written_at: stored.written_at,
        })
    }
}

/// A system user's sign-in with the version of the secret that holds it.
#[derive(Debug)]
pub struct CurrentSignIn {
    version: String,
    secret: SystemUserSecret,
}

impl CurrentSignIn {
    /// The sign-in, if it is of this version, tenant and account: what the registration points to.
    pub fn into_secret(
        self,
        version: &str,
        (tenant, account): (TenantId, ObjectId),
    ) -> Option<SystemUserSecret> {
        (self.version == version && self.secret.is_of(tenant, account)).then_some(self.secret)
    }
}

/// What Secrets Manager refused, as far as it decides what comes next.
enum Refusal {
    /// There is no such secret or version.
    NotFound,
    /// There is one of that name already.
    Exists,
    /// It is marked for deletion, or its name is still being freed.
    Deleted,
    /// Anything else.
    Other(SystemUsersError),
}

impl<E: ProvideErrorMetadata, R> From<SdkError<E, R>> for Refusal {
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

/// Reads the system users' refresh tokens, renews and removes them.
pub struct SystemUsers {
    client: Client,
    prefix: String,
    reads: Semaphore,
}

/// Keeps a system user's sign-in for the first time, or anew; reads nothing.
pub struct SystemUserKeeper {
    users: SystemUsers,
    key: String,
}

impl SystemUsers {
    /// Over the shared AWS settings; nothing is read yet.
    pub fn new(aws: &SdkConfig, prefix: String) -> Self {
        Self {
            client: Client::new(aws),
            prefix,
            reads: Semaphore::new(READS_AT_ONCE),
        }
    }

    fn name(&self, registration: RegistrationId) -> String {
        format!("{}/system-users/{registration}", self.prefix)
    }

    /// The sign-in that the registration points to: its very version, or the current one where that version is gone; of this
    /// account and tenant in either case. `None` when there is neither.
    ///
    /// # Errors
    /// See [`SystemUsersError`].
    pub async fn read(
        &self,
        registration: RegistrationId,
        version: &str,
        (tenant, account): (TenantId, ObjectId),
    ) -> Result<Option<SystemUserSecret>, SystemUsersError> {
        let name = self.name(registration);
        let current = match self.get(&name, Some(version)).await? {
            Some(current) => Some(current),
            None => self.get(&name, None).await?,
        };
        let secret = current.map(|current| current.secret);
        Ok(secret.filter(|secret| secret.is_of(tenant, account)))
    }

    /// The newest sign-in, read before the registration is known that says whether it counts. `None` when there is none.
    ///
    /// # Errors
    /// See [`SystemUsersError`].
    pub async fn read_current(
        &self,
        registration: RegistrationId,
    ) -> Result<Option<CurrentSignIn>, SystemUsersError> {
        self.get(&self.name(registration), None).await
    }

    /// Writes a newer refresh token as a new version of the secret and gives that version. `attempt` names this very write:
    /// repeated with it, by the SDK or by us, the write is one.
    ///
    /// # Errors
    /// See [`SystemUsersError`]; what was kept before stays.
    pub async fn renew(
        &self,
        registration: RegistrationId,
        secret: &SystemUserSecret,
        attempt: Uuid,
    ) -> Result<String, SystemUsersError> {
        let (name, text) = (self.name(registration), secret.to_json()?);
        let put = self.put(&name, &text, &attempt.to_string()).await;
        put.map_err(held_or)
    }

    /// Removes a system user's sign-in, at once and for good. Where there is none, nothing has to be done.
    ///
    /// # Errors
    /// See [`SystemUsersError`].
    pub async fn remove(&self, registration: RegistrationId) -> Result<(), SystemUsersError> {
        let answer = self
            .client
            .delete_secret()
            .secret_id(self.name(registration))
            .force_delete_without_recovery(true)
            .send()
            .await
            .map_err(Refusal::from);
        match answer {
            Ok(_) | Err(Refusal::NotFound | Refusal::Deleted) => Ok(()),
            Err(Refusal::Other(error)) => Err(error),
            Err(Refusal::Exists) => Err(SystemUsersError::Malformed),
        }
    }

    async fn get(
        &self,
        name: &str,
        version: Option<&str>,
    ) -> Result<Option<CurrentSignIn>, SystemUsersError> {
        // An error would mean that the semaphore is closed, which it never is.
        let _turn = self.reads.acquire().await;
        let answer = self
            .client
            .get_secret_value()
            .secret_id(name)
            .set_version_id(version.map(str::to_owned))
            .send()
            .await
            .map_err(Refusal::from);
        match answer {
            Ok(output) => {
                let text = output
                    .secret_string
                    .map(Zeroizing::new)
                    .ok_or(SystemUsersError::Malformed)?;
                let version = output.version_id.ok_or(SystemUsersError::Malformed)?;
                let secret = SystemUserSecret::parse(&text)?;
                Ok(Some(CurrentSignIn { version, secret }))
            }
            Err(Refusal::NotFound | Refusal::Deleted) => Ok(None),
            Err(Refusal::Other(error)) => Err(error),
            Err(Refusal::Exists) => Err(SystemUsersError::Malformed),
        }
    }

    async fn put(&self, name: &str, text: &str, attempt: &str) -> Result<String, Refusal> {
        let output = self
            .client
            .put_secret_value()
            .secret_id(name)
            .secret_string(text)
            .client_request_token(attempt)
            .send()
            .await?;
        version(output.version_id)
    }
}

impl SystemUserKeeper {
    /// Secrets are made under this key, the deployment's own.
    pub fn new(users: SystemUsers, key: String) -> Self {
        Self { users, key }
    }

    /// Keeps a sign-in and gives the version that holds it: a new version of the secret; the secret itself where there is
    /// none; out of the bin where it was deleted. `attempt` as for [`SystemUsers::renew`].
    ///
    /// # Errors
    /// See [`SystemUsersError`]; what was kept before stays.
    pub async fn write(
        &self,
        registration: RegistrationId,
        secret: &SystemUserSecret,
        attempt: Uuid,
    ) -> Result<String, SystemUsersError> {
        let name = self.users.name(registration);
        let (text, attempt) = (secret.to_json()?, attempt.to_string());
        for pause in NAME_IS_FREED_WITHIN {
            match self.try_write(&name, &text, &attempt).await {
                Err(SystemUsersError::NameHeld) => wait(pause).await,
                result => return result,
            }
        }
        self.try_write(&name, &text, &attempt).await
    }

    async fn try_write(
        &self,
        name: &str,
        text: &str,
        attempt: &str,
    ) -> Result<String, SystemUsersError> {
        match self.users.put(name, text, attempt).await {
            Ok(version) => return Ok(version),
            Err(Refusal::NotFound) => match self.create(name, text, attempt).await {
                Ok(version) => return Ok(version),
                // Somebody else's sign-in made it a moment ago.
                Err(Refusal::Exists) => {}
                Err(refusal) => return Err(held_or(refusal)),
            },
            Err(Refusal::Deleted) => self.restore(name).await.map_err(held_or)?,
            Err(refusal) => return Err(held_or(refusal)),
        }
        let put = self.users.put(name, text, attempt).await;
        put.map_err(held_or)
    }

    async fn create(&self, name: &str, text: &str, attempt: &str) -> Result<String, Refusal> {
        let tag = Tag::builder()
            .key("cooperlink-registration")
            .value(&self.users.prefix);
        let output = self
            .users
            .client
            .create_secret()
            .name(name)
            .description("Refresh token of a system user")
            .kms_key_id(&self.key)
            .secret_string(text)
            .client_request_token(attempt)
            .tags(tag.build())
            .send()
            .await?;
        version(output.version_id)
    }

    async fn restore(&self, name: &str) -> Result<(), Refusal> {
        let restore = self.users.client.restore_secret();
        restore.secret_id(name).send().await?;
        Ok(())
    }
}

fn version(version: Option<String>) -> Result<String, Refusal> {
    version.ok_or(Refusal::Other(SystemUsersError::Malformed))
}

/// A name that is neither there nor free is about to be free.
fn held_or(refusal: Refusal) -> SystemUsersError {
    match refusal {
        Refusal::NotFound | Refusal::Exists | Refusal::Deleted => SystemUsersError::NameHeld,
        Refusal::Other(error) => error,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that waits for a name to be freed; the time is bounded"
)]
async fn wait(pause: Duration) {
    tokio::time::sleep(pause).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    fn secret() -> SystemUserSecret {
        SystemUserSecret {
            refresh_token: SecretString::from("canary-token"),
            tenant_id: TenantId::from_uuid(Uuid::from_u128(1)),
            object_id: ObjectId::from_uuid(Uuid::from_u128(2)),
            written_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let read = SystemUserSecret::parse(&secret().to_json().unwrap()).unwrap();
        assert_eq!(read.refresh_token.expose_secret(), "canary-token");
        assert_eq!(read.object_id, secret().object_id);
        assert_eq!(read.tenant_id, secret().tenant_id);
        assert_eq!(read.written_at, secret().written_at);
    }

    #[test]
    fn t59_no_text_about_a_sign_in_has_its_token() {
        assert!(!format!("{:?}", secret()).contains("canary"));
        let error = SystemUserSecret::parse(r#"{"refresh_token":"canary-token"}"#).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("canary"));
    }

    #[test_case("x"; "no json")]
    #[test_case(r#"{"refresh_token":"","tenant_id":"00000000-0000-0000-0000-000000000001","object_id":"00000000-0000-0000-0000-000000000002","written_at":"1970-01-01T00:00:00Z"}"#; "empty token")]
    #[test_case(r#"["t","00000000-0000-0000-0000-000000000001","00000000-0000-0000-0000-000000000002","1970-01-01T00:00:00Z"]"#; "a list")]
    #[test_case(r#"{"refresh_token":"t","tenant_id":"x","object_id":"00000000-0000-0000-0000-000000000002","written_at":"1970-01-01T00:00:00Z"}"#; "no tenant")]
    fn t67_what_is_no_sign_in_is_refused(text: &str) {
        assert!(matches!(
            SystemUserSecret::parse(text),
            Err(SystemUsersError::Malformed)
        ));
    }
}
