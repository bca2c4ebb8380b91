//! Identifiers, parsed once at the edge. All are GUIDs in their lower-case hyphenated form; upper case, braces and
//! domain names are refused, so that one tenant cannot appear under two names (T66). In JSON, where Microsoft
//! writes some of its ids in capitals, the same GUID in capitals is read as the lower-case one; our own have one spelling.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// Error for a text that is not a GUID in lower-case hyphenated form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a lower-case GUID")]
pub struct InvalidId;

fn parse(text: &str) -> Result<Uuid, InvalidId> {
    let uuid = Uuid::try_parse(text).map_err(|_| InvalidId)?;
    let mut canonical = Uuid::encode_buffer();
    if uuid.as_hyphenated().encode_lower(&mut canonical) == text {
        Ok(uuid)
    } else {
        Err(InvalidId)
    }
}

/// Reads an id of Microsoft's, which may be written in capitals.
fn parse_any_case(text: &str) -> Result<Uuid, InvalidId> {
    parse(&text.to_ascii_lowercase())
}

macro_rules! id {
    ($(#[$documentation:meta])* $name:ident, $parse_json:ident) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a GUID that is already known to be an id of this kind.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The GUID itself.
            pub const fn as_uuid(&self) -> &Uuid {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                parse(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                $parse_json(&text).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(formatter)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}({})", stringify!($name), self.0.as_hyphenated())
            }
        }
    };
}

id! {
    /// A customer's Entra directory, `tid`. Always the GUID, never a domain name.
    TenantId, parse_any_case
}
id! {
    /// An application (client) id, `appId`: the same in every tenant.
    ClientId, parse_any_case
}
id! {
    /// The `id` of a directory object: a user, group, service principal or application role.
    ObjectId, parse_any_case
}
id! {
    /// A service plan inside a licence, `servicePlanId`: the same in every tenant.
    ServicePlanId, parse_any_case
}
id! {
    /// Our record of one customer's tenant being connected; the id stays the same for life, also over reconnects.
    RegistrationId, parse
}
id! {
    /// One invitation. It names the invitation to the host app; the link carries a secret token instead.
    InvitationId, parse
}
id! {
    /// One kept verification report. Version 7 GUIDs, so they sort by time.
    VerificationId, parse
}
id! {
    /// One event. Version 7 GUIDs, so they sort by time.
    EventId, parse
}

id! {
    /// One entry of a registration's audit. Version 7 GUIDs, so they sort by time.
    AuditId, parse
}

/// The consumer tenant, where personal Microsoft accounts live; never a customer.
/// <https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference>
pub const CONSUMER_TENANT: TenantId =
    TenantId(Uuid::from_u128(0x9188_040d_6c67_4c5b_b112_36a3_04b6_6dad));

/// Microsoft Graph's application id, the same in every tenant and cloud.
pub const MICROSOFT_GRAPH: ClientId =
    ClientId(Uuid::from_u128(0x0000_0003_0000_0000_c000_0000_0000_0000));

/// SHA-256 of a secret token with its domain tag, in lower-case hexadecimal; it is stored in place of the token.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TokenHash(String);

impl TokenHash {
    /// Writes a digest as a stored hash.
    pub fn from_digest(digest: &[u8; 32]) -> Self {
        use fmt::Write as _;
        let mut text = String::with_capacity(64);
        for byte in digest {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// The hexadecimal text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for TokenHash {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        let valid = text.len() == 64
            && text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if valid {
            Ok(Self(text))
        } else {
            Err(InvalidId)
        }
    }
}

impl From<TokenHash> for String {
    fn from(hash: TokenHash) -> Self {
        hash.0
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "TokenHash({}..)",
            self.0.get(..8).unwrap_or_default()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("9188040d-6c67-4c5b-b112-36a304b66dad", true; "canonical")]
    #[test_case("9188040D-6C67-4C5B-B112-36A304B66DAD", false; "upper case")]
    #[test_case("{9188040d-6c67-4c5b-b112-36a304b66dad}", false; "braces")]
    #[test_case("9188040d6c674c5bb11236a304b66dad", false; "no hyphens")]
    #[test_case("urn:uuid:9188040d-6c67-4c5b-b112-36a304b66dad", false; "urn")]
    #[test_case("contoso.example", false; "domain name")]
    #[test_case("", false; "empty")]
    fn t66_only_the_lower_case_guid_names_a_tenant(text: &str, accepted: bool) {
        assert_eq!(text.parse::<TenantId>().is_ok(), accepted);
    }

    #[test_case("9188040D-6C67-4C5B-B112-36A304B66DAD", Some("9188040d-6c67-4c5b-b112-36a304b66dad"); "capitals")]
    #[test_case("9188040d-6C67-4c5b-B112-36a304b66dad", Some("9188040d-6c67-4c5b-b112-36a304b66dad"); "mixed")]
    #[test_case("{9188040D-6C67-4C5B-B112-36A304B66DAD}", None; "braces")]
    #[test_case("9188040D6C674C5BB11236A304B66DAD", None; "no hyphens")]
    fn t66_an_id_in_capitals_is_the_same_id_in_json(text: &str, read_as: Option<&str>) {
        let read = TenantId::try_from(text.to_owned()).ok();
        assert_eq!(read.map(|id| id.to_string()).as_deref(), read_as);
        assert!(RegistrationId::try_from(text.to_owned()).is_err(), "ours");
    }

    #[test]
    fn well_known_ids_read_as_microsoft_prints_them() {
        assert_eq!(
            CONSUMER_TENANT.to_string(),
            "9188040d-6c67-4c5b-b112-36a304b66dad"
        );
        assert_eq!(
            MICROSOFT_GRAPH.to_string(),
            "00000003-0000-0000-c000-000000000000"
        );
    }

    #[test]
    fn token_hash_takes_only_lower_case_hexadecimal() {
        assert!(TokenHash::try_from("0".repeat(64)).is_ok());
        assert!(TokenHash::try_from("A".repeat(64)).is_err());
        assert!(TokenHash::try_from("0".repeat(63)).is_err());
    }
}
