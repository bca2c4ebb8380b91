//! Signing keys of the login host, each with its issuer, and JSON Web Signatures made with them.
//!
//! Source: <https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens> ("Validate the signing key issuer").

use std::iter;
use std::sync::OnceLock;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    KeyPair, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey,
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use rcgen::{CertificateParams, DnType, PKCS_RSA_SHA256};
use serde_json::{Value, json};
use x509_parser::prelude::FromDer;
use x509_parser::public_key::RSAPublicKey;

use crate::tenant::CONSUMER_TENANT;

/// Error when a key cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("an RSA key could not be made")]
pub struct KeyError;

/// One RSA signing key.
#[derive(Debug)]
pub(crate) struct SigningKey {
    id: String,
    pair: RsaKeyPair,
    /// Its own certificate, DER.
    certificate: Vec<u8>,
}

/// The keys in use.
#[derive(Debug)]
pub(crate) struct Keyring {
    /// Key for work and school tenants, with a templated issuer.
    pub(crate) organizations: SigningKey,
    /// Key for personal accounts alone, whose issuer is the consumer tenant. It is made when first needed, because making keys
    /// is the slowest part of a start.
    consumers: OnceLock<SigningKey>,
    /// Keys from before a rotation: still valid for access tokens at Graph, and published if `publish_retired` says so.
    retired: Vec<SigningKey>,
    publish_retired: bool,
}

impl Keyring {
    /// Fresh keys.
    ///
    /// # Errors
    ///
    /// [`KeyError`] when no key can be made.
    pub(crate) fn generate() -> Result<Self, KeyError> {
        Ok(Self {
            organizations: SigningKey::generate()?,
            consumers: OnceLock::new(),
            retired: Vec::new(),
            publish_retired: true,
        })
    }

    /// The key for personal accounts.
    ///
    /// # Errors
    ///
    /// [`KeyError`] when no key can be made.
    pub(crate) fn consumers(&self) -> Result<&SigningKey, KeyError> {
        if let Some(key) = self.consumers.get() {
            return Ok(key);
        }
        let key = SigningKey::generate()?;
        Ok(self.consumers.get_or_init(|| key))
    }

    /// Signs with a new key from now on; the old one stays published when `publish_retired` says so.
    ///
    /// # Errors
    ///
    /// [`KeyError`] when no key can be made.
    pub(crate) fn rotate(&mut self, publish_retired: bool) -> Result<(), KeyError> {
        let retired = std::mem::replace(&mut self.organizations, SigningKey::generate()?);
        self.retired.push(retired);
        self.publish_retired = publish_retired;
        Ok(())
    }

    /// JSON Web Key Set; every key carries `issuer`.
    pub(crate) fn published(&self, login_url: &str) -> Value {
        let templated = format!("{login_url}/{{tenantid}}/v2.0");
        let consumers = format!("{login_url}/{CONSUMER_TENANT}/v2.0");
        let retired = self.retired.iter().filter(|_| self.publish_retired);
        let mut keys = vec![self.organizations.published(&templated)];
        keys.extend(retired.map(|key| key.published(&templated)));
        keys.extend(self.consumers().ok().map(|key| key.published(&consumers)));
        json!({ "keys": keys })
    }

    /// Claims of a token that one of these keys signed.
    pub(crate) fn verified_claims(&self, token: &str) -> Option<Value> {
        let (signed, signature) = token.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        let keys = iter::once(&self.organizations)
            .chain(self.consumers.get())
            .chain(&self.retired);
        let mut keys = keys.filter(|key| key.verifies(signed.as_bytes(), &signature));
        keys.next()?;
        claims_of(token)
    }
}

impl SigningKey {
    /// A fresh 2048-bit RSA key and its certificate, whose SHA-1 is the key's id.
    ///
    /// # Errors
    ///
    /// [`KeyError`] when no key can be made.
    pub(crate) fn generate() -> Result<Self, KeyError> {
        let key = rcgen::KeyPair::generate_for(&PKCS_RSA_SHA256).map_err(|_| KeyError)?;
        let mut certificate = CertificateParams::default();
        let name = &mut certificate.distinguished_name;
        name.push(DnType::CommonName, "accounts.accesscontrol.windows.net");
        let certificate = certificate.self_signed(&key).map_err(|_| KeyError)?;
        let certificate = certificate.der().to_vec();
        Ok(Self {
            id: URL_SAFE_NO_PAD.encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, &certificate)),
            pair: RsaKeyPair::from_pkcs8(&key.serialize_der()).map_err(|_| KeyError)?,
            certificate,
        })
    }

    /// A signed JSON Web Token (RS256).
    pub(crate) fn sign(&self, claims: &Value) -> String {
        let header = json!({ "typ": "JWT", "alg": "RS256", "kid": self.id });
        let signed = format!("{}.{}", encode(&header), encode(claims));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        // Signing with a key made above cannot fail; a signature of zeros would be refused by everybody.
        let _signed = self.pair.sign(
            &RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            signed.as_bytes(),
            &mut signature,
        );
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn verifies(&self, signed: &[u8], signature: &[u8]) -> bool {
        let public = self.pair.public_key().as_ref();
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public)
            .verify(signed, signature)
            .is_ok()
    }

    fn published(&self, issuer: &str) -> Value {
        let (modulus, exponent) = self.public_numbers().unwrap_or_default();
        json!({
            "kty": "RSA",
            "use": "sig",
            "kid": self.id,
            "x5t": self.id,
            "x5c": [STANDARD.encode(&self.certificate)],
            "cloud_instance_name": "microsoftonline.com",
            "n": URL_SAFE_NO_PAD.encode(modulus),
            "e": URL_SAFE_NO_PAD.encode(exponent),
            "issuer": issuer,
        })
    }

    /// Modulus and exponent, big endian, without the sign octet of the DER.
    fn public_numbers(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        let (_, public) = RSAPublicKey::from_der(self.pair.public_key().as_ref()).ok()?;
        let number = |bytes: &[u8]| bytes.strip_prefix(&[0]).unwrap_or(bytes).to_vec();
        Some((number(public.modulus), number(public.exponent)))
    }
}

/// A token without a signature (`alg` none), made only as a forgery.
pub(crate) fn unsigned(claims: &Value) -> String {
    format!(
        "{}.{}.",
        encode(&json!({ "typ": "JWT", "alg": "none" })),
        encode(claims)
    )
}

/// The claims of a token, unverified.
pub(crate) fn claims_of(token: &str) -> Option<Value> {
    let payload = token.split('.').nth(1)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}
