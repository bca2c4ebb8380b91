//! Entra's `AADSTS` numbers, sorted by what a person can do. Programs must not branch on them, and new ones appear: `error` and
//! `suberror` decide, and a number chooses the text of a page or finding. One thing a number decides as well: a known fault of
//! ours or of Microsoft says nothing of the customer ([`Cause::is_fault`]).
//! <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>

use serde::Serialize;

/// Who can put something right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// An administrator of the customer's organisation.
    Administrator,
    /// The person whose account it is; for the system user, whoever holds that account.
    User,
    /// Whoever runs this service.
    Operator,
    /// The host app, which named what does not exist.
    HostApp,
    /// Nobody: asking again later helps.
    Retry,
}

impl Actor {
    /// A stable id, as findings carry it in the argument `acts`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::User => "user",
            Self::Operator => "operator",
            Self::HostApp => "host-app",
            Self::Retry => "retry",
        }
    }
}

/// Why Entra stopped somebody, as far as a number tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Nobody with enough rights has approved.
    ConsentMissing,
    /// The person said no.
    Declined,
    /// The tenant lacks a service or its subscription.
    ServiceMissing,
    /// Our application is switched off in the tenant.
    AppDisabled,
    /// The person is not assigned, though assignment is mandatory.
    NotAssigned,
    /// An account of another kind or organisation.
    WrongAccount,
    /// The account was deleted, or the directory never had it.
    AccountMissing,
    /// The account is disabled.
    AccountDisabled,
    /// The account is locked for a while, or the address is suspicious.
    Locked,
    /// A rule between organisations, or of the network.
    CrossTenantRule,
    /// The password is wrong.
    PasswordWrong,
    /// The password has expired.
    PasswordExpired,
    /// The session or its token was revoked.
    SessionRevoked,
    /// The token was not used for too long.
    Inactivity,
    /// A policy ends sessions after a fixed time.
    Frequency,
    /// The sign-in is over or was never finished; another one helps.
    Again,
    /// A second factor has to be registered first.
    MfaRegistration,
    /// A second factor has to be given.
    MfaRequired,
    /// A provider outside Entra wants something.
    ExternalChallenge,
    /// The device does not meet the tenant's rules.
    Device,
    /// Conditional Access blocks.
    ConditionalAccess,
    /// Security defaults block.
    SecurityDefaults,
    /// Microsoft sees a risk.
    Risk,
    /// The tenant does not exist, or lives in another cloud.
    Tenant,
    /// Our own registration, credential or request is at fault.
    Ours,
    /// A fault of Microsoft that passes.
    Passing,
    /// A fault of Microsoft that does not pass by itself.
    MicrosoftFault,
}

/// Each cause with its numbers.
pub(crate) const NUMBERS: [(Cause, &[u32]); 27] = [
    (
        Cause::ConsentMissing,
        &[
            65_001, 650_056, 90_008, 90_093, 90_094, 90_095, 900_941, 900_981, 90_099, 700_011,
            700_016, 7_000_229,
        ],
    ),
    (Cause::Declined, &[65_004]),
    (
        Cause::ServiceMissing,
        &[65_005, 650_052, 500_011, 500_014, 50_001],
    ),
    (Cause::AppDisabled, &[70_001, 7_000_112, 1_000_031]),
    (Cause::NotAssigned, &[50_105]),
    (Cause::WrongAccount, &[16_000, 50_020, 500_208]),
    (Cause::AccountMissing, &[50_034, 51_004, 50_014, 90_072]),
    (Cause::AccountDisabled, &[50_057]),
    (Cause::Locked, &[50_053]),
    (
        Cause::CrossTenantRule,
        &[500_212, 500_213, 500_021, 500_022],
    ),
    (Cause::PasswordWrong, &[50_056, 50_126]),
    (Cause::PasswordExpired, &[50_055, 50_144]),
    (Cause::SessionRevoked, &[50_132, 50_133, 50_173, 50_089]),
    (Cause::Inactivity, &[700_082, 70_008]),
    (Cause::Frequency, &[70_043]),
    (
        Cause::Again,
        &[50_058, 54_005, 70_000, 90_056, 900_561, 501_481, 50_085],
    ),
    (Cause::MfaRegistration, &[50_072, 50_079]),
    (Cause::MfaRequired, &[50_074, 50_076, 50_078]),
    (Cause::ExternalChallenge, &[50_158]),
    (Cause::Device, &[50_097, 53_000, 53_001, 53_002]),
    (Cause::ConditionalAccess, &[53_003, 530_032, 50_131]),
    (Cause::SecurityDefaults, &[530_035]),
    (Cause::Risk, &[53_004, 53_010, 53_011]),
    (
        Cause::Tenant,
        &[
            90_002, 900_023, 90_019, 50_059, 5_000_224, 90_038, 90_051, 900_382, 900_432, 900_439,
        ],
    ),
    (
        Cause::Ours,
        &[
            650_054, 650_057, 50_194, 90_130, 9_001_023, 7_000_215, 7_000_222, 70_002, 7_000_218,
            700_025, 700_024, 700_027, 700_030, 50_012, 70_021, 700_213, 7_002_137, 7_002_138,
            700_229, 7_005_003, 7_005_004, 7_005_005, 7_005_006, 50_011, 900_971, 700_005, 700_084,
            9_002_313, 900_144, 90_014, 70_011, 700_022, 28_003, 50_196,
        ],
    ),
    (
        Cause::Passing,
        &[
            650_051, 90_090, 90_055, 50_033, 50_087, 90_006, 90_012, 90_024, 90_033, 90_091, 40_010,
        ],
    ),
    (Cause::MicrosoftFault, &[50_000, 90_036, 90_092]),
];

/// The finding of a refusal whose cause is not known here.
pub const REFUSED: &str = "sign-in-refused";

/// The code of every finding that a refused sign-in can give.
pub const FINDINGS: [&str; 28] = {
    let mut findings = [REFUSED; 28];
    let mut position = 0;
    while position < NUMBERS.len() {
        findings[position] = NUMBERS[position].0.finding();
        position += 1;
    }
    findings
};

impl Cause {
    /// Every cause.
    pub fn all() -> impl Iterator<Item = Self> {
        NUMBERS.iter().map(|(cause, _)| *cause)
    }

    /// The numbers that mean it.
    pub fn numbers(self) -> &'static [u32] {
        NUMBERS
            .iter()
            .find(|(cause, _)| *cause == self)
            .map_or(&[], |(_, numbers)| numbers)
    }

    /// The cause of a number; `None` for one that is not known here.
    pub fn of(number: u32) -> Option<Self> {
        NUMBERS
            .iter()
            .find(|(_, numbers)| numbers.contains(&number))
            .map(|(cause, _)| *cause)
    }

    /// Whether it is a fault of ours or of Microsoft: it says nothing of the customer.
    pub fn is_fault(self) -> bool {
        matches!(self, Self::Ours | Self::Passing | Self::MicrosoftFault)
    }

    /// The number that tells most, where Entra gives several: the first known one that says something of the customer, else the
    /// first known one, else the first. `[70002, 50132]` is a revoked session and no fault of ours.
    pub fn telling_number(numbers: &[u32]) -> Option<u32> {
        let known = |number: &&u32| Self::of(**number).is_some();
        let tells = |number: &&u32| Self::of(**number).is_some_and(|cause| !cause.is_fault());
        numbers
            .iter()
            .find(tells)
            .or_else(|| numbers.iter().find(known))
            .or_else(|| numbers.first())
            .copied()
    }

    /// A stable id, lower-case words with hyphens.
    pub fn id(self) -> &'static str {
        let finding = self.finding();
        finding.strip_prefix("sign-in-").unwrap_or(finding)
    }

    /// The code of the finding: `sign-in-` and the id.
    pub const fn finding(self) -> &'static str {
        match self {
            Self::ConsentMissing => "sign-in-consent-missing",
            Self::Declined => "sign-in-declined",
            Self::ServiceMissing => "sign-in-service-missing",
            Self::AppDisabled => "sign-in-app-disabled",
            Self::NotAssigned => "sign-in-not-assigned",
            Self::WrongAccount => "sign-in-wrong-account",
            Self::AccountMissing => "sign-in-account-missing",
            Self::AccountDisabled => "sign-in-account-disabled",
            Self::Locked => "sign-in-locked",
            Self::CrossTenantRule => "sign-in-cross-tenant-rule",
            Self::PasswordWrong => "sign-in-password-wrong",
            Self::PasswordExpired => "sign-in-password-expired",
            Self::SessionRevoked => "sign-in-session-revoked",
            Self::Inactivity => "sign-in-inactivity",
            Self::Frequency => "sign-in-frequency",
            Self::Again => "sign-in-again",
            Self::MfaRegistration => "sign-in-mfa-registration",
            Self::MfaRequired => "sign-in-mfa-required",
            Self::ExternalChallenge => "sign-in-external-challenge",
            Self::Device => "sign-in-device",
            Self::ConditionalAccess => "sign-in-conditional-access",
            Self::SecurityDefaults => "sign-in-security-defaults",
            Self::Risk => "sign-in-risk",
            Self::Tenant => "sign-in-tenant",
            Self::Ours => "sign-in-ours",
            Self::Passing => "sign-in-passing",
            Self::MicrosoftFault => "sign-in-microsoft-fault",
        }
    }

    /// Who acts first.
    pub fn acts(self) -> Actor {
        match self {
            Self::ConsentMissing
            | Self::Declined
            | Self::ServiceMissing
            | Self::AppDisabled
            | Self::NotAssigned
            | Self::AccountMissing
            | Self::AccountDisabled
            | Self::CrossTenantRule
            | Self::Frequency
            | Self::Device
            | Self::ConditionalAccess
            | Self::SecurityDefaults
            | Self::Risk => Actor::Administrator,
            Self::WrongAccount
            | Self::Locked
            | Self::PasswordWrong
            | Self::PasswordExpired
            | Self::SessionRevoked
            | Self::Inactivity
            | Self::Again
            | Self::MfaRegistration
            | Self::MfaRequired
            | Self::ExternalChallenge => Actor::User,
            Self::Tenant | Self::Ours | Self::MicrosoftFault => Actor::Operator,
            Self::Passing => Actor::Retry,
        }
    }

    /// What stopped the system user, as one English sentence without a full stop.
    pub fn message(self) -> &'static str {
        match self {
            Self::ConsentMissing => {
                "nobody with enough rights has approved what the system user needs"
            }
            Self::Declined => "the permissions that the system user needs were declined",
            Self::ServiceMissing => {
                "the organisation lacks a Microsoft service, or its subscription has ended"
            }
            Self::AppDisabled => "Cooperlink is switched off for sign-in in this organisation",
            Self::NotAssigned => {
                "the system user is not assigned to Cooperlink, though assignment is required"
            }
            Self::WrongAccount => {
                "the system user's account is of another kind or of another organisation"
            }
            Self::AccountMissing => {
                "the system user's account was deleted, or is not in this directory"
            }
            Self::AccountDisabled => "the system user's account is disabled",
            Self::Locked => "the system user's account is locked for a while",
            Self::CrossTenantRule => {
                "a rule between organisations or of the network stops the system user"
            }
            Self::PasswordWrong => "Microsoft does not accept the system user's password",
            Self::PasswordExpired => "the system user's password has expired",
            Self::SessionRevoked => "the system user's sign-in was revoked",
            Self::Inactivity => "the system user's sign-in was not used for too long and has ended",
            Self::Frequency => {
                "a policy of the organisation ends the system user's sign-in after a fixed time"
            }
            Self::Again => "the system user's sign-in has ended and has to be made again",
            Self::MfaRegistration => "Microsoft wants the system user to register a second factor",
            Self::MfaRequired => {
                "Microsoft wants a second factor of the system user, which nobody gives in the background"
            }
            Self::ExternalChallenge => {
                "a provider outside Microsoft wants the system user to confirm the sign-in"
            }
            Self::Device => {
                "a policy of the organisation lets the system user sign in on managed devices only"
            }
            Self::ConditionalAccess => "Conditional Access blocks the system user's sign-in",
            Self::SecurityDefaults => "security defaults block the system user's sign-in",
            Self::Risk => "Microsoft sees a risk in the system user's sign-in and blocks it",
            Self::Tenant => {
                "Microsoft does not know this organisation in the cloud that Cooperlink works in"
            }
            Self::Ours => "Microsoft did not accept the way Cooperlink asked",
            Self::Passing => "Microsoft's sign-in service was disturbed",
            Self::MicrosoftFault => "Microsoft's sign-in service reports a fault of its own",
        }
    }
}

#[cfg(test)]
#[path = "aadsts/tests.rs"]
mod tests;
