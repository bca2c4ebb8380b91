//! Invitation on which a change rests: its part of the change's transaction.

use super::{KEPT, NewLink, expression::Expression};
use crate::{
    Store, StoreError,
    item::{number, text},
    keys::Key,
};
use aws_sdk_dynamodb::types::{AttributeValue, ConditionCheck, TransactWriteItem};
use domain::{
    customer::CustomerId,
    ids::{InvitationId, RegistrationId, TenantId, TokenHash},
    registration::Lifecycle,
};
use jiff::Timestamp;
use std::collections::HashMap;

/// Treatment of the invitation on which a change rests. If the invitation does not meet the change's demand, nothing is
/// written: [`CommitError::InvitationEnded`](crate::CommitError::InvitationEnded) (T28, T31).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationWrite {
    /// Leaves it unchanged; it must be open.
    RequireOpen,
    /// Leaves it unchanged; it must not be withdrawn. It may have expired, even long ago.
    RequireNotWithdrawn,
    /// Uses it up at this instant; it must be open.
    Complete(Timestamp),
    /// Records that the connection was proven through it at this instant; it goes on working, and it and its place in the list
    /// are kept. It must not be withdrawn.
    Date {
        /// The instant.
        at: Timestamp,
        /// The registration.
        registration_id: RegistrationId,
        /// The invitation's id.
        invitation_id: InvitationId,
    },
    /// Withdraws it at this instant, together with the change.
    Withdraw(Timestamp),
    /// Withdraws it because a newer link takes its place.
    Replace(Timestamp),
    /// Records that its holder asks at this instant for a new one. The previous request must still be this one.
    Request {
        /// The instant.
        at: Timestamp,
        /// The previous request.
        before: Option<Timestamp>,
    },
    /// Records that the host app was told of its expiry, once. It must be open.
    TellExpired,
}

impl Store {
    /// Parts of a transaction for a new link and for the end of the links that it replaces.
    pub(super) fn link_parts(&self, link: &NewLink) -> Result<Vec<TransactWriteItem>, StoreError> {
        let mut parts = Vec::new();
        for item in self.invitation_items(&link.invitation)? {
            parts.push(self.put_new(item)?);
        }
        let replaced = InvitationWrite::Replace(link.invitation.created_at);
        for hash in &link.replaces {
            parts.push(self.invitation_part(hash, replaced)?);
        }
        Ok(parts)
    }

    /// Part of the change's transaction for the invitation.
    pub(crate) fn invitation_part(
        &self,
        hash: &TokenHash,
        write: InvitationWrite,
    ) -> Result<TransactWriteItem, StoreError> {
        let key = Key::invitation(hash);
        match write {
            InvitationWrite::RequireOpen => self.require_open(hash),
            InvitationWrite::RequireNotWithdrawn => self.require(
                &key,
                "attribute_not_exists(PK) OR #value.#status <> :expected",
                &STATUS,
                "withdrawn",
            ),
            InvitationWrite::Complete(at) => self.update(&key, complete_expression(at)),
            InvitationWrite::Date { at, .. } => self.update(&key, date_expression(at)),
            InvitationWrite::Withdraw(at) => self.update(&key, withdraw_expression(at)),
            InvitationWrite::Replace(at) => self.update(&key, replace_expression(at)),
            InvitationWrite::Request { at, before } => {
                self.update(&key, request_expression(at, before))
            }
            InvitationWrite::TellExpired => self.update(&key, expired_expression()),
        }
    }

    /// Condition that the invitation with this hash is open.
    pub(crate) fn require_open(&self, hash: &TokenHash) -> Result<TransactWriteItem, StoreError> {
        let condition = "#value.#status = :expected";
        self.require(&Key::invitation(hash), condition, &STATUS, "open")
    }

    /// Condition that this is still the tenant that runs may verify (`Lifecycle::verifiable_tenant`).
    pub(crate) fn require_verifiable(
        &self,
        id: RegistrationId,
        tenant: TenantId,
    ) -> Result<TransactWriteItem, StoreError> {
        let [consented, connected] = Lifecycle::VERIFIABLE_STAGES;
        let check = ConditionCheck::builder()
            .table_name(&self.table)
            .set_key(Some(Key::registration(id).attributes()))
            .condition_expression(
                "#lifecycle.#stage IN (:consented, :connected) AND #lifecycle.#tenant.#id = :tenant",
            )
            .expression_attribute_names("#lifecycle", "lifecycle")
            .expression_attribute_names("#stage", "stage")
            .expression_attribute_names("#tenant", "tenant")
            .expression_attribute_names("#id", "id")
            .expression_attribute_values(":consented", text(consented))
            .expression_attribute_values(":connected", text(connected))
            .expression_attribute_values(":tenant", text(tenant.to_string()))
            .build()
            .map_err(|_| StoreError::Refused("request not built".to_owned()))?;
        Ok(TransactWriteItem::builder().condition_check(check).build())
    }

    /// Condition that the tenant does not belong to another customer.
    pub(super) fn require_free(
        &self,
        tenant: TenantId,
        customer: &CustomerId,
    ) -> Result<TransactWriteItem, StoreError> {
        let condition = "attribute_not_exists(PK) OR customer_id = :expected";
        self.require(&Key::tenant(tenant), condition, &[], customer.as_str())
    }

    fn require(
        &self,
        key: &Key,
        condition: &str,
        names: &[(&str, &str)],
        expected: &str,
    ) -> Result<TransactWriteItem, StoreError> {
        let check = ConditionCheck::builder()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .condition_expression(condition)
            .set_expression_attribute_names(Some(owned(names)).filter(|names| !names.is_empty()))
            .expression_attribute_values(":expected", text(expected))
            .build()
            .map_err(|_| StoreError::Refused("request not built".to_owned()))?;
        Ok(TransactWriteItem::builder().condition_check(check).build())
    }
}

/// Attribute names in conditions on an invitation's status.
const STATUS: [(&str, &str); 2] = [("#value", "value"), ("#status", "status")];

fn owned(names: &[(&str, &str)]) -> HashMap<String, String> {
    let names = names.iter();
    names
        .map(|(name, attribute)| ((*name).to_owned(), (*attribute).to_owned()))
        .collect()
}

/// Update `open -> completed`, once (T31).
fn complete_expression(at: Timestamp) -> Expression {
    Expression {
        update: "SET #value.#status = :completed, #value.completed_at = :at".to_owned(),
        condition: "#value.#status = :open".to_owned(),
        names: owned(&STATUS),
        values: HashMap::from([
            (":open".to_owned(), text("open")),
            (":completed".to_owned(), text("completed")),
            (":at".to_owned(), text(at.to_string())),
        ]),
    }
}

/// Update that records the first proof; a withdrawn link cannot have led to one. The expiry is removed, because a link that
/// works as long as the connection has no end after which the table may delete it.
fn date_expression(at: Timestamp) -> Expression {
    Expression {
        update:
            "SET #value.completed_at = if_not_exists(#value.completed_at, :at) REMOVE expires_at"
                .to_owned(),
        condition: "attribute_exists(PK) AND #value.#status <> :withdrawn".to_owned(),
        names: owned(&STATUS),
        values: HashMap::from([
            (":at".to_owned(), text(at.to_string())),
            (":withdrawn".to_owned(), text("withdrawn")),
        ]),
    }
}

/// Update that takes the invitation out of the due index, where it was found.
fn expired_expression() -> Expression {
    Expression {
        update: "REMOVE due_shard, due_at".to_owned(),
        condition: "#value.#status = :open AND attribute_exists(due_at)".to_owned(),
        names: owned(&STATUS),
        values: HashMap::from([(":open".to_owned(), text("open"))]),
    }
}

/// Update that withdraws the invitation; withdrawing twice is no error. The item is kept for 400 days from then, because a
/// change that rests on the invitation must find it withdrawn.
fn withdraw_expression(at: Timestamp) -> Expression {
    Expression {
        update: "SET #value.#status = :withdrawn, expires_at = :kept_until".to_owned(),
        condition: "attribute_exists(PK)".to_owned(),
        names: owned(&STATUS),
        values: HashMap::from([
            (":withdrawn".to_owned(), text("withdrawn")),
            (":kept_until".to_owned(), number((at + KEPT).as_second())),
        ]),
    }
}

/// Update that withdraws the invitation and records that a newer one replaced it.
fn replace_expression(at: Timestamp) -> Expression {
    let mut expression = withdraw_expression(at);
    expression.update.push_str(", #value.is_replaced = :yes");
    let yes = AttributeValue::Bool(true);
    expression.values.insert(":yes".to_owned(), yes);
    expression
}

fn request_expression(at: Timestamp, before: Option<Timestamp>) -> Expression {
    let mut values = HashMap::from([(":at".to_owned(), text(at.to_string()))]);
    let condition = match before {
        Some(before) => {
            values.insert(":before".to_owned(), text(before.to_string()));
            "#value.requested_at = :before"
        }
        None => "attribute_exists(PK) AND attribute_not_exists(#value.requested_at)",
    };
    Expression {
        update: "SET #value.requested_at = :at".to_owned(),
        condition: condition.to_owned(),
        names: owned(&[("#value", "value")]),
        values,
    }
}
