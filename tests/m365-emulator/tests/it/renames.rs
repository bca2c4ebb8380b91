//! Renames by customers: people, their addresses, sites, the organisation.

use serde_json::{Value, json};

use crate::people::{SYSTEM_USER, system_user_of};
use crate::sites::HOST;
use crate::stand::{CONTOSO, Stand, text, with_secret};

#[tokio::test]
async fn a_renamed_person_is_the_same_and_keeps_what_was_allowed() {
    let stand = Stand::start().await;
    let scope = json!({ "scope": "openid profile offline_access User.Read" });
    stand.control("/tenants/all-well/consent", json!({})).await;
    let user = format!("/tenants/all-well/users/{SYSTEM_USER}");
    let tokens = stand.control(&format!("{user}/sign-in"), scope).await;
    let token = system_user_of(&stand, "all-well").await;
    let before = stand.graph(&token, "/me").await;
    let other = "connector@contoso.example";
    let change = json!({ "user_principal_name": other, "display_name": "Connector" });
    let state = stand.control(&user, change).await;
    assert_eq!(state["system_user"], other);
    let after = stand.graph(&token, "/me").await;
    assert_eq!(after["id"], before["id"]);
    assert_eq!(after["userPrincipalName"], other);
    assert_eq!(after["displayName"], "Connector");
    assert_eq!(after["mail"], other);
    let site = format!("/sites/{HOST}:/sites/projects");
    stand.graph(&token, &site).await;
    let refresh_token = text(&tokens["refresh_token"]);
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", &*refresh_token),
    ];
    let answer = stand.post_token(CONTOSO, &with_secret(&form)).await;
    let tokens: Value = answer.json().await.unwrap();
    let person = crate::stand::claims(&text(&tokens["id_token"]));
    assert_eq!(person["oid"], before["id"]);
    assert_eq!(person["preferred_username"], other);
    let user = format!("/tenants/all-well/users/{other}");
    let alias = json!({ "mail": "projects@contoso.example" });
    stand.control(&user, alias).await;
    let me = stand.graph(&token, "/me").await;
    assert_eq!(me["mail"], "projects@contoso.example");
    assert_eq!(me["userPrincipalName"], other);
}

#[tokio::test]
async fn a_moved_site_redirects_from_its_old_address_and_keeps_its_ids() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let old = format!("/sites/{HOST}:/sites/projects");
    let before = stand.graph(&token, &old).await;
    let drives = stand.graph(&token, &format!("{old}:/drives")).await;
    let change = json!({ "path": "sites/projects", "move_to": "sites/building-projects" });
    stand.control("/tenants/all-well/sites", change).await;
    for path in [old.clone(), format!("{old}:/drives")] {
        let answer = stand.get_graph(&token, &path).await;
        assert_eq!(answer.status(), 308);
        let target = answer.headers()["location"].to_str().unwrap().to_owned();
        assert!(target.ends_with(before["id"].as_str().unwrap()), "{target}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["error"]["code"], "resourceMoved");
    }
    let new = format!("/sites/{HOST}:/sites/building-projects");
    let after = stand.graph(&token, &new).await;
    assert_eq!(after["id"], before["id"]);
    assert_ne!(after["webUrl"], before["webUrl"]);
    let moved = stand.graph(&token, &format!("{new}:/drives")).await;
    assert_eq!(moved["value"][0]["id"], drives["value"][0]["id"]);
    // Whoever knows the id follows without noticing.
    let by_id = format!("/sites/{}", text(&before["id"]));
    assert_eq!(stand.graph(&token, &by_id).await["webUrl"], after["webUrl"]);
    let batch = json!({ "requests": [{ "id": "1", "method": "GET", "url": old }] });
    let (_, answer) = stand
        .change_graph(reqwest::Method::POST, &token, "/$batch", &batch)
        .await;
    assert_eq!(answer["responses"][0]["status"], 308);
}

#[tokio::test]
async fn an_organisation_gets_another_name_and_another_domain() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    stand
        .control(
            "/tenants/all-well",
            json!({ "display_name": "Contoso Group" }),
        )
        .await;
    stand
        .control(
            "/tenants/all-well/verified-domains",
            json!(["contoso-group.example"]),
        )
        .await;
    let found = stand.graph(&token, "/organization").await;
    assert_eq!(found["value"][0]["displayName"], "Contoso Group");
    let domains = &found["value"][0]["verifiedDomains"];
    assert_eq!(domains[0]["name"], "contoso-group.example");
    let gone = stand
        .http
        .get(stand.login("/contoso.example/v2.0/.well-known/openid-configuration"));
    assert_eq!(gone.send().await.unwrap().status(), 400);
}
