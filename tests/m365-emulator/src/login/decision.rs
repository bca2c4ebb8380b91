//! Obstacles between a signed-in person and the code for the application.

use std::collections::BTreeSet;

use super::authority::{Authority, gone};
use super::interaction::{Authorize, Person, Prompt};
use crate::aadsts::Aadsts;
use crate::permission::find_scope;
use crate::tenant::{CONSUMER_TENANT, UserConsent};
use crate::user::{User, UserType};
use crate::world::World;

/// Roles that may consent to all permissions
/// (<https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/grant-admin-consent>).
const ANYTHING: [&str; 2] = ["Global Administrator", "Privileged Role Administrator"];
/// Roles that may consent to all permissions except application permissions of Microsoft Graph (same page).
const NO_GRAPH_APP_ROLES: [&str; 2] = [
    "Application Administrator",
    "Cloud Application Administrator",
];

/// Reason why there is no code yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// Microsoft keeps the person on its own page.
    Stop(Aadsts),
    /// The person has to consent to these scopes.
    Consent(BTreeSet<String>),
    /// An administrator has to consent.
    NeedsAdministrator,
}

/// Whether a person with these roles may grant permissions for the whole tenant.
pub(crate) fn may_consent_for_tenant(user: &User, with_app_roles: bool) -> bool {
    user.holds(&ANYTHING) || (!with_app_roles && user.holds(&NO_GRAPH_APP_ROLES))
}

/// Whether the consent page offers "Consent on behalf of your organization": Global Administrators only
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/application-consent-experience>).
pub(crate) fn may_extend_to_tenant(user: &User) -> bool {
    user.holds(&["Global Administrator"])
}

/// Finds the account and checks that it may sign in under this authority.
///
/// # Errors
///
/// AADSTS50020 for an account of another tenant, AADSTS50057 for a disabled one, AADSTS90099 for a partner's before the
/// tenant-wide consent (<https://learn.microsoft.com/en-us/partner-center/developer/control-panel-vendor-apis>).
pub(crate) fn admit(
    world: &mut World,
    authority: Authority,
    person: Person,
) -> Result<User, Aadsts> {
    if let Some(error) = gone(world, person.tenant) {
        return Err(error);
    }
    let asked = authority
        .tenant()
        .and_then(|id| world.tenant(id))
        .map(|tenant| tenant.description.display_name.clone());
    let (app, client) = (world.app.display_name.clone(), world.app.client_id);
    let tenant = world
        .tenant(person.tenant)
        .ok_or_else(|| Aadsts::unknown_tenant(&person.tenant.to_string()))?;
    let user = tenant
        .description
        .find_user(&person.user.to_string())
        .cloned();
    let grants = tenant.installed.iter().flat_map(|app| &app.grants);
    let has_consent = grants.into_iter().any(|grant| grant.principal.is_none());
    let user = user.ok_or_else(|| {
        Aadsts::new(
            50034,
            "invalid_grant",
            "The user account does not exist in the directory.",
        )
    })?;
    if let Some(asked) = asked.filter(|_| !authority.admits(person.tenant)) {
        let text = format!(
            "User account '{}' from identity provider 'https://sts.windows.net/{}/' does not exist in tenant '{asked}' \
             and cannot access the application '{app}' in that tenant. The account needs to be added as an external \
             user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.",
            user.user_principal_name, person.tenant
        );
        return Err(Aadsts::new(50020, "invalid_grant", text));
    }
    if !user.account_enabled {
        return Err(Aadsts::new(
            50057,
            "invalid_grant",
            "The user account is disabled.",
        ));
    }
    if user.user_type == UserType::Partner && !has_consent {
        let text = format!(
            "The application '{client}' ({app}) has not been authorized in the tenant '{}'. Applications must be \
             authorized to access the external tenant before partner delegated administrators can use them.",
            person.tenant
        );
        return Err(Aadsts::new(90099, "invalid_grant", text));
    }
    Ok(user)
}

/// Obstacle to this request for this person; `None` if there is none.
pub(crate) fn obstacle(
    world: &mut World,
    authority: Authority,
    person: Person,
    request: &Authorize,
    consented_just_now: bool,
) -> Option<Obstacle> {
    let user = match admit(world, authority, person) {
        Ok(user) => user,
        Err(error) => return Some(Obstacle::Stop(error)),
    };
    let declared = world.app.declared.delegated.clone();
    let tenant = world.tenant(person.tenant)?;
    let missing = missing_scopes(&tenant.scopes_of(user.id), &declared, request);
    if let Some(installed) = &tenant.installed {
        if !installed.is_usable() {
            let text = "The application is disabled.";
            return Some(Obstacle::Stop(Aadsts::new(
                7_000_112,
                "unauthorized_client",
                text,
            )));
        }
        if installed.app_role_assignment_required {
            if !missing.is_empty() && !may_consent_for_tenant(&user, false) {
                return Some(Obstacle::NeedsAdministrator);
            }
            if !tenant.admits(&user) {
                return Some(Obstacle::Stop(not_assigned(&user)));
            }
        }
    }
    let ask_again = request.prompt == Prompt::Consent && !consented_just_now;
    if missing.is_empty() && !ask_again {
        return None;
    }
    let asked = if missing.is_empty() {
        wanted_scopes(&declared, request)
    } else {
        missing
    };
    let setting = tenant.description.user_consent;
    if person.tenant == CONSUMER_TENANT || may_consent(&user, setting, &asked) {
        return Some(Obstacle::Consent(asked));
    }
    Some(Obstacle::NeedsAdministrator)
}

/// AADSTS50105, which is shown to the person, and becomes `interaction_required` with `prompt=none`
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/reference-breaking-changes>).
fn not_assigned(user: &User) -> Aadsts {
    let text = format!(
        "Your administrator has configured the application to block users unless they are specifically granted \
         ('assigned') access to the application. The signed in user '{}' is blocked because they are not a direct \
         member of a group with access, nor had access directly assigned by an administrator. Please contact your \
         administrator to assign access to this application.",
        user.user_principal_name
    );
    Aadsts::new(50105, "interaction_required", text)
}

fn missing_scopes(
    granted: &BTreeSet<String>,
    declared: &BTreeSet<String>,
    request: &Authorize,
) -> BTreeSet<String> {
    // `.default` asks for nothing new once anything was granted
    // (https://learn.microsoft.com/en-us/entra/identity-platform/scopes-oidc).
    if !granted.is_empty() && (request.scopes.default || request.scopes.named.is_empty()) {
        return BTreeSet::new();
    }
    wanted_scopes(declared, request)
        .difference(granted)
        .cloned()
        .collect()
}

fn wanted_scopes(declared: &BTreeSet<String>, request: &Authorize) -> BTreeSet<String> {
    let scopes = &request.scopes;
    if scopes.default {
        return declared.clone();
    }
    let mut wanted = scopes.named.clone();
    if wanted.is_empty() {
        wanted.extend(scopes.openid.iter().cloned());
    }
    wanted
}

fn may_consent(user: &User, setting: UserConsent, scopes: &BTreeSet<String>) -> bool {
    const LOW_IMPACT: [&str; 5] = ["User.Read", "openid", "profile", "email", "offline_access"];
    let needs_administrator = |name: &String| {
        find_scope(name).is_none_or(|(_, form)| form.admin_consent_required == Some(true))
    };
    may_consent_for_tenant(user, false)
        || match setting {
            UserConsent::Off => false,
            UserConsent::LowImpact => scopes
                .iter()
                .all(|name| LOW_IMPACT.contains(&name.as_str())),
            UserConsent::All => !scopes.iter().any(needs_administrator),
        }
}
