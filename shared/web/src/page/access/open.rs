//! The access page with a token: the present access, the covers of the person and the system user, the assigned principals,
//! and the forms for changes.

use super::{
    super::{
        Frame, Moment,
        sentence::{Sentence, Value},
    },
    Open, SystemUserCover,
    add::{self, AddLine},
    reference::Reference,
    roles::{Duty, doubt},
    row::AccessRow,
};
use crate::words;
use domain::{
    access::{Access, AssigneeKind, Cover},
    ids::ObjectId,
    verification::{facts::Observed, verdict::Unobserved},
};

/// The page with a token.
pub(super) struct OpenLine {
    pub(super) seen: Option<SeenLine>,
    pub(super) unseen: Option<UnseenLine>,
    pub(super) ends_at: Moment,
    pub(super) is_over: bool,
    pub(super) primary: Primary,
}

impl OpenLine {
    /// Whether the filled button is the one that ends the visit.
    pub(super) fn finishes(&self) -> bool {
        self.primary == Primary::Finish
    }

    /// Whether the filled button is the one that assigns the chosen candidates.
    pub(super) fn assigns_chosen(&self) -> bool {
        self.primary == Primary::Chosen
    }
}

/// Reason why the access is not shown.
pub(super) struct UnseenLine {
    pub(super) text: String,
    pub(super) reference: Option<Reference>,
}

/// The present access.
pub(super) struct SeenLine {
    pub(super) now: Sentence,
    pub(super) people: Option<Sentence>,
    pub(super) covers: Vec<CoverLine>,
    /// The table.
    pub(super) rows: Vec<AccessRow>,
    /// Whether the table has a candidate to choose.
    pub(super) can_assign: bool,
    /// Forms for changes; `None` while no change is possible.
    pub(super) changes: Option<ChangesLine>,
}

/// Forms for changes.
pub(super) struct ChangesLine {
    pub(super) switch: String,
    /// Value of the form for the requirement of an assignment.
    pub(super) require: &'static str,
    pub(super) can_switch: bool,
    /// Doubt whether the person's roles suffice for that change.
    pub(super) switch_doubt: Option<String>,
    pub(super) add: AddLine,
}

/// The one filled button of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Primary {
    /// Reads again, or signs in again.
    Again,
    /// Assigns the system user.
    SystemUser,
    /// Assigns the candidates that were found and chosen.
    Chosen,
    /// Ends the visit.
    Finish,
}

/// Button that assigns an account.
pub(super) struct AssignLine {
    /// Value of the form for the account.
    pub(super) value: String,
    pub(super) label: String,
    pub(super) is_primary: bool,
}

/// Cover of an account, with its reason.
pub(super) struct CoverLine {
    pub(super) title: String,
    pub(super) name: Option<String>,
    pub(super) class: &'static str,
    pub(super) symbol: &'static str,
    pub(super) verdict: String,
    pub(super) reason: Sentence,
    /// Consequence of a missing cover.
    pub(super) stops: Option<String>,
    pub(super) assign: Option<AssignLine>,
}

impl CoverLine {
    /// The line with the button that assigns the account, unless the account is seen to be assigned.
    fn with_assign(
        self,
        frame: &Frame<'_>,
        id: ObjectId,
        cover: &Cover,
        label: &str,
        is_primary: bool,
    ) -> Self {
        let assign = (cover.lets_in() != Some(true)).then(|| AssignLine {
            value: format!("user:{id}"),
            label: frame.say(label),
            is_primary,
        });
        Self { assign, ..self }
    }
}

impl OpenLine {
    /// The page with a token. `can_change` tells that no other change is under way.
    pub(super) fn of(
        frame: &Frame<'_>,
        organisation: &str,
        open: &Open<'_>,
        can_change: bool,
    ) -> Self {
        let can_change = can_change && !open.is_over;
        let (seen, unseen) = match open.access {
            Observed::Seen { value, .. } => {
                let seen = SeenLine::of(frame, organisation, open, value, can_change);
                (Some(seen), None)
            }
            Observed::Unseen { reason, evidence } => {
                let unseen = UnseenLine {
                    text: unseen(frame, reason),
                    reference: evidence
                        .as_ref()
                        .and_then(|evidence| Reference::of(frame, evidence)),
                };
                (None, Some(unseen))
            }
        };
        let is_named_first = |seen: &SeenLine| {
            let mut buttons = seen.covers.iter().filter_map(|cover| cover.assign.as_ref());
            buttons.any(|assign| assign.is_primary)
        };
        let primary = if seen.is_none() || open.is_over {
            Primary::Again
        } else if seen.as_ref().is_some_and(is_named_first) {
            Primary::SystemUser
        } else if seen.as_ref().is_some_and(|seen| seen.can_assign) {
            Primary::Chosen
        } else {
            Primary::Finish
        };
        Self {
            seen,
            unseen,
            ends_at: frame.moment(open.ends_at),
            is_over: open.is_over,
            primary,
        }
    }
}

/// Reason why the access could not be read, and the remedy.
fn unseen(frame: &Frame<'_>, reason: &Unobserved) -> String {
    let id = match reason {
        Unobserved::Refused => {
            let roles = frame.roles_for(Duty::Assign);
            return frame.access_with("access-unseen-refused", &roles);
        }
        Unobserved::Recreated | Unobserved::NotReached => "access-unseen-absent",
        Unobserved::MicrosoftUnavailable => "access-unseen-microsoft-unavailable",
        Unobserved::Unreadable | Unobserved::Unexplained => "access-unseen-unreadable",
        Unobserved::IdentityAbsent { .. }
        | Unobserved::PermissionNotAskedFor { .. }
        | Unobserved::Undecided
        | Unobserved::Outdated
        | Unobserved::NotAsked
        | Unobserved::OperatorFault => "access-unseen-other",
    };
    frame.access(id)
}

impl SeenLine {
    fn of(
        frame: &Frame<'_>,
        organisation: &str,
        open: &Open<'_>,
        access: &Access,
        can_change: bool,
    ) -> Self {
        let now = if access.is_required {
            "access-now-required"
        } else {
            "access-now-everybody"
        };
        let rows = add::rows(frame, open, access, can_change);
        Self {
            now: frame.sentence(now, vec![("organisation", Value::Name(organisation))]),
            people: access.is_required.then(|| people(frame, access)),
            covers: covers(frame, open, access, can_change),
            can_assign: add::can_assign(&rows),
            rows,
            changes: can_change.then(|| ChangesLine::of(frame, open, access)),
        }
    }
}

/// Number of people who may use the app if an assignment is mandatory.
fn people(frame: &Frame<'_>, access: &Access) -> Sentence {
    match access.count_people() {
        Some(number) => {
            frame.sentence("access-now-people", vec![("number", Value::Number(number))])
        }
        None => frame.sentence(
            "access-now-people-unknown",
            vec![("groups", Value::Names(unread_groups(frame, access)))],
        ),
    }
}

/// Assigned groups whose members could not be read.
pub(super) fn unread_groups(frame: &Frame<'_>, access: &Access) -> Sentence {
    let groups = access.assigned.iter().filter(|assigned| {
        assigned.principal.kind == AssigneeKind::Group && assigned.members.is_none()
    });
    frame.names(groups.map(|assigned| assigned.principal.name.as_str()))
}

impl ChangesLine {
    fn of(frame: &Frame<'_>, open: &Open<'_>, access: &Access) -> Self {
        let (switch, require) = if access.is_required {
            ("access-switch-to-everybody", "no")
        } else {
            ("access-switch-to-required", "yes")
        };
        Self {
            switch: frame.say(switch),
            require,
            can_switch: open.can_switch,
            switch_doubt: doubt(frame, open.own_roles, Duty::Switch),
            add: AddLine::of(frame, open, access),
        }
    }
}

/// Covers of the person and of the system user, beginning with the one that has to be assigned first.
fn covers(frame: &Frame<'_>, open: &Open<'_>, access: &Access, can_change: bool) -> Vec<CoverLine> {
    let is_required = access.is_required;
    let own = covered(
        frame,
        "access-cover-oneself",
        None,
        open.oneself,
        is_required,
    );
    let other = system_user(frame, &open.system_user, is_required);
    if !can_change {
        return vec![other, own];
    }
    let own = own.with_assign(
        frame,
        open.person,
        open.oneself,
        "access-assign-oneself",
        false,
    );
    let other = match open.system_user {
        SystemUserCover::Known { id, cover, .. } => {
            other.with_assign(frame, id, cover, "access-assign-system-user", is_required)
        }
        SystemUserCover::NotNamed
        | SystemUserCover::NoAccount { .. }
        | SystemUserCover::Unread { .. } => other,
    };
    vec![other, own]
}

fn system_user(
    frame: &Frame<'_>,
    system_user: &SystemUserCover<'_>,
    is_required: bool,
) -> CoverLine {
    let title = "access-cover-system-user";
    let told = |name: Option<&str>, class, symbol, verdict: &str, reason: &str| CoverLine {
        title: frame.say(title),
        name: name.map(words::name),
        class,
        symbol,
        verdict: frame.say(verdict),
        reason: frame.sentence(reason, Vec::new()),
        stops: None,
        assign: None,
    };
    match system_user {
        SystemUserCover::NotNamed => told(
            None,
            "not-applicable",
            "–",
            "access-cover-none",
            "access-cover-not-named",
        ),
        SystemUserCover::NoAccount { name } => told(
            Some(name),
            "fail",
            "✗",
            "access-cover-no",
            "access-cover-no-account",
        ),
        SystemUserCover::Unread { name } => told(
            Some(name),
            "unknown",
            "?",
            "access-cover-unknown",
            "access-cover-account-unread",
        ),
        SystemUserCover::Known { name, cover, .. } => {
            let is_stopped = is_required && cover.lets_in() == Some(false);
            CoverLine {
                stops: is_stopped.then(|| frame.say("access-cover-stops")),
                ..covered(frame, title, Some(name), cover, is_required)
            }
        }
    }
}

fn covered(
    frame: &Frame<'_>,
    title: &str,
    name: Option<&str>,
    assignment: &Cover,
    is_required: bool,
) -> CoverLine {
    let is_in = assignment.lets_in();
    // Where none is required, an assignment that was not seen is nothing that anybody needs.
    let cover = match is_in {
        Some(true) => assignment,
        Some(false) | None if is_required => assignment,
        Some(false) | None => &Cover::Everybody,
    };
    let (class, symbol, verdict) = match cover.lets_in() {
        Some(true) => ("pass", "✓", "access-cover-yes"),
        Some(false) => ("fail", "✗", "access-cover-no"),
        None => ("unknown", "?", "access-cover-unknown"),
    };
    let (reason, values) = match cover {
        Cover::Everybody => ("access-cover-everybody", Vec::new()),
        Cover::Itself => ("access-cover-itself", Vec::new()),
        Cover::Through(group) => ("access-cover-through", vec![("group", Value::Name(group))]),
        Cover::NestedOnly { assigned, inside } => (
            "access-cover-nested",
            vec![
                ("assigned", Value::Name(assigned)),
                ("inside", Value::Name(inside)),
            ],
        ),
        Cover::No => ("access-cover-not-assigned", Vec::new()),
        Cover::Unknown => ("access-cover-unread", Vec::new()),
    };
    CoverLine {
        title: frame.say(title),
        name: name.map(words::name),
        class,
        symbol,
        verdict: frame.say(verdict),
        reason: frame.sentence(reason, values),
        stops: None,
        assign: None,
    }
}
