//! Attacks on these pages, each with its id in `tests/threats.toml`.

use super::*;

#[test]
fn t34_hostile_names_are_text_on_the_pages_of_access() {
    let sample = Sample {
        entries: vec![entry(
            1,
            vec![record(Action::Assign, AccessChangeOutcome::Done)],
        )],
        notice: Some(AccessNotice::Changed {
            entry: AuditId::from_uuid(Uuid::from_u128(1)),
        }),
        found: Some(candidates()),
        chosen: vec![candidate(user(60, HOSTILE))],
        oneself: Cover::Through(HOSTILE.to_owned()),
        text: HOSTILE,
        ..Sample::default()
    };
    let losers = Losers::AboutThese(vec![user(61, HOSTILE)]);
    let pages = [
        sample.open(),
        sample.open_with(SystemUserCover::NoAccount { name: HOSTILE }),
        sample.closed(Closed::default()),
        sample.review(
            &access(true),
            &AccessChange::Remove(vec![id(20)]),
            &Effect {
                locks_out_system_user: true,
                ..effect(losers)
            },
        ),
    ];
    for body in pages {
        assert!(!body.contains("<b>") && !body.contains("<i>") && !body.contains('\u{202E}'));
        let typed = "name=\"find\" value=\"&#60;b&#62;Contoso";
        let names = body
            .replace(typed, "")
            .matches("&#60;b&#62;Contoso")
            .count();
        let isolated = body.matches("<bdi>&#60;b&#62;Contoso").count();
        assert_eq!(names, isolated);
        assert!(isolated > 0);
    }
}

#[test]
fn t35_every_form_is_tied_to_the_flow() {
    let sample = Sample {
        found: Some(candidates()),
        ..Sample::default()
    };
    for body in [
        sample.open(),
        sample.closed(Closed::default()),
        sample.review(
            &access(true),
            &AccessChange::Require(false),
            &effect(Losers::These(Vec::new())),
        ),
    ] {
        let forms: Vec<_> = body.split("<form method=\"post\"").skip(1).collect();
        assert!(!forms.is_empty());
        for form in forms {
            let form = form.split_once("</form>").unwrap().0;
            assert!(form.contains("<input type=\"hidden\" name=\"form_token\" value=\"form\">"));
        }
    }
}

#[test]
fn t58_only_users_and_groups_are_offered_and_only_twenty_at_once() {
    let sample = Sample {
        found: Some(candidates()),
        ..Sample::default()
    };
    let body = sample.open();
    for value in boxes(&body, "add") {
        let value = value.split('"').next().unwrap();
        let (kind, id) = value.split_once(':').unwrap();
        assert!(matches!(kind, "user" | "group") && id.parse::<ObjectId>().is_ok());
    }
    for value in removable(&body) {
        assert!(value.parse::<ObjectId>().is_ok());
    }
    assert_eq!(body.matches("Up to 20 at a time.").count(), 1);
}

#[test]
fn pages_of_access_weigh_little() {
    let sample = Sample {
        found: Some(candidates()),
        ..Sample::default()
    };
    for language in Language::ALL {
        let frame = Frame {
            words: Words::of(language),
            ..frame()
        };
        let sample = Sample {
            frame,
            found: sample.found.clone(),
            ..Sample::default()
        };
        for body in [sample.open(), sample.closed(Closed::default())] {
            assert!(body.len() < 24 * 1024, "{language:?}: {} bytes", body.len());
        }
    }
}
