//! `cargo ops system-user-tokens`: the stores of the system users' refresh tokens, and their way from one store to the other.

use crate::output::CommandOutput;
use crate::place::Place;
use anyhow::{Context, Result, bail};
use app::secrets::move_sign_in::{self, MoveOutcome};
use bootstrap::clock::SystemClock;
use clap::{Args, Subcommand};
use domain::{ids::RegistrationId, registration::Registration};
use futures_util::{StreamExt as _, stream};
use serde::Serialize;
use serde_json::json;
use std::sync::Mutex;
use std::time::Duration;
use store::system_users::{SystemUserKeeper, SystemUsers, TokenStore, Whereabouts};
use tokio::time::{Interval, interval};
use tooling::progress::Step;

/// Number of registrations on a page.
const PAGE: i32 = 100;
/// Number of registrations that are worked on at the same time.
const AT_ONCE: usize = 8;
/// Number of failures after which the command stops, if no move succeeded before.
const HOPELESS: usize = 10;

#[derive(Subcommand, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SystemUserTokensCommand {
    /// Counts the system users by the store that has their refresh token. Opens none, and changes nothing
    Show(MoveRate),
    /// Moves refresh tokens to a store: copies each, reads it back, then removes the other one. Changes nothing for customers: each
    /// token serves on all the while. Ended half-way, it goes on when it is started again
    Migrate(Migrate),
}

#[derive(Args, Serialize)]
pub(crate) struct MoveRate {
    /// Registrations a second at most
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=40))]
    per_second: u32,
    /// One registration alone, by its id
    #[arg(long, value_name = "REGISTRATION-ID")]
    registration: Option<RegistrationId>,
}

#[derive(Args, Serialize)]
pub(crate) struct Migrate {
    /// The store that they go to
    #[arg(long, value_parser = ["secrets-manager", "table"])]
    to: String,
    #[command(flatten)]
    #[serde(flatten)]
    pace: MoveRate,
}

/// Numbers of system users.
#[derive(Default, Serialize)]
struct Counts {
    system_users: usize,
    in_secrets_manager: usize,
    in_table: usize,
    in_both: usize,
    in_none: usize,
    /// Registrations that cannot be read, with or without a system user.
    unreadable: usize,
}

/// Numbers of system users by the outcome of their move.
#[derive(Default, Serialize)]
struct Migrated {
    there_before: usize,
    moved: usize,
    busy: usize,
    lost: usize,
    failed: Vec<Failed>,
    /// Registrations that cannot be read, with or without a system user.
    unreadable: usize,
}

#[derive(Serialize)]
struct Failed {
    registration: RegistrationId,
    error: String,
}

/// Runs one of the commands.
///
/// # Errors
/// When the table cannot be read, or no token can be moved at all.
pub(crate) async fn run(place: &Place, command: SystemUserTokensCommand) -> Result<CommandOutput> {
    match command {
        SystemUserTokensCommand::Show(options) => show(place, &options).await,
        SystemUserTokensCommand::Migrate(Migrate { to, pace: options }) => {
            let to = TokenStore::from_word(&to).context("There is no such store.")?;
            migrate(place, to, &options).await
        }
    }
}

/// Gives each registration with a system user to `each`, page by page and at a pace, until `each` fails. Returns the number of
/// registrations that cannot be read.
async fn for_each<F: Future<Output = Result<()>>>(
    place: &Place,
    options: &MoveRate,
    step: &Step,
    each: impl Fn(Registration) -> F,
) -> Result<usize> {
    let ticks = tokio::sync::Mutex::new(ticks(options));
    let mut seen = 0;
    let work = async |registrations: Vec<Registration>| -> Result<()> {
        let with_system_user = registrations
            .into_iter()
            .filter(|registration| registration.system_user_connection.is_some());
        let mut running = stream::iter(with_system_user)
            .map(async |registration| {
                ticks.lock().await.tick().await;
                each(registration).await
            })
            .buffer_unordered(AT_ONCE);
        while let Some(ended) = running.next().await {
            ended?;
        }
        Ok(())
    };
    if let Some(id) = options.registration {
        let Some(loaded) = place.store.load(id).await? else {
            bail!("There is no registration {id} in {}.", place.stage);
        };
        work(vec![loaded.registration]).await?;
        return Ok(0);
    }
    let (mut unreadable, mut after) = (0, None);
    loop {
        let page = place.store.list_registrations(None, after.as_ref(), PAGE);
        let page = page.await?;
        seen += page.registrations.len();
        unreadable += page.unreadable;
        work(page.registrations).await?;
        step.follow(&format!("{seen} registrations"), seen.is_multiple_of(1_000));
        after = page.next;
        if after.is_none() {
            return Ok(unreadable);
        }
    }
}

fn ticks(options: &MoveRate) -> Interval {
    interval(Duration::from_secs(1) / options.per_second)
}

/// Stores that have a token of the account with which a registration is connected.
async fn whereabouts(users: &SystemUsers, registration: &Registration) -> Result<Whereabouts> {
    let connection = registration.system_user_connection.as_ref();
    let account = connection.context("no system user")?.object_id;
    Ok(users.whereabouts(registration.id, account).await?)
}

async fn show(place: &Place, options: &MoveRate) -> Result<CommandOutput> {
    let (users, counts) = (
        place.system_users_in(TokenStore::Table),
        Mutex::new(Counts::default()),
    );
    let step = Step::start("Looking for refresh tokens");
    let look = async |registration: Registration| {
        let found = whereabouts(&users, &registration).await?;
        if let Ok(mut counts) = counts.lock() {
            counts.add(found);
        }
        Ok(())
    };
    let unreadable = for_each(place, options, &step, look).await?;
    step.done();
    let mut counts = counts.into_inner().unwrap_or_default();
    counts.unreadable = unreadable;
    let mut shown = CommandOutput::new(json!(counts));
    for (name, count) in [
        ("System users", counts.system_users),
        ("  in Secrets Manager", counts.in_secrets_manager),
        ("  in the table", counts.in_table),
        ("  in both", counts.in_both),
        ("  lost", counts.in_none),
        ("Cannot be read", counts.unreadable),
    ] {
        shown.pair(name, count.to_string());
    }
    Ok(shown)
}

impl Counts {
    fn add(&mut self, found: Whereabouts) {
        self.system_users += 1;
        let place = match (found.in_secrets_manager, found.in_table) {
            (true, false) => &mut self.in_secrets_manager,
            (false, true) => &mut self.in_table,
            (true, true) => &mut self.in_both,
            (false, false) => &mut self.in_none,
        };
        *place += 1;
    }
}

async fn migrate(place: &Place, to: TokenStore, options: &MoveRate) -> Result<CommandOutput> {
    let word = to.word();
    if place.system_user_tokens != to {
        place.confirm(&format!(
            "{} keeps new tokens in {} (SystemUserTokens), so sign-ins and runs will bring them back there. Deploy it with {word} first, \
             or move them all the same.",
            place.stage,
            place.system_user_tokens.word()
        ))?;
    }
    let keeper = SystemUserKeeper::new(place.system_users_in(to), place.key_alias());
    let migrated = Mutex::new(Migrated::default());
    let step = Step::start(format!("Moving refresh tokens to {word}"));
    let carry = async |registration: Registration| {
        let outcome = move_one(place, &keeper, to, &registration).await;
        let Ok(mut migrated) = migrated.lock() else {
            return Ok(());
        };
        migrated.add(registration.id, outcome);
        if migrated.moved + migrated.there_before == 0 && migrated.failed.len() >= HOPELESS {
            bail!("Nothing can be moved: {}", migrated.failed[0].error);
        }
        Ok(())
    };
    let unreadable = for_each(place, options, &step, carry).await?;
    step.done();
    let mut migrated = migrated.into_inner().unwrap_or_default();
    migrated.unreadable = unreadable;
    let left = migrated.busy + migrated.failed.len() + unreadable;
    let mut shown =
        CommandOutput::new(json!({"to": word, "is_complete": left == 0, "system_users": migrated}));
    for (name, count) in [
        ("There before", migrated.there_before),
        ("Moved", migrated.moved),
        ("Busy", migrated.busy),
        ("Failed", migrated.failed.len()),
        ("Lost before", migrated.lost),
        ("Cannot be read", migrated.unreadable),
    ] {
        shown.pair(name, count.to_string());
    }
    for Failed {
        registration,
        error,
    } in &migrated.failed
    {
        shown.line(format!("{registration}  {error}"));
    }
    if left > 0 {
        shown.exit_code = 1;
    }
    if migrated.busy + migrated.failed.len() > 0 {
        shown.line("Start it again in a minute for those that are busy or failed.");
    }
    Ok(shown)
}

/// Moves one token; `None` if it was in the target store before, and in no other.
async fn move_one(
    place: &Place,
    keeper: &SystemUserKeeper,
    to: TokenStore,
    registration: &Registration,
) -> Result<Option<MoveOutcome>> {
    let (users, id, store) = (keeper.users(), registration.id, &place.store);
    let found = whereabouts(users, registration).await?;
    let is_there = match to {
        TokenStore::SecretsManager => found.in_secrets_manager && !found.in_table,
        TokenStore::Table => found.in_table && !found.in_secrets_manager,
    };
    if is_there {
        return Ok(None);
    }
    let moved = match to {
        TokenStore::SecretsManager => {
            move_sign_in::to_secrets_manager(store, keeper, &SystemClock, id).await
        }
        TokenStore::Table => move_sign_in::to_table(store, users, &SystemClock, id).await,
    };
    Ok(Some(moved?))
}

impl Migrated {
    fn add(&mut self, registration: RegistrationId, outcome: Result<Option<MoveOutcome>>) {
        match outcome {
            Ok(None) => self.there_before += 1,
            Ok(Some(MoveOutcome::Done)) => self.moved += 1,
            Ok(Some(MoveOutcome::Busy)) => self.busy += 1,
            Ok(Some(MoveOutcome::Lost)) => self.lost += 1,
            // It was disconnected or erased meanwhile.
            Ok(Some(MoveOutcome::NoSystemUser)) => {}
            Err(error) => self.failed.push(Failed {
                registration,
                error: format!("{error:#}"),
            }),
        }
    }
}
