//! Token that AWS signs for the function's own role (outbound identity federation). It proves the role to Entra, so that no
//! credential has to be stored (T63).
//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html>

use crate::secrets::problem;
use aws_config::{SdkConfig, timeout::TimeoutConfig};
use aws_sdk_sts::{Client, config::Builder, error::SdkError};
use domain::clock::Clock;
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use std::time::Duration;
use tokio::sync::Mutex;

/// Lifetime of a token: 5 minutes, which the role's policy allows at most.
const LIFETIME_SECONDS: i32 = 300;
/// Time before its end from which a token is not presented any more: 1 minute.
const SPARE: SignedDuration = SignedDuration::from_mins(1);
/// Time after a failure in which STS is not asked again: 30 seconds, because a request that waits for STS holds up a person.
const FAILURE_HELD: SignedDuration = SignedDuration::from_secs(30);
/// The signature that Entra takes, of those that AWS makes.
/// <https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-considerations>
const ALGORITHM: &str = "RS256";
/// Answers of AWS that stay until an operator changes a setting.
const SETTINGS: [&str; 2] = [
    "AccessDenied",
    "OutboundWebIdentityFederationDisabledException",
];

/// Reason why there is no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WebIdentityError {
    /// The account has federation switched off, or the role may not ask. The text is AWS's error code.
    #[error("AWS refuses a token of the role ({0})")]
    Refused(String),
    /// STS is silent, throttling or disturbed. The text is its error code, or the kind of failure.
    #[error("AWS gives no token of the role ({0})")]
    Unavailable(String),
}

/// Asks for the role's token and holds it, for one audience.
pub struct WebIdentity {
    client: Client,
    audience: &'static str,
    held: Mutex<Option<Held>>,
}

/// The last answer of STS, and the instant from which it is asked again.
struct Held {
    answer: Result<SecretString, WebIdentityError>,
    until: Timestamp,
}

impl WebIdentity {
    /// Tokens for that audience, over the shared AWS settings; asks nothing yet. A person may wait for STS and another credential
    /// may serve, so STS has two seconds.
    pub fn new(aws: &SdkConfig, audience: &'static str) -> Self {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(1))
            .operation_attempt_timeout(Duration::from_secs(1))
            .operation_timeout(Duration::from_secs(2))
            .build();
        let settings = Builder::from(aws).timeout_config(timeouts).build();
        Self {
            client: Client::from_conf(settings),
            audience,
            held: Mutex::new(None),
        }
    }

    /// A token that is good for a minute at least. Callers at the same time ask STS once.
    ///
    /// # Errors
    /// See [`WebIdentityError`]; a failure is held for half a minute.
    pub async fn token(&self, clock: &dyn Clock) -> Result<SecretString, WebIdentityError> {
        let mut held = self.held.lock().await;
        if let Some(held) = held.as_ref().filter(|held| clock.now() < held.until) {
            return held.answer.clone();
        }
        let asked_at = clock.now();
        let asked = self.ask().await;
        let until = match &asked {
            Ok((_, ends_at)) => {
                let longest = SignedDuration::from_secs(LIFETIME_SECONDS.into());
                (*ends_at).min(asked_at + longest) - SPARE
            }
            Err(error) => {
                tell(error);
                asked_at + FAILURE_HELD
            }
        };
        let answer = asked.map(|(token, _)| token);
        *held = Some(Held {
            answer: answer.clone(),
            until,
        });
        answer
    }

    /// A new token and its end.
    async fn ask(&self) -> Result<(SecretString, Timestamp), WebIdentityError> {
        let asked = self
            .client
            .get_web_identity_token()
            .audience(self.audience)
            .signing_algorithm(ALGORITHM)
            .duration_seconds(LIFETIME_SECONDS)
            .send()
            .await;
        let given = asked.map_err(|error| {
            let problem = problem(&error);
            let is_answer = matches!(error, SdkError::ServiceError(_));
            if is_answer && SETTINGS.contains(&problem.as_str()) {
                WebIdentityError::Refused(problem)
            } else {
                WebIdentityError::Unavailable(problem)
            }
        })?;
        let ends_at = given.expiration.as_ref();
        let ends_at = ends_at.and_then(|at| Timestamp::from_second(at.secs()).ok());
        match (given.web_identity_token, ends_at) {
            (Some(token), Some(ends_at)) => Ok((token.into(), ends_at)),
            _ => Err(WebIdentityError::Unavailable(
                "an answer without a token".to_owned(),
            )),
        }
    }
}

/// Tells the log. A disturbance of STS is no fault of ours: where no other credential serves, the run itself says so.
fn tell(error: &WebIdentityError) {
    let text = "the federated client credential is not available";
    match error {
        WebIdentityError::Refused(_) => {
            tracing::error!(outcome = "operator_fault", error = %error, "{text}");
        }
        WebIdentityError::Unavailable(_) => {
            tracing::warn!(outcome = "role_token_unavailable", error = %error, "{text}");
        }
    }
}
