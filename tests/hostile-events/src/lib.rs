//! Events of the gateway with every byte in every place, for the tests of handlers; an AWS without stored data; a table, and
//! rights on it; and demands on each answer.
//!
//! It uses no code of ours, so that it does not share our mistakes.

#![expect(
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::unwrap_used,
    reason = "for tests, which these shortcuts fail"
)]

mod answer;
pub mod aws;
mod event;
mod place;
pub mod role;
pub mod table;
mod tricks;

pub use answer::demand_own_answer;
pub use event::{DOMAIN, Event};
pub use place::{Case, every_byte, every_type};
pub use tricks::{METHOD_TRICKS, path_tricks};
