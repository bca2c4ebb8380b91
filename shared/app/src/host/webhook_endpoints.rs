//! Endpoints of the host app for events, as the host app sees them. They belong to the stage: a key that is restricted to
//! customers sees none (T52).

use crate::{
    host::api_key::Caller,
    limits::{Allowance, PINGS},
    secrets::new_id,
};
use domain::{
    clock::{Clock, Machine, RandomUnavailable},
    ids::EventId,
    webhook::{EndpointId, EndpointRecord, EndpointState},
};
use jiff::{SignedDuration, Timestamp};
use store::{DeliveryLog, DeliveryMessage, PingRequest, Queue, QueueError, Store, StoreError};

/// Reason why an endpoint was not shown, tried or enabled.
#[derive(Debug, thiserror::Error)]
pub enum WebhookEndpointError {
    /// There is no endpoint of that name, or the key does not see it.
    #[error("there is no such endpoint")]
    NotFound,
    /// Nothing is sent to the endpoint, because the operator switched it off.
    #[error("the endpoint is switched off")]
    SwitchedOff,
    /// Nothing can be sent to the endpoint, because the operator's entry for it cannot be used.
    #[error("the endpoint is misconfigured")]
    Misconfigured,
    /// The endpoint got too many pings within a minute.
    #[error("too many pings")]
    TooManyPings(Allowance),
    /// The table could not be used.
    #[error("the table cannot be used")]
    Store(#[from] StoreError),
    /// The queue could not be used.
    #[error("the queue cannot be used")]
    Queue(#[from] QueueError),
    /// The system gave no random bytes.
    #[error(transparent)]
    Random(#[from] RandomUnavailable),
}

/// An endpoint and the events that wait for it.
#[derive(Debug, Clone)]
pub struct EndpointBacklog {
    /// Record of the endpoint.
    pub record: EndpointRecord,
    /// Instant of the oldest event that waits for the endpoint.
    pub oldest_waiting_at: Option<Timestamp>,
}

/// Lists all endpoints.
///
/// # Errors
/// See [`WebhookEndpointError`].
pub async fn list(
    store: &Store,
    caller: &Caller,
) -> Result<Vec<EndpointBacklog>, WebhookEndpointError> {
    if !sees_endpoints(caller) {
        return Ok(Vec::new());
    }
    let (known, oldest) = tokio::try_join!(store.webhook_endpoints(), store.oldest_waiting())?;
    let endpoint = |record: EndpointRecord| EndpointBacklog {
        oldest_waiting_at: oldest.get(&record.id).copied(),
        record,
    };
    Ok(known.into_iter().map(endpoint).collect())
}

/// Lists the deliveries to an endpoint, newest event first: those of at most `reads` events from the cursor on.
///
/// # Errors
/// See [`WebhookEndpointError`].
pub async fn deliveries(
    store: &Store,
    caller: &Caller,
    id: &EndpointId,
    before: Option<EventId>,
    reads: i32,
) -> Result<DeliveryLog, WebhookEndpointError> {
    find(store, caller, id).await?;
    Ok(store.list_deliveries(id, before, reads).await?)
}

/// Enables an endpoint that was disabled.
///
/// # Errors
/// See [`WebhookEndpointError`].
pub async fn enable(
    store: &Store,
    clock: &dyn Clock,
    caller: &Caller,
    id: &EndpointId,
) -> Result<EndpointBacklog, WebhookEndpointError> {
    find(store, caller, id).await?;
    let enabled = store.enable_endpoint(id, clock.now()).await?;
    Ok(EndpointBacklog {
        record: enabled.ok_or(WebhookEndpointError::NotFound)?,
        oldest_waiting_at: None,
    })
}

/// Sends a ping to an endpoint, even a disabled one, and returns the id that it carries. Only a few pings a minute are allowed
/// per endpoint, so that they keep no event waiting.
///
/// # Errors
/// See [`WebhookEndpointError`].
pub async fn ping(
    store: &Store,
    queue: &Queue,
    machine: Machine<'_>,
    caller: &Caller,
    id: EndpointId,
) -> Result<(EventId, Allowance), WebhookEndpointError> {
    match find(store, caller, &id).await?.state() {
        EndpointState::Active | EndpointState::Disabled => {}
        EndpointState::SwitchedOff => return Err(WebhookEndpointError::SwitchedOff),
        EndpointState::Misconfigured => return Err(WebhookEndpointError::Misconfigured),
        EndpointState::Removed => return Err(WebhookEndpointError::NotFound),
    }
    let allowance = PINGS.spend(store, machine.now(), id.as_str()).await?;
    let allowance = allowance.map_err(WebhookEndpointError::TooManyPings)?;
    let ping_id = EventId::from_uuid(new_id::generate(machine.now(), machine.random)?);
    let request = PingRequest {
        endpoint_id: id,
        id: ping_id,
    };
    queue
        .send(&DeliveryMessage::Ping(request), SignedDuration::ZERO)
        .await?;
    Ok((ping_id, allowance))
}

async fn find(
    store: &Store,
    caller: &Caller,
    id: &EndpointId,
) -> Result<EndpointRecord, WebhookEndpointError> {
    if !sees_endpoints(caller) {
        return Err(WebhookEndpointError::NotFound);
    }
    let known = store.webhook_endpoints().await?;
    let found = known.into_iter().find(|record| record.id == *id);
    found.ok_or(WebhookEndpointError::NotFound)
}

/// Whether the key sees endpoints: they belong to the stage, so a key that is restricted to customers sees none.
pub fn sees_endpoints(caller: &Caller) -> bool {
    caller.customers.is_none()
}
