//! The ports of a stack, and their check before its processes start.

use anyhow::{Context, Result, bail};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};

/// The first port, unless an option gives another one.
pub(crate) const PORT_BASE: u16 = 4566;
/// The highest first port: all of a stack's ports have to fit above it.
pub(crate) const LAST_PORT_BASE: u16 = 65_000;

/// The loopback ports of a stack.
#[derive(Clone, Copy)]
pub(crate) struct Ports {
    /// Emulated AWS.
    pub(crate) aws: u16,
    /// Pages and API, through the front door.
    pub(crate) pages: u16,
    /// Emulated Microsoft sign-in, and the front page of the emulated Microsoft 365.
    pub(crate) login: u16,
    /// Emulated Microsoft Graph.
    pub(crate) graph: u16,
    /// Sign-in page of the customer that has its own identity provider.
    pub(crate) identity_provider: u16,
    /// Receiver of webhooks.
    pub(crate) webhooks: u16,
}

impl Ports {
    /// All ports follow from the first one.
    pub(crate) const fn from_base(base: u16) -> Self {
        Self {
            aws: base,
            pages: base + 13,
            login: base + 14,
            graph: base + 15,
            identity_provider: base + 16,
            webhooks: base + 17,
        }
    }

    /// All ports, each with the name of its listener.
    pub(crate) fn all(self) -> [(&'static str, u16); 6] {
        [
            ("emulated AWS", self.aws),
            ("pages and API", self.pages),
            ("emulated Microsoft sign-in", self.login),
            ("emulated Microsoft Graph", self.graph),
            ("emulated identity provider", self.identity_provider),
            ("receiver of webhooks", self.webhooks),
        ]
    }
}

/// Checks that a process can listen on every port of a stack.
///
/// # Errors
/// The first port that is in use.
pub(crate) fn check(ports: Ports) -> Result<()> {
    for (what, port) in ports.all() {
        // A machine without IPv6 has no port there that could be in use.
        let in_use = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err()
            || TcpListener::bind((Ipv6Addr::LOCALHOST, port))
                .is_err_and(|error| error.kind() == ErrorKind::AddrInUse);
        if in_use {
            bail!(
                "Port {port} ({what}) is in use; stop what listens there, or choose others with \
                 `cargo dev up --port-base {}`.",
                elsewhere(ports.aws)
            );
        }
    }
    Ok(())
}

/// Free ports beside other running stacks.
///
/// # Errors
/// When none of those is free that a test or a measurement takes.
pub(crate) fn free() -> Result<Ports> {
    (14_566..20_000)
        .step_by(1000)
        .map(Ports::from_base)
        .find(|ports| check(*ports).is_ok())
        .context("Ports 14566 to 19583 are in use; stop what listens there.")
}

/// Another first port: a thousand above, or below if there is no room above.
fn elsewhere(base: u16) -> u16 {
    base.checked_add(1000)
        .filter(|above| *above <= LAST_PORT_BASE)
        .unwrap_or(base.saturating_sub(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_named_with_a_way_out() {
        let occupied = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let base = occupied.local_addr().unwrap().port() - 15;

        let error = check(Ports::from_base(base)).unwrap_err().to_string();

        // Another of them may be in use as well; whichever is named, the sentence shows what to type.
        assert!(error.contains("--port-base"), "{error}");
    }

    #[test]
    fn the_ports_that_are_named_instead_can_be_chosen() {
        assert_eq!(elsewhere(4566), 5566);
        for base in [64_000, 64_001, 64_536, LAST_PORT_BASE] {
            assert!((1024..=LAST_PORT_BASE).contains(&elsewhere(base)), "{base}");
            assert_ne!(elsewhere(base), base);
        }
    }
}
