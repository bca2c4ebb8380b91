//! The consent leg: the tenant-wide approval. Its answer proves nothing.

mod begin;
mod complete;

pub use begin::begin;
pub(super) use begin::consent_leg;
pub(super) use complete::{complete, leave_for_proof, remember};
