//! Rounds over all registrations that look for those without a run in the schedule (T65).

use crate::{
    ListPlace, Store, StoreError,
    item::find_number,
    keys::{self, Key, due_shard},
};
use domain::{ids::RegistrationId, registration::Registration, schedule::shard};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Progress of the present round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleRound {
    /// Start of the round, in seconds since 1970; 0 before the first one.
    began_at: i64,
    /// The place behind the last registration looked at; `None` if none was, or all were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<String>,
}

/// A registration whose due time brings no run, as it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OffSchedule {
    /// Id of the registration.
    pub registration_id: RegistrationId,
    /// Its due time, if it has one.
    pub due_at: Option<Timestamp>,
}

impl ScheduleRound {
    /// A round that begins now.
    pub fn beginning(now: Timestamp) -> Self {
        Self {
            began_at: now.as_second(),
            after: None,
        }
    }

    /// Start of the round.
    pub fn began_at(&self) -> Timestamp {
        Timestamp::from_second(self.began_at).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The place behind which the round goes on; `None` if it is not under way.
    pub fn place(&self) -> Option<ListPlace> {
        self.after.as_deref().and_then(ListPlace::parse)
    }

    /// This round with its progress at `place`; `None` ends it.
    #[must_use]
    pub fn at(self, place: Option<&ListPlace>) -> Self {
        Self {
            after: place.map(|place| place.as_str().to_owned()),
            ..self
        }
    }
}

impl Store {
    /// The present round. If it is missing or cannot be read, the result is the state before the first round.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn schedule_round(&self) -> Result<ScheduleRound, StoreError> {
        let key = Key::schedule_round();
        let item = self.get(&key).await?;
        Ok(item
            .and_then(|item| self.readable(&key, item))
            .unwrap_or_default())
    }

    /// Saves the progress of the round. Two ticks at once look at the same registrations, which does no harm.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn save_schedule_round(&self, round: &ScheduleRound) -> Result<(), StoreError> {
        let key = Key::schedule_round();
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(self.item(&key, round)?))
            .send()
            .await?;
        Ok(())
    }

    /// Finds, among those registrations, at most a hundred, the ones that no tick would find: without a due time, with one after
    /// `latest`, or in a wrong shard.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn off_schedule(
        &self,
        registrations: &[Registration],
        latest: Timestamp,
    ) -> Result<Vec<OffSchedule>, StoreError> {
        if registrations.is_empty() {
            return Ok(Vec::new());
        }
        let ids = registrations.iter().map(|registration| registration.id);
        let standings = self.standing_items(ids.clone()).await?;
        let found = ids.filter_map(|id| {
            let standing = standings.get(&keys::registration_partition(id));
            let due_at = standing
                .and_then(|standing| find_number(standing, "due_at"))
                .and_then(|second| Timestamp::from_second(second).ok());
            let shard_of = standing
                .and_then(|standing| standing.get("due_shard"))
                .and_then(|shard| shard.as_s().ok());
            let is_on = due_at.is_some_and(|due_at| due_at <= latest)
                && shard_of.is_some_and(|found| *found == due_shard(shard(id)));
            (!is_on).then_some(OffSchedule {
                registration_id: id,
                due_at,
            })
        });
        Ok(found.collect())
    }
}
