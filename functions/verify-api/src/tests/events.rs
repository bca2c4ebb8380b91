//! The feed of events and the endpoints of webhooks: what a poll may ask, and what is answered.

use super::{
    ID, ask, called, function,
    stored::{Stored, key},
};
use crate::events::view::{
    EventAnswerSchema, EventLinksSchema, EventReasonSchema, EventRegistrationSchema, EventSchema,
    EventUsabilitySchema,
};
use domain::event::{Envelope, EventKind};
use hostile_events::Event;
use serde_json::{Value, json};
use test_case::test_case;
use utoipa::PartialSchema as _;

async fn asked(event: &Event) -> (u16, Value) {
    let answer = ask(&function().await, &event.text()).await;
    let status = answer.status().as_u16();
    (status, serde_json::from_str(answer.body()).unwrap())
}

#[tokio::test]
async fn a_poll_always_gives_a_cursor() {
    for query in [
        "",
        "limit=1",
        "types=registration.broken,invitation.expired",
    ] {
        let (status, page) = asked(&called("GET", "/v1/events", query)).await;
        assert_eq!(status, 200, "{query}: {page}");
        assert_eq!(
            (&page["items"], &page["has_more"]),
            (&Value::Array(vec![]), &Value::Bool(false))
        );
        assert!(page["next_after"].is_string(), "{page}");
    }
}

#[test_case("after=", 400, "after"; "an empty cursor")]
#[test_case("after=nonsense", 400, "after"; "no cursor")]
#[test_case("after=ffffffff-ffff-4fff-8fff-ffffffffffff", 400, "after"; "no cursor of ours")]
#[test_case("cursor=x", 422, "cursor"; "the name of other lists")]
#[test_case("types=", 422, "types"; "no type")]
#[test_case("types=registration.broken,", 422, "types"; "an empty type")]
#[test_case("types=registration.health_changed", 422, "types"; "a former type")]
#[test_case("registration_id=1", 422, "registration_id"; "no id")]
#[test_case("limit=101", 422, "limit"; "too many")]
#[tokio::test]
async fn a_poll_that_cannot_be_read_names_its_parameter(query: &str, expected: u16, name: &str) {
    let (status, problem) = asked(&called("GET", "/v1/events", query)).await;
    assert_eq!(status, expected, "{problem}");
    assert_eq!(problem["errors"][0]["parameter"], name, "{problem}");
    if query == "after=" {
        assert!(
            problem["detail"]
                .as_str()
                .unwrap()
                .contains("leave after out")
        );
    }
}

#[tokio::test]
async fn events_of_a_registration_that_is_not_there_are_not_there_and_of_an_erased_one_gone() {
    let keys = [
        key("firstkey", &json!({})),
        key("fewer1ch", &json!({"customer_ids": ["fabrikam"]})),
    ];
    let world = Stored::new(keys.to_vec()).await;
    let id = world.register("firstkey", "contoso").await;
    let ask = async |key: &str, id: &str| {
        let query = format!("registration_id={id}");
        let (status, mut told) = world.get(key, "/v1/events", &query).await;
        told["request_id"] = Value::Null;
        (status, told)
    };
    assert_eq!(ask("firstkey", &id).await.0, 200);
    let absent = ask("fewer1ch", ID).await;
    assert_eq!(absent.0, 404);
    assert_eq!(ask("fewer1ch", &id).await, absent);
    let erase = Event::new("DELETE", &format!("/v1/registrations/{id}"), "");
    assert_eq!(world.send("firstkey", erase).await.status(), 202);
    let (status, told) = ask("firstkey", &id).await;
    assert_eq!((status, &told["state"]), (410, &json!("erasing")), "{told}");
    assert_eq!(ask("fewer1ch", &id).await, absent);
}

#[tokio::test]
async fn a_cursor_older_than_what_is_kept_is_gone() {
    // November 2024.
    let query = "after=01930000-0000-7000-8000-00000000002f";
    let (status, problem) = asked(&called("GET", "/v1/events", query)).await;
    assert_eq!(status, 410, "{problem}");
    assert!(
        problem["type"]
            .as_str()
            .unwrap()
            .ends_with("/problems/cursor-expired")
    );
}

#[tokio::test]
async fn an_endpoint_that_is_not_configured_is_not_there() {
    let (status, list) = asked(&called("GET", "/v1/webhook-endpoints", "")).await;
    assert_eq!((status, &list["items"]), (200, &Value::Array(vec![])));
    let path = "/v1/webhook-endpoints/app";
    let deliveries = called("GET", &format!("{path}/deliveries"), "");
    assert_eq!(asked(&deliveries).await.0, 404);
    for action in ["ping", "enable"] {
        let call =
            called("POST", &format!("{path}/{action}"), "").header("idempotency-key", "key-1");
        assert_eq!(asked(&call).await.0, 404, "{action}");
    }
}

/// The names of an object's members.
fn members(value: &Value) -> Vec<String> {
    let mut names: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
    names.sort();
    names
}

#[test]
fn the_description_of_an_event_names_what_is_written() {
    let event = json!({
        "id": "01930000-0000-7000-8000-000000000001", "type": EventKind::Broken.name(),
        "created_at": "2026-11-29T12:00:00Z", "reasons": [{"check": null, "finding": "x", "acts": null}],
        "registration": {
            "id": "01930000-0000-7000-8000-00000000002f", "customer_id": "contoso", "sequence": 1,
            "stage": "connected", "health": "broken", "metadata": {},
            "usable": {
                "sharepoint": {"answer": "yes", "since": "2026-11-29T12:00:00Z", "reasons": []},
                "mail": {"answer": "yes", "since": "2026-11-29T12:00:00Z", "reasons": []},
            },
        },
    });
    let event = serde_json::from_value(event).unwrap();
    let written = serde_json::to_value(Envelope::of(&event, "https://api.example")).unwrap();
    let described = [
        ("", EventSchema::schema()),
        ("/registration", EventRegistrationSchema::schema()),
        ("/registration/usable", EventUsabilitySchema::schema()),
        ("/registration/usable/mail", EventAnswerSchema::schema()),
        ("/reasons/0", EventReasonSchema::schema()),
        ("/links", EventLinksSchema::schema()),
    ];
    for (pointer, schema) in described {
        let schema = serde_json::to_value(schema).unwrap();
        let written = written.pointer(pointer).unwrap();
        assert_eq!(
            members(&schema["properties"]),
            members(written),
            "{pointer}"
        );
    }
}
