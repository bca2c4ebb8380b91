//! The forms of the hosted pages: each begins a trip to Microsoft.
//!
//! - Start: the sign-in leg. Who signs in, from which tenant. `prompt=select_account`, so that the person chooses.
//! - Consent: Microsoft's admin consent page, for the tenant that signed in and no other.
//! - Check again: the proof leg, silently.

use crate::{
    browser::{Browser, BrowserError, Departure, Parts, Trip},
    limits::{allow_leg, allow_start},
    secret_token::{self, Kind},
};
use domain::{
    clock::{Clock, Random},
    customer::Language,
    flow::{LEG_LIFETIME, Leg, LegPurpose, Notice},
    ids::TenantId,
};
use entra::{DiscoveryError, Prompt};
use secrecy::SecretString;

/// What the sign-in leg asks for.
const SIGN_IN_SCOPE: &str = "openid profile User.Read";

/// Why a trip did not begin, when it is the person who has to know.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// The browser's request cannot be served.
    #[error(transparent)]
    Browser(#[from] BrowserError),
    /// Nobody signed in during this flow yet, or the registration has become another tenant's since.
    #[error("nobody of the registration's tenant signed in during this flow")]
    NotSignedIn,
    /// The customer's domain could not be looked up at Microsoft just now.
    #[error("Microsoft could not be asked for the tenant of the domain")]
    MicrosoftUnavailable,
    /// Microsoft knows no tenant of the domain that the host app gave.
    #[error("Microsoft knows no tenant of the customer's domain")]
    UnknownDomain,
    /// The registration names no system user, or no administrator has approved yet.
    #[error("the system user cannot be connected yet")]
    NotReady,
    /// This invitation was started too often within the hour.
    #[error("too many attempts of this invitation")]
    TooMany,
}

impl From<store::StoreError> for BeginError {
    fn from(error: store::StoreError) -> Self {
        Self::Browser(error.into())
    }
}

impl From<crate::sealing::SealingError> for BeginError {
    fn from(error: crate::sealing::SealingError) -> Self {
        Self::Browser(error.into())
    }
}

/// Begins the sign-in leg. `cookie` is the value of the browser's cookie of this invitation, if it sent one, `language` the
/// one the person chose, `address` the browser's, as the gateway saw it. A connected tenant is asked for by its id. Before that a
/// domain that the host app gave pins the tenant: discovery of the domain names the tenant id without any permission.
///
/// # Errors
/// See [`BeginError`].
pub async fn sign_in(
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
    let registration = &visit.loaded.registration;
    let bound = registration.lifecycle.connected_tenant();
    let pinned = match (bound, &registration.expected_domain) {
        // The domain may be gone, or another organisation's.
        (Some(bound), _) => Some(bound.id),
        (None, None) => None,
        (None, Some(domain)) => match browser.entra.tenant_of_domain(domain).await {
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

/// Begins the consent leg for the tenant that signed in during this flow.
///
/// # Errors
/// See [`BeginError`].
pub async fn consent(
    browser: &Browser,
    clock: &dyn Clock,
    random: &dyn Random,
    form: &Form<'_>,
) -> Result<Departure, BeginError> {
    let (visit, mut flow) = browser
        .visit_with_form(clock, form.token, form.cookie, form.form_token)
        .await?;
    visit.allows(LegPurpose::Consent, clock.now())?;
    allow_leg(browser, clock, &flow).await?;
    let signed_in = flow.signed_in.as_ref().ok_or(BeginError::NotSignedIn)?;
    let state = secret_token::generate(random).map_err(BrowserError::from)?;
    let now = clock.now();
    let tenant: TenantId = signed_in.tenant.id;
    let leg = Leg {
        state_hash: secret_token::hash_secret(Kind::State, &state),
        cookie_hash: flow.cookie_hash.clone(),
        registration_id: flow.registration_id,
        purpose: LegPurpose::Consent,
        authority_tenant: Some(tenant),
        nonce: None,
        code_verifier: None,
        created_at: now,
        expires_at: now + LEG_LIFETIME,
    };
    let location = browser
        .entra
        .admin_consent_url(tenant, &browser.redirect_uri, &state);
    if flow.choose_language(form.language) {
        browser.store.save_flow(&flow).await?;
    }
    browser.store.add_leg(&leg).await?;
    Ok(Departure {
        location,
        cookie: None,
        support_code: visit.loaded.registration.support_code,
        language: visit.loaded.registration.language,
    })
}

/// Begins the proof leg again, when somebody asks to check again.
///
/// # Errors
/// See [`BeginError`].
pub async fn check_again(
    browser: &Browser,
    clock: &dyn Clock,
    random: &dyn Random,
    form: &Form<'_>,
) -> Result<Departure, BeginError> {
    let (visit, mut flow) = browser
        .visit_with_form(clock, form.token, form.cookie, form.form_token)
        .await?;
    visit.allows(LegPurpose::Proof, clock.now())?;
    allow_leg(browser, clock, &flow).await?;
    // Since this flow signed in, somebody of another tenant may have: what this one shows is then no longer asked for.
    let lifecycle = &visit.loaded.registration.lifecycle;
    let signed_in = flow
        .signed_in
        .clone()
        .filter(|signed_in| lifecycle.is_of(signed_in.tenant.id))
        .ok_or(BeginError::NotSignedIn)?;
    let sealing = browser.sealing(clock).await?;
    let parts = Parts {
        clock,
        random,
        sealing: &sealing,
    };
    let (leg, location) = browser.proof_leg(&parts, &flow, &signed_in)?;
    let notice = flow.notice.take_if(|notice| *notice != Notice::TenantTaken);
    if flow.choose_language(form.language) || notice.is_some() {
        browser.store.save_flow(&flow).await?;
    }
    browser.store.add_leg(&leg).await?;
    Ok(Departure {
        location,
        cookie: None,
        support_code: visit.loaded.registration.support_code,
        language: visit.loaded.registration.language,
    })
}

/// What a form after the start carries.
pub struct Form<'a> {
    /// The invitation's token, from the path.
    pub token: &'a SecretString,
    /// The flow's cookie.
    pub cookie: Option<&'a SecretString>,
    /// The hidden field.
    pub form_token: Option<&'a str>,
    /// The language that the person chose, if one was chosen.
    pub language: Option<Language>,
}
