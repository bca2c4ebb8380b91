//! The secrets, read by name and held in memory for minutes. A secret in an unknown form is an error, so that no function goes on
//! with half of one (T67).

mod api_key_entries;
mod api_keys;
mod credential_entries;
mod entries;
mod sealing_keys;
mod webhook_endpoints;

pub use api_keys::{ApiKey, ApiKeys, MOST_CUSTOMERS, is_key_id};
pub use entries::{Entries, ListSecret, Member, ReplaceError};
pub use sealing_keys::{SealingKey, SealingKeys};
pub use webhook_endpoints::{WebhookEndpoint, WebhookSecret};

use aws_config::SdkConfig;
use aws_sdk_secretsmanager::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
};
use jiff::{SignedDuration, Timestamp};
use sealing_keys::parse_sealing_keys;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, de::DeserializeOwned};
use std::sync::{Arc, Mutex, PoisonError};

/// Longest time that a credential or sealing key is held (T63).
pub const HELD: SignedDuration = SignedDuration::from_mins(5);

/// Reason why a secret cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// Secrets Manager did not give it; `problem` is its error code, or the kind of failure.
    #[error("the secret {name} cannot be read ({problem})")]
    Unreadable {
        /// The secret's name below the prefix.
        name: &'static str,
        /// The error code.
        problem: String,
    },
    /// The secret has an unknown form.
    #[error("the secret {name} is not of the known form: {problem}")]
    Malformed {
        /// The secret's name below the prefix.
        name: &'static str,
        /// The part that does not fit; never a value.
        problem: &'static str,
    },
}

/// Demand on the age of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretFreshness {
    /// A held value will do.
    Cached,
    /// The value must be read anew.
    Fresh,
}

/// Our credentials towards Microsoft, the one in use first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntraApp {
    /// At least one.
    pub credentials: Vec<Credential>,
}

/// One credential.
#[derive(Deserialize)]
#[serde(try_from = "StoredCredential")]
pub enum Credential {
    /// A client secret.
    Secret {
        /// Its value.
        secret: SecretString,
        /// Time at which Entra stops accepting it.
        not_after: Option<Timestamp>,
    },
    /// A certificate and its key.
    Certificate {
        /// The certificate, PEM.
        certificate_pem: String,
        /// Its private key, PKCS#8 PEM.
        private_key_pem: SecretString,
    },
    /// Nothing that is stored: a token that AWS signs for the function's own role, see [`crate::WebIdentity`].
    Federated,
    /// A kind that a newer version stored.
    Unknown,
}

impl Credential {
    /// The certificate alone, PEM.
    pub fn certificate_pem(self) -> Option<String> {
        match self {
            Self::Certificate {
                certificate_pem, ..
            } => Some(certificate_pem),
            Self::Secret { .. } | Self::Federated | Self::Unknown => None,
        }
    }
}

/// A credential as it is stored. A struct with all members, because serde would read a tagged enum from a list too.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredCredential {
    kind: Kind,
    secret: Option<SecretString>,
    not_after: Option<Timestamp>,
    certificate_pem: Option<String>,
    private_key_pem: Option<SecretString>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Secret,
    Certificate,
    Federated,
    #[serde(other)]
    Unknown,
}

/// Error of a credential whose members do not fit its kind.
#[derive(Debug, thiserror::Error)]
#[error("the members do not fit the kind")]
struct UnfitCredential;

impl TryFrom<StoredCredential> for Credential {
    type Error = UnfitCredential;

    fn try_from(stored: StoredCredential) -> Result<Self, UnfitCredential> {
        match stored {
            StoredCredential {
                kind: Kind::Secret,
                secret: Some(secret),
                not_after,
                certificate_pem: None,
                private_key_pem: None,
            } => Ok(Self::Secret { secret, not_after }),
            StoredCredential {
                kind: Kind::Certificate,
                secret: None,
                not_after: None,
                certificate_pem: Some(certificate_pem),
                private_key_pem: Some(private_key_pem),
            } => Ok(Self::Certificate {
                certificate_pem,
                private_key_pem,
            }),
            StoredCredential {
                kind: Kind::Federated,
                secret: None,
                not_after: None,
                certificate_pem: None,
                private_key_pem: None,
            } => Ok(Self::Federated),
            StoredCredential {
                kind: Kind::Unknown,
                ..
            } => Ok(Self::Unknown),
            _ => Err(UnfitCredential),
        }
    }
}

type Held<T> = Mutex<Option<(Timestamp, Arc<T>)>>;

/// Reads and holds the deployment's secrets.
pub struct Secrets {
    client: Client,
    prefix: String,
    entra_app: Held<EntraApp>,
    api_keys: Held<ApiKeys>,
    api_keys_failure: Mutex<Option<api_keys::ReadFailure>>,
    sealing_keys: Held<SealingKeys>,
    webhook_endpoints: webhook_endpoints::HeldEndpoints,
}

impl Secrets {
    /// Secrets below `prefix`, over the shared AWS settings; reads nothing yet.
    pub fn new(aws: &SdkConfig, prefix: String) -> Self {
        Self {
            client: Client::new(aws),
            prefix,
            entra_app: Mutex::new(None),
            api_keys: Mutex::new(None),
            api_keys_failure: Mutex::new(None),
            sealing_keys: Mutex::new(None),
            webhook_endpoints: Mutex::new(None),
        }
    }

    /// Our credentials towards Microsoft. An equal `Arc` means the same reading.
    ///
    /// # Errors
    /// See [`SecretsError`].
    pub async fn entra_app(
        &self,
        now: Timestamp,
        freshness: SecretFreshness,
    ) -> Result<Arc<EntraApp>, SecretsError> {
        if freshness == SecretFreshness::Cached
            && let Some(held) = held(&self.entra_app, now, HELD)
        {
            return Ok(held);
        }
        let name = EntraApp::NAME;
        let text = self.read(name).await?;
        let app = parse_entra_app(name, text.expose_secret())?;
        Ok(hold(&self.entra_app, now, app))
    }

    /// The sealing keys.
    ///
    /// # Errors
    /// See [`SecretsError`].
    pub async fn sealing_keys(&self, now: Timestamp) -> Result<Arc<SealingKeys>, SecretsError> {
        if let Some(held) = held(&self.sealing_keys, now, HELD) {
            return Ok(held);
        }
        let name = SealingKeys::NAME;
        let text = self.read(name).await?;
        Ok(hold(
            &self.sealing_keys,
            now,
            parse_sealing_keys(name, text.expose_secret())?,
        ))
    }

    async fn read(&self, name: &'static str) -> Result<SecretString, SecretsError> {
        let read = self.read_version(name).await?;
        Ok(read.text)
    }

    async fn read_version(&self, name: &'static str) -> Result<Version, SecretsError> {
        let output = self
            .client
            .get_secret_value()
            .secret_id(self.id(name))
            .send()
            .await
            .map_err(|error| SecretsError::Unreadable {
                name,
                problem: problem(&error),
            })?;
        let text = output.secret_string.ok_or(SecretsError::Malformed {
            name,
            problem: "it has no text",
        })?;
        Ok(Version {
            id: output.version_id,
            created_at: output
                .created_date
                .and_then(|at| Timestamp::from_second(at.secs()).ok()),
            text: SecretString::from(text),
        })
    }

    fn id(&self, name: &str) -> String {
        format!("{}/{name}", self.prefix)
    }
}

/// The current version of a secret.
struct Version {
    id: Option<String>,
    created_at: Option<Timestamp>,
    text: SecretString,
}

/// The error code of the service, or the kind of failure.
pub(crate) fn problem<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> String {
    match error {
        SdkError::ServiceError(service) => service.err().code().unwrap_or("unknown").to_owned(),
        SdkError::TimeoutError(_) => "timeout".to_owned(),
        SdkError::DispatchFailure(_) => "connection".to_owned(),
        _ => "no answer".to_owned(),
    }
}

fn held<T>(place: &Held<T>, now: Timestamp, longest: SignedDuration) -> Option<Arc<T>> {
    let place = place.lock().unwrap_or_else(PoisonError::into_inner);
    let (at, value) = place.as_ref()?;
    (now < *at + longest).then(|| Arc::clone(value))
}

fn hold<T>(place: &Held<T>, now: Timestamp, value: T) -> Arc<T> {
    let value = Arc::new(value);
    *place.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&value)));
    value
}

/// Reads JSON. The error of `strict_json` may quote a value, so it is not kept.
fn json<T: DeserializeOwned>(name: &'static str, text: &str) -> Result<T, SecretsError> {
    strict_json::parse(text.as_bytes()).map_err(|_| SecretsError::Malformed {
        name,
        problem: "it is not the JSON it should be",
    })
}

fn parse_entra_app(name: &'static str, text: &str) -> Result<EntraApp, SecretsError> {
    let app: EntraApp = json(name, text)?;
    let is_unknown = |credential: &Credential| matches!(credential, Credential::Unknown);
    if app.credentials.iter().all(is_unknown) {
        return Err(SecretsError::Malformed {
            name,
            problem: "it holds no credential of a known kind",
        });
    }
    Ok(app)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use test_case::test_case;

    #[test_case(r#"{"credentials":[]}"#; "none")]
    #[test_case(r#"{"credentials":[{"kind":"password","secret":"x"}]}"#; "unknown kind")]
    #[test_case(r#"{"credentials":[{"kind":"secret"}]}"#; "no value")]
    #[test_case(r#"{"credentials":[{"kind":"secret","secret":"x","certificate_pem":"y"}]}"#; "members of two kinds")]
    #[test_case(r#"{"credentials":[{"kind":"federated","secret":"x"}]}"#; "a stored value of a kind that has none")]
    #[test_case("x"; "no json")]
    fn t67_a_credential_that_is_not_one_is_refused(text: &str) {
        assert!(parse_entra_app("entra-app", text).is_err());
    }

    #[test]
    fn a_credential_of_each_kind_is_read() {
        let text = r#"{"credentials":[
            {"kind":"secret","secret":"x","not_after":"2030-01-01T00:00:00Z"},
            {"kind":"secret","secret":"x"},
            {"kind":"certificate","certificate_pem":"y","private_key_pem":"z"},
            {"kind":"federated"}
        ]}"#;
        let app = parse_entra_app("entra-app", text).unwrap();
        assert!(matches!(
            app.credentials.as_slice(),
            [
                Credential::Secret {
                    not_after: Some(_),
                    ..
                },
                Credential::Secret {
                    not_after: None,
                    ..
                },
                Credential::Certificate { .. },
                Credential::Federated,
            ]
        ));
    }

    #[test]
    fn t67_a_list_is_no_object_in_any_secret() {
        let key = STANDARD.encode([7; 32]);
        for (text, is_taken) in [
            (r#"{"credentials":[{"kind":"secret","secret":"x"}]}"#, true),
            (r#"[[{"kind":"secret","secret":"x"}]]"#, false),
            (r#"{"credentials":[["secret","x",null,null,null]]}"#, false),
            (r#"{"credentials":[["secret","x"]]}"#, false),
        ] {
            assert_eq!(parse_entra_app("x", text).is_ok(), is_taken, "{text}");
        }
        for (text, is_taken) in [
            (format!(r#"{{"keys":[{{"id":"a","key":"{key}"}}]}}"#), true),
            (format!(r#"[[{{"id":"a","key":"{key}"}}]]"#), false),
            (format!(r#"{{"keys":[["a","{key}"]]}}"#), false),
        ] {
            assert_eq!(parse_sealing_keys("x", &text).is_ok(), is_taken, "{text}");
        }
    }

    #[test]
    fn t59_an_error_never_quotes_the_secret() {
        let error = parse_entra_app("entra-app", r#"{"credentials":"canary-value"}"#)
            .err()
            .unwrap();
        assert!(!format!("{error} {error:?}").contains("canary"));
    }

    #[test_case("AAAA"; "short")]
    #[test_case("not base64"; "no base64")]
    fn t67_a_sealing_key_of_another_length_is_refused(key: &str) {
        let text = format!(r#"{{"keys":[{{"id":"k1","key":"{key}"}}]}}"#);
        assert!(parse_sealing_keys("sealing-keys", &text).is_err());
    }
}
