//! Support codes: each finds one registration.

use crate::{
    samples::{invitation, registration, registration_id, support_code},
    table::Table,
};
use domain::registration::Registration;

#[tokio::test]
async fn a_support_code_finds_its_registration_alone() {
    let table = Table::new().await;
    for number in [1, 2] {
        let byte = u8::try_from(number).unwrap();
        let (registration, invitation) =
            (registration(number, "contoso"), invitation(number, byte));
        let created = table.store.create_registration(&registration, &invitation);
        created.await.unwrap();
    }
    for (code, found) in [(1, Some(1)), (2, Some(2)), (3, None)] {
        let id = table.store.find_by_support_code(support_code(code)).await;
        assert_eq!(id.unwrap(), found.map(registration_id), "{code}");
    }
}

#[tokio::test]
async fn a_support_code_that_is_there_creates_nothing() {
    let table = Table::new().await;
    let first = registration(1, "contoso");
    let (one, other) = (invitation(1, 1), invitation(2, 2));
    let created = table.store.create_registration(&first, &one);
    created.await.unwrap();
    let second = Registration {
        support_code: first.support_code,
        ..registration(2, "fabrikam")
    };
    let refused = table.store.create_registration(&second, &other);
    assert!(refused.await.unwrap_err().is_conflict());
    assert!(table.store.load(second.id).await.unwrap().is_none());
    let found = table.store.find_by_support_code(first.support_code).await;
    assert_eq!(found.unwrap(), Some(first.id));
}
