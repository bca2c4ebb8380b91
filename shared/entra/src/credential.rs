//! Our own credential for the token endpoint: a certificate's assertion, an assertion of another issuer, or a secret.
//! <https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials>

use crate::random;
use aws_lc_rs::{
    digest,
    rand::SystemRandom,
    rsa::KeyPair,
    signature::{KeyPair as _, RSA_PSS_SHA256},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::ids::ClientId;
use jiff::Timestamp;
use rustls_pki_types::{CertificateDer, PrivatePkcs8KeyDer, pem::PemObject as _};
use secrecy::{ExposeSecret as _, SecretString};
use std::fmt;
use url::Url;

/// Lifetime of an assertion: 10 minutes.
const LIFETIME_SECONDS: i64 = 600;

/// Name of the federated credential, of which there is one.
pub const FEDERATED: &str = "federated";

/// Error for a stored credential that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnusableCredential {
    /// The PEM text contains no certificate.
    #[error("no certificate in the PEM text")]
    Certificate,
    /// The PEM text contains no PKCS#8 RSA key of 2048 bits or more.
    #[error("no PKCS#8 RSA key of 2048 bits or more in the PEM text")]
    PrivateKey,
    /// The private key does not belong to the certificate.
    #[error("the private key is not the certificate's")]
    Mismatch,
    /// This version does not know the kind.
    #[error("a kind that this version does not know")]
    Kind,
}

/// The credential of our application.
pub enum ClientCredential {
    /// A client secret.
    Secret(SecretString),
    /// A certificate with its key, parsed once.
    Certificate(Box<CertificateKey>),
    /// A short-lived assertion of an issuer that a federated identity credential of the application names.
    /// <https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation>
    Federated(SecretString),
}

/// A certificate's thumbprint and its private key.
pub struct CertificateKey {
    /// `x5t#S256`.
    thumbprint: String,
    /// SHA-1 of the certificate, which Entra's portal and the Azure CLI show.
    shown: String,
    /// First and last instant, where they can be read.
    validity: Option<(Timestamp, Timestamp)>,
    key: KeyPair,
}

impl ClientCredential {
    /// A client secret.
    pub fn secret(secret: SecretString) -> Self {
        Self::Secret(secret)
    }

    /// Credential from a certificate and its PKCS#8 private key, both PEM. Of a chain, the first certificate is used.
    ///
    /// # Errors
    /// See [`UnusableCredential`].
    pub fn certificate(
        certificate_pem: &str,
        private_key_pem: &SecretString,
    ) -> Result<Self, UnusableCredential> {
        let certificate = CertificateDer::from_pem_slice(certificate_pem.as_bytes())
            .map_err(|_| UnusableCredential::Certificate)?;
        let private_key =
            PrivatePkcs8KeyDer::from_pem_slice(private_key_pem.expose_secret().as_bytes())
                .map_err(|_| UnusableCredential::PrivateKey)?;
        let key = KeyPair::from_pkcs8(private_key.secret_pkcs8_der())
            .map_err(|_| UnusableCredential::PrivateKey)?;
        // A certificate holds its key's public half byte for byte, so a certificate of another key cannot pass.
        let public = key.public_key().as_ref();
        if !certificate
            .windows(public.len())
            .any(|window| window == public)
        {
            return Err(UnusableCredential::Mismatch);
        }
        let thumbprint = digest::digest(&digest::SHA256, &certificate);
        Ok(Self::Certificate(Box::new(CertificateKey {
            thumbprint: URL_SAFE_NO_PAD.encode(thumbprint),
            shown: hexadecimal(
                digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, &certificate).as_ref(),
            ),
            validity: validity(&certificate),
            key,
        })))
    }

    /// Name of the credential that tells nothing of it: a certificate's thumbprint as Entra shows it, `secret-` and the beginning
    /// of a hash, or `federated`.
    pub fn id(&self) -> String {
        match self {
            Self::Certificate(certificate) => certificate.shown.clone(),
            Self::Federated(_) => FEDERATED.to_owned(),
            Self::Secret(secret) => {
                let hash = digest::digest(&digest::SHA256, secret.expose_secret().as_bytes());
                let mut name = hexadecimal(hash.as_ref());
                name.truncate(8);
                format!("secret-{}", name.to_lowercase())
            }
        }
    }

    /// First instant of a certificate; `None` for another kind, and where it cannot be read.
    pub fn not_before(&self) -> Option<Timestamp> {
        self.validity().map(|(first, _)| first)
    }

    /// Last instant of a certificate; `None` for another kind, which does not tell, and where it cannot be read.
    pub fn not_after(&self) -> Option<Timestamp> {
        self.validity().map(|(_, last)| last)
    }

    fn validity(&self) -> Option<(Timestamp, Timestamp)> {
        match self {
            Self::Certificate(certificate) => certificate.validity,
            Self::Federated(_) | Self::Secret(_) => None,
        }
    }
}

/// First and last instant of a certificate, DER (RFC 5280 section 4.1.2.5).
fn validity(certificate: &[u8]) -> Option<(Timestamp, Timestamp)> {
    let (_, read) = x509_parser::parse_x509_certificate(certificate).ok()?;
    let instant = |time: x509_parser::time::ASN1Time| Timestamp::from_second(time.timestamp()).ok();
    let validity = read.validity();
    Some((instant(validity.not_before)?, instant(validity.not_after)?))
}

/// Upper-case hexadecimal digits.
fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let digits = digits.filter_map(|digit| char::from_digit(digit.into(), 16));
    digits.map(|digit| digit.to_ascii_uppercase()).collect()
}

impl CertificateKey {
    /// A fresh assertion for one request to one token endpoint: PS256, unique, valid for ten minutes. `None` if there are no
    /// random bytes.
    pub(crate) fn assertion(
        &self,
        client_id: ClientId,
        endpoint: &Url,
        now: Timestamp,
    ) -> Option<SecretString> {
        let header = serde_json::json!({
            "alg": "PS256",
            "typ": "JWT",
            "x5t#S256": self.thumbprint,
        });
        let now = now.as_second();
        let claims = serde_json::json!({
            "aud": endpoint.as_str(),
            "iss": client_id,
            "sub": client_id,
            "jti": random::guid()?,
            "nbf": now,
            "iat": now,
            "exp": now + LIFETIME_SECONDS,
        });
        let mut assertion = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header.to_string()),
            URL_SAFE_NO_PAD.encode(claims.to_string())
        );
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key
            .sign(
                &RSA_PSS_SHA256,
                &SystemRandom::new(),
                assertion.as_bytes(),
                &mut signature,
            )
            .ok()?;
        assertion.push('.');
        assertion.push_str(&URL_SAFE_NO_PAD.encode(signature));
        Some(assertion.into())
    }
}

impl fmt::Debug for ClientCredential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Secret(_) => "ClientCredential::Secret([redacted])",
            Self::Certificate(_) => "ClientCredential::Certificate([redacted])",
            Self::Federated(_) => "ClientCredential::Federated([redacted])",
        })
    }
}

impl fmt::Debug for CertificateKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CertificateKey([redacted])")
    }
}
