//! `cargo ops restore`: a past second of the table, ready to take the place of the table in use. `infra/RUNBOOK.md` tells how it
//! is put to use, and which data it cannot bring back.
//!
//! 1. AWS restores the table in use into another one. The service goes on with the one in use.
//! 2. Settings that a restore leaves out are set again.
//! 3. Items that must not be forgotten since then are carried over: the audit, and links that have ended.
//! 4. Each erasure is made again, so that no erased customer comes back (T83).
//! 5. Sign-ins that were under way then are deleted.
//! 6. Sign-ins of system users are taken out of Secrets Manager's bin; those that are gone are told.
//!
//! Each step looks at the present state first, so the operator gives the command once beforehand, and once more when no function
//! writes any more.

use crate::output::CommandOutput;
use crate::place::Place;
use anyhow::{Result, bail};
use app::{
    host::{
        api_key::Caller,
        registrations::{self, RegistrationError},
        removal::{self, RemovalOutcome},
    },
    verify::read_system_user::SystemUserReader,
};
use bootstrap::clock::SystemClock;
use clap::Args;
use domain::{erasure::Tombstone, ids::RegistrationId, registration::Registration};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::json;
use std::{collections::BTreeMap, time::Duration};
use store::{
    Store,
    system_users::{Recovery, SystemUserAccount},
};
use tokio::time::interval;
use tooling::progress::Step;

/// Time between two looks at a table that AWS is making.
const BETWEEN_LOOKS: Duration = Duration::from_secs(5);
/// Number of looks after which the command waits no longer: two hours.
const LOOKS: usize = 1_440;
/// Number of registrations on a page.
const PAGE: i32 = 100;
/// Most passes of one erasure, each of which deletes hundreds of items.
const PASSES: usize = 1_000;
/// Most ids of each list that a person is shown; the JSON document has all.
const SHOWN: usize = 20;

#[derive(Args, Serialize)]
pub(crate) struct RestoreOptions {
    /// Instant (RFC 3339) that the table is restored to, within the last 35 days and at least five minutes ago
    #[arg(long, value_name = "TIME", value_parser = instant)]
    to: Timestamp,
}

/// Reads an instant. AWS restores to a second.
fn instant(text: &str) -> Result<Timestamp, String> {
    let read: Timestamp = text.parse().map_err(|_| {
        "must be an instant such as 2030-01-31T12:00:00Z, with its offset from UTC".to_owned()
    })?;
    Timestamp::from_second(read.as_second()).map_err(|error| error.to_string())
}

/// Differences between the restored table and the table in use.
#[derive(Default, Serialize)]
struct Restored {
    /// Audit entries since, which were carried over.
    audit: usize,
    /// Links that have ended since.
    links_ended: usize,
    /// Erasures that were made again.
    erased_again: Vec<RegistrationId>,
    /// Sign-ins under way and sessions that were deleted.
    sessions_deleted: usize,
    /// Registrations that were made since, and are missing in the restored table.
    made_since: Vec<RegistrationId>,
    /// Registrations that have another stage of their lifecycle than in the table in use.
    other_stage: Vec<OtherStage>,
    /// Registrations that cannot be read in the restored table; they are among those that are missing there.
    unreadable: usize,
    /// Sign-ins of system users that can be read.
    sign_ins: usize,
    /// Sign-ins that were taken out of the bin.
    sign_ins_taken_back: Vec<RegistrationId>,
    /// Sign-ins that are gone: these system users have to sign in again.
    sign_ins_gone: Vec<RegistrationId>,
}

/// A registration that has another stage than in the table in use.
#[derive(Serialize)]
struct OtherStage {
    id: RegistrationId,
    was: &'static str,
    is: &'static str,
}

/// Restores the table and reports the data that it does not bring back.
///
/// # Errors
/// When the instant cannot be restored to, or AWS refuses. The table and the settings in use stay unchanged.
pub(crate) async fn run(place: &Place, options: &RestoreOptions) -> Result<CommandOutput> {
    let at = options.to;
    if at >= place.now() {
        bail!("--to is not in the past.");
    }
    let ending = at.strftime(".%Y%m%dT%H%M%SZ").to_string();
    let table = format!("{}{ending}", place.stack);
    if table == place.table {
        bail!("{table} is the table in use already.");
    }
    let target = Store::new(&place.aws, table.clone());
    let step = Step::start(format!("Restoring {} of {at}", place.table));
    place.store.begin_restore(at, &target).await?;
    let settings = make_ready(place, &target).await?;
    step.done();
    let step = Step::start("Carrying over what must not be forgotten");
    let restored = carry_over(place, &target).await?;
    step.done();
    Ok(shown(place, (&table, &ending), &settings, &restored))
}

/// Waits for the table and sets the settings that a restore leaves out.
async fn make_ready(place: &Place, target: &Store) -> Result<Vec<&'static str>> {
    let mut settings = Vec::new();
    let mut ticks = interval(BETWEEN_LOOKS);
    for _ in 0..LOOKS {
        if !target.is_ready().await? {
            ticks.tick().await;
            continue;
        }
        match place.store.take_over_setting(target).await? {
            Some(setting) => settings.push(setting),
            None => return Ok(settings),
        }
    }
    bail!("The table is not there yet. AWS goes on by itself: give the same command again.")
}

async fn carry_over(place: &Place, target: &Store) -> Result<Restored> {
    let (mut restored, mut after) = (Restored::default(), None);
    let mut tombstones = Vec::new();
    loop {
        let page = place.store.carry_over(target, after).await?;
        restored.audit += page.audit;
        restored.links_ended += page.links;
        tombstones.extend(page.tombstones);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    for tombstone in tombstones {
        if Box::pin(erase_again(place, target, &tombstone)).await? {
            restored.erased_again.push(tombstone.id);
        }
    }
    let mut after = None;
    loop {
        let page = target.clear_sessions(after).await?;
        restored.sessions_deleted += page.sessions;
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let (mut then, unreadable) = all(target).await?;
    restored.unreadable = unreadable;
    // The index that lists them may be a moment behind.
    then.retain(|id, _| !restored.erased_again.contains(id));
    compare(place, target, &then, &mut restored).await?;
    take_sign_ins_back(place, target, &then, &mut restored).await?;
    Ok(restored)
}

/// Repeats an erasure in the restored table, to its end, as no function writes there yet. Gives whether there was a registration
/// to erase.
async fn erase_again(place: &Place, target: &Store, tombstone: &Tombstone) -> Result<bool> {
    let id = tombstone.id;
    let reader = SystemUserReader::new(place.system_users_of(target, place.system_user_tokens));
    target.keep_tombstone(tombstone).await?;
    let is_there = target.load(id).await?.is_some();
    if is_there {
        let caller = Caller::new("operator", None);
        match Box::pin(registrations::erase(
            target,
            &reader,
            place.machine(),
            &caller,
            id,
        ))
        .await
        {
            Ok(_) | Err(RegistrationError::Erased(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    for _ in 0..PASSES {
        let pass = removal::remove(target, &reader, &SystemClock, SignedDuration::ZERO, id);
        match Box::pin(pass).await? {
            RemovalOutcome::Part | RemovalOutcome::SignIn => {}
            RemovalOutcome::Erased | RemovalOutcome::Nothing => return Ok(is_there),
        }
    }
    bail!("The erasure of {id} does not end; give the same command again.")
}

/// Facts by which a registration is compared between two tables.
struct Known {
    stage: &'static str,
    event_sequence: u64,
    sign_in: Option<Pointed>,
}

/// Sign-in of a system user to which a registration points.
struct Pointed {
    version: String,
    account: SystemUserAccount,
}

impl Pointed {
    fn of(registration: &Registration) -> Option<Self> {
        let connection = registration.system_user_connection.as_ref()?;
        Some(Self {
            version: connection.secret_version.clone(),
            account: SystemUserAccount {
                tenant_id: registration.lifecycle.tenant()?.id,
                object_id: connection.object_id,
            },
        })
    }
}

/// Every registration of a table, and the number of those that cannot be read.
async fn all(store: &Store) -> Result<(BTreeMap<RegistrationId, Known>, usize)> {
    let (mut known, mut unreadable, mut after) = (BTreeMap::new(), 0, None);
    loop {
        let page = store.list_registrations(None, after.as_ref(), PAGE).await?;
        let on_page = page.registrations.len() + page.unreadable;
        let loaded = store.load_standings(page.registrations).await?;
        unreadable += on_page - loaded.len();
        for loaded in loaded {
            let registration = &loaded.registration;
            let one = Known {
                stage: registration.lifecycle.stage(),
                event_sequence: loaded.event_sequence,
                sign_in: Pointed::of(registration),
            };
            known.insert(registration.id, one);
        }
        after = page.next;
        if after.is_none() {
            return Ok((known, unreadable));
        }
    }
}

/// Finds registrations that the restored table does not have, or has in another stage. The events of the others are numbered on
/// from the last one that was delivered, because host applications drop lower numbers.
async fn compare(
    place: &Place,
    target: &Store,
    then: &BTreeMap<RegistrationId, Known>,
    restored: &mut Restored,
) -> Result<()> {
    let (now, _) = all(&place.store).await?;
    for (id, now) in now {
        let Some(then) = then.get(&id) else {
            restored.made_since.push(id);
            continue;
        };
        if then.event_sequence < now.event_sequence {
            target.raise_event_sequence(id, now.event_sequence).await?;
        }
        if then.stage != now.stage {
            let (was, is) = (now.stage, then.stage);
            restored.other_stage.push(OtherStage { id, was, is });
        }
    }
    Ok(())
}

/// Looks for the sign-in of each system user to which the restored table points.
async fn take_sign_ins_back(
    place: &Place,
    target: &Store,
    then: &BTreeMap<RegistrationId, Known>,
    restored: &mut Restored,
) -> Result<()> {
    // The functions will use the restored table.
    let users = place.system_users_of(target, place.system_user_tokens);
    for (id, known) in then {
        let Some(Pointed { version, account }) = &known.sign_in else {
            continue;
        };
        match users.recover(*id, version, *account).await? {
            Recovery::Kept => restored.sign_ins += 1,
            Recovery::TakenBack => restored.sign_ins_taken_back.push(*id),
            Recovery::Gone => restored.sign_ins_gone.push(*id),
        }
    }
    Ok(())
}

fn shown(
    place: &Place,
    (table, ending): (&str, &str),
    settings: &[&str],
    restored: &Restored,
) -> CommandOutput {
    let mut shown = CommandOutput::new(json!({
        "table": table,
        "table_ending": ending,
        "former_table": place.table,
        "settings": settings,
        "restored": restored,
    }));
    shown.pair("Table", table);
    shown.pair("Settings made again", settings.join(", "));
    for (name, count) in [
        ("Audit carried over", restored.audit),
        ("Links that stay ended", restored.links_ended),
        ("Sessions deleted", restored.sessions_deleted),
        ("Cannot be read", restored.unreadable),
        ("Sign-ins kept", restored.sign_ins),
    ] {
        shown.pair(name, count.to_string());
    }
    for (name, ids) in [
        ("Erased again", &restored.erased_again),
        ("Sign-ins taken back", &restored.sign_ins_taken_back),
        ("Sign-ins gone", &restored.sign_ins_gone),
        ("Made since, not there", &restored.made_since),
    ] {
        let first: Vec<_> = ids.iter().take(SHOWN).map(ToString::to_string).collect();
        shown.pair(name, format!("{} {}", ids.len(), first.join(" ")));
    }
    for one in restored.other_stage.iter().take(SHOWN) {
        shown.pair(
            "Another stage",
            format!("{}: {} again, {} now", one.id, one.is, one.was),
        );
    }
    for line in [
        "Not there: events, reports, repeats of requests (Idempotency-Key) and every other change since then.".to_owned(),
        format!("{} is in use until TableEnding = \"{ending}\" is in the stage's file and deployed.", place.table),
        "infra/RUNBOOK.md, Restore the table, has the commands before and after.".to_owned(),
    ] {
        shown.line(line);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("2030-01-31T12:00:00Z", Some("2030-01-31T12:00:00Z"); "an instant")]
    #[test_case("2030-01-31T12:00:00.9+02:00", Some("2030-01-31T10:00:00Z"); "an instant elsewhere, within a second")]
    #[test_case("2030-01-31", None; "a date")]
    #[test_case("2030-01-31T12:00:00", None; "an instant of nowhere")]
    #[test_case("yesterday", None; "a word")]
    fn a_restore_is_to_an_instant(text: &str, expected: Option<&str>) {
        let read = instant(text).ok().map(|instant| instant.to_string());
        assert_eq!(read.as_deref(), expected);
    }
}
