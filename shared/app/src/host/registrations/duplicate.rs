//! A second registration of one customer and tenant, which is made only if the host app asks for an additional one.
//!
//! - The customer's registrations are read from an index, which is a moment behind at most: a duplicate has the same domain, or
//!   a tenant with that domain.
//! - Of two requests at the same moment, one gets the claim of the customer and the domain, which is written with its
//!   registration. A claim is taken over if its registration is gone, or has another domain by then.
//! - Both rules apply to a registration whose domain is changed as to a new one.
//!
//! Without a domain the tenant is not known yet. Such a second registration connects as well, so that an administrator who did
//! everything right is not refused.

use super::RegistrationError;
use crate::secrets::secret_token::{self, TokenPurpose};
use domain::{
    customer::DomainName,
    ids::{RegistrationId, TokenHash},
    registration::{Lifecycle, Registration},
};
use store::{ClaimWrite, Store};

/// Registrations read in one page of the index.
const PAGE: i32 = 100;

/// Most pages that are read for one customer.
const MOST_PAGES: usize = 10;

/// Refuses a registration of a tenant of which the customer already has one.
pub(super) async fn demand_new(store: &Store, new: &Registration) -> Result<(), RegistrationError> {
    let Some(domain) = &new.expected_domain else {
        return Ok(());
    };
    let customer = Some(&new.customer.id);
    let mut place = None;
    for _ in 0..MOST_PAGES {
        let page = store.list_registrations(customer, place.as_ref(), PAGE);
        let page = page.await?;
        // A repeat of the same request meets its own.
        let mut others = page.registrations.iter().filter(|other| other.id != new.id);
        if let Some(other) = others.find(|other| is_of_domain(other, domain)) {
            return Err(RegistrationError::Exists(other.id));
        }
        place = page.next;
        if place.is_none() {
            break;
        }
    }
    Ok(())
}

/// Whether a registration is of the tenant that has the domain: the host app named it, or the administrator's sign-in showed it.
fn is_of_domain(registration: &Registration, domain: &DomainName) -> bool {
    if matches!(registration.lifecycle, Lifecycle::Erased { .. }) {
        return false;
    }
    let organization = registration.observations.organization.as_ref();
    let is_of_tenant = organization.is_some_and(|seen| {
        registration.lifecycle.is_of(seen.value.id)
            && seen.value.verified_domains.contains(domain.as_str())
    });
    is_of_tenant || registration.expected_domain.as_ref() == Some(domain)
}

/// The claim that is written when the host app names another domain for a registration.
pub(super) async fn claim_of_change(
    store: &Store,
    before: &Registration,
    after: &Registration,
    is_additional: bool,
) -> Result<Option<ClaimWrite>, RegistrationError> {
    if is_additional || after.expected_domain == before.expected_domain {
        return Ok(None);
    }
    let Some(mut claim) = Claim::of(after) else {
        return Ok(None);
    };
    demand_new(store, after).await?;
    claim.renew(store).await?;
    Ok(Some(claim.as_write()))
}

/// The claim of a customer and a domain by one registration.
pub(super) struct Claim {
    by: RegistrationId,
    of: TokenHash,
    domain: DomainName,
    /// The registration that had the claim and lost it.
    lost_by: Option<RegistrationId>,
}

impl Claim {
    /// The claim of a registration, if it names a domain.
    pub(super) fn of(registration: &Registration) -> Option<Self> {
        let domain = registration.expected_domain.clone()?;
        let customer = registration.customer.id.as_str();
        Some(Self {
            by: registration.id,
            of: secret_token::hash(TokenPurpose::Claim, &format!("{customer} {domain}")),
            domain,
            lost_by: None,
        })
    }

    pub(super) fn as_write(&self) -> ClaimWrite {
        ClaimWrite {
            of: self.of.clone(),
            lost_by: self.lost_by,
        }
    }

    /// Checks the holder of the claim: refuses if its registration still holds it, otherwise notes that it has lost it.
    pub(super) async fn renew(&mut self, store: &Store) -> Result<(), RegistrationError> {
        let Some(holder) = store.find_claim(&self.of).await? else {
            self.lost_by = None;
            return Ok(());
        };
        let loaded = store.load(holder).await?;
        let is_held = holder != self.by
            && loaded.is_some_and(|loaded| is_of_domain(&loaded.registration, &self.domain));
        if is_held {
            return Err(RegistrationError::Exists(holder));
        }
        self.lost_by = Some(holder);
        Ok(())
    }
}
