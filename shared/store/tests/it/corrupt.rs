//! Rows that contradict their types: the error names the kind of row and of contradiction, and quotes nothing of it.

use crate::{
    samples::{event, invitation, registration},
    table::Table,
};
use aws_sdk_dynamodb::types::AttributeValue;
use std::{collections::HashMap, error::Error};
use store::{Commit, MessageError, RemovalMessage, StoreError, VerificationMessage};
use test_case::test_case;

const NAME: &str = "Anna Peeters";

/// All texts that a log could print of an error.
fn texts(error: &dyn Error) -> String {
    let mut texts = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        texts.push(format!("{error:?} {error}"));
        next = error.source();
    }
    texts.join(" ")
}

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

#[test_case(text(NAME); "a text")]
#[test_case(AttributeValue::L(vec![text(NAME)]); "a list")]
#[test_case(AttributeValue::M(HashMap::from([(NAME.to_owned(), text(NAME))])); "a map")]
#[tokio::test]
async fn t59_the_error_of_a_row_that_does_not_fit_quotes_no_value_of_it(value: AttributeValue) {
    let table = Table::new().await;
    let (registration, link) = (registration(1, "contoso"), invitation(1, 5));
    let created = table.store.create_registration(&registration, &link);
    created.await.unwrap();
    let told = event(1, 1, 1);
    let commit = Commit {
        events: std::slice::from_ref(&told),
        ..Commit::default()
    };
    table.store.commit(commit).await.unwrap();

    let of_registration = format!("REG#{}", registration.id);
    let of_link = format!("INV#{}", link.token_hash.as_str());
    let event_id = told.id.to_string();
    let mut refused = 0;
    for (partition, sort) in [
        (of_registration.as_str(), "REGISTRATION"),
        (&of_registration, "REGISTRATION#STANDING"),
        (&of_link, "INVITATION"),
        ("EVENTS", &event_id),
    ] {
        let row = table.item(partition, sort).await;
        for name in row.keys() {
            // Keys of the table and of its indexes are texts and numbers whatever happens.
            let is_key = matches!(row[name], AttributeValue::S(_) | AttributeValue::N(_))
                && !["value", "lifecycle", "version"].contains(&name.as_str());
            if is_key {
                continue;
            }
            table.set(partition, sort, name, value.clone()).await;
            let errors = [
                table.store.load(registration.id).await.err(),
                table.store.find_invitation(&link.token_hash).await.err(),
                claimed(&table, &told).await.err(),
            ];
            for error in errors.into_iter().flatten() {
                assert!(error.is_corrupt(), "{error:?}");
                assert!(!texts(&error).contains(NAME), "{}", texts(&error));
                refused += 1;
            }
            table.put(row.clone()).await;
        }
    }
    assert!(refused > 5, "only {refused}");
}

async fn claimed(table: &Table, told: &domain::event::Event) -> Result<(), StoreError> {
    let deliveries = AttributeValue::M(HashMap::from([(NAME.to_owned(), text(NAME))]));
    let id = told.id.to_string();
    table.set("EVENTS", &id, "deliveries", deliveries).await;
    let (now, until) = (crate::samples::at(1_000), crate::samples::at(1_120));
    let claimed = table.store.claim_event(told.id, now, until).await;
    claimed.map(drop)
}

#[test]
fn t59_the_error_of_a_message_that_cannot_be_read_quotes_nothing_of_it() {
    let text = format!(r#"{{"version":1,"registration_id":"{NAME}","{NAME}":1}}"#);
    let errors: [MessageError; 2] = [
        VerificationMessage::parse(&text).unwrap_err(),
        RemovalMessage::parse(&text).unwrap_err(),
    ];
    for error in errors {
        assert!(!texts(&error).contains(NAME), "{}", texts(&error));
    }
}

#[tokio::test]
async fn a_registration_that_cannot_be_read_is_counted_on_its_page() {
    let table = Table::new().await;
    for number in 1..=3 {
        let link = invitation(number, u8::try_from(number).unwrap());
        let created = registration(number, "contoso");
        let created = table.store.create_registration(&created, &link);
        created.await.unwrap();
    }
    let spoilt = format!("REG#{}", registration(2, "contoso").id);
    table.spoil(&spoilt, "REGISTRATION", "lifecycle").await;
    let page = table.store.list_registrations(None, None, 10).await;
    let page = page.unwrap();
    assert_eq!((page.registrations.len(), page.unreadable), (2, 1));
}
