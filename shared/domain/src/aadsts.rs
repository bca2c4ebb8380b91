//! Entra's `AADSTS` numbers, sorted by what a person can do. Programs must not branch on them, and new ones appear: `error` and
//! `suberror` decide, and a number chooses the text of a page or finding. Two things a number decides as well: a known fault
//! of ours or of Microsoft says nothing of the customer ([`Cause::is_fault`]), and an assertion that no federated identity credential
//! fits is a refused credential of ours ([`Cause::is_assertion_untrusted`]).
//! <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>

mod numbers;

pub(crate) use numbers::NUMBERS;
use serde::Serialize;

/// Party that can put something right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// An administrator of the customer's organisation.
    Administrator,
    /// The person whose account it is; for the system user, the holder of that account.
    User,
    /// The operator of this service.
    Operator,
    /// The host app, which named what does not exist.
    HostApp,
    /// No party: asking again later helps.
    Retry,
}

impl Actor {
    /// Every actor.
    pub const ALL: [Self; 5] = [
        Self::Administrator,
        Self::User,
        Self::Operator,
        Self::HostApp,
        Self::Retry,
    ];

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

/// Cause of a refused sign-in, as far as Entra's number tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// No administrator with enough rights has approved the app.
    ConsentMissing,
    /// The person declined.
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
    /// The account belongs to a minor, and no adult has agreed for it.
    LegalAge,
    /// The account is locked for a while, after wrong passwords.
    Locked,
    /// Microsoft distrusts the address that our servers ask from.
    AddressBlocked,
    /// A rule between organisations, or of the network, refuses the sign-in.
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
    /// The sign-in has ended or was never finished; signing in again helps.
    Again,
    /// A second factor has to be registered first.
    MfaRegistration,
    /// A second factor has to be given.
    MfaRequired,
    /// An identity provider outside Entra asks for something more.
    ExternalChallenge,
    /// The organisation's own identity provider, agent or certificate authority fails or refuses.
    IdentityProvider,
    /// A claims policy of the organisation for our application is faulty.
    ClaimsRule,
    /// The device does not meet the tenant's rules.
    Device,
    /// Conditional Access blocks.
    ConditionalAccess,
    /// Security defaults block.
    SecurityDefaults,
    /// Microsoft sees a risk in the sign-in or the account.
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

/// Numbers for an assertion that fits no federated identity credential, in general, and by issuer, audience and subject; and for
/// one whose issuer does not give Entra its keys.
const UNTRUSTED_ASSERTIONS: [u32; 8] = [
    70_021, 700_211, 700_212, 700_213, 7_002_137, 7_002_138, 90_061, 501_661,
];

/// Code of the finding for a refusal whose cause is not known here.
pub const REFUSED: &str = "sign-in-refused";

/// The code of every finding that a refused refresh can give: a lock speaks of the address there (see [`Cause::of_server`]).
pub const FINDINGS: [&str; 31] = {
    let mut findings = [REFUSED; 31];
    let (mut position, mut given) = (0, 0);
    while position < NUMBERS.len() {
        let cause = NUMBERS[position].0;
        if !matches!(cause, Cause::Locked) {
            findings[given] = cause.finding();
            given += 1;
        }
        position += 1;
    }
    findings
};

impl Cause {
    /// Every cause.
    pub fn all() -> impl Iterator<Item = Self> {
        NUMBERS.iter().map(|(cause, _)| *cause)
    }

    /// Entra's numbers for this cause.
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

    /// Whether the cause is a fault of ours or of Microsoft, which says nothing about the customer.
    pub fn is_fault(self) -> bool {
        matches!(self, Self::Ours | Self::Passing | Self::MicrosoftFault)
    }

    /// Whether the number says that the application trusts no assertion of this issuer, subject and audience, or that Entra cannot
    /// read the issuer's keys. Entra answers with `invalid_client` or, as was seen too, with `invalid_request`.
    /// <https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-considerations>
    pub fn is_assertion_untrusted(number: u32) -> bool {
        UNTRUSTED_ASSERTIONS.contains(&number)
    }

    /// Cause of a number that Entra gave to our server, which sends no password: 50053 is then about the server's address.
    pub fn of_server(number: u32) -> Option<Self> {
        match Self::of(number) {
            Some(Self::Locked) => Some(Self::AddressBlocked),
            cause => cause,
        }
    }

    /// The most telling of several numbers that Entra gave: the most specific known one, else the first. `[70002, 50132]`
    /// means a revoked session and no fault of ours; `[53003, 530035]` means security defaults.
    pub fn telling_number(numbers: &[u32]) -> Option<u32> {
        let narrows = |number: u32| {
            let text = number.to_string();
            numbers
                .iter()
                .any(|other| *other != number && text.starts_with(&other.to_string()))
        };
        // Of equal ones the last is the greatest, so the first of the answer has to come last.
        numbers
            .iter()
            .rev()
            .copied()
            .max_by_key(|number| (specificity(*number), narrows(*number)))
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
            Self::LegalAge => "sign-in-legal-age",
            Self::Locked => "sign-in-locked",
            Self::AddressBlocked => "sign-in-address-blocked",
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
            Self::IdentityProvider => "sign-in-identity-provider",
            Self::ClaimsRule => "sign-in-claims-rule",
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

    /// Party that acts first.
    pub fn acts(self) -> Actor {
        match self {
            Self::ConsentMissing
            | Self::Declined
            | Self::ServiceMissing
            | Self::AppDisabled
            | Self::NotAssigned
            | Self::AccountMissing
            | Self::AccountDisabled
            | Self::LegalAge
            | Self::AddressBlocked
            | Self::CrossTenantRule
            | Self::Frequency
            | Self::IdentityProvider
            | Self::ClaimsRule
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
}

/// Rank of a number by how much it tells. 70002, 70000 and 70008 precede the real cause in Entra's older double answers, so
/// they rank lowest among known numbers. A fault of ours or of Microsoft ranks above them, so that no customer counts as
/// broken because of it.
fn specificity(number: u32) -> u8 {
    match (number, Cause::of(number)) {
        (_, None) => 0,
        (70_002, _) => 1,
        (70_000 | 70_008, _) => 2,
        (_, Some(cause)) if cause.is_fault() => 3,
        (_, Some(_)) => 4,
    }
}

#[cfg(test)]
#[path = "aadsts/tests.rs"]
mod tests;
