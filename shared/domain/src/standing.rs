//! Standing of a registration: its health, and the knowledge that one run hands to the next.
//!
//! One pure function, [`Standing::assess`], turns a report into the new standing. An outage of Microsoft or of ourselves shows
//! as `unknown` answers and therefore changes nothing (T78).
//!
//! A sighting is a look at Microsoft, not a run: runs judge the result of an earlier sign-in again, and it remains one
//! sighting however often it is judged. A failure that only a sign-in can show is therefore confirmed by a second sign-in
//! alone, and runs are not hurried for it. A permission that is missing while a consent spreads is not a sighting: the answer
//! waits, and if no run has looked again when that time is over, it is unknown.
//!
//! An answer that no run confirms stands for a day, or for three during a disturbance; then it is unknown, and the health with
//! it. An unfamiliar answer of Microsoft's counts as a disturbance until it is seen again.

mod age;
mod assessment;
pub(crate) mod sighting;
pub use assessment::Assessment;
pub use sighting::{STANDS_FOR, STANDS_FOR_DISTURBED, Sighting};

use crate::{
    ids::{ObjectId, VerificationId},
    responsible::{Responsible, letter},
    service::Service,
    usability::known_answers::KnownAnswers,
    verification::catalogue::{Severity, find_check},
    verification::verdict::Finding,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Ability of Cooperlink to work for the customer, as last confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// A blocking check was never observed, or not for too long.
    Unknown,
    /// All checks are as they must be.
    Healthy,
    /// Cooperlink works; an advisory check fails.
    Attention,
    /// A blocking check was seen failing twice in a row, at least five minutes apart.
    Broken,
}

/// The last known answer of a check, stored as one letter: the standing is rewritten on every run and should stay small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// It passed.
    #[serde(rename = "p")]
    Pass,
    /// It failed.
    #[serde(rename = "f")]
    Fail,
    /// It was spreading.
    #[serde(rename = "w")]
    Waiting,
    /// The check did not apply.
    #[serde(rename = "n")]
    NotApplicable,
    /// It was never observed.
    #[serde(rename = "u")]
    NeverObserved,
    /// Its question has changed, and no run has asked it since.
    #[serde(rename = "c")]
    Forgotten,
    /// It was observed before and cannot be read now.
    #[serde(rename = "o")]
    NotReadable,
    /// It was observed before, and no run confirmed that for too long.
    #[serde(rename = "d")]
    Outdated,
}

/// A blocking check that was seen failing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspect {
    /// Instant of the reading that first showed the failure, without a pass since.
    pub since: Timestamp,
    /// Whether a second sighting confirmed it.
    pub confirmed: bool,
    /// The party that can put it right, if it is not an administrator.
    #[serde(
        rename = "a",
        with = "letter",
        skip_serializing_if = "Option::is_none",
        default
    )]
    pub acts: Option<Responsible>,
    /// The one service that the finding is about, if the check decides more than one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub only: Option<Service>,
}

impl Suspect {
    fn new(since: Timestamp, confirmed: bool, finding: &Finding) -> Self {
        let only = match finding.services()[..] {
            [only] => Some(only),
            _ => None,
        };
        let acts = finding.responsible();
        Self {
            since,
            confirmed,
            acts: acts.filter(|acts| *acts != Responsible::USUAL),
            only,
        }
    }
}

/// A change to [`Health::Broken`] that the brake holds back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrakeHold {
    /// Instant since which it is held back.
    pub since: Timestamp,
    /// The code of the finding that would break the registration.
    pub cause: String,
}

impl BrakeHold {
    /// Longest time for which a change is held back, in confirmation times: 12 times 5 minutes make an hour.
    const CONFIRMATIONS: i32 = 12;

    /// Whether the change has been held back for long enough. `confirm_after` is the least time between the two sightings of a
    /// failure.
    pub fn is_over(&self, now: Timestamp, confirm_after: SignedDuration) -> bool {
        now >= self.since + confirm_after * Self::CONFIRMATIONS
    }

    /// Whether it was first held back less than twice that time ago.
    pub fn is_recent(&self, now: Timestamp, confirm_after: SignedDuration) -> bool {
        now < self.since + confirm_after * Self::CONFIRMATIONS * 2
    }
}

/// Knowledge about a registration that is kept between runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Health as last confirmed.
    pub health: Health,
    /// Number that grows by one with each change of health and never shrinks (T70).
    pub health_version: u64,
    /// The last known answer of each check.
    #[serde(default)]
    pub answers: BTreeMap<String, Answer>,
    /// Code of the finding of each failing check: a failure with a changed cause is news as well.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub findings: BTreeMap<String, String>,
    /// Blocking checks that were seen failing.
    #[serde(default)]
    pub suspects: BTreeMap<String, Suspect>,
    /// Instant of the last run that could look.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub checked_at: Option<Timestamp>,
    /// Instant since which runs could not look, if the last one could not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub disturbed_since: Option<Timestamp>,
    /// Last sightings of the checks that the last run did not see itself; the other checks were seen at `checked_at`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub sightings: BTreeMap<String, Sighting>,
    /// Whether the runs since `checked_at` saw nothing, because of a disturbance that began while the answers stood.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub is_blind: bool,
    /// Instant, by check, since which Microsoft's answer is not known here.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub unexplained: BTreeMap<String, Timestamp>,
    /// The change to [`Health::Broken`] that the brake holds back, if any.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub held: Option<BrakeHold>,
    /// Whether the tenant had the customer's domain when a run last looked for it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub has_domain: Option<bool>,
    /// The newest kept report.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub latest_report: Option<VerificationId>,
    /// Whether the newest kept report is of a run that could not look at everything; the next complete run is then kept.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub latest_is_incomplete: bool,
    /// Our service principal's object id in the tenant, as last read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub service_principal_id: Option<ObjectId>,
    /// Last stored usability of each service, with the start of that answer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub usable: Option<KnownAnswers>,
}

/// Blocking checks that were seen failing once and are not confirmed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suspicion {
    /// Instant of the earliest first failure among them.
    pub since: Timestamp,
    /// Their ids.
    pub checks: Vec<String>,
}

impl Default for Standing {
    fn default() -> Self {
        Self {
            health: Health::Unknown,
            health_version: 0,
            answers: BTreeMap::new(),
            findings: BTreeMap::new(),
            suspects: BTreeMap::new(),
            checked_at: None,
            disturbed_since: None,
            sightings: BTreeMap::new(),
            is_blind: false,
            unexplained: BTreeMap::new(),
            held: None,
            has_domain: None,
            latest_report: None,
            latest_is_incomplete: false,
            service_principal_id: None,
            usable: None,
        }
    }
}

impl Standing {
    /// Ids of the checks that were last seen passing or failing since `consented_at`. An answer that stands although a run
    /// could not see its check does not count as seen by that run.
    pub fn settled_since(&self, consented_at: Timestamp) -> Vec<&str> {
        // A sighting is kept by its second. Within that of the consent a grant that was seen is there whichever came first; one
        // that was missing may have been looked for before.
        let its_second = Timestamp::from_second(consented_at.as_second()).unwrap_or(consented_at);
        let settled = self.answers.iter().filter(|(check, answer)| {
            let since = match answer {
                Answer::Pass => its_second,
                Answer::Fail => consented_at,
                _ => return false,
            };
            self.seen_at(check) >= Some(since)
        });
        settled.map(|(check, _)| check.as_str()).collect()
    }

    /// Ids of the checks whose unfamiliar answer has lasted too long to be a disturbance.
    pub fn lasting(&self, now: Timestamp, confirm_after: SignedDuration) -> Vec<&str> {
        self.unexplained
            .iter()
            .filter(|(_, since)| now.duration_since(**since) >= confirm_after)
            .map(|(check, _)| check.as_str())
            .collect()
    }

    /// Whether this service principal differs from the one that the last run saw: the application was deleted in the tenant
    /// and registered again, and the grants to the old one are gone.
    pub fn is_recreated(&self, service_principal: ObjectId) -> bool {
        self.service_principal_id
            .is_some_and(|last| last != service_principal)
    }

    /// Forgets the answers of these checks, whose question has changed. The checks of sites and libraries are `of_places` from
    /// now on. The stored health stays until the next run.
    pub fn forget(
        &mut self,
        is_stale: impl Fn(&str) -> bool,
        of_places: impl IntoIterator<Item = String>,
    ) {
        self.answers
            .retain(|check, _| !(is_numbered(check) && is_stale(check)));
        for (check, answer) in &mut self.answers {
            if is_stale(check) {
                *answer = Answer::Forgotten;
            }
        }
        let of_places = of_places.into_iter().filter(|check| is_stale(check));
        self.answers
            .extend(of_places.map(|check| (check, Answer::Forgotten)));
        if is_stale("customer-domain") {
            self.has_domain = None;
        }
        self.findings.retain(|check, _| !is_stale(check));
        self.suspects.retain(|check, _| !is_stale(check));
        self.sightings.retain(|check, _| !is_stale(check));
        self.unexplained.retain(|check, _| !is_stale(check));
    }

    /// Whether the question of the check has changed since a run last asked it.
    pub fn has_forgotten(&self, check: &str) -> bool {
        self.answers.get(check) == Some(&Answer::Forgotten)
    }

    /// Instant of the last run that saw everything it asked for. While runs cannot see everything, it precedes the
    /// disturbance.
    pub fn looked_at(&self) -> Option<Timestamp> {
        let checked_at = self.checked_at?;
        Some(checked_at.min(self.disturbed_since.unwrap_or(checked_at)))
    }

    /// Checks that are the reasons for the health, each with the code of its finding: confirmed failures if it is broken,
    /// failing advisory checks if it needs attention, unanswered blocking checks if it is unknown.
    pub fn reasons(&self) -> BTreeMap<&str, &str> {
        let is_reason = |check: &str, answer: Answer| match self.health {
            Health::Broken => {
                let suspect = self.suspects.get(check);
                suspect
                    .filter(|suspect| suspect.confirmed)
                    .map(|_| "unnamed")
            }
            Health::Attention => {
                let is_advisory = severity(check) == Severity::Advisory;
                (answer == Answer::Fail && is_advisory).then_some("unnamed")
            }
            Health::Unknown if severity(check) == Severity::Blocking => match answer {
                Answer::NeverObserved => Some("never-observed"),
                Answer::Forgotten => Some("not-asked"),
                Answer::NotReadable => Some("not-readable"),
                Answer::Outdated => Some("outdated"),
                Answer::Pass | Answer::Fail | Answer::Waiting | Answer::NotApplicable => None,
            },
            Health::Healthy | Health::Unknown => None,
        };
        self.answers
            .iter()
            .filter_map(|(check, answer)| {
                let code = is_reason(check, *answer)?;
                let found = self.findings.get(check).map(String::as_str);
                Some((check.as_str(), found.unwrap_or(code)))
            })
            .collect()
    }

    /// Blocking checks whose failure still needs confirmation by a second sighting, if there are any.
    pub fn suspected(&self) -> Option<Suspicion> {
        let suspects = self.suspects.iter();
        let unconfirmed: Vec<_> = suspects.filter(|(_, suspect)| !suspect.confirmed).collect();
        let since = unconfirmed.iter().map(|(_, suspect)| suspect.since).min()?;
        let checks = unconfirmed.into_iter().map(|(check, _)| check.clone());
        Some(Suspicion {
            since,
            checks: checks.collect(),
        })
    }
}

/// Whether a check is asked for each site or library, by its id.
pub(crate) fn is_numbered(check: &str) -> bool {
    check.contains(':')
}

/// Severity of a check. A check that this version no longer knows is advisory and blocks no customer.
fn severity(check: &str) -> Severity {
    find_check(check).map_or(Severity::Advisory, |check| check.severity)
}

#[cfg(test)]
#[path = "standing/tests.rs"]
mod tests;
