//! The sign-in leg: who, from which tenant.

mod begin;
mod complete;

pub use begin::{Wish, begin};
pub(super) use complete::{accept, complete, rotate};
