//! Facts about the system user: its sign-in, its licences and its mailbox.

use super::app::DelegatedScopes;
use crate::ids::{ObjectId, ServicePlanId};

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
