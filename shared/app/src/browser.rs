//! Secrets that a browser brings, and their rights: an invitation's token opens a registration's page, the flow's cookie ties a
//! browser to one attempt. Neither proves anything at Microsoft (`SECURITY.md`, Rules).

mod first_opening;
pub mod look_again;
mod parts;
pub mod request_invitation;
pub mod sign_out;
pub mod system_user_link;

pub(crate) use parts::Parts;

use crate::{
    in_log,
    legs::BeginError,
    limits::LINK_REQUEST_EVERY,
    secrets::{
        sealing::{Sealing, SealingError},
        secret_token::{self, TokenPurpose},
    },
    warm_up,
};
use domain::{
    clock::{Clock, RandomUnavailable},
    customer::Language,
    flow::{Flow, LegPurpose, SignedIn},
    ids::TokenHash,
    invitation::{Invitation, InvitationEnd, Purpose, Status},
    registration::Lifecycle,
    support_code::SupportCode,
    verification::report::Report,
};
use entra::Entra;
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use std::sync::Arc;
use store::{
    Store, StoreError, StoredRegistration,
    secrets::{Secrets, SecretsError},
};
use url::Url;

/// Time for which the page waits for a requested run; then it says that the run is late, and stops looking.
const AWAITED_FOR: SignedDuration = SignedDuration::from_mins(5);

/// Reason why a browser's request could not be served.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// The link is unknown, or gives no authority for the request (T28, T30).
    #[error("the invitation cannot be used")]
    NotUsable,
    /// The link has ended. Its holder learns how, but not which customer it was made for.
    #[error("the invitation has ended")]
    Ended {
        /// Way in which the link ended.
        end: InvitationEnd,
        /// Whether the host app was told within the last day that the link's holder asks for a new one.
        is_requested: bool,
    },
    /// The browser has no flow of this invitation: it is another browser, or the flow expired.
    #[error("no flow of this browser")]
    NoFlow,
    /// The form's token is not that of the flow (T35).
    #[error("the form does not belong to this flow")]
    ForeignForm,
    /// The table could not be used.
    #[error("the table cannot be used")]
    Store(#[from] StoreError),
    /// The secret store could not be used.
    #[error("a secret cannot be read")]
    Secrets(#[from] SecretsError),
    /// A value could not be sealed or opened.
    #[error(transparent)]
    Sealing(#[from] SealingError),
    /// The system gave no random bytes.
    #[error(transparent)]
    Random(#[from] RandomUnavailable),
}

/// The clients and values that the hosted pages and the callback share.
pub struct Browser {
    /// The table.
    pub store: Store,
    /// Microsoft.
    pub entra: Entra,
    /// The sealing keys.
    pub secrets: Arc<Secrets>,
    /// `{public base url}/callback`, the one redirect URI.
    pub redirect_uri: Url,
}

/// An invitation that is open, or that this browser used up, with its registration, and with the browser's flow if it has one.
pub struct Visit {
    /// The invitation.
    pub invitation: Invitation,
    /// Its registration and standing.
    pub loaded: StoredRegistration,
    /// The flow of this browser, if its cookie names one of this invitation.
    pub flow: Option<Flow>,
}

/// A run that a browser asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AwaitedRun {
    /// No run was asked for, or it has been made.
    None,
    /// The run is expected any moment.
    Coming,
    /// The run has not been made for five minutes; it is made without the page.
    Late,
}

/// A trip to Microsoft that is about to begin.
pub struct Departure {
    /// Address to which the browser is sent.
    pub location: Url,
    /// A new value for the flow's cookie, if it changes.
    pub cookie: Option<NewCookie>,
    /// The registration's support code.
    pub support_code: SupportCode,
    /// The language that the registration's pages start in.
    pub language: Language,
}

/// A cookie to set.
pub struct NewCookie {
    /// Hash that decides the cookie's name.
    pub invitation_hash: TokenHash,
    /// Its value.
    pub value: SecretString,
    /// Time for which the browser keeps the cookie: the lifetime of the flow.
    pub lives_for: SignedDuration,
}

impl Visit {
    /// The run that this browser asked for.
    pub fn awaited_run(&self, clock: &dyn Clock) -> AwaitedRun {
        let flow = self.flow.as_ref();
        let asked_at = flow.and_then(|flow| flow.verification_asked_at);
        let checked_at = self.loaded.standing.checked_at;
        match asked_at.filter(|asked_at| checked_at.is_none_or(|at| at < *asked_at)) {
            Some(asked_at) if clock.now() < asked_at + AWAITED_FOR => AwaitedRun::Coming,
            Some(_) => AwaitedRun::Late,
            None => AwaitedRun::None,
        }
    }

    /// The person of the flow who may act on the registration as it is now ([`SignedIn::may_act`]).
    ///
    /// # Errors
    /// [`BeginError::NotSignedIn`] if no user signed in, and for a colleague (T18).
    pub(crate) fn administrator(&self, flow: &Flow) -> Result<SignedIn, BeginError> {
        let lifecycle = &self.loaded.registration.lifecycle;
        let through = self.invitation.purpose;
        flow.signed_in
            .clone()
            .filter(|signed_in| signed_in.may_act(lifecycle, through))
            .ok_or(BeginError::NotSignedIn)
    }

    /// Checks like [`Visit::administrator`], and that the person belongs to the registration's tenant: a user of another tenant
    /// may have signed in since.
    ///
    /// # Errors
    /// [`BeginError::NotSignedIn`].
    pub(crate) fn administrator_of_tenant(&self, flow: &Flow) -> Result<SignedIn, BeginError> {
        let lifecycle = &self.loaded.registration.lifecycle;
        let signed_in = self.administrator(flow)?;
        Some(signed_in)
            .filter(|signed_in| lifecycle.is_of(signed_in.tenant.id))
            .ok_or(BeginError::NotSignedIn)
    }

    /// Whether a start leads to the consent page before any sign-in: a domain of the customer names the tenant, and the
    /// registration waits for its first consent.
    pub fn begins_with_consent(&self) -> bool {
        let registration = &self.loaded.registration;
        let is_first = matches!(
            registration.lifecycle,
            Lifecycle::Invited | Lifecycle::SignedIn { .. }
        );
        is_first
            && registration.expected_domain.is_some()
            && self.invitation.purpose == Purpose::Connect
    }

    /// Checks that this link may begin a trip for the given purpose now.
    ///
    /// # Errors
    /// [`BrowserError::NotUsable`] when the link is used up, was made before the host app disconnected the tenant, or is meant
    /// for another purpose (T23, T28).
    pub(crate) fn allows(&self, leg: LegPurpose, now: Timestamp) -> Result<(), BrowserError> {
        let lifecycle = &self.loaded.registration.lifecycle;
        if self.invitation.gives_authority(lifecycle, now) && self.invitation.purpose.allows(leg) {
            Ok(())
        } else {
            Err(BrowserError::NotUsable)
        }
    }
}

impl Browser {
    /// Begins to open the connection to the table (see [`warm_up`]).
    pub fn open_connections(&self) {
        warm_up::open_table(&self.store);
    }

    /// Reads the secrets that every request needs.
    pub async fn read_secrets(&self, clock: &dyn Clock) {
        // What cannot be read is read again by the request that needs it.
        let _ = self.secrets.sealing_keys(clock.now()).await;
    }

    /// Opens an invitation. `cookie` is the value of the cookie named after the invitation, if the browser sent one.
    /// Changes nothing (T29).
    ///
    /// # Errors
    /// [`BrowserError::NotUsable`], or a fault of ours.
    pub async fn visit(
        &self,
        clock: &dyn Clock,
        token: &SecretString,
        cookie: Option<&SecretString>,
    ) -> Result<Visit, BrowserError> {
        let (invitation, flow) = self.find_link(clock, token, cookie).await?;
        self.load_visit(invitation, flow).await
    }

    /// The invitation, if this browser may open it, and the browser's flow.
    async fn find_link(
        &self,
        clock: &dyn Clock,
        token: &SecretString,
        cookie: Option<&SecretString>,
    ) -> Result<(Invitation, Option<Flow>), BrowserError> {
        let now = clock.now();
        let hash = secret_token::hash_secret(TokenPurpose::Invitation, token);
        let flow = async {
            match cookie {
                Some(cookie) => {
                    let cookie = secret_token::hash_secret(TokenPurpose::Cookie, cookie);
                    self.store.find_flow(&cookie, now).await
                }
                None => Ok(None),
            }
        };
        let (invitation, flow) = tokio::join!(self.store.find_invitation(&hash), flow);
        let invitation = invitation?.ok_or(BrowserError::NotUsable)?;
        let flow = flow?.filter(|flow| {
            flow.invitation_hash == hash && flow.registration_id == invitation.registration_id
        });
        // What a link was used for shows in the browser that used it; to every other one it is a link like any that is gone.
        let is_own_end = invitation.status == Status::Completed && flow.is_some();
        match invitation.end(now).filter(|_| !is_own_end) {
            None => Ok((invitation, flow)),
            Some(end) => Err(self.ended(&invitation, end, now).await?),
        }
    }

    /// Error for the holder of a link that has ended. It reveals nothing about an erased registration.
    async fn ended(
        &self,
        invitation: &Invitation,
        end: InvitationEnd,
        now: Timestamp,
    ) -> Result<BrowserError, BrowserError> {
        let loaded = self.store.load(invitation.registration_id).await?;
        let kept = loaded.filter(|loaded| {
            let lifecycle = &loaded.registration.lifecycle;
            !matches!(lifecycle, Lifecycle::Erased { .. })
        });
        Ok(kept.map_or(BrowserError::NotUsable, |loaded| {
            in_log::name_registration(&loaded.registration);
            BrowserError::Ended {
                end,
                is_requested: invitation.is_requested_within(LINK_REQUEST_EVERY, now),
            }
        }))
    }

    async fn load_visit(
        &self,
        invitation: Invitation,
        flow: Option<Flow>,
    ) -> Result<Visit, BrowserError> {
        let loaded = self
            .store
            .load(invitation.registration_id)
            .await?
            .ok_or(BrowserError::NotUsable)?;
        in_log::name_registration(&loaded.registration);
        Ok(Visit {
            invitation,
            loaded,
            flow,
        })
    }

    /// Opens an invitation like [`Browser::visit`], for a form after the start: the flow must exist and the form must belong to
    /// it.
    ///
    /// # Errors
    /// Those of [`Browser::visit`], [`BrowserError::NoFlow`] and [`BrowserError::ForeignForm`].
    pub async fn visit_with_form(
        &self,
        clock: &dyn Clock,
        token: &SecretString,
        cookie: Option<&SecretString>,
        form_token: Option<&str>,
    ) -> Result<(Visit, Flow), BrowserError> {
        let visit = self.visit(clock, token, cookie).await?;
        let (Some(cookie), Some(flow)) = (cookie, visit.flow.clone()) else {
            return Err(BrowserError::NoFlow);
        };
        if secret_token::is_form_token(cookie, form_token) {
            Ok((visit, flow))
        } else {
            Err(BrowserError::ForeignForm)
        }
    }

    /// The newest report of the visited registration as of now, if a run was made since its approval and since this browser
    /// last changed the access: an older report would describe the state before that.
    ///
    /// # Errors
    /// A fault of ours.
    pub async fn newest_report(
        &self,
        clock: &dyn Clock,
        visit: &Visit,
    ) -> Result<Option<Report>, BrowserError> {
        let standing = &visit.loaded.standing;
        let registration = &visit.loaded.registration;
        let consented_at = registration.lifecycle.consented_at();
        let changed_at = visit.flow.as_ref().and_then(|flow| flow.access_changed_at);
        let since = consented_at.max(changed_at);
        let is_new = consented_at.is_some() && standing.checked_at >= since;
        let Some(id) = standing.latest_report.filter(|_| is_new) else {
            return Ok(None);
        };
        match self.store.find_report(registration.id, id).await {
            Ok(kept) => Ok(kept.map(|kept| kept.report.as_of(standing, clock.now()))),
            // The page goes on without it until a run keeps another one.
            Err(error) if error.is_corrupt() => {
                tracing::error!(
                    registration_id = %registration.id,
                    outcome = "operator_fault",
                    error = %crate::Chain(&error),
                    "a report cannot be read"
                );
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Whether the tenant whose approval is recorded has meanwhile become another customer's; then it cannot be connected to
    /// this registration.
    ///
    /// # Errors
    /// A fault of ours.
    pub async fn is_taken(&self, visit: &Visit) -> Result<bool, BrowserError> {
        let registration = &visit.loaded.registration;
        let Lifecycle::Consented { tenant, .. } = &registration.lifecycle else {
            return Ok(false);
        };
        let binding = self.store.find_binding(tenant.id).await?;
        Ok(binding.is_some_and(|binding| binding.customer_id != registration.customer.id))
    }

    pub(crate) async fn sealing(&self, clock: &dyn Clock) -> Result<Sealing, BrowserError> {
        let keys = self.secrets.sealing_keys(clock.now()).await?;
        Ok(Sealing::of(&keys)?)
    }
}
