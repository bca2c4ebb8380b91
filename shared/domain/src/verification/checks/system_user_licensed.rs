//! The system user's licences contain a service plan for a mailbox and one for sites, both set up. The check judges plans,
//! never licences. A plan that is not known here decides nothing; the answers of the mailbox and the sites decide then.
//! <https://learn.microsoft.com/en-us/graph/api/resources/serviceplaninfo>

use super::{all, without_system_user};
use crate::{
    aadsts::Actor,
    service::{Service, names as service_names},
    verification::{
        Expectations,
        facts::{Evidence, LicensedPlan, Mailbox, SiteAccess, TenantFacts},
        service_plan::{Gives, gives, is_usable},
        verdict::{Finding, Unobserved, Verdict},
    },
};

/// Extent to which the licences provide one service, from best to worst.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Provided<'a> {
    Usable,
    /// Unknown plans, or plans in an unknown state, may provide it.
    Undecided,
    /// The plans are still being set up.
    Pending(Vec<(&'a str, &'a str)>),
    /// The plans are switched off.
    Off(Vec<(&'a str, &'a str)>),
    Absent,
}

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    if let Some(verdict) = without_system_user(expected)? {
        return Ok(verdict);
    }
    let plans = facts.licences.get()?;
    if plans.is_empty() {
        return Ok(Verdict::Fail(
            Finding::new("system-user-unlicensed").acts(Actor::Administrator),
        ));
    }
    let mailbox = shown_by(
        provided(plans, Gives::Mailbox, "EXCHANGE"),
        matches!(facts.mailbox.get(), Ok(Mailbox::Reachable)),
    );
    let sites = shown_by(
        provided(plans, Gives::Sites, "SHAREPOINT"),
        facts
            .sites
            .iter()
            .any(|site| matches!(site.site.get(), Ok(SiteAccess::Reached))),
    );
    let lacking: Vec<Service> = [(&sites, Service::SharePoint), (&mailbox, Service::Mail)]
        .into_iter()
        .filter(|(provided, _)| **provided > Provided::Undecided)
        .map(|(_, service)| service)
        .collect();
    let (worse, service) = if mailbox > sites {
        (mailbox, Service::Mail)
    } else {
        (sites, Service::SharePoint)
    };
    let judged = verdict(&worse, service.name(), plans)?;
    Ok(match judged {
        Verdict::Fail(finding) => Verdict::Fail(finding.with("services", service_names(&lacking))),
        judged => judged,
    })
}

/// Whether the system user's licences were read and provide no mailbox.
pub(super) fn lacks_mailbox(facts: &TenantFacts) -> bool {
    facts.licences.get().is_ok_and(|plans| {
        plans.is_empty()
            || matches!(
                provided(plans, Gives::Mailbox, "EXCHANGE"),
                Provided::Absent | Provided::Off(_)
            )
    })
}

fn verdict(
    provided: &Provided<'_>,
    service: &str,
    plans: &[LicensedPlan],
) -> Result<Verdict, Unobserved> {
    let (code, named, actor) = match provided {
        Provided::Usable => return Ok(Verdict::Pass),
        Provided::Undecided => return Err(Unobserved::Undecided),
        Provided::Pending(named) => ("licence-plan-pending", named, Actor::Retry),
        Provided::Off(named) => ("licence-plan-off", named, Actor::Administrator),
        Provided::Absent => {
            let licences = names(plans.iter().map(|plan| plan.licence.as_str()));
            return Ok(Verdict::Fail(
                Finding::new("licence-without-service")
                    .with("service", service)
                    .with("licences", licences)
                    .acts(Actor::Administrator),
            ));
        }
    };
    let plan = names(named.iter().map(|(plan, _)| *plan));
    let licence = names(named.iter().map(|(_, licence)| *licence));
    Ok(Verdict::Fail(
        Finding::new(code)
            .with("service", service)
            .with("plan", plan)
            .with("licence", licence)
            .acts(actor),
    ))
}

/// Extent after the service's own answer: a service that answered counts as usable even if only unknown plans may provide it.
fn shown_by(provided: Provided<'_>, answered: bool) -> Provided<'_> {
    match provided {
        Provided::Undecided if answered => Provided::Usable,
        provided => provided,
    }
}

/// Extent to which the plans provide a service. `word` is part of the name of every plan of the service that Microsoft has
/// made so far.
fn provided<'a>(plans: &'a [LicensedPlan], wanted: Gives, word: &str) -> Provided<'a> {
    let with = |state: fn(&LicensedPlan) -> bool| -> Vec<(&'a str, &'a str)> {
        plans
            .iter()
            .filter(|plan| gives(plan.id) == Some(wanted) && state(plan))
            .map(|plan| (plan.name.as_str(), plan.licence.as_str()))
            .collect()
    };
    let (off, pending) = (with(is_off), with(is_pending));
    if !with(is_usable).is_empty() {
        Provided::Usable
    } else if !pending.is_empty() {
        Provided::Pending(pending)
    } else if !off.is_empty() {
        Provided::Off(off)
    } else if may_be_hidden(plans, wanted, word) {
        Provided::Undecided
    } else {
        Provided::Absent
    }
}

/// Whether plans that are not known here may provide the service.
fn may_be_hidden(plans: &[LicensedPlan], wanted: Gives, word: &str) -> bool {
    let nothing_known = plans.iter().all(|plan| gives(plan.id).is_none());
    nothing_known
        || plans.iter().any(|plan| match gives(plan.id) {
            None => plan.name.to_uppercase().contains(word),
            // Of the service, but in a state that is not known here.
            Some(given) => given == wanted,
        })
}

fn is_off(plan: &LicensedPlan) -> bool {
    plan.status == "Disabled"
}

fn is_pending(plan: &LicensedPlan) -> bool {
    plan.status.starts_with("Pending")
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut distinct: Vec<&str> = Vec::new();
    for name in names {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct.join(", ")
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    all([facts.licences.evidence()])
}
