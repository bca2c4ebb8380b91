//! The access page before the administrator agreed: the last verification's summary, and the permissions that Microsoft will
//! ask for.

use super::{
    super::{
        Frame, Moment,
        check_line::{self, CheckLine},
        permissions::{PermissionLine, on_consent_page},
        sentence::Value,
    },
    Closed, roles,
};
use domain::{
    access::{ASSIGN_PERMISSIONS, AccessSummary, SWITCH_PERMISSION},
    permission::PermissionKind,
    verification::catalogue::find_check,
};
use wording::place::GuidanceTenant;

/// The page without a token.
pub(super) struct ClosedLine {
    /// Sentences about the access as last seen.
    pub(super) seen: Vec<String>,
    pub(super) seen_at: Option<Moment>,
    /// Line of the check `user-access` in the newest report.
    pub(super) check: Option<CheckLine>,
    pub(super) permissions: Vec<PermissionLine>,
    /// Additional permissions for changing the requirement.
    pub(super) switch_permissions: Vec<PermissionLine>,
    /// Advice before the administrator leaves for Microsoft.
    pub(super) advice: Vec<String>,
}

impl ClosedLine {
    pub(super) fn of(frame: &Frame<'_>, place: &GuidanceTenant<'_>, closed: &Closed<'_>) -> Self {
        let check = closed
            .verdict
            .and_then(|result| Some((find_check(&result.check)?, result)));
        Self {
            seen: match closed.summary {
                Some(summary) => seen(frame, summary),
                None => vec![frame.access("access-seen-nothing")],
            },
            seen_at: closed
                .summary
                .and(closed.seen_at)
                .map(|at| frame.moment(at)),
            check: check.map(|(check, result)| check_line::line(frame, place, check, result)),
            permissions: ASSIGN_PERMISSIONS
                .into_iter()
                .map(|name| permission(frame, name))
                .collect(),
            switch_permissions: vec![permission(frame, SWITCH_PERMISSION)],
            advice: advice(frame, closed),
        }
    }
}

/// Possible obstacles for the person at Microsoft: the roles, and a missing assignment.
fn advice(frame: &Frame<'_>, closed: &Closed<'_>) -> Vec<String> {
    let is_required = closed.summary.is_some_and(|summary| summary.is_required);
    let mut advice = roles::advice(frame, closed.roles);
    if is_required {
        advice.push(frame.say("access-open-mandatory"));
    }
    advice
}

fn seen(frame: &Frame<'_>, summary: AccessSummary) -> Vec<String> {
    let count = |id, number| {
        let pieces = frame.sentence(id, vec![("number", Value::Number(number))]);
        pieces.into_iter().map(|piece| piece.text).collect()
    };
    let switch = if summary.is_required {
        "access-seen-required"
    } else {
        "access-seen-everybody"
    };
    vec![
        frame.access(switch),
        count("access-seen-users", summary.users),
        count("access-seen-groups", summary.groups),
    ]
}

fn permission(frame: &Frame<'_>, name: &'static str) -> PermissionLine {
    let id = name.to_ascii_lowercase().replace('.', "-");
    let part = |part: &str| frame.access(&format!("access-permission-{id}{part}"));
    PermissionLine {
        on_consent_page: on_consent_page(PermissionKind::Delegated, name),
        name,
        what: part(""),
        why: Some(part("-why")),
        limit: Some(part("-limit")),
        without: None,
    }
}
