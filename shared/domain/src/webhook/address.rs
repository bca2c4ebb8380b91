//! Addresses that deliveries may go to. The operator names them, so the danger is small; addresses inside a network are
//! refused all the same.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Range of addresses that a deployment delivers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Public addresses, over TLS.
    Public,
    /// This machine alone, for the emulated cloud.
    Loopback,
}

/// The address of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointUrl(Url);

/// Error for an address that deliveries may not go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidEndpointUrl(&'static str);

impl EndpointUrl {
    /// Reads an address: `https` on port 443 with a host name, without user or fragment. On this machine it is `http` with any
    /// port.
    ///
    /// # Errors
    /// [`InvalidEndpointUrl`] names the part that does not fit.
    pub fn parse(text: &str, reach: Reach) -> Result<Self, InvalidEndpointUrl> {
        let url = Url::parse(text).map_err(|_| InvalidEndpointUrl("it is no address"))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidEndpointUrl("it names a user"));
        }
        if url.fragment().is_some() {
            return Err(InvalidEndpointUrl("it has a fragment"));
        }
        let is_allowed = match (reach, url.host()) {
            (Reach::Public, Some(Host::Domain(name))) => {
                let name = name.trim_end_matches('.');
                let is_local = name == "localhost" || name.ends_with(".localhost");
                url.scheme() == "https" && url.port().is_none() && !is_local && name.contains('.')
            }
            (Reach::Public, Some(Host::Ipv4(_) | Host::Ipv6(_)) | None)
            | (Reach::Loopback, None) => false,
            (Reach::Loopback, Some(Host::Domain(name))) => {
                url.scheme() == "http" && name == "localhost"
            }
            (Reach::Loopback, Some(Host::Ipv4(address))) => {
                url.scheme() == "http" && address.is_loopback()
            }
            (Reach::Loopback, Some(Host::Ipv6(address))) => {
                url.scheme() == "http" && address.is_loopback()
            }
        };
        if is_allowed {
            Ok(Self(url))
        } else {
            Err(InvalidEndpointUrl(match reach {
                Reach::Public => "it must be https on port 443, with a public name for a host",
                Reach::Loopback => "the emulated cloud delivers to http on this machine alone",
            }))
        }
    }

    /// The address.
    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// Host of the address.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

/// Whether the address is public on the internet. Excluded are this machine, private and link-local networks, carriers'
/// networks, reserved ranges, and every form of version 6 that contains another address.
/// <https://www.iana.org/assignments/iana-ipv4-special-registry>,
/// <https://www.iana.org/assignments/iana-ipv6-special-registry>
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let closed: [(Ipv4Addr, u32); 15] = [
        (Ipv4Addr::UNSPECIFIED, 8),
        (Ipv4Addr::new(10, 0, 0, 0), 8),
        (Ipv4Addr::new(100, 64, 0, 0), 10),
        (Ipv4Addr::new(127, 0, 0, 0), 8),
        (Ipv4Addr::new(169, 254, 0, 0), 16),
        (Ipv4Addr::new(172, 16, 0, 0), 12),
        (Ipv4Addr::new(192, 0, 0, 0), 24),
        (Ipv4Addr::new(192, 0, 2, 0), 24),
        (Ipv4Addr::new(192, 88, 99, 0), 24),
        (Ipv4Addr::new(192, 168, 0, 0), 16),
        (Ipv4Addr::new(198, 18, 0, 0), 15),
        (Ipv4Addr::new(198, 51, 100, 0), 24),
        (Ipv4Addr::new(203, 0, 113, 0), 24),
        (Ipv4Addr::new(224, 0, 0, 0), 4),
        (Ipv4Addr::new(240, 0, 0, 0), 4),
    ];
    let bits = address.to_bits();
    let is_in =
        |(network, length): &(Ipv4Addr, u32)| (bits ^ network.to_bits()).leading_zeros() >= *length;
    !closed.iter().any(is_in)
}

/// Whether an address of version 6 is public: it is in a range that is assigned to networks, and in none of the special ranges
/// within.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let bits = address.to_bits();
    let is_in =
        |network: Ipv6Addr, length: u32| (bits ^ network.to_bits()).leading_zeros() >= length;
    let is_assigned = is_in(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);
    let is_special = is_in(Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23)
        || is_in(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32)
        || is_in(Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16)
        || is_in(Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20);
    is_assigned && !is_special
}
