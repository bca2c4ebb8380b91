//! Licences and the plans inside them.

use super::*;
use crate::service::Service;

const CHECK: &str = "system-user-licensed";

fn plan(licence: &str, name: &str, id: u128, status: &str) -> LicensedPlan {
    LicensedPlan {
        id: ServicePlanId::from_uuid(Uuid::from_u128(id)),
        name: name.to_owned(),
        licence: licence.to_owned(),
        status: status.to_owned(),
    }
}

/// Microsoft 365 Business Basic with the states of its mailbox and sites plans.
pub(super) fn business_basic(mailbox: &str, sites: &str) -> Vec<LicensedPlan> {
    let licence = "O365_BUSINESS_ESSENTIALS";
    vec![
        plan(
            licence,
            "EXCHANGE_S_STANDARD",
            0x9aaf_7827_d63c_4b61_89c3_182f_06f8_2e5c,
            mailbox,
        ),
        plan(
            licence,
            "SHAREPOINTSTANDARD",
            0xc769_9d2e_19aa_44de_8edf_1736_da08_8ca1,
            sites,
        ),
        plan(
            licence,
            "SHAREPOINTWAC",
            0xe95b_ec33_7c88_4a70_8e19_b10b_d9d0_c014,
            "Success",
        ),
        plan(
            licence,
            "TEAMS1",
            0x5757_7aba_0f1d_4a2c_9d2b_0a5b_7d0e_1f21,
            "Success",
        ),
    ]
}

/// Microsoft 365 Apps for business, which includes neither service.
fn apps_for_business() -> Vec<LicensedPlan> {
    let licence = "O365_BUSINESS";
    vec![
        plan(
            licence,
            "OFFICE_BUSINESS",
            0x094e_7854_93fc_4d55_b2c0_3ab5_369e_bdc1,
            "Success",
        ),
        plan(
            licence,
            "ONEDRIVESTANDARD",
            0x1369_6edf_5a08_49f6_8134_0308_3ed8_ba30,
            "Success",
        ),
        plan(
            licence,
            "SHAREPOINTWAC",
            0xe95b_ec33_7c88_4a70_8e19_b10b_d9d0_c014,
            "Success",
        ),
        plan(
            licence,
            "EXCHANGE_S_FOUNDATION",
            0x113f_eb6c_3fe4_4440_bddc_54d7_74bf_0318,
            "Success",
        ),
    ]
}

/// Microsoft 365 F1, which includes sites but no mailbox.
fn f1() -> Vec<LicensedPlan> {
    vec![
        plan(
            "M365_F1",
            "SHAREPOINTDESKLESS",
            0x902b_47e5_dcb2_4fdc_858b_c63a_90a2_bdb9,
            "Success",
        ),
        plan(
            "M365_F1",
            "EXCHANGE_S_FOUNDATION",
            0x113f_eb6c_3fe4_4440_bddc_54d7_74bf_0318,
            "Success",
        ),
    ]
}

fn both(first: Vec<LicensedPlan>, second: Vec<LicensedPlan>) -> Vec<LicensedPlan> {
    [first, second].concat()
}

/// A licence that is newer than this program.
fn unknown(names: [&str; 2]) -> Vec<LicensedPlan> {
    names
        .map(|name| plan("NEW_LICENCE", name, 7, "Success"))
        .into()
}

fn with_silent_services(facts: &mut TenantFacts, licences: Vec<LicensedPlan>) {
    facts.licences = seen(licences);
    facts.mailbox = down();
    facts.sites = Vec::new();
}

#[expect(clippy::too_many_lines, reason = "a table of cases")]
pub(super) fn cases() -> Vec<Case> {
    vec![
        case(CHECK, "Business Basic", Kind::Pass, |_, _| {}),
        case(
            CHECK,
            "none",
            Kind::Fail("system-user-unlicensed"),
            |facts, _| {
                facts.licences = seen(Vec::new());
            },
        ),
        case(
            CHECK,
            "Apps for business",
            Kind::Fail("licence-without-service"),
            |facts, _| {
                facts.licences = seen(apps_for_business());
            },
        ),
        case(
            CHECK,
            "F1",
            Kind::Fail("licence-without-service"),
            |facts, _| {
                facts.licences = seen(f1());
            },
        ),
        case(CHECK, "F1 and Business Basic", Kind::Pass, |facts, _| {
            facts.licences = seen(both(f1(), business_basic("Success", "Disabled")));
        }),
        case(
            CHECK,
            "mailbox plan off",
            Kind::Fail("licence-plan-off"),
            |facts, _| {
                facts.licences = seen(business_basic("Disabled", "Success"));
            },
        ),
        case(
            CHECK,
            "sites plan off",
            Kind::Fail("licence-plan-off"),
            |facts, _| {
                facts.licences = seen(business_basic("Success", "Disabled"));
            },
        ),
        case(
            CHECK,
            "off in one licence, on in another",
            Kind::Pass,
            |facts, _| {
                facts.licences = seen(both(
                    business_basic("Disabled", "Success"),
                    business_basic("Success", "Success"),
                ));
            },
        ),
        case(
            CHECK,
            "mailbox plan pending",
            Kind::Fail("licence-plan-pending"),
            |facts, _| {
                facts.licences = seen(business_basic("PendingProvisioning", "Success"));
            },
        ),
        case(
            CHECK,
            "waiting for input",
            Kind::Fail("licence-plan-pending"),
            |facts, _| {
                facts.licences = seen(business_basic("PendingInput", "Success"));
            },
        ),
        case(
            CHECK,
            "off is worse than pending",
            Kind::Fail("licence-plan-off"),
            |facts, _| {
                facts.licences = seen(business_basic("PendingInput", "Disabled"));
            },
        ),
        case(
            CHECK,
            "only unknown plans, services silent",
            Kind::Unknown("undecided"),
            |facts, _| {
                with_silent_services(facts, unknown(["NEW_ONE", "NEW_TWO"]));
            },
        ),
        case(
            CHECK,
            "only unknown plans, services answered",
            Kind::Pass,
            |facts, _| {
                facts.licences = seen(unknown(["NEW_ONE", "NEW_TWO"]));
            },
        ),
        case(
            CHECK,
            "a new plan of exchange beside known ones",
            Kind::Unknown("undecided"),
            |facts, _| {
                with_silent_services(facts, both(f1(), unknown(["EXCHANGE_S_NEW", "OTHER"])));
            },
        ),
        case(
            CHECK,
            "other new plans beside known ones",
            Kind::Fail("licence-without-service"),
            |facts, _| {
                facts.licences = seen(both(f1(), unknown(["TEAMS_NEW", "OTHER"])));
            },
        ),
        case(
            CHECK,
            "a new state",
            Kind::Unknown("undecided"),
            |facts, _| {
                with_silent_services(facts, business_basic("Sleeping", "Success"));
            },
        ),
        case(
            CHECK,
            "licences unread",
            Kind::Unknown("refused"),
            |facts, _| {
                facts.licences = Observed::unseen(Unobserved::Refused);
            },
        ),
        case(
            CHECK,
            "no system user",
            Kind::NotApplicable("no-system-user"),
            |_, setting| {
                setting.system_user = None;
            },
        ),
    ]
}

#[test]
fn a_plan_that_is_off_is_named_with_its_licence() {
    let mut facts = passing();
    facts.licences = seen(business_basic("Disabled", "Success"));
    let verdict = ask(CHECK, &facts, &Setting::full().expected());
    let arguments = &verdict.finding().unwrap().arguments;
    assert_eq!(arguments["plan"], "EXCHANGE_S_STANDARD");
    assert_eq!(arguments["licence"], "O365_BUSINESS_ESSENTIALS");
    assert_eq!(arguments["service"], "Exchange Online");
    assert_eq!(arguments["acts"], "administrator");
}

#[test]
fn what_licences_lack_is_named() {
    let mut facts = passing();
    facts.licences = seen(f1());
    let verdict = ask(CHECK, &facts, &Setting::full().expected());
    let arguments = &verdict.finding().unwrap().arguments;
    assert_eq!(arguments["service"], "Exchange Online");
    assert_eq!(arguments["licences"], "M365_F1");
    assert_eq!(verdict.finding().unwrap().services(), [Service::Mail]);
}
