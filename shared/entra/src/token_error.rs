//! The reasons why there is no token: a refusal, or an answer that decided nothing.

use crate::{
    refusal::EntraRefusal,
    retry,
    transport::{NoReply, Reply},
};
use http::StatusCode;
use std::time::Duration;

/// Wait after the token endpoint throttles without naming a time: 60 seconds, as in Microsoft's own library.
const THROTTLED_FOR: Duration = Duration::from_mins(1);

/// Reason why there is no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The token endpoint refused.
    #[error("the token endpoint refused: {}", .0.error)]
    Refused(Box<EntraRefusal>),
    /// Too many requests; nothing was decided.
    #[error("the token endpoint is throttling")]
    Throttled {
        /// Time until the next request may be made.
        retry_after: Duration,
        /// The answer that asks to wait.
        answer: UndecidedAnswer,
    },
    /// Microsoft answered with a fault of its own or not in time, or there were no random bytes for our own request. The
    /// outcome is unknown.
    #[error("the token endpoint did not answer")]
    Unavailable(Option<UndecidedAnswer>),
    /// The answer could not be understood, or was not read because it exceeded our limits.
    #[error("the token endpoint's answer could not be understood")]
    Unreadable(Option<UndecidedAnswer>),
}

impl TokenError {
    /// The refusal, if it is one.
    pub fn refusal(&self) -> Option<&EntraRefusal> {
        match self {
            Self::Refused(refusal) => Some(refusal.as_ref()),
            Self::Throttled { .. } | Self::Unavailable(_) | Self::Unreadable(_) => None,
        }
    }

    /// The answer that decided nothing, if there was one.
    pub fn undecided_answer(&self) -> Option<&UndecidedAnswer> {
        match self {
            Self::Refused(_) => None,
            Self::Throttled { answer, .. } => Some(answer),
            Self::Unavailable(answer) | Self::Unreadable(answer) => answer.as_ref(),
        }
    }

    /// See [`EntraRefusal::is_client_refused`].
    pub fn is_client_refused(&self) -> bool {
        self.refusal().is_some_and(EntraRefusal::is_client_refused)
    }

    /// See [`EntraRefusal::is_grant_refused`].
    pub fn is_grant_refused(&self) -> bool {
        self.refusal().is_some_and(EntraRefusal::is_grant_refused)
    }

    /// See [`EntraRefusal::needs_interaction`].
    pub fn needs_interaction(&self) -> bool {
        self.refusal().is_some_and(EntraRefusal::needs_interaction)
    }

    /// See [`EntraRefusal::aadsts`].
    pub fn aadsts(&self) -> Option<u32> {
        self.refusal().and_then(EntraRefusal::aadsts)
    }
}

/// Answer of the token endpoint that gave no token and decided nothing, for the evidence of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UndecidedAnswer {
    /// The HTTP status.
    pub status: u16,
    /// `error`, with the most telling AADSTS number, if the body has them.
    pub error_code: Option<String>,
    /// `correlation_id` of the body or the header `x-ms-request-id`, which finds the call at Microsoft.
    pub request_id: Option<String>,
}

impl UndecidedAnswer {
    fn of(reply: &Reply) -> Self {
        let error = EntraRefusal::read(reply);
        Self {
            status: reply.status.as_u16(),
            error_code: error.as_ref().map(EntraRefusal::error_code),
            request_id: error
                .and_then(|error| error.correlation_id)
                .or_else(|| reply.header_text("x-ms-request-id")),
        }
    }

    /// An answer with status 200 that contains no token.
    pub(crate) fn without_token() -> Self {
        Self {
            status: StatusCode::OK.as_u16(),
            ..Self::default()
        }
    }
}

/// A failed request for a token, with the wait that the server asks for before the next one.
#[derive(Debug, thiserror::Error)]
#[error("no token")]
pub(crate) struct TokenFailure {
    pub(crate) error: TokenError,
    pub(crate) retry_after: Option<Duration>,
}

impl From<TokenError> for TokenFailure {
    fn from(error: TokenError) -> Self {
        Self {
            error,
            retry_after: None,
        }
    }
}

impl From<NoReply> for TokenFailure {
    fn from(no_reply: NoReply) -> Self {
        Self::from(match no_reply {
            NoReply::Unavailable => TokenError::Unavailable(None),
            NoReply::Unreadable => TokenError::Unreadable(None),
        })
    }
}

impl TokenFailure {
    /// Failure that an answer other than 200 stands for. A 429 need not be JSON.
    pub(crate) fn read(reply: &Reply) -> Self {
        let asked_for = retry::after(&reply.headers);
        let answer = UndecidedAnswer::of(reply);
        if reply.status == StatusCode::TOO_MANY_REQUESTS {
            let retry_after = asked_for.unwrap_or(THROTTLED_FOR);
            return Self {
                error: TokenError::Throttled {
                    retry_after,
                    answer,
                },
                retry_after: Some(retry_after),
            };
        }
        let unavailable = |answer| Self {
            error: TokenError::Unavailable(Some(answer)),
            retry_after: asked_for,
        };
        if reply.status.is_server_error() {
            return unavailable(answer);
        }
        match EntraRefusal::read(reply) {
            Some(refusal)
                if matches!(
                    refusal.error.as_str(),
                    "temporarily_unavailable" | "server_error"
                ) =>
            {
                unavailable(answer)
            }
            Some(refusal) if reply.status.is_client_error() => {
                TokenError::Refused(Box::new(refusal)).into()
            }
            Some(_) | None => TokenError::Unreadable(Some(answer)).into(),
        }
    }

    /// Whether another request may help. Exhaustive on purpose.
    pub(crate) fn is_transient(&self) -> bool {
        match self.error {
            TokenError::Throttled { .. } | TokenError::Unavailable(_) => true,
            TokenError::Refused(_) | TokenError::Unreadable(_) => false,
        }
    }

    /// The error for the caller once no further try is made. A wait that is longer than ours is passed on to the caller.
    pub(crate) fn give_up(self, longest: Duration) -> TokenError {
        match (self.error, self.retry_after) {
            (TokenError::Unavailable(Some(answer)), Some(retry_after)) if retry_after > longest => {
                TokenError::Throttled {
                    retry_after,
                    answer,
                }
            }
            (error, _) => error,
        }
    }
}
