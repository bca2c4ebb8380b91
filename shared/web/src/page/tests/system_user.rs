//! The pages of the system user, and the card on the administrator's page.

use super::*;
use domain::{
    customer::{Customer, CustomerId, CustomerName, Plan, UserPrincipalName},
    ids::RegistrationId,
    registration::{Observations, Registration, SystemUserConnection},
};

/// The most hostile name that the API takes.
const ACCOUNT: &str = "$o'brien&co{1}@contoso.example";
/// What the page makes of it.
const ESCAPED: &str = "<bdi>$o&#39;brien&#38;co{1}@contoso.example</bdi>";

fn registration(lifecycle: Lifecycle, account: Option<&str>) -> Registration {
    Registration {
        id: RegistrationId::from_uuid(Uuid::nil()),
        version: 1,
        customer: Customer {
            id: CustomerId::try_from("contoso".to_owned()).unwrap(),
            name: CustomerName::try_from("<b>Contoso</b> & \"Söhne\"".to_owned()).unwrap(),
            plan: Plan::Boost,
        },
        expected_domain: None,
        language: Language::En,
        system_user: account.map(|name| UserPrincipalName::try_from(name.to_owned()).unwrap()),
        sites: Vec::new(),
        return_url: None,
        lifecycle,
        observations: Observations::default(),
        system_user_connection: None,
        created_at: now(),
        updated_at: now(),
    }
}

fn connection(connected_at: Timestamp) -> SystemUserConnection {
    SystemUserConnection {
        object_id: ObjectId::from_uuid(Uuid::from_u128(5)),
        subject: "subject".to_owned(),
        user_principal_name: HOSTILE.to_owned(),
        connected_at,
        secret_version: "canary-version".to_owned(),
        secret_written_at: connected_at,
    }
}

fn failing(check: &'static str) -> Report {
    let mut report = all_pass();
    report.results.retain(|result| result.check != check);
    report.results.push(CheckResult {
        check: check.to_owned(),
        subject: None,
        verdict: Verdict::Fail(Finding::new("x", "y")),
        observed_at: Some(now()),
        evidence: Vec::new(),
    });
    report
}

fn page(
    registration: &Registration,
    report: Option<&Report>,
    notice: Option<&Notice>,
    is_looking: bool,
) -> http::Response<String> {
    let manifest = Manifest::default();
    SystemUserPage {
        frame: frame(),
        token: TOKEN,
        registration,
        manifest: &manifest,
        report,
        is_looking,
        notice,
    }
    .respond("request-1")
}

fn body(registration: &Registration, report: Option<&Report>) -> String {
    page(registration, report, None, false).into_body()
}

#[test]
fn system_user_page() {
    let registration = registration(connected(), Some(ACCOUNT));
    let notice = other_account();
    let page = page(&registration, None, Some(&notice), false);
    insta::assert_snapshot!(stable(page.body()));
}

#[test]
fn system_user_page_of_an_account_that_is_not_assigned() {
    let registration = registration(connected(), Some(ACCOUNT));
    let report = failing("user-access");
    let page = page(&registration, Some(&report), None, true);
    assert_eq!(
        page.headers()[REFRESH],
        format!("10;url=/connect/{TOKEN}").as_str()
    );
    insta::assert_snapshot!(stable(page.body()));
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
    let (lifecycle, tenant, report) = (connected(), tenant(), failing("user-access"));
    let notice = other_account();
    let mut page = result(&lifecycle, &tenant, Some(&report));
    page.system_user = Some(SystemUserCard {
        account: ACCOUNT,
        connection: None,
    });
    page.notice = Some(&notice);
    let body = page.respond("request-1").into_body();
    let card = body.split_once("<h2>What was checked</h2>").unwrap().0;
    insta::assert_snapshot!(stable(card));
}

#[test]
fn nobody_signs_in_before_an_administrator_approved_or_an_account_is_named() {
    let unapproved = body(&registration(Lifecycle::Invited, Some(ACCOUNT)), None);
    assert!(unapproved.contains("has to approve Cooperlink Cloud first"));
    assert!(!unapproved.contains("<form"));
    let unnamed = body(&registration(connected(), None), None);
    assert!(unnamed.contains("has not been told yet which account this is"));
    assert!(!unnamed.contains("<form"));
    let ready = body(&registration(connected(), Some(ACCOUNT)), None);
    assert!(ready.contains(&format!("action=\"/connect/{TOKEN}/system-user\"")));
}

#[test]
fn t28_the_system_users_page_shows_nothing_of_the_tenant() {
    let registration = Registration {
        system_user_connection: Some(connection(now())),
        ..registration(connected(), Some(ACCOUNT))
    };
    for report in [None, Some(&failing("user-access")), Some(&of_every_kind())] {
        let body = body(&registration, report);
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
    let stopped = body(&registration, Some(&failing("user-access")));
    assert!(stopped.contains("would stop this account on its own page"));
    assert!(stopped.contains("Continue anyway"));
    assert!(stopped.contains("system-user/check"));
    let unread = report(|_| Verdict::Unknown(Unobserved::MicrosoftUnavailable));
    for other in [Some(&unread), Some(&all_pass()), None] {
        let body = body(&registration, other);
        assert!(!body.contains("would stop this account"));
        assert!(!body.contains("system-user/check"));
    }
}

#[test]
fn the_page_looks_again_only_while_a_check_is_under_way() {
    let registration = registration(connected(), Some(ACCOUNT));
    let stopped = failing("user-access");
    for (report, is_looking) in [(Some(&stopped), false), (None, true)] {
        let page = page(&registration, report, None, is_looking);
        assert!(page.headers().get(REFRESH).is_none());
    }
}

#[test]
fn the_card_says_how_the_account_stands() {
    let (lifecycle, tenant) = (connected(), tenant());
    let connection = connection(now());
    let card = |connection, report: &Report| {
        let mut page = result(&lifecycle, &tenant, Some(report));
        page.system_user = Some(SystemUserCard {
            account: ACCOUNT,
            connection,
        });
        page.respond("r").into_body()
    };
    let missing = card(None, &all_pass());
    assert!(missing.contains("Connect the system user now") && missing.contains(ESCAPED));
    assert!(missing.contains("Cooperlink can send that person a link"));
    let fine = card(Some(&connection), &all_pass());
    assert!(fine.contains("This account is connected") && !fine.contains("send that person"));
    let ended = card(Some(&connection), &failing("system-user-connected"));
    assert!(ended.contains("no longer lets this account in"));
    let mut older = failing("system-user-connected");
    older.checked_at = now() - SignedDuration::from_secs(1);
    assert!(card(Some(&connection), &older).contains("This account is connected"));
    // Whoever is in already is not stopped.
    let unassigned = card(Some(&connection), &failing("user-access"));
    assert!(!unassigned.contains("would stop this account"));
    assert!(
        !result(&lifecycle, &tenant, None)
            .respond("r")
            .body()
            .contains("system-user")
    );
}

#[test]
fn t34_results_name_their_subject_as_text() {
    let (lifecycle, tenant) = (connected(), tenant());
    let mut report = all_pass();
    report.results[0].subject = Some(HOSTILE.to_owned());
    let body = result(&lifecycle, &tenant, Some(&report))
        .respond("r")
        .into_body();
    assert!(body.contains("<p class=\"subject\"><bdi>&#60;b&#62;Contoso&#60;/b&#62;"));
    assert!(!body.contains("<b>") && !body.contains('\u{202E}'));
}

#[test]
fn t34_the_account_that_signed_in_is_text_on_both_pages() {
    let registration = registration(connected(), Some(ACCOUNT));
    let (lifecycle, tenant, notice) = (connected(), tenant(), other_account());
    let mut administrators = result(&lifecycle, &tenant, None);
    administrators.notice = Some(&notice);
    for body in [
        page(&registration, None, Some(&notice), false).into_body(),
        administrators.respond("r").into_body(),
    ] {
        assert!(!body.contains("<b>") && !body.contains('\u{202E}'));
        assert!(body.contains("<dt>Signed in</dt><dd><bdi>&#60;b&#62;Contoso"));
        assert!(body.contains("<dt>Has to sign in</dt><dd><bdi>cooperlink@contoso.example</bdi>"));
    }
}
