//! `cargo ops api-key`: the host application's keys. A key is shown once, when it is made; the secret keeps its hash.

use crate::change::change;
use crate::output::{CommandOutput, or_dash};
use crate::place::Place;
use anyhow::{Context as _, Result, bail};
use app::host::api_key::NewKey;
use clap::{Args, Subcommand};
use domain::{
    api_key::{KeyOwner, Scope},
    customer::CustomerId,
};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use store::secrets::{ApiKey, ApiKeys, Entries, MOST_CUSTOMERS, is_key_id};

/// Functions hold keys for 30 seconds, and a call that began with one lasts at most 30 more.
const SEEN_EVERYWHERE: SignedDuration = SignedDuration::from_mins(1);

#[derive(Subcommand, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ApiKeyCommand {
    /// Makes a key and prints it, this once. Adds an entry to the secret `api-keys`
    Create(Create),
    /// Shows every key: id, owner, scopes, end, the last day it was used, customers. Changes nothing
    List,
    /// Makes a second key with the rights of another one, so that the host application can change over. Adds an entry to the secret
    Rotate(ApiKeyRotation),
    /// Ends a key for good, within a minute. Removes its entry from the secret, which cannot be undone
    Revoke(KeyArgument),
}

#[derive(Args, Serialize)]
pub(crate) struct Create {
    /// Host application that holds the key; keys of one owner follow each other
    #[arg(long, value_name = "NAME", value_parser = owner)]
    owner: KeyOwner,
    /// Rights of the key: of `read`, `write` and `verify`, separated by commas
    #[arg(long, value_name = "LIST", required = true, value_delimiter = ',', value_parser = scope)]
    scopes: Vec<Scope>,
    /// Customers that the key reaches, separated by commas; all, unless given
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = customer)]
    customers: Option<Vec<CustomerId>>,
    /// End of the key: a date (from its first minute, UTC) or an instant (RFC 3339); never, unless given
    #[arg(long, value_name = "DATE", value_parser = instant)]
    expires: Option<Timestamp>,
}

#[derive(Args, Serialize)]
pub(crate) struct ApiKeyRotation {
    #[command(flatten)]
    named: KeyArgument,
    /// End of the new key: a date or an instant; asked for where the old key has an end
    #[arg(long, value_name = "DATE", value_parser = instant)]
    expires: Option<Timestamp>,
}

#[derive(Args, Serialize)]
pub(crate) struct KeyArgument {
    /// Id of the key, its third part, as `list` shows it
    #[arg(value_name = "ID", value_parser = key_id)]
    id: String,
}

fn owner(text: &str) -> Result<KeyOwner, String> {
    KeyOwner::try_from(text.to_owned()).map_err(|error| error.to_string())
}

fn scope(text: &str) -> Result<Scope, String> {
    Scope::try_from(text.trim().to_owned()).map_err(|error| error.to_string())
}

fn customer(text: &str) -> Result<CustomerId, String> {
    CustomerId::try_from(text.trim().to_owned()).map_err(|error| error.to_string())
}

/// A pasted key is refused before it reaches the audit.
fn key_id(text: &str) -> Result<String, String> {
    if is_key_id(text) {
        Ok(text.to_owned())
    } else {
        Err(
            "must be the id alone: 8 to 16 lower-case letters and digits, as `list` shows it"
                .into(),
        )
    }
}

fn instant(text: &str) -> Result<Timestamp, String> {
    if let Ok(instant) = text.parse() {
        return Ok(instant);
    }
    let date = text.parse::<Date>().ok();
    let midnight = date.and_then(|date| date.to_zoned(TimeZone::UTC).ok());
    midnight
        .map(|midnight| midnight.timestamp())
        .ok_or_else(|| {
            "must be a date such as 2030-01-31, or an instant such as 2030-01-31T12:00:00Z".into()
        })
}

/// Carries out one of the commands.
///
/// # Errors
/// When what is asked for cannot be, or Secrets Manager refuses.
pub(crate) async fn run(place: &Place, command: ApiKeyCommand) -> Result<CommandOutput> {
    match command {
        ApiKeyCommand::Create(options) => create(place, options).await,
        ApiKeyCommand::List => list(place).await,
        ApiKeyCommand::Rotate(options) => rotate(place, &options).await,
        ApiKeyCommand::Revoke(named) => revoke(place, &named.id).await,
    }
}

async fn create(place: &Place, options: Create) -> Result<CommandOutput> {
    let scopes = BTreeSet::from_iter(options.scopes);
    if !scopes.contains(&Scope::Read) {
        bail!(
            "`write` and `verify` come with `read`, because what they change or verify is shown: add read to --scopes."
        );
    }
    let customers = options.customers.map(BTreeSet::from_iter);
    if customers
        .as_ref()
        .is_some_and(|ids| ids.len() > MOST_CUSTOMERS)
    {
        bail!("A key reaches at most {MOST_CUSTOMERS} customers, or all: leave --customers out.");
    }
    refuse_past(place, options.expires)?;
    let new = NewKey::generate(place.key_mode, &place.random)?;
    let key = ApiKey {
        id: new.id.clone(),
        sha256: new.sha256,
        owner: options.owner,
        scopes,
        customer_ids: customers.map(Vec::from_iter),
        expires_at: options.expires,
    };
    change(place, |entries: &mut Entries<ApiKeys>| {
        Ok(entries.add(&key)?)
    })
    .await?;
    Ok(shown_once(&new, &key))
}

async fn rotate(place: &Place, options: &ApiKeyRotation) -> Result<CommandOutput> {
    let id = &options.named.id;
    refuse_past(place, options.expires)?;
    let new = NewKey::generate(place.key_mode, &place.random)?;
    let key = change(place, |entries: &mut Entries<ApiKeys>| {
        let old = entries.find(id).with_context(|| unknown(id))?;
        if old.expires_at.is_some() && options.expires.is_none() {
            bail!("The key {id} has an end; say with --expires when the new one ends.");
        }
        let key = ApiKey {
            id: new.id.clone(),
            sha256: new.sha256,
            expires_at: options.expires,
            ..old
        };
        entries.add(&key)?;
        Ok(key)
    })
    .await?;
    let mut shown = shown_once(&new, &key);
    let not_before = place.now() + SEEN_EVERYWHERE;
    let revoke = format!("cargo ops api-key revoke {id} --stage {}", place.stage);
    shown.json["old"] = json!({"id": id, "revoke_not_before": not_before, "revoke_with": revoke});
    shown.line(format!(
        "The old key {id} goes on working. Revoke it once {} sends the new one everywhere, and not before {not_before:.0}:",
        key.owner
    ));
    shown.line(revoke);
    Ok(shown)
}

async fn revoke(place: &Place, id: &str) -> Result<CommandOutput> {
    let entries = place.secrets.entries::<ApiKeys>().await?;
    let owner = entries.find(id).map(|key| key.owner.to_string());
    place.confirm(&format!(
        "The key {id} of {} stops working within a minute, for good.",
        owner.as_deref().unwrap_or("nobody")
    ))?;
    change(place, |entries: &mut Entries<ApiKeys>| {
        match entries.remove(id) {
            0 => bail!(unknown(id)),
            _ => Ok(()),
        }
    })
    .await?;
    let mut shown = CommandOutput::new(
        json!({"id": id, "owner": owner, "ends_within_seconds": SEEN_EVERYWHERE.as_secs()}),
    );
    shown.line(format!(
        "The key {id} is revoked; within a minute nothing takes it any more."
    ));
    Ok(shown)
}

async fn list(place: &Place) -> Result<CommandOutput> {
    let now = place.now();
    let (mut keys, mut malformed) = (Vec::new(), Vec::new());
    let entries = place.secrets.entries::<ApiKeys>().await?;
    for (number, key) in entries.keys().into_iter().enumerate() {
        match key {
            Some(key) => keys.push(key),
            None => malformed.push(format!("keys[{number}]")),
        }
    }
    let last_uses = place.store.api_key_uses().await?;
    let view = |key: &ApiKey| {
        let mut view = view(key, now);
        let used_on = last_uses.get(&key.id);
        view["last_used_on"] = json!(used_on.copied().flatten());
        view["is_last_use_known"] = json!(used_on != Some(&None));
        view
    };
    let listed: Vec<_> = keys.iter().map(view).collect();
    let mut shown = CommandOutput::new(json!({"keys": listed, "malformed": malformed}));
    for key in &keys {
        let ends = match key.expires_at {
            Some(end) if end <= now => format!("ended {end:.0}"),
            Some(end) => format!("until {end:.0}"),
            None => "no end".to_owned(),
        };
        let used = match last_uses.get(&key.id) {
            Some(Some(day)) => format!("used on {day}"),
            Some(None) => "last use unknown".to_owned(),
            None => "not used".to_owned(),
        };
        let customers = key.customer_ids.as_deref().map(joined);
        shown.line(format!(
            "{:<16} {:<16} {:<18} {ends:<26} {used:<20} {}",
            key.id,
            key.owner.as_str(),
            scopes(key).join(","),
            customers.unwrap_or_else(|| "all customers".to_owned()),
        ));
    }
    for entry in &malformed {
        shown.line(format!(
            "{entry} is malformed and opens nothing; it was left as it is."
        ));
    }
    if keys.is_empty() && malformed.is_empty() {
        shown.line("There is no key; `cargo ops api-key create` makes one.");
    }
    Ok(shown)
}

fn refuse_past(place: &Place, expires: Option<Timestamp>) -> Result<()> {
    if expires.is_some_and(|end| end <= place.now()) {
        bail!("--expires is in the past: such a key would open nothing.");
    }
    Ok(())
}

fn unknown(id: &str) -> String {
    format!("There is no key with the id {id}; `cargo ops api-key list` shows them.")
}

fn scopes(key: &ApiKey) -> Vec<&'static str> {
    key.scopes.iter().map(|scope| scope.name()).collect()
}

fn joined(customers: &[CustomerId]) -> String {
    let customers: Vec<_> = customers.iter().map(CustomerId::as_str).collect();
    customers.join(",")
}

fn view(key: &ApiKey, now: Timestamp) -> Value {
    json!({
        "id": key.id,
        "owner": key.owner,
        "scopes": scopes(key),
        "customer_ids": key.customer_ids,
        "expires_at": key.expires_at,
        "is_expired": key.expires_at.is_some_and(|end| end <= now),
    })
}

fn shown_once(new: &NewKey, key: &ApiKey) -> CommandOutput {
    let mut shown = CommandOutput::new(json!({
        "id": key.id,
        "key": new.text.expose_secret(),
        "owner": key.owner,
        "scopes": scopes(key),
        "customer_ids": key.customer_ids,
        "expires_at": key.expires_at,
    }));
    shown.line("The key, which is shown this once and kept nowhere:");
    shown.line("");
    shown.line(new.text.expose_secret());
    shown.line("");
    shown.pair("Id", &key.id);
    shown.pair("Owner", key.owner.as_str());
    shown.pair("Scopes", scopes(key).join(", "));
    let customers = key.customer_ids.as_deref().map(joined);
    shown.pair("Customers", customers.unwrap_or_else(|| "all".to_owned()));
    shown.pair("Ends", or_dash(key.expires_at));
    shown.line("It works within half a minute.");
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("2030-01-31", Some("2030-01-31T00:00:00Z"); "a date")]
    #[test_case("2030-01-31T12:00:00Z", Some("2030-01-31T12:00:00Z"); "an instant")]
    #[test_case("2030-01-31T12:00:00+02:00", Some("2030-01-31T10:00:00Z"); "an instant elsewhere")]
    #[test_case("31.1.2030", None; "another order")]
    #[test_case("tomorrow", None; "a word")]
    #[test_case("", None; "nothing")]
    fn an_end_is_a_date_or_an_instant(text: &str, expected: Option<&str>) {
        let read = instant(text).ok().map(|instant| instant.to_string());
        assert_eq!(read.as_deref(), expected);
    }
}
