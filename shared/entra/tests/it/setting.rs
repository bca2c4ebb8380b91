//! Shared material of the tests: ids, short limits, signing keys, tokens.

use crate::{clock::HandClock, scripted::Scripted};
use aws_lc_rs::{
    rand::SystemRandom,
    rsa::KeySize,
    signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaEncoding, RsaKeyPair},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    clock::Clock as _,
    cloud::{Cloud, LoopbackOrigin},
    ids::{ClientId, TenantId},
};
use entra::{ClientCredential, Entra, ExpectedIdToken, Limits};
use secrecy::SecretString;
use serde_json::{Value, json};
use std::time::Duration;

pub(crate) const CLIENT: &str = "c0ffee00-0000-4000-8000-000000000001";
pub(crate) const TENANT: &str = "7e000000-0000-4000-8000-000000000001";
pub(crate) const OTHER_TENANT: &str = "7e000000-0000-4000-8000-000000000002";
pub(crate) const PERSON: &str = "0b1ec700-0000-4000-8000-000000000001";
pub(crate) const NONCE: &str = "n-0S6_WzA2Mj_n-0S6_WzA2Mj_n-0S6_WzA2Mj_1234";

pub(crate) fn client_id() -> ClientId {
    CLIENT.parse().unwrap()
}

pub(crate) fn tenant() -> TenantId {
    TENANT.parse().unwrap()
}

/// Limits that keep a test short; a test sets the limit that it is about itself.
pub(crate) fn short() -> Limits {
    Limits {
        idle: Duration::from_millis(200),
        keys: Duration::from_millis(600),
        code_exchange: Duration::from_millis(600),
        token: Duration::from_millis(600),
        read: Duration::from_millis(600),
        batch: Duration::from_millis(600),
        write: Duration::from_millis(600),
        backoff: Duration::from_millis(2),
        retry_after: Duration::from_millis(300),
        ..Limits::default()
    }
}

/// Generous limits for tests that are not about time.
pub(crate) fn patient() -> Limits {
    Limits {
        backoff: Duration::from_millis(2),
        ..Limits::default()
    }
}

pub(crate) fn cloud(login: &str, graph: &str) -> Cloud {
    Cloud::Emulated {
        login: LoopbackOrigin::parse(login).unwrap(),
        graph: LoopbackOrigin::parse(graph).unwrap(),
    }
}

/// A client whose login host and Graph are the same scripted server.
pub(crate) fn entra(server: &Scripted, limits: Limits) -> Entra {
    let cloud = cloud(&server.origin, &server.origin);
    Entra::with_limits(
        entra::http_client(&cloud).unwrap(),
        cloud,
        client_id(),
        limits,
    )
}

/// A client whose servers are never asked.
pub(crate) fn offline() -> Entra {
    let cloud = cloud("http://127.0.0.1:9", "http://127.0.0.1:9");
    Entra::new(entra::http_client(&cloud).unwrap(), cloud, client_id())
}

pub(crate) fn secret() -> ClientCredential {
    ClientCredential::secret(SecretString::from("canary-client-secret"))
}

/// A token answer.
pub(crate) fn granted(access_token: &str) -> Value {
    json!({ "token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599, "access_token": access_token })
}

/// A key that signs id tokens.
pub(crate) struct Signer {
    pub(crate) id: String,
    pair: RsaKeyPair,
}

impl Signer {
    pub(crate) fn new(id: &str) -> Self {
        Self::of_size(id, KeySize::Rsa2048)
    }

    pub(crate) fn of_size(id: &str, size: KeySize) -> Self {
        Self {
            id: id.to_owned(),
            pair: RsaKeyPair::generate(size).unwrap(),
        }
    }

    /// The modulus of a 2048-bit key, taken from its PKCS#1 DER.
    pub(crate) fn modulus(&self) -> String {
        let der = self.pair.public_key().as_ref();
        assert_eq!(
            &der[..9],
            [0x30, 0x82, 1, 10, 2, 0x82, 1, 1, 0],
            "a 2048-bit key"
        );
        URL_SAFE_NO_PAD.encode(&der[9..265])
    }

    pub(crate) fn public_der(&self) -> Vec<u8> {
        self.pair.public_key().as_ref().to_vec()
    }

    /// Its entry in a published set.
    pub(crate) fn published(&self, issuer: &str) -> Value {
        json!({
            "kty": "RSA", "use": "sig", "kid": self.id, "n": self.modulus(), "e": "AQAB",
            "x5c": ["ignored"], "issuer": issuer,
        })
    }

    /// A validly signed token with this header and these claims, unchanged.
    pub(crate) fn sign_text(&self, header: &str, claims: &str) -> String {
        self.sign_text_with(header, claims, &RSA_PKCS1_SHA256)
    }

    pub(crate) fn sign_text_with(
        &self,
        header: &str,
        claims: &str,
        encoding: &'static dyn RsaEncoding,
    ) -> String {
        let signed = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header),
            URL_SAFE_NO_PAD.encode(claims)
        );
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(
                encoding,
                &SystemRandom::new(),
                signed.as_bytes(),
                &mut signature,
            )
            .unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    pub(crate) fn header(&self) -> Value {
        json!({ "typ": "JWT", "alg": "RS256", "kid": self.id })
    }

    pub(crate) fn sign(&self, claims: &Value) -> String {
        self.sign_text(&self.header().to_string(), &claims.to_string())
    }
}

pub(crate) fn template(origin: &str) -> String {
    format!("{origin}/{{tenantid}}/v2.0")
}

/// The claims of a good id token.
pub(crate) fn claims(origin: &str, clock: &HandClock) -> Value {
    let now = clock.now().as_second();
    json!({
        "iss": format!("{origin}/{TENANT}/v2.0"),
        "aud": CLIENT,
        "exp": now + 3600,
        "nbf": now,
        "iat": now,
        "nonce": NONCE,
        "tid": TENANT,
        "oid": PERSON,
        "sub": "pairwise-subject",
        "ver": "2.0",
        "preferred_username": "admin@contoso.example",
        "name": "Alex Morgan",
        "rh": "0.AAAA",
        "uti": "abc",
    })
}

pub(crate) fn expected<'a>(nonce: &'a SecretString, clock: &HandClock) -> ExpectedIdToken<'a> {
    ExpectedIdToken {
        nonce,
        tenant: Some(tenant()),
        not_issued_before: clock.now(),
        now: clock.now(),
    }
}
