//! Mailbox, sites and libraries.

use super::*;

const MAILBOX: &str = "mailbox";
const ADMINISTRATOR: &str = "administrator-site-access";

pub(super) fn mailboxes() -> Vec<Case> {
    vec![
        case(MAILBOX, "reachable", Kind::Pass, |_, _| {}),
        case(
            MAILBOX,
            "none",
            Kind::Fail("mailbox-missing"),
            |facts, _| {
                facts.mailbox = seen(Mailbox::NotEnabled);
            },
        ),
        case(
            MAILBOX,
            "restricted",
            Kind::Fail("mailbox-restricted"),
            |facts, _| {
                facts.mailbox = seen(Mailbox::Restricted);
            },
        ),
        case(
            MAILBOX,
            "refused, without a licence for it",
            Kind::Fail("mailbox-missing"),
            |facts, _| {
                facts.mailbox = seen(Mailbox::Restricted);
                facts.licences = seen(Vec::new());
            },
        ),
        case(
            MAILBOX,
            "refused in other words, its plan switched off",
            Kind::Fail("mailbox-missing"),
            |facts, _| {
                facts.mailbox = Observed::unseen(Unobserved::Refused);
                facts.licences = seen(licences::business_basic("Disabled", "Success"));
            },
        ),
        case(
            MAILBOX,
            "refused in other words, with a licence",
            Kind::Unknown("refused"),
            |facts, _| {
                facts.mailbox = Observed::unseen(Unobserved::Refused);
            },
        ),
        case(
            MAILBOX,
            "refused, licences unread",
            Kind::Fail("mailbox-restricted"),
            |facts, _| {
                facts.mailbox = seen(Mailbox::Restricted);
                facts.licences = down();
            },
        ),
        case(
            MAILBOX,
            "no answer",
            Kind::Unknown("microsoft-unavailable"),
            |facts, _| {
                facts.mailbox = down();
            },
        ),
        case(
            MAILBOX,
            "none named",
            Kind::NotApplicable("no-system-user"),
            |_, setting| {
                setting.system_user = None;
            },
        ),
    ]
}

fn nothing_like_it() -> Listed {
    Listed::Absent {
        similar: None,
        others: Vec::new(),
    }
}

fn near_miss() -> Listed {
    Listed::Absent {
        similar: Some("Documents partages".to_owned()),
        others: vec!["Documents partages".to_owned(), "Photos".to_owned()],
    }
}

/// Makes the second site missing while the site above it exists.
fn below(facts: &mut TenantFacts, library: Option<&str>) {
    facts.sites[1].site = seen(SiteAccess::Missing);
    facts.sites[1].above = Some(SiteAbove {
        url: SiteAddress::try_from(PROJECTS.to_owned()).unwrap(),
        library: library.map(str::to_owned),
    });
}

#[expect(clippy::too_many_lines, reason = "a table of cases")]
pub(super) fn sites() -> Vec<Case> {
    vec![
        case("site:1", "reached", Kind::Pass, |_, _| {}),
        case("site:1", "another site missing", Kind::Pass, |facts, _| {
            facts.sites[1].site = seen(SiteAccess::Missing);
        }),
        case(
            "site:2",
            "missing",
            Kind::Fail("site-missing"),
            |facts, _| {
                facts.sites[1].site = seen(SiteAccess::Missing);
            },
        ),
        case("site:1", "moved", Kind::Fail("site-moved"), |facts, _| {
            facts.sites[0].site = seen(SiteAccess::Moved);
        }),
        case(
            "site:2",
            "a library in place of a subsite",
            Kind::Fail("site-is-library"),
            |facts, _| below(facts, Some("Plans")),
        ),
        case(
            "site:2",
            "a subsite that is not there",
            Kind::Fail("subsite-missing"),
            |facts, _| below(facts, None),
        ),
        case(
            "site:1",
            "refused",
            Kind::Fail("site-refused"),
            |facts, _| {
                facts.sites[0].site = seen(SiteAccess::Refused);
            },
        ),
        case(
            "site:1",
            "foreign",
            Kind::Fail("site-of-another-organisation"),
            |facts, _| {
                facts.sites[0].site = seen(SiteAccess::OtherOrganisation);
            },
        ),
        case("site:1", "locked", Kind::Fail("site-locked"), |facts, _| {
            facts.sites[0].site = seen(SiteAccess::Locked);
        }),
        case(
            "site:1",
            "no sharepoint",
            Kind::Fail("site-without-sharepoint"),
            |facts, _| {
                facts.sites[0].site = seen(SiteAccess::NoSharePoint);
            },
        ),
        case(
            "site:1",
            "nobody can write",
            Kind::Fail("site-read-only"),
            |facts, _| {
                writing_gives(facts, Access::Refused);
                read_only_too(facts, &[1, 2]);
            },
        ),
        case(
            "site:1",
            "writing is refused everywhere",
            Kind::Fail("site-write-refused"),
            |facts, _| writing_gives(facts, Access::Refused),
        ),
        case(
            "site:1",
            "no room in any library",
            Kind::Fail("site-full"),
            |facts, _| writing_gives(facts, Access::Full),
        ),
        case(
            "site:1",
            "throttled",
            Kind::Unknown("microsoft-unavailable"),
            |facts, _| {
                facts.sites[0].site = down();
            },
        ),
        case(
            "site:2",
            "fewer facts than sites",
            Kind::Unknown("not-reached"),
            |facts, _| {
                facts.sites.truncate(1);
            },
        ),
        case(
            "site:1",
            "not connected",
            Kind::Unknown("identity-absent"),
            |_, setting| {
                setting.system_user_id = None;
            },
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table of cases")]
pub(super) fn libraries() -> Vec<Case> {
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
                facts.sites[0].libraries[1].read = seen(Access::Refused);
                facts.sites[0].libraries[1].write = seen(Access::Refused);
            },
        ),
        case(
            "library:1",
            "read-only",
            Kind::Fail("library-write-refused"),
            |facts, _| {
                facts.sites[0].libraries[0].write = seen(Access::Refused);
            },
        ),
        case(
            "library:1",
            "takes no files",
            Kind::Fail("library-takes-no-upload"),
            |facts, _| {
                facts.sites[0].libraries[0].write = seen(Access::TakesNoUpload);
            },
        ),
        case(
            "library:1",
            "locked",
            Kind::Fail("library-locked"),
            |facts, _| {
                facts.sites[0].libraries[0].write = seen(Access::Locked);
            },
        ),
        case(
            "library:1",
            "full by its quota",
            Kind::Fail("library-full"),
            |facts, _| {
                facts.sites[0].libraries[0].listed = seen(Listed::Found { is_full: true });
            },
        ),
        case(
            "library:1",
            "full when written",
            Kind::Fail("library-full"),
            |facts, _| {
                facts.sites[0].libraries[0].write = seen(Access::Full);
            },
        ),
        case(
            "library:1",
            "read unseen, write refused",
            Kind::Fail("library-write-refused"),
            |facts, _| {
                facts.sites[0].libraries[0].read = down();
                facts.sites[0].libraries[0].write = seen(Access::Refused);
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

/// Makes a trial of writing to the libraries of the first site give this answer.
fn writing_gives(facts: &mut TenantFacts, access: Access) {
    for library in &mut facts.sites[0].libraries {
        library.write = seen(access);
    }
}

/// Lets the administrator read these libraries of the first site but not write to them.
fn read_only_too(facts: &mut TenantFacts, libraries: &[u8]) {
    let places = libraries.iter().map(|library| TurnedAway {
        site: 1,
        library: Some(*library),
        is_read_only: true,
    });
    facts.administrator_sites = seen(AdministratorSites(places.collect()));
}

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
            |facts| writing_gives(facts, Access::Locked),
            Kind::Fail("site-locked"),
            NOT_REACHED,
            Kind::Pass,
        ),
        (
            |facts| writing_gives(facts, Access::Full),
            Kind::Fail("site-full"),
            NOT_REACHED,
            Kind::Pass,
        ),
        (
            |facts| writing_gives(facts, Access::Refused),
            Kind::Fail("site-write-refused"),
            NOT_REACHED,
            Kind::Pass,
        ),
        (
            |facts| {
                writing_gives(facts, Access::Refused);
                facts.sites[0].libraries[1].write = down();
            },
            Kind::Fail("site-write-refused"),
            NOT_REACHED,
            Kind::Pass,
        ),
        (
            |facts| {
                writing_gives(facts, Access::Refused);
                read_only_too(facts, &[1, 2]);
            },
            Kind::Fail("site-read-only"),
            NOT_REACHED,
            Kind::Pass,
        ),
        (
            |facts| {
                writing_gives(facts, Access::Refused);
                read_only_too(facts, &[1]);
            },
            Kind::Fail("site-write-refused"),
            NOT_REACHED,
            Kind::Fail("administrator-without-access"),
        ),
        (
            |facts| {
                writing_gives(facts, Access::Refused);
                facts.sites[0].libraries.truncate(1);
                read_only_too(facts, &[1]);
            },
            Kind::Fail("site-read-only"),
            NOT_REACHED,
            Kind::Pass,
        ),
        (
            |facts| {
                writing_gives(facts, Access::Refused);
                facts.sites[0].libraries[1].write = seen(Access::Allowed);
                read_only_too(facts, &[1]);
            },
            Kind::Pass,
            Kind::Fail("library-write-refused"),
            Kind::Fail("administrator-without-access"),
        ),
        (
            |facts| {
                for library in &mut facts.sites[0].libraries {
                    library.read = seen(Access::Refused);
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
    writing_gives(&mut facts, Access::Full);
    facts.sites[0].libraries[1].listed = seen(Listed::Absent {
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

fn turned_away(places: &[(u8, Option<u8>)]) -> Observed<AdministratorSites> {
    let places = places.iter().map(|(site, library)| TurnedAway {
        site: *site,
        library: *library,
        is_read_only: false,
    });
    seen(AdministratorSites(places.collect()))
}

pub(super) fn reach() -> Vec<Case> {
    const CHECK: &str = "system-user-reach";
    vec![
        case(
            CHECK,
            "the named sites and no others",
            Kind::Pass,
            |_, _| {},
        ),
        case(
            CHECK,
            "one other site",
            Kind::Fail("system-user-opens-other-sites"),
            |facts, _| {
                facts.other_sites = seen(OtherSites {
                    found: 1,
                    there_are_more: false,
                });
            },
        ),
        case(
            CHECK,
            "a first page of named sites, and more behind it",
            Kind::Fail("system-user-opens-other-sites"),
            |facts, _| {
                facts.other_sites = seen(OtherSites {
                    found: 0,
                    there_are_more: true,
                });
            },
        ),
        case(
            CHECK,
            "search refuses",
            Kind::Unknown("refused"),
            |facts, _| {
                facts.other_sites = Observed::unseen(Unobserved::Refused);
            },
        ),
        case(
            CHECK,
            "no system user is named",
            Kind::NotApplicable("no-system-user"),
            |_, setting| {
                setting.system_user = None;
                setting.system_user_id = None;
            },
        ),
        case(
            CHECK,
            "not connected",
            Kind::Unknown("identity-absent"),
            |_, setting| setting.system_user_id = None,
        ),
        case(
            CHECK,
            "no site is named",
            Kind::NotApplicable("no-sites"),
            |_, setting| setting.sites.clear(),
        ),
    ]
}

pub(super) fn administrator() -> Vec<Case> {
    vec![
        case(ADMINISTRATOR, "nowhere turned away", Kind::Pass, |_, _| {}),
        case(
            ADMINISTRATOR,
            "a site",
            Kind::Fail("administrator-without-access"),
            |facts, _| {
                facts.administrator_sites = turned_away(&[(2, None)]);
            },
        ),
        case(
            ADMINISTRATOR,
            "a library",
            Kind::Fail("administrator-without-access"),
            |facts, _| {
                facts.administrator_sites = turned_away(&[(1, Some(2))]);
            },
        ),
        case(
            ADMINISTRATOR,
            "a site that is not configured any more",
            Kind::Pass,
            |facts, _| {
                facts.administrator_sites = turned_away(&[(3, None), (3, Some(5)), (0, None)]);
            },
        ),
        case(
            ADMINISTRATOR,
            "nobody signed in",
            Kind::Unknown("identity-absent"),
            |facts, _| {
                facts.administrator_sites = absent();
            },
        ),
        case(
            ADMINISTRATOR,
            "no site",
            Kind::NotApplicable("no-sites"),
            |_, setting| {
                setting.sites.clear();
            },
        ),
    ]
}

#[test]
fn findings_name_site_library_and_the_nearest_name() {
    let setting = Setting::full();
    let mut facts = passing();
    facts.sites[0].libraries[0].listed = seen(near_miss());
    facts.administrator_sites = turned_away(&[(2, None), (1, Some(2))]);
    let verdict = ask("library:1", &facts, &setting.expected());
    let finding = verdict.finding().unwrap();
    assert_eq!(finding.arguments["site"], PROJECTS);
    assert_eq!(finding.arguments["library"], "Documents");
    assert_eq!(finding.arguments["similar"], "Documents partages");
    assert_eq!(finding.arguments["found"], "Documents partages, Photos");
    assert_eq!(finding.arguments["acts"], "host-app");
    let verdict = ask(ADMINISTRATOR, &facts, &setting.expected());
    assert_eq!(
        verdict.finding().unwrap().arguments["places"],
        format!("https://contoso.sharepoint.com/teams/office, Plans ({PROJECTS})")
    );
}

#[test]
fn a_subsite_that_is_a_library_is_proposed_as_the_library_of_the_site_above() {
    let mut facts = passing();
    below(&mut facts, Some("Plans"));
    let verdict = ask("site:2", &facts, &Setting::full().expected());
    let finding = verdict.finding().unwrap();
    assert_eq!(finding.arguments["above"], PROJECTS);
    assert_eq!(finding.arguments["similar"], "Plans");
    assert_eq!(finding.arguments["acts"], "host-app");
}
