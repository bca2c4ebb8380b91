//! TLS on this machine: a certificate authority that is made when the emulator starts, and a certificate from it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};
use tokio_rustls::rustls::{self, ServerConfig, crypto::aws_lc_rs, pki_types::PrivateKeyDer};

/// File of the system's authorities. Lambda's own system has them too, and reading them is a part of a cold start.
const OF_THE_SYSTEM: &str = "/etc/ssl/certs/ca-certificates.crt";

/// Error when a certificate cannot be made or used.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// A key or certificate could not be made.
    #[error("a certificate could not be made")]
    Make(#[from] rcgen::Error),
    /// The authority could not be written to its folder.
    #[error("the certificate authority could not be written")]
    Write(#[from] io::Error),
    /// TLS needs another kind of key.
    #[error("TLS cannot use the key: {0}")]
    Key(&'static str),
    /// TLS refuses the certificate.
    #[error("TLS cannot use the certificate")]
    Tls(#[from] rustls::Error),
}

/// A certificate for `127.0.0.1` and `localhost`, and the files by which clients trust it.
#[derive(Debug)]
pub struct Certificate {
    chain: rcgen::Certificate,
    key: KeyPair,
    /// PEM file of its authority alone.
    pub authority: PathBuf,
    /// PEM file of its authority and those of the system.
    pub authorities: PathBuf,
}

impl Certificate {
    /// Makes an authority, writes it to a folder, and makes a certificate from it.
    ///
    /// # Errors
    ///
    /// [`CertificateError`] when a key cannot be made or a file cannot be written.
    pub fn make(folder: &Path) -> Result<Self, CertificateError> {
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        // OpenSSL takes a certificate whose issuer has its own name for one that signed itself.
        let name = &mut authority.distinguished_name;
        name.push(DnType::CommonName, "Test authority");
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let names = vec!["127.0.0.1".to_owned(), "localhost".to_owned()];
        let mut own = CertificateParams::new(names)?;
        // Newer Pythons refuse a certificate without it.
        own.use_authority_key_identifier_extension = true;
        own.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let chain = own.signed_by(&key, &authority)?;
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

    /// TLS configuration of a server that offers these protocols.
    ///
    /// # Errors
    ///
    /// [`CertificateError`] when the certificate cannot be used.
    pub fn server(&self, protocols: &[&[u8]]) -> Result<Arc<ServerConfig>, CertificateError> {
        let key = PrivateKeyDer::try_from(self.key.serialize_der());
        let key = key.map_err(CertificateError::Key)?;
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![self.chain.der().clone()], key)?;
        config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
        Ok(Arc::new(config))
    }
}
