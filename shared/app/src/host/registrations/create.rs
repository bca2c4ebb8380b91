//! A new registration with its first invitation.

use super::{
    InvitationWithToken, RegistrationError, allow_invitation,
    duplicate::{Claim, demand_new},
    issue,
    return_url::is_allowed_return,
};
use crate::{host::api_key::Caller, in_log, secrets::new_id};
use domain::{
    clock::{Machine, Random, RandomUnavailable},
    customer::{Customer, DomainName, Language, Metadata, Requester, Site, UserPrincipalName},
    ids::RegistrationId,
    invitation::{DEFAULT_LIFETIME, Purpose},
    registration::{Lifecycle, Observations, Registration},
    support_code::SupportCode,
};
use jiff::Timestamp;
use store::{Store, StoredRegistration};
use url::Url;

/// Support codes that are tried. With a million registrations, one code in a million belongs to another registration.
const SUPPORT_CODES_TRIED: u8 = 5;

/// Values that the host app gives for a new registration.
#[derive(Debug, Clone)]
pub struct NewRegistration {
    /// The customer of the registration.
    pub customer: Customer,
    /// A domain the tenant must have verified; pins the tenant.
    pub expected_domain: Option<DomainName>,
    /// The language in which pages start.
    pub language: Language,
    /// The account with which Cooperlink is to work in the background.
    pub system_user: Option<UserPrincipalName>,
    /// Sites and libraries.
    pub sites: Vec<Site>,
    /// Address to which the last page leads back.
    pub return_url: Option<Url>,
    /// The person who asks the administrator.
    pub requester: Option<Requester>,
    /// Instant at which the customer meets support.
    pub meeting_at: Option<Timestamp>,
    /// The host app's own notes.
    pub metadata: Metadata,
    /// Whether it is made even if the customer has a registration of the same tenant.
    pub is_additional: bool,
}

/// Creates a registration and its first invitation. Ids and token come only from `machine`: with that of an earlier
/// attempt at the same request it finds the items of that attempt, and returns the same answer.
///
/// # Errors
/// See [`RegistrationError`].
pub async fn create(
    store: &Store,
    machine: Machine<'_>,
    caller: &Caller,
    new: NewRegistration,
    return_prefixes: &[Url],
) -> Result<(StoredRegistration, InvitationWithToken), RegistrationError> {
    if !caller.reaches(&new.customer.id) {
        return Err(RegistrationError::CustomerOutOfReach);
    }
    if new
        .return_url
        .as_ref()
        .is_some_and(|url| !is_allowed_return(url, return_prefixes))
    {
        return Err(RegistrationError::ReturnUrlNotAllowed);
    }
    let allowance = allow_invitation(store, machine.now(), &new.customer.id).await?;
    let is_additional = new.is_additional;
    let registration = invited(new, machine)?;
    let claim = if is_additional {
        None
    } else {
        demand_new(store, &registration).await?;
        Claim::of(&registration)
    };
    let issued = issue(
        machine,
        registration.id,
        Purpose::Connect,
        DEFAULT_LIFETIME,
        allowance,
    )?;
    Box::pin(write(store, machine.random, registration, claim, issued)).await
}

/// The id of the registration that a request makes: the first id that is drawn for it.
pub(crate) fn first_id(machine: Machine<'_>) -> Result<RegistrationId, RandomUnavailable> {
    new_id::generate(machine.now(), machine.random).map(RegistrationId::from_uuid)
}

/// The registration at its beginning.
fn invited(new: NewRegistration, machine: Machine<'_>) -> Result<Registration, RegistrationError> {
    let now = machine.now();
    Ok(Registration {
        id: first_id(machine)?,
        version: 1,
        support_code: SupportCode::generate(machine.random)?,
        customer: new.customer,
        expected_domain: new.expected_domain,
        language: new.language,
        system_user: new.system_user,
        sites: new.sites,
        return_url: new.return_url.map(String::from),
        requester: new.requester,
        meeting_at: new.meeting_at,
        metadata: new.metadata,
        lifecycle: Lifecycle::Invited,
        observations: Observations::default(),
        system_user_connection: None,
        signed_in_through: None,
        consented_through: None,
        removes_sign_in_since: None,
        stores_sign_in_since: None,
        rejections: Vec::new(),
        tenant_taken_at: None,
        created_at: now,
        updated_at: now,
    })
}

/// Writes both, with another support code while the drawn one belongs to another registration, and claims the domain for the
/// customer. The items of an earlier attempt at the same request have the same ids, whichever code it ended with. If the
/// registration was erased meanwhile, nothing is made again.
async fn write(
    store: &Store,
    random: &dyn Random,
    mut registration: Registration,
    mut claim: Option<Claim>,
    issued: InvitationWithToken,
) -> Result<(StoredRegistration, InvitationWithToken), RegistrationError> {
    for _ in 0..SUPPORT_CODES_TRIED {
        let invitation = &issued.invitation;
        let created = match &claim {
            Some(claim) => {
                let write = claim.as_write();
                store
                    .create_claiming_registration(&registration, invitation, write)
                    .await
            }
            None => store.create_registration(&registration, invitation).await,
        };
        match created {
            Ok(()) => {
                in_log::name_registration(&registration);
                return Ok((StoredRegistration::new(registration), issued));
            }
            Err(error) if error.is_conflict() => {}
            Err(error) => return Err(error.into()),
        }
        if let Some(loaded) = store.load(registration.id).await? {
            let invitation = store.find_invitation(&issued.invitation.token_hash).await?;
            let invitation = invitation.ok_or(RegistrationError::Conflict)?;
            let issued = InvitationWithToken {
                invitation,
                ..issued
            };
            return Ok((loaded, issued));
        }
        if let Some(tombstone) = store.find_tombstone(registration.id).await? {
            return Err(RegistrationError::Erased(tombstone.erasure()));
        }
        if let Some(claim) = &mut claim {
            claim.renew(store).await?;
        }
        registration.support_code = SupportCode::generate(random)?;
    }
    Err(RegistrationError::Conflict)
}
