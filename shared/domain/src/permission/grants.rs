//! Comparison of a permission with the grants that Microsoft shows.

use super::{Permission, PermissionKind};
use crate::verification::facts::{DelegatedScopes, GrantedRole};
use std::collections::BTreeSet;

/// Whether an application permission of Graph is among the granted app roles. The same id on another API is another
/// permission.
pub fn is_among_roles(permission: &Permission, roles: &BTreeSet<GrantedRole>) -> bool {
    permission.kind == PermissionKind::Application
        && roles
            .iter()
            .any(|role| role.of_graph && role.app_role_id == permission.id)
}

/// Whether a delegated permission is among the scopes.
pub fn is_among_scopes(permission: &Permission, scopes: &DelegatedScopes) -> bool {
    permission.kind == PermissionKind::Delegated
        && scopes
            .0
            .iter()
            .any(|scope| scope.eq_ignore_ascii_case(permission.name))
}
