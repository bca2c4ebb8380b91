//! The network that an address belongs to, as far as one subscriber holds it: the unit that limits by address count.

use crate::secrets::secret_token::{self, TokenPurpose};
use domain::ids::TokenHash;
use std::net::{IpAddr, Ipv6Addr};

/// The part of an address that one subscriber cannot choose: an IPv4 address whole, an IPv6 address up to its /64.
///
/// A provider gives each subscriber at least a /64 (RFC 6177), so the last 64 bits are the subscriber's to choose and would
/// make every limit 2^64 times as wide. An IPv4 address in an IPv6 form (mapped, RFC 4291 section 2.5.5.2; 6to4, RFC 3056;
/// the well-known prefix of NAT64, RFC 6052) counts as that IPv4 address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressPrefix {
    network: Option<IpAddr>,
}

impl AddressPrefix {
    /// The prefix of an address as the gateway saw it. Texts that are no address share one prefix.
    pub fn of(address: &str) -> Self {
        let network = address.parse().ok().map(|address| match address {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => network_of(address),
        });
        Self { network }
    }

    /// Whether the address is of the machine itself. Only an emulated gateway sees one, and it stands for everybody, so
    /// limits by address leave it out.
    pub fn is_of_this_machine(self) -> bool {
        self.network.is_some_and(|network| network.is_loopback())
    }

    /// The hash under which a prefix is counted, in memory and in the table: no address is kept.
    pub fn hash(self) -> TokenHash {
        let network = self.network.map(|network| network.to_string());
        secret_token::hash(
            TokenPurpose::Address,
            network.as_deref().unwrap_or("unknown"),
        )
    }
}

fn network_of(address: Ipv6Addr) -> IpAddr {
    let segments = address.segments();
    let embedded = |high: u16, low: u16| {
        let bits = (u32::from(high) << 16) | u32::from(low);
        IpAddr::V4(bits.into())
    };
    match segments {
        _ if address.is_loopback() => IpAddr::V6(address),
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => embedded(high, low),
        [first, second, third, fourth, ..] => {
            IpAddr::V6(Ipv6Addr::new(first, second, third, fourth, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff"; "one /64")]
    #[test_case("2001:db8:0:1::1", "2001:DB8:0:1:0:0:0:2"; "another spelling")]
    #[test_case("192.0.2.1", "::ffff:192.0.2.1"; "mapped")]
    #[test_case("192.0.2.1", "::ffff:c000:201"; "mapped, in hexadecimal")]
    #[test_case("192.0.2.1", "2002:c000:201:5::1"; "6to4")]
    #[test_case("192.0.2.1", "64:ff9b::192.0.2.1"; "NAT64")]
    #[test_case("", "no address"; "what is no address")]
    fn t81_one_subscriber_has_one_prefix(one: &str, other: &str) {
        assert_eq!(AddressPrefix::of(one), AddressPrefix::of(other));
        assert_eq!(
            AddressPrefix::of(one).hash(),
            AddressPrefix::of(other).hash()
        );
    }

    #[test_case("192.0.2.1", "192.0.2.2"; "IPv4 addresses")]
    #[test_case("2001:db8:0:1::1", "2001:db8:0:2::1"; "IPv6 networks")]
    #[test_case("64:ff9b::192.0.2.1", "64:ff9b::192.0.2.2"; "NAT64 of two addresses")]
    #[test_case("::ffff:192.0.2.1", "::ffff:192.0.2.2"; "two mapped addresses")]
    #[test_case("192.0.2.1", ""; "an address and none")]
    fn subscribers_have_prefixes_of_their_own(one: &str, other: &str) {
        assert_ne!(
            AddressPrefix::of(one).hash(),
            AddressPrefix::of(other).hash()
        );
    }

    #[test_case("127.0.0.1", true)]
    #[test_case("::1", true)]
    #[test_case("::ffff:127.0.0.1", true)]
    #[test_case("192.0.2.1", false)]
    #[test_case("::2", false)]
    #[test_case("", false)]
    fn only_a_loopback_address_is_of_this_machine(address: &str, expected: bool) {
        assert_eq!(AddressPrefix::of(address).is_of_this_machine(), expected);
    }
}
