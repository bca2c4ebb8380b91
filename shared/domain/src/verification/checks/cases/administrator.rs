//! The sites and libraries that refuse the administrator.

use super::{libraries::near_miss, *};

pub(super) const ADMINISTRATOR: &str = "administrator-site-access";

pub(super) fn cases() -> Vec<Case> {
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

fn turned_away(places: &[(u8, Option<u8>)]) -> Observed<AdministratorSites> {
    let places = places.iter().map(|(site, library)| TurnedAway {
        site: *site,
        library: *library,
        is_read_only: false,
    });
    seen(AdministratorSites(places.collect()))
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
