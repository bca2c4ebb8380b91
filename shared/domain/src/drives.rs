//! The drives that hold the configured libraries, as Graph last named them. They decide nothing: a run may try a library by its
//! drive before Graph has confirmed the drive, and drops what that showed unless it does.

use crate::{
    customer::{InvalidValue, LibraryName},
    site_address::SiteAddress,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The id of a drive, fit for a path. It is opaque text of Graph's, such as `b!` with base64url behind it, and not a GUID; so
/// its characters and its length are checked before it goes into an address, wherever it comes from (`security.md` T45).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DriveId(String);

impl DriveId {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for DriveId {
    type Error = InvalidValue;

    fn try_from(text: String) -> Result<Self, InvalidValue> {
        let fits = (1..=200).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!-_".contains(&byte));
        if fits {
            Ok(Self(text))
        } else {
            Err(InvalidValue(
                "must be 1 to 200 of the characters A-Z a-z 0-9 ! - _",
            ))
        }
    }
}

impl From<DriveId> for String {
    fn from(drive: DriveId) -> Self {
        drive.0
    }
}

/// The drives of libraries, by the site's address and the library's name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KnownDrives(BTreeMap<SiteAddress, BTreeMap<LibraryName, DriveId>>);

impl KnownDrives {
    /// Whether no drive is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The drive of a library.
    pub fn find(&self, site: &SiteAddress, library: &LibraryName) -> Option<&DriveId> {
        self.0.get(site)?.get(library)
    }

    /// Keeps the drive of a library, in place of an earlier one.
    pub fn insert(&mut self, site: &SiteAddress, library: &LibraryName, drive: DriveId) {
        let libraries = self.0.entry(site.clone()).or_default();
        libraries.insert(library.clone(), drive);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use test_case::test_case;

    #[test_case("b!-RIj2DuyvEyV1T4NlOaMHk8XkS_I8MdFlUCq1BlcjgmhRfAj3-Z8RY2VpuvV_tpd", true; "a real one")]
    #[test_case("", false; "nothing")]
    #[test_case("b!../../me", false; "dots and slashes")]
    #[test_case("b!a%2Fb", false; "encoded")]
    #[test_case("b!a?x=y", false; "a query")]
    #[test_case("b!a:/x:/", false; "a path")]
    #[test_case("b!é", false; "not ASCII")]
    #[test_case(&"a".repeat(200), true; "200 characters")]
    #[test_case(&"a".repeat(201), false; "201 characters")]
    fn t45_an_id_of_a_drive_is_checked_before_it_goes_into_a_path(id: &str, accepted: bool) {
        assert_eq!(DriveId::try_from(id.to_owned()).is_ok(), accepted);
        let stored = json!({ "https://contoso.sharepoint.com/": { "Documents": id } });
        assert_eq!(
            serde_json::from_value::<KnownDrives>(stored).is_ok(),
            accepted
        );
    }

    #[test]
    fn a_drive_is_known_by_site_and_library() {
        let site = |url: &str| SiteAddress::try_from(url.to_owned()).unwrap();
        let library = |name: &str| LibraryName::try_from(name.to_owned()).unwrap();
        let drive = |id: &str| DriveId::try_from(id.to_owned()).unwrap();
        let projects = site("https://contoso.sharepoint.com/sites/projects");
        let mut drives = KnownDrives::default();
        drives.insert(&projects, &library("Documents"), drive("b!old"));
        drives.insert(&projects, &library("Documents"), drive("b!documents"));
        drives.insert(&projects, &library("Plans"), drive("b!plans"));
        let stored: Value = serde_json::to_value(&drives).unwrap();
        let read: KnownDrives = serde_json::from_value(stored).unwrap();
        let found = |site, name| {
            let found = read.find(site, &library(name));
            found.map(DriveId::as_str)
        };
        assert_eq!(found(&projects, "Documents"), Some("b!documents"));
        assert_eq!(found(&projects, "Plans"), Some("b!plans"));
        assert_eq!(found(&projects, "Photos"), None);
        let root = site("https://contoso.sharepoint.com");
        assert_eq!(found(&root, "Documents"), None);
    }
}
