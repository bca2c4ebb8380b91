//! The access page in every language.

use super::{super::languages::untold, outcomes, *};
use test_case::test_case;

/// Every reason why the access is not shown.
fn unobserved() -> [Unobserved; 12] {
    [
        Unobserved::IdentityAbsent {
            identity: domain::verification::verdict::Identity::Administrator,
        },
        Unobserved::PermissionNotAskedFor {
            permission: "x".to_owned(),
        },
        Unobserved::Refused,
        Unobserved::Recreated,
        Unobserved::NotReached,
        Unobserved::Undecided,
        Unobserved::MicrosoftUnavailable,
        Unobserved::Unreadable,
        Unobserved::Unexplained,
        Unobserved::Outdated,
        Unobserved::NotAsked,
        Unobserved::OperatorFault,
    ]
}

/// Every state of the pages.
fn pages(frame: Frame<'static>) -> Vec<String> {
    let sample = || Sample {
        frame,
        ..Sample::default()
    };
    let entries = vec![entry(1, outcomes::of_every_kind())];
    let told = Some(AccessNotice::Changed {
        entry: entries[0].id,
    });
    let mut samples = vec![
        Sample {
            notice: told,
            entries,
            ..sample()
        },
        Sample {
            access: seen(access(false)),
            can_switch: false,
            own_roles: Some(Vec::new()),
            oneself: Cover::No,
            system_user: Cover::No,
            found: Some(candidates()),
            chosen: vec![candidate(group(50, "Board"))],
            ..sample()
        },
        Sample {
            pending: Some(pending()),
            ..sample()
        },
        Sample {
            is_over: true,
            ..sample()
        },
        Sample {
            found: Some(Candidates {
                users: unread(Unobserved::Refused),
                groups: unread(Unobserved::Refused),
            }),
            ..sample()
        },
    ];
    samples.extend(unobserved().into_iter().map(|reason| Sample {
        access: unread(reason),
        ..sample()
    }));
    let mut pages: Vec<String> = samples.iter().map(Sample::open).collect();
    for notice in outcomes::notices() {
        let sample = Sample {
            notice: Some(notice),
            ..sample()
        };
        pages.push(sample.closed(Closed {
            summary: Some(summary()),
            seen_at: Some(now()),
            roles: Some(&[]),
            ..Closed::default()
        }));
    }
    for change in [
        AccessChange::Remove(vec![id(20)]),
        AccessChange::Require(true),
        AccessChange::Require(false),
    ] {
        let effect = Effect {
            losers: Losers::AboutThese(vec![user(20, "Pat")]),
            locks_out_system_user: true,
            locks_out_oneself: true,
        };
        pages.push(sample().review(&access(true), &change, &effect));
        for (assigns_oneself, assigns) in [
            (true, vec![id(6), id(8)]),
            (false, vec![id(6)]),
            (true, vec![id(8)]),
        ] {
            let safer = SaferChange {
                assigns: &assigns,
                assigns_oneself,
                effect: &effect,
            };
            pages.push(sample().review_with(&access(true), &change, &effect, Some(safer)));
        }
    }
    pages
}

#[test_case(Language::En)]
#[test_case(Language::Fr)]
#[test_case(Language::Nl)]
#[test_case(Language::De)]
fn no_page_of_access_lacks_a_text_and_every_page_keeps_the_language(language: Language) {
    let frame = Frame {
        words: Words::of(language),
        is_chosen: true,
        ..frame()
    };
    let kept = format!("?lang={}", language.tag());
    for body in pages(frame) {
        assert_eq!(untold(&body), [""; 0]);
        // A value that a text names and nobody gave stands there in braces.
        assert!(!body.contains("{$"));
        for address in ["action=\"/connect", "href=\"/connect", ";url=/connect"] {
            let ours = body.split(address).skip(1);
            let lost: Vec<_> = ours
                .map(|rest| rest.split(['"', '#']).next().unwrap())
                .filter(|rest| !rest.starts_with("/assets/") && !rest.ends_with(&kept))
                .collect();
            assert!(lost.is_empty(), "{lost:?}");
        }
    }
}
