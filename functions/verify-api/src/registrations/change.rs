//! `PATCH /v1/registrations/{registration_id}`: a merge patch (RFC 7396).

use super::{
    sites::{SiteRequest, Sites},
    view::RegistrationView,
};
use crate::{
    answer::{Answer, Failure},
    input::{
        Errors, Operation,
        path::{Ids, RegistrationPath},
    },
};
use app::registrations::{self, Change, Changes};
use deserr::Deserr;
use domain::{
    clock::Clock as _,
    customer::{DomainName, Requester, Site, UserPrincipalName},
};
use jiff::Timestamp;
use utoipa::ToSchema;
use web::problem::Problem;

/// Changes to a registration: what is absent stays, what is null goes.
#[derive(Debug, Deserr, ToSchema)]
#[deserr(error = Errors, deny_unknown_fields)]
pub(crate) struct ChangeRegistration {
    /// The person or team that asks.
    #[deserr(default)]
    #[schema(value_type = Option<String>)]
    requester: Change<Requester>,
    /// When the customer meets support (RFC 3339).
    #[deserr(default)]
    #[schema(value_type = Option<String>, format = "date-time")]
    meeting_at: Change<Timestamp>,
    /// A domain that the customer's Microsoft 365 has verified.
    #[deserr(default)]
    #[schema(value_type = Option<String>)]
    expected_domain: Change<DomainName>,
    /// The sites, all of them.
    #[deserr(default)]
    #[schema(value_type = Option<Vec<SiteRequest>>)]
    sites: Change<Sites>,
    /// The account that Cooperlink is to work with in the background.
    #[deserr(default)]
    #[schema(value_type = Option<String>)]
    system_user: Change<UserPrincipalName>,
}

impl From<ChangeRegistration> for Changes {
    fn from(request: ChangeRegistration) -> Self {
        let sites: Change<Vec<Site>> = match request.sites {
            Change::Keep => Change::Keep,
            Change::Remove => Change::Remove,
            Change::Set(Sites(sites)) => Change::Set(sites),
        };
        Self {
            requester: request.requester,
            meeting_at: request.meeting_at,
            expected_domain: request.expected_domain,
            sites,
            system_user: request.system_user,
        }
    }
}

/// Changes a registration.
///
/// What was seen of the old values is forgotten, and a verification is due at once.
#[utoipa::path(
    patch, path = "/v1/registrations/{registration_id}", tag = "Registrations", params(RegistrationPath),
    request_body(content(
        (ChangeRegistration = "application/merge-patch+json"),
        (ChangeRegistration = "application/json"),
    )),
    responses((status = 200, description = "The registration as it stands now.", body = RegistrationView)),
)]
pub(crate) async fn change_registration(
    operation: Operation,
    Ids(RegistrationPath { registration_id }): Ids<RegistrationPath>,
) -> Result<Answer, Failure> {
    let request: ChangeRegistration = operation.merge_patch()?;
    let changes = request.into();
    let deps = &operation.deps;
    let carried_out = registrations::change(
        &deps.verifier.store,
        &deps.verifier.system_users,
        &deps.interactive_queue,
        (&deps.clock, &deps.random),
        &operation.caller,
        registration_id,
        &changes,
    );
    let loaded = Box::pin(carried_out)
        .await
        .map_err(|error| Problem::from(&error))?;
    Answer::ok(&RegistrationView::of(&loaded, deps.clock.now()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::body::parse;
    use test_case::test_case;

    const NOON: &str = "2026-12-01T12:00:00Z";

    #[test_case("{}", &Change::Keep; "absent")]
    #[test_case(r#"{"meeting_at": null}"#, &Change::Remove; "null")]
    #[test_case(r#"{"meeting_at": "2026-12-01T12:00:00Z"}"#, &Change::Set(NOON.parse().unwrap()); "in UTC")]
    #[test_case(r#"{"meeting_at": "2026-12-01T13:00:00+01:00"}"#, &Change::Set(NOON.parse().unwrap()); "with an offset")]
    fn what_is_absent_stays_and_what_is_null_goes(body: &str, expected: &Change<Timestamp>) {
        let request: ChangeRegistration = parse(body).unwrap();
        let changes = Changes::from(request);
        assert_eq!(&changes.meeting_at, expected);
        assert_eq!(changes.requester, Change::Keep);
    }

    #[test_case(r#"{"meeting_at": "tomorrow"}"#, "/meeting_at", "RFC 3339"; "no time")]
    #[test_case(r#"{"meeting_at": "2026-12-01T12:00:00"}"#, "/meeting_at", "RFC 3339"; "no offset")]
    #[test_case(r#"{"meeting_at": 1796126400}"#, "/meeting_at", "must be a text"; "a number")]
    #[test_case(r#"{"requester": " "}"#, "/requester", "1 to 256 visible characters"; "nobody")]
    #[test_case(r#"{"requester": "Anna\u202e"}"#, "/requester", "1 to 256 visible characters"; "a deceptive character")]
    #[test_case(r#"{"expected_domain": "a@contoso.com"}"#, "/expected_domain", "a domain name such as"; "an address as a domain")]
    #[test_case(r#"{"system_user": "cooperlink"}"#, "/system_user", "a user principal name"; "no account")]
    #[test_case(r#"{"sites": [{"url": "https://contoso.sharepoint.com/portals/hub"}]}"#, "/sites/0/url", "video portal"; "no site")]
    #[test_case(r#"{"sites": [{"url": "https://contoso.sharepoint.com/sites/Home.aspx"}]}"#, "/sites/0/url", "names no site"; "a page in place of a site")]
    #[test_case(r#"{"sites": {}}"#, "/sites", "must be a list"; "no list of sites")]
    #[test_case(r#"{"sites": [["https://contoso.sharepoint.com", []]]}"#, "/sites/0", "must be an object"; "a list for a site")]
    #[test_case(r#"{"sites": [{"url": "https://contoso.sharepoint.com", "library": "Plans"}]}"#, "/sites/0/library", "known are url, libraries"; "a misspelt member of a site")]
    #[test_case(r#"{"customer_id": "4711"}"#, "/customer_id", "is not a member here"; "what cannot be changed")]
    #[test_case(r#"{"a/b~c": 1}"#, "/a~1b~0c", "is not a member here"; "a name that a pointer escapes")]
    #[test_case("[null, null]", "", "must be an object"; "a list")]
    fn t53_anything_else_is_refused(body: &str, pointer: &str, says: &str) {
        let error = parse::<ChangeRegistration>(body).unwrap_err().to_json();
        assert!(
            error.contains(&format!(r#""pointer":"{pointer}""#)),
            "{error}"
        );
        assert!(error.contains(says), "{error}");
    }

    #[test]
    fn t54_a_change_of_sites_has_the_limits_of_a_registration() {
        let site = |number: usize, libraries: usize| {
            let names: Vec<_> = (0..libraries).map(|name| format!("Plans {name}")).collect();
            serde_json::json!({"url": format!("https://contoso.sharepoint.com/sites/p{number}"), "libraries": names})
        };
        let read = |sites: Vec<serde_json::Value>| {
            let body = serde_json::json!({"sites": sites});
            parse::<ChangeRegistration>(&body.to_string())
        };
        let error = read((0..11).map(|number| site(number, 0)).collect()).unwrap_err();
        assert!(error.to_json().contains("10 sites"), "{error:?}");
        let error = read(vec![site(1, 20), site(2, 1)]).unwrap_err();
        assert!(error.to_json().contains("20 libraries"), "{error:?}");
        let most = read((0..10).map(|number| site(number, 2)).collect()).unwrap();
        assert!(matches!(most.sites, Change::Set(Sites(sites)) if sites.len() == 10));
        let none: ChangeRegistration = parse(r#"{"sites": null}"#).unwrap();
        assert_eq!(none.sites, Change::Remove);
    }
}
