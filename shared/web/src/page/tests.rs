//! Every page with sample values, as a reader gets it. The snapshots are read as code.

use super::*;

mod failures;
mod languages;
mod system_user;

use domain::{
    aadsts::{Actor, Cause},
    cloud::Cloud,
    customer::{Customer, CustomerId, CustomerName, Language, Plan, UserPrincipalName},
    flow::{Notice, Sealed, SignedIn},
    ids::{ClientId, ObjectId, RegistrationId, TenantId},
    permission::Manifest,
    registration::{Approval, Lifecycle, Observations, Pinned, Registration, Seen, Tenant},
    verification::{
        catalogue::CATALOGUE,
        facts::{Evidence, Organization},
        guidance::{Guidance, Place},
        report::{CheckResult, Report},
        verdict::{Finding, Unobserved, Verdict},
    },
};
use http::header::REFRESH;
use jiff::{SignedDuration, Timestamp};
use std::sync::LazyLock;
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

static CODE: LazyLock<SupportCode> = LazyLock::new(|| "7K3M-9Q2P".parse().unwrap());

fn frame() -> Frame<'static> {
    Frame {
        words: Words::of(Language::En),
        is_chosen: false,
        path: Some(""),
        app: "Cooperlink Cloud",
        support: "support@cooperlink.example",
        support_code: Some(&CODE),
    }
}

fn address() -> Url {
    Url::parse(&format!(
        "https://registration.cooperlink.example/connect/{TOKEN}"
    ))
    .unwrap()
}

/// The most hostile name that the API takes.
const CUSTOMER: &str = "<b>Contoso</b> & \"Söhne\" {{1}}";

fn registration(lifecycle: Lifecycle, account: Option<&str>) -> Registration {
    Registration {
        id: RegistrationId::from_uuid(Uuid::nil()),
        version: 1,
        support_code: "7K3M-9Q2P".parse().unwrap(),
        customer: Customer {
            id: CustomerId::try_from("contoso".to_owned()).unwrap(),
            name: CustomerName::try_from(CUSTOMER.to_owned()).unwrap(),
            plan: Plan::Boost,
        },
        expected_domain: None,
        language: Language::En,
        system_user: account.map(|name| UserPrincipalName::try_from(name.to_owned()).unwrap()),
        sites: Vec::new(),
        requester: None,
        meeting_at: None,
        consented_through: None,
        return_url: Some("https://app.cooperlink.example/back".to_owned()),
        lifecycle,
        observations: Observations::default(),
        system_user_connection: None,
        created_at: now(),
        updated_at: now(),
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
        administrator_name: None,
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
    registration: &'a Registration,
    tenant: &'a Tenant,
    report: Option<&'a Report>,
) -> ResultPage<'a> {
    ResultPage {
        frame: frame(),
        token: TOKEN,
        form_token: "form",
        journey: Journey {
            registration,
            report,
        },
        is_checking: false,
        tenant,
        approved_by: Some("anna@contoso.example"),
        checked_at: Some(now()),
        notice: None,
        place: place(tenant),
        now: now(),
    }
}

fn place(tenant: &Tenant) -> Place<'static> {
    Place::new(
        &Cloud::Global,
        ClientId::from_uuid(Uuid::from_u128(1)),
        tenant.id,
        Some(ObjectId::from_uuid(Uuid::from_u128(3))),
    )
}

fn start(frame: Frame<'static>, registration: &Registration) -> String {
    start_page_of(frame, registration, false)
}

fn start_page_of(frame: Frame<'static>, registration: &Registration, is_stuck: bool) -> String {
    let (address, booking) = (address(), Url::parse("https://booking.example/").unwrap());
    let page = StartPage {
        frame,
        token: TOKEN,
        address: &address,
        journey: Journey {
            registration,
            report: None,
        },
        requester: Some(HOSTILE),
        manifest: &Manifest::default(),
        publisher: Some("Cooperlink SA"),
        login_origin: Cloud::Global.login_origin(),
        meeting: Meeting {
            booking: Some(&booking),
            at: None,
        },
        is_stuck,
    };
    page.respond("request-1").into_body()
}

fn confirm(frame: Frame<'static>, registration: &Registration, roles: Option<&[&str]>) -> String {
    let roles = roles.map(|roles| roles.iter().map(|role| (*role).to_owned()).collect());
    let page = ConfirmPage {
        frame,
        token: TOKEN,
        form_token: "form",
        address: &address(),
        journey: Journey {
            registration,
            report: None,
        },
        signed_in: &signed_in(roles),
        cloud: &Cloud::Global,
    };
    page.respond("request-1").into_body()
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
    let registration = registration(Lifecycle::Invited, None);
    insta::assert_snapshot!(stable(&start(frame(), &registration)));
}

#[test]
fn whoever_comes_back_without_an_answer_is_told_why_that_may_be() {
    let registration = registration(Lifecycle::Invited, None);
    let stuck = start_page_of(frame(), &registration, true);
    assert!(stuck.contains("Did Microsoft keep you on its own page?"));
    assert!(stuck.contains("id=\"forward\" open"));
    assert!(!start(frame(), &registration).contains("Did Microsoft keep you"));
}

#[test]
fn confirm_page() {
    let registration = registration(signed_in_stage(), None);
    insta::assert_snapshot!(stable(&confirm(frame(), &registration, Some(&[]))));
}

fn signed_in_stage() -> Lifecycle {
    Lifecycle::SignedIn {
        tenant: tenant(),
        signed_in_at: now(),
    }
}

const GLOBAL_ADMINISTRATOR: &str = "62e90394-69f5-4237-9190-012177145e10";
const APPLICATION_ADMINISTRATOR: &str = "9B895D92-2CD3-44C7-9D02-A6AC2D5EA5C3";

#[test]
fn the_role_coach_names_what_it_sees_and_never_blocks() {
    let registration = registration(signed_in_stage(), None);
    let page = |roles: Option<&[&str]>| confirm(frame(), &registration, roles);
    let enough = page(Some(&[APPLICATION_ADMINISTRATOR, GLOBAL_ADMINISTRATOR]));
    assert!(
        enough.contains("it may approve: Global Administrator."),
        "{enough}"
    );
    assert!(!enough.contains("Check my role again") && !enough.contains("id=\"forward\""));
    let little = page(Some(&[
        APPLICATION_ADMINISTRATOR,
        "ffffffff-0000-0000-0000-000000000000",
    ]));
    assert!(little.contains("on your account: Application Administrator."));
    let none = page(Some(&[]));
    assert!(none.contains("We see no administrator role"));
    for doubtful in [&little, &none] {
        assert!(doubtful.contains("You can go on in any case"));
        assert!(doubtful.contains("Check my role again") && doubtful.contains("id=\"forward\""));
        assert!(doubtful.contains("https://entra.microsoft.com/#view/Microsoft_Azure_PIMCommon"));
    }
    assert!(page(None).contains("could not be read just now"));
    for any in [enough, little, none, page(None)] {
        assert!(any.contains("Continue to Microsoft’s approval page"));
    }
}

#[test]
fn result_page() {
    let (registration, tenant, report) =
        (registration(connected(), None), tenant(), of_every_kind());
    let page = result(&registration, &tenant, Some(&report));
    insta::assert_snapshot!(stable(page.respond("request-1").body()));
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
fn permissions_page() {
    let page = PermissionsPage {
        frame: frame(),
        token: TOKEN,
        customer: HOSTILE,
        publisher: Some("Cooperlink SA"),
        client_id: ClientId::from_uuid(Uuid::from_u128(1)),
        manifest: &Manifest::default(),
    };
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
        let registration = registration(lifecycle.clone(), None);
        let response = result(&registration, &tenant, report).respond("request-1");
        assert!(
            response.body().contains(&format!("<h1>{heading}</h1>")),
            "{heading}"
        );
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
                result.verdict = Verdict::Fail(Finding::new("x", "y"));
            }
        }
        let mut page = result(&registration, &tenant, Some(&report));
        page.notice = Some(&pending);
        page.respond("r").into_body()
    };
    assert!(only("application-permissions").contains("Approve again"));
    assert!(!only("user-access").contains("Approve again"));
    assert!(!only("user-access").contains("has not confirmed everything"));
}

#[test]
fn the_result_page_looks_again_only_while_something_is_coming_and_not_for_ever() {
    let (registration, tenant, pass) = (registration(connected(), None), tenant(), all_pass());
    let seconds = |report, minutes, is_checking| {
        let mut page = result(&registration, &tenant, report);
        page.now = now() + SignedDuration::from_mins(minutes);
        page.is_checking = is_checking;
        let body = page.respond("request-1").into_body();
        let with_script = body
            .split_once("data-look-again=\"")
            .map(|(_, rest)| rest.split('"').next().unwrap().to_owned());
        let without = format!(
            "<noscript><meta http-equiv=\"refresh\" content=\"{};",
            with_script.as_deref().unwrap_or_default()
        );
        assert_eq!(body.contains(&without), with_script.is_some());
        with_script
    };
    assert_eq!(seconds(None, 0, false).as_deref(), Some("3"));
    assert_eq!(seconds(None, 30, false).as_deref(), Some("20"));
    assert_eq!(seconds(None, 61, false), None);
    assert_eq!(seconds(Some(&pass), 0, false), None);
    assert_eq!(seconds(Some(&pass), 0, true).as_deref(), Some("3"));
}

#[test]
fn what_was_found_stays_while_it_is_checked_again() {
    let (registration, tenant, report) =
        (registration(connected(), None), tenant(), of_every_kind());
    let mut page = result(&registration, &tenant, Some(&report));
    page.is_checking = true;
    let body = page.respond("r").into_body();
    assert!(body.contains("We are checking again") && body.contains("id=\"app-enabled\""));
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
    assert_eq!(
        count("name=\"check\""),
        of("fail") + of("waiting") + of("unknown")
    );
    assert!(body.contains("<input type=\"hidden\" name=\"check\" value=\"app-enabled\">"));
}

#[test]
fn the_steps_tick_what_is_done_and_say_where_the_reader_is() {
    let marks = |body: &str| {
        let steps = body.split_once("<ol class=\"steps\">").unwrap().1;
        let steps = steps.split_once("</ol>").unwrap().0;
        steps
            .split("<li class=\"")
            .skip(1)
            .map(|step| step.split('"').next().unwrap().trim().to_owned())
            .collect::<Vec<_>>()
    };
    let invited = registration(Lifecycle::Invited, None);
    assert_eq!(
        marks(&start(frame(), &invited)),
        ["current", "", "", "", "", ""]
    );
    let signed_in = registration(signed_in_stage(), None);
    assert_eq!(
        marks(&confirm(frame(), &signed_in, None)),
        ["done", "done", "current", "", "", ""]
    );
    let (tenant, pass) = (tenant(), all_pass());
    let of = |registration: &Registration, report| {
        marks(result(registration, &tenant, report).respond("r").body())
    };
    let approved = registration(connected(), Some("a@contoso.example"));
    assert_eq!(
        of(&approved, None),
        ["done", "done", "current done", "", "", ""]
    );
    assert_eq!(
        of(&approved, Some(&pass)),
        ["done", "done", "done", "current", "done", ""]
    );
    let connected = Registration {
        system_user_connection: Some(system_user::connection(now())),
        ..approved
    };
    assert_eq!(
        of(&connected, Some(&pass)),
        ["done", "done", "done", "done", "done", "current done"]
    );
    let unassigned = system_user::failing("user-access");
    assert_eq!(
        of(&connected, Some(&unassigned)),
        ["done", "done", "done", "done", "current", ""]
    );
}

#[test]
fn t28_before_a_sign_in_nothing_of_the_tenant_shows() {
    for lifecycle in [signed_in_stage(), consented(Approval::Waiting), connected()] {
        let registration = Registration {
            system_user_connection: Some(system_user::connection(now())),
            ..registration(lifecycle, Some("cooperlink@contoso.example"))
        };
        let body = start(frame(), &registration);
        for hidden in [
            tenant().id.to_string(),
            "contoso.example".to_owned(),
            "canary".to_owned(),
        ] {
            assert!(!body.contains(&hidden), "{hidden}: {body}");
        }
    }
}

#[test]
fn t34_hostile_names_are_text_on_every_page() {
    let (registration, tenant, mixed) =
        (registration(connected(), None), tenant(), of_every_kind());
    let pages = [
        start(frame(), &registration),
        confirm(frame(), &registration, None),
        result(&registration, &tenant, Some(&mixed))
            .respond("r")
            .into_body(),
    ];
    for body in pages {
        assert!(!body.contains("<b>") && !body.contains("<i>") && !body.contains('\u{202E}'));
        assert!(
            body.contains("<bdi>&#60;b&#62;Contoso&#60;/b&#62;"),
            "{body}"
        );
    }
}

#[test]
fn t36_a_ready_mail_holds_names_as_text_of_one_line() {
    let registration = registration(Lifecycle::Invited, None);
    let body = start(frame(), &registration);
    let mails: Vec<_> = body.split("href=\"mailto:?").skip(1).collect();
    assert_eq!(mails.len(), Language::ALL.len());
    for (mail, language) in mails.iter().zip(Language::ALL) {
        let link = mail.split('"').next().unwrap();
        assert!(
            link.contains(&format!("%3Flang%3D{}", language.tag())),
            "{link}"
        );
        assert!(link.contains("%3Cb%3EContoso%3C%2Fb%3E%20%26%20"), "{link}");
        assert_eq!(
            link.matches('&').count(),
            "&body=".matches('&').count(),
            "{link}"
        );
    }
}

const TEXT: &str = "- {portal:Users}\n- {user-page}\n- {licences-page}\n- {conditional-access}\n- https://x.example/\n";
const GUIDANCE: Guidance = Guidance {
    en: TEXT,
    fr: TEXT,
    nl: TEXT,
    de: TEXT,
};

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
    let labels: Vec<_> =
        domain::verification::guidance::guidance(&GUIDANCE, Language::En, Some(&place), None)
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

/// Bytes that a page may weigh with its style sheet, script and icon.
const HEAVIEST: usize = 40 * 1024;

#[test]
fn pages_weigh_little() {
    let assets: usize = [
        crate::assets::style_path(),
        crate::assets::script_path(),
        crate::assets::icon_path(),
    ]
    .iter()
    .map(|path| {
        let name = path.rsplit('/').next().unwrap();
        crate::assets::find(name, "r").unwrap().body().len()
    })
    .sum();
    let (registration, tenant, mixed) =
        (registration(connected(), None), tenant(), of_every_kind());
    for language in Language::ALL {
        let frame = Frame {
            words: Words::of(language),
            ..frame()
        };
        let mut page = result(&registration, &tenant, Some(&mixed));
        page.frame = frame;
        for body in [page.respond("r").into_body(), start(frame, &registration)] {
            let weight = body.len() + assets;
            assert!(weight < HEAVIEST, "{language:?}: {weight} bytes");
        }
    }
}
