//! Facts about a registration's tenant that are kept between runs.

use crate::{
    drives::{KnownDrives, KnownLibraries, WriteTrials},
    ids::TenantId,
    permission::PermissionHistory,
    verification::facts::{AdministratorSites, DelegatedScopes, Evidence, Organization},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Facts from people's own sign-ins with their evidence, the drives that save a run a round trip, and the permissions that
/// runs saw.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observations {
    /// The organisation as the administrator's sign-in showed it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub organization: Option<Observation<Organization>>,
    /// The scopes of a fresh delegated token, as the proof leg showed them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub delegated_scopes: Option<Observation<DelegatedScopes>>,
    /// Tenant of those scopes: another tenant's scopes say nothing about this registration. It is `None` in rows from before
    /// it was kept, and their scopes do not count.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub delegated_scopes_tenant: Option<TenantId>,
    /// Sites and libraries that refused the administrator, as the proof leg showed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub administrator_sites: Option<Observation<AdministratorSites>>,
    /// Drives of the configured libraries, from the newest run that could list them.
    #[serde(skip_serializing_if = "KnownDrives::is_empty", default)]
    pub drives: KnownDrives,
    /// Instants of the last successful trials of writing to the configured libraries.
    #[serde(skip_serializing_if = "WriteTrials::is_empty", default)]
    pub write_trials: WriteTrials,
    /// Permissions of the tenant, as runs saw them.
    #[serde(default)]
    pub permissions: PermissionHistory,
}

impl Observations {
    /// Knowledge about the libraries, for a reading that relies on trials of writing since that instant.
    pub fn libraries(&self, trials_since: Timestamp) -> KnownLibraries<'_> {
        KnownLibraries {
            drives: &self.drives,
            write_trials: &self.write_trials,
            trials_since,
        }
    }
}

/// A stored observation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation<T> {
    /// The observed value.
    pub value: T,
    /// The request to Microsoft and its instant.
    pub evidence: Evidence,
}
