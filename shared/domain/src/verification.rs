//! Verification: turns facts into a report, and reads nothing itself.

pub mod catalogue;
mod checks;
pub(crate) mod delegated_grants;
pub mod facts;
pub mod report;
mod service_plan;
pub mod verdict;

use crate::{
    access::AccessSummary,
    customer::{DomainName, Site, UserPrincipalName},
    ids::{ObjectId, TenantId},
    permission::Manifest,
    standing::sighting::is_current,
};
use catalogue::{Check, Question};
use facts::{Evidence, PrincipalKind, TenantFacts};
use jiff::{SignedDuration, Timestamp};
use report::{CheckResult, Coverage, LastObservation, Report};
use verdict::{Identity, Unobserved, Verdict};

/// Time that a grant may take to spread before its absence counts: 60 minutes after the administrator came back.
pub const SPREADING: SignedDuration = SignedDuration::from_mins(60);

/// Expectations of one registration, against which the checks judge the facts.
#[derive(Debug, Clone)]
pub struct Expectations<'a> {
    /// Permissions that this deployment asks for.
    pub manifest: &'a Manifest,
    /// The part of the manifest that is required: a missing permission of it was lost.
    pub required: Manifest,
    /// The tenant that owns our app registration.
    pub home_tenant: TenantId,
    /// Whether the tenant's binding is proven. Its id alone identifies the tenant from then on.
    pub is_connected: bool,
    /// A domain the tenant must have verified.
    pub expected_domain: Option<&'a DomainName>,
    /// The account with which Cooperlink works in the background.
    pub system_user: Option<&'a UserPrincipalName>,
    /// Object id of that account, once it was connected.
    pub system_user_id: Option<ObjectId>,
    /// The sites and libraries with which Cooperlink works.
    pub sites: &'a [Site],
    /// Instant at which an administrator last returned from the consent page.
    pub consented_at: Option<Timestamp>,
    /// Ids of the checks that were seen passing or failing since that consent; the grants behind them are no longer spreading.
    pub settled: &'a [&'a str],
    /// Ids of the checks whose unfamiliar answer has lasted too long to be a disturbance.
    pub lasting: &'a [&'a str],
    /// The instant of the run.
    pub now: Timestamp,
}

impl Expectations<'_> {
    /// Whether a fresh consent may still be spreading through Microsoft's systems.
    pub fn is_spreading(&self) -> bool {
        self.consented_at
            .is_some_and(|consented_at| self.now < consented_at + SPREADING)
    }

    /// Verdict for a missing grant: `waiting` while the consent may be spreading, `fail` afterwards.
    fn missing(&self, finding: verdict::Finding) -> Verdict {
        if self.is_spreading() {
            Verdict::Waiting(finding)
        } else {
            Verdict::Fail(finding)
        }
    }

    /// Checks that a grant which was missing at that time can be judged as missing now.
    ///
    /// # Errors
    /// [`verdict::Unobserved`] if it was seen while the consent was spreading and that time is over: the grant may have
    /// arrived since.
    fn outlasts_spreading(&self, seen_at: Option<Timestamp>) -> Result<(), verdict::Unobserved> {
        let spread_at = self
            .consented_at
            .map(|consented_at| consented_at + SPREADING);
        match (seen_at, spread_at) {
            (Some(seen_at), Some(spread_at)) if seen_at < spread_at && spread_at <= self.now => {
                Err(verdict::Unobserved::IdentityAbsent {
                    identity: verdict::Identity::Administrator,
                })
            }
            _ => Ok(()),
        }
    }
}

/// Ids of the checks that are asked for each site and library.
pub fn checks_of_places(sites: &[Site]) -> impl Iterator<Item = String> {
    let libraries = sites.iter().map(|site| site.libraries.len()).sum();
    let numbered = [("site", sites.len()), ("library", libraries)];
    numbered
        .into_iter()
        .flat_map(|(check, count)| (1..=count).map(move |position| format!("{check}:{position}")))
}

/// The site or library that a check with this id is about, as the host app named it.
pub fn subject_of(check: &str, sites: &[Site]) -> Option<String> {
    let (family, number) = check.split_once(':')?;
    let position = number.parse::<usize>().ok()?.checked_sub(1)?;
    match catalogue::find_check(family)?.question {
        Question::Each { subjects, .. } => subjects(sites).into_iter().nth(position),
        Question::Once { .. } => None,
    }
}

/// Runs every check of the catalogue over the facts of one run.
pub fn verify(facts: &TenantFacts, expected: &Expectations<'_>) -> Report {
    let results = catalogue::CATALOGUE
        .iter()
        .flat_map(|check| answers(check, facts, expected))
        .collect();
    Report {
        checked_at: expected.now,
        coverage: Coverage::default(),
        results,
        changes: Vec::new(),
        access: access_summary(facts),
    }
}

/// Access in numbers: whether an assignment is required, and how many users and groups are assigned.
fn access_summary(facts: &TenantFacts) -> Option<AccessSummary> {
    let service_principal = facts.service_principal.get().ok()?.as_ref()?;
    let assignments = facts.assignments.get().ok()?;
    let count = |kind: PrincipalKind| {
        let of_kind = assignments
            .iter()
            .filter(|assignment| assignment.kind == kind);
        u64::try_from(of_kind.count()).unwrap_or(u64::MAX)
    };
    Some(AccessSummary {
        is_required: service_principal.app_role_assignment_required,
        users: count(PrincipalKind::User),
        groups: count(PrincipalKind::Group),
    })
}

fn answers(check: &Check, facts: &TenantFacts, expected: &Expectations<'_>) -> Vec<CheckResult> {
    match &check.question {
        Question::Once { run, evidence } => {
            vec![result(
                check,
                (check.id.to_owned(), None),
                run(facts, expected),
                evidence(facts, expected),
                expected,
            )]
        }
        Question::Each {
            subjects,
            run,
            evidence,
        } => subjects(expected.sites)
            .into_iter()
            .enumerate()
            .map(|(position, subject)| {
                result(
                    check,
                    (format!("{}:{}", check.id, position + 1), Some(subject)),
                    run(facts, expected, position),
                    evidence(facts, expected, position),
                    expected,
                )
            })
            .collect(),
    }
}

fn result(
    of: &Check,
    (check, subject): (String, Option<String>),
    answer: Result<Verdict, Unobserved>,
    evidence: Vec<Evidence>,
    expected: &Expectations<'_>,
) -> CheckResult {
    let verdict = match answer.unwrap_or_else(Verdict::Unknown) {
        // What was there and is gone was taken away.
        Verdict::Waiting(finding) if expected.settled.contains(&check.as_str()) => {
            Verdict::Fail(finding)
        }
        Verdict::Unknown(Unobserved::Unreadable) if expected.lasting.contains(&check.as_str()) => {
            Verdict::Unknown(Unobserved::Unexplained)
        }
        verdict => verdict,
    };
    // The oldest reading decides how old the answer is: some facts come from an earlier sign-in. Where the check is not the
    // administrator's, what the administrator saw only says more of what was read now.
    let dates = |evidence: &&Evidence| {
        evidence.account != Some(Identity::Administrator)
            || of.identities.contains(&Identity::Administrator)
    };
    let dating = evidence.iter().filter(dates);
    let observed_at = dating.map(|evidence| evidence.at).min();
    let observed_at = observed_at.unwrap_or(expected.now);
    let (verdict, last_known) = match verdict {
        Verdict::Pass | Verdict::Fail(_) | Verdict::Waiting(_)
            if !is_current(observed_at, expected.now) =>
        {
            let last_known = LastObservation {
                verdict: verdict.name().to_owned(),
                observed_at,
            };
            (Verdict::Unknown(outdated(of)), Some(last_known))
        }
        verdict => (verdict, None),
    };
    CheckResult {
        check,
        subject,
        observed_at: (!matches!(verdict, Verdict::Unknown(_))).then_some(observed_at),
        verdict,
        last_known,
        evidence,
    }
}

/// Reason why an answer that rests on an old reading does not count.
fn outdated(check: &Check) -> Unobserved {
    if check.identities.contains(&Identity::Administrator) {
        Unobserved::IdentityAbsent {
            identity: Identity::Administrator,
        }
    } else {
        Unobserved::Outdated
    }
}
