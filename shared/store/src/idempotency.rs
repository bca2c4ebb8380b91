//! Requests with an `Idempotency-Key`, kept for 24 hours.
//!
//! A repeat with the same body takes over a request that was abandoned by a process that died. The seed stays that of the
//! first attempt, so that every attempt makes the same ids and meets the writes of the first one.
//!
//! A key's row contains the sealed answer, or the id of the report that is the answer. The first attempt writes that id before
//! the report is made, and the request counts as carried out as soon as the report is kept: it needs no second write.

use crate::{
    KeptVerification, Store, StoreError,
    item::{Item, find_number, held, number, text},
    keys::Key,
};
use domain::ids::{RegistrationId, TokenHash, VerificationId};
use jiff::{SignedDuration, Timestamp};

/// Time for which an answer is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// Time after which a running request counts as abandoned by a process that died: 60 seconds, twice the gateway's limit.
const ABANDONED: SignedDuration = SignedDuration::from_secs(60);

/// A request that begins.
#[derive(Debug, Clone, Copy)]
pub struct Beginning<'a> {
    /// Hash of the caller's owner with its `Idempotency-Key`, its route and the customer of a new registration.
    pub key: &'a TokenHash,
    /// Hash of the body.
    pub fingerprint: &'a TokenHash,
    /// Id of this attempt, by which a retry of the SDK recognises its own first write.
    pub attempt: &'a str,
    /// Seed of its ids, sealed by the caller.
    pub sealed_seed: &'a str,
    /// Registration of the report that it makes, if its answer is a report.
    pub report_of: Option<RegistrationId>,
    /// Id for that report, unless an earlier attempt gave one.
    pub report_id: VerificationId,
    /// The registration that it makes, if any: by it an erasure finds the request, even an abandoned one.
    pub registration: Option<RegistrationId>,
    /// The current time.
    pub now: Timestamp,
}

/// Result of beginning a request with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestStart {
    /// The caller carries the request out.
    Started {
        /// Seed of the first attempt.
        sealed_seed: String,
        /// Instant at which the first attempt began, to the second.
        began_at: Timestamp,
        /// Id for the report that it makes, equal in every attempt.
        report_id: VerificationId,
        /// Whether an earlier attempt was abandoned: its writes may exist, now or in a moment.
        is_taken_over: bool,
    },
    /// Another attempt is still running, or was abandoned.
    Running {
        /// Time until a repeat takes over, if that attempt does not end.
        left: SignedDuration,
    },
    /// The key was used with another body.
    OtherBody,
    /// The registration of the request was erased, and the answer with it.
    Erased(RegistrationId),
    /// The request was carried out, and this report is its answer.
    Made(Box<KeptVerification>),
    /// The request was carried out.
    Finished {
        /// The answer's HTTP status.
        status: u16,
        /// The answer's body, sealed by the caller.
        sealed_body: String,
    },
}

impl Store {
    /// Begins a request. Exactly one of several simultaneous callers gets [`RequestStart::Started`].
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn begin_idempotent(
        &self,
        beginning: Beginning<'_>,
    ) -> Result<RequestStart, StoreError> {
        let Beginning { key, now, .. } = beginning;
        let item_key = Key::idempotency(key);
        let mut item = item_key.attributes();
        if let Some(id) = beginning.registration {
            item = Self::of_registration(item, id);
        }
        let result = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .item("entity", text(item_key.entity.name()))
            .item("fingerprint", text(beginning.fingerprint.as_str()))
            .item("attempt", text(beginning.attempt))
            .item("seed", text(beginning.sealed_seed))
            .item("report_id", text(beginning.report_id.to_string()))
            .item("began_at", number(now.as_millisecond()))
            .item("started_at", number(now.as_second()))
            .item("expires_at", number((now + KEPT).as_second()))
            .condition_expression("attribute_not_exists(PK) OR expires_at <= :now")
            .expression_attribute_values(":now", number(now.as_second()))
            .send()
            .await
            .map_err(StoreError::from);
        match result {
            Ok(_) => {
                return Ok(RequestStart::Started {
                    sealed_seed: beginning.sealed_seed.to_owned(),
                    began_at: began_at(now.as_millisecond()),
                    report_id: beginning.report_id,
                    is_taken_over: false,
                });
            }
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error),
        }
        // Gone in between: its request was abandoned just now, so the caller may try again at once.
        let Some(item) = self.get(&item_key).await? else {
            let left = SignedDuration::ZERO;
            return Ok(RequestStart::Running { left });
        };
        if let Some(id) = find_text(&item, ERASED).and_then(|id| id.parse().ok()) {
            return Ok(RequestStart::Erased(id));
        }
        if find_text(&item, "fingerprint") != Some(beginning.fingerprint.as_str()) {
            return Ok(RequestStart::OtherBody);
        }
        let status = find_number(&item, "answered").and_then(|status| u16::try_from(status).ok());
        if let (Some(status), Some(body)) = (status, find_text(&item, "body")) {
            return Ok(RequestStart::Finished {
                status,
                sealed_body: body.to_owned(),
            });
        }
        let report_id = find_text(&item, "report_id").and_then(|id| id.parse().ok());
        if let (Some(registration), Some(id)) = (beginning.report_of, report_id)
            && let Some(kept) = self.find_report(registration, id).await?
        {
            return Ok(RequestStart::Made(Box::new(kept)));
        }
        let started_at = find_number(&item, "started_at");
        let started_at = started_at.and_then(|second| Timestamp::from_second(second).ok());
        let left = started_at.map_or(ABANDONED, |started_at| {
            (started_at + ABANDONED).duration_since(now)
        });
        let (Some(seed), Some(millisecond)) =
            (find_text(&item, "seed"), find_number(&item, "began_at"))
        else {
            return Ok(RequestStart::Running { left });
        };
        let attempt = find_text(&item, "attempt").unwrap_or_default();
        let is_left_behind = left <= SignedDuration::ZERO;
        let is_ours = attempt == beginning.attempt
            || (is_left_behind && self.take_over(beginning, attempt).await?);
        if is_ours {
            // A row from before reports had their ids there has none.
            Ok(RequestStart::Started {
                sealed_seed: seed.to_owned(),
                began_at: began_at(millisecond),
                report_id: report_id.unwrap_or(beginning.report_id),
                is_taken_over: attempt != beginning.attempt,
            })
        } else if is_left_behind {
            // Another taker was quicker, this very second.
            Ok(RequestStart::Running { left: ABANDONED })
        } else {
            Ok(RequestStart::Running { left })
        }
    }

    /// Takes a request over from the attempt that abandoned it; exactly one of several callers succeeds.
    async fn take_over(&self, beginning: Beginning<'_>, from: &str) -> Result<bool, StoreError> {
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::idempotency(beginning.key).attributes()))
            .update_expression(
                "SET attempt = :attempt, started_at = :now, report_id = if_not_exists(report_id, :report)",
            )
            .expression_attribute_values(":report", text(beginning.report_id.to_string()))
            .condition_expression("attribute_not_exists(answered) AND attempt IN (:from, :attempt)")
            .expression_attribute_values(":attempt", text(beginning.attempt))
            .expression_attribute_values(":from", text(from))
            .expression_attribute_values(":now", number(beginning.now.as_second()))
            .send()
            .await;
        held(result)
    }

    /// Keeps the answer, which is about that registration. If another attempt took over meanwhile, it keeps its own answer,
    /// which is the same.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn finish_idempotent(
        &self,
        key: &TokenHash,
        attempt: &str,
        registration: Option<RegistrationId>,
        status: u16,
        sealed_body: &str,
    ) -> Result<(), StoreError> {
        let mut update = "SET answered = :status, body = :body".to_owned();
        if registration.is_some() {
            update.push_str(", of_registration = :registration");
        }
        update.push_str(" REMOVE seed");
        let registration = registration.map(|id| text(id.to_string()));
        let request = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::idempotency(key).attributes()))
            .update_expression(update)
            .condition_expression("attempt = :attempt")
            .expression_attribute_values(":attempt", text(attempt))
            .expression_attribute_values(":status", number(i64::from(status)))
            .expression_attribute_values(":body", text(sealed_body));
        let request = match registration {
            Some(id) => request.expression_attribute_values(":registration", id),
            None => request,
        };
        held(request.send().await).map(drop)
    }

    /// Allows the next repeat with the same body to take over at once: this attempt failed, and its writes may exist.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn release_idempotent(
        &self,
        key: &TokenHash,
        attempt: &str,
    ) -> Result<(), StoreError> {
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::idempotency(key).attributes()))
            .update_expression("SET started_at = :never")
            .condition_expression("attribute_not_exists(answered) AND attempt = :attempt")
            .expression_attribute_values(":attempt", text(attempt))
            .expression_attribute_values(":never", number(0))
            .send()
            .await;
        held(result).map(drop)
    }

    /// Frees the key of an attempt that wrote nothing, unless the request was answered or another attempt took over.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn abandon_idempotent(
        &self,
        key: &TokenHash,
        attempt: &str,
    ) -> Result<(), StoreError> {
        let result = self
            .client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(Key::idempotency(key).attributes()))
            .condition_expression("attribute_not_exists(answered) AND attempt = :attempt")
            .expression_attribute_values(":attempt", text(attempt))
            .send()
            .await;
        held(result).map(drop)
    }
}

/// Attribute of a request whose registration was erased: the registration's id.
pub(crate) const ERASED: &str = "erased_registration";

/// Instant of a request, to the millisecond: a link that it makes must not look older than events of the same second.
fn began_at(millisecond: i64) -> Timestamp {
    Timestamp::from_millisecond(millisecond).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn find_text<'a>(item: &'a Item, name: &str) -> Option<&'a str> {
    item.get(name)?.as_s().ok().map(String::as_str)
}
