//! Recent changes: Graph's list may not show them yet, and a browser may send a form twice.

use crate::access::pending::is_so;
use domain::{
    access::{Access, AccessChange, AccessChangeOutcome, Action, AuditEntry, ChangeRecord},
    ids::ObjectId,
};
use jiff::{SignedDuration, Timestamp};

/// Time by which Graph's lists may lag behind the changes that it reported as done: 2 minutes. An administrator who undoes such
/// a change in the portal within that time has to wait as long.
const CATCHES_UP_IN: SignedDuration = SignedDuration::from_mins(2);

/// Whether a reading does not show a recent change yet. The effect of a further change cannot be determined from such a reading.
pub(super) fn is_catching_up(entries: &[AuditEntry], access: &Access, now: Timestamp) -> bool {
    let mut seen: Vec<Option<ObjectId>> = Vec::new();
    let recent = entries
        .iter()
        .filter(|entry| now < entry.occurred_at + CATCHES_UP_IN);
    for change in recent.flat_map(|entry| &entry.changes) {
        let about = change.principal.as_ref().map(|principal| principal.id);
        if change.outcome != AccessChangeOutcome::Done || seen.contains(&about) {
            continue;
        }
        if is_so(access, change) != Some(change.action.wants()) {
            return true;
        }
        seen.push(about);
    }
    false
}

/// Whether an entry is a recent one of this person and has the same change.
pub(super) fn is_repetition(
    entry: &AuditEntry,
    person: ObjectId,
    change: &AccessChange,
    now: Timestamp,
) -> bool {
    let is_own = entry.actor == person && now < entry.occurred_at + CATCHES_UP_IN;
    let is_about = |action: Action, ids: &[ObjectId]| {
        entry.changes.len() == ids.len()
            && entry.changes.iter().all(|record| {
                let principal = record.principal.as_ref();
                record.action == action
                    && principal.is_some_and(|principal| ids.contains(&principal.id))
            })
    };
    let is_same = match change {
        AccessChange::Assign(_) => false,
        AccessChange::Remove(ids) => is_about(Action::Remove, ids),
        AccessChange::AssignThenRequire(ids) => {
            let is_part = |record: &ChangeRecord| match &record.principal {
                Some(principal) => ids.contains(&principal.id),
                None => record.action == Action::RequireAssignment,
            };
            entry.changes.len() == ids.len() + 1 && entry.changes.iter().all(is_part)
        }
        AccessChange::Require(required) => entry
            .changes
            .iter()
            .all(|record| record.principal.is_none() && record.action.wants() == *required),
    };
    is_own && is_same
}
