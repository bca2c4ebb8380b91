//! Microsoft Graph: permissions, shapes, paging, rights.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::stand::{CLIENT, CONTOSO, CONTOSO_ADMIN, DEFAULT_SCOPE, Stand, read, text};

const ADMIN: &str = "admin@contoso.example";

fn own() -> String {
    format!("/servicePrincipals(appId='{CLIENT}')")
}

async fn delegated(stand: &Stand, account: &str, scope: &str) -> String {
    let code = stand.code(&Browser::new(), CONTOSO, account, scope).await;
    text(&stand.redeem(CONTOSO, &code).await["access_token"])
}

#[tokio::test]
async fn an_app_reads_its_own_service_principal_without_any_permission() {
    let stand = Stand::start().await;
    stand
        .control(
            "/tenants/all-well/grant",
            json!({ "delegated": ["User.Read"] }),
        )
        .await;
    let token = stand.app_only(CONTOSO).await;
    let path = format!(
        "{}?$select=id,appId,accountEnabled,appRoleAssignmentRequired,appOwnerOrganizationId,isDisabled,disabledByMicrosoftStatus",
        own()
    );
    let found = stand.graph(&token, &path).await;
    assert_eq!(found["appId"], CLIENT);
    assert_eq!(found["accountEnabled"], true);
    assert_eq!(
        found["appOwnerOrganizationId"],
        "e0000000-0000-4000-8000-0000000000aa"
    );
    assert_eq!(found["displayName"], Value::Null);
    let denied = (403, "Authorization_RequestDenied".to_owned());
    let graph = "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')";
    let by_id = format!(
        "/servicePrincipals/{}/appRoleAssignments",
        text(&found["id"])
    );
    for path in [graph, &by_id, "/organization", "/oauth2PermissionGrants"] {
        assert_eq!(stand.graph_error(&token, path).await, denied, "{path}");
    }
}

#[tokio::test]
async fn granted_roles_point_to_graphs_own_service_principal() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let token = stand.app_only(CONTOSO).await;
    let roles = stand
        .graph(&token, &format!("{}/appRoleAssignments", own()))
        .await;
    let graph = "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')?$select=id,appRoles,oauth2PermissionScopes";
    let graph = stand.graph(&token, graph).await;
    let role = &roles["value"][0];
    assert_eq!(role["resourceId"], graph["id"]);
    let named = graph["appRoles"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["id"] == role["appRoleId"]);
    assert_eq!(named.unwrap()["value"], "Application.Read.All");
    assert_eq!(stand.graph(&token, &own()).await["id"], role["principalId"]);
}

#[tokio::test]
async fn grants_need_directory_read_all_and_tell_whom_they_are_for() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let more = json!({ "application": ["Directory.Read.All"] });
    let tenant = stand.control("/tenants/all-well/grant", more).await;
    let token = stand.app_only(CONTOSO).await;
    let id = text(&tenant["service_principal"]["id"]);
    let paths = [
        format!("/oauth2PermissionGrants?$filter=clientId eq '{id}'"),
        format!("/servicePrincipals/{id}/oauth2PermissionGrants"),
    ];
    for path in paths {
        let grants = stand.graph(&token, &path).await;
        assert_eq!(grants["value"][0]["consentType"], "AllPrincipals");
        assert!(text(&grants["value"][0]["scope"]).contains("Sites.ReadWrite.All"));
    }
    let other =
        "/oauth2PermissionGrants?$filter=clientId eq '00000000-0000-0000-0000-000000000000'";
    assert_eq!(stand.graph(&token, other).await["value"], json!([]));
}

#[tokio::test]
async fn an_administrator_reads_who_he_is_his_roles_and_his_organisation() {
    let stand = Stand::start().await;
    let token = delegated(&stand, ADMIN, "openid profile User.Read").await;
    let me = stand
        .graph(
            &token,
            "/me?$select=id,userPrincipalName,accountEnabled,userType",
        )
        .await;
    assert_eq!(me["id"], CONTOSO_ADMIN);
    assert_eq!(me["userType"], "Member");
    let default = stand.graph(&token, "/me").await;
    assert_eq!(default["accountEnabled"], Value::Null);
    let roles = "/me/memberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId";
    let roles = stand.graph(&token, roles).await;
    assert_eq!(
        roles["value"][0]["roleTemplateId"],
        "62e90394-69f5-4237-9190-012177145e10"
    );
    let organization = "/organization?$select=id,displayName,verifiedDomains,tenantType";
    let organization = stand.graph(&token, organization).await;
    let organization = &organization["value"][0];
    assert_eq!(organization["id"], CONTOSO);
    assert_eq!(
        organization["verifiedDomains"][0]["name"],
        "contoso.example"
    );
    assert_eq!(organization["tenantType"], Value::Null);
    let denied = (403, "Authorization_RequestDenied".to_owned());
    assert_eq!(
        stand
            .graph_error(&token, "/users/pat@contoso.example")
            .await,
        denied
    );
    assert_eq!(
        stand.graph(&token, &format!("/users/{ADMIN}")).await["id"],
        CONTOSO_ADMIN
    );
    assert_eq!(stand.graph_error(&token, &own()).await, denied);
}

#[tokio::test]
async fn member_of_lists_direct_groups_too() {
    let stand = Stand::start().await;
    let token = delegated(&stand, "cooperlink@contoso.example", "openid User.Read").await;
    let groups = stand.graph(&token, "/me/memberOf?$select=id").await;
    assert_eq!(groups["value"][0]["@odata.type"], "#microsoft.graph.group");
    assert_eq!(
        groups["value"][0]["id"],
        "e0010000-0000-4000-8000-000000000101"
    );
}

#[tokio::test]
async fn me_is_not_for_apps_and_absent_objects_are_404() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let token = stand.app_only(CONTOSO).await;
    assert_eq!(stand.graph_error(&token, "/me").await.0, 400);
    let absent = (404, "Request_ResourceNotFound".to_owned());
    for path in [
        format!("/servicePrincipals/{CLIENT}/appRoleAssignments"),
        "/servicePrincipals(appId='c1000000-0000-4000-8000-00000000000f')".to_owned(),
    ] {
        assert_eq!(stand.graph_error(&token, &path).await, absent);
    }
    let wrong = format!("{}?$select=nothingLikeThis", own());
    assert_eq!(stand.graph_error(&token, &wrong).await.0, 400);
}

#[tokio::test]
async fn a_token_is_checked_before_anything_else() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let token = stand.app_only(CONTOSO).await;
    let invalid = (401, "InvalidAuthenticationToken".to_owned());
    let (signed, _) = token.rsplit_once('.').unwrap();
    for wrong in ["", "nothing", &format!("{signed}.AAAA")] {
        assert_eq!(stand.graph_error(wrong, &own()).await, invalid);
    }
    stand
        .control("/keys/rotate", json!({ "publish_retired": false }))
        .await;
    stand.graph(&token, &own()).await;
    stand.control_delete("/tenants/all-well/app").await;
    let gone = (401, "Authorization_IdentityNotFound".to_owned());
    assert_eq!(stand.graph_error(&token, &own()).await, gone);
    stand
        .control("/clock", json!({ "advance_seconds": 4_000 }))
        .await;
    let answer = stand.get_graph(&token, &own()).await;
    assert!(answer.headers().contains_key("www-authenticate"));
    assert_eq!(stand.graph_error(&token, &own()).await, invalid);
}

#[tokio::test]
async fn a_revoked_permission_works_until_the_token_expires() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let token = stand.app_only(CONTOSO).await;
    let path = format!("{}/appRoleAssignments", own());
    stand
        .control(
            "/tenants/all-well/revoke",
            json!({ "application": ["Application.Read.All"] }),
        )
        .await;
    assert_eq!(stand.graph(&token, &path).await["value"], json!([]));
    let fresh = stand.app_only(CONTOSO).await;
    assert_eq!(stand.graph_error(&fresh, &path).await.0, 403);
}

#[tokio::test]
async fn pages_are_followed_by_an_absolute_link() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    for name in [
        "admin@contoso.example",
        "pat@contoso.example",
        "Cooperlink users",
    ] {
        stand
            .control(&format!("/tenants/all-well/assignments/{name}"), json!({}))
            .await;
    }
    let token = stand.app_only(CONTOSO).await;
    let first = stand
        .graph(&token, &format!("{}/appRoleAssignedTo?$top=2", own()))
        .await;
    assert_eq!(first["value"].as_array().unwrap().len(), 2);
    let next = text(&first["@odata.nextLink"]);
    assert!(next.starts_with(stand.emulator.graph_url()));
    let next = stand
        .http
        .get(next)
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    let second = read(next, StatusCode::OK).await;
    assert_eq!(second["value"][0]["principalType"], "Group");
    assert_eq!(second["@odata.nextLink"], Value::Null);
}

#[tokio::test]
async fn the_clients_own_request_id_is_echoed() {
    let stand = Stand::start().await;
    let url = format!("{}/v1.0/me", stand.emulator.graph_url());
    let answer = stand
        .http
        .get(url)
        .header("client-request-id", "mine")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["client-request-id"], "mine");
    assert!(answer.headers().contains_key("request-id"));
    assert_eq!(
        read(answer, StatusCode::UNAUTHORIZED).await["error"]["innerError"]["client-request-id"],
        "mine"
    );
}

#[tokio::test]
async fn an_administrator_changes_who_may_use_the_app() {
    let stand = Stand::start().await;
    let tenant = stand.control("/tenants/all-well/consent", json!({})).await;
    let id = text(&tenant["service_principal"]["id"]);
    let scope = "Application.ReadWrite.All Application.Read.All AppRoleAssignment.ReadWrite.All";
    let token = delegated(&stand, ADMIN, scope).await;
    let url = format!("{}/v1.0/servicePrincipals/{id}", stand.emulator.graph_url());
    let assigned = format!("{url}/appRoleAssignedTo");
    let body = json!({
        "principalId": CONTOSO_ADMIN,
        "resourceId": id,
        "appRoleId": "00000000-0000-0000-0000-000000000000",
    });
    let post = || {
        stand
            .http
            .post(&assigned)
            .bearer_auth(&token)
            .json(&body)
            .send()
    };
    let created = read(post().await.unwrap(), StatusCode::CREATED).await;
    assert_eq!(post().await.unwrap().status(), StatusCode::BAD_REQUEST);
    let change = json!({ "appRoleAssignmentRequired": true });
    let patch = stand
        .http
        .patch(&url)
        .bearer_auth(&token)
        .json(&change)
        .send()
        .await
        .unwrap();
    assert_eq!(patch.status(), StatusCode::NO_CONTENT);
    let now = stand.control_get("/tenants/all-well").await["service_principal"].clone();
    assert_eq!(now["app_role_assignment_required"], true);
    assert_eq!(now["assigned"], json!([CONTOSO_ADMIN]));
    let entry = format!("{assigned}/{}", text(&created["id"]));
    let deleted = stand
        .http
        .delete(entry)
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(deleted.status(), StatusCode::NO_CONTENT);
    let powerless = stand.app_only(CONTOSO).await;
    let denied = stand
        .http
        .post(&assigned)
        .bearer_auth(powerless)
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(denied.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn default_asks_for_what_was_granted_before() {
    let stand = Stand::start().await;
    let token = delegated(&stand, ADMIN, "openid profile User.Read").await;
    assert_eq!(stand.graph(&token, "/me").await["id"], CONTOSO_ADMIN);
    let code = stand
        .code(&Browser::new(), CONTOSO, ADMIN, DEFAULT_SCOPE)
        .await;
    let answer = stand.redeem(CONTOSO, &code).await;
    assert_eq!(
        answer["scope"],
        "https://graph.microsoft.com/User.Read https://graph.microsoft.com/.default"
    );
}
