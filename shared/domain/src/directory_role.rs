//! Directory roles that allow an administrator to grant Cooperlink's permissions or to change the access. Ids are those of the
//! role templates, equal in every tenant:
//! <https://learn.microsoft.com/en-us/entra/identity/role-based-access-control/permissions-reference>.
//!
//! Roles that a person holds through a group, or has yet to activate, do not show. "No" therefore means "not seen", and no
//! person is kept from trying.

const GLOBAL_ADMINISTRATOR: &str = "62e90394-69f5-4237-9190-012177145e10";
const PRIVILEGED_ROLE_ADMINISTRATOR: &str = "e8611ab8-c189-46e8-94e1-60213ab1f814";
const APPLICATION_ADMINISTRATOR: &str = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3";
const CLOUD_APPLICATION_ADMINISTRATOR: &str = "158c047a-c907-4556-b7ef-446551a6b5f7";
const USER_ADMINISTRATOR: &str = "fe930be7-5e62-47db-91af-98c3a49a38b1";
const IDENTITY_GOVERNANCE_ADMINISTRATOR: &str = "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e";
const HYBRID_IDENTITY_ADMINISTRATOR: &str = "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2";
const DIRECTORY_WRITERS: &str = "9360feb5-f418-4baa-8175-e2a00bac4301";

/// Roles that may grant an application permission of Graph to a whole tenant.
const MAY_APPROVE: [&str; 2] = [GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR];

/// Roles that may agree to a delegated permission for which an administrator's consent is needed.
/// <https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/grant-admin-consent>
const MAY_CONSENT: [&str; 4] = [
    GLOBAL_ADMINISTRATOR,
    PRIVILEGED_ROLE_ADMINISTRATOR,
    APPLICATION_ADMINISTRATOR,
    CLOUD_APPLICATION_ADMINISTRATOR,
];

/// Roles that may assign users and groups to an application.
/// <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-post-approleassignedto>
const MAY_ASSIGN: [&str; 8] = [
    GLOBAL_ADMINISTRATOR,
    PRIVILEGED_ROLE_ADMINISTRATOR,
    APPLICATION_ADMINISTRATOR,
    CLOUD_APPLICATION_ADMINISTRATOR,
    USER_ADMINISTRATOR,
    IDENTITY_GOVERNANCE_ADMINISTRATOR,
    HYBRID_IDENTITY_ADMINISTRATOR,
    DIRECTORY_WRITERS,
];

/// Roles that may change whether an assignment is required.
/// <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-update>
const MAY_SWITCH: [&str; 3] = [
    GLOBAL_ADMINISTRATOR,
    APPLICATION_ADMINISTRATOR,
    CLOUD_APPLICATION_ADMINISTRATOR,
];

/// Whether one of these role template ids may grant application permissions.
pub fn may_approve<'a>(role_template_ids: impl IntoIterator<Item = &'a str>) -> bool {
    any_of(&MAY_APPROVE, role_template_ids)
}

/// Whether one of these role template ids may agree to delegated permissions that need an administrator's consent.
pub fn may_consent<'a>(role_template_ids: impl IntoIterator<Item = &'a str>) -> bool {
    any_of(&MAY_CONSENT, role_template_ids)
}

/// Whether one of these role template ids may assign users and groups.
pub fn may_assign<'a>(role_template_ids: impl IntoIterator<Item = &'a str>) -> bool {
    any_of(&MAY_ASSIGN, role_template_ids)
}

/// Whether one of these role template ids may change whether an assignment is required.
pub fn may_switch<'a>(role_template_ids: impl IntoIterator<Item = &'a str>) -> bool {
    any_of(&MAY_SWITCH, role_template_ids)
}

fn any_of<'a>(known: &[&str], role_template_ids: impl IntoIterator<Item = &'a str>) -> bool {
    role_template_ids
        .into_iter()
        .any(|id| known.iter().any(|known| known.eq_ignore_ascii_case(id)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case(&[GLOBAL_ADMINISTRATOR], [true, true, true, true]; "global administrator")]
    #[test_case(&["x", "E8611AB8-C189-46E8-94E1-60213AB1F814"], [true, true, true, false]; "privileged role administrator")]
    #[test_case(&[APPLICATION_ADMINISTRATOR], [false, true, true, true]; "application administrator")]
    #[test_case(&[CLOUD_APPLICATION_ADMINISTRATOR], [false, true, true, true]; "cloud application administrator")]
    #[test_case(&[USER_ADMINISTRATOR], [false, false, true, false]; "user administrator")]
    #[test_case(&[], [false, false, false, false]; "none")]
    fn each_role_may_what_microsoft_says(roles: &[&str], expected: [bool; 4]) {
        let ids = || roles.iter().copied();
        assert_eq!(
            [
                may_approve(ids()),
                may_consent(ids()),
                may_assign(ids()),
                may_switch(ids())
            ],
            expected
        );
    }
}
