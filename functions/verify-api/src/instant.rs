//! Instants as the API writes them.

use jiff::Timestamp;
use serde::{Serialize, Serializer};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{ObjectBuilder, SchemaFormat, Type},
    },
};

/// An instant in UTC with exactly milliseconds (RFC 3339): `2026-11-29T12:00:00.000Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Instant(Timestamp);

impl From<Timestamp> for Instant {
    fn from(at: Timestamp) -> Self {
        Self(at)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:.3}", self.0))
    }
}

impl PartialSchema for Instant {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::Custom("date-time".to_owned())))
            .examples(["2026-11-29T12:00:00.000Z"])
            .into()
    }
}

impl ToSchema for Instant {}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("2026-11-29T12:00:00Z", "2026-11-29T12:00:00.000Z"; "whole seconds")]
    #[test_case("2026-11-29T12:00:00.599601403Z", "2026-11-29T12:00:00.599Z"; "nanoseconds")]
    #[test_case("2026-11-29T12:00:00.9999Z", "2026-11-29T12:00:00.999Z"; "never rounded up")]
    #[test_case("2026-11-29T13:00:00.5+01:00", "2026-11-29T12:00:00.500Z"; "in UTC")]
    fn an_instant_has_exactly_milliseconds(at: &str, expected: &str) {
        let at: Timestamp = at.parse().unwrap();
        assert_eq!(serde_json::to_value(Instant(at)).unwrap(), expected);
    }
}
