//! The journey begins. If a domain of the customer names the tenant and no administrator has consented yet, the consent page of
//! that tenant comes first, and the proof leg identifies the person. Otherwise the sign-in leg identifies the person and the
//! tenant: `prompt=select_account`, so that the person chooses the account.

use crate::{
    browser::{Browser, Departure, Parts},
    legs::{
        BeginError, consent,
        trip::{SIGN_IN_SCOPE, Trip},
    },
    limits::allow_start,
};
use domain::{
    clock::Machine,
    customer::{DomainName, Language},
    flow::LegPurpose,
    ids::TenantId,
};
use entra::{DiscoveryError, Prompt};
use secrecy::SecretString;

/// The person's choice on the form that begins.
#[derive(Debug, Clone, Copy)]
pub enum Wish<'a> {
    /// No choice: the shortest way.
    None,
    /// The sign-in page of the organisation that has this domain, as the person typed it.
    Domain(&'a str),
    /// The sign-in page, to choose another account there: the consent page would use the one of the browser's session.
    OtherAccount,
}

/// Begins the consent leg or the sign-in leg. `cookie` is the value of the browser's cookie of this invitation, if it sent one,
/// `language` the one the person chose, `address` the browser's, as the gateway saw it. The trip goes to a connected tenant by
/// its id. Before the connection, a domain that the host app gave pins the tenant: discovery of the domain returns the tenant
/// id without any permission. Without such a domain the person may name a domain of the organisation to connect, because a
/// guest would sign in to another organisation. That domain leads to the right sign-in page and pins nothing.
///
/// # Errors
/// See [`BeginError`].
pub async fn begin(
    browser: &Browser,
    machine: Machine<'_>,
    token: &SecretString,
    cookie: Option<&SecretString>,
    language: Option<Language>,
    address: &str,
    wish: Wish<'_>,
) -> Result<Departure, BeginError> {
    let visit = browser.visit(machine.clock, token, cookie).await?;
    visit.allows(LegPurpose::SignIn, machine.now())?;
    allow_start(browser, machine.clock, &visit, address).await?;
    let registration = &visit.loaded.registration;
    let expected = registration.expected_domain.as_ref();
    let pinned = match (registration.lifecycle.bound_tenant(), expected) {
        // The domain may be gone, or another organisation's.
        (Some(bound), _) => Some(bound.id),
        (None, None) => None,
        (None, Some(domain)) => Some(tenant_of(browser, domain, BeginError::UnknownDomain).await?),
    };
    let named = match wish {
        Wish::Domain(domain) if pinned.is_none() && !domain.trim().is_empty() => {
            Some(named_tenant(browser, domain.trim()).await?)
        }
        Wish::None | Wish::Domain(_) | Wish::OtherAccount => None,
    };
    let consents_first = pinned.filter(|tenant| {
        let signed_in = registration.lifecycle.tenant();
        !matches!(wish, Wish::OtherAccount)
            && visit.begins_with_consent()
            && signed_in.is_none_or(|signed_in| signed_in.id == *tenant)
    });
    let sealing = browser.sealing(machine.clock).await?;
    let parts = Parts {
        machine,
        sealing: &sealing,
    };
    let (flow, cookie) = Browser::new_flow(&parts, &visit, token, pinned, language)?;
    let (leg, location) = match consents_first {
        Some(tenant) => consent::consent_leg(browser, machine, &flow, tenant)?,
        None => browser.code_leg(
            &parts,
            &flow,
            &Trip {
                purpose: LegPurpose::SignIn,
                tenant: pinned.or(named),
                scope: SIGN_IN_SCOPE,
                prompt: Some(Prompt::SelectAccount),
                login_hint: None,
                claims: None,
            },
        )?,
    };
    browser.store.start_flow(&flow, &leg).await?;
    Ok(Departure {
        location,
        cookie: Some(cookie),
        support_code: visit.loaded.registration.support_code,
        language: visit.loaded.registration.language,
    })
}

async fn tenant_of(
    browser: &Browser,
    domain: &DomainName,
    unknown: BeginError,
) -> Result<TenantId, BeginError> {
    match browser.entra.tenant_of_domain(domain).await {
        Ok(Some(tenant)) => Ok(tenant),
        Ok(None) => Err(unknown),
        Err(DiscoveryError::Unavailable | DiscoveryError::Unreadable) => {
            Err(BeginError::MicrosoftUnavailable)
        }
    }
}

/// The tenant of a domain as a person typed it.
async fn named_tenant(browser: &Browser, domain: &str) -> Result<TenantId, BeginError> {
    let domain = DomainName::try_from(domain.to_owned());
    let domain = domain.map_err(|_| BeginError::UnknownNamedDomain)?;
    tenant_of(browser, &domain, BeginError::UnknownNamedDomain).await
}
