//! Administrators' tokens, reserved changes and the audit.

use crate::{
    samples::{
        at, connected, flow, hash, invitation, leg, registration, registration_id, tenant,
        verification_id,
    },
    table::Table,
};
use domain::{
    access::{
        AccessChangeOutcome, AccessSession, Action, AssigneeKind, AuditEntry, ChangeRecord,
        ChangeRefusal, LONGEST_SESSION, PendingChange, Principal,
    },
    flow::{Flow, SealedValue},
    ids::{AuditId, ObjectId, TenantId},
    registration::{Approval, Lifecycle, Registration},
};
use jiff::SignedDuration;
use std::sync::Arc;
use store::{ListError, RecordError};
use uuid::Uuid;

fn tenant_id() -> TenantId {
    TenantId::from_uuid(Uuid::from_u128(7))
}

fn session() -> AccessSession {
    AccessSession {
        cookie_hash: hash(1),
        registration_id: registration_id(1),
        tenant: TenantId::from_uuid(Uuid::from_u128(7)),
        person: ObjectId::from_uuid(Uuid::from_u128(9)),
        token: SealedValue("derived.nonce.bytes".to_owned()),
        scopes: ["Application.Read.All".to_owned()].into(),
        started_at: at(0),
        used_at: at(0),
        ends_at: at(0) + LONGEST_SESSION,
    }
}

fn entry(second: i64) -> AuditEntry {
    AuditEntry {
        id: AuditId::from_uuid(*verification_id(second).as_uuid()),
        registration_id: registration_id(1),
        occurred_at: at(second),
        tenant_id: TenantId::from_uuid(Uuid::from_u128(7)),
        actor: ObjectId::from_uuid(Uuid::from_u128(9)),
        actor_name: Some("admin@contoso.example".to_owned()),
        invitation_id: None,
        changes: vec![ChangeRecord {
            action: Action::Assign,
            principal: Some(Principal {
                id: ObjectId::from_uuid(Uuid::from_u128(11)),
                kind: AssigneeKind::User,
                name: "Pat Reed".to_owned(),
                address: None,
            }),
            before: false,
            after: None,
            outcome: AccessChangeOutcome::Unknown { request_id: None },
        }],
    }
}

fn pending(second: i64) -> PendingChange {
    PendingChange {
        entry: entry(second),
        under_way_until: at(second + 30),
    }
}

#[tokio::test]
async fn t24_a_session_is_gone_when_idle_when_over_and_when_ended() {
    let table = Table::new().await;
    let store = &table.store;
    open_session(&table).await;
    let minute = |count: i64| at(count * 60);
    let is_there = async |count: i64| {
        store
            .find_access(&hash(1), minute(count))
            .await
            .unwrap()
            .is_some()
    };
    assert!(is_there(14).await);
    assert!(!is_there(15).await);
    store.use_access(&hash(1), minute(14)).await.unwrap();
    assert!(is_there(28).await);
    store.use_access(&hash(1), minute(50)).await.unwrap();
    assert!(is_there(59).await);
    assert!(!is_there(60).await);
    assert!(table.dump().await.contains("ACCESS#"));
    store.end_access(&hash(1)).await.unwrap();
    assert!(!is_there(51).await);
    assert!(!table.dump().await.contains("ACCESS#"));
    // Nobody brings it back, and ending it twice is once.
    assert!(store.use_access(&hash(1), minute(51)).await.is_err());
    store.end_access(&hash(1)).await.unwrap();
}

/// Stages that a registration may have between the check of the authority and the write.
fn stages() -> [Lifecycle; 5] {
    let consented = Lifecycle::Consented {
        tenant: tenant(7),
        approval: Approval::NotNeeded,
        consented_at: at(0),
    };
    let of = |number| connected(&registration(1, "contoso"), tenant(number)).lifecycle;
    let signed_in = Lifecycle::SignedIn {
        tenant: tenant(7),
        signed_in_at: at(0),
    };
    [consented, of(7), of(8), signed_in, Lifecycle::Invited]
}

/// Stores a registration in this stage, with a link.
async fn registered(table: &Table, lifecycle: Lifecycle) {
    let registration = Registration {
        lifecycle,
        ..registration(1, "contoso")
    };
    let link = invitation(1, 5);
    let created = table.store.create_registration(&registration, &link);
    created.await.unwrap();
}

/// Stores a registration with a link, a flow of it, and a session under the flow's new cookie.
async fn open_session(table: &Table) {
    let store = &table.store;
    let [consented, ..] = stages();
    registered(table, consented).await;
    let before = of_invitation(flow(8));
    store.start_flow(&before, &leg(2, 8)).await.unwrap();
    let after = of_invitation(flow(1));
    let opened = store.open_access(&hash(8), &after, &session()).await;
    opened.unwrap();
}

fn of_invitation(flow: Flow) -> Flow {
    Flow {
        invitation_hash: hash(5),
        ..flow
    }
}

#[tokio::test]
async fn t24_t28_a_session_is_opened_with_its_flow_while_the_link_is_open_or_not_at_all() {
    for is_withdrawn in [false, true] {
        let table = Table::new().await;
        let store = &table.store;
        let [consented, ..] = stages();
        registered(&table, consented).await;
        let link = invitation(1, 5);
        let before = of_invitation(flow(8));
        store.start_flow(&before, &leg(2, 8)).await.unwrap();
        if is_withdrawn {
            store.withdraw_invitation(&link, at(1)).await.unwrap();
        }
        let after = of_invitation(flow(1));
        let (old, session) = (hash(8), session());
        let opened = store.open_access(&old, &after, &session).await;
        assert_eq!(opened.is_ok(), !is_withdrawn);
        assert_eq!(opened.is_err_and(|error| error.is_conflict()), is_withdrawn);
        let old = store.find_flow(&hash(8), at(1)).await.unwrap();
        let session = store.find_access(&hash(1), at(60)).await.unwrap();
        assert_eq!(
            (old.is_some(), session.is_none()),
            (is_withdrawn, is_withdrawn)
        );
    }
}

/// Checks that a run's proof of the binding, which may come at any moment, ends no session, while another tenant, or none,
/// does.
#[tokio::test]
async fn t24_t28_a_tenant_stays_the_registrations_when_a_run_proves_it() {
    let mut opened = Vec::new();
    for lifecycle in stages() {
        let table = Table::new().await;
        let store = &table.store;
        registered(&table, lifecycle).await;
        let (before, after) = (of_invitation(flow(8)), of_invitation(flow(1)));
        store.start_flow(&before, &leg(2, 8)).await.unwrap();
        let access = store.open_access(&hash(8), &after, &session()).await;
        opened.push(match access {
            Ok(()) => true,
            Err(error) if error.is_conflict() => false,
            Err(error) => panic!("{error}"),
        });
    }
    assert_eq!(opened, [true, true, false, false, false]);
}

#[tokio::test]
async fn t24_t28_nothing_is_asked_of_microsoft_for_a_session_or_a_link_that_has_ended() {
    for (finished, withdrawn) in [(false, false), (true, false), (false, true)] {
        let table = Table::new().await;
        let store = &table.store;
        open_session(&table).await;
        let reserved = pending(1);
        store.reserve_change(&reserved).await.unwrap();
        if finished {
            store.end_access(&hash(1)).await.unwrap();
        }
        if withdrawn {
            let link = invitation(1, 5);
            store.withdraw_invitation(&link, at(1)).await.unwrap();
        }
        let begun = store.begin_change(&reserved, &hash(1), &hash(5)).await;
        assert_eq!(begun.is_ok(), !finished && !withdrawn);
        assert_eq!(
            begun.is_err_and(|error| error.is_conflict()),
            finished || withdrawn
        );
    }
}

#[tokio::test]
async fn of_twenty_at_once_one_reserves_the_change() {
    let table = Arc::new(Table::new().await);
    let tasks: Vec<_> = (0..20)
        .map(|second| {
            let table = Arc::clone(&table);
            tokio::spawn(async move { table.store.reserve_change(&pending(second)).await })
        })
        .collect();
    let mut reserved = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => reserved += 1,
            Err(error) => assert!(error.is_conflict(), "{error:?}"),
        }
    }
    assert_eq!(reserved, 1);
}

#[tokio::test]
async fn a_try_whose_answer_was_lost_reserves_for_its_own_change_alone() {
    let table = Table::new().await;
    let store = table.with_a_lost_answer().await;
    store.reserve_change(&pending(1)).await.unwrap();
    let other = store.reserve_change(&pending(2)).await.unwrap_err();
    assert!(other.is_conflict(), "{other}");
}

#[tokio::test]
async fn a_change_is_recorded_once_and_by_whom_it_was_reserved() {
    let table = Table::new().await;
    let store = &table.store;
    let id = registration_id(1);
    store.reserve_change(&pending(1)).await.unwrap();
    let other = store.record_change(&entry(2)).await;
    assert!(matches!(other, Err(RecordError::NotReserved)), "{other:?}");
    assert_eq!(
        store.find_pending_change(tenant_id()).await.unwrap(),
        Some(pending(1))
    );
    let record = |outcome| ChangeRecord {
        after: Some(true),
        outcome,
        ..entry(1).changes.remove(0)
    };
    let not_done = |refusal| {
        record(AccessChangeOutcome::NotDone {
            refusal,
            request_id: Some("request".to_owned()),
        })
    };
    let done = AuditEntry {
        changes: vec![
            record(AccessChangeOutcome::Done),
            not_done(ChangeRefusal::RoleMissing),
            not_done(ChangeRefusal::Throttled { seconds: Some(7) }),
            not_done(ChangeRefusal::NotAccepted {
                status: 400,
                code: Some("Request_BadRequest".to_owned()),
            }),
        ],
        ..entry(1)
    };
    store.record_change(&done).await.unwrap();
    assert_eq!(store.find_pending_change(tenant_id()).await.unwrap(), None);
    let again = store.record_change(&entry(1)).await;
    assert!(matches!(again, Err(RecordError::NotReserved)), "{again:?}");
    let listed = store.list_audit(id, None, 10).await.unwrap();
    assert_eq!(listed.items, [done]);
}

#[tokio::test]
async fn a_reserved_change_is_written_down_and_released_by_its_own_alone() {
    let table = Table::new().await;
    let store = &table.store;
    store.reserve_change(&pending(1)).await.unwrap();
    let longer = PendingChange {
        under_way_until: at(90),
        ..pending(1)
    };
    store.update_pending_change(&longer).await.unwrap();
    assert_eq!(
        store.find_pending_change(tenant_id()).await.unwrap(),
        Some(longer)
    );
    let other = store.update_pending_change(&pending(2)).await;
    assert!(other.is_err_and(|error| error.is_conflict()));
    store.release_change(&entry(2)).await.unwrap();
    assert!(
        store
            .find_pending_change(tenant_id())
            .await
            .unwrap()
            .is_some()
    );
    store.release_change(&entry(1)).await.unwrap();
    assert_eq!(store.find_pending_change(tenant_id()).await.unwrap(), None);
    store.release_change(&entry(1)).await.unwrap();
    let gone = store.update_pending_change(&pending(1)).await;
    assert!(gone.is_err_and(|error| error.is_conflict()));
}

#[tokio::test]
async fn the_audit_is_listed_newest_first_page_by_page() {
    let table = Table::new().await;
    let store = &table.store;
    let id = registration_id(1);
    for second in 1..=5 {
        store.reserve_change(&pending(second)).await.unwrap();
        store.record_change(&entry(second)).await.unwrap();
    }
    let first = store.list_audit(id, None, 3).await.unwrap();
    let second = store
        .list_audit(id, first.next.as_deref(), 3)
        .await
        .unwrap();
    let seconds: Vec<_> = first
        .items
        .iter()
        .chain(&second.items)
        .map(|entry| entry.occurred_at)
        .collect();
    assert_eq!(seconds, [5, 4, 3, 2, 1].map(at));
    assert_eq!(second.next, None);
    // Another registration's cursor, and another list's of the same one, are no cursor of this list.
    let elsewhere = store
        .list_audit(registration_id(2), first.next.as_deref(), 3)
        .await;
    assert!(matches!(elsewhere, Err(ListError::InvalidCursor)));
    let other_list = store.list_reports(id, first.next.as_deref(), 3).await;
    assert!(matches!(other_list, Err(ListError::InvalidCursor)));
}

#[tokio::test]
async fn t58_changes_are_taken_whole_or_not_at_all() {
    let table = Table::new().await;
    let hour = SignedDuration::from_hours(1);
    let take = async |count, second| {
        let taken = table.store.take("access:1", count, 100, hour, at(second));
        taken.await.unwrap()
    };
    for _ in 0..4 {
        assert!(take(20, 0).await);
    }
    assert!(take(15, 1).await);
    assert!(!take(6, 2).await, "95 and 6 are more than 100");
    assert!(take(5, 3).await, "what was refused was not counted");
    assert!(!take(1, 4).await);
    assert!(take(20, 3_600).await, "the next hour is free");
    assert!(!take(101, 7_200).await);
}
