//! Journeys over HTTP against the deployed stack: the built functions behind the emulated AWS, with IAM enforced, and the
//! emulated Microsoft 365. Each journey has a module, and each test a tenant of its own, so that they run side by side.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "clippy frees test functions alone, and the shortcuts of these tests fail the test they serve"
)]

mod api;
mod attacks;
mod browser;
mod journeys;
mod operations;
mod support;
