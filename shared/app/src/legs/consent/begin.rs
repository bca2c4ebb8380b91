//! The consent leg begins: Microsoft's admin consent page, for the tenant that signed in and no other.

use crate::{
    browser::{Browser, BrowserError, Departure},
    legs::{BeginError, Form, proof},
    limits::allow_leg,
    secrets::secret_token::{self, TokenPurpose},
};
use domain::{
    clock::Machine,
    flow::{Flow, LEG_LIFETIME, Leg, LegPurpose},
    ids::TenantId,
};
use url::Url;

/// Begins the consent leg for the tenant that signed in during this flow, or the proof leg where the tenant has approved
/// everything already.
///
/// # Errors
/// See [`BeginError`].
pub async fn begin(
    browser: &Browser,
    machine: Machine<'_>,
    form: &Form<'_>,
) -> Result<Departure, BeginError> {
    let (visit, mut flow) = browser
        .visit_with_form(machine.clock, form.token, form.cookie, form.form_token)
        .await?;
    visit.allows(LegPurpose::Consent, machine.now())?;
    let signed_in = visit.administrator(&flow)?;
    let lifecycle = &visit.loaded.registration.lifecycle;
    if signed_in.is_approved && lifecycle.awaits_consent_of(signed_in.tenant.id) {
        return Box::pin(proof::begin(browser, machine, form)).await;
    }
    allow_leg(browser, machine.clock, &flow).await?;
    let tenant = signed_in.tenant.id;
    let (leg, location) = consent_leg(browser, machine, &flow, tenant)?;
    flow.choose_language(form.language);
    flow.departed = Some(leg.departed());
    browser.store.save_flow(&flow).await?;
    browser.store.add_leg(&leg).await?;
    Ok(Departure {
        location,
        cookie: None,
        support_code: visit.loaded.registration.support_code,
        language: visit.loaded.registration.language,
    })
}

/// The leg to the admin consent page of the tenant, and the page's address. It always asks for everything that is declared: an
/// approval of less may take earlier ones away.
/// <https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/grant-admin-consent>
pub(in crate::legs) fn consent_leg(
    browser: &Browser,
    machine: Machine<'_>,
    flow: &Flow,
    tenant: TenantId,
) -> Result<(Leg, Url), BrowserError> {
    let state = secret_token::generate(machine.random)?;
    let now = machine.now();
    let leg = Leg {
        state_hash: secret_token::hash_secret(TokenPurpose::State, &state),
        cookie_hash: flow.cookie_hash.clone(),
        registration_id: flow.registration_id,
        purpose: LegPurpose::Consent,
        authority_tenant: Some(tenant),
        nonce: None,
        code_verifier: None,
        repeat: None,
        created_at: now,
        expires_at: now + LEG_LIFETIME,
    };
    let location = browser
        .entra
        .admin_consent_url(tenant, &browser.redirect_uri, &state);
    Ok((leg, location))
}
