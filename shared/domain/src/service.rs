//! The services of Microsoft 365 that Cooperlink works with.

use serde::{Deserialize, Serialize};

/// A service of Microsoft 365 that Cooperlink works with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    /// SharePoint Online: the registration's sites and libraries.
    SharePoint,
    /// Exchange Online: the system user's mailbox.
    Mail,
}

impl Service {
    /// Every service.
    pub const ALL: [Self; 2] = [Self::SharePoint, Self::Mail];

    /// Name of the service as Microsoft writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::SharePoint => "SharePoint Online",
            Self::Mail => "Exchange Online",
        }
    }
}

/// Names of services, joined for a sentence.
pub(crate) fn names(services: &[Service]) -> String {
    let names: Vec<&str> = services.iter().map(|service| service.name()).collect();
    names.join(", ")
}
