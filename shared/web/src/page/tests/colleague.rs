//! The page of a colleague, the page of an organisation that waits for the host app, and the account in the head.

use super::*;
use domain::{
    standing::Standing,
    usability::{Answer, Usability},
};

fn usability(answer: Answer) -> Usability {
    let registration = named(connected());
    let mut usability = Usability::of(&registration, &Standing::default(), now());
    usability.sharepoint.answer = answer;
    usability.mail.answer = Answer::Yes;
    usability
}

fn colleague(frame: Frame<'static>, answer: Answer, are_roles_read: bool) -> String {
    let page = ColleaguePage {
        frame,
        token: TOKEN,
        address: &address(),
        usability: &usability(answer),
        are_roles_read,
        cloud: &Cloud::Global,
    };
    page.respond("request-1").into_body()
}

#[test]
fn t18_a_colleague_sees_whether_it_works_and_nothing_else() {
    for (answer, title, buttons) in [
        (Answer::Yes, "Cooperlink Cloud works", &[][..]),
        (
            Answer::No,
            "Cooperlink Cloud doesn’t work at the moment",
            &["Send to an administrator"],
        ),
        (
            Answer::Unknown,
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
    let unread = colleague(frame(), Answer::Yes, false);
    assert!(unread.contains("couldn’t read your roles just now"));
    insta::assert_snapshot!(stable(&colleague(frame(), Answer::No, true)));
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

/// The head of a page behind a sign-in.
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
        let colleague = colleague(frame, Answer::Unknown, false);
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
