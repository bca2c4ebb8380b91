//! Facts that one run read about a tenant. Every fact is either seen, with the request that showed it, or unseen, with the
//! reason. Checks judge these facts and never fetch.

use super::verdict::{Identity, Unobserved};
use crate::{
    ids::{ObjectId, ServicePlanId, TenantId},
    site_address::SiteAddress,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A request to Microsoft and its answer: enough for Microsoft's support to find the call.
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
    /// Account whose sign-in the request used, if the meaning of the answer depends on it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub account: Option<Identity>,
    /// Instant of the answer.
    pub at: Timestamp,
}

impl Evidence {
    /// This evidence, marked as from a request with that sign-in.
    #[must_use]
    pub fn of_account(self, account: Identity) -> Self {
        Self {
            account: Some(account),
            ..self
        }
    }
}

/// A fact, or the reason why it was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Observed<T> {
    /// It was read.
    Seen {
        /// The fact.
        value: T,
        /// Request that read it.
        evidence: Evidence,
    },
    /// It was not read.
    Unseen {
        /// Reason why it was not read.
        reason: Unobserved,
        /// The request that failed, if one was made.
        evidence: Option<Evidence>,
    },
}

impl<T> Observed<T> {
    /// A fact that was not tried, with the reason.
    pub fn unseen(reason: Unobserved) -> Self {
        Self::Unseen {
            reason,
            evidence: None,
        }
    }

    /// The fact.
    ///
    /// # Errors
    /// The reason why it was not read.
    pub fn get(&self) -> Result<&T, Unobserved> {
        match self {
            Self::Seen { value, .. } => Ok(value),
            Self::Unseen { reason, .. } => Err(reason.clone()),
        }
    }

    /// Whether Microsoft refused to show the fact.
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

/// Answer of the token endpoint to our own credential for the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppAccess {
    /// It gave an app-only token.
    Granted,
    /// It refused our application in this tenant, while our home tenant accepts the same credential.
    Refused(Refusal),
}

/// Reason why a tenant's token endpoint refuses our application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// `invalid_client`: the tenant has no service principal of ours.
    NotRegistered,
    /// `unauthorized_client`: the tenant has our service principal, but it may not be used.
    Disabled,
    /// `invalid_resource`: the service that the token is for is missing in the tenant, or its subscription has lapsed.
    ServiceMissing,
    /// Microsoft no longer knows the tenant: it was deleted, or shut down because it was not used.
    TenantGone,
}

/// Our service principal in the tenant, with the members that the checks need.
/// <https://learn.microsoft.com/en-us/graph/api/resources/serviceprincipal>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServicePrincipal {
    /// Its object id in this tenant. A new id means that it was deleted and created again.
    pub id: ObjectId,
    /// Whether users may sign in with it.
    pub account_enabled: bool,
    /// Whether users need an assignment.
    pub app_role_assignment_required: bool,
    /// The tenant that owns the app registration.
    pub app_owner_organization_id: Option<TenantId>,
    /// Reason why Microsoft disabled it, if it did.
    pub disabled_by_microsoft_status: Option<String>,
    /// Whether its owner, which is this service's operator, deactivated it everywhere.
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

/// A principal that is assigned to the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Object id of the user, group or service principal.
    pub principal_id: ObjectId,
    /// Its kind.
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

/// The scopes of a fresh delegated token, which show the grants to our app in the tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DelegatedScopes(pub BTreeSet<String>);

impl DelegatedScopes {
    /// Whether a token with these scopes may ask SharePoint at all. A refusal without such a scope is not a refusal of the
    /// account.
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
    /// The verified domains, in lower case.
    pub verified_domains: BTreeSet<String>,
}

/// Answer of the token endpoint to the system user's refresh token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SystemUserAccess {
    /// It gave a token of the same account that was connected, with these scopes.
    Granted(DelegatedScopes),
    /// It gave a token of another account than the one that was connected (T23).
    OtherAccount,
    /// It refused.
    Refused(SignInRefusal),
    /// The stored refresh token is gone, so the token endpoint could not be asked.
    TokenLost,
}

/// Reason why the token endpoint refused the system user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignInRefusal {
    /// Cause of the refusal, by `error` and `suberror`.
    pub by: RefusedBy,
    /// The `AADSTS` number, for the text of the finding and nothing else.
    pub number: Option<u32>,
}

/// Cause of a refused sign-in, by the OAuth `error` and Entra's `suberror`.
/// <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusedBy {
    /// A rule of the tenant needs a person at the keyboard: `interaction_required`, or `invalid_grant` with a suberror that
    /// says so.
    Policy,
    /// The account or its session: any other `invalid_grant`.
    Account,
    /// A missing approval: `consent_required`.
    Consent,
    /// The service of the token, which is missing or whose subscription has lapsed: `invalid_resource`.
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
    /// Whether `userType` is `Guest`: the account lives in another tenant.
    pub is_guest: bool,
    /// Whether the account may sign in; `None` if Graph does not say.
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
    /// Licence of which it is a part, such as `O365_BUSINESS_ESSENTIALS`.
    pub licence: String,
    /// `provisioningStatus`, an open list: `Success`, `Disabled`, `PendingInput`, …; empty if Graph does not say.
    pub status: String,
}

/// Answer of Exchange for the system user's mailbox. <https://learn.microsoft.com/en-us/graph/api/mailfolder-get>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailbox {
    /// The inbox was read.
    Reachable,
    /// `MailboxNotEnabledForRESTAPI`, `MailboxNotSupportedForRESTAPI` or `ResourceNotFound`: no mailbox in Exchange Online.
    NotEnabled,
    /// `ErrorAccessDenied`: the organisation keeps applications out of this mailbox, or the account has no licence for a
    /// mailbox.
    Restricted,
}

/// Answer of SharePoint for a site. <https://learn.microsoft.com/en-us/graph/api/site-getbypath>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteAccess {
    /// It was opened.
    Reached,
    /// No site has this address, or it was deleted.
    Missing,
    /// 301 or 308: the site's address was changed.
    Moved,
    /// 401 or 403: the account may not open it. SharePoint answers with either status.
    Refused,
    /// The address belongs to another organisation.
    OtherOrganisation,
    /// 423: an administrator locked it, or it is archived.
    Locked,
    /// The organisation has no SharePoint Online.
    NoSharePoint,
}

/// Answer of SharePoint to a read or write in a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It succeeded.
    Allowed,
    /// 401 or 403: the account lacks the right, or the site is read-only.
    Refused,
    /// 423: the site is locked or archived.
    Locked,
    /// 507: the library has no room left.
    Full,
    /// 400 to an upload: the library takes no files by upload.
    TakesNoUpload,
}

/// Presence of a configured library in its site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// The site has it, by the name that people see.
    Found {
        /// Whether its storage is used up, by `quota.state`.
        is_full: bool,
    },
    /// The site has no library of that name.
    Absent {
        /// The library that was probably meant: the default one under its name in another language, or the one with the
        /// nearest name.
        similar: Option<String>,
        /// The first libraries of the site, by the names that people see.
        others: Vec<String>,
    },
}

/// Facts about one configured library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryFacts {
    /// Presence in its site.
    pub listed: Observed<Listed>,
    /// Answer to reading its content.
    pub read: Observed<Access>,
    /// Answer to a trial of writing, which leaves no file behind.
    pub write: Observed<Access>,
    /// The request that should have withdrawn the trial of writing, if SharePoint did not accept it.
    pub left_open: Option<Evidence>,
}

/// Facts about one configured site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFacts {
    /// Answer to opening it.
    pub site: Observed<SiteAccess>,
    /// Its configured libraries, in the registration's order.
    pub libraries: Vec<LibraryFacts>,
    /// The nearest site above it, if it is a subsite that does not exist.
    pub above: Option<SiteAbove>,
}

/// The site above a subsite that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAbove {
    /// Its address.
    pub url: SiteAddress,
    /// Its library with the name that was taken for a subsite's, if it has one.
    pub library: Option<String>,
}

impl SiteFacts {
    /// A site that was not looked at, with the reason.
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

/// Sites and libraries that refused the administrator, as the proof leg saw them. Empty if none did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AdministratorSites(pub Vec<TurnedAway>);

/// One site or library that the administrator cannot use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnedAway {
    /// The site's position in the registration, from 1.
    pub site: u8,
    /// The library's position among all libraries of the registration, from 1; `None` for the site itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub library: Option<u8>,
    /// Whether the administrator could read the library but not write to it.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub is_read_only: bool,
}

/// Sites that the system user can open in addition to the configured ones. The organisation's root site and people's
/// `OneDrive` do not count: every account can open the root site, and its own `OneDrive`.
/// <https://learn.microsoft.com/en-us/graph/api/site-search>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherSites {
    /// Number of such sites on the first page of the search results.
    pub found: u16,
    /// Whether the search found more than one page holds.
    pub there_are_more: bool,
}

/// Services of the tenant, by the service plans assigned to it.
/// <https://learn.microsoft.com/en-us/graph/api/resources/assignedplan>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TenantServices {
    /// Whether SharePoint Online is enabled.
    pub sharepoint: bool,
    /// Whether Exchange Online is enabled.
    pub exchange: bool,
}

/// All facts that one run knows about a tenant.
#[derive(Debug, Clone)]
pub struct TenantFacts {
    /// Answer of the token endpoint to our credential.
    pub app_access: Observed<AppAccess>,
    /// Our service principal; `None` inside if Graph says that it does not exist.
    pub service_principal: Observed<Option<ServicePrincipal>>,
    /// The application permissions granted to it.
    pub granted_roles: Observed<BTreeSet<GrantedRole>>,
    /// Principals that are assigned to it.
    pub assignments: Observed<Vec<Assignment>>,
    /// Tenant-wide delegated grants, if the manifest has `Directory.Read.All`.
    pub tenant_wide_scopes: Observed<DelegatedScopes>,
    /// Scopes of a fresh delegated token: the system user's once it is connected, before that the administrator's (proof leg),
    /// which contains personal grants too.
    pub delegated_scopes: Observed<DelegatedScopes>,
    /// The organisation, read with the system user's token, or with the administrator's (sign-in leg).
    pub organization: Observed<Organization>,
    /// Services of the tenant, if the manifest has `Organization.Read.All`.
    pub tenant_services: Observed<TenantServices>,
    /// Answer of the token endpoint to the system user's refresh token.
    pub system_user_access: Observed<SystemUserAccess>,
    /// The system user itself.
    pub system_user: Observed<SystemUser>,
    /// Groups of which the system user is a direct member.
    pub system_user_groups: Observed<BTreeSet<ObjectId>>,
    /// The service plans of the system user's licences.
    pub licences: Observed<Vec<LicensedPlan>>,
    /// The system user's mailbox.
    pub mailbox: Observed<Mailbox>,
    /// The configured sites as the system user sees them, in the registration's order, with an entry for each.
    pub sites: Vec<SiteFacts>,
    /// Other sites that the system user can open.
    pub other_sites: Observed<OtherSites>,
    /// The configured sites as the administrator saw them (proof leg).
    pub administrator_sites: Observed<AdministratorSites>,
}
