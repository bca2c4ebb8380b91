//! An AWS on this machine with an empty table, working queues and the secrets of a deployment.

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_lc_rs::digest::{SHA256, digest};
use axum::{Router, http::HeaderMap};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde_json::{Value, json};
use std::fmt::Write as _;
use tokio::net::TcpListener;

/// The 43 characters of the API key's secret part.
const SECRET: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Starts it, and returns the settings of clients for it, and its origin.
pub async fn start() -> (SdkConfig, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(async |headers: HeaderMap, body: String| {
        let target = headers
            .get("x-amz-target")
            .map(|target| target.to_str().unwrap().to_owned());
        answer(&target.unwrap_or_default(), &body).to_string()
    });
    tokio::spawn(async { axum::serve(listener, router).await });
    (settings(&origin), origin)
}

/// Settings of clients for that origin.
pub fn settings(origin: &str) -> SdkConfig {
    let keys = Credentials::new("test", "test", None, None, "tests");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .endpoint_url(origin)
        .credentials_provider(SharedCredentialsProvider::new(keys))
        // Nothing here speaks TLS, and reading the machine's roots takes longer than most tests.
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build()
}

/// Settings of a function, as the template gives them. Microsoft is at the same origin and knows no customer.
pub fn setting(name: &str, origin: &str) -> Option<String> {
    Some(match name {
        "MICROSOFT_CLOUD" => "emulated".to_owned(),
        "MICROSOFT_LOGIN_URL" | "MICROSOFT_GRAPH_URL" => origin.to_owned(),
        "ENTRA_CLIENT_ID" => "5e000000-0000-4000-8000-0000000000c1".to_owned(),
        "ENTRA_HOME_TENANT_ID" => "5e000000-0000-4000-8000-0000000000a1".to_owned(),
        "PUBLIC_BASE_URL" => format!("https://{}", crate::DOMAIN),
        "TABLE_NAME" => "table".to_owned(),
        "SECRET_PREFIX" | "KEY_MODE" => "test".to_owned(),
        "SECRETS_KEY_ARN" | "SYSTEM_USERS_KEY_ARN" => "key".to_owned(),
        "SYSTEM_USER_TOKENS" => "secrets-manager".to_owned(),
        "DELIVERY_QUEUE_URL" | "ERASE_QUEUE_URL" | "INTERACTIVE_QUEUE_URL" | "SWEEP_QUEUE_URL" => {
            format!("{origin}/queue")
        }
        "APP_NAME" | "COMPANY_NAME" => "Cooperlink".to_owned(),
        "SUPPORT_CONTACT" => "support@cooperlink.example".to_owned(),
        "VERIFY_INTERVAL_SECONDS" => "21600".to_owned(),
        "CONFIRM_AFTER_SECONDS" => "300".to_owned(),
        "VERIFY_NOW_SECONDS" => "60".to_owned(),
        "VERSION" => "version-1".to_owned(),
        "PERMISSION_SET_DECLARED" => "1".to_owned(),
        _ => String::new(),
    })
}

/// Value of `Authorization` for the stored API key.
pub fn authorization() -> String {
    authorization_of("abcdefgh")
}

/// The value of `Authorization` for a key of that id.
pub fn authorization_of(id: &str) -> String {
    let key = format!("cooperlink_test_{id}_{SECRET}");
    let covered = digest(&SHA256, format!("api-key-checksum:{key}").as_bytes());
    let checksum = URL_SAFE_NO_PAD.encode(covered);
    format!("Bearer {key}{}", &checksum[..6])
}

/// Body of the answer to a request, by its `x-amz-target`.
pub fn answer(target: &str, body: &str) -> Value {
    let (_, operation) = target.rsplit_once('.').unwrap_or_default();
    match operation {
        "GetSecretValue" => {
            json!({ "Name": "secret", "VersionId": "v", "SecretString": secret(body).to_string() })
        }
        "UpdateItem" => json!({ "Attributes": { "counted": { "N": "1" } } }),
        "SendMessage" => json!({ "MessageId": "m", "MD5OfMessageBody": "x" }),
        _ => json!({}),
    }
}

/// The entry of a key of that id in the stored API keys.
pub fn stored_key(id: &str) -> Value {
    let mut sha256 = String::new();
    for byte in digest(&SHA256, format!("api-key:{SECRET}").as_bytes()).as_ref() {
        write!(sha256, "{byte:02x}").unwrap();
    }
    json!({ "id": id, "sha256": sha256 })
}

fn secret(asked: &str) -> Value {
    if asked.contains("sealing-keys") {
        return json!({ "keys": [{ "id": "k1", "key": STANDARD.encode([7; 32]) }] });
    }
    if asked.contains("api-keys") {
        return json!({ "keys": [stored_key("abcdefgh")] });
    }
    json!({ "credentials": [{ "kind": "secret", "secret": "secret" }] })
}
