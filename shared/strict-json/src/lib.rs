//! JSON from outside, read in one way: the only place that turns foreign text into our types.
//!
//! Depth is bounded before anything is parsed (T48), a member is given once (T16), and a type with named fields
//! is read from an object alone: serde would also take a list of the same values in order (T16, T53).
//!
//! The last rule cannot reach into what serde keeps aside before it knows the type: a type that is read here, and any type
//! inside it, has no `#[serde(tag)]`, `untagged` or `flatten`. This crate must not know what any JSON is about.

mod depth;
mod objects;
mod unique;

use serde::{Deserializer as _, de::DeserializeOwned};
use serde_json::{Deserializer, de::SliceRead};

/// Error of [`parse`]. Its texts may quote the input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StrictJsonError {
    /// The text is not JSON, is nested too deep, or holds an object with a member given twice.
    #[error("it is not the JSON that is read here: {0}")]
    Malformed(String),
    /// The text is JSON, but not of the type.
    #[error("{path}: {problem}")]
    Mistyped {
        /// Field that does not fit, such as `sites[0].url`; `.` for the whole.
        path: String,
        /// Description of the mistake.
        problem: String,
    },
}

/// Reads a value.
///
/// # Errors
/// See [`StrictJsonError`].
pub fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, StrictJsonError> {
    is_well_formed(text)?;
    typed(text).map(|(value, _)| value)
}

/// Reads a value whose parts of type `RawValue` are for [`parse`] to read one by one: a member that one of them has twice is not
/// looked for here, so that it keeps no other part from being read. The type has named fields that refuse unknown ones.
///
/// # Errors
/// See [`StrictJsonError`].
pub fn parse_outside<T: DeserializeOwned>(text: &[u8]) -> Result<T, StrictJsonError> {
    is_shallow(text)?;
    let (value, mut json) = typed(text)?;
    json.end()
        .map_err(|error| StrictJsonError::Malformed(error.to_string()))?;
    Ok(value)
}

/// Reads a value, and gives what reads on behind it.
fn typed<T: DeserializeOwned>(
    text: &[u8],
) -> Result<(T, Deserializer<SliceRead<'_>>), StrictJsonError> {
    let mut json = Deserializer::from_slice(text);
    let value = serde_path_to_error::deserialize(objects::Objects(&mut json)).map_err(|error| {
        let path = error.path().to_string();
        StrictJsonError::Mistyped {
            path,
            problem: without_position(&error.into_inner()),
        }
    })?;
    Ok((value, json))
}

/// Whether a text is one JSON object that [`parse`] could read; for readers of other crates that parse by themselves.
pub fn is_object(text: &[u8]) -> bool {
    let begins_as_object = text.trim_ascii_start().first() == Some(&b'{');
    begins_as_object && is_well_formed(text).is_ok()
}

/// Reads the text to its end without a type.
fn is_well_formed(text: &[u8]) -> Result<(), StrictJsonError> {
    is_shallow(text)?;
    let mut json = Deserializer::from_slice(text);
    json.deserialize_any(unique::UniqueMembers)
        .and_then(|()| json.end())
        .map_err(|error| StrictJsonError::Malformed(error.to_string()))
}

fn is_shallow(text: &[u8]) -> Result<(), StrictJsonError> {
    let too_deep = || StrictJsonError::Malformed("nested too deep".to_owned());
    depth::is_shallow(text).then_some(()).ok_or_else(too_deep)
}

/// The message without the position, which the field's name replaces.
fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split_once(" at line ")
        .map_or_else(|| text.clone(), |(message, _)| message.to_owned())
}
