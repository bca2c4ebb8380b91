//! Messages for a person whose request was refused or failed.

use app::{browser::BrowserError, legs::BeginError};
use web::page::Message;

/// Message for the person whose trip to Microsoft was refused.
pub(crate) fn begin_message(error: &BeginError) -> Message {
    match error {
        BeginError::Browser(error) => browser_message(error),
        BeginError::NotSignedIn | BeginError::NotReady => Message::FormNotUsable,
        BeginError::MicrosoftUnavailable => Message::MicrosoftUnavailable,
        BeginError::UnknownDomain => Message::UnknownDomain,
        BeginError::UnknownNamedDomain => Message::UnknownNamedDomain,
        BeginError::TooMany => Message::TooMany,
    }
}

/// Message for the person whose browser cannot be served.
pub(crate) fn browser_message(error: &BrowserError) -> Message {
    match error {
        BrowserError::NotUsable => Message::LinkNotUsable,
        &BrowserError::Ended { end, is_requested } => Message::LinkEnded { end, is_requested },
        BrowserError::NoFlow | BrowserError::ForeignForm => Message::FormNotUsable,
        BrowserError::Store(_)
        | BrowserError::Secrets(_)
        | BrowserError::Sealing(_)
        | BrowserError::Random(_) => {
            tracing::error!(
                outcome = "failed",
                error = %app::Chain(error),
                "a page could not be served"
            );
            Message::TemporarilyUnavailable
        }
    }
}
