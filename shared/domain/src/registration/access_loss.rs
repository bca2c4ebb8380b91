//! Check whether the tenant of a disconnected registration still lets the app in.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Loss of the app's access to the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessLoss {
    /// Microsoft refuses the app there: it is not registered in the tenant, or it is disabled, or the tenant no longer exists.
    Yes,
    /// Microsoft still gives the app a token for the tenant.
    No,
    /// The check gave no answer, because of Microsoft or of ourselves.
    Unknown,
}

/// The newest check of a tenant after the disconnection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessLossCheck {
    /// Its result.
    pub verdict: AccessLoss,
    /// Instant of the check.
    pub observed_at: Timestamp,
}
