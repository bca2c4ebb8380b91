//! The leg that gives the access page the administrator's own rights.

mod begin;
mod complete;

pub use begin::begin;
pub(super) use complete::complete;
