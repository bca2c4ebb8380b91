//! `GET /v1/checks`: everything that a verification looks at.

use crate::{
    answer::{Answer, Failure},
    input::Operation,
    page::PageView,
    words::open_words,
};
use domain::{
    customer::Language,
    verification::{
        catalogue::{CATALOGUE, Check, Severity},
        guidance::guidance,
        verdict::Identity,
    },
};
use serde::Serialize;
use utoipa::ToSchema;

/// One check.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Check)]
pub(crate) struct CheckView {
    /// Stable, never used for another check. New checks may appear.
    #[schema(example = "application-permissions")]
    id: &'static str,
    /// The requirement in a few English words.
    title: &'static str,
    /// What a failure means: `blocking` (Cooperlink cannot work) or `advisory`.
    #[schema(schema_with = open_words::<Severity>)]
    severity: Severity,
    /// In whose name it reads.
    #[schema(value_type = Vec<String>)]
    identities: &'static [Identity],
    /// The permissions of Microsoft Graph that it reads with.
    permissions: &'static [&'static str],
    /// The codes of what it can find. New codes may appear.
    findings: Vec<&'static str>,
    /// What it means, why it matters and how to put it right, in Markdown.
    guidance: String,
}

impl CheckView {
    fn of(check: &Check) -> Self {
        Self {
            id: check.id,
            title: check.title,
            severity: check.severity,
            identities: check.identities,
            permissions: check.permissions,
            findings: check.findings.concat(),
            guidance: guidance(check.guidance, Language::En, None, None),
        }
    }
}

/// Every check that a verification makes.
#[utoipa::path(
    get, path = "/v1/checks", tag = "Verifications",
    responses((status = 200, description = "All checks, on one page.", body = PageView<CheckView>)),
)]
pub(crate) async fn list_checks(_: Operation) -> Result<Answer, Failure> {
    Answer::ok(&PageView {
        items: CATALOGUE.iter().map(CheckView::of).collect(),
        next_cursor: None,
    })
}
