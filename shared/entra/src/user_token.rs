//! Access tokens of users, held until shortly before they expire. A run that finds one reads with it while it redeems the
//! refresh token, so its critical path is one round trip shorter. Refresh tokens are never held.
//!
//! The holder belongs to one [`Entra`], which is one cloud and one application, and its tokens are for one set of scopes, the
//! `.default` one. Its key is the person in the tenant; a held token names both, and they are compared again when it is used
//! (T62).

use crate::{
    entra::Entra,
    held::{self, Recent},
};
use domain::{
    clock::Clock,
    ids::{ObjectId, TenantId},
};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
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

impl Entra {
    /// The held token of a person, if there is one that stays valid for a while.
    pub fn held_user_token(
        &self,
        tenant: TenantId,
        object_id: ObjectId,
        clock: &dyn Clock,
    ) -> Option<UserToken> {
        let mut tokens = self
            .user_tokens()
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let held = tokens.get(&(tenant, object_id))?;
        let is_usable =
            held.tenant == tenant && held.object_id == object_id && clock.now() < held.renew_at;
        is_usable.then_some(UserToken {
            held,
            is_fresh: false,
        })
    }

    /// Holds a token that Microsoft has just issued to a person, in place of an older one. The caller has validated the id
    /// token that came with it, so `tenant` and `object_id` are those of the person.
    pub fn hold_user_token(
        &self,
        tenant: TenantId,
        object_id: ObjectId,
        access_token: &SecretString,
        expires_in: SignedDuration,
        clock: &dyn Clock,
    ) -> UserToken {
        let lifetime = Duration::try_from(expires_in).unwrap_or_default();
        let held = Arc::new(Held {
            tenant,
            object_id,
            secret: access_token.clone(),
            renew_at: held::renew_at(clock.now(), lifetime),
        });
        self.user_tokens()
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert((tenant, object_id), Arc::clone(&held));
        UserToken {
            held,
            is_fresh: true,
        }
    }
}
