//! Parts of a request that cannot be used, with the reasons as stable codes.

use super::cut;
use serde::Serialize;

/// Part of a request that an error is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldLocation {
    /// A member of the body, as a JSON Pointer (RFC 6901); empty for the whole body.
    Pointer(String),
    /// A parameter of the query, by its name.
    Parameter(String),
    /// A header, by its name.
    Header(String),
}

/// Reason why a value cannot be used. More may be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCode {
    /// The value is missing.
    Required,
    /// The object has no such member.
    UnknownField,
    /// The route has no such parameter.
    UnknownParameter,
    /// The value is JSON of another type.
    WrongType,
    /// The value does not have the form that the message names.
    InvalidValue,
    /// The text has too many characters.
    TooLong,
    /// The list has too many items.
    TooMany,
    /// The number is too small or too large.
    OutOfRange,
    /// The value was given twice.
    Duplicate,
    /// The value lies in the past.
    InThePast,
    /// The value is a domain under which the public can have mailboxes, so it names no organisation.
    PublicDomain,
    /// The API key or the deployment does not allow the value.
    NotAllowed,
}

impl ErrorCode {
    /// Every code.
    pub const ALL: [Self; 12] = [
        Self::Required,
        Self::UnknownField,
        Self::UnknownParameter,
        Self::WrongType,
        Self::InvalidValue,
        Self::TooLong,
        Self::TooMany,
        Self::OutOfRange,
        Self::Duplicate,
        Self::InThePast,
        Self::PublicDomain,
        Self::NotAllowed,
    ];

    /// The code as the API spells it.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// One sentence with the meaning of the code.
    pub fn meaning(self) -> &'static str {
        self.row().1
    }

    fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::Required => ("required", "It is missing."),
            Self::UnknownField => ("unknown_field", "The object has no such member."),
            Self::UnknownParameter => ("unknown_parameter", "The route has no such parameter."),
            Self::WrongType => ("wrong_type", "It is JSON of another type."),
            Self::InvalidValue => (
                "invalid_value",
                "It does not have the form that the message names.",
            ),
            Self::TooLong => ("too_long", "The text has too many characters."),
            Self::TooMany => ("too_many", "The list has too many items."),
            Self::OutOfRange => ("out_of_range", "The number is too small or too large."),
            Self::Duplicate => ("duplicate", "It is given twice."),
            Self::InThePast => ("in_the_past", "It lies in the past."),
            Self::PublicDomain => (
                "public_domain",
                "Anybody can have a mailbox under this domain, so it names no organisation.",
            ),
            Self::NotAllowed => (
                "not_allowed",
                "The API key or the deployment does not allow it.",
            ),
        }
    }
}

/// One part of a request that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    pointer: Option<String>,
    parameter: Option<String>,
    header: Option<String>,
    code: &'static str,
    message: String,
}

impl FieldError {
    /// An error at a place. The message is about the value there, such as "must be 1 to 90".
    pub fn new(place: FieldLocation, code: ErrorCode, message: &str) -> Self {
        let (mut pointer, mut parameter, mut header) = (None, None, None);
        match place {
            FieldLocation::Pointer(text) => pointer = Some(cut(&text)),
            FieldLocation::Parameter(text) => parameter = Some(cut(&text)),
            FieldLocation::Header(text) => header = Some(cut(&text)),
        }
        Self {
            pointer,
            parameter,
            header,
            code: code.name(),
            message: cut(message),
        }
    }
}
