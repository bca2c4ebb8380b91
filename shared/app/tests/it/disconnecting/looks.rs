//! Looks whether a disconnected tenant still lets the app in.

use super::{connected, disconnect, link, looks};
use crate::samples::minutes;
use app::{browser::BrowserError, verify::access_gone};
use domain::{clock::Clock as _, invitation::Purpose, registration::AccessLoss};
use jiff::SignedDuration;
use secrecy::SecretString;
use std::sync::atomic::Ordering;
use test_case::test_case;

#[test_case("unauthorized_client 700016", AccessLoss::Yes; "the app is not in the directory")]
#[test_case("unauthorized_client 7000112", AccessLoss::Yes; "the app is disabled")]
#[test_case("invalid_request 90002", AccessLoss::Yes; "the tenant is gone")]
#[test_case("", AccessLoss::No; "a token is given")]
#[test_case("invalid_grant 1", AccessLoss::Unknown; "an answer that is not known")]
#[test_case("temporarily_unavailable", AccessLoss::Unknown; "Microsoft is disturbed")]
#[tokio::test]
async fn a_look_says_whether_the_tenant_still_lets_the_app_in(refusal: &str, expected: AccessLoss) {
    let world = connected().await;
    let asked = disconnect(&world).await.unwrap().registration.lifecycle;
    assert!(asked.awaits_look(world.clock.now()));
    assert_eq!(asked.access_gone(), None);
    refusal.clone_into(&mut world.tenant.refusal.lock().unwrap());
    let message = world.interactive(1);
    world.process(&message).await;
    let seen = world.loaded(1).await.registration.lifecycle;
    let gone = seen.access_gone().unwrap();
    assert_eq!(gone.verdict, expected);
    assert_eq!(gone.observed_at, world.clock.now());
    assert!(!seen.awaits_look(world.clock.now()));
    assert_eq!(world.loaded(1).await.due_at, None, "off the schedule");

    // Delivered twice, it asks nobody.
    let tokens = world.server.asked("/token").len();
    world.process(&message).await;
    assert_eq!(world.server.asked("/token").len(), tokens);
}

#[tokio::test]
async fn silence_is_unknown_and_a_later_look_tells() {
    let world = connected().await;
    disconnect(&world).await.unwrap();
    world.tenant.is_down.store(true, Ordering::Relaxed);
    world.process(&world.interactive(1)).await;
    let gone = world.loaded(1).await.registration.lifecycle.access_gone();
    assert_eq!(gone.unwrap().verdict, AccessLoss::Unknown);
    world.tenant.is_down.store(false, Ordering::Relaxed);
    "unauthorized_client 700016".clone_into(&mut world.tenant.refusal.lock().unwrap());
    world.clock.advance(minutes(1));
    world.process(&world.interactive(1)).await;
    let gone = world.loaded(1).await.registration.lifecycle.access_gone();
    assert_eq!(gone.unwrap().verdict, AccessLoss::Yes);
}

#[tokio::test]
async fn t55_the_holder_of_the_link_has_it_looked_at_once_a_minute() {
    let world = connected().await;
    disconnect(&world).await.unwrap();
    let into = world.clock.now().as_second() % 60;
    world.clock.advance(SignedDuration::from_secs(120 - into));
    let (token, _) = link(&world, 7, Purpose::Disconnect).await;
    let ask = || access_gone::for_administrator(&world.browser, &world.queue, &world.clock, &token);
    let before = looks(&world);
    for _ in 0..3 {
        ask().await.unwrap();
    }
    assert_eq!(looks(&world), before + 1);
    world.process(&world.interactive(1)).await;
    world.clock.advance(SignedDuration::from_secs(1));
    ask().await.unwrap();
    ask().await.unwrap();
    assert_eq!(looks(&world), before + 2, "when the minute is over");
    let lifecycle = world.loaded(1).await.registration.lifecycle;
    assert!(lifecycle.awaits_look(world.clock.now()));
}

#[tokio::test]
async fn t28_no_other_link_and_no_other_stage_has_it_looked_at() {
    let world = connected().await;
    let ask = async |token: &SecretString| {
        let (browser, queue) = (&world.browser, &world.queue);
        access_gone::for_administrator(browser, queue, &world.clock, token).await
    };
    let (token, _) = link(&world, 6, Purpose::Disconnect).await;
    let sent = looks(&world);
    assert!(
        matches!(ask(&token).await, Err(BrowserError::NotUsable)),
        "connected"
    );
    disconnect(&world).await.unwrap();
    assert!(
        matches!(ask(&token).await, Err(BrowserError::Ended { .. })),
        "withdrawn"
    );
    world.clock.advance(minutes(2));
    for (number, purpose) in [
        (7, Purpose::Connect),
        (8, Purpose::Reconnect),
        (9, Purpose::SystemUser),
    ] {
        let (token, _) = link(&world, number, purpose).await;
        assert!(matches!(ask(&token).await, Err(BrowserError::NotUsable)));
    }
    assert_eq!(looks(&world), sent + 1, "that of the disconnection itself");
}
