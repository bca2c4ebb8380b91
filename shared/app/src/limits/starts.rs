//! Limits of the starts of one invitation (`SECURITY.md`, Limits; T81): each start writes a flow and a leg into the table.
//!
//! 1. **A browser that holds a flow of the invitation** has a budget of its own: 20 starts an hour, counted for the whole row
//!    of flows that it began, one after the other. Starts of other browsers do not count against it.
//! 2. **Any other browser** counts by the prefix of its address: 20 starts an hour.
//! 3. The first three of those are never refused because of others. Only from the fourth on a prefix also uses up the share of
//!    all prefixes: 200 starts an hour.
//!
//! Two hundred starts from two hundred addresses thus lock out neither an administrator with a flow nor one without: the prefix
//! of the latter has three starts left, and the first one gives a flow. Only others behind the same address can use up that
//! prefix.
//!
//! Cost of the worst hour of one invitation: three starts for each prefix that the attacker holds, and 200 more; each of these
//! gives a flow that starts 20 more times. A refused start writes nothing. The gateway's throttling of each route that starts
//! bounds the number of prefixes: 25 a second, thus 90,000 starts an hour, of at most 6 write units each (two items in a
//! transaction, two counters). An hour of the widest attack therefore costs 540,000 write units, less than one US dollar;
//! `MonthlyBudget` in `infra/template.yaml` reports it.

use crate::{
    browser::{Browser, Visit},
    legs::BeginError,
    limits::{AddressPrefix, Limit},
};
use domain::clock::Clock;
use jiff::SignedDuration;

/// Starts of one invitation by one row of flows.
const OF_ONE_BROWSER: Limit = Limit::new("start-flow", 20, SignedDuration::from_hours(1));

/// Starts of one invitation from one prefix, by browsers without a flow.
const OF_ONE_PREFIX: Limit = Limit::new("start-prefix", 20, SignedDuration::from_hours(1));

/// Starts of one prefix that do not count against the share of all.
const FREE_OF_OTHERS: u64 = 3;

/// Starts of one invitation from all prefixes together, beyond those first ones.
const OF_ALL: Limit = Limit::new("start-all", 200, SignedDuration::from_hours(1));

/// Counts a start of a usable invitation, or refuses it. A stranger's guesses at invitations write nothing, because they are
/// refused before.
///
/// # Errors
/// [`BeginError::TooMany`], or a fault of ours.
pub(crate) async fn allow_start(
    browser: &Browser,
    clock: &dyn Clock,
    visit: &Visit,
    address: &str,
) -> Result<(), BeginError> {
    let (store, now) = (&browser.store, clock.now());
    let invitation = visit.invitation.id;
    let allowed = if let Some(flow) = &visit.flow {
        let who = format!("{invitation}:{}", flow.first_cookie_hash().as_str());
        OF_ONE_BROWSER.allows(store, now, &who).await?
    } else {
        let prefix = AddressPrefix::of(address).hash();
        let who = format!("{invitation}:{}", prefix.as_str());
        let all = invitation.to_string();
        let before = OF_ONE_PREFIX.counted(store, now, &who).await?;
        // Both are looked at before one is counted, so that a refusal writes nothing.
        if before >= FREE_OF_OTHERS && !OF_ALL.has_room(store, now, &all).await? {
            return Err(BeginError::TooMany);
        }
        // The count that this start brought about decides: others of the prefix may have been counted since the look.
        match OF_ONE_PREFIX.spend(store, now, &who).await? {
            Ok(counted) if counted.used() <= FREE_OF_OTHERS => true,
            Ok(_) => OF_ALL.allows(store, now, &all).await?,
            Err(_) => false,
        }
    };
    allowed.then_some(()).ok_or(BeginError::TooMany)
}
