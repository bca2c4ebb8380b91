//! The operator's commands, and what the operator reads.

pub(crate) mod api_keys;
pub(crate) mod commands;
pub(crate) mod correlation;
pub(crate) mod credential;
pub(crate) mod deployments;
pub(crate) mod doctor;
pub(crate) mod erasing_by_command;
pub(crate) mod federated;
pub(crate) mod guides;
pub(crate) mod moving_tokens;
pub(crate) mod restoring;
pub(crate) mod rollback;
pub(crate) mod rotations;
pub(crate) mod stopping;
