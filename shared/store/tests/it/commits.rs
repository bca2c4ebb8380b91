//! Changes: all or nothing, never over another writer's, never from an older run.

use crate::{
    samples::{
        at, connected, customer_id, event, feed, invitation, minutes, registration,
        registration_id, standing, tenant,
    },
    table::Table,
};
use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    registration::Registration,
    standing::{Health, Standing},
};
use std::collections::BTreeSet;
use store::{Bind, Commit, CommitError, StandingWrite, StoreError};

pub(crate) async fn with_registration() -> (Table, Registration) {
    let table = Table::new().await;
    let registration = registration(1, "contoso");
    table
        .store
        .create_registration(&registration, &invitation(1, 5))
        .await
        .unwrap();
    (table, registration)
}

pub(crate) fn run(standing: &Standing, after: Option<i64>, slot: i64) -> StandingWrite<'_> {
    StandingWrite {
        registration_id: registration_id(1),
        standing,
        after,
        slot,
        due_at: Some(at(slot)),
    }
}

#[tokio::test]
async fn a_stale_version_is_refused_and_nothing_of_the_change_is_written() {
    let (table, registration) = with_registration().await;
    let changed = connected(&registration, tenant(1));
    let commit = || Commit {
        registration: Some((&changed, 1)),
        ..Commit::default()
    };
    table.store.commit(commit()).await.unwrap();
    let event = event(1, 10, 1);
    let again = Commit {
        events: std::slice::from_ref(&event),
        ..commit()
    };
    assert!(matches!(
        table.store.commit(again).await,
        Err(CommitError::RegistrationChanged)
    ));
    let events = feed(&table.store, at(100)).await;
    assert!(events.is_empty(), "{events:?}");
    let loaded = table.store.load(registration.id).await.unwrap().unwrap();
    assert_eq!(loaded.registration, changed);
}

/// Both runs were decided from the same standing: the later one would forget what the other saw.
#[tokio::test]
async fn t70_a_run_that_another_was_stored_beside_is_decided_again() {
    let (table, registration) = with_registration().await;
    let (seen, forgetful) = (
        standing(1, Health::Healthy, 1),
        standing(1, Health::Unknown, 2),
    );
    let store = async |standing: &Standing, after, slot| {
        let commit = Commit {
            standing: Some(run(standing, after, slot)),
            ..Commit::default()
        };
        table.store.commit(commit).await
    };
    store(&seen, None, 1).await.unwrap();
    let refused = store(&forgetful, None, 2).await;
    assert!(matches!(refused, Err(CommitError::RegistrationChanged)));
    let loaded = table.store.load(registration.id).await.unwrap().unwrap();
    assert_eq!((&loaded.standing, loaded.last_slot), (&seen, Some(1)));
    store(&forgetful, Some(1), 2).await.unwrap();
    assert!(
        store(&seen, Some(2), 2).await.is_err(),
        "a slot counts once"
    );
}

#[tokio::test]
async fn t70_shuffled_and_doubled_runs_end_where_ordered_ones_do() {
    let outcomes = [
        Health::Healthy,
        Health::Broken,
        Health::Healthy,
        Health::Attention,
    ];
    let play = async |order: &[usize]| {
        let (table, _) = with_registration().await;
        for &position in order {
            let slot = i64::try_from(position).unwrap() + 1;
            let standing = standing(u64::try_from(slot).unwrap(), outcomes[position], slot);
            let loaded = table.store.load(registration_id(1)).await.unwrap().unwrap();
            let told = event(1, slot, loaded.event_sequence + 1);
            let commit = Commit {
                standing: Some(run(&standing, loaded.last_slot, slot)),
                events: std::slice::from_ref(&told),
                ..Commit::default()
            };
            match table.store.commit(commit).await {
                Ok(()) | Err(CommitError::RegistrationChanged) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
        let loaded = table.store.load(registration_id(1)).await.unwrap().unwrap();
        let events = feed(&table.store, at(100)).await;
        let sequences = events.iter().map(|event| event.registration.sequence);
        let sequences: Vec<u64> = sequences.collect();
        (loaded.standing, loaded.last_slot, loaded.due_at, sequences)
    };
    let (standing, slot, due_at, versions) = play(&[0, 1, 2, 3]).await;
    assert_eq!((slot, versions.len()), (Some(4), 4));
    for order in [
        &[0, 0, 1, 1, 2, 2, 3, 3][..],
        &[3, 2, 1, 0],
        &[1, 0, 3, 3, 2, 0],
        &[0, 3, 1, 2, 3],
    ] {
        let (late_standing, late_slot, late_due_at, late_versions) = play(order).await;
        assert_eq!(
            (&late_standing, late_slot, late_due_at),
            (&standing, slot, due_at),
            "{order:?}"
        );
        // An older run is dropped with its event, and none is told twice.
        assert!(late_versions.is_sorted(), "{order:?}: {late_versions:?}");
        let distinct: BTreeSet<_> = late_versions.iter().collect();
        assert_eq!(
            distinct.len(),
            late_versions.len(),
            "{order:?}: {late_versions:?}"
        );
    }
}

#[tokio::test]
async fn t31_t66_of_two_customers_one_gets_the_tenant() {
    let table = Table::new().await;
    let mut won = 0;
    let (one, two) = (registration(1, "contoso"), registration(2, "fabrikam"));
    for (registration, byte) in [(&one, 5), (&two, 6)] {
        let number = u64::from(byte) - 4;
        table
            .store
            .create_registration(registration, &invitation(number, byte))
            .await
            .unwrap();
    }
    let bind = async |registration: &Registration| {
        let changed = connected(registration, tenant(7));
        let commit = Commit {
            registration: Some((&changed, 1)),
            bind_tenant: Some(Bind {
                tenant: tenant(7).id,
                customer_id: &changed.customer.id,
                registration_id: changed.id,
            }),
            ..Commit::default()
        };
        table.store.commit(commit).await
    };
    let (first, second) = tokio::join!(bind(&one), bind(&two));
    for (result, registration) in [(first, &one), (second, &two)] {
        match result {
            Ok(()) => won += 1,
            Err(CommitError::TenantTaken | CommitError::RegistrationChanged) => {
                let loaded = table.store.load(registration.id).await.unwrap().unwrap();
                assert_eq!(loaded.registration.version, 1, "the loser is unchanged");
            }
            Err(error) => panic!("{error:?}"),
        }
    }
    assert_eq!(won, 1);
    let owner = table
        .store
        .find_binding(tenant(7).id)
        .await
        .unwrap()
        .unwrap()
        .customer_id;
    assert!([customer_id("contoso"), customer_id("fabrikam")].contains(&owner));
    // The same customer may connect the tenant through another registration.
    let third = registration(3, owner.as_str());
    table
        .store
        .create_registration(&third, &invitation(3, 8))
        .await
        .unwrap();
    bind(&third).await.unwrap();
}

#[tokio::test]
async fn a_row_that_contradicts_itself_is_an_error_that_names_it() {
    let (table, registration) = with_registration().await;
    let partition = format!("REG#{}", registration.id);
    table.spoil(&partition, "REGISTRATION", "lifecycle").await;
    let error = table.store.load(registration.id).await.unwrap_err();
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
    assert!(
        error.to_string().contains("an item registration of"),
        "{error}"
    );
    assert!(
        table
            .store
            .load(registration_id(99))
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn a_missing_registration_takes_no_standing() {
    let table = Table::new().await;
    let standing = standing(1, Health::Healthy, 10);
    let commit = Commit {
        standing: Some(run(&standing, None, 10)),
        ..Commit::default()
    };
    assert!(table.store.commit(commit).await.is_err());
}

#[tokio::test]
async fn t78_a_registration_counts_once_and_those_of_one_customer_a_few_times() {
    let table = Table::new().await;
    let store = &table.store;
    let window = minutes(10);
    let count = async |cause: &str, customer: &str, number: u64, second: i64| {
        let customer = customer_id(customer);
        let counted = store.count_turned(
            cause,
            &customer,
            3,
            registration_id(number),
            window,
            at(second),
        );
        counted.await.unwrap()
    };
    for _ in 0..4 {
        assert_eq!(count("cause", "a", 1, 1).await, 1, "the same one");
    }
    assert_eq!(count("cause", "a", 2, 2).await, 2);
    for number in 3..=9 {
        assert_eq!(
            count("cause", "a", number, 3).await,
            3,
            "three of one customer"
        );
    }
    assert_eq!(count("cause", "b", 10, 4).await, 4);
    assert_eq!(count("another", "b", 10, 4).await, 1);
    // The window before counts too, also for the customer, and the one before that does not.
    assert_eq!(count("cause", "a", 20, 601).await, 4);
    assert_eq!(count("cause", "b", 10, 601).await, 4, "the same one");
    assert_eq!(count("cause", "c", 11, 601).await, 5);
    assert_eq!(count("cause", "c", 12, 1_801).await, 1);
}

#[tokio::test]
async fn t78_a_brake_is_on_until_its_end_or_the_operators_word() {
    let table = Table::new().await;
    let store = &table.store;
    let is = async |second: i64| {
        let brake = store.find_brake("cause").await.unwrap();
        (brake.is_on(at(second)), brake.is_released(at(second)))
    };
    assert_eq!(is(1).await, (false, false));
    store.brake("cause", at(100)).await.unwrap();
    assert_eq!(is(99).await, (true, false));
    assert_eq!(is(100).await, (false, false));
    store.release_brake("cause", at(50)).await.unwrap();
    // The names that the operator's tool writes.
    let dump = table.dump().await;
    assert!(dump.contains("BRAKES") && dump.contains("released_until"));
    assert_eq!(is(49).await, (false, true));
    let listed = store.list_brakes().await.unwrap();
    assert_eq!(listed.len(), 1);
    assert!(listed[0].0 == "cause" && listed[0].1.is_released(at(49)));
    store.brake("cause", at(200)).await.unwrap();
    assert_eq!(is(49).await, (false, true), "the word stays");
    assert_eq!(is(150).await, (true, false));
}

/// A deployment works beside the version before, which kept brakes elsewhere, and follows on it.
#[tokio::test]
async fn t78_a_brake_of_the_version_before_holds_and_its_release_too() {
    let table = Table::new().await;
    let store = &table.store;
    let former = async |name: &str, until: i64| {
        let until = AttributeValue::N(at(until).as_second().to_string());
        table.set("BRAKE#cause", "BRAKE", name, until).await;
    };
    let is = async |second: i64| {
        let brake = store.find_brake("cause").await.unwrap();
        (brake.is_on(at(second)), brake.is_released(at(second)))
    };
    former("on_until", 100).await;
    assert_eq!(is(99).await, (true, false));
    assert_eq!(is(100).await, (false, false));
    // The later end counts, whichever version wrote it.
    store.brake("cause", at(50)).await.unwrap();
    assert_eq!(is(99).await, (true, false));
    store.brake("cause", at(200)).await.unwrap();
    assert_eq!(is(199).await, (true, false));
    former("released_until", 150).await;
    assert_eq!(is(149).await, (false, true));
    assert_eq!(is(150).await, (true, false));
}
