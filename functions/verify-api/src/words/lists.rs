//! The words of the API, list by list.

use super::Word;
use domain::{
    access,
    api_key::Scope,
    attempt,
    customer::{Language, Plan},
    event::EventKind,
    invitation::{InvitationState, Maker, Purpose},
    key_mode::KeyMode,
    next_action::Task,
    permission,
    registration::AccessLoss,
    responsible::Responsible,
    standing::Health,
    usability::{self, Service},
    verification::{catalogue::Severity, report::RunOutcome, verdict::Identity},
    webhook::{self, DeliveryState, DisabledFor, EndpointState},
};
use store::Trigger;
use web::problem::ProblemType;

macro_rules! words {
    ($($name:ty, $meaning:literal { $($variant:ident = $word:literal),* $(,)? })*) => {
        $(impl Word for $name {
            const MEANING: &'static str = $meaning;
            const ALL: &'static [Self] = &[$(Self::$variant),*];

            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),*
                }
            }
        })*
    };
}

words! {
    attempt::AttemptOutcome, "The end of an attempt of a person: `refused` ends the same way each time, `failed` may come through later." {
        Completed = "completed", Declined = "declined", Refused = "refused", Failed = "failed",
    }
    usability::Usable, "Whether the service can be used." { Yes = "yes", No = "no", Unknown = "unknown" }
    DeliveryState, "The state of the delivery of an event to an endpoint." {
        Waiting = "waiting", Delivered = "delivered", Failed = "failed", Skipped = "skipped",
        EndpointGone = "endpoint_gone",
    }
    EndpointState, "Whether an endpoint is delivered to." {
        Active = "active", Disabled = "disabled", SwitchedOff = "switched_off",
        Misconfigured = "misconfigured", Removed = "removed",
    }
    Health, "The health of the connection: `attention` works and needs attention, `unknown` was not seen, or not for too long." { Unknown = "unknown", Healthy = "healthy", Attention = "attention", Broken = "broken" }
    Identity, "The identity in whose name something is read." { App = "app", Administrator = "administrator", SystemUser = "system_user" }
    AccessLoss, "Whether our application is gone from the tenant: `unknown` was not seen." { Yes = "yes", No = "no", Unknown = "unknown" }
    access::Action, "Change of who may use the app." {
        Assign = "assign", Remove = "remove", RequireAssignment = "require_assignment", AllowEverybody = "allow_everybody",
    }
    access::AssigneeKind, "Kind of a principal." { User = "user", Group = "group" }
    DisabledFor, "Reason for which an endpoint was disabled: it answered 410, or did nothing but fail for five days." { Gone = "gone", Failing = "failing" }
    permission::PermissionKind, "The use of a permission: by the app itself, or in the name of a person." { Application = "application", Delegated = "delegated" }
    Language, "The language that pages start in." { En = "en", Fr = "fr", Nl = "nl", De = "de" }
    Maker, "Party that made a link." { HostApp = "host_app", Administrator = "administrator" }
    RunOutcome, "The extent of what a verification saw: all, a part (a disturbance hid some answers), or nothing." { Complete = "complete", Partial = "partial", CouldNotLook = "could_not_look" }
    PermissionsFilter, "The state of a tenant's permissions: `behind` can approve newer ones." { Behind = "behind" }
    webhook::DeliveryOutcome, "The end of an attempt to deliver." {
        Delivered = "delivered", Gone = "gone", Redirected = "redirected", Refused = "refused",
        TimedOut = "timed_out", Unreachable = "unreachable", AddressNotPublic = "address_not_public",
    }
    Plan, "The licence that the customer holds." { Boost = "BOOST", Empower = "EMPOWER" }
    Purpose, "The purpose of the link: connect, approve again or repair, sign in as the system user, see that access is gone, or approve newer permissions." { Connect = "connect", Reconnect = "reconnect", SystemUser = "system_user", Disconnect = "disconnect", Upgrade = "upgrade" }
    Responsible, "The party that can put something right." {
        Administrator = "administrator", SystemUser = "system_user", HostApp = "host_app", Microsoft = "microsoft",
        Cooperlink = "cooperlink", Nobody = "nobody",
    }
    Severity, "The weight of a failure: `blocking` stops Cooperlink, `advisory` does not and shows in health, `informational` is told alone." {
        Blocking = "blocking", Advisory = "advisory", Informational = "informational",
    }
    Service, "A service that the host app may use." { SharePoint = "sharepoint", Mail = "mail" }
    InvitationState, "The state of a link: `used` did its purpose (the one that connected still opens its page while connected), `expired` by our clock." { Active = "active", Used = "used", Expired = "expired", Withdrawn = "withdrawn" }
    Task, "The task that comes next." {
        Connect = "connect", ApproveTenant = "approve_tenant", FreeTenant = "free_tenant",
        ApprovePermissions = "approve_permissions", RemoveApp = "remove_app", NameSystemUser = "name_system_user", NameSites = "name_sites",
        SignInSystemUser = "sign_in_system_user", SignIn = "sign_in", Mend = "mend",
        CorrectRegistration = "correct_registration", Wait = "wait",
    }
    Trigger, "The cause of the verification: the schedule, an administrator on the page, or the host app." { Scheduled = "scheduled", Interactive = "interactive", Requested = "requested" }
    View, "The extent of the items of a list." { Full = "full", Slim = "slim" }
}

macro_rules! lists {
    ($($name:ty, $meaning:literal, $word:path)*) => {
        $(impl Word for $name {
            const MEANING: &'static str = $meaning;
            const ALL: &'static [Self] = &Self::ALL;

            fn word(self) -> &'static str {
                $word(self)
            }
        })*
    };
}

lists! {
    EventKind, "Type of an event.", Self::name
    ProblemType, "The last part of a problem's `type`.", Self::slug
    Scope, "A right of an API key: `write` creates, changes and ends, `verify` asks for a verification.", Self::name
}

macro_rules! names {
    ($($(#[$documentation:meta])* $name:ident, $meaning:literal [$($word:literal),* $(,)?])*) => {
        $($(#[$documentation])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) struct $name(pub(crate) &'static str);

        impl Word for $name {
            const MEANING: &'static str = $meaning;
            const ALL: &'static [Self] = &[$(Self($word)),*];

            fn word(self) -> &'static str {
                self.0
            }
        })*
    };
}

names! {
    /// Agreement of the host app to a tenant.
    ApprovalStatus, "Whether the host app has to agree to the tenant: not where `expected_domain` pins it." ["not_needed", "waiting", "approved"]
    /// Type of an entry of the audit.
    AuditType, "Type of the entry." ["access_changed", "system_user_link_created"]
    /// Outcome of a change of who may use the app.
    ChangeOutcome, "Outcome of the change: `unknown` where Microsoft did not say." ["done", "already_so", "not_done", "unknown"]
    /// Reason for which a change of who may use the app was not made.
    ChangeReason, "Reason for which it was not done; null where it was." [
        "role_missing", "not_found", "changed_meanwhile", "throttled", "signed_out", "not_accepted",
        "assignments_missing", "lost",
    ]
    /// Progress of an erasure.
    ErasureState, "Progress of the erasure: `erasing` while data is being deleted, then `erased`." ["erasing", "erased"]
    /// Stage of a registration as an event tells it.
    EventStage, "The stage of the registration." ["invited", "signed_in", "consented", "connected", "disconnected", "erased"]
    /// Object that a limit counts for.
    LimitPer, "The object that each has a count of its own." ["registration", "customer", "webhook_endpoint", "api_key"]
    /// Stage of a registration, by the name that its lifecycle gives. One that is erased is not shown any more.
    Stage, "The stage of the registration." ["invited", "signed_in", "consented", "connected", "disconnected"]
    /// Verdict of a check.
    VerdictName, "The verdict: `waiting` was approved and is still spreading, `unknown` could not be seen." [
        "pass", "fail", "waiting", "not_applicable", "unknown",
    ]
    /// Code of a warning.
    WarningCode, "Code of the warning." ["domain_unknown"]
}

impl Word for KeyMode {
    const MEANING: &'static str = "The mode of the key and of its stage.";
    const ALL: &'static [Self] = &[Self::Live, Self::Test];

    fn word(self) -> &'static str {
        Self::word(self)
    }
}

/// The state of a tenant's permissions, as lists are filtered by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PermissionsFilter {
    /// Newer permissions can be approved.
    Behind,
}

/// The extent of the items of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum View {
    /// All members, as in a read of one registration.
    #[default]
    Full,
    /// The few members that tell which ones to read.
    Slim,
}
