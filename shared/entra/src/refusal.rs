//! What the token endpoint's refusals mean. Decisions follow `error` and `suberror`; the AADSTS numbers choose help texts and may
//! change any day. Only a number that is known for a fault of ours or of Microsoft decides too: that nothing is decided.
//! <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>

use crate::{
    retry,
    transport::{NoReply, Reply, plain},
};
use domain::{
    aadsts::Cause,
    claims::ClaimsRequest,
    verification::facts::{RefusedBy, SignInRefusal},
};
use http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

/// How long to stay away from the token endpoint when it throttles without saying for how long: 60 seconds, as Microsoft's
/// own library does.
const THROTTLED_FOR: Duration = Duration::from_mins(1);

/// The token endpoint's refusal. Microsoft's description is not kept: it may carry names and is fit for nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntraRefusal {
    /// The HTTP status.
    pub status: u16,
    /// `error`, such as `invalid_client`.
    pub error: String,
    /// `suberror`, such as `consent_required`.
    pub suberror: Option<Box<str>>,
    /// `error_codes`: the AADSTS numbers.
    pub codes: Box<[u32]>,
    /// `correlation_id`: finds the call at Microsoft.
    pub correlation_id: Option<String>,
    /// `trace_id`: finds the call at Microsoft.
    pub trace_id: Option<Box<str>>,
    /// `claims`: what a new sign-in has to bring; a text that is longer than 4 KiB or no JSON object counts as none.
    pub claims: Option<ClaimsRequest>,
}

/// Refusals for want of a second factor: `AADSTS50076` asks for it, `AADSTS50079` for its registration.
const SECOND_FACTOR: [u32; 2] = [50_076, 50_079];

#[derive(Deserialize)]
struct Body {
    error: String,
    suberror: Option<String>,
    error_codes: Option<Value>,
    error_description: Option<Value>,
    correlation_id: Option<String>,
    trace_id: Option<String>,
    #[serde(default)]
    claims: Value,
}

impl EntraRefusal {
    /// Reads an error answer; `None` when it is none.
    pub(crate) fn read(reply: &Reply) -> Option<Self> {
        let body: Body = strict_json::parse(&reply.body).ok()?;
        let kept = |text: Option<String>| text.and_then(|text| plain(&text));
        Some(Self {
            status: reply.status.as_u16(),
            error: plain(&body.error)?,
            suberror: kept(body.suberror).map(Into::into),
            codes: numbers(body.error_codes.as_ref(), body.error_description.as_ref()),
            correlation_id: kept(body.correlation_id),
            trace_id: kept(body.trace_id).map(Into::into),
            claims: claims(&body.claims),
        })
    }

    /// `error`, with the AADSTS number that tells most.
    pub fn error_code(&self) -> String {
        match self.aadsts() {
            Some(number) => format!("{} AADSTS{number}", self.error),
            None => self.error.clone(),
        }
    }

    /// Claims that one more sign-in has to bring so that Microsoft may grant what it refused. Without `claims` of Microsoft's
    /// own they are known of the refusals alone that ask for a second factor.
    pub fn claims_for_another_sign_in(&self) -> Option<ClaimsRequest> {
        if self.is_client_refused() || self.needs_consent() {
            return None;
        }
        let asks_for_second_factor = || {
            let number = self.aadsts();
            number.is_some_and(|number| SECOND_FACTOR.contains(&number))
        };
        self.claims
            .clone()
            .or_else(|| asks_for_second_factor().then(ClaimsRequest::second_factor))
    }

    /// The AADSTS number that tells most.
    pub fn aadsts(&self) -> Option<u32> {
        Cause::telling_number(&self.codes)
    }

    /// The fault of ours or of Microsoft that the number names. Such a refusal says nothing of the customer (`security.md`,
    /// rule 3).
    pub fn fault(&self) -> Option<Cause> {
        self.aadsts()
            .and_then(Cause::of)
            .filter(|cause| cause.is_fault())
    }

    /// Our application or its credential is refused: it is unknown or disabled in this tenant, or the credential is wrong.
    pub fn is_client_refused(&self) -> bool {
        matches!(
            self.error.as_str(),
            "invalid_client" | "unauthorized_client"
        )
    }

    /// The code or refresh token is refused.
    pub fn is_grant_refused(&self) -> bool {
        self.error == "invalid_grant"
    }

    /// Only a person at a sign-in page can go on.
    pub fn needs_interaction(&self) -> bool {
        matches!(
            self.error.as_str(),
            "interaction_required" | "login_required"
        ) || self.needs_consent()
            || self.has_suberror(&["basic_action", "additional_action", "user_password_expired"])
    }

    /// An approval is missing, or has not spread yet.
    pub fn needs_consent(&self) -> bool {
        self.error == "consent_required" || self.has_suberror(&["consent_required"])
    }

    /// The tenant's sign-in policy stands in the way: multifactor authentication, Conditional Access, device rules.
    pub fn is_policy(&self) -> bool {
        !self.needs_consent()
            && (self.error == "interaction_required"
                || self.has_suberror(&[
                    "basic_action",
                    "additional_action",
                    "message_only",
                    "protection_policy_required",
                    "device_authentication_failed",
                ]))
    }

    /// What the refusal of a system user's refresh token says of the sign-in: who or what refused, by `error` and `suberror`,
    /// and the number for the text. `None` where it says nothing of the account: our credential, our registration in the
    /// tenant or our request was refused, or the number names a fault of ours or of Microsoft.
    pub fn sign_in_refusal(&self) -> Option<SignInRefusal> {
        if self.fault().is_some() {
            return None;
        }
        Some(SignInRefusal {
            by: self.refused_by()?,
            number: self.aadsts(),
        })
    }

    /// See [`sign_in_refusal`](Self::sign_in_refusal).
    pub fn refused_by(&self) -> Option<RefusedBy> {
        if self.needs_consent() {
            Some(RefusedBy::Consent)
        } else if self.is_policy() {
            Some(RefusedBy::Policy)
        } else if self.is_grant_refused() || self.error == "login_required" {
            Some(RefusedBy::Account)
        } else if self.is_service_missing() {
            Some(RefusedBy::Service)
        } else {
            None
        }
    }

    /// The service that the token is for is missing in the tenant, or its subscription has lapsed: `invalid_resource` with a
    /// number that says so.
    pub fn is_service_missing(&self) -> bool {
        self.error == "invalid_resource"
            && self.aadsts().and_then(Cause::of) == Some(Cause::ServiceMissing)
    }

    fn has_suberror(&self, known: &[&str]) -> bool {
        self.suberror
            .as_deref()
            .is_some_and(|suberror| known.contains(&suberror))
    }
}

/// The AADSTS numbers of a refusal. Entra lists them as numbers; some of its parts list texts, or name them in the
/// description alone.
fn numbers(codes: Option<&Value>, description: Option<&Value>) -> Box<[u32]> {
    let listed: Box<[u32]> = match codes {
        Some(Value::Array(codes)) => codes.iter().filter_map(number).collect(),
        Some(code) => number(code).into_iter().collect(),
        None => Box::default(),
    };
    if !listed.is_empty() {
        return listed;
    }
    let description = description.and_then(Value::as_str).unwrap_or_default();
    let named = description.split("AADSTS").skip(1);
    named
        .filter_map(|text| {
            let end = text.find(|character: char| !character.is_ascii_digit());
            text.get(..end.unwrap_or(text.len()))?.parse().ok()
        })
        .collect()
}

fn number(code: &Value) -> Option<u32> {
    match code {
        Value::Number(number) => number.as_u64()?.try_into().ok(),
        Value::String(text) => {
            let text = text.trim();
            text.strip_prefix("AADSTS").unwrap_or(text).parse().ok()
        }
        _ => None,
    }
}

/// A claims request as the body carries it: a text that is one JSON object.
fn claims(member: &Value) -> Option<ClaimsRequest> {
    let text = member.as_str()?;
    strict_json::is_object(text.as_bytes())
        .then(|| ClaimsRequest::of_object(text))
        .flatten()
}

/// Answer of the token endpoint that gave no token and decided nothing, for the evidence of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UndecidedAnswer {
    /// The HTTP status.
    pub status: u16,
    /// `error`, with the AADSTS number that tells most, where the body has them.
    pub error_code: Option<String>,
    /// `correlation_id` of the body or the header `x-ms-request-id`: finds the call at Microsoft.
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

    /// A 200 that holds no token.
    pub(crate) fn without_token() -> Self {
        Self {
            status: StatusCode::OK.as_u16(),
            ..Self::default()
        }
    }
}

/// Why there is no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The token endpoint refused.
    #[error("the token endpoint refused: {}", .0.error)]
    Refused(Box<EntraRefusal>),
    /// Too many requests; nothing was decided.
    #[error("the token endpoint is throttling")]
    Throttled {
        /// When to ask again.
        retry_after: Duration,
        /// The answer that says so.
        answer: UndecidedAnswer,
    },
    /// A fault of Microsoft's, with its answer; or no answer in time, or no random bytes for our own part. The outcome is unknown.
    #[error("the token endpoint did not answer")]
    Unavailable(Option<UndecidedAnswer>),
    /// The answer could not be understood; one beyond our limits was not read at all.
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

/// A failed request for a token, with what the server asks for before the next one.
#[derive(Debug, thiserror::Error)]
#[error("no token")]
pub(crate) struct Failure {
    pub(crate) error: TokenError,
    pub(crate) retry_after: Option<Duration>,
}

impl From<TokenError> for Failure {
    fn from(error: TokenError) -> Self {
        Self {
            error,
            retry_after: None,
        }
    }
}

impl From<NoReply> for Failure {
    fn from(no_reply: NoReply) -> Self {
        Self::from(match no_reply {
            NoReply::Unavailable => TokenError::Unavailable(None),
            NoReply::Unreadable => TokenError::Unreadable(None),
        })
    }
}

impl Failure {
    /// What an answer other than 200 means. A 429 need not be JSON.
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

    /// Whether asking again may help. Exhaustive on purpose.
    pub(crate) fn is_transient(&self) -> bool {
        match self.error {
            TokenError::Throttled { .. } | TokenError::Unavailable(_) => true,
            TokenError::Refused(_) | TokenError::Unreadable(_) => false,
        }
    }

    /// The error for the caller once nothing is tried any more: a wait longer than we wait ourselves is the caller's.
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
