//! Cold start: the configuration, the clients, the clock, the random source and the log, each built once.
//!
//! This crate must not know any use case; functions hand what it builds to `app`.

pub mod batch;
pub mod clients;
pub mod clock;
pub mod config;
pub mod correlation;
pub mod deadline;
pub mod gateway;
mod memory;
pub mod metrics;
pub mod parts;
pub mod random;
pub mod telemetry;

pub use invocation::trial::Trial;
