//! People and groups of the directory: lists, pages, searches, members.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use test_case::test_case;

use crate::people::token_of;
use crate::stand::{CONTOSO, Stand, text};

const DENIED: u16 = 403;

/// An app's own token with these application permissions.
async fn app_token(stand: &Stand, tenant: &str, permissions: &[&str]) -> String {
    let grant = json!({ "application": permissions });
    let state = stand
        .control(&format!("/tenants/{tenant}/grant"), grant)
        .await;
    stand.app_only(&text(&state["tenant_id"])).await
}

fn names(page: &Value) -> Vec<String> {
    let objects = page["value"].as_array().unwrap();
    objects
        .iter()
        .map(|object| text(&object["displayName"]))
        .collect()
}

/// Names that a search finds, or the status and code of the refusal.
async fn search(
    stand: &Stand,
    token: &str,
    path: &str,
    text: &str,
) -> Result<Vec<String>, (u16, Value)> {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("$search", text);
    let (status, body) = stand
        .search_graph(token, &format!("{path}?{}", query.finish()))
        .await;
    if status == 200 {
        Ok(names(&body))
    } else {
        Err((status, body["error"]["code"].clone()))
    }
}

#[tokio::test]
async fn everybody_of_a_large_tenant_comes_in_pages() {
    let stand = Stand::start().await;
    let token = app_token(&stand, "many-people", &["User.Read.All"]).await;
    let (mut ids, mut sizes) = (BTreeSet::new(), Vec::new());
    let mut next = "/users?$select=id,userPrincipalName&$top=1200".to_owned();
    loop {
        let (status, page) = stand.search_graph(&token, &next).await;
        assert_eq!(status, 200, "{page}");
        let people = page["value"].as_array().unwrap();
        sizes.push(people.len());
        ids.extend(people.iter().map(|user| text(&user["id"])));
        match page["@odata.nextLink"].as_str() {
            Some(link) => link.clone_into(&mut next),
            None => break,
        }
    }
    assert_eq!(sizes, [999, 999, 505]);
    assert_eq!(ids.len(), 2_503);
    let usual = stand.graph(&token, "/users").await;
    assert_eq!(usual["value"].as_array().unwrap().len(), 100);
    let admin = &usual["value"][0];
    assert_eq!(admin["userPrincipalName"], "admin@graphic-works.example");
    assert_eq!(admin.get("accountEnabled"), None);
    let one = ids.last().unwrap();
    let person = stand.graph(&token, &format!("/users/{one}")).await;
    assert_eq!(person["id"], one.as_str());
    let groups = stand.graph_error(&token, "/groups").await;
    assert_eq!(groups.0, DENIED);
}

#[tokio::test]
async fn a_count_and_its_next_page_need_the_header() {
    let stand = Stand::start().await;
    let token = app_token(&stand, "many-people", &["Directory.Read.All"]).await;
    for (path, count) in [("/users", 2_503), ("/groups", 131)] {
        let path = format!("{path}?$count=true&$top=60");
        assert_eq!(stand.graph_error(&token, &path).await.0, 400);
        let (status, first) = stand.search_graph(&token, &path).await;
        assert_eq!((status, &first["@odata.count"]), (200, &json!(count)));
        let link = text(&first["@odata.nextLink"]);
        let root = format!("{}/v1.0", stand.emulator.graph_url());
        let bare = stand
            .graph_error(&token, link.strip_prefix(&root).unwrap())
            .await;
        assert_eq!(bare.0, 400);
        let (status, second) = stand.search_graph(&token, &link).await;
        assert_eq!((status, second.get("@odata.count")), (200, None));
        assert_eq!(second["value"].as_array().unwrap().len(), 60);
    }
}

#[test_case(r#""displayName:zoë o'b""#, &["Zoë O'Brien"]; "beginnings of words with an accent and an apostrophe")]
#[test_case(r#""displayName:ZOË" AND "surname:mül""#, &["Zoë Müller"]; "two clauses")]
#[test_case(r#""displayName:admi" OR "userPrincipalName:admin@" OR "mail:admin@""#, &["Alex Morgan"]; "the beginning of an address")]
#[test_case(r#""givenName:quent" AND ("surname:Li" OR "surname:Ng")"#, &["Quentin Nguyen", "Quentin Li", "Quentin Ng"]; "parentheses")]
#[test_case(r#""displayName:nobody""#, &[]; "nobody")]
#[tokio::test]
async fn people_are_found_by_what_their_names_begin_with(wanted: &str, expected: &[&str]) {
    let stand = Stand::start().await;
    let token = app_token(&stand, "many-people", &["User.ReadBasic.All"]).await;
    let found = search(&stand, &token, "/users", wanted).await;
    assert_eq!(found.unwrap(), expected);
}

#[tokio::test]
async fn a_search_goes_on_over_pages() {
    let stand = Stand::start().await;
    let token = app_token(&stand, "many-people", &["User.ReadBasic.All"]).await;
    let path = "/users?$search=%22displayName:zo%C3%AB%22&$select=displayName&$top=40&$count=true";
    let (_, first) = stand.search_graph(&token, path).await;
    assert_eq!(first["@odata.count"], 50);
    let (_, second) = stand
        .search_graph(&token, &text(&first["@odata.nextLink"]))
        .await;
    assert_eq!(second.get("@odata.nextLink"), None);
    let all = [names(&first), names(&second)].concat();
    assert_eq!(all.len(), 50);
    assert!(all.iter().all(|name| name.starts_with("Zoë ")));
}

#[tokio::test]
async fn groups_are_found_by_name_description_and_address() {
    let stand = Stand::start().await;
    let token = app_token(&stand, "many-people", &["GroupMember.Read.All"]).await;
    for (wanted, expected) in [
        (r#""displayName:engin kra""#, "Engineering Kraków"),
        (r#""description:everybody""#, "All staff"),
        (r#""mail:estimating-antwerp@""#, "Estimating Antwerp"),
    ] {
        let found = search(&stand, &token, "/groups", wanted).await;
        assert_eq!(found.unwrap(), [expected]);
    }
    let other = search(&stand, &token, "/groups", r#""surname:a""#).await;
    assert_eq!(other.unwrap_err().0, 400);
}

#[test_case("displayName:a"; "no quotation marks")]
#[test_case(r#""a""#; "no property")]
#[test_case(r#""description:a""#; "a property that people do not have")]
#[test_case(r#""displayName:a" or "mail:a""#; "an operator in small letters")]
#[tokio::test]
async fn a_wrong_search_is_refused(wanted: &str) {
    let stand = Stand::start().await;
    let token = app_token(&stand, "all-well", &["User.Read.All"]).await;
    let refused = search(&stand, &token, "/users", wanted).await.unwrap_err();
    assert_eq!(refused, (400, json!("Request_BadRequest")));
}

#[tokio::test]
async fn a_search_needs_the_header_and_a_collection_that_is_searched() {
    let stand = Stand::start().await;
    let token = app_token(&stand, "all-well", &["Directory.Read.All"]).await;
    let path = "?$search=%22displayName:pat%22";
    let refused = stand.graph_error(&token, &format!("/users{path}")).await;
    assert_eq!(refused, (400, "Request_UnsupportedQuery".to_owned()));
    let members = "/groups/e0010000-0000-4000-8000-000000000101/members";
    let (status, _) = stand
        .search_graph(&token, &format!("{members}{path}"))
        .await;
    assert_eq!(status, 501);
}

#[test_case("User.Read", DENIED, DENIED, DENIED; "his own account")]
#[test_case("User.ReadBasic.All", 200, DENIED, DENIED; "people")]
#[test_case("GroupMember.Read.All", DENIED, 200, 200; "members of groups")]
#[test_case("Group.Read.All", DENIED, 200, 200; "groups")]
#[test_case("Directory.Read.All", 200, 200, 200; "the directory")]
#[test_case("Application.Read.All", DENIED, DENIED, DENIED; "applications")]
#[tokio::test]
async fn the_contract_says_who_may_read(scope: &str, users: u16, groups: u16, members: u16) {
    let stand = Stand::start().await;
    let account = "pat@contoso.example";
    let token = token_of(&stand, "all-well", account, scope).await;
    let group = "/groups/e0010000-0000-4000-8000-000000000101";
    for (path, expected) in [
        ("/users", users),
        ("/groups", groups),
        (group, groups),
        (&format!("{group}/members"), members),
    ] {
        let answer = stand.get_graph(&token, path).await;
        assert_eq!(answer.status().as_u16(), expected, "{path}");
    }
}

#[tokio::test]
async fn who_may_read_basic_profiles_alone_sees_no_more() {
    let stand = Stand::start().await;
    let select = "/users?$select=id,displayName,givenName,surname,mail,userPrincipalName,accountEnabled,userType";
    let basic = app_token(&stand, "all-well", &["User.ReadBasic.All"]).await;
    let page = stand.graph(&basic, select).await;
    assert_eq!(
        page["value"][2],
        json!({
            "id": "e0010000-0000-4000-8000-000000000003",
            "displayName": "Pat Reed",
            "givenName": "Pat",
            "surname": "Reed",
            "mail": "pat@contoso.example",
            "userPrincipalName": "pat@contoso.example",
        })
    );
    let full = app_token(&stand, "all-well", &["User.Read.All"]).await;
    let page = stand.graph(&full, select).await;
    assert_eq!(page["value"][2]["accountEnabled"], true);
    assert_eq!(page["value"][2]["userType"], "Member");
}

#[tokio::test]
async fn a_group_shows_its_direct_members_alone() {
    let stand = Stand::start().await;
    let everybody = "/groups/e0450000-0000-4000-8000-000000000102";
    let members = format!("{everybody}/members");
    let token = app_token(&stand, "nested-groups", &["GroupMember.Read.All"]).await;
    let group = stand.graph(&token, everybody).await;
    assert_eq!(group["displayName"], "Everybody");
    assert_eq!(group["securityEnabled"], true);
    assert_eq!(group["mailEnabled"], false);
    assert_eq!(group["groupTypes"], json!([]));
    let found = stand.graph(&token, &members).await;
    assert_eq!(
        found["value"][0],
        json!({
            "@odata.type": "#microsoft.graph.user",
            "id": "e0450000-0000-4000-8000-000000000003",
        })
    );
    assert_eq!(found["value"][1]["@odata.type"], "#microsoft.graph.group");
    assert_eq!(found["value"][1]["displayName"], "Cooperlink users");
    assert_eq!(found["value"].as_array().unwrap().len(), 2);
    let both = ["GroupMember.Read.All", "User.ReadBasic.All"];
    let token = app_token(&stand, "nested-groups", &both).await;
    let select = format!("{members}?$select=id,displayName,userPrincipalName,groupTypes");
    let found = stand.graph(&token, &select).await;
    assert_eq!(found["value"][0]["displayName"], "Pat Reed");
    assert_eq!(found["value"][1].get("userPrincipalName"), None);
    let wrong = format!("{members}?$select=nothingLikeThis");
    assert_eq!(stand.graph_error(&token, &wrong).await.0, 400);
}

#[tokio::test]
async fn the_members_of_a_large_group_come_in_pages() {
    let stand = Stand::start().await;
    let token = app_token(&stand, "many-people", &["Directory.Read.All"]).await;
    let all = "/groups?$search=%22displayName:all%20staff%22";
    let (_, groups) = stand.search_graph(&token, all).await;
    let id = text(&groups["value"][0]["id"]);
    let path = format!("/groups/{id}/members?$count=true&$top=999");
    let (_, page) = stand.search_graph(&token, &path).await;
    assert_eq!(page["@odata.count"], 2_500);
    assert_eq!(page["value"].as_array().unwrap().len(), 999);
    assert!(page["@odata.nextLink"].is_string());
}

#[tokio::test]
async fn an_unknown_group_is_404() {
    let stand = Stand::start().await;
    let token = app_token(&stand, "all-well", &["Group.Read.All"]).await;
    let nobody = format!("/groups/{CONTOSO}");
    let absent = (404, "Request_ResourceNotFound".to_owned());
    for path in [nobody.clone(), format!("{nobody}/members")] {
        assert_eq!(stand.graph_error(&token, &path).await, absent);
    }
    assert_eq!(stand.graph_error(&token, "/groups/nothing").await.0, 400);
}
