//! Settings that are addresses: ours, those to which pages send people back, and those from which we call.

use super::{ConfigError, Environment, OUTBOUND_ADDRESSES, PUBLIC_BASE_URL, RETURN_URL_PREFIXES};
use domain::cloud::{Cloud, LoopbackOrigin};
use std::net::IpAddr;
use url::Url;

impl Environment<'_> {
    /// The origin that browsers see.
    ///
    /// # Errors
    /// Missing; not an origin; `http` outside the emulated cloud, or for a host that is not on this machine.
    pub fn public_base_url(&self, cloud: &Cloud) -> Result<Url, ConfigError> {
        let text = self.text(PUBLIC_BASE_URL)?;
        let invalid = |problem| ConfigError::Invalid {
            name: PUBLIC_BASE_URL,
            problem,
        };
        let url = Url::parse(&text).map_err(|_| invalid("it must be an origin"))?;
        if url.path() != "/" || url.query().is_some() || !url.username().is_empty() {
            return Err(invalid("it must be an origin, without path, query or user"));
        }
        match url.scheme() {
            "https" => Ok(url),
            "http" if cloud.is_emulated() && LoopbackOrigin::parse(&text).is_ok() => Ok(url),
            _ => Err(invalid(
                "it must be https; http is for the emulated cloud on this machine",
            )),
        }
    }

    /// Addresses that a `return_url` may begin with.
    ///
    /// # Errors
    /// Missing; an entry that is not an `https` URL with a path that ends in `/`.
    pub fn return_url_prefixes(&self) -> Result<Vec<Url>, ConfigError> {
        self.list(RETURN_URL_PREFIXES)?
            .iter()
            .map(|text| {
                let url = Url::parse(text).ok().filter(|url| {
                    url.scheme() == "https"
                        && url.path().ends_with('/')
                        && url.query().is_none()
                        && url.fragment().is_none()
                        && url.username().is_empty()
                });
                url.ok_or(ConfigError::Invalid {
                    name: RETURN_URL_PREFIXES,
                    problem: "each entry must be an https URL whose path ends in a slash",
                })
            })
            .collect()
    }

    /// The addresses that background sign-ins come from, where they are fixed, as pages show them.
    ///
    /// # Errors
    /// Missing; an entry that is neither an IP address nor a block of them.
    pub fn outbound_addresses(&self) -> Result<Vec<String>, ConfigError> {
        let addresses = self.list(OUTBOUND_ADDRESSES)?;
        let is_block = |text: &String| {
            let (address, length) = text.split_once('/').unwrap_or((text, "0"));
            address.parse::<IpAddr>().is_ok() && length.parse::<u8>().is_ok_and(|bits| bits <= 128)
        };
        if addresses.iter().all(is_block) {
            Ok(addresses)
        } else {
            Err(ConfigError::Invalid {
                name: OUTBOUND_ADDRESSES,
                problem: "each entry must be an IP address or a block such as 192.0.2.0/28",
            })
        }
    }
}
