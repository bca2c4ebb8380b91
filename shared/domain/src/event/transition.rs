//! Events of a run, by the standing before and after it. No change of health is silent, and no change of its reasons either.

use super::{EventKind, Reason};
use crate::{
    responsible::Responsible,
    standing::{Health, Standing},
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

/// Events of a run over a connected registration, each with its reasons.
pub fn news(before: &Standing, after: &Standing, report: &Report) -> Vec<(EventKind, Vec<Reason>)> {
    let (was, is) = (before.reasons(), after.reasons());
    let repeated = match after.health {
        Health::Broken => Some(EventKind::Broken),
        Health::Attention => Some(EventKind::Attention),
        Health::Healthy | Health::Unknown => None,
    };
    let health = health_event(before.health, after.health)
        .or(repeated.filter(|_| before.health == after.health && was != is));
    let is_confirmed = |standing: &Standing| {
        let suspect = standing.suspects.get(SIGN_IN);
        suspect.is_some_and(|suspect| suspect.confirmed)
    };
    let sign_in = (after.health == Health::Broken && is_confirmed(after) && !is_confirmed(before))
        .then_some(EventKind::NeedsSignIn);
    // What the customer's domain became is told even where something worse is told with it.
    let has_lost_domain = before.has_domain == Some(true) && after.has_domain == Some(false);
    let domain =
        (has_lost_domain && health != Some(EventKind::Attention)).then_some(EventKind::Attention);
    let of = |kind: EventKind| {
        let reasons = match kind {
            EventKind::NeedsSignIn => reasons_of(after, report, |check| check == SIGN_IN),
            EventKind::Attention if health != Some(kind) => vec![lost_domain(report)],
            _ => reasons(after, report),
        };
        (kind, reasons)
    };
    let told = [domain, health, sign_in];
    told.into_iter().flatten().map(of).collect()
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
