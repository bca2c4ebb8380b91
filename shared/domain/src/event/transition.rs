//! Events of a run, derived from the standing before and after it. Every change of health, of its reasons and of the usability
//! of a service yields an event, and every event carries the answers for the services.

use super::{EventKind, EventReason};
use crate::{
    responsible::Responsible,
    standing::{Health, Standing},
    usability::Usability,
    verification::report::Report,
};

/// The check that the system user makes pass by signing in.
const SIGN_IN: &str = "system-user-connected";

/// The event for a change of health; `None` if it did not change.
pub fn health_event(before: Health, after: Health) -> Option<EventKind> {
    match (before, after) {
        (Health::Healthy, Health::Healthy)
        | (Health::Attention, Health::Attention)
        | (Health::Broken, Health::Broken)
        | (Health::Unknown, Health::Unknown) => None,
        (Health::Healthy | Health::Attention | Health::Unknown, Health::Broken) => {
            Some(EventKind::Broken)
        }
        (Health::Healthy | Health::Attention | Health::Broken, Health::Unknown)
        | (Health::Healthy, Health::Attention) => Some(EventKind::Attention),
        (Health::Attention | Health::Broken | Health::Unknown, Health::Healthy)
        | (Health::Broken | Health::Unknown, Health::Attention) => Some(EventKind::Recovery),
    }
}

/// Events of a run over a connected registration, each with its reasons. `usable` is the usability as the API answered just
/// before.
pub fn news(
    before: &Standing,
    usable: &Usability,
    after: &Standing,
    report: &Report,
) -> Vec<(EventKind, Vec<EventReason>)> {
    let (was, is) = (before.reasons(), after.reasons());
    let repeated = match after.health {
        Health::Broken => Some(EventKind::Broken),
        Health::Attention => Some(EventKind::Attention),
        Health::Healthy | Health::Unknown => None,
    };
    let health = health_event(before.health, after.health)
        .or(repeated.filter(|_| before.health == after.health && was != is && !is.is_empty()));
    let is_confirmed = |standing: &Standing| {
        let suspect = standing.suspects.get(SIGN_IN);
        suspect.is_some_and(|suspect| suspect.confirmed)
    };
    let mut told = Vec::new();
    // What the customer's domain became is told even where something worse is told with it.
    let has_lost_domain = before.has_domain == Some(true) && after.has_domain == Some(false);
    if has_lost_domain && health != Some(EventKind::Attention) {
        told.push((EventKind::Attention, vec![lost_domain(report)]));
    }
    told.extend(health.map(|kind| (kind, reasons(after, report))));
    if after.health == Health::Broken && is_confirmed(after) && !is_confirmed(before) {
        let reasons = reasons_of(after, report, |check| check == SIGN_IN);
        told.push((EventKind::NeedsSignIn, reasons));
    }
    let is_settled = after
        .usable
        .is_some_and(|known| usable.is_settled_by(&known));
    if told.is_empty() && is_settled {
        told.push((state_event(after.health), reasons(after, report)));
    }
    told
}

/// The event for an unchanged health when the answer for a service changed.
fn state_event(health: Health) -> EventKind {
    match health {
        Health::Healthy | Health::Attention => EventKind::Recovery,
        Health::Broken => EventKind::Broken,
        Health::Unknown => EventKind::Attention,
    }
}

/// Reasons for a standing's health, as the run that produced it saw them.
pub fn reasons(standing: &Standing, report: &Report) -> Vec<EventReason> {
    reasons_of(standing, report, |_| true)
}

fn reasons_of(standing: &Standing, report: &Report, of: impl Fn(&str) -> bool) -> Vec<EventReason> {
    let reasons = standing.reasons().into_iter();
    reasons
        .filter(|(check, _)| of(check))
        .map(|(check, finding)| EventReason::of_check(check, finding, acts(report, check)))
        .collect()
}

fn lost_domain(report: &Report) -> EventReason {
    let check = "customer-domain";
    EventReason::of_check(check, "domain-lost", acts(report, check))
}

/// The party that can put a finding right, according to the report.
fn acts(report: &Report, check: &str) -> Option<Responsible> {
    let finding = report.result(check)?.verdict.finding()?;
    Some(finding.responsible().unwrap_or(Responsible::USUAL))
}
