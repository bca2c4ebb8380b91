//! Signed deliveries to endpoints of the host app, as Standard Webhooks describes them
//! (<https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>, read 2026-11-29).
//!
//! This crate is the only one that talks to the host app's endpoints. It must not know Microsoft, AWS or any use case.

mod resolver;
mod retry_after;
mod sender;
mod signature;

pub use sender::{DeliveryResult, HttpClientError, Sender};
