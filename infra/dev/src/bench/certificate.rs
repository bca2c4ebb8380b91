//! The rig's TLS: a certificate authority of this run, and a certificate of it for this machine.

use anyhow::{Context, Result};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio_rustls::rustls::{ServerConfig, crypto::aws_lc_rs, pki_types::PrivateKeyDer};

/// The authorities of the system, which Lambda's own system has too: reading them belongs to a cold start.
const OF_THE_SYSTEM: &str = "/etc/ssl/certs/ca-certificates.crt";

/// A certificate for this machine, and what trusts it.
pub(super) struct Certificate {
    chain: rcgen::Certificate,
    key: KeyPair,
    /// This run's authority alone.
    pub(super) authority: PathBuf,
    /// It and those of the system.
    pub(super) authorities: PathBuf,
}

impl Certificate {
    /// A new one, its authority written to a folder.
    ///
    /// # Errors
    /// When a key cannot be made or a file not be written.
    pub(super) fn make(folder: &Path) -> Result<Self> {
        let mut authority = CertificateParams::new(Vec::new())?;
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        // OpenSSL takes a certificate whose issuer has its own name for one that signed itself.
        let name = &mut authority.distinguished_name;
        name.push(DnType::CommonName, "cargo dev bench");
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let names = vec!["127.0.0.1".to_owned(), "localhost".to_owned()];
        let chain = CertificateParams::new(names)?.signed_by(&key, &authority)?;
        let pem = authority.pem();
        let alone = folder.join("authority.pem");
        std::fs::write(&alone, &pem)?;
        let all = folder.join("authorities.pem");
        let of_the_system = std::fs::read_to_string(OF_THE_SYSTEM).unwrap_or_default();
        std::fs::write(&all, of_the_system + &pem)?;
        Ok(Self {
            chain,
            key,
            authority: alone,
            authorities: all,
        })
    }

    /// The TLS of a server that offers these protocols.
    ///
    /// # Errors
    /// When the certificate cannot be used.
    pub(super) fn server(&self, protocols: &[&[u8]]) -> Result<Arc<ServerConfig>> {
        let key = PrivateKeyDer::try_from(self.key.serialize_der());
        let key = key.ok().context("a key that TLS cannot use")?;
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![self.chain.der().clone()], key)?;
        config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
        Ok(Arc::new(config))
    }
}
