//! Registrations: each one customer's tenant being connected.

pub(crate) mod approve;
pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod reject;
mod sites;
pub(crate) mod view;
