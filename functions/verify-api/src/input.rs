//! Everything that a request carries, read strictly. Every mistake is told at once, with its place and a stable code, in the
//! words of the field and never in those of Rust.

pub(crate) mod body;
pub(crate) mod idempotency;
pub(crate) mod path;
pub(crate) mod query;
pub(crate) mod text;

use crate::{answer::Failure, deps::Deps};
use app::host::api_key::Caller;
use axum::{extract::FromRequestParts, http::request::Parts};
use bootstrap::gateway::Request;
use deserr::{
    DeserializeError, Deserr, ErrorKind, IntoValue, MergeWithError, ValueKind, ValuePointerRef,
};
use std::{ops::ControlFlow, sync::Arc};
use web::problem::{ErrorCode, FieldError, FieldLocation, Problem, ProblemType};

/// One request of a caller whose key was accepted. Every handler of a keyed route takes one; its type says which parameters
/// the query may have, and any other is refused.
pub(crate) struct Operation<Q = query::NoParameters> {
    pub(crate) deps: Arc<Deps>,
    pub(crate) caller: Arc<Caller>,
    pub(crate) request: Arc<Request>,
    pub(crate) query: Q,
}

impl<Q: Deserr<Errors>> FromRequestParts<Arc<Deps>> for Operation<Q> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, deps: &Arc<Deps>) -> Result<Self, Failure> {
        let request = parts.extensions.get::<Arc<Request>>().cloned();
        let caller = parts.extensions.get::<Arc<Caller>>().cloned();
        // A route without the authentication layer answers nobody.
        let (Some(request), Some(caller)) = (request, caller) else {
            return Err(Problem::new(ProblemType::InternalError).into());
        };
        let query = query::read(request.query())?;
        Ok(Self {
            deps: Arc::clone(deps),
            caller,
            request,
            query,
        })
    }
}

/// At most so many errors are listed.
const MOST_ERRORS: usize = 50;

/// Everything that is wrong with a body or query, by its JSON Pointer.
#[derive(Debug, Default)]
pub(crate) struct Errors(Vec<(String, ErrorCode, String)>);

impl Errors {
    /// One error at a place.
    pub(crate) fn one(at: ValuePointerRef<'_>, code: ErrorCode, message: &str) -> Self {
        Self(vec![(pointer(at), code, message.to_owned())])
    }

    /// Adds an error at a place.
    pub(crate) fn push(&mut self, at: ValuePointerRef<'_>, code: ErrorCode, message: &str) {
        self.0.push((pointer(at), code, message.to_owned()));
    }

    /// Adds the errors of another value.
    pub(crate) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// The value, if nothing is wrong with it.
    pub(crate) fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }

    /// The value that was read, if nothing more is wrong with it.
    fn or_read<T>(mut self, read: Result<T, Self>) -> Result<T, Self> {
        match read {
            Ok(value) => self.or(value),
            Err(others) => {
                self.extend(others);
                Err(self)
            }
        }
    }

    /// The problem of a body.
    fn of_body(self) -> Problem {
        let place = |(pointer, code, message): (String, ErrorCode, String)| {
            FieldError::new(FieldLocation::Pointer(pointer), code, &message)
        };
        Problem::invalid(self.0.into_iter().take(MOST_ERRORS).map(place).collect())
    }

    /// The problem of a query: its members are the parameters.
    fn of_query(self) -> Problem {
        let place = |(pointer, code, message): (String, ErrorCode, String)| {
            let (code, message) = match code {
                ErrorCode::UnknownField => (
                    ErrorCode::UnknownParameter,
                    message.replace("member", "parameter"),
                ),
                code => (code, message),
            };
            let name = pointer.trim_start_matches('/').to_owned();
            FieldError::new(FieldLocation::Parameter(name), code, &message)
        };
        Problem::invalid(self.0.into_iter().take(MOST_ERRORS).map(place).collect())
    }
}

/// A place as a JSON Pointer (RFC 6901); empty for the whole.
fn pointer(at: ValuePointerRef<'_>) -> String {
    match at {
        ValuePointerRef::Origin => String::new(),
        ValuePointerRef::Key { key, prev } => {
            format!(
                "{}/{}",
                pointer(*prev),
                key.replace('~', "~0").replace('/', "~1")
            )
        }
        ValuePointerRef::Index { index, prev } => format!("{}/{index}", pointer(*prev)),
    }
}

impl DeserializeError for Errors {
    fn error<V: IntoValue>(
        errors: Option<Self>,
        error: ErrorKind<'_, V>,
        location: ValuePointerRef<'_>,
    ) -> ControlFlow<Self, Self> {
        let mut errors = errors.unwrap_or_default();
        match error {
            ErrorKind::IncorrectValueKind {
                actual: _,
                accepted,
            } => {
                let message = format!("must be {}", kinds(accepted));
                errors.push(location, ErrorCode::WrongType, &message);
            }
            ErrorKind::MissingField { field } => {
                errors.push(location.push_key(field), ErrorCode::Required, "is required");
            }
            ErrorKind::UnknownKey { key, accepted } => {
                let message = if accepted.is_empty() {
                    "is not a member here; none is".to_owned()
                } else {
                    format!("is not a member here; known are {}", accepted.join(", "))
                };
                errors.push(location.push_key(key), ErrorCode::UnknownField, &message);
            }
            ErrorKind::UnknownValue { value: _, accepted } => {
                let message = format!("must be one of {}", accepted.join(", "));
                errors.push(location, ErrorCode::InvalidValue, &message);
            }
            ErrorKind::BadSequenceLen { .. } | ErrorKind::Unexpected { .. } => {
                errors.push(location, ErrorCode::InvalidValue, "cannot be used");
            }
        }
        ControlFlow::Continue(errors)
    }
}

impl MergeWithError<Self> for Errors {
    fn merge(errors: Option<Self>, other: Self, _: ValuePointerRef<'_>) -> ControlFlow<Self, Self> {
        let mut errors = errors.unwrap_or_default();
        errors.0.extend(other.0);
        ControlFlow::Continue(errors)
    }
}

/// The accepted kinds of a value in the words of JSON.
fn kinds(accepted: &[ValueKind]) -> String {
    let word = |kind: &ValueKind| match kind {
        ValueKind::Null => "null",
        ValueKind::Boolean => "true or false",
        ValueKind::Integer | ValueKind::NegativeInteger => "a whole number",
        ValueKind::Float => "a number",
        ValueKind::String => "a text",
        ValueKind::Sequence => "a list",
        ValueKind::Map => "an object",
    };
    let mut words: Vec<_> = accepted.iter().map(word).collect();
    words.dedup();
    words.join(" or ")
}
