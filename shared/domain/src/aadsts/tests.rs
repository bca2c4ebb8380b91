use super::*;
use std::collections::BTreeSet;
use test_case::test_case;

#[test]
fn a_number_has_one_cause_and_every_cause_a_finding_of_its_own() {
    let mut numbers: Vec<_> = NUMBERS.iter().flat_map(|(_, numbers)| *numbers).collect();
    let all = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), all);
    let findings: BTreeSet<_> = FINDINGS.into_iter().collect();
    assert_eq!(findings.len(), FINDINGS.len());
    for cause in Cause::all() {
        assert_eq!(cause.finding(), format!("sign-in-{}", cause.id()));
    }
}

#[test_case(Cause::NotAssigned, &[50_105]; "not assigned")]
#[test_case(Cause::AccountMissing, &[50_034, 500_341, 51_004, 50_014]; "an account that was deleted")]
#[test_case(Cause::AccountDisabled, &[50_057, 500_571]; "an account that was disabled, a guest's too")]
#[test_case(Cause::Frequency, &[70_043, 70_044, 700_081]; "a rule ends sessions")]
#[test_case(Cause::Again, &[160_021, 16_001, 16_002, 50_058, 50_140, 50_143, 50_197, 50_199, 90_123]; "sessions and interrupts")]
#[test_case(Cause::WrongAccount, &[16_003, 50_020, 90_072, 90_099, 530_034]; "an account of elsewhere, a guest's or a partner's")]
#[test_case(Cause::Device, &[50_005, 50_129, 50_155, 50_187, 53_000, 53_009, 530_001, 530_002, 530_003, 700_003, 135_011]; "a device to be managed")]
#[test_case(Cause::ConditionalAccess, &[53_003, 53_010, 530_021, 530_031, 530_032, 530_033, 530_036, 530_084]; "a policy, a place, a bound token")]
#[test_case(Cause::SecurityDefaults, &[530_035]; "security defaults")]
#[test_case(Cause::CrossTenantRule, &[50_002, 500_212, 500_213, 500_021, 500_022]; "a rule of tenants and networks")]
#[test_case(Cause::PasswordExpired, &[50_055, 50_125, 50_144, 120_002]; "a password to be changed")]
#[test_case(Cause::Risk, &[50_135, 50_142, 53_004, 53_011]; "a risk")]
#[test_case(Cause::ExternalChallenge, &[50_158, 50_161, 50_166, 50_170, 50_177, 50_178]; "an external control")]
#[test_case(Cause::IdentityProvider, &[
    50_008, 5_000_819, 20_001, 20_012, 20_033, 40_008, 40_009, 40_010, 40_015, 50_107, 80_001, 80_014, 81_004, 81_012, 50_017,
    500_173, 90_020
]; "the customer's own identity provider")]
#[test_case(Cause::ClaimsRule, &[50_124, 50_146]; "a claims policy")]
#[test_case(Cause::LegalAge, &[54_000, 50_015]; "a minor")]
#[test_case(Cause::MfaRegistration, &[50_072, 50_079]; "a second factor to register")]
#[test_case(Cause::MfaRequired, &[50_074, 50_076, 50_078]; "a second factor to give")]
#[test_case(Cause::SessionRevoked, &[50_132, 50_133, 50_173]; "a revoked session")]
#[test_case(Cause::Tenant, &[90_002, 900_023, 5_000_224]; "a tenant that is gone")]
#[test_case(Cause::ServiceMissing, &[500_011, 500_014, 650_052]; "a service without subscription")]
#[test_case(Cause::Ours, &[
    65_005, 650_053, 90_015, 90_023, 90_100, 900_384, 9_002_325, 9_002_326, 7_000_215, 7_000_222, 700_024
]; "our request")]
#[test_case(Cause::Passing, &[90_033, 50_033, 50_088]; "a passing fault")]
fn numbers_choose_a_cause(cause: Cause, numbers: &[u32]) {
    for number in numbers {
        assert_eq!(Cause::of(*number), Some(cause), "{number}");
    }
}

#[test]
fn a_lock_is_the_persons_and_to_our_server_it_is_the_address() {
    assert_eq!(Cause::of(50_053), Some(Cause::Locked));
    assert_eq!(Cause::of_server(50_053), Some(Cause::AddressBlocked));
    assert_eq!(Cause::of_server(50_173), Some(Cause::SessionRevoked));
    assert_eq!(Cause::of_server(1), None);
}

#[test_case(&[], None; "none")]
#[test_case(&[70_002, 50_132], Some(50_132); "a revoked session behind a general number")]
#[test_case(&[50_132, 70_002], Some(50_132); "in the other order")]
#[test_case(&[70_000, 50_173], Some(50_173); "behind an invalid grant")]
#[test_case(&[70_008, 50_173], Some(50_173); "behind an expired grant")]
#[test_case(&[70_002, 70_008], Some(70_008); "an expired grant")]
#[test_case(&[70_002, 500_133], Some(500_133); "our assertion")]
#[test_case(&[70_000, 700_024], Some(700_024); "our clock behind an invalid grant")]
#[test_case(&[53_003, 530_035], Some(530_035); "a number that narrows another")]
#[test_case(&[530_035, 53_003], Some(530_035); "narrowed in the other order")]
#[test_case(&[50_034, 500_341], Some(500_341); "a deleted account")]
#[test_case(&[50_076, 53_003], Some(50_076); "the first of equals")]
#[test_case(&[90_033, 50_076], Some(50_076); "a second factor behind a passing fault")]
#[test_case(&[1, 90_033], Some(90_033); "a known one behind an unknown one")]
#[test_case(&[1, 2], Some(1); "unknown ones")]
fn the_number_that_tells_most_counts(numbers: &[u32], expected: Option<u32>) {
    assert_eq!(Cause::telling_number(numbers), expected);
}
