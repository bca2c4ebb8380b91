//! Refusals of the token endpoint and their meaning. Decisions follow `error` and `suberror`; the AADSTS numbers choose help
//! texts and may change any day. The only exception is a number that is known for a fault of ours or of Microsoft: such a
//! refusal decides nothing. <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>

use crate::transport::{Reply, plain};
use domain::{
    aadsts::Cause,
    claims::ClaimsRequest,
    verification::facts::{RefusedBy, SignInRefusal},
};
use serde::Deserialize;
use serde_json::Value;

/// A refusal of the token endpoint. Microsoft's description is not kept, because it may carry names.
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
    /// `correlation_id`, which finds the call at Microsoft.
    pub correlation_id: Option<String>,
    /// `trace_id`, which finds the call at Microsoft.
    pub trace_id: Option<Box<str>>,
    /// `claims`: the claims that a new sign-in must bring. A text that is longer than 4 KiB or not a JSON object counts as
    /// absent.
    pub claims: Option<ClaimsRequest>,
}

/// Refusals for a missing second factor: `AADSTS50076` asks for it, `AADSTS50079` for its registration.
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
    /// Reads an error answer; `None` if it is not one.
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

    /// `error`, with the most telling AADSTS number.
    pub fn error_code(&self) -> String {
        match self.aadsts() {
            Some(number) => format!("{} AADSTS{number}", self.error),
            None => self.error.clone(),
        }
    }

    /// Claims that one more sign-in must bring so that Microsoft may grant the refused token. If Microsoft sends no `claims`,
    /// they are known only for refusals that ask for a second factor.
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

    /// The most telling AADSTS number.
    pub fn aadsts(&self) -> Option<u32> {
        Cause::telling_number(&self.codes)
    }

    /// The fault of ours or of Microsoft that the number stands for. Such a refusal says nothing about the customer
    /// (`SECURITY.md`, Rules).
    pub fn fault(&self) -> Option<Cause> {
        self.aadsts()
            .and_then(Cause::of)
            .filter(|cause| cause.is_fault())
    }

    /// Whether our application or its credential is refused: the application is unknown or disabled in this tenant, or the
    /// credential is wrong.
    pub fn is_client_refused(&self) -> bool {
        matches!(
            self.error.as_str(),
            "invalid_client" | "unauthorized_client"
        )
    }

    /// Whether the code or refresh token is refused.
    pub fn is_grant_refused(&self) -> bool {
        self.error == "invalid_grant"
    }

    /// Whether only a person at a sign-in page can continue.
    pub fn needs_interaction(&self) -> bool {
        matches!(
            self.error.as_str(),
            "interaction_required" | "login_required"
        ) || self.needs_consent()
            || self.has_suberror(&["basic_action", "additional_action", "user_password_expired"])
    }

    /// Whether an approval is missing, or has not spread yet.
    pub fn needs_consent(&self) -> bool {
        self.error == "consent_required" || self.has_suberror(&["consent_required"])
    }

    /// Whether the tenant's sign-in policy refuses: multifactor authentication, Conditional Access, device rules.
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

    /// Meaning of a refused refresh token for the system user's sign-in: the cause by `error` and `suberror`, and the number
    /// for the text. `None` if the refusal says nothing about the account: our credential, our registration in the tenant or
    /// our request was refused, or the number stands for a fault of ours or of Microsoft.
    pub fn sign_in_refusal(&self) -> Option<SignInRefusal> {
        if self.fault().is_some() {
            return None;
        }
        Some(SignInRefusal {
            by: self.refused_by()?,
            number: self.aadsts(),
        })
    }

    /// Cause of the refusal, see [`sign_in_refusal`](Self::sign_in_refusal).
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

    /// Whether the service of the token is missing in the tenant, or its subscription has lapsed: `invalid_resource` with a
    /// number for that.
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

/// AADSTS numbers of a refusal. Entra lists them as numbers; some of its parts list texts, or name them in the description
/// alone.
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

/// A claims request in the form of the body: a text that is one JSON object.
fn claims(member: &Value) -> Option<ClaimsRequest> {
    let text = member.as_str()?;
    strict_json::is_object(text.as_bytes())
        .then(|| ClaimsRequest::of_object(text))
        .flatten()
}
