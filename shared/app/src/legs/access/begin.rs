//! The trip on which administrators give the access page a token with their own rights.

use crate::{
    access::{AccessError, open_with_form},
    browser::{Browser, Departure, Parts},
    legs::{BeginError, Form, trip::Trip},
    limits::allow_leg,
};
use domain::{
    access::{ASSIGN_PERMISSIONS, SWITCH_PERMISSION},
    clock::Machine,
    flow::LegPurpose,
};
use secrecy::ExposeSecret as _;

/// Scopes for the person's identity, roles and groups: granted at the sign-in already.
const OWN_SCOPES: [&str; 3] = ["openid", "profile", "User.Read"];

/// Begins the trip. `requires` is the setting (assignment required or not) for which the trip is made, if any: it adds one
/// permission, and the trip leads back to the review of that change. The trip asks for no `offline_access`, so that the granted
/// rights end by themselves (`security.md` T24).
///
/// # Errors
/// See [`BeginError`].
pub async fn begin(
    browser: &Browser,
    machine: Machine<'_>,
    form: &Form<'_>,
    requires: Option<bool>,
) -> Result<Departure, BeginError> {
    let mut opened = Box::pin(open_with_form(browser, machine.clock, form))
        .await
        .map_err(|error| match error {
            AccessError::Browser(error) => BeginError::Browser(error),
            AccessError::NotSignedIn => BeginError::NotSignedIn,
            AccessError::TooMany => BeginError::TooMany,
        })?;
    allow_leg(browser, machine.clock, &opened.flow).await?;
    let sealing = browser.sealing(machine.clock).await?;
    let parts = Parts {
        machine,
        sealing: &sealing,
    };
    let hint = parts.open(
        &opened.flow.cookie_hash,
        "login_hint",
        &opened.signed_in.login_hint,
    )?;
    let mut scopes = OWN_SCOPES.to_vec();
    scopes.extend(ASSIGN_PERMISSIONS);
    if requires.is_some() {
        scopes.push(SWITCH_PERMISSION);
    }
    let (leg, location) = browser.code_leg(
        &parts,
        &opened.flow,
        &Trip {
            purpose: LegPurpose::Access,
            tenant: Some(opened.signed_in.tenant.id),
            scope: &scopes.join(" "),
            prompt: None,
            login_hint: Some(hint.expose_secret()),
            claims: None,
        },
    )?;
    opened.flow.asked_to_require = requires;
    opened.flow.departed = Some(leg.departed());
    browser.store.save_flow(&opened.flow).await?;
    browser.store.add_leg(&leg).await?;
    let registration = &opened.visit.loaded.registration;
    Ok(Departure {
        location,
        cookie: None,
        support_code: registration.support_code,
        language: registration.language,
    })
}
