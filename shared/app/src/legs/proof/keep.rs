//! Facts that a person's fresh token shows: the granted scopes, and the configured sites that this person reaches.

use super::administrator_sites;
use crate::legs::{leg_end::LegEnd, step::CallbackContext};
use domain::{
    access::{ASSIGN_PERMISSIONS, SWITCH_PERMISSION},
    customer::Site,
    flow::{Notice, SignedIn},
    ids::TenantId,
    invitation::Invitation,
    registration::{Observation, Observations, Registration},
    verification::facts::{AdministratorSites, DelegatedScopes, Evidence},
};
use entra::TokenAnswer;
use secrecy::SecretString;
use store::{RegistrationChange, StoredRegistration};

/// Keeps the facts that the person's fresh token shows.
pub(super) async fn keep(
    step: &CallbackContext<'_>,
    signed_in: &SignedIn,
    answer: TokenAnswer,
) -> Result<(), LegEnd> {
    // What the administrator agreed to for the page of who may use the app is this one account's: it says nothing about the
    // tenant, and no run may take it for something that was granted beyond the manifest.
    let is_of_account = |scope: &String| {
        let own = ASSIGN_PERMISSIONS.iter().chain([&SWITCH_PERMISSION]);
        own.into_iter()
            .any(|known| known.eq_ignore_ascii_case(scope))
    };
    let granted = answer.scopes.into_iter();
    let scopes = Observation {
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
    scopes: Observation<DelegatedScopes>,
    /// `None` if nothing certain was seen of the sites; then an earlier observation stays.
    sites: Option<(Vec<Site>, Observation<AdministratorSites>)>,
}

/// The sites of the registration and their state as the administrator sees it; `None` for a token of another tenant, which is
/// not used.
async fn sites(
    step: &CallbackContext<'_>,
    tenant: TenantId,
    access_token: &SecretString,
) -> Result<Option<(Vec<Site>, Observation<AdministratorSites>)>, LegEnd> {
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
async fn remember(
    step: &CallbackContext<'_>,
    signed_in: &SignedIn,
    shown: &Shown,
) -> Result<(), LegEnd> {
    let tenant = signed_in.tenant.id;
    let decide = |loaded: StoredRegistration, _: &Invitation, _| {
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
        Ok(RegistrationChange::of(Registration {
            observations,
            ..registration
        }))
    };
    let changed = step.change(decide).await;
    changed.map(|_| ()).map_err(|ended| match ended {
        // Others wrote again and again: the proof can be made once more.
        LegEnd::Told(Notice::StartAgain) => Notice::ProofPending.into(),
        ended => ended,
    })
}
