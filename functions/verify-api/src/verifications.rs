//! Verifications: each one look at everything that Cooperlink needs, kept as a report.

pub(crate) mod create;
mod finding;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod view;
