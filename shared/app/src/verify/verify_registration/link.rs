//! The link through which an administrator last consented, when a run would connect the tenant.

use super::Verifier;
use domain::{
    ids::{InvitationId, RegistrationId},
    invitation::Status,
    registration::Registration,
};
use jiff::Timestamp;
use store::{InvitationWrite, StoreError};

/// Authority of the link through which an administrator consented, as it is now. Its expiry takes nothing back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// It is there and was not withdrawn; by its id.
    Usable(InvitationId),
    /// None is recorded, or it ended so long ago that it was deleted. A withdrawn one is kept far longer.
    Gone,
    /// The host app took it back.
    Withdrawn,
}

impl Link {
    /// The write to the link when the connection is proven through it.
    pub(super) fn dated(
        self,
        registration: RegistrationId,
        at: Timestamp,
    ) -> Option<InvitationWrite> {
        match self {
            Self::Usable(id) => Some(InvitationWrite::Date {
                at,
                registration_id: registration,
                invitation_id: id,
            }),
            Self::Gone | Self::Withdrawn => None,
        }
    }
}

impl Verifier {
    /// The link through which an administrator last consented. One that was withdrawn since connects nothing (T28).
    pub(super) async fn link(&self, registration: &Registration) -> Result<Link, StoreError> {
        let Some(hash) = &registration.consented_through else {
            return Ok(Link::Gone);
        };
        let link = match self.store.find_invitation(hash).await? {
            None => Link::Gone,
            Some(invitation) => match invitation.status {
                Status::Open | Status::Completed => Link::Usable(invitation.id),
                Status::Withdrawn => Link::Withdrawn,
            },
        };
        if link == Link::Withdrawn {
            tracing::warn!(
                registration_id = %registration.id,
                outcome = "link_withdrawn",
                "an administrator consented through a link that was withdrawn since"
            );
        }
        Ok(link)
    }
}
