//! `cargo ops sealing-key`: the keys that seal what flows carry, cursors and kept answers. The first seals, all open.
//!
//! A key takes another's place in three steps, because functions hold the keys for minutes, and what is sealed lives on:
//!
//! 1. The new key is added behind the others: it opens.
//! 2. Once every function has read it, it is put first: it seals.
//! 3. Once nothing lives that an older key sealed, that one is removed.
//!
//! Where it stands is read from the secret each time: the order, the instant of its last change, and the ids, which tell when a
//! key was made. So a command that was stopped goes on where it was.

mod next;

use crate::change::change;
use crate::output::CommandOutput;
use crate::place::Place;
use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use domain::clock::Random as _;
use jiff::Timestamp;
use next::{LONG_LIFE, RotationSettings, RotationStep, SHORT_LIFE, decide, made_at};
use serde::Serialize;
use serde_json::{Value, json};
use std::time::Duration;
use store::secrets::{Entries, SealingKeys};
use tokio::time::{Instant, interval_at};
use tooling::progress::Step;

#[derive(Subcommand, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SealingKeyCommand {
    /// Shows the id of each key and what comes next. Changes nothing
    List,
    /// Makes a key, lets it seal once every function has it, and removes the older ones once nothing needs them. Each call does the
    /// step that is due and goes on where the last one stopped. Changes the secret `sealing-keys`
    Rotate(SealingKeyRotation),
}

#[derive(Args, Serialize)]
pub(crate) struct SealingKeyRotation {
    /// Waits for the six minutes between the first two steps
    #[arg(long)]
    wait: bool,
    /// Makes another key although one was made within the last 30 days. Leave it out to go on
    #[arg(long)]
    new: bool,
    /// Removes the older keys after a day instead of 400: for keys that leaked. Cursors of events that are older are then refused
    /// (`invalid-cursor`)
    #[arg(long)]
    drop_cursors: bool,
}

/// Carries out one of the commands.
///
/// # Errors
/// When a key is malformed, or Secrets Manager refuses.
pub(crate) async fn run(place: &Place, command: SealingKeyCommand) -> Result<CommandOutput> {
    match command {
        SealingKeyCommand::List => list(place).await,
        SealingKeyCommand::Rotate(options) => Box::pin(rotate(place, &options)).await,
    }
}

async fn list(place: &Place) -> Result<CommandOutput> {
    let entries = place.secrets.entries::<SealingKeys>().await?;
    let wanted = RotationSettings {
        is_new: false,
        life: LONG_LIFE,
    };
    let next = next(&entries, place.now(), wanted)?;
    let mut shown = state(place, &entries, &next)?;
    for (number, id) in entries.ids()?.iter().enumerate() {
        let does = if number == 0 { "seals" } else { "opens" };
        let made = made_at(id).map_or_else(|| "-".to_owned(), |made| format!("{made:.0}"));
        shown.line(format!("{id:<16} {does}  made {made}"));
    }
    say(&mut shown, place, &next);
    Ok(shown)
}

async fn rotate(place: &Place, options: &SealingKeyRotation) -> Result<CommandOutput> {
    let mut wanted = RotationSettings {
        is_new: options.new,
        life: if options.drop_cursors {
            SHORT_LIFE
        } else {
            LONG_LIFE
        },
    };
    loop {
        let entries = place.secrets.entries::<SealingKeys>().await?;
        let step = next(&entries, place.now(), wanted)?;
        match &step {
            RotationStep::Add { .. } => {
                add(place, wanted).await?;
                // One key a call.
                wanted.is_new = false;
            }
            RotationStep::Seal {
                place: at,
                not_before,
            } if *not_before <= place.now() => {
                let id = entries.ids()?.swap_remove(*at);
                seal(place, &id).await?;
            }
            RotationStep::Seal { not_before, .. } if options.wait => wait(place, *not_before).await,
            RotationStep::Remove { not_before, .. } if *not_before <= place.now() => {
                place.confirm(&format!(
                    "What the oldest sealing keys of {} sealed opens no more.",
                    place.stage
                ))?;
                remove(place, wanted).await?;
            }
            RotationStep::Seal { .. } | RotationStep::Remove { .. } | RotationStep::Nothing => {
                let mut shown = state(place, &entries, &step)?;
                say(&mut shown, place, &step);
                return Ok(shown);
            }
        }
    }
}

/// The next step with the keys that are stored.
fn next(
    entries: &Entries<SealingKeys>,
    now: Timestamp,
    wanted: RotationSettings,
) -> Result<RotationStep> {
    Ok(decide(
        &entries.ids()?,
        entries.changed_at().unwrap_or(now),
        now,
        wanted,
    ))
}

async fn add(place: &Place, wanted: RotationSettings) -> Result<()> {
    let mut key = [0; 32];
    place.random.fill(&mut key)?;
    let now = place.now();
    change(place, |entries: &mut Entries<SealingKeys>| {
        // Of what is there by now: another one may have begun meanwhile.
        if let RotationStep::Add { instead_of } = next(entries, now, wanted)? {
            entries.keep(|place| Some(place) != instead_of);
            entries.add(&format!("t{}", now.as_second()), &key)?;
        }
        Ok(())
    })
    .await
}

async fn seal(place: &Place, id: &str) -> Result<()> {
    change(place, |entries: &mut Entries<SealingKeys>| {
        let at = entries.ids()?.iter().position(|known| known == id);
        entries.put_first(at.with_context(|| format!("The key {id} is gone."))?);
        Ok(())
    })
    .await
}

async fn remove(place: &Place, wanted: RotationSettings) -> Result<()> {
    change(place, |entries: &mut Entries<SealingKeys>| {
        let now = place.now();
        if let RotationStep::Remove { places, not_before } = next(entries, now, wanted)?
            && not_before <= now
        {
            entries.keep(|place| !places.contains(&place));
        }
        Ok(())
    })
    .await
}

async fn wait(place: &Place, until: Timestamp) {
    let step = Step::start("Waiting until every function has read the new key");
    let left = until.duration_since(place.now());
    let left = Duration::try_from(left).unwrap_or_default();
    interval_at(Instant::now() + left, Duration::from_secs(1))
        .tick()
        .await;
    step.done();
}

/// The keys and the next step, for a program.
fn state(
    place: &Place,
    entries: &Entries<SealingKeys>,
    next: &RotationStep,
) -> Result<CommandOutput> {
    let (step, not_before) = match next {
        RotationStep::Add { .. } => ("add", None),
        RotationStep::Seal { not_before, .. } => ("seal", Some(not_before)),
        RotationStep::Remove { not_before, .. } => ("remove", Some(not_before)),
        RotationStep::Nothing => ("nothing", None),
    };
    let ids = entries.ids()?;
    let keys: Vec<Value> = ids
        .iter()
        .enumerate()
        .map(|(number, id)| json!({"id": id, "seals": number == 0, "made_at": made_at(id)}))
        .collect();
    Ok(CommandOutput::new(json!({
        "stage": place.stage,
        "keys": keys,
        "next": {"step": step, "not_before": not_before},
    })))
}

/// The next step, for a person.
fn say(shown: &mut CommandOutput, place: &Place, next: &RotationStep) {
    let again = format!("cargo ops sealing-key rotate --stage {}", place.stage);
    match next {
        RotationStep::Add { .. } => {
            shown.line("The key that seals is to be replaced once a year, or when it leaked:");
        }
        RotationStep::Seal { not_before, .. } => shown.line(format!(
            "The newest key opens. It may seal from {not_before:.0} on, when every function has it:"
        )),
        RotationStep::Remove { not_before, .. } => shown.line(format!(
            "The newest key seals. The others open what they sealed; the first of them is to be removed from {not_before:.0} on:"
        )),
        RotationStep::Nothing => {
            shown.line("There is one key, and it is new: nothing is to be done.");
            return;
        }
    }
    shown.line(again);
}
