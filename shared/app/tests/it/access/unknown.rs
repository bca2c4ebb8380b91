//! Changes whose outcome is not known at once.

use super::{Administrator, PAT, asked, is_assigned, object};
use crate::{
    directory::Answers,
    samples::{TENANT, registration_id, seconds, tenant_id},
    world::World,
};
use app::access::{self, Confirmation, NextPage};
use domain::{
    access::{
        AccessChange, AccessChangeOutcome, AccessNotice, AssigneeKind as PrincipalKind, AuditEntry,
        ChangeRecord, ChangeRefusal, PendingChange,
    },
    clock::Clock as _,
};
use test_case::test_case;
use uuid::Uuid;

fn refused(status: u16) -> AccessChangeOutcome {
    AccessChangeOutcome::NotDone {
        refusal: ChangeRefusal::NotAccepted {
            status,
            code: Some("x".to_owned()),
        },
        request_id: None,
    }
}

fn not_done(refusal: ChangeRefusal) -> AccessChangeOutcome {
    AccessChangeOutcome::NotDone {
        refusal,
        request_id: None,
    }
}

const UNKNOWN: AccessChangeOutcome = AccessChangeOutcome::Unknown { request_id: None };

#[test_case(Answers::Done, &AccessChangeOutcome::Done; "201")]
#[test_case(Answers::DoneAnd(500), &AccessChangeOutcome::Done; "5xx after it was done")]
#[test_case(Answers::NotDone(500), &UNKNOWN; "5xx")]
#[test_case(Answers::DoneAnd(400), &AccessChangeOutcome::AlreadySo; "400 and there")]
#[test_case(Answers::NotDone(400), &refused(400); "400")]
#[test_case(Answers::NotDone(401), &not_done(ChangeRefusal::SignedOut); "401")]
#[test_case(Answers::NotDone(403), &not_done(ChangeRefusal::RoleMissing); "403")]
#[test_case(Answers::NotDone(404), &not_done(ChangeRefusal::NotFound); "404")]
#[test_case(Answers::NotDone(409), &not_done(ChangeRefusal::ChangedMeanwhile); "409")]
#[test_case(Answers::DoneAnd(412), &AccessChangeOutcome::AlreadySo; "412 and there")]
#[test_case(Answers::NotDone(429), &not_done(ChangeRefusal::Throttled { seconds: None }); "429")]
#[tokio::test]
async fn each_answer_to_a_write_comes_to_what_graph_shows(
    answers: Answers,
    expected: &AccessChangeOutcome,
) {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let writes = &world.tenant.directory.writes;
    writes.lock().unwrap().push_back(answers);
    let entry = administrator.assign(&world).await;
    assert_eq!(entry.changes[0].outcome, *expected);
    assert_eq!(entry.changes[0].after, Some(is_assigned(&world)));
    assert_eq!(asked(&world), 1, "nothing is sent twice");
    let pending = world.store.find_pending_change(tenant_id(TENANT)).await;
    assert_eq!(pending.unwrap().is_some(), entry.is_unknown());
}

#[tokio::test]
async fn what_was_not_answered_stays_unknown_until_graph_shows_it() {
    for comes_through in [true, false] {
        let world = World::new().await;
        let administrator = Administrator::with_rights(&world).await;
        let directory = &world.tenant.directory;
        directory
            .writes
            .lock()
            .unwrap()
            .push_back(Answers::NotDone(503));
        let entry = administrator.assign(&world).await;
        assert!(entry.is_unknown());
        // While it may still come through nobody decides, and nobody changes anything else.
        let look = async || {
            let opened = administrator.open(&world).await;
            let looked = Box::pin(access::look(&world.browser, &world.clock, &opened)).await;
            looked.ok().unwrap()
        };
        assert!(look().await.pending.is_some());
        let change = AccessChange::Assign(vec![(PrincipalKind::User, object(0x78))]);
        administrator
            .change(&world, change, &Confirmation::default())
            .await;
        assert_eq!(administrator.notice(&world).await, Some(AccessNotice::Busy));
        assert_eq!(asked(&world), 1);
        if comes_through {
            let id = object(PAT).to_string();
            directory.assigned.lock().unwrap().insert(id);
        }
        world.clock.advance(seconds(61));
        let looked = look().await;
        assert!(looked.pending.is_none());
        let outcome = &looked.entries[0].changes[0].outcome;
        if comes_through {
            assert_eq!(*outcome, AccessChangeOutcome::Done);
        } else {
            assert_eq!(*outcome, not_done(ChangeRefusal::Lost));
        }
    }
}

#[tokio::test]
async fn t76_a_change_whose_function_died_is_found_out_by_the_next_one_who_looks() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let entry = administrator.assign(&world).await;
    // As it was before the outcome was kept: the function died after Graph had answered.
    let died = PendingChange {
        entry: AuditEntry {
            id: domain::ids::AuditId::from_uuid(Uuid::from_u128(5)),
            changes: vec![ChangeRecord {
                outcome: UNKNOWN,
                after: None,
                ..entry.changes[0].clone()
            }],
            ..entry
        },
        under_way_until: world.clock.now() + seconds(30),
    };
    world.store.reserve_change(&died).await.unwrap();
    // Graph does not show it at first.
    let assigned = std::mem::take(&mut *world.tenant.directory.assigned.lock().unwrap());
    let look = async || {
        let opened = administrator.open(&world).await;
        let looked = Box::pin(access::look(&world.browser, &world.clock, &opened)).await;
        looked.ok().unwrap()
    };
    assert!(look().await.pending.is_some(), "it may be at work");
    // What cannot be read decides nothing.
    world.clock.advance(seconds(30));
    *world.tenant.directory.reads_answer.lock().unwrap() = 503;
    assert!(look().await.pending.is_some());
    *world.tenant.directory.reads_answer.lock().unwrap() = 0;
    *world.tenant.directory.assigned.lock().unwrap() = assigned;
    let looked = look().await;
    assert!(looked.pending.is_none());
    let found = looked
        .entries
        .iter()
        .find(|entry| entry.id == died.entry.id);
    let change = &found.unwrap().changes[0];
    assert_eq!(
        (change.after, &change.outcome),
        (Some(true), &AccessChangeOutcome::Done)
    );
}

#[tokio::test]
async fn a_reservation_that_asked_for_nothing_is_in_nobodys_way_for_long() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let entry = administrator.assign(&world).await;
    let empty = PendingChange {
        entry: AuditEntry {
            id: domain::ids::AuditId::from_uuid(Uuid::from_u128(5)),
            changes: Vec::new(),
            ..entry
        },
        under_way_until: world.clock.now() + seconds(30),
    };
    world.store.reserve_change(&empty).await.unwrap();
    world.clock.advance(seconds(30));
    let entry = administrator.assign(&world).await;
    assert_eq!(entry.changes[0].outcome, AccessChangeOutcome::AlreadySo);
}

#[tokio::test]
async fn what_cannot_be_read_is_not_changed() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let change = || AccessChange::Assign(vec![(PrincipalKind::User, object(PAT))]);
    for (status, notice) in [(503, AccessNotice::NotRead), (401, AccessNotice::Over)] {
        *world.tenant.directory.reads_answer.lock().unwrap() = status;
        administrator
            .change(&world, change(), &Confirmation::default())
            .await;
        assert_eq!(administrator.notice(&world).await, Some(notice));
        assert_eq!(asked(&world), 0);
    }
    *world.tenant.directory.reads_answer.lock().unwrap() = 0;
    let entry = administrator.assign(&world).await;
    assert_eq!(entry.changes[0].outcome, AccessChangeOutcome::Done);
}

#[tokio::test]
async fn a_form_that_comes_twice_tells_what_came_of_it_the_first_time() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    administrator.assign(&world).await;
    let form = administrator.form();
    let opened = Box::pin(access::open_with_form(&world.browser, &world.clock, &form)).await;
    let change = || AccessChange::Remove(vec![object(PAT)]);
    let reviewed = access::review(&world.browser, &world.clock, opened.ok().unwrap(), change());
    let reviewed = match Box::pin(reviewed).await {
        Ok(NextPage::Review(reviewed)) => Some(reviewed),
        Ok(NextPage::Back) | Err(_) => None,
    };
    let confirmed = Confirmation {
        state: reviewed.unwrap().state,
        ..Confirmation::default()
    };
    for _ in 0..2 {
        administrator.change(&world, change(), &confirmed).await;
        let entry = administrator.told(&world).await;
        assert_eq!(entry.changes[0].outcome, AccessChangeOutcome::Done);
    }
    assert_eq!(asked(&world), 2, "an assignment and a removal");
}

#[tokio::test]
async fn what_was_not_answered_is_found_out_by_the_run_that_follows() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let directory = &world.tenant.directory;
    let writes = &directory.writes;
    writes.lock().unwrap().push_back(Answers::NotDone(503));
    administrator.assign(&world).await;
    assert_eq!(
        world.server.asked("sendmessage").len(),
        2,
        "now, and once it is over"
    );
    // It came through after all; whoever asked is gone.
    directory
        .assigned
        .lock()
        .unwrap()
        .insert(object(PAT).to_string());
    world.clock.advance(seconds(1));
    world.process(&world.interactive(1)).await;
    let pending = world.store.find_pending_change(tenant_id(TENANT)).await;
    assert!(pending.unwrap().is_none());
    let page = world.store.list_audit(registration_id(1), None, 10).await;
    assert_eq!(
        page.unwrap().items[0].changes[0].outcome,
        AccessChangeOutcome::Done
    );
}
