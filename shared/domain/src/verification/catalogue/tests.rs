use super::*;
use crate::{ids::ObjectId, registration::SystemUserConnection};
use jiff::Timestamp;
use std::collections::BTreeSet;
use uuid::Uuid;

#[test]
fn ids_are_unique_and_written_with_hyphens() {
    let ids: BTreeSet<_> = CATALOGUE.iter().map(|check| check.id).collect();
    assert_eq!(ids.len(), CATALOGUE.len());
    for id in ids {
        assert!(
            id.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
            "{id}"
        );
    }
}

#[test]
fn only_what_no_run_sees_takes_a_trip_of_the_administrator() {
    let connection = SystemUserConnection {
        object_id: ObjectId::from_uuid(Uuid::nil()),
        subject: "subject".to_owned(),
        user_principal_name: "cooperlink@contoso.example".to_owned(),
        connected_at: Timestamp::UNIX_EPOCH,
        claims: None,
        secret_version: "1".to_owned(),
        secret_written_at: Timestamp::UNIX_EPOCH,
    };
    let proofs = |connection: Option<&SystemUserConnection>| -> Vec<&str> {
        let proofs = CATALOGUE
            .iter()
            .filter(|check| check.look(connection) == Look::Proof);
        proofs.map(|check| check.id).collect()
    };
    assert_eq!(
        proofs(None),
        [
            "delegated-permissions",
            "permission-upgrade",
            "no-excess-permissions",
            "tenant-matches-customer",
            "customer-domain",
            "administrator-site-access",
        ]
    );
    assert_eq!(proofs(Some(&connection)), ["administrator-site-access"]);
}

#[test]
fn what_blocks_decides_a_service_and_advice_decides_none() {
    for check in &CATALOGUE {
        let decides = !check.services.is_empty();
        assert_eq!(
            decides,
            check.severity == Severity::Blocking,
            "{}",
            check.id
        );
    }
}
