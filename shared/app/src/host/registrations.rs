//! Requests of the host app about registrations. Each function takes the caller and hides registrations outside the caller's
//! reach: a registration of any other customer does not exist for the caller (T52).

mod agree;
mod change;
mod create;
mod disconnect;
mod duplicate;
mod erase;
mod invite;
mod list;
mod return_url;

pub use agree::{approve, reject};
pub use change::{AskedChange, Changes, ValueChange, change};
pub(crate) use create::first_id;
pub use create::{NewRegistration, create};
pub use disconnect::disconnect;
pub use erase::erase;
pub(crate) use invite::{DraftLink, find_links, write_link};
pub use invite::{NewInvitation, invite, list_invitations, load_invitation, withdraw};
pub use list::{Filter, List, ListItem, MOST_EXAMINED, Position, list};
pub use return_url::is_allowed_return;

use crate::{
    host::api_key::Caller,
    in_log,
    limits::{Allowance, INVITATIONS},
    secrets::{
        left_sign_in::{self, RemoveError},
        new_id, secret_token,
    },
    verify::read_system_user::SystemUserReader,
};
use domain::{
    clock::{Clock, Machine, Random, RandomUnavailable},
    customer::{CustomerId, InvalidValue},
    erasure::Erasure,
    ids::{InvitationId, RegistrationId},
    invitation::{Invitation, LONGEST_LIFETIME, Maker, Purpose, Status},
    registration::InvalidTransition,
    support_code::SupportCode,
};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use store::{CommitError, ListError, Store, StoreError, StoredRegistration};

/// Reason why a request of the host app was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum RegistrationError {
    /// There is no registration of that id, or the caller does not reach it.
    #[error("there is no such registration")]
    NotFound,
    /// The registration is erased, or is being erased.
    #[error("the registration is erased")]
    Erased(Erasure),
    /// The caller's key does not reach the customer that it names.
    #[error("the key does not reach this customer")]
    CustomerOutOfReach,
    /// `return_url` is outside the deployment's list.
    #[error("return_url is not below an allowed address")]
    ReturnUrlNotAllowed,
    /// The requested lifetime of an invitation is outside 1 hour to 90 days.
    #[error("the lifetime is not between 1 hour and 90 days")]
    LifetimeOutOfRange,
    /// A link for the system user was asked for, but the registration names none.
    #[error("the registration names no system user")]
    NoSystemUser,
    /// A link for newer permissions was asked for, but none can be approved.
    #[error("there is no newer permission to approve")]
    NoUpgrade(NoUpgrade),
    /// The stage of the registration does not allow the request.
    #[error(transparent)]
    NotPossibleNow(#[from] InvalidTransition),
    /// No administrator has approved yet, so there is nothing to verify.
    #[error("no administrator has approved yet")]
    NotApprovedYet,
    /// The registration is disconnected, so there is nothing to verify.
    #[error("the registration is disconnected")]
    Disconnected,
    /// Another tenant than the named one has consented.
    #[error("another tenant has consented")]
    OtherTenant,
    /// The link through which the tenant consented was withdrawn.
    #[error("the link was withdrawn through which the tenant consented")]
    LinkWithdrawn,
    /// The tenant that consented belongs to another customer.
    #[error("the tenant belongs to another customer")]
    TenantTaken,
    /// The customer already has a registration of the same tenant.
    #[error("the customer has a registration of the same tenant")]
    Exists(RegistrationId),
    /// The notes together exceed their limits.
    #[error("the metadata cannot be kept")]
    InvalidMetadata(#[source] InvalidValue),
    /// The stored registration has another version than the one the caller has seen.
    #[error("the registration has another version")]
    VersionChanged,
    /// Another request changed the registration at the same moment.
    #[error("the registration changed at the same moment")]
    Conflict,
    /// A verification was made a moment ago; another may be made in the next window.
    #[error("a verification was made a moment ago")]
    TooSoon(Allowance),
    /// The customer got as many invitations within the hour as are allowed.
    #[error("the customer got too many invitations within an hour")]
    TooManyInvitations(Allowance),
    /// The registration has as many active links as are allowed at once.
    #[error("the registration has too many active invitations")]
    TooManyActiveInvitations,
    /// The registration has no report yet.
    #[error("no verification was made yet")]
    NeverVerified,
    /// The cursor was not made by us.
    #[error("the cursor is not valid")]
    InvalidCursor,
    /// The sign-in of the previous system user could not be removed; everything else was changed.
    #[error("the sign-in of the system user before cannot be removed")]
    SignInNotRemoved(#[from] RemoveError),
    /// The table could not be used.
    #[error("the table cannot be used")]
    Store(#[from] StoreError),
    /// The system gave no random bytes.
    #[error(transparent)]
    Random(#[from] RandomUnavailable),
}

/// Reason why no newer permission can be approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoUpgrade {
    /// The tenant is not connected: its first approval needs another link.
    NotConnected,
    /// All permissions that are asked for were approved.
    Nothing,
    /// The Entra app does not declare the newer permissions yet.
    Undeclared,
    /// No verification has seen the granted permissions.
    Unknown,
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
            CommitError::TenantTaken => Self::TenantTaken,
            CommitError::Store(error) => Self::Store(error),
            CommitError::RegistrationChanged | CommitError::Superseded => Self::Conflict,
        }
    }
}

/// An invitation with its token, which is shown once and never stored.
pub struct InvitationWithToken {
    /// The invitation.
    pub invitation: Invitation,
    /// The token of its link.
    pub token: SecretString,
    /// The invitations that the customer may still get.
    pub allowance: Allowance,
}

/// A slot that is newer than every run which has begun.
fn newest_slot(last: Option<i64>, now: Timestamp) -> i64 {
    let now = now.as_millisecond();
    last.map_or(now, |last| now.max(last + 1))
}

async fn allow_invitation(
    store: &Store,
    now: Timestamp,
    customer: &CustomerId,
) -> Result<Allowance, RegistrationError> {
    let allowance = INVITATIONS.spend(store, now, customer.as_str()).await?;
    allowance.map_err(RegistrationError::TooManyInvitations)
}

fn issue(
    machine: Machine<'_>,
    registration_id: RegistrationId,
    purpose: Purpose,
    lifetime: SignedDuration,
    allowance: Allowance,
) -> Result<InvitationWithToken, RegistrationError> {
    if lifetime < SignedDuration::from_hours(1) || lifetime > LONGEST_LIFETIME {
        return Err(RegistrationError::LifetimeOutOfRange);
    }
    let (token, invitation) = new_link(
        machine.now(),
        machine.random,
        registration_id,
        purpose,
        lifetime,
    )?;
    Ok(InvitationWithToken {
        invitation,
        token,
        allowance,
    })
}

/// A new link of the host app with its token; nothing is written yet.
pub(crate) fn new_link(
    now: Timestamp,
    random: &dyn Random,
    registration_id: RegistrationId,
    purpose: Purpose,
    lifetime: SignedDuration,
) -> Result<(SecretString, Invitation), RandomUnavailable> {
    let token = secret_token::generate(random)?;
    let invitation = Invitation {
        id: InvitationId::from_uuid(new_id::generate(now, random)?),
        token_hash: secret_token::hash_secret(secret_token::TokenPurpose::Invitation, &token),
        registration_id,
        purpose,
        status: Status::Open,
        created_at: now,
        expires_at: now + lifetime,
        opened_at: None,
        completed_at: None,
        created_by: Maker::HostApp,
        is_replaced: false,
        requested_at: None,
    };
    Ok((token, invitation))
}

/// A registration that a call changes, and the version that the caller has seen. The version is the instant of the last change:
/// runs and new links also write the registration, but change nothing that the host app can change.
#[derive(Debug, Clone, Copy)]
pub struct RegistrationVersion<'a> {
    /// The registration.
    pub id: RegistrationId,
    /// Instants of the last change that the host app has seen, in microseconds since 1970, if it names any: if the stored
    /// instant is none of them, nothing is changed.
    pub seen: Option<&'a [i64]>,
}

impl From<RegistrationId> for RegistrationVersion<'_> {
    /// The registration in any version.
    fn from(id: RegistrationId) -> Self {
        Self { id, seen: None }
    }
}

impl RegistrationVersion<'_> {
    /// Loads the registration, in a version that the caller has seen.
    async fn load(
        self,
        store: &Store,
        caller: &Caller,
    ) -> Result<StoredRegistration, RegistrationError> {
        let loaded = load(store, caller, self.id).await?;
        self.demand(&loaded)?;
        Ok(loaded)
    }

    /// Checks that the caller has seen the registration as it is.
    fn demand(self, loaded: &StoredRegistration) -> Result<(), RegistrationError> {
        let updated_at = loaded.registration.updated_at.as_microsecond();
        let is_seen = self.seen.is_none_or(|seen| seen.contains(&updated_at));
        is_seen
            .then_some(())
            .ok_or(RegistrationError::VersionChanged)
    }
}

/// The registration after the removal of a system user's sign-in that remained.
async fn without_left_sign_in(
    store: &Store,
    system_users: &SystemUserReader,
    clock: &dyn Clock,
    caller: &Caller,
    loaded: StoredRegistration,
) -> Result<StoredRegistration, RegistrationError> {
    let id = loaded.registration.id;
    match Box::pin(left_sign_in::remove(store, system_users, clock, loaded)).await {
        Err(RemoveError::Erased) => load(store, caller, id).await,
        removed => Ok(removed?),
    }
}

/// Loads one registration and its standing.
///
/// # Errors
/// See [`RegistrationError`]; [`RegistrationError::Erased`] for an erased one.
pub async fn load(
    store: &Store,
    caller: &Caller,
    id: RegistrationId,
) -> Result<StoredRegistration, RegistrationError> {
    if let Some(loaded) = store.load(id).await? {
        let own = Some(loaded).filter(|loaded| caller.reaches(&loaded.registration.customer.id));
        let loaded = own.ok_or(RegistrationError::NotFound)?;
        in_log::name_registration(&loaded.registration);
        return Ok(loaded);
    }
    let tombstone = store.find_tombstone(id).await?;
    let own = tombstone.filter(|tombstone| caller.reaches(&tombstone.customer_id));
    Err(own.map_or(RegistrationError::NotFound, |tombstone| {
        RegistrationError::Erased(tombstone.erasure())
    }))
}

/// Loads the registration that a support code names, if the caller reaches it and it passes the filter.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn find_by_support_code(
    store: &Store,
    caller: &Caller,
    code: SupportCode,
    filter: &Filter,
    now: Timestamp,
) -> Result<Option<StoredRegistration>, RegistrationError> {
    let Some(id) = store.find_by_support_code(code).await? else {
        return Ok(None);
    };
    let found = store.load(id).await?.filter(|loaded| {
        caller.reaches(&loaded.registration.customer.id) && filter.lets_through(loaded, now)
    });
    Ok(found)
}
