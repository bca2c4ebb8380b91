//! A user or group in a list, with the box that chooses it.

use super::super::{
    Frame, Moment,
    sentence::{Piece, Value},
};
use crate::words;
use domain::access::{Assigned, Candidate, Kind, Members, Principal};
use std::collections::BTreeMap;

/// The most members of a group that are named.
const MOST_NAMED: usize = 50;

/// A user or group as a page lists it.
pub(super) struct Row {
    /// The object id, which names elements.
    pub(super) id: String,
    pub(super) name: String,
    pub(super) address: Option<String>,
    pub(super) kind: String,
    /// Since when it is assigned.
    pub(super) since: Option<Moment>,
    pub(super) members: Option<MembersLine>,
    pub(super) pick: Pick,
}

/// Whether it can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pick {
    /// With a box.
    Box {
        field: &'static str,
        value: String,
        is_ticked: bool,
    },
    /// With a box that nobody can use, and why.
    Never(String),
    /// There is nothing to choose; why, if it is to be said.
    Nothing(Option<String>),
}

/// The direct members of a group.
pub(super) struct MembersLine {
    /// How many, or that they could not be read.
    pub(super) number: String,
    pub(super) people: Names,
    /// Groups inside it, which do not count.
    pub(super) groups: Names,
}

/// Names in a list that ends somewhere.
#[derive(Default)]
pub(super) struct Names {
    pub(super) names: Vec<String>,
    /// How many there are besides, in words.
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

impl Row {
    fn new(frame: &Frame<'_>, principal: &Principal, pick: Pick) -> Self {
        let kind = match principal.kind {
            Kind::User => "access-kind-user",
            Kind::Group => "access-kind-group",
        };
        Self {
            id: principal.id.to_string(),
            name: words::name(&principal.name),
            address: principal.address.as_deref().map(words::name),
            kind: frame.say(kind),
            since: None,
            members: None,
            pick,
        }
    }

    /// Somebody who is assigned; with a box where the assignment may be taken away.
    pub(super) fn of_assigned(frame: &Frame<'_>, assigned: &Assigned, can_change: bool) -> Self {
        let principal = &assigned.principal;
        let pick = if can_change {
            Pick::Box {
                field: "remove",
                value: principal.id.to_string(),
                is_ticked: false,
            }
        } else {
            Pick::Nothing(None)
        };
        let members = (principal.kind == Kind::Group)
            .then(|| MembersLine::of(frame, assigned.members.as_ref()));
        Self {
            since: assigned.since.map(|at| frame.moment(at)),
            members,
            ..Self::new(frame, principal, pick)
        }
    }

    /// Somebody who was ticked before.
    pub(super) fn of_chosen(frame: &Frame<'_>, candidate: &Candidate) -> Self {
        let pick = pick(frame, candidate, true);
        Self::new(frame, &candidate.principal, pick)
    }

    /// Somebody whom a search found. Who is assigned or chosen already is chosen no second time.
    pub(super) fn of_found(
        frame: &Frame<'_>,
        candidate: &Candidate,
        is_assigned: bool,
        is_chosen: bool,
    ) -> Self {
        let nothing = |id| Pick::Nothing(Some(frame.say(id)));
        let pick = if is_assigned {
            nothing("access-is-assigned")
        } else if is_chosen {
            nothing("access-is-chosen")
        } else {
            pick(frame, candidate, false)
        };
        Self::new(frame, &candidate.principal, pick)
    }
}

/// Shows the object id of those who could be taken for each other.
pub(super) fn tell_apart(mut rows: Vec<Row>) -> Vec<Row> {
    let mut seen: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    let looks = |row: &Row| (row.name.to_lowercase(), row.address.clone());
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

fn pick(frame: &Frame<'_>, candidate: &Candidate, is_ticked: bool) -> Pick {
    let principal = &candidate.principal;
    if !candidate.can_be_assigned {
        return Pick::Never(frame.say("access-cannot-be-assigned"));
    }
    let kind = match principal.kind {
        Kind::User => "user",
        Kind::Group => "group",
    };
    Pick::Box {
        field: "add",
        value: format!("{kind}:{}", principal.id),
        is_ticked,
    }
}

impl MembersLine {
    /// Whether there is nobody to name.
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
