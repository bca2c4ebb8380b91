//! Values that are one word of a list, as the API says them: read strictly, and described as lists that may grow.

use crate::input::{Errors, text::text};
use deserr::{Deserr, IntoValue, ValuePointerRef};
use domain::{
    customer::{Language, Plan},
    invitation::{Purpose, Status},
    registration::IsGone,
    standing::Health,
    verification::{catalogue::Severity, verdict::Identity},
    webhook::{DeliveryState, EndpointState, Outcome},
};
use serde_json::{Value, json};
use store::Trigger;
use utoipa::openapi::{
    extensions::Extensions,
    schema::{Object, ObjectBuilder, SchemaType, Type},
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

macro_rules! words {
    ($($name:ty, $meaning:literal { $($variant:ident = $word:literal),* $(,)? })*) => {
        $(impl Word for $name {
            const MEANING: &'static str = $meaning;
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
    DeliveryState, "How the delivery of an event to an endpoint goes." {
        Waiting = "waiting", Delivered = "delivered", Failed = "failed", Skipped = "skipped",
        EndpointGone = "endpoint_gone",
    }
    EndpointState, "Whether an endpoint is delivered to." {
        Active = "active", Disabled = "disabled", SwitchedOff = "switched_off", Removed = "removed",
    }
    Health, "How the connection does: `attention` works and should be looked at, `unknown` was not seen for too long." { Unknown = "unknown", Healthy = "healthy", Attention = "attention", Broken = "broken" }
    Identity, "In whose name something is read." { App = "app", Administrator = "administrator", SystemUser = "system_user" }
    IsGone, "Whether our application is gone from the tenant: `unknown` was not seen." { Yes = "yes", No = "no", Unknown = "unknown" }
    Language, "The language that pages start in." { En = "en", Fr = "fr", Nl = "nl", De = "de" }
    Outcome, "How an attempt to deliver ended." {
        Delivered = "delivered", Gone = "gone", Redirected = "redirected", Refused = "refused",
        TimedOut = "timed_out", Unreachable = "unreachable", AddressNotPublic = "address_not_public",
    }
    Plan, "The licence that the customer holds." { Boost = "BOOST", Empower = "EMPOWER" }
    Purpose, "What the holder of the link may do: connect, approve again or repair, sign in as the system user, or see that access is gone." { Connect = "connect", Reconnect = "reconnect", SystemUser = "system_user", Disconnect = "disconnect" }
    Severity, "What a failure means: `blocking` stops Cooperlink, `advisory` does not." { Blocking = "blocking", Advisory = "advisory" }
    Status, "Whether the link works." { Open = "open", Withdrawn = "withdrawn", Completed = "completed" }
    Trigger, "Why it was made: by the schedule, by an administrator on the page, or by the host app." { Scheduled = "scheduled", Interactive = "interactive", Requested = "requested" }
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

readable! { Language, Plan, Purpose }

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
        demand_same::<IsGone>();
        demand_same::<Language>();
        demand_same::<Outcome>();
        demand_same::<Plan>();
        demand_same::<Purpose>();
        demand_same::<Severity>();
        demand_same::<Status>();
        demand_same::<Trigger>();
    }
}
