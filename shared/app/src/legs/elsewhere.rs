//! An approval that was given elsewhere: in the admin center, by a request, or through another registration. Nobody is called
//! back then, so it is looked for with an app-only token. What Graph shows is more than the answer of the consent page, which
//! proves nothing (`security.md` T10).

use super::{ended::Ended, step::Step};
use crate::granted::is_everything_granted;
use domain::{flow::Notice, ids::TenantId};
use entra::{Freshness, TokenError};
use std::time::{Duration, Instant};
use store::secrets;

/// The look ends within 5 seconds: a person waits, and the callback has more to do.
const LOOK_WITHIN: Duration = Duration::from_secs(5);

/// Whether everything that we ask for is granted in the tenant; `None` where Microsoft does not tell.
pub(super) async fn is_consented(step: &Step<'_>, tenant: TenantId) -> Option<bool> {
    let look = Box::pin(look(step, tenant));
    entra::deadline::within(Instant::now() + LOOK_WITHIN, look).await
}

async fn look(step: &Step<'_>, tenant: TenantId) -> Option<bool> {
    let entra = &step.callback.browser.entra;
    let clock = step.parts.clock;
    let credential = step.credential(secrets::Freshness::Cached).await.ok()?;
    let token = entra.app_only_token(&credential, tenant, clock, Freshness::Fresh);
    let token = match token.await {
        Ok(token) => token,
        // Usual before an approval: the tenant does not know the application.
        Err(TokenError::Refused(_)) => return Some(false),
        Err(_) => return None,
    };
    let manifest = &step.callback.manifest;
    let facts = entra.read_app_facts(&token, manifest, clock).await;
    is_everything_granted(&facts, manifest)
}

/// Ends the leg unless everything is granted.
pub(super) async fn demand_consent(step: &Step<'_>, tenant: TenantId) -> Result<(), Ended> {
    match is_consented(step, tenant).await {
        Some(true) => Ok(()),
        Some(false) => Err(Notice::ApprovalRequired.into()),
        None => Err(Notice::MicrosoftUnavailable.into()),
    }
}
