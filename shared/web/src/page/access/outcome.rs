//! Outcome of a change: each single change with its outcome, the reason for a refusal, and the remedy. A page claims no more
//! than Microsoft did (`SECURITY.md`, Failures).

use super::{
    super::{
        Frame, Moment,
        notice::NoticeLine,
        sentence::{Sentence, Value},
    },
    reference::Reference,
    roles::Duty,
    row::count,
};
use crate::words;
use domain::{
    access::{
        AccessChangeOutcome, AccessNotice, Action, AssigneeKind, AuditEntry, ChangeRecord,
        ChangeRefusal, PendingChange,
    },
    flow::Notice,
};

/// Outcome of one request.
pub(super) struct OutcomeLine {
    pub(super) heading: String,
    pub(super) text: String,
    pub(super) class: &'static str,
    pub(super) changes: Vec<ChangeLine>,
}

/// An entry of the history.
pub(super) struct EntryLine {
    pub(super) at: Moment,
    pub(super) actor: String,
    pub(super) changes: Vec<ChangeLine>,
}

/// Outcome of one change.
pub(super) struct ChangeLine {
    pub(super) class: &'static str,
    pub(super) symbol: &'static str,
    pub(super) text: Sentence,
    /// Reason for a refusal, and the remedy.
    pub(super) reason: Option<String>,
    /// Microsoft's own answer.
    pub(super) answer: Option<String>,
    /// State before and after the change.
    pub(super) before_after: String,
    pub(super) reference: Option<Reference>,
}

/// Message at the top of the page: the outcome of a change, or a notice.
pub(super) fn told(
    frame: &Frame<'_>,
    notice: Option<&AccessNotice>,
    entries: &[AuditEntry],
    pending: Option<&PendingChange>,
    sign_in_logs: String,
) -> (Option<NoticeLine>, Option<OutcomeLine>) {
    let of_pending = || pending.map(|pending| OutcomeLine::of_pending(frame, &pending.entry));
    match notice {
        Some(AccessNotice::Changed { entry }) => {
            let found = entries.iter().find(|known| known.id == *entry);
            let outcome = of_pending().or_else(|| Some(OutcomeLine::of(frame, found?)));
            (None, outcome)
        }
        Some(notice) => (notice_line(frame, notice, sign_in_logs), of_pending()),
        None => (None, of_pending()),
    }
}

/// A notice in words. Notices that are possible at every sign-in use the common words.
pub(super) fn notice_line(
    frame: &Frame<'_>,
    notice: &AccessNotice,
    sign_in_logs: String,
) -> Option<NoticeLine> {
    let shared = |notice: &Notice| Some(NoticeLine::of(frame, notice, sign_in_logs));
    let id = match notice {
        AccessNotice::Refused {
            code,
            correlation_id,
        } => {
            return shared(&Notice::Refused {
                code: code.clone(),
                correlation_id: correlation_id.clone(),
            });
        }
        AccessNotice::RefusedAtServer {
            code,
            correlation_id,
        } => {
            return shared(&Notice::RefusedAtServer {
                code: code.clone(),
                correlation_id: correlation_id.clone(),
            });
        }
        AccessNotice::MicrosoftUnavailable => return shared(&Notice::MicrosoftUnavailable),
        AccessNotice::OurFault => return shared(&Notice::OurFault),
        AccessNotice::StartAgain => return shared(&Notice::StartAgain),
        AccessNotice::Changed { .. } => return None,
        AccessNotice::Cancelled => "cancelled",
        AccessNotice::ApprovalRequired => "approval-required",
        AccessNotice::OtherPerson => "other-person",
        AccessNotice::PermissionMissing => "permission-missing",
        AccessNotice::Busy => "busy",
        AccessNotice::Stale => "stale",
        AccessNotice::NotConfirmed => "not-confirmed",
        AccessNotice::NothingChosen => "nothing-chosen",
        AccessNotice::TooManyAtOnce => "too-many-at-once",
        AccessNotice::TooManyAnHour => "too-many-an-hour",
        AccessNotice::NotRead => "not-read",
        AccessNotice::CatchingUp => "catching-up",
        AccessNotice::Over => "over",
        AccessNotice::Finished => "finished",
        AccessNotice::Kept => "kept",
    };
    let say = |part: &str| frame.access(&format!("access-notice-{id}-{part}"));
    Some(NoticeLine {
        heading: say("heading"),
        text: say("text"),
        what_to_do: say("what-to-do"),
        reference: None,
        accounts: Vec::new(),
        is_grave: false,
        sign_in_logs: None,
        addresses: None,
    })
}

impl OutcomeLine {
    fn new(frame: &Frame<'_>, id: &str, class: &'static str, entry: &AuditEntry) -> Self {
        Self {
            heading: frame.say(&format!("access-changed-{id}-heading")),
            text: frame.say(&format!("access-changed-{id}-text")),
            class,
            changes: changes(frame, entry),
        }
    }

    fn of_pending(frame: &Frame<'_>, entry: &AuditEntry) -> Self {
        Self::new(frame, "pending", "notice", entry)
    }

    fn of(frame: &Frame<'_>, entry: &AuditEntry) -> Self {
        let any = |which: fn(&AccessChangeOutcome) -> bool| {
            entry.changes.iter().any(|change| which(&change.outcome))
        };
        let is_done = any(|outcome| matches!(outcome, AccessChangeOutcome::Done));
        let is_already_so = any(|outcome| matches!(outcome, AccessChangeOutcome::AlreadySo));
        let is_not_done = any(|outcome| matches!(outcome, AccessChangeOutcome::NotDone { .. }));
        let (id, class) = if entry.is_unknown() {
            ("unknown", "notice")
        } else if is_not_done && (is_done || is_already_so) {
            ("part", "notice")
        } else if is_not_done {
            ("none", "notice bad")
        } else if is_done {
            ("done", "state good")
        } else {
            ("already", "state good")
        };
        Self::new(frame, id, class, entry)
    }
}

impl EntryLine {
    pub(super) fn of(frame: &Frame<'_>, entry: &AuditEntry) -> Self {
        Self {
            at: frame.moment(entry.occurred_at),
            actor: match &entry.actor_name {
                Some(name) => words::name(name),
                None => entry.actor.to_string(),
            },
            changes: changes(frame, entry),
        }
    }
}

fn changes(frame: &Frame<'_>, entry: &AuditEntry) -> Vec<ChangeLine> {
    let changes = entry.changes.iter();
    changes
        .map(|change| ChangeLine::of(frame, entry, change))
        .collect()
}

impl ChangeLine {
    fn of(frame: &Frame<'_>, entry: &AuditEntry, change: &ChangeRecord) -> Self {
        let (class, symbol, outcome) = match change.outcome {
            AccessChangeOutcome::Done => ("pass", "✓", "done"),
            AccessChangeOutcome::AlreadySo => ("pass", "✓", "already-so"),
            AccessChangeOutcome::NotDone { .. } => ("fail", "✗", "not-done"),
            AccessChangeOutcome::Unknown { .. } => ("unknown", "?", "unknown"),
        };
        let name = change.principal.as_ref();
        let name = name.map_or("–", |principal| principal.name.as_str());
        let id = format!("access-{outcome}-{}", action(change.action));
        let (refusal, request_id) = match &change.outcome {
            AccessChangeOutcome::NotDone {
                refusal,
                request_id,
            } => (Some(refusal), request_id.as_deref()),
            AccessChangeOutcome::Unknown { request_id } => (None, request_id.as_deref()),
            AccessChangeOutcome::Done | AccessChangeOutcome::AlreadySo => (None, None),
        };
        Self {
            class,
            symbol,
            text: frame.sentence(&id, vec![("name", Value::Name(name))]),
            reason: refusal.map(|refusal| reason(frame, change, refusal)),
            answer: refusal.and_then(answer),
            before_after: before_after(frame, change),
            reference: request_id.map(|id| Reference {
                id: words::name(id),
                at: frame.moment(entry.occurred_at),
            }),
        }
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::Assign => "assign",
        Action::Remove => "remove",
        Action::RequireAssignment => "require-assignment",
        Action::AllowEverybody => "allow-everybody",
    }
}

/// Reason for a refusal, and the remedy.
fn reason(frame: &Frame<'_>, change: &ChangeRecord, refusal: &ChangeRefusal) -> String {
    let id = match refusal {
        ChangeRefusal::RoleMissing => {
            let duty = match change.action {
                Action::Assign | Action::Remove => Duty::Assign,
                Action::RequireAssignment | Action::AllowEverybody => Duty::Switch,
            };
            let roles = frame.roles_for(duty);
            return frame.access_with("access-reason-role-missing", &roles);
        }
        ChangeRefusal::Throttled {
            seconds: Some(seconds),
        } => {
            let seconds = usize::try_from(*seconds).unwrap_or(usize::MAX);
            return count(frame, "access-reason-throttled", seconds);
        }
        ChangeRefusal::Throttled { seconds: None } => "access-reason-throttled-unknown",
        ChangeRefusal::NotFound => "access-reason-not-found",
        ChangeRefusal::ChangedMeanwhile => "access-reason-changed-meanwhile",
        ChangeRefusal::SignedOut => "access-reason-signed-out",
        ChangeRefusal::NotAccepted { .. } => {
            let kind = change.principal.as_ref().map(|principal| principal.kind);
            match (change.action, kind) {
                (Action::Assign, Some(AssigneeKind::Group)) => "access-reason-not-accepted-group",
                _ => "access-reason-not-accepted",
            }
        }
        ChangeRefusal::AssignmentsMissing => "access-reason-assignments-missing",
        ChangeRefusal::Lost => "access-reason-lost",
    };
    frame.access(id)
}

/// Microsoft's answer, if it says more than our own words.
fn answer(refusal: &ChangeRefusal) -> Option<String> {
    let ChangeRefusal::NotAccepted { status, code } = refusal else {
        return None;
    };
    let code = code.as_deref().map(words::name);
    let parts = [Some(status.to_string()), code];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

fn before_after(frame: &Frame<'_>, change: &ChangeRecord) -> String {
    let say = |was: Option<bool>| {
        let id = match (change.action, was) {
            (_, None) => "access-was-unknown",
            (Action::Assign | Action::Remove, Some(true)) => "access-was-assigned",
            (Action::Assign | Action::Remove, Some(false)) => "access-was-not-assigned",
            (Action::RequireAssignment | Action::AllowEverybody, Some(true)) => {
                "access-was-required"
            }
            (Action::RequireAssignment | Action::AllowEverybody, Some(false)) => {
                "access-was-everybody"
            }
        };
        frame.say(id)
    };
    let (before, after) = (say(Some(change.before)), say(change.after));
    let values = [("before", before.as_str()), ("after", after.as_str())];
    frame.words.say_with("access-before-after", values)
}
