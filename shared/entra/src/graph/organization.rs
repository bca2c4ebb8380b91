//! The tenant's organisation, as any token of a person shows it.
//! <https://learn.microsoft.com/en-us/graph/api/organization-list>

use super::{Unread, batch::Part, reading::Reading};
use domain::{
    ids::TenantId,
    verification::{
        facts::{Evidence, Organization},
        verdict::Unobserved,
    },
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Organizations {
    value: Vec<OrganizationBody>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OrganizationBody {
    id: TenantId,
    display_name: Option<String>,
    verified_domains: Vec<VerifiedDomain>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VerifiedDomain {
    name: String,
    is_default: Option<bool>,
}

/// The organisation with its names for display.
pub(super) struct OrganizationNames {
    pub(super) facts: Organization,
    pub(super) display_name: Option<String>,
    pub(super) default_domain: Option<String>,
}

/// Part of a batch that reads it.
pub(super) fn part(id: &'static str) -> Part {
    Part::get(
        id,
        "/organization",
        "?$select=id,displayName,verifiedDomains",
    )
}

/// Organisation from the reading of that part. A token sees exactly one organisation; any other number makes it unread.
pub(super) fn read(reading: Reading) -> Result<(OrganizationNames, Evidence), Unread> {
    let (organizations, evidence) = reading.typed::<Organizations>()?;
    let [body] = <[OrganizationBody; 1]>::try_from(organizations.value)
        .map_err(|_| Unread::new(Unobserved::Unreadable, evidence.clone()))?;
    let default_domain = body
        .verified_domains
        .iter()
        .find(|domain| domain.is_default == Some(true))
        .map(|domain| domain.name.to_ascii_lowercase());
    let facts = Organization {
        id: body.id,
        verified_domains: body
            .verified_domains
            .iter()
            .map(|domain| domain.name.to_ascii_lowercase())
            .collect(),
    };
    Ok((
        OrganizationNames {
            facts,
            display_name: body.display_name,
            default_domain,
        },
        evidence,
    ))
}
