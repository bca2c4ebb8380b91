//! `GET /v1/checks`: everything that a verification looks at.

use crate::{
    answer::{ApiAnswer, Failure},
    input::Operation,
    page::PageView,
    verifications::read::LanguageQuery,
    words::{open_word_lists, open_words},
};
use domain::{
    customer::Language,
    usability::Service,
    verification::{
        catalogue::{CATALOGUE, Check, Severity},
        verdict::Identity,
    },
};
use serde::Serialize;
use utoipa::ToSchema;
use wording::{check, guidance::guidance};

/// One check.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Check)]
pub(crate) struct CheckView {
    /// Stable, never used for another check. New checks may appear.
    #[schema(example = "application-permissions")]
    id: &'static str,
    /// The requirement in a few words.
    title: String,
    /// Weight of a failure: `blocking` (Cooperlink cannot work), `advisory` (it works, and health is `attention`) or `informational`
    /// (it works, and health stays as it is).
    #[schema(schema_with = open_words::<Severity>)]
    severity: Severity,
    /// Services that cannot be used while it fails; none for a check that does not block.
    #[schema(schema_with = open_word_lists::<Service>)]
    services: &'static [Service],
    /// In whose name it reads.
    #[schema(schema_with = open_word_lists::<Identity>)]
    identities: &'static [Identity],
    /// The permissions of Microsoft Graph that it reads with.
    permissions: &'static [&'static str],
    /// The codes of what it can find. New codes may appear.
    findings: Vec<&'static str>,
    /// Meaning, importance and repair, in Markdown.
    guidance: String,
}

impl CheckView {
    fn of(check: &Check, language: Language) -> Self {
        Self {
            id: check.id,
            title: check::title(check, language),
            severity: check.severity,
            services: check.services,
            identities: check.identities,
            permissions: check.permissions,
            findings: check.findings.concat(),
            guidance: guidance(check, language, None, None),
        }
    }
}

/// Every check that a verification makes.
#[utoipa::path(
    get, path = "/v1/checks", tag = "Verifications", params(LanguageQuery),
    responses((status = 200, description = "All checks, on one page.", body = PageView<CheckView>)),
)]
pub(crate) async fn list_checks(operation: Operation<LanguageQuery>) -> Result<ApiAnswer, Failure> {
    let language = operation.query.language.unwrap_or(Language::En);
    let checks = CATALOGUE.iter();
    ApiAnswer::ok(&PageView {
        items: checks.map(|check| CheckView::of(check, language)).collect(),
        next_cursor: None,
    })
}
