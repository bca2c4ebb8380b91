//! Entra's `AADSTS` numbers, sorted by what a person can do. Programs must not branch on them, and new ones appear: a number
//! chooses the text of a page and nothing else; `error` and `suberror` decide.
//! <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>

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
    /// The account belongs elsewhere.
    WrongAccount,
    /// A rule between organisations, or of the network.
    CrossTenantRule,
    /// The password is wrong or has expired.
    Password,
    /// The account is locked for a while, or the address is suspicious.
    Locked,
    /// The account is disabled.
    AccountDisabled,
    /// The sign-in is over; another one helps.
    SignInAgain,
    /// A second factor has to be given or registered.
    Multifactor,
    /// The device does not meet the tenant's rules.
    Device,
    /// Conditional Access, security defaults or risk.
    ConditionalAccess,
    /// The tenant does not exist, or lives in another cloud.
    Tenant,
    /// Our own registration, credential or request is at fault.
    Ours,
    /// A fault of Microsoft that passes.
    Passing,
}

/// Each cause with its numbers.
const NUMBERS: [(Cause, &[u32]); 17] = [
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
    (
        Cause::WrongAccount,
        &[16_000, 50_020, 50_034, 51_004, 50_014, 90_072, 500_208],
    ),
    (
        Cause::CrossTenantRule,
        &[500_212, 500_213, 500_021, 500_022],
    ),
    (Cause::Password, &[50_055, 50_144, 50_056, 50_126]),
    (Cause::Locked, &[50_053]),
    (Cause::AccountDisabled, &[50_057]),
    (
        Cause::SignInAgain,
        &[
            50_058, 50_132, 50_133, 50_173, 50_089, 700_082, 70_008, 70_043, 700_084, 54_005,
            70_000, 90_056, 900_561, 501_481,
        ],
    ),
    (
        Cause::Multifactor,
        &[50_072, 50_079, 50_074, 50_076, 50_078, 50_158],
    ),
    (Cause::Device, &[50_097, 53_000, 53_001, 53_002]),
    (
        Cause::ConditionalAccess,
        &[53_003, 530_032, 50_131, 530_035, 53_004, 53_010, 53_011],
    ),
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
            700_229, 7_005_003, 7_005_004, 7_005_005, 7_005_006, 50_011, 900_971, 700_005,
            9_002_313, 900_144, 90_014, 70_011, 700_022, 28_003,
        ],
    ),
    (
        Cause::Passing,
        &[
            650_051, 90_090, 90_055, 50_196, 50_033, 50_087, 90_006, 90_012, 90_024, 90_033,
            90_091, 40_010, 50_085, 50_000, 90_036, 90_092,
        ],
    ),
];

impl Cause {
    /// Every cause.
    pub fn all() -> impl Iterator<Item = Self> {
        NUMBERS.iter().map(|(cause, _)| *cause)
    }

    /// The cause of a number; `None` for one that is not known here.
    pub fn of(number: u32) -> Option<Self> {
        NUMBERS
            .iter()
            .find(|(_, numbers)| numbers.contains(&number))
            .map(|(cause, _)| *cause)
    }

    /// A stable id, lower-case words with hyphens.
    pub fn id(self) -> &'static str {
        match self {
            Self::ConsentMissing => "consent-missing",
            Self::Declined => "declined",
            Self::ServiceMissing => "service-missing",
            Self::AppDisabled => "app-disabled",
            Self::NotAssigned => "not-assigned",
            Self::WrongAccount => "wrong-account",
            Self::CrossTenantRule => "cross-tenant-rule",
            Self::Password => "password",
            Self::Locked => "locked",
            Self::AccountDisabled => "account-disabled",
            Self::SignInAgain => "sign-in-again",
            Self::Multifactor => "multifactor",
            Self::Device => "device",
            Self::ConditionalAccess => "conditional-access",
            Self::Tenant => "tenant",
            Self::Ours => "ours",
            Self::Passing => "passing",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use test_case::test_case;

    #[test]
    fn each_number_has_one_cause_and_each_cause_an_id_of_its_own() {
        let numbers: Vec<u32> = NUMBERS
            .iter()
            .flat_map(|(_, numbers)| *numbers)
            .copied()
            .collect();
        let distinct: BTreeSet<_> = numbers.iter().collect();
        assert_eq!(distinct.len(), numbers.len());
        let ids: BTreeSet<_> = Cause::all().map(Cause::id).collect();
        assert_eq!(ids.len(), NUMBERS.len());
    }

    #[test_case(50_105, Some(Cause::NotAssigned); "not assigned")]
    #[test_case(53_003, Some(Cause::ConditionalAccess); "conditional access")]
    #[test_case(7_000_222, Some(Cause::Ours); "expired secret")]
    #[test_case(1, None; "unknown")]
    fn numbers_choose_a_cause(number: u32, expected: Option<Cause>) {
        assert_eq!(Cause::of(number), expected);
    }
}
