//! Whom to assign: a search, what it found, and those ticked so far.

use super::{
    super::Frame,
    Open, Search,
    open::Reference,
    roles::{Duty, doubt},
    row::{Pick, Row, count, tell_apart},
};
use crate::words;
use domain::{
    access::{Access, Candidate, CandidatePage, Kind},
    verification::facts::Observed,
};

/// The form that searches and assigns.
pub(super) struct AddLine {
    /// What an assignment means as it stands.
    pub(super) means: String,
    /// The roles seem not enough.
    pub(super) doubt: Option<String>,
    pub(super) text: String,
    pub(super) chosen: Vec<Row>,
    pub(super) found: Option<FoundLine>,
}

/// What a search found.
pub(super) struct FoundLine {
    /// How many, in words; read out too.
    pub(super) number: String,
    /// What to try where nothing was found.
    pub(super) hint: Option<String>,
    /// People, then groups; those of them that hold anything.
    pub(super) parts: Vec<Part>,
}

/// Users, or groups.
pub(super) struct Part {
    pub(super) heading: String,
    pub(super) rows: Vec<Row>,
    pub(super) unread: Option<(String, Option<Reference>)>,
    pub(super) more: Option<More>,
}

/// The button for a further page.
pub(super) struct More {
    pub(super) field: &'static str,
    /// Graph's own mark of the page.
    pub(super) after: String,
    pub(super) label: String,
}

impl AddLine {
    /// Whether there is somebody to choose.
    pub(super) fn can_assign(&self) -> bool {
        let found = self.found.iter().flat_map(|found| &found.parts);
        let rows = found.flat_map(|part| &part.rows).chain(&self.chosen);
        rows.into_iter()
            .any(|row| matches!(row.pick, Pick::Box { .. }))
    }

    pub(super) fn of(frame: &Frame<'_>, open: &Open<'_>, access: &Access) -> Self {
        let means = if access.is_required {
            "access-add-required"
        } else {
            "access-add-everybody"
        };
        let chosen = open.chosen.iter();
        Self {
            means: frame.say(means),
            doubt: doubt(frame, open.own_roles, Duty::Assign),
            text: open
                .search
                .map(|search| words::name(search.text))
                .unwrap_or_default(),
            chosen: chosen
                .map(|candidate| Row::of_chosen(frame, candidate))
                .collect(),
            found: open
                .search
                .map(|search| FoundLine::of(frame, &search, access, open.chosen)),
        }
    }
}

impl FoundLine {
    fn of(frame: &Frame<'_>, search: &Search<'_>, access: &Access, chosen: &[Candidate]) -> Self {
        let row = |candidate: &Candidate| {
            let id = candidate.principal.id;
            let is_chosen = chosen.iter().any(|chosen| chosen.principal.id == id);
            Row::of_found(frame, candidate, access.find(id).is_some(), is_chosen)
        };
        let asked = [
            (Kind::User, &search.found.users),
            (Kind::Group, &search.found.groups),
        ]
        .into_iter()
        .filter(|(kind, _)| search.further.is_none_or(|further| further == *kind));
        let (mut numbers, mut parts) = (Vec::new(), Vec::new());
        let mut is_nothing = search.further.is_none();
        for (kind, page) in asked {
            if let Ok(page) = page.get() {
                let number = page.candidates.len();
                is_nothing = is_nothing && number == 0;
                numbers.push(count(frame, number_id(kind, search.further), number));
            } else {
                is_nothing = false;
            }
            parts.push(Part::of(frame, kind, page, row));
        }
        parts.retain(|part| !part.rows.is_empty() || part.unread.is_some());
        Self {
            number: numbers.join(" "),
            hint: is_nothing.then(|| frame.say("access-found-nothing")),
            parts,
        }
    }
}

/// The words for how many.
fn number_id(kind: Kind, further: Option<Kind>) -> &'static str {
    match (kind, further) {
        (Kind::User, None) => "access-found-people",
        (Kind::Group, None) => "access-found-groups",
        (Kind::User, Some(_)) => "access-found-further-people",
        (Kind::Group, Some(_)) => "access-found-further-groups",
    }
}

impl Part {
    fn of(
        frame: &Frame<'_>,
        kind: Kind,
        page: &Observed<CandidatePage>,
        row: impl Fn(&Candidate) -> Row,
    ) -> Self {
        let (heading, unread, field, more) = match kind {
            Kind::User => (
                "access-people",
                "access-unread-people",
                "users_after",
                "access-more-people",
            ),
            Kind::Group => (
                "access-groups",
                "access-unread-groups",
                "groups_after",
                "access-more-groups",
            ),
        };
        let (rows, next, unread) = match page {
            Observed::Seen { value, .. } => {
                let rows = tell_apart(value.candidates.iter().map(row).collect());
                (rows, value.next.as_deref(), None)
            }
            Observed::Unseen { evidence, .. } => {
                let reference = evidence
                    .as_ref()
                    .and_then(|evidence| Reference::of(frame, evidence));
                (Vec::new(), None, Some((frame.say(unread), reference)))
            }
        };
        Self {
            heading: frame.say(heading),
            rows,
            unread,
            more: next.map(|after| More {
                field,
                after: after.to_owned(),
                label: frame.say(more),
            }),
        }
    }
}
