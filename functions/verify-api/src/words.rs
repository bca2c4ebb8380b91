//! Values that are one word of a list, as the API says them: read strictly, and described as lists that may grow.

use crate::input::{Errors, text::text};
use deserr::{Deserr, IntoValue, Value, ValuePointerRef};
use domain::{
    customer::{Language, Plan},
    invitation::{Purpose, Status},
    standing::Health,
    verification::{catalogue::Severity, verdict::Identity},
    webhook::{DeliveryState, EndpointState, Outcome},
};
use serde_json::json;
use store::Trigger;
use utoipa::openapi::{
    extensions::Extensions,
    schema::{Object, ObjectBuilder, Type},
};
use web::problem::ErrorCode;

/// A value that is one word of a list.
pub(crate) trait Word: Copy + 'static {
    /// Every value.
    const ALL: &'static [Self];

    /// The word.
    fn word(self) -> &'static str;
}

macro_rules! words {
    ($($name:ty { $($variant:ident = $word:literal),* $(,)? })*) => {
        $(impl Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),*];

            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),*
                }
            }
        })*
    };
}

words! {
    DeliveryState {
        Waiting = "waiting", Delivered = "delivered", Failed = "failed", Skipped = "skipped",
        EndpointGone = "endpoint_gone",
    }
    EndpointState {
        Active = "active", Disabled = "disabled", SwitchedOff = "switched_off", Removed = "removed",
    }
    Health { Unknown = "unknown", Healthy = "healthy", Attention = "attention", Broken = "broken" }
    Identity { App = "app", Administrator = "administrator", SystemUser = "system_user" }
    Language { En = "en", Fr = "fr", Nl = "nl", De = "de" }
    Outcome {
        Delivered = "delivered", Gone = "gone", Redirected = "redirected", Refused = "refused",
        TimedOut = "timed_out", Unreachable = "unreachable", AddressNotPublic = "address_not_public",
    }
    Plan { Boost = "BOOST", Empower = "EMPOWER" }
    Purpose { Connect = "connect", Reconnect = "reconnect", SystemUser = "system_user" }
    Severity { Blocking = "blocking", Advisory = "advisory" }
    Status { Open = "open", Withdrawn = "withdrawn", Completed = "completed" }
    Trigger { Scheduled = "scheduled", Interactive = "interactive", Requested = "requested" }
}

/// The words of a list.
fn all<W: Word>() -> Vec<&'static str> {
    W::ALL.iter().map(|value| value.word()).collect()
}

/// Reads a word: a text of the list, in the same case.
fn read<W: Word, V: IntoValue>(
    value: Value<V>,
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
                value: Value<V>,
                location: ValuePointerRef<'_>,
            ) -> Result<Self, Errors> {
                read(value, location)
            }
        })*
    };
}

readable! { Language, Plan, Purpose }

/// Schema of a word that a request gives.
pub(crate) fn words<W: Word>() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(all::<W>()))
        .build()
}

/// Schema of a word that an answer gives. The list may grow, so it is no `enum`.
pub(crate) fn open_words<W: Word>() -> Object {
    let extensions = Extensions::builder().add("x-extensible-enum", json!(all::<W>()));
    ObjectBuilder::new()
        .schema_type(Type::String)
        .examples(all::<W>())
        .extensions(Some(extensions.build()))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    fn demand_same<W: Word + Serialize>() {
        for value in W::ALL {
            assert_eq!(serde_json::to_value(value).unwrap(), value.word());
        }
    }

    #[test]
    fn each_word_is_the_one_that_is_written() {
        demand_same::<DeliveryState>();
        demand_same::<EndpointState>();
        demand_same::<Health>();
        demand_same::<Identity>();
        demand_same::<Language>();
        demand_same::<Outcome>();
        demand_same::<Plan>();
        demand_same::<Purpose>();
        demand_same::<Severity>();
        demand_same::<Status>();
        demand_same::<Trigger>();
    }
}
