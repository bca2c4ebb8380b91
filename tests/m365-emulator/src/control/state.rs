//! A tenant as the control API shows it.

use serde_json::{Value, json};

use crate::directory::{ServicePrincipal, Tenant};
use crate::fault::Fault;
use crate::tenant::Description;

/// Full state of a tenant. Generated people and groups appear only as a number, because there are thousands.
pub(super) fn tenant(tenant: &Tenant, faults: &[&Fault]) -> Value {
    let description = &tenant.description;
    let users = description.users.iter().filter(|user| !user.generated);
    let users = users.map(|user| {
        json!({
            "id": user.id,
            "user_principal_name": user.user_principal_name,
            "display_name": user.display_name,
            "roles": user.roles,
            "user_type": user.user_type,
            "signs_in_as": user.signs_in_as,
            "account_enabled": user.account_enabled,
            "token_error": user.token_error,
            "licences": user.licences,
            "plans_off": user.plans_off,
            "plans_pending": user.plans_pending,
            "plans_without_status": user.plans_without_status,
            "mailbox": user.mailbox,
            "mail": user.mail,
            "no_second_factor": user.no_second_factor,
        })
    });
    let groups = description.groups.iter().filter(|group| !group.generated);
    let groups = groups.map(|group| {
        json!({
            "id": group.id,
            "display_name": group.display_name,
            "description": group.description,
            "mail": group.mail,
            "mail_enabled": group.mail_enabled,
            "security_enabled": group.security_enabled,
            "group_types": group.group_types,
            "members": group.members,
            "groups": group.groups,
        })
    });
    let (generated_users, generated_groups) = description.generated();
    let expected = description
        .sites_to_expect()
        .into_iter()
        .map(|(url, libraries)| json!({ "url": url, "libraries": libraries }));
    json!({
        "key": description.key,
        "heading": description.heading,
        "tenant_id": tenant.id(),
        "display_name": description.display_name,
        "you_will_see": description.you_will_see,
        "verified_domains": description.verified_domains,
        "invitation_domain": description.domain_to_expect(),
        "account": description.account,
        "system_user": description.system_user,
        "presses": description.presses,
        "user_consent": description.user_consent,
        "own_identity_provider": description.own_identity_provider,
        "sharepoint_host": description.sharepoint_host,
        "sharepoint": description.sharepoint,
        "sharepoint_refuses_with": description.sharepoint_refuses_with,
        "drives_page": description.drives_page,
        "exchange": description.exchange,
        "sites": description.sites,
        "invite_sites": expected.collect::<Vec<_>>(),
        "users": users.collect::<Vec<_>>(),
        "groups": groups.collect::<Vec<_>>(),
        "generated_users": generated_users,
        "generated_groups": generated_groups,
        "policies": description.policies,
        "trusted_places": description.trusted_places,
        "redirect_errors": description.redirect_errors,
        "restricts_guests": description.restricts_guests,
        "gone": description.gone,
        "capital_ids": description.capital_ids,
        "premium": description.premium,
        "directory_delay": tenant.directory_delay.reads(),
        "faults": faults,
        "consent_delay": tenant.consent_delay,
        "consent_spreading": tenant.is_spreading(),
        "service_principal": tenant.installed.as_ref().map(|installed| {
            service_principal(description, installed)
        }),
        "deleted_service_principal": tenant.deleted.as_ref().map(|deleted| deleted.id),
    })
}

fn service_principal(description: &Description, installed: &ServicePrincipal) -> Value {
    let assignments = installed.assigned.iter().map(|entry| {
        let principal = entry.principal.to_string();
        let user = description.find_user(&principal);
        let group = description.find_group(&principal);
        let (kind, name) = match (user, group) {
            (_, Some(group)) => ("Group", Some(&group.display_name)),
            (user, None) => ("User", user.map(|user| &user.display_name)),
        };
        json!({ "id": entry.id, "principal": principal, "kind": kind, "name": name })
    });
    let grants = installed
        .grants
        .iter()
        .map(|grant| json!({ "principal": grant.principal, "scopes": grant.scopes }));
    json!({
        "id": installed.id,
        "account_enabled": installed.account_enabled,
        "app_role_assignment_required": installed.app_role_assignment_required,
        "is_disabled": installed.is_disabled,
        "disabled_by_microsoft": installed.disabled_by_microsoft,
        "delegated": grants.collect::<Vec<_>>(),
        "application": installed.roles.iter().map(|role| &role.name).collect::<Vec<_>>(),
        "assignments": assignments.collect::<Vec<_>>(),
        "assigned": installed.assigned.iter().map(|entry| entry.principal).collect::<Vec<_>>(),
    })
}
