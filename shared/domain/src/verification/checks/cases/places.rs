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

/// The second site is missing, and the site above it is there.
fn below(facts: &mut TenantFacts, library: Option<&str>) {
    facts.sites[1].site = seen(SiteAccess::Missing);
    facts.sites[1].above = Some(SiteAbove {
        url: SiteAddress::try_from(PROJECTS.to_owned()).unwrap(),
        library: library.map(str::to_owned),
    });
}

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

fn turned_away(places: &[(u8, Option<u8>)]) -> Observed<AdministratorSites> {
    let places = places.iter().map(|(site, library)| TurnedAway {
        site: *site,
        library: *library,
    });
    seen(AdministratorSites(places.collect()))
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
    assert!(
        finding
            .message
            .ends_with("did you mean Documents partages?")
    );
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
