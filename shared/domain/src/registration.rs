//! A registration and its lifecycle. Transitions are pure: they consume the lifecycle and return the next one, or an error
//! with the stage and the event that do not go together.

mod disconnection;

pub use disconnection::{AccessGone, IsGone};

use crate::{
    claims::ClaimsRequest,
    customer::{Customer, DomainName, Language, Metadata, Requester, Site, UserPrincipalName},
    drives::{KnownDrives, KnownLibraries, WriteTrials},
    ids::{ObjectId, RegistrationId, TenantId, TokenHash},
    invitation::{Invitation, Maker, Purpose},
    permission::PermissionsSeen,
    support_code::SupportCode,
    verification::facts::{AdministratorSites, DelegatedScopes, Evidence, Organization},
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Our record of one customer's tenant being connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Its id, stable for life, also over reconnects.
    pub id: RegistrationId,
    /// Number that grows by one with each stored change; every write is conditional on it.
    pub version: u64,
    /// Code by which people name the registration to support.
    pub support_code: SupportCode,
    /// The customer.
    pub customer: Customer,
    /// Domain that the customer's tenant must have verified; pins the tenant.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected_domain: Option<DomainName>,
    /// Language in which pages start.
    pub language: Language,
    /// Account with which Cooperlink works in the background.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub system_user: Option<UserPrincipalName>,
    /// SharePoint sites and libraries for Cooperlink to work with.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub sites: Vec<Site>,
    /// Address to which the last page sends the administrator back; checked against the deployment's list when the host app
    /// gave it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub return_url: Option<String>,
    /// The person or company that asks the administrator.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub requester: Option<Requester>,
    /// Instant of the customer's meeting with support, if one is agreed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub meeting_at: Option<Timestamp>,
    /// The host app's own notes.
    #[serde(skip_serializing_if = "Metadata::is_empty", default)]
    pub metadata: Metadata,
    /// Stage of the registration.
    pub lifecycle: Lifecycle,
    /// Facts from people's own sign-ins, kept because scheduled runs cannot see them again.
    #[serde(default)]
    pub observations: Observations,
    /// The connected system user's sign-in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub system_user_connection: Option<SystemUserConnection>,
    /// Instant since which a system user's sign-in that is no longer in use is to be removed from the secret store.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub removes_sign_in_since: Option<Timestamp>,
    /// Instant since which a callback may be storing a sign-in of the system user in the secret store. The mark stays until
    /// the sign-in is removed, so that a sign-in is found whose callback ended before the registration pointed to it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stores_sign_in_since: Option<Timestamp>,
    /// The invitation, by its token's hash, through which an administrator of the pinned tenant last signed in before any
    /// consent. An approval that was given elsewhere counts while this invitation is open.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub signed_in_through: Option<TokenHash>,
    /// The invitation, by its token's hash, through which an administrator last consented. It is cleared when a run has proved
    /// the connection and has marked the invitation as used.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub consented_through: Option<TokenHash>,
    /// Tenants that the host app refused, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rejections: Vec<Rejection>,
    /// Instant since which the tenant that consented is known to belong to another customer. It is cleared when the tenant
    /// connects, or another tenant takes its place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tenant_taken_at: Option<Timestamp>,
    /// Instant at which the host app created it.
    pub created_at: Timestamp,
    /// Instant of its last change.
    pub updated_at: Timestamp,
}

/// A tenant that the host app refused. It cannot return through an earlier link; with a newer link the host app allows it
/// again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// The tenant.
    pub tenant_id: TenantId,
    /// Instant of the refusal.
    pub rejected_at: Timestamp,
}

/// Time within which a marked sign-in is stored or removed, if at all: the function that does it ends sooner.
const MARKED_FOR: SignedDuration = SignedDuration::from_mins(1);

impl Registration {
    /// Instant for a change that is made now. Two changes never have the same instant, to the microsecond, even if the clock
    /// stands still or goes back.
    pub fn updated_again_at(&self, now: Timestamp) -> Timestamp {
        now.max(self.updated_at + SignedDuration::from_micros(1))
    }

    /// Whether the host app refused this tenant after the link was made.
    pub fn is_rejected(&self, tenant: TenantId, invitation: &Invitation) -> bool {
        self.rejections.iter().any(|rejection| {
            rejection.tenant_id == tenant && invitation.created_at <= rejection.rejected_at
        })
    }

    /// The system user's name at sign-in: the connected account's name as Graph last showed it, or else the name that the host
    /// app gave.
    pub fn system_user_name(&self) -> Option<&str> {
        let named = self.system_user.as_ref()?;
        let connection = self.system_user_connection.as_ref();
        Some(connection.map_or(named.as_str(), |connection| &connection.user_principal_name))
    }

    /// Pinning of the tenant of a sign-in, judged again. The host app may have changed the domain since, so the organisation's
    /// verified domains must contain the present one.
    pub fn pins(&self, pinned: Pinned, organization: &Organization) -> Pinned {
        let is_verified = self
            .expected_domain
            .as_ref()
            .is_some_and(|domain| organization.verified_domains.contains(domain.as_str()));
        if is_verified { pinned } else { Pinned::No }
    }

    /// Whether the secret store may hold a sign-in to which the registration does not point and which is not being stored now.
    pub fn has_left_sign_in(&self, now: Timestamp) -> bool {
        let is_stored = self.stores_sign_in_since.is_some() && !self.is_storing_sign_in(now);
        self.system_user_connection.is_none() && (self.removes_sign_in_since.is_some() || is_stored)
    }

    /// Instant from which the erase worker removes such a sign-in. The functions that store or remove one have ended by then.
    pub fn removes_left_sign_in_at(&self) -> Option<Timestamp> {
        let marks = [self.removes_sign_in_since, self.stores_sign_in_since];
        let newest = marks.into_iter().flatten().max()?;
        let is_left = self.system_user_connection.is_none();
        is_left.then_some(newest + MARKED_FOR)
    }

    /// The registration after a removal that began at that instant. The mark of a callback that may still store a sign-in
    /// stays.
    #[must_use]
    pub fn with_sign_in_removed(self, begun_at: Timestamp) -> Self {
        let is_storing = self.is_storing_sign_in(begun_at);
        Self {
            removes_sign_in_since: None,
            stores_sign_in_since: self.stores_sign_in_since.filter(|_| is_storing),
            ..self
        }
    }

    /// Whether a callback may be about to point to a sign-in that it stores.
    pub fn is_storing_sign_in(&self, now: Timestamp) -> bool {
        let since = self.stores_sign_in_since;
        since.is_some_and(|since| now < since + MARKED_FOR)
    }

    /// Whether another function may be about to remove a sign-in from the secret store: a sign-in that is stored now might be
    /// lost.
    pub fn is_removing_sign_in(&self, now: Timestamp) -> bool {
        let since = self.removes_sign_in_since;
        since.is_some_and(|since| now < since + MARKED_FOR)
    }

    /// Whether this account may be connected as the system user through this invitation. The same account may always sign in
    /// again. Another account takes its place only through a link for the system user that the host app made since the
    /// connection, by which the host app agrees (T23).
    pub fn accepts_system_user(&self, account: ObjectId, invitation: &Invitation) -> bool {
        self.system_user_connection
            .as_ref()
            .is_none_or(|connection| {
                connection.object_id == account
                    || (invitation.purpose == Purpose::SystemUser
                        && invitation.created_by == Maker::HostApp
                        && invitation.created_at > connection.connected_at)
            })
    }
}

/// Facts from people's own sign-ins with their evidence, the drives that save a run a round trip, and the permissions that
/// runs saw.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observations {
    /// The organisation as the administrator's sign-in showed it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub organization: Option<Seen<Organization>>,
    /// The scopes of a fresh delegated token, as the proof leg showed them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub delegated_scopes: Option<Seen<DelegatedScopes>>,
    /// Tenant of those scopes: another tenant's scopes say nothing about this registration. It is `None` in rows from before
    /// it was kept, and their scopes do not count.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub delegated_scopes_tenant: Option<TenantId>,
    /// Sites and libraries that refused the administrator, as the proof leg showed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub administrator_sites: Option<Seen<AdministratorSites>>,
    /// Drives of the configured libraries, from the newest run that could list them.
    #[serde(skip_serializing_if = "KnownDrives::is_empty", default)]
    pub drives: KnownDrives,
    /// Instants of the last successful trials of writing to the configured libraries.
    #[serde(skip_serializing_if = "WriteTrials::is_empty", default)]
    pub write_trials: WriteTrials,
    /// Permissions of the tenant, as runs saw them.
    #[serde(default)]
    pub permissions: PermissionsSeen,
}

impl Observations {
    /// Knowledge about the libraries, for a reading that relies on trials of writing since that instant.
    pub fn libraries(&self, trials_since: Timestamp) -> KnownLibraries<'_> {
        KnownLibraries {
            drives: &self.drives,
            write_trials: &self.write_trials,
            trials_since,
        }
    }
}

/// The system user's sign-in. Its refresh token is in the secret store; this record points to it and is written after it
/// (T65).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemUserConnection {
    /// `oid` of the account; together with the tenant it identifies the account (T12).
    pub object_id: ObjectId,
    /// `sub` of the account for our app. A refreshed token of another subject is refused (T23).
    pub subject: String,
    /// Its name at sign-in, as Graph last showed it; it may change while the account stays the same. Shown, and never proof of
    /// identity.
    pub user_principal_name: String,
    /// Instant of the sign-in.
    pub connected_at: Timestamp,
    /// The version of the secret that holds the refresh token.
    pub secret_version: String,
    /// Claims that the account's next sign-in must bring, because Microsoft asked for them when it last refused the refresh
    /// token. They name policies of the tenant, which are no secret.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claims: Option<ClaimsRequest>,
    /// Instant at which that version was written. A new version is written only if this one is older than 7 days: a used
    /// refresh token stays valid.
    pub secret_written_at: Timestamp,
}

/// A stored observation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen<T> {
    /// The observed value.
    pub value: T,
    /// The request to Microsoft and its instant.
    pub evidence: Evidence,
}

/// Tenant from which an administrator signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenant {
    /// `tid` of the validated id token.
    pub id: TenantId,
    /// The organisation's display name. Shown, never compared.
    pub name: String,
    /// The organisation's default verified domain. Shown, never compared.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub domain: Option<String>,
    /// `oid` of the administrator: the person who signed in, and after a consent the person who gave it. Together with `id` it
    /// identifies that person (T12).
    pub administrator: ObjectId,
    /// Name of the administrator, `preferred_username` of the id token. Personal data: shown, never compared, never logged.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub administrator_name: Option<String>,
    /// Whether the approval was given elsewhere, by an unknown person. `administrator` is then the person who signed in here,
    /// without a name.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub approved_elsewhere: bool,
}

/// Longest name of an administrator that is kept, in characters.
const LONGEST_NAME: usize = 256;

impl Tenant {
    /// The tenant with the administrator's name. A name that is empty or longer than 256 characters is left out.
    #[must_use]
    pub fn with_administrator_name(mut self, name: Option<&str>) -> Self {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        self.administrator_name = name
            .filter(|name| name.chars().count() <= LONGEST_NAME)
            .map(str::to_owned);
        self
    }

    /// The tenant as another person's sign-in shows it; the administrator stays.
    #[must_use]
    pub fn seen_again(self, now: Self) -> Self {
        Self {
            administrator: self.administrator,
            administrator_name: self.administrator_name,
            approved_elsewhere: self.approved_elsewhere,
            ..now
        }
    }

    /// The tenant as approved elsewhere by an unknown administrator.
    #[must_use]
    pub fn with_unknown_approver(self) -> Self {
        Self {
            administrator_name: None,
            approved_elsewhere: true,
            ..self
        }
    }
}

/// Approval of the tenant by the host app, which may be needed before the registration connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Approval {
    /// A domain of the customer pinned the tenant.
    NotNeeded,
    /// The host app has not agreed yet (T02).
    Waiting,
    /// The host app agreed.
    Approved {
        /// Instant at which it agreed.
        at: Timestamp,
    },
}

impl Approval {
    /// Whether the registration may connect.
    pub fn is_settled(self) -> bool {
        match self {
            Self::NotNeeded | Self::Approved { .. } => true,
            Self::Waiting => false,
        }
    }
}

/// Stage of a registration. Each variant holds only what is true in that stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Lifecycle {
    /// The host app made an invitation, and no administrator has signed in.
    Invited,
    /// An administrator signed in and has approved nothing yet.
    SignedIn {
        /// Tenant from which the administrator signed in.
        tenant: Tenant,
        /// Instant of the sign-in.
        signed_in_at: Timestamp,
    },
    /// Microsoft sent the administrator back from the consent page without an error, which proves nothing yet.
    Consented {
        /// Tenant of the administrator.
        tenant: Tenant,
        /// Approval by the host app.
        approval: Approval,
        /// Instant of the return from the consent page; grants may take an hour from then to spread.
        consented_at: Timestamp,
    },
    /// The tenant binding is proven, and the host app approved the tenant if it had to.
    Connected {
        /// The bound tenant.
        tenant: Tenant,
        /// Approval by the host app.
        approval: Approval,
        /// Instant at which an administrator last returned from the consent page.
        consented_at: Timestamp,
        /// Instant at which the binding was proven.
        connected_at: Timestamp,
    },
    /// The host app disconnected the registration, which keeps its tenant until erasure: only this tenant may connect again.
    Disconnected {
        /// The tenant.
        tenant: Tenant,
        /// Approval by the host app.
        approval: Approval,
        /// Instant of the disconnection.
        disconnected_at: Timestamp,
        /// Instant of the last request to check whether the tenant still lets the app in.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        look_asked_at: Option<Timestamp>,
        /// Result of the newest such check.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        access_gone: Option<AccessGone>,
    },
    /// All data about the customer was deleted. Final.
    Erased {
        /// Instant of the erasure.
        erased_at: Timestamp,
    },
}

/// Event that changes the lifecycle, named in [`InvalidTransition`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// An administrator signed in.
    SignIn,
    /// An administrator came back from the consent page.
    Consent,
    /// The host app agreed to the tenant.
    Approve,
    /// The host app refused the tenant.
    Reject,
    /// A run proved the tenant binding.
    Connect,
    /// The host app disconnected the registration.
    Disconnect,
    /// An administrator removes the app from the tenant.
    RemoveApp,
    /// The host app had all data deleted.
    Erase,
}

/// Error for a transition that the current stage does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{transition:?} is not possible in stage {stage}")]
pub struct InvalidTransition {
    /// The registration's stage.
    pub stage: &'static str,
    /// The attempted transition.
    pub transition: Transition,
}

/// Reason why a sign-in or consent was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The stage does not allow it.
    #[error(transparent)]
    Stage(#[from] InvalidTransition),
    /// The registration already belongs to another tenant.
    #[error("the registration belongs to another tenant")]
    OtherTenant,
}

/// Three witnesses that name the same tenant: the id token's signature, an app-only token for that tenant with which
/// Graph showed our service principal, and the organisation's id as the administrator's own token read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BindingProof(TenantId);

/// Error for witnesses that do not agree; no tenant may be bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the id token, the app-only token and the organisation do not name the same tenant")]
pub struct BindingMismatch;

impl BindingProof {
    /// Compares the three witnesses.
    ///
    /// # Errors
    /// [`BindingMismatch`] unless all three are the same tenant.
    pub fn new(
        id_token: TenantId,
        app_only: TenantId,
        organization: TenantId,
    ) -> Result<Self, BindingMismatch> {
        if id_token == app_only && id_token == organization {
            Ok(Self(id_token))
        } else {
            Err(BindingMismatch)
        }
    }

    /// The tenant that all three name.
    pub fn tenant(self) -> TenantId {
        self.0
    }
}

impl Lifecycle {
    /// Name of the stage as the API spells it.
    pub fn stage(&self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::SignedIn { .. } => "signed_in",
            Self::Consented { .. } => "consented",
            Self::Connected { .. } => "connected",
            Self::Disconnected { .. } => "disconnected",
            Self::Erased { .. } => "erased",
        }
    }

    /// The tenant, from the first sign-in on.
    pub fn tenant(&self) -> Option<&Tenant> {
        match self {
            Self::Invited | Self::Erased { .. } => None,
            Self::SignedIn { tenant, .. }
            | Self::Consented { tenant, .. }
            | Self::Connected { tenant, .. }
            | Self::Disconnected { tenant, .. } => Some(tenant),
        }
    }

    /// The tenant together with the administrator who approved, while the registration is consented or connected.
    pub fn approver(&self) -> Option<&Tenant> {
        match self {
            Self::Consented { tenant, .. } | Self::Connected { tenant, .. } => Some(tenant),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => None,
        }
    }

    /// Whether the registration's tenant is this one. Before the first sign-in it has none.
    pub fn is_of(&self, candidate: TenantId) -> bool {
        self.tenant().is_some_and(|tenant| tenant.id == candidate)
    }

    /// Whether a consent of this tenant is the next step: an administrator signed in and no consent was given yet, or the
    /// registration was disconnected and no consent was given since.
    pub fn awaits_consent_of(&self, candidate: TenantId) -> bool {
        match self {
            Self::SignedIn { tenant, .. } | Self::Disconnected { tenant, .. } => {
                tenant.id == candidate
            }
            Self::Invited
            | Self::Consented { .. }
            | Self::Connected { .. }
            | Self::Erased { .. } => false,
        }
    }

    /// Instant of the last consent of an administrator.
    pub fn consented_at(&self) -> Option<Timestamp> {
        match self {
            Self::Consented { consented_at, .. } | Self::Connected { consented_at, .. } => {
                Some(*consented_at)
            }
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => None,
        }
    }

    /// The tenant whose binding is proven, while the registration is connected. Its id alone identifies it from then on.
    pub fn connected_tenant(&self) -> Option<&Tenant> {
        match self {
            Self::Connected { tenant, .. } => Some(tenant),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Consented { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => None,
        }
    }

    /// The tenant to which every link leads, whatever its domains: that of a connection, including one that the host app
    /// ended.
    pub fn bound_tenant(&self) -> Option<&Tenant> {
        match self {
            Self::Connected { tenant, .. } | Self::Disconnected { tenant, .. } => Some(tenant),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Consented { .. }
            | Self::Erased { .. } => None,
        }
    }

    /// The lifecycle after the customer's domain stopped pinning the tenant: until it is connected, the host app has to agree
    /// to it.
    #[must_use]
    pub fn unpinned(self) -> Self {
        match self {
            Self::Consented {
                tenant,
                consented_at,
                ..
            } => Self::Consented {
                tenant,
                approval: Approval::Waiting,
                consented_at,
            },
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Connected { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => self,
        }
    }

    /// Stages, as [`Self::stage`] writes them, in which [`Self::verifiable_tenant`] is a tenant. A run may move a registration
    /// from one to the other at any moment.
    pub const VERIFIABLE_STAGES: [&'static str; 2] = ["consented", "connected"];

    /// The tenant that runs may verify: an administrator consented, and the host app did not disconnect since.
    pub fn verifiable_tenant(&self) -> Option<&Tenant> {
        match self {
            Self::Consented { tenant, .. } | Self::Connected { tenant, .. } => Some(tenant),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => None,
        }
    }

    /// The tenant in which Cooperlink may act for the customer: an administrator approved it, and the host app too if it has
    /// to.
    pub fn settled_tenant(&self) -> Option<&Tenant> {
        self.verifiable_tenant().filter(|_| !self.awaits_approval())
    }

    /// Lifecycle after an administrator's sign-in. Until a consent, the newest sign-in counts. Afterwards only the same tenant
    /// may return, which changes no more than the organisation's names. A disconnected registration stays disconnected until a
    /// new consent.
    ///
    /// # Errors
    /// [`Refused::OtherTenant`] once consent was given from another tenant; [`Refused::Stage`] after erasure.
    pub fn sign_in(self, tenant: Tenant, now: Timestamp) -> Result<Self, Refused> {
        match self {
            Self::Invited | Self::SignedIn { .. } => Ok(Self::SignedIn {
                tenant,
                signed_in_at: now,
            }),
            Self::Disconnected {
                tenant: bound,
                approval,
                disconnected_at,
                look_asked_at,
                access_gone,
            } => {
                same(&bound, &tenant)?;
                Ok(Self::Disconnected {
                    tenant: bound.seen_again(tenant),
                    approval,
                    disconnected_at,
                    look_asked_at,
                    access_gone,
                })
            }
            Self::Consented {
                tenant: bound,
                approval,
                consented_at,
            } => {
                same(&bound, &tenant)?;
                Ok(Self::Consented {
                    tenant: bound.seen_again(tenant),
                    approval,
                    consented_at,
                })
            }
            Self::Connected {
                tenant: bound,
                approval,
                consented_at,
                connected_at,
            } => {
                same(&bound, &tenant)?;
                Ok(Self::Connected {
                    tenant: bound.seen_again(tenant),
                    approval,
                    consented_at,
                    connected_at,
                })
            }
            Self::Erased { .. } => Err(self.refuse(Transition::SignIn).into()),
        }
    }

    /// Lifecycle after the administrator of `tenant` returned from the consent page without an error. If no domain of the
    /// customer pinned the tenant (`pinned`), the host app has to agree.
    ///
    /// # Errors
    /// [`Refused::OtherTenant`] when another tenant consented first; [`Refused::Stage`] in other stages.
    pub fn consent(self, tenant: Tenant, pinned: Pinned, now: Timestamp) -> Result<Self, Refused> {
        let fresh = match pinned {
            Pinned::ByDomain => Approval::NotNeeded,
            Pinned::No => Approval::Waiting,
        };
        match self {
            Self::SignedIn { .. } => Ok(Self::Consented {
                tenant,
                approval: fresh,
                consented_at: now,
            }),
            Self::Consented {
                tenant: bound,
                approval,
                ..
            } => {
                same(&bound, &tenant)?;
                Ok(Self::Consented {
                    tenant,
                    approval,
                    consented_at: now,
                })
            }
            Self::Connected {
                tenant: bound,
                approval,
                connected_at,
                ..
            } => {
                same(&bound, &tenant)?;
                Ok(Self::Connected {
                    tenant,
                    approval,
                    consented_at: now,
                    connected_at,
                })
            }
            Self::Disconnected {
                tenant: bound,
                approval,
                ..
            } => {
                same(&bound, &tenant)?;
                Ok(Self::Consented {
                    tenant,
                    approval: approval.or_fresh(fresh),
                    consented_at: now,
                })
            }
            Self::Invited | Self::Erased { .. } => Err(self.refuse(Transition::Consent).into()),
        }
    }

    /// Lifecycle after the host app agreed to the tenant that it sees. It may also agree to a pinned tenant, which may lose
    /// the domain before it is connected. Agreeing twice is no error.
    ///
    /// # Errors
    /// [`InvalidTransition`] while there is no consented tenant to agree to.
    pub fn approve(self, now: Timestamp) -> Result<Self, InvalidTransition> {
        match self {
            Self::Consented {
                tenant,
                approval: Approval::Waiting | Approval::NotNeeded,
                consented_at,
            } => Ok(Self::Consented {
                tenant,
                approval: Approval::Approved { at: now },
                consented_at,
            }),
            Self::Consented { .. } | Self::Connected { .. } => Ok(self),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => Err(self.refuse(Transition::Approve)),
        }
    }

    /// Lifecycle after the host app refused the tenant that consented, even after it agreed and before the connection. The
    /// registration waits for another tenant, as at its beginning.
    ///
    /// # Errors
    /// [`InvalidTransition`] if no tenant has consented, a domain pinned it, or it is connected.
    pub fn reject(self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Consented {
                approval: Approval::Waiting | Approval::Approved { .. },
                ..
            } => Ok(Self::Invited),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Consented { .. }
            | Self::Connected { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => Err(self.refuse(Transition::Reject)),
        }
    }

    /// Whether the host app still has to agree to the tenant that consented.
    pub fn awaits_approval(&self) -> bool {
        match self {
            Self::Consented { approval, .. } | Self::Connected { approval, .. } => {
                !approval.is_settled()
            }
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => false,
        }
    }

    /// Lifecycle after the binding was proven. A registration connects only if it is consented, its tenant is the proven one
    /// and its approval is settled.
    ///
    /// # Errors
    /// [`InvalidTransition`] in every other case.
    pub fn connect(self, proof: BindingProof, now: Timestamp) -> Result<Self, InvalidTransition> {
        match self {
            Self::Consented {
                tenant,
                approval,
                consented_at,
            } if approval.is_settled() && tenant.id == proof.tenant() => Ok(Self::Connected {
                tenant,
                approval,
                consented_at,
                connected_at: now,
            }),
            Self::Connected { ref tenant, .. } if tenant.id == proof.tenant() => Ok(self),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Consented { .. }
            | Self::Connected { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => Err(self.refuse(Transition::Connect)),
        }
    }

    fn refuse(&self, transition: Transition) -> InvalidTransition {
        InvalidTransition {
            stage: self.stage(),
            transition,
        }
    }
}

/// Pinning of the tenant by a domain of the customer before the sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pinned {
    /// Discovery of the expected domain gave the tenant id, and the sign-in was of that tenant.
    ByDomain,
    /// No domain pinned it.
    No,
}

fn same(bound: &Tenant, candidate: &Tenant) -> Result<(), Refused> {
    if bound.id == candidate.id {
        Ok(())
    } else {
        Err(Refused::OtherTenant)
    }
}

#[cfg(test)]
#[path = "registration/tests.rs"]
mod tests;
