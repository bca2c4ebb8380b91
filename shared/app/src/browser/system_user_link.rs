//! An administrator makes a link for the holder of the system user's account.
//!
//! 1. Only an administrator of the registration's tenant who signed in during this flow makes one (T18), through
//!    a link that may connect the system user; both are checked again in the transaction that writes it (T28).
//! 2. At most five are made within 24 hours for each registration (T81). The stored links are counted with every decision to
//!    write one, so forms that are sent at the same time do not get past the limit, and a link that was not written uses up
//!    nothing. A new one replaces the previous one of the administrators, never one of the host app.
//! 3. The token is made from the browser's cookie and the version of the registration that the form shows: the same form sent
//!    twice makes one link, and only this browser can know it.
//! 4. The audit tells the host app which administrator made it. It ends like every link: when it is used, expires or is
//!    withdrawn, or when the connection ends.

use crate::{
    browser::{Browser, BrowserError, Visit},
    host::{
        registrations::{self, DraftLink, RegistrationError},
        repeatable::Repeatable,
    },
    legs::{BeginError, Form},
    limits::{MOST_SYSTEM_USER_LINKS, SYSTEM_USER_LINKS_WITHIN},
    secrets::new_id,
};
use domain::{
    access::AuditEntry,
    clock::Clock,
    customer::Language,
    flow::{LegPurpose, SignedIn},
    ids::AuditId,
    invitation::{Invitation, Maker, Purpose},
    permission::Manifest,
};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};
use store::{CommitError, InvitationWrite, Store, StoreError};

/// Lifetime of such a link: short, because the person is a colleague and a new one is made in a moment.
const LIFETIME: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Reason why no link was made.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The form cannot be served; [`BeginError::NotReady`] if there is no system user to connect.
    #[error(transparent)]
    Form(#[from] BeginError),
    /// The registration got as many links as a day allows, or has as many active links as are allowed.
    #[error("too many links")]
    TooMany,
    /// The link that this form made was used, withdrawn or replaced since.
    #[error("the link of this form has ended")]
    Ended,
}

impl From<RegistrationError> for LinkError {
    fn from(error: RegistrationError) -> Self {
        match error {
            RegistrationError::TooManyActiveInvitations
            | RegistrationError::TooManyInvitations(_) => Self::TooMany,
            RegistrationError::NoSystemUser => BeginError::NotReady.into(),
            RegistrationError::Store(error) => error.into(),
            RegistrationError::Random(error) => error.into(),
            // Everything else is about the calls of the host app, or about the registration as it has become meanwhile.
            _ => StoreError::Conflict.into(),
        }
    }
}

impl From<CommitError> for LinkError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::InvitationEnded => BrowserError::NotUsable.into(),
            error => RegistrationError::from(error).into(),
        }
    }
}

impl<E: Into<BrowserError>> From<E> for LinkError {
    fn from(error: E) -> Self {
        Self::Form(BeginError::Browser(error.into()))
    }
}

/// A link for the system user, to be shown once.
pub struct SystemUserLink {
    /// The registration, and the link through which the new one was made.
    pub visit: Visit,
    /// The administrator.
    pub administrator: SignedIn,
    /// The invitation.
    pub invitation: Invitation,
    /// The token of its link.
    pub token: SecretString,
}

impl SystemUserLink {
    /// The language in which the link's page starts.
    pub fn language(&self) -> Language {
        self.visit.loaded.registration.language
    }
}

/// Makes the link of a form; the same form again returns the same link. `turn` is the value that the form sends beside its token.
///
/// # Errors
/// See [`LinkError`].
pub async fn make_system_user_link(
    browser: &Browser,
    manifest: &Manifest,
    clock: &dyn Clock,
    form: &Form<'_>,
    turn: &str,
) -> Result<SystemUserLink, LinkError> {
    let (visit, administrator) = authority(browser, clock, form).await?;
    let registration = &visit.loaded.registration;
    let (id, now) = (registration.id, clock.now());
    let cookie = form.cookie.ok_or(BrowserError::NoFlow)?;
    let seed = format!("{}:system-user-link:{id}:{turn}", cookie.expose_secret());
    let random = Repeatable::new(&seed, now);
    let (token, link) = registrations::new_link(now, &random, id, Purpose::SystemUser, LIFETIME)?;
    let link = Invitation {
        created_by: Maker::Administrator,
        ..link
    };
    let store = &browser.store;
    let present = store.find_invitation(&link.token_hash).await?;
    let invitation = if let Some(present) = present {
        present
    } else {
        let entry = AuditEntry {
            id: AuditId::from_uuid(new_id::generate(now, &random)?),
            registration_id: id,
            occurred_at: now,
            tenant_id: administrator.tenant.id,
            actor: administrator.tenant.administrator,
            actor_name: administrator.tenant.administrator_name.clone(),
            changes: Vec::new(),
            invitation_id: Some(link.id),
        };
        let through = &visit.invitation.token_hash;
        let authority = || async {
            let (visit, _) = authority(browser, clock, form).await?;
            demand_room(store, &link, clock.now()).await?;
            let rests_on = (through.clone(), InvitationWrite::RequireOpen);
            Ok((visit.loaded, Some(rests_on)))
        };
        let draft = DraftLink {
            invitation: &link,
            lifetime: LIFETIME,
            replace: true,
            audit: Some(&entry),
        };
        let written =
            registrations::write_link::<LinkError, _>(store, manifest, clock, &draft, authority)
                .await?;
        tracing::info!(
            registration_id = %id,
            outcome = "system_user_link_made",
            "an administrator made a link for the system user"
        );
        written
    };
    if !invitation.is_usable(clock.now()) {
        return Err(LinkError::Ended);
    }
    Ok(SystemUserLink {
        visit,
        administrator,
        invitation,
        token,
    })
}

/// Checks the form and returns the administrator, who may make the link now.
async fn authority(
    browser: &Browser,
    clock: &dyn Clock,
    form: &Form<'_>,
) -> Result<(Visit, SignedIn), LinkError> {
    let (visit, flow) = browser
        .visit_with_form(clock, form.token, form.cookie, form.form_token)
        .await?;
    visit.allows(LegPurpose::SystemUser, clock.now())?;
    let administrator = visit.administrator_of_tenant(&flow)?;
    if visit
        .loaded
        .registration
        .lifecycle
        .settled_tenant()
        .is_none()
    {
        return Err(BeginError::NotReady.into());
    }
    Ok((visit, administrator))
}

/// Refuses a link that would be one too many of the last day. It does not count itself, if another attempt at it was written.
async fn demand_room(store: &Store, link: &Invitation, now: Timestamp) -> Result<(), LinkError> {
    let counts = |other: &Invitation| {
        other.created_by == Maker::Administrator
            && other.created_at > now - SYSTEM_USER_LINKS_WITHIN
            && other.token_hash != link.token_hash
    };
    let made = registrations::find_links(store, link.registration_id, counts).await?;
    if made.len() < MOST_SYSTEM_USER_LINKS {
        Ok(())
    } else {
        Err(LinkError::TooMany)
    }
}
