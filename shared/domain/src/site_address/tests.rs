use super::*;
use proptest::prelude::*;
use test_case::test_case;

fn parse(text: &str) -> Result<SiteAddress, InvalidValue> {
    SiteAddress::try_from(text.to_owned())
}

const ROOT: &str = "https://contoso.sharepoint.com";

/// Paths below the host, each with the path of the site that it names.
#[test_case("/sites/projects", "/sites/projects"; "site")]
#[test_case("/sites/projects/", "/sites/projects"; "closing slash")]
#[test_case("/Sites/Projects", "/sites/Projects"; "upper case")]
#[test_case("/sites/%C3%89quipe%20b%C3%A2timent", "/sites/%C3%89quipe%20b%C3%A2timent"; "encoded letters")]
#[test_case("/sites/Équipe", "/sites/%C3%89quipe"; "bare letters")]
#[test_case("/sites/o'hara", "/sites/o%27hara"; "apostrophe")]
#[test_case("", ""; "root site")]
#[test_case("/", ""; "root site with slash")]
#[test_case("/?e=1#x", ""; "root site with query")]
#[test_case("/default.aspx", ""; "home page of the root site")]
#[test_case("/AllItems.aspx", ""; "view of the root site")]
#[test_case("/:f:/r/AllItems.aspx", ""; "link to a view of the root site")]
#[test_case("/SitePages/Home.aspx", ""; "page of the root site")]
#[test_case("/Shared%20Documents/Forms/AllItems.aspx", ""; "library of the root site")]
#[test_case("/Plans/Forms/AllItems.aspx", ""; "another library of the root site")]
#[test_case("/Lists/Tasks/AllItems.aspx", ""; "list of the root site")]
#[test_case("/_layouts/15/viewlsts.aspx?view=14", ""; "contents of the root site")]
#[test_case("/_layouts/15/Doc.aspx?sourcedoc=%7B1%7D&action=edit", ""; "document of the root site")]
// Subsites stay.
#[test_case("/sites/projects/north", "/sites/projects/north"; "subsite")]
#[test_case("/sites/projects/north/hall%20b/", "/sites/projects/north/hall%20b"; "subsite of a subsite")]
#[test_case("/teams/site-office/north/SitePages/Home.aspx", "/teams/site-office/north"; "page of a subsite")]
#[test_case("/sites/projects/north/default.aspx", "/sites/projects/north"; "home page of a subsite")]
#[test_case("/sites/projects/north/Plans/Forms/AllItems.aspx", "/sites/projects/north"; "library of a subsite")]
#[test_case("/sites/projects/north/Shared Documents/2026", "/sites/projects/north"; "default library of a subsite")]
#[test_case("/sites/projects/north/_layouts/15/viewlsts.aspx", "/sites/projects/north"; "contents of a subsite")]
#[test_case("/sites/projects/north/Lists/Tasks/AllItems.aspx", "/sites/projects/north"; "list of a subsite")]
#[test_case("/hr", "/hr"; "subsite of the root site")]
#[test_case("/hr/payroll/SitePages/Home.aspx", "/hr/payroll"; "page of a subsite of the root site")]
// Libraries, lists, pages and files.
#[test_case("/teams/site-office/Shared%20Documents/Forms/AllItems.aspx?id=1#x", "/teams/site-office"; "library of a team")]
#[test_case("/sites/projects/Shared Documents/Forms/AllItems.aspx", "/sites/projects"; "bare blank")]
#[test_case("/sites/projects/Shared%20Documents/Forms", "/sites/projects"; "forms of the default library")]
#[test_case("/sites/projects/Shared%20Documents", "/sites/projects"; "default library")]
#[test_case("/sites/projects/Freigegebene%20Dokumente/Forms/AllItems.aspx", "/sites/projects"; "german default library")]
#[test_case("/sites/projects/Documents%20partages", "/sites/projects"; "french default library")]
#[test_case("/sites/projects/Documents%20partag%C3%A9s", "/sites/projects"; "french default library with accent")]
#[test_case("/sites/projects/Gedeelde%20documenten/2026/Hal", "/sites/projects"; "folder of the dutch default library")]
#[test_case("/sites/projects/Plans/Forms/AllItems.aspx?id=%2Fsites%2Fprojects%2FPlans%2F2026&viewid=1", "/sites/projects"; "folder in a view")]
#[test_case("/sites/projects/Plans/forms/My%20view.aspx", "/sites/projects"; "view of its own")]
#[test_case("/sites/projects/Plans/Forms", "/sites/projects"; "forms of a library")]
#[test_case("/sites/projects/Plans/AllItems.aspx", "/sites/projects"; "view without its folder")]
#[test_case("/sites/projects/AllItems.aspx", "/sites/projects"; "view without its library")]
#[test_case("/sites/projects/Plans/2026/Hall.dwg", "/sites/projects"; "file")]
#[test_case("/sites/projects/Plans/2026/Hall.dwg?web=1", "/sites/projects"; "file for the browser")]
#[test_case("/sites/projects/SitePages/Home.aspx", "/sites/projects"; "page")]
#[test_case("/sites/projects/SitePages", "/sites/projects"; "pages")]
#[test_case("/sites/projects/SitePages/Forms/ByAuthor.aspx", "/sites/projects"; "view of pages")]
#[test_case("/sites/projects/SiteAssets/Forms/AllItems.aspx", "/sites/projects"; "assets")]
#[test_case("/sites/projects/default.aspx", "/sites/projects"; "home page")]
#[test_case("/sites/projects/Wiki/Start.aspx", "/sites/projects"; "page of a library")]
#[test_case("/sites/projects/_api/web/lists", "/sites/projects"; "for programs")]
#[test_case("/sites/documents/SitePages/Home.aspx", "/sites/documents"; "site with the name of a library")]
// Pages below _layouts, and where they were opened from.
#[test_case("/sites/projects/_layouts/15/viewlsts.aspx?view=14", "/sites/projects"; "contents")]
#[test_case("/sites/projects/_layouts/15/start.aspx#/SitePages/Home.aspx", "/sites/projects"; "start")]
#[test_case("/sites/projects/_layouts/15/Doc.aspx?sourcedoc=%7B1%7D&file=a.docx", "/sites/projects"; "document")]
#[test_case("/_layouts/15/AccessDenied.aspx?Source=https%3A%2F%2Fcontoso.sharepoint.com%2Fsites%2Fprojects", "/sites/projects"; "access denied")]
#[test_case("/_layouts/15/AccessDenied.aspx?source=%2Fsites%2Fprojects%2FShared%20Documents%2FForms%2FAllItems%2Easpx", "/sites/projects"; "access denied to a library")]
#[test_case("/_layouts/15/Authenticate.aspx?Source=/sites/projects/north/SitePages/Home.aspx", "/sites/projects/north"; "signing in to a subsite")]
#[test_case("/_layouts/15/x.aspx?SourceUrl=%2Fteams%2Fsite-office", "/teams/site-office"; "source url")]
#[test_case("/_forms/default.aspx?ReturnUrl=%2F_layouts%2F15%2FAuthenticate.aspx&Source=%2Fsites%2Fprojects", "/sites/projects"; "sign-in page")]
#[test_case("/sites/projects/_layouts/15/AccessDenied.aspx?Source=%2Fsites%2Fprojects%2Fnorth", "/sites/projects/north"; "source further down")]
#[test_case("/sites/projects/_layouts/15/user.aspx?Source=%2Fsites%2Foffice", "/sites/projects"; "source beside")]
#[test_case("/sites/projects/north/_layouts/15/user.aspx?Source=%2Fsites%2Fprojects", "/sites/projects/north"; "source above")]
#[test_case("/sites/projects/_layouts/15/user.aspx?Source=https%3A%2F%2Fevil.example%2Fsites%2Fother", "/sites/projects"; "source elsewhere")]
#[test_case("/_layouts/15/onedrive.aspx?id=%2Fsites%2Fprojects%2FPlans%2F2026", "/sites/projects"; "folder by its path")]
// Sharing links.
#[test_case("/:f:/r/sites/projects/Shared%20Documents/Plans?csf=1&web=1", "/sites/projects"; "link to a folder")]
#[test_case("/%3Af%3A/r/sites/projects/Shared%20Documents/Plans", "/sites/projects"; "encoded link")]
#[test_case("/:f:/r/sites/projects/Plans/2026", "/sites/projects"; "link to a folder of another library")]
#[test_case("/:x:/r/sites/projects/Plans/list.xlsx?d=w1", "/sites/projects"; "link to a file")]
#[test_case("/:w:/r/sites/projects/north/_layouts/15/Doc.aspx?sourcedoc=%7B1%7D", "/sites/projects/north"; "link to a document of a subsite")]
#[test_case("/:f:/r/sites/projects/north/Shared%20Documents/Plans", "/sites/projects/north"; "link to a folder of a subsite")]
#[test_case("/:f:/r/sites/projects", "/sites/projects"; "link to the site")]
#[test_case("/:f:/r/Shared%20Documents/Plans", ""; "link to a folder of the root site")]
#[test_case("/:w:/s/projects/EaBcDeF?e=x", "/sites/projects"; "by a token")]
#[test_case("/:w:/s/projects", "/sites/projects"; "by a token that was left out")]
#[test_case("/:b:/s/projects/north/EaBcDeF", "/sites/projects/north"; "by a token, of a subsite")]
#[test_case("/:x:/t/site-office/EaBcDeF", "/teams/site-office"; "by a token, of a team")]
fn an_address_as_people_paste_it_names_its_site(copied: &str, expected: &str) {
    let parsed = parse(&format!(" {ROOT}{copied} ")).unwrap();
    assert_eq!(parsed.to_string(), format!("{ROOT}{expected}"));
    assert_eq!(parse(&parsed.to_string()).unwrap(), parsed);
}

#[test]
fn a_sharing_link_of_any_kind_names_its_site() {
    for kind in [
        "f", "w", "x", "p", "b", "u", "v", "i", "o", "t", "l", "a", "fl", "W",
    ] {
        for (form, expected) in [
            ("r/sites/projects/Plans/2026", "/sites/projects"),
            ("s/projects/EaBcDeF", "/sites/projects"),
            ("t/office/EaBcDeF", "/teams/office"),
        ] {
            let link = format!("{ROOT}/:{kind}:/{form}");
            let parsed = parse(&link).map(|address| address.to_string());
            assert_eq!(parsed, Ok(format!("{ROOT}{expected}")), "{link}");
        }
        let link = format!("{ROOT}/:{kind}:/g/EaBcDeF");
        assert!(parse(&link).is_err(), "{link}");
    }
}

#[test_case("contoso.sharepoint.com"; "worldwide")]
#[test_case("contoso.sharepoint.de"; "germany")]
#[test_case("contoso.sharepoint.us"; "united states")]
#[test_case("contoso.sharepoint-mil.us"; "department of defense")]
#[test_case("contoso.dps.mil"; "department of defense, its other host")]
#[test_case("contoso.sharepoint.cn"; "china")]
#[test_case("contosoeur.sharepoint.com"; "another geography")]
fn every_cloud_has_its_hosts(host: &str) {
    let address = parse(&format!("https://{}/sites/a", host.to_uppercase())).unwrap();
    assert_eq!(address.host(), host);
    for other in ["-my", "-admin"] {
        let other = host.replacen('.', &format!("{other}."), 1);
        assert!(
            parse(&format!("https://{other}/sites/a")).is_err(),
            "{other}"
        );
    }
}

#[test]
fn a_host_behind_defender_for_cloud_apps_is_the_host_itself() {
    let address = parse("https://contoso.sharepoint.com.mcas.ms/sites/projects").unwrap();
    assert_eq!(
        address.to_string(),
        "https://contoso.sharepoint.com/sites/projects"
    );
}

#[test_case("/sites/", "names no site"; "no site")]
#[test_case("/teams", "names no site"; "no team")]
#[test_case("/sites/_layouts/15/start.aspx", "names no site"; "page beside the sites")]
#[test_case("/sites/Home.aspx", "names no site"; "page in place of a site")]
#[test_case("/portals/hub/video", "video portal"; "video portal")]
#[test_case("/search/Pages/results.aspx?k=plans", "search of SharePoint"; "search center")]
#[test_case("/search", "search of SharePoint"; "search")]
#[test_case("/_layouts/15/sharepoint.aspx", "no single site"; "start page")]
#[test_case("/_layouts/15/search.aspx?q=plans", "no single site"; "search of the organisation")]
#[test_case("/_layouts/15/AccessDenied.aspx?Source=https%3A%2F%2Fevil.example%2Fsites%2Fx", "no single site"; "source elsewhere")]
#[test_case("/_layouts/15/AccessDenied.aspx?Source=%2F%2Fevil.example%2Fsites%2Fx", "no single site"; "source on another host")]
#[test_case("/_layouts/15/AccessDenied.aspx?Source=%2Fpersonal%2Fa", "no single site"; "source in a onedrive")]
#[test_case("/_api/search/query", "no single site"; "for programs")]
#[test_case("/contentstorage/CSP_1/Document%20Library", "storage of an app"; "embedded storage")]
#[test_case("/personal/a_contoso_com/Documents", "personal OneDrive"; "personal")]
#[test_case("/my", "personal OneDrive"; "my onedrive")]
#[test_case("/:f:/r/personal/a_contoso_com/Documents", "personal OneDrive"; "link to a onedrive")]
#[test_case("/:f:/g/personal/a_contoso_com/EaBcDeF", "personal OneDrive"; "token of a onedrive")]
#[test_case("/:f:/g/EaBcDeF", "sharing link"; "sharing link without site")]
#[test_case("/:f:/r", "sharing link"; "sharing link without path")]
#[test_case("/:f:", "sharing link"; "sharing link without anything")]
#[test_case("/:f:/z/projects", "sharing link"; "sharing link of an unknown form")]
#[test_case("/sites/a%2F..%2Fb", "not the name"; "encoded slash")]
#[test_case("/sites/a/b%2Fc", "not the name"; "encoded slash in a subsite")]
#[test_case("/sites/a%0d%0ab", "not the name"; "encoded line break")]
#[test_case("/sites/a%3A/b", "not the name"; "encoded colon")]
#[test_case("/sites/a/%2e%2e%2e", "not the name"; "dots")]
#[test_case("/sites/a/b/c/d/e/f/g/h/i", "more than 8"; "too deep")]
#[test_case("/sites/%ff", "percent-encoded"; "no text")]
fn t43_what_names_no_site_is_refused_and_told_what_it_is(copied: &str, says: &str) {
    let refused = parse(&format!("{ROOT}{copied}")).unwrap_err().to_string();
    assert!(refused.contains(says), "{refused}");
}

#[test_case("http://contoso.sharepoint.com/sites/a"; "not https")]
#[test_case("https://sharepoint.com.evil.example/sites/a"; "foreign host")]
#[test_case("https://contoso.sharepoint.com.evil.example/sites/a"; "foreign suffix")]
#[test_case("https://contoso.evil.mcas.ms/sites/a"; "foreign host behind the proxy")]
#[test_case("https://evil.example/contoso.sharepoint.com/sites/a"; "host in the path")]
#[test_case("https://a@contoso.sharepoint.com/sites/a"; "userinfo")]
#[test_case("https://contoso.sharepoint.com:8443/sites/a"; "port")]
#[test_case("https://contoso.sharepoint.com@evil.example/sites/a"; "host as userinfo")]
#[test_case("https://evil.example\\.sharepoint.com/sites/a"; "backslash")]
#[test_case("https://169.254.169.254/latest/meta-data"; "metadata address")]
#[test_case("https://2852039166/"; "decimal address")]
#[test_case("https://[::ffff:169.254.169.254]/"; "mapped address")]
#[test_case("https://.sharepoint.com/sites/a"; "no tenant")]
#[test_case("https://sharepoint.com/sites/a"; "suffix alone")]
#[test_case("https://contoso-my.sharepoint.com/personal/a_contoso_com"; "personal")]
#[test_case("https://contoso-admin.sharepoint.com/"; "admin center")]
#[test_case("https://teams.microsoft.com/l/channel/19"; "teams")]
#[test_case("file:///etc/passwd"; "file")]
fn t43_what_is_not_on_sharepoint_is_refused(text: &str) {
    assert!(parse(text).is_err(), "{:?}", parse(text));
}

#[test_case("/sites/projects", &[]; "site")]
#[test_case("", &[]; "root")]
#[test_case("/sites/projects/north/hall b", &[("/sites/projects/north", "hall b"), ("/sites/projects", "north")]; "subsites")]
#[test_case("/hr", &[("", "hr")]; "subsite of the root site")]
fn the_sites_above_a_subsite_are_known(path: &str, expected: &[(&str, &str)]) {
    let address = parse(&format!("{ROOT}{path}")).unwrap();
    let above: Vec<_> = address
        .above()
        .map(|(above, name)| (above.to_string(), name))
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(above, name)| (format!("{ROOT}{above}"), *name))
        .collect();
    assert_eq!(above, expected);
}

#[test_case("/sites/Home.aspx"; "a page in place of a site")]
#[test_case("/sites/_layouts"; "a path of SharePoint")]
#[test_case("/sites/projects/Shared%20Documents"; "a library")]
#[test_case("/portals/hub"; "a portal")]
#[test_case("/sites/a/b/c/d/e/f/g/h/i"; "more sites than one may name now")]
#[test_case("/sites/%C3%89quipe/o%27hara"; "encoded letters")]
#[test_case(""; "root site")]
fn an_address_that_is_stored_is_read_as_it_stands(path: &str) {
    let stored = format!("\"{ROOT}{path}\"");
    let address: SiteAddress = serde_json::from_str(&stored).unwrap();
    assert_eq!(serde_json::to_string(&address).unwrap(), stored);
}

#[test_case("https://contoso.evil.example/sites/a"; "a foreign host")]
#[test_case("http://contoso.sharepoint.com/sites/a"; "not https")]
#[test_case("https://a@contoso.sharepoint.com/sites/a"; "userinfo")]
#[test_case("no address"; "no address")]
fn t43_what_is_stored_is_on_sharepoint_too(text: &str) {
    let stored = serde_json::to_string(text).unwrap();
    assert!(serde_json::from_str::<SiteAddress>(&stored).is_err());
}

proptest! {
    #[test]
    fn t43_an_accepted_address_stays_on_sharepoint(text in "https://[a-z.@:]{0,12}sharepoint\\.com[/\\\\a-zA-Z0-9%:.é' _-]{0,40}") {
        if let Ok(address) = parse(&text) {
            let again = Url::parse(&address.to_string()).unwrap();
            prop_assert_eq!(again.scheme(), "https");
            prop_assert!(again.host_str().unwrap().ends_with(".sharepoint.com"));
            prop_assert_eq!(again.host_str().unwrap(), address.host());
            let stored = serde_json::to_string(&address).unwrap();
            prop_assert_eq!(&serde_json::from_str::<SiteAddress>(&stored).unwrap(), &address);
            prop_assert_eq!(parse(&address.to_string()).unwrap(), address);
        }
    }

    /// Paths of known segments, in any order.
    #[test]
    fn t43_any_path_of_known_segments_is_one_site_or_refused(
        segments in proptest::collection::vec(
            proptest::sample::select(vec![
                "sites", "teams", "projects", "north", "Forms", "AllItems.aspx", "default.aspx", "SitePages", "Lists",
                "Shared%20Documents", "_layouts", "15", "sharepoint.aspx", "a.pdf", ":f:", "r", "s", "t", "g", "hr",
            ]),
            0..7,
        ),
        source in proptest::sample::select(vec!["", "?source=%2Fsites%2Fother%2Fnorth", "?id=%2Fsites%2Fother%2FPlans%2F1"]),
    ) {
        if let Ok(address) = parse(&format!("{ROOT}/{}{source}", segments.join("/"))) {
            let written = address.to_string();
            prop_assert_eq!(address.host(), "contoso.sharepoint.com");
            prop_assert_eq!(parse(&written).unwrap(), address);
            prop_assert!(!written.contains("_layouts") && !written.contains(":f:"), "{}", written);
        }
    }
}

#[test]
fn t43_fuzzed_addresses_stay_on_sharepoint_and_are_read_again_alike() {
    let good = [
        "https://contoso.sharepoint.com",
        "https://contoso.sharepoint.com/sites/projects",
        "https://contoso.sharepoint.de/sites/projects/north/SitePages/Home.aspx",
        "https://contoso.sharepoint.us/teams/a%20b/Shared%20Documents/Forms/AllItems.aspx?id=%2Fx#y",
        "https://contoso.sharepoint.com/:f:/r/sites/projects/Documents?csf=1",
        "https://contoso.sharepoint.com/_layouts/15/AccessDenied.aspx?Source=%2Fsites%2Fprojects%2Fnorth",
    ];
    fuzz::text("site address", &good, |text| {
        let Ok(address) = SiteAddress::try_from(text.to_owned()) else {
            return false;
        };
        let written = String::from(address.clone());
        let url = Url::parse(&written).unwrap();
        assert_eq!(url.host_str(), Some(address.host()));
        assert!(
            SUFFIXES
                .iter()
                .any(|suffix| address.host().ends_with(suffix))
        );
        assert!(url.username().is_empty() && url.port().is_none() && url.query().is_none());
        assert!(
            !address
                .segments
                .iter()
                .any(|segment| segment.starts_with('_')),
            "{written}"
        );
        assert_eq!(SiteAddress::try_from(written).unwrap(), address);
        true
    });
}
