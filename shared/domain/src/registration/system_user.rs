//! The connected system user of a registration.

use crate::{claims::ClaimsRequest, ids::ObjectId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The system user's sign-in. Its refresh token is in the secret store; this record points to it and is written after it
/// (T65).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemUserConnection {
    /// `oid` of the account; together with the tenant it identifies the account (T12).
    pub object_id: ObjectId,
    /// `sub` of the account for our app. A refreshed token of another subject is refused (T23).
    pub subject: String,
    /// Its name at sign-in, as Graph last showed it; it may change while the account stays the same. Shown, and never proof of
    /// identity.
    pub user_principal_name: String,
    /// Instant of the sign-in.
    pub connected_at: Timestamp,
    /// The version of the secret that holds the refresh token.
    pub secret_version: String,
    /// Claims that the account's next sign-in must bring, because Microsoft asked for them when it last refused the refresh
    /// token. They name policies of the tenant, which are no secret.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claims: Option<ClaimsRequest>,
    /// Instant at which that version was written. A new version is written only if this one is older than 7 days: a used
    /// refresh token stays valid.
    pub secret_written_at: Timestamp,
}
