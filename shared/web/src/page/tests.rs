//! Every page with sample values, as a reader gets it. The snapshots are read as code.

use super::*;

mod system_user;
use domain::{
    aadsts::{Actor, Cause},
    cloud::Cloud,
    customer::Language,
    flow::{Notice, Sealed, SignedIn},
    ids::{ClientId, ObjectId, TenantId},
    permission::Manifest,
    registration::{Approval, Lifecycle, Pinned, Seen, Tenant},
    verification::{
        catalogue::CATALOGUE,
        facts::{Evidence, Organization},
        guidance::Place,
        report::{CheckResult, Report},
        verdict::{Finding, Unobserved, Verdict},
    },
};
use http::header::REFRESH;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// A page without the hashes in its assets' names, which change with every colour.
fn stable(page: &str) -> String {
    let mut rest = page;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("/connect/assets/") {
        let (stem, after) = after.split_once('.').unwrap();
        let (_, after) = after.split_once('.').unwrap();
        text.push_str(before);
        text.extend(["/connect/assets/", stem, ".HASH."]);
        rest = after;
    }
    text + rest
}

const TOKEN: &str = "tokentokentokentokentokentokentokentokentok";
const HOSTILE: &str = "<b>Con\u{202E}toso</b> & \"Söhne\" {{1}}";

fn frame() -> Frame<'static> {
    Frame {
        words: Words::of(Language::En),
        app: "Cooperlink Cloud",
        support: "support@cooperlink.example",
    }
}

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

fn tenant() -> Tenant {
    Tenant {
        id: TenantId::from_uuid(Uuid::from_u128(7)),
        name: HOSTILE.to_owned(),
        domain: Some("contoso.example".to_owned()),
        administrator: ObjectId::from_uuid(Uuid::from_u128(8)),
    }
}

fn evidence() -> Evidence {
    Evidence {
        request: "GET /v1.0/servicePrincipals".to_owned(),
        status: Some(200),
        error_code: None,
        request_id: Some("request-7".to_owned()),
        at: now(),
    }
}

fn signed_in(directory_roles: Option<Vec<String>>) -> SignedIn {
    SignedIn {
        tenant: tenant(),
        pinned: Pinned::ByDomain,
        login_hint: Sealed(String::new()),
        directory_roles,
        organization: Seen {
            value: Organization {
                id: tenant().id,
                verified_domains: ["contoso.example".to_owned()].into(),
            },
            evidence: evidence(),
        },
    }
}

fn consented(approval: Approval) -> Lifecycle {
    Lifecycle::Consented {
        tenant: tenant(),
        approval,
        consented_at: now(),
    }
}

fn connected() -> Lifecycle {
    Lifecycle::Connected {
        tenant: tenant(),
        approval: Approval::NotNeeded,
        consented_at: now(),
        connected_at: now(),
    }
}

fn report(verdict: impl Fn(usize) -> Verdict) -> Report {
    let results = CATALOGUE
        .iter()
        .enumerate()
        .map(|(position, check)| CheckResult {
            check: check.id.to_owned(),
            subject: None,
            verdict: verdict(position),
            observed_at: Some(now()),
            evidence: vec![evidence()],
        })
        .collect();
    Report {
        checked_at: now(),
        results,
        changes: Vec::new(),
    }
}

fn of_every_kind() -> Report {
    report(|position| match position {
        0 => Verdict::Pass,
        1 => Verdict::Fail(Finding::new("app-disabled", "Cooperlink is switched off")),
        2 => Verdict::Waiting(Finding::new("on-its-way", "not granted: <i>Mail.Send</i>")),
        3 => Verdict::NotApplicable(Finding::new("not-asked", "no domain was given")),
        _ => Verdict::Unknown(Unobserved::MicrosoftUnavailable),
    })
}

fn result<'a>(
    lifecycle: &'a Lifecycle,
    tenant: &'a Tenant,
    report: Option<&'a Report>,
) -> ResultPage<'a> {
    ResultPage {
        frame: frame(),
        token: TOKEN,
        form_token: "form",
        customer: HOSTILE,
        tenant,
        lifecycle,
        report,
        checked_at: Some(now()),
        return_url: Some("https://app.cooperlink.example/back"),
        system_user: None,
        notice: None,
        place: Place::new(
            &Cloud::Global,
            ClientId::from_uuid(Uuid::from_u128(1)),
            tenant.id,
            Some(ObjectId::from_uuid(Uuid::from_u128(3))),
        ),
        now: now(),
    }
}

fn other_account() -> Notice {
    Notice::OtherAccount {
        signed_in_as: HOSTILE.to_owned(),
        expected: "cooperlink@contoso.example".to_owned(),
    }
}

fn all_pass() -> Report {
    report(|_| Verdict::Pass)
}

#[test]
fn start_page() {
    let page = StartPage {
        frame: frame(),
        token: TOKEN,
        customer: HOSTILE,
        lifecycle: &Lifecycle::Invited,
        manifest: &Manifest::default(),
        notice: Some(&Notice::Refused {
            code: Some("50105".to_owned()),
            correlation_id: Some("correlation-1".to_owned()),
        }),
    };
    insta::assert_snapshot!(stable(page.respond("request-1").body()));
}

#[test]
fn confirm_page() {
    let signed_in = signed_in(Some(Vec::new()));
    let page = ConfirmPage {
        frame: frame(),
        token: TOKEN,
        form_token: "form",
        customer: HOSTILE,
        signed_in: &signed_in,
        notice: None,
    };
    insta::assert_snapshot!(stable(page.respond("request-1").body()));
}

#[test]
fn result_page() {
    let (lifecycle, tenant, report) = (connected(), tenant(), of_every_kind());
    let page = result(&lifecycle, &tenant, Some(&report));
    insta::assert_snapshot!(stable(page.respond("request-1").body()));
}

#[test]
fn departure_page() {
    let location = Url::parse("https://login.microsoftonline.com/x?state=a&scope=b").unwrap();
    let response = DeparturePage {
        frame: frame(),
        location: &location,
    }
    .respond("request-1");
    assert_eq!(
        response.headers()[REFRESH],
        "0;url=https://login.microsoftonline.com/x?state=a&scope=b"
    );
    insta::assert_snapshot!(stable(response.body()));
}

#[test]
fn message_pages() {
    for message in Message::ALL {
        let response = MessagePage {
            frame: frame(),
            message,
            token: None,
        }
        .respond("request-1");
        let text = format!("{}\n{}", response.status(), stable(response.body()));
        insta::assert_snapshot!(format!("message_{message:?}"), text);
    }
}

#[test]
fn what_the_result_page_says_first() {
    let (tenant, pass, mixed) = (tenant(), all_pass(), of_every_kind());
    let failed = report(|_| Verdict::Fail(Finding::new("x", "y")));
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
        (&connected(), Some(&failed), "Something has to be mended"),
        (
            &waiting,
            Some(&pass),
            "Approved by you, waiting for Cooperlink",
        ),
        (&approved, Some(&unread), "Not everything could be checked"),
        (&connected(), Some(&unread), "Connected so far"),
        (&connected(), Some(&pass), "Connected"),
    ] {
        let response = result(lifecycle, &tenant, report).respond("request-1");
        assert!(
            response.body().contains(&format!("<h1>{heading}</h1>")),
            "{heading}"
        );
    }
}

#[test]
fn the_result_page_offers_what_helps_and_says_nothing_twice() {
    let (lifecycle, tenant) = (connected(), tenant());
    let pending = Notice::ProofPending;
    let only = |failing: &'static str| {
        let mut report = all_pass();
        for result in &mut report.results {
            if result.check == failing {
                result.verdict = Verdict::Fail(Finding::new("x", "y"));
            }
        }
        let mut page = result(&lifecycle, &tenant, Some(&report));
        page.notice = Some(&pending);
        page.respond("r").into_body()
    };
    assert!(only("application-permissions").contains("Approve again"));
    assert!(!only("user-access").contains("Approve again"));
    assert!(!only("user-access").contains("has not confirmed everything"));
}

#[test]
fn the_result_page_looks_again_only_while_something_is_coming_and_not_for_ever() {
    let (lifecycle, tenant, pass) = (connected(), tenant(), all_pass());
    let refresh = |report, minutes| {
        let mut page = result(&lifecycle, &tenant, report);
        page.now = now() + SignedDuration::from_mins(minutes);
        page.respond("request-1")
            .headers()
            .get(REFRESH)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    assert_eq!(refresh(None, 0).as_deref(), Some("3"));
    assert_eq!(refresh(None, 30).as_deref(), Some("20"));
    assert_eq!(refresh(None, 61), None);
    assert_eq!(refresh(Some(&pass), 0), None);
}

#[test]
fn t34_hostile_names_are_text_on_every_page() {
    let (lifecycle, tenant, mixed) = (connected(), tenant(), of_every_kind());
    let signed_in = signed_in(None);
    let pages = [
        StartPage {
            frame: frame(),
            token: TOKEN,
            customer: HOSTILE,
            lifecycle: &lifecycle,
            manifest: &Manifest::default(),
            notice: None,
        }
        .respond("r"),
        ConfirmPage {
            frame: frame(),
            token: TOKEN,
            form_token: "form",
            customer: HOSTILE,
            signed_in: &signed_in,
            notice: None,
        }
        .respond("r"),
        result(&lifecycle, &tenant, Some(&mixed)).respond("r"),
    ];
    for page in pages {
        let body = page.body();
        assert!(!body.contains("<b>") && !body.contains("<i>") && !body.contains('\u{202E}'));
        assert!(
            body.contains("<bdi>&#60;b&#62;Contoso&#60;/b&#62;"),
            "{body}"
        );
    }
}

#[test]
fn every_notice_check_and_finding_has_its_words() {
    for notice in [
        Notice::Declined,
        Notice::SignInCancelled,
        Notice::WrongTenant,
        Notice::PersonalAccount,
        Notice::TenantTaken,
        Notice::TenantMismatch,
        Notice::ApprovalRequired,
        Notice::ProofPending,
        Notice::MicrosoftUnavailable,
        Notice::OurFault,
        Notice::Refused {
            code: None,
            correlation_id: None,
        },
        other_account(),
        Notice::AccountElsewhere,
        Notice::GuestAccount,
        Notice::NotKeptSignedIn,
        Notice::ReplacementNotAgreed,
        Notice::NotSaved,
        Notice::StartAgain,
    ] {
        let id = notice::id(&notice);
        for part in ["heading", "text", "what-to-do"] {
            let key = format!("notice-{id}-{part}");
            assert!(frame().words.find(&key, []).is_some(), "{key}");
        }
    }
    for check in &CATALOGUE {
        let key = format!("check-{}", check.id);
        assert!(frame().words.find(&key, []).is_some(), "{key}");
        for code in check.findings() {
            let key = format!("finding-{code}");
            assert!(frame().words.find(&key, []).is_some(), "{key}");
        }
    }
    for actor in [
        Actor::Administrator,
        Actor::User,
        Actor::Operator,
        Actor::Retry,
    ] {
        let key = format!("acts-{}", actor.id());
        assert!(frame().words.find(&key, []).is_some(), "{key}");
    }
    for cause in Cause::all() {
        for part in ["heading", "text", "what-to-do"] {
            let key = format!("notice-refused-{}-{part}", cause.id());
            assert!(frame().words.find(&key, []).is_some(), "{key}");
        }
    }
    for lifecycle in [
        Lifecycle::Invited,
        connected(),
        consented(Approval::Waiting),
    ] {
        let key = format!("steps-{}", lifecycle.stage().replace('_', "-"));
        assert!(frame().words.find(&key, []).is_some(), "{key}");
    }
}

#[test]
fn links_into_portals_are_called_by_what_they_open() {
    let cloud = Cloud::Global;
    let place = Place::new(
        &cloud,
        ClientId::from_uuid(Uuid::from_u128(1)),
        tenant().id,
        Some(ObjectId::from_uuid(Uuid::from_u128(3))),
    )
    .with_system_user(Some(ObjectId::from_uuid(Uuid::from_u128(4))));
    let text = "- {portal:Users}\n- {user-page}\n- {licences-page}\n- {conditional-access}\n- https://x.example/\n";
    let labels: Vec<_> = domain::verification::guidance::guidance(text, Some(&place), None)
        .lines()
        .map(|line| frame().link_label(line.trim_start_matches("- ")))
        .collect();
    assert_eq!(
        labels,
        [
            "Open “Users and groups” in the Microsoft Entra admin center",
            "Open the system user in the Microsoft Entra admin center",
            "Open “Licenses and apps” in the Microsoft 365 admin center",
            "Open the policies of Conditional Access in the Microsoft Entra admin center",
            "https://x.example/",
        ]
    );
}

#[test]
fn pages_weigh_little() {
    let (lifecycle, tenant, mixed) = (connected(), tenant(), of_every_kind());
    let body = result(&lifecycle, &tenant, Some(&mixed)).respond("r");
    assert!(body.body().len() < 28 * 1024, "{} bytes", body.body().len());
}
