//! An invitation as the host app sees it.

use crate::{instant::Instant, words::open_words};
use app::host::registrations::InvitationWithToken;
use domain::{
    ids::{InvitationId, RegistrationId},
    invitation::{Invitation, InvitationState, Maker, Purpose},
};
use jiff::Timestamp;
use secrecy::ExposeSecret as _;
use serde::Serialize;
use url::Url;
use utoipa::ToSchema;

/// An invitation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Invitation)]
pub(crate) struct InvitationView {
    /// Id for the host app; the link carries a secret token instead.
    #[schema(value_type = String, format = "uuid")]
    id: InvitationId,
    /// The registration that it acts on.
    #[schema(value_type = String, format = "uuid")]
    registration_id: RegistrationId,
    /// Purpose of the link: the actions that its holder may take.
    #[schema(schema_with = open_words::<Purpose>)]
    purpose: Purpose,
    /// `active`, `used` (its purpose was fulfilled; the administrator's link through which the connection was made goes on
    /// opening its page for as long as the registration is connected), `expired` or `withdrawn`.
    #[schema(schema_with = open_words::<InvitationState>)]
    status: InvitationState,
    /// Time at which it was made.
    created_at: Instant,
    /// Party that made it: the host app, or an administrator for the holder of the system user's account (`GET …/audit` names the
    /// administrator).
    #[schema(schema_with = open_words::<Maker>)]
    created_by: Maker,
    /// Time at which the link stops working, unless it is `used` and goes on opening its page.
    expires_at: Instant,
    /// Time at which its page was first shown; programs that scan mail open links too.
    opened_at: Option<Instant>,
    /// Time at which its purpose was first fulfilled.
    completed_at: Option<Instant>,
    /// Time at which its holder, after its end, last asked for a new one (`invitation.requested`).
    requested_at: Option<Instant>,
    /// The link. It is shown once, in the answer that made it; only its hash is kept.
    url: Option<String>,
}

impl InvitationView {
    pub(crate) fn of(invitation: &Invitation, now: Timestamp) -> Self {
        Self {
            id: invitation.id,
            registration_id: invitation.registration_id,
            purpose: invitation.purpose,
            status: invitation.state(now),
            created_at: invitation.created_at.into(),
            created_by: invitation.created_by,
            expires_at: invitation.expires_at.into(),
            opened_at: invitation.opened_at.map(Instant::from),
            completed_at: invitation.completed_at.map(Instant::from),
            requested_at: invitation.requested_at.map(Instant::from),
            url: None,
        }
    }

    pub(crate) fn issued(issued: &InvitationWithToken, base: &Url, now: Timestamp) -> Self {
        let base = base.as_str().trim_end_matches('/');
        let url = format!("{base}/connect/{}", issued.token.expose_secret());
        Self {
            url: Some(url),
            ..Self::of(&issued.invitation, now)
        }
    }
}
