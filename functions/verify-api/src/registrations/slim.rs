//! A registration in a few members, for long lists.

use crate::{
    instant::Instant,
    words::{Stage, open_words},
};
use domain::{
    ids::RegistrationId,
    standing::Health,
    usability::{self, Usability},
};
use jiff::Timestamp;
use serde::Serialize;
use store::StoredRegistration;
use utoipa::ToSchema;

/// A few members of a registration, for long lists.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SlimRegistration)]
pub(crate) struct SlimRegistrationView {
    /// Stable for life.
    #[schema(value_type = String, format = "uuid")]
    id: RegistrationId,
    /// The host app's own name of the customer.
    customer_id: String,
    /// `invited`, `signed_in`, `consented`, `connected` or `disconnected`.
    #[schema(schema_with = open_words::<Stage>)]
    stage: &'static str,
    /// `healthy`, `attention`, `broken` or `unknown`.
    #[schema(schema_with = open_words::<Health>)]
    health: Health,
    /// Usability of SharePoint and of mail.
    usable: SlimUsableView,
    /// Time at which the registration itself last changed.
    updated_at: Instant,
}

/// The answers in a word each: `yes`, `no` or `unknown`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SlimUsable)]
struct SlimUsableView {
    /// SharePoint.
    #[schema(schema_with = open_words::<usability::Usable>)]
    sharepoint: usability::Usable,
    /// Mail.
    #[schema(schema_with = open_words::<usability::Usable>)]
    mail: usability::Usable,
}

impl SlimRegistrationView {
    /// Short view of the registration at `now`, with the rules of the whole view.
    pub(crate) fn of(loaded: &StoredRegistration, now: Timestamp) -> Self {
        let registration = &loaded.registration;
        let answers = Usability::of(registration, &loaded.standing, now);
        Self {
            id: registration.id,
            customer_id: registration.customer.id.to_string(),
            stage: registration.lifecycle.stage(),
            health: loaded.standing.at(now).health,
            usable: SlimUsableView {
                sharepoint: answers.sharepoint.answer,
                mail: answers.mail.answer,
            },
            updated_at: registration.updated_at.into(),
        }
    }
}
