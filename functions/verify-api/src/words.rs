//! Values that are one word of a list, as the API says them: read strictly, and described as lists that may grow.

use crate::input::{Errors, text::text};
use deserr::{Deserr, IntoValue, ValuePointerRef};
use domain::{
    attempt,
    customer::{Language, Plan},
    invitation::{Purpose, State},
    next_action::Task,
    permission::Kind,
    registration::IsGone,
    responsible::Responsible,
    standing::Health,
    usability::{self, Service},
    verification::{catalogue::Severity, report::Outcome, verdict::Identity},
    webhook::{self, DeliveryState, EndpointState},
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
    attempt::Outcome, "How an attempt of a person ended." {
        Completed = "completed", Declined = "declined", Refused = "refused", Failed = "failed",
    }
    usability::Answer, "Whether the service can be used." { Yes = "yes", No = "no", Unknown = "unknown" }
    DeliveryState, "How the delivery of an event to an endpoint goes." {
        Waiting = "waiting", Delivered = "delivered", Failed = "failed", Skipped = "skipped",
        EndpointGone = "endpoint_gone",
    }
    EndpointState, "Whether an endpoint is delivered to." {
        Active = "active", Disabled = "disabled", SwitchedOff = "switched_off",
        Misconfigured = "misconfigured", Removed = "removed",
    }
    Health, "How the connection does: `attention` works and should be looked at, `unknown` was not seen for too long." { Unknown = "unknown", Healthy = "healthy", Attention = "attention", Broken = "broken" }
    Identity, "In whose name something is read." { App = "app", Administrator = "administrator", SystemUser = "system_user" }
    IsGone, "Whether our application is gone from the tenant: `unknown` was not seen." { Yes = "yes", No = "no", Unknown = "unknown" }
    Kind, "How a permission is used: by the app itself, or in the name of a person." { Application = "application", Delegated = "delegated" }
    Language, "The language that pages start in." { En = "en", Fr = "fr", Nl = "nl", De = "de" }
    Outcome, "How much a verification saw: all, a part, or nothing." { Complete = "complete", Partial = "partial", CouldNotLook = "could_not_look" }
    PermissionsFilter, "The state of a tenant's permissions: `behind` can approve newer ones." { Behind = "behind" }
    webhook::Outcome, "How an attempt to deliver ended." {
        Delivered = "delivered", Gone = "gone", Redirected = "redirected", Refused = "refused",
        TimedOut = "timed_out", Unreachable = "unreachable", AddressNotPublic = "address_not_public",
    }
    Plan, "The licence that the customer holds." { Boost = "BOOST", Empower = "EMPOWER" }
    Purpose, "What the holder of the link may do: connect, approve again or repair, sign in as the system user, see that access is gone, or approve newer permissions." { Connect = "connect", Reconnect = "reconnect", SystemUser = "system_user", Disconnect = "disconnect", Upgrade = "upgrade" }
    Responsible, "The party that can put something right." {
        Administrator = "administrator", SystemUser = "system_user", HostApp = "host_app", Microsoft = "microsoft",
        Cooperlink = "cooperlink", Nobody = "nobody",
    }
    Severity, "What a failure means: `blocking` stops Cooperlink, `advisory` does not." { Blocking = "blocking", Advisory = "advisory" }
    Service, "A service that the host app may use." { SharePoint = "sharepoint", Mail = "mail" }
    State, "The state of a link: `used` for one that did its purpose, `expired` by our clock." { Active = "active", Used = "used", Expired = "expired", Withdrawn = "withdrawn" }
    Task, "What has to happen next." {
        Connect = "connect", ApproveTenant = "approve_tenant", FreeTenant = "free_tenant",
        ApprovePermissions = "approve_permissions", RemoveApp = "remove_app", NameSystemUser = "name_system_user", NameSites = "name_sites",
        SignInSystemUser = "sign_in_system_user", SignIn = "sign_in", Mend = "mend",
        CorrectRegistration = "correct_registration", Wait = "wait",
    }
    Trigger, "Why it was made: by the schedule, by an administrator on the page, or by the host app." { Scheduled = "scheduled", Interactive = "interactive", Requested = "requested" }
    View, "The extent of the items of a list." { Full = "full", Slim = "slim" }
}

/// The stage of a registration, by the name that its lifecycle gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stage(pub(crate) &'static str);

impl Word for Stage {
    const MEANING: &'static str = "The stage of the registration.";
    const ALL: &'static [Self] = &[
        Self("invited"),
        Self("signed_in"),
        Self("consented"),
        Self("connected"),
        Self("disconnected"),
        Self("erased"),
    ];

    fn word(self) -> &'static str {
        self.0
    }
}

/// The state of a tenant's permissions, as lists are filtered by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PermissionsFilter {
    /// Newer permissions can be approved.
    Behind,
}

/// The extent of the items of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum View {
    /// As one is read.
    #[default]
    Full,
    /// The few members that tell which ones to read.
    Slim,
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

readable! { usability::Answer, Health, Language, PermissionsFilter, Plan, Purpose, Stage, View }

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

/// Schema of a word that an answer gives, or null.
pub(crate) fn open_words_or_null<W: Word>() -> Object {
    let mut words = open_words::<W>();
    words.schema_type = SchemaType::from_iter([Type::String, Type::Null]);
    words
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
        demand_same::<attempt::Outcome>();
        demand_same::<DeliveryState>();
        demand_same::<EndpointState>();
        demand_same::<Health>();
        demand_same::<Identity>();
        demand_same::<IsGone>();
        demand_same::<Kind>();
        demand_same::<Language>();
        demand_same::<Outcome>();
        demand_same::<Plan>();
        demand_same::<Purpose>();
        demand_same::<Severity>();
        demand_same::<Responsible>();
        demand_same::<Service>();
        demand_same::<State>();
        demand_same::<Task>();
        demand_same::<usability::Answer>();
        demand_same::<Trigger>();
    }
}
