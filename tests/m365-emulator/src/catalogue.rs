//! Tenants with which every emulator starts.

use crate::inheritance;
use crate::tenant::Description;

/// A tenant file with its name.
macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../tenants/", $name, ".toml")))
    };
}

/// Tenant files in the order of the front page; the others may inherit from the first.
const FILES: [(&str, &str); 52] = [
    file!("all-well"),
    file!("consent-declined"),
    file!("no-role"),
    file!("personal-account"),
    file!("wrong-tenant"),
    file!("assignment-required"),
    file!("own-identity-provider"),
    file!("spreading-slowly"),
    file!("throttled"),
    file!("microsoft-down"),
    file!("excess-permissions"),
    file!("many-people"),
    file!("no-premium"),
    file!("nested-groups"),
    file!("mfa-outside-office"),
    file!("mfa-without-claims"),
    file!("blocked-place"),
    file!("session-lapsed"),
    file!("guest-administrator"),
    file!("partner-administrator"),
    file!("mfa-registration"),
    file!("mfa-required"),
    file!("sign-in-frequency"),
    file!("conditional-access"),
    file!("security-defaults"),
    file!("device-required"),
    file!("password-expired"),
    file!("account-disabled"),
    file!("account-deleted"),
    file!("session-revoked"),
    file!("risky-user"),
    file!("guest-system-user"),
    file!("no-licence"),
    file!("apps-for-business"),
    file!("frontline-f1"),
    file!("mailbox-plan-off"),
    file!("sites-plan-pending"),
    file!("shared-mailbox"),
    file!("no-mailbox"),
    file!("mailbox-restricted"),
    file!("no-exchange"),
    file!("site-missing"),
    file!("site-denied"),
    file!("site-read-only"),
    file!("site-no-access"),
    file!("site-archived"),
    file!("library-missing"),
    file!("library-read-only"),
    file!("quota-full"),
    file!("no-sharepoint"),
    file!("administrator-without-site"),
    file!("home"),
];

/// Whether a tenant belongs to the catalogue and is not a copy.
pub(crate) fn has(key: &str) -> bool {
    FILES.iter().any(|(file, _)| *file == key)
}

/// Error for a tenant file that cannot be read.
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
    let (_, base) = FILES[0];
    FILES
        .iter()
        .map(|&(file, text)| {
            inheritance::complete(file, text, base)
                .and_then(toml::Table::try_into)
                .map_err(|source| TenantFileError { file, source })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::login::redirect_error::RedirectError;

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
                for licence in &user.licences {
                    assert!(crate::licence::find_product(licence).is_some(), "{file}");
                }
                for plan in user.plans_off.iter().chain(&user.plans_pending) {
                    assert!(crate::licence::knows_plan(plan), "{file}");
                }
                let known = |number| crate::aadsts::Aadsts::of_sign_in(number).is_some();
                assert!(user.token_error.is_none_or(known), "{file}");
            }
            for policy in &tenant.policies {
                assert!(ids.insert(policy.id), "{file}");
            }
            let errors = &tenant.redirect_errors;
            assert!(errors.iter().all(RedirectError::is_known), "{file}");
            for group in &tenant.groups {
                assert!(ids.insert(group.id), "{file}: {}", group.display_name);
                let known = |id: &uuid::Uuid| tenant.find_principal(&id.to_string()).is_some();
                assert!(group.members.iter().all(known), "{file}");
                assert!(group.groups.iter().all(known), "{file}");
            }
            for name in &tenant.assigned_after_consent {
                assert!(tenant.find_principal(name).is_some(), "{file}: {name}");
            }
            for site in &tenant.sites {
                let libraries = site.libraries.iter();
                let own = libraries.flat_map(|library| [&library.readers, &library.writers]);
                let people = site.readers.iter().chain(&site.writers);
                for name in people.chain(own.flatten().flatten()) {
                    let found = name == "everyone" || tenant.find_user(name).is_some();
                    assert!(found, "{file}: {name}");
                }
            }
        }
    }
}
