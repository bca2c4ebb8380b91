//! Delivers events to the host app's endpoints.
//!
//! 1. A worker takes an event that is due; no other worker takes it for two minutes. A message that comes twice thus does no
//!    harm.
//! 2. It sends to each endpoint that is switched on, not disabled and due, to all at the same time. A failing endpoint gets one
//!    trial per tick, with one of its events; its other deliveries are put off without an attempt, so that it takes no time
//!    from the others. Deliveries to an endpoint whose entry cannot be used wait for the operator.
//! 3. It records the outcome in the event, with the time of the next attempt. If the worker dies in between, the event is due
//!    again and is sent once more under the same id.
//! 4. It notes the endpoint's health, and disables an endpoint that answers 410 or does nothing but fail for five days.
//!
//! A message of another kind tries one endpoint, or notes the configuration of all.

mod configuration;

use crate::limits::ENDPOINT_TRIAL_EVERY;
use configuration::{Configuration, DeliveryTarget};
use domain::{
    clock::{Clock, Machine, RandomUnavailable},
    event::Envelope,
    ids::EventId,
    schedule::Jitter,
    webhook::{
        Delivery, DeliveryAttempt, DeliveryOutcome, DeliveryState, DisabledFor,
        EndpointConfiguration, EndpointDisabling, EndpointId, EndpointRecord, PingResult, Reach,
    },
};
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use std::{collections::BTreeMap, sync::Arc};
use store::{
    DeliveryClaim, DeliveryMessage, PingRequest, Store, StoreError,
    secrets::{Secrets, SecretsError, WebhookSecret},
};
use webhook::Sender;

/// Time for which no other worker takes the event: longer than an invocation lasts.
const CLAIM: SignedDuration = SignedDuration::from_secs(120);

/// Waiting time after which a delivery is reported to the operator.
const LATE: SignedDuration = SignedDuration::from_hours(1);

/// Reason why a message could not be worked off; the queue delivers it again.
#[derive(Debug, thiserror::Error)]
pub enum DeliverError {
    /// The table could not be used.
    #[error("the table cannot be used")]
    Store(#[from] StoreError),
    /// The endpoints could not be read.
    #[error("the webhook endpoints cannot be read")]
    Secrets(#[from] SecretsError),
    /// The system gave no random bytes.
    #[error(transparent)]
    Random(#[from] RandomUnavailable),
    /// The body could not be written.
    #[error("the event cannot be written as JSON")]
    Body(#[from] serde_json::Error),
}

/// Outcome of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryProgress {
    /// Every endpoint has taken the event, or none wants it.
    Done,
    /// Another attempt follows.
    Waiting,
    /// Nothing to do: the event is not due, or another worker has it.
    Dropped,
}

/// Delivers events.
pub struct Deliverer {
    /// The table.
    pub store: Store,
    /// The endpoints with their keys.
    pub secrets: Arc<Secrets>,
    /// Sends the requests.
    pub sender: Sender,
    /// Places that the deployment delivers to.
    pub reach: Reach,
    /// Origin of the API, without a closing slash.
    pub origin: String,
}

impl Deliverer {
    /// Works off one message.
    ///
    /// # Errors
    /// See [`DeliverError`].
    pub async fn work_off(
        &self,
        machine: Machine<'_>,
        message: &DeliveryMessage,
    ) -> Result<DeliveryProgress, DeliverError> {
        match message {
            DeliveryMessage::Event(id) => self.deliver(machine, *id).await,
            DeliveryMessage::Ping(ping) => self.ping(machine.clock, ping).await,
            DeliveryMessage::Survey => self.survey(machine.now()).await,
        }
    }

    async fn deliver(
        &self,
        machine: Machine<'_>,
        id: EventId,
    ) -> Result<DeliveryProgress, DeliverError> {
        let now = machine.now();
        let mut jitter = [0];
        machine.random.fill(&mut jitter)?;
        let [jitter] = jitter;
        let configuration = Configuration::read(&self.secrets, self.reach, now).await?;
        let Some(mut claimed) = self.store.claim_event(id, now, now + CLAIM).await? else {
            return Ok(DeliveryProgress::Dropped);
        };
        let known = self.store.webhook_endpoints().await?;
        settle(&mut claimed, &configuration, &known, now, jitter);
        let due = self.admitted(&mut claimed, &configuration, &known, now, jitter);
        let due = due.await?;
        let body = serde_json::to_string(&Envelope::of(&claimed.event, &self.origin))?;
        let attempts = self.send_to(machine.clock, &due, id, &body).await;
        for (endpoint, attempt) in &attempts {
            let delivery = claimed.deliveries.get(endpoint).copied();
            let delivery = delivery.unwrap_or_else(|| Delivery::new(now));
            let after = delivery.after(attempt, jitter);
            log_attempt(&claimed, endpoint, &after);
            claimed.deliveries.insert(endpoint.clone(), after);
        }
        let next_at = claimed
            .deliveries
            .values()
            .filter_map(|delivery| delivery.next_at)
            .min();
        match self.store.record_deliveries(&claimed, next_at).await {
            // It took longer than the claim: the other worker's record stands, and the endpoint knows the id.
            Err(error) if error.is_conflict() => return Ok(DeliveryProgress::Dropped),
            recorded => recorded?,
        }
        for (endpoint, attempt) in &attempts {
            self.note(endpoint, attempt).await?;
        }
        Ok(match next_at {
            Some(_) => DeliveryProgress::Waiting,
            None => DeliveryProgress::Done,
        })
    }

    /// The endpoints to send to now. If another event is this tick's trial of a failing endpoint, the delivery of this one is
    /// put off.
    async fn admitted<'a>(
        &self,
        claimed: &mut DeliveryClaim,
        configuration: &'a Configuration,
        known: &[EndpointRecord],
        now: Timestamp,
        jitter: Jitter,
    ) -> Result<Vec<&'a DeliveryTarget>, StoreError> {
        let mut admitted = Vec::new();
        for (id, delivery) in &mut claimed.deliveries {
            let Some(endpoint) = configuration.find(id).filter(|_| delivery.is_due(now)) else {
                continue;
            };
            let record = known.iter().find(|record| record.id == *id);
            match record.and_then(|record| record.failing_since) {
                Some(since)
                    if !self
                        .store
                        .begin_trial(id, now, ENDPOINT_TRIAL_EVERY)
                        .await? =>
                {
                    *delivery = delivery.put_off(since, now, jitter);
                }
                Some(_) | None => admitted.push(endpoint),
            }
        }
        Ok(admitted)
    }

    /// Makes one attempt at each of these endpoints, at the same time.
    async fn send_to(
        &self,
        clock: &dyn Clock,
        endpoints: &[&DeliveryTarget],
        id: EventId,
        body: &str,
    ) -> BTreeMap<EndpointId, DeliveryAttempt> {
        let id = id.to_string();
        let sends = endpoints.iter().map(async |endpoint| {
            let keys = endpoint.keys.iter().map(WebhookSecret::bytes);
            let sent = self
                .sender
                .send(&endpoint.url, keys, &id, body.to_owned(), clock.now())
                .await;
            let attempt = DeliveryAttempt {
                at: clock.now(),
                outcome: sent.outcome,
                status: sent.status,
                retry_after: sent.retry_after,
            };
            (endpoint.id.clone(), attempt)
        });
        join_all(sends).await.into_iter().collect()
    }

    /// Notes the outcome of an attempt at an endpoint, and disables the endpoint when that is due.
    async fn note(
        &self,
        endpoint: &EndpointId,
        attempt: &DeliveryAttempt,
    ) -> Result<(), StoreError> {
        let record = self.store.note_delivery(endpoint, attempt).await?;
        let Some(reason) = record.disables_for(attempt) else {
            return Ok(());
        };
        let disabled = EndpointDisabling {
            at: attempt.at,
            reason,
        };
        self.store.disable_endpoint(endpoint, &disabled).await?;
        if record.disabled.is_none() {
            tracing::error!(
                outcome = "webhook_disabled",
                endpoint_id = %endpoint,
                code = match reason {
                    DisabledFor::Gone => "gone",
                    DisabledFor::Failing => "failing",
                },
                "a webhook endpoint was disabled; its events are in the feed, and the API enables it again"
            );
        }
        Ok(())
    }

    /// Tries one endpoint, even a disabled one, but not one that the operator switched off.
    async fn ping(
        &self,
        clock: &dyn Clock,
        ping: &PingRequest,
    ) -> Result<DeliveryProgress, DeliverError> {
        let now = clock.now();
        let configuration = Configuration::read(&self.secrets, self.reach, now).await?;
        let endpoint = configuration.find(&ping.endpoint_id);
        let Some(endpoint) = endpoint.filter(|endpoint| endpoint.is_on) else {
            return Ok(DeliveryProgress::Dropped);
        };
        let body = serde_json::to_string(&Envelope::ping(ping.id, now))?;
        for attempt in self
            .send_to(clock, &[endpoint], ping.id, &body)
            .await
            .values()
        {
            let seen = PingResult {
                id: ping.id,
                at: attempt.at,
                outcome: attempt.outcome,
                status: attempt.status,
            };
            self.store.note_ping(&endpoint.id, &seen).await?;
        }
        Ok(DeliveryProgress::Done)
    }

    /// Notes the configuration of each endpoint, so that the API knows it before its first event.
    async fn survey(&self, now: Timestamp) -> Result<DeliveryProgress, DeliverError> {
        let configuration = Configuration::read(&self.secrets, self.reach, now).await?;
        let known = self.store.webhook_endpoints().await?;
        let mut names = configuration.names(&known);
        let configured = known.iter().filter(|record| record.is_configured);
        names.extend(configured.map(|record| record.id.clone()));
        for id in &names {
            let configured = configuration.of(id);
            if configured == EndpointConfiguration::Unusable {
                configuration.tell_operator(id);
            }
            let record = known.iter().find(|record| record.id == *id);
            if !record.is_some_and(|record| record.is_noted(configured)) {
                self.store.note_configured(id, configured).await?;
            }
        }
        Ok(DeliveryProgress::Done)
    }
}

/// Ends the deliveries to endpoints that are removed, switched off or disabled, and puts off those to endpoints whose entry
/// cannot be used.
fn settle(
    claimed: &mut DeliveryClaim,
    configuration: &Configuration,
    known: &[EndpointRecord],
    now: Timestamp,
    jitter: Jitter,
) {
    for id in configuration.names(known) {
        let delivery = claimed.deliveries.entry(id);
        delivery.or_insert_with(|| Delivery::new(now));
    }
    let event_at = claimed.event.created_at;
    for (id, delivery) in &mut claimed.deliveries {
        if delivery.state != DeliveryState::Waiting {
            continue;
        }
        let record = known.iter().find(|record| record.id == *id);
        let is_disabled = record.is_some_and(|record| record.disabled.is_some());
        match configuration.of(id) {
            EndpointConfiguration::Removed => {
                *delivery = delivery.ended(DeliveryState::EndpointGone);
            }
            EndpointConfiguration::Unusable => {
                *delivery = delivery.without_configuration(event_at, now, jitter);
            }
            EndpointConfiguration::Usable { is_on, .. } if !is_on || is_disabled => {
                *delivery = delivery.ended(DeliveryState::Skipped);
            }
            EndpointConfiguration::Usable { .. } => {}
        }
    }
}

fn log_attempt(claimed: &DeliveryClaim, endpoint: &EndpointId, delivery: &Delivery) {
    let is_failed = delivery.last_outcome != Some(DeliveryOutcome::Delivered);
    let age = delivery
        .last_at
        .map(|at| at.duration_since(claimed.event.created_at));
    let is_late = is_failed && age.is_some_and(|age| age >= LATE);
    let state = match delivery.state {
        DeliveryState::Delivered => "delivered",
        DeliveryState::Waiting if is_late => "delivery_late",
        DeliveryState::Waiting => "delivery_waiting",
        DeliveryState::Failed | DeliveryState::Skipped | DeliveryState::EndpointGone => {
            "delivery_failed"
        }
    };
    tracing::info!(
        name: "delivery",
        outcome = state,
        deliveries = 1,
        registration_id = %claimed.event.registration.id,
        event_id = %claimed.event.id,
        endpoint_id = %endpoint,
        attempt = delivery.attempts,
        status = delivery.last_status,
        "tried to deliver an event"
    );
}
