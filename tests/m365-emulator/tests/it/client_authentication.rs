//! Secrets and certificate assertions.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use test_case::test_case;

use crate::stand::{CLIENT, CONTOSO, DEFAULT_SCOPE, SECRET, Stand, app, read, refusal};

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

struct Signer {
    key: EncodingKey,
    thumbprint: String,
    pem: String,
}

fn signer() -> Signer {
    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA256).unwrap();
    let parameters = rcgen::CertificateParams::new(vec!["client.example".to_owned()]).unwrap();
    let certificate = parameters.self_signed(&pair).unwrap();
    Signer {
        key: EncodingKey::from_rsa_pem(pair.serialize_pem().as_bytes()).unwrap(),
        thumbprint: URL_SAFE_NO_PAD.encode(digest(&SHA256, certificate.der())),
        pem: certificate.pem(),
    }
}

fn now() -> i64 {
    let since = std::time::UNIX_EPOCH.elapsed().unwrap();
    since.as_secs().try_into().unwrap()
}

async fn stand_with(signer: &Signer) -> Stand {
    let mut app = app();
    app.secrets.clear();
    app.certificates_pem.push(signer.pem.clone());
    let stand = Stand::start_with(app).await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    stand
}

fn sound(stand: &Stand, jti: &str) -> Value {
    json!({
        "aud": stand.login(&format!("/{CONTOSO}/oauth2/v2.0/token")),
        "iss": CLIENT,
        "sub": CLIENT,
        "jti": jti,
        "iat": now(),
        "nbf": now(),
        "exp": now() + 600,
    })
}

fn assertion(signer: &Signer, algorithm: Algorithm, claims: &Value) -> String {
    let mut header = Header::new(algorithm);
    header.x5t_s256 = Some(signer.thumbprint.clone());
    encode(&header, claims, &signer.key).unwrap()
}

async fn send(stand: &Stand, assertion: &str) -> reqwest::Response {
    let form = [
        ("grant_type", "client_credentials"),
        ("scope", DEFAULT_SCOPE),
        ("client_id", CLIENT),
        ("client_assertion_type", TYPE),
        ("client_assertion", assertion),
    ];
    stand.post_token(CONTOSO, &form).await
}

#[tokio::test]
async fn a_sound_assertion_is_good_once() {
    let signer = signer();
    let stand = stand_with(&signer).await;
    let assertion = assertion(&signer, Algorithm::PS256, &sound(&stand, "one"));
    read(send(&stand, &assertion).await, reqwest::StatusCode::OK).await;
    let refused = refusal(send(&stand, &assertion).await).await;
    assert_eq!(refused, (401, "invalid_client".to_owned(), 50012));
}

#[test_case("aud", json!("https://somewhere.example"), 700_027; "another audience")]
#[test_case("iss", json!("somebody"), 700_027; "another issuer")]
#[test_case("exp", json!(1), 700_024; "expired")]
#[test_case("nbf", json!(4_000_000_000_i64), 700_024; "from the future")]
#[test_case("jti", json!(""), 50012; "without an id")]
#[tokio::test]
async fn a_wrong_assertion_is_refused(claim: &str, value: Value, number: u64) {
    let signer = signer();
    let stand = stand_with(&signer).await;
    let mut claims = sound(&stand, "one");
    claims[claim] = value;
    let assertion = assertion(&signer, Algorithm::PS256, &claims);
    let refused = refusal(send(&stand, &assertion).await).await;
    assert_eq!(refused, (401, "invalid_client".to_owned(), number));
}

#[tokio::test]
async fn another_key_or_algorithm_is_refused() {
    let (registered, mut other) = (signer(), signer());
    let stand = stand_with(&registered).await;
    let weak = assertion(&registered, Algorithm::RS256, &sound(&stand, "one"));
    let unknown = assertion(&other, Algorithm::PS256, &sound(&stand, "two"));
    other.thumbprint.clone_from(&registered.thumbprint);
    let pretended = assertion(&other, Algorithm::PS256, &sound(&stand, "three"));
    for assertion in [weak, unknown, pretended] {
        let refused = refusal(send(&stand, &assertion).await).await;
        assert_eq!(refused, (401, "invalid_client".to_owned(), 700_027));
    }
}

#[tokio::test]
async fn a_secret_goes_in_the_form_or_in_basic_and_can_be_replaced() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let url = stand.login(&format!("/{CONTOSO}/oauth2/v2.0/token"));
    let form = [
        ("grant_type", "client_credentials"),
        ("scope", DEFAULT_SCOPE),
    ];
    let encoded: String = url::form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
    let request = stand
        .http
        .post(&url)
        .basic_auth(CLIENT, Some(&encoded))
        .form(&form);
    read(request.send().await.unwrap(), reqwest::StatusCode::OK).await;
    let none = [form.as_slice(), &[("client_id", CLIENT)]].concat();
    let refused = refusal(stand.post_token(CONTOSO, &none).await).await;
    assert_eq!(refused, (401, "invalid_client".to_owned(), 7_000_218));
    stand
        .control("/app", json!({ "secrets": ["another"] }))
        .await;
    let refused = stand.refused(CONTOSO, &form).await;
    assert_eq!(refused, (401, "invalid_client".to_owned(), 7_000_215));
}
