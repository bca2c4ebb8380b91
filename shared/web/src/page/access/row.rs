//! A row of the table: a user, a group or an application, with a box to choose it or a button to remove its assignment.

use super::super::{
    Frame, Moment,
    sentence::{Piece, Value},
};
use crate::words;
use domain::access::{AssignedApplication, Assignee, AssigneeKind, Candidate, Members, Principal};
use std::collections::BTreeMap;

/// Most members of a group that are named.
const MOST_NAMED: usize = 50;

/// A row of the table.
pub(super) struct AccessRow {
    /// Object id, from which ids of elements are made.
    pub(super) id: String,
    pub(super) name: String,
    pub(super) address: Option<String>,
    pub(super) kind: String,
    pub(super) is_assigned: bool,
    /// Start of the assignment.
    pub(super) since: Option<Moment>,
    /// Kind of the assignment, or the reason why it cannot be assigned.
    pub(super) how: Option<String>,
    pub(super) members: Option<MembersLine>,
    pub(super) pick: Pick,
}

/// Way to choose the principal or to remove its assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pick {
    /// A box that chooses it.
    Box { value: String, is_ticked: bool },
    /// A box that cannot be used.
    Never,
    /// A button that removes the assignment.
    Remove,
    /// No control.
    Nothing,
}

/// The direct members of a group.
pub(super) struct MembersLine {
    /// Number of members, or a note that they could not be read.
    pub(super) number: String,
    pub(super) people: Names,
    /// Groups inside the group, which do not count.
    pub(super) groups: Names,
}

/// Names, of which a limited number is listed.
#[derive(Default)]
pub(super) struct Names {
    pub(super) names: Vec<String>,
    /// Number of further names, in words.
    pub(super) more: Option<String>,
}

impl Names {
    pub(super) fn of(frame: &Frame<'_>, principals: &[Principal], most: usize) -> Self {
        let names = principals.iter().take(most);
        let besides = principals.len().saturating_sub(most);
        Self {
            names: names.map(|one| words::name(&one.name)).collect(),
            more: (besides > 0).then(|| count(frame, "access-more", besides)),
        }
    }
}

impl AccessRow {
    fn new(frame: &Frame<'_>, principal: &Principal, pick: Pick) -> Self {
        let kind = match principal.kind {
            AssigneeKind::User => "access-kind-user",
            AssigneeKind::Group => "access-kind-group",
        };
        Self {
            id: principal.id.to_string(),
            name: words::name(&principal.name),
            address: principal.address.as_deref().map(words::name),
            kind: frame.say(kind),
            is_assigned: false,
            since: None,
            how: None,
            members: None,
            pick,
        }
    }

    /// An assigned user or group; with a button if the assignment may be removed.
    pub(super) fn of_assigned(frame: &Frame<'_>, assigned: &Assignee, can_change: bool) -> Self {
        let principal = &assigned.principal;
        let pick = if can_change {
            Pick::Remove
        } else {
            Pick::Nothing
        };
        let members = (principal.kind == AssigneeKind::Group)
            .then(|| MembersLine::of(frame, assigned.members.as_ref()));
        Self {
            is_assigned: true,
            since: assigned.since.map(|at| frame.moment(at)),
            how: members.is_none().then(|| frame.say("access-how-directly")),
            members,
            ..Self::new(frame, principal, pick)
        }
    }

    /// An assigned application.
    pub(super) fn of_application(frame: &Frame<'_>, application: &AssignedApplication) -> Self {
        Self {
            id: application.id.to_string(),
            name: words::name(&application.name),
            address: None,
            kind: frame.say("access-kind-application"),
            is_assigned: true,
            since: application.since.map(|at| frame.moment(at)),
            how: Some(frame.say("access-how-application")),
            members: None,
            pick: Pick::Nothing,
        }
    }

    /// A user or group that is not assigned: ticked before, or found by a search.
    pub(super) fn of_candidate(frame: &Frame<'_>, candidate: &Candidate, is_ticked: bool) -> Self {
        let principal = &candidate.principal;
        if !candidate.can_be_assigned {
            return Self {
                how: Some(frame.say("access-cannot-be-assigned")),
                ..Self::new(frame, principal, Pick::Never)
            };
        }
        let kind = match principal.kind {
            AssigneeKind::User => "user",
            AssigneeKind::Group => "group",
        };
        let value = format!("{kind}:{}", principal.id);
        Self::new(frame, principal, Pick::Box { value, is_ticked })
    }
}

/// Adds the object id to rows that look alike.
pub(super) fn tell_apart(mut rows: Vec<AccessRow>) -> Vec<AccessRow> {
    let mut seen: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    let looks = |row: &AccessRow| (row.name.to_lowercase(), row.address.clone());
    for row in &rows {
        *seen.entry(looks(row)).or_default() += 1;
    }
    for row in &mut rows {
        if seen.get(&looks(row)).is_some_and(|count| *count > 1) {
            row.address = Some(row.id.clone());
        }
    }
    rows
}

impl MembersLine {
    /// Whether the group has no member to name.
    pub(super) fn is_empty(&self) -> bool {
        self.people.names.is_empty() && self.groups.names.is_empty()
    }

    fn of(frame: &Frame<'_>, members: Option<&Members>) -> Self {
        let Some(members) = members else {
            return Self {
                number: frame.say("access-members-unread"),
                people: Names::default(),
                groups: Names::default(),
            };
        };
        Self {
            number: count(frame, "access-members", members.people.len()),
            people: Names::of(frame, &members.people, MOST_NAMED),
            groups: Names::of(frame, &members.groups, MOST_NAMED),
        }
    }
}

/// A text with a number.
pub(super) fn count(frame: &Frame<'_>, id: &str, number: usize) -> String {
    let number = Value::Number(u64::try_from(number).unwrap_or(u64::MAX));
    let pieces = frame.sentence(id, vec![("number", number)]);
    pieces.into_iter().map(|Piece { text, .. }| text).collect()
}
