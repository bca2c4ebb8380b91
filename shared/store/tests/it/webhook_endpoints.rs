//! Endpoints of webhooks over time.

use crate::{samples::at, table::Table};
use domain::webhook::{
    DeliveryAttempt, DeliveryOutcome, DisabledFor, EndpointConfiguration, EndpointDisabling,
    EndpointId, EndpointState, PingResult,
};
use jiff::SignedDuration;

fn id(name: &str) -> EndpointId {
    name.to_owned().try_into().unwrap()
}

fn attempt(outcome: DeliveryOutcome, second: i64) -> DeliveryAttempt {
    DeliveryAttempt {
        at: at(second),
        outcome,
        status: None,
        retry_after: None,
    }
}

fn usable(is_on: bool) -> EndpointConfiguration<'static> {
    EndpointConfiguration::Usable {
        host: "app.example",
        is_on,
    }
}

#[tokio::test]
async fn one_worker_begins_the_trial_of_an_endpoint() {
    let table = Table::new().await;
    let app = id("app");
    let trial = async |second: i64| {
        let every = SignedDuration::from_secs(50);
        table.store.begin_trial(&app, at(second), every).await
    };
    assert!(!trial(0).await.unwrap(), "an endpoint that is not known");
    let failed = attempt(DeliveryOutcome::Refused, 1);
    table.store.note_delivery(&app, &failed).await.unwrap();
    for (second, begins) in [
        (10, true),
        (10, false),
        (59, false),
        (60, true),
        (61, false),
    ] {
        assert_eq!(trial(second).await.unwrap(), begins, "{second}");
    }
    let known = table.store.webhook_endpoints().await.unwrap();
    assert_eq!(known[0].failing_since, Some(at(1)), "still readable");
}

#[tokio::test]
async fn an_endpoint_is_known_from_its_configuration_and_its_attempts() {
    let table = Table::new().await;
    let store = &table.store;
    assert!(store.webhook_endpoints().await.unwrap().is_empty());
    let app = id("app");
    store.note_configured(&app, usable(true)).await.unwrap();
    let state = async || store.webhook_endpoints().await.unwrap()[0].clone();
    assert_eq!(state().await.state(), EndpointState::Active);
    assert_eq!(state().await.host.as_deref(), Some("app.example"));

    let first = store
        .note_delivery(&app, &attempt(DeliveryOutcome::Refused, 1))
        .await
        .unwrap();
    let second = store
        .note_delivery(&app, &attempt(DeliveryOutcome::TimedOut, 2))
        .await
        .unwrap();
    assert_eq!(first.failing_since, Some(at(1)));
    assert_eq!(second.failing_since, Some(at(1)), "since the first failure");
    assert_eq!(second.last_failure_at, Some(at(2)));
    let third = store
        .note_delivery(&app, &attempt(DeliveryOutcome::Delivered, 3))
        .await
        .unwrap();
    assert_eq!(
        (third.failing_since, third.last_success_at),
        (None, Some(at(3)))
    );

    let disable = async |second: i64, reason| {
        let disabled = EndpointDisabling {
            at: at(second),
            reason,
        };
        store.disable_endpoint(&app, &disabled).await.unwrap();
    };
    disable(4, DisabledFor::Gone).await;
    disable(5, DisabledFor::Failing).await;
    let disabled = state().await.disabled.unwrap();
    assert_eq!((disabled.at, disabled.reason), (at(4), DisabledFor::Gone));
    store
        .note_delivery(&app, &attempt(DeliveryOutcome::Refused, 5))
        .await
        .unwrap();
    let enabled = store.enable_endpoint(&app, at(6)).await.unwrap().unwrap();
    assert_eq!((enabled.disabled, enabled.failing_since), (None, None));
    assert_eq!(enabled.state(), EndpointState::Active);
    assert!(
        store
            .enable_endpoint(&id("nobody"), at(6))
            .await
            .unwrap()
            .is_none()
    );

    let ping = PingResult {
        id: "01930000-0000-7000-8000-000000000001".parse().unwrap(),
        at: at(7),
        outcome: DeliveryOutcome::Delivered,
        status: Some(200),
    };
    store.note_ping(&app, &ping).await.unwrap();
    assert_eq!(state().await.last_ping, Some(ping));
    store.note_configured(&app, usable(false)).await.unwrap();
    assert_eq!(state().await.state(), EndpointState::SwitchedOff);
    store
        .note_configured(&app, EndpointConfiguration::Unusable)
        .await
        .unwrap();
    assert_eq!(state().await.state(), EndpointState::Misconfigured);
    assert_eq!(state().await.host.as_deref(), Some("app.example"));
    store
        .note_configured(&app, EndpointConfiguration::Removed)
        .await
        .unwrap();
    assert_eq!(state().await.state(), EndpointState::Removed);
}
