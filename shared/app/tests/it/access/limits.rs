//! Limits of the access page.

use super::{Administrator, asked, object};
use crate::{samples::minutes, world::World};
use app::access::{self, AccessError, Confirmation};
use domain::access::{AccessChange, AccessNotice, AssigneeKind as PrincipalKind};

#[tokio::test]
async fn t55_one_browser_reads_no_more_than_twice_a_second() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    for _ in 0..120 {
        assert!(administrator.has_rights(&world).await);
    }
    let (token, cookie) = (&administrator.token, Some(&administrator.cookie));
    let opened = access::open(&world.browser, &world.clock, token, cookie).await;
    assert!(matches!(opened.err(), Some(AccessError::TooMany)));
    world.clock.advance(minutes(1));
    assert!(administrator.has_rights(&world).await);
}

#[tokio::test]
async fn t58_twenty_changes_a_request_and_a_hundred_an_hour() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let many = |from: u128, count: u128| {
        let ids = (from..from + count).map(|number| (PrincipalKind::User, object(number)));
        AccessChange::Assign(ids.collect())
    };
    let none = Confirmation::default();
    for (change, notice) in [
        (many(0x1000, 21), AccessNotice::TooManyAtOnce),
        (many(0x1000, 0), AccessNotice::NothingChosen),
    ] {
        administrator.change(&world, change, &none).await;
        assert_eq!(administrator.notice(&world).await, Some(notice));
    }
    assert_eq!(asked(&world), 0);
    for round in 0..5 {
        administrator
            .change(&world, many(0x1000 + 20 * round, 20), &none)
            .await;
    }
    assert_eq!(asked(&world), 100);
    administrator.change(&world, many(0x2000, 1), &none).await;
    assert_eq!(
        administrator.notice(&world).await,
        Some(AccessNotice::TooManyAnHour)
    );
    assert_eq!(asked(&world), 100);
}
