//! The access page: an administrator sees and changes the users and groups that may use the app, with the administrator's own
//! rights only.
//!
//! The token of the access leg belongs to one flow. A key made from the flow's cookie seals it, so that reading the table alone
//! does not reveal it. It is dropped after 15 minutes without use, after 60 minutes at the latest, and when the administrator
//! finishes (T24). It is used only for our own service principal, for users and for groups (T58). Graph decides
//! what the administrator may do; a role shown in the token only opens the page (T18).

mod change;
mod look;
pub(crate) mod pending;

pub use change::{ChangeReview, Confirmation, NextPage, Safer, change, review};
pub use look::{
    AccessPageFacts, AdministratorFacts, CandidateQuery, CandidateResults, SystemUserAssignment,
    find, look,
};
pub use pending::{Audit, list_audit};

use crate::{
    browser::{Browser, BrowserError, Visit, look_again},
    legs::Form,
    limits::ACCESS_READINGS,
    secrets::{
        sealing::{Sealing, SealingError},
        secret_token::{self, TokenPurpose},
    },
};
use domain::{
    access::{AccessNotice, AccessSession},
    clock::{Clock, Random},
    flow::{Flow, LegPurpose, SealedValue, SignedIn},
    ids::{TenantId, TokenHash},
};
use secrecy::{ExposeSecret as _, SecretString};
use store::Queue;

/// Reason why the access page cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// The browser's request cannot be served.
    #[error(transparent)]
    Browser(#[from] BrowserError),
    /// In this browser, no administrator of the registration's tenant and no other user whose role may assign signed in; or the
    /// tenant is not the customer's: nothing was approved yet, the host app has not agreed, or the tenant became another
    /// customer's.
    #[error("no administrator of the registration's tenant signed in during this flow")]
    NotSignedIn,
    /// This browser read the access of the tenant too often within a minute.
    #[error("too many readings")]
    TooMany,
}

impl From<store::StoreError> for AccessError {
    fn from(error: store::StoreError) -> Self {
        Self::Browser(error.into())
    }
}

impl From<domain::clock::RandomUnavailable> for AccessError {
    fn from(error: domain::clock::RandomUnavailable) -> Self {
        Self::Browser(error.into())
    }
}

/// The access page, opened by an administrator of the registration's tenant.
pub struct AccessVisit {
    /// The link and its registration.
    pub visit: Visit,
    /// The flow of this browser.
    pub flow: Flow,
    /// The user who signed in.
    pub signed_in: SignedIn,
    /// The administrator's token, while there is one.
    pub rights: Option<Rights>,
}

/// An administrator's token for this flow.
pub struct Rights {
    /// The session it belongs to.
    pub session: AccessSession,
    token: SecretString,
}

/// Opens the page to show it.
///
/// # Errors
/// See [`AccessError`].
pub async fn open(
    browser: &Browser,
    clock: &dyn Clock,
    token: &SecretString,
    cookie: Option<&SecretString>,
) -> Result<AccessVisit, AccessError> {
    let visit = browser.open(clock, token, cookie).await?;
    let (Some(cookie), Some(flow)) = (cookie, visit.flow.clone()) else {
        return Err(AccessError::NotSignedIn);
    };
    Box::pin(opened(browser, clock, visit, flow, cookie)).await
}

/// Opens the page for a form; the form must carry the token of its flow (T35).
///
/// # Errors
/// See [`AccessError`].
pub async fn open_with_form(
    browser: &Browser,
    clock: &dyn Clock,
    form: &Form<'_>,
) -> Result<AccessVisit, AccessError> {
    let (visit, mut flow) = browser
        .visit_with_form(clock, form.token, form.cookie, form.form_token)
        .await?;
    let cookie = form.cookie.ok_or(AccessError::NotSignedIn)?;
    // Every form is an answer to what was told before.
    flow.access_notice = None;
    flow.asked_to_require = None;
    flow.departed = None;
    flow.choose_language(form.language);
    Box::pin(opened(browser, clock, visit, flow, cookie)).await
}

async fn opened(
    browser: &Browser,
    clock: &dyn Clock,
    visit: Visit,
    flow: Flow,
    cookie: &SecretString,
) -> Result<AccessVisit, AccessError> {
    let now = clock.now();
    visit.allows(LegPurpose::Access, now)?;
    let lifecycle = &visit.loaded.registration.lifecycle;
    let tenant = lifecycle.settled_tenant();
    let signed_in = flow
        .signed_in
        .clone()
        .filter(|signed_in| tenant.is_some_and(|tenant| tenant.id == signed_in.tenant.id))
        .filter(|signed_in| !signed_in.is_colleague(lifecycle) || signed_in.may_assign())
        .ok_or(AccessError::NotSignedIn)?;
    let (session, is_taken) = tokio::join!(
        browser.store.find_access(&flow.cookie_hash, now),
        browser.is_taken(&visit),
    );
    if is_taken? {
        return Err(AccessError::NotSignedIn);
    }
    let rights = session?.and_then(|session| unseal(session, &flow, &signed_in, cookie));
    if rights.is_some() {
        let who = flow.cookie_hash.as_str();
        if !ACCESS_READINGS.allows(&browser.store, now, who).await? {
            return Err(AccessError::TooMany);
        }
        match browser.store.use_access(&flow.cookie_hash, now).await {
            Ok(()) => {}
            // Ended by another tab at this moment.
            Err(store::StoreError::Conflict) => {
                return Ok(AccessVisit {
                    visit,
                    flow,
                    signed_in,
                    rights: None,
                });
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(AccessVisit {
        visit,
        flow,
        signed_in,
        rights,
    })
}

/// Returns the token, if the session belongs to this registration, tenant and person and this browser's cookie opens it.
fn unseal(
    session: AccessSession,
    flow: &Flow,
    signed_in: &SignedIn,
    cookie: &SecretString,
) -> Option<Rights> {
    let tenant = signed_in.tenant.id;
    let is_own = session.registration_id == flow.registration_id
        && session.tenant == tenant
        && session.person == signed_in.tenant.administrator;
    if !is_own {
        return None;
    }
    let opened = token_key(cookie)
        .and_then(|key| key.open(&token_place(&flow.cookie_hash, tenant), &session.token));
    match opened {
        Ok(token) => Some(Rights { session, token }),
        Err(error) => {
            tracing::warn!(
                registration_id = %flow.registration_id,
                outcome = "token_does_not_open",
                error = %crate::Chain(&error),
                "an administrator's token does not open"
            );
            None
        }
    }
}

/// Deletes the administrator's token and asks for a new verification. If a change already asked for one, the page waits for
/// that one.
///
/// # Errors
/// See [`AccessError`].
pub async fn finish(
    browser: &Browser,
    interactive_queue: &Queue,
    clock: &dyn Clock,
    form: &Form<'_>,
) -> Result<(), AccessError> {
    // Whatever became of the link: the token goes first.
    let own = form
        .cookie
        .filter(|cookie| secret_token::is_form_token(cookie, form.form_token));
    if let Some(cookie) = own {
        let cookie_hash = secret_token::hash_secret(TokenPurpose::Cookie, cookie);
        browser.store.end_access(&cookie_hash).await?;
    }
    let mut flow = open_with_form(browser, clock, form).await?.flow;
    if flow.access_changed_at.is_none() {
        let (now, id) = (clock.now(), flow.registration_id);
        let asked = look_again::after_change(browser, interactive_queue, now, id);
        flow.verification_asked_at = Some(asked.await?);
    }
    tell(browser, flow, AccessNotice::Finished).await
}

/// Saves the notice that the page shows next.
async fn tell(browser: &Browser, flow: Flow, notice: AccessNotice) -> Result<(), AccessError> {
    let flow = Flow {
        access_notice: Some(notice),
        ..flow
    };
    match browser.store.save_flow(&flow).await {
        // The flow went on under another cookie meanwhile, in another tab: nobody asks this one any more.
        Ok(()) | Err(store::StoreError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Seals the token of a tenant for the flow with the given cookie hash.
pub(crate) fn seal_token(
    random: &dyn Random,
    cookie: &SecretString,
    cookie_hash: &TokenHash,
    tenant: TenantId,
    token: &SecretString,
) -> Result<SealedValue, SealingError> {
    token_key(cookie)?.seal(
        random,
        &token_place(cookie_hash, tenant),
        token.expose_secret(),
    )
}

fn token_key(cookie: &SecretString) -> Result<Sealing, SealingError> {
    Sealing::derived_from(cookie.expose_secret().as_bytes(), "access-token")
}

fn token_place(cookie_hash: &TokenHash, tenant: TenantId) -> String {
    format!("access:{}:{tenant}:token:1", cookie_hash.as_str())
}
