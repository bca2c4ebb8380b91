//! The system user's mailbox answers over Graph.
//! <https://learn.microsoft.com/en-us/graph/api/mailfolder-get>,
//! <https://learn.microsoft.com/en-us/powershell/module/exchangepowershell/set-casmailbox>

use super::{all, system_user_licensed, without_system_user};
use crate::{
    aadsts::Actor,
    verification::{
        Expectations,
        facts::{Evidence, Mailbox, TenantFacts},
        verdict::{Finding, Unobserved, Verdict},
    },
};

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    if let Some(verdict) = without_system_user(expected)? {
        return Ok(verdict);
    }
    let missing = "mailbox-missing";
    let code = match facts.mailbox.get() {
        Ok(Mailbox::Reachable) => return Ok(Verdict::Pass),
        Ok(Mailbox::NotEnabled) => missing,
        // Exchange refuses an account without its licence just as it refuses one that the organisation keeps out.
        Ok(Mailbox::Restricted) | Err(Unobserved::Refused)
            if system_user_licensed::lacks_mailbox(facts) =>
        {
            missing
        }
        Ok(Mailbox::Restricted) => "mailbox-restricted",
        Err(reason) => return Err(reason),
    };
    Ok(Verdict::Fail(Finding::new(code).acts(Actor::Administrator)))
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    all([facts.mailbox.evidence()])
}
