//! Pages with one message: what happened, what it means, what to do now. None of them tells to whom a link belongs
//! (T30).

use super::{Frame, respond};
use crate::headers::Surface;
use askama::Template;
use domain::invitation::InvitationEnd;
use http::{
    HeaderValue, Response, StatusCode,
    header::{ALLOW, RETRY_AFTER},
};

/// Message of a page without a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// The link is unknown, or does not allow the request.
    LinkNotUsable,
    /// The link has ended. The message does not name the customer.
    LinkEnded {
        /// Reason for its end.
        end: InvitationEnd,
        /// Whether the holder asked for a new link within the last day, which the host app was told.
        is_requested: bool,
    },
    /// The callback was opened in a browser that did not begin the trip.
    OtherBrowser,
    /// The callback cannot be used: expired, used before, or not understood.
    AnswerNotUsable,
    /// The form has no flow, or comes from another site.
    FormNotUsable,
    /// Microsoft knows no tenant with the domain that the host app gave.
    UnknownDomain,
    /// Microsoft knows no tenant with the domain that the person typed.
    UnknownNamedDomain,
    /// Microsoft could not be reached.
    MicrosoftUnavailable,
    /// We cannot answer now.
    TemporarilyUnavailable,
    /// An unforeseen fault of ours.
    Fault,
    /// The person made too many attempts within the hour.
    TooMany,
    /// The administrator made as many links for the system user as a day allows.
    TooManyLinks,
    /// The browser sent too many requests within the minute.
    TooFast,
    /// The page does not exist.
    NotFound,
    /// The page does not allow the method.
    MethodNotAllowed,
}

impl Message {
    /// Every message.
    pub const ALL: [Self; 19] = [
        Self::LinkNotUsable,
        Self::ended(InvitationEnd::Expired, false),
        Self::ended(InvitationEnd::Used, false),
        Self::ended(InvitationEnd::Withdrawn, false),
        Self::ended(InvitationEnd::Replaced, false),
        Self::ended(InvitationEnd::Expired, true),
        Self::OtherBrowser,
        Self::AnswerNotUsable,
        Self::FormNotUsable,
        Self::UnknownDomain,
        Self::UnknownNamedDomain,
        Self::MicrosoftUnavailable,
        Self::TemporarilyUnavailable,
        Self::Fault,
        Self::TooMany,
        Self::TooManyLinks,
        Self::TooFast,
        Self::NotFound,
        Self::MethodNotAllowed,
    ];

    const fn ended(end: InvitationEnd, is_requested: bool) -> Self {
        Self::LinkEnded { end, is_requested }
    }

    fn id(self) -> &'static str {
        match self {
            Self::LinkNotUsable => "link-not-usable",
            Self::LinkEnded { end, .. } => match end {
                InvitationEnd::Expired => "link-expired",
                InvitationEnd::Used => "link-used",
                InvitationEnd::Withdrawn => "link-withdrawn",
                InvitationEnd::Replaced => "link-replaced",
            },
            Self::OtherBrowser => "other-browser",
            Self::AnswerNotUsable => "answer-not-usable",
            Self::FormNotUsable => "form-not-usable",
            Self::UnknownDomain => "unknown-domain",
            Self::UnknownNamedDomain => "unknown-named-domain",
            Self::MicrosoftUnavailable => "microsoft-unavailable",
            Self::TemporarilyUnavailable => "temporarily-unavailable",
            Self::Fault => "fault",
            Self::TooMany => "too-many",
            Self::TooManyLinks => "too-many-links",
            Self::TooFast => "too-fast",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::LinkNotUsable | Self::NotFound => StatusCode::NOT_FOUND,
            Self::LinkEnded { .. } => StatusCode::GONE,
            Self::OtherBrowser | Self::AnswerNotUsable => StatusCode::BAD_REQUEST,
            Self::FormNotUsable => StatusCode::FORBIDDEN,
            Self::UnknownDomain | Self::UnknownNamedDomain => StatusCode::CONFLICT,
            Self::MicrosoftUnavailable | Self::TemporarilyUnavailable => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
            Self::TooMany | Self::TooManyLinks | Self::TooFast => StatusCode::TOO_MANY_REQUESTS,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    /// Seconds after which the request may be repeated, if waiting helps; the text names the same time.
    fn retry_after(self) -> Option<&'static str> {
        match self {
            Self::TooMany => Some("3600"),
            Self::TooManyLinks => Some("86400"),
            Self::TooFast | Self::MicrosoftUnavailable | Self::TemporarilyUnavailable => Some("60"),
            Self::LinkNotUsable
            | Self::LinkEnded { .. }
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
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The message.
    pub message: Message,
    /// Token of the invitation to which the page leads back, or for which the reader may ask for a new link; `None` unless it
    /// is known to be the reader's own.
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
    /// A mail that asks for a new link, if this one cannot be used.
    ask: Option<String>,
    /// Token of an ended link whose holder may ask for a new one by a form.
    request: Option<&'a str>,
    request_id: &'a str,
}

impl MessagePage<'_> {
    /// The response with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let id = self.message.id();
        let (what_to_do, request, back) = match self.message {
            Message::LinkEnded {
                is_requested: true, ..
            } => ("message-link-requested".to_owned(), None, None),
            Message::LinkEnded { .. } => ("message-link-request-what".to_owned(), self.token, None),
            _ => (format!("message-{id}-what-to-do"), None, self.token),
        };
        let view = View {
            frame: self.frame,
            heading: self.frame.say(&format!("message-{id}-heading")),
            text: self.frame.say(&format!("message-{id}-text")),
            what_to_do: self.frame.say(&what_to_do),
            back: back.map(|token| format!("/connect/{token}")),
            ask: (self.message == Message::LinkNotUsable)
                .then(|| {
                    self.frame
                        .mail_to_support(&self.frame.say("message-ask-subject"), "")
                })
                .flatten(),
            request,
            request_id,
        };
        let surface = match request {
            Some(_) => Surface::PageWithForm,
            None => Surface::Page,
        };
        let mut response = respond(
            self.frame.style,
            &view,
            surface,
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
