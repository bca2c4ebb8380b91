//! The host app's data about a customer. Each value is checked when it is read, so that the rest of the code can rely on it;
//! each error names the rule that was broken.

mod domain_name;
mod visible;

pub use crate::text::{Flaw, InvalidValue, is_deceptive};
pub use visible::visible;

use crate::site_address::SiteAddress;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! text {
    ($(#[$documentation:meta])* $name:ident, $check:expr) => {
        $(#[$documentation])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        // A stored text is read as it stands: a rule that came later makes no stored row unreadable.
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidValue;

            fn try_from(text: String) -> Result<Self, InvalidValue> {
                let check: fn(String) -> Result<String, InvalidValue> = $check;
                check(text).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

text! {
    /// The host app's own name of a customer: 1 to 64 of `A-Z a-z 0-9 . _ : -`.
    CustomerId,
    |text| {
        let accepted = (1..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._:-".contains(&byte));
        // These two are directories to whatever puts the id into a path.
        if accepted && !matches!(text.as_str(), "." | "..") { Ok(text) } else {
            let flaw = if text.len() > 64 { Flaw::TooLong } else { Flaw::Malformed };
            Err(InvalidValue::of(flaw, "must be 1 to 64 of the characters A-Z a-z 0-9 . _ : -, and more than dots"))
        }
    }
}
text! {
    /// The customer's name as pages show it: 1 to 120 characters, none of them invisible.
    CustomerName,
    |text| visible(&text, 120, "must be 1 to 120 visible characters")
}
text! {
    /// Person or company that asks the customer's administrator, as pages show it: a name and perhaps a role, 1 to 256
    /// characters, none of them invisible.
    Requester,
    |text| visible(&text, 256, "must be 1 to 256 visible characters")
}
text! {
    /// A DNS domain of the customer, such as `contoso.com`; kept in lower case, at most 253 characters, at least two labels.
    /// Internationalised names are kept in their ASCII form. Spaces and a scheme that people paste with it are dropped. A
    /// domain under which the public can have mailboxes is refused.
    DomainName,
    |text| domain_name::pasted(&text)
}
text! {
    /// A user principal name such as `cooperlink@contoso.com`, at most 113 characters, without surrounding spaces. It is
    /// expected and shown, and never proves an identity (T17).
    UserPrincipalName,
    |text| {
        let text = text.trim();
        let error = InvalidValue::new("must be a user principal name such as cooperlink@contoso.com");
        let Some((name, domain)) = text.split_once('@') else { return Err(error) };
        let name_holds = !name.is_empty()
            && name.len() <= 64
            && name.chars().all(|character| {
                character.is_alphanumeric() || "!#$&'*+-./=?^_`{|}~".contains(character)
            });
        if text.len() <= 113 && name_holds && domain_name::form(domain).is_ok() {
            Ok(text.to_owned())
        } else {
            Err(error)
        }
    }
}
text! {
    /// Name of a document library as people see it: 1 to 255 visible characters.
    LibraryName,
    |text| visible(&text, 255, "must be 1 to 255 visible characters")
}

mod metadata;

pub use metadata::{Metadata, MetadataKey, MetadataPatch, MetadataValue};

/// Licence that the customer holds with Cooperlink. The service accepts these two alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Plan {
    /// Cooperlink BOOST.
    Boost,
    /// Cooperlink EMPOWER.
    Empower,
}

/// Language in which pages start; the reader can change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// French.
    Fr,
    /// Dutch.
    Nl,
    /// German.
    De,
}

impl Language {
    /// Every language, in the order a switch shows them.
    pub const ALL: [Self; 4] = [Self::En, Self::Fr, Self::Nl, Self::De];

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Nl => "nl",
            Self::De => "de",
        }
    }
}

/// Customer of a registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// The host app's own name of the customer.
    pub id: CustomerId,
    /// The name that pages show.
    pub name: CustomerName,
    /// The customer's licence.
    pub plan: Plan,
}

/// A SharePoint site for Cooperlink to work with, and its libraries (at most 20 over all sites).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The site's address.
    pub url: SiteAddress,
    /// Libraries, by the names that people see.
    pub libraries: Vec<LibraryName>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use test_case::test_case;

    #[test_case("4711", true; "a number")]
    #[test_case("a.b_c:d-e", true; "punctuation")]
    #[test_case("...", true; "three dots")]
    #[test_case(".", false; "a dot")]
    #[test_case("..", false; "two dots")]
    #[test_case("", false; "nothing")]
    #[test_case("a/b", false; "a slash")]
    #[test_case("é", false; "a letter beyond ASCII")]
    fn customer_ids(text: &str, accepted: bool) {
        assert_eq!(CustomerId::try_from(text.to_owned()).is_ok(), accepted);
    }

    #[test]
    fn a_stored_text_stays_readable_under_a_rule_that_came_later() {
        let stored = serde_json::json!(["..", "gmail.com", "Contoso\u{FFFD}"]);
        let read: (CustomerId, DomainName, CustomerName) = serde_json::from_value(stored).unwrap();
        assert_eq!(read.1.as_str(), "gmail.com");
    }

    #[test_case("Contoso\u{202E}moc", false; "bidirectional override")]
    #[test_case("Contoso\r\nSet-Cookie", false; "line break")]
    #[test_case(" Contoso & <Söhne> ", true; "ordinary punctuation")]
    #[test_case("   ", false; "blank")]
    fn t34_names_carry_no_invisible_characters(text: &str, accepted: bool) {
        assert_eq!(CustomerName::try_from(text.to_owned()).is_ok(), accepted);
    }

    #[test_case(" cooperlink@contoso.com\u{A0}\n", true; "spaces around it")]
    #[test_case("cooper link@contoso.com", false; "a space within")]
    #[test_case("cooperlink", false; "no domain")]
    fn user_principal_names(text: &str, accepted: bool) {
        let name = UserPrincipalName::try_from(text.to_owned());
        assert_eq!(name.is_ok(), accepted);
        assert!(name.is_ok_and(|name| name.as_str() == "cooperlink@contoso.com") == accepted);
    }

    proptest! {
        #[test]
        fn parsers_never_panic(text in "\\PC*") {
            let _ = DomainName::try_from(text.clone());
            let _ = SiteAddress::try_from(text.clone());
            let _ = UserPrincipalName::try_from(text.clone());
            let _ = CustomerId::try_from(text);
        }
    }
}
