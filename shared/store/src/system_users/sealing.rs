//! Seals refresh tokens for the table: each under a data key of its own, which KMS made and gives back only for the same stage,
//! registration, tenant and account.
//!
//! Microsoft says of no refresh token how long it may be, and made them longer before; `kms:Encrypt` takes 4,096 bytes. A data key
//! has no such limit, costs as many calls, and one kind of row serves all.
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html>

use super::{SystemUserSecret, SystemUsersError};
use aws_config::SdkConfig;
use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use aws_sdk_kms::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    primitives::Blob,
    types::DataKeySpec,
};
use domain::ids::{ObjectId, RegistrationId, TenantId};
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString, zeroize::Zeroizing};
use std::collections::HashMap;

/// A sealed refresh token.
pub(super) struct SealedToken {
    /// The data key as KMS encrypted it.
    pub(super) data_key: Vec<u8>,
    /// The nonce, which is used once.
    pub(super) nonce: Vec<u8>,
    /// The token and the tag.
    pub(super) token: Vec<u8>,
}

/// Place of a sealed token. None opens in another one.
#[derive(Clone, Copy)]
pub(super) struct TokenPlace<'a> {
    pub(super) registration: RegistrationId,
    pub(super) tenant: TenantId,
    pub(super) account: ObjectId,
    pub(super) version: &'a str,
    pub(super) written_at: Timestamp,
}

/// Seals and opens with the key of the system users.
pub(super) struct TokenSealer {
    client: Client,
    key: String,
    stage: String,
}

impl TokenSealer {
    pub(super) fn new(aws: &SdkConfig, key: String, stage: String) -> Self {
        Self {
            client: Client::new(aws),
            key,
            stage,
        }
    }

    /// Judged by KMS with each call, and written to `CloudTrail` in plain text: ids alone.
    fn context(&self, place: TokenPlace<'_>) -> HashMap<String, String> {
        HashMap::from([
            ("stage".to_owned(), self.stage.clone()),
            ("registration".to_owned(), place.registration.to_string()),
            ("tenant".to_owned(), place.tenant.to_string()),
            ("account".to_owned(), place.account.to_string()),
        ])
    }

    pub(super) async fn seal(
        &self,
        secret: &SystemUserSecret,
        place: TokenPlace<'_>,
    ) -> Result<SealedToken, SystemUsersError> {
        let made = self
            .client
            .generate_data_key()
            .key_id(&self.key)
            .key_spec(DataKeySpec::Aes256)
            .set_encryption_context(Some(self.context(place)))
            .send()
            .await
            .map_err(|error| refusal(&error))?;
        let (Some(plain), Some(data_key)) = (made.plaintext, made.ciphertext_blob) else {
            return Err(SystemUsersError::Malformed);
        };
        let mut token = secret.refresh_token.expose_secret().as_bytes().to_vec();
        let nonce = cipher(plain)?
            .seal_in_place_append_tag(Aad::from(bound(place)), &mut token)
            .map_err(|_| SystemUsersError::Malformed)?;
        Ok(SealedToken {
            data_key: data_key.into_inner(),
            nonce: nonce.as_ref().to_vec(),
            token,
        })
    }

    pub(super) async fn open(
        &self,
        sealed: SealedToken,
        place: TokenPlace<'_>,
    ) -> Result<SystemUserSecret, SystemUsersError> {
        let opened = self
            .client
            .decrypt()
            .key_id(&self.key)
            .ciphertext_blob(Blob::new(sealed.data_key))
            .set_encryption_context(Some(self.context(place)))
            .send()
            .await
            .map_err(|error| refusal(&error))?;
        let plain = opened.plaintext.ok_or(SystemUsersError::Malformed)?;
        let malformed = |_| SystemUsersError::Malformed;
        let nonce = Nonce::try_assume_unique_for_key(&sealed.nonce).map_err(malformed)?;
        let mut token = Zeroizing::new(sealed.token);
        let token = cipher(plain)?
            .open_in_place(nonce, Aad::from(bound(place)), &mut token)
            .map_err(malformed)?;
        let token = str::from_utf8(token).map_err(|_| SystemUsersError::Malformed)?;
        Ok(SystemUserSecret {
            refresh_token: SecretString::from(token),
            tenant_id: place.tenant,
            object_id: place.account,
            written_at: place.written_at,
        })
    }
}

fn cipher(plain: Blob) -> Result<RandomizedNonceKey, SystemUsersError> {
    let plain = Zeroizing::new(plain.into_inner());
    RandomizedNonceKey::new(&AES_256_GCM, &plain).map_err(|_| SystemUsersError::Malformed)
}

/// Bound to the token beside what KMS binds to its key: the version and the time say which token counts.
fn bound(place: TokenPlace<'_>) -> String {
    format!("{}#{}", place.version, place.written_at.as_millisecond())
}

fn refusal<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> SystemUsersError {
    let unavailable = |kind: &str| SystemUsersError::Unavailable(kind.to_owned());
    match error {
        SdkError::ServiceError(service) => {
            let code = service.err().code().unwrap_or("unknown");
            match code {
                // Sealed for another place, or by another key: never what was stored here.
                "InvalidCiphertextException" | "IncorrectKeyException" => {
                    SystemUsersError::Malformed
                }
                "KMSInternalException"
                | "DependencyTimeoutException"
                | "KeyUnavailableException"
                | "LimitExceededException"
                | "ThrottlingException" => unavailable(code),
                _ => SystemUsersError::Refused(code.to_owned()),
            }
        }
        SdkError::TimeoutError(_) => unavailable("timeout"),
        SdkError::DispatchFailure(_) => unavailable("connection"),
        SdkError::ResponseError(_) => unavailable("unreadable answer"),
        _ => SystemUsersError::Refused("request not built".to_owned()),
    }
}
