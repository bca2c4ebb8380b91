//! Ids in a path.

use crate::answer::Failure;
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use domain::ids::RegistrationId;
use serde::{Deserialize, de::DeserializeOwned};
use utoipa::IntoParams;
use web::problem::{Problem, ProblemType};

/// The ids of a path. An id of another form names nothing: the answer is the same as for an unknown one (T52).
pub(crate) struct PathIds<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for PathIds<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let ids = Path::<T>::from_request_parts(parts, state).await;
        ids.map(|Path(ids)| Self(ids))
            .map_err(|_| Problem::new(ProblemType::NotFound).into())
    }
}

/// The path of a registration.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct RegistrationPath {
    /// `id` of the registration.
    #[param(value_type = String, format = "uuid")]
    pub(crate) registration_id: RegistrationId,
}
