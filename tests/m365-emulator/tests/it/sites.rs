//! Sites and libraries: addresses, permissions, locks, paging.

use reqwest::StatusCode;
use serde_json::{Value, json};
use test_case::test_case;

use crate::people::{system_user_of, token_of};
use crate::stand::{CONTOSO, Stand, read, text};

pub(crate) const HOST: &str = "contoso.sharepoint.com";
const PAT: &str = "pat@contoso.example";
const SITES: &str = "openid User.Read Sites.ReadWrite.All";

/// The drive of a library of `sites/projects`.
pub(crate) async fn drive_of(stand: &Stand, token: &str, host: &str, library: &str) -> Value {
    let path = format!("/sites/{host}:/sites/projects:/drives");
    let drives = stand.graph(token, &path).await;
    let drives = drives["value"].as_array().unwrap();
    drives
        .iter()
        .find(|drive| drive["name"] == library)
        .unwrap()
        .clone()
}

async fn change(stand: &Stand, body: Value) -> Value {
    stand.control("/tenants/all-well/sites", body).await
}

#[tokio::test]
async fn a_site_is_found_by_each_of_its_addresses() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let path = format!("/sites/{HOST}:/Sites/PROJECTS?$select=id,displayName,webUrl");
    let site = stand.graph(&token, &path).await;
    assert_eq!(site["displayName"], "Projects");
    assert_eq!(
        site["webUrl"],
        "https://contoso.sharepoint.com/sites/projects"
    );
    assert_eq!(site["name"], Value::Null);
    let id = text(&site["id"]);
    assert_eq!(id.split(',').count(), 3);
    assert!(id.starts_with(HOST));
    let by_id = stand.graph(&token, &format!("/sites/{id}")).await;
    assert_eq!(by_id["id"], site["id"]);
    let encoded = format!("/sites/{HOST}:/teams/site%2Doffice");
    assert_eq!(
        stand.graph(&token, &encoded).await["displayName"],
        "Site office"
    );
    let roots = [format!("/sites/{HOST}"), "/sites/root".to_owned()];
    for root in roots {
        let root = stand.graph(&token, &root).await;
        assert_eq!(root["displayName"], "Contoso");
        assert_eq!(root["webUrl"], "https://contoso.sharepoint.com");
    }
}

/// Addresses that a search finds for this person.
async fn found(stand: &Stand, token: &str, query: &str) -> Vec<String> {
    let page = stand.graph(token, &format!("/sites?search=*{query}")).await;
    let sites = page["value"].as_array().unwrap();
    sites.iter().map(|site| text(&site["webUrl"])).collect()
}

#[tokio::test]
async fn a_search_finds_the_sites_that_the_person_may_open() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let all = [
        "https://contoso.sharepoint.com/sites/projects",
        "https://contoso.sharepoint.com/teams/site-office",
        "https://contoso.sharepoint.com",
    ];
    let mut seen = found(&stand, &token, "").await;
    seen.sort();
    let mut expected = all;
    expected.sort_unstable();
    assert_eq!(seen, expected);
    change(
        &stand,
        json!({"path": "sites/projects", "state": "no_access"}),
    )
    .await;
    change(
        &stand,
        json!({"path": "teams/site-office", "readers": [], "writers": []}),
    )
    .await;
    let only_root = ["https://contoso.sharepoint.com"];
    assert_eq!(found(&stand, &token, "&$select=id,webUrl").await, only_root);
}

#[tokio::test]
async fn a_long_search_has_pages() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let page = stand.graph(&token, "/sites?search=*&$top=2").await;
    assert_eq!(page["value"].as_array().unwrap().len(), 2);
    assert!(
        text(&page["@odata.nextLink"]).contains("$skiptoken")
            || text(&page["@odata.nextLink"]).contains("%24skiptoken")
    );
}

#[tokio::test]
async fn libraries_have_the_names_that_people_see() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let by_path = format!("/sites/{HOST}:/sites/projects:/drives");
    let by_path = stand.graph(&token, &by_path).await;
    let names: Vec<_> = by_path["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|drive| text(&drive["name"]))
        .collect();
    assert_eq!(names, ["Documents", "Drawings"]);
    let site = stand
        .graph(&token, &format!("/sites/{HOST}:/sites/projects"))
        .await;
    let by_id = format!("/sites/{}/drives?$select=id,name", text(&site["id"]));
    let by_id = stand.graph(&token, &by_id).await;
    assert_eq!(by_id["value"][0]["id"], by_path["value"][0]["id"]);
    assert_eq!(by_id["value"][0]["quota"], Value::Null);
    let root = stand.graph(&token, &format!("/sites/{HOST}/drives")).await;
    assert_eq!(root["value"][0]["name"], "Documents");
    let drive = &by_path["value"][0];
    assert_eq!(drive["driveType"], "documentLibrary");
    assert_eq!(drive["quota"]["state"], "normal");
    let address = "https://contoso.sharepoint.com/sites/projects/Shared%20Documents";
    assert_eq!(drive["webUrl"], address);
}

#[tokio::test]
async fn a_library_answers_itself_its_root_and_its_content() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let drive = drive_of(&stand, &token, HOST, "Drawings").await;
    let id = text(&drive["id"]);
    let itself = stand.graph(&token, &format!("/drives/{id}")).await;
    assert_eq!(itself["name"], "Drawings");
    let encoded = format!("/drives/{}/root", id.replace('!', "%21"));
    assert_eq!(stand.graph(&token, &encoded).await["name"], "root");
    let children = format!("/drives/{id}/root/children?$top=1&$select=id,name");
    let children = stand.graph(&token, &children).await;
    assert_eq!(children["value"].as_array().unwrap().len(), 1);
    assert_eq!(children["value"][0]["folder"], Value::Null);
    assert!(children["@odata.nextLink"].is_string());
    let unknown = "b!".to_owned() + &"A".repeat(64);
    for (id, expected) in [
        (unknown.as_str(), (404, "itemNotFound")),
        ("nothing", (400, "invalidRequest")),
    ] {
        let (status, code) = stand.graph_error(&token, &format!("/drives/{id}")).await;
        assert_eq!((status, code.as_str()), expected);
    }
}

#[tokio::test]
async fn more_libraries_than_a_page_holds_come_with_a_link() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    stand
        .control("/tenants/all-well/sharepoint", json!({ "drives_page": 1 }))
        .await;
    let path = format!("/sites/{HOST}:/sites/projects:/drives?$select=name");
    let first = stand.graph(&token, &path).await;
    assert_eq!(first["value"].as_array().unwrap().len(), 1);
    let next = text(&first["@odata.nextLink"]);
    let next = stand.http.get(next).bearer_auth(&token);
    let second = read(next.send().await.unwrap(), StatusCode::OK).await;
    assert_eq!(second["value"][0]["name"], "Drawings");
    assert_eq!(second["@odata.nextLink"], Value::Null);
}

#[tokio::test]
async fn everybody_sees_what_he_may_open() {
    let stand = Stand::start().await;
    let token = token_of(&stand, "all-well", PAT, SITES).await;
    let libraries = json!([{ "name": "Documents" }, { "name": "Closed", "readers": [] , "writers": ["admin@contoso.example"] }]);
    change(
        &stand,
        json!({ "path": "sites/projects", "libraries": libraries }),
    )
    .await;
    let path = format!("/sites/{HOST}:/sites/projects:/drives");
    let seen = stand.graph(&token, &path).await;
    assert_eq!(seen["value"].as_array().unwrap().len(), 1);
    let admin = token_of(&stand, "all-well", "admin@contoso.example", SITES).await;
    let closed = text(&drive_of(&stand, &admin, HOST, "Closed").await["id"]);
    let denied = (403, "accessDenied".to_owned());
    assert_eq!(
        stand
            .graph_error(&token, &format!("/drives/{closed}/root"))
            .await,
        denied
    );
    change(&stand, json!({ "path": "sites/projects", "readers": [] })).await;
    assert_eq!(stand.graph_error(&token, &path).await, denied);
    stand
        .control(
            "/tenants/all-well/sharepoint",
            json!({ "refuse_with": 401 }),
        )
        .await;
    assert_eq!(
        stand.graph_error(&token, &path).await,
        (401, "accessDenied".to_owned())
    );
}

#[tokio::test]
async fn sites_need_a_scope_and_an_app_needs_a_role() {
    let stand = Stand::start().await;
    let token = token_of(&stand, "all-well", PAT, "openid User.Read").await;
    let path = format!("/sites/{HOST}:/sites/projects");
    let denied = (403, "accessDenied".to_owned());
    assert_eq!(stand.graph_error(&token, &path).await, denied);
    let files = token_of(&stand, "all-well", PAT, "openid User.Read Files.Read").await;
    assert_eq!(stand.graph_error(&files, &path).await, denied);
    stand.graph(&files, &format!("{path}:/drives")).await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let app = stand.app_only(CONTOSO).await;
    assert_eq!(stand.graph_error(&app, &path).await, denied);
    let role = json!({ "application": ["Sites.Read.All"] });
    stand.control("/tenants/all-well/grant", role).await;
    let app = stand.app_only(CONTOSO).await;
    stand.graph(&app, &path).await;
}

#[test_case("fabrikam.sharepoint.com:/sites/projects", 400, "invalidRequest"; "a host of another tenant")]
#[test_case("contoso.sharepoint.com:/sites/nothing", 404, "itemNotFound"; "no such site")]
#[test_case("contoso.sharepoint.com,e0000000-0000-4000-8000-000000000001,e0000000-0000-4000-8000-000000000001", 404, "itemNotFound"; "no such id")]
#[tokio::test]
async fn a_wrong_address_says_what_is_wrong(site: &str, status: u16, code: &str) {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    for suffix in [
        "",
        if site.contains(':') {
            ":/drives"
        } else {
            "/drives"
        },
    ] {
        let refused = stand
            .graph_error(&token, &format!("/sites/{site}{suffix}"))
            .await;
        assert_eq!(refused, (status, code.to_owned()));
    }
}

#[test_case("site-missing", 404, "itemNotFound"; "missing")]
#[test_case("site-denied", 403, "accessDenied"; "denied")]
#[test_case("site-no-access", 423, "notAllowed"; "locked")]
#[test_case("site-archived", 423, "notAllowed"; "archived")]
#[test_case("no-sharepoint", 400, "BadRequest"; "no sharepoint")]
#[tokio::test]
async fn a_tenant_shows_the_site_that_its_fault_is_about(tenant: &str, status: u16, code: &str) {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, tenant).await;
    let host = text(&stand.control_get(&format!("/tenants/{tenant}")).await["sharepoint_host"]);
    for suffix in ["", ":/drives"] {
        let path = format!("/sites/{host}:/sites/projects{suffix}");
        let refused = stand.graph_error(&token, &path).await;
        assert_eq!(refused, (status, code.to_owned()));
    }
}

#[tokio::test]
async fn the_administrator_may_be_the_one_without_access() {
    let stand = Stand::start().await;
    let tenant = "administrator-without-site";
    let path = "/sites/harbor.sharepoint.com:/sites/projects";
    let system_user = system_user_of(&stand, tenant).await;
    stand.graph(&system_user, path).await;
    let administrator = token_of(&stand, tenant, "admin@harbor.example", SITES).await;
    let refused = stand.graph_error(&administrator, path).await;
    assert_eq!(refused, (403, "accessDenied".to_owned()));
}

#[tokio::test]
async fn a_renamed_library_keeps_its_id_and_a_missing_one_has_another_name() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let before = drive_of(&stand, &token, HOST, "Documents").await;
    let renamed = json!({ "Documents": "Dokumente" });
    change(
        &stand,
        json!({ "path": "sites/projects", "rename_libraries": renamed }),
    )
    .await;
    let after = drive_of(&stand, &token, HOST, "Dokumente").await;
    assert_eq!(before["id"], after["id"]);
    let token = system_user_of(&stand, "library-missing").await;
    drive_of(
        &stand,
        &token,
        "boulder.sharepoint.com",
        "Documents partages",
    )
    .await;
}

#[tokio::test]
async fn a_copy_has_a_host_and_people_of_its_own() {
    let stand = Stand::start().await;
    let copy = stand
        .control("/tenants", json!({ "like": "all-well" }))
        .await;
    let host = text(&copy["sharepoint_host"]);
    assert_ne!(host, HOST);
    let expected = format!("https://{host}/sites/projects");
    assert_eq!(copy["invite_sites"][0]["url"], expected);
    let token = system_user_of(&stand, &text(&copy["key"])).await;
    let own = drive_of(&stand, &token, &host, "Documents").await;
    let original = system_user_of(&stand, "all-well").await;
    let original = drive_of(&stand, &original, HOST, "Documents").await;
    assert_ne!(own["id"], original["id"]);
    let path = format!("/sites/{HOST}:/sites/projects");
    assert_eq!(stand.graph_error(&token, &path).await.0, 400);
}

#[tokio::test]
async fn a_tenant_whose_fault_is_another_has_licence_site_and_library() {
    let stand = Stand::start().await;
    let tenants = stand.control_get("/tenants").await;
    let tenants = tenants["tenants"].as_array().unwrap();
    let elsewhere = |tenant: &&Value| {
        let heading = tenant["heading"] == "registration" || tenant["heading"] == "system_user";
        heading && tenant["key"] != "personal-account"
    };
    for tenant in tenants.iter().filter(elsewhere) {
        let key = text(&tenant["key"]);
        let users = tenant["users"].as_array().unwrap();
        let system_user = users
            .iter()
            .find(|user| user["user_principal_name"] == tenant["system_user"]);
        let licences = &system_user.unwrap()["licences"];
        assert_eq!(licences, &json!(["O365_BUSINESS_ESSENTIALS"]), "{key}");
        let sites = tenant["sites"].as_array().unwrap();
        let projects = sites.iter().find(|site| site["path"] == "sites/projects");
        let projects = projects.unwrap();
        assert_eq!(projects["libraries"][0]["name"], "Documents", "{key}");
        for name in [&tenant["system_user"], &tenant["account"]] {
            let named = |user: &&Value| {
                [&user["user_principal_name"], &user["signs_in_as"]].contains(&name)
            };
            let user = users.iter().find(named).unwrap();
            let writers = projects["writers"].as_array().unwrap();
            assert!(writers.contains(&user["user_principal_name"]), "{key}");
        }
        let invited = text(&tenant["invite_sites"][0]["url"]);
        assert!(invited.ends_with(".sharepoint.com/sites/projects"), "{key}");
        assert_eq!(
            tenant["invite_sites"][0]["libraries"][0], "Documents",
            "{key}"
        );
    }
    let missing = stand.control_get("/tenants/library-missing").await;
    assert_eq!(
        missing["invite_sites"][0]["libraries"],
        json!(["Documents"])
    );
}

#[tokio::test]
async fn libraries_of_sharepoint_itself_are_listed_only_where_they_are_asked_for() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let libraries = json!([{ "name": "Documents" }, { "name": "Site Assets", "system": true }]);
    change(
        &stand,
        json!({ "path": "sites/projects", "libraries": libraries }),
    )
    .await;
    let names = async |select: &str| {
        let path = format!("/sites/{HOST}:/sites/projects:/drives?$select={select}");
        let listed = stand.graph(&token, &path).await["value"].clone();
        let listed = listed.as_array().unwrap().clone();
        let names: Vec<_> = listed
            .iter()
            .map(|drive| (text(&drive["name"]).clone(), drive["system"].is_object()))
            .collect();
        names
    };
    let all = [
        ("Documents".to_owned(), false),
        ("Site Assets".to_owned(), true),
    ];
    assert_eq!(names("id,name").await, all[..1]);
    assert_eq!(names("id,name,system").await, all);
}
