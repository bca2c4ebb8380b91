//! `GET /problems/{slug}`: the meaning of a problem type, as a page for browsers and as JSON for programs.

use crate::{
    answer::{ApiAnswer, Failure},
    deps::Deps,
    input::path::PathIds,
    words::open_words,
};
use app::host::idempotent::IdempotencyError;
use askama::Template;
use axum::{Extension, extract::State, response::IntoResponse};
use bootstrap::gateway::Request;
use domain::{api_key::Scope, erasure::Erasure};
use http::header::{ACCEPT, VARY};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;
use url::Url;
use utoipa::{IntoParams, ToSchema};
use web::{
    assets::Assets,
    problem::{ErrorCode, FieldLocation, Problem, ProblemType},
};

/// The path of a problem type.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ProblemPath {
    /// The last part of a problem's `type`.
    #[param(example = "validation-failed")]
    slug: String,
}

/// A type of problem.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProblemType)]
pub(crate) struct ProblemTypeView {
    /// The last part of the type's address.
    #[schema(schema_with = open_words::<ProblemType>)]
    slug: &'static str,
    /// The HTTP status it comes with.
    status: u16,
    /// A short title.
    title: &'static str,
    /// Advice to the developer of the host app.
    what_to_do: &'static str,
    /// A problem of this type, as the API writes it.
    #[schema(value_type = Object)]
    example: Value,
}

/// The page of a problem type.
#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    assets: &'a Assets,
    kind: ProblemType,
    example: String,
}

/// The registration of the examples.
const ID: &str = "01930000-0000-7000-8000-00000000002f";

/// A problem of the type with all its members, as the API writes it.
pub(crate) fn example(kind: ProblemType, base: &Url) -> Value {
    let id = ID.parse().ok();
    let problem = match kind {
        ProblemType::ValidationFailed => {
            Problem::invalid_field("/plan", ErrorCode::Required, "is required").with_error(
                FieldLocation::Pointer("/sites/0/url".to_owned()),
                ErrorCode::InvalidValue,
                "must be the address of a SharePoint site",
            )
        }
        ProblemType::InvalidCursor => Problem::invalid_cursor(),
        ProblemType::InsufficientScope => Problem::insufficient_scope(Scope::Write),
        ProblemType::IdempotencyKeyMalformed => Problem::from(&IdempotencyError::Malformed),
        ProblemType::RegistrationExists => {
            id.map_or_else(|| Problem::new(kind), Problem::registration_exists)
        }
        ProblemType::Erased => id.map_or_else(
            || Problem::new(kind),
            |id| {
                Problem::erased(&Erasure {
                    id,
                    requested_at: Timestamp::constant(1_795_953_600, 0),
                    erased_at: None,
                })
            },
        ),
        kind => Problem::new(kind),
    };
    let body = problem
        .at(base, "b3b1c7d2-0000-4000-8000-000000000001")
        .to_json();
    strict_json::parse(body.as_bytes()).unwrap_or_default()
}

/// The meaning of a problem type, and what to do about it.
///
/// Needs no key. A browser gets a page.
#[utoipa::path(
    get, path = "/problems/{slug}", tag = "About", security(()), params(ProblemPath),
    responses((status = 200, description = "The type.", content(
        (ProblemTypeView = "application/json"),
        (String = "text/html"),
    ))),
)]
pub(crate) async fn read_problem_type(
    State(deps): State<Arc<Deps>>,
    Extension(request): Extension<Arc<Request>>,
    PathIds(ProblemPath { slug }): PathIds<ProblemPath>,
) -> Result<impl IntoResponse, Failure> {
    let kind = ProblemType::from_slug(&slug).ok_or_else(|| Problem::new(ProblemType::NotFound))?;
    let example = example(kind, &deps.public_base_url);
    let answer = if wants_page(&request) {
        let example = format!("{example:#}");
        let page = ProblemPage {
            assets: deps.style.assets(),
            kind,
            example,
        };
        let page = page.render().map_err(|error| {
            tracing::error!(outcome = "failed", error = %error, "a page cannot be written");
            Problem::new(ProblemType::InternalError)
        })?;
        ApiAnswer::page(page)
    } else {
        ApiAnswer::ok(&ProblemTypeView {
            slug: kind.slug(),
            status: kind.status(),
            title: kind.title(),
            what_to_do: kind.what_to_do(),
            example,
        })?
    };
    Ok(([(VARY, "Accept")], answer))
}

/// Whether the caller names pages before JSON, as browsers do.
fn wants_page(request: &Request) -> bool {
    let accepted = request.headers().get(ACCEPT);
    let accepted = accepted
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kinds = accepted.split([',', ';']).map(str::trim);
    kinds
        .into_iter()
        .find(|kind| ["text/html", "application/json", "application/problem+json"].contains(kind))
        == Some("text/html")
}
