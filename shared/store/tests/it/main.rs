//! `store` against a DynamoDB that enforces keys, conditions and transactions, with the table that the template describes.

#![expect(
    clippy::unwrap_used,
    reason = "clippy frees test functions alone, and the shortcuts of these tests fail the test they serve"
)]

extern crate cooperlink_store as store;

mod access;
mod api_keys;
mod commits;
mod corrupt;
mod costs;
mod deliveries;
mod dispatch;
mod double;
mod events;
mod failures;
mod flows;
mod invitations;
mod lists;
mod queues;
mod reports;
mod requests;
mod samples;
mod sealed_sign_ins;
mod support_codes;
mod system_users;
mod table;
mod two_token_stores;
mod webhook_endpoints;
