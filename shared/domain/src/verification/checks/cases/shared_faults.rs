//! Faults that all libraries of a site share.

use super::{
    administrator::ADMINISTRATOR,
    sites::{read_only_too, writing_gives},
    *,
};

/// Cases of faults that the libraries of a site share: the site's verdict, that of its first library, and the administrator's.
type Shares = (
    fn(&mut TenantFacts),
    Kind<'static>,
    Kind<'static>,
    Kind<'static>,
);

const NOT_REACHED: Kind<'static> = Kind::Unknown("not-reached");

#[test]
fn what_all_libraries_of_a_site_share_is_told_once_by_the_site() {
    let shares: [Shares; 9] = [
        (
            |facts| writing_gives(facts, LibraryAccess::Locked),
            Kind::Fail("site-locked"),
            NOT_REACHED,
            Kind::Pass,
        ),
        (
            |facts| writing_gives(facts, LibraryAccess::Full),
            Kind::Fail("site-full"),
            NOT_REACHED,
            Kind::Pass,
        ),
        (
            |facts| writing_gives(facts, LibraryAccess::Refused),
            Kind::Fail("site-write-refused"),
            NOT_REACHED,
            Kind::Pass,
        ),
        (
            |facts| {
                writing_gives(facts, LibraryAccess::Refused);
                facts.sites[0].libraries[1].write = down();
            },
            Kind::Fail("site-write-refused"),
            NOT_REACHED,
            Kind::Pass,
        ),
        (
            |facts| {
                writing_gives(facts, LibraryAccess::Refused);
                read_only_too(facts, &[1, 2]);
            },
            Kind::Fail("site-read-only"),
            NOT_REACHED,
            Kind::Pass,
        ),
        (
            |facts| {
                writing_gives(facts, LibraryAccess::Refused);
                read_only_too(facts, &[1]);
            },
            Kind::Fail("site-write-refused"),
            NOT_REACHED,
            Kind::Fail("administrator-without-access"),
        ),
        (
            |facts| {
                writing_gives(facts, LibraryAccess::Refused);
                facts.sites[0].libraries.truncate(1);
                read_only_too(facts, &[1]);
            },
            Kind::Fail("site-read-only"),
            NOT_REACHED,
            Kind::Pass,
        ),
        (
            |facts| {
                writing_gives(facts, LibraryAccess::Refused);
                facts.sites[0].libraries[1].write = seen(LibraryAccess::Allowed);
                read_only_too(facts, &[1]);
            },
            Kind::Pass,
            Kind::Fail("library-write-refused"),
            Kind::Fail("administrator-without-access"),
        ),
        (
            |facts| {
                for library in &mut facts.sites[0].libraries {
                    library.read = seen(LibraryAccess::Refused);
                }
            },
            Kind::Pass,
            Kind::Fail("library-read-refused"),
            Kind::Pass,
        ),
    ];
    for (number, (change, site, library, administrator)) in shares.into_iter().enumerate() {
        let (mut facts, setting) = (passing(), Setting::full());
        change(&mut facts);
        for (check, expected) in [
            ("site:1", site),
            ("library:1", library),
            (ADMINISTRATOR, administrator),
            ("site:2", Kind::Pass),
            ("library:3", Kind::Pass),
        ] {
            let verdict = ask(check, &facts, &setting.expected());
            assert_eq!(Kind::of(&verdict), expected, "{number}: {check}");
        }
    }
}

#[test]
fn a_library_that_is_not_there_is_told_beside_what_the_others_share() {
    let (mut facts, setting) = (passing(), Setting::full());
    writing_gives(&mut facts, LibraryAccess::Full);
    facts.sites[0].libraries[1].listed = seen(LibraryPresence::Absent {
        similar: None,
        others: Vec::new(),
    });
    for (check, expected) in [
        ("site:1", Kind::Pass),
        ("library:1", Kind::Fail("library-full")),
        ("library:2", Kind::Fail("library-missing")),
    ] {
        let verdict = ask(check, &facts, &setting.expected());
        assert_eq!(Kind::of(&verdict), expected, "{check}");
    }
}
