//! Invitations by the hash of their token.

use crate::{
    samples::{at, hash, invitation, registration, registration_id},
    table::Table,
};
use domain::{
    invitation::{Invitation, Status},
    registration::Registration,
};
use store::{Commit, CommitError, InvitationWrite};

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
        table
            .store
            .withdraw_invitation(&second, at(6))
            .await
            .unwrap();
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
        invitation: Some((&only.token_hash, InvitationWrite::Complete(at(7)))),
        ..Commit::default()
    };
    table.store.commit(complete(&second, 1)).await.unwrap();
    let again = table.store.commit(complete(&third, 2)).await;
    assert!(matches!(again, Err(CommitError::InvitationEnded)));
    let loaded = table.store.load(registration.id).await.unwrap().unwrap();
    assert_eq!(loaded.registration.version, 2);

    // Used up is final: taking it back changes nothing, and is no error.
    table.store.withdraw_invitation(&only, at(6)).await.unwrap();
    let read = table.store.find_invitation(&hash(5)).await.unwrap();
    let read = read.unwrap();
    assert_eq!(read.status, Status::Completed);
    assert_eq!(read.completed_at, Some(at(7)));
}

#[tokio::test]
async fn t28_t31_a_change_is_written_only_while_its_invitation_is_as_it_demands() {
    use InvitationWrite::{Complete, Replace, Request, RequireNotWithdrawn, RequireOpen, Withdraw};
    let at = at(7);
    let date = dated(&invitation(1, 5), 7);
    for (write, open, withdrawn, completed, gone) in [
        (RequireOpen, true, false, false, false),
        (RequireNotWithdrawn, true, false, true, true),
        (Complete(at), true, false, false, false),
        (date, true, false, true, false),
        (Withdraw(at), true, true, true, false),
        (Replace(at), true, true, true, false),
        (Request { at, before: None }, true, true, true, false),
    ] {
        for (status, written) in [
            (Some(Status::Open), open),
            (Some(Status::Withdrawn), withdrawn),
            (Some(Status::Completed), completed),
            (None, gone),
        ] {
            let table = Table::new().await;
            let registration = registration(1, "contoso");
            let only = Invitation {
                status: status.unwrap_or(Status::Open),
                ..invitation(1, 5)
            };
            let created = table.store.create_registration(&registration, &only);
            created.await.unwrap();
            let hash = match status {
                Some(_) => only.token_hash.clone(),
                None => hash(9),
            };
            let changed = Registration {
                version: 2,
                ..registration.clone()
            };
            let commit = Commit {
                registration: Some((&changed, 1)),
                invitation: Some((&hash, write)),
                ..Commit::default()
            };
            let result = table.store.commit(commit).await;
            let loaded = table.store.load(registration.id).await.unwrap().unwrap();
            assert_eq!(result.is_ok(), written, "{write:?} of {status:?}");
            assert_eq!(
                loaded.registration.version == 2,
                written,
                "{write:?} of {status:?}: all or nothing"
            );
            if !written {
                assert!(matches!(result, Err(CommitError::InvitationEnded)));
            }
        }
    }
}

#[tokio::test]
async fn t28_a_withdrawn_invitation_is_kept_for_as_long_as_something_may_rest_on_it() {
    let table = Table::new().await;
    let (registration, only) = (registration(1, "contoso"), invitation(1, 5));
    let created = table.store.create_registration(&registration, &only);
    created.await.unwrap();
    table.store.withdraw_invitation(&only, at(6)).await.unwrap();
    let kept_until = at(6) + jiff::SignedDuration::from_hours(400 * 24);
    let dump = table.dump().await;
    assert!(dump.contains(&kept_until.as_second().to_string()), "{dump}");
}

fn dated(link: &Invitation, second: i64) -> InvitationWrite {
    InvitationWrite::Date {
        at: at(second),
        registration_id: link.registration_id,
        invitation_id: link.id,
    }
}

#[tokio::test]
async fn t28_a_link_that_connected_and_its_place_in_the_list_stay_until_it_is_withdrawn() {
    let table = Table::new().await;
    let (registration, only) = (registration(1, "contoso"), invitation(1, 5));
    let created = table.store.create_registration(&registration, &only);
    created.await.unwrap();
    let count = |dump: &str| dump.matches("expires_at").count();
    let before = count(&table.dump().await);
    let commit = Commit {
        invitation: Some((&only.token_hash, dated(&only, 3))),
        ..Commit::default()
    };
    table.store.commit(commit).await.unwrap();
    // The invitation's own end stays, as a value; the ends after which the table deletes the two items are gone.
    assert_eq!(count(&table.dump().await), before - 2);
    let listed = table.store.list_invitations(registration.id, None, 10);
    assert_eq!(listed.await.unwrap().items[0].completed_at, Some(at(3)));
    let now = at(10_000);
    table
        .store
        .withdraw_invitations(registration.id, now, now)
        .await
        .unwrap();
    let read = table.store.find_invitation(&only.token_hash).await;
    assert_eq!(read.unwrap().unwrap().status, Status::Withdrawn);
}

#[tokio::test]
async fn of_two_requests_of_one_moment_one_is_written() {
    let table = Table::new().await;
    let (registration, only) = (registration(1, "contoso"), invitation(1, 5));
    let created = table.store.create_registration(&registration, &only);
    created.await.unwrap();
    let request = async |second, before: Option<i64>| {
        let write = InvitationWrite::Request {
            at: at(second),
            before: before.map(at),
        };
        let commit = Commit {
            invitation: Some((&only.token_hash, write)),
            ..Commit::default()
        };
        table.store.commit(commit).await.is_ok()
    };
    assert!(request(3, None).await);
    assert!(!request(4, None).await);
    assert!(request(5, Some(3)).await);
    assert!(!request(6, Some(3)).await);
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
            invitation: Some((&only.token_hash, dated(&only, second + 10))),
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
        invitation: Some((&gone, dated(&invitation(1, 5), 4))),
        ..Commit::default()
    };
    let refused = table.store.commit(commit).await;
    assert!(matches!(refused, Err(CommitError::InvitationEnded)));
    assert!(table.store.find_invitation(&gone).await.unwrap().is_none());
}
