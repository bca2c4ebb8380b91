//! Our app registration: Microsoft's data about the application in its home tenant.

use std::collections::BTreeSet;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use url::{Host, Url};
use uuid::Uuid;
use x509_parser::{parse_x509_certificate, pem::parse_x509_pem};

/// The Entra application under test; the content of `app.json`.
///
/// Source: <https://learn.microsoft.com/en-us/entra/identity-platform/reference-microsoft-graph-app-manifest>.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AppRegistration {
    /// Application (client) id.
    pub client_id: Uuid,
    /// The tenant that owns the registration.
    pub home_tenant_id: Uuid,
    /// Name on the consent page.
    pub display_name: String,
    /// Publisher of the application.
    pub publisher: Publisher,
    /// Client secrets that are valid now.
    #[serde(default)]
    pub secrets: Vec<String>,
    /// Certificates for client assertions, PEM.
    #[serde(default)]
    pub certificates_pem: Vec<String>,
    /// Issuers of client assertions that are trusted.
    #[serde(default)]
    pub federated_identity_credentials: Vec<FederatedIdentityCredential>,
    /// Registered redirect URIs, compared exactly.
    pub redirect_uris: BTreeSet<String>,
    /// Permissions that `/.default` stands for.
    pub declared: Declared,
    /// API in which the front page's button creates registrations. If it is absent, the button says so.
    #[serde(default)]
    pub host_app: Option<HostApp>,
}

/// Trust in the assertions of another issuer.
///
/// Source: <https://learn.microsoft.com/en-us/graph/api/resources/federatedidentitycredential>.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FederatedIdentityCredential {
    /// Name, unique in the application.
    pub name: String,
    /// The claim `iss`. Microsoft takes any `https` issuer; the emulator fetches keys from this machine alone.
    pub issuer: String,
    /// The claim `sub`; case counts.
    pub subject: String,
    /// The claim `aud`: one.
    pub audiences: [String; 1],
}

/// The publisher of the application.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    /// Display name.
    pub name: String,
    /// Whether Microsoft verified it (the blue badge).
    pub verified: bool,
}

/// `requiredResourceAccess` for Microsoft Graph, by name.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// Delegated permissions (scopes).
    pub delegated: BTreeSet<String>,
    /// Application permissions (app roles).
    pub application: BTreeSet<String>,
}

/// The API that creates registrations for the front page's button.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct HostApp {
    /// Origin of the API, without a trailing slash.
    pub api_url: String,
    /// Bearer key.
    pub api_key: String,
}

/// Error for an app registration that Microsoft would not accept.
#[derive(Debug, thiserror::Error)]
pub enum AppRegistrationError {
    /// A declared delegated permission does not exist.
    #[error("Microsoft Graph has no delegated permission {0}")]
    UnknownScope(String),
    /// A declared application permission does not exist.
    #[error("Microsoft Graph has no application permission {0}")]
    UnknownAppRole(String),
    /// A certificate cannot be read.
    #[error("certificate {0} (counted from 0) is not a PEM certificate")]
    Certificate(usize),
    /// A federated identity credential names an issuer whose keys are not fetched.
    #[error("the issuer of the federated identity credential {0} is not on this machine")]
    Issuer(String),
}

/// A certificate with which client assertions may be signed.
#[derive(Debug)]
pub(crate) struct Certificate {
    /// base64url of the SHA-256 of the DER, as in the header `x5t#S256`.
    pub(crate) sha256: String,
    /// base64url of the SHA-1 of the DER, as in the header `x5t`.
    pub(crate) sha1: String,
    /// The RSA public key, PKCS#1 DER.
    pub(crate) public_key: Vec<u8>,
    /// Last second of its validity, since 1970.
    pub(crate) ends: i64,
    pem: String,
}

impl AppRegistration {
    /// Checks the registration before the emulator starts.
    ///
    /// # Errors
    ///
    /// An unknown permission, or a certificate that cannot be read.
    pub(crate) fn check(&self) -> Result<(), AppRegistrationError> {
        for name in &self.declared.delegated {
            crate::permission::find_scope(name)
                .ok_or_else(|| AppRegistrationError::UnknownScope(name.clone()))?;
        }
        for name in &self.declared.application {
            crate::permission::find_app_role(name)
                .ok_or_else(|| AppRegistrationError::UnknownAppRole(name.clone()))?;
        }
        let elsewhere = self
            .federated_identity_credentials
            .iter()
            .find(|credential| !is_on_this_machine(&credential.issuer));
        if let Some(credential) = elsewhere {
            return Err(AppRegistrationError::Issuer(credential.name.clone()));
        }
        self.certificates().map(drop)
    }

    /// Adds a certificate beside those that are there, as `az ad app credential reset --append --cert` does; gives it.
    ///
    /// Source: <https://learn.microsoft.com/en-us/cli/azure/ad/app/credential#az-ad-app-credential-reset>.
    pub(crate) fn add_certificate(&mut self, pem: &str) -> Option<Certificate> {
        let added = read_certificate(pem)?;
        self.certificates_pem.push(pem.to_owned());
        Some(added)
    }

    /// Removes the certificate with that thumbprint (SHA-1, upper-case hexadecimal), as `az ad app credential delete --cert` does;
    /// whether there was one.
    pub(crate) fn remove_certificate(&mut self, thumbprint: &str) -> bool {
        let Ok(certificates) = self.certificates() else {
            return false;
        };
        let shown = |known: &Certificate| {
            let bytes = URL_SAFE_NO_PAD.decode(&known.sha1).unwrap_or_default();
            let digits = bytes.iter().map(|byte| format!("{byte:02X}"));
            digits.collect::<String>()
        };
        let kept = certificates
            .iter()
            .filter(|known| shown(known) != thumbprint);
        let kept: Vec<_> = kept.map(|known| known.pem.clone()).collect();
        let is_found = kept.len() < self.certificates_pem.len();
        self.certificates_pem = kept;
        is_found
    }

    /// The registered certificates.
    ///
    /// # Errors
    ///
    /// A certificate that cannot be read.
    pub(crate) fn certificates(&self) -> Result<Vec<Certificate>, AppRegistrationError> {
        self.certificates_pem
            .iter()
            .enumerate()
            .map(|(index, pem)| {
                read_certificate(pem).ok_or(AppRegistrationError::Certificate(index))
            })
            .collect()
    }
}

/// Whether an address is `http` on a loopback address.
pub(crate) fn is_on_this_machine(address: &str) -> bool {
    Url::parse(address).is_ok_and(|address| {
        let is_loopback = match address.host() {
            Some(Host::Ipv4(host)) => host.is_loopback(),
            Some(Host::Ipv6(host)) => host.is_loopback(),
            Some(Host::Domain(_)) | None => false,
        };
        is_loopback && address.scheme() == "http"
    })
}

fn read_certificate(text: &str) -> Option<Certificate> {
    let (_, pem) = parse_x509_pem(text.as_bytes()).ok()?;
    let (_, certificate) = parse_x509_certificate(&pem.contents).ok()?;
    Some(Certificate {
        sha256: URL_SAFE_NO_PAD.encode(digest(&SHA256, &pem.contents)),
        sha1: URL_SAFE_NO_PAD.encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, &pem.contents)),
        public_key: certificate.public_key().subject_public_key.data.to_vec(),
        ends: certificate.validity().not_after.timestamp(),
        pem: text.to_owned(),
    })
}
