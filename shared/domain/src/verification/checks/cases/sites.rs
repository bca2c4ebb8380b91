//! Sites, and the reach of the system user.

use super::*;

/// Makes the second site missing while the site above it exists.
fn below(facts: &mut TenantFacts, library: Option<&str>) {
    facts.sites[1].site = seen(SiteAccess::Missing);
    facts.sites[1].above = Some(SiteAbove {
        url: SiteAddress::try_from(PROJECTS.to_owned()).unwrap(),
        library: library.map(str::to_owned),
    });
}

#[expect(clippy::too_many_lines, reason = "a table of cases")]
pub(super) fn cases() -> Vec<Case> {
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
                writing_gives(facts, LibraryAccess::Refused);
                read_only_too(facts, &[1, 2]);
            },
        ),
        case(
            "site:1",
            "writing is refused everywhere",
            Kind::Fail("site-write-refused"),
            |facts, _| writing_gives(facts, LibraryAccess::Refused),
        ),
        case(
            "site:1",
            "no room in any library",
            Kind::Fail("site-full"),
            |facts, _| writing_gives(facts, LibraryAccess::Full),
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

/// Makes a trial of writing to the libraries of the first site give this answer.
pub(super) fn writing_gives(facts: &mut TenantFacts, access: LibraryAccess) {
    for library in &mut facts.sites[0].libraries {
        library.write = seen(access);
    }
}

/// Lets the administrator read these libraries of the first site but not write to them.
pub(super) fn read_only_too(facts: &mut TenantFacts, libraries: &[u8]) {
    let places = libraries.iter().map(|library| TurnedAway {
        site: 1,
        library: Some(*library),
        is_read_only: true,
    });
    facts.administrator_sites = seen(AdministratorSites(places.collect()));
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
