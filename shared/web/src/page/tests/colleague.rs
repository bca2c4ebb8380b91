//! The page of a colleague, the page of an organisation that waits for the host app, and the account in the head.

use super::*;
use domain::{
    standing::Standing,
    usability::{Usability, Usable},
    verification::verdict::Identity,
};

fn usability(answer: Usable) -> Usability {
    let registration = named(connected());
    let mut usability = Usability::of(&registration, &Standing::default(), now());
    usability.sharepoint.answer = answer;
    usability.mail.answer = Usable::Yes;
    usability
}

/// The page of a colleague when every check that is possible was made.
fn colleague(frame: Frame<'static>, answer: Usable, are_roles_read: bool) -> String {
    let (registration, report) = (named(connected()), all_pass());
    let seen = Seen {
        registration: &registration,
        report: Some(&report),
        run: AwaitedRun::None,
    };
    let usability = usability(answer);
    let page = ColleaguePage {
        frame,
        are_roles_read,
        ..seen.page(&usability)
    };
    page.respond("request-1").into_body()
}

/// Values for a colleague's page.
struct Seen<'a> {
    registration: &'a Registration,
    report: Option<&'a Report>,
    run: AwaitedRun,
}

impl<'a> Seen<'a> {
    fn page(&self, usability: &'a Usability) -> ColleaguePage<'a> {
        ColleaguePage {
            frame: frame(),
            token: TOKEN,
            address: &ADDRESS,
            journey: Journey {
                registration: self.registration,
                report: self.report,
            },
            run: self.run,
            usability,
            are_roles_read: true,
            cloud: &Cloud::Global,
            now: now() + SignedDuration::from_hours(2),
        }
    }
}

/// Checks the journey of an administrator who approved and whose role comes through a group: no step of it is a dead end.
#[test]
fn t10_t18_an_approval_of_somebody_without_a_visible_role_leads_to_its_result() {
    let absent = |identity| Verdict::Unknown(Unobserved::IdentityAbsent { identity });
    let approved = report(|position| match CATALOGUE[position].id {
        "app-registered" | "app-enabled" | "application-permissions" => Verdict::Pass,
        "delegated-permissions" => absent(Identity::Administrator),
        _ => absent(Identity::SystemUser),
    });
    let spreading = report(|_| Verdict::Waiting(Finding::new("application-permissions-missing")));
    let unnamed = registration(connected(), None);
    let named = registration(connected(), Some("cooperlink@contoso.example"));
    let waiting = registration(consented(Approval::Waiting), None);
    let here = registration(
        Lifecycle::Consented {
            tenant: tenant(),
            approval: Approval::NotNeeded,
            consented_at: now() + SignedDuration::from_mins(118),
        },
        None,
    );
    let (coming, late, none) = (AwaitedRun::Coming, AwaitedRun::Late, AwaitedRun::None);
    let is_refreshed = |page: &str| {
        let with_script = page.contains("data-look-again=\"");
        assert_eq!(page.contains("http-equiv=\"refresh\""), with_script);
        with_script
    };
    let checking = "Checking with Microsoft";
    for (registration, report, run, title, button, refreshes) in [
        (&here, None, coming, checking, None, true),
        (&here, Some(&spreading), none, checking, None, true),
        (
            &here,
            None,
            late,
            "The check is taking longer than usual",
            Some("Show the latest status"),
            false,
        ),
        (
            &waiting,
            Some(&approved),
            none,
            "Approved, waiting for Cooperlink to confirm",
            None,
            false,
        ),
        (
            &named,
            Some(&approved),
            none,
            "One step left: connect the system user",
            Some("Ask Cooperlink"),
            false,
        ),
        (
            &unnamed,
            Some(&approved),
            none,
            "One step left: Cooperlink names the system user",
            Some("Ask Cooperlink"),
            false,
        ),
    ] {
        let usability = Usability::of(registration, &Standing::default(), now());
        let seen = Seen {
            registration,
            report,
            run,
        };
        for language in Language::ALL {
            let page = ColleaguePage {
                frame: Frame {
                    words: Words::of(language),
                    ..frame()
                },
                ..seen.page(&usability)
            };
            let page = page.respond("request-1").into_body();
            assert_eq!(languages::untold(&page), [""; 0]);
            assert_eq!(filled(&page).len(), usize::from(button.is_some()), "{page}");
            assert_eq!(is_refreshed(&page), refreshes, "{title}");
            // One form, which begins a sign-in, and nothing that names the tenant or who approved.
            assert_eq!(page.matches("<form").count(), 1, "{page}");
            for hidden in ["contoso.example", "<dl>", "00000000-"] {
                assert!(!page.contains(hidden), "{title}: {hidden}");
            }
            if language == Language::En {
                assert!(page.contains(&format!("{title}</h1>")), "{page}");
                assert_eq!(filled(&page).first().copied(), button);
            }
        }
    }
}

/// Checks that no page reports a grant after a return address that was typed by hand.
#[test]
fn t10_a_return_that_was_typed_by_hand_tells_of_no_approval() {
    let named = registration(connected(), Some("cooperlink@contoso.example"));
    let missing = report(|position| match CATALOGUE[position].id {
        "application-permissions" => Verdict::Fail(Finding::new("application-permissions-missing")),
        _ => Verdict::Unknown(Unobserved::IdentityAbsent {
            identity: Identity::SystemUser,
        }),
    });
    let usability = usability(Usable::No);
    let forged = Seen {
        registration: &named,
        report: Some(&missing),
        run: AwaitedRun::None,
    };
    let forged = forged.page(&usability).respond("request-1").into_body();
    assert!(forged.contains("doesn’t work at the moment</h1>"));
    assert!(!forged.contains("is approved"), "{forged}");
}

#[test]
fn t18_a_colleague_sees_whether_it_works_and_nothing_else() {
    for (answer, title, buttons) in [
        (Usable::Yes, "Cooperlink Cloud works", &[][..]),
        (
            Usable::No,
            "Cooperlink Cloud doesn’t work at the moment",
            &["Send to an administrator"],
        ),
        (
            Usable::Unknown,
            "We can’t tell yet whether Cooperlink Cloud works",
            &["Send to an administrator"],
        ),
    ] {
        let page = colleague(frame(), answer, true);
        assert!(page.contains(&format!("{title}</h1>")), "{page}");
        assert_eq!(filled(&page), buttons);
        // One form, which begins a sign-in.
        assert_eq!(page.matches("<form").count(), 1, "{page}");
        assert!(page.contains(&format!("action=\"/connect/{TOKEN}/start\"")));
        for hidden in [
            "contoso.example",
            "Approved by",
            "System user",
            "<dl>",
            "00000000-",
        ] {
            assert!(!page.contains(hidden), "{hidden}: {page}");
        }
    }
    let unread = colleague(frame(), Usable::Yes, false);
    assert!(unread.contains("couldn’t read your roles just now"));
    insta::assert_snapshot!(stable(&colleague(frame(), Usable::No, true)));
}

#[test]
fn an_organisation_that_waits_for_the_host_app_is_told_what_happens_and_nothing_that_does_not_apply()
 {
    let (tenant, pass) = (tenant(), all_pass());
    let registration = named(consented(Approval::Waiting));
    let page = result(&registration, &tenant, Some(&pass)).respond("request-1");
    let page = page.body();
    for absent in [
        "<form",
        "<button type=\"submit",
        "class=\"group",
        "System user",
        "id=\"details\"",
    ] {
        assert!(!page.contains(absent), "{absent}: {page}");
    }
    assert!(page.contains("What happens next"));
    insta::assert_snapshot!(stable(page));
}

/// Common parts of a page behind a sign-in.
fn signed_in_frame() -> Frame<'static> {
    Frame {
        account: Some(Account {
            name: Some("admin@contoso.example"),
            token: TOKEN,
            form_token: "form-token",
        }),
        ..frame()
    }
}

#[test]
fn t35_the_head_names_the_account_and_its_form_can_be_sent_from_every_page() {
    let permissions = PermissionsPage {
        frame: signed_in_frame(),
        token: TOKEN,
        customer: CUSTOMER,
        publisher: None,
        client_id: ClientId::from_uuid(Uuid::from_u128(1)),
        manifest: &Manifest::default(),
    };
    let response = permissions.respond("request-1");
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap();
    assert!(policy.contains("form-action 'self'"), "{policy}");
    let body = response.body();
    assert!(body.contains("<bdi>admin@contoso.example</bdi>"), "{body}");
    assert!(body.contains(&format!("action=\"/connect/{TOKEN}/sign-out\"")));
    assert!(body.contains("name=\"form_token\" value=\"form-token\""));
    let stranger = PermissionsPage {
        frame: frame(),
        ..permissions
    };
    assert!(!stranger.respond("request-1").body().contains("sign-out"));
}

#[test]
fn the_pages_of_people_have_their_words_in_every_language() {
    let link = Url::parse("https://registration.cooperlink.example/connect/other").unwrap();
    for language in Language::ALL {
        let frame = Frame {
            words: Words::of(language),
            ..signed_in_frame()
        };
        let mut registration = registration(connected(), Some("cooperlink@contoso.example"));
        registration.language = language;
        let page = SystemUserLinkPage {
            frame,
            token: TOKEN,
            registration: &registration,
            link: &link,
            expires_at: now(),
        };
        let page = page.respond("request-1").into_body();
        assert!(page.contains("href=\"mailto:?subject="));
        assert!(page.contains("connect%2Fother"), "the mail has the link");
        assert_eq!(filled(&page).len(), 1, "{page}");
        let colleague = colleague(frame, Usable::Unknown, false);
        let waiting = named(consented(Approval::Waiting));
        let (tenant, pass) = (tenant(), all_pass());
        let mut waiting = result(&waiting, &tenant, Some(&pass));
        waiting.frame = frame;
        let waiting = waiting.respond("request-1").into_body();
        for page in [page, colleague, waiting] {
            assert_eq!(languages::untold(&page), [""; 0]);
            assert!(!page.contains("{$") && !page.contains("{ $"), "{page}");
        }
    }
}
