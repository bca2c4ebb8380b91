//! The forms of the hosted pages that begin a leg, and the errors of beginning.

use crate::browser::BrowserError;
use domain::customer::Language;
use secrecy::SecretString;

/// Reason why a trip did not begin.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// The browser's request cannot be served.
    #[error(transparent)]
    Browser(#[from] BrowserError),
    /// No user with the right to do this signed in during this flow: none at all, a user of another tenant than the
    /// registration's, or a colleague of the administrator without a role.
    #[error("no user who may do this signed in during this flow")]
    NotSignedIn,
    /// The customer's domain could not be looked up at Microsoft just now.
    #[error("Microsoft could not be asked for the tenant of the domain")]
    MicrosoftUnavailable,
    /// Microsoft knows no tenant of the domain that the host app gave.
    #[error("Microsoft knows no tenant of the customer's domain")]
    UnknownDomain,
    /// Microsoft knows no tenant of the domain that the person named.
    #[error("Microsoft knows no tenant of the domain that the person named")]
    UnknownNamedDomain,
    /// The registration names no system user, or no administrator has approved yet.
    #[error("the system user cannot be connected yet")]
    NotReady,
    /// This invitation was started too often within an hour.
    #[error("too many attempts of this invitation")]
    TooMany,
}

impl From<store::StoreError> for BeginError {
    fn from(error: store::StoreError) -> Self {
        Self::Browser(error.into())
    }
}

impl From<crate::secrets::sealing::SealingError> for BeginError {
    fn from(error: crate::secrets::sealing::SealingError) -> Self {
        Self::Browser(error.into())
    }
}

/// Content of a form after the start.
pub struct Form<'a> {
    /// The invitation's token, from the path.
    pub token: &'a SecretString,
    /// The flow's cookie.
    pub cookie: Option<&'a SecretString>,
    /// The value of the hidden field.
    pub form_token: Option<&'a str>,
    /// The language that the person chose, if one was chosen.
    pub language: Option<Language>,
}
