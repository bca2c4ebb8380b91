//! The standing's part of a change: the whole standing, or its due time, or the number of the newest event.

use super::{Commit, expression::Expression, refusal::CommitPart};
use crate::{
    Store, StoreError,
    item::{number, text},
    keys::{Key, due_shard},
};
use domain::{ids::RegistrationId, schedule::shard, standing::Standing};
use jiff::Timestamp;
use std::collections::HashMap;

/// The standing after a run.
pub struct StandingWrite<'a> {
    /// The registration.
    pub registration_id: RegistrationId,
    /// The standing.
    pub standing: &'a Standing,
    /// Slot of the newest stored run when the standing was read that this one follows. If another run was stored since, this one
    /// is refused: it would forget what that run saw.
    pub after: Option<i64>,
    /// Slot of the run, in epoch milliseconds; later than `after`.
    pub slot: i64,
    /// Instant at which the next run is due; `None` takes the registration off the schedule.
    pub due_at: Option<Timestamp>,
}

impl Store {
    /// The one update of the standing's item: the whole standing, or its due time alone, or the number of the newest event
    /// alone.
    pub(super) fn standing_part(
        &self,
        commit: &Commit<'_>,
    ) -> Result<Option<(Key, CommitPart, Expression)>, StoreError> {
        let (id, kind, mut expression) = match (&commit.standing, commit.due, commit.events) {
            (Some(standing), _, events) => {
                // With events the number may be in the way as well; whoever loads again finds out.
                let kind = if events.is_empty() {
                    CommitPart::Standing
                } else {
                    CommitPart::Sequence
                };
                let expression = self.standing_expression(standing)?;
                (standing.registration_id, kind, expression)
            }
            (None, Some((id, due_at)), []) => (id, CommitPart::Other, due_expression(id, due_at)),
            (None, Some((id, due_at)), _) => (id, CommitPart::Sequence, due_expression(id, due_at)),
            (None, None, [event, ..]) => {
                let expression = Expression {
                    update: "SET".to_owned(),
                    condition: "attribute_exists(PK)".to_owned(),
                    names: HashMap::new(),
                    values: HashMap::new(),
                };
                (event.registration.id, CommitPart::Sequence, expression)
            }
            (None, None, []) => return Ok(None),
        };
        expression.number(commit.events);
        Ok(Some((Key::standing(id), kind, expression)))
    }

    /// Replaces the whole standing, and moves slot and due time.
    pub(super) fn standing_expression(
        &self,
        write: &StandingWrite<'_>,
    ) -> Result<Expression, StoreError> {
        let key = Key::standing(write.registration_id);
        let standing = serde_dynamo::to_attribute_value(write.standing)
            .map_err(|error| self.corrupt(&key, &error))?;
        let mut update = "SET #standing = :standing, last_slot = :last_slot".to_owned();
        let names = HashMap::from([("#standing".to_owned(), "standing".to_owned())]);
        let mut values = HashMap::from([
            (":standing".to_owned(), standing),
            (":last_slot".to_owned(), number(write.slot)),
        ]);
        match write.due_at {
            Some(due_at) => {
                update.push_str(", due_shard = :due_shard, due_at = :due_at");
                values.insert(
                    ":due_shard".to_owned(),
                    text(due_shard(shard(write.registration_id))),
                );
                values.insert(":due_at".to_owned(), number(due_at.as_second()));
            }
            None => update.push_str(" REMOVE due_shard, due_at"),
        }
        let condition = match write.after {
            None => "attribute_exists(PK) AND attribute_not_exists(last_slot)",
            Some(after) => {
                values.insert(":after".to_owned(), number(after));
                "attribute_exists(PK) AND last_slot = :after AND last_slot < :last_slot"
            }
        };
        Ok(Expression {
            update,
            condition: condition.to_owned(),
            names,
            values,
        })
    }
}

fn due_expression(id: RegistrationId, due_at: Timestamp) -> Expression {
    Expression {
        update: "SET due_shard = :due_shard, due_at = :due_at".to_owned(),
        condition: "attribute_exists(PK)".to_owned(),
        names: HashMap::new(),
        values: HashMap::from([
            (":due_shard".to_owned(), text(due_shard(shard(id)))),
            (":due_at".to_owned(), number(due_at.as_second())),
        ]),
    }
}
