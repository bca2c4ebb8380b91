//! What the host app tells us about a customer. Each value is checked when it is read, so that the rest of the code can
//! rely on it; each error says which rule was broken.

use crate::site_address::SiteAddress;
use serde::{Deserialize, Serialize};
use std::fmt;
use url::Host;

/// A value that the host app gave and that cannot be accepted; the text is fit to be shown to its developers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidValue(pub &'static str);

/// Control, bidirectional and zero-width characters could disguise a name on a page or forge a line in a log
/// (`security.md` T34, T85).
pub fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{00AD}'
                | '\u{061C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
        )
}

macro_rules! text {
    ($(#[$documentation:meta])* $name:ident, $check:expr) => {
        $(#[$documentation])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
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
        if accepted { Ok(text) } else {
            Err(InvalidValue("must be 1 to 64 of the characters A-Z a-z 0-9 . _ : -"))
        }
    }
}
text! {
    /// The customer's name as pages show it: 1 to 120 characters, none of them invisible.
    CustomerName,
    |text| {
        let trimmed = text.trim();
        if trimmed.is_empty() || trimmed.chars().count() > 120 || trimmed.chars().any(is_deceptive) {
            Err(InvalidValue("must be 1 to 120 visible characters"))
        } else {
            Ok(trimmed.to_owned())
        }
    }
}
text! {
    /// Who asks the customer's administrator, as pages show it: a name and perhaps a role, 1 to 256 characters, none of
    /// them invisible.
    Requester,
    |text| {
        let trimmed = text.trim();
        if trimmed.is_empty() || trimmed.chars().count() > 256 || trimmed.chars().any(is_deceptive) {
            Err(InvalidValue("must be 1 to 256 visible characters"))
        } else {
            Ok(trimmed.to_owned())
        }
    }
}
text! {
    /// A DNS domain of the customer, such as `contoso.com`; kept in lower case, at most 253 characters, at least two
    /// labels. Internationalised names are kept in their ASCII form.
    DomainName,
    |text| {
        let error = InvalidValue("must be a domain name such as contoso.com");
        if text.contains(['/', ':', '@', '?', '#', '%', '\\']) || text.chars().any(char::is_whitespace) {
            return Err(error);
        }
        let Ok(Host::Domain(host)) = Host::parse(text.trim_end_matches('.')) else { return Err(error) };
        let labels_hold = host.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        });
        if labels_hold && host.len() <= 253 && host.contains('.') { Ok(host) } else { Err(error) }
    }
}
text! {
    /// A user principal name such as `cooperlink@contoso.com`, at most 113 characters. Never an identity, only what to
    /// expect and to show (`security.md` T17).
    UserPrincipalName,
    |text| {
        let error = InvalidValue("must be a user principal name such as cooperlink@contoso.com");
        let Some((name, domain)) = text.split_once('@') else { return Err(error) };
        let name_holds = !name.is_empty()
            && name.len() <= 64
            && name.chars().all(|character| {
                character.is_alphanumeric() || "!#$&'*+-./=?^_`{|}~".contains(character)
            });
        if text.len() <= 113 && name_holds && DomainName::try_from(domain.to_owned()).is_ok() {
            Ok(text)
        } else {
            Err(error)
        }
    }
}
text! {
    /// The name of a document library as people see it: 1 to 255 visible characters.
    LibraryName,
    |text| {
        let trimmed = text.trim();
        if trimmed.is_empty() || trimmed.chars().count() > 255 || trimmed.chars().any(is_deceptive) {
            Err(InvalidValue("must be 1 to 255 visible characters"))
        } else {
            Ok(trimmed.to_owned())
        }
    }
}

mod metadata;

pub use metadata::{Metadata, MetadataKey, MetadataPatch, MetadataValue};

/// The licence the customer holds with Cooperlink. Others are refused: the service is for these two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Plan {
    /// Cooperlink BOOST.
    Boost,
    /// Cooperlink EMPOWER.
    Empower,
}

/// The language pages start in; the reader can change it.
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

/// Who the registration is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// The host app's own name of the customer.
    pub id: CustomerId,
    /// The name that pages show.
    pub name: CustomerName,
    /// The licence held.
    pub plan: Plan,
}

/// A SharePoint site that Cooperlink is to work with, and its libraries (at most 20 over all sites).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The site's address.
    pub url: SiteAddress,
    /// The libraries, by the name people see.
    pub libraries: Vec<LibraryName>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use test_case::test_case;

    #[test_case("contoso.com", Some("contoso.com"); "plain")]
    #[test_case("Contoso.COM", Some("contoso.com"); "lower cased")]
    #[test_case("münchen.example", Some("xn--mnchen-3ya.example"); "internationalised")]
    #[test_case("contoso", None; "one label")]
    #[test_case("contoso.com/x", None; "path")]
    #[test_case("127.0.0.1", None; "address")]
    #[test_case("a@contoso.com", None; "mail address")]
    #[test_case("-a.example", None; "leading hyphen")]
    fn domain_names(text: &str, expected: Option<&str>) {
        let parsed = DomainName::try_from(text.to_owned()).ok();
        assert_eq!(parsed.as_ref().map(DomainName::as_str), expected);
    }

    #[test_case("Contoso\u{202E}moc", false; "bidirectional override")]
    #[test_case("Contoso\r\nSet-Cookie", false; "line break")]
    #[test_case(" Contoso & <Söhne> ", true; "ordinary punctuation")]
    #[test_case("   ", false; "blank")]
    fn t34_names_carry_no_invisible_characters(text: &str, accepted: bool) {
        assert_eq!(CustomerName::try_from(text.to_owned()).is_ok(), accepted);
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
