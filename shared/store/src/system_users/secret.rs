//! A system user's sign-in and its JSON, as Secrets Manager keeps it.

use super::{SystemUserAccount, SystemUsersError};
use domain::ids::{ObjectId, TenantId};
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString, zeroize::Zeroizing};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A system user's sign-in, as it is kept.
pub struct SystemUserSecret {
    /// Token that gets access tokens for the account.
    pub refresh_token: SecretString,
    /// The tenant in which the token was issued.
    pub tenant_id: TenantId,
    /// The account.
    pub object_id: ObjectId,
    /// Time at which it was written.
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
    pub(super) fn is_of(&self, account: SystemUserAccount) -> bool {
        self.tenant_id == account.tenant_id && self.object_id == account.object_id
    }

    pub(super) fn to_json(&self) -> Result<Zeroizing<String>, SystemUsersError> {
        serde_json::to_string(&Kept {
            refresh_token: self.refresh_token.expose_secret(),
            tenant_id: self.tenant_id,
            object_id: self.object_id,
            written_at: self.written_at,
        })
        .map(Zeroizing::new)
        .map_err(|_| SystemUsersError::Malformed)
    }

    /// Parses the JSON. The error of `strict_json` may quote a value, so it is not kept.
    pub(super) fn parse(text: &str) -> Result<Self, SystemUsersError> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;
    use uuid::Uuid;

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
