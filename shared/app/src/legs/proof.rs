//! The proof leg: a fresh delegated token of the person who signed in, or came back from the consent page.

mod administrator_sites;
mod begin;
mod complete;
mod first;
mod keep;
mod refusal;

pub use begin::begin;
pub(super) use complete::complete;
