//! Reads the facts about a tenant that one run needs, and attributes a refusal of our own credential.
//!
//! 1. Gets an app-only token of the tenant, from the cache while it is fresh.
//! 2. Reads everything the app may read in one batch.
//! 3. Repeats refused reads once with a fresh token, because a token never gains permissions that were granted after it was made.
//! 4. After a refused token request: reads the credential again and tries once more; then tries it at our home tenant. If it is
//!    refused there too, the fault is ours. If it is accepted there, the answer is this tenant's: a finding if its meaning is
//!    known, otherwise an unreadable answer.

use crate::{
    refusal::{self, RefusalClass},
    secrets::credential::{CredentialAnswer, Credentials, Home},
};
use domain::{
    aadsts::Cause,
    clock::Clock,
    ids::TenantId,
    permission::Manifest,
    verification::{
        facts::{AppAccess, AppRefusal, Evidence, Observed},
        verdict::{Identity, Unobserved},
    },
};
use entra::{AppFacts, AppToken, Entra, EntraRefusal, TokenError, TokenFreshness, UndecidedAnswer};
use jiff::{SignedDuration, Timestamp};
use std::sync::{Mutex, PoisonError};

/// Time for which the home tenant's answer about our credential is kept: 60 seconds.
const HOME_ANSWER_KEPT: SignedDuration = SignedDuration::from_secs(60);

/// `AADSTS700016`: the application is not in this directory. Its `error` is the same as for a disabled application, so the
/// number chooses which of the two findings is shown; both concern the tenant.
const NOT_IN_DIRECTORY: u32 = 700_016;

/// `AADSTS` numbers of a tenant that no longer exists: not found by its id, or shut down. Other numbers of an unknown tenant
/// concern another cloud or our request.
const TENANT_GONE: [u32; 3] = [90_002, 900_023, 5_000_224];

/// Facts that were read with the app's own identity.
pub struct AppReading {
    /// Access that the tenant's token endpoint gives us.
    pub access: Observed<AppAccess>,
    /// Facts that Graph returned.
    pub facts: AppFacts,
}

/// Reads with the app's own identity.
pub struct TenantReader {
    pub(crate) entra: Entra,
    credentials: Credentials,
    manifest: Manifest,
    home_tenant: TenantId,
    home_answer: Mutex<Option<(Timestamp, HomeAnswer)>>,
}

/// Answer of our home tenant to our own credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HomeAnswer {
    Accepted,
    Refused,
    Unknown,
}

impl TenantReader {
    /// Wraps clients that were built once.
    pub fn new(
        entra: Entra,
        credentials: Credentials,
        manifest: Manifest,
        home_tenant: TenantId,
    ) -> Self {
        Self {
            entra,
            credentials,
            manifest,
            home_tenant,
            home_answer: Mutex::new(None),
        }
    }

    /// Microsoft.
    pub(crate) fn entra(&self) -> &Entra {
        &self.entra
    }

    /// Our own credential.
    pub(crate) fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// Presents the federated credential at home, see [`Credentials::try_federated`].
    pub async fn try_federated(&self, clock: &dyn Clock) -> CredentialAnswer {
        let home = Home::new(self.entra.clone(), self.home_tenant);
        self.credentials.try_federated(&home, clock).await
    }

    /// Permissions that this deployment asks for.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The tenant that owns our app registration.
    pub fn home_tenant(&self) -> TenantId {
        self.home_tenant
    }

    /// Reads the tenant, with the permissions of `approved`: reads for others would only be refused. Never fails: the result
    /// names the reason for each fact that could not be read. Ask for a fresh token while a consent may be spreading: a token
    /// made before the grant never gains it.
    pub async fn read(
        &self,
        clock: &dyn Clock,
        tenant: TenantId,
        approved: &Manifest,
        freshness: TokenFreshness,
    ) -> AppReading {
        let token = match self.token(clock, tenant, freshness).await {
            Ok(token) => token,
            Err(access) => return without_access(access),
        };
        let facts = self.entra.read_app_facts(&token, approved, clock).await;
        if !is_refused(&facts) || freshness == TokenFreshness::Fresh {
            return AppReading {
                access: granted(tenant, clock.now()),
                facts,
            };
        }
        match self.token(clock, tenant, TokenFreshness::Fresh).await {
            Ok(token) => AppReading {
                access: granted(tenant, clock.now()),
                facts: self.entra.read_app_facts(&token, approved, clock).await,
            },
            Err(access) => without_access(access),
        }
    }

    /// Asks the tenant's token endpoint whether it lets the application in now, without the cache.
    pub(crate) async fn look_at_access(
        &self,
        clock: &dyn Clock,
        tenant: TenantId,
    ) -> Observed<AppAccess> {
        match self.token(clock, tenant, TokenFreshness::Fresh).await {
            Ok(_) => granted(tenant, clock.now()),
            Err(access) => access,
        }
    }

    async fn token(
        &self,
        clock: &dyn Clock,
        tenant: TenantId,
        freshness: TokenFreshness,
    ) -> Result<AppToken, Observed<AppAccess>> {
        match self.try_token(clock, tenant, freshness).await {
            Ok(token) => Ok(token),
            Err(Attempt::Refused(refusal)) => Err(self.attribute(clock, tenant, &refusal).await),
            Err(Attempt::Unseen(access)) => Err(access),
        }
    }

    async fn try_token(
        &self,
        clock: &dyn Clock,
        tenant: TenantId,
        freshness: TokenFreshness,
    ) -> Result<AppToken, Attempt> {
        let token = self.credentials.present(clock, |credential| async move {
            let token = self
                .entra
                .app_only_token(&credential, tenant, clock, freshness);
            token.await
        });
        let token = token.await.map_err(|error| {
            tracing::error!(
                outcome = "operator_fault",
                error = %crate::Chain(&error),
                "the client credential cannot be used"
            );
            // Nothing was asked of Microsoft.
            Attempt::Unseen(Observed::unseen(Unobserved::OperatorFault))
        })?;
        token.map_err(|error| {
            let (reason, answer) = match error {
                TokenError::Refused(refusal) => return Attempt::Refused(refusal),
                TokenError::Throttled { answer, .. } => {
                    (Unobserved::MicrosoftUnavailable, Some(answer))
                }
                TokenError::Unavailable(answer) => (Unobserved::MicrosoftUnavailable, answer),
                TokenError::Unreadable(answer) => (Unobserved::Unreadable, answer),
            };
            Attempt::Unseen(Observed::Unseen {
                reason,
                evidence: Some(undecided_evidence(tenant, answer, clock.now())),
            })
        })
    }

    async fn attribute(
        &self,
        clock: &dyn Clock,
        tenant: TenantId,
        refusal: &EntraRefusal,
    ) -> Observed<AppAccess> {
        let evidence = refusal_evidence(tenant, refusal, clock.now());
        let attributed = self.attribute_refusal(clock, refusal).await;
        let class = RefusalClass::of(&attributed, refusal);
        refusal::tell(class, Some(tenant), refusal);
        match attributed {
            Ok(refused) => Observed::Seen {
                value: AppAccess::Refused(refused),
                evidence,
            },
            Err(reason) => Observed::Unseen {
                reason,
                evidence: Some(evidence),
            },
        }
    }

    /// Attributes a refusal of the token endpoint that does not concern a person: to the tenant, with the finding, or to
    /// another cause, for which it decides nothing.
    pub(crate) async fn attribute_refusal(
        &self,
        clock: &dyn Clock,
        refusal: &EntraRefusal,
    ) -> Result<AppRefusal, Unobserved> {
        // Told with a 4xx: whether it passes shows when it is seen again.
        if is_of_microsoft(refusal) {
            return Err(Unobserved::Unreadable);
        }
        match self.ask_home(clock).await {
            HomeAnswer::Accepted => of_tenant(refusal).ok_or(Unobserved::Unreadable),
            HomeAnswer::Refused => {
                tracing::error!(
                    outcome = "operator_fault",
                    code = refusal.error,
                    "our home tenant refuses our own credential"
                );
                Err(Unobserved::OperatorFault)
            }
            HomeAnswer::Unknown => Err(Unobserved::MicrosoftUnavailable),
        }
    }

    /// Asks our home tenant whether it still accepts our credential; an answer is kept for 60 seconds.
    async fn ask_home(&self, clock: &dyn Clock) -> HomeAnswer {
        let now = clock.now();
        let held = *self
            .home_answer
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some((at, answer)) = held
            && now < at + HOME_ANSWER_KEPT
        {
            return answer;
        }
        let answer = match self
            .try_token(clock, self.home_tenant, TokenFreshness::Fresh)
            .await
        {
            Ok(_) => HomeAnswer::Accepted,
            Err(Attempt::Refused(refusal)) if is_of_microsoft(&refusal) => HomeAnswer::Unknown,
            Err(Attempt::Refused(_)) => HomeAnswer::Refused,
            Err(Attempt::Unseen(_)) => HomeAnswer::Unknown,
        };
        if answer != HomeAnswer::Unknown {
            *self
                .home_answer
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Some((now, answer));
        }
        answer
    }
}

enum Attempt {
    Refused(Box<EntraRefusal>),
    Unseen(Observed<AppAccess>),
}

/// Whether the `AADSTS` number names a fault of Microsoft.
fn is_of_microsoft(refusal: &EntraRefusal) -> bool {
    matches!(
        refusal.fault(),
        Some(Cause::Passing | Cause::MicrosoftFault)
    )
}

/// Finding of a refusal by the tenant, while our home tenant accepts the same request. `None` if its meaning is unknown, or the
/// number says that the fault is in our request.
fn of_tenant(refusal: &EntraRefusal) -> Option<AppRefusal> {
    let number = refusal.aadsts();
    if number.is_some_and(|number| TENANT_GONE.contains(&number)) {
        Some(AppRefusal::TenantGone)
    } else if refusal.is_service_missing() {
        Some(AppRefusal::ServiceMissing)
    } else if refusal.fault().is_some() || !refusal.is_client_refused() {
        None
    } else if refusal.error == "unauthorized_client" && number != Some(NOT_IN_DIRECTORY) {
        Some(AppRefusal::Disabled)
    } else {
        Some(AppRefusal::NotRegistered)
    }
}

fn token_request(tenant: TenantId) -> String {
    format!("POST /{tenant}/oauth2/v2.0/token")
}

pub(crate) fn refusal_evidence(
    tenant: TenantId,
    refusal: &EntraRefusal,
    at: Timestamp,
) -> Evidence {
    Evidence {
        request: token_request(tenant),
        status: Some(refusal.status),
        error_code: Some(refusal.error_code()),
        request_id: refusal.correlation_id.clone(),
        account: None,
        at,
    }
}

/// Evidence of a token that was issued.
pub(crate) fn token_evidence(tenant: TenantId, at: Timestamp) -> Evidence {
    Evidence {
        request: token_request(tenant),
        status: Some(200),
        error_code: None,
        request_id: None,
        account: None,
        at,
    }
}

/// Evidence of a request for a token whose answer decided nothing, or that got no answer.
pub(crate) fn undecided_evidence(
    tenant: TenantId,
    answer: Option<UndecidedAnswer>,
    at: Timestamp,
) -> Evidence {
    let (status, error_code, request_id) = match answer {
        Some(answer) => (Some(answer.status), answer.error_code, answer.request_id),
        None => (None, None, None),
    };
    Evidence {
        status,
        error_code,
        request_id,
        ..token_evidence(tenant, at)
    }
}

fn granted(tenant: TenantId, at: Timestamp) -> Observed<AppAccess> {
    Observed::Seen {
        value: AppAccess::Granted,
        evidence: token_evidence(tenant, at),
    }
}

/// Whether Graph refused a fact that a fresh token may show.
fn is_refused(facts: &AppFacts) -> bool {
    let AppFacts {
        service_principal,
        granted_roles,
        assignments,
        tenant_wide_scopes,
        tenant_services,
    } = facts;
    service_principal.is_refused()
        || granted_roles.is_refused()
        || assignments.is_refused()
        || tenant_wide_scopes.is_refused()
        || tenant_services.is_refused()
}

/// A reading without a token: the request for the token is its evidence.
fn without_access(access: Observed<AppAccess>) -> AppReading {
    AppReading {
        facts: AppFacts {
            service_principal: behind(&access),
            granted_roles: behind(&access),
            assignments: behind(&access),
            // Without the app's own reading the administrator's earlier one stands.
            tenant_wide_scopes: Observed::unseen(Unobserved::IdentityAbsent {
                identity: Identity::App,
            }),
            tenant_services: behind(&access),
        },
        access,
    }
}

/// A fact that was not read because the access that it needs was refused or is unknown.
pub(crate) fn behind<A, T>(access: &Observed<A>) -> Observed<T> {
    match access {
        // A check of its own says why.
        Observed::Seen { .. } => Observed::unseen(Unobserved::NotReached),
        Observed::Unseen { reason, evidence } => Observed::Unseen {
            reason: reason.clone(),
            evidence: evidence.clone(),
        },
    }
}
