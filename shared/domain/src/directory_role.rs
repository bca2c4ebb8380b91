//! The directory roles that may grant what Cooperlink asks for. Ids are those of the role templates, the same in every
//! tenant: <https://learn.microsoft.com/en-us/entra/identity/role-based-access-control/permissions-reference>.

/// Global Administrator and Privileged Role Administrator: the two that may grant an application permission of Graph to a
/// whole tenant.
const MAY_APPROVE: [&str; 2] = [
    "62e90394-69f5-4237-9190-012177145e10",
    "e8611ab8-c189-46e8-94e1-60213ab1f814",
];

/// Whether one of these role template ids may grant application permissions. A person whose role is only eligible, or held
/// through a group, may be able to although this says no.
pub fn may_approve<'a>(role_template_ids: impl IntoIterator<Item = &'a str>) -> bool {
    role_template_ids.into_iter().any(|id| {
        MAY_APPROVE
            .iter()
            .any(|known| known.eq_ignore_ascii_case(id))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case(&["62e90394-69f5-4237-9190-012177145e10"], true; "global administrator")]
    #[test_case(&["x", "E8611AB8-C189-46E8-94E1-60213AB1F814"], true; "privileged role administrator")]
    #[test_case(&["9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"], false; "application administrator")]
    #[test_case(&[], false; "none")]
    fn only_two_roles_may_grant_application_permissions(roles: &[&str], expected: bool) {
        assert_eq!(may_approve(roles.iter().copied()), expected);
    }
}
