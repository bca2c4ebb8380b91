//! The access leg comes back: the administrator's own token, with which the page reads and changes who may use the app
//! (`security.md` T24).
//!
//! 1. The token must be of the person who signed in during this flow, and the tenant still the registration's.
//! 2. The flow goes on under a new cookie value (T22), from which the key is made that the token is sealed under.
//! 3. Token and flow are written together, while the link is open; a token from before ends with them.

use crate::{
    access::seal_token,
    legs::{Arrival, CallbackError, NextStop, Page, redeem::Redeemed, renew::renew, step::Step},
};
use domain::{
    access::{ASSIGN_PERMISSIONS, AccessNotice, AccessSession, LONGEST_SESSION},
    flow::{Notice, SignedIn},
};
use entra::SigningKeys;
use secrecy::ExposeSecret as _;
use std::sync::Arc;
use store::StoreError;

/// A person said no on Microsoft's consent page; the `error` that goes with it varies.
/// <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>
const DECLINED: u32 = 65004;

pub(in crate::legs) async fn complete(
    step: Step<'_>,
    keys: Option<Arc<SigningKeys>>,
) -> Result<Arrival, CallbackError> {
    match prove(&step, keys).await? {
        Ok(proven) => begin(step, proven).await,
        Err(notice) => end_with(step, notice).await,
    }
}

/// A token, known to be of the person of this flow.
struct Proven {
    signed_in: SignedIn,
    redeemed: Redeemed,
    /// The stage that the registration was in.
    stage: &'static str,
}

async fn prove(
    step: &Step<'_>,
    keys: Option<Arc<SigningKeys>>,
) -> Result<Result<Proven, AccessNotice>, CallbackError> {
    if let Some(error) = &step.answer.error {
        return Ok(Err(notice_of_redirect(error, step.answer.aadsts)));
    }
    let (Some(signed_in), Some(keys)) = (step.flow.signed_in.clone(), keys) else {
        return Ok(Err(AccessNotice::StartAgain));
    };
    let redeemed = match step.redeem(keys).await {
        Ok(redeemed) => redeemed,
        Err(notice) => return Ok(Err(notice_of_exchange(notice))),
    };
    let is_same_person = redeemed.identity.tenant == signed_in.tenant.id
        && redeemed.identity.object_id == signed_in.tenant.administrator;
    if !is_same_person {
        return Ok(Err(AccessNotice::OtherPerson));
    }
    let (loaded, _) = step.authority().await?;
    let lifecycle = loaded.registration.lifecycle;
    let is_of_tenant = lifecycle
        .settled_tenant()
        .is_some_and(|tenant| tenant.id == redeemed.identity.tenant);
    if !is_of_tenant {
        return Ok(Err(AccessNotice::StartAgain));
    }
    let has = |permission: &&'static str| {
        redeemed
            .answer
            .scopes
            .iter()
            .any(|scope| scope.eq_ignore_ascii_case(permission))
    };
    if !ASSIGN_PERMISSIONS.iter().all(has) {
        return Ok(Err(AccessNotice::PermissionMissing));
    }
    Ok(Ok(Proven {
        signed_in,
        redeemed,
        stage: lifecycle.stage(),
    }))
}

async fn begin(step: Step<'_>, proven: Proven) -> Result<Arrival, CallbackError> {
    let Proven {
        signed_in,
        redeemed,
        stage,
    } = proven;
    let now = step.parts.clock.now();
    let hint = step
        .parts
        .open(&step.flow.cookie_hash, "login_hint", &signed_in.login_hint)?;
    let (tenant, person) = (signed_in.tenant.id, signed_in.tenant.administrator);
    // The page stays as long as the rights may.
    let expires_at = step.flow.expires_at.max(now + LONGEST_SESSION);
    let renewed = renew(&step, hint.expose_secret(), expires_at, |login_hint| {
        SignedIn {
            login_hint,
            ..signed_in
        }
    })?;
    let session = AccessSession {
        cookie_hash: renewed.flow.cookie_hash.clone(),
        registration_id: step.flow.registration_id,
        tenant,
        person,
        token: seal_token(
            step.parts.random,
            &renewed.cookie.value,
            (&renewed.flow.cookie_hash, tenant),
            &redeemed.answer.access_token,
        )?,
        scopes: redeemed.answer.scopes,
        started_at: now,
        used_at: now,
        ends_at: now + redeemed.answer.expires_in.min(LONGEST_SESSION),
    };
    let store = &step.callback.browser.store;
    let opened = store.open_access(&step.flow.cookie_hash, &renewed.flow, &session, stage);
    match opened.await {
        Ok(()) => {}
        Err(StoreError::Conflict) => {
            // The link or the connection has ended, or the flow went on under another cookie in another tab.
            step.authority().await?;
            return Err(CallbackError::NoLeg);
        }
        Err(error) => return Err(error.into()),
    }
    tracing::info!(
        registration_id = %step.flow.registration_id,
        tid = %tenant,
        outcome = "access_opened",
        "an administrator may change who uses the app"
    );
    Ok(Arrival {
        next: NextStop::Page {
            token: renewed.token,
            page: Page::Access,
            language: step.flow.language,
        },
        cookie: Some(renewed.cookie),
    })
}

/// Ends on the page of who may use the app, with a notice; the rights that there are stay.
async fn end_with(mut step: Step<'_>, notice: AccessNotice) -> Result<Arrival, CallbackError> {
    step.flow.access_notice = Some(notice);
    step.callback.browser.store.save_flow(&step.flow).await?;
    Ok(Arrival {
        next: NextStop::Page {
            token: step.invitation_token()?,
            page: Page::Access,
            language: step.flow.language,
        },
        cookie: None,
    })
}

fn notice_of_redirect(error: &str, aadsts: Option<u32>) -> AccessNotice {
    match (error, aadsts) {
        (_, Some(DECLINED)) | ("access_denied", _) => AccessNotice::Cancelled,
        ("consent_required" | "interaction_required" | "permission_denied", _) => {
            AccessNotice::ApprovalRequired
        }
        ("server_error" | "temporarily_unavailable", _) => AccessNotice::MicrosoftUnavailable,
        (_, aadsts) => AccessNotice::Refused {
            code: aadsts.map(|number| number.to_string()),
            correlation_id: None,
        },
    }
}

/// What a code that could not be redeemed means here.
fn notice_of_exchange(notice: Notice) -> AccessNotice {
    match notice {
        Notice::ApprovalRequired => AccessNotice::ApprovalRequired,
        Notice::MicrosoftUnavailable => AccessNotice::MicrosoftUnavailable,
        Notice::OurFault => AccessNotice::OurFault,
        Notice::Refused {
            code,
            correlation_id,
        } => AccessNotice::Refused {
            code,
            correlation_id,
        },
        Notice::WrongTenant | Notice::PersonalAccount => AccessNotice::OtherPerson,
        _ => AccessNotice::StartAgain,
    }
}
