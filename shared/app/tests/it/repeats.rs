//! Repeats of a request by another key, after the deployment's keys were replaced, and with an `Idempotency-Key` that is none.

use crate::{
    samples::{minutes, seconds},
    world::World,
};
use app::host::{
    api_key::Caller,
    idempotent::{self, Begin, IdempotencyError, IdempotentRequest, Replay},
};
use domain::api_key::KeyOwner;
use std::sync::atomic::Ordering;
use test_case::test_case;

fn caller(key: &str, owner: &str) -> Caller {
    Caller {
        owner: KeyOwner::try_from(owner.to_owned()).unwrap(),
        ..Caller::new(key, None)
    }
}

async fn begin(world: &World, caller: &Caller, key: &str) -> Result<Begin, IdempotencyError> {
    let request = IdempotentRequest {
        route: "POST /v1/registrations",
        key,
        body: "{}",
        creates: None,
    };
    let (store, secrets) = (&world.store, &world.browser.secrets);
    idempotent::begin(store, secrets, world.machine(), caller, request).await
}

async fn answered(world: &World, caller: &Caller) {
    let ticket = match begin(world, caller, "key").await.unwrap() {
        Begin::First(ticket) => Some(ticket),
        Begin::Replay(_) => None,
    };
    let kept = ticket
        .unwrap()
        .finish(&world.store, &world.random, None, 201, r#"{"id":"1"}"#);
    kept.await.unwrap();
}

#[tokio::test]
async fn t57_a_repeat_with_the_next_api_key_of_the_owner_gets_the_answer() {
    let world = World::new().await;
    answered(&world, &caller("oldkey01", "portal")).await;
    let next_key = begin(&world, &caller("newkey01", "portal"), "key").await;
    let Begin::Replay(Replay::Answer { status, body }) = next_key.unwrap() else {
        panic!("it was answered")
    };
    assert_eq!((status, body.as_str()), (201, r#"{"id":"1"}"#));
    // Another host app's keys are its own.
    let other = begin(&world, &caller("oldkey01", "billing"), "key").await;
    assert!(matches!(other.unwrap(), Begin::First(_)));
}

#[tokio::test]
async fn t57_an_answer_sealed_under_a_key_that_is_gone_is_told_to_be_gone_and_no_fault() {
    let world = World::new().await;
    let owner = caller("oldkey01", "portal");
    answered(&world, &owner).await;
    let left_behind = begin(&world, &owner, "left-behind").await.unwrap();
    assert!(matches!(left_behind, Begin::First(_)));
    world
        .tenant
        .sealing_keys_replaced
        .fetch_add(1, Ordering::Relaxed);
    // Keys are held for five minutes.
    world.clock.advance(minutes(6));
    for key in ["key", "left-behind"] {
        let repeat = begin(&world, &owner, key).await;
        assert!(matches!(repeat, Err(IdempotencyError::AnswerGone)), "{key}");
    }
    assert!(matches!(
        begin(&world, &owner, "new").await.unwrap(),
        Begin::First(_)
    ));
}

#[tokio::test]
async fn t57_a_running_request_tells_when_a_repeat_takes_over() {
    let world = World::new().await;
    let owner = caller("oldkey01", "portal");
    assert!(matches!(
        begin(&world, &owner, "key").await.unwrap(),
        Begin::First(_)
    ));
    for left in [60, 59, 1] {
        let repeat = begin(&world, &owner, "key").await;
        assert!(matches!(repeat, Err(IdempotencyError::Running(time)) if time == seconds(left)));
        world
            .clock
            .advance(seconds(if left == 59 { 58 } else { 1 }));
    }
    assert!(matches!(
        begin(&world, &owner, "key").await.unwrap(),
        Begin::First(_)
    ));
}

#[test_case(""; "empty")]
#[test_case("a b"; "a space")]
#[test_case("\u{e9}"; "another alphabet")]
#[test_case("a\u{7f}"; "a control character")]
#[tokio::test]
async fn t57_a_key_of_another_form_is_malformed(key: &str) {
    let world = World::new().await;
    let refused = begin(&world, &caller("oldkey01", "portal"), key).await;
    assert!(matches!(refused, Err(IdempotencyError::Malformed)));
}

#[tokio::test]
async fn t57_a_key_has_128_characters_at_most() {
    let world = World::new().await;
    let owner = caller("oldkey01", "portal");
    assert!(begin(&world, &owner, &"k".repeat(128)).await.is_ok());
    let longer = begin(&world, &owner, &"k".repeat(129)).await;
    assert!(matches!(longer, Err(IdempotencyError::Malformed)));
}
