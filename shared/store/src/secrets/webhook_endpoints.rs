//! Endpoints of webhooks as the operator configures them: `[{id, url, secrets, enabled}]`. A malformed one takes no other with it.

use super::{Held, Secrets, SecretsError, held, hold, json};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::webhook::EndpointId;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString, zeroize::Zeroizing};
use serde::Deserialize;
use std::{collections::BTreeSet, fmt, sync::Arc};

/// The most endpoints of a stage.
const MOST: usize = 5;

/// Longest time that endpoints are held, so that an endpoint that is switched off soon gets nothing more.
const ENDPOINTS_HELD: SignedDuration = SignedDuration::from_secs(60);

/// One endpoint.
#[derive(Debug, Clone)]
pub struct WebhookEndpoint {
    /// Name of the endpoint.
    pub id: EndpointId,
    /// Address of the endpoint, as the operator wrote it.
    pub url: String,
    /// The keys that sign, one or two.
    pub secrets: Vec<WebhookSecret>,
    /// Whether it is switched on.
    pub is_enabled: bool,
}

/// The operator's configuration of the endpoints, as far as it can be used.
#[derive(Debug, Clone, Default)]
pub struct WebhookEndpoints {
    /// Entries that can be used.
    pub endpoints: Vec<WebhookEndpoint>,
    /// Names of endpoints that have entries, of which none can be used.
    pub unusable: BTreeSet<EndpointId>,
    /// Whether an endpoint that is named nowhere here has no entry: false where the secret has no value, or an entry does not tell
    /// its name.
    pub is_whole: bool,
}

/// A key that signs deliveries: 24 to 64 bytes.
#[derive(Clone)]
pub struct WebhookSecret(Zeroizing<Vec<u8>>);

impl WebhookSecret {
    /// Parses a key in the form of Standard Webhooks: `whsec_` and base64.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(STANDARD.decode(text.strip_prefix("whsec_")?).ok()?);
        (24..=64).contains(&bytes.len()).then_some(Self(bytes))
    }

    /// Bytes of the key.
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

/// The endpoints held in memory, with the time of their reading.
pub(super) type HeldEndpoints = Held<WebhookEndpoints>;

impl Secrets {
    /// The endpoints, read within the last minute. A secret without a value gives no endpoints and is not whole: a stage that
    /// never had any looks like one whose secret was lost.
    ///
    /// # Errors
    /// See [`SecretsError`].
    pub async fn webhook_endpoints(
        &self,
        now: Timestamp,
    ) -> Result<Arc<WebhookEndpoints>, SecretsError> {
        if let Some(held) = held(&self.webhook_endpoints, now, ENDPOINTS_HELD) {
            return Ok(held);
        }
        let name = "webhook-endpoints";
        let endpoints = match self.read(name).await {
            Ok(text) => parse(name, text.expose_secret())?,
            Err(SecretsError::Unreadable { problem, .. })
                if problem == "ResourceNotFoundException" =>
            {
                WebhookEndpoints::default()
            }
            Err(error) => return Err(error),
        };
        Ok(hold(&self.webhook_endpoints, now, endpoints))
    }
}

fn parse(name: &'static str, text: &str) -> Result<WebhookEndpoints, SecretsError> {
    let entries: Vec<serde_json::Value> = json(name, text)?;
    let mut read = WebhookEndpoints {
        is_whole: true,
        ..WebhookEndpoints::default()
    };
    for (position, entry) in entries.iter().enumerate() {
        let known = &read.endpoints;
        let is_new = |endpoint: &WebhookEndpoint| known.iter().all(|known| known.id != endpoint.id);
        match endpoint(entry).filter(is_new) {
            Some(endpoint) if known.len() < MOST => read.endpoints.push(endpoint),
            Some(_) | None => {
                match name_of(entry) {
                    Some(id) => drop(read.unusable.insert(id)),
                    None => read.is_whole = false,
                }
                // By its place alone: a malformed entry may hold a key in the wrong place.
                tracing::error!(
                    outcome = "operator_fault",
                    code = position + 1,
                    "a webhook endpoint is malformed, named twice or one too many, and is left out; what is due for it waits"
                );
            }
        }
    }
    for endpoint in &read.endpoints {
        read.unusable.remove(&endpoint.id);
    }
    Ok(read)
}

/// The name of an entry, whatever else is wrong with the entry.
fn name_of(entry: &serde_json::Value) -> Option<EndpointId> {
    entry.get("id")?.as_str()?.to_owned().try_into().ok()
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
        let read = parse("webhook-endpoints", &entries.to_string()).unwrap();
        read.endpoints
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

    #[test_case("url", json!(1), &["broken"], true; "its name can be read")]
    #[test_case("id", json!("a b"), &[], false; "its name cannot be read")]
    #[test_case("id", json!("first"), &[], true; "its name is another's")]
    #[test_case("id", json!(null), &[], false; "it has no name")]
    fn t67_a_malformed_endpoint_is_not_taken_for_removed(
        member: &str,
        value: Value,
        unusable: &[&str],
        is_whole: bool,
    ) {
        let mut broken = entry("broken");
        broken[member] = value;
        let read = parse("x", &json!([broken, entry("first")]).to_string()).unwrap();
        let named: Vec<_> = read.unusable.iter().map(EndpointId::as_str).collect();
        // The first of two entries of one name counts.
        assert_eq!(read.endpoints[0].id.as_str(), "first");
        assert_eq!((named.as_slice(), read.is_whole), (unusable, is_whole));
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
        let read = parse("x", &json!([with_two]).to_string()).unwrap();
        let lengths: Vec<_> = read.endpoints[0]
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
