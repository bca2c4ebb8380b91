//! Requests to verify again without a trip to Microsoft.

use crate::{
    browser::signed_in_from,
    samples::{OTHER_TENANT, TENANT, minutes, seconds},
    world::World,
};
use app::{
    browser::{AwaitedRun, BrowserError, Visit, look_again},
    legs::{BeginError, Form},
    secrets::secret_token,
};
use domain::{
    clock::Clock as _,
    customer::Language,
    verification::verdict::{Unobserved, Verdict},
};
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::atomic::Ordering;

async fn ask(
    world: &World,
    (token, cookie): &(SecretString, SecretString),
    form_token: Option<&str>,
) -> Result<Visit, BeginError> {
    let form = Form {
        token,
        cookie: Some(cookie),
        form_token,
        language: Some(Language::De),
    };
    look_again::for_administrator(&world.browser, &world.queue, &world.clock, &form).await
}

/// Asks with the form of the page.
async fn ask_by_form(
    world: &World,
    browser: &(SecretString, SecretString),
) -> Result<Visit, BeginError> {
    let form_token = secret_token::form_token(browser.1.expose_secret());
    ask(world, browser, Some(&form_token)).await
}

/// The page after a reload, and whether it waits for no run.
async fn page(world: &World, (token, cookie): &(SecretString, SecretString)) -> (Visit, bool) {
    let visit = world.browser.visit(&world.clock, token, Some(cookie)).await;
    let visit = visit.unwrap();
    let run = visit.awaited_run(&world.clock);
    (visit, run == AwaitedRun::None)
}

fn messages(world: &World) -> usize {
    world.server.asked("SendMessage").len()
}

#[tokio::test]
async fn the_page_waits_for_the_run_that_was_asked_for() {
    let world = World::new().await;
    let browser = signed_in_from(&world, TENANT).await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world.clock.advance(seconds(1));
    world.process(&world.interactive(1)).await;
    world.clock.advance(seconds(120));
    assert!(page(&world, &browser).await.1, "nothing was asked for");

    let sent = messages(&world);
    ask_by_form(&world, &browser).await.unwrap();
    assert_eq!(messages(&world), sent + 1);
    assert_eq!(world.loaded(1).await.due_at, Some(world.clock.now()));
    let (visit, is_settled) = page(&world, &browser).await;
    assert!(!is_settled);
    let before = world.browser.newest_report(&world.clock, &visit).await;
    assert!(before.unwrap().is_some(), "what was seen stays on the page");
    let flow = visit.flow.unwrap();
    assert_eq!(flow.verification_asked_at, Some(world.clock.now()));
    assert_eq!(flow.language, Some(Language::De));

    let message = world.interactive(1);
    world.clock.advance(seconds(2));
    world.process(&message).await;
    let (visit, is_settled) = page(&world, &browser).await;
    assert!(is_settled, "the new report");

    // No run is made any more: what it shows is as old as it is.
    let verdict = async || {
        let report = world.browser.newest_report(&world.clock, &visit).await;
        let report = report.unwrap().unwrap();
        report.result("app-registered").unwrap().verdict.clone()
    };
    assert_eq!(verdict().await, Verdict::Pass);
    world.clock.advance(minutes(24 * 60));
    assert_eq!(verdict().await, Verdict::Unknown(Unobserved::Outdated));
}

#[tokio::test]
async fn asked_oftener_one_more_run_follows_when_the_minute_is_over() {
    let world = World::new().await;
    let browser = signed_in_from(&world, TENANT).await;
    let asked_at = world.clock.now();
    for _ in 0..3 {
        ask_by_form(&world, &browser).await.unwrap();
        assert_eq!(messages(&world), 1);
        let flow = page(&world, &browser).await.0.flow.unwrap();
        assert_eq!(flow.verification_asked_at, Some(asked_at));
        world.clock.advance(seconds(4));
    }
    // The run is made. Whoever mends something and asks again within the minute is answered once it is over.
    world.process(&world.interactive(1)).await;
    let sent = messages(&world);
    for _ in 0..3 {
        ask_by_form(&world, &browser).await.unwrap();
        assert_eq!(messages(&world), sent + 1);
        let now = world.clock.now();
        let due_at = world.loaded(1).await.due_at.unwrap();
        assert!(now < due_at && due_at <= now + seconds(60), "{due_at}");
        assert!(!page(&world, &browser).await.1);
        world.clock.advance(seconds(2));
    }
    world.clock.advance(seconds(60));
    world.process(&world.interactive(1)).await;
    assert!(page(&world, &browser).await.1);
}

#[tokio::test]
async fn a_run_that_does_not_come_is_awaited_for_minutes_and_late_from_then_on() {
    let world = World::new().await;
    let browser = signed_in_from(&world, TENANT).await;
    ask_by_form(&world, &browser).await.unwrap();
    let run = async || {
        let visit = page(&world, &browser).await.0;
        visit.awaited_run(&world.clock)
    };
    for (later, expected) in [
        (0, AwaitedRun::Coming),
        (90, AwaitedRun::Coming),
        (209, AwaitedRun::Coming),
        (1, AwaitedRun::Late),
        (600, AwaitedRun::Late),
    ] {
        world.clock.advance(seconds(later));
        assert_eq!(run().await, expected, "{later}");
    }
    // Asked for once more, it is awaited once more.
    ask_by_form(&world, &browser).await.unwrap();
    assert_eq!(run().await, AwaitedRun::Coming);
    world.process(&world.interactive(1)).await;
    assert_eq!(run().await, AwaitedRun::None);
}

#[tokio::test]
async fn t28_t55_an_administrators_link_asks_for_nothing_without_a_sign_in() {
    let world = World::new().await;
    let (token, _) = signed_in_from(&world, TENANT).await;
    let form = Form {
        token: &token,
        cookie: None,
        form_token: None,
        language: None,
    };
    let asked = look_again::for_system_user(&world.browser, &world.queue, &world.clock, &form);
    assert!(matches!(asked.await.err(), Some(BrowserError::NotUsable)));
    assert_eq!(messages(&world), 0);
    assert_eq!(world.loaded(1).await.due_at, None);
}

#[tokio::test]
async fn without_a_queue_the_schedule_looks() {
    let world = World::new().await;
    let browser = signed_in_from(&world, TENANT).await;
    world.tenant.has_no_queue.store(true, Ordering::Relaxed);
    ask_by_form(&world, &browser).await.unwrap();
    assert_eq!(world.loaded(1).await.due_at, Some(world.clock.now()));
}

#[tokio::test]
async fn t06_t35_only_a_form_of_the_registrations_own_tenant_asks() {
    let world = World::new().await;
    let browser = signed_in_from(&world, OTHER_TENANT).await;
    let refused = ask_by_form(&world, &browser).await;
    assert!(matches!(refused.err(), Some(BeginError::NotSignedIn)));
    for form_token in [None, Some("guess")] {
        let refused = ask(&world, &browser, form_token).await;
        assert!(matches!(
            refused.err(),
            Some(BeginError::Browser(BrowserError::ForeignForm))
        ));
    }
    assert_eq!(messages(&world), 0);
    assert_eq!(world.loaded(1).await.due_at, None);
}
