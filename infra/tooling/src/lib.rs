//! Parts that `cargo dev` and `cargo ops` share: where things are, programs that are run to their end, stages and deployments.
//!
//! Everything that is installed, built and written stays below `target`.
#![expect(
    clippy::print_stderr,
    reason = "a command-line tool tells what it is at beside what it prints"
)]

pub mod command;
mod compiling;
pub mod deployment;
pub mod functions;
pub mod generated;
pub mod hexadecimal;
pub mod http;
pub mod layout;
pub mod local;
pub mod parameters;
pub mod prerequisites;
pub mod progress;
pub mod python;
pub mod settings;
pub mod stage;
pub mod version;
