//! Secrets and certificate assertions.

use std::fmt::Write;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use base64::{
    Engine,
    engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD},
};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use test_case::test_case;

use crate::stand::{CLIENT, CONTOSO, DEFAULT_SCOPE, SECRET, Stand, app, read, refusal};

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A certificate and its key.
pub(crate) struct Signer {
    key: EncodingKey,
    thumbprint: String,
    der: Vec<u8>,
    pub(crate) pem: String,
    pub(crate) key_pem: String,
}

impl Signer {
    /// A thumbprint as administrators read it: hexadecimal, of `sha256` or `sha1`.
    pub(crate) fn hex(&self, algorithm: &str) -> String {
        let algorithm = if algorithm == "sha1" {
            &SHA1_FOR_LEGACY_USE_ONLY
        } else {
            &SHA256
        };
        let mut text = String::new();
        for byte in digest(algorithm, &self.der).as_ref() {
            write!(text, "{byte:02X}").unwrap();
        }
        text
    }
}

pub(crate) fn signer() -> Signer {
    let names = vec!["client.example".to_owned()];
    signer_with(&rcgen::CertificateParams::new(names).unwrap())
}

fn signer_with(parameters: &rcgen::CertificateParams) -> Signer {
    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA256).unwrap();
    let certificate = parameters.self_signed(&pair).unwrap();
    Signer {
        key: EncodingKey::from_rsa_pem(pair.serialize_pem().as_bytes()).unwrap(),
        key_pem: pair.serialize_pem(),
        der: certificate.der().to_vec(),
        thumbprint: URL_SAFE_NO_PAD.encode(digest(&SHA256, certificate.der())),
        pem: certificate.pem(),
    }
}

pub(crate) fn now() -> i64 {
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

pub(crate) async fn send(stand: &Stand, assertion: &str) -> reqwest::Response {
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
async fn a_sound_assertion_is_good_until_it_ends() {
    let signer = signer();
    let stand = stand_with(&signer).await;
    let assertion = assertion(&signer, Algorithm::PS256, &sound(&stand, "one"));
    for _ in 0..2 {
        read(send(&stand, &assertion).await, reqwest::StatusCode::OK).await;
    }
    let later = json!({ "advance_seconds": 1_000 });
    stand.control("/clock", later).await;
    let refused = refusal(send(&stand, &assertion).await).await;
    assert_eq!(refused, (401, "invalid_client".to_owned(), 700_024));
}

/// Checks assertions in the forms of Microsoft's libraries.
#[tokio::test]
async fn an_assertion_has_several_forms() {
    let signer = signer();
    let stand = stand_with(&signer).await;
    let mut padded = Header::new(Algorithm::PS256);
    padded.x5t_s256 = Some(URL_SAFE.encode(digest(&SHA256, &signer.der)));
    let mut old = Header::new(Algorithm::RS256);
    let sha1 = digest(&SHA1_FOR_LEGACY_USE_ONLY, &signer.der);
    old.x5t = Some(URL_SAFE_NO_PAD.encode(sha1));
    let sound = sound(&stand, "one");
    let mut fractions = sound.clone();
    fractions["exp"] = json!(600.25 + f64::from(u32::try_from(now()).unwrap()));
    fractions.as_object_mut().unwrap().remove("nbf");
    for (header, claims) in [(&padded, &sound), (&old, &sound), (&padded, &fractions)] {
        let assertion = encode(header, claims, &signer.key).unwrap();
        read(send(&stand, &assertion).await, reqwest::StatusCode::OK).await;
    }
}

#[test_case("/contoso.example/oauth2/v2.0/token", true; "the token endpoint by another name")]
#[test_case("/e0000000-0000-4000-8000-000000000001/v2.0", true; "the issuer")]
#[test_case("/e0000000-0000-4000-8000-000000000002/oauth2/v2.0/token", false; "another tenant")]
#[test_case("/organizations/oauth2/v2.0/token", false; "any tenant")]
#[test_case("/e0000000-0000-4000-8000-000000000001/oauth2/v2.0/authorize", false; "another endpoint")]
#[test_case("/e0000000-0000-4000-8000-000000000001", false; "no endpoint")]
#[tokio::test]
async fn the_audience_is_the_authority_by_any_of_its_names(path: &str, accepted: bool) {
    let signer = signer();
    let stand = stand_with(&signer).await;
    let mut claims = sound(&stand, "one");
    claims["aud"] = stand.login(path).into();
    let assertion = assertion(&signer, Algorithm::PS256, &claims);
    let answer = send(&stand, &assertion).await;
    assert_eq!(answer.status().is_success(), accepted);
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

#[tokio::test]
async fn an_uploaded_certificate_is_good_beside_the_others_once_every_server_knows_it() {
    let (old, new) = (signer(), signer());
    let stand = stand_with(&old).await;
    let upload = json!({"certificate_pem": new.pem, "spreads_for_seconds": 60});
    stand.control("/app/certificates", upload).await;
    let number = async |signer: &Signer, jti: &str| {
        let assertion = assertion(signer, Algorithm::PS256, &sound(&stand, jti));
        send(&stand, &assertion).await.status().as_u16()
    };
    let mut statuses = Vec::new();
    for jti in ["one", "two", "three", "four"] {
        statuses.push(number(&new, jti).await);
    }
    assert_eq!(statuses, [401, 200, 401, 200]);
    assert_eq!(number(&old, "five").await, 200);
    stand
        .control("/clock", json!({"advance_seconds": 60}))
        .await;
    assert_eq!(number(&new, "six").await, 200);
    let path = format!("/app/certificates/{}", old.hex("sha1"));
    stand.control_delete(&path).await;
    assert_eq!(number(&old, "seven").await, 401);
    assert_eq!(number(&new, "eight").await, 200);
}

#[tokio::test]
async fn a_certificate_that_has_ended_is_refused() {
    let mut parameters = rcgen::CertificateParams::default();
    parameters.not_after = rcgen::date_time_ymd(2020, 1, 1);
    let signer = signer_with(&parameters);
    let stand = stand_with(&signer).await;
    let assertion = assertion(&signer, Algorithm::PS256, &sound(&stand, "one"));
    let refused = refusal(send(&stand, &assertion).await).await;
    assert_eq!(refused, (401, "invalid_client".to_owned(), 700_027));
}
