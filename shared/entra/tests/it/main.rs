//! `entra` against servers on this machine: scripted ones that misbehave on purpose, and the emulated Microsoft 365.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy frees test functions alone, and the shortcuts of these tests fail the test they serve"
)]

extern crate cooperlink_entra as entra;

mod addresses;
mod batch;
mod client_credentials;
mod clock;
mod code;
mod discovery;
mod facts;
mod id_token;
mod limits;
mod paging;
mod scripted;
mod setting;
mod signing_keys;
mod system_user_name;
mod tokens;
