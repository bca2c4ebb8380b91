//! The host app's API, and the events that it sends.

pub(crate) mod answers;
pub(crate) mod erasing;
pub(crate) mod history;
pub(crate) mod idempotency;
pub(crate) mod keys;
pub(crate) mod leaving;
pub(crate) mod return_url;
pub(crate) mod routes;
pub(crate) mod verifications;
pub(crate) mod webhooks;
