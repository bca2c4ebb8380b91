//! Refresh tokens in the table, and their way there and back while everything runs.

use crate::{
    disconnecting::{connected_in, disconnect, link},
    people::USER,
    samples::{TENANT, minutes, registration_id, tenant_id},
    system_user::{begin, come_back, flow, report, tokens},
    world::World,
};
use app::{
    host::{registrations, removal},
    legs::system_user::AccountHint,
    secrets::move_sign_in::{self, MoveError, MoveOutcome},
};
use domain::{flow::Notice, invitation::Purpose, verification::verdict::Verdict};
use jiff::SignedDuration;
use secrecy::ExposeSecret as _;
use std::pin::Pin;
use store::system_users::{
    SystemUserAccount,
    TokenStore::{self, SecretsManager, Table},
};
use test_case::test_case;
use tokio::select;

/// A connected registration whose token is in that store; the deployment keeps new ones there too.
async fn connected(home: TokenStore) -> World {
    let mut world = World::watched().await;
    world.keep_tokens_in(home);
    Box::pin(connected_in(world)).await
}

fn other(store: TokenStore) -> TokenStore {
    match store {
        SecretsManager => Table,
        Table => SecretsManager,
    }
}

type Move<'a> = Pin<Box<dyn Future<Output = Result<MoveOutcome, MoveError>> + 'a>>;

fn begin_move(world: &World, to: TokenStore) -> Move<'_> {
    Box::pin(async move {
        let id = registration_id(1);
        match to {
            Table => {
                let users = world.users(Table);
                move_sign_in::to_table(&world.store, &users, &world.clock, id).await
            }
            SecretsManager => {
                let keeper = world.keeper();
                move_sign_in::to_secrets_manager(&world.store, &keeper, &world.clock, id).await
            }
        }
    })
}

async fn moved(world: &World, to: TokenStore) -> MoveOutcome {
    begin_move(world, to).await.unwrap()
}

/// The token that the registration points to, as a run of a deployment finds it that keeps tokens in that store.
async fn token(world: &World, home: TokenStore) -> Option<String> {
    let connection = world.loaded(1).await.registration.system_user_connection?;
    let account = SystemUserAccount {
        tenant_id: tenant_id(TENANT),
        object_id: connection.object_id,
    };
    let users = world.users(home);
    let read = users.read(registration_id(1), &connection.secret_version, account);
    let read = read.await.unwrap()?;
    Some(read.secret.refresh_token.expose_secret().to_owned())
}

async fn assert_token(world: &World, expected: &str, when: &str) {
    for home in [SecretsManager, Table] {
        assert_eq!(
            token(world, home).await.as_deref(),
            Some(expected),
            "{when}"
        );
    }
}

/// The stores that hold anything.
fn holders(world: &World) -> Vec<TokenStore> {
    let in_secrets = !world.tenant.people.secrets.lock().unwrap().is_empty();
    let in_table = world.behind.dump().contains("data_key");
    let holders = [(SecretsManager, in_secrets), (Table, in_table)];
    let holds = |(store, holds): (_, bool)| holds.then_some(store);
    holders.into_iter().filter_map(holds).collect()
}

/// The system user signs in anew, at a deployment that keeps tokens in that store.
async fn sign_in(world: &World, number: u64) -> Option<Notice> {
    let (token, _) = link(world, number, Purpose::SystemUser).await;
    let trip = begin(world, &token, AccountHint::Named).await.unwrap();
    let arrival = come_back(world, &trip, USER, Some("refresh-two")).await;
    arrival.unwrap();
    flow(world, &trip).await.notice
}

#[test_case(Table; "to the table")]
#[test_case(SecretsManager; "back")]
#[tokio::test]
async fn t65_a_move_leaves_the_token_in_one_store_under_the_version_that_is_pointed_to(
    to: TokenStore,
) {
    let world = connected(other(to)).await;
    let pointed = world.loaded(1).await.registration.system_user_connection;
    assert_eq!(holders(&world), [other(to)]);
    assert_eq!(moved(&world, to).await, MoveOutcome::Done);
    assert_eq!(holders(&world), [to]);
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.system_user_connection, pointed);
    assert_eq!(registration.removes_sign_in_since, None);
    assert_token(&world, "refresh-one", "moved").await;
    // Made again, and back.
    world.clock.advance(minutes(2));
    assert_eq!(moved(&world, to).await, MoveOutcome::Done);
    world.clock.advance(minutes(2));
    assert_eq!(moved(&world, other(to)).await, MoveOutcome::Done);
    assert_eq!(holders(&world), [other(to)]);
    assert_token(&world, "refresh-one", "back").await;
}

/// Killed before each of its requests, and made again.
#[test_case(Table; "to the table")]
#[test_case(SecretsManager; "back")]
#[tokio::test]
async fn t65_a_move_that_is_killed_anywhere_loses_nothing_and_goes_on(to: TokenStore) {
    let mut kills = 0;
    loop {
        let world = connected(other(to)).await;
        let pause = world.pause_before(kills);
        let killed = {
            let mut running = begin_move(&world, to);
            select! {
                ended = &mut running => {
                    assert_eq!(ended.unwrap(), MoveOutcome::Done);
                    false
                }
                () = pause.is_reached() => true,
            }
        };
        if !killed {
            break;
        }
        assert_token(&world, "refresh-one", &format!("killed before {kills}")).await;
        world.clock.advance(minutes(2));
        assert_eq!(moved(&world, to).await, MoveOutcome::Done, "{kills}");
        assert_eq!(holders(&world), [to], "{kills}");
        assert_token(&world, "refresh-one", &format!("again after {kills}")).await;
        kills += 1;
    }
    // At least: load, look at both, copy, read back, mark, remove, unmark.
    assert!(kills > 8, "{kills}");
}

/// At each request of a move the system user signs in anew, at the deployment before or after the switch.
#[test_case(Table, SecretsManager; "to the table, before the switch")]
#[test_case(Table, Table; "to the table, after the switch")]
#[test_case(SecretsManager, Table; "back, before the switch")]
#[test_case(SecretsManager, SecretsManager; "back, after the switch")]
#[tokio::test]
async fn t65_a_sign_in_that_meets_a_move_wins(to: TokenStore, home: TokenStore) {
    for number in 0.. {
        let mut world = connected(other(to)).await;
        world.keep_tokens_in(home);
        let pause = world.pause_before(number);
        let met = {
            let mut running = begin_move(&world, to);
            select! {
                ended = &mut running => {
                    assert_eq!(ended.unwrap(), MoveOutcome::Done);
                    false
                }
                () = pause.is_reached() => true,
            }
            .then_some(running)
        };
        let Some(running) = met else {
            assert!(number > 8, "{number}");
            return;
        };
        // While a removal's mark is set, the person is told to try again.
        let notice = Box::pin(sign_in(&world, 5)).await;
        let is_told = matches!(notice, Some(Notice::NotSaved));
        assert!(notice.is_none() || is_told, "{number}: {notice:?}");
        pause.end();
        let ended = running.await;
        assert!(ended.is_ok(), "{number}: {ended:?}");
        if is_told {
            assert_token(&world, "refresh-one", &format!("told at {number}")).await;
            world.clock.advance(minutes(1));
            assert_eq!(Box::pin(sign_in(&world, 6)).await, None, "{number}");
        }
        assert_token(&world, "refresh-two", &format!("met at {number}")).await;
        world.clock.advance(minutes(2));
        assert_eq!(moved(&world, to).await, MoveOutcome::Done, "{number}");
        assert_eq!(holders(&world), [to], "{number}");
        assert_token(&world, "refresh-two", &format!("moved after {number}")).await;
    }
}

/// At each request of a move the host app takes the connection down: nothing is left, now or once the marks are due.
#[test_case(Table; "to the table")]
#[test_case(SecretsManager; "back")]
#[tokio::test]
async fn t61_a_disconnection_that_meets_a_move_leaves_nothing(to: TokenStore) {
    for number in 0.. {
        let world = connected(other(to)).await;
        let pause = world.pause_before(number);
        let mut running = begin_move(&world, to);
        let is_met = select! {
            _ = &mut running => false,
            () = pause.is_reached() => true,
        };
        if !is_met {
            assert!(number > 8, "{number}");
            return;
        }
        disconnect(&world).await.unwrap();
        pause.end();
        let _ended = running.await;
        world.clock.advance(minutes(2));
        let users = &world.verifier.system_users;
        let id = registration_id(1);
        let settled = SignedDuration::from_mins(5);
        removal::remove(&world.store, users, &world.clock, settled, id)
            .await
            .unwrap();
        assert_eq!(holders(&world), [], "{number}");
    }
}

#[tokio::test]
async fn t65_a_run_moves_the_token_to_the_table_once_the_mode_was_switched() {
    let mut world = connected(SecretsManager).await;
    world.keep_tokens_in(Table);
    let answer = |world: &World| tokens(world, USER, Some("refresh-two"));
    world.tenant.people.answer_with([answer(&world)]);
    let told = Box::pin(report(&world)).await;
    let connected = told.result("system-user-connected").unwrap();
    assert_eq!(connected.verdict, Verdict::Pass);
    assert_eq!(holders(&world), [Table]);
    assert_token(&world, "refresh-one", "moved").await;

    // A week later the newer one is kept in the table, and no secret is made or looked for.
    let asked = world.server.asked("secretsmanager").len();
    world.clock.advance(SignedDuration::from_hours(8 * 24));
    world.tenant.people.answer_with([answer(&world)]);
    Box::pin(report(&world)).await;
    assert_token_at(&world, Table, "refresh-two").await;
    assert_eq!(holders(&world), [Table]);
    let own = "system-users";
    let asked = &world.server.asked("secretsmanager")[asked..];
    assert!(asked.iter().all(|request| !request.body.contains(own)));
}

async fn assert_token_at(world: &World, home: TokenStore, expected: &str) {
    assert_eq!(token(world, home).await.as_deref(), Some(expected));
}

#[tokio::test]
async fn t65_a_run_leaves_a_token_in_the_table_where_secrets_are_the_mode_and_a_sign_in_moves_it() {
    let mut world = connected(Table).await;
    world.keep_tokens_in(SecretsManager);
    world
        .tenant
        .people
        .answer_with([tokens(&world, USER, Some("refresh-two"))]);
    let told = Box::pin(report(&world)).await;
    let connected = told.result("system-user-connected").unwrap();
    assert_eq!(connected.verdict, Verdict::Pass);
    assert_eq!(holders(&world), [Table]);
    assert_eq!(Box::pin(sign_in(&world, 5)).await, None);
    assert_eq!(holders(&world), [SecretsManager]);
    assert_token(&world, "refresh-two", "signed in anew").await;
}

#[test_case(SecretsManager; "in a secret")]
#[test_case(Table; "in the table")]
#[tokio::test]
async fn t61_t83_a_token_goes_with_the_connection_and_with_the_registration(home: TokenStore) {
    let world = connected(home).await;
    disconnect(&world).await.unwrap();
    assert_eq!(holders(&world), []);

    let world = connected(home).await;
    let caller = app::host::api_key::Caller::new("abcdefgh", None);
    registrations::erase(
        &world.store,
        &world.verifier.system_users,
        world.machine(),
        &caller,
        registration_id(1),
    )
    .await
    .unwrap();
    assert_eq!(holders(&world), []);
    world.clock.advance(minutes(10));
    let users = &world.verifier.system_users;
    let settled = SignedDuration::from_mins(5);
    for _ in 0..3 {
        let pass = removal::remove(
            &world.store,
            users,
            &world.clock,
            settled,
            registration_id(1),
        );
        pass.await.unwrap();
    }
    assert!(!world.behind.dump().contains("SYSTEM_USER#"));
}

#[tokio::test]
async fn what_cannot_be_moved_is_told() {
    let world = connected(SecretsManager).await;
    // A sign-in of a moment ago.
    world
        .tenant
        .people
        .answer_with([tokens(&world, USER, None)]);
    assert_eq!(Box::pin(sign_in(&world, 5)).await, None);
    assert_eq!(moved(&world, Table).await, MoveOutcome::Busy);
    assert_eq!(holders(&world), [SecretsManager]);
    world.clock.advance(minutes(2));
    assert_eq!(moved(&world, Table).await, MoveOutcome::Done);
    let world = connected(SecretsManager).await;
    world.tenant.people.secrets.lock().unwrap().clear();
    for to in [Table, SecretsManager] {
        assert_eq!(moved(&world, to).await, MoveOutcome::Lost);
    }
    disconnect(&world).await.unwrap();
    for to in [Table, SecretsManager] {
        assert_eq!(moved(&world, to).await, MoveOutcome::NoSystemUser);
    }
}
