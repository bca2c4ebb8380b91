use super::*;
use std::collections::BTreeSet;
use test_case::test_case;

/// The documented numbers, each group with who may act: `A` administrator, `U` user, `O` operator, `R` asking again.
/// <https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>,
/// <https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/application-sign-in-unexpected-user-consent-error>,
/// <https://learn.microsoft.com/en-us/entra/workload-id/troubleshoot-revoked-credentials>
const DOCUMENTED: [(&str, &[u32]); 64] = [
    ("AR", &[65_001]),
    ("A", &[65_004]),
    ("OA", &[65_005]),
    ("R", &[650_051]),
    ("AO", &[650_052]),
    ("O", &[650_054]),
    ("AO", &[650_056]),
    ("O", &[650_057]),
    ("OA", &[90_008]),
    ("A", &[90_093]),
    ("A", &[90_094]),
    ("UA", &[90_095]),
    ("AO", &[900_941]),
    ("A", &[900_981]),
    ("R", &[90_090]),
    ("AO", &[90_099]),
    ("AO", &[500_011]),
    ("A", &[500_014]),
    ("AO", &[50_001]),
    ("A", &[700_011]),
    ("AO", &[700_016]),
    ("A", &[7_000_229]),
    ("AO", &[70_001]),
    ("AO", &[7_000_112]),
    ("A", &[1_000_031]),
    ("O", &[50_194, 90_130, 9_001_023]),
    (
        "O",
        &[
            7_000_215, 7_000_222, 70_002, 7_000_218, 700_025, 700_027, 700_030, 50_012,
        ],
    ),
    ("OR", &[700_024]),
    ("OR", &[70_021, 700_213, 7_002_137]),
    (
        "O",
        &[
            7_002_138, 700_229, 7_005_003, 7_005_004, 7_005_005, 7_005_006,
        ],
    ),
    ("O", &[50_011, 900_971]),
    ("OU", &[501_481]),
    ("U", &[54_005, 70_000]),
    ("O", &[700_005, 9_002_313, 900_144, 90_014]),
    ("O", &[70_011, 700_022, 28_003]),
    ("U", &[90_056, 900_561]),
    ("UA", &[16_000, 50_020]),
    ("UA", &[50_034, 51_004, 50_014]),
    ("U", &[500_208]),
    ("A", &[500_212, 500_213, 500_021, 500_022]),
    ("U", &[50_055, 50_144, 50_056, 50_126]),
    ("UA", &[50_053]),
    ("A", &[50_057]),
    ("U", &[50_058]),
    ("A", &[50_105]),
    ("U", &[50_132, 50_133, 50_173, 50_089]),
    ("U", &[700_082, 70_008]),
    ("UA", &[70_043]),
    ("O", &[700_084]),
    ("U", &[50_072, 50_079]),
    ("U", &[50_074, 50_076, 50_078]),
    ("UA", &[50_158]),
    ("UA", &[50_097, 53_000, 53_001]),
    ("A", &[53_002]),
    ("A", &[53_003, 530_032, 50_131]),
    ("A", &[530_035]),
    ("A", &[53_004, 53_010, 53_011]),
    ("U", &[50_085]),
    ("R", &[40_010]),
    ("A", &[90_072]),
    (
        "O",
        &[
            90_002, 900_023, 90_019, 50_059, 5_000_224, 90_038, 90_051, 900_382, 900_432, 900_439,
        ],
    ),
    (
        "R",
        &[
            90_055, 50_033, 50_087, 90_006, 90_012, 90_024, 90_033, 90_091,
        ],
    ),
    ("O", &[50_196]),
    ("O", &[50_000, 90_036, 90_092]),
];

#[test]
fn every_documented_number_has_one_cause_and_somebody_who_acts() {
    for (actors, numbers) in DOCUMENTED {
        for number in numbers {
            let holds = |(_, held): &&(Cause, &[u32])| held.contains(number);
            assert_eq!(NUMBERS.iter().filter(holds).count(), 1, "{number}");
            let letter = match Cause::of(*number).unwrap().acts() {
                Actor::Administrator => 'A',
                Actor::User => 'U',
                Actor::Operator => 'O',
                Actor::HostApp => 'H',
                Actor::Retry => 'R',
            };
            assert!(actors.contains(letter), "{number}: {letter}");
        }
    }
}

#[test]
fn every_number_is_documented_and_every_cause_has_words_of_its_own() {
    let documented: BTreeSet<_> = DOCUMENTED
        .iter()
        .flat_map(|(_, numbers)| *numbers)
        .collect();
    let held: BTreeSet<_> = NUMBERS.iter().flat_map(|(_, numbers)| *numbers).collect();
    assert_eq!(held, documented);
    let findings: BTreeSet<_> = FINDINGS.into_iter().collect();
    assert_eq!(findings.len(), FINDINGS.len());
    for cause in Cause::all() {
        assert_eq!(cause.finding(), format!("sign-in-{}", cause.id()));
    }
    let messages: BTreeSet<_> = Cause::all().map(Cause::message).collect();
    assert_eq!(messages.len(), NUMBERS.len());
}

#[test_case(50_105, Some(Cause::NotAssigned); "not assigned")]
#[test_case(53_003, Some(Cause::ConditionalAccess); "conditional access")]
#[test_case(530_035, Some(Cause::SecurityDefaults); "security defaults")]
#[test_case(50_079, Some(Cause::MfaRegistration); "second factor to register")]
#[test_case(50_076, Some(Cause::MfaRequired); "second factor to give")]
#[test_case(70_043, Some(Cause::Frequency); "sign-in frequency")]
#[test_case(50_173, Some(Cause::SessionRevoked); "revoked")]
#[test_case(700_082, Some(Cause::Inactivity); "inactive")]
#[test_case(50_034, Some(Cause::AccountMissing); "deleted")]
#[test_case(7_000_222, Some(Cause::Ours); "expired secret")]
#[test_case(1, None; "unknown")]
fn numbers_choose_a_cause(number: u32, expected: Option<Cause>) {
    assert_eq!(Cause::of(number), expected);
}

#[test_case(&[], None; "none")]
#[test_case(&[70_002, 50_132], Some(50_132); "a revoked session behind a general number")]
#[test_case(&[50_132, 70_002], Some(50_132); "in the other order")]
#[test_case(&[90_033, 50_076], Some(50_076); "a second factor behind a passing fault")]
#[test_case(&[1, 90_033], Some(90_033); "a known one behind an unknown one")]
#[test_case(&[1, 2], Some(1); "unknown ones")]
fn the_number_that_tells_most_counts(numbers: &[u32], expected: Option<u32>) {
    assert_eq!(Cause::telling_number(numbers), expected);
}
