//! Attempts to get what belongs to another person, and the limits that hold against them.

pub(crate) mod callback;
pub(crate) mod callback_parameters;
pub(crate) mod floods;
pub(crate) mod foreign_tenants;
pub(crate) mod forged_id_tokens;
pub(crate) mod headers;
pub(crate) mod limits;
pub(crate) mod logs;
pub(crate) mod other_origins;
pub(crate) mod queues;
pub(crate) mod roles;
