//! The sign-in leg: who, from which tenant.

mod begin;
mod complete;

pub(super) use begin::SIGN_IN_SCOPE;
pub use begin::{Wish, begin};
pub(super) use complete::{accept, complete, rotate};
