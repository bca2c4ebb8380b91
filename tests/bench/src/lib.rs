//! Measurements behind `cargo dev bench`: the built functions as processes of their own, beside the reference shape and the
//! peer, among very many registrations, and as the emulated AWS runs them. They are measured, never asserted: time on a shared
//! machine is noise, counts and sizes are not.
#![expect(
    clippy::print_stdout,
    reason = "the figures are for the person who started the command"
)]

mod event;
pub mod figure;
#[cfg(test)]
mod over_tls;
mod process;
mod queue;
mod rig;
pub mod runtime;
pub mod scale;
mod secrets;
pub mod settings;
pub mod side_by_side;
mod silence;
pub mod stack;
mod subject;
mod table;
mod traffic;
mod world;

use std::path::PathBuf;
use tooling::layout::Layout;

/// Program of a function, as it was built last.
fn bootstrap(layout: &Layout, name: &str) -> PathBuf {
    layout.built_functions().join(name).join("bootstrap")
}

/// A count as a figure.
fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}
