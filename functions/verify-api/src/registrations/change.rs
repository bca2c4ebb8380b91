//! `PATCH /v1/registrations/{registration_id}`: a merge patch (RFC 7396).

use super::{
    metadata::Notes,
    rules::broken_by_change,
    sites::{SiteRequest, Sites},
    view::{RegistrationView, shown_with},
    warnings,
};
use crate::{
    answer::{ApiAnswer, Failure, conditions},
    input::{
        Errors, Operation,
        path::{PathIds, RegistrationPath},
    },
    words::{optional_words, words},
};
use app::host::registrations::{self, AskedChange, Changes, ValueChange};
use deserr::{Deserr, IntoValue, Value, ValuePointerRef};
use domain::customer::{
    CustomerName, DomainName, Language, Plan, Requester, Site, UserPrincipalName,
};
use http::StatusCode;
use jiff::Timestamp;
use url::Url;
use utoipa::ToSchema;
use web::problem::Problem;

/// Changes to a registration: an absent member keeps its value, null removes it.
#[derive(Debug, Deserr, ToSchema)]
#[deserr(error = Errors, deny_unknown_fields)]
pub(crate) struct ChangeRegistration {
    /// The customer's name as pages show it: 1 to 120 visible characters; it cannot be removed.
    #[deserr(default)]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 120)]
    customer_name: Given<CustomerName>,
    /// The licence that the customer holds; it cannot be removed.
    #[deserr(default)]
    #[schema(schema_with = words::<Plan>, required = false)]
    plan: Given<Plan>,
    /// The language that pages start in; `en` where it is null.
    #[deserr(default)]
    #[schema(schema_with = optional_words::<Language>, required = false)]
    language: ValueChange<Language>,
    /// Address that the last page leads back to: an https address below one that the deployment allows.
    #[deserr(default)]
    #[schema(value_type = Option<String>, format = "uri")]
    return_url: ValueChange<Url>,
    /// The host app's own notes: each is changed by itself, and null removes one, or all. At most 20 names of 1 to 40 of
    /// `A-Z a-z 0-9 _ . -`, each with a text of up to 500 characters. No personal data is asked for.
    #[deserr(default)]
    #[schema(value_type = Option<BTreeMap<String, Option<String>>>, example = json!({"account": "4711"}))]
    metadata: ValueChange<Notes>,
    /// The person or team that asks, as pages show it: 1 to 256 visible characters.
    #[deserr(default)]
    #[schema(value_type = Option<String>, example = "Anna Peeters, Cooperlink support")]
    requester: ValueChange<Requester>,
    /// Start of the customer's meeting with support (RFC 3339).
    #[deserr(default)]
    #[schema(value_type = Option<String>, format = "date-time")]
    meeting_at: ValueChange<Timestamp>,
    /// A domain that the customer's Microsoft 365 has verified. It pins the tenant: any other needs an approval.
    #[deserr(default)]
    #[schema(value_type = Option<String>)]
    expected_domain: ValueChange<DomainName>,
    /// Whether that domain is taken although the customer has another registration of the same tenant; false unless given: then
    /// such a change is refused with the id of that one.
    #[deserr(default)]
    #[schema(required = false)]
    additional: bool,
    /// The SharePoint sites, all of them: at most 10.
    #[deserr(default)]
    #[schema(value_type = Option<Vec<SiteRequest>>, max_items = 10)]
    sites: ValueChange<Sites>,
    /// The account that Cooperlink is to work with in the background, by its user principal name.
    #[deserr(default)]
    #[schema(value_type = Option<String>)]
    system_user: ValueChange<UserPrincipalName>,
}

impl From<ChangeRegistration> for Changes {
    fn from(request: ChangeRegistration) -> Self {
        let sites: ValueChange<Vec<Site>> = match request.sites {
            ValueChange::Keep => ValueChange::Keep,
            ValueChange::Remove => ValueChange::Remove,
            ValueChange::Set(Sites(sites)) => ValueChange::Set(sites),
        };
        Self {
            customer_name: request.customer_name.0,
            plan: request.plan.0,
            language: request.language,
            return_url: request.return_url,
            metadata: match request.metadata {
                ValueChange::Keep => ValueChange::Keep,
                ValueChange::Remove => ValueChange::Remove,
                ValueChange::Set(Notes(patch)) => ValueChange::Set(patch),
            },
            requester: request.requester,
            meeting_at: request.meeting_at,
            expected_domain: request.expected_domain,
            is_additional: request.additional,
            sites,
            system_user: request.system_user,
        }
    }
}

/// A member that is absent or has a value.
#[derive(Debug)]
struct Given<T>(Option<T>);

impl<T> Default for Given<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Deserr<Errors>> Deserr<Errors> for Given<T> {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef<'_>,
    ) -> Result<Self, Errors> {
        T::deserialize_from_value(value, location).map(|value| Self(Some(value)))
    }
}

/// Changes a registration.
///
/// Answers about the old values are forgotten, and a verification is due at once. Changes of others meanwhile stay. With
/// `If-Match` it is changed only in the version whose `ETag` is given. The domain of another registration of the customer is
/// refused (`registration-exists`), as in a creation.
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
    PathIds(RegistrationPath { registration_id }): PathIds<RegistrationPath>,
) -> Result<ApiAnswer, Failure> {
    let request: ChangeRegistration =
        operation.merge_patch_unless(|body| broken_by_change(&operation, body))?;
    let changes = Changes::from(request);
    let versions = conditions::versions(&operation.request)?;
    let deps = &operation.deps;
    let domain = match &changes.expected_domain {
        ValueChange::Set(domain) => Some(domain),
        ValueChange::Keep | ValueChange::Remove => None,
    };
    let carried_out = registrations::change(
        &deps.verifier.store,
        &deps.verifier.system_users,
        &deps.interactive_queue,
        deps.machine(),
        &operation.caller,
        AskedChange {
            id: registration_id,
            seen: versions.of(registration_id).seen,
            changes: &changes,
            return_prefixes: &deps.return_url_prefixes,
        },
    );
    let (loaded, warnings) = tokio::join!(
        Box::pin(carried_out),
        warnings::of_domain(&deps.verifier.reader, domain)
    );
    let loaded = loaded.map_err(|error| Problem::from(&error))?;
    let add = |view: RegistrationView, _| view.with_warnings(warnings);
    shown_with(StatusCode::OK, &loaded, deps, add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::body::parse;
    use test_case::test_case;

    const NOON: &str = "2026-12-01T12:00:00Z";

    #[test_case("{}", &ValueChange::Keep; "absent")]
    #[test_case(r#"{"meeting_at": null}"#, &ValueChange::Remove; "null")]
    #[test_case(r#"{"meeting_at": "2026-12-01T12:00:00Z"}"#, &ValueChange::Set(NOON.parse().unwrap()); "in UTC")]
    #[test_case(r#"{"meeting_at": "2026-12-01T13:00:00+01:00"}"#, &ValueChange::Set(NOON.parse().unwrap()); "with an offset")]
    fn what_is_absent_stays_and_what_is_null_goes(body: &str, expected: &ValueChange<Timestamp>) {
        let request: ChangeRegistration = parse(body).unwrap();
        let changes = Changes::from(request);
        assert_eq!(&changes.meeting_at, expected);
        assert_eq!(changes.requester, ValueChange::Keep);
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
    #[test_case(r#"{"customer_name": null}"#, "/customer_name", "must be a text"; "no name")]
    #[test_case(r#"{"plan": null}"#, "/plan", "must be a text"; "no plan")]
    #[test_case(r#"{"plan": "GOLD"}"#, "/plan", "must be one of BOOST, EMPOWER"; "an unknown plan")]
    #[test_case(r#"{"language": "it"}"#, "/language", "must be one of en, fr, nl, de"; "an unknown language")]
    #[test_case(r#"{"return_url": "app"}"#, "/return_url", "must be an https URL"; "no address")]
    #[test_case(r#"{"metadata": {"a b": "1"}}"#, "/metadata/a b", "1 to 40 of the characters"; "a note under no name")]
    #[test_case(r#"{"metadata": {"a": 1}}"#, "/metadata/a", "must be a text"; "a number as a note")]
    #[test_case(r#"{"metadata": []}"#, "/metadata", "must be an object"; "a list of notes")]
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
    fn every_value_is_read_as_it_was_given() {
        let body = r#"{"customer_name": "Contoso Engineers", "plan": "EMPOWER", "language": "fr", "additional": true,
            "return_url": "https://app.example/back/", "metadata": {"crm": "4711", "old": null}}"#;
        let changes = Changes::from(parse::<ChangeRegistration>(body).unwrap());
        assert_eq!(changes.customer_name.unwrap().as_str(), "Contoso Engineers");
        assert_eq!(changes.plan, Some(Plan::Empower));
        assert!(changes.is_additional);
        assert_eq!(changes.language, ValueChange::Set(Language::Fr));
        assert!(matches!(changes.return_url, ValueChange::Set(url) if url.path() == "/back/"));
        let ValueChange::Set(patch) = changes.metadata else {
            panic!("no notes")
        };
        let values: Vec<_> = patch.values().map(Option::is_some).collect();
        assert_eq!(values, [true, false]);
        let removed = r#"{"language": null, "return_url": null, "metadata": null}"#;
        let changes = Changes::from(parse::<ChangeRegistration>(removed).unwrap());
        assert_eq!(changes.language, ValueChange::Remove);
        assert_eq!(changes.return_url, ValueChange::Remove);
        assert_eq!(changes.metadata, ValueChange::Remove);
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
        assert!(matches!(most.sites, ValueChange::Set(Sites(sites)) if sites.len() == 10));
        let none: ChangeRegistration = parse(r#"{"sites": null}"#).unwrap();
        assert_eq!(none.sites, ValueChange::Remove);
    }
}
