//! Whole runs: the report that `verify` makes from the checks' answers.

use super::*;
use crate::verification::{report::CheckResult, verify};

#[test]
fn a_fully_configured_registration_passes_every_check() {
    let setting = Setting::full();
    let report = verify(&passing(), &setting.expected());
    let asked: Vec<_> = report
        .results
        .iter()
        .map(|result| result.check.as_str())
        .collect();
    assert_eq!(
        asked,
        [
            "app-registered",
            "app-enabled",
            "application-permissions",
            "delegated-permissions",
            "permission-upgrade",
            "no-excess-permissions",
            "user-access",
            "tenant-matches-customer",
            "customer-domain",
            "services-present",
            "system-user-connected",
            "system-user-member",
            "system-user-licensed",
            "sign-in-policy",
            "mailbox",
            "site:1",
            "site:2",
            "library:1",
            "library:2",
            "library:3",
            "library:4",
            "system-user-reach",
            "administrator-site-access",
        ]
    );
    for result in &report.results {
        assert_eq!(result.verdict, Verdict::Pass, "{}", result.check);
        assert!(
            result.observed_at.is_some() && !result.evidence.is_empty(),
            "{}",
            result.check
        );
    }
    let subject = |check| report.result(check).unwrap().subject.as_deref();
    assert_eq!(subject("site:1"), Some(PROJECTS));
    assert_eq!(
        subject("library:3"),
        Some("Documents (https://contoso.sharepoint.com/teams/office)")
    );
    assert_eq!(subject("mailbox"), None);
}

#[test]
fn t25_each_permission_taken_away_is_named() {
    let setting = Setting::full();
    for gone in setting
        .manifest
        .delegated()
        .map(|permission| permission.name)
    {
        let mut facts = passing();
        let left: Vec<_> = setting
            .manifest
            .delegated()
            .map(|permission| permission.name)
            .filter(|name| *name != gone)
            .collect();
        facts.delegated_scopes = seen(scopes(&left));
        let verdict = ask("delegated-permissions", &facts, &setting.expected());
        let Verdict::Fail(finding) = verdict else {
            panic!("{gone}: {verdict:?}")
        };
        assert_eq!(
            finding.arguments.get("permissions").map(String::as_str),
            Some(gone)
        );
    }
}

#[test]
fn what_was_there_since_the_consent_and_is_gone_fails_at_once() {
    let mut facts = passing();
    facts.granted_roles = seen([].into());
    facts.system_user_access = seen(SystemUserAccess::Refused(SignInRefusal {
        by: RefusedBy::Consent,
        number: Some(65_001),
    }));
    let mut setting = Setting::full();
    setting.consented_at = Some(now() - SignedDuration::from_mins(1));
    let mut expected = setting.expected();
    let verdict = |expected: &Expectations<'_>, check: &str| {
        verify(&facts, expected)
            .result(check)
            .unwrap()
            .verdict
            .clone()
    };
    for (check, code) in [
        ("application-permissions", "application-permissions-missing"),
        ("system-user-connected", "sign-in-consent-missing"),
    ] {
        expected.settled = &[];
        assert_eq!(Kind::of(&verdict(&expected, check)), Kind::Waiting(code));
        expected.settled = &["application-permissions", "system-user-connected"];
        assert_eq!(Kind::of(&verdict(&expected, check)), Kind::Fail(code));
    }
}

#[test]
fn without_a_system_user_its_checks_do_not_apply_and_sites_stay_unknown() {
    let mut setting = Setting::full();
    setting.system_user = None;
    setting.system_user_id = None;
    let mut facts = passing();
    facts.system_user_access = absent();
    facts.system_user = absent();
    facts.system_user_groups = absent();
    facts.licences = absent();
    facts.mailbox = absent();
    let reason = Unobserved::IdentityAbsent {
        identity: Identity::SystemUser,
    };
    facts.sites = vec![SiteFacts::unseen(2, &reason); 2];
    let report = verify(&facts, &setting.expected());
    for check in [
        "system-user-connected",
        "system-user-member",
        "system-user-licensed",
        "sign-in-policy",
        "mailbox",
    ] {
        let verdict = &report.result(check).unwrap().verdict;
        assert_eq!(
            Kind::of(verdict),
            Kind::NotApplicable("no-system-user"),
            "{check}"
        );
    }
    for check in ["services-present", "site:1", "library:4"] {
        let result = report.result(check).unwrap();
        assert_eq!(
            Kind::of(&result.verdict),
            Kind::Unknown("identity-absent"),
            "{check}"
        );
        assert_eq!(result.observed_at, None, "{check}");
    }
}

#[test]
fn what_an_earlier_sign_in_showed_is_an_answer_for_a_day() {
    let mut setting = Setting::full();
    (setting.system_user, setting.system_user_id) = (None, None);
    let asked = |hours: i64| {
        let mut facts = passing();
        facts.delegated_scopes = seen_at(
            default_scopes(),
            now() - SignedDuration::from_hours(hours) + SignedDuration::from_mins(1),
        );
        let report = verify(&facts, &setting.expected());
        report.result("delegated-permissions").unwrap().clone()
    };
    assert_eq!(asked(24).verdict, Verdict::Pass);
    let old = asked(25);
    let absent = Unobserved::IdentityAbsent {
        identity: Identity::Administrator,
    };
    assert_eq!(old.verdict, Verdict::Unknown(absent));
    assert_eq!(old.observed_at, None);
    let last_known = old.last_known.unwrap();
    assert_eq!(last_known.verdict, "pass");
    assert!(!old.evidence.is_empty());
}

#[test]
fn an_answer_that_is_not_known_is_no_disturbance_once_it_lasts() {
    let setting = Setting::full();
    let mut facts = passing();
    facts.mailbox = Observed::unseen(Unobserved::Unreadable);
    let verdict = |lasting| {
        let expected = Expectations {
            lasting,
            ..setting.expected()
        };
        let report = verify(&facts, &expected);
        let verdict = report.result("mailbox").unwrap().verdict.clone();
        (verdict, report.is_disturbed())
    };
    let once = Verdict::Unknown(Unobserved::Unreadable);
    assert_eq!(verdict(&[]), (once, true));
    let lasting = Verdict::Unknown(Unobserved::Unexplained);
    assert_eq!(verdict(&["mailbox"]), (lasting, false));
}

/// Result of one check over facts that pass everything except for this change.
fn changed(check: &str, change: impl FnOnce(&mut TenantFacts)) -> CheckResult {
    let mut facts = passing();
    change(&mut facts);
    let report = verify(&facts, &Setting::full().expected());
    report.result(check).unwrap().clone()
}

type Fault = fn(&mut LibraryFacts);

fn locked(library: &mut LibraryFacts) {
    library.read = seen(LibraryAccess::Locked);
}

fn full(library: &mut LibraryFacts) {
    library.listed = seen(LibraryPresence::Found { is_full: true });
}

#[test]
fn what_the_libraries_of_a_site_share_now_is_not_dated_by_earlier_trials_of_writing() {
    for (fault, code) in [(locked as Fault, "site-locked"), (full, "site-full")] {
        let site = changed("site:1", |facts| {
            for library in &mut facts.sites[0].libraries {
                library.write = earlier(LibraryAccess::Allowed);
                fault(library);
            }
        });
        assert_eq!(Kind::of(&site.verdict), Kind::Fail(code));
        assert_eq!(site.observed_at, Some(now()), "{code}");
        assert!(site.evidence.len() > 1, "{code}");
    }
}

#[test]
fn that_the_administrator_cannot_write_either_is_known_for_a_day_and_dates_nothing() {
    let asked = |hours: i64| {
        changed("site:1", |facts| {
            for library in &mut facts.sites[0].libraries {
                library.write = seen(LibraryAccess::Refused);
            }
            let places = [1, 2].map(|library| TurnedAway {
                site: 1,
                library: Some(library),
                is_read_only: true,
            });
            let Observed::Seen { value, evidence } = seen_at(
                AdministratorSites(places.to_vec()),
                now() - SignedDuration::from_hours(hours),
            ) else {
                return;
            };
            let evidence = evidence.of_account(Identity::Administrator);
            facts.administrator_sites = Observed::Seen { value, evidence };
        })
    };
    let looked = |site: &CheckResult| {
        let accounts = site.evidence.iter().map(|evidence| evidence.account);
        accounts.flatten().collect::<Vec<_>>()
    };
    let recent = asked(23);
    assert_eq!(Kind::of(&recent.verdict), Kind::Fail("site-read-only"));
    assert_eq!(recent.observed_at, Some(now()));
    assert_eq!(looked(&recent), [Identity::Administrator]);
    let old = asked(25);
    assert_eq!(Kind::of(&old.verdict), Kind::Fail("site-write-refused"));
    assert_eq!(looked(&old), []);
}

#[test]
fn a_role_too_much_is_told_whatever_an_old_sign_in_showed() {
    let surplus = || GrantedRole {
        app_role_id: OTHER,
        of_graph: true,
    };
    let old = now() - SignedDuration::from_hours(30);
    for scopes_then in [default_scopes(), scopes(&["Directory.ReadWrite.All"])] {
        let result = changed("no-excess-permissions", |facts| {
            facts.granted_roles = seen([surplus()].into());
            facts.tenant_wide_scopes = absent();
            facts.delegated_scopes = seen_at(scopes_then, old);
        });
        let Verdict::Fail(finding) = &result.verdict else {
            panic!("{:?}", result.verdict)
        };
        assert_eq!(finding.arguments["permissions"], OTHER.to_string());
        assert_eq!(result.observed_at, Some(now()));
    }
    let both = changed("no-excess-permissions", |facts| {
        facts.granted_roles = seen([surplus()].into());
        facts.tenant_wide_scopes = absent();
        facts.delegated_scopes = earlier(scopes(&["Directory.ReadWrite.All"]));
    });
    let named = &both.verdict.finding().unwrap().arguments["permissions"];
    assert!(named.contains("Directory.ReadWrite.All"), "{named}");
    assert_eq!(both.evidence.len(), 2);
}
