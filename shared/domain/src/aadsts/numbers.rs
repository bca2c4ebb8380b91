//! The one table of Entra's numbers: every number that a rule, an account, a licence, a device or an identity provider of a
//! customer can cause, and the numbers of our own faults and of Microsoft's. It was compared with Microsoft's list and leaves
//! out features that this service does not use: SAML, signing out, the device flow, other services.
//! <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>,
//! <https://learn.microsoft.com/en-us/entra/identity/conditional-access/troubleshoot-conditional-access>,
//! <https://learn.microsoft.com/en-us/entra/identity/authentication/certificate-based-authentication-faq>,
//! <https://learn.microsoft.com/en-us/entra/identity/hybrid/connect/tshoot-connect-pass-through-authentication>,
//! <https://learn.microsoft.com/en-us/entra/identity/hybrid/connect/tshoot-connect-sso>

use super::Cause;

/// Each cause with its numbers.
pub(crate) const NUMBERS: [(Cause, &[u32]); 31] = [
    (
        Cause::ConsentMissing,
        &[
            65_001, 650_056, 90_008, 90_093, 90_094, 90_095, 900_941, 900_981, 700_011, 700_016,
            7_000_229,
        ],
    ),
    (Cause::Declined, &[65_004]),
    (
        Cause::ServiceMissing,
        &[650_052, 500_011, 500_014, 50_001, 51_000],
    ),
    (Cause::AppDisabled, &[70_001, 7_000_112, 1_000_031]),
    (Cause::NotAssigned, &[50_105, 501_051]),
    (
        Cause::WrongAccount,
        &[
            16_000, 16_003, 50_020, 50_136, 500_200, 500_202, 500_207, 500_208, 90_072, 90_084,
            90_099, 530_034,
        ],
    ),
    (Cause::AccountMissing, &[50_034, 500_341, 51_004, 50_014]),
    (Cause::AccountDisabled, &[50_057, 500_571]),
    (Cause::LegalAge, &[50_015, 54_000]),
    (Cause::Locked, &[50_053]),
    // The other meaning of 50053, where no password was sent.
    (Cause::AddressBlocked, &[]),
    (
        Cause::CrossTenantRule,
        &[
            50_002, 500_212, 500_213, 500_021, 500_022, 530_004, 1_000_104,
        ],
    ),
    (Cause::PasswordWrong, &[50_056, 50_064, 50_126]),
    (
        Cause::PasswordExpired,
        &[
            50_055, 50_125, 50_144, 120_000, 120_002, 120_003, 120_004, 120_005, 120_008, 120_011,
            120_012, 120_013, 120_014, 120_015, 120_016, 120_018, 120_020, 120_021,
        ],
    ),
    (Cause::SessionRevoked, &[50_132, 50_133, 50_173, 50_089]),
    (Cause::Inactivity, &[700_082, 70_008]),
    (Cause::Frequency, &[70_043, 70_044, 700_081]),
    (
        Cause::Again,
        &[
            16_001, 16_002, 160_021, 50_058, 50_085, 50_139, 50_140, 50_143, 50_168, 50_197,
            50_199, 501_481, 51_006, 54_005, 70_000, 70_037, 70_046, 700_020, 90_007, 90_013,
            90_056, 90_086, 90_101, 90_123, 90_125, 90_126, 900_561, 1_000_002, 140_001, 9_002_341,
        ],
    ),
    (Cause::MfaRegistration, &[50_072, 50_079]),
    (Cause::MfaRequired, &[50_074, 50_076, 50_078]),
    (
        Cause::ExternalChallenge,
        &[50_158, 50_161, 50_166, 50_170, 50_177, 50_178],
    ),
    (
        // Federation, pass-through agents, seamless sign-on, and certificates of the customer's own authority.
        Cause::IdentityProvider,
        &[
            20_001, 20_012, 20_033, 40_008, 40_009, 40_010, 40_015, 50_006, 50_008, 5_000_819,
            50_017, 50_107, 50_192, 50_169, 50_180, 80_001, 80_002, 80_003, 80_004, 80_005, 80_006,
            80_007, 80_008, 80_009, 80_010, 80_011, 80_012, 80_013, 80_014, 81_001, 81_002, 81_003,
            81_004, 81_005, 81_006, 81_007, 81_008, 81_009, 81_010, 81_011, 81_012, 90_020, 90_081,
            1_000_000, 220_501, 399_284, 500_172, 500_173, 500_174, 500_175, 500_176, 500_177,
            500_178, 500_179, 500_183, 1_001_000, 1_001_003,
        ],
    ),
    (Cause::ClaimsRule, &[50_124, 501_241, 501_621, 50_146]),
    (
        Cause::Device,
        &[
            17_003, 50_005, 50_032, 50_097, 50_099, 50_127, 50_129, 50_155, 50_187, 53_000, 53_001,
            53_002, 53_009, 530_001, 530_002, 530_003, 130_004, 130_005, 130_006, 130_007, 130_008,
            135_010, 135_011, 220_450, 240_001, 700_003,
        ],
    ),
    (
        Cause::ConditionalAccess,
        &[
            50_131, 53_003, 53_010, 530_021, 530_031, 530_032, 530_033, 530_036, 530_084,
        ],
    ),
    (Cause::SecurityDefaults, &[530_035]),
    (Cause::Risk, &[50_135, 50_142, 53_004, 53_011]),
    (
        Cause::Tenant,
        &[
            90_002, 900_023, 90_019, 50_029, 50_059, 50_128, 5_000_224, 90_038, 90_043, 90_051,
            900_382, 900_432, 900_439,
        ],
    ),
    (
        Cause::Ours,
        &[
            28_002, 28_003, 50_003, 50_007, 50_010, 50_011, 50_012, 50_013, 500_113, 500_131,
            500_133, 50_027, 50_048, 50_049, 50_050, 50_120, 50_134, 50_147, 501_461, 501_491,
            50_194, 50_196, 51_001, 65_002, 65_005, 650_053, 650_054, 650_057, 67_003, 70_002,
            70_003, 70_004, 70_005, 70_007, 70_011, 70_021, 700_005, 700_022, 700_023, 700_024,
            700_025, 700_027, 700_030, 700_054, 700_084, 700_211, 700_212, 700_213, 700_229,
            7_000_012, 7_000_110, 7_000_114, 7_000_215, 7_000_216, 7_000_218, 7_000_222, 7_002_137,
            7_002_138, 7_005_003, 7_005_004, 7_005_005, 7_005_006, 90_004, 90_005, 90_009, 90_010,
            90_014, 90_015, 90_016, 90_022, 90_023, 90_027, 90_082, 90_087, 90_100, 90_102, 90_107,
            90_112, 90_114, 90_117, 90_121, 90_124, 90_130, 900_144, 900_384, 900_971, 901_002,
            9_001_023, 9_002_313, 9_002_325, 9_002_326, 9_002_327, 9_002_332, 140_000, 165_900,
            221_000, 240_002,
        ],
    ),
    (
        Cause::Passing,
        &[
            50_033, 50_087, 50_088, 501_661, 51_005, 650_051, 70_012, 90_006, 90_012, 90_024,
            90_033, 90_055, 90_061, 90_085, 90_090, 90_091, 230_109,
        ],
    ),
    (
        Cause::MicrosoftFault,
        &[50_000, 50_042, 50_043, 50_086, 90_036, 90_092],
    ),
];
