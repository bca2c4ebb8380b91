//! Texts, instants and words as the domain knows them. A value is of the domain's own type, checked by the domain's own rule;
//! here it gets its place.

use super::Errors;
use app::host::registrations::ValueChange;
use deserr::{Deserr, ErrorKind, IntoValue, Value, ValueKind, ValuePointerRef};
use domain::{
    customer::{
        CustomerId, CustomerName, DomainName, Flaw, InvalidValue, LibraryName, MetadataValue,
        Requester, UserPrincipalName,
    },
    ids::{InvalidId, RegistrationId, TenantId},
    site_address::SiteAddress,
    support_code::SupportCode,
};
use jiff::{Timestamp, tz::TimeZone};
use url::Url;
use web::problem::ErrorCode;

/// Reads a text in which no character was lost on the way.
pub(crate) fn text<V: IntoValue>(
    value: Value<V>,
    location: ValuePointerRef<'_>,
) -> Result<String, Errors> {
    match value {
        Value::String(text) if text.contains(char::REPLACEMENT_CHARACTER) => {
            let message = "holds a replacement character: a part of it was lost; send it as UTF-8";
            Err(Errors::one(location, ErrorCode::InvalidValue, message))
        }
        Value::String(text) => Ok(text),
        actual => Err(wrong_type(actual, ValueKind::String, location)),
    }
}

/// The error of a value that is JSON of another type.
pub(crate) fn wrong_type<V: IntoValue>(
    actual: Value<V>,
    accepted: ValueKind,
    location: ValuePointerRef<'_>,
) -> Errors {
    let accepted = &[accepted];
    let error = ErrorKind::IncorrectValueKind { actual, accepted };
    deserr::take_cf_content(deserr::DeserializeError::error(None, error, location))
}

/// Error of a domain's rule, in the terms of the API.
trait Refusal {
    fn code(&self) -> ErrorCode;
    fn message(&self) -> String;
}

impl Refusal for InvalidValue {
    fn code(&self) -> ErrorCode {
        match self.flaw() {
            Flaw::Malformed => ErrorCode::InvalidValue,
            Flaw::TooLong => ErrorCode::TooLong,
            Flaw::PublicDomain => ErrorCode::PublicDomain,
        }
    }

    fn message(&self) -> String {
        self.to_string()
    }
}

impl Refusal for InvalidId {
    fn code(&self) -> ErrorCode {
        ErrorCode::InvalidValue
    }

    fn message(&self) -> String {
        "must be a GUID such as 7e000000-0000-4000-8000-000000000001".to_owned()
    }
}

macro_rules! texts {
    ($($name:ty),* $(,)?) => {
        $(impl Deserr<Errors> for $name {
            fn deserialize_from_value<V: IntoValue>(
                value: Value<V>,
                location: ValuePointerRef<'_>,
            ) -> Result<Self, Errors> {
                Self::try_from(text(value, location)?)
                    .map_err(|error| Errors::one(location, error.code(), &error.message()))
            }
        })*
    };
}

texts! {
    CustomerId, CustomerName, DomainName, LibraryName, MetadataValue, RegistrationId, Requester, SiteAddress, SupportCode, TenantId, UserPrincipalName,
}

/// An https address of at most 2,000 characters.
impl Deserr<Errors> for Url {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef<'_>,
    ) -> Result<Self, Errors> {
        let text = text(value, location)?;
        if text.len() > 2000 {
            let message = "must be at most 2000 characters";
            return Err(Errors::one(location, ErrorCode::TooLong, message));
        }
        Self::parse(&text)
            .map_err(|_| Errors::one(location, ErrorCode::InvalidValue, "must be an https URL"))
    }
}

const NO_INSTANT: &str = "must be a time such as 2026-12-01T09:30:00Z (RFC 3339)";

/// An instant of this age, exactly as RFC 3339 writes it.
impl Deserr<Errors> for Timestamp {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef<'_>,
    ) -> Result<Self, Errors> {
        let text = text(value, location)?;
        let instant = is_rfc_3339(&text).then(|| text.parse().ok()).flatten();
        instant
            .filter(is_of_this_age)
            .ok_or_else(|| Errors::one(location, ErrorCode::InvalidValue, NO_INSTANT))
    }
}

/// Whether an instant is one that calendars can hold.
fn is_of_this_age(at: &Timestamp) -> bool {
    (2000..3000).contains(&at.to_zoned(TimeZone::UTC).year())
}

/// Whether a text has the form of RFC 3339 section 5.6: `T` between date and time, seconds, and an offset with a colon. A
/// leap second is refused, because it would silently become another second.
fn is_rfc_3339(text: &str) -> bool {
    let is_like = |part: &str, pattern: &str| {
        part.len() == pattern.len()
            && part
                .bytes()
                .zip(pattern.bytes())
                .all(|(byte, wanted)| match wanted {
                    b'0' => byte.is_ascii_digit(),
                    wanted => byte.eq_ignore_ascii_case(&wanted),
                })
    };
    let Some((second, rest)) = text.split_at_checked(19) else {
        return false;
    };
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let offset = match rest.strip_prefix('.') {
        Some(fraction) if digits(fraction) > 0 => &fraction[digits(fraction)..],
        Some(_) => return false,
        None => rest,
    };
    is_like(second, "0000-00-00T00:00:00")
        && !second.ends_with("60")
        && (offset.eq_ignore_ascii_case("Z")
            || is_like(offset, "+00:00")
            || is_like(offset, "-00:00"))
}

/// A member of a merge patch (RFC 7396): absent stays, null goes, a value is set. Absent is the type's default.
impl<T: Deserr<Errors>> Deserr<Errors> for ValueChange<T> {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef<'_>,
    ) -> Result<Self, Errors> {
        let value = Option::<T>::deserialize_from_value(value, location)?;
        Ok(value.map_or(Self::Remove, Self::Set))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    fn instant(text: &str) -> Option<Timestamp> {
        deserr::deserialize(serde_json::Value::from(text)).ok()
    }

    #[test_case("2026-12-01T09:30:00Z", 0; "in UTC")]
    #[test_case("2026-12-01t09:30:00z", 0; "in lower case")]
    #[test_case("2026-12-01T10:30:00+01:00", 0; "with an offset")]
    #[test_case("2026-12-01T09:30:00.250Z", 250; "with milliseconds")]
    #[test_case("2026-12-01T09:30:00.250000000-00:00", 250; "with nanoseconds")]
    fn an_instant_of_rfc_3339_is_taken(text: &str, milliseconds: i64) {
        let half_past_nine: Timestamp = "2026-12-01T09:30:00Z".parse().unwrap();
        let expected = half_past_nine.as_millisecond() + milliseconds;
        assert_eq!(instant(text).unwrap().as_millisecond(), expected);
    }

    #[test]
    fn a_text_that_lost_a_character_is_none_of_any_kind() {
        let lost = || serde_json::Value::from("https://app.example/\u{FFFD}");
        assert!(deserr::deserialize::<Url, _, Errors>(lost()).is_err());
        assert!(deserr::deserialize::<SiteAddress, _, Errors>(lost()).is_err());
        assert!(deserr::deserialize::<CustomerName, _, Errors>(lost()).is_err());
    }

    #[test_case("2026-12-01 09:30:00Z"; "a space between date and time")]
    #[test_case("20261201T093000Z"; "without separators")]
    #[test_case("2026-12-01T09:30Z"; "without seconds")]
    #[test_case("2026-12-01T09:30:00Z[Europe/Brussels]"; "with a zone")]
    #[test_case("2026-12-01T09:30:60Z"; "a leap second")]
    #[test_case("2026-12-01T09:30:00"; "without an offset")]
    #[test_case("2026-12-01T09:30:00+01"; "an offset without minutes")]
    #[test_case("2026-12-01T09:30:00+0100"; "an offset without its colon")]
    #[test_case("2026-12-01T09:30:00.Z"; "a fraction without digits")]
    #[test_case("2026-12-01T09:30:00,5Z"; "a fraction after a comma")]
    #[test_case("+002026-12-01T09:30:00Z"; "a long year")]
    #[test_case("1999-12-31T23:59:59Z"; "before this age")]
    #[test_case("2026-13-01T09:30:00Z"; "no month")]
    #[test_case("2026-12-01"; "a date")]
    #[test_case("tomorrow"; "no time")]
    #[test_case(""; "empty")]
    #[test_case("٢٠٢٦-12-01T09:30:00Z"; "digits of another script")]
    fn anything_else_is_no_instant(text: &str) {
        assert_eq!(instant(text), None);
    }
}
