//! The access leg comes back: the administrator's own token, with which the page reads and changes who may use the app
//! (T24).
//!
//! 1. The token must be of the person who signed in during this flow, and the tenant still the registration's.
//! 2. The flow goes on under a new cookie value (T22), from which the key is made that the token is sealed under.
//! 3. Token and flow are written together, while the link is open; a token from before ends with them.

use crate::{
    access::seal_token,
    legs::{
        Arrival, CallbackError, LinkPage, NextStop, leg_end::LegEnd, redeem::Redemption,
        redirect::notice_of_redirect, renew::renew, step::CallbackContext,
    },
};
use domain::{
    access::{ASSIGN_PERMISSIONS, AccessNotice, AccessSession, LONGEST_SESSION},
    flow::{Notice, SignedIn},
};
use entra::SigningKeys;
use secrecy::ExposeSecret as _;
use std::sync::Arc;
use store::StoreError;

pub(in crate::legs) async fn complete(
    step: &CallbackContext<'_>,
    keys: Option<Arc<SigningKeys>>,
) -> Result<Arrival, LegEnd> {
    let proven = prove(step, keys).await.map_err(|ended| match ended {
        LegEnd::Told(notice) => on_access_page(notice).into(),
        ended => ended,
    })?;
    begin(step, proven).await
}

/// A token, known to be of the person of this flow.
struct Proven {
    signed_in: SignedIn,
    redeemed: Redemption,
}

async fn prove(
    step: &CallbackContext<'_>,
    keys: Option<Arc<SigningKeys>>,
) -> Result<Proven, LegEnd> {
    if let Some(error) = &step.answer.error {
        return Err(notice_of_redirect(error, step.answer).into());
    }
    let (Some(signed_in), Some(keys)) = (step.flow.signed_in.clone(), keys) else {
        return Err(AccessNotice::StartAgain.into());
    };
    let redeemed = step.redeem(keys).await?;
    let is_same_person = redeemed.identity.tenant == signed_in.tenant.id
        && redeemed.identity.object_id == signed_in.tenant.administrator;
    if !is_same_person {
        return Err(AccessNotice::OtherPerson.into());
    }
    let (loaded, _) = step.authority().await?;
    let lifecycle = loaded.registration.lifecycle;
    let is_of_tenant = lifecycle
        .settled_tenant()
        .is_some_and(|tenant| tenant.id == redeemed.identity.tenant);
    if !is_of_tenant {
        return Err(AccessNotice::StartAgain.into());
    }
    let has = |permission: &&'static str| {
        redeemed
            .answer
            .scopes
            .iter()
            .any(|scope| scope.eq_ignore_ascii_case(permission))
    };
    if !ASSIGN_PERMISSIONS.iter().all(has) {
        return Err(AccessNotice::PermissionMissing.into());
    }
    Ok(Proven {
        signed_in,
        redeemed,
    })
}

async fn begin(step: &CallbackContext<'_>, proven: Proven) -> Result<Arrival, LegEnd> {
    let Proven {
        signed_in,
        redeemed,
    } = proven;
    let now = step.parts.machine.now();
    let hint = step
        .parts
        .open(&step.flow.cookie_hash, "login_hint", &signed_in.login_hint)?;
    let (tenant, person) = (signed_in.tenant.id, signed_in.tenant.administrator);
    // The page stays as long as the rights may.
    let expires_at = step.flow.expires_at.max(now + LONGEST_SESSION);
    let renewed = renew(step, hint.expose_secret(), expires_at, |login_hint| {
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
            step.parts.machine.random,
            &renewed.cookie.value,
            &renewed.flow.cookie_hash,
            tenant,
            &redeemed.answer.access_token,
        )?,
        scopes: redeemed.answer.scopes,
        started_at: now,
        used_at: now,
        ends_at: now + redeemed.answer.expires_in.min(LONGEST_SESSION),
    };
    let store = &step.callback.browser.store;
    let opened = store.open_access(&step.flow.cookie_hash, &renewed.flow, &session);
    match opened.await {
        Ok(()) => {}
        Err(StoreError::Conflict) => {
            // The link or the connection has ended, or the flow went on under another cookie in another tab.
            step.authority().await?;
            return Err(CallbackError::NoLeg.into());
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
            page: match renewed.flow.asked_to_require {
                Some(_) => LinkPage::AccessReview,
                None => LinkPage::Access,
            },
            language: step.flow.language,
        },
        cookie: Some(renewed.cookie),
    })
}

/// A notice of any leg, as the access page tells it.
fn on_access_page(notice: Notice) -> AccessNotice {
    match notice {
        Notice::Declined | Notice::WentBack => AccessNotice::Cancelled,
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
        Notice::RefusedAtServer {
            code,
            correlation_id,
        } => AccessNotice::RefusedAtServer {
            code,
            correlation_id,
        },
        Notice::WrongTenant | Notice::PersonalAccount => AccessNotice::OtherPerson,
        _ => AccessNotice::StartAgain,
    }
}
