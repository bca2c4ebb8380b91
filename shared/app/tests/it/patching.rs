//! Every value that the host app may change, and changes at the same moment.

use crate::{
    changing::{change, change_version},
    samples::{consented, registration_id},
    world::World,
};
use app::host::registrations::{Changes, RegistrationError, ValueChange};
use domain::{
    customer::{CustomerName, Language, MetadataKey, MetadataPatch, MetadataValue, Plan},
    registration::Registration,
};
use futures_util::future::join_all;
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use store::StoredRegistration;
use test_case::test_case;

async fn world() -> World {
    let world = World::new().await;
    world.store(&consented(1), 1).await;
    world
}

fn name(text: &str) -> CustomerName {
    CustomerName::try_from(text.to_owned()).unwrap()
}

fn patch<const N: usize>(entries: [(&str, Option<&str>); N]) -> MetadataPatch {
    let entry = |(key, value): (&str, Option<&str>)| {
        let key = MetadataKey::try_from(key.to_owned()).unwrap();
        let value = value.map(|value| MetadataValue::try_from(value.to_owned()).unwrap());
        (key, value)
    };
    entries.map(entry).into()
}

fn metadata<const N: usize>(entries: [(&str, Option<&str>); N]) -> Changes {
    Changes {
        metadata: ValueChange::Set(patch(entries)),
        ..Changes::default()
    }
}

#[tokio::test]
async fn what_the_host_app_calls_the_customer_is_corrected_and_asks_for_no_verification() {
    let world = world().await;
    let corrections = Changes {
        customer_name: Some(name("Contoso Engineers")),
        plan: Some(Plan::Empower),
        language: ValueChange::Set(Language::Fr),
        return_url: ValueChange::Set("https://app.example/back/done".parse().unwrap()),
        ..metadata([("crm", Some("4711"))])
    };
    let changed = change(&world, corrections).await.unwrap().registration;
    assert_eq!(changed.customer.name.as_str(), "Contoso Engineers");
    assert_eq!(changed.customer.plan, Plan::Empower);
    assert_eq!(changed.language, Language::Fr);
    let back = Some("https://app.example/back/done");
    assert_eq!(changed.return_url.as_deref(), back);
    let stored = world.loaded(1).await;
    assert_eq!(stored.registration, changed);
    assert_eq!(stored.due_at, None);
    assert_eq!(world.server.asked("SendMessage").len(), 0);

    let removed = Changes {
        language: ValueChange::Remove,
        return_url: ValueChange::Remove,
        metadata: ValueChange::Remove,
        ..Changes::default()
    };
    let removed = change(&world, removed).await.unwrap().registration;
    let left = Registration {
        language: Language::En,
        return_url: None,
        metadata: domain::customer::Metadata::default(),
        version: 3,
        updated_at: removed.updated_at,
        ..changed
    };
    assert_eq!(removed, left);
}

#[tokio::test]
async fn t19_a_return_address_is_changed_to_an_allowed_one_alone() {
    let world = world().await;
    let changes = Changes {
        return_url: ValueChange::Set("https://evil.example/back/".parse().unwrap()),
        ..Changes::default()
    };
    let refused = change(&world, changes).await;
    assert!(matches!(
        refused,
        Err(RegistrationError::ReturnUrlNotAllowed)
    ));
    assert_eq!(world.loaded(1).await.registration.version, 1);
}

#[tokio::test]
async fn notes_are_changed_one_by_one_and_no_more_are_kept_than_allowed() {
    let world = world().await;
    change(&world, metadata([("a", Some("1")), ("b", Some("2"))]))
        .await
        .unwrap();
    let changed = change(&world, metadata([("a", None), ("c", Some("3"))])).await;
    let kept = serde_json::to_value(changed.unwrap().registration.metadata).unwrap();
    assert_eq!(kept, json!({"b": "2", "c": "3"}));
    let many: MetadataPatch = (0..19)
        .flat_map(|number| patch([(format!("k{number}").as_str(), Some("v"))]))
        .collect();
    let many = Changes {
        metadata: ValueChange::Set(many),
        ..Changes::default()
    };
    let refused = change(&world, many).await;
    assert!(matches!(
        refused,
        Err(RegistrationError::InvalidMetadata(_))
    ));
    let stored = world.loaded(1).await.registration.metadata;
    assert_eq!(serde_json::to_value(stored).unwrap(), kept);
}

#[tokio::test]
async fn forty_changes_of_different_fields_at_once_all_come_through() {
    let world = world().await;
    let changes = (0..40).map(|number| {
        let key = format!("k{}", number % 20);
        match number % 4 {
            0 => metadata([(key.as_str(), Some("v"))]),
            1 => Changes {
                customer_name: Some(name("Contoso Engineers")),
                ..metadata([(key.as_str(), Some("v"))])
            },
            2 => Changes {
                plan: Some(Plan::Empower),
                ..metadata([(key.as_str(), Some("v"))])
            },
            _ => Changes {
                language: ValueChange::Set(Language::De),
                ..metadata([(key.as_str(), Some("v"))])
            },
        }
    });
    let world = &world;
    let made = changes.map(|changes| async move { change(world, changes).await.is_ok() });
    let made = join_all(made).await;
    assert!(made.iter().all(|is_made| *is_made), "{made:?}");
    let stored = world.loaded(1).await.registration;
    assert_eq!(stored.customer.name.as_str(), "Contoso Engineers");
    assert_eq!(stored.customer.plan, Plan::Empower);
    assert_eq!(stored.language, Language::De);
    let kept = serde_json::to_value(&stored.metadata).unwrap();
    assert_eq!(kept.as_object().unwrap().len(), 20);
}

/// Another writer comes in before each of the first transactions.
#[tokio::test]
async fn a_change_is_decided_anew_while_others_write() {
    let world = World::watched().await;
    world.store(&consented(1), 1).await;
    let behind = world.behind.clone();
    let written = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&written);
    world.gate.watch(move |_, request| {
        let is_write = request.target.contains("transactwriteitems");
        if is_write && count.fetch_add(1, Ordering::Relaxed) < 40 {
            behind.set_domain(1, Some("fabrikam.example"));
        }
        None
    });
    let changed = change(&world, metadata([("a", Some("1"))])).await;
    world.gate.open();
    let registration = changed.unwrap().registration;
    assert_eq!(written.load(Ordering::Relaxed), 41);
    assert_eq!(registration.version, 42);
    assert_eq!(
        registration.expected_domain.unwrap().as_str(),
        "fabrikam.example",
        "what the others wrote stays"
    );
}

async fn updated_at(world: &World) -> i64 {
    world
        .loaded(1)
        .await
        .registration
        .updated_at
        .as_microsecond()
}

#[test_case(Some(0), true; "the stored version")]
#[test_case(Some(1), false; "a later one")]
#[test_case(Some(-1), false; "an earlier one")]
#[test_case(None, true; "none")]
#[tokio::test]
async fn a_change_of_another_version_than_the_one_seen_is_refused(later: Option<i64>, made: bool) {
    let world = world().await;
    let stored = updated_at(&world).await;
    let seen = later.map(|later| stored + later);
    let changed = change_version(&world, seen, metadata([("a", Some("1"))])).await;
    let is_refused = matches!(changed, Err(RegistrationError::VersionChanged));
    assert_eq!(is_refused, !made);
    assert_eq!(
        world.loaded(1).await.registration.version,
        1 + u64::from(made)
    );
}

/// Of changes that all saw the same version one is made, whatever they change.
#[tokio::test]
async fn of_changes_that_saw_the_same_version_one_is_made() {
    let world = world().await;
    let world = &world;
    let seen = updated_at(world).await;
    let changes = (0..10).map(|number| async move {
        let key = format!("k{number}");
        change_version(world, Some(seen), metadata([(key.as_str(), Some("v"))])).await
    });
    let made: Vec<Result<StoredRegistration, _>> = join_all(changes).await;
    assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 1);
    let is_told = |made: &Result<StoredRegistration, _>| {
        matches!(made, Err(RegistrationError::VersionChanged))
    };
    assert_eq!(made.iter().filter(|made| is_told(made)).count(), 9);
    let stored = world.store.load(registration_id(1)).await.unwrap().unwrap();
    assert_eq!(stored.registration.version, 2);
}
