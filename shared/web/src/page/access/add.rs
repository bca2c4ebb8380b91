//! Search for people and groups, and the one table of the ticked, the found and the assigned.

use super::{
    super::Frame,
    Open, Search,
    reference::Reference,
    roles::{Duty, doubt},
    row::{AccessRow, Pick, count, tell_apart},
};
use crate::words;
use domain::{
    access::{Access, AssigneeKind, Candidate, CandidatePage},
    ids::ObjectId,
    verification::facts::Observed,
};

/// Form that searches and assigns.
pub(super) struct AddLine {
    /// Meaning of an assignment under the present requirement.
    pub(super) means: String,
    /// Doubt whether the person's roles suffice.
    pub(super) doubt: Option<String>,
    pub(super) text: String,
    /// Number of ticked candidates.
    pub(super) ticked: usize,
    pub(super) found: Option<FoundLine>,
}

/// Results of a search, apart from their rows.
pub(super) struct FoundLine {
    /// Number of results, in words; screen readers announce it.
    pub(super) number: String,
    /// Advice if nothing was found.
    pub(super) hint: Option<String>,
    pub(super) unread: Vec<(String, Option<Reference>)>,
    pub(super) more: Vec<More>,
}

/// Button for a further page.
pub(super) struct More {
    pub(super) field: &'static str,
    /// Graph's own mark of the page.
    pub(super) after: String,
    pub(super) label: String,
}

/// Rows of the table: the ticked, the found, the other assigned principals, and applications.
pub(super) fn rows(
    frame: &Frame<'_>,
    open: &Open<'_>,
    access: &Access,
    can_change: bool,
) -> Vec<AccessRow> {
    let found = open.search.filter(|_| can_change);
    let found = found.iter().flat_map(|search| {
        let pages = [&search.found.users, &search.found.groups];
        pages.into_iter().filter_map(|page| page.get().ok())
    });
    let found = found.flat_map(|page| page.candidates.iter().map(|found| (found, false)));
    let ticked = open.chosen.iter().filter(|_| can_change);
    let mut listed: Vec<ObjectId> = Vec::new();
    let mut rows = Vec::new();
    for (candidate, is_ticked) in ticked.map(|ticked| (ticked, true)).chain(found) {
        let id = candidate.principal.id;
        if listed.contains(&id) {
            continue;
        }
        listed.push(id);
        rows.push(match access.find(id) {
            Some(assigned) => AccessRow {
                // Only a search shows it.
                address: candidate.principal.address.as_deref().map(words::name),
                ..AccessRow::of_assigned(frame, assigned, can_change)
            },
            None => AccessRow::of_candidate(frame, candidate, is_ticked),
        });
    }
    let others = access.assigned.iter();
    let others = others.filter(|assigned| !listed.contains(&assigned.principal.id));
    rows.extend(others.map(|assigned| AccessRow::of_assigned(frame, assigned, can_change)));
    let applications = access.applications.iter();
    rows.extend(applications.map(|application| AccessRow::of_application(frame, application)));
    tell_apart(rows)
}

/// Whether the table has a candidate to choose.
pub(super) fn can_assign(rows: &[AccessRow]) -> bool {
    let mut picks = rows.iter().map(|row| &row.pick);
    picks.any(|pick| matches!(pick, Pick::Box { .. }))
}

impl AddLine {
    pub(super) fn of(frame: &Frame<'_>, open: &Open<'_>, access: &Access) -> Self {
        let means = if access.is_required {
            "access-add-required"
        } else {
            "access-add-everybody"
        };
        let is_new = |ticked: &&Candidate| access.find(ticked.principal.id).is_none();
        Self {
            means: frame.say(means),
            doubt: doubt(frame, open.own_roles, Duty::Assign),
            text: open
                .search
                .map(|search| words::name(search.text))
                .unwrap_or_default(),
            ticked: open.chosen.iter().filter(is_new).count(),
            found: open.search.map(|search| FoundLine::of(frame, &search)),
        }
    }
}

impl FoundLine {
    fn of(frame: &Frame<'_>, search: &Search<'_>) -> Self {
        let asked = [
            (AssigneeKind::User, &search.found.users),
            (AssigneeKind::Group, &search.found.groups),
        ]
        .into_iter()
        .filter(|(kind, _)| search.further.is_none_or(|further| further == *kind));
        let (mut numbers, mut unread, mut more) = (Vec::new(), Vec::new(), Vec::new());
        let mut is_nothing = search.further.is_none();
        for (kind, page) in asked {
            match page {
                Observed::Seen { value, .. } => {
                    let number = value.candidates.len();
                    is_nothing = is_nothing && number == 0;
                    numbers.push(count(frame, number_id(kind, search.further), number));
                    more.extend(More::of(frame, kind, value));
                }
                Observed::Unseen { evidence, .. } => {
                    is_nothing = false;
                    let reference = evidence.as_ref();
                    let reference = reference.and_then(|seen| Reference::of(frame, seen));
                    unread.push((frame.say(unread_id(kind)), reference));
                }
            }
        }
        Self {
            number: numbers.join(" "),
            hint: is_nothing.then(|| frame.say("access-found-nothing")),
            unread,
            more,
        }
    }
}

/// Id of the words for the number of results.
fn number_id(kind: AssigneeKind, further: Option<AssigneeKind>) -> &'static str {
    match (kind, further) {
        (AssigneeKind::User, None) => "access-found-people",
        (AssigneeKind::Group, None) => "access-found-groups",
        (AssigneeKind::User, Some(_)) => "access-found-further-people",
        (AssigneeKind::Group, Some(_)) => "access-found-further-groups",
    }
}

/// Id of the words for a part that was not read.
fn unread_id(kind: AssigneeKind) -> &'static str {
    match kind {
        AssigneeKind::User => "access-unread-people",
        AssigneeKind::Group => "access-unread-groups",
    }
}

impl More {
    fn of(frame: &Frame<'_>, kind: AssigneeKind, page: &CandidatePage) -> Option<Self> {
        let (field, label) = match kind {
            AssigneeKind::User => ("users_after", "access-more-people"),
            AssigneeKind::Group => ("groups_after", "access-more-groups"),
        };
        Some(Self {
            field,
            after: page.next.clone()?,
            label: frame.say(label),
        })
    }
}
