//! Bodies the host app sends. Unknown fields are refused, so that a misspelt one is not silently lost and no server field
//! can be set from outside (`security.md` T53).

use app::registrations::{Change, Changes, NewRegistration};
use domain::{
    customer::{
        Customer, CustomerId, CustomerName, DomainName, Language, LibraryName, Metadata, Plan,
        Requester, Site, UserPrincipalName,
    },
    ids::TenantId,
    invitation::Purpose,
    site_address::SiteAddress,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
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
    sites: Vec<Site>,
    #[serde(default, deserialize_with = "return_url")]
    return_url: Option<Url>,
    #[serde(default)]
    requester: Option<Requester>,
    #[serde(default, deserialize_with = "instant")]
    meeting_at: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteRequest {
    #[serde(deserialize_with = "pasted")]
    url: SiteAddress,
    #[serde(default)]
    libraries: Vec<LibraryName>,
}

/// An address as people paste it.
fn pasted<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SiteAddress, D::Error> {
    SiteAddress::try_from(String::deserialize(deserializer)?).map_err(de::Error::custom)
}

impl From<SiteRequest> for Site {
    fn from(request: SiteRequest) -> Self {
        Self {
            url: request.url,
            libraries: request.libraries,
        }
    }
}

fn sites<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Site>, D::Error> {
    within_limits(Vec::deserialize(deserializer)?)
}

fn within_limits<E: de::Error>(sites: Vec<SiteRequest>) -> Result<Vec<Site>, E> {
    if sites.len() > MOST_SITES {
        return Err(E::custom(format_args!("at most {MOST_SITES} sites")));
    }
    if sites.iter().map(|site| site.libraries.len()).sum::<usize>() > MOST_LIBRARIES {
        return Err(E::custom(format_args!(
            "at most {MOST_LIBRARIES} libraries in all"
        )));
    }
    Ok(sites.into_iter().map(Site::from).collect())
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

/// An instant of this age as RFC 3339 writes it, with its offset from UTC: what calendars can hold.
fn instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| text.parse().ok().filter(is_of_this_age).ok_or(NO_INSTANT))
        .transpose()
        .map_err(de::Error::custom)
}

fn is_of_this_age(at: &Timestamp) -> bool {
    (2000..3000).contains(&at.to_zoned(TimeZone::UTC).year())
}

const NO_INSTANT: &str = "must be a time such as 2026-12-01T09:30:00Z (RFC 3339)";

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
            sites: request.sites,
            return_url: request.return_url,
            requester: request.requester,
            meeting_at: request.meeting_at,
            metadata: Metadata::default(),
            is_additional: false,
        }
    }
}

/// `PATCH /v1/registrations/{id}`: what is absent stays, what is null goes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeRegistration {
    #[serde(default, deserialize_with = "change")]
    requester: Change<Requester>,
    #[serde(default, deserialize_with = "change_of_instant")]
    meeting_at: Change<Timestamp>,
    #[serde(default, deserialize_with = "change")]
    expected_domain: Change<DomainName>,
    #[serde(default, deserialize_with = "change_of_sites")]
    sites: Change<Vec<Site>>,
    #[serde(default, deserialize_with = "change")]
    system_user: Change<UserPrincipalName>,
}

fn change_of_sites<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Change<Vec<Site>>, D::Error> {
    let sites = Option::<Vec<SiteRequest>>::deserialize(deserializer)?;
    sites.map(within_limits).transpose().map(given)
}

fn change<'de, D, T>(deserializer: D) -> Result<Change<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(given)
}

fn change_of_instant<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Change<Timestamp>, D::Error> {
    instant(deserializer).map(given)
}

fn given<T>(value: Option<T>) -> Change<T> {
    value.map_or(Change::Remove, Change::Set)
}

impl From<ChangeRegistration> for Changes {
    fn from(request: ChangeRegistration) -> Self {
        Self {
            requester: request.requester,
            meeting_at: request.meeting_at,
            expected_domain: request.expected_domain,
            sites: request.sites,
            system_user: request.system_user,
            ..Self::default()
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

/// The tenant that is agreed to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Approval {
    pub(crate) tenant_id: TenantId,
}

/// The tenant that is refused; without it, the one that consented.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Agreement {
    #[serde(default)]
    pub(crate) tenant_id: Option<TenantId>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    const NOON: &str = "2026-12-01T12:00:00Z";

    #[test_case("{}", &Change::Keep; "absent")]
    #[test_case(r#"{"meeting_at": null}"#, &Change::Remove; "null")]
    #[test_case(r#"{"meeting_at": "2026-12-01T12:00:00Z"}"#, &Change::Set(NOON.parse().unwrap()); "in UTC")]
    #[test_case(r#"{"meeting_at": "2026-12-01T13:00:00+01:00"}"#, &Change::Set(NOON.parse().unwrap()); "with an offset")]
    fn what_is_absent_stays_and_what_is_null_goes(body: &str, expected: &Change<Timestamp>) {
        let request: ChangeRegistration = serde_json::from_str(body).unwrap();
        let changes = Changes::from(request);
        assert_eq!(&changes.meeting_at, expected);
        assert_eq!(changes.requester, Change::Keep);
    }

    #[test_case(r#"{"meeting_at": "tomorrow"}"#, "RFC 3339"; "no time")]
    #[test_case(r#"{"meeting_at": "2026-12-01T12:00:00"}"#, "RFC 3339"; "no offset")]
    #[test_case(r#"{"meeting_at": 1796126400}"#, "string"; "a number")]
    #[test_case(r#"{"requester": " "}"#, "1 to 256 visible characters"; "nobody")]
    #[test_case(r#"{"requester": "Anna\u202e"}"#, "1 to 256 visible characters"; "a deceptive character")]
    #[test_case(r#"{"expected_domain": "https://contoso.com"}"#, "a domain name such as"; "an address as a domain")]
    #[test_case(r#"{"system_user": "cooperlink"}"#, "a user principal name"; "no account")]
    #[test_case(r#"{"sites": [{"url": "https://contoso.sharepoint.com/portals/hub"}]}"#, "video portal"; "no site")]
    #[test_case(r#"{"sites": [{"url": "https://contoso.sharepoint.com/sites/Home.aspx"}]}"#, "names no site"; "a page in place of a site")]
    #[test_case(r#"{"sites": {}}"#, "a sequence"; "no list of sites")]
    #[test_case(r#"{"sites": [{"url": "https://contoso.sharepoint.com", "library": "Plans"}]}"#, "unknown field"; "a misspelt member of a site")]
    #[test_case(r#"{"customer_name": "Contoso"}"#, "unknown field"; "what cannot be changed")]
    fn t53_anything_else_is_refused(body: &str, says: &str) {
        let error = serde_json::from_str::<ChangeRegistration>(body).unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
    }

    #[test]
    fn t54_a_change_of_sites_has_the_limits_of_a_registration() {
        let site = |number: usize, libraries: usize| {
            let names: Vec<_> = (0..libraries).map(|name| format!("Plans {name}")).collect();
            serde_json::json!({"url": format!("https://contoso.sharepoint.com/sites/p{number}"), "libraries": names})
        };
        let parse = |sites: Vec<serde_json::Value>| {
            let body = serde_json::json!({"sites": sites});
            serde_json::from_value::<ChangeRegistration>(body)
        };
        let error = parse((0..11).map(|number| site(number, 0)).collect()).unwrap_err();
        assert!(error.to_string().contains("10 sites"), "{error}");
        let error = parse(vec![site(1, 20), site(2, 1)]).unwrap_err();
        assert!(error.to_string().contains("20 libraries"), "{error}");
        let most = parse((0..10).map(|number| site(number, 2)).collect()).unwrap();
        assert!(matches!(most.sites, Change::Set(sites) if sites.len() == 10));
        let none: ChangeRegistration = serde_json::from_str(r#"{"sites": null}"#).unwrap();
        assert_eq!(none.sites, Change::Remove);
    }

    #[test]
    fn t53_t54_fuzzed_bodies_are_taken_only_within_their_limits() {
        let few = r#"{"customer_id":"4711","customer_name":"Contoso","plan":"BOOST"}"#;
        let all = r#"{"customer_id":"4711","customer_name":"Contoso","plan":"EMPOWER","expected_domain":"contoso.example",
            "language":"fr","system_user":"cooperlink@contoso.example","sites":[{"url":
            "https://contoso.sharepoint.com/sites/projects","libraries":["Documents"]}],"return_url":"https://app.example/",
            "requester":"Anna","meeting_at":"2026-12-01T12:00:00Z"}"#;
        fuzz::bytes("API body", &[few.as_bytes(), all.as_bytes()], |body| {
            let Ok(request) = strict_json::parse::<CreateRegistration>(body) else {
                return false;
            };
            let value: serde_json::Value = serde_json::from_slice(body).unwrap();
            assert!(value.is_object());
            assert_eq!(value["customer_id"], request.customer_id.as_str());
            assert!(request.sites.len() <= MOST_SITES);
            assert!(request.meeting_at.as_ref().is_none_or(is_of_this_age));
            for (site, sent) in request
                .sites
                .iter()
                .zip(value["sites"].as_array().into_iter().flatten())
            {
                assert!(sent.is_object() && site.url.host().contains(".sharepoint"));
            }
            true
        });
    }
}
