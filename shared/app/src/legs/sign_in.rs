//! The sign-in leg: who, from which tenant.

mod begin;
mod complete;

pub use begin::begin;
pub(super) use complete::complete;
