//! States of the services on the result page, and links of its groups, when problems have to be fixed.

use super::{
    buttons::{Case, cases},
    *,
};
use domain::verification::report::CheckResult;

/// A registration with two sites of a library each.
fn two_sites(lifecycle: Lifecycle) -> Registration {
    let second = "https://contoso.sharepoint.com/sites/archive".to_owned();
    let second = Site {
        url: second.try_into().unwrap(),
        libraries: vec!["Old".to_owned().try_into().unwrap()],
    };
    Registration {
        sites: sites().into_iter().chain([second]).collect(),
        ..named(lifecycle)
    }
}

/// A report in which everything passes except these checks.
fn but(others: &[(&str, Verdict)]) -> Report {
    let mut report = all_pass();
    let places = ["site:1", "site:2", "library:1", "library:2"];
    let result = |check: &str| CheckResult {
        check: check.to_owned(),
        ..report.results[0].clone()
    };
    let places: Vec<_> = places.into_iter().map(result).collect();
    report
        .results
        .retain(|result| !["site", "library"].contains(&&*result.check));
    report.results.extend(places);
    for (check, verdict) in others {
        let mut results = report.results.iter_mut();
        results
            .find(|result| result.check == *check)
            .unwrap()
            .verdict = verdict.clone();
    }
    report
}

fn fails(code: &str) -> Verdict {
    Verdict::Fail(Finding::new(code).acts(Actor::Administrator))
}

fn lacks(service: &str) -> Verdict {
    Verdict::Fail(Finding::new("services-missing").with("services", service))
}

fn body(registration: &Registration, report: &Report) -> String {
    let tenant = tenant();
    result(registration, &tenant, Some(report))
        .respond("r")
        .into_body()
}

const UNSEEN: Verdict = Verdict::Unknown(Unobserved::MicrosoftUnavailable);

#[test]
fn the_status_says_of_each_service_whether_it_works() {
    let full = || fails("library-full");
    let sharepoint = [
        ("SharePoint works.", vec![vec![]]),
        (
            "Some sites or libraries in SharePoint work, others don’t yet.",
            vec![
                vec![("library:2", full())],
                vec![("site:1", fails("site-full")), ("library:1", UNSEEN)],
            ],
        ),
        (
            "SharePoint doesn’t work yet.",
            vec![
                vec![("library:1", full()), ("library:2", full())],
                vec![("site:1", fails("site-full")), ("library:2", full())],
                vec![("services-present", lacks("SharePoint Online"))],
                vec![
                    ("services-present", lacks("SharePoint Online")),
                    ("library:2", full()),
                ],
            ],
        ),
        (
            "We can’t tell yet whether SharePoint works.",
            vec![vec![("library:2", UNSEEN)]],
        ),
    ];
    let mail = [
        ("Email works.", vec![]),
        (
            "Email doesn’t work yet.",
            vec![("mailbox", fails("mailbox-missing"))],
        ),
        (
            "We can’t tell yet whether email works.",
            vec![("mailbox", UNSEEN)],
        ),
    ];
    let registration = two_sites(connected());
    for (of_sharepoint, ways) in &sharepoint {
        for way in ways {
            for (of_mail, others) in &mail {
                let all: Vec<_> = way.iter().chain(others).cloned().collect();
                let body = body(&registration, &but(&all));
                let here = format!("{of_sharepoint} {of_mail} {all:?}");
                if !all
                    .iter()
                    .any(|(_, verdict)| matches!(verdict, Verdict::Fail(_)))
                {
                    assert!(!body.contains("thing to fix"), "{here}");
                    continue;
                }
                let works = |text: &str| {
                    text.ends_with(" works.") && !text.starts_with("We") || text.starts_with("Some")
                };
                let in_part = works(of_sharepoint) || works(of_mail);
                assert_eq!(body.contains("works only in part: "), in_part, "{here}");
                assert_eq!(body.contains("can’t work yet: "), !in_part, "{here}");
                let sentences = format!("<p class=\"quiet\">{of_sharepoint} {of_mail}</p>");
                let none = of_sharepoint.contains("doesn’t") && of_mail.contains("doesn’t");
                assert_eq!(body.contains(&sentences), !none, "{here}: {body}");
            }
        }
    }
}

#[test]
fn nothing_works_before_the_organisation_is_connected_or_where_both_services_stop() {
    let partly = but(&[("library:2", fails("library-full"))]);
    let waiting = two_sites(consented(Approval::Waiting));
    let disabled = but(&[("app-enabled", fails("app-disabled"))]);
    for body in [
        body(&waiting, &partly),
        body(&two_sites(connected()), &disabled),
    ] {
        assert!(body.contains("can’t work yet: 1 thing to fix"));
        assert!(!body.contains("SharePoint works") && !body.contains("Email works"));
    }
}

/// Contents of each group, by its id.
fn groups(body: &str) -> Vec<(&str, &str)> {
    let groups = body.split("<details class=\"group").skip(1);
    groups
        .map(|rest| {
            let (_, rest) = rest.split_once("id=\"").unwrap();
            let (id, rest) = rest.split_once('"').unwrap();
            let (_, inside) = rest.split_once("</summary>").unwrap();
            (id, inside.trim_start())
        })
        .collect()
}

#[test]
fn a_group_whose_checks_fail_leads_to_its_problem_and_is_never_empty() {
    for Case { check, finding, .. } in cases() {
        let body = with_page(check, &finding, |_| ());
        for (id, inside) in groups(&body) {
            assert!(!inside.starts_with("</details>"), "{check}: {id} is empty");
        }
        let link = format!("<p><a href=\"#{check}\">");
        assert_eq!(body.matches(&link).count(), 1, "{check} {}", finding.code);
        assert!(body.contains(&format!("id=\"{check}\" data-verdict=\"fail\"")));
    }
    let all = report(|_| fails("app-disabled"));
    let registration = two_sites(connected());
    for (id, inside) in groups(&body(&registration, &all)) {
        assert!(!inside.starts_with("</details>"), "{id} is empty");
    }
}

#[test]
fn a_refusal_is_told_once_where_a_problem_says_the_same() {
    let (registration, tenant) = (two_sites(connected()), tenant());
    let refused = |code: &str| Notice::Refused {
        code: Some(code.to_owned()),
        correlation_id: Some("correlation-1".to_owned()),
    };
    for (code, check, problem) in [
        ("50105", "user-access", "system-user-not-assigned"),
        ("50105", "system-user-connected", "sign-in-not-assigned"),
        ("50057", "system-user-member", "system-user-disabled"),
        ("7000112", "app-enabled", "app-disabled"),
        (
            "65001",
            "delegated-permissions",
            "delegated-approval-missing",
        ),
        (
            "53003",
            "system-user-connected",
            "sign-in-conditional-access",
        ),
    ] {
        let notice = refused(code);
        let body = |report: &Report| {
            let mut page = result(&registration, &tenant, Some(report));
            page.notice = Some(&notice);
            page.respond("r").into_body()
        };
        let told = body(&but(&[(check, fails(problem))]));
        assert!(
            !told.contains("class=\"card notice"),
            "{code} {problem}: {told}"
        );
        let other = body(&but(&[("mailbox", fails("mailbox-missing"))]));
        assert!(other.contains("class=\"card notice"), "{code}");
        for body in [told, other] {
            let details = format!("refused · AADSTS{code} · correlation-1");
            assert!(body.contains(&details), "support still learns of it");
        }
    }
}
