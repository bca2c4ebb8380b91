//! Facts that a run read, with both identities.

use crate::verify::{read_system_user::SystemUserReading, read_tenant::AppReading};

/// Facts that a run read.
pub(super) struct Reading {
    pub(super) app: AppReading,
    pub(super) user: SystemUserReading,
}
