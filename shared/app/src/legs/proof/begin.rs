//! The proof leg begins again, silently, when an administrator asks to check again.

use crate::{
    browser::{Browser, Departure, Parts},
    legs::{BeginError, Form},
    limits::allow_leg,
};
use domain::{
    clock::Machine,
    flow::{LegPurpose, Notice},
};

/// Begins the proof leg again.
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
    visit.allows(LegPurpose::Proof, machine.now())?;
    allow_leg(browser, machine.clock, &flow).await?;
    let signed_in = visit.administrator_of_tenant(&flow)?;
    let sealing = browser.sealing(machine.clock).await?;
    let parts = Parts {
        machine,
        sealing: &sealing,
    };
    let (leg, location) = browser.proof_leg(&parts, &flow, &signed_in)?;
    let notice = flow.notice.take_if(|notice| *notice != Notice::TenantTaken);
    let departed = flow.departed.take();
    if flow.choose_language(form.language) || notice.is_some() || departed.is_some() {
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
