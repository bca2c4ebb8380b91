//! `cargo ops fleet`: all registrations in numbers. It reads page by page, slowly enough not to disturb the functions.

use crate::output::CommandOutput;
use crate::place::Place;
use anyhow::Result;
use domain::registration::Lifecycle;
use domain::{invitation::Status, standing::Health};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Duration;
use store::StoredRegistration;
use tokio::time::{Interval, interval};

/// Time between two pages, each of which is two requests.
const PACE: Duration = Duration::from_millis(500);
/// Number of registrations on a page.
const PAGE: i32 = 100;
/// Delay from which a registration counts as overdue. The schedule looks for due registrations each minute.
const OVERDUE: SignedDuration = SignedDuration::from_mins(15);
/// Time within which the end of a link counts as near.
const SOON: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Registrations in numbers.
#[derive(Default)]
struct Fleet {
    registrations: u64,
    stages: BTreeMap<&'static str, u64>,
    health: BTreeMap<&'static str, u64>,
    stale: u64,
    overdue: u64,
    without_system_user: u64,
    held: u64,
    /// Registrations that cannot be read; they are in no other number.
    unreadable: u64,
}

/// Counts the registrations and the links for administrators that end within a week.
///
/// # Errors
/// When the table cannot be read.
pub(crate) async fn run(place: &Place) -> Result<CommandOutput> {
    let mut ticks = interval(PACE);
    let now = place.now();
    let fleet = count(place, &mut ticks, now).await?;
    let links = links_ending(place, &mut ticks, now).await?;
    let most = place.store.dispatch_marks().await?.pace;
    let mut shown = CommandOutput::new(json!({
        "registrations": fleet.registrations,
        "stages": fleet.stages,
        "health": fleet.health,
        "stale": fleet.stale,
        "overdue": fleet.overdue,
        "held": fleet.held,
        "without_system_user": fleet.without_system_user,
        "unreadable": fleet.unreadable,
        "links_ending_within_a_week": links,
        "verifications_a_minute_at_most": most,
    }));
    shown.pair("Registrations", fleet.registrations.to_string());
    for (name, count) in fleet.stages {
        shown.pair(&format!("  {name}"), count.to_string());
    }
    shown.line("Health of those that are connected");
    for (name, count) in fleet.health {
        shown.pair(&format!("  {name}"), count.to_string());
    }
    for (name, count) in [
        ("Stale", fleet.stale),
        ("Overdue", fleet.overdue),
        ("Held by the brake", fleet.held),
        ("Without system user", fleet.without_system_user),
        ("Cannot be read", fleet.unreadable),
        ("Links ending in a week", links),
    ] {
        shown.pair(name, count.to_string());
    }
    let most = most.map_or("no limit".to_owned(), |most| {
        format!("{most} a minute at most, because most runs are disturbed or were a moment ago")
    });
    shown.pair("Pace of the schedule", most);
    Ok(shown)
}

async fn count(place: &Place, ticks: &mut Interval, now: Timestamp) -> Result<Fleet> {
    let mut fleet = Fleet::default();
    let mut after = None;
    loop {
        ticks.tick().await;
        let page = place.store.list_registrations(None, after.as_ref(), PAGE);
        let page = page.await?;
        let on_page = page.registrations.len() + page.unreadable;
        let loaded = place.store.load_standings(page.registrations).await?;
        fleet.unreadable += u64::try_from(on_page - loaded.len())?;
        for loaded in loaded {
            fleet.add(&loaded, now);
        }
        after = page.next;
        if after.is_none() {
            return Ok(fleet);
        }
    }
}

async fn links_ending(place: &Place, ticks: &mut Interval, now: Timestamp) -> Result<u64> {
    let (mut count, mut after) = (0, None);
    loop {
        ticks.tick().await;
        let page = place.store.links_ending(now, now + SOON, after).await?;
        let open = page.links.iter().filter(|link| link.status == Status::Open);
        count += u64::try_from(open.count())?;
        after = page.next;
        if after.is_none() {
            return Ok(count);
        }
    }
}

impl Fleet {
    fn add(&mut self, loaded: &StoredRegistration, now: Timestamp) {
        let registration = &loaded.registration;
        let standing = loaded.standing.at(now);
        self.registrations += 1;
        *self
            .stages
            .entry(registration.lifecycle.stage())
            .or_default() += 1;
        if matches!(registration.lifecycle, Lifecycle::Connected { .. }) {
            *self.health.entry(word(standing.health)).or_default() += 1;
            self.without_system_user += u64::from(registration.system_user_connection.is_none());
        }
        self.stale += u64::from(standing.disturbed_since.is_some());
        self.held += u64::from(standing.held.is_some());
        let is_overdue = loaded.due_at.is_some_and(|due_at| due_at + OVERDUE <= now);
        self.overdue += u64::from(is_overdue);
    }
}

fn word(health: Health) -> &'static str {
    match health {
        Health::Unknown => "unknown",
        Health::Healthy => "healthy",
        Health::Attention => "attention",
        Health::Broken => "broken",
    }
}
