//! Probable mistakes in a request that was carried out all the same.

use crate::words::{WarningCode, open_words};
use app::{host::domain_lookup, verify::read_tenant::TenantReader};
use domain::customer::DomainName;
use serde::Serialize;
use utoipa::ToSchema;

/// Something that is probably a mistake.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Warning)]
pub(crate) struct WarningView {
    /// `domain_unknown`. New codes may appear.
    #[schema(schema_with = open_words::<WarningCode>)]
    code: &'static str,
    /// The member of the request, as a JSON Pointer (RFC 6901).
    #[schema(example = "/expected_domain")]
    pointer: &'static str,
    /// One English sentence that says what to do.
    message: &'static str,
}

/// Looks whether Microsoft knows the domain. Silence is no warning.
pub(super) async fn of_domain(
    reader: &TenantReader,
    domain: Option<&DomainName>,
) -> Vec<WarningView> {
    match domain {
        Some(domain) if domain_lookup::is_unknown(reader, domain).await => vec![WarningView {
            code: "domain_unknown",
            pointer: "/expected_domain",
            message: "Microsoft knows no organisation with this domain. Correct it with PATCH, or remove it and approve the tenant that consents.",
        }],
        _ => Vec::new(),
    }
}
