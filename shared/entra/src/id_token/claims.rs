//! The claims that are read, strictly typed, and the person that they name.

use domain::ids::{InvalidId, ObjectId, TenantId};
use serde::{Deserialize, Deserializer, de::Error as _};
use std::{fmt, str::FromStr};

/// Person who signed in. The key of a person is `tenant` and `object_id` together; the names are unverified and for display
/// only (T17).
#[derive(Clone, PartialEq, Eq)]
pub struct EndUser {
    /// `tid`: the tenant of the sign-in.
    pub tenant: TenantId,
    /// `oid`: the person in that tenant.
    pub object_id: ObjectId,
    /// `sub`: the person in that tenant, for our app alone.
    pub subject: String,
    /// `preferred_username`, the person's present name at sign-in.
    pub preferred_username: Option<String>,
    /// `name`.
    pub name: Option<String>,
    /// `login_hint`: opaque, proposes this account at the next sign-in.
    pub login_hint: Option<String>,
}

impl fmt::Debug for EndUser {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EndUser")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}

/// Claims that are read.
#[derive(Deserialize)]
pub(super) struct Claims {
    pub(super) iss: String,
    pub(super) aud: String,
    pub(super) exp: i64,
    pub(super) nbf: i64,
    pub(super) iat: i64,
    #[serde(default, deserialize_with = "text")]
    pub(super) nonce: Option<String>,
    #[serde(deserialize_with = "exact")]
    pub(super) tid: TenantId,
    #[serde(deserialize_with = "exact")]
    pub(super) oid: ObjectId,
    pub(super) sub: String,
    pub(super) ver: String,
    #[serde(default, deserialize_with = "text")]
    pub(super) preferred_username: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) name: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(super) login_hint: Option<String>,
}

/// A member that may be absent, and otherwise is a text.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    String::deserialize(deserializer).map(Some)
}

/// An id in the one spelling that Entra signs; ids in capitals, which other JSON may have, are refused.
fn exact<'de, D: Deserializer<'de>, T: FromStr<Err = InvalidId>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(D::Error::custom)
}

impl From<Claims> for EndUser {
    fn from(claims: Claims) -> Self {
        Self {
            tenant: claims.tid,
            object_id: claims.oid,
            subject: claims.sub,
            preferred_username: claims.preferred_username,
            name: claims.name,
            login_hint: claims.login_hint,
        }
    }
}
