//! The fetch of the signing keys, where the held set does not suffice.

use super::Held;
use crate::{discovery::DiscoveryError, entra::Entra, id_token::key_id, signing_keys::SigningKeys};
use domain::clock::Clock;
use http::{Method, StatusCode};
use jiff::Timestamp;
use reqwest::Request;
use std::sync::Arc;

/// Number of requests before a fetch fails.
#[derive(Clone, Copy)]
enum Tries {
    One,
    Several,
}

impl Entra {
    /// The signing keys of the `organizations` authority. No round trip while the held set is fresh.
    ///
    /// # Errors
    /// See [`DiscoveryError`]; only when no set younger than 48 hours is held.
    pub async fn signing_keys(
        &self,
        clock: &dyn Clock,
    ) -> Result<Arc<SigningKeys>, DiscoveryError> {
        let now = clock.now();
        let mut held = self.keys().0.lock().await;
        let usable = held.usable(now);
        if let Some(usable) = &usable
            && (held.is_fresh(now) || !held.may_try(now))
        {
            return Ok(Arc::clone(usable));
        }
        // Where a held set serves as well, nobody waits for more than one try.
        let tries = if usable.is_some() {
            Tries::One
        } else {
            Tries::Several
        };
        match (self.fetch_keys(&mut held, now, tries).await, usable) {
            (Ok(fetched), _) => Ok(fetched),
            (Err(error), Some(usable)) => {
                tracing::warn!(upstream = "login", %error, "older signing keys stay in use");
                Ok(usable)
            }
            (Err(error), None) => Err(error),
        }
    }

    /// Opens the connection to the identity platform in advance, by reading the signing keys: once, and for three seconds at
    /// most, so that the next caller does not wait for a lost connection.
    pub async fn open_login(&self, clock: &dyn Clock) {
        let mut held = self.keys().0.lock().await;
        if held.set.is_none() {
            // What fails is asked for again, and told of, by whoever needs the keys.
            let _ = self.fetch_keys(&mut held, clock.now(), Tries::One).await;
        }
    }

    /// Signing keys for validating this id token: `keys`, unless they lack the token's key and newer ones are available. At
    /// most one round trip in five minutes, however many unknown keys are named.
    pub async fn signing_keys_for(
        &self,
        id_token: &str,
        keys: Arc<SigningKeys>,
        clock: &dyn Clock,
    ) -> Arc<SigningKeys> {
        let Ok(id) = key_id(id_token) else {
            return keys;
        };
        if keys.find(&id).is_some() {
            return keys;
        }
        let now = clock.now();
        let mut held = self.keys().0.lock().await;
        // Somebody else may have fetched them since.
        if let Some(usable) = held.usable(now)
            && usable.find(&id).is_some()
        {
            return usable;
        }
        if !held.may_try(now) {
            return keys;
        }
        match self.fetch_keys(&mut held, now, Tries::One).await {
            Ok(fetched) => fetched,
            Err(error) => {
                tracing::warn!(upstream = "login", %error, "no newer signing keys");
                keys
            }
        }
    }

    async fn fetch_keys(
        &self,
        held: &mut Held,
        now: Timestamp,
        tries: Tries,
    ) -> Result<Arc<SigningKeys>, DiscoveryError> {
        let limits = self.transport().limits;
        let url = self.addresses().signing_keys();
        let build = || Request::new(Method::GET, url.clone());
        let reply = match tries {
            Tries::One => {
                self.transport()
                    .send_once(build(), limits.keys, limits.keys_body_bytes)
                    .await
            }
            Tries::Several => {
                self.transport()
                    .read_again(build, limits.keys, limits.keys_body_bytes)
                    .await
            }
        };
        held.tried_at = Some(now);
        let reply = reply?;
        if reply.is_transient() {
            return Err(DiscoveryError::Unavailable);
        }
        if reply.status != StatusCode::OK {
            return Err(DiscoveryError::Unreadable);
        }
        let keys = SigningKeys::read(&reply.body).ok_or(DiscoveryError::Unreadable)?;
        let keys = Arc::new(keys);
        held.set = Some((Arc::clone(&keys), now));
        Ok(keys)
    }
}
