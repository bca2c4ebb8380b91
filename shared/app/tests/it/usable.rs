//! Whether each service can be used, as runs store it and reads say it.

use crate::{
    not_asked::{change, other_site},
    samples::{consented, minutes},
    verdicts::{at_work, error, run},
    world::World,
};
use domain::{
    clock::Clock as _,
    usability::{Answer, Usability},
};
use jiff::Timestamp;
use std::sync::atomic::Ordering;

/// The answers as a read gives them now: of SharePoint, then of mail.
async fn usable(world: &World) -> [(Answer, Timestamp); 2] {
    let loaded = world.loaded(1).await;
    let usable = Usability::of(&loaded.registration, &loaded.standing, world.clock.now());
    [usable.sharepoint, usable.mail].map(|of| (of.answer, of.since))
}

fn refuse(world: &World, part: &'static str) {
    let refused = (403, error("accessDenied"));
    world.tenant.parts.lock().unwrap().insert(part, refused);
}

#[tokio::test]
async fn a_site_that_fails_leaves_mail_usable_and_each_answer_keeps_its_start() {
    let world = Box::pin(at_work()).await;
    let [(sharepoint, began_at), mail] = usable(&world).await;
    assert_eq!((sharepoint, mail), (Answer::Yes, (Answer::Yes, began_at)));
    // Runs that see the same move no start.
    run(&world).await;
    assert_eq!(usable(&world).await, [(Answer::Yes, began_at), mail]);

    world.clock.advance(minutes(10));
    refuse(&world, "site-0");
    run(&world).await;
    let suspected_at = world.clock.now();
    assert_eq!(
        usable(&world).await,
        [(Answer::Unknown, suspected_at), mail]
    );
    let suspected = world.loaded(1).await.standing.suspected().unwrap();
    assert_eq!(suspected.checks, ["site:1"]);

    world.clock.advance(minutes(6));
    run(&world).await;
    let confirmed_at = world.clock.now();
    world.clock.advance(minutes(3));
    assert_eq!(usable(&world).await, [(Answer::No, confirmed_at), mail]);
    assert_eq!(world.loaded(1).await.standing.suspected(), None);

    world.tenant.parts.lock().unwrap().remove("site-0");
    run(&world).await;
    assert_eq!(
        usable(&world).await,
        [(Answer::Yes, world.clock.now()), mail]
    );
}

#[tokio::test]
async fn t78_an_outage_leaves_the_answer_as_it_was() {
    let world = Box::pin(at_work()).await;
    let before = usable(&world).await;
    world.tenant.is_down.store(true, Ordering::Relaxed);
    run(&world).await;
    assert_eq!(usable(&world).await, before);
}

#[tokio::test]
async fn a_site_that_the_host_app_names_anew_is_unknown_from_then_on() {
    let world = Box::pin(at_work()).await;
    let [_, mail] = usable(&world).await;
    change(&world, other_site()).await;
    let changed_at = world.clock.now();
    world.clock.advance(minutes(2));
    assert_eq!(usable(&world).await, [(Answer::Unknown, changed_at), mail]);
}

#[tokio::test]
async fn an_answer_that_a_new_connection_leaves_as_it_is_keeps_its_start() {
    let world = World::new().await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    let registration = consented(1);
    world.store(&registration, 1).await;
    world.clock.advance(minutes(5));
    world.process(&world.interactive(1)).await;
    let loaded = world.loaded(1).await;
    assert_eq!(loaded.registration.lifecycle.stage(), "connected");
    let since = registration.created_at;
    assert_eq!(usable(&world).await, [(Answer::Unknown, since); 2]);
}
