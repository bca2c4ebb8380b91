//! What must be on the machine before anything is built. Each missing thing is one sentence that says what to do.

use crate::layout::Layout;
use crate::stack::Ports;
use crate::up::LAST_PORT_BASE;
use anyhow::{Result, bail};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::process::{Command, Stdio};

/// Room for the builds, the virtual environment and the logs.
const NEEDED_BYTES: u64 = 8 << 30;
/// Room for a run once everything is built.
const NEEDED_BYTES_WHEN_BUILT: u64 = 1 << 30;

/// Python, compiler and disk.
///
/// # Errors
/// The first thing that is missing.
pub(crate) fn check(layout: &Layout) -> Result<()> {
    if !succeeds("cc", &["--version"]) {
        bail!(
            "No C compiler `cc` was found; install one, on Debian with `apt install gcc libc6-dev`."
        );
    }
    if !succeeds(
        "python3",
        &[
            "-c",
            "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))",
        ],
    ) {
        bail!(
            "Python 3.10 or newer with venv was not found as `python3`; on Debian, `apt install python3-venv`."
        );
    }
    let needed = if layout.built_functions().exists() {
        NEEDED_BYTES_WHEN_BUILT
    } else {
        NEEDED_BYTES
    };
    let disk = rustix::fs::statvfs(layout.root())?;
    let free = disk.f_bavail * disk.f_frsize;
    if free < needed {
        bail!(
            "{} GiB are free on the disk of {}, but {} GiB are needed; make room there.",
            free >> 30,
            layout.root().display(),
            needed >> 30
        );
    }
    Ok(())
}

/// Whether the ports of a stack can be listened on.
///
/// # Errors
/// The first port that is in use.
pub(crate) fn check_ports(ports: Ports) -> Result<()> {
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

/// Another first port: a thousand above, or below where there is no room above.
fn elsewhere(base: u16) -> u16 {
    base.checked_add(1000)
        .filter(|above| *above <= LAST_PORT_BASE)
        .unwrap_or(base.saturating_sub(1000))
}

fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_named_with_a_way_out() {
        let occupied = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let base = occupied.local_addr().unwrap().port() - 15;

        let error = check_ports(Ports::from_base(base)).unwrap_err().to_string();

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
