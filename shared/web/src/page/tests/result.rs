//! The result page, and the report that is kept of it.

use super::*;
use domain::{
    next_action::{NextAction, Task},
    standing::Standing,
    verification::{report::LastObservation, verdict::Identity},
};

#[test]
fn result_page() {
    let (registration, tenant, report) =
        (registration(connected(), None), tenant(), of_every_kind());
    let page = result(&registration, &tenant, Some(&report));
    insta::assert_snapshot!(stable(page.respond("request-1").body()));
}

#[test]
fn who_approved_elsewhere_is_told_as_not_known() {
    let mut lifecycle = connected();
    if let Lifecycle::Connected { tenant, .. } = &mut lifecycle {
        *tenant = tenant.clone().with_unknown_approver();
    }
    let (registration, tenant, report) = (registration(lifecycle, None), tenant(), of_every_kind());
    let page = ResultPage {
        approved_by: None,
        ..result(&registration, &tenant, Some(&report))
    };
    let body = page.respond("request-1").body().clone();
    assert!(
        body.contains("Unknown; it was approved elsewhere"),
        "{body}"
    );
}

#[test]
fn t78_the_page_says_since_when_a_change_is_held_and_that_the_fault_may_be_ours() {
    let (registration, tenant, report) =
        (registration(connected(), None), tenant(), of_every_kind());
    let body = |held_since| {
        let page = ResultPage {
            held_since,
            ..result(&registration, &tenant, Some(&report))
        };
        page.respond("request-1").body().clone()
    };
    let held = body(Some(now()));
    assert!(held.contains("On hold since") && held.contains("the fault may be ours"));
    let other = body(None);
    assert!(!other.contains("On hold since") && !other.contains("the fault may be ours"));
}

#[test]
fn what_could_not_be_confirmed_stands_with_its_last_observation() {
    let (registration, tenant) = (registration(connected(), None), tenant());
    let mut report = report(|_| Verdict::Unknown(Unobserved::Outdated));
    report.results[0].last_known = Some(LastObservation {
        verdict: "pass".to_owned(),
        observed_at: now(),
    });
    let page = result(&registration, &tenant, Some(&report));
    let body = page.respond("request-1").body().clone();
    assert_eq!(body.matches("class=\"last-known\"").count(), 1);
    assert!(body.contains("Last result: Passed, "), "{body}");
    assert!(body.contains("This hasn’t been confirmed"));
}

#[test]
fn report_page() {
    let (registration, tenant, report) =
        (registration(connected(), None), tenant(), of_every_kind());
    let respond = |is_file| {
        let page = ReportPage {
            frame: frame(),
            token: TOKEN,
            journey: Journey {
                registration: &registration,
                report: Some(&report),
            },
            report: &report,
            tenant: &tenant,
            approved_by: Some(HOSTILE),
            checked_at: Some(now()),
            place: place(&tenant),
            manifest: &Manifest::default(),
            is_file,
        };
        page.respond("request-1")
    };
    insta::assert_snapshot!(stable(respond(false).body()));
    let file = respond(true);
    let disposition = &file.headers()[http::header::CONTENT_DISPOSITION];
    assert_eq!(
        disposition,
        "attachment; filename=\"cooperlink-report.html\""
    );
    // A file that is kept asks for nothing and leads nowhere.
    assert!(!file.body().contains("/connect/") && !file.body().contains(TOKEN));
    assert!(file.body().contains("<style>:root {"));
}

#[test]
fn what_the_result_page_says_first() {
    let (tenant, pass, mixed) = (tenant(), all_pass(), of_every_kind());
    let failed = report(|_| Verdict::Fail(Finding::new("app-disabled")));
    let unread = report(|_| Verdict::Unknown(Unobserved::Refused));
    let waiting = consented(Approval::Waiting);
    let approved = consented(Approval::NotNeeded);
    for (lifecycle, report, heading) in [
        (&approved, None, "Checking the connection"),
        (
            &connected(),
            Some(&mixed),
            "Microsoft is applying your approval",
        ),
        (
            &connected(),
            Some(&failed),
            "Sign-in to Cooperlink Cloud is turned off in this organisation",
        ),
        (
            &waiting,
            Some(&pass),
            "Approved, waiting for Cooperlink to confirm",
        ),
        (&approved, Some(&unread), "Some checks have no result yet"),
        (
            &connected(),
            Some(&unread),
            "Connected, with some checks still to run",
        ),
        (&connected(), Some(&pass), "Connected"),
    ] {
        let registration = named(lifecycle.clone());
        let response = result(&registration, &tenant, report).respond("request-1");
        let body = response.body();
        let (_, rest) = body.split_once("<h1").unwrap();
        let (first, _) = rest.split_once("</h1>").unwrap();
        assert!(
            first.ends_with(&format!(">{heading}"))
                || first.ends_with(&format!("</span> {heading}")),
            "{first}"
        );
        assert!(body.contains(&format!("<title>{heading} – ")), "{heading}");
    }
}

/// Checks that the page shows the same next action as the API.
#[test]
fn what_the_host_app_has_not_named_is_told_as_not_known_with_the_next_step() {
    let (tenant, pass) = (tenant(), all_pass());
    let standing = Standing::default().assess(&pass, now(), SignedDuration::ZERO);
    let whole = named(connected());
    let without_sites = Registration {
        sites: Vec::new(),
        ..whole.clone()
    };
    let unnamed = Registration {
        system_user: None,
        system_user_connection: None,
        ..without_sites.clone()
    };
    for (registration, task, text) in [
        (&whole, None, "everything has been checked"),
        (
            &without_sites,
            Some(Task::NameSites),
            "nobody has named a site",
        ),
        (
            &unnamed,
            Some(Task::NameSystemUser),
            "nobody has named the system user",
        ),
    ] {
        let action = NextAction::of(registration, &standing.standing);
        assert_eq!(action.map(|action| action.what), task);
        let page = result(registration, &tenant, Some(&pass)).respond("r");
        let body = page.body();
        assert!(body.contains(text), "{body}");
        assert_eq!(body.contains("everything has been checked"), task.is_none());
        assert_eq!(
            body.contains("Ask the person who sent you this link"),
            task.is_some()
        );
        assert_eq!(body.contains("id=\"next\""), task.is_none());
    }
}

#[test]
fn the_result_page_offers_what_helps_and_says_nothing_twice() {
    let (registration, tenant) = (registration(connected(), None), tenant());
    let pending = Notice::ProofPending;
    let only = |failing: &'static str| {
        let mut report = all_pass();
        for result in &mut report.results {
            if result.check == failing {
                result.verdict = Verdict::Fail(Finding::new("x"));
            }
        }
        let mut page = result(&registration, &tenant, Some(&report));
        page.notice = Some(&pending);
        page.respond("r").into_body()
    };
    assert!(only("application-permissions").contains("Approve again"));
    assert!(!only("user-access").contains("Approve again"));
    assert!(!only("user-access").contains("hasn’t confirmed everything"));
}

#[test]
fn a_system_user_that_opens_more_sites_is_told_and_has_nothing_to_mend() {
    let (registration, tenant) = (registration(connected(), None), tenant());
    let mut report = all_pass();
    for result in &mut report.results {
        if result.check == "system-user-reach" {
            let finding = Finding::new("system-user-opens-other-sites");
            result.verdict = Verdict::Fail(finding.with("number", "12").acts(Actor::Administrator));
        }
    }
    let page = result(&registration, &tenant, Some(&report));
    let body = page.respond("r").into_body();
    assert!(body.contains("<details class=\"check note\" id=\"system-user-reach\""));
    assert!(
        body.contains("For your information")
            && body.contains("sites other than the ones named: 12")
    );
    for absent in ["class=\"problem", "can fix this", "Failed", "to fix"] {
        assert!(!body.contains(absent), "{absent}: {body}");
    }
}

#[test]
fn what_waits_for_the_system_user_is_not_checked_again() {
    let (registration, tenant) = (registration(connected(), None), tenant());
    let absent = |identity| report(|_| Verdict::Unknown(Unobserved::IdentityAbsent { identity }));
    for (identity, is_asked) in [
        (Identity::SystemUser, false),
        (Identity::Administrator, true),
    ] {
        let report = absent(identity);
        let body = result(&registration, &tenant, Some(&report))
            .respond("r")
            .into_body();
        assert_eq!(body.contains("name=\"check\""), is_asked, "{identity:?}");
    }
}

#[test]
fn only_lines_that_may_change_are_checked_again_each_by_itself() {
    let (registration, tenant, report) =
        (registration(connected(), None), tenant(), of_every_kind());
    let body = result(&registration, &tenant, Some(&report))
        .respond("r")
        .into_body();
    let count = |text: &str| body.matches(text).count();
    let of = |class: &str| count(&format!("class=\"check {class}\""));
    assert_eq!(count("name=\"check\""), of("waiting") + of("unknown") + 1);
    assert!(body.contains("<input type=\"hidden\" name=\"check\" value=\"app-enabled\">"));
}

#[test]
fn every_link_into_a_portal_is_called_by_what_it_opens() {
    let cloud = Cloud::Global;
    let place = GuidanceTenant::new(
        &cloud,
        ClientId::from_uuid(Uuid::from_u128(1)),
        tenant().id,
        Some(ObjectId::from_uuid(Uuid::from_u128(3))),
    )
    .with_system_user(Some(ObjectId::from_uuid(Uuid::from_u128(4))));
    let labels: BTreeSet<String> = CATALOGUE
        .iter()
        .flat_map(|check| markdown::parse(&guidance(check, Language::En, Some(&place), None)))
        .filter_map(|block| match block {
            Block::Links(links) => Some(links),
            _ => None,
        })
        .flatten()
        .filter(|link| !link.starts_with("https://learn.microsoft.com/"))
        .map(|link| frame().link_label(&link))
        .collect();
    assert_eq!(
        labels.iter().map(String::as_str).collect::<Vec<_>>(),
        [
            "Open the Conditional Access policies in the Microsoft Entra admin center",
            "Open the system user in the Microsoft Entra admin center",
            "Open “Licenses and apps” in the Microsoft 365 admin center",
            "Open “Permissions” in the Microsoft Entra admin center",
            "Open “Properties” in the Microsoft Entra admin center",
            "Open “Single sign-on” in the Microsoft Entra admin center",
            "Open “Users and groups” in the Microsoft Entra admin center",
        ]
    );
    assert_eq!(
        frame().link_label("https://x.example/"),
        "https://x.example/"
    );
}

/// A result page whose checks pass except for these.
fn with(failing: &[(&str, Finding)]) -> String {
    let (tenant, mut report) = (tenant(), all_pass());
    for result in &mut report.results {
        let found = failing.iter().find(|(check, _)| result.check == *check);
        if let Some((_, finding)) = found {
            result.verdict = Verdict::Fail(finding.clone());
        }
    }
    let registration = named(connected());
    let page = result(&registration, &tenant, Some(&report));
    page.respond("r").into_body()
}

#[test]
fn a_cause_explains_what_it_names_and_nothing_else() {
    let missing = |services: &str| {
        let finding = Finding::new("services-missing").with("services", services);
        ("services-present", finding)
    };
    let lacking = |service: &str| {
        let finding = Finding::new("licence-plan-off").with("service", service);
        ("system-user-licensed", finding)
    };
    let mailbox = || ("mailbox", Finding::new("mailbox-missing"));
    let (mail, sites) = ("Exchange Online", "SharePoint Online");
    for (failing, things) in [
        (
            vec![missing(mail), mailbox(), lacking(mail)],
            "1 thing to fix",
        ),
        (vec![missing(mail), lacking(sites)], "2 things to fix"),
        (vec![lacking(sites), mailbox()], "2 things to fix"),
        (
            vec![
                (
                    "system-user-licensed",
                    Finding::new("system-user-unlicensed"),
                ),
                mailbox(),
            ],
            "1 thing to fix",
        ),
    ] {
        let body = with(&failing);
        assert!(body.contains(things), "{failing:?}");
        for (check, _) in &failing {
            assert!(
                body.contains(&format!("id=\"{check}\" data-verdict=\"fail\"")),
                "{check}"
            );
        }
    }
    let other = || Finding::new("system-user-other-account");
    let both = with(&[
        ("system-user-connected", other()),
        ("system-user-member", other()),
    ]);
    assert!(both.contains("1 thing to fix"));
}

#[test]
fn who_may_use_it_is_one_press_away_before_the_system_user_is_connected() {
    let absent = Unobserved::IdentityAbsent {
        identity: Identity::SystemUser,
    };
    let (tenant, report) = (tenant(), report(|_| Verdict::Unknown(absent.clone())));
    let registration = named(connected());
    let body = result(&registration, &tenant, Some(&report))
        .respond("r")
        .into_body();
    assert!(body.contains("id=\"access\"") && body.contains("/access\">"));
    let (_, main) = body.split_once("<main").unwrap();
    assert!(
        main.split_once("</main>")
            .unwrap()
            .0
            .contains("id=\"details\""),
        "it follows the page"
    );
}
