//! The credentials of a stack on this machine: made once, kept in `target/dev`, worth nothing anywhere else.

use crate::hexadecimal;
use crate::layout::Layout;
use anyhow::{Context, Result};
use app::host::api_key::NewKey;
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bootstrap::random::SystemRandomSource;
use domain::clock::{Random as _, RandomUnavailable};
use domain::key_mode::KeyMode;
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Our part of every shared secret.
#[derive(Serialize, Deserialize)]
pub struct LocalCredentials {
    /// The Entra application's client secret.
    pub client_secret: String,
    /// The Entra application's certificate (PEM).
    pub certificate_pem: String,
    private_key_pem: String,
    /// The host application's key, as it is sent.
    pub api_key: String,
    api_key_sha256: String,
    sealing_key: String,
}

impl LocalCredentials {
    /// Loads the credentials of an earlier run, or makes new ones.
    ///
    /// # Errors
    /// When the file cannot be read or written, or the system gives no random numbers.
    pub fn load_or_make(layout: &Layout) -> Result<Self> {
        let file = layout.dev().join("credentials.json");
        if !file.exists() {
            std::fs::create_dir_all(layout.dev())?;
            Self::make()?.keep(&file)?;
        }
        serde_json::from_slice(&std::fs::read(&file)?).with_context(|| {
            format!(
                "{} is not readable; delete it, and new ones are made",
                file.display()
            )
        })
    }

    /// Writes the file, whole at once. Credentials of another process that was first stay.
    fn keep(&self, file: &Path) -> Result<()> {
        let own = file.with_extension(std::process::id().to_string());
        OpenOptions::new()
            .create_new(true)
            .write(true)
            .mode(0o600)
            .open(&own)?
            .write_all(&serde_json::to_vec_pretty(self)?)?;
        let kept = std::fs::hard_link(&own, file);
        std::fs::remove_file(&own)?;
        match kept {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            kept => Ok(kept?),
        }
    }

    fn make() -> Result<Self> {
        let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)?;
        let certificate =
            CertificateParams::new(vec!["cooperlink.localhost".to_owned()])?.self_signed(&key)?;
        let api_key = NewKey::generate(KeyMode::Test, &SystemRandomSource::new())?;
        Ok(Self {
            client_secret: URL_SAFE_NO_PAD.encode(random()?),
            certificate_pem: certificate.pem(),
            private_key_pem: key.serialize_pem(),
            api_key: api_key.text.expose_secret().to_owned(),
            api_key_sha256: hexadecimal::of(&api_key.sha256),
            sealing_key: STANDARD.encode(random()?),
        })
    }

    /// The key that signs deliveries to the receiver on this machine. It is derived from another key, so that older files have it
    /// too.
    pub fn webhook_key(&self) -> Vec<u8> {
        let text = format!("webhook-secret:{}", self.sealing_key);
        digest(&SHA256, text.as_bytes()).as_ref().to_vec()
    }

    /// The value of the secret `webhook-endpoints`: the receiver on this machine.
    pub fn webhook_endpoints(&self, url: &str) -> Value {
        let secret = format!("whsec_{}", STANDARD.encode(self.webhook_key()));
        json!([{"id": "receiver", "url": url, "secrets": [secret], "enabled": true}])
    }

    /// Secrets of the functions, each by its name below the prefix.
    pub fn secrets(&self, prefix: &str) -> Value {
        json!({
            format!("{prefix}/entra-app"): {"credentials": [
                {
                    "kind": "certificate",
                    "certificate_pem": self.certificate_pem,
                    "private_key_pem": self.private_key_pem,
                },
                {"kind": "secret", "secret": self.client_secret},
            ]},
            format!("{prefix}/api-keys"): {"keys": [
                {"id": self.api_key_id(), "sha256": self.api_key_sha256},
            ]},
            format!("{prefix}/sealing-keys"): {"keys": [{"id": "k1", "key": self.sealing_key}]},
        })
    }

    /// Id of the key, its third part.
    fn api_key_id(&self) -> &str {
        self.api_key.split('_').nth(2).unwrap_or_default()
    }
}

/// Fresh random bytes.
fn random() -> Result<[u8; 32], RandomUnavailable> {
    let mut bytes = [0; 32];
    SystemRandomSource::new().fill(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_that_are_there_first_stay() {
        let name = format!("cooperlink-credentials-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("credentials.json");
        let (first, second) = (
            LocalCredentials::make().unwrap(),
            LocalCredentials::make().unwrap(),
        );
        first.keep(&file).unwrap();
        second.keep(&file).unwrap();
        let kept: LocalCredentials =
            serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        assert_eq!(kept.api_key, first.api_key);
        let files = std::fs::read_dir(&folder).unwrap();
        assert_eq!(files.count(), 1, "nothing else is left");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
