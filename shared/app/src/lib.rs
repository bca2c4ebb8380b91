//! Use cases, one file each. A use case takes only what it uses and answers with a result or an error a caller can act on.
//!
//! This crate must not know HTTP, Lambda or the wording of pages.

pub mod access;
pub mod browser;
mod chain;
mod consent;
pub mod host;
mod in_log;
pub mod legs;
pub mod limits;
mod permission_check;
mod refusal;
pub mod secrets;
pub mod verify;
pub mod warm_up;

pub use chain::Chain;
