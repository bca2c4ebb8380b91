//! Bodies the host app sends. Unknown fields are refused, so that a misspelt one is not silently lost and no server field
//! can be set from outside (`security.md` T53).

use app::registrations::NewRegistration;
use domain::{
    customer::{
        Customer, CustomerId, CustomerName, DomainName, Language, LibraryName, Plan, Site,
        UserPrincipalName,
    },
    invitation::Purpose,
    site_address::SiteAddress,
};
use jiff::SignedDuration;
use serde::{Deserialize, Deserializer, de};
use url::Url;

/// At most so many sites a registration.
const MOST_SITES: usize = 10;
/// At most so many libraries over all sites.
const MOST_LIBRARIES: usize = 20;

/// `POST /v1/registrations`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateRegistration {
    customer_id: CustomerId,
    customer_name: CustomerName,
    plan: Plan,
    #[serde(default)]
    expected_domain: Option<DomainName>,
    #[serde(default)]
    language: Option<Language>,
    #[serde(default)]
    system_user: Option<UserPrincipalName>,
    #[serde(default, deserialize_with = "sites")]
    sites: Vec<SiteRequest>,
    #[serde(default, deserialize_with = "return_url")]
    return_url: Option<Url>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteRequest {
    url: SiteAddress,
    #[serde(default)]
    libraries: Vec<LibraryName>,
}

fn sites<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<SiteRequest>, D::Error> {
    let sites = Vec::<SiteRequest>::deserialize(deserializer)?;
    if sites.len() > MOST_SITES {
        return Err(de::Error::custom(format_args!(
            "at most {MOST_SITES} sites"
        )));
    }
    if sites.iter().map(|site| site.libraries.len()).sum::<usize>() > MOST_LIBRARIES {
        return Err(de::Error::custom(format_args!(
            "at most {MOST_LIBRARIES} libraries in all"
        )));
    }
    Ok(sites)
}

fn return_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Url>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else {
        return Ok(None);
    };
    if text.len() > 2000 {
        return Err(de::Error::custom("must be at most 2000 characters"));
    }
    Url::parse(&text)
        .map(Some)
        .map_err(|_| de::Error::custom("must be an https URL"))
}

impl From<CreateRegistration> for NewRegistration {
    fn from(request: CreateRegistration) -> Self {
        Self {
            customer: Customer {
                id: request.customer_id,
                name: request.customer_name,
                plan: request.plan,
            },
            expected_domain: request.expected_domain,
            language: request.language.unwrap_or(Language::En),
            system_user: request.system_user,
            sites: request
                .sites
                .into_iter()
                .map(|site| Site {
                    url: site.url,
                    libraries: site.libraries,
                })
                .collect(),
            return_url: request.return_url,
        }
    }
}

/// `POST /v1/registrations/{id}/invitations`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateInvitation {
    /// What the holder of the link may do.
    pub(crate) purpose: Purpose,
    /// Days until the link ends, 1 to 90; 14 unless given.
    #[serde(default, deserialize_with = "days")]
    pub(crate) expires_in_days: Option<SignedDuration>,
}

fn days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SignedDuration>, D::Error> {
    match Option::<u8>::deserialize(deserializer)? {
        None => Ok(None),
        Some(days) if (1..=90).contains(&days) => {
            Ok(Some(SignedDuration::from_hours(24 * i64::from(days))))
        }
        Some(_) => Err(de::Error::custom("must be 1 to 90")),
    }
}

/// A body with nothing in it: `{}` or no body at all.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Empty {}
