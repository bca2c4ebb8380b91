//! Requiring an assignment only once those who would be locked out are assigned, and the result that is read anew afterwards.

use crate::{
    access::{Administrator, asked, object},
    directory::Answers,
    samples::seconds,
    world::World,
};
use app::{
    access::{self, ChangeReview, Confirmation, NextPage},
    browser::AwaitedRun,
};
use domain::{
    access::{AccessChange, AccessChangeOutcome, AccessNotice, Action, ChangeRefusal},
    clock::Clock as _,
    ids::ObjectId,
};
use test_case::test_case;

/// The administrator of the flow.
const ONESELF: u128 = 9;

async fn review(administrator: &Administrator, world: &World) -> Box<ChangeReview> {
    let form = administrator.form();
    let opened = Box::pin(access::open_with_form(&world.browser, &world.clock, &form)).await;
    let change = AccessChange::Require(true);
    let reviewed = access::review(&world.browser, &world.clock, opened.ok().unwrap(), change);
    match Box::pin(reviewed).await.ok().unwrap() {
        NextPage::Review(reviewed) => Some(reviewed),
        NextPage::Back => None,
    }
    .unwrap()
}

/// Makes the change for these, with no lock-out agreed to.
async fn assign_first(
    administrator: &Administrator,
    world: &World,
    ids: Vec<ObjectId>,
    state: String,
) -> NextPage {
    let confirmed = Confirmation {
        state,
        ..Confirmation::default()
    };
    let change = AccessChange::AssignThenRequire(ids);
    administrator.change(world, change, &confirmed).await
}

fn writes(world: &World) -> Vec<String> {
    world.tenant.directory.asked.lock().unwrap().clone()
}

#[tokio::test]
async fn those_who_would_be_locked_out_are_assigned_before_it_becomes_required() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let reviewed = review(&administrator, &world).await;
    assert!(reviewed.effect.locks_out_oneself);
    let safer = reviewed.safer.unwrap();
    assert_eq!(safer.assigns, [object(ONESELF)]);
    assert!(!safer.effect.locks_out_oneself);
    let asked = assign_first(&administrator, &world, safer.assigns, reviewed.state).await;
    assert!(matches!(asked, NextPage::Back));
    let writes = writes(&world);
    assert!(
        writes[0].starts_with("POST ") && writes[1].starts_with("PATCH "),
        "{writes:?}"
    );
    assert!(*world.tenant.directory.is_required.lock().unwrap());
    let entry = administrator.told(&world).await;
    let told: Vec<_> = entry
        .changes
        .iter()
        .map(|change| (change.action, change.outcome.clone()))
        .collect();
    let done = [
        (Action::Assign, AccessChangeOutcome::Done),
        (Action::RequireAssignment, AccessChangeOutcome::Done),
    ];
    assert_eq!(told, done);
}

#[test_case(Answers::NotDone(403); "refused")]
#[test_case(Answers::NotDone(503); "not answered")]
#[test_case(Answers::NotDone(429); "throttled")]
#[tokio::test]
async fn t58_it_does_not_become_required_where_an_assignment_was_not_made(answers: Answers) {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let reviewed = review(&administrator, &world).await;
    let assigns = reviewed.safer.unwrap().assigns;
    let queue = &world.tenant.directory.writes;
    queue.lock().unwrap().push_back(answers);
    assign_first(&administrator, &world, assigns, reviewed.state).await;
    assert_eq!(
        asked(&world),
        1,
        "the assignment alone: {:?}",
        writes(&world)
    );
    assert!(!*world.tenant.directory.is_required.lock().unwrap());
    let change = administrator.told(&world).await.changes.remove(1);
    let withheld = AccessChangeOutcome::NotDone {
        refusal: ChangeRefusal::AssignmentsMissing,
        request_id: None,
    };
    assert_eq!((change.outcome, change.after), (withheld, Some(false)));
}

#[tokio::test]
async fn t58_a_form_names_nobody_to_be_assigned_whom_the_server_does_not() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let state = review(&administrator, &world).await.state;
    for ids in [
        vec![object(0x77)],
        vec![object(ONESELF), object(0x77)],
        Vec::new(),
    ] {
        let asked = assign_first(&administrator, &world, ids, state.clone()).await;
        let NextPage::Review(again) = asked else {
            panic!("changed");
        };
        assert_eq!(again.notice, Some(AccessNotice::Stale));
        assert_eq!(again.safer.unwrap().assigns, [object(ONESELF)]);
    }
    assert_eq!(asked(&world), 0);
}

#[tokio::test]
async fn a_form_for_both_that_comes_twice_tells_what_came_of_it() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let reviewed = review(&administrator, &world).await;
    let assigns = reviewed.safer.unwrap().assigns;
    for _ in 0..2 {
        assign_first(
            &administrator,
            &world,
            assigns.clone(),
            reviewed.state.clone(),
        )
        .await;
        let entry = administrator.told(&world).await;
        assert!(
            entry
                .changes
                .iter()
                .all(|change| change.outcome == AccessChangeOutcome::Done)
        );
    }
    assert_eq!(asked(&world), 2);
}

#[tokio::test]
async fn nobody_is_assigned_first_who_is_let_in_anyway() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let assigned = &world.tenant.directory.assigned;
    assigned.lock().unwrap().insert(object(ONESELF).to_string());
    let reviewed = review(&administrator, &world).await;
    assert!(reviewed.safer.is_none());
    assert!(!reviewed.effect.locks_out_oneself);
}

/// Whether the page has a report to show.
async fn has_report(administrator: &Administrator, world: &World) -> bool {
    let visit = administrator.open(world).await.visit;
    let report = world.browser.newest_report(&world.clock, &visit).await;
    report.unwrap().is_some()
}

#[tokio::test]
async fn after_a_change_nothing_is_shown_that_was_seen_before_it() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    world.process(&world.interactive(1)).await;
    assert!(has_report(&administrator, &world).await);
    world.clock.advance(seconds(5));
    administrator.assign(&world).await;
    administrator.finish(&world).await;
    assert!(!has_report(&administrator, &world).await);
    // A minute later the page would no longer wait, and still shows nothing old.
    world.clock.advance(seconds(70));
    assert!(!has_report(&administrator, &world).await);
    world.process(&world.interactive(1)).await;
    assert!(has_report(&administrator, &world).await);
}

#[tokio::test]
async fn finish_asks_for_a_run_and_waits_for_it() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    administrator.finish(&world).await;
    let opened = administrator.open(&world).await;
    assert_eq!(opened.flow.verification_asked_at, Some(world.clock.now()));
    assert_eq!(opened.visit.awaited_run(&world.clock), AwaitedRun::Coming);
    assert_eq!(world.loaded(1).await.due_at, Some(world.clock.now()));
}
