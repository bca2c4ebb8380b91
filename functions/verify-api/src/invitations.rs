//! Invitations: each an unguessable link that lets a person act on one registration.

pub(crate) mod create;
pub(crate) mod read;
pub(crate) mod view;
pub(crate) mod withdraw;
