//! Assertions of another issuer, which federated identity credentials trust.

use axum::{Json, Router, routing::get};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode, jwk::Jwk};
use reqwest::StatusCode;
use serde_json::{Value, json};
use test_case::test_case;
use tokio::net::TcpListener;

use crate::client_authentication::{now, send, signer};
use crate::stand::{Stand, app, read, refusal};

const AUDIENCE: &str = "api://AzureADTokenExchange";
const SUBJECT: &str = "arn:aws:iam::000000000000:role/Worker";

/// An issuer that publishes its key, and signs.
struct Issuer {
    url: String,
    key: EncodingKey,
}

impl Issuer {
    async fn start() -> Self {
        let key = EncodingKey::from_rsa_pem(signer().key_pem.as_bytes()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/account", listener.local_addr().unwrap());
        let mut public = Jwk::from_encoding_key(&key, Algorithm::RS256).unwrap();
        public.common.key_id = Some("RSA_0".to_owned());
        let keys = json!({"keys": [public]});
        let document = json!({"issuer": url, "jwks_uri": format!("{url}/.well-known/jwks.json")});
        let router = Router::new()
            .route(
                "/account/.well-known/openid-configuration",
                get(async || Json(document)),
            )
            .route("/account/.well-known/jwks.json", get(async || Json(keys)));
        tokio::spawn(async { axum::serve(listener, router).await });
        Self { url, key }
    }

    fn claims(&self) -> Value {
        json!({"iss": self.url, "sub": SUBJECT, "aud": AUDIENCE, "iat": now(), "exp": now() + 300, "jti": "1"})
    }

    fn assertion(&self, claims: &Value) -> String {
        self.signed(Algorithm::RS256, "RSA_0", claims)
    }

    fn signed(&self, algorithm: Algorithm, key_id: &str, claims: &Value) -> String {
        let mut header = Header::new(algorithm);
        header.kid = Some(key_id.to_owned());
        encode(&header, claims, &self.key).unwrap()
    }

    fn credential(&self) -> Value {
        json!({"name": "worker", "issuer": self.url, "subject": SUBJECT, "audiences": [AUDIENCE]})
    }
}

async fn stand_that_trusts(credentials: Value) -> Stand {
    let mut app = app();
    app.secrets.clear();
    app.federated_identity_credentials = serde_json::from_value(credentials).unwrap();
    let stand = Stand::start_with(app).await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    stand
}

#[tokio::test]
async fn an_assertion_of_a_trusted_issuer_is_good_until_it_ends() {
    let issuer = Issuer::start().await;
    let stand = stand_that_trusts(json!([issuer.credential()])).await;
    let assertion = issuer.assertion(&issuer.claims());
    for _ in 0..2 {
        read(send(&stand, &assertion).await, StatusCode::OK).await;
    }
    let later = json!({"advance_seconds": 700});
    stand.control("/clock", later).await;
    let refused = refusal(send(&stand, &assertion).await).await;
    assert_eq!(refused, (401, "invalid_client".to_owned(), 700_024));
}

#[test_case("iss", "http://127.0.0.1:9", 700_211; "another issuer")]
#[test_case("sub", "arn:aws:iam::000000000000:role/Other", 700_213; "another subject")]
#[test_case("sub", "arn:aws:iam::000000000000:role/worker", 7_002_138; "another case")]
#[test_case("aud", "api://AzureADTokenExchangeUSGov", 700_212; "another cloud")]
#[tokio::test]
async fn what_no_credential_names_is_refused_by_its_number(claim: &str, value: &str, number: u64) {
    let issuer = Issuer::start().await;
    let stand = stand_that_trusts(json!([issuer.credential()])).await;
    let mut claims = issuer.claims();
    claims[claim] = value.into();
    let refused = refusal(send(&stand, &issuer.assertion(&claims)).await).await;
    assert_eq!(refused, (401, "invalid_client".to_owned(), number));
}

#[tokio::test]
async fn a_signature_that_is_not_the_issuers_is_refused() {
    let (issuer, other) = (Issuer::start().await, Issuer::start().await);
    let stand = stand_that_trusts(json!([issuer.credential()])).await;
    let claims = issuer.claims();
    for assertion in [
        other.assertion(&claims),
        issuer.signed(Algorithm::PS256, "RSA_0", &claims),
        issuer.signed(Algorithm::RS256, "EC_0", &claims),
    ] {
        let refused = refusal(send(&stand, &assertion).await).await;
        assert_eq!(refused, (401, "invalid_client".to_owned(), 700_027));
    }
}

#[tokio::test]
async fn a_credential_is_added_and_removed_at_run_time() {
    let issuer = Issuer::start().await;
    let stand = stand_that_trusts(json!([])).await;
    let assertion = issuer.assertion(&issuer.claims());
    let refused = refusal(send(&stand, &assertion).await).await;
    assert_eq!(refused, (401, "invalid_client".to_owned(), 700_211));
    let added = json!({"federated_identity_credentials": [issuer.credential()]});
    stand.control("/app", added).await;
    read(send(&stand, &assertion).await, StatusCode::OK).await;
    let removed = json!({"federated_identity_credentials": []});
    stand.control("/app", removed).await;
    let refused = refusal(send(&stand, &assertion).await).await;
    assert_eq!(refused.2, 700_211);
}

#[test_case("https://example.tokens.sts.global.api.aws"; "an issuer of AWS")]
#[test_case("http://192.0.2.1/issuer"; "an address elsewhere")]
#[test_case("http://localhost.example"; "a name")]
#[test_case("x"; "no address")]
#[tokio::test]
async fn keys_are_fetched_from_this_machine_alone(issuer: &str) {
    let mut app = app();
    let credential =
        json!([{"name": "x", "issuer": issuer, "subject": SUBJECT, "audiences": [AUDIENCE]}]);
    app.federated_identity_credentials = serde_json::from_value(credential).unwrap();
    let started = m365_emulator::Emulator::start(m365_emulator::Options::new(app)).await;
    assert!(started.is_err());
}
