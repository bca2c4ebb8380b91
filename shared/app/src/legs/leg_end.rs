//! A leg that ended before it reached its purpose.

use super::CallbackError;
use domain::{access::AccessNotice, claims::ClaimsRequest, flow::Notice};
use store::CommitError;

/// The end of a leg before its purpose.
#[derive(Debug)]
pub(super) enum LegEnd {
    /// The page of the link shows the notice.
    Told(Notice),
    /// The access page shows the notice.
    ToldOnAccess(AccessNotice),
    /// The leg is made again, with the claims that Microsoft asked for, if any.
    Again(Option<ClaimsRequest>),
    /// No notice; the browser gets a neutral page.
    Failed(CallbackError),
}

impl From<Notice> for LegEnd {
    fn from(notice: Notice) -> Self {
        Self::Told(notice)
    }
}

impl From<AccessNotice> for LegEnd {
    fn from(notice: AccessNotice) -> Self {
        Self::ToldOnAccess(notice)
    }
}

impl From<CommitError> for LegEnd {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Store(error) => Self::Failed(error.into()),
            // Others wrote again and again.
            CommitError::RegistrationChanged
            | CommitError::Superseded
            | CommitError::TenantTaken
            | CommitError::InvitationEnded => Self::Told(Notice::StartAgain),
        }
    }
}

impl<E: Into<CallbackError>> From<E> for LegEnd {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}
