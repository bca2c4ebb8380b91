//! `GET /problems/{type}`: the meaning of a problem type.

use crate::{
    answer::{Answer, Failure},
    input::path::Ids,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::problem::{Problem, ProblemType};

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
    #[schema(example = "validation-failed")]
    slug: &'static str,
    /// The HTTP status it comes with.
    status: u16,
    /// A short title.
    title: &'static str,
    /// Advice to the developer of the host app.
    what_to_do: &'static str,
}

impl ProblemTypeView {
    fn of(kind: ProblemType) -> Self {
        Self {
            slug: kind.slug(),
            status: kind.status(),
            title: kind.title(),
            what_to_do: kind.what_to_do(),
        }
    }
}

/// What a problem type means and what to do about it.
///
/// Needs no key.
#[utoipa::path(
    get, path = "/problems/{slug}", tag = "About", security(()), params(ProblemPath),
    responses((status = 200, description = "The type.", body = ProblemTypeView)),
)]
pub(crate) async fn read_problem_type(
    Ids(ProblemPath { slug }): Ids<ProblemPath>,
) -> Result<Answer, Failure> {
    let kind = ProblemType::from_slug(&slug).ok_or_else(|| Problem::new(ProblemType::NotFound))?;
    Answer::ok(&ProblemTypeView::of(kind))
}
