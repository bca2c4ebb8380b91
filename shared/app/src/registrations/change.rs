//! What the host app changes of a registration afterwards.

use super::{RegistrationError, load};
use crate::api_key::Caller;
use domain::{clock::Clock, customer::Requester, ids::RegistrationId, registration::Registration};
use jiff::Timestamp;
use store::{Loaded, Store};

/// What becomes of one value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// There is none from now on.
    Remove,
    /// It becomes this.
    Set(T),
}

impl<T> Change<T> {
    fn of(self, value: Option<T>) -> Option<T> {
        match self {
            Self::Keep => value,
            Self::Remove => None,
            Self::Set(new) => Some(new),
        }
    }
}

/// What the host app may change.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Who asks the administrator.
    pub requester: Change<Requester>,
    /// When the customer meets support.
    pub meeting_at: Change<Timestamp>,
}

/// Changes a registration. What is written meanwhile by others stays.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn change(
    store: &Store,
    clock: &dyn Clock,
    caller: &Caller,
    id: RegistrationId,
    changes: &Changes,
) -> Result<Loaded, RegistrationError> {
    let decide = || async {
        let loaded = load(store, caller, id).await?;
        let registration = changed(&loaded.registration, changes.clone());
        Ok((loaded, registration.map(store::Change::of)))
    };
    let after = store.change::<RegistrationError, _>(|| clock.now(), decide);
    Ok(after.await?.loaded)
}

/// The registration as it becomes, if anything changes.
fn changed(registration: &Registration, changes: Changes) -> Option<Registration> {
    let requester = changes.requester.of(registration.requester.clone());
    let meeting_at = changes.meeting_at.of(registration.meeting_at);
    if requester == registration.requester && meeting_at == registration.meeting_at {
        return None;
    }
    Some(Registration {
        requester,
        meeting_at,
        ..registration.clone()
    })
}
