//! A registration and its lifecycle. Transitions are pure: they consume the lifecycle and say what it becomes, or name
//! the stage and the event that do not go together.

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
    /// Stable for life, also over reconnects.
    pub id: RegistrationId,
    /// Grows by one with each stored change; every write is conditional on it.
    pub version: u64,
    /// What people name it by to support.
    pub support_code: SupportCode,
    /// Who it is for.
    pub customer: Customer,
    /// A domain the customer's tenant must have verified; pins the tenant.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected_domain: Option<DomainName>,
    /// The language pages start in.
    pub language: Language,
    /// The account Cooperlink is to work with in the background.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub system_user: Option<UserPrincipalName>,
    /// The SharePoint sites and libraries Cooperlink is to work with.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub sites: Vec<Site>,
    /// Where the last page sends the administrator back to; checked against the deployment's list when it was given.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub return_url: Option<String>,
    /// Who asks the administrator.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub requester: Option<Requester>,
    /// When the customer meets support, if that is agreed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub meeting_at: Option<Timestamp>,
    /// The host app's own notes.
    #[serde(skip_serializing_if = "Metadata::is_empty", default)]
    pub metadata: Metadata,
    /// Where the registration stands.
    pub lifecycle: Lifecycle,
    /// What people's own sign-ins showed, kept because scheduled runs cannot see it again.
    #[serde(default)]
    pub observations: Observations,
    /// The system user's sign-in, once it was connected.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub system_user_connection: Option<SystemUserConnection>,
    /// Since when a sign-in of a system user that nothing points to any more is to be removed from the secret store.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub removes_sign_in_since: Option<Timestamp>,
    /// Since when a callback may be storing a sign-in of the system user in the secret store. It stays until the sign-in is
    /// removed, so that one whose callback ended before the registration pointed to it is found.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stores_sign_in_since: Option<Timestamp>,
    /// The invitation, by its token's hash, through which an administrator of the tenant that a domain pins last signed in
    /// before any consent. An approval that was given elsewhere counts while it is open.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub signed_in_through: Option<TokenHash>,
    /// The invitation, by its token's hash, through which an administrator last consented. It goes when a run has proved the
    /// connection, and the invitation is told.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub consented_through: Option<TokenHash>,
    /// Tenants that the host app refused, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rejections: Vec<Rejection>,
    /// Since when the tenant that consented is known to belong to another customer. It goes when the tenant connects, or another
    /// one takes its place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tenant_taken_at: Option<Timestamp>,
    /// When the host app created it.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A tenant that the host app refused. It does not come back through a link from before; a newer link is the host app's word
/// that it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// The tenant.
    pub tenant_id: TenantId,
    /// When it was refused.
    pub rejected_at: Timestamp,
}

/// A sign-in that is marked is stored or removed within this time after, or not at all: the function that does it ends sooner.
const MARKED_FOR: SignedDuration = SignedDuration::from_mins(1);

impl Registration {
    /// The instant of a change that is made now: no two changes have the same one, to the microsecond, whatever the clock says.
    pub fn updated_again_at(&self, now: Timestamp) -> Timestamp {
        now.max(self.updated_at + SignedDuration::from_micros(1))
    }

    /// Whether the host app refused this tenant after the link was made.
    pub fn is_rejected(&self, tenant: TenantId, invitation: &Invitation) -> bool {
        self.rejections.iter().any(|rejection| {
            rejection.tenant_id == tenant && invitation.created_at <= rejection.rejected_at
        })
    }

    /// The system user's name at sign-in: that of the connected account as Graph last showed it, else the one that the host app
    /// gave.
    pub fn system_user_name(&self) -> Option<&str> {
        let named = self.system_user.as_ref()?;
        let connection = self.system_user_connection.as_ref();
        Some(connection.map_or(named.as_str(), |connection| &connection.user_principal_name))
    }

    /// Whether a domain of the customer still pins the tenant of a sign-in. The host app may have changed the domain since, so the
    /// organisation's verified domains have to name the present one.
    pub fn pins(&self, pinned: Pinned, organization: &Organization) -> Pinned {
        let is_verified = self
            .expected_domain
            .as_ref()
            .is_some_and(|domain| organization.verified_domains.contains(domain.as_str()));
        if is_verified { pinned } else { Pinned::No }
    }

    /// Whether the secret store may hold a sign-in which the registration does not point to, and which is not being stored now.
    pub fn has_left_sign_in(&self, now: Timestamp) -> bool {
        let is_stored = self.stores_sign_in_since.is_some() && !self.is_storing_sign_in(now);
        self.system_user_connection.is_none() && (self.removes_sign_in_since.is_some() || is_stored)
    }

    /// Time from which on the erase worker removes such a sign-in: later than the functions that store or remove one have ended.
    pub fn removes_left_sign_in_at(&self) -> Option<Timestamp> {
        let marks = [self.removes_sign_in_since, self.stores_sign_in_since];
        let newest = marks.into_iter().flatten().max()?;
        let is_left = self.system_user_connection.is_none();
        is_left.then_some(newest + MARKED_FOR)
    }

    /// The registration after a removal that began at that instant. The mark of a callback that may store a sign-in later stays.
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

    /// Whether somebody may be about to remove a sign-in from the secret store: what is stored there now might be lost.
    pub fn is_removing_sign_in(&self, now: Timestamp) -> bool {
        let since = self.removes_sign_in_since;
        since.is_some_and(|since| now < since + MARKED_FOR)
    }

    /// Whether this account may be connected as the system user through this invitation. The same account may always sign in
    /// anew; another one takes its place only through a link for the system user that the host app made since, which is how
    /// the host app agrees (`security.md` T23).
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

/// Facts read with somebody's own sign-in, with when and how they were read, the drives that spare a run a round trip, and the
/// permissions that runs saw.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observations {
    /// The organisation, as the administrator's sign-in showed it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub organization: Option<Seen<Organization>>,
    /// The scopes of a fresh delegated token, as the proof leg showed them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub delegated_scopes: Option<Seen<DelegatedScopes>>,
    /// Whose those scopes are: another tenant's say nothing about the registration's. Rows from before this was kept have
    /// none, and their scopes count for nobody.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub delegated_scopes_tenant: Option<TenantId>,
    /// Which sites and libraries turned the administrator away, as the proof leg showed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub administrator_sites: Option<Seen<AdministratorSites>>,
    /// The drives of the configured libraries, as the newest run that could list them found them.
    #[serde(skip_serializing_if = "KnownDrives::is_empty", default)]
    pub drives: KnownDrives,
    /// When writing to the configured libraries last succeeded.
    #[serde(skip_serializing_if = "WriteTrials::is_empty", default)]
    pub write_trials: WriteTrials,
    /// Permissions of the tenant, as runs saw them.
    #[serde(default)]
    pub permissions: PermissionsSeen,
}

impl Observations {
    /// The libraries as they are known, for a reading that relies on trials of writing since that instant.
    pub fn libraries(&self, trials_since: Timestamp) -> KnownLibraries<'_> {
        KnownLibraries {
            drives: &self.drives,
            write_trials: &self.write_trials,
            trials_since,
        }
    }
}

/// The system user's sign-in. Its refresh token is in the secret store; this is the pointer to it, written after it
/// (`security.md` T65).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemUserConnection {
    /// `oid` of the account; with the tenant its identity (T12).
    pub object_id: ObjectId,
    /// `sub` of the account for our app. A refreshed token of another subject is refused (T23).
    pub subject: String,
    /// Its name at sign-in, as Graph last showed it: a renamed account stays the same. Shown, never proof of who it is.
    pub user_principal_name: String,
    /// When it signed in.
    pub connected_at: Timestamp,
    /// The version of the secret that holds the refresh token.
    pub secret_version: String,
    /// Claims that the account's next sign-in has to bring: Microsoft asked for them when it last refused the refresh token. They
    /// name policies of the tenant, which are no secret.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claims: Option<ClaimsRequest>,
    /// When that version was written. A new one is written only when this is older than 7 days: a used refresh token stays
    /// valid.
    pub secret_written_at: Timestamp,
}

/// A stored observation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen<T> {
    /// What was seen.
    pub value: T,
    /// What was asked of Microsoft and when.
    pub evidence: Evidence,
}

/// The tenant an administrator signed in from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenant {
    /// `tid` of the validated id token.
    pub id: TenantId,
    /// The organisation's display name. Shown, never compared.
    pub name: String,
    /// The organisation's default verified domain. Shown, never compared.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub domain: Option<String>,
    /// `oid` of the administrator: who signed in, and from the consent on who gave it; with `id` the identity of that person
    /// (`security.md` T12).
    pub administrator: ObjectId,
    /// What the administrator is called, `preferred_username` of the id token. Personal data: shown, never compared, never
    /// logged.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub administrator_name: Option<String>,
    /// Whether the approval was given elsewhere, by whom is not known: the administrator is then who signed in here, and has no
    /// name.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub approved_elsewhere: bool,
}

/// The longest name of an administrator that is kept, in characters.
const LONGEST_NAME: usize = 256;

impl Tenant {
    /// With the administrator's name, if it is one: not empty, and not longer than 256 characters.
    #[must_use]
    pub fn with_administrator_name(mut self, name: Option<&str>) -> Self {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        self.administrator_name = name
            .filter(|name| name.chars().count() <= LONGEST_NAME)
            .map(str::to_owned);
        self
    }

    /// As another person's sign-in shows it; the administrator stays.
    #[must_use]
    pub fn seen_again(self, now: Self) -> Self {
        Self {
            administrator: self.administrator,
            administrator_name: self.administrator_name,
            approved_elsewhere: self.approved_elsewhere,
            ..now
        }
    }

    /// As approved elsewhere by somebody who is not known.
    #[must_use]
    pub fn with_unknown_approver(self) -> Self {
        Self {
            administrator_name: None,
            approved_elsewhere: true,
            ..self
        }
    }
}

/// Whether the host app must agree to the tenant before the registration connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Approval {
    /// The tenant was pinned by a domain of the customer.
    NotNeeded,
    /// Nobody has agreed yet (`security.md` T02).
    Waiting,
    /// The host app agreed.
    Approved {
        /// When it agreed.
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

/// Where a registration stands. Each variant holds only what is true then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Lifecycle {
    /// An invitation was made; nobody has signed in.
    Invited,
    /// An administrator signed in; nothing is approved.
    SignedIn {
        /// Where they signed in from.
        tenant: Tenant,
        /// When.
        signed_in_at: Timestamp,
    },
    /// Microsoft sent the administrator back from the consent page without an error. That proves nothing yet.
    Consented {
        /// Whose tenant it is.
        tenant: Tenant,
        /// Whether the host app still has to agree.
        approval: Approval,
        /// When the administrator came back; grants may spread for an hour from here.
        consented_at: Timestamp,
    },
    /// The tenant binding is proven, and approved where that is needed.
    Connected {
        /// The bound tenant.
        tenant: Tenant,
        /// How the tenant was agreed to.
        approval: Approval,
        /// When an administrator last came back from the consent page.
        consented_at: Timestamp,
        /// When the binding was proven.
        connected_at: Timestamp,
    },
    /// The host app took the connection down. The tenant stays the registration's until erasure: it alone may connect again.
    Disconnected {
        /// The tenant.
        tenant: Tenant,
        /// How the tenant was agreed to.
        approval: Approval,
        /// When.
        disconnected_at: Timestamp,
        /// When somebody last asked for a look whether the tenant still lets the app in.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        look_asked_at: Option<Timestamp>,
        /// What the newest look showed.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        access_gone: Option<AccessGone>,
    },
    /// Everything about the customer was deleted. Final.
    Erased {
        /// When.
        erased_at: Timestamp,
    },
}

/// What happened, for [`InvalidTransition`].
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
    /// The binding was proven.
    Connect,
    /// The host app took the connection down.
    Disconnect,
    /// An administrator removes the app from the tenant.
    RemoveApp,
    /// The host app had everything deleted.
    Erase,
}

/// A transition that the current stage does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{transition:?} is not possible in stage {stage}")]
pub struct InvalidTransition {
    /// The stage the registration is in.
    pub stage: &'static str,
    /// What was tried.
    pub transition: Transition,
}

/// Why a sign-in or consent was refused.
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

/// The witnesses do not agree; nothing may be bound.
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

    /// The tenant all three name.
    pub fn tenant(self) -> TenantId {
        self.0
    }
}

impl Lifecycle {
    /// The stage's name as the API spells it.
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

    /// The tenant with the administrator who approved, from the consent on.
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

    /// Whether a consent of this tenant is what comes next: an administrator signed in and nobody has consented yet, or the
    /// connection was taken down and nobody has consented since.
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

    /// When an administrator last consented.
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

    /// The tenant, once its binding is proven: from then on its id alone says which it is.
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

    /// The tenant that every link leads to, whatever domains it has: that of a connection, also of one that was taken down.
    pub fn bound_tenant(&self) -> Option<&Tenant> {
        match self {
            Self::Connected { tenant, .. } | Self::Disconnected { tenant, .. } => Some(tenant),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Consented { .. }
            | Self::Erased { .. } => None,
        }
    }

    /// The lifecycle once the customer's domain no longer pins the tenant: until it is connected, the host app has to agree to it.
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

    /// The stages, as [`Self::stage`] writes them, in which [`Self::verifiable_tenant`] is a tenant. A run may lead from one to the
    /// other at any moment.
    pub const VERIFIABLE_STAGES: [&'static str; 2] = ["consented", "connected"];

    /// The tenant that runs may verify: consent was given and the connection was not taken down.
    pub fn verifiable_tenant(&self) -> Option<&Tenant> {
        match self {
            Self::Consented { tenant, .. } | Self::Connected { tenant, .. } => Some(tenant),
            Self::Invited
            | Self::SignedIn { .. }
            | Self::Disconnected { .. }
            | Self::Erased { .. } => None,
        }
    }

    /// The tenant that an administrator approved, and the host app where it has to: what acts for the customer acts there.
    pub fn settled_tenant(&self) -> Option<&Tenant> {
        self.verifiable_tenant().filter(|_| !self.awaits_approval())
    }

    /// An administrator signed in. Until somebody consents, the newest sign-in counts; from then on only the same
    /// tenant may come back, and coming back changes nothing but what the organisation is called. A connection that was taken
    /// down is so until somebody consents anew.
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

    /// The administrator of `tenant` came back from the consent page without an error.
    /// `pinned` says whether a domain of the customer pinned the tenant; otherwise the host app has to agree.
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

    /// The host app agrees to the tenant it sees, also to one that a domain pins: it may lose the domain before it is connected.
    /// Agreeing twice is no error.
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

    /// The host app refuses the tenant that consented, also one that it agreed to and that is not connected yet. The
    /// registration waits for another one, as at its beginning.
    ///
    /// # Errors
    /// [`InvalidTransition`] where no tenant has consented, a domain pinned it, or it is connected.
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

    /// The binding is proven. Only a consented registration whose tenant is the proven one and whose approval is
    /// settled connects.
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

/// Whether a domain of the customer pinned the tenant before the sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pinned {
    /// Discovery of the expected domain gave the tenant id, and the sign-in was of that tenant.
    ByDomain,
    /// Nothing pinned it.
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
