//! Marks of a system user's sign-in that a function is storing or removing.

use super::Registration;
use jiff::{SignedDuration, Timestamp};

/// Time within which a marked sign-in is stored or removed, if at all: the function that does it ends sooner.
const MARKED_FOR: SignedDuration = SignedDuration::from_mins(1);

impl Registration {
    /// Whether the secret store may hold a sign-in to which the registration does not point and which is not being stored now.
    pub fn has_left_sign_in(&self, now: Timestamp) -> bool {
        let is_stored = self.stores_sign_in_since.is_some() && !self.is_storing_sign_in(now);
        self.system_user_connection.is_none() && (self.removes_sign_in_since.is_some() || is_stored)
    }

    /// Instant from which the erase worker removes such a sign-in. The functions that store or remove one have ended by then.
    pub fn removes_left_sign_in_at(&self) -> Option<Timestamp> {
        let marks = [self.removes_sign_in_since, self.stores_sign_in_since];
        let newest = marks.into_iter().flatten().max()?;
        let is_left = self.system_user_connection.is_none();
        is_left.then_some(newest + MARKED_FOR)
    }

    /// The registration after a removal that began at that instant. The mark of a callback that may still store a sign-in
    /// stays.
    #[must_use]
    pub fn with_sign_in_removed(self, begun_at: Timestamp) -> Self {
        let is_storing = self.is_storing_sign_in(begun_at);
        Self {
            removes_sign_in_since: None,
            stores_sign_in_since: self.stores_sign_in_since.filter(|_| is_storing),
            ..self
        }
    }

    /// Whether a callback may be about to point to a sign-in that it stores.
    pub fn is_storing_sign_in(&self, now: Timestamp) -> bool {
        let since = self.stores_sign_in_since;
        since.is_some_and(|since| now < since + MARKED_FOR)
    }

    /// Whether another function may be about to remove a sign-in from the secret store: a sign-in that is stored now might be
    /// lost.
    pub fn is_removing_sign_in(&self, now: Timestamp) -> bool {
        let since = self.removes_sign_in_since;
        since.is_some_and(|since| now < since + MARKED_FOR)
    }
}
