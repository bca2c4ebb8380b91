//! Pings of the endpoints of webhooks: how many, and to which.

use super::stored::{Stored, json_of, key, kind};
use domain::webhook::{EndpointConfiguration, EndpointState};
use http::Response;
use serde_json::json;
use test_case::test_case;

async fn with_endpoint(configured: &[EndpointConfiguration<'_>]) -> Stored {
    let world = Stored::new(vec![key("abcdefgh", &json!({}))]).await;
    let store = &world.api.deps.verifier.store;
    let id = "app".to_owned().try_into().unwrap();
    for configured in configured {
        store.note_configured(&id, *configured).await.unwrap();
    }
    world
}

async fn ping(world: &Stored, call: u8) -> Response<String> {
    let path = "/v1/webhook-endpoints/app/ping";
    world
        .post("abcdefgh", path, &call.to_string(), &json!({}))
        .await
}

const ON: EndpointConfiguration<'_> = EndpointConfiguration::Usable {
    host: "app.example",
    is_on: true,
};

#[tokio::test]
async fn t81_an_endpoint_takes_five_pings_a_minute_and_a_repeat_counts_for_none() {
    let world = with_endpoint(&[ON]).await;
    let mut refused = None;
    // Twice as many, so that a minute that ends in between gives no other result.
    for call in 0..12 {
        let answer = ping(&world, call).await;
        if answer.status() == 429 {
            refused = Some(answer);
            break;
        }
        assert_eq!(answer.status(), 202, "{}", answer.body());
        let told = answer.headers()["ratelimit-policy"].to_str().unwrap();
        assert!(told.starts_with(r#""pings";q=5;w=60, "#), "{told}");
        let again = ping(&world, call).await;
        assert_eq!(again.headers()["idempotent-replayed"], "true");
        assert_eq!(json_of(&again), json_of(&answer));
    }
    let refused = refused.unwrap();
    assert_eq!(kind(&refused), "rate-limited");
    assert!(refused.headers().contains_key("retry-after"));
}

#[test_case(&[ON, EndpointConfiguration::Usable { host: "app.example", is_on: false }], EndpointState::SwitchedOff, 409; "switched off")]
#[test_case(&[ON, EndpointConfiguration::Unusable], EndpointState::Misconfigured, 409; "misconfigured")]
#[test_case(&[ON, EndpointConfiguration::Removed], EndpointState::Removed, 404; "removed")]
#[tokio::test]
async fn an_endpoint_that_gets_nothing_is_not_pinged(
    configured: &[EndpointConfiguration<'static>],
    state: EndpointState,
    expected: u16,
) {
    let world = with_endpoint(configured).await;
    let (_, listed) = world.get("abcdefgh", "/v1/webhook-endpoints", "").await;
    assert_eq!(listed["items"][0]["state"], json!(state));
    let answer = ping(&world, 1).await;
    assert_eq!(answer.status(), expected, "{}", answer.body());
    if expected == 409 {
        assert_eq!(kind(&answer), "not-possible-now");
        let detail = json_of(&answer)["detail"].to_string();
        assert!(detail.contains("operator"), "{detail}");
    }
}
