//! `POST /v1/registrations`. Unknown members are refused, so that a misspelt one is not silently lost and no member of the
//! server can be set from outside (T53).

use super::{
    metadata::FirstNotes,
    rules::broken_by_new,
    sites::{SiteRequest, Sites},
    view::{RegistrationView, shown_with},
    warnings,
};
use crate::{
    answer::{ApiAnswer, Failure},
    input::{Errors, Operation, idempotency::Subject},
    words::{optional_words, words},
};
use app::host::{
    registrations::{self, NewRegistration},
    repeatable::Repeatable,
};
use deserr::Deserr;
use domain::customer::{
    Customer, CustomerId, CustomerName, DomainName, Language, Plan, Requester, UserPrincipalName,
};
use http::StatusCode;
use jiff::Timestamp;
use std::sync::Arc;
use url::Url;
use utoipa::ToSchema;
use web::problem::Problem;

/// A new registration.
#[derive(Debug, Deserr, ToSchema)]
#[deserr(error = Errors, deny_unknown_fields)]
pub(crate) struct CreateRegistration {
    /// The host app's own name of the customer: 1 to 64 of `A-Z a-z 0-9 . _ : -`. A customer may have several registrations.
    #[schema(value_type = String, min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._:-]{1,64}$", example = "4711")]
    customer_id: CustomerId,
    /// The customer's name as pages show it: 1 to 120 visible characters.
    #[schema(value_type = String, min_length = 1, max_length = 120, example = "Contoso Ltd.")]
    customer_name: CustomerName,
    /// The licence that the customer holds.
    #[schema(schema_with = words::<Plan>)]
    plan: Plan,
    /// A domain that the customer's Microsoft 365 has verified. It pins the tenant: any other needs an approval.
    #[deserr(default)]
    #[schema(value_type = Option<String>, example = "contoso.com")]
    expected_domain: Option<DomainName>,
    /// The language that pages start in: `en`, `fr`, `nl` or `de`; `en` unless given.
    #[deserr(default)]
    #[schema(schema_with = optional_words::<Language>)]
    language: Option<Language>,
    /// The account that Cooperlink is to work with in the background, by its user principal name.
    #[deserr(default)]
    #[schema(value_type = Option<String>, example = "cooperlink@contoso.com")]
    system_user: Option<UserPrincipalName>,
    /// The SharePoint sites that Cooperlink is to work with: at most 10.
    #[deserr(default)]
    #[schema(value_type = Vec<SiteRequest>, required = false, max_items = 10)]
    sites: Sites,
    /// Address that the last page leads back to: an https address below one that the deployment allows.
    #[deserr(default)]
    #[schema(value_type = Option<String>, format = "uri", example = "https://app.example/settings")]
    return_url: Option<Url>,
    /// The person or team that asks, as pages show it: 1 to 256 visible characters.
    #[deserr(default)]
    #[schema(value_type = Option<String>, example = "Anna Peeters, Cooperlink support")]
    requester: Option<Requester>,
    /// Start of the customer's meeting with support (RFC 3339).
    #[deserr(default)]
    #[schema(value_type = Option<String>, format = "date-time", example = "2126-12-01T09:30:00Z")]
    meeting_at: Option<Timestamp>,
    /// The host app's own notes, returned as they came in reads, lists and events: at most 20 names of 1 to 40 of
    /// `A-Z a-z 0-9 _ . -`, each with a text of up to 500 characters. No personal data is asked for.
    #[deserr(default)]
    #[schema(value_type = Option<BTreeMap<String, String>>, example = json!({"account": "4711"}))]
    metadata: FirstNotes,
    /// Whether it is made although the customer has a registration of the same tenant; false unless given: then such a request is refused with
    /// the id of that one.
    #[deserr(default)]
    #[schema(required = false)]
    additional: bool,
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
            sites: request.sites.0,
            return_url: request.return_url,
            requester: request.requester,
            meeting_at: request.meeting_at,
            metadata: request.metadata.0,
            is_additional: request.additional,
        }
    }
}

/// Creates a registration with its first invitation.
///
/// `invitation.url` of the answer is the link to show to the customer's administrator. It is shown once. Where the customer has a
/// registration of this tenant, nothing is created: `existing_registration_id` of the problem `registration-exists` names it.
#[utoipa::path(
    post, path = "/v1/registrations", tag = "Registrations", request_body = CreateRegistration,
    responses((status = 201, description = "Created.", body = RegistrationView)),
)]
pub(crate) async fn create_registration(operation: Operation) -> Result<ApiAnswer, Failure> {
    let reached = operation
        .body::<CreateRegistration>()
        .ok()
        .filter(|request| operation.caller.reaches(&request.customer_id));
    let customer = if let Some(request) = reached {
        request.customer_id
    } else {
        // Refused all the same, with every mistake at once.
        let request: CreateRegistration =
            operation.body_unless(|body| broken_by_new(&operation, body))?;
        request.customer_id
    };
    operation
        .creating(Subject::Customer(&customer), |again| {
            Box::pin(create(&operation, again))
        })
        .await
}

async fn create(operation: &Operation, again: Arc<Repeatable>) -> Result<ApiAnswer, Failure> {
    let request: CreateRegistration =
        operation.body_unless(|body| broken_by_new(operation, body))?;
    let deps = &operation.deps;
    let new = NewRegistration::from(request);
    let domain = new.expected_domain.clone();
    let created = registrations::create(
        &deps.verifier.store,
        again.machine(),
        &operation.caller,
        new,
        &deps.return_url_prefixes,
    );
    let (created, warnings) = tokio::join!(
        created,
        warnings::of_domain(&deps.verifier.reader, domain.as_ref())
    );
    let (loaded, issued) = created.map_err(|error| Problem::from(&error))?;
    let answer = shown_with(StatusCode::CREATED, &loaded, deps, |view, now| {
        view.with_invitation(&issued, &deps.public_base_url, now)
            .with_warnings(warnings)
    })?;
    Ok(answer.with_allowance(&issued.allowance))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::body;

    #[test]
    fn t53_t54_fuzzed_bodies_are_taken_only_within_their_limits() {
        let few = r#"{"customer_id":"4711","customer_name":"Contoso","plan":"BOOST"}"#;
        let all = r#"{"customer_id":"4711","customer_name":"Contoso","plan":"EMPOWER","expected_domain":"contoso.example",
            "language":"fr","system_user":"cooperlink@contoso.example","sites":[{"url":
            "https://contoso.sharepoint.com/sites/projects","libraries":["Documents"]}],"return_url":"https://app.example/",
            "requester":"Anna","meeting_at":"2026-12-01T12:00:00Z","metadata":{"crm":"1"},"additional":true}"#;
        fuzz::text("API body", &[few, all], |text| {
            let Ok(request) = body::parse::<CreateRegistration>(text) else {
                return false;
            };
            let value: serde_json::Value = serde_json::from_str(text).unwrap();
            assert!(value.is_object());
            assert_eq!(value["customer_id"], request.customer_id.as_str());
            assert!(request.sites.0.len() <= 10);
            for (site, sent) in request
                .sites
                .0
                .iter()
                .zip(value["sites"].as_array().into_iter().flatten())
            {
                assert!(sent.is_object() && site.url.host().contains(".sharepoint"));
            }
            true
        });
    }
}
