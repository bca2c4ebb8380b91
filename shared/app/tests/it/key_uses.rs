//! The last use of an API key.

use crate::world::World;
use app::host::api_key_uses::ApiKeyUses;
use jiff::SignedDuration;
use std::time::Duration;

async fn last_use(world: &World) -> Option<String> {
    let uses = world.store.api_key_uses().await.unwrap();
    uses.get("portalkey")?.map(|day| day.to_string())
}

/// Notes a use; gives the requests to the table.
async fn note(world: &World, uses: &ApiKeyUses) -> usize {
    world.gate.open();
    uses.note(&world.store, "portalkey", &world.clock).await;
    world.gate.open()
}

#[tokio::test]
async fn the_day_of_the_last_use_is_kept_with_one_write_a_day() {
    let world = World::watched().await;
    let uses = ApiKeyUses::default();
    assert_eq!(last_use(&world).await, None);
    assert_eq!(note(&world, &uses).await, 1);
    assert_eq!(note(&world, &uses).await, 0);
    let first = last_use(&world).await.unwrap();
    world.clock.advance(SignedDuration::from_hours(24));
    assert_eq!(note(&world, &uses).await, 1);
    assert_eq!(note(&world, &uses).await, 0);
    let second = last_use(&world).await.unwrap();
    assert!(second > first, "{second}");
    // Of another process, whose clock is late: no day takes the place of a later one.
    world.clock.advance(SignedDuration::from_hours(-24));
    assert_eq!(note(&world, &ApiKeyUses::default()).await, 1);
    assert_eq!(last_use(&world).await, Some(second));
}

#[tokio::test]
async fn a_use_that_cannot_be_noted_is_noted_by_a_request_ten_minutes_later() {
    let world = World::watched().await;
    let uses = ApiKeyUses::default();
    world.gate.watch(|_, _| {
        let refused = r#"{"__type":"AccessDeniedException"}"#;
        Some((400, refused.to_owned()))
    });
    uses.note(&world.store, "portalkey", &world.clock).await;
    assert_eq!(note(&world, &uses).await, 0);
    assert_eq!(last_use(&world).await, None);
    world.clock.advance(SignedDuration::from_mins(10));
    assert_eq!(note(&world, &uses).await, 1);
    assert!(last_use(&world).await.is_some());
}

#[tokio::test]
async fn a_table_that_is_silent_holds_no_request() {
    let world = World::watched().await;
    // A second one never comes.
    world.gate.gathering.of("updateitem", 2);
    let uses = ApiKeyUses::default();
    let noted = uses.note(&world.store, "portalkey", &world.clock);
    let noted = tokio::time::timeout(Duration::from_secs(2), noted).await;
    world.gate.gathering.end();
    assert!(noted.is_ok());
}
