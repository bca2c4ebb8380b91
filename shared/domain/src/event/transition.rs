//! Events of a run, by the standing before and after it. No change of health is silent, and no change of its reasons either. Nor is
//! a service that can be used from now on, or cannot: every event carries the answers.

use super::{EventKind, Reason};
use crate::{
    responsible::Responsible,
    standing::{Health, Standing},
    usability::Usability,
    verification::report::Report,
};

/// The check whose failure the system user ends by signing in.
const SIGN_IN: &str = "system-user-connected";

/// The event that tells of a change of health; none where there is none.
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
        | (Health::Broken | Health::Unknown, Health::Attention) => Some(EventKind::Recovered),
    }
}

/// Events of a run over a connected registration, each with its reasons. `usable` is how a read answered just before.
pub fn news(
    before: &Standing,
    usable: &Usability,
    after: &Standing,
    report: &Report,
) -> Vec<(EventKind, Vec<Reason>)> {
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
    let is_settled = after.usable.is_some_and(|known| known.settles(usable));
    if told.is_empty() && is_settled {
        told.push((state_event(after.health), reasons(after, report)));
    }
    told
}

/// The event that tells of a health as it is, where it did not change and the answer for a service did.
fn state_event(health: Health) -> EventKind {
    match health {
        Health::Healthy | Health::Attention => EventKind::Recovered,
        Health::Broken => EventKind::Broken,
        Health::Unknown => EventKind::Attention,
    }
}

/// The reasons for a standing's health, as the run that led to it saw them.
pub fn reasons(standing: &Standing, report: &Report) -> Vec<Reason> {
    reasons_of(standing, report, |_| true)
}

fn reasons_of(standing: &Standing, report: &Report, of: impl Fn(&str) -> bool) -> Vec<Reason> {
    let reasons = standing.reasons().into_iter();
    reasons
        .filter(|(check, _)| of(check))
        .map(|(check, finding)| Reason::of_check(check, finding, acts(report, check)))
        .collect()
}

fn lost_domain(report: &Report) -> Reason {
    let check = "customer-domain";
    Reason::of_check(check, "domain-lost", acts(report, check))
}

/// The party that can put a finding right, as the report says it.
fn acts(report: &Report, check: &str) -> Option<Responsible> {
    let finding = report.result(check)?.verdict.finding()?;
    Some(finding.responsible().unwrap_or(Responsible::USUAL))
}
