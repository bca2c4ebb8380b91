//! Changes: all or nothing, never over another writer's, never from an older run.

use crate::{
    samples::{
        at, connected, customer_id, event, feed, invitation, minutes, registration,
        registration_id, standing, tenant, verification_id,
    },
    table::Table,
};
use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use domain::{
    access::AccessSummary,
    customer::Site,
    drives::DriveId,
    registration::Registration,
    schedule::SHARDS,
    standing::{Answer, Health, Standing, Suspect},
    verification::{
        catalogue::CATALOGUE,
        facts::Evidence,
        report::{Change, CheckResult, Coverage, Report},
        verdict::{Finding, Unobserved, Verdict},
    },
};
use jiff::SignedDuration;
use std::collections::BTreeSet;
use store::{
    Bind, Commit, CommitError, KeptReport, ListError, Place, StandingWrite, StoreError, Trigger,
};
use test_case::test_case;

async fn with_registration() -> (Table, Registration) {
    let table = Table::new().await;
    let registration = registration(1, "contoso");
    table
        .store
        .create_registration(&registration, &invitation(1, 5))
        .await
        .unwrap();
    (table, registration)
}

fn run(standing: &Standing, after: Option<i64>, slot: i64) -> StandingWrite<'_> {
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
async fn a_kept_report_is_listed_newest_first_and_found_by_its_id() {
    let (table, _) = with_registration().await;
    for second in [10, 20, 30] {
        let standing = standing(1, Health::Healthy, second);
        let after = (second > 10).then_some(second - 10);
        let report = Report {
            checked_at: at(second),
            coverage: Coverage::default(),
            results: Vec::new(),
            changes: Vec::new(),
            access: None,
        };
        let commit = Commit {
            standing: Some(run(&standing, after, second)),
            report: Some(KeptReport {
                id: verification_id(second),
                registration_id: registration_id(1),
                report: &report,
                trigger: Trigger::Requested,
            }),
            ..Commit::default()
        };
        table.store.commit(commit).await.unwrap();
    }
    let page = table
        .store
        .list_reports(registration_id(1), None, 2)
        .await
        .unwrap();
    let seen: Vec<_> = page.items.iter().map(|kept| kept.id).collect();
    assert_eq!(seen, [verification_id(30), verification_id(20)]);
    let next = page.next.unwrap();
    let page = table
        .store
        .list_reports(registration_id(1), Some(&next), 2)
        .await
        .unwrap();
    assert_eq!(page.items[0].id, verification_id(10));
    let foreign = table
        .store
        .list_reports(registration_id(2), Some(&next), 2)
        .await;
    assert!(
        matches!(foreign, Err(ListError::InvalidCursor)),
        "a cursor of another registration"
    );
    let found = table
        .store
        .find_report(registration_id(1), verification_id(20))
        .await
        .unwrap();
    assert_eq!(found.unwrap().report.checked_at, at(20));
    let ends_at = table
        .ends_at(
            &format!("REG#{}", registration_id(1)),
            &format!("VERIFICATION#{}", verification_id(20)),
        )
        .await;
    assert_eq!(ends_at, at(20).as_second() + 400 * 24 * 60 * 60);
}

/// A report with a value in every field.
fn full_report() -> Report {
    let evidence = Evidence {
        request: "GET /v1.0/me".to_owned(),
        status: Some(403),
        error_code: Some("Authorization_RequestDenied".to_owned()),
        request_id: Some("0b1ec700-0000-4000-8000-000000000001".to_owned()),
        account: None,
        at: at(9),
    };
    let finding = Finding::new("gone").with("acts", "administrator");
    let verdicts = [
        Verdict::Pass,
        Verdict::Fail(finding.clone()),
        Verdict::Waiting(finding.clone()),
        Verdict::NotApplicable(finding),
        Verdict::Unknown(Unobserved::PermissionNotAskedFor {
            permission: "User.Read.All".to_owned(),
        }),
    ];
    let result = |(number, verdict)| CheckResult {
        check: format!("library:{number}"),
        subject: Some("Documents".to_owned()),
        verdict,
        observed_at: Some(at(9)),
        last_known: None,
        evidence: vec![evidence.clone()],
    };
    Report {
        checked_at: at(10),
        coverage: Coverage::default(),
        results: verdicts.into_iter().enumerate().map(result).collect(),
        changes: vec![Change {
            check: "library:1".to_owned(),
            from: Some("pass".to_owned()),
            to: "fail".to_owned(),
            from_finding: None,
            to_finding: Some("gone".to_owned()),
        }],
        access: Some(AccessSummary {
            is_required: true,
            users: 2,
            groups: 1,
        }),
    }
}

#[tokio::test]
async fn a_report_is_read_as_it_was_kept_deflated_now_and_as_a_map_before() {
    let (table, registration) = with_registration().await;
    let report = full_report();
    let commit = Commit {
        report: Some(KeptReport {
            id: verification_id(10),
            registration_id: registration.id,
            report: &report,
            trigger: Trigger::Requested,
        }),
        ..Commit::default()
    };
    table.store.commit(commit).await.unwrap();
    let find = || {
        table
            .store
            .find_report(registration.id, verification_id(10))
    };
    let kept = find().await.unwrap().unwrap();
    assert_eq!(kept.report, report);

    let partition = format!("REG#{}", registration.id);
    let sort = format!("VERIFICATION#{}", verification_id(10));
    let map = serde_dynamo::to_attribute_value(&report).unwrap();
    table.set(&partition, &sort, "report", map).await;
    assert_eq!(find().await.unwrap(), Some(kept));
    let listed = table.store.list_reports(registration.id, None, 10).await;
    assert_eq!(listed.unwrap().items[0].report, report);

    table.spoil(&partition, &sort, "report").await;
    assert!(find().await.unwrap_err().is_corrupt());
    let bytes = AttributeValue::B(Blob::new([0xff; 16]));
    table.set(&partition, &sort, "report", bytes).await;
    assert!(find().await.unwrap_err().is_corrupt());
}

#[tokio::test]
async fn a_report_of_an_id_is_kept_once() {
    let (table, registration) = with_registration().await;
    let keep = async |second: i64| {
        let standing = standing(1, Health::Healthy, second);
        let report = full_report();
        let commit = Commit {
            standing: Some(run(&standing, (second > 10).then_some(10), second)),
            report: Some(KeptReport {
                id: verification_id(10),
                registration_id: registration.id,
                report: &report,
                trigger: Trigger::Requested,
            }),
            ..Commit::default()
        };
        table.store.commit(commit).await
    };
    keep(10).await.unwrap();
    assert!(matches!(keep(11).await, Err(CommitError::Superseded)));
    let loaded = table.store.load(registration.id).await.unwrap().unwrap();
    assert_eq!(loaded.standing.checked_at, Some(at(10)));
}

#[tokio::test]
async fn registrations_are_listed_in_pages_and_by_customer() {
    let table = Table::new().await;
    for number in 1..=5 {
        let customer = if number == 3 { "fabrikam" } else { "contoso" };
        let byte = u8::try_from(number).unwrap();
        table
            .store
            .create_registration(&registration(number, customer), &invitation(number, byte))
            .await
            .unwrap();
    }
    let mut seen = Vec::new();
    let mut place = None;
    loop {
        let page = table
            .store
            .list_registrations(None, place.as_ref(), 2)
            .await
            .unwrap();
        let ids = page
            .registrations
            .iter()
            .map(|registration| registration.id);
        seen.extend(ids);
        place = page.next;
        let Some(place) = &place else {
            break;
        };
        assert_eq!(Place::parse(place.as_str()).as_ref(), Some(place));
        assert_eq!(
            page.registrations.last().map(Place::behind).as_ref(),
            Some(place)
        );
    }
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 5);
    assert_eq!(seen.len(), 5);
    let fabrikam = customer_id("fabrikam");
    let page = table
        .store
        .list_registrations(Some(&fabrikam), None, 10)
        .await
        .unwrap();
    assert_eq!(page.registrations.len(), 1);
}

#[tokio::test]
async fn what_is_due_is_found_over_all_shards_in_pages() {
    let table = Table::new().await;
    for number in 1..=40_u8 {
        let registration = registration(u64::from(number), "contoso");
        table
            .store
            .create_registration(&registration, &invitation(u64::from(number), number))
            .await
            .unwrap();
        let due_at = if number <= 30 { at(100) } else { at(1_000) };
        let commit = Commit {
            due: Some((registration.id, due_at)),
            ..Commit::default()
        };
        table.store.commit(commit).await.unwrap();
    }
    let mut found = BTreeSet::new();
    for shard in 0..SHARDS {
        let mut last = None;
        loop {
            let page = table.store.due(shard, at(500), last, 2).await.unwrap();
            found.extend(page.entries.iter().map(|due| due.registration_id));
            last = page.entries.last().copied();
            if !page.has_more {
                break;
            }
        }
    }
    assert_eq!(found.len(), 30);
}

/// The registration with two sites, four libraries and their drives.
fn in_full(mut registration: Registration) -> Registration {
    for name in ["projects", "quotes"] {
        let site = Site {
            url: format!("https://contoso.sharepoint.com/sites/{name}")
                .try_into()
                .unwrap(),
            libraries: ["Documents", "Plans"]
                .map(|name| name.to_owned().try_into().unwrap())
                .into(),
        };
        for library in &site.libraries {
            let drive = DriveId::try_from(format!("b!{}", "x".repeat(64))).unwrap();
            registration
                .observations
                .drives
                .insert(&site.url, library, drive);
        }
        registration.sites.push(site);
    }
    registration
}

/// The largest standing with this number of failing checks: those with the longest names.
fn failing(checks: usize) -> Standing {
    let instant = at(90) + SignedDuration::from_nanos(123_456_789);
    let mut ids: Vec<_> = CATALOGUE.iter().map(|check| check.id.to_owned()).collect();
    ids.sort_by_key(|id| std::cmp::Reverse(id.len()));
    let failing = || ids.iter().take(checks).cloned();
    let answer = |id: &String| {
        if failing().any(|failing| failing == *id) {
            Answer::Fail
        } else {
            Answer::Pass
        }
    };
    let suspect = Suspect {
        since: instant,
        confirmed: true,
        acts: None,
        only: None,
    };
    Standing {
        latest_report: Some(verification_id(100)),
        service_principal_id: Some(tenant(1).administrator),
        checked_at: Some(instant),
        answers: ids.iter().map(|id| (id.clone(), answer(id))).collect(),
        findings: failing()
            .map(|id| (id, "system-user-unlicensed".to_owned()))
            .collect(),
        suspects: failing().map(|id| (id, suspect)).collect(),
        ..standing(3, Health::Healthy, 100)
    }
}

#[test_case(0, 3.0; "healthy")]
#[test_case(2, 3.0; "two checks fail")]
#[test_case(3, 4.0; "three checks fail")]
#[tokio::test]
async fn a_run_that_changes_nothing_costs_three_write_units_until_three_checks_fail(
    checks: usize,
    expected: f64,
) {
    let (table, registration) = with_registration().await;
    let changed = in_full(connected(&registration, tenant(1)));
    let commit = Commit {
        registration: Some((&changed, 1)),
        ..Commit::default()
    };
    table.store.commit(commit).await.unwrap();
    let standing = failing(checks);
    let commit = Commit {
        standing: Some(run(&standing, None, 100)),
        ..Commit::default()
    };
    table.store.commit(commit).await.unwrap();
    let partition = format!("REG#{}", registration.id);
    let read = table.cost_of_reading(&partition, "REGISTRATION").await;
    let written = table.cost_of_standing(&partition).await;
    // One of the table, two from 1 KB on; two of the index, whose entry moves.
    assert_eq!((written, read), (expected, 1.0));
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
async fn one_row_that_cannot_be_read_keeps_no_other_from_being_read() {
    let table = Table::new().await;
    let store = &table.store;
    for number in 1..=3_u8 {
        let registration = registration(u64::from(number), "contoso");
        let link = invitation(u64::from(number), number);
        let created = store.create_registration(&registration, &link);
        created.await.unwrap();
        let events = [event(u64::from(number), i64::from(number), 1)];
        let commit = Commit {
            events: &events,
            ..Commit::default()
        };
        store.commit(commit).await.unwrap();
    }
    let second = event(2, 2, 1);
    table.spoil("EVENTS", &second.id.to_string(), "value").await;
    let read = feed(store, at(100)).await;
    let seen: Vec<_> = read.iter().map(|event| event.created_at).collect();
    assert_eq!(seen, [at(1), at(3)]);

    let partition = format!("REG#{}", registration_id(2));
    table.spoil(&partition, "REGISTRATION", "lifecycle").await;
    let page = store.list_registrations(None, None, 10).await.unwrap();
    let seen = page.registrations.iter();
    let seen: Vec<_> = seen.map(|registration| registration.id).collect();
    assert_eq!(seen, [registration_id(1), registration_id(3)]);
    // Nor does one whose standing cannot be read.
    let partition = format!("REG#{}", registration_id(3));
    table
        .spoil(&partition, "REGISTRATION#STANDING", "standing")
        .await;
    let standing = store.load_standings(page.registrations).await.unwrap();
    let seen: Vec<_> = standing
        .iter()
        .map(|loaded| loaded.registration.id)
        .collect();
    assert_eq!(seen, [registration_id(1)]);
    // Asked for by its id it is an error, and no absence.
    assert!(
        store
            .load(registration_id(2))
            .await
            .unwrap_err()
            .is_corrupt()
    );
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
            (&customer, 3),
            registration_id(number),
            (window, at(second)),
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
