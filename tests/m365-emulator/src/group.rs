//! Groups of a directory (<https://learn.microsoft.com/en-us/graph/api/resources/groups-overview>).

use std::collections::BTreeSet;

use serde::Deserialize;
use uuid::Uuid;

/// A group as a tenant file describes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the names are Microsoft's")]
pub(crate) struct Group {
    pub(crate) id: Uuid,
    pub(crate) display_name: String,
    #[serde(default)]
    pub(crate) description: Option<String>,
    /// Its mail address, if it has one.
    #[serde(default)]
    pub(crate) mail: Option<String>,
    #[serde(default = "for_security")]
    pub(crate) security_enabled: bool,
    #[serde(default)]
    pub(crate) mail_enabled: bool,
    /// `Unified` for a Microsoft 365 group.
    #[serde(default)]
    pub(crate) group_types: Vec<String>,
    /// Object ids of the people who are direct members.
    #[serde(default)]
    pub(crate) members: BTreeSet<Uuid>,
    /// Object ids of the groups that are direct members.
    #[serde(default)]
    pub(crate) groups: BTreeSet<Uuid>,
    /// Whether it is a generated group, which no file names and no command has changed.
    #[serde(skip)]
    pub(crate) generated: bool,
}

fn for_security() -> bool {
    true
}

impl Group {
    /// A security group without members.
    pub(crate) fn empty(id: Uuid, display_name: String) -> Self {
        Self {
            id,
            display_name,
            description: None,
            mail: None,
            security_enabled: true,
            mail_enabled: false,
            group_types: Vec::new(),
            members: BTreeSet::new(),
            groups: BTreeSet::new(),
            generated: false,
        }
    }
}
