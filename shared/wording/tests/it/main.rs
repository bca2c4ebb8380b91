//! Words and guidance of the checks, as their readers get them, and the files that hold them.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy frees test functions alone, and the shortcuts of these tests fail the test they serve"
)]

extern crate cooperlink_wording as wording;

mod checks_md;
mod files;
mod portals;
mod words;
