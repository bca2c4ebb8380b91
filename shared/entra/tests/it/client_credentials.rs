//! Our own credential: assertions signed with a certificate.

use crate::{
    clock::HandClock,
    scripted::{Scripted, json as reply},
    setting::{CLIENT, TENANT, entra, granted, patient, tenant},
};
use aws_lc_rs::{
    digest,
    signature::{RSA_PSS_2048_8192_SHA256, UnparsedPublicKey},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::clock::Clock as _;
use entra::{ClientCredential, TokenFreshness, UnusableCredential};
use rcgen::{
    CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256, PublicKeyData as _,
};
use secrecy::SecretString;
use serde_json::Value;
use std::collections::HashSet;

struct Certified {
    certificate_pem: String,
    certificate_der: Vec<u8>,
    private_key_pem: SecretString,
    public_der: Vec<u8>,
}

fn certified() -> Certified {
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
    let certificate = CertificateParams::new(Vec::new())
        .unwrap()
        .self_signed(&key)
        .unwrap();
    Certified {
        certificate_pem: certificate.pem(),
        certificate_der: certificate.der().to_vec(),
        private_key_pem: key.serialize_pem().into(),
        public_der: key.der_bytes().to_vec(),
    }
}

fn part(assertion: &str, index: usize) -> Value {
    let part = assertion.split('.').nth(index).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

#[tokio::test]
async fn an_assertion_is_made_for_one_request_to_one_tenant() {
    let server = Scripted::start(|_| reply(200, &granted("token"))).await;
    let (entra, clock, certified) = (entra(&server, patient()), HandClock::new(), certified());
    let credential =
        ClientCredential::certificate(&certified.certificate_pem, &certified.private_key_pem)
            .unwrap();
    for _ in 0..3 {
        entra
            .app_only_token(&credential, tenant(), &clock, TokenFreshness::Fresh)
            .await
            .unwrap();
    }
    let mut unique = HashSet::new();
    for seen in server.seen() {
        assert_eq!(
            seen.field("client_assertion_type").as_deref(),
            Some("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        );
        assert_eq!(seen.field("client_id").as_deref(), Some(CLIENT));
        assert_eq!(seen.field("client_secret"), None);
        let assertion = seen.field("client_assertion").unwrap();
        let (header, claims) = (part(&assertion, 0), part(&assertion, 1));
        let thumbprint = digest::digest(&digest::SHA256, &certified.certificate_der);
        assert_eq!(header["alg"], "PS256");
        assert_eq!(header["typ"], "JWT");
        assert_eq!(header["x5t#S256"], URL_SAFE_NO_PAD.encode(thumbprint));
        let now = clock.now().as_second();
        assert_eq!(
            claims["aud"],
            format!("{}/{TENANT}/oauth2/v2.0/token", server.origin)
        );
        assert_eq!(
            (&claims["iss"], &claims["sub"]),
            (&CLIENT.into(), &CLIENT.into())
        );
        assert_eq!(claims["nbf"], now);
        assert_eq!(claims["iat"], now);
        assert_eq!(claims["exp"], now + 600);
        assert!(unique.insert(claims["jti"].as_str().unwrap().to_owned()));
        let (signed, signature) = assertion.rsplit_once('.').unwrap();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, &certified.public_der)
            .verify(signed.as_bytes(), &signature)
            .unwrap();
    }
    assert_eq!(unique.len(), 3);
}

#[test]
fn a_credential_that_cannot_work_is_refused_when_it_is_read() {
    let (one, other) = (certified(), certified());
    let read = |certificate: &str, key: &SecretString| {
        ClientCredential::certificate(certificate, key).map(drop)
    };
    assert_eq!(read(&one.certificate_pem, &one.private_key_pem), Ok(()));
    assert_eq!(
        read(&one.certificate_pem, &other.private_key_pem),
        Err(UnusableCredential::Mismatch)
    );
    assert_eq!(
        read("", &one.private_key_pem),
        Err(UnusableCredential::Certificate)
    );
    assert_eq!(
        read(&one.certificate_pem, &"".into()),
        Err(UnusableCredential::PrivateKey)
    );
    let elliptic = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)
        .unwrap()
        .serialize_pem();
    assert_eq!(
        read(&one.certificate_pem, &elliptic.into()),
        Err(UnusableCredential::PrivateKey)
    );
}

#[test]
fn a_certificate_tells_its_thumbprint_and_its_validity_and_a_secret_neither() {
    let own = certified();
    let credential =
        ClientCredential::certificate(&own.certificate_pem, &own.private_key_pem).unwrap();
    let thumbprint = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, &own.certificate_der);
    let shown: Vec<_> = thumbprint
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    assert_eq!(credential.id(), shown.concat());
    // Where nothing is said, the library that makes it takes these years.
    let year = |second: Option<jiff::Timestamp>| second.unwrap().to_string()[..4].to_owned();
    assert_eq!(year(credential.not_before()), "1975");
    assert_eq!(year(credential.not_after()), "4096");
    let secret = ClientCredential::secret("canary-value".into());
    assert_eq!((secret.not_before(), secret.not_after()), (None, None));
    assert_eq!(secret.id().len(), "secret-".len() + 8);
    assert_eq!(
        secret.id(),
        ClientCredential::secret("canary-value".into()).id()
    );
    assert_ne!(
        secret.id(),
        ClientCredential::secret("another-value".into()).id()
    );
}
