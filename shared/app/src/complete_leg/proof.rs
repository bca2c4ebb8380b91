//! The proof leg comes back: the same person's fresh delegated token shows which scopes are granted, and which of the
//! configured sites this person reaches. It may fail while the consent is still spreading; then the page offers to check
//! again. Either way a verification is asked for.

use super::{Arrival, CallbackError, Step, administrator_sites};
use domain::{
    aadsts::Cause,
    access::{ASSIGN_PERMISSIONS, SWITCH_PERMISSION},
    flow::{Notice, SignedIn},
    ids::TenantId,
    registration::{Observations, Registration, Seen},
    verification::facts::{AdministratorSites, DelegatedScopes, Evidence},
};
use entra::SigningKeys;
use jiff::SignedDuration;
use secrecy::SecretString;
use std::sync::Arc;
use store::{Commit, CommitError};

pub(super) async fn complete(
    mut step: Step<'_>,
    keys: Option<Arc<SigningKeys>>,
) -> Result<Arrival, CallbackError> {
    let Some(signed_in) = step.flow.signed_in.clone() else {
        return step.end_with(Notice::StartAgain).await;
    };
    let notice = match (&step.answer.error, keys) {
        (Some(error), _) => {
            tracing::info!(
                registration_id = %step.leg.registration_id,
                code = error,
                outcome = "proof_pending",
                "the silent proof did not come through"
            );
            Some(silent_notice(step.answer.aadsts))
        }
        (None, None) => Some(Notice::StartAgain),
        (None, Some(keys)) => prove(&step, &signed_in, keys).await?,
    };
    if notice == Some(Notice::WrongTenant) {
        return step.end_with(Notice::WrongTenant).await;
    }
    step.flow.notice = notice;
    step.flow.verification_asked_at = Some(step.parts.clock.now());
    step.callback.browser.store.save_flow(&step.flow).await?;
    step.ask_for_verification(SignedDuration::ZERO).await;
    step.arrive()
}

/// What a silent trip that came back with an error means. While a consent spreads, want of it is usual; a rule of the
/// tenant or the state of the account is told as such.
fn silent_notice(aadsts: Option<u32>) -> Notice {
    match aadsts.and_then(Cause::of) {
        None | Some(Cause::ConsentMissing | Cause::Passing) => Notice::ProofPending,
        Some(_) => Notice::Refused {
            code: aadsts.map(|number| number.to_string()),
            correlation_id: None,
        },
    }
}

async fn prove(
    step: &Step<'_>,
    signed_in: &SignedIn,
    keys: Arc<SigningKeys>,
) -> Result<Option<Notice>, CallbackError> {
    let redeemed = match step.redeem(keys).await {
        Ok(redeemed) => redeemed,
        // While a consent spreads, the code or its exchange may still be refused for want of it.
        Err(Notice::ApprovalRequired) => return Ok(Some(Notice::ProofPending)),
        Err(notice) => return Ok(Some(notice)),
    };
    let same_person = redeemed.identity.tenant == signed_in.tenant.id
        && redeemed.identity.object_id == signed_in.tenant.administrator;
    if !same_person {
        return Ok(Some(Notice::StartAgain));
    }
    // What the administrator agreed to for the page of who may use the app is this one account's: it says nothing about the
    // tenant, and no run may take it for something that was granted beyond the manifest.
    let is_of_account = |scope: &String| {
        let own = ASSIGN_PERMISSIONS.iter().chain([&SWITCH_PERMISSION]);
        own.into_iter()
            .any(|known| known.eq_ignore_ascii_case(scope))
    };
    let granted = redeemed.answer.scopes.into_iter();
    let scopes = Seen {
        value: DelegatedScopes(granted.filter(|scope| !is_of_account(scope)).collect()),
        evidence: Evidence {
            request: format!("POST /{}/oauth2/v2.0/token", signed_in.tenant.id),
            status: Some(200),
            error_code: None,
            request_id: None,
            at: step.parts.clock.now(),
        },
    };
    // A token from before the grant has spread is refused for want of its scope, whoever the person is.
    let sites = if scopes.value.reach_sites() {
        sites(step, signed_in.tenant.id, &redeemed.answer.access_token).await?
    } else {
        None
    };
    let shown = Shown { scopes, sites };
    remember(step, signed_in.tenant.id, &shown).await
}

/// What the administrator's fresh token showed.
struct Shown {
    scopes: Seen<DelegatedScopes>,
    /// `None` where the sites did not tell; then an earlier observation stays.
    sites: Option<Seen<AdministratorSites>>,
}

/// The sites of the registration as the administrator sees them; another tenant's token is not tried on them.
async fn sites(
    step: &Step<'_>,
    tenant: TenantId,
    access_token: &SecretString,
) -> Result<Option<Seen<AdministratorSites>>, CallbackError> {
    let id = step.leg.registration_id;
    let loaded = step.callback.browser.store.load(id).await?;
    let registration = loaded.ok_or(CallbackError::NoLeg)?.registration;
    if !registration.lifecycle.is_of(tenant) {
        return Ok(None);
    }
    let look = administrator_sites::look(step, access_token, &registration.sites);
    Ok(Box::pin(look).await)
}

/// Keeps what was shown, unless somebody of another tenant has signed in or consented since this flow began.
async fn remember(
    step: &Step<'_>,
    tenant: TenantId,
    shown: &Shown,
) -> Result<Option<Notice>, CallbackError> {
    let store = &step.callback.browser.store;
    for _ in 0..3 {
        let Some(loaded) = store.load(step.leg.registration_id).await? else {
            return Err(CallbackError::NoLeg);
        };
        let registration = loaded.registration;
        if !registration.lifecycle.is_of(tenant) {
            tracing::warn!(
                registration_id = %registration.id,
                tid = %tenant,
                outcome = "other_tenant",
                "a proof of another tenant than the registration's was not kept"
            );
            return Ok(Some(Notice::WrongTenant));
        }
        let expected_version = registration.version;
        let changed = Registration {
            observations: Observations {
                delegated_scopes: Some(shown.scopes.clone()),
                delegated_scopes_tenant: Some(tenant),
                administrator_sites: shown
                    .sites
                    .clone()
                    .or_else(|| registration.observations.administrator_sites.clone()),
                ..registration.observations.clone()
            },
            version: expected_version + 1,
            updated_at: step.parts.clock.now(),
            ..registration
        };
        let commit = Commit {
            registration: Some((&changed, expected_version)),
            ..Commit::default()
        };
        match store.commit(commit).await {
            Ok(()) => return Ok(None),
            Err(CommitError::RegistrationChanged) => {}
            Err(CommitError::Store(error)) => return Err(error.into()),
            Err(CommitError::Superseded | CommitError::TenantTaken) => break,
        }
    }
    Ok(Some(Notice::ProofPending))
}
