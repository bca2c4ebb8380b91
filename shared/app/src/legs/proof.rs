//! The proof leg: a fresh delegated token of the person who signed in.

mod administrator_sites;
mod begin;
mod complete;

pub use begin::begin;
pub(super) use complete::complete;
