//! The emulator over HTTP, behaviour by behaviour.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy frees test functions alone, and the shortcuts of these tests fail the test \
        they serve"
)]

mod admin_consent;
mod assigning;
mod batch;
mod browser;
mod client_authentication;
mod control;
mod directory;
mod directory_delay;
mod discovery;
mod faults;
mod federated_identity;
mod front_page;
mod graph;
mod guests;
mod lasting_errors;
mod membership;
mod msal;
mod people;
mod policies;
mod readme;
mod redirect_errors;
mod renames;
mod robot;
mod sign_in;
mod sites;
mod stand;
mod token;
mod unattended;
mod unknown;
mod uploads;
mod write_faults;
