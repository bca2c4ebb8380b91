//! The proof leg comes back: the same person's fresh delegated token shows which scopes are granted, and which of the
//! configured sites this person reaches. It may fail while the consent is still spreading; then the page offers to check
//! again. Either way a verification is asked for.

use super::{Arrival, CallbackError, Step, administrator_sites, change::LegChange};
use domain::{
    aadsts::Cause,
    access::{ASSIGN_PERMISSIONS, SWITCH_PERMISSION},
    customer::Site,
    flow::{Notice, SignedIn},
    ids::TenantId,
    invitation::Invitation,
    registration::{Observations, Registration, Seen},
    verification::facts::{AdministratorSites, DelegatedScopes, Evidence},
};
use entra::SigningKeys;
use jiff::SignedDuration;
use secrecy::SecretString;
use std::sync::Arc;
use store::Loaded;

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
            account: None,
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
    remember(step, signed_in, &shown).await
}

/// What the administrator's fresh token showed.
struct Shown {
    scopes: Seen<DelegatedScopes>,
    /// `None` where the sites did not tell; then an earlier observation stays.
    sites: Option<(Vec<Site>, Seen<AdministratorSites>)>,
}

/// The sites of the registration, and as the administrator sees them; another tenant's token is not tried on them.
async fn sites(
    step: &Step<'_>,
    tenant: TenantId,
    access_token: &SecretString,
) -> Result<Option<(Vec<Site>, Seen<AdministratorSites>)>, CallbackError> {
    let (loaded, _) = step.authority().await?;
    let registration = loaded.registration;
    if !registration.lifecycle.is_of(tenant) {
        return Ok(None);
    }
    let look = administrator_sites::look(step, access_token, &registration.sites);
    let seen = Box::pin(look).await;
    Ok(seen.map(|seen| (registration.sites, seen)))
}

/// Keeps what was shown, unless somebody of another tenant has signed in or consented since this flow began. What a colleague
/// of the administrator sees says nothing of the administrator's access: it is kept from the one who approved, and from whoever
/// showed a role that may.
async fn remember(
    step: &Step<'_>,
    signed_in: &SignedIn,
    shown: &Shown,
) -> Result<Option<Notice>, CallbackError> {
    let tenant = signed_in.tenant.id;
    let decide = |loaded: Loaded, _: &Invitation, _| {
        let registration = loaded.registration;
        let lifecycle = &registration.lifecycle;
        if !lifecycle.is_of(tenant) {
            tracing::warn!(
                registration_id = %registration.id,
                tid = %tenant,
                outcome = "other_tenant",
                "a proof of another tenant than the registration's was not kept"
            );
            return Err(Notice::WrongTenant);
        }
        let approver = lifecycle.approver().map(|tenant| tenant.administrator);
        let counts = signed_in.may_consent()
            || approver.is_none_or(|approver| approver == signed_in.tenant.administrator);
        let observations = if counts {
            Observations {
                delegated_scopes: Some(shown.scopes.clone()),
                delegated_scopes_tenant: Some(tenant),
                administrator_sites: shown
                    .sites
                    .as_ref()
                    // The host app may have named others meanwhile, and what was seen names them by their positions.
                    .filter(|(sites, _)| *sites == registration.sites)
                    .map(|(_, seen)| seen.clone())
                    .or_else(|| registration.observations.administrator_sites.clone()),
                ..registration.observations.clone()
            }
        } else {
            registration.observations.clone()
        };
        Ok(LegChange::of(Registration {
            observations,
            ..registration
        }))
    };
    let notice = step.change(decide).await?;
    // Somebody else wrote again and again: the proof can be made once more.
    Ok(notice.map(|notice| match notice {
        Notice::StartAgain => Notice::ProofPending,
        notice => notice,
    }))
}
