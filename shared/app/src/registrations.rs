//! What the host app does with registrations. Each function takes the caller and hides what the caller does not reach:
//! outside a key's customers a registration does not exist (`security.md` T52).

mod agree;
mod change;
mod create;

pub use agree::{approve, reject};
pub use change::{Change, Changes, change};
pub use create::{NewRegistration, create};

use crate::{
    api_key::Caller, left_sign_in::RemoveError, limits::INVITATIONS, new_id, secret_token,
};
use domain::{
    clock::{Clock, Random, RandomUnavailable},
    customer::CustomerId,
    ids::{InvitationId, RegistrationId},
    invitation::{DEFAULT_LIFETIME, Invitation, LONGEST_LIFETIME, Purpose, Status},
    registration::{InvalidTransition, Registration},
    support_code::SupportCode,
};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use store::{CommitError, ListError, Loaded, Page, Store, StoreError};

/// Why a request of the host app was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum RegistrationError {
    /// There is none of that id, or the caller does not reach it.
    #[error("there is no such registration")]
    NotFound,
    /// The caller's key does not reach the customer it names.
    #[error("the key does not reach this customer")]
    CustomerOutOfReach,
    /// The caller's key reaches several customers, and the list is of one.
    #[error("the key reaches several customers, and none is named")]
    CustomerNotNamed,
    /// `return_url` is outside the deployment's list.
    #[error("return_url is not below an allowed address")]
    ReturnUrlNotAllowed,
    /// An invitation may live at most 90 days.
    #[error("the lifetime is not between 1 hour and 90 days")]
    LifetimeOutOfRange,
    /// A link for the system user of a registration that names none.
    #[error("the registration names no system user")]
    NoSystemUser,
    /// The stage does not allow it.
    #[error(transparent)]
    NotPossibleNow(#[from] InvalidTransition),
    /// Another tenant than the named one has consented.
    #[error("another tenant has consented")]
    OtherTenant,
    /// The link was withdrawn through which the tenant consented.
    #[error("the link was withdrawn through which the tenant consented")]
    LinkWithdrawn,
    /// Somebody else changed the registration at the same moment.
    #[error("the registration changed at the same moment")]
    Conflict,
    /// A verification was made a moment ago; another may be made after this time.
    #[error("a verification was made a moment ago")]
    TooSoon(SignedDuration),
    /// The customer got as many invitations as an hour allows.
    #[error("the customer got too many invitations within an hour")]
    TooManyInvitations,
    /// The cursor was not made by us.
    #[error("the cursor is not valid")]
    InvalidCursor,
    /// The sign-in of the system user before could not be removed; everything else was changed.
    #[error("the sign-in of the system user before cannot be removed")]
    SignInNotRemoved(#[from] RemoveError),
    /// The table could not be used.
    #[error("the table cannot be used")]
    Store(#[from] StoreError),
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] RandomUnavailable),
}

impl From<ListError> for RegistrationError {
    fn from(error: ListError) -> Self {
        match error {
            ListError::InvalidCursor => Self::InvalidCursor,
            ListError::Store(error) => Self::Store(error),
        }
    }
}

impl From<CommitError> for RegistrationError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::InvitationEnded => Self::LinkWithdrawn,
            CommitError::Store(error) => Self::Store(error),
            CommitError::RegistrationChanged
            | CommitError::Superseded
            | CommitError::TenantTaken => Self::Conflict,
        }
    }
}

/// An invitation with its token, which is shown once and never stored.
pub struct Issued {
    /// The invitation.
    pub invitation: Invitation,
    /// The token of its link.
    pub token: SecretString,
}

/// A slot that every run which has begun is older than.
fn newest_slot(last: Option<i64>, now: Timestamp) -> i64 {
    let now = now.as_millisecond();
    last.map_or(now, |last| now.max(last + 1))
}

async fn allow_invitation(
    store: &Store,
    now: Timestamp,
    customer: &CustomerId,
) -> Result<(), RegistrationError> {
    if INVITATIONS.allows(store, now, customer.as_str()).await? {
        Ok(())
    } else {
        Err(RegistrationError::TooManyInvitations)
    }
}

fn issue(
    clock: &dyn Clock,
    random: &dyn Random,
    registration_id: RegistrationId,
    purpose: Purpose,
    lifetime: SignedDuration,
) -> Result<Issued, RegistrationError> {
    if lifetime < SignedDuration::from_hours(1) || lifetime > LONGEST_LIFETIME {
        return Err(RegistrationError::LifetimeOutOfRange);
    }
    let now = clock.now();
    let token = secret_token::generate(random)?;
    let invitation = Invitation {
        id: InvitationId::from_uuid(new_id::generate(now, random)?),
        token_hash: secret_token::hash_secret(secret_token::Kind::Invitation, &token),
        registration_id,
        purpose,
        status: Status::Open,
        created_at: now,
        expires_at: now + lifetime,
        opened_at: None,
        completed_at: None,
    };
    Ok(Issued { invitation, token })
}

/// One registration and how it stands.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn load(
    store: &Store,
    caller: &Caller,
    id: RegistrationId,
) -> Result<Loaded, RegistrationError> {
    store
        .load(id)
        .await?
        .filter(|loaded| caller.reaches(&loaded.registration.customer.id))
        .ok_or(RegistrationError::NotFound)
}

/// A page of registrations, oldest first. A key with a list of customers must name one of them.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn list(
    store: &Store,
    caller: &Caller,
    customer: Option<&CustomerId>,
    cursor: Option<&str>,
    limit: i32,
) -> Result<Page<Registration>, RegistrationError> {
    match (customer, &caller.customers) {
        (Some(customer), _) if !caller.reaches(customer) => Ok(Page {
            items: Vec::new(),
            next: None,
        }),
        (Some(customer), _) => Ok(store
            .list_registrations(Some(customer), cursor, limit)
            .await?),
        (None, None) => Ok(store.list_registrations(None, cursor, limit).await?),
        (None, Some(customers)) if customers.len() == 1 => Ok(store
            .list_registrations(customers.first(), cursor, limit)
            .await?),
        (None, Some(_)) => Err(RegistrationError::CustomerNotNamed),
    }
}

/// The registration that a support code names, if the caller reaches it and, where a customer is named, it is that one's.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn find_by_support_code(
    store: &Store,
    caller: &Caller,
    code: SupportCode,
    customer: Option<&CustomerId>,
) -> Result<Option<Loaded>, RegistrationError> {
    let Some(id) = store.find_by_support_code(code).await? else {
        return Ok(None);
    };
    let found = store.load(id).await?.filter(|loaded| {
        let own = &loaded.registration.customer.id;
        caller.reaches(own) && customer.is_none_or(|customer| customer == own)
    });
    Ok(found)
}

/// Makes another invitation; of repeats as [`create()`].
///
/// # Errors
/// See [`RegistrationError`].
pub async fn invite(
    store: &Store,
    clock: &dyn Clock,
    random: &dyn Random,
    caller: &Caller,
    id: RegistrationId,
    purpose: Purpose,
    lifetime: Option<SignedDuration>,
) -> Result<Issued, RegistrationError> {
    let loaded = load(store, caller, id).await?;
    if purpose == Purpose::SystemUser && loaded.registration.system_user.is_none() {
        return Err(RegistrationError::NoSystemUser);
    }
    allow_invitation(store, clock.now(), &loaded.registration.customer.id).await?;
    let issued = issue(
        clock,
        random,
        loaded.registration.id,
        purpose,
        lifetime.unwrap_or(DEFAULT_LIFETIME),
    )?;
    match store.create_invitation(&issued.invitation).await {
        Ok(()) => Ok(issued),
        Err(error) if error.is_conflict() => {
            let invitation = store.find_invitation(&issued.invitation.token_hash).await?;
            let invitation = invitation.ok_or(RegistrationError::Conflict)?;
            Ok(Issued {
                invitation,
                ..issued
            })
        }
        Err(error) => Err(error.into()),
    }
}

/// One invitation, without its token.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn load_invitation(
    store: &Store,
    caller: &Caller,
    id: RegistrationId,
    invitation: InvitationId,
) -> Result<Invitation, RegistrationError> {
    load(store, caller, id).await?;
    store
        .find_invitation_by_id(id, invitation)
        .await?
        .ok_or(RegistrationError::NotFound)
}

/// Takes an invitation back. Taking it back twice is no error.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn withdraw(
    store: &Store,
    clock: &dyn Clock,
    caller: &Caller,
    id: RegistrationId,
    invitation: InvitationId,
) -> Result<(), RegistrationError> {
    let invitation = load_invitation(store, caller, id, invitation).await?;
    Ok(store.withdraw_invitation(&invitation, clock.now()).await?)
}
