//! Invitations by the hash of their token.

use crate::{
    samples::{at, hash, invitation, registration, registration_id},
    table::Table,
};
use domain::{invitation::Status, registration::Registration};
use store::{Commit, CommitError, StoreError};

#[tokio::test]
async fn t28_an_invitation_is_found_by_its_hash_and_can_be_withdrawn_twice() {
    let table = Table::new().await;
    let first = invitation(1, 5);
    table
        .store
        .create_registration(&registration(1, "contoso"), &first)
        .await
        .unwrap();
    let second = invitation(1, 6);
    table.store.create_invitation(&second).await.unwrap();
    assert_eq!(
        table
            .store
            .find_invitation(&hash(5))
            .await
            .unwrap()
            .as_ref(),
        Some(&first)
    );
    assert!(
        table
            .store
            .find_invitation(&hash(9))
            .await
            .unwrap()
            .is_none()
    );
    let by_id = table
        .store
        .find_invitation_by_id(registration_id(1), second.id)
        .await
        .unwrap();
    assert_eq!(by_id.as_ref(), Some(&second));
    let foreign = table
        .store
        .find_invitation_by_id(registration_id(2), second.id)
        .await
        .unwrap();
    assert!(
        foreign.is_none(),
        "an id of another registration names nothing"
    );

    for _ in 0..2 {
        table.store.withdraw_invitation(&second).await.unwrap();
        let read = table
            .store
            .find_invitation(&hash(6))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(read.status, Status::Withdrawn);
        assert!(!read.is_usable(at(1)));
    }
    assert!(
        table
            .store
            .find_invitation(&hash(5))
            .await
            .unwrap()
            .unwrap()
            .is_usable(at(1))
    );
}

#[tokio::test]
async fn the_same_registration_or_invitation_is_not_written_twice() {
    let table = Table::new().await;
    let registration = registration(1, "contoso");
    table
        .store
        .create_registration(&registration, &invitation(1, 5))
        .await
        .unwrap();
    assert!(
        table
            .store
            .create_registration(&registration, &invitation(1, 6))
            .await
            .is_err()
    );
    assert!(
        table
            .store
            .create_invitation(&invitation(1, 5))
            .await
            .is_err()
    );
    assert!(
        table
            .store
            .find_invitation(&hash(6))
            .await
            .unwrap()
            .is_none(),
        "all or nothing"
    );
}

#[tokio::test]
async fn t31_an_invitation_is_used_up_once_and_with_it_nothing_else_is_written() {
    let table = Table::new().await;
    let registration = registration(1, "contoso");
    let only = invitation(1, 5);
    table
        .store
        .create_registration(&registration, &only)
        .await
        .unwrap();
    let changed = |version: u64| Registration {
        version,
        ..registration.clone()
    };
    let (second, third) = (changed(2), changed(3));
    let complete = |registration, expected| Commit {
        registration: Some((registration, expected)),
        complete_invitation: Some((&only.token_hash, at(7))),
        ..Commit::default()
    };
    table.store.commit(complete(&second, 1)).await.unwrap();
    let again = table.store.commit(complete(&third, 2)).await;
    assert!(matches!(
        again,
        Err(CommitError::Store(StoreError::Conflict))
    ));
    let loaded = table.store.load(registration.id).await.unwrap().unwrap();
    assert_eq!(loaded.registration.version, 2);

    // Used up is final: taking it back changes nothing, and is no error.
    table.store.withdraw_invitation(&only).await.unwrap();
    let read = table.store.find_invitation(&hash(5)).await.unwrap();
    let read = read.unwrap();
    assert_eq!(read.status, Status::Completed);
    assert_eq!(read.completed_at, Some(at(7)));
}

#[tokio::test]
async fn t28_a_withdrawn_invitation_completes_nothing() {
    let table = Table::new().await;
    let registration = registration(1, "contoso");
    let only = invitation(1, 5);
    table
        .store
        .create_registration(&registration, &only)
        .await
        .unwrap();
    table.store.withdraw_invitation(&only).await.unwrap();
    let commit = Commit {
        complete_invitation: Some((&only.token_hash, at(7))),
        ..Commit::default()
    };
    assert!(matches!(
        table.store.commit(commit).await,
        Err(CommitError::Store(StoreError::Conflict))
    ));
}

#[tokio::test]
async fn the_first_time_a_link_is_opened_and_done_is_kept() {
    let table = Table::new().await;
    let (registration, only) = (registration(1, "contoso"), invitation(1, 5));
    let created = table.store.create_registration(&registration, &only);
    created.await.unwrap();
    for second in [3, 4] {
        let opened = table.store.mark_opened(&only.token_hash, at(second));
        opened.await.unwrap();
        let commit = Commit {
            date_invitation: Some((&only.token_hash, at(second + 10))),
            ..Commit::default()
        };
        table.store.commit(commit).await.unwrap();
        let read = table.store.find_invitation(&only.token_hash).await;
        let read = read.unwrap().unwrap();
        assert_eq!(read.status, Status::Open);
        assert_eq!(
            (read.opened_at, read.completed_at),
            (Some(at(3)), Some(at(13)))
        );
    }
}

#[tokio::test]
async fn a_link_that_is_gone_is_not_made_by_opening_or_dating_it() {
    let table = Table::new().await;
    table.store.mark_opened(&hash(5), at(3)).await.unwrap();
    let gone = hash(5);
    let commit = Commit {
        date_invitation: Some((&gone, at(4))),
        ..Commit::default()
    };
    let refused = table.store.commit(commit).await;
    assert!(matches!(
        refused,
        Err(CommitError::Store(StoreError::Conflict))
    ));
    assert!(table.store.find_invitation(&gone).await.unwrap().is_none());
}
