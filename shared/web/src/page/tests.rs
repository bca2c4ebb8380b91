//! Every page with sample values, as a reader gets it. Reviewers read the snapshots as code.

use super::*;

mod access;
mod buttons;
mod colleague;
mod disconnect;
mod ended;
mod failures;
mod languages;
mod loading;
mod looking;
mod mails;
mod result;
mod samples;
mod services;
mod system_user;
mod upgrade;

use app::browser::AwaitedRun;
use domain::{
    aadsts::{Actor, Cause},
    brand::{Brand, Shades},
    cloud::Cloud,
    customer::{
        Customer, CustomerId, CustomerName, Language, Metadata, Plan, Site, UserPrincipalName,
    },
    flow::{Notice, SealedValue, SignedIn},
    ids::{ClientId, ObjectId, RegistrationId, TenantId},
    permission::Manifest,
    registration::{Approval, Lifecycle, Observation, Observations, Pinning, Registration, Tenant},
    verification::{
        catalogue::{CATALOGUE, Severity, find_check},
        facts::{Evidence, Organization},
        report::{CheckResult, Report},
        verdict::{Finding, Unobserved, Verdict},
    },
};
use http::header::REFRESH;
use jiff::{SignedDuration, Timestamp};
use samples::*;
use std::{collections::BTreeSet, sync::LazyLock};
use uuid::Uuid;
use wording::{
    guidance::guidance,
    markdown::{self, Block},
    place::GuidanceTenant,
};

#[test]
fn start_page() {
    let registration = registration(Lifecycle::Invited, None);
    insta::assert_snapshot!(stable(&start(frame(), &registration)));
}

#[test]
fn whoever_comes_back_without_an_answer_is_told_why_that_may_be() {
    let registration = registration(Lifecycle::Invited, None);
    let stuck = start_page_of(frame(), &registration, true);
    assert!(stuck.contains("Did you get stuck on Microsoft’s page?"));
    assert!(stuck.contains("id=\"forward\" open"));
    let fresh = start(frame(), &registration);
    assert!(!fresh.contains("Did you get stuck"));
    // The consent page would take the account that was stuck.
    let other = r#"name="account" value="other""#;
    assert!(stuck.contains(other) && !fresh.contains(other));
}

#[test]
fn the_first_page_says_what_microsoft_will_show_in_its_order() {
    let own_consent = "So Microsoft asks twice";
    let question = "You confirm that it’s the right one.";
    let account = "Choose your administrator account.";
    let known = start(frame(), &of_domain());
    assert!(known.contains(account) && !known.contains(own_consent) && !known.contains(question));
    let unknown = start(frame(), &registration(Lifecycle::Invited, None));
    assert!(unknown.contains(own_consent) && unknown.contains(question));
    assert!(!unknown.contains(account));
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

/// The filled buttons of a page.
fn filled(page: &str) -> Vec<&str> {
    let pieces = page.split(['<']).filter(|piece| {
        piece.starts_with("button type=\"submit\">") || piece.starts_with("a class=\"button\"")
    });
    pieces
        .filter_map(|piece| piece.split_once('>').map(|(_, label)| label.trim()))
        .collect()
}

#[test]
fn a_doubtful_role_is_the_title_and_somebody_who_may_is_the_first_way_on() {
    let registration = registration(signed_in_stage(), None);
    let page = |roles: Option<&[&str]>| confirm(frame(), &registration, roles);
    let enough = page(Some(&[APPLICATION_ADMINISTRATOR, GLOBAL_ADMINISTRATOR]));
    assert!(
        enough.contains("We see this role on it: Global Administrator."),
        "{enough}"
    );
    let unread = page(None);
    assert!(unread.contains("couldn’t read your roles just now"));
    for sure in [&enough, &unread] {
        assert_eq!(filled(sure), ["Continue to Microsoft’s approval page"]);
        assert!(sure.contains("<h1>Is this the right organisation?</h1>"));
        assert!(!sure.contains("activated my role") && !sure.contains("id=\"forward\""));
    }
    let little = page(Some(&[
        APPLICATION_ADMINISTRATOR,
        "ffffffff-0000-0000-0000-000000000000",
    ]));
    let none = page(Some(&[]));
    for (doubtful, title) in [
        (&little, "Application Administrator is not enough here"),
        (&none, "We see no administrator role on your account"),
    ] {
        assert!(
            doubtful.contains(&format!("<h1>{title}</h1>")),
            "{doubtful}"
        );
        assert!(
            doubtful.contains(&format!("<title>{title} – ")),
            "{doubtful}"
        );
        assert_eq!(filled(doubtful), ["Send to an administrator"]);
        // The mail has the link, and what is needed.
        assert!(doubtful.contains("href=\"mailto:?subject="), "{doubtful}");
        assert!(doubtful.contains("connect%2Ftokentoken"), "{doubtful}");
        for (path, label) in [
            ("start", "I’ve activated my role"),
            ("consent", "Continue anyway"),
        ] {
            let action = format!("action=\"/connect/{TOKEN}/{path}\"");
            assert!(doubtful.contains(&action), "{path}");
            let button = format!("<button type=\"submit\" class=\"text\">{label}</button>");
            assert!(doubtful.contains(&button), "{label}");
        }
        assert!(doubtful.contains("https://entra.microsoft.com/#view/Microsoft_Azure_PIMCommon"));
        assert!(doubtful.contains("id=\"forward\""));
    }
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
        let name =
            format!("{message:?}").replace(|character: char| !character.is_alphanumeric(), "");
        insta::assert_snapshot!(format!("message_{name}"), text);
    }
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
    let unnamed = registration(connected(), None);
    assert_eq!(
        of(&unnamed, Some(&pass)),
        ["done", "done", "done", "current", "done", ""],
        "nobody is named yet"
    );
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
        ["done", "done", "done", "done", "done", "current"],
        "no site is named yet"
    );
    let connected = Registration {
        sites: sites(),
        ..connected
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

/// Largest weight of a page in gzip with its style sheet, script and icon, in bytes.
const HEAVIEST: usize = 12 * 1024;

#[test]
fn what_a_messenger_shows_of_a_link_names_no_customer() {
    let registration = registration(connected(), None);
    let body = start(frame(), &registration);
    let (head, _) = body.split_once("</head>").unwrap();
    assert!(head.contains("<meta property=\"og:title\" content=\"Cooperlink Cloud\">"));
    assert!(!head.contains("Contoso") && head.contains("theme-color"));
}
