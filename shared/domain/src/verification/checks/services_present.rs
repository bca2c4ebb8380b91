//! The organisation has SharePoint Online and Exchange Online. The tenant's own service plans decide if this deployment may
//! read them; otherwise the answers of the two services to the system user decide, and its licences.
//! <https://learn.microsoft.com/en-us/graph/api/resources/assignedplan>

use super::{SYSTEM_USER_ABSENT, all, system_user_licensed::lacks_mailbox};
use crate::{
    aadsts::{Actor, Cause},
    service::{Service, names},
    verification::{
        Expectations,
        facts::{
            AppAccess, AppRefusal, Evidence, Mailbox, SiteAccess, SystemUserAccess, TenantFacts,
            TenantServices,
        },
        service_plan::{Gives, gives, is_usable},
        verdict::{Finding, Unobserved, Verdict},
    },
};

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    if let Ok(services) = facts.tenant_services.get() {
        return Ok(judge(*services));
    }
    if is_subscription_missing(facts) {
        return Ok(Verdict::Fail(
            Finding::new("service-subscription-missing").acts(Actor::Administrator),
        ));
    }
    match (sharepoint(facts), exchange(facts)) {
        (Some(sharepoint), Some(exchange)) => Ok(judge(TenantServices {
            sharepoint,
            exchange,
        })),
        (Some(false), None) => Ok(missing(&[Service::SharePoint])),
        (Some(true) | None, None) | (None, Some(_)) => unread(facts, expected),
    }
}

/// Whether the token endpoint reported a missing subscription, to our application or to the system user. This is the only
/// decision that rests on an `AADSTS` number, because no other part of the answer reports a missing service.
fn is_subscription_missing(facts: &TenantFacts) -> bool {
    let is_refused_to_user = matches!(
        facts.system_user_access.get(),
        Ok(SystemUserAccess::Refused(refusal))
            if refusal.number.and_then(Cause::of) == Some(Cause::ServiceMissing)
    );
    is_refused_to_app(facts) || is_refused_to_user
}

fn is_refused_to_app(facts: &TenantFacts) -> bool {
    matches!(
        facts.app_access.get(),
        Ok(AppAccess::Refused(AppRefusal::ServiceMissing))
    )
}

fn judge(services: TenantServices) -> Verdict {
    let absent: Vec<Service> = [
        (services.sharepoint, Service::SharePoint),
        (services.exchange, Service::Mail),
    ]
    .into_iter()
    .filter(|(is_there, _)| !is_there)
    .map(|(_, service)| service)
    .collect();
    if absent.is_empty() {
        Verdict::Pass
    } else {
        missing(&absent)
    }
}

fn missing(services: &[Service]) -> Verdict {
    let services = names(services);
    Verdict::Fail(
        Finding::new("services-missing")
            .with("services", services)
            .acts(Actor::Administrator),
    )
}

/// Whether the sites and the licences show SharePoint; `None` if they do not tell. A refusal may come from Graph itself, and an address of
/// another organisation says nothing about this one, so neither decides.
fn sharepoint(facts: &TenantFacts) -> Option<bool> {
    let answered = |wanted: &[SiteAccess]| {
        facts
            .sites
            .iter()
            .filter_map(|site| site.site.get().ok())
            .any(|access| wanted.contains(access))
    };
    if answered(&[SiteAccess::NoSharePoint]) {
        Some(false)
    } else if answered(&[
        SiteAccess::Reached,
        SiteAccess::Missing,
        SiteAccess::Moved,
        SiteAccess::Locked,
    ]) || holds(facts, Gives::Sites)
    {
        Some(true)
    } else {
        None
    }
}

/// Whether the mailbox and the licences show Exchange; `None` if they do not tell. An account without a mailbox does not prove that the
/// organisation has none.
fn exchange(facts: &TenantFacts) -> Option<bool> {
    match facts.mailbox.get() {
        Ok(Mailbox::Reachable) => Some(true),
        // Exchange refuses an account without a licence for a mailbox in the same way.
        Ok(Mailbox::Restricted) if !lacks_mailbox(facts) => Some(true),
        Ok(Mailbox::NotEnabled | Mailbox::Restricted) | Err(_) => {
            holds(facts, Gives::Mailbox).then_some(true)
        }
    }
}

fn holds(facts: &TenantFacts, wanted: Gives) -> bool {
    facts.licences.get().is_ok_and(|plans| {
        plans
            .iter()
            .any(|plan| gives(plan.id) == Some(wanted) && is_usable(plan))
    })
}

/// Verdict when the services cannot be told. The check does not apply to a registration that uses neither service in the
/// background.
fn unread(facts: &TenantFacts, expected: &Expectations<'_>) -> Result<Verdict, Unobserved> {
    if expected.system_user.is_none() && expected.sites.is_empty() {
        return Ok(Verdict::NotApplicable(Finding::new("no-system-user")));
    }
    if expected.system_user_id.is_none() {
        return Err(SYSTEM_USER_ABSENT);
    }
    facts.licences.get()?;
    facts.mailbox.get()?;
    Err(Unobserved::Undecided)
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    if facts.tenant_services.get().is_ok() {
        return all([facts.tenant_services.evidence()]);
    }
    let app_access = facts.app_access.evidence();
    let mut evidence = all([
        app_access.filter(|_| is_refused_to_app(facts)),
        facts.system_user_access.evidence(),
        facts.licences.evidence(),
        facts.mailbox.evidence(),
    ]);
    evidence.extend(
        facts
            .sites
            .iter()
            .filter_map(|site| site.site.evidence().cloned()),
    );
    evidence
}
