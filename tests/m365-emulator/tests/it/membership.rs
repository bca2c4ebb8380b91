//! Commands about people and groups, and their effects.

use reqwest::Method;
use serde_json::{Value, json};

use crate::assigning::{ADMIN, GROUP, PAT, SCOPE, assignment, by_id, installed};
use crate::browser::Browser;
use crate::people::token_of;
use crate::stand::{Stand, text};

const READS: &str = "Directory.Read.All";

fn named<'a>(list: &'a Value, key: &str, name: &str) -> &'a Value {
    let mut entries = list.as_array().unwrap().iter();
    entries.find(|entry| entry[key] == name).unwrap()
}

#[tokio::test]
async fn somebody_new_is_listed_found_and_can_sign_in() {
    let stand = Stand::start().await;
    let new = json!({
        "user_principal_name": "lou@contoso.example",
        "display_name": "Lou \"The\\Boss\" Åström",
        "roles": ["User Administrator"],
    });
    let state = stand.control("/tenants/all-well/users", new).await;
    let lou = named(
        &state["users"],
        "user_principal_name",
        "lou@contoso.example",
    );
    assert_eq!(lou["roles"], json!(["User Administrator"]));
    let token = token_of(&stand, "all-well", "lou@contoso.example", READS).await;
    for wanted in [r#""displayName:\"the\\b""#, r#""displayName:åst""#] {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("$search", wanted);
        let path = format!("/users?{}", query.finish());
        let (status, found) = stand.search_graph(&token, &path).await;
        assert_eq!(status, 200, "{found}");
        assert_eq!(found["value"][0]["id"], lou["id"]);
        assert_eq!(found["value"][0]["mail"], "lou@contoso.example");
    }
}

#[tokio::test]
async fn a_group_is_added_and_changed() {
    let stand = Stand::start().await;
    let groups = "/tenants/all-well/groups";
    let new = json!({
        "display_name": "Site managers",
        "members": ["PAT@contoso.example"],
        "groups": ["Cooperlink users"],
    });
    let state = stand.control(groups, new).await;
    let added = named(&state["groups"], "display_name", "Site managers");
    assert_eq!(added["members"], json!([PAT]));
    assert_eq!(added["groups"], json!([GROUP]));
    assert_eq!(added["security_enabled"], true);
    let id = text(&added["id"]);
    let token = token_of(&stand, "all-well", ADMIN, READS).await;
    let members = format!("/groups/{id}/members?$select=id");
    let found = stand.graph(&token, &members).await;
    assert_eq!(found["value"][0]["id"], PAT);
    assert_eq!(found["value"][1]["id"], GROUP);
    let change = json!({ "display_name": "Managers", "members": [], "security_enabled": false });
    stand
        .control(&format!("{groups}/Site managers"), change)
        .await;
    let group = stand.graph(&token, &format!("/groups/{id}")).await;
    assert_eq!(group["displayName"], "Managers");
    assert_eq!(group["securityEnabled"], false);
    let found = stand.graph(&token, &members).await;
    assert_eq!(found["value"].as_array().unwrap().len(), 1);
    let unified = json!({
        "groups": [],
        "mail_enabled": true,
        "mail": "managers@contoso.example",
        "group_types": ["Unified"],
    });
    stand.control(&format!("{groups}/{id}"), unified).await;
    let group = stand.graph(&token, &format!("/groups/{id}")).await;
    assert_eq!(group["mail"], "managers@contoso.example");
    assert_eq!(group["visibility"], "Private");
    assert_eq!(stand.graph(&token, &members).await["value"], json!([]));
}

#[tokio::test]
async fn a_direct_member_of_an_assigned_group_may_sign_in_and_one_inside_it_may_not() {
    let stand = Stand::start().await;
    let group = json!({ "display_name": "Outer", "groups": ["Cooperlink users"] });
    stand.control("/tenants/all-well/groups", group).await;
    let id = installed(&stand, "all-well").await;
    stand
        .control("/tenants/all-well/assignments/Outer", json!({}))
        .await;
    let required = json!({ "app_role_assignment_required": true });
    stand.control("/tenants/all-well/app", required).await;
    let system_user = "cooperlink@contoso.example";
    let url = stand.authorize("contoso.example", "openid User.Read", &[]);
    let page = Browser::new().open(&url).await.press(system_user).await;
    page.assert_kept("AADSTS50105");
    let members = json!({ "members": [system_user] });
    stand
        .control("/tenants/all-well/groups/Outer", members)
        .await;
    let page = Browser::new().open(&url).await.press(system_user).await;
    page.parameter("code");
    let state = stand.control_get("/tenants/all-well").await;
    let entry = &state["service_principal"]["assignments"][0];
    assert_eq!(
        (&entry["kind"], &entry["name"]),
        (&json!("Group"), &json!("Outer"))
    );
    assert_eq!(state["service_principal"]["id"], id.as_str());
}

#[tokio::test]
async fn the_plan_that_lets_groups_be_assigned_can_be_taken_and_given_back() {
    let stand = Stand::start().await;
    let id = installed(&stand, "all-well").await;
    let token = token_of(&stand, "all-well", ADMIN, SCOPE).await;
    let path = format!("{}/appRoleAssignedTo", by_id(&id));
    for (present, expected) in [(false, 400), (true, 201)] {
        let change = json!({ "present": present });
        let state = stand.control("/tenants/all-well/premium", change).await;
        assert_eq!(state["premium"], present);
        let (status, _) = stand
            .change_graph(Method::POST, &token, &path, &assignment(GROUP, &id))
            .await;
        assert_eq!(status, expected);
    }
    let back = stand.control("/tenants/all-well/reset", json!({})).await;
    assert_eq!(back["premium"], true);
}

#[tokio::test]
async fn a_copy_of_a_large_tenant_has_people_of_its_own() {
    let stand = Stand::start().await;
    let copy = stand
        .control("/tenants", json!({ "like": "many-people" }))
        .await;
    assert_eq!(copy["generated_users"], 2_500);
    assert_eq!(copy["generated_groups"], 130);
    assert_eq!(copy["users"].as_array().unwrap().len(), 3);
    assert_eq!(copy["groups"].as_array().unwrap().len(), 1);
    let mut seen = Vec::new();
    for tenant in [text(&copy["tenant_id"]), "many-people".to_owned()] {
        let grant = json!({ "application": ["User.Read.All"] });
        let state = stand
            .control(&format!("/tenants/{tenant}/grant"), grant)
            .await;
        let token = stand.app_only(&text(&state["tenant_id"])).await;
        let page = stand.graph(&token, "/users?$top=20").await;
        let somebody = page["value"][10].clone();
        assert!(text(&somebody["mail"]).ends_with(&text(&state["verified_domains"][0])));
        seen.push((text(&somebody["id"]), text(&somebody["displayName"])));
    }
    assert_ne!(seen[0].0, seen[1].0);
    assert_eq!(seen[0].1, seen[1].1);
}

#[tokio::test]
async fn a_generated_person_is_assigned_by_name_and_shown_once_told_to_be() {
    let stand = Stand::start().await;
    installed(&stand, "many-people").await;
    let name = "zoe.o'brien@graphic-works.example";
    let state = stand
        .control(
            &format!("/tenants/many-people/assignments/{name}"),
            json!({}),
        )
        .await;
    assert_eq!(
        state["service_principal"]["assignments"][0]["name"],
        "Zoë O'Brien"
    );
    assert_eq!(state["generated_users"], 2_500);
    let state = stand
        .control(&format!("/tenants/many-people/users/{name}"), json!({}))
        .await;
    assert_eq!(state["generated_users"], 2_499);
    assert_eq!(state["users"][3]["user_principal_name"], name);
    let required = json!({ "app_role_assignment_required": true });
    stand.control("/tenants/many-people/app", required).await;
    let url = stand.authorize("graphic-works.example", "openid User.Read", &[]);
    let button = name.replace('\'', "&#39;");
    let page = Browser::new().open(&url).await.press(&button).await;
    page.parameter("code");
}
