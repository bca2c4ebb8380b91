//! One attempt: a signed POST that follows no redirect and reads only the status and `Retry-After` of the answer.

use crate::{
    resolver::{NotPublic, Resolver},
    retry_after::retry_after,
    signature::signature,
};
use domain::webhook::{DeliveryOutcome, EndpointUrl, Reach};
use jiff::{SignedDuration, Timestamp};
use reqwest::{
    StatusCode,
    header::{CONTENT_TYPE, RETRY_AFTER},
    redirect, retry, tls,
};
use std::{error::Error, sync::Arc, time::Duration};

/// Time for an attempt, from the resolution of the name to the status of the answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// Error when the HTTP client cannot be built: the machine has no usable TLS roots.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client cannot be built")]
pub struct HttpClientError(#[source] reqwest::Error);

/// Sender of deliveries.
#[derive(Debug, Clone)]
pub struct Sender {
    client: reqwest::Client,
}

/// Outcome of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeliveryResult {
    /// Its outcome.
    pub outcome: DeliveryOutcome,
    /// Status of the answer, if there was one.
    pub status: Option<u16>,
    /// Time for which the endpoint asks to wait.
    pub retry_after: Option<SignedDuration>,
}

impl Sender {
    /// Builds the client: no redirects, no proxy, no cookies, no automatic retry, TLS from 1.2 on.
    ///
    /// # Errors
    /// [`HttpClientError`] when TLS cannot be set up.
    pub fn new(reach: Reach) -> Result<Self, HttpClientError> {
        let client = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .no_proxy()
            .referer(false)
            .https_only(reach == Reach::Public)
            .tls_version_min(tls::Version::TLS_1_2)
            .timeout(PATIENCE)
            // Attempts are minutes apart, and a connection may be gone without notice by then.
            .pool_max_idle_per_host(0)
            .user_agent("cooperlink-registration-webhooks")
            .dns_resolver(Arc::new(Resolver(reach)))
            .build()
            .map_err(HttpClientError)?;
        Ok(Self { client })
    }

    /// Makes one attempt. `id` is equal in every attempt; the timestamp is that of this one.
    pub async fn send<'a>(
        &self,
        url: &EndpointUrl,
        keys: impl IntoIterator<Item = &'a [u8]>,
        id: &str,
        body: String,
        now: Timestamp,
    ) -> DeliveryResult {
        let timestamp = now.as_second();
        let signature = signature(keys, id, timestamp, &body);
        let answer = self
            .client
            .post(url.as_url().clone())
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp.to_string())
            .header("webhook-signature", signature)
            .body(body)
            .send()
            .await;
        match answer {
            Ok(answer) => {
                let header = answer.headers().get(RETRY_AFTER);
                let header = header.and_then(|value| value.to_str().ok());
                DeliveryResult {
                    outcome: outcome_of(answer.status()),
                    status: Some(answer.status().as_u16()),
                    retry_after: header.and_then(|value| retry_after(value, now)),
                }
            }
            Err(error) => DeliveryResult {
                outcome: outcome_of_error(&error),
                status: None,
                retry_after: None,
            },
        }
    }
}

fn outcome_of(status: StatusCode) -> DeliveryOutcome {
    match status {
        StatusCode::GONE => DeliveryOutcome::Gone,
        status if status.is_success() => DeliveryOutcome::Delivered,
        status if status.is_redirection() => DeliveryOutcome::Redirected,
        _ => DeliveryOutcome::Refused,
    }
}

fn outcome_of_error(error: &reqwest::Error) -> DeliveryOutcome {
    let mut cause = error.source();
    while let Some(source) = cause {
        if source.is::<NotPublic>() {
            return DeliveryOutcome::AddressNotPublic;
        }
        cause = source.source();
    }
    if error.is_timeout() {
        DeliveryOutcome::TimedOut
    } else {
        DeliveryOutcome::Unreachable
    }
}
