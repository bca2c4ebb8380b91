//! The administrator's token, and changes of access to the app with it.

use crate::{
    browser::signed_in_from,
    directory::Answers,
    samples::{OTHER_TENANT, TENANT, minutes, registration_id, seconds, start, tenant_id},
    world::World,
};
use app::{
    access::{self, AccessError, Asked, Confirmed, Opened},
    browser::BrowserError,
    legs::Form,
    secrets::{
        sealing::Sealing,
        secret_token::{self, Kind},
    },
};
use domain::{
    access::{
        ASSIGN_PERMISSIONS, AccessNotice, AccessSession, AuditEntry, Change, ChangeRecord,
        Kind as PrincipalKind, LONGEST_SESSION, Losers, Outcome, PendingChange, Refusal,
    },
    clock::Clock as _,
    ids::{ObjectId, TenantId},
    registration::{Approval, Lifecycle, Registration},
};
use secrecy::{ExposeSecret as _, SecretString};
use test_case::test_case;
use uuid::Uuid;

const TOKEN: &str = "the-administrators-access-token";
/// User who may be assigned.
const PAT: u128 = 0x77;

pub(crate) fn object(number: u128) -> ObjectId {
    ObjectId::from_uuid(Uuid::from_u128(number))
}

/// Seals a token for the flow of this cookie, like the access leg.
fn sealed(
    world: &World,
    cookie: &SecretString,
    of: &SecretString,
    tenant: TenantId,
) -> AccessSession {
    let cookie_hash = secret_token::hash_secret(Kind::Cookie, of);
    let key = Sealing::derived_from(cookie.expose_secret().as_bytes(), "access-token").unwrap();
    let place = format!("access:{}:{tenant}:token:1", cookie_hash.as_str());
    AccessSession {
        token: key.seal(&world.random, &place, TOKEN).unwrap(),
        cookie_hash,
        registration_id: registration_id(1),
        tenant,
        person: object(9),
        scopes: ASSIGN_PERMISSIONS.iter().map(ToString::to_string).collect(),
        started_at: start(),
        used_at: start(),
        ends_at: start() + LONGEST_SESSION,
    }
}

/// An administrator with rights: the invitation's token, the cookie and the form's token.
pub(crate) struct Administrator {
    token: SecretString,
    cookie: SecretString,
    form_token: String,
}

impl Administrator {
    async fn new(world: &World) -> Self {
        let (token, cookie) = signed_in_from(world, TENANT).await;
        let form_token = secret_token::form_token(cookie.expose_secret());
        Self {
            token,
            cookie,
            form_token,
        }
    }

    pub(crate) async fn with_rights(world: &World) -> Self {
        let administrator = Self::new(world).await;
        let cookie = &administrator.cookie;
        let session = sealed(world, cookie, cookie, tenant_id(TENANT));
        world.behind.keep_session(&session);
        administrator
    }

    pub(crate) fn form(&self) -> Form<'_> {
        Form {
            token: &self.token,
            cookie: Some(&self.cookie),
            form_token: Some(&self.form_token),
            language: None,
        }
    }

    pub(crate) async fn finish(&self, world: &World) {
        let (browser, clock) = (&world.browser, &world.clock);
        let form = self.form();
        let finished = access::finish(browser, &world.queue, clock, &form);
        assert!(Box::pin(finished).await.is_ok());
    }

    pub(crate) async fn open(&self, world: &World) -> Opened {
        let opened = access::open(
            &world.browser,
            &world.clock,
            &self.token,
            Some(&self.cookie),
        );
        Box::pin(opened).await.ok().unwrap()
    }

    async fn has_rights(&self, world: &World) -> bool {
        self.open(world).await.rights.is_some()
    }

    pub(crate) async fn change(
        &self,
        world: &World,
        change: Change,
        confirmed: &Confirmed,
    ) -> Asked {
        let opened = Box::pin(access::open_with_form(
            &world.browser,
            &world.clock,
            &self.form(),
        ))
        .await;
        let asked = access::change(
            &world.browser,
            &world.queue,
            world.machine(),
            opened.ok().unwrap(),
            change,
            confirmed,
        );
        Box::pin(asked).await.ok().unwrap()
    }

    pub(crate) async fn assign(&self, world: &World) -> AuditEntry {
        let change = Change::Assign(vec![(PrincipalKind::User, object(PAT))]);
        let asked = self.change(world, change, &Confirmed::default()).await;
        assert!(matches!(asked, Asked::Back));
        self.told(world).await
    }

    /// Audit entry that the page's notice names.
    pub(crate) async fn told(&self, world: &World) -> AuditEntry {
        let told = match self.notice(world).await {
            Some(AccessNotice::Changed { entry }) => Some(entry),
            _ => None,
        };
        let entry = told.unwrap();
        let page = world.store.list_audit(registration_id(1), None, 10).await;
        let kept = page.unwrap().items.into_iter();
        let pending = world.store.find_pending_change(tenant_id(TENANT)).await;
        let pending = pending.unwrap().map(|pending| pending.entry);
        let mut all = kept.chain(pending);
        all.find(|candidate| candidate.id == entry).unwrap()
    }

    pub(crate) async fn notice(&self, world: &World) -> Option<AccessNotice> {
        self.open(world).await.flow.access_notice
    }
}

pub(crate) fn is_assigned(world: &World) -> bool {
    let assigned = world.tenant.directory.assigned.lock().unwrap();
    assigned.contains(&object(PAT).to_string())
}

pub(crate) fn asked(world: &World) -> usize {
    world.tenant.directory.asked.lock().unwrap().len()
}

#[tokio::test]
async fn t24_a_token_is_dropped_when_idle_and_after_an_hour() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    for _ in 0..2 {
        world.clock.advance(minutes(14));
        assert!(administrator.has_rights(&world).await, "it was used");
    }
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    world.clock.advance(minutes(15));
    assert!(!administrator.has_rights(&world).await, "nobody used it");
}

#[tokio::test]
async fn t24_nothing_opens_a_token_without_its_own_cookie_tenant_and_person() {
    let world = World::new().await;
    let administrator = Administrator::new(&world).await;
    let own = &administrator.cookie;
    let other = SecretString::from("d".repeat(43));
    let good = sealed(&world, own, own, tenant_id(TENANT));
    let cases = [
        (
            "another cookie",
            sealed(&world, &other, own, tenant_id(TENANT)),
        ),
        (
            "another flow's place",
            AccessSession {
                token: sealed(&world, own, &other, tenant_id(TENANT)).token,
                ..good.clone()
            },
        ),
        (
            "another tenant",
            sealed(&world, own, own, tenant_id(OTHER_TENANT)),
        ),
        (
            "another tenant's place",
            AccessSession {
                token: sealed(&world, own, own, tenant_id(OTHER_TENANT)).token,
                ..good.clone()
            },
        ),
        (
            "another person",
            AccessSession {
                person: object(10),
                ..good.clone()
            },
        ),
        (
            "another registration",
            AccessSession {
                registration_id: registration_id(2),
                ..good.clone()
            },
        ),
    ];
    for (what, session) in cases {
        world.behind.keep_session(&session);
        assert!(!administrator.has_rights(&world).await, "{what}");
    }
    world.behind.keep_session(&good);
    assert!(administrator.has_rights(&world).await);
    assert!(
        !world.behind.dump().contains(TOKEN),
        "the table holds no token"
    );
}

#[tokio::test]
async fn t24_after_finish_nothing_is_left_of_the_token() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    assert!(world.behind.dump().contains("ACCESS#"));
    administrator.finish(&world).await;
    assert!(!world.behind.dump().contains("ACCESS#"));
    assert!(!administrator.has_rights(&world).await);
    assert_eq!(
        administrator.notice(&world).await,
        Some(AccessNotice::Finished)
    );
}

#[tokio::test]
async fn t18_somebody_of_another_tenant_does_not_get_the_page() {
    let world = World::new().await;
    let (token, cookie) = signed_in_from(&world, OTHER_TENANT).await;
    let session = sealed(&world, &cookie, &cookie, tenant_id(OTHER_TENANT));
    world.behind.keep_session(&session);
    let opened = access::open(&world.browser, &world.clock, &token, Some(&cookie)).await;
    assert!(matches!(opened.err(), Some(AccessError::NotSignedIn)));
    let opened = access::open(&world.browser, &world.clock, &token, None).await;
    assert!(matches!(opened.err(), Some(AccessError::NotSignedIn)));
}

#[tokio::test]
async fn t35_a_form_of_another_flow_changes_nothing() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    for form_token in [None, Some("x"), Some(&*"0".repeat(64))] {
        let form = Form {
            form_token,
            ..administrator.form()
        };
        let opened = Box::pin(access::open_with_form(&world.browser, &world.clock, &form)).await;
        let error = opened.err().unwrap();
        assert!(
            matches!(error, AccessError::Browser(BrowserError::ForeignForm)),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_change_is_reserved_made_read_back_and_kept() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let entry = administrator.assign(&world).await;
    assert!(is_assigned(&world));
    let change = &entry.changes[0];
    assert_eq!((change.before, change.after), (false, Some(true)));
    assert_eq!(change.outcome, Outcome::Done);
    assert_eq!(change.principal.as_ref().unwrap().name, "Pat Reed");
    assert_eq!(entry.actor, object(9));
    // A run is asked for, and the page waits for it.
    assert_eq!(world.loaded(1).await.due_at, Some(world.clock.now()));
    assert_eq!(world.server.asked("sendmessage").len(), 1);
    let flow = administrator.open(&world).await.flow;
    assert_eq!(flow.verification_asked_at, Some(world.clock.now()));
}

fn refused(status: u16) -> Outcome {
    Outcome::NotDone {
        refusal: Refusal::NotAccepted {
            status,
            code: Some("x".to_owned()),
        },
        request_id: None,
    }
}

fn not_done(refusal: Refusal) -> Outcome {
    Outcome::NotDone {
        refusal,
        request_id: None,
    }
}

const UNKNOWN: Outcome = Outcome::Unknown { request_id: None };

#[test_case(Answers::Done, &Outcome::Done; "201")]
#[test_case(Answers::DoneAnd(500), &Outcome::Done; "5xx after it was done")]
#[test_case(Answers::NotDone(500), &UNKNOWN; "5xx")]
#[test_case(Answers::DoneAnd(400), &Outcome::AlreadySo; "400 and there")]
#[test_case(Answers::NotDone(400), &refused(400); "400")]
#[test_case(Answers::NotDone(401), &not_done(Refusal::SignedOut); "401")]
#[test_case(Answers::NotDone(403), &not_done(Refusal::RoleMissing); "403")]
#[test_case(Answers::NotDone(404), &not_done(Refusal::NotFound); "404")]
#[test_case(Answers::NotDone(409), &not_done(Refusal::ChangedMeanwhile); "409")]
#[test_case(Answers::DoneAnd(412), &Outcome::AlreadySo; "412 and there")]
#[test_case(Answers::NotDone(429), &not_done(Refusal::Throttled { seconds: None }); "429")]
#[tokio::test]
async fn each_answer_to_a_write_comes_to_what_graph_shows(answers: Answers, expected: &Outcome) {
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
        let change = Change::Assign(vec![(PrincipalKind::User, object(0x78))]);
        administrator
            .change(&world, change, &Confirmed::default())
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
            assert_eq!(*outcome, Outcome::Done);
        } else {
            assert_eq!(*outcome, not_done(Refusal::Lost));
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
        (Some(true), &Outcome::Done)
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
    assert_eq!(entry.changes[0].outcome, Outcome::AlreadySo);
}

#[tokio::test]
async fn what_cannot_be_read_is_not_changed() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let change = || Change::Assign(vec![(PrincipalKind::User, object(PAT))]);
    for (status, notice) in [(503, AccessNotice::NotRead), (401, AccessNotice::Over)] {
        *world.tenant.directory.reads_answer.lock().unwrap() = status;
        administrator
            .change(&world, change(), &Confirmed::default())
            .await;
        assert_eq!(administrator.notice(&world).await, Some(notice));
        assert_eq!(asked(&world), 0);
    }
    *world.tenant.directory.reads_answer.lock().unwrap() = 0;
    let entry = administrator.assign(&world).await;
    assert_eq!(entry.changes[0].outcome, Outcome::Done);
}

/// Requires an assignment, confirmed for the state that the page showed.
async fn require(administrator: &Administrator, world: &World, oneself: bool) -> Asked {
    let form = administrator.form();
    let opened = Box::pin(access::open_with_form(&world.browser, &world.clock, &form)).await;
    let opened = opened.ok().unwrap();
    let change = Change::Require(false);
    let reviewed = access::review(&world.browser, &world.clock, opened, change);
    let reviewed = Box::pin(reviewed).await;
    let reviewed = match reviewed {
        Ok(Asked::Review(reviewed)) => Some(reviewed),
        Ok(Asked::Back) | Err(_) => None,
    };
    let reviewed = reviewed.unwrap();
    let confirmed = Confirmed {
        state: reviewed.state,
        system_user: true,
        oneself,
    };
    administrator
        .change(world, Change::Require(true), &confirmed)
        .await
}

#[tokio::test]
async fn t58_nobody_is_locked_out_without_being_asked_for_twice() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let Asked::Review(reviewed) = require(&administrator, &world, false).await else {
        panic!("changed");
    };
    assert!(reviewed.effect.locks_out_oneself);
    assert_eq!(reviewed.notice, Some(AccessNotice::NotConfirmed));
    assert_eq!(asked(&world), 0);
    let asked_for = require(&administrator, &world, true).await;
    assert!(matches!(asked_for, Asked::Back));
    assert!(*world.tenant.directory.is_required.lock().unwrap());
}

#[tokio::test]
async fn t58_what_was_agreed_to_for_another_state_is_shown_again() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let confirmed = Confirmed {
        state: "of another state".to_owned(),
        system_user: true,
        oneself: true,
    };
    let change = administrator
        .change(&world, Change::Require(true), &confirmed)
        .await;
    let Asked::Review(reviewed) = change else {
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
    let confirmed = Confirmed {
        state: "of another state".to_owned(),
        ..Confirmed::default()
    };
    let people = &world.tenant.directory.people;
    *people.lock().unwrap() = vec![object(PAT).to_string(), object(9).to_string()];
    let change = administrator
        .change(&world, Change::Require(true), &confirmed)
        .await;
    let Asked::Review(reviewed) = change else {
        panic!("changed");
    };
    let Losers::These(losers) = reviewed.effect.losers else {
        panic!("{:?}", reviewed.effect.losers);
    };
    assert_eq!(losers.len(), 2);
    assert!(reviewed.effect.locks_out_oneself);
}

/// Takes Pat's assignment away, confirmed for the state that the page showed.
async fn remove(administrator: &Administrator, world: &World) -> Asked {
    let form = administrator.form();
    let opened = Box::pin(access::open_with_form(&world.browser, &world.clock, &form)).await;
    let change = || Change::Remove(vec![object(PAT)]);
    let opened = opened.ok().unwrap();
    let reviewed = access::review(&world.browser, &world.clock, opened, change());
    let reviewed = Box::pin(reviewed).await;
    let reviewed = match reviewed.ok().unwrap() {
        Asked::Review(reviewed) => reviewed,
        Asked::Back => return Asked::Back,
    };
    let confirmed = Confirmed {
        state: reviewed.state,
        ..Confirmed::default()
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
    assert!(matches!(remove(&administrator, &world).await, Asked::Back));
    assert_eq!(
        administrator.notice(&world).await,
        Some(AccessNotice::CatchingUp)
    );
    assert_eq!(asked(&world), 1);
    *assigned.lock().unwrap() = all;
    assert!(matches!(remove(&administrator, &world).await, Asked::Back));
    assert_eq!(asked(&world), 2);
    // Somebody may have undone it in the portal: that counts after a while.
    assigned.lock().unwrap().insert(object(PAT).to_string());
    world.clock.advance(minutes(2));
    assert!(matches!(remove(&administrator, &world).await, Asked::Back));
    assert_eq!(asked(&world), 3);
}

#[tokio::test]
async fn a_form_that_comes_twice_tells_what_came_of_it_the_first_time() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    administrator.assign(&world).await;
    let form = administrator.form();
    let opened = Box::pin(access::open_with_form(&world.browser, &world.clock, &form)).await;
    let change = || Change::Remove(vec![object(PAT)]);
    let reviewed = access::review(&world.browser, &world.clock, opened.ok().unwrap(), change());
    let reviewed = match Box::pin(reviewed).await {
        Ok(Asked::Review(reviewed)) => Some(reviewed),
        Ok(Asked::Back) | Err(_) => None,
    };
    let confirmed = Confirmed {
        state: reviewed.unwrap().state,
        ..Confirmed::default()
    };
    for _ in 0..2 {
        administrator.change(&world, change(), &confirmed).await;
        let entry = administrator.told(&world).await;
        assert_eq!(entry.changes[0].outcome, Outcome::Done);
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
    assert_eq!(page.unwrap().items[0].changes[0].outcome, Outcome::Done);
}

#[tokio::test]
async fn t02_a_tenant_that_is_not_the_customers_yet_gets_no_page() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let loaded = world.loaded(1).await;
    let waiting = Registration {
        lifecycle: Lifecycle::Consented {
            tenant: crate::samples::tenant(TENANT),
            approval: Approval::Waiting,
            consented_at: start(),
        },
        version: loaded.registration.version + 1,
        ..loaded.registration.clone()
    };
    let commit = store::Commit {
        registration: Some((&waiting, loaded.registration.version)),
        ..store::Commit::default()
    };
    world.store.commit(commit).await.unwrap();
    let (token, cookie) = (&administrator.token, Some(&administrator.cookie));
    let opened = access::open(&world.browser, &world.clock, token, cookie).await;
    assert!(matches!(opened.err(), Some(AccessError::NotSignedIn)));
}

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
        Change::Assign(ids.collect())
    };
    let none = Confirmed::default();
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

#[tokio::test]
async fn of_two_administrators_at_once_each_change_is_whole() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let change = |number| Change::Assign(vec![(PrincipalKind::User, object(number))]);
    let none = Confirmed::default();
    let (one, other) = tokio::join!(
        administrator.change(&world, change(0x80), &none),
        administrator.change(&world, change(0x81), &none),
    );
    assert!(matches!((one, other), (Asked::Back, Asked::Back)));
    let page = world
        .store
        .list_audit(registration_id(1), None, 10)
        .await
        .unwrap();
    assert_eq!(page.items.len(), asked(&world), "each that asked is kept");
    assert!((1..=2).contains(&page.items.len()));
    let pending = world.store.find_pending_change(tenant_id(TENANT)).await;
    assert!(pending.unwrap().is_none());
}
