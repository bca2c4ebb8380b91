//! The system user's sign-in and account.

use super::*;
use crate::aadsts::{Cause, FINDINGS, NUMBERS, REFUSED};

const CONNECTED: &str = "system-user-connected";
const MEMBER: &str = "system-user-member";
const POLICY: &str = "sign-in-policy";

fn refused(by: RefusedBy, number: Option<u32>) -> Observed<SystemUserAccess> {
    seen(SystemUserAccess::Refused(SignInRefusal { by, number }))
}

fn with_user(facts: &mut TenantFacts, change: fn(&mut SystemUser)) {
    let mut user = system_user();
    change(&mut user);
    facts.system_user = seen(user);
}

fn just_consented(setting: &mut Setting) {
    setting.consented_at = Some(now() - SignedDuration::from_mins(59));
}

pub(super) fn connected() -> Vec<Case> {
    vec![
        case(CONNECTED, "redeemed", Kind::Pass, |_, _| {}),
        case(
            CONNECTED,
            "t23 other account",
            Kind::Fail("system-user-other-account"),
            |facts, _| {
                facts.system_user_access = seen(SystemUserAccess::OtherAccount);
            },
        ),
        case(
            CONNECTED,
            "token lost",
            Kind::Fail("system-user-token-lost"),
            |facts, _| {
                facts.system_user_access = seen(SystemUserAccess::TokenLost);
            },
        ),
        case(
            CONNECTED,
            "revoked",
            Kind::Fail("sign-in-session-revoked"),
            |facts, setting| {
                facts.system_user_access = refused(RefusedBy::Account, Some(50_173));
                just_consented(setting);
            },
        ),
        case(
            CONNECTED,
            "unknown number",
            Kind::Fail("sign-in-refused"),
            |facts, _| {
                facts.system_user_access = refused(RefusedBy::Account, Some(59_999));
            },
        ),
        case(
            CONNECTED,
            "no number",
            Kind::Fail("sign-in-refused"),
            |facts, _| {
                facts.system_user_access = refused(RefusedBy::Policy, None);
            },
        ),
        case(
            CONNECTED,
            "approval gone",
            Kind::Fail("sign-in-consent-missing"),
            |facts, _| {
                facts.system_user_access = refused(RefusedBy::Consent, Some(65_001));
            },
        ),
        case(
            CONNECTED,
            "approval spreading",
            Kind::Waiting("sign-in-consent-missing"),
            |facts, setting| {
                facts.system_user_access = refused(RefusedBy::Consent, None);
                just_consented(setting);
            },
        ),
        case(
            CONNECTED,
            "a service is missing",
            Kind::Unknown("not-reached"),
            |facts, _| {
                facts.system_user_access = refused(RefusedBy::Service, Some(500_014));
            },
        ),
        case(
            CONNECTED,
            "microsoft down",
            Kind::Unknown("microsoft-unavailable"),
            |facts, _| {
                facts.system_user_access = down();
            },
        ),
        case(
            CONNECTED,
            "not connected yet",
            Kind::Unknown("identity-absent"),
            |_, setting| {
                setting.system_user_id = None;
            },
        ),
        case(
            CONNECTED,
            "none named",
            Kind::NotApplicable("no-system-user"),
            |_, setting| {
                setting.system_user = None;
            },
        ),
    ]
}

pub(super) fn member() -> Vec<Case> {
    vec![
        case(MEMBER, "enabled member", Kind::Pass, |_, _| {}),
        case(MEMBER, "renamed, same id", Kind::Pass, |facts, _| {
            with_user(facts, |user| {
                user.user_principal_name = "new@contoso.com".to_owned();
            });
        }),
        case(
            MEMBER,
            "created again, other id",
            Kind::Fail("system-user-other-account"),
            |facts, _| {
                with_user(facts, |user| user.id = OTHER);
            },
        ),
        case(
            MEMBER,
            "other account answers",
            Kind::Fail("system-user-other-account"),
            |facts, _| {
                facts.system_user_access = seen(SystemUserAccess::OtherAccount);
                facts.system_user = Observed::unseen(Unobserved::NotReached);
            },
        ),
        case(
            MEMBER,
            "guest",
            Kind::Fail("system-user-guest"),
            |facts, _| {
                with_user(facts, |user| user.is_guest = true);
            },
        ),
        case(
            MEMBER,
            "disabled",
            Kind::Fail("system-user-disabled"),
            |facts, _| {
                with_user(facts, |user| user.account_enabled = Some(false));
            },
        ),
        case(
            MEMBER,
            "graph does not say, its token does",
            Kind::Pass,
            |facts, _| {
                with_user(facts, |user| user.account_enabled = None);
            },
        ),
        case(
            MEMBER,
            "sign-in refused",
            Kind::Unknown("not-reached"),
            |facts, _| {
                facts.system_user_access = refused(RefusedBy::Account, Some(50_057));
                facts.system_user = Observed::unseen(Unobserved::NotReached);
            },
        ),
        case(
            MEMBER,
            "none named",
            Kind::NotApplicable("no-system-user"),
            |_, setting| {
                setting.system_user = None;
            },
        ),
    ]
}

pub(super) fn policy() -> Vec<Case> {
    vec![
        case(POLICY, "nothing stops it", Kind::Pass, |_, _| {}),
        case(
            POLICY,
            "conditional access",
            Kind::Fail("sign-in-conditional-access"),
            |facts, _| {
                facts.system_user_access = refused(RefusedBy::Policy, Some(53_003));
            },
        ),
        case(
            POLICY,
            "unknown rule",
            Kind::Fail("sign-in-refused"),
            |facts, _| {
                facts.system_user_access = refused(RefusedBy::Policy, Some(59_999));
            },
        ),
        case(
            POLICY,
            "the account, whatever the number",
            Kind::Unknown("not-reached"),
            |facts, _| {
                facts.system_user_access = refused(RefusedBy::Account, Some(53_003));
            },
        ),
        case(
            POLICY,
            "approval missing",
            Kind::Unknown("not-reached"),
            |facts, _| {
                facts.system_user_access = refused(RefusedBy::Consent, Some(65_001));
            },
        ),
        case(
            POLICY,
            "other account",
            Kind::Unknown("not-reached"),
            |facts, _| {
                facts.system_user_access = seen(SystemUserAccess::OtherAccount);
            },
        ),
        case(
            POLICY,
            "token lost",
            Kind::Unknown("not-reached"),
            |facts, _| {
                facts.system_user_access = seen(SystemUserAccess::TokenLost);
            },
        ),
        case(
            POLICY,
            "microsoft down",
            Kind::Unknown("microsoft-unavailable"),
            |facts, _| {
                facts.system_user_access = down();
            },
        ),
        case(
            POLICY,
            "not connected yet",
            Kind::Unknown("identity-absent"),
            |_, setting| {
                setting.system_user_id = None;
            },
        ),
        case(
            POLICY,
            "none named",
            Kind::NotApplicable("no-system-user"),
            |_, setting| {
                setting.system_user = None;
            },
        ),
    ]
}

#[test]
fn every_cause_is_a_finding_of_its_own_with_number_and_actor() {
    let setting = Setting::full();
    let mut given = BTreeSet::from([REFUSED]);
    for number in NUMBERS.iter().flat_map(|(_, numbers)| *numbers).copied() {
        let cause = Cause::of_server(number).unwrap();
        let mut facts = passing();
        facts.system_user_access = refused(RefusedBy::Policy, Some(number));
        for check in [CONNECTED, POLICY] {
            let verdict = ask(check, &facts, &setting.expected());
            assert_eq!(Kind::of(&verdict), Kind::Fail(cause.finding()), "{number}");
            let arguments = &verdict.finding().unwrap().arguments;
            assert_eq!(arguments["number"], number.to_string());
            assert_eq!(arguments["acts"], cause.acts().id());
        }
        given.insert(cause.finding());
    }
    assert_eq!(given, FINDINGS.into_iter().collect());
}

#[test]
fn an_unknown_number_is_kept_for_whoever_looks_into_it() {
    let setting = Setting::full();
    for (by, actor) in [
        (RefusedBy::Policy, "administrator"),
        (RefusedBy::Account, "user"),
    ] {
        let mut facts = passing();
        facts.system_user_access = refused(by, Some(59_999));
        let verdict = ask(CONNECTED, &facts, &setting.expected());
        let finding = verdict.finding().unwrap();
        assert_eq!(finding.code, REFUSED);
        assert_eq!(finding.arguments["number"], "59999");
        assert_eq!(finding.arguments["acts"], actor);
        facts.system_user_access = refused(by, None);
        let verdict = ask(CONNECTED, &facts, &setting.expected());
        assert!(!verdict.finding().unwrap().arguments.contains_key("number"));
    }
}
