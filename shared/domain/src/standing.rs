//! How a registration stands: its health, and what is remembered between two runs to find the next one.
//!
//! One pure function, [`Standing::assess`], turns a report into the new standing. An outage of Microsoft or of ourselves
//! shows as `unknown` answers and therefore changes nothing (`security.md` T78).
//!
//! A sighting is a look at Microsoft, not a run: runs judge again what an earlier sign-in showed, and that stays one
//! sighting however often it is judged. What only a sign-in can show is therefore confirmed by a second sign-in alone, and
//! runs do not hurry for it. What was seen missing while a consent was spreading is no sighting: it waits, and when the
//! time is over and nobody has looked again, it is unknown.
//!
//! An answer that no run confirms stands for a day, in a disturbance for three; then it is unknown, and the health with it.
//! An answer of Microsoft's that is not known here counts as a disturbance until it is seen again.

mod age;
mod assessment;

pub(crate) use age::is_current;
pub use age::{STANDS_FOR, STANDS_FOR_DISTURBED, Sighting};
pub use assessment::Assessment;

use crate::{
    ids::{ObjectId, VerificationId},
    responsible::{Responsible, letter},
    usability::{Known, Service},
    verification::catalogue::{Severity, find_check},
    verification::verdict::Finding,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether Cooperlink can work for the customer, as last confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// A blocking check was never observed, or not for too long.
    Unknown,
    /// Everything is as it must be.
    Healthy,
    /// Cooperlink works; an advisory check fails.
    Attention,
    /// A blocking check was seen failing twice in a row, at least five minutes apart.
    Broken,
}

/// The last known answer of a check, in one letter: the standing is rewritten on every run and should stay small.
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
    /// The question did not arise.
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
    /// When what first showed it failing was read, without a pass since.
    pub since: Timestamp,
    /// Whether a second sighting confirmed it.
    pub confirmed: bool,
    /// The party that can put it right, where that is no administrator.
    #[serde(
        rename = "a",
        with = "letter",
        skip_serializing_if = "Option::is_none",
        default
    )]
    pub acts: Option<Responsible>,
    /// The one service that the finding speaks of, where the check decides more.
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
pub struct Held {
    /// When it was first held back.
    pub since: Timestamp,
    /// The code of the finding that would break the registration.
    pub cause: String,
}

impl Held {
    /// The longest a change is held back, in confirmation times: 12 times 5 minutes are an hour.
    const CONFIRMATIONS: i32 = 12;

    /// Whether the change has been held back for long enough. `confirm_after` is the least time between the two sightings of a
    /// failure.
    pub fn is_over(&self, now: Timestamp, confirm_after: SignedDuration) -> bool {
        now >= self.since + confirm_after * Self::CONFIRMATIONS
    }

    /// Whether it began less than twice that time ago.
    pub fn is_recent(&self, now: Timestamp, confirm_after: SignedDuration) -> bool {
        now < self.since + confirm_after * Self::CONFIRMATIONS * 2
    }
}

/// What is remembered of a registration between runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// As last confirmed.
    pub health: Health,
    /// Grows by one with each change of health; never shrinks (`security.md` T70).
    pub health_version: u64,
    /// The last known answer a check.
    #[serde(default)]
    pub answers: BTreeMap<String, Answer>,
    /// What each failing check found, by the finding's code: a failure whose cause changed is news as well.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub findings: BTreeMap<String, String>,
    /// Blocking checks that were seen failing.
    #[serde(default)]
    pub suspects: BTreeMap<String, Suspect>,
    /// The last run that could look.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub checked_at: Option<Timestamp>,
    /// Since when runs could not look, if the last one could not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub disturbed_since: Option<Timestamp>,
    /// Last sightings of the checks that the last run did not see itself; the others were seen at `checked_at`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub sightings: BTreeMap<String, Sighting>,
    /// Whether the runs since `checked_at` saw nothing, for a disturbance that began while the answers stood.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub is_blind: bool,
    /// Since when Microsoft answers checks in a way that is not known here.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub unexplained: BTreeMap<String, Timestamp>,
    /// The change to [`Health::Broken`] that the brake holds back, if there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub held: Option<Held>,
    /// Whether the customer's domain was in the tenant when it was last looked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub has_domain: Option<bool>,
    /// The newest kept report.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub latest_report: Option<VerificationId>,
    /// Whether the newest kept report is of a run that could not look at everything: then the next one that can is kept.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub latest_is_incomplete: bool,
    /// Our service principal's object id in the tenant, as last read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub service_principal_id: Option<ObjectId>,
    /// Whether each service could be used, as last stored, with the start of that answer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub usable: Option<Known>,
}

/// Blocking checks that were seen failing once, and not confirmed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suspected {
    /// When the first of them was first seen failing.
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
    /// Ids of the checks that were last seen passing or failing since `consented_at`. What a run could not see was not seen by
    /// it, though its answer stands.
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

    /// Ids of the checks that Microsoft has answered in an unknown way for so long that no disturbance explains it.
    pub fn lasting(&self, now: Timestamp, confirm_after: SignedDuration) -> Vec<&str> {
        self.unexplained
            .iter()
            .filter(|(_, since)| now.duration_since(**since) >= confirm_after)
            .map(|(check, _)| check.as_str())
            .collect()
    }

    /// Whether this service principal is another one than the last run saw: the application was deleted in the tenant and
    /// registered anew, and what was granted to the old one is gone.
    pub fn is_recreated(&self, service_principal: ObjectId) -> bool {
        self.service_principal_id
            .is_some_and(|last| last != service_principal)
    }

    /// Forgets what was seen of these checks, whose question has changed. Those of sites and libraries are `of_places` from now
    /// on. The stored health stays until the next run.
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

    /// Whether the check is asked otherwise than when it was last looked at.
    pub fn has_forgotten(&self, check: &str) -> bool {
        self.answers.get(check) == Some(&Answer::Forgotten)
    }

    /// The last run that saw everything it asked for. While runs cannot see everything, it lies before the disturbance.
    pub fn looked_at(&self) -> Option<Timestamp> {
        let checked_at = self.checked_at?;
        Some(checked_at.min(self.disturbed_since.unwrap_or(checked_at)))
    }

    /// Checks that are the reasons for the health, each with the code of its finding: confirmed failures while it is broken, failing
    /// advisory checks while it needs attention, blocking checks that nobody knows of while it is unknown.
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

    /// Blocking checks whose failure a second sighting has still to confirm, if there are any.
    pub fn suspected(&self) -> Option<Suspected> {
        let suspects = self.suspects.iter();
        let unconfirmed: Vec<_> = suspects.filter(|(_, suspect)| !suspect.confirmed).collect();
        let since = unconfirmed.iter().map(|(_, suspect)| suspect.since).min()?;
        let checks = unconfirmed.into_iter().map(|(check, _)| check.clone());
        Some(Suspected {
            since,
            checks: checks.collect(),
        })
    }
}

/// Whether a check is asked for each site or library, by its id.
pub(crate) fn is_numbered(check: &str) -> bool {
    check.contains(':')
}

/// A check that this version does not know any more blocks nobody.
fn severity(check: &str) -> Severity {
    find_check(check).map_or(Severity::Advisory, |check| check.severity)
}

#[cfg(test)]
#[path = "standing/tests.rs"]
mod tests;
