//! Endpoints of webhooks as the operator configures them: `[{id, url, secrets, enabled}]`. A malformed one takes no other with it.

use super::{Held, Secrets, SecretsError, held, hold, json};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::webhook::EndpointId;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString, zeroize::Zeroizing};
use serde::Deserialize;
use std::{fmt, sync::Arc};

/// The most endpoints of a stage.
const MOST: usize = 5;

/// Endpoints are held at most a minute, so that one that is switched off gets nothing more soon.
const ENDPOINTS_HELD: SignedDuration = SignedDuration::from_secs(60);

/// One endpoint.
#[derive(Debug, Clone)]
pub struct WebhookEndpoint {
    /// Its name.
    pub id: EndpointId,
    /// Its address, as the operator wrote it.
    pub url: String,
    /// The keys that sign, one or two.
    pub secrets: Vec<WebhookSecret>,
    /// Whether it is switched on.
    pub is_enabled: bool,
}

/// A key that signs deliveries: 24 to 64 bytes.
#[derive(Clone)]
pub struct WebhookSecret(Zeroizing<Vec<u8>>);

impl WebhookSecret {
    /// Reads a key as Standard Webhooks writes it: `whsec_` and base64.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(STANDARD.decode(text.strip_prefix("whsec_")?).ok()?);
        (24..=64).contains(&bytes.len()).then_some(Self(bytes))
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("WebhookSecret(..)")
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredEndpoint {
    id: EndpointId,
    url: String,
    secrets: Vec<SecretString>,
    enabled: bool,
}

/// What is held of the endpoints.
pub(super) type HeldEndpoints = Held<Vec<WebhookEndpoint>>;

impl Secrets {
    /// The endpoints, read within the last minute. A stage whose secret has no value has none.
    ///
    /// # Errors
    /// See [`SecretsError`].
    pub async fn webhook_endpoints(
        &self,
        now: Timestamp,
    ) -> Result<Arc<Vec<WebhookEndpoint>>, SecretsError> {
        if let Some(held) = held(&self.webhook_endpoints, now, ENDPOINTS_HELD) {
            return Ok(held);
        }
        let name = "webhook-endpoints";
        let endpoints = match self.read(name).await {
            Ok(text) => parse(name, text.expose_secret())?,
            Err(SecretsError::Unreadable { problem, .. })
                if problem == "ResourceNotFoundException" =>
            {
                Vec::new()
            }
            Err(error) => return Err(error),
        };
        Ok(hold(&self.webhook_endpoints, now, endpoints))
    }
}

fn parse(name: &'static str, text: &str) -> Result<Vec<WebhookEndpoint>, SecretsError> {
    let entries: Vec<serde_json::Value> = json(name, text)?;
    let mut endpoints: Vec<WebhookEndpoint> = Vec::new();
    for (position, entry) in entries.iter().enumerate() {
        let is_new =
            |endpoint: &WebhookEndpoint| endpoints.iter().all(|known| known.id != endpoint.id);
        match endpoint(entry).filter(is_new) {
            Some(endpoint) if endpoints.len() < MOST => endpoints.push(endpoint),
            // By its place alone: a malformed entry may hold a key in the wrong place.
            Some(_) | None => tracing::error!(
                outcome = "operator_fault",
                code = position + 1,
                "a webhook endpoint is malformed, named twice or one too many, and is left out"
            ),
        }
    }
    Ok(endpoints)
}

fn endpoint(entry: &serde_json::Value) -> Option<WebhookEndpoint> {
    let StoredEndpoint {
        id,
        url,
        secrets,
        enabled,
    } = strict_json::parse(entry.to_string().as_bytes()).ok()?;
    let keys = secrets.iter();
    let secrets: Option<Vec<_>> = keys
        .map(|secret| WebhookSecret::parse(secret.expose_secret()))
        .collect();
    let secrets = secrets.filter(|secrets| (1..=2).contains(&secrets.len()))?;
    Some(WebhookEndpoint {
        id,
        url,
        secrets,
        is_enabled: enabled,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use test_case::test_case;

    fn secret(length: usize) -> String {
        format!("whsec_{}", STANDARD.encode(vec![7; length]))
    }

    fn entry(id: &str) -> Value {
        json!({"id": id, "url": "https://app.example/hooks", "secrets": [secret(32)], "enabled": true})
    }

    fn ids(entries: &Value) -> Vec<String> {
        let endpoints = parse("webhook-endpoints", &entries.to_string()).unwrap();
        endpoints
            .iter()
            .map(|endpoint| endpoint.id.to_string())
            .collect()
    }

    #[test_case("id", json!("a b"); "a name with a blank")]
    #[test_case("id", json!("first"); "a name that is taken")]
    #[test_case("secrets", json!([]); "no secret")]
    #[test_case("secrets", json!([secret(32), secret(32), secret(32)]); "three secrets")]
    #[test_case("secrets", json!([secret(23)]); "a short secret")]
    #[test_case("secrets", json!([secret(65)]); "a long secret")]
    #[test_case("secrets", json!([""]); "an empty secret")]
    #[test_case("secrets", json!(["whsec_"]); "a secret without bytes")]
    #[test_case("secrets", json!([STANDARD.encode([7; 32])]); "a secret without its prefix")]
    #[test_case("secrets", json!(["whsec_not base64"]); "a secret that is no base64")]
    #[test_case("enabled", json!("yes"); "a word for a truth value")]
    #[test_case("more", json!(1); "an unknown member")]
    fn t67_a_malformed_endpoint_takes_no_other_with_it(member: &str, value: Value) {
        let mut malformed = entry("malformed");
        malformed[member] = value;
        let entries = json!([entry("first"), malformed, entry("last")]);
        assert_eq!(ids(&entries), ["first", "last"]);
    }

    #[test]
    fn a_stage_has_at_most_five_endpoints() {
        let entries: Value = (1..=6).map(|number| entry(&format!("e{number}"))).collect();
        assert_eq!(ids(&entries), ["e1", "e2", "e3", "e4", "e5"]);
        assert!(ids(&json!([])).is_empty());
    }

    #[test]
    fn two_secrets_of_any_allowed_length_are_read() {
        let mut with_two = entry("first");
        with_two["secrets"] = json!([secret(24), secret(64)]);
        let endpoints = parse("x", &json!([with_two]).to_string()).unwrap();
        let lengths: Vec<_> = endpoints[0]
            .secrets
            .iter()
            .map(|secret| secret.bytes().len())
            .collect();
        assert_eq!(lengths, [24, 64]);
    }

    #[test_case("{}"; "an object")]
    #[test_case("x"; "no json")]
    fn t59_t67_a_secret_of_another_form_is_an_error_that_quotes_nothing(text: &str) {
        let error = parse("webhook-endpoints", text).err().unwrap();
        assert!(format!("{error}").contains("webhook-endpoints"));
        let key = secret(32);
        let endpoints = parse("x", &json!([entry("first")]).to_string()).unwrap();
        assert!(!format!("{endpoints:?}").contains(&key));
    }
}
