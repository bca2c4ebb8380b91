//! The host app's own notes on a registration, as a body gives them.

use crate::input::{Errors, text::wrong_type};
use deserr::{Deserr, IntoValue, Map as _, Value, ValueKind, ValuePointerRef};
use domain::customer::{Metadata, MetadataKey, MetadataPatch, MetadataValue};
use web::problem::ErrorCode;

/// Notes: each a text of up to 500 characters, or null, under a name of 1 to 40 of `A-Z a-z 0-9 _ . -`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Notes(pub(crate) MetadataPatch);

impl Deserr<Errors> for Notes {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef<'_>,
    ) -> Result<Self, Errors> {
        let map = match value {
            Value::Map(map) => map,
            actual => return Err(wrong_type(actual, ValueKind::Map, location)),
        };
        let mut errors = Errors::default();
        let mut notes = MetadataPatch::new();
        for (name, value) in map.into_iter() {
            let at = location.push_key(&name);
            let value = Option::<MetadataValue>::deserialize_from_value(value.into_value(), at);
            match (MetadataKey::try_from(name.clone()), value) {
                (Ok(key), Ok(value)) => {
                    notes.insert(key, value);
                }
                (Err(invalid), _) => errors.push(at, ErrorCode::InvalidValue, &invalid.to_string()),
                (Ok(_), Err(invalid)) => errors.extend(invalid),
            }
        }
        errors.or(Self(notes))
    }
}

/// The notes of a new registration: a note that is null is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FirstNotes(pub(crate) Metadata);

impl Deserr<Errors> for FirstNotes {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef<'_>,
    ) -> Result<Self, Errors> {
        let Some(Notes(patch)) = Option::deserialize_from_value(value, location)? else {
            return Ok(Self::default());
        };
        let metadata = Metadata::default().patched(&patch);
        metadata
            .map(Self)
            .map_err(|invalid| Errors::one(location, ErrorCode::TooMany, &invalid.to_string()))
    }
}
