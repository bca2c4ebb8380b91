//! Sites and document libraries of a tenant, and the people who may open them.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/api/resources/site>,
//! <https://learn.microsoft.com/en-us/graph/api/resources/drive>,
//! <https://learn.microsoft.com/en-us/sharepoint/manage-lock-status>,
//! <https://learn.microsoft.com/en-us/microsoft-365/archive/archive-overview>.

use aws_lc_rs::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Name that stands for every person of the tenant among `readers` and `writers`.
const EVERYONE: &str = "everyone";

/// A site.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Site {
    /// Path below the host without a slash in front, such as `sites/projects`; empty for the root site.
    pub(crate) path: String,
    pub(crate) display_name: String,
    /// Paths of the site from before it was moved, the first one first.
    #[serde(default)]
    pub(crate) former_paths: Vec<String>,
    #[serde(default)]
    pub(crate) state: SiteState,
    /// User principal names of the readers, or `everyone`.
    #[serde(default)]
    pub(crate) readers: Vec<String>,
    /// User principal names of the writers, who may read too.
    #[serde(default)]
    pub(crate) writers: Vec<String>,
    #[serde(default)]
    pub(crate) libraries: Vec<Library>,
}

/// State of a site, which decides whether it can be opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SiteState {
    #[default]
    Active,
    /// Lock state `ReadOnly`.
    ReadOnly,
    /// Lock state `NoAccess`.
    NoAccess,
    /// In Microsoft 365 Archive.
    Archived,
    Deleted,
}

/// A document library.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Library {
    pub(crate) name: String,
    /// Id, which stays when the library is renamed; made from the names if a file or command gives none.
    #[serde(default)]
    pub(crate) id: Uuid,
    /// Readers who replace the site's readers and writers.
    #[serde(default)]
    pub(crate) readers: Option<Vec<String>>,
    /// Writers who replace the site's writers.
    #[serde(default)]
    pub(crate) writers: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) quota: Quota,
    /// Whether it is SharePoint's own, such as Site Assets: it then has the `system` facet.
    #[serde(default)]
    pub(crate) system: bool,
}

/// `quota.state` of a drive (<https://learn.microsoft.com/en-us/graph/api/resources/quota>).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Quota {
    #[default]
    Normal,
    Nearing,
    Critical,
    Exceeded,
}

impl Site {
    /// A site without people and libraries.
    pub(crate) fn empty(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            display_name: path.to_owned(),
            former_paths: Vec::new(),
            state: SiteState::Active,
            readers: Vec::new(),
            writers: Vec::new(),
            libraries: Vec::new(),
        }
    }

    /// Whether this person may open the site.
    pub(crate) fn may_read(&self, name: &str) -> bool {
        named(&self.readers, name) || named(&self.writers, name)
    }

    /// Whether this person may open the library.
    pub(crate) fn may_read_in(&self, library: &Library, name: &str) -> bool {
        let reads = library
            .readers
            .as_ref()
            .map_or_else(|| self.may_read(name), |readers| named(readers, name));
        reads || self.may_write_in(library, name)
    }

    /// Whether this person may write in the library, regardless of locks.
    pub(crate) fn may_write_in(&self, library: &Library, name: &str) -> bool {
        named(library.writers.as_ref().unwrap_or(&self.writers), name)
    }

    /// The two GUIDs of the site's id: site collection and web.
    pub(crate) fn ids(&self, tenant: Uuid) -> (Uuid, Uuid) {
        let path = self.former_paths.first().unwrap_or(&self.path);
        let path = path.to_lowercase();
        (
            derived(&format!("{tenant}/{path}/collection")),
            derived(&format!("{tenant}/{path}/web")),
        )
    }

    /// Gives an id to every library that has none.
    pub(crate) fn number_libraries(&mut self, tenant: Uuid) {
        let path = self.path.to_lowercase();
        for library in &mut self.libraries {
            if library.id.is_nil() {
                library.id = derived(&format!("{tenant}/{path}/{}", library.name));
            }
        }
    }

    /// Renames people in all lists.
    pub(crate) fn rename_people(&mut self, renamed: impl Fn(&str) -> String) {
        let rename = |names: &mut Vec<String>| {
            *names = names.iter().map(|name| renamed(name)).collect();
        };
        rename(&mut self.readers);
        rename(&mut self.writers);
        for library in &mut self.libraries {
            library.readers.as_mut().map(rename);
            library.writers.as_mut().map(rename);
        }
    }
}

impl Library {
    /// Last part of the library's address, which differs from the name for the default library.
    pub(crate) fn address(&self) -> &str {
        match self.name.as_str() {
            "Documents" => "Shared Documents",
            "Dokumente" => "Freigegebene Dokumente",
            "Site Assets" => "SiteAssets",
            name => name,
        }
    }
}

impl Quota {
    /// Bytes that are left of 25 TiB.
    pub(crate) fn remaining(self) -> i64 {
        match self {
            Self::Normal => 27_000_000_000_000,
            Self::Nearing => 2_000_000_000_000,
            Self::Critical => 200_000_000_000,
            Self::Exceeded => 0,
        }
    }

    /// Name of the state as Graph writes it.
    pub(crate) fn state(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Nearing => "nearing",
            Self::Critical => "critical",
            Self::Exceeded => "exceeded",
        }
    }
}

fn named(names: &[String], name: &str) -> bool {
    names
        .iter()
        .any(|entry| entry == EVERYONE || entry.eq_ignore_ascii_case(name))
}

/// A GUID that is constant for this text.
fn derived(text: &str) -> Uuid {
    let hash = digest(&SHA256, text.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_ref()[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        toml::from_str(
            r#"
            path = "sites/projects"
            display_name = "Projects"
            readers = ["everyone"]
            writers = ["a@x"]
            libraries = [{ name = "Documents" }, { name = "Closed", readers = ["b@x"], writers = [] }]
            "#,
        )
        .unwrap()
    }

    #[test]
    fn a_library_takes_the_people_of_its_site_unless_it_names_its_own() {
        let site = site();
        let [documents, closed] = site.libraries.as_slice() else {
            unreachable!()
        };
        assert!(site.may_write_in(documents, "A@x") && !site.may_write_in(documents, "b@x"));
        assert!(site.may_read_in(documents, "b@x"));
        assert!(site.may_read_in(closed, "b@x") && !site.may_read_in(closed, "a@x"));
        assert!(!site.may_write_in(closed, "a@x"));
    }

    #[test]
    fn ids_are_stable_and_differ_between_tenants() {
        let (mut one, mut other) = (site(), site());
        one.number_libraries(Uuid::from_u128(1));
        other.number_libraries(Uuid::from_u128(2));
        assert_ne!(one.libraries[0].id, other.libraries[0].id);
        let before = one.libraries[0].id;
        one.libraries[0].name = "Dokumente".to_owned();
        one.number_libraries(Uuid::from_u128(1));
        assert_eq!(one.libraries[0].id, before);
    }
}
