//! An invitation: the unguessable link that lets a person act on one registration.

use crate::ids::{InvitationId, RegistrationId, TokenHash};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Default lifetime of an invitation, for which the host app may give another: 14 days.
pub const DEFAULT_LIFETIME: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Longest lifetime of an invitation: 90 days.
pub const LONGEST_LIFETIME: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Purpose of the link, which decides what its holder may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Connect the tenant for the first time.
    Connect,
    /// Approve again, or repair.
    Reconnect,
    /// Sign in once as the system user, and nothing else. The sign-in uses the link up (T23).
    SystemUser,
    /// Read how to remove the app from the tenant after a disconnection, and check whether it is removed. The link has no
    /// sign-in, because a sign-in would register the app in the tenant again.
    Disconnect,
    /// Approve permissions that a newer version asks for, and nothing else.
    Upgrade,
}

/// Stored status of a link, regardless of its expiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It works.
    Open,
    /// The host app withdrew it.
    Withdrawn,
    /// Its purpose is fulfilled. Final.
    Completed,
}

/// Party that made a link.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Maker {
    /// The host app.
    #[default]
    HostApp,
    /// An administrator of the connected tenant, for the holder of the system user's account.
    Administrator,
}

/// Reason why a link has ended, as its holder sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationEnd {
    /// It expired.
    Expired,
    /// Its purpose is fulfilled.
    Used,
    /// The host app withdrew it.
    Withdrawn,
    /// A newer link took its place.
    Replaced,
}

impl InvitationEnd {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Expired, Self::Used, Self::Withdrawn, Self::Replaced];
}

/// State of an invitation at an instant, as the host app sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// The link works, and its purpose is not fulfilled yet.
    Active,
    /// Its purpose is fulfilled. An administrator's link through which the connection was made still opens its page, for as
    /// long as the registration is connected.
    Used,
    /// The link has expired, by our clock.
    Expired,
    /// The host app withdrew it.
    Withdrawn,
}

/// Largest number of links of one registration that are active at once.
pub const MOST_ACTIVE: usize = 20;

/// One invitation. The token itself is never stored (T28).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Its id, which the host app sees.
    pub id: InvitationId,
    /// SHA-256 of the token in the link.
    pub token_hash: TokenHash,
    /// The registration it acts on.
    pub registration_id: RegistrationId,
    /// Its purpose.
    pub purpose: Purpose,
    /// Its stored status.
    pub status: Status,
    /// Instant at which it was made.
    pub created_at: Timestamp,
    /// Instant at which it stops working, by our clock.
    pub expires_at: Timestamp,
    /// Instant at which its page was first shown. A hint: programs that scan mail open links too.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub opened_at: Option<Timestamp>,
    /// Instant at which its purpose was first fulfilled: the connection was proven after a consent through this link, or the
    /// system user signed in through it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub completed_at: Option<Timestamp>,
    /// Party that made it.
    #[serde(default)]
    pub created_by: Maker,
    /// Whether it was withdrawn because a newer link took its place.
    #[serde(default)]
    pub is_replaced: bool,
    /// Instant at which the holder last asked for a new link in its place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub requested_at: Option<Timestamp>,
}

impl Invitation {
    /// Whether the link may be used now.
    pub fn is_usable(&self, now: Timestamp) -> bool {
        self.end(now).is_none()
    }

    /// Reason why the link has ended, or `None` while it works. It expires by our clock, not when the row is deleted (`T71`).
    pub fn end(&self, now: Timestamp) -> Option<InvitationEnd> {
        match self.status {
            Status::Withdrawn if self.is_replaced => Some(InvitationEnd::Replaced),
            Status::Withdrawn => Some(InvitationEnd::Withdrawn),
            Status::Completed => Some(InvitationEnd::Used),
            Status::Open if self.stays() || now < self.expires_at => None,
            Status::Open => Some(InvitationEnd::Expired),
        }
    }

    /// Whether the link works for as long as the registration is connected, to read and repair: the connection was proven
    /// through it. A disconnection withdraws it.
    pub fn stays(&self) -> bool {
        self.completed_at.is_some() && matches!(self.purpose, Purpose::Connect | Purpose::Reconnect)
    }

    /// Whether the holder asked for a new link in its place less than that time ago.
    pub fn is_requested_within(&self, time: SignedDuration, now: Timestamp) -> bool {
        self.requested_at
            .is_some_and(|requested_at| now < requested_at + time)
    }

    /// Its state now.
    pub fn state(&self, now: Timestamp) -> InvitationState {
        match self.status {
            Status::Withdrawn => InvitationState::Withdrawn,
            Status::Completed => InvitationState::Used,
            Status::Open if self.completed_at.is_some() => InvitationState::Used,
            Status::Open if now < self.expires_at => InvitationState::Active,
            Status::Open => InvitationState::Expired,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn invitation(status: Status) -> Invitation {
        Invitation {
            id: InvitationId::from_uuid(Uuid::nil()),
            token_hash: TokenHash::from_digest(&[0; 32]),
            registration_id: RegistrationId::from_uuid(Uuid::nil()),
            purpose: Purpose::Connect,
            status,
            created_at: Timestamp::from_second(0).unwrap(),
            expires_at: Timestamp::from_second(100).unwrap(),
            opened_at: None,
            completed_at: None,
            created_by: Maker::HostApp,
            is_replaced: false,
            requested_at: None,
        }
    }

    #[test]
    fn t28_the_link_that_connected_stays_and_no_other_one_does() {
        let later = Timestamp::from_second(1_000).unwrap();
        let ends = |purpose, status| {
            let link = Invitation {
                purpose,
                completed_at: Some(later),
                ..invitation(status)
            };
            link.end(later)
        };
        for purpose in [Purpose::Connect, Purpose::Reconnect] {
            assert_eq!(ends(purpose, Status::Open), None, "{purpose:?}");
            let withdrawn = ends(purpose, Status::Withdrawn);
            assert_eq!(withdrawn, Some(InvitationEnd::Withdrawn), "{purpose:?}");
        }
        for purpose in [Purpose::SystemUser, Purpose::Disconnect, Purpose::Upgrade] {
            assert_eq!(ends(purpose, Status::Open), Some(InvitationEnd::Expired));
        }
        assert_eq!(
            invitation(Status::Open).end(later),
            Some(InvitationEnd::Expired)
        );
    }

    #[test]
    fn each_end_is_told_apart_and_a_row_of_before_reads() {
        let at = Timestamp::from_second(1).unwrap();
        let replaced = Invitation {
            is_replaced: true,
            ..invitation(Status::Withdrawn)
        };
        assert_eq!(replaced.end(at), Some(InvitationEnd::Replaced));
        assert_eq!(replaced.state(at), InvitationState::Withdrawn);
        assert_eq!(
            invitation(Status::Completed).end(at),
            Some(InvitationEnd::Used)
        );
        let mut row = serde_json::to_value(invitation(Status::Open)).unwrap();
        let members = row.as_object_mut().unwrap();
        assert!(members.remove("created_by").is_some());
        assert!(members.remove("is_replaced").is_some());
        let read: Invitation = serde_json::from_value(row).unwrap();
        assert_eq!(read, invitation(Status::Open));
    }

    #[test]
    fn t71_expiry_is_by_our_clock_and_exclusive() {
        let open = invitation(Status::Open);
        assert!(open.is_usable(Timestamp::from_second(99).unwrap()));
        assert!(!open.is_usable(Timestamp::from_second(100).unwrap()));
    }

    #[test]
    fn each_state_is_told_by_our_clock() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let open = invitation(Status::Open);
        assert_eq!(open.state(at(99)), InvitationState::Active);
        assert_eq!(open.state(at(100)), InvitationState::Expired);
        let used = Invitation {
            completed_at: Some(at(5)),
            ..open
        };
        assert_eq!(used.state(at(99)), InvitationState::Used);
        assert_eq!(used.state(at(100)), InvitationState::Used);
        assert_eq!(
            invitation(Status::Completed).state(at(1)),
            InvitationState::Used
        );
        assert_eq!(
            invitation(Status::Withdrawn).state(at(200)),
            InvitationState::Withdrawn
        );
    }

    #[test]
    fn t23_a_completed_invitation_is_unusable_at_once() {
        assert!(!invitation(Status::Completed).is_usable(Timestamp::from_second(1).unwrap()));
    }

    #[test]
    fn t28_withdrawn_invitation_is_unusable_at_once() {
        assert!(!invitation(Status::Withdrawn).is_usable(Timestamp::from_second(1).unwrap()));
    }
}
