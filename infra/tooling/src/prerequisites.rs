//! Programs that must be on the machine before anything is built. Each missing one is one sentence that says what to do.

use crate::layout::Layout;
use anyhow::{Result, bail};
use std::process::{Command, Stdio};

/// Room for the builds, the virtual environment and the logs.
const NEEDED_BYTES: u64 = 8 << 30;
/// Room for a run once everything is built.
const NEEDED_BYTES_WHEN_BUILT: u64 = 1 << 30;

/// Python, compiler and disk.
///
/// # Errors
/// The first thing that is missing.
pub fn check(layout: &Layout) -> Result<()> {
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

fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
