//! Changes that take access away: each lock-out is confirmed, for the state that was shown.

use super::{Administrator, PAT, asked, object};
use crate::{
    samples::{TENANT, minutes, tenant_id},
    world::World,
};
use app::access::{self, Confirmation, NextPage};
use domain::access::{AccessChange, AccessNotice, Losers};

/// Requires an assignment, confirmed for the state that the page showed.
async fn require(administrator: &Administrator, world: &World, oneself: bool) -> NextPage {
    let form = administrator.form();
    let opened = Box::pin(access::open_with_form(&world.browser, &world.clock, &form)).await;
    let opened = opened.ok().unwrap();
    let change = AccessChange::Require(false);
    let reviewed = access::review(&world.browser, &world.clock, opened, change);
    let reviewed = Box::pin(reviewed).await;
    let reviewed = match reviewed {
        Ok(NextPage::Review(reviewed)) => Some(reviewed),
        Ok(NextPage::Back) | Err(_) => None,
    };
    let reviewed = reviewed.unwrap();
    let confirmed = Confirmation {
        state: reviewed.state,
        system_user: true,
        oneself,
    };
    administrator
        .change(world, AccessChange::Require(true), &confirmed)
        .await
}

#[tokio::test]
async fn t58_nobody_is_locked_out_without_being_asked_for_twice() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let NextPage::Review(reviewed) = require(&administrator, &world, false).await else {
        panic!("changed");
    };
    assert!(reviewed.effect.locks_out_oneself);
    assert_eq!(reviewed.notice, Some(AccessNotice::NotConfirmed));
    assert_eq!(asked(&world), 0);
    let asked_for = require(&administrator, &world, true).await;
    assert!(matches!(asked_for, NextPage::Back));
    assert!(*world.tenant.directory.is_required.lock().unwrap());
}

#[tokio::test]
async fn t58_what_was_agreed_to_for_another_state_is_shown_again() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let confirmed = Confirmation {
        state: "of another state".to_owned(),
        system_user: true,
        oneself: true,
    };
    let change = administrator
        .change(&world, AccessChange::Require(true), &confirmed)
        .await;
    let NextPage::Review(reviewed) = change else {
        panic!("changed");
    };
    assert_eq!(reviewed.notice, Some(AccessNotice::Stale));
    assert_eq!(asked(&world), 0);
    let pending = world.store.find_pending_change(tenant_id(TENANT)).await;
    assert!(pending.unwrap().is_none(), "the place is free again");
}

#[tokio::test]
async fn t58_what_is_shown_again_says_who_would_lose_access() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let confirmed = Confirmation {
        state: "of another state".to_owned(),
        ..Confirmation::default()
    };
    let people = &world.tenant.directory.people;
    *people.lock().unwrap() = vec![object(PAT).to_string(), object(9).to_string()];
    let change = administrator
        .change(&world, AccessChange::Require(true), &confirmed)
        .await;
    let NextPage::Review(reviewed) = change else {
        panic!("changed");
    };
    let Losers::These(losers) = reviewed.effect.losers else {
        panic!("{:?}", reviewed.effect.losers);
    };
    assert_eq!(losers.len(), 2);
    assert!(reviewed.effect.locks_out_oneself);
}

/// Takes Pat's assignment away, confirmed for the state that the page showed.
async fn remove(administrator: &Administrator, world: &World) -> NextPage {
    let form = administrator.form();
    let opened = Box::pin(access::open_with_form(&world.browser, &world.clock, &form)).await;
    let change = || AccessChange::Remove(vec![object(PAT)]);
    let opened = opened.ok().unwrap();
    let reviewed = access::review(&world.browser, &world.clock, opened, change());
    let reviewed = Box::pin(reviewed).await;
    let reviewed = match reviewed.ok().unwrap() {
        NextPage::Review(reviewed) => reviewed,
        NextPage::Back => return NextPage::Back,
    };
    let confirmed = Confirmation {
        state: reviewed.state,
        ..Confirmation::default()
    };
    administrator.change(world, change(), &confirmed).await
}

#[tokio::test]
async fn t58_nothing_is_taken_away_while_the_last_change_does_not_show() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    administrator.assign(&world).await;
    let assigned = &world.tenant.directory.assigned;
    let all = std::mem::take(&mut *assigned.lock().unwrap());
    assert!(matches!(
        remove(&administrator, &world).await,
        NextPage::Back
    ));
    assert_eq!(
        administrator.notice(&world).await,
        Some(AccessNotice::CatchingUp)
    );
    assert_eq!(asked(&world), 1);
    *assigned.lock().unwrap() = all;
    assert!(matches!(
        remove(&administrator, &world).await,
        NextPage::Back
    ));
    assert_eq!(asked(&world), 2);
    // Somebody may have undone it in the portal: that counts after a while.
    assigned.lock().unwrap().insert(object(PAT).to_string());
    world.clock.advance(minutes(2));
    assert!(matches!(
        remove(&administrator, &world).await,
        NextPage::Back
    ));
    assert_eq!(asked(&world), 3);
}
