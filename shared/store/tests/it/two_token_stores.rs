//! System users' refresh tokens while both stores are in use, as between two deployments.

use crate::sealed_sign_ins::{Deployment, at_home, elsewhere, partition, sort};
use crate::{
    double::{self},
    samples::{at, registration_id},
    system_users::{account, refused, settings, sign_in},
    table::config,
};
use store::KEPT;
use store::system_users::{SystemUserSecret, SystemUsers, SystemUsersError, TokenStore};
use test_case::test_case;
use uuid::Uuid;

#[tokio::test]
async fn t61_what_is_removed_is_gone_from_both_stores_and_stays_removed() {
    let deployment = Deployment::new().await;
    let version = deployment
        .write(TokenStore::Table, "in the table", 10)
        .await;
    deployment.points_to(1, "another", 3).await;
    let stranger = sign_in("another account's", 3);
    deployment
        .write_of(TokenStore::Table, 1, &stranger, 11)
        .await;
    deployment
        .write(TokenStore::SecretsManager, "in a secret", 12)
        .await;
    let users = deployment.users(TokenStore::Table);
    users.remove(registration_id(1)).await.unwrap();
    assert_eq!(deployment.whereabouts().await, (false, false));
    let dump = deployment.table.dump().await;
    for name in ["data_key", "nonce", "sealed"] {
        assert!(!dump.contains(name), "{dump}");
    }
    for number in [2, 3] {
        let (partition, sort) = (partition(1), sort(number));
        let ends_at = deployment.table.ends_at(&partition, &sort).await;
        // It outlives the 35 days to which a table is restored, and takes the place of the row of then.
        assert_eq!(ends_at, (at(0) + KEPT).as_second());
    }
    for home in [TokenStore::Table, TokenStore::SecretsManager] {
        assert_eq!(deployment.reads(home, &version).await, None);
    }
    // A run that began before brings nothing back: the registration points to another one.
    let late = users
        .renew(
            registration_id(1),
            &version,
            &sign_in("late", 2),
            Uuid::from_u128(13),
        )
        .await;
    assert!(matches!(late, Err(SystemUsersError::Changed)));
    users.remove(registration_id(1)).await.unwrap();
    let again = deployment.write(TokenStore::Table, "again", 14).await;
    assert_eq!(
        deployment.reads(TokenStore::Table, &again).await,
        Some(at_home("again"))
    );
}

#[test_case(TokenStore::SecretsManager, TokenStore::Table; "to the table")]
#[test_case(TokenStore::Table, TokenStore::SecretsManager; "back")]
#[tokio::test]
async fn t65_a_token_of_the_other_store_serves_after_the_mode_was_switched(
    before: TokenStore,
    after: TokenStore,
) {
    let deployment = Deployment::new().await;
    let first = deployment.write(before, "first", 10).await;
    assert_eq!(
        deployment.reads(before, &first).await,
        Some(at_home("first"))
    );
    assert_eq!(
        deployment.reads(after, &first).await,
        Some(elsewhere("first"))
    );
    // The account signs in anew; then the mode is switched back, and an older token is still there.
    let second = deployment.write(after, "second", 11).await;
    assert_eq!(
        deployment.reads(after, &second).await,
        Some(at_home("second"))
    );
    assert_eq!(
        deployment.reads(before, &second).await,
        Some(elsewhere("second"))
    );
    // A callback that ended before the pointer moved.
    assert_eq!(
        deployment.reads(after, &first).await,
        Some(elsewhere("first"))
    );
}

#[tokio::test]
async fn t65_a_token_that_is_in_the_table_is_renewed_there_although_secrets_are_the_mode() {
    let deployment = Deployment::new().await;
    let first = deployment.write(TokenStore::Table, "first", 10).await;
    deployment.points_to(1, &first, 2).await;
    let newer = SystemUserSecret {
        written_at: at(1_000),
        ..sign_in("newer", 2)
    };
    let users = deployment.users(TokenStore::SecretsManager);
    let renewed = users
        .renew(registration_id(1), &first, &newer, Uuid::from_u128(11))
        .await
        .unwrap();
    assert_eq!(deployment.whereabouts().await, (false, true));
    assert_eq!(
        deployment.reads(TokenStore::SecretsManager, &renewed).await,
        Some(elsewhere("newer"))
    );
}

#[tokio::test]
async fn a_token_that_one_store_has_not_is_not_lost_while_the_other_does_not_answer() {
    let deployment = Deployment::new().await;
    let (endpoint, _) = double::serve(|_| refused("InternalServiceError")).await;
    let store = deployment.table.store.clone();
    let users = SystemUsers::new(&config(&endpoint), store, settings(TokenStore::Table));
    let read = users.read(registration_id(1), "version", account(2)).await;
    assert!(matches!(read, Err(SystemUsersError::Unavailable(_))));
}
