//! An approval that was given elsewhere: in the admin center, by a request, or through another registration. Microsoft then
//! calls no redirect address, so the approval is looked for with an app-only token. Graph's answer is stronger evidence than
//! that of the consent page, which proves nothing (T10).

use super::{leg_end::LegEnd, step::CallbackContext};
use crate::{permission_check::is_everything_granted, secrets::credential::is_credential_refused};
use domain::{aadsts::Cause, flow::Notice, ids::TenantId, permission::FIRST_SET};
use entra::{EntraRefusal, TokenError, TokenFreshness};
use std::time::{Duration, Instant};

/// Time limit of the look: 5 seconds, because a person waits and the callback has more to do.
const LOOK_WITHIN: Duration = Duration::from_secs(5);

/// Whether everything that a connection needs is granted in the tenant; `None` if Microsoft does not tell.
pub(super) async fn is_consented(step: &CallbackContext<'_>, tenant: TenantId) -> Option<bool> {
    let look = Box::pin(look(step, tenant));
    entra::deadline::within(Instant::now() + LOOK_WITHIN, look).await
}

async fn look(step: &CallbackContext<'_>, tenant: TenantId) -> Option<bool> {
    let entra = &step.callback.browser.entra;
    let clock = step.parts.machine.clock;
    let credentials = &step.callback.credentials;
    let token = credentials.present(clock, |credential| async move {
        let token = entra.app_only_token(&credential, tenant, clock, TokenFreshness::Fresh);
        token.await
    });
    let token = step.with_credential(token.await).ok()?;
    let token = match token {
        Ok(token) => token,
        Err(TokenError::Refused(refusal)) => return not_approved(&refusal),
        Err(_) => return None,
    };
    // What came later is no condition of a connection: it may not even be declared yet.
    let first = step.callback.manifest.up_to(FIRST_SET);
    let facts = entra.read_app_facts(&token, &first, clock).await;
    is_everything_granted(&facts, &first)
}

/// Meaning of a refusal. Before an approval it usually says that the tenant does not know the application: `Some(false)`. A
/// fault of ours or of Microsoft says nothing about the tenant: `None`.
fn not_approved(refusal: &EntraRefusal) -> Option<bool> {
    match refusal.fault() {
        Some(Cause::Passing | Cause::MicrosoftFault) => None,
        Some(_) => operator_fault(refusal),
        None if is_credential_refused(refusal) => operator_fault(refusal),
        None => Some(false),
    }
}

fn operator_fault(refusal: &EntraRefusal) -> Option<bool> {
    tracing::error!(
        outcome = "operator_fault",
        code = refusal.error,
        ms_trace_id = refusal.trace_id.as_deref(),
        ms_correlation_id = refusal.correlation_id,
        "our credential or our request was refused while an approval was looked for"
    );
    None
}

/// Ends the leg unless everything is granted.
pub(super) async fn demand_consent(
    step: &CallbackContext<'_>,
    tenant: TenantId,
) -> Result<(), LegEnd> {
    match is_consented(step, tenant).await {
        Some(true) => Ok(()),
        Some(false) => Err(Notice::ApprovalRequired.into()),
        None => Err(Notice::MicrosoftUnavailable.into()),
    }
}
