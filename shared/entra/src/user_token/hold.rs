//! The client's access to the held tokens.

use super::{Held, UserToken};
use crate::{entra::Entra, held};
use domain::{
    clock::Clock,
    ids::{ObjectId, TenantId},
};
use jiff::SignedDuration;
use secrecy::SecretString;
use std::{
    sync::{Arc, PoisonError},
    time::Duration,
};

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
