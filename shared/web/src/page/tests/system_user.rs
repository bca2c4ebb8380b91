//! The pages of the system user, and the card on the administrator's page.

use super::*;
use domain::registration::SystemUserConnection;

/// The most hostile name that the API accepts.
const ACCOUNT: &str = "$o'brien&co{1}@contoso.example";
/// The name as the page escapes it.
const ESCAPED: &str = "<bdi>$o&#39;brien&#38;co{1}@contoso.example</bdi>";

pub(super) fn connection(connected_at: Timestamp) -> SystemUserConnection {
    SystemUserConnection {
        object_id: ObjectId::from_uuid(Uuid::from_u128(5)),
        subject: "subject".to_owned(),
        user_principal_name: HOSTILE.to_owned(),
        connected_at,
        claims: None,
        secret_version: "canary-version".to_owned(),
        secret_written_at: connected_at,
    }
}

pub(super) fn failing(check: &'static str) -> Report {
    let mut report = all_pass();
    let mut codes = find_check(check).unwrap().findings();
    let finding = Finding::new(codes.next().unwrap());
    report.results.retain(|result| result.check != check);
    report.results.push(CheckResult {
        check: check.to_owned(),
        subject: None,
        verdict: Verdict::Fail(finding),
        observed_at: Some(now()),
        last_known: None,
        evidence: Vec::new(),
    });
    report
}

fn body(registration: &Registration, report: Option<&Report>, is_looking: bool) -> String {
    let manifest = Manifest::default();
    let page = SystemUserPage {
        frame: frame(),
        token: TOKEN,
        registration,
        manifest: &manifest,
        report,
        is_kept: false,
        is_looking,
    };
    page.respond("request-1").into_body()
}

#[test]
fn system_user_page() {
    let registration = registration(connected(), Some(ACCOUNT));
    insta::assert_snapshot!(stable(&body(&registration, None, false)));
}

#[test]
fn system_user_page_of_an_account_that_is_not_assigned() {
    let registration = registration(connected(), Some(ACCOUNT));
    let report = failing("user-access");
    let body = body(&registration, Some(&report), true);
    assert!(body.contains("data-look-again=\"10\""));
    insta::assert_snapshot!(stable(&body));
}

#[test]
fn system_user_done_page() {
    let page = SystemUserDonePage {
        frame: frame(),
        customer: HOSTILE,
        account: ACCOUNT,
    };
    let response = page.respond("request-1");
    insta::assert_snapshot!(stable(response.body()));
}

#[test]
fn result_page_with_the_system_user() {
    let registration = registration(connected(), Some(ACCOUNT));
    let (tenant, report, notice) = (tenant(), failing("user-access"), other_account());
    let mut page = result(&registration, &tenant, Some(&report));
    page.notice = Some(&notice);
    let body = page.respond("request-1").into_body();
    let card = body.split_once("<h2>What we checked</h2>").unwrap().0;
    insta::assert_snapshot!(stable(card));
}

#[test]
fn nobody_signs_in_before_an_administrator_approved_or_an_account_is_named() {
    let unapproved = body(
        &registration(Lifecycle::Invited, Some(ACCOUNT)),
        None,
        false,
    );
    assert!(unapproved.contains("has to approve Cooperlink Cloud first"));
    assert!(!unapproved.contains("<form"));
    let unnamed = body(&registration(connected(), None), None, false);
    assert!(unnamed.contains("hasn’t been told yet which account this is"));
    assert!(!unnamed.contains("<form"));
    let ready = body(&registration(connected(), Some(ACCOUNT)), None, false);
    assert!(ready.contains(&format!("action=\"/connect/{TOKEN}/system-user\"")));
}

#[test]
fn t28_the_system_users_page_shows_nothing_of_the_tenant() {
    let registration = Registration {
        system_user_connection: Some(SystemUserConnection {
            user_principal_name: ACCOUNT.to_owned(),
            ..connection(now())
        }),
        ..registration(connected(), Some(ACCOUNT))
    };
    for report in [None, Some(&failing("user-access")), Some(&of_every_kind())] {
        let body = body(&registration, report, false);
        let tenant = tenant();
        for hidden in [
            tenant.id.to_string(),
            "contoso.example</bdi></dd>\n<dt>".to_owned(),
            "Con\u{202E}toso".to_owned(),
            "canary-version".to_owned(),
            "switched off".to_owned(),
        ] {
            assert!(!body.contains(&hidden), "{hidden}");
        }
        assert!(body.contains(ESCAPED), "{body}");
    }
}

#[test]
fn an_account_that_is_not_assigned_is_told_so_first_and_may_go_on() {
    let registration = registration(connected(), Some(ACCOUNT));
    let stopped = body(&registration, Some(&failing("user-access")), false);
    assert!(stopped.contains("would stop this account on its own page"));
    assert!(stopped.contains("Continue anyway"));
    assert!(stopped.contains("system-user/check"));
    let unread = report(|_| Verdict::Unknown(Unobserved::MicrosoftUnavailable));
    for other in [Some(&unread), Some(&all_pass()), None] {
        let body = body(&registration, other, false);
        assert!(!body.contains("would stop this account"));
        assert!(!body.contains("system-user/check"));
    }
}

#[test]
fn the_page_looks_again_only_while_a_check_is_under_way() {
    let registration = registration(connected(), Some(ACCOUNT));
    let stopped = failing("user-access");
    for (report, is_looking) in [(Some(&stopped), false), (None, true)] {
        let body = body(&registration, report, is_looking);
        assert!(!body.contains("data-look-again") && !body.contains("http-equiv"));
    }
}

#[test]
fn the_card_says_how_the_account_stands() {
    let tenant = tenant();
    let card = |connection: Option<SystemUserConnection>, report: &Report| {
        let registration = Registration {
            system_user_connection: connection,
            ..registration(connected(), Some(ACCOUNT))
        };
        result(&registration, &tenant, Some(report))
            .respond("r")
            .into_body()
    };
    let connection = || Some(connection(now()));
    let missing = card(None, &all_pass());
    assert!(missing.contains("Connect the system user now") && missing.contains(ESCAPED));
    assert!(missing.contains(&format!("/connect/{TOKEN}/system-user/link")));
    let fine = card(connection(), &all_pass());
    assert!(fine.contains("This account is connected") && !fine.contains("/system-user/link"));
    let ended = card(connection(), &failing("system-user-connected"));
    assert!(ended.contains("no longer lets this account in"));
    let mut older = failing("system-user-connected");
    older.checked_at = now() - SignedDuration::from_secs(1);
    assert!(card(connection(), &older).contains("This account is connected"));
    // Whoever is in already is not stopped.
    let unassigned = card(connection(), &failing("user-access"));
    assert!(!unassigned.contains("would stop this account"));
    let unnamed = registration(connected(), None);
    let unread = result(&unnamed, &tenant, None).respond("r").into_body();
    assert!(!unread.contains("id=\"system-user\""));
}

#[test]
fn t34_results_name_their_subject_as_text() {
    let (registration, tenant) = (registration(connected(), None), tenant());
    let mut report = all_pass();
    report.results[0].subject = Some(HOSTILE.to_owned());
    let body = result(&registration, &tenant, Some(&report))
        .respond("r")
        .into_body();
    assert!(body.contains("<bdi class=\"quiet\">&#60;b&#62;Contoso&#60;/b&#62;"));
    assert!(!body.contains("<b>") && !body.contains('\u{202E}'));
}

/// A report in which an assignment is required, and it is unknown whether the system user has one.
fn unsure() -> Report {
    let mut report = failing("user-access");
    let absent = Unobserved::IdentityAbsent {
        identity: domain::verification::verdict::Identity::SystemUser,
    };
    report.results.last_mut().unwrap().verdict = Verdict::Unknown(absent);
    report.access = Some(domain::access::AccessSummary {
        is_required: true,
        users: 1,
        groups: 1,
    });
    report
}

/// The first card of the result page for an account that has not been connected.
fn card(report: &Report, has_left: bool, is_kept: bool) -> String {
    let registration = registration(connected(), Some(ACCOUNT));
    let tenant = tenant();
    let page = ResultPage {
        has_left_as_system_user: has_left,
        is_kept,
        ..result(&registration, &tenant, Some(report))
    };
    let body = page.respond("r").into_body();
    let main = body.split_once("<main").unwrap().1;
    main.split_once("<h2>What we checked</h2>")
        .unwrap()
        .0
        .to_owned()
}

const TO_ACCESS: &str = "<a class=\"button\" href=\"/connect/tokentokentokentokentokentokentokentokentok/access\">Assign this account</a>";

#[test]
fn what_nobody_sees_of_the_assignment_is_said_before_the_account_signs_in() {
    let report = partly(unsure());
    let before = card(&report, false, false);
    assert!(before.contains("We can’t see yet whether this one is assigned."));
    assert!(before.contains("<button type=\"submit\">Connect the system user now</button>"));
    assert!(before.contains("See who is assigned") && !before.contains(TO_ACCESS));
}

#[test]
fn an_account_that_microsoft_kept_is_told_why_with_one_button_to_assign_it() {
    let report = partly(unsure());
    for is_kept in [false, true] {
        let kept = card(&report, true, is_kept);
        assert!(
            kept.contains("Did Microsoft turn the system user away?</h1>"),
            "{kept}"
        );
        assert!(kept.contains("AADSTS50105") && kept.contains(TO_ACCESS));
        assert!(kept.contains("class=\"text\">Connect the system user now</button>"));
        assert!(!kept.contains("<button type=\"submit\">"));
    }
}

#[test]
fn an_account_that_was_kept_for_another_reason_tries_once_more() {
    let report = partly(all_pass());
    let kept = card(&report, true, true);
    assert!(kept.contains("Did Microsoft turn the system user away?</h1>"));
    assert!(kept.contains("send its AADSTS number") && !kept.contains("/access\">Assign"));
    assert!(kept.contains("<button type=\"submit\">Connect the system user now</button>"));
    // Going back with the browser is not being kept.
    let back = card(&report, true, false);
    assert!(!back.contains("Did Microsoft"));
    assert!(back.contains("<button type=\"submit\">Connect the system user now</button>"));
}

/// The report with the checks of the system user not run yet.
fn partly(mut report: Report) -> Report {
    let absent = Unobserved::IdentityAbsent {
        identity: domain::verification::verdict::Identity::SystemUser,
    };
    for result in &mut report.results {
        if result.check == "mailbox" || result.check == "system-user-connected" {
            result.verdict = Verdict::Unknown(absent.clone());
        }
    }
    report
}

#[test]
fn the_holder_of_the_account_is_told_what_microsoft_may_have_shown() {
    let registration = registration(connected(), Some(ACCOUNT));
    let manifest = Manifest::default();
    for is_kept in [false, true] {
        let page = SystemUserPage {
            frame: frame(),
            token: TOKEN,
            registration: &registration,
            manifest: &manifest,
            report: None,
            is_kept,
            is_looking: false,
        };
        let body = page.respond("r").into_body();
        assert_eq!(body.contains("AADSTS50105"), is_kept);
        assert!(body.contains(&format!("action=\"/connect/{TOKEN}/system-user\"")));
    }
}

#[test]
fn whoever_left_and_came_back_may_say_that_microsoft_showed_an_error() {
    for left_through in [None, Some(TOKEN)] {
        let frame = Frame {
            left_through,
            ..frame()
        };
        let body = start(frame, &registration(Lifecycle::Invited, None));
        let link = format!("<a href=\"/connect/{TOKEN}/stopped\">Microsoft showed me an error</a>");
        assert_eq!(body.contains(&link), left_through.is_some());
    }
}
