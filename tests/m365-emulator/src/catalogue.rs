//! The tenants that every emulator starts with.

use crate::tenant::Description;

const FILES: [(&str, &str); 11] = [
    ("all-well", include_str!("../tenants/all-well.toml")),
    (
        "consent-declined",
        include_str!("../tenants/consent-declined.toml"),
    ),
    ("no-role", include_str!("../tenants/no-role.toml")),
    (
        "personal-account",
        include_str!("../tenants/personal-account.toml"),
    ),
    ("wrong-tenant", include_str!("../tenants/wrong-tenant.toml")),
    (
        "assignment-required",
        include_str!("../tenants/assignment-required.toml"),
    ),
    (
        "own-identity-provider",
        include_str!("../tenants/own-identity-provider.toml"),
    ),
    (
        "spreading-slowly",
        include_str!("../tenants/spreading-slowly.toml"),
    ),
    ("throttled", include_str!("../tenants/throttled.toml")),
    (
        "microsoft-down",
        include_str!("../tenants/microsoft-down.toml"),
    ),
    ("home", include_str!("../tenants/home.toml")),
];

/// A tenant file that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the tenant file {file}.toml is wrong")]
pub struct TenantFileError {
    file: &'static str,
    #[source]
    source: toml::de::Error,
}

/// Reads every embedded tenant file.
///
/// # Errors
///
/// A file that does not follow [`Description`].
pub(crate) fn load() -> Result<Vec<Description>, TenantFileError> {
    FILES
        .iter()
        .map(|&(file, text)| {
            toml::from_str(text).map_err(|source| TenantFileError { file, source })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_tenant_file_is_complete_and_no_id_is_used_twice() {
        let tenants = load().unwrap();
        let mut ids = BTreeSet::new();
        for (tenant, (file, _)) in tenants.iter().zip(FILES) {
            assert_eq!(tenant.key, file);
            assert!(ids.insert(tenant.tenant_id), "{file}");
            assert!(tenant.find_user(&tenant.account).is_some(), "{file}");
            assert!(tenant.find_user(&tenant.system_user).is_some(), "{file}");
            for user in &tenant.users {
                assert!(ids.insert(user.id), "{file}: {}", user.user_principal_name);
                for role in &user.roles {
                    assert!(
                        crate::permission::find_role_template(role).is_some(),
                        "{role}"
                    );
                }
            }
        }
    }
}
