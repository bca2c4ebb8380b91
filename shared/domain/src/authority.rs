//! Authority that a link gives its holder: the trips that it begins, and the stages of a registration in which it acts.

use crate::{
    flow::LegPurpose,
    invitation::{Invitation, Purpose},
    registration::Lifecycle,
};
use jiff::Timestamp;

impl Purpose {
    /// Whether the holder of the link may begin such a trip. The holder of the system user's account is no administrator and
    /// begins only that sign-in; an administrator may also hold that account, and then needs no second link.
    pub fn allows(self, leg: LegPurpose) -> bool {
        match (self, leg) {
            (Self::Connect | Self::Reconnect, _)
            | (Self::SystemUser, LegPurpose::SystemUser)
            | (Self::Upgrade, LegPurpose::SignIn | LegPurpose::Consent | LegPurpose::Proof) => true,
            (
                Self::SystemUser,
                LegPurpose::SignIn | LegPurpose::Consent | LegPurpose::Proof | LegPurpose::Access,
            )
            | (Self::Disconnect, _)
            | (Self::Upgrade, LegPurpose::SystemUser | LegPurpose::Access) => false,
        }
    }
}

impl Invitation {
    /// Whether the holder of the link may act on a registration in this stage now. A link from before a disconnection can be
    /// read but begins nothing; after an erasure it has no registration to act on (T28, T31).
    pub fn gives_authority(&self, lifecycle: &Lifecycle, now: Timestamp) -> bool {
        let is_of_stage = match lifecycle {
            Lifecycle::Disconnected {
                disconnected_at, ..
            } => self.created_at > *disconnected_at,
            Lifecycle::Erased { .. } => false,
            Lifecycle::Invited
            | Lifecycle::SignedIn { .. }
            | Lifecycle::Consented { .. }
            | Lifecycle::Connected { .. } => true,
        };
        is_of_stage && self.is_usable(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t23_the_link_for_the_system_user_begins_no_trip_of_an_administrator() {
        let administrators = [LegPurpose::SignIn, LegPurpose::Consent, LegPurpose::Proof];
        for leg in administrators {
            assert!(!Purpose::SystemUser.allows(leg), "{leg:?}");
            assert!(Purpose::Connect.allows(leg), "{leg:?}");
        }
        for purpose in [Purpose::Connect, Purpose::Reconnect, Purpose::SystemUser] {
            assert!(purpose.allows(LegPurpose::SystemUser), "{purpose:?}");
        }
    }

    #[test]
    fn t28_the_link_of_a_disconnection_begins_no_trip_at_all() {
        for leg in [
            LegPurpose::SignIn,
            LegPurpose::Consent,
            LegPurpose::Proof,
            LegPurpose::SystemUser,
            LegPurpose::Access,
        ] {
            assert!(!Purpose::Disconnect.allows(leg), "{leg:?}");
        }
    }

    #[test]
    fn t28_a_link_for_newer_permissions_approves_and_does_nothing_else() {
        for leg in [LegPurpose::SignIn, LegPurpose::Consent, LegPurpose::Proof] {
            assert!(Purpose::Upgrade.allows(leg), "{leg:?}");
        }
        for leg in [LegPurpose::SystemUser, LegPurpose::Access] {
            assert!(!Purpose::Upgrade.allows(leg), "{leg:?}");
        }
    }
}
