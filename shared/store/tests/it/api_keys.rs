//! API keys while their secret is written, unreadable and readable again.

use crate::{
    double,
    samples::at,
    table::{Table, config},
};
use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::json;
use std::sync::{Arc, Mutex};
use store::secrets::{SecretFreshness, Secrets, SecretsError};
use test_case::test_case;

const SHA256: &str = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";

/// A Secrets Manager that returns one text, or none.
struct Manager {
    secrets: Secrets,
    text: Arc<Mutex<Option<String>>>,
    asked: Arc<Mutex<Vec<double::Asked>>>,
}

impl Manager {
    async fn new(ids: &[&str]) -> Self {
        let text = Arc::new(Mutex::new(Some(secret(ids))));
        let answered = Arc::clone(&text);
        let (endpoint, asked) = double::serve(move |_| match &*answered.lock().unwrap() {
            Some(text) => (200, json!({"Name": "x", "SecretString": text}).to_string()),
            None => (400, json!({"__type": "AccessDeniedException"}).to_string()),
        })
        .await;
        Self {
            secrets: Secrets::new(&config(&endpoint), "test".to_owned()),
            text,
            asked,
        }
    }

    fn holds(&self, text: Option<String>) {
        *self.text.lock().unwrap() = text;
    }

    async fn keys(
        &self,
        second: i64,
        freshness: SecretFreshness,
    ) -> Result<Vec<String>, SecretsError> {
        let keys = self.secrets.api_keys(at(second), freshness).await?;
        Ok(keys.keys.iter().map(|key| key.id.clone()).collect())
    }

    async fn cached(&self, second: i64) -> Vec<String> {
        self.keys(second, SecretFreshness::Cached).await.unwrap()
    }

    fn readings(&self) -> usize {
        std::mem::take(&mut *self.asked.lock().unwrap()).len()
    }
}

fn secret(ids: &[&str]) -> String {
    let keys: Vec<_> = ids
        .iter()
        .map(|id| json!({"id": id, "sha256": SHA256}))
        .collect();
    json!({"keys": keys}).to_string()
}

#[tokio::test]
async fn t50_a_revoked_key_is_gone_after_half_a_minute() {
    let manager = Manager::new(&["oldkey01", "newkey01"]).await;
    assert_eq!(manager.cached(0).await.len(), 2);
    manager.holds(Some(secret(&["newkey01"])));
    assert_eq!(manager.cached(29).await.len(), 2);
    assert_eq!(manager.cached(30).await, ["newkey01"]);
    assert_eq!(manager.readings(), 2);
}

#[tokio::test]
async fn t50_t67_an_unreadable_secret_keeps_the_last_keys_for_an_hour_and_adds_none() {
    let manager = Manager::new(&["oldkey01"]).await;
    assert_eq!(manager.cached(0).await, ["oldkey01"]);
    manager.holds(None);
    assert_eq!(manager.cached(1_000).await, ["oldkey01"]);
    // A key that is not among them may have been added meanwhile.
    let fresh = manager.keys(1_010, SecretFreshness::Fresh).await;
    assert!(fresh.is_err());
    assert_eq!(manager.cached(3_599).await, ["oldkey01"]);
    assert!(manager.keys(3_605, SecretFreshness::Cached).await.is_err());
    manager.holds(Some(secret(&["newkey01"])));
    assert_eq!(manager.cached(3_700).await, ["newkey01"]);
}

#[test_case("{"; "half written")]
#[test_case("[]"; "a list")]
#[test_case(r#"{"keys":[],"revoked":["oldkey01"]}"#; "an unknown member")]
#[tokio::test]
async fn t50_t67_a_malformed_secret_keeps_the_last_keys_for_a_minute_and_adds_none(broken: &str) {
    let manager = Manager::new(&["oldkey01"]).await;
    assert_eq!(manager.cached(0).await, ["oldkey01"]);
    manager.holds(Some(broken.to_owned()));
    assert_eq!(manager.cached(31).await, ["oldkey01"]);
    assert!(manager.keys(32, SecretFreshness::Fresh).await.is_err());
    assert_eq!(manager.cached(59).await, ["oldkey01"]);
    assert!(manager.keys(60, SecretFreshness::Cached).await.is_err());
    // What somebody revoked in it does not come back where it cannot even be read.
    manager.holds(None);
    assert!(manager.keys(70, SecretFreshness::Cached).await.is_err());
    manager.holds(Some(secret(&["newkey01"])));
    assert_eq!(manager.cached(80).await, ["newkey01"]);
    manager.holds(None);
    assert_eq!(manager.cached(1_000).await, ["newkey01"]);
}

#[tokio::test]
async fn t50_a_key_revoked_while_the_secret_could_not_be_read_ends_when_it_can() {
    let manager = Manager::new(&["oldkey01", "newkey01"]).await;
    manager.cached(0).await;
    manager.holds(None);
    assert_eq!(manager.cached(100).await.len(), 2);
    manager.holds(Some(secret(&["newkey01"])));
    assert_eq!(manager.cached(105).await, ["newkey01"]);
}

#[tokio::test]
async fn an_unreadable_secret_is_asked_for_once_in_five_seconds() {
    let manager = Manager::new(&["oldkey01"]).await;
    manager.cached(0).await;
    manager.holds(None);
    manager.readings();
    for second in 100..105 {
        assert_eq!(manager.cached(second).await, ["oldkey01"]);
        assert!(manager.keys(second, SecretFreshness::Fresh).await.is_err());
    }
    let within_five_seconds = manager.readings();
    assert_eq!(manager.cached(105).await, ["oldkey01"]);
    assert_eq!((within_five_seconds, manager.readings()), (1, 1));
}

#[test_case(AttributeValue::S("nonsense".to_owned()); "no day")]
#[test_case(AttributeValue::N("20630".to_owned()); "a number")]
#[test_case(AttributeValue::Null(true); "nothing")]
#[tokio::test]
async fn a_last_use_that_cannot_be_read_is_unknown_and_not_none(stored: AttributeValue) {
    let table = Table::new().await;
    let store = &table.store;
    store.record_api_key_use("usedkey1", at(1)).await.unwrap();
    table.set("APIKEYS", "spoilt01", "used_on", stored).await;
    let uses = store.api_key_uses().await.unwrap();
    assert_eq!(uses.len(), 2, "{uses:?}");
    assert!(uses["usedkey1"].is_some());
    assert_eq!(uses["spoilt01"], None);
    assert_eq!(uses.get("unused01"), None);
}
