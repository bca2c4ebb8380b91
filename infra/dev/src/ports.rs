//! Check of the ports of a stack, before its processes start.

use crate::stack::Ports;
use crate::up::LAST_PORT_BASE;
use anyhow::{Result, bail};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};

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
