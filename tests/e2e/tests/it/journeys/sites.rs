//! Sites and libraries: as people name them, as they change, many of them, and without remains.

use crate::{
    api::routes as api,
    journeys::administrator::result,
    support::{
        full::{Full, not_passing, said},
        stack::{Stack, poll},
        tenant::Tenant,
    },
};
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};

/// The site and its first library, which every case changes.
pub(crate) const SITE: &str = "sites/projects";
/// Number of tenants that are changed side by side.
const AT_ONCE: usize = 4;

/// A change at the customer, its repair, and the resulting verdicts.
struct Case {
    name: &'static str,
    change: Vec<(&'static str, Value)>,
    mend: Vec<(&'static str, Value)>,
    shows: Vec<(&'static str, &'static str)>,
}

fn site(change: Value) -> (&'static str, Value) {
    let mut body = change;
    body["path"] = json!(SITE);
    ("/sites", body)
}

fn state(name: &'static str, shows: &[(&'static str, &'static str)]) -> Case {
    Case {
        name,
        change: vec![site(json!({"state": name}))],
        mend: vec![site(json!({"state": "active"}))],
        shows: shows.to_vec(),
    }
}

fn renamed(to: &'static str, shows: &'static str) -> Case {
    Case {
        name: to,
        change: vec![site(json!({"rename_libraries": {"Documents": to}}))],
        mend: vec![site(json!({"rename_libraries": {to: "Documents"}}))],
        shows: vec![("library:1", shows)],
    }
}

/// Verdicts for a site that does not open, or whose libraries all have the same fault: its libraries are not judged.
fn closed(site: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("site:1", site),
        ("library:1", "unknown not-reached"),
        ("library:2", "unknown not-reached"),
    ]
}

fn refused(with: u16, name: &'static str, tenant: &Tenant) -> Case {
    let people = |with_system_user: bool| {
        let own = [&tenant.administrator, &tenant.system_user];
        let people = &own[..if with_system_user { 2 } else { 1 }];
        site(json!({"readers": people, "writers": people}))
    };
    Case {
        name,
        change: vec![("/sharepoint", json!({"refuse_with": with})), people(false)],
        mend: vec![people(true)],
        shows: closed("fail site-refused"),
    }
}

fn cases(tenant: &Tenant) -> Vec<Case> {
    vec![
        renamed("Documents partages", "fail library-misnamed"),
        renamed("Werkmap", "fail library-missing"),
        state("read_only", &closed("fail site-write-refused")),
        state("no_access", &closed("fail site-locked")),
        state("archived", &closed("fail site-locked")),
        state("deleted", &closed("fail site-missing")),
        Case {
            name: "quota",
            change: vec![site(json!({"quota": "exceeded"}))],
            mend: vec![site(json!({"quota": "normal"}))],
            shows: closed("fail site-full"),
        },
        refused(403, "403", tenant),
        refused(401, "401", tenant),
    ]
}

/// Walks the case of that number in a new tenant; returns the differences.
async fn walk(stack: &Stack, number: usize) -> Vec<String> {
    let full = Full::healthy(stack).await;
    let case = cases(&full.tenant).swap_remove(number);
    for (path, body) in &case.change {
        full.tenant.command("POST", path, body).await;
    }
    let report = full.verify().await;
    let mut differences = Vec::new();
    let said: Vec<_> = not_passing(&report);
    let expected: Vec<_> = case
        .shows
        .iter()
        .map(|(check, said)| ((*check).to_owned(), (*said).to_owned()))
        .collect();
    if said != expected {
        differences.push(format!("{}: {said:?}, not {expected:?}", case.name));
    }
    for (path, body) in &case.mend {
        full.tenant.command("POST", path, body).await;
    }
    full.report_where(|report| not_passing(report).is_empty())
        .await;
    differences
}

#[tokio::test]
async fn what_changes_at_a_site_is_told_by_its_cause_and_so_is_its_return() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let differences: Vec<String> = stream::iter(0..cases(&tenant).len())
        .map(|number| walk(stack, number))
        .buffer_unordered(AT_ONCE)
        .flat_map(stream::iter)
        .collect()
        .await;
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[tokio::test]
async fn a_renamed_library_is_proposed_under_its_new_name() {
    let full = Full::healthy(Stack::load()).await;
    let (path, body) = site(json!({"rename_libraries": {"Documents": "Documents partages"}}));
    full.tenant.command("POST", path, &body).await;
    let report = full.verify().await;
    let library = result(&report, "library:1");
    let finding = &library["finding"];
    assert_eq!(finding["arguments"]["library"], "Documents", "{library}");
    assert_eq!(finding["arguments"]["similar"], "Documents partages");
    let subject = library["subject"].as_str().unwrap_or_default();
    assert!(subject.starts_with("Documents (https://"), "{library}");
    let path = format!("/v1/registrations/{}/verifications", full.id);
    let newest = full.host_app.get(&path).await.expect(200)["items"][0].clone();
    assert_eq!(
        newest["changes"],
        json!([{
            "check": "library:1", "from": "pass", "from_finding": null, "to": "fail",
            "to_finding": "library-misnamed",
        }])
    );
}

#[tokio::test]
async fn t43_a_site_of_another_tenant_is_told_and_nothing_is_asked_of_its_host() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let other = Tenant::like(stack, "all-well").await;
    let mut body = tenant.registration_in_full();
    let foreign = other.registration_in_full()["sites"][0].clone();
    body["sites"][0] = foreign.clone();
    let full = Full::connected(stack, tenant, &body).await;
    let report = full
        .report_where(|report| said(report, "site:2") == "pass")
        .await;
    let said: Vec<_> = not_passing(&report)
        .into_iter()
        .filter(|(check, _)| check != "administrator-site-access")
        .collect();
    let expected = [
        ("site:1", "fail site-of-another-organisation"),
        ("library:1", "unknown not-reached"),
        ("library:2", "unknown not-reached"),
        // Its own first site is not among the named ones now.
        ("system-user-reach", "fail system-user-opens-other-sites"),
    ];
    let expected = expected.map(|(check, said)| (check.to_owned(), said.to_owned()));
    assert_eq!(said, expected, "{report}");
    let site = result(&report, "site:1");
    assert_eq!(site["subject"], foreign["url"], "{site}");
    assert_eq!(other.requests().await["requests"], json!([]), "its own");
}

#[tokio::test]
async fn t43_addresses_are_taken_as_people_paste_them_and_shown_as_sites() {
    let host_app = Stack::load().host_app();
    let host = "https://contoso.sharepoint.com";
    for (pasted, shown) in [
        ("/sites/projects", "/sites/projects"),
        ("/sites/projects/", "/sites/projects"),
        ("/Sites/projects?web=1#x", "/sites/projects"),
        (
            "/sites/projects/Shared%20Documents/Forms/AllItems.aspx?id=%2Fsites",
            "/sites/projects",
        ),
        ("/sites/projects/SitePages/Home.aspx", "/sites/projects"),
        (
            "/:f:/r/sites/projects/Shared%20Documents/Plans?csf=1",
            "/sites/projects",
        ),
        ("/:w:/s/projects/EaBcDeF?e=x", "/sites/projects"),
        ("/:x:/t/site-office/EaBcDeF", "/teams/site-office"),
        ("/teams/site-office/Plans", "/teams/site-office/Plans"),
        (
            "/teams/site-office/Plans/Forms/AllItems.aspx",
            "/teams/site-office",
        ),
        (
            "/_layouts/15/AccessDenied.aspx?Source=%2Fsites%2Fprojects%2Fnorth",
            "/sites/projects/north",
        ),
        (
            "/sites/Équipe bâtiment",
            "/sites/%C3%89quipe%20b%C3%A2timent",
        ),
        ("/", ""),
        ("/Shared%20Documents/Forms/AllItems.aspx", ""),
    ] {
        let mut body = api::body();
        body["sites"] = json!([{"url": format!(" {host}{pasted} "), "libraries": [" Plans "]}]);
        let created = host_app.post("/v1/registrations", &body).await.expect(201);
        let expected = json!([{"url": format!("{host}{shown}"), "libraries": ["Plans"]}]);
        assert_eq!(created["sites"], expected, "{pasted}");
        let path = format!(
            "/v1/registrations/{}",
            created["id"].as_str().expect("an id")
        );
        assert_eq!(host_app.get(&path).await.expect(200)["sites"], expected);
    }
}

#[tokio::test]
async fn t43_what_is_no_site_is_refused_with_its_reason() {
    let host_app = Stack::load().host_app();
    for (url, reason) in [
        (
            "https://contoso-my.sharepoint.com/personal/pat_contoso_com",
            "personal OneDrive",
        ),
        (
            "https://contoso.sharepoint.com/personal/pat_contoso_com",
            "personal OneDrive",
        ),
        ("https://contoso-admin.sharepoint.com/", "admin center"),
        ("https://contoso.sharepoint.com/sites/", "names no site"),
        (
            "https://contoso.sharepoint.com/:f:/g/EaBcDeF",
            "sharing link",
        ),
        ("https://contoso.sharepoint.com/portals/hub", "video portal"),
        (
            "https://contoso.sharepoint.com/_layouts/15/sharepoint.aspx",
            "no single site",
        ),
        ("http://contoso.sharepoint.com/sites/a", "https address"),
        (
            "https://169.254.169.254/latest/meta-data",
            "SharePoint site",
        ),
        ("https://2852039166/sites/a", "SharePoint site"),
        (
            "https://[::ffff:169.254.169.254]/sites/a",
            "SharePoint site",
        ),
        (
            "https://contoso.sharepoint.com@evil.example/sites/a",
            "SharePoint site",
        ),
        (
            "https://contoso.sharepoint.com.evil.example/sites/a",
            "SharePoint site",
        ),
        (
            "https://contoso.sharepoint.com:8443/sites/a",
            "SharePoint site",
        ),
    ] {
        let mut body = api::body();
        body["sites"][0]["url"] = json!(url);
        let answer = host_app.post("/v1/registrations", &body).await;
        assert_eq!(answer.status, 422, "{url}: {}", answer.text);
        assert_eq!(api::fields(&answer), ["sites/0/url"], "{url}");
        assert!(answer.text.contains(reason), "{url}: {}", answer.text);
    }
}

/// Checks that each created upload session was abandoned on the site's own host. With a bearer token the emulator would have
/// counted a violation, which fails the test when the tenant is dropped.
pub(crate) async fn leaves_nothing(full: &Full) {
    poll("every session to be given up", async || {
        let log = full.tenant.requests().await;
        let requests = log["requests"].as_array().cloned().unwrap_or_default();
        let made = requests
            .iter()
            .flat_map(|request| request["parts"].as_array().cloned().unwrap_or_default())
            .filter(|part| {
                let path = part["path"].as_str().unwrap_or_default();
                path.ends_with("createUploadSession") && part["status"] == 200
            })
            .count();
        let given_up = requests
            .iter()
            .filter(|request| request["host"] == "sharepoint")
            .inspect(|request| {
                assert_eq!(
                    (&request["method"], &request["status"]),
                    (&json!("DELETE"), &json!(204)),
                    "{request}"
                );
            })
            .count();
        assert_eq!(log["totals"]["contract_violations"], 0);
        assert_eq!(log["totals"]["clean_up"], json!(given_up));
        if made > 0 && made == given_up {
            Ok(())
        } else {
            Err(format!("{made} made, {given_up} given up"))
        }
    })
    .await;
}

#[tokio::test]
async fn t43_a_verification_leaves_nothing_in_the_libraries() {
    let full = Full::healthy(Stack::load()).await;
    full.verify().await;
    leaves_nothing(&full).await;
    // Where the address of a session cannot be reached, what was seen stands.
    full.tenant
        .fault(&json!({"host": "sharepoint", "kind": "status", "status": 503}))
        .await;
    let report = full.verify().await;
    assert_eq!(not_passing(&report), [], "{report}");
    let evidence = &result(&report, "library:1")["evidence"];
    let left_open = evidence.as_array().into_iter().flatten().any(|evidence| {
        let request = evidence["request"].as_str().unwrap_or_default();
        request.starts_with("DELETE ") && evidence["status"] == 503
    });
    assert!(left_open, "{evidence}");
}
