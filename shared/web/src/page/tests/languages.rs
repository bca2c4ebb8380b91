//! Every page in every language: no text is missing, and the chosen language stays.

use super::*;
use test_case::test_case;

/// Ids of texts that a page shows in place of the words.
pub(super) fn untold(body: &str) -> Vec<&str> {
    const FAMILIES: [&str; 37] = [
        "access-",
        "acts-",
        "check-",
        "colleague-",
        "confirm-",
        "copy-",
        "departure-",
        "details-",
        "disconnect-",
        "expect-",
        "failure-",
        "finding-",
        "footer-",
        "forward-",
        "group-",
        "hand-over",
        "meeting-",
        "message-",
        "month-",
        "next-",
        "notice-",
        "passport-",
        "permission-",
        "permissions-",
        "problem-",
        "ready-",
        "report-",
        "result-",
        "role-activate",
        "sign-out",
        "start-",
        "step-",
        "system-user-",
        "take-back-",
        "upgrade-",
        "verdict-",
        "waiting-",
    ];
    // What stands between tags; ids also name elements, and a report's evidence is not translated.
    body.split('>')
        .filter_map(|piece| piece.split('<').next())
        .map(str::trim)
        .filter(|text| {
            FAMILIES.iter().any(|family| text.starts_with(family))
                && !text.contains(char::is_whitespace)
        })
        .collect()
}

fn in_language(language: Language) -> Frame<'static> {
    Frame {
        words: Words::of(language),
        is_chosen: true,
        ..frame()
    }
}

#[test_case(Language::En)]
#[test_case(Language::Fr)]
#[test_case(Language::Nl)]
#[test_case(Language::De)]
fn no_page_lacks_a_text_and_every_page_keeps_the_language(language: Language) {
    let frame = in_language(language);
    let registration = registration(connected(), Some("cooperlink@contoso.example"));
    let (tenant, report) = (tenant(), of_every_kind());
    let mut shown = result(&registration, &tenant, Some(&report));
    shown.frame = frame;
    let pages = [
        start(frame, &registration),
        confirm(frame, &registration, Some(&[])),
        shown.respond("r").into_body(),
    ];
    let kept = format!("?lang={}", language.tag());
    for body in pages {
        assert_eq!(untold(&body), [""; 0]);
        assert!(body.contains(&format!("<html lang=\"{}\">", language.tag())));
        let lost: Vec<_> = body
            .split("action=\"")
            .skip(1)
            .filter(|rest| !rest.split('"').next().unwrap().ends_with(&kept))
            .collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
    for message in Message::ALL {
        let page = MessagePage {
            frame,
            message,
            token: Some(TOKEN),
        };
        assert_eq!(untold(page.respond("r").body()), [""; 0]);
    }
}

#[test]
fn every_stage_to_resume_from_has_its_words_in_every_language() {
    for language in Language::ALL {
        let words = Words::of(language);
        let has = |key: &str| assert!(words.find(key, []).is_some(), "{language:?} {key}");
        for lifecycle in [signed_in_stage(), connected(), consented(Approval::Waiting)] {
            has(&format!(
                "start-resume-{}",
                lifecycle.stage().replace('_', "-")
            ));
        }
    }
}

#[test]
fn every_permission_is_explained_in_every_language() {
    for language in Language::ALL {
        let frame = in_language(language);
        for kind in [
            domain::permission::PermissionKind::Application,
            domain::permission::PermissionKind::Delegated,
        ] {
            let all = Manifest::of(domain::permission::PERMISSIONS.iter().cloned());
            for line in frame.permissions(&all, kind) {
                assert!(
                    line.why.is_some() && line.limit.is_some() && line.without.is_some(),
                    "{language:?} {}",
                    line.name
                );
            }
        }
    }
}

#[test]
fn the_language_switch_stays_on_the_page_and_is_absent_where_there_is_none_to_show() {
    let registration = registration(Lifecycle::Invited, None);
    let here = start(frame(), &registration);
    assert!(here.contains("<a href=\"?lang=fr\" lang=\"fr\" hreflang=\"fr\">Français</a>"));
    assert!(
        here.contains("<a href=\"?lang=en\" lang=\"en\" hreflang=\"en\" aria-current=\"true\">")
    );
    let used_up = Frame {
        path: None,
        ..frame()
    };
    assert!(!start(used_up, &registration).contains("hreflang"));
}
