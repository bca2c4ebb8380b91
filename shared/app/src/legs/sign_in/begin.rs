//! The sign-in leg begins: who signs in, from which tenant. `prompt=select_account`, so that the person chooses.

use crate::{
    browser::{Browser, Departure, Parts},
    legs::{BeginError, trip::Trip},
    limits::allow_start,
};
use domain::{
    clock::{Clock, Random},
    customer::Language,
    flow::LegPurpose,
};
use entra::{DiscoveryError, Prompt};
use secrecy::SecretString;

/// What the sign-in leg asks for.
const SIGN_IN_SCOPE: &str = "openid profile User.Read";

/// Begins the sign-in leg. `cookie` is the value of the browser's cookie of this invitation, if it sent one, `language` the
/// one the person chose, `address` the browser's, as the gateway saw it. A domain that the host app gave pins the tenant:
/// discovery of the domain names the tenant id without any permission.
///
/// # Errors
/// See [`BeginError`].
pub async fn begin(
    browser: &Browser,
    clock: &dyn Clock,
    random: &dyn Random,
    (token, cookie): (&SecretString, Option<&SecretString>),
    language: Option<Language>,
    address: &str,
) -> Result<Departure, BeginError> {
    let visit = browser.visit(clock, token, cookie).await?;
    visit.allows(LegPurpose::SignIn, clock.now())?;
    allow_start(browser, clock, &visit, address).await?;
    let pinned = match &visit.loaded.registration.expected_domain {
        None => None,
        Some(domain) => match browser.entra.tenant_of_domain(domain).await {
            Ok(Some(tenant)) => Some(tenant),
            Ok(None) => return Err(BeginError::UnknownDomain),
            Err(DiscoveryError::Unavailable | DiscoveryError::Unreadable) => {
                return Err(BeginError::MicrosoftUnavailable);
            }
        },
    };
    let sealing = browser.sealing(clock).await?;
    let parts = Parts {
        clock,
        random,
        sealing: &sealing,
    };
    let (flow, cookie) = Browser::new_flow(&parts, &visit, token, pinned, language)?;
    let (leg, location) = browser.code_leg(
        &parts,
        &flow,
        &Trip {
            purpose: LegPurpose::SignIn,
            tenant: pinned,
            scope: SIGN_IN_SCOPE,
            prompt: Some(Prompt::SelectAccount),
            login_hint: None,
        },
    )?;
    browser.store.start_flow(&flow, &leg).await?;
    Ok(Departure {
        location,
        cookie: Some(cookie),
        support_code: visit.loaded.registration.support_code,
        language: visit.loaded.registration.language,
    })
}
