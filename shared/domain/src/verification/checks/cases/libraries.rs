//! Libraries.

use super::*;

#[expect(clippy::too_many_lines, reason = "a table of cases")]
pub(super) fn cases() -> Vec<Case> {
    vec![
        case("library:1", "all well", Kind::Pass, |_, _| {}),
        case(
            "library:3",
            "counted through all sites",
            Kind::Fail("library-missing"),
            |facts, _| {
                facts.sites[1].libraries[0].listed = seen(nothing_like_it());
            },
        ),
        case("library:4", "the one beside it", Kind::Pass, |facts, _| {
            facts.sites[1].libraries[0].listed = seen(nothing_like_it());
        }),
        case(
            "library:1",
            "near miss",
            Kind::Fail("library-misnamed"),
            |facts, _| {
                facts.sites[0].libraries[0].listed = seen(near_miss());
            },
        ),
        case(
            "library:2",
            "not readable",
            Kind::Fail("library-read-refused"),
            |facts, _| {
                facts.sites[0].libraries[1].read = seen(LibraryAccess::Refused);
                facts.sites[0].libraries[1].write = seen(LibraryAccess::Refused);
            },
        ),
        case(
            "library:1",
            "read-only",
            Kind::Fail("library-write-refused"),
            |facts, _| {
                facts.sites[0].libraries[0].write = seen(LibraryAccess::Refused);
            },
        ),
        case(
            "library:1",
            "takes no files",
            Kind::Fail("library-takes-no-upload"),
            |facts, _| {
                facts.sites[0].libraries[0].write = seen(LibraryAccess::TakesNoUpload);
            },
        ),
        case(
            "library:1",
            "locked",
            Kind::Fail("library-locked"),
            |facts, _| {
                facts.sites[0].libraries[0].write = seen(LibraryAccess::Locked);
            },
        ),
        case(
            "library:1",
            "full by its quota",
            Kind::Fail("library-full"),
            |facts, _| {
                facts.sites[0].libraries[0].listed = seen(LibraryPresence::Found { is_full: true });
            },
        ),
        case(
            "library:1",
            "full when written",
            Kind::Fail("library-full"),
            |facts, _| {
                facts.sites[0].libraries[0].write = seen(LibraryAccess::Full);
            },
        ),
        case(
            "library:1",
            "read unseen, write refused",
            Kind::Fail("library-write-refused"),
            |facts, _| {
                facts.sites[0].libraries[0].read = down();
                facts.sites[0].libraries[0].write = seen(LibraryAccess::Refused);
            },
        ),
        case(
            "library:1",
            "write unseen",
            Kind::Unknown("microsoft-unavailable"),
            |facts, _| {
                facts.sites[0].libraries[0].write = down();
            },
        ),
        case(
            "library:1",
            "list unseen",
            Kind::Unknown("unreadable"),
            |facts, _| {
                facts.sites[0].libraries[0].listed = Observed::unseen(Unobserved::Unreadable);
            },
        ),
        case(
            "library:2",
            "its site is refused",
            Kind::Unknown("not-reached"),
            |facts, _| {
                facts.sites[0].site = seen(SiteAccess::Refused);
            },
        ),
        case(
            "library:1",
            "not connected",
            Kind::Unknown("identity-absent"),
            |_, setting| {
                setting.system_user_id = None;
            },
        ),
    ]
}

fn nothing_like_it() -> LibraryPresence {
    LibraryPresence::Absent {
        similar: None,
        others: Vec::new(),
    }
}

pub(super) fn near_miss() -> LibraryPresence {
    LibraryPresence::Absent {
        similar: Some("Documents partages".to_owned()),
        others: vec!["Documents partages".to_owned(), "Photos".to_owned()],
    }
}
