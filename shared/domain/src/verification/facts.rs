//! What was read of a tenant in one run. Every fact is either seen, with the request that showed it, or not seen, with
//! why. Checks judge these and never fetch.

use super::verdict::{Identity, Unobserved};
use crate::{
    ids::{ObjectId, ServicePlanId, TenantId},
    site_address::SiteAddress,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What was asked of Microsoft, and how it answered: enough for Microsoft's support to find the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Method and path of the request, without query or secrets.
    pub request: String,
    /// The HTTP status, if there was an answer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub status: Option<u16>,
    /// Microsoft's error code, if the answer was an error.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub error_code: Option<String>,
    /// `request-id` of Graph, or the correlation id of Entra.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub request_id: Option<String>,
    /// Account whose sign-in the request used, where that decides what the answer is worth.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub account: Option<Identity>,
    /// When the answer came.
    pub at: Timestamp,
}

impl Evidence {
    /// The same, of a request with that sign-in.
    #[must_use]
    pub fn of_account(self, account: Identity) -> Self {
        Self {
            account: Some(account),
            ..self
        }
    }
}

/// A fact, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Observed<T> {
    /// It was read.
    Seen {
        /// The fact.
        value: T,
        /// How it was read.
        evidence: Evidence,
    },
    /// It was not read.
    Unseen {
        /// Why not.
        reason: Unobserved,
        /// The request that failed, if one was made.
        evidence: Option<Evidence>,
    },
}

impl<T> Observed<T> {
    /// A fact that nobody tried to read, and why.
    pub fn unseen(reason: Unobserved) -> Self {
        Self::Unseen {
            reason,
            evidence: None,
        }
    }

    /// The fact.
    ///
    /// # Errors
    /// Why it was not read.
    pub fn get(&self) -> Result<&T, Unobserved> {
        match self {
            Self::Seen { value, .. } => Ok(value),
            Self::Unseen { reason, .. } => Err(reason.clone()),
        }
    }

    /// Whether Microsoft refused to show it.
    pub fn is_refused(&self) -> bool {
        matches!(
            self,
            Self::Unseen {
                reason: Unobserved::Refused,
                ..
            }
        )
    }

    /// The request behind the fact or its absence.
    pub fn evidence(&self) -> Option<&Evidence> {
        match self {
            Self::Seen { evidence, .. } => Some(evidence),
            Self::Unseen { evidence, .. } => evidence.as_ref(),
        }
    }
}

/// How the token endpoint answered our own credential for the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppAccess {
    /// It gave an app-only token.
    Granted,
    /// It refused our application in this tenant, while our home tenant accepts the same credential.
    Refused(Refusal),
}

/// Why a tenant's token endpoint refuses our application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// `invalid_client`: there is no service principal of ours in the tenant.
    NotRegistered,
    /// `unauthorized_client`: there is one, and it may not be used.
    Disabled,
    /// `invalid_resource`: the service that the token is for is missing in the tenant, or its subscription has lapsed.
    ServiceMissing,
    /// Microsoft does not know the tenant any more: it was deleted, or shut down for want of use.
    TenantGone,
}

/// Our service principal in the tenant, as far as the checks need it.
/// <https://learn.microsoft.com/en-us/graph/api/resources/serviceprincipal>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServicePrincipal {
    /// Its object id in this tenant. A new one means that it was deleted and created again.
    pub id: ObjectId,
    /// Enabled for users to sign in.
    pub account_enabled: bool,
    /// Whether users need an assignment.
    pub app_role_assignment_required: bool,
    /// The tenant that owns the app registration.
    pub app_owner_organization_id: Option<TenantId>,
    /// Why Microsoft disabled it, if Microsoft did.
    pub disabled_by_microsoft_status: Option<String>,
    /// Deactivated everywhere by its owner: by us.
    pub is_deactivated: bool,
}

/// An application permission granted to our service principal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GrantedRole {
    /// The app role.
    pub app_role_id: ObjectId,
    /// Whether the resource is Microsoft Graph; a role of the same id elsewhere is another permission.
    pub of_graph: bool,
}

/// Somebody who may use the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The user's, group's or service principal's object id.
    pub principal_id: ObjectId,
    /// What kind of principal it is.
    pub kind: PrincipalKind,
}

/// The kind of an assigned principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrincipalKind {
    /// A user.
    User,
    /// A group; only its direct members count.
    Group,
    /// Another application.
    ServicePrincipal,
}

/// The scopes of a fresh delegated token: what is granted in the tenant for our app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DelegatedScopes(pub BTreeSet<String>);

impl DelegatedScopes {
    /// Whether a token with these scopes may ask SharePoint at all. Refused without one, the account was not refused.
    pub fn reach_sites(&self) -> bool {
        self.has_any_of("sites.") || self.has_any_of("files.")
    }

    /// Whether a token with these scopes may ask Exchange at all.
    pub fn reach_mail(&self) -> bool {
        self.has_any_of("mail.")
    }

    fn has_any_of(&self, family: &str) -> bool {
        self.0
            .iter()
            .any(|scope| scope.to_ascii_lowercase().starts_with(family))
    }
}

/// The tenant's organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// `organization.id`, which is the tenant id.
    pub id: TenantId,
    /// The verified domains, lower case.
    pub verified_domains: BTreeSet<String>,
}

/// How the token endpoint answered the system user's refresh token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SystemUserAccess {
    /// It gave a token of the very account that was connected, good for these scopes.
    Granted(DelegatedScopes),
    /// It gave a token of another account than the one that was connected (`security.md` T23).
    OtherAccount,
    /// It refused.
    Refused(SignInRefusal),
    /// The stored refresh token is gone, so nobody could be asked.
    TokenLost,
}

/// Why the token endpoint refused the system user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignInRefusal {
    /// Who or what refused, by `error` and `suberror`.
    pub by: RefusedBy,
    /// The `AADSTS` number, for the text of the finding and nothing else.
    pub number: Option<u32>,
}

/// Who or what refused a sign-in, by the OAuth `error` and Entra's `suberror`.
/// <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusedBy {
    /// A rule of the tenant wants a person at the keyboard: `interaction_required`, or `invalid_grant` with a suberror that
    /// says so.
    Policy,
    /// The account's session or the account itself: `invalid_grant` otherwise.
    Account,
    /// An approval is missing: `consent_required`.
    Consent,
    /// The service that the token is for, which is missing or whose subscription has lapsed: `invalid_resource`.
    Service,
}

/// The system user as its own token shows it.
/// <https://learn.microsoft.com/en-us/graph/api/resources/user>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemUser {
    /// Its object id in the tenant.
    pub id: ObjectId,
    /// Its name at sign-in. Shown, never compared.
    pub user_principal_name: String,
    /// `userType` is `Guest`: the account lives in another tenant.
    pub is_guest: bool,
    /// Whether it may sign in; `None` where Graph does not say.
    pub account_enabled: Option<bool>,
}

/// A service plan inside a licence that the system user holds.
/// <https://learn.microsoft.com/en-us/graph/api/resources/serviceplaninfo>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicensedPlan {
    /// The plan.
    pub id: ServicePlanId,
    /// Microsoft's name of the plan, such as `EXCHANGE_S_STANDARD`.
    pub name: String,
    /// The licence it is part of, such as `O365_BUSINESS_ESSENTIALS`.
    pub licence: String,
    /// `provisioningStatus`, an open list: `Success`, `Disabled`, `PendingInput`, …; empty where Graph does not say.
    pub status: String,
}

/// How Exchange answered for the system user's mailbox.
/// <https://learn.microsoft.com/en-us/graph/api/mailfolder-get>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailbox {
    /// The inbox was read.
    Reachable,
    /// `MailboxNotEnabledForRESTAPI`, `MailboxNotSupportedForRESTAPI` or `ResourceNotFound`: no mailbox in Exchange Online.
    NotEnabled,
    /// `ErrorAccessDenied`: the organisation keeps applications out of this mailbox, or the account has no licence for one.
    Restricted,
}

/// How SharePoint answered for a site.
/// <https://learn.microsoft.com/en-us/graph/api/site-getbypath>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteAccess {
    /// It was opened.
    Reached,
    /// There is no site of that address, or it was deleted.
    Missing,
    /// 301 or 308: its address was changed.
    Moved,
    /// 401 or 403: the account may not open it. SharePoint answers with either.
    Refused,
    /// The address belongs to another organisation.
    OtherOrganisation,
    /// 423: locked by an administrator, or archived.
    Locked,
    /// The organisation has no SharePoint Online.
    NoSharePoint,
}

/// Whether something may be done in a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It worked.
    Allowed,
    /// 401 or 403: the account may not, or the site is read-only.
    Refused,
    /// 423: the site is locked or archived.
    Locked,
    /// 507: there is no room left.
    Full,
    /// 400 to an upload: the library takes no files this way.
    TakesNoUpload,
}

/// A configured library among those of its site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// It is there, by the name people see.
    Found {
        /// Its storage is used up, by `quota.state`.
        is_full: bool,
    },
    /// No library has that name.
    Absent {
        /// The library that was probably meant: the default one by its name in another language, or the one whose name is
        /// nearest.
        similar: Option<String>,
        /// The first libraries of the site, by the names people see.
        others: Vec<String>,
    },
}

/// What was seen of one configured library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryFacts {
    /// Whether the site has it.
    pub listed: Observed<Listed>,
    /// Whether its content can be read.
    pub read: Observed<Access>,
    /// Whether something could be written to it; nothing was.
    pub write: Observed<Access>,
    /// The request that was to withdraw the trial of writing, where SharePoint did not take it.
    pub left_open: Option<Evidence>,
}

/// What was seen of one configured site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFacts {
    /// Whether it can be opened.
    pub site: Observed<SiteAccess>,
    /// Its configured libraries, in the registration's order.
    pub libraries: Vec<LibraryFacts>,
    /// The nearest site above it, where a subsite is not there.
    pub above: Option<SiteAbove>,
}

/// The site above a subsite that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAbove {
    /// Its address.
    pub url: SiteAddress,
    /// Its library of the name that was taken for a subsite's, if it has one.
    pub library: Option<String>,
}

impl SiteFacts {
    /// A site that nobody looked at, and why.
    pub fn unseen(libraries: usize, reason: &Unobserved) -> Self {
        let library = LibraryFacts {
            listed: Observed::unseen(reason.clone()),
            read: Observed::unseen(reason.clone()),
            write: Observed::unseen(reason.clone()),
            left_open: None,
        };
        Self {
            site: Observed::unseen(reason.clone()),
            libraries: vec![library; libraries],
            above: None,
        }
    }
}

/// Where the administrator was turned away, as the proof leg saw it. Empty: nowhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AdministratorSites(pub Vec<TurnedAway>);

/// One site or library that the administrator cannot use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnedAway {
    /// The site's position in the registration, from 1.
    pub site: u8,
    /// The library's position within all libraries of the registration, from 1; `None` when it is the site itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub library: Option<u8>,
    /// Whether the administrator could read the library, and only not write to it.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub is_read_only: bool,
}

/// Sites that the system user can open beside the configured ones. The organisation's root site and people's `OneDrive` are not
/// among them: everybody can open the one, and each account its own of the other.
/// <https://learn.microsoft.com/en-us/graph/api/site-search>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherSites {
    /// The number on the first page of what was found.
    pub found: u16,
    /// Whether more was found than one page holds.
    pub there_are_more: bool,
}

/// The services the tenant has, by the service plans assigned to it.
/// <https://learn.microsoft.com/en-us/graph/api/resources/assignedplan>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TenantServices {
    /// SharePoint Online is enabled.
    pub sharepoint: bool,
    /// Exchange Online is enabled.
    pub exchange: bool,
}

/// Everything one run knows of a tenant.
#[derive(Debug, Clone)]
pub struct TenantFacts {
    /// The answer of the token endpoint to our credential.
    pub app_access: Observed<AppAccess>,
    /// Our service principal; `None` inside when Graph says that there is none.
    pub service_principal: Observed<Option<ServicePrincipal>>,
    /// The application permissions granted to it.
    pub granted_roles: Observed<BTreeSet<GrantedRole>>,
    /// Who is assigned to it.
    pub assignments: Observed<Vec<Assignment>>,
    /// Tenant-wide delegated grants, where the manifest has `Directory.Read.All`.
    pub tenant_wide_scopes: Observed<DelegatedScopes>,
    /// The scopes of a fresh delegated token: the system user's once it is connected, before that the administrator's (proof
    /// leg), which holds personal grants too.
    pub delegated_scopes: Observed<DelegatedScopes>,
    /// The organisation, read with the system user's token, or with the administrator's (sign-in leg).
    pub organization: Observed<Organization>,
    /// The services of the tenant, where the manifest has `Organization.Read.All`.
    pub tenant_services: Observed<TenantServices>,
    /// The answer of the token endpoint to the system user's refresh token.
    pub system_user_access: Observed<SystemUserAccess>,
    /// The system user itself.
    pub system_user: Observed<SystemUser>,
    /// The groups that the system user is a direct member of.
    pub system_user_groups: Observed<BTreeSet<ObjectId>>,
    /// The service plans of the system user's licences.
    pub licences: Observed<Vec<LicensedPlan>>,
    /// The system user's mailbox.
    pub mailbox: Observed<Mailbox>,
    /// The configured sites as the system user sees them, in the registration's order; as many as are configured.
    pub sites: Vec<SiteFacts>,
    /// Other sites that the system user can open.
    pub other_sites: Observed<OtherSites>,
    /// The configured sites as the administrator saw them (proof leg).
    pub administrator_sites: Observed<AdministratorSites>,
}
