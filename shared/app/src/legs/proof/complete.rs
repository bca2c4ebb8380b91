//! The proof leg comes back: the same person's fresh delegated token shows the granted scopes, and the configured sites that
//! this person reaches. It may fail while the consent is still spreading; then the page offers to check again. A verification
//! is asked for in either case.

use super::{administrator_sites, first};
use crate::legs::{
    Arrival, consent, elsewhere, ended::Ended, redirect::notice_of_redirect, step::Step,
};
use domain::{
    aadsts::Cause,
    access::{ASSIGN_PERMISSIONS, SWITCH_PERMISSION},
    customer::Site,
    flow::{Flow, Notice, SignedIn},
    ids::TenantId,
    invitation::Invitation,
    registration::{Observations, Registration, Seen},
    verification::facts::{AdministratorSites, DelegatedScopes, Evidence},
};
use entra::{SigningKeys, TokenAnswer};
use jiff::SignedDuration;
use secrecy::SecretString;
use std::sync::Arc;
use store::{Change, Loaded};

pub(in crate::legs) async fn complete(
    step: &Step<'_>,
    keys: Option<Arc<SigningKeys>>,
) -> Result<Arrival, Ended> {
    let Some(signed_in) = &step.flow.signed_in else {
        return Box::pin(first::complete(step, keys)).await;
    };
    let (loaded, _) = step.authority().await?;
    if loaded
        .registration
        .lifecycle
        .awaits_consent_of(signed_in.tenant.id)
    {
        elsewhere::demand_consent(step, signed_in.tenant.id).await?;
        consent::remember(step, signed_in).await?;
    }
    let notice = match prove(step, signed_in, keys).await {
        Ok(()) => None,
        Err(Ended::Told(notice)) if notice != Notice::WrongTenant => Some(notice),
        Err(ended) => return Err(ended),
    };
    let failures = step.flow.silent_failures;
    let mut flow = Flow {
        silent_failures: match notice {
            None => 0,
            Some(_) if is_unexplained(step) => failures.saturating_add(1),
            Some(_) => failures,
        },
        verification_asked_at: Some(step.parts.machine.now()),
        ..step.flow.clone()
    };
    flow.end_trip(&step.leg, notice);
    step.callback.browser.store.save_flow(&flow).await?;
    step.ask_for_verification(SignedDuration::ZERO).await;
    Ok(step.arrive()?)
}

/// `AADSTS` numbers of a silent trip that failed for want of a sign-in page: Microsoft finds no session of the account, finds
/// more than one account, or wants a fresh sign-in.
const NEEDS_SIGN_IN: [u32; 7] = [160_021, 16_000, 16_001, 16_002, 16_003, 50_058, 70_044];

/// Outcome of a proof that came back with an error. The first trip is silent: if Microsoft needs the person, or twice gives no
/// reason, the same leg is made again at the sign-in page. While a consent spreads, an error that it is missing is usual; a
/// rule of the tenant or the state of the account is shown as such.
fn ended_by(step: &Step<'_>, error: &str) -> Ended {
    let is_silent = step.is_silent();
    let is_repeatable =
        needs_sign_in(step, error) || (is_unexplained(step) && step.flow.silent_failures > 0);
    if is_silent && is_repeatable {
        return Ended::Again(None);
    }
    match step.answer.aadsts.and_then(Cause::of) {
        Some(Cause::ConsentMissing | Cause::Passing) => Notice::ProofPending.into(),
        None if is_silent && !step.answer.is_cancelled => Notice::ProofPending.into(),
        Some(_) | None => notice_of_redirect(error, step.answer).into(),
    }
}

/// Whether the sign-in page can resolve the error.
pub(super) fn needs_sign_in(step: &Step<'_>, error: &str) -> bool {
    let number = step.answer.aadsts;
    number.is_some_and(|number| NEEDS_SIGN_IN.contains(&number))
        || (number.is_none() && error == "login_required")
        || number.and_then(Cause::of).is_some_and(is_met_at_sign_in)
}

/// Whether a person at the sign-in page can meet the demand of Microsoft.
fn is_met_at_sign_in(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::Again
            | Cause::Frequency
            | Cause::MfaRegistration
            | Cause::MfaRequired
            | Cause::ExternalChallenge
    )
}

/// Whether the answer is an error without a known reason. A disturbance at Microsoft is none: it passes by itself.
pub(super) fn is_unexplained(step: &Step<'_>) -> bool {
    let is_known = step.answer.aadsts.and_then(Cause::of).is_some();
    let error = step.answer.error.as_deref();
    !is_known
        && error.is_some_and(|error| !["server_error", "temporarily_unavailable"].contains(&error))
}

async fn prove(
    step: &Step<'_>,
    signed_in: &SignedIn,
    keys: Option<Arc<SigningKeys>>,
) -> Result<(), Ended> {
    if let Some(error) = &step.answer.error {
        tracing::info!(
            registration_id = %step.leg.registration_id,
            code = error,
            outcome = "proof_pending",
            "the proof did not come through"
        );
        return Err(ended_by(step, error));
    }
    let redeemed = match step.redeem(keys.ok_or(Notice::StartAgain)?).await {
        // While a consent spreads, the code or its exchange may still be refused for want of it.
        Err(Ended::Told(Notice::ApprovalRequired)) => return Err(Notice::ProofPending.into()),
        redeemed => redeemed?,
    };
    let same_person = redeemed.identity.tenant == signed_in.tenant.id
        && redeemed.identity.object_id == signed_in.tenant.administrator;
    if !same_person {
        return Err(Notice::StartAgain.into());
    }
    keep(step, signed_in, redeemed.answer).await
}

/// Keeps the facts that the person's fresh token shows.
pub(super) async fn keep(
    step: &Step<'_>,
    signed_in: &SignedIn,
    answer: TokenAnswer,
) -> Result<(), Ended> {
    // What the administrator agreed to for the page of who may use the app is this one account's: it says nothing about the
    // tenant, and no run may take it for something that was granted beyond the manifest.
    let is_of_account = |scope: &String| {
        let own = ASSIGN_PERMISSIONS.iter().chain([&SWITCH_PERMISSION]);
        own.into_iter()
            .any(|known| known.eq_ignore_ascii_case(scope))
    };
    let granted = answer.scopes.into_iter();
    let scopes = Seen {
        value: DelegatedScopes(granted.filter(|scope| !is_of_account(scope)).collect()),
        evidence: Evidence {
            request: format!("POST /{}/oauth2/v2.0/token", signed_in.tenant.id),
            status: Some(200),
            error_code: None,
            request_id: None,
            account: None,
            at: step.parts.machine.now(),
        },
    };
    // A token from before the grant has spread is refused for want of its scope, whoever the person is.
    let sites = if scopes.value.reach_sites() {
        sites(step, signed_in.tenant.id, &answer.access_token).await?
    } else {
        None
    };
    let shown = Shown { scopes, sites };
    remember(step, signed_in, &shown).await
}

/// Facts that the administrator's fresh token showed.
struct Shown {
    scopes: Seen<DelegatedScopes>,
    /// `None` if nothing certain was seen of the sites; then an earlier observation stays.
    sites: Option<(Vec<Site>, Seen<AdministratorSites>)>,
}

/// The sites of the registration and their state as the administrator sees it; `None` for a token of another tenant, which is
/// not used.
async fn sites(
    step: &Step<'_>,
    tenant: TenantId,
    access_token: &SecretString,
) -> Result<Option<(Vec<Site>, Seen<AdministratorSites>)>, Ended> {
    let (loaded, _) = step.authority().await?;
    let registration = loaded.registration;
    if !registration.lifecycle.is_of(tenant) {
        return Ok(None);
    }
    let look = administrator_sites::look(step, access_token, &registration.sites);
    let seen = Box::pin(look).await;
    Ok(seen.map(|seen| (registration.sites, seen)))
}

/// Keeps the shown facts, unless a user of another tenant has signed in or consented since this flow began. Facts shown by a
/// colleague say nothing about the administrator's access, so they are kept only from the person who approved, and from one who
/// showed a role that may approve.
async fn remember(step: &Step<'_>, signed_in: &SignedIn, shown: &Shown) -> Result<(), Ended> {
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
        let observations = if signed_in.is_colleague(lifecycle) {
            registration.observations.clone()
        } else {
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
        };
        Ok(Change::of(Registration {
            observations,
            ..registration
        }))
    };
    let changed = step.change(decide).await;
    changed.map(|_| ()).map_err(|ended| match ended {
        // Others wrote again and again: the proof can be made once more.
        Ended::Told(Notice::StartAgain) => Notice::ProofPending.into(),
        ended => ended,
    })
}
