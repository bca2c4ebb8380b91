//! One change, written whole or not at all: the registration, its standing, the kept report, the outbox and the tenant's
//! binding. A change of the standing alone is one conditional update: one write unit.

mod expression;
mod invitation;
mod refusal;
mod standing;

pub use invitation::InvitationWrite;
pub use refusal::CommitError;
pub use standing::StandingWrite;

use crate::{
    ClaimWrite, Store, StoreError,
    entity::Entity,
    item::{Item, text},
    keys::Key,
    reports::Trigger,
};
use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem, Update};
use domain::{
    access::AuditEntry,
    customer::CustomerId,
    event::Event,
    ids::{RegistrationId, TenantId, TokenHash, VerificationId},
    invitation::Invitation,
    registration::Registration,
    verification::report::Report,
};
use expression::Expression;
use jiff::{SignedDuration, Timestamp};
use refusal::{CommitPart, reason};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Time for which events and reports are kept: 400 days.
pub const KEPT: SignedDuration = SignedDuration::from_hours(400 * 24);

/// A change. Members that are `None` stay unchanged.
#[derive(Default)]
pub struct Commit<'a> {
    /// The registration after the change, and the version that it must still have.
    pub registration: Option<(&'a Registration, u64)>,
    /// Its standing.
    pub standing: Option<StandingWrite<'a>>,
    /// New due time for a registration whose standing is not written.
    pub due: Option<(RegistrationId, Timestamp)>,
    /// A report to keep.
    pub report: Option<KeptReport<'a>>,
    /// Events for the host app, all of one registration, in the order of their sequence.
    pub events: &'a [Event],
    /// Binding of the tenant to this customer.
    pub bind_tenant: Option<Bind<'a>>,
    /// The invitation that authorises the change, and its treatment.
    pub invitation: Option<(&'a TokenHash, InvitationWrite)>,
    /// Tenant that must not belong to another customer than this one.
    pub free_tenant: Option<(TenantId, &'a CustomerId)>,
    /// Claim for the changed registration.
    pub claim: Option<(RegistrationId, &'a ClaimWrite)>,
    /// Additional link, and the links that it replaces.
    pub link: Option<&'a NewLink>,
    /// An entry of the audit.
    pub audit: Option<&'a AuditEntry>,
}

/// Additional link of a registration, made together with a change of it, so that no two links are made from the same state,
/// and none while the registration is disconnected or erased.
#[derive(Debug, Clone)]
pub struct NewLink {
    /// The invitation.
    pub invitation: Invitation,
    /// Hashes of the invitations that are withdrawn with it: at most [`NewLink::MOST_REPLACED`].
    pub replaces: Vec<TokenHash>,
}

impl NewLink {
    /// Largest number of invitations that are withdrawn with a new one. A transaction has at most 100 items.
    pub const MOST_REPLACED: usize = 90;
}

/// A report to keep.
pub struct KeptReport<'a> {
    /// Its id.
    pub id: VerificationId,
    /// The registration.
    pub registration_id: RegistrationId,
    /// The report.
    pub report: &'a Report,
    /// Party that asked for the verification.
    pub trigger: Trigger,
}

/// A tenant and the customer to which it becomes bound.
pub struct Bind<'a> {
    /// The tenant.
    pub tenant: TenantId,
    /// The customer.
    pub customer_id: &'a CustomerId,
    /// The registration by which it is connected.
    pub registration_id: RegistrationId,
}

/// Tenant to which a registration is bound.
#[derive(Serialize, Deserialize)]
pub(crate) struct TenantPointer {
    pub(crate) tenant_id: TenantId,
}

impl Store {
    /// Writes a change.
    ///
    /// # Errors
    /// See [`CommitError`].
    pub async fn commit(&self, commit: Commit<'_>) -> Result<(), CommitError> {
        match commit {
            Commit {
                registration: None,
                standing: Some(standing),
                due: None,
                report: None,
                events: [],
                bind_tenant: None,
                invitation: None,
                free_tenant: None,
                claim: None,
                link: None,
                audit: None,
            } => self.update_standing(&standing).await,
            commit => self.transact(&commit).await,
        }
    }

    async fn update_standing(&self, write: &StandingWrite<'_>) -> Result<(), CommitError> {
        let expression = self.standing_expression(write)?;
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::standing(write.registration_id).attributes()))
            .update_expression(expression.update)
            .condition_expression(expression.condition)
            .set_expression_attribute_names(Some(expression.names))
            .set_expression_attribute_values(Some(expression.values))
            .send()
            .await
            .map_err(StoreError::from);
        match result {
            Ok(_) => Ok(()),
            Err(StoreError::Conflict) => Err(CommitError::RegistrationChanged),
            Err(error) => Err(error.into()),
        }
    }

    async fn transact(&self, commit: &Commit<'_>) -> Result<(), CommitError> {
        let mut parts: Vec<(CommitPart, TransactWriteItem)> = Vec::new();
        if let Some((registration, expected_version)) = commit.registration {
            parts.push((
                CommitPart::Registration,
                self.put_registration(registration, expected_version)?,
            ));
        }
        if let Some((key, kind, expression)) = self.standing_part(commit)? {
            parts.push((kind, self.update(&key, expression)?));
        }
        if let Some(bind) = &commit.bind_tenant {
            parts.push((
                CommitPart::Tenant,
                self.update(&Key::tenant(bind.tenant), bind_expression(bind))?,
            ));
            parts.push((CommitPart::Other, self.put_tenant_pointer(bind)?));
        }
        if let Some((tenant, customer)) = commit.free_tenant {
            parts.push((CommitPart::Tenant, self.require_free(tenant, customer)?));
        }
        if let Some((hash, write)) = commit.invitation {
            parts.push((CommitPart::Invitation, self.invitation_part(hash, write)?));
            if let InvitationWrite::Date {
                registration_id,
                invitation_id,
                ..
            } = write
            {
                let pointer = self.keep_pointer(hash, registration_id, invitation_id)?;
                parts.push((CommitPart::Other, pointer));
            }
        }
        if let Some((id, claim)) = commit.claim {
            parts.push((CommitPart::Claim, self.claim_part(claim, id)?));
        }
        if let Some(link) = commit.link {
            let link = self.link_parts(link)?;
            parts.extend(link.into_iter().map(|part| (CommitPart::Link, part)));
        }
        if let Some(kept) = &commit.report {
            let item = Self::with_expiry(self.report_item(kept)?, kept.report.checked_at + KEPT);
            parts.push((CommitPart::Report, self.put_new(item)?));
        }
        if let Some(entry) = commit.audit {
            parts.push((CommitPart::Other, self.put_new(self.audit_item(entry)?)?));
        }
        for event in commit.events {
            parts.push((CommitPart::Other, self.put_event(event)?));
        }
        if parts.is_empty() {
            return Ok(());
        }
        let (kinds, items): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        // The SDK fills in a client request token and keeps it over its own retries, so a retry that meets its own first
        // write succeeds instead of failing its own condition.
        let result = self
            .client
            .transact_write_items()
            .set_transact_items(Some(items))
            .send()
            .await;
        match result {
            Ok(_) => Ok(()),
            Err(error) => Err(reason(&kinds, error)),
        }
    }

    /// Write of the event to the outbox, as a part of a transaction.
    pub(crate) fn put_event(&self, event: &Event) -> Result<TransactWriteItem, StoreError> {
        self.put_new(self.event_item(event)?)
    }

    /// Write of the pointer from the registration to the tenant to which it is bound: the lifecycle may name another tenant
    /// later.
    fn put_tenant_pointer(&self, bind: &Bind<'_>) -> Result<TransactWriteItem, StoreError> {
        let key = Key::tenant_of(bind.registration_id, bind.tenant);
        let pointer = TenantPointer {
            tenant_id: bind.tenant,
        };
        self.put(self.item(&key, &pointer)?)
    }

    /// Unconditional write of the item, as a part of a transaction.
    pub(crate) fn put(&self, item: Item) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .build()
            .map_err(|_| StoreError::Refused("request not built".to_owned()))?;
        Ok(TransactWriteItem::builder().put(put).build())
    }

    fn put_registration(
        &self,
        registration: &Registration,
        expected_version: u64,
    ) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(self.registration_item(registration)?))
            .condition_expression("#version = :expected")
            .expression_attribute_names("#version", "version")
            .expression_attribute_values(
                ":expected",
                AttributeValue::N(expected_version.to_string()),
            )
            .build()
            .map_err(|_| StoreError::Refused("request not built".to_owned()))?;
        Ok(TransactWriteItem::builder().put(put).build())
    }

    fn update(&self, key: &Key, expression: Expression) -> Result<TransactWriteItem, StoreError> {
        let update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .update_expression(expression.update)
            .condition_expression(expression.condition)
            .set_expression_attribute_names(
                Some(expression.names).filter(|names| !names.is_empty()),
            )
            .set_expression_attribute_values(Some(expression.values))
            .build()
            .map_err(|_| StoreError::Refused("request not built".to_owned()))?;
        Ok(TransactWriteItem::builder().update(update).build())
    }
}

fn bind_expression(bind: &Bind<'_>) -> Expression {
    Expression {
        update: "SET customer_id = :customer, entity = :entity ADD registrations :registration"
            .to_owned(),
        condition: "attribute_not_exists(PK) OR customer_id = :customer".to_owned(),
        names: HashMap::new(),
        values: HashMap::from([
            (":customer".to_owned(), text(bind.customer_id.as_str())),
            (":entity".to_owned(), text(Entity::Tenant.name())),
            (
                ":registration".to_owned(),
                AttributeValue::Ss(vec![bind.registration_id.to_string()]),
            ),
        ]),
    }
}
