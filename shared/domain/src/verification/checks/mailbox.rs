//! The system user's mailbox answers over Graph.
//! <https://learn.microsoft.com/en-us/graph/api/mailfolder-get>,
//! <https://learn.microsoft.com/en-us/graph/auth-limit-mailbox-access>

use super::{all, without_system_user};
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
    let (code, message) = match facts.mailbox.get()? {
        Mailbox::Reachable => return Ok(Verdict::Pass),
        Mailbox::NotEnabled => (
            "mailbox-missing",
            "the system user has no mailbox in Exchange Online",
        ),
        Mailbox::Restricted => (
            "mailbox-restricted",
            "the organisation keeps applications out of the system user's mailbox",
        ),
    };
    Ok(Verdict::Fail(
        Finding::new(code, message).acts(Actor::Administrator),
    ))
}

pub(in crate::verification) fn evidence(facts: &TenantFacts) -> Vec<Evidence> {
    all([facts.mailbox.evidence()])
}
