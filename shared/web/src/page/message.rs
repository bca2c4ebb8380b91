//! Pages without a form: what happened, what it means, what to do now. None of them says whether a link exists
//! (`security.md` T30).

use super::{Frame, respond};
use crate::headers::Surface;
use askama::Template;
use http::{
    HeaderValue, Response, StatusCode,
    header::{ALLOW, RETRY_AFTER},
};

/// What a page without a form says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// Unknown, expired or withdrawn: one page for all three.
    LinkNotUsable,
    /// The callback was opened in a browser that did not begin.
    OtherBrowser,
    /// The callback leads nowhere: expired, used, or not understood.
    AnswerNotUsable,
    /// A form without its flow, or from elsewhere.
    FormNotUsable,
    /// Microsoft knows no tenant of the domain that the host app gave.
    UnknownDomain,
    /// Microsoft knows no tenant of the domain that the person typed.
    UnknownNamedDomain,
    /// Microsoft could not be reached.
    MicrosoftUnavailable,
    /// We cannot answer now.
    TemporarilyUnavailable,
    /// A fault of ours that nobody foresaw.
    Fault,
    /// Too many attempts within the hour.
    TooMany,
    /// Too many requests within the minute.
    TooFast,
    /// There is no such page.
    NotFound,
    /// The page knows other methods.
    MethodNotAllowed,
}

impl Message {
    /// Every message.
    pub const ALL: [Self; 13] = [
        Self::LinkNotUsable,
        Self::OtherBrowser,
        Self::AnswerNotUsable,
        Self::FormNotUsable,
        Self::UnknownDomain,
        Self::UnknownNamedDomain,
        Self::MicrosoftUnavailable,
        Self::TemporarilyUnavailable,
        Self::Fault,
        Self::TooMany,
        Self::TooFast,
        Self::NotFound,
        Self::MethodNotAllowed,
    ];

    fn id(self) -> &'static str {
        match self {
            Self::LinkNotUsable => "link-not-usable",
            Self::OtherBrowser => "other-browser",
            Self::AnswerNotUsable => "answer-not-usable",
            Self::FormNotUsable => "form-not-usable",
            Self::UnknownDomain => "unknown-domain",
            Self::UnknownNamedDomain => "unknown-named-domain",
            Self::MicrosoftUnavailable => "microsoft-unavailable",
            Self::TemporarilyUnavailable => "temporarily-unavailable",
            Self::Fault => "fault",
            Self::TooMany => "too-many",
            Self::TooFast => "too-fast",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::LinkNotUsable | Self::NotFound => StatusCode::NOT_FOUND,
            Self::OtherBrowser | Self::AnswerNotUsable => StatusCode::BAD_REQUEST,
            Self::FormNotUsable => StatusCode::FORBIDDEN,
            Self::UnknownDomain | Self::UnknownNamedDomain => StatusCode::CONFLICT,
            Self::MicrosoftUnavailable | Self::TemporarilyUnavailable => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
            Self::TooMany | Self::TooFast => StatusCode::TOO_MANY_REQUESTS,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    /// Seconds after which the same request may be made again, where waiting helps; the text says the same.
    fn retry_after(self) -> Option<&'static str> {
        match self {
            Self::TooMany => Some("3600"),
            Self::TooFast | Self::MicrosoftUnavailable | Self::TemporarilyUnavailable => Some("60"),
            Self::LinkNotUsable
            | Self::OtherBrowser
            | Self::AnswerNotUsable
            | Self::FormNotUsable
            | Self::UnknownDomain
            | Self::UnknownNamedDomain
            | Self::Fault
            | Self::NotFound
            | Self::MethodNotAllowed => None,
        }
    }
}

/// A page without a form.
pub struct MessagePage<'a> {
    /// What every page shows.
    pub frame: Frame<'a>,
    /// What it says.
    pub message: Message,
    /// The token of the invitation to go back to, where it is known to be the reader's own.
    pub token: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "message.html")]
struct View<'a> {
    frame: Frame<'a>,
    heading: String,
    text: String,
    what_to_do: String,
    back: Option<String>,
    /// The way to ask for a new link, where this one is of no use any more.
    ask: Option<String>,
    request_id: &'a str,
}

impl MessagePage<'_> {
    /// The answer with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let id = self.message.id();
        let view = View {
            frame: self.frame,
            heading: self.frame.say(&format!("message-{id}-heading")),
            text: self.frame.say(&format!("message-{id}-text")),
            what_to_do: self.frame.say(&format!("message-{id}-what-to-do")),
            back: self.token.map(|token| format!("/connect/{token}")),
            ask: (self.message == Message::LinkNotUsable)
                .then(|| {
                    self.frame
                        .mail_to_support(&self.frame.say("message-ask-subject"), "")
                })
                .flatten(),
            request_id,
        };
        let mut response = respond(
            self.frame.style,
            &view,
            Surface::Page,
            self.message.status(),
            request_id,
        );
        if let Some(seconds) = self.message.retry_after() {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        if self.message == Message::MethodNotAllowed {
            response
                .headers_mut()
                .insert(ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
        }
        response
    }
}
