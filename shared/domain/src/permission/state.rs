//! State of a tenant's permissions: the grants that runs saw, compared with the present manifest. A new deployment therefore
//! shows at once which tenants are behind, before their next verification.

use super::{
    FIRST_SET, Manifest, OPENID_SCOPES, PERMISSIONS, Permission, PermissionKind, is_among_roles,
    is_among_scopes,
};
use crate::{
    ids::ObjectId,
    verification::{
        delegated_grants,
        facts::{AppAccess, AppRefusal, DelegatedScopes, GrantedRole, Observed, TenantFacts},
        verdict::{Identity, Unobserved},
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Permissions of one tenant as runs saw them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionHistory {
    /// The set up to which all permissions were granted once, in rows from before permissions were remembered one by one. The
    /// next run converts it into `ever_granted`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    complete_set: Option<u16>,
    /// Permissions of sets after the first that were seen granted once and that the deployment still asks for. A missing one
    /// of them was lost.
    #[serde(skip_serializing_if = "BTreeSet::is_empty", default)]
    ever_granted: BTreeSet<(PermissionKind, ObjectId)>,
    /// Application permissions, as last seen. The instant is the sighting of their check.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    application: Option<BTreeSet<GrantedRole>>,
    /// Delegated permissions, as last seen.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    delegated: Option<DelegatedScopes>,
    /// Whether the last message to the host app said that permissions wait for approval.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    told_behind: bool,
}

/// News for the host app about a tenant's permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PermissionsChange {
    /// New permissions wait for an administrator's approval.
    Behind,
    /// No permission waits for approval any more.
    Complete,
}

/// State of the newer permissions of one tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upgrade {
    /// Every newer permission is granted.
    Nothing,
    /// The deployment asks for more, but the Entra app does not declare it yet, so it cannot be approved.
    Undeclared,
    /// The deployment asks for more, and an administrator can approve it.
    Behind,
    /// No run has seen the grants.
    Unknown,
}

/// A permission that is granted but that the deployment does not ask for; the administrator can revoke it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Revocable {
    /// Microsoft's name of the permission; the id of an app role that is not known here.
    pub name: String,
    /// Application or delegated.
    pub kind: PermissionKind,
}

/// Permissions of one tenant, compared with those that this deployment asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermissionsState {
    /// The highest set that is granted completely, 0 if the first is not; `None` before a run saw both kinds.
    pub granted_set: Option<u16>,
    /// The highest set that is required completely. Single permissions of later sets may be required as well.
    pub required_set: u16,
    /// The highest set that an administrator can approve now.
    pub offered_set: u16,
    /// The highest set that the deployment asks for.
    pub current_set: u16,
    /// Permissions that the deployment asks for and that were not granted when last seen.
    pub missing: Vec<Permission>,
    /// Permissions that were granted when last seen and that the deployment does not ask for.
    pub revocable: Vec<Revocable>,
    /// Permissions that an upgrade link asks for: not required, offered, and not seen granted.
    pub to_approve: Vec<Permission>,
    /// State of the newer permissions.
    pub upgrade: Upgrade,
}

impl PermissionHistory {
    /// Permissions of this manifest that are required: a missing one was lost, and the connection counts as broken.
    pub fn required(&self, manifest: &Manifest) -> Manifest {
        manifest.part(|permission| self.is_required(permission))
    }

    /// Whether the permission is required: it is of the first set, or was granted once.
    pub fn is_required(&self, permission: &Permission) -> bool {
        permission.since <= self.complete_set.unwrap_or(FIRST_SET)
            || self.ever_granted.contains(&key(permission))
    }

    /// The part that outlasts a disconnection: the permissions that the same tenant granted once.
    #[must_use]
    pub fn over_disconnection(&self) -> Self {
        Self {
            complete_set: self.complete_set,
            ever_granted: self.ever_granted.clone(),
            ..Self::default()
        }
    }

    /// Permissions as seen after a run.
    #[must_use]
    pub fn after(&self, facts: &TenantFacts, manifest: &Manifest, names_system_user: bool) -> Self {
        let is_gone = matches!(
            facts.app_access.get(),
            Ok(AppAccess::Refused(
                AppRefusal::NotRegistered | AppRefusal::TenantGone
            ))
        );
        let scopes = delegated_grants::scopes(facts);
        Self {
            complete_set: None,
            ever_granted: self.ever_granted_after(facts, manifest, names_system_user),
            application: last_seen(&facts.granted_roles, self.application.as_ref(), is_gone),
            delegated: if delegated_grants::is_withdrawn(facts) {
                // Microsoft says that the approval is missing.
                Some(DelegatedScopes(BTreeSet::new()))
            } else {
                last_seen(scopes, self.delegated.as_ref(), is_gone).map(without_openid)
            },
            told_behind: self.told_behind,
        }
    }

    /// Permissions of sets after the first that were granted once, including those that this run shows. The application's own
    /// token shows its permissions. An administrator's token also holds grants to that person alone, so it is ignored if the
    /// registration names a system user. A permission that the deployment no longer asks for is forgotten: if it is added
    /// again, the administrator may have revoked it on our advice.
    fn ever_granted_after(
        &self,
        facts: &TenantFacts,
        manifest: &Manifest,
        names_system_user: bool,
    ) -> BTreeSet<(PermissionKind, ObjectId)> {
        let scopes = delegated_grants::scopes(facts);
        let is_witness = scopes.evidence().is_some_and(|evidence| {
            evidence.account != Some(Identity::Administrator) || !names_system_user
        });
        let is_shown = |permission: &Permission| match permission.kind {
            PermissionKind::Application => {
                let roles = facts.granted_roles.get();
                roles.is_ok_and(|roles| is_among_roles(permission, roles))
            }
            PermissionKind::Delegated => {
                let scopes = scopes.get();
                is_witness && scopes.is_ok_and(|scopes| is_among_scopes(permission, scopes))
            }
        };
        let later = manifest.part(|permission| {
            permission.since > FIRST_SET && (self.is_required(permission) || is_shown(permission))
        });
        later.permissions().map(key).collect()
    }

    /// Whether the last message to the host app said that more permissions can be approved.
    pub fn is_told_behind(&self) -> bool {
        self.told_behind
    }

    /// News about a connected tenant's permissions, reported once. There is none while the state is unknown, or while the new
    /// permissions cannot be approved.
    pub fn tell(&mut self, manifest: &Manifest) -> Option<PermissionsChange> {
        let is_behind = match self.state(manifest).upgrade {
            Upgrade::Behind => true,
            Upgrade::Nothing => false,
            Upgrade::Undeclared | Upgrade::Unknown => return None,
        };
        if is_behind == self.told_behind {
            return None;
        }
        self.told_behind = is_behind;
        Some(if is_behind {
            PermissionsChange::Behind
        } else {
            PermissionsChange::Complete
        })
    }

    /// The state compared with this manifest.
    pub fn state(&self, manifest: &Manifest) -> PermissionsState {
        let offered_set = manifest.offered_set();
        let not_granted = |permission: &&Permission| self.is_granted(permission) != Some(true);
        let beyond = |permission: &&Permission| !self.is_required(permission);
        let asked = || manifest.application().chain(manifest.delegated());
        let missing: Vec<Permission> = asked()
            .filter(|permission| self.is_granted(permission) == Some(false))
            .cloned()
            .collect();
        let to_approve: Vec<Permission> = asked()
            .filter(beyond)
            .filter(not_granted)
            .filter(|permission| permission.since <= offered_set)
            .cloned()
            .collect();
        let upgrade = if missing
            .iter()
            .any(|permission| to_approve.contains(permission))
        {
            Upgrade::Behind
        } else if !asked()
            .filter(beyond)
            .any(|permission| not_granted(&permission))
        {
            Upgrade::Nothing
        } else if to_approve.is_empty() {
            Upgrade::Undeclared
        } else {
            Upgrade::Unknown
        };
        PermissionsState {
            granted_set: highest_set(manifest, |permission| self.is_granted(permission)),
            required_set: highest_set(manifest, |permission| Some(self.is_required(permission)))
                .unwrap_or(FIRST_SET),
            offered_set,
            current_set: manifest.current_set(),
            missing,
            revocable: self.revocable(manifest),
            to_approve,
            upgrade,
        }
    }

    /// Whether the permission was granted when last seen; `None` if its kind was not seen.
    fn is_granted(&self, permission: &Permission) -> Option<bool> {
        match permission.kind {
            PermissionKind::Application => {
                let seen = self.application.as_ref()?;
                Some(is_among_roles(permission, seen))
            }
            PermissionKind::Delegated => {
                let seen = self.delegated.as_ref()?;
                Some(is_among_scopes(permission, seen))
            }
        }
    }

    fn revocable(&self, manifest: &Manifest) -> Vec<Revocable> {
        let roles = self.application.iter().flatten();
        let roles = roles
            .filter(|role| {
                !manifest
                    .application()
                    .any(|permission| role.of_graph && permission.id == role.app_role_id)
            })
            .map(|role| Revocable {
                name: role_name(role),
                kind: PermissionKind::Application,
            });
        let scopes = self.delegated.iter().flat_map(|seen| &seen.0);
        let scopes = scopes
            .filter(|scope| {
                let is = |permission: &Permission| scope.eq_ignore_ascii_case(permission.name);
                !manifest.delegated().any(is)
            })
            .map(|scope| Revocable {
                name: scope.clone(),
                kind: PermissionKind::Delegated,
            });
        roles.chain(scopes).collect()
    }
}

/// Kind and id of a permission, under which it is remembered.
fn key(permission: &Permission) -> (PermissionKind, ObjectId) {
    (permission.kind, permission.id)
}

/// The highest set whose permissions, and those of all sets before it, satisfy the condition; 0 if the first set does not.
/// `None` if the answer for one of the permissions is unknown.
fn highest_set(manifest: &Manifest, is_so: impl Fn(&Permission) -> Option<bool>) -> Option<u16> {
    let mut missing_since = None::<u16>;
    for permission in manifest.application().chain(manifest.delegated()) {
        if !is_so(permission)? {
            let since = permission.since;
            missing_since = Some(missing_since.map_or(since, |before| before.min(since)));
        }
    }
    let sets = manifest.sets().into_iter();
    let complete = sets.filter(|set| missing_since.is_none_or(|since| *set < since));
    Some(complete.max().unwrap_or_default())
}

/// Microsoft's name of an app role; its id, if the role is not known here.
pub(crate) fn role_name(role: &GrantedRole) -> String {
    let is = |permission: &&Permission, id: ObjectId| {
        role.of_graph && permission.kind == PermissionKind::Application && permission.id == id
    };
    let known = PERMISSIONS
        .iter()
        .find(|permission| is(permission, role.app_role_id));
    known.map_or_else(
        || role.app_role_id.to_string(),
        |known| known.name.to_owned(),
    )
}

/// The scopes without those of OpenID Connect, which a token lists or omits depending on the request.
fn without_openid(scopes: DelegatedScopes) -> DelegatedScopes {
    let is_own = |scope: &String| !is_openid(scope);
    DelegatedScopes(scopes.0.into_iter().filter(is_own).collect())
}

fn is_openid(scope: &str) -> bool {
    OPENID_SCOPES
        .iter()
        .any(|name| scope.eq_ignore_ascii_case(name))
}

/// The newest sighting after a run: the run's own, or else the previous one, unless the grants are known to be gone.
fn last_seen<T: Clone>(observed: &Observed<T>, before: Option<&T>, is_gone: bool) -> Option<T> {
    match observed {
        _ if is_gone => None,
        Observed::Seen { value, .. } => Some(value.clone()),
        Observed::Unseen {
            reason: Unobserved::Recreated | Unobserved::Refused,
            ..
        } => None,
        Observed::Unseen { .. } => before.cloned(),
    }
}

#[cfg(test)]
#[path = "state/tests.rs"]
mod tests;
