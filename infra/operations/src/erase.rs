//! `cargo ops erase`: one customer's data, erased as the host application has it done, and the proof that nothing is left.

use crate::dead_letters::QueueName;
use crate::find::SearchKey;
use crate::output::{CommandOutput, or_dash};
use crate::place::Place;
use anyhow::{Context, Result, bail};
use app::{
    host::{
        api_key::Caller,
        registrations::{self, RegistrationError},
    },
    verify::read_system_user::SystemUserReader,
};
use clap::{Args, ValueEnum as _};
use domain::{customer::CustomerId, erasure::Erasure, ids::RegistrationId};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Duration;
use store::system_users::SignInPlace;
use tokio::time::interval;

/// Time between two looks at an erasure that is waited for.
const BETWEEN_LOOKS: Duration = Duration::from_secs(2);
/// Looks after which it is not waited for any more: half an hour.
const LOOKS: usize = 900;
/// Time between two pages of the table.
const PACE: Duration = Duration::from_millis(250);
/// Dead letters that are read of each queue.
const MOST_LETTERS: usize = 100;

#[derive(Args, Serialize)]
pub(crate) struct EraseOptions {
    /// Id of the registration, or the support code of the customer's page
    #[arg(value_name = "REGISTRATION-ID|SUPPORT-CODE", value_parser = crate::find::wanted)]
    wanted: SearchKey,
    /// Asks with the customer's name too
    #[arg(long)]
    names: bool,
    /// Returns when everything is deleted, which takes some ten minutes
    #[arg(long)]
    wait: bool,
    /// Erases nothing, and reads the whole table, the secret and the dead letters for what is left of the registration: ends with 0
    /// when nothing is, with 1 when something is, with 2 when nothing says that it was erased
    #[arg(long, conflicts_with_all = ["wait", "names"])]
    check: bool,
}

/// Erases a registration, or looks for what is left of one.
///
/// # Errors
/// When there is none, the operator does not mean it, or the table refuses.
pub(crate) async fn run(place: &Place, options: EraseOptions) -> Result<CommandOutput> {
    let id = options.wanted.find(place).await?;
    if options.check {
        return Box::pin(check(place, id)).await;
    }
    let (customer, erasure) = Box::pin(begin(place, id, options.names)).await?;
    let erasure = if options.wait {
        end_of(place, id).await?
    } else {
        erasure
    };
    let mut shown = CommandOutput::new(json!({
        "id": id,
        "customer_id": customer,
        "state": erasure.state(),
        "requested_at": erasure.requested_at,
        "erased_at": erasure.erased_at,
    }));
    shown.pair("Registration", id.to_string());
    shown.pair("Customer", customer.as_str());
    shown.pair("State", erasure.state());
    shown.pair("Asked for", format!("{:.0}", erasure.requested_at));
    shown.pair("Erased", or_dash(erasure.erased_at));
    if erasure.erased_at.is_none() {
        shown.line("Nothing acts on it any more; erase-worker deletes what is left within some ten minutes.");
    }
    Ok(shown)
}

/// Begins an erasure, or finds the one that has begun.
async fn begin(place: &Place, id: RegistrationId, names: bool) -> Result<(CustomerId, Erasure)> {
    if let Some(loaded) = place.store.load(id).await? {
        let customer = &loaded.registration.customer;
        let name = if names {
            format!(" ({})", customer.name)
        } else {
            String::new()
        };
        place.confirm(&format!(
            "The registration {id} of the customer {}{name} in {} is erased: its connection ends at once, and its data is deleted for good.",
            customer.id, place.stage
        ))?;
        let reader = SystemUserReader::new(place.system_users());
        let caller = Caller::new("operator", None);
        let begun = registrations::erase(&place.store, &reader, place.machine(), &caller, id);
        return match Box::pin(begun).await {
            Ok(erasure) | Err(RegistrationError::Erased(erasure)) => {
                Ok((customer.id.clone(), erasure))
            }
            Err(error) => Err(error.into()),
        };
    }
    let tombstone = place.store.find_tombstone(id).await?.with_context(|| {
        format!(
            "There is no registration {id} in {}, and none was erased within 400 days.",
            place.stage
        )
    })?;
    Ok((tombstone.customer_id.clone(), tombstone.erasure()))
}

/// Waits until an erasure has ended.
async fn end_of(place: &Place, id: RegistrationId) -> Result<Erasure> {
    let mut ticks = interval(BETWEEN_LOOKS);
    for _ in 0..LOOKS {
        ticks.tick().await;
        let tombstone = place.store.find_tombstone(id).await?;
        let erasure = tombstone
            .context("The erasure is not there any more")?
            .erasure();
        if erasure.erased_at.is_some() {
            return Ok(erasure);
        }
    }
    bail!(
        "The erasure has begun and has not ended within half an hour. It goes on by itself; infra/RUNBOOK.md, erase-late, says what may stand in its way."
    )
}

/// Looks everywhere for what is left of a registration.
async fn check(place: &Place, id: RegistrationId) -> Result<CommandOutput> {
    let tombstone = place.store.find_tombstone(id).await?;
    let state = tombstone.map(|tombstone| tombstone.erasure().state());
    let mut ticks = interval(PACE);
    let (mut left, mut after) = (BTreeMap::<String, usize>::new(), None);
    loop {
        ticks.tick().await;
        let page = place.store.mentions(id, after).await?;
        for kind in page.left {
            *left.entry(kind).or_default() += 1;
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let sign_in = place.system_users().find_place(id).await?;
    let sign_in = match sign_in {
        SignInPlace::Kept => "kept",
        SignInPlace::InBin => "in the bin",
        SignInPlace::Nowhere => "none",
    };
    let (mut letters, mut unread) = (Vec::new(), Vec::new());
    for queue in QueueName::value_variants() {
        let dead = queue.dead_letters(place).await?;
        let count = dead.count().await?;
        let seen = dead.peek(count.min(MOST_LETTERS)).await?;
        if seen.len() < count {
            unread.push(queue.name());
        }
        if seen
            .iter()
            .any(|letter| letter.body.contains(&id.to_string()))
        {
            letters.push(queue.name());
        }
    }
    let is_left = !left.is_empty() || sign_in != "none" || !letters.is_empty();
    let mut shown = CommandOutput::new(json!({
        "id": id,
        "state": state,
        "left": left,
        "sign_in": sign_in,
        "dead_letters": letters,
        "dead_letters_not_read": unread,
    }));
    shown.pair("Registration", id.to_string());
    shown.pair("State", state.unwrap_or("no erasure is known"));
    for (kind, count) in &left {
        shown.pair(&format!("  {kind}"), count.to_string());
    }
    shown.pair("Sign-in", sign_in);
    shown.pair(
        "Dead letters",
        or_dash((!letters.is_empty()).then(|| letters.join(", "))),
    );
    if !unread.is_empty() {
        shown.pair("Not read whole", unread.join(", "));
    }
    shown.exit_code = match (is_left, state) {
        (false, Some("erased")) if unread.is_empty() => 0,
        (false, Some("erased") | None) => 2,
        _ => 1,
    };
    shown.line(match (is_left, state) {
        (false, Some("erased")) if unread.is_empty() => "Nothing is left.",
        (false, Some("erased")) => {
            "Nothing was seen, but not every dead letter: `cargo ops dead-letters show`, redrive or drop them, then look again."
        }
        (false, None) => {
            "Nothing is there, and nothing says that it was erased: is it the right id?"
        }
        (_, None) => "It was not erased.",
        (_, Some("erased")) => {
            "Something is left of an erased registration, which is a fault of ours."
        }
        _ => "The erasure has not ended yet.",
    });
    Ok(shown)
}
