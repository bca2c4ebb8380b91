//! The checks, one file each. Only the catalogue calls them.

pub(in crate::verification) mod app_enabled;
pub(in crate::verification) mod app_registered;
pub(in crate::verification) mod application_permissions;
pub(in crate::verification) mod delegated_permissions;
pub(in crate::verification) mod no_excess_permissions;
pub(in crate::verification) mod tenant_matches_customer;
pub(in crate::verification) mod user_access;

#[cfg(test)]
mod cases;

use super::facts::Evidence;

fn all<const N: usize>(evidence: [Option<&Evidence>; N]) -> Vec<Evidence> {
    evidence.into_iter().flatten().cloned().collect()
}
