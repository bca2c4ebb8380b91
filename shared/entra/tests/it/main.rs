//! `entra` against servers on this machine: scripted ones that misbehave on purpose, and the emulated Microsoft 365.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy frees test functions alone, and the shortcuts of these tests fail the test they serve"
)]

extern crate cooperlink_entra as entra;

mod access;
mod access_candidates;
mod access_emulated;
mod access_members;
mod access_writes;
mod addresses;
mod batch;
mod client_credentials;
mod clock;
mod code;
mod deadline;
mod discovery;
mod emulated;
mod encrypted;
mod facts;
mod http_versions;
mod id_token;
mod id_token_keys;
mod known_drives;
mod limits;
mod lists;
mod office;
mod paging;
mod refresh;
mod refreshed_id_token;
mod round_trips;
mod scripted;
mod setting;
mod sign_in_facts;
mod signing_keys;
mod sites;
mod subsites;
mod system_user;
mod system_user_batches;
mod system_user_groups;
mod system_user_name;
mod tenant_services;
mod tokens;
mod upload_sessions;
mod user_tokens;
