//! Changes of the access to the app: rights, conflicts, kinds of groups, addresses.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use test_case::test_case;

use crate::browser::Browser;
use crate::people::token_of;
use crate::stand::{CLIENT, CONTOSO_ADMIN, Stand, read, text};

pub(crate) const ADMIN: &str = "admin@contoso.example";
pub(crate) const PAT: &str = "e0010000-0000-4000-8000-000000000003";
pub(crate) const SCOPE: &str =
    "Application.ReadWrite.All Application.Read.All AppRoleAssignment.ReadWrite.All";
const NIL: &str = "00000000-0000-0000-0000-000000000000";
pub(crate) const GROUP: &str = "e0010000-0000-4000-8000-000000000101";

/// Id of the app's service principal, which exists after a consent.
pub(crate) async fn installed(stand: &Stand, tenant: &str) -> String {
    let state = stand
        .control(&format!("/tenants/{tenant}/consent"), json!({}))
        .await;
    text(&state["service_principal"]["id"])
}

pub(crate) fn assignment(principal: &str, service_principal: &str) -> Value {
    json!({ "principalId": principal, "resourceId": service_principal, "appRoleId": NIL })
}

pub(crate) fn by_id(service_principal: &str) -> String {
    format!("/servicePrincipals/{service_principal}")
}

pub(crate) fn by_app_id() -> String {
    format!("/servicePrincipals(appId='{CLIENT}')")
}

/// Ids of the assigned principals, as they are in force.
pub(crate) async fn assigned(stand: &Stand, tenant: &str) -> Value {
    stand.control_get(&format!("/tenants/{tenant}")).await["service_principal"]["assigned"].clone()
}

#[test_case(&["Application Administrator"], 201, 204; "application administrator")]
#[test_case(&["Cloud Application Administrator"], 201, 204; "cloud application administrator")]
#[test_case(&["Privileged Role Administrator"], 201, 403; "privileged role administrator")]
#[test_case(&["User Administrator"], 201, 403; "user administrator")]
#[test_case(&["Hybrid Identity Administrator"], 201, 403; "hybrid identity administrator")]
#[test_case(&["Identity Governance Administrator"], 201, 403; "identity governance administrator")]
#[test_case(&["Directory Writers"], 201, 403; "directory writers")]
#[test_case(&["Exchange Administrator"], 403, 403; "exchange administrator")]
#[test_case(&[], 403, 403; "no role")]
#[tokio::test]
async fn a_signed_in_caller_needs_a_role(roles: &[&str], assigns: u16, updates: u16) {
    let stand = Stand::start().await;
    let id = installed(&stand, "all-well").await;
    let user = "/tenants/all-well/users/pat@contoso.example";
    stand.control(user, json!({ "roles": roles })).await;
    let scope = format!("{SCOPE} User.Read");
    let token = token_of(&stand, "all-well", "pat@contoso.example", &scope).await;
    let path = format!("{}/appRoleAssignedTo", by_id(&id));
    let body = assignment(CONTOSO_ADMIN, &id);
    let (status, created) = stand.change_graph(Method::POST, &token, &path, &body).await;
    assert_eq!(status, assigns, "{created}");
    if status == 201 {
        let entry = format!("{path}/{}", text(&created["id"]));
        let deleted = stand
            .change_graph(Method::DELETE, &token, &entry, &Value::Null)
            .await;
        assert_eq!(deleted.0, 204);
    }
    let change = json!({ "appRoleAssignmentRequired": true });
    let (status, _) = stand
        .change_graph(Method::PATCH, &token, &by_id(&id), &change)
        .await;
    assert_eq!(status, updates);
    let memberships = "/me/memberOf/microsoft.graph.directoryRole?$select=displayName";
    let held = stand.graph(&token, memberships).await;
    assert_eq!(held["value"].as_array().unwrap().len(), roles.len());
}

#[test_case("AppRoleAssignment.ReadWrite.All"; "without reading applications")]
#[test_case("Application.Read.All"; "without writing assignments")]
#[test_case("User.Read"; "without anything")]
#[tokio::test]
async fn a_permission_that_is_missing_is_missed(scope: &str) {
    let stand = Stand::start().await;
    let id = installed(&stand, "all-well").await;
    let state = stand
        .control(&format!("/tenants/all-well/assignments/{PAT}"), json!({}))
        .await;
    let there = text(&state["service_principal"]["assignments"][0]["id"]);
    let token = token_of(&stand, "all-well", ADMIN, scope).await;
    let path = format!("{}/appRoleAssignedTo", by_id(&id));
    let entry = format!("{path}/{there}");
    let body = assignment(CONTOSO_ADMIN, &id);
    let required = json!({ "appRoleAssignmentRequired": true });
    for (method, path, body) in [
        (Method::POST, &path, &body),
        (Method::DELETE, &entry, &Value::Null),
        (Method::PATCH, &by_id(&id), &required),
    ] {
        let (status, answer) = stand.change_graph(method, &token, path, body).await;
        assert_eq!(status, 403);
        assert_eq!(answer["error"]["code"], "Authorization_RequestDenied");
    }
    assert_eq!(assigned(&stand, "all-well").await, json!([PAT]));
}

#[test_case(true; "by id")]
#[test_case(false; "by the id of the application")]
#[tokio::test]
async fn what_was_done_before_is_a_conflict(use_id: bool) {
    let stand = Stand::start().await;
    let id = installed(&stand, "all-well").await;
    let token = token_of(&stand, "all-well", ADMIN, SCOPE).await;
    let own = if use_id { by_id(&id) } else { by_app_id() };
    let path = format!("{own}/appRoleAssignedTo");
    for principal in [PAT, GROUP] {
        let body = assignment(principal, &id);
        let post = || stand.change_graph(Method::POST, &token, &path, &body);
        let (status, created) = post().await;
        assert_eq!(status, 201, "{created}");
        assert_eq!(created["principalId"], principal);
        assert_eq!(post().await.0, 400);
        let entry = format!("{path}/{}", text(&created["id"]));
        let delete = || stand.change_graph(Method::DELETE, &token, &entry, &Value::Null);
        assert_eq!(delete().await.0, 204);
        assert_eq!(delete().await.0, 404);
    }
    let required = json!({ "appRoleAssignmentRequired": true });
    for _ in 0..2 {
        let changed = stand
            .change_graph(Method::PATCH, &token, &own, &required)
            .await;
        assert_eq!(changed.0, 204);
    }
    assert_eq!(
        stand.graph(&token, &own).await["appRoleAssignmentRequired"],
        true
    );
}

#[test_case(true; "by id")]
#[test_case(false; "by the id of the application")]
#[tokio::test]
async fn a_batch_changes_too(use_id: bool) {
    let stand = Stand::start().await;
    let id = installed(&stand, "all-well").await;
    let state = stand
        .control(&format!("/tenants/all-well/assignments/{GROUP}"), json!({}))
        .await;
    let there = text(&state["service_principal"]["assignments"][0]["id"]);
    let token = token_of(&stand, "all-well", ADMIN, SCOPE).await;
    let own = if use_id { by_id(&id) } else { by_app_id() };
    let json_body = json!({ "Content-Type": "application/json" });
    let parts = json!({ "requests": [
        { "id": "1", "method": "POST", "url": format!("{own}/appRoleAssignedTo"), "headers": json_body,
          "body": assignment(PAT, &id) },
        { "id": "2", "method": "DELETE", "url": format!("{own}/appRoleAssignedTo/{there}"), "dependsOn": ["1"] },
        { "id": "3", "method": "PATCH", "url": own, "headers": json_body, "dependsOn": ["2"],
          "body": { "appRoleAssignmentRequired": true } },
    ]});
    let (status, answer) = stand
        .change_graph(Method::POST, &token, "/$batch", &parts)
        .await;
    assert_eq!(status, 200);
    let statuses: Vec<_> = answer["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|response| response["status"].as_u64().unwrap())
        .collect();
    assert_eq!(statuses, [204, 204, 201], "{answer}");
    let state = stand.control_get("/tenants/all-well").await["service_principal"].clone();
    assert_eq!(state["app_role_assignment_required"], true);
    assert_eq!(state["assignments"][0]["principal"], PAT);
    assert_eq!(state["assignments"][0]["name"], "Pat Reed");
    assert_eq!(state["assignments"][0]["kind"], "User");
}

#[tokio::test]
async fn nothing_of_another_service_principal_can_be_changed() {
    let stand = Stand::start().await;
    let id = installed(&stand, "all-well").await;
    let state = stand
        .control(&format!("/tenants/all-well/assignments/{PAT}"), json!({}))
        .await;
    let there = text(&state["service_principal"]["assignments"][0]["id"]);
    let token = token_of(&stand, "all-well", ADMIN, SCOPE).await;
    let graph = "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')";
    let graph_id = text(&stand.graph(&token, graph).await["id"]);
    let role = stand
        .graph(&token, &format!("{}/appRoleAssignments", by_app_id()))
        .await;
    let role = text(&role["value"][0]["id"]);
    let own = format!("{}/appRoleAssignedTo", by_id(&id));
    let (status, _) = stand
        .change_graph(Method::POST, &token, &own, &assignment(PAT, &graph_id))
        .await;
    assert_eq!(status, 400);
    let mut with_role = assignment(CONTOSO_ADMIN, &id);
    with_role["appRoleId"] = json!(PAT);
    let (status, _) = stand
        .change_graph(Method::POST, &token, &own, &with_role)
        .await;
    assert_eq!(status, 400);
    let role_of_own = format!("{own}/{role}");
    let (status, _) = stand
        .change_graph(Method::DELETE, &token, &role_of_own, &Value::Null)
        .await;
    assert_eq!(status, 404);
    for other in [graph.to_owned(), by_id(&graph_id)] {
        let path = format!("{other}/appRoleAssignedTo");
        let required = json!({ "appRoleAssignmentRequired": true });
        for (method, path, body) in [
            (Method::POST, path.clone(), assignment(PAT, &graph_id)),
            (Method::DELETE, format!("{path}/{there}"), Value::Null),
            (Method::DELETE, format!("{path}/{role}"), Value::Null),
            (Method::PATCH, other, required),
        ] {
            let (status, _) = stand.change_graph(method, &token, &path, &body).await;
            assert_eq!(status, 501, "{path}");
        }
    }
    let state = stand.control_get("/tenants/all-well").await["service_principal"].clone();
    assert_eq!(state["assigned"], json!([PAT]));
    assert_eq!(state["application"], json!(["Application.Read.All"]));
    assert_eq!(state["app_role_assignment_required"], false);
}

#[tokio::test]
async fn nobody_unknown_and_no_group_without_security_can_be_assigned() {
    let stand = Stand::start().await;
    let id = installed(&stand, "many-people").await;
    let account = "admin@graphic-works.example";
    let scope = format!("{SCOPE} Directory.Read.All");
    let token = token_of(&stand, "many-people", account, &scope).await;
    let path = format!("{}/appRoleAssignedTo", by_id(&id));
    let (status, _) = stand
        .change_graph(Method::POST, &token, &path, &assignment(PAT, &id))
        .await;
    assert_eq!(status, 404);
    let groups = stand.graph(&token, "/groups?$top=12").await;
    let groups = groups["value"].as_array().unwrap();
    let of = |mail: bool, kinds: Value| {
        let mut groups = groups.iter();
        let found =
            groups.find(|group| group["mailEnabled"] == mail && group["groupTypes"] == kinds);
        text(&found.unwrap()["id"])
    };
    for (group, expected) in [
        (of(true, json!([])), 400),
        (of(true, json!(["Unified"])), 400),
        (of(false, json!([])), 201),
    ] {
        let (status, answer) = stand
            .change_graph(Method::POST, &token, &path, &assignment(&group, &id))
            .await;
        assert_eq!(status, expected, "{answer}");
    }
    let (_, people) = stand
        .search_graph(&token, "/users?$search=%22displayName:siân cools%22")
        .await;
    let person = text(&people["value"][0]["id"]);
    let (status, created) = stand
        .change_graph(Method::POST, &token, &path, &assignment(&person, &id))
        .await;
    assert_eq!(status, 201);
    assert_eq!(created["principalDisplayName"], "Siân Cools");
}

#[tokio::test]
async fn without_the_plan_people_can_be_assigned_and_groups_cannot() {
    let stand = Stand::start().await;
    let id = installed(&stand, "no-premium").await;
    let token = token_of(&stand, "no-premium", "admin@adatum.example", SCOPE).await;
    let path = format!("{}/appRoleAssignedTo", by_id(&id));
    let post = async |principal: &str| {
        let body = assignment(principal, &id);
        stand.change_graph(Method::POST, &token, &path, &body).await
    };
    let (status, refused) = post("e0440000-0000-4000-8000-000000000101").await;
    assert_eq!(status, 400);
    assert_eq!(refused["error"]["code"], "Request_BadRequest");
    assert!(text(&refused["error"]["message"]).contains("plan level"));
    assert_eq!(post("e0440000-0000-4000-8000-000000000003").await.0, 201);
}

#[tokio::test]
async fn a_group_in_an_assigned_group_lets_nobody_in() {
    let stand = Stand::start().await;
    let state = stand
        .control("/tenants/nested-groups/consent", json!({}))
        .await;
    let names: Vec<_> = state["service_principal"]["assignments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (text(&entry["name"]), text(&entry["kind"])))
        .collect();
    let expected = [("Alex Morgan", "User"), ("Everybody", "Group")];
    assert_eq!(
        names,
        expected.map(|(name, kind)| (name.to_owned(), kind.to_owned()))
    );
    let domain = "baldwin-museum.example";
    for (name, admitted) in [
        ("admin", true),
        ("pat", true),
        ("cooperlink", false),
        ("reader", false),
    ] {
        let url = stand.authorize(domain, "openid User.Read", &[]);
        let page = Browser::new().open(&url).await;
        let page = page.press(&format!("{name}@{domain}")).await;
        if admitted {
            page.parameter("code");
        } else {
            page.assert_kept("AADSTS50105");
        }
    }
    let copy = stand
        .control("/tenants", json!({ "like": "nested-groups" }))
        .await;
    let copy = text(&copy["tenant_id"]);
    let state = stand
        .control(&format!("/tenants/{copy}/consent"), json!({}))
        .await;
    assert_eq!(
        state["service_principal"]["assigned"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let nested = state["groups"][1]["groups"].clone();
    assert_eq!(nested, json!([state["groups"][0]["id"]]));
}

#[tokio::test]
async fn a_reader_of_the_directory_needs_no_role_to_read_who_is_assigned() {
    let stand = Stand::start().await;
    installed(&stand, "nested-groups").await;
    let account = "pat@baldwin-museum.example";
    let token = token_of(&stand, "nested-groups", account, "Application.Read.All").await;
    let url = format!(
        "{}/v1.0{}/appRoleAssignedTo",
        stand.emulator.graph_url(),
        by_app_id()
    );
    let answer = stand.http.get(url).bearer_auth(token).send().await.unwrap();
    let page = read(answer, StatusCode::OK).await;
    assert_eq!(page["value"][1]["principalType"], "Group");
}
