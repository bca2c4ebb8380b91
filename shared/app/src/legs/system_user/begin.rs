//! The trip on which the system user signs in once, to stay connected (T23).
//!
//! - From the administrator's page, by a person who has both accounts: within the flow of that page.
//! - From a link of its own, by the holder of the account: in a new flow, without any earlier sign-in.
//!
//! The tenant is the registration's, approved by an administrator; the account that has to sign in is the registration's too.

use crate::{
    browser::{Browser, Departure, Parts},
    legs::{BeginError, Form, trip::Trip},
    limits::{allow_leg, allow_start},
};
use domain::{
    clock::Machine, flow::LegPurpose, ids::TenantId, invitation::Purpose,
    registration::Registration,
};
use entra::Prompt;

/// Account that Microsoft's sign-in page proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountHint {
    /// The one that the registration names.
    Named,
    /// None: the person chooses, because Microsoft used another account before.
    Chosen,
}

/// Begins the trip. `address` is the browser's, as the gateway saw it.
///
/// # Errors
/// See [`BeginError`].
pub async fn begin(
    browser: &Browser,
    machine: Machine<'_>,
    form: &Form<'_>,
    account: AccountHint,
    address: &str,
) -> Result<Departure, BeginError> {
    let visit = browser
        .visit(machine.clock, form.token, form.cookie)
        .await?;
    visit.allows(LegPurpose::SystemUser, machine.now())?;
    let (tenant, name) = asked_for(&visit.loaded.registration)?;
    let scope = browser.entra.system_user_scopes();
    let connection = visit.loaded.registration.system_user_connection.as_ref();
    let trip = Trip {
        purpose: LegPurpose::SystemUser,
        tenant: Some(tenant),
        scope: &scope,
        prompt: match account {
            AccountHint::Named => None,
            AccountHint::Chosen => Some(Prompt::SelectAccount),
        },
        login_hint: match account {
            AccountHint::Named => Some(name),
            AccountHint::Chosen => None,
        },
        claims: connection.and_then(|connection| connection.claims.as_ref()),
    };
    let sealing = browser.sealing(machine.clock).await?;
    let parts = Parts {
        machine,
        sealing: &sealing,
    };
    match visit.invitation.purpose {
        Purpose::SystemUser => {
            allow_start(browser, machine.clock, &visit, address).await?;
            let (flow, cookie) =
                Browser::new_flow(&parts, &visit, form.token, None, form.language)?;
            let (leg, location) = browser.code_leg(&parts, &flow, &trip)?;
            browser.store.start_flow(&flow, &leg).await?;
            Ok(Departure {
                location,
                cookie: Some(cookie),
                support_code: visit.loaded.registration.support_code,
                language: visit.loaded.registration.language,
            })
        }
        Purpose::Connect | Purpose::Reconnect | Purpose::Disconnect | Purpose::Upgrade => {
            within_flow(browser, &parts, form, &trip).await
        }
    }
}

/// Begins the trip in the flow of the administrator's page. The cookie stays: the system user's sign-in adds no rights to the
/// flow.
async fn within_flow(
    browser: &Browser,
    parts: &Parts<'_>,
    form: &Form<'_>,
    trip: &Trip<'_>,
) -> Result<Departure, BeginError> {
    let (mut flow, (support_code, language)) = {
        let (visit, flow) = browser
            .visit_with_form(
                parts.machine.clock,
                form.token,
                form.cookie,
                form.form_token,
            )
            .await?;
        visit.administrator_of_tenant(&flow)?;
        let registration = &visit.loaded.registration;
        (flow, (registration.support_code, registration.language))
    };
    allow_leg(browser, parts.machine.clock, &flow).await?;
    let (leg, location) = browser.code_leg(parts, &flow, trip)?;
    flow.notice = None;
    flow.departed = Some(leg.departed());
    flow.choose_language(form.language);
    browser.store.save_flow(&flow).await?;
    browser.store.add_leg(&leg).await?;
    Ok(Departure {
        location,
        cookie: None,
        support_code,
        language,
    })
}

/// The tenant and the name of the account that has to sign in.
fn asked_for(registration: &Registration) -> Result<(TenantId, &str), BeginError> {
    let tenant = registration
        .lifecycle
        .settled_tenant()
        .ok_or(BeginError::NotReady)?;
    let name = registration
        .system_user_name()
        .ok_or(BeginError::NotReady)?;
    Ok((tenant.id, name))
}
