//! Access tokens of users, held until shortly before they expire. A run that finds one reads with it while it redeems the
//! refresh token, so its critical path is one round trip shorter. Refresh tokens are never held.
//!
//! The holder belongs to one [`Entra`](crate::Entra), which is one cloud and one application, and its tokens are for one set of scopes, the
//! `.default` one. Its key is the person in the tenant; a held token names both, and they are compared again when it is used
//! (T62).

mod hold;

use crate::held::Recent;
use domain::ids::{ObjectId, TenantId};
use jiff::Timestamp;
use secrecy::SecretString;
use std::{
    fmt,
    sync::{Arc, Mutex},
};

/// An access token of one person in one tenant. Clones share it.
#[derive(Clone)]
pub struct UserToken {
    held: Arc<Held>,
    is_fresh: bool,
}

struct Held {
    tenant: TenantId,
    object_id: ObjectId,
    secret: SecretString,
    renew_at: Timestamp,
}

impl UserToken {
    /// Tenant of the token.
    pub fn tenant(&self) -> TenantId {
        self.held.tenant
    }

    /// Person of the token.
    pub fn object_id(&self) -> ObjectId {
        self.held.object_id
    }

    /// Whether Microsoft issued it just now. A held token may have been revoked since, and lacks later grants.
    pub fn is_fresh(&self) -> bool {
        self.is_fresh
    }

    pub(crate) fn secret(&self) -> &SecretString {
        &self.held.secret
    }
}

impl fmt::Debug for UserToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UserToken")
            .field("tenant", &self.held.tenant)
            .field("is_fresh", &self.is_fresh)
            .finish_non_exhaustive()
    }
}

/// Held tokens, by person.
pub(crate) struct UserTokens(Mutex<Recent<(TenantId, ObjectId), Arc<Held>>>);

impl UserTokens {
    pub(crate) fn new(capacity: usize) -> Self {
        Self(Mutex::new(Recent::new(capacity)))
    }
}
