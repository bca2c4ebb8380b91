//! Values that are one word of a list, as the API says them: read strictly, and described as lists that may grow.

mod lists;

pub(crate) use lists::{
    ApprovalStatus, AuditType, ChangeOutcome, ChangeReason, ErasureState, EventStage, LimitPer,
    PermissionsFilter, Stage, VerdictName, View, WarningCode,
};

use crate::input::{Errors, text::text};
use deserr::{Deserr, IntoValue, ValuePointerRef};
use domain::{
    customer::{Language, Plan},
    invitation::Purpose,
    standing::Health,
    usability,
};
use serde_json::{Value, json};
use utoipa::openapi::{
    extensions::Extensions,
    schema::{Array, ArrayBuilder, Object, ObjectBuilder, SchemaType, Type},
};
use web::problem::ErrorCode;

/// A value that is one word of a list.
pub(crate) trait Word: Copy + 'static {
    /// One sentence that says what the values are about.
    const MEANING: &'static str;

    /// Every value.
    const ALL: &'static [Self];

    /// The word.
    fn word(self) -> &'static str;
}

/// The words of a list.
fn all<W: Word>() -> Vec<&'static str> {
    W::ALL.iter().map(|value| value.word()).collect()
}

/// Reads a word: a text of the list, in the same case.
fn read<W: Word, V: IntoValue>(
    value: deserr::Value<V>,
    location: ValuePointerRef<'_>,
) -> Result<W, Errors> {
    let word = text(value, location)?;
    let found = W::ALL.iter().find(|known| known.word() == word);
    found.copied().ok_or_else(|| {
        let message = format!("must be one of {}", all::<W>().join(", "));
        Errors::one(location, ErrorCode::InvalidValue, &message)
    })
}

macro_rules! readable {
    ($($name:ty),*) => {
        $(impl Deserr<Errors> for $name {
            fn deserialize_from_value<V: IntoValue>(
                value: deserr::Value<V>,
                location: ValuePointerRef<'_>,
            ) -> Result<Self, Errors> {
                read(value, location)
            }
        })*
    };
}

readable! { usability::Usable, Health, Language, PermissionsFilter, Plan, Purpose, Stage, View }

/// Schema of a word that a request gives.
pub(crate) fn words<W: Word>() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(W::MEANING))
        .enum_values(Some(all::<W>()))
        .build()
}

/// Schema of a word that a request may leave out.
pub(crate) fn optional_words<W: Word>() -> Object {
    let values = all::<W>().into_iter().map(Value::from);
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .description(Some(W::MEANING))
        .enum_values(Some(values.chain([Value::Null])))
        .build()
}

/// Schema of a word that an answer gives. The list may grow, so it is no `enum`.
pub(crate) fn open_words<W: Word>() -> Object {
    let extensions = Extensions::builder().add("x-extensible-enum", json!(all::<W>()));
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(W::MEANING))
        .examples(all::<W>())
        .extensions(Some(extensions.build()))
        .build()
}

/// Schema of a list of words that an answer gives.
pub(crate) fn open_word_lists<W: Word>() -> Array {
    ArrayBuilder::new()
        .description(Some(W::MEANING))
        .items(open_words::<W>())
        .build()
}

/// Schema of a word that an answer gives, or null.
pub(crate) fn open_words_or_null<W: Word>() -> Object {
    let mut words = open_words::<W>();
    words.schema_type = SchemaType::from_iter([Type::String, Type::Null]);
    words
}

#[cfg(test)]
mod tests;
