//! A registration end to end, as the host application and an administrator would have it, with a key of its own.
//!
//! 1. A key that reaches one customer, which no other key reaches, and that ends by itself within a quarter of an hour.
//! 2. A registration, read once more, with another link, whose start page is opened.
//! 3. Its erasure, after which every call answers 410. `erase-worker` deletes the data that remains.
//! 4. The end of the key.

use super::check::DoctorLine;
use crate::change::change;
use crate::place::Place;
use anyhow::{Context, Result, bail};
use app::host::api_key::NewKey;
use bootstrap::config::Environment;
use domain::api_key::Scope;
use jiff::SignedDuration;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use std::time::Duration;
use store::secrets::{ApiKey, ApiKeys, Entries};
use tokio::time::{interval, timeout};

/// Name of the check.
pub(super) const NAME: &str = "registration";
/// Lifetime of the key, if this tool is killed before it revokes the key.
const KEY_LIVES: SignedDuration = SignedDuration::from_mins(15);
/// Longest wait for one answer; the gateway gives up after 30 seconds.
const PATIENCE: Duration = Duration::from_secs(31);
/// Tries until every function has seen the new key, and time between two of them.
const TRIES: usize = 30;
const BETWEEN_TRIES: Duration = Duration::from_secs(2);

/// The host application, with the key of this run.
struct HostApplication {
    client: reqwest::Client,
    address: String,
    key: SecretString,
    customer: String,
}

/// An answer to the host application.
struct Answer {
    status: u16,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The body of an answer with the expected status.
    fn expect(&self, status: u16, what: &str) -> Result<Value> {
        if self.status != status {
            let body = self.json();
            let code = body["title"].as_str().unwrap_or("no reason");
            bail!("{what} answered {} ({code}) and not {status}", self.status);
        }
        Ok(self.json())
    }
}

/// Tries a registration from its creation to its erasure.
pub(super) async fn check(
    place: &Place,
    environment: &Environment<'_>,
    address: &str,
) -> DoctorLine {
    match Box::pin(with_key(place, environment, address)).await {
        Ok(Ok(id)) => DoctorLine::ok(NAME, format!("made, read, opened and erased again: {id}")),
        Ok(Err(error)) => DoctorLine::wrong(
            NAME,
            format!("{error:#}"),
            "read the log of verify-api or consent-start at this minute",
        ),
        Err(error) => DoctorLine::unknown(
            NAME,
            format!("it was not tried to its end: {error:#}"),
            "cargo ops api-key list, and revoke a key of the owner doctor; then try again",
        ),
    }
}

/// Makes the key, tries the registration, and revokes the key in every case. Gives the id of the registration.
async fn with_key(
    place: &Place,
    environment: &Environment<'_>,
    address: &str,
) -> Result<Result<String>> {
    let cloud = environment.cloud()?;
    let new = NewKey::generate(place.key_mode, &place.random)?;
    let customer = format!("doctor-{}", new.id);
    let key = ApiKey {
        id: new.id.clone(),
        sha256: new.sha256,
        owner: "doctor".to_owned().try_into()?,
        scopes: Scope::ALL.into(),
        customer_ids: Some(vec![customer.clone().try_into()?]),
        expires_at: Some(place.now() + KEY_LIVES),
    };
    let host = HostApplication {
        client: entra::http_client_builder(&cloud).build()?,
        address: address.to_owned(),
        key: new.text,
        customer,
    };
    let repeat_key = place.new_id()?.to_string();
    change(place, |entries: &mut Entries<ApiKeys>| {
        Ok(entries.add(&key)?)
    })
    .await?;
    let tried = host.try_registration(&repeat_key).await;
    change(place, |entries: &mut Entries<ApiKeys>| {
        Ok(entries.remove(&key.id))
    })
    .await?;
    Ok(tried)
}

impl HostApplication {
    async fn try_registration(&self, repeat_key: &str) -> Result<String> {
        let body = json!({
            "customer_id": self.customer,
            "customer_name": "Trial of cargo ops doctor",
            "plan": "EMPOWER",
        });
        let create = || self.call("POST", "/v1/registrations", Some((repeat_key, &body)), 201);
        // One whose answer was lost may have been made: the same key gives its answer.
        let created = match create().await {
            Ok(created) => created,
            Err(_) => create().await?,
        };
        let id = created["id"]
            .as_str()
            .context("the registration has no id")?;
        let path = format!("/v1/registrations/{id}");
        let tried = self.use_registration(&path).await;
        // Whatever came of it, the registration goes again.
        let erased = self.call("DELETE", &path, None, 202).await;
        if let Err(error) = erased {
            bail!(
                "{id} is left ({error:#}): cargo ops erase {id} --stage …; before that: {tried:?}"
            );
        }
        tried?;
        self.call("GET", &path, None, 410).await?;
        Ok(id.to_owned())
    }

    async fn use_registration(&self, path: &str) -> Result<()> {
        self.call("GET", path, None, 200).await?;
        let wanted = json!({"purpose": "connect"});
        let invitations = format!("{path}/invitations");
        let repeat_key = format!("{}-link", self.customer);
        let link = self
            .call("POST", &invitations, Some((&repeat_key, &wanted)), 201)
            .await?;
        let link = link["url"].as_str().context("the link has no address")?;
        if !link.starts_with(&self.address) {
            bail!("the link does not begin with {}", self.address);
        }
        let page = timeout(PATIENCE, self.client.get(link).send()).await;
        let page = page.context("the start page is late")?;
        // The address holds the link's secret.
        let page = page.map_err(reqwest::Error::without_url)?;
        if page.status().as_u16() != 200 {
            bail!(
                "the start page answered {} and not 200",
                page.status().as_u16()
            );
        }
        Ok(())
    }

    /// Calls the API and expects a status; repeats the call while a function has not seen the new key.
    async fn call(
        &self,
        method: &str,
        path: &str,
        sent: Option<(&str, &Value)>,
        status: u16,
    ) -> Result<Value> {
        let mut ticks = interval(BETWEEN_TRIES);
        let mut answer = self.send(method, path, sent).await?;
        for _ in 0..TRIES {
            if answer.status != 401 {
                break;
            }
            ticks.tick().await;
            answer = self.send(method, path, sent).await?;
        }
        answer.expect(status, &format!("{method} {}", below_registration(path)))
    }

    async fn send(&self, method: &str, path: &str, sent: Option<(&str, &Value)>) -> Result<Answer> {
        let method = method.parse().context("an HTTP method")?;
        let address = format!("{}{path}", self.address);
        let mut request = self.client.request(method, address).header(
            "authorization",
            format!("Bearer {}", self.key.expose_secret()),
        );
        if let Some((repeat_key, body)) = sent {
            request = request
                .header("idempotency-key", repeat_key)
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        let answered = async {
            let answer = request.send().await?;
            let status = answer.status().as_u16();
            let body = answer.bytes().await?.to_vec();
            Ok::<_, reqwest::Error>(Answer { status, body })
        };
        let answer = timeout(PATIENCE, answered).await;
        Ok(answer.context("the API did not answer in time")??)
    }
}

/// A path without the id of the registration.
fn below_registration(path: &str) -> String {
    let parts = path.split('/').enumerate();
    let parts = parts.map(|(place, part)| if place == 3 { "{id}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}
