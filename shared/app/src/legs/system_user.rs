//! The leg on which the system user signs in once, to stay connected.

mod begin;
mod complete;

pub use begin::{AccountHint, begin};
pub(super) use complete::complete;
