//! Permissions that one deployment asks for, and the highest set that its Entra app declares.

use super::{FIRST_SET, OPENID_SCOPES, PERMISSIONS, Permission, PermissionKind};
use std::collections::{BTreeMap, BTreeSet};

/// Error for a deployment's setting that names an unknown or unsuitable permission.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a permission of the manifest that can be added (`NAME` or `NAME@SET`) or dropped (`NAME`)"
)]
pub struct UnknownPermission(pub String);

/// Permissions that a deployment asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    permissions: Vec<Permission>,
    declared_set: u16,
}

impl Default for Manifest {
    fn default() -> Self {
        let default = PERMISSIONS.iter().filter(|permission| permission.default);
        Self::of(default.cloned())
    }
}

impl Manifest {
    /// Manifest of these permissions, of which the Entra app declares the first set.
    pub fn of(permissions: impl IntoIterator<Item = Permission>) -> Self {
        Self {
            permissions: permissions.into_iter().collect(),
            declared_set: FIRST_SET,
        }
    }

    /// The default permissions, with some added and some dropped by name. A permission that is added to a deployment with
    /// existing customers is named with the set in which it is introduced, as in `Directory.Read.All@2`.
    ///
    /// # Errors
    /// [`UnknownPermission`] for a name that is not in [`PERMISSIONS`], or a set that is not a number from 1.
    pub fn adjusted<'a>(
        added: impl IntoIterator<Item = &'a str>,
        dropped: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, UnknownPermission> {
        let added: BTreeMap<&str, Option<u16>> =
            added.into_iter().map(added_in).collect::<Result<_, _>>()?;
        let dropped: BTreeSet<&str> = dropped.into_iter().map(known).collect::<Result<_, _>>()?;
        let asked_for = PERMISSIONS.iter().filter(|permission| {
            (permission.default || added.contains_key(permission.name))
                && !dropped.contains(permission.name)
        });
        Ok(Self::of(asked_for.map(|permission| {
            Permission {
                since: added
                    .get(permission.name)
                    .copied()
                    .flatten()
                    .unwrap_or(permission.since),
                ..permission.clone()
            }
        })))
    }

    /// This manifest, of which the Entra app declares every set up to that one. Microsoft's consent page grants the declared
    /// permissions, so an administrator cannot approve more.
    #[must_use]
    pub fn declared_up_to(self, declared_set: u16) -> Self {
        Self {
            declared_set,
            ..self
        }
    }

    /// The permissions of every set up to that one.
    #[must_use]
    pub fn up_to(&self, set: u16) -> Self {
        self.part(|permission| permission.since <= set)
    }

    /// The permissions that satisfy a condition.
    pub(super) fn part(&self, is_in: impl Fn(&Permission) -> bool) -> Self {
        let permissions = self.permissions.iter();
        Self {
            permissions: permissions.filter(|it| is_in(it)).cloned().collect(),
            declared_set: self.declared_set,
        }
    }

    /// Whether the manifest contains exactly this permission.
    pub fn has(&self, permission: &Permission) -> bool {
        self.permissions.contains(permission)
    }

    /// The highest set that the deployment asks for.
    pub fn current_set(&self) -> u16 {
        let sets = self.permissions.iter().map(|permission| permission.since);
        sets.max().unwrap_or(FIRST_SET)
    }

    /// The highest set that an administrator can approve now.
    pub fn offered_set(&self) -> u16 {
        self.declared_set.min(self.current_set())
    }

    /// The numbers of the manifest's sets, lowest first.
    pub fn sets(&self) -> BTreeSet<u16> {
        self.permissions
            .iter()
            .map(|permission| permission.since)
            .collect()
    }

    /// Every permission that the deployment asks for, in the order of the table.
    pub fn permissions(&self) -> impl Iterator<Item = &Permission> + '_ {
        self.permissions.iter()
    }

    /// The application permissions that the deployment asks for.
    pub fn application(&self) -> impl Iterator<Item = &Permission> + '_ {
        self.permissions()
            .filter(|permission| permission.kind == PermissionKind::Application)
    }

    /// The delegated permissions that the deployment asks for and an access token's `scope` shows: all but the OpenID Connect
    /// scopes.
    pub fn delegated(&self) -> impl Iterator<Item = &Permission> + '_ {
        self.permissions().filter(|permission| {
            permission.kind == PermissionKind::Delegated
                && !OPENID_SCOPES.contains(&permission.name)
        })
    }

    /// Whether the deployment asks for an application permission of that name.
    pub fn has_application(&self, name: &str) -> bool {
        self.application().any(|permission| permission.name == name)
    }
}

/// The name, if the table has a permission of that name.
fn known(name: &str) -> Result<&str, UnknownPermission> {
    if PERMISSIONS.iter().any(|permission| permission.name == name) {
        Ok(name)
    } else {
        Err(UnknownPermission(name.to_owned()))
    }
}

/// The name of an added permission, and its set if the setting gives one.
fn added_in(text: &str) -> Result<(&str, Option<u16>), UnknownPermission> {
    let Some((name, set)) = text.split_once('@') else {
        return Ok((known(text)?, None));
    };
    let set = set.parse().ok().filter(|set| *set >= FIRST_SET);
    let set = set.ok_or_else(|| UnknownPermission(text.to_owned()))?;
    Ok((known(name)?, Some(set)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test]
    fn default_set_is_the_one_of_the_design() {
        let manifest = Manifest::default();
        let application: Vec<_> = manifest
            .application()
            .map(|permission| permission.name)
            .collect();
        let delegated: Vec<_> = manifest
            .delegated()
            .map(|permission| permission.name)
            .collect();
        assert_eq!(application, ["Application.Read.All"]);
        assert_eq!(
            delegated,
            [
                "User.Read",
                "Sites.ReadWrite.All",
                "Mail.ReadWrite",
                "Mail.Send"
            ]
        );
        assert_eq!(manifest.current_set(), FIRST_SET);
    }

    #[test]
    fn a_deployment_adds_and_drops_by_name() {
        let manifest = Manifest::adjusted(["Directory.Read.All"], ["Mail.Send"]).unwrap();
        assert!(manifest.has_application("Directory.Read.All"));
        assert_eq!(manifest.current_set(), FIRST_SET);
        assert!(
            !manifest
                .delegated()
                .any(|permission| permission.name == "Mail.Send")
        );
    }

    #[test]
    fn a_permission_that_is_added_later_has_a_set_of_its_own() {
        let manifest = Manifest::adjusted(["Directory.Read.All@2"], []).unwrap();
        assert_eq!(manifest.current_set(), 2);
        assert!(!manifest.up_to(1).has_application("Directory.Read.All"));
        assert!(manifest.up_to(2).has_application("Directory.Read.All"));
        assert_eq!(manifest.offered_set(), 1);
        assert_eq!(manifest.clone().declared_up_to(2).offered_set(), 2);
        assert_eq!(manifest.declared_up_to(9).offered_set(), 2);
    }

    #[test_case("Directory.Read.Al"; "misspelt")]
    #[test_case("Directory.Read.All@0"; "no set")]
    #[test_case("Directory.Read.All@"; "an empty set")]
    #[test_case("Directory.Read.All@two"; "a word")]
    #[test_case("Directory.Read.All@70000"; "a set beyond counting")]
    #[test_case("@2"; "no name")]
    fn t67_a_misspelt_permission_is_refused(text: &str) {
        assert!(Manifest::adjusted([text], []).is_err());
    }

    #[test]
    fn t67_what_is_dropped_has_no_set() {
        assert!(Manifest::adjusted([], ["Mail.Send@1"]).is_err());
    }
}
