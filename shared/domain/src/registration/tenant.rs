//! The tenant of a registration, with the administrator who signed in from it.

use crate::ids::{ObjectId, TenantId};
use serde::{Deserialize, Serialize};

/// Tenant from which an administrator signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenant {
    /// `tid` of the validated id token.
    pub id: TenantId,
    /// The organisation's display name. Shown, never compared.
    pub name: String,
    /// The organisation's default verified domain. Shown, never compared.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub domain: Option<String>,
    /// `oid` of the administrator: the person who signed in, and after a consent the person who gave it. Together with `id` it
    /// identifies that person (T12).
    pub administrator: ObjectId,
    /// Name of the administrator, `preferred_username` of the id token. Personal data: shown, never compared, never logged.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub administrator_name: Option<String>,
    /// Whether the approval was given elsewhere, by an unknown person. `administrator` is then the person who signed in here,
    /// without a name.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub approved_elsewhere: bool,
}

/// Longest name of an administrator that is kept, in characters.
const LONGEST_NAME: usize = 256;

impl Tenant {
    /// The tenant with the administrator's name. A name that is empty or longer than 256 characters is left out.
    #[must_use]
    pub fn with_administrator_name(mut self, name: Option<&str>) -> Self {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        self.administrator_name = name
            .filter(|name| name.chars().count() <= LONGEST_NAME)
            .map(str::to_owned);
        self
    }

    /// The tenant as another person's sign-in shows it; the administrator stays.
    #[must_use]
    pub fn seen_again(self, now: Self) -> Self {
        Self {
            administrator: self.administrator,
            administrator_name: self.administrator_name,
            approved_elsewhere: self.approved_elsewhere,
            ..now
        }
    }

    /// The tenant as approved elsewhere by an unknown administrator.
    #[must_use]
    pub fn with_unknown_approver(self) -> Self {
        Self {
            administrator_name: None,
            approved_elsewhere: true,
            ..self
        }
    }
}
