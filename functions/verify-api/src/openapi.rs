//! `GET /openapi.json`: the description of the API. The file is made from the routes and their types by a test, reviewed, and
//! served as it is; no start of the function pays for making it.

#[cfg(test)]
mod document;
#[cfg(test)]
mod operation;
#[cfg(test)]
mod problems;
#[cfg(test)]
mod tests;

use crate::answer::{ApiAnswer, Failure};
use http::StatusCode;

/// The description, in version 3.1 of its format.
pub(crate) const DOCUMENT: &str = include_str!("../openapi.json");

/// This description.
///
/// Needs no key.
#[utoipa::path(
    get, path = "/openapi.json", tag = "About", security(()),
    responses((status = 200, description = "OpenAPI 3.1.", body = Object)),
)]
pub(crate) async fn read_description() -> Result<ApiAnswer, Failure> {
    Ok(ApiAnswer::kept(StatusCode::OK, DOCUMENT.to_owned()))
}
