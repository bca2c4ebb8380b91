//! `GET /v1/registrations/{registration_id}/verifications/{verification_id}`.

use super::view::{Detail, VerificationView, place};
use crate::{
    answer::{ApiAnswer, Failure},
    input::{Errors, Operation, path::PathIds},
    words::words,
};
use app::host::verifications;
use deserr::Deserr;
use domain::{
    customer::Language,
    ids::{InvalidId, RegistrationId, VerificationId},
};
use serde::Deserialize;
use utoipa::IntoParams;
use web::problem::Problem;

/// The path of a report.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct VerificationPath {
    /// `id` of the registration.
    #[param(value_type = String, format = "uuid")]
    registration_id: RegistrationId,
    /// `id` of the report, or `latest`.
    #[param(value_type = String, example = "latest")]
    verification_id: Which,
}

/// A report that is asked for.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub(super) enum Which {
    /// The newest.
    Latest,
    /// The one of that id.
    One(VerificationId),
}

impl TryFrom<String> for Which {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        if text == "latest" {
            Ok(Self::Latest)
        } else {
            text.parse().map(Self::One)
        }
    }
}

/// Parameters of a report.
#[derive(Debug, Default, Deserr, IntoParams)]
#[deserr(error = Errors, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LanguageQuery {
    /// Language of titles, messages and guidance: `en` (unless given), `fr`, `nl` or `de`.
    #[deserr(default)]
    #[param(schema_with = words::<Language>)]
    pub(crate) language: Option<Language>,
}

/// One report, with guidance and evidence.
///
/// Everything that the run could not look at is `unknown`, with the refusals of that run as evidence and what was `last_known`.
#[utoipa::path(
    get, path = "/v1/registrations/{registration_id}/verifications/{verification_id}", tag = "Verifications",
    params(VerificationPath, LanguageQuery),
    responses((status = 200, description = "The report.", body = VerificationView)),
)]
pub(crate) async fn read_verification(
    operation: Operation<LanguageQuery>,
    PathIds(ids): PathIds<VerificationPath>,
) -> Result<ApiAnswer, Failure> {
    let detail = Detail::whole(operation.query.language);
    read(
        &operation,
        (ids.registration_id, ids.verification_id),
        detail,
    )
    .await
}

/// One report of a registration.
pub(super) async fn read<Q>(
    operation: &Operation<Q>,
    (id, which): (RegistrationId, Which),
    detail: Detail,
) -> Result<ApiAnswer, Failure> {
    let which = match which {
        Which::Latest => None,
        Which::One(id) => Some(id),
    };
    let deps = &operation.deps;
    let (store, clock) = (&deps.verifier.store, &deps.clock);
    let found = verifications::load_verification(store, clock, &operation.caller, id, which);
    let (loaded, kept) = found.await.map_err(|error| Problem::from(&error))?;
    let place = place(deps, &loaded.registration, &loaded.standing);
    ApiAnswer::ok(&VerificationView::kept(&kept, place.as_ref(), detail))
}
