//! Registrations: each one customer's tenant being connected.

pub(crate) mod approve;
pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod disconnect;
pub(crate) mod erase;
mod lifecycle;
pub(crate) mod list;
mod metadata;
mod permissions;
pub(crate) mod read;
pub(crate) mod reject;
mod rules;
mod sites;
mod slim;
mod state;
mod usable;
pub(crate) mod view;
mod warnings;
