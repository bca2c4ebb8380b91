//! Drives of the configured libraries, as Graph last named them, and the last successful trials of writing to them. A stored
//! drive decides nothing: a run may try a library by its drive before Graph has confirmed the drive, and drops the result if
//! Graph does not confirm it. The runs of the next hours report a successful trial with its age.

use crate::{
    customer::{InvalidValue, LibraryName},
    site_address::SiteAddress,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Time for which a scheduled run relies on a successful trial of writing: 17 hours. Of runs six hours apart the third tries
/// again, so the knowledge about a library is never a day old.
pub const TRIAL_HOLDS: SignedDuration = SignedDuration::from_hours(17);
/// Age from which a kept trial is replaced by a newer one: 12 hours. Runs on request try each time, and this limit rewrites a
/// registration for it at most twice a day.
const KEPT_ANEW_AFTER: SignedDuration = SignedDuration::from_hours(12);

/// Id of a drive, fit for a path. It is an opaque text of Graph's, such as `b!` followed by base64url, and not a GUID. Its
/// characters and its length are checked before it becomes part of an address, whatever its source (T45).
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
            Err(InvalidValue::new(
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

/// Drives of libraries, by the site's address and the library's name.
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

/// Knowledge about libraries before a reading.
#[derive(Debug, Clone, Copy)]
pub struct KnownLibraries<'a> {
    /// Drives of the libraries.
    pub drives: &'a KnownDrives,
    /// Last successful trials of writing.
    pub write_trials: &'a WriteTrials,
    /// Instant from which on a trial is new enough not to be repeated.
    pub trials_since: Timestamp,
}

impl KnownLibraries<'_> {
    /// Instant of a trial of writing that is new enough to rely on.
    pub fn relied_on(&self, site: &SiteAddress, library: &LibraryName) -> Option<Timestamp> {
        let tried_at = self.write_trials.find(site, library);
        tried_at.filter(|tried_at| *tried_at >= self.trials_since)
    }
}

/// Instants of the last successful trials of writing to libraries, by the site's address and the library's name. A refused
/// trial is not kept, because every run may repeat it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WriteTrials(BTreeMap<SiteAddress, BTreeMap<LibraryName, Timestamp>>);

impl WriteTrials {
    /// Whether no trial is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The instant of a library's last successful trial.
    pub fn find(&self, site: &SiteAddress, library: &LibraryName) -> Option<Timestamp> {
        self.0.get(site)?.get(library).copied()
    }

    /// Keeps a successful trial, in place of an earlier one.
    pub fn insert(&mut self, site: &SiteAddress, library: &LibraryName, tried_at: Timestamp) {
        let libraries = self.0.entry(site.clone()).or_default();
        libraries.insert(library.clone(), tried_at);
    }

    /// Whether these trials replace earlier ones: they are of other libraries, or one is much newer.
    pub fn replace(&self, earlier: &Self) -> bool {
        let libraries = |trials: &Self| {
            let sites = trials.0.iter();
            let libraries = sites.flat_map(|(site, libraries)| {
                libraries
                    .iter()
                    .map(|(library, at)| ((site.clone(), library.clone()), *at))
            });
            libraries.collect::<BTreeMap<_, _>>()
        };
        let (new, earlier) = (libraries(self), libraries(earlier));
        new.len() != earlier.len()
            || new.iter().any(|(library, at)| {
                earlier
                    .get(library)
                    .is_none_or(|earlier| *at > *earlier + KEPT_ANEW_AFTER)
            })
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

    fn trials(tried: &[(&str, i64)]) -> WriteTrials {
        let mut trials = WriteTrials::default();
        for (name, hour) in tried {
            let site = SiteAddress::try_from("https://contoso.sharepoint.com".to_owned()).unwrap();
            let library = LibraryName::try_from((*name).to_owned()).unwrap();
            let at = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(*hour);
            trials.insert(&site, &library, at);
        }
        trials
    }

    #[test_case(&[("Documents", 0)], false; "the same")]
    #[test_case(&[("Documents", 12)], false; "half a day newer")]
    #[test_case(&[("Documents", 13)], true; "more than half a day newer")]
    #[test_case(&[("Documents", 0), ("Plans", 0)], true; "of one more library")]
    #[test_case(&[("Plans", 0)], true; "of another library")]
    #[test_case(&[], true; "of none any more")]
    fn trials_are_kept_anew_where_they_differ_or_are_much_newer(
        new: &[(&str, i64)],
        expected: bool,
    ) {
        assert_eq!(trials(new).replace(&trials(&[("Documents", 0)])), expected);
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
