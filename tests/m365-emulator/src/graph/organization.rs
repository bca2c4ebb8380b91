//! `/organization`.
//!
//! Source: <https://learn.microsoft.com/en-us/graph/api/organization-list>.

use serde_json::{Value, json};

use super::answer::Answer;
use super::call::Call;
use super::query::Query;
use crate::user::UserType;
use crate::world::World;

/// `GET /organization`. With `User.Read` alone only `id`, `displayName` and `verifiedDomains` have values.
///
/// # Errors
///
/// 403 without a permission, and for a guest if the tenant restricts guests; 404 for a partner, who is not in the directory.
pub(crate) fn list(
    world: &mut World,
    call: &Call<'_>,
    query: &Query<'_>,
) -> Result<Answer, Answer> {
    let everything = call.caller.has(&[
        "Organization.Read.All",
        "Organization.ReadWrite.All",
        "Directory.Read.All",
        "Directory.ReadWrite.All",
    ]);
    let basics = call.caller.user.is_some()
        && call.caller.has(&[
            "User.Read",
            "User.Read.All",
            "User.ReadWrite",
            "User.ReadWrite.All",
        ]);
    if !everything && !basics {
        return Err(Answer::denied());
    }
    let tenant = world
        .tenant(call.caller.tenant)
        .ok_or_else(Answer::denied)?;
    let description = &tenant.description;
    let user = call.caller.user.map(|id| id.to_string());
    let user = user.and_then(|id| description.find_user(&id));
    match user.map(|user| user.user_type) {
        Some(UserType::Guest) if description.restricts_guests => return Err(Answer::denied()),
        Some(UserType::Partner) => return Err(Answer::not_found(&tenant.id().to_string())),
        Some(UserType::Guest | UserType::Member) | None => {}
    }
    let domains = description
        .verified_domains
        .iter()
        .enumerate()
        .map(|(index, name)| {
            json!({
                "capabilities": "Email, OfficeCommunicationsOnline",
                "isDefault": index == 0,
                "isInitial": index + 1 == description.verified_domains.len(),
                "name": name,
                "type": if description.own_identity_provider { "Federated" } else { "Managed" },
            })
        });
    let only_with = |value: Value| if everything { value } else { Value::Null };
    let mut organization = json!({
        "id": tenant.id().to_string(),
        "deletedDateTime": null,
        "displayName": description.display_name,
        "verifiedDomains": domains.collect::<Vec<_>>(),
        "countryLetterCode": only_with(json!("CH")),
        "preferredLanguage": only_with(json!("en")),
        "tenantType": only_with(json!("AAD")),
    });
    if everything {
        let exchange = plan("exchange", "9aaf7827-d63c-4b61-89c3-182f06f82e5c");
        let sharepoint = plan("SharePoint", "c7699d2e-19aa-44de-8edf-1736da088ca1");
        let plans = [
            description.exchange.then_some(exchange),
            description.sharepoint.then_some(sharepoint),
        ];
        organization["assignedPlans"] = plans.into_iter().flatten().collect();
    }
    query
        .page("organization", vec![organization], &[])
        .map(Answer::ok)
}

fn plan(service: &str, id: &str) -> Value {
    json!({
        "assignedDateTime": "2026-01-05T08:00:00Z",
        "capabilityStatus": "Enabled",
        "service": service,
        "servicePlanId": id,
    })
}
