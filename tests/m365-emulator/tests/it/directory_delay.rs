//! A directory that answers reads late.

use reqwest::Method;
use serde_json::{Value, json};
use test_case::test_case;

use crate::assigning::{
    ADMIN, GROUP, PAT, SCOPE, assigned, assignment, by_app_id, by_id, installed,
};
use crate::browser::Browser;
use crate::people::token_of;
use crate::stand::{Stand, text};

/// Results of reads: whether an assignment is required, and the number of assignments.
async fn shown(stand: &Stand, token: &str, app_first: bool) -> (bool, usize) {
    let (mut required, mut count) = (Value::Null, 0);
    for read_app in [app_first, !app_first] {
        if read_app {
            required = stand.graph(token, &by_app_id()).await["appRoleAssignmentRequired"].clone();
        } else {
            let path = format!("{}/appRoleAssignedTo", by_app_id());
            count = stand.graph(token, &path).await["value"]
                .as_array()
                .unwrap()
                .len();
        }
    }
    (required.as_bool().unwrap(), count)
}

#[tokio::test]
async fn a_directory_that_answers_late_shows_the_state_before_each_change() {
    let stand = Stand::start().await;
    let id = installed(&stand, "all-well").await;
    let token = token_of(&stand, "all-well", ADMIN, SCOPE).await;
    let delay = "/tenants/all-well/directory-delay";
    stand.control(delay, json!({ "reads": 2 })).await;
    let path = format!("{}/appRoleAssignedTo", by_id(&id));
    let post = async |principal: &str| {
        let body = assignment(principal, &id);
        stand.change_graph(Method::POST, &token, &path, &body).await
    };
    let (status, created) = post(PAT).await;
    assert_eq!(status, 201);
    assert_eq!(post(PAT).await.0, 400);
    assert_eq!(assigned(&stand, "all-well").await, json!([PAT]));
    assert_eq!(shown(&stand, &token, true).await, (false, 0));
    assert_eq!(shown(&stand, &token, true).await, (false, 1));
    let required = json!({ "appRoleAssignmentRequired": true });
    let patched = stand
        .change_graph(Method::PATCH, &token, &by_app_id(), &required)
        .await;
    assert_eq!(patched.0, 204);
    let url = stand.authorize("contoso.example", "openid User.Read", &[]);
    let page = Browser::new().open(&url).await;
    let page = page.press("cooperlink@contoso.example").await;
    page.assert_kept("AADSTS50105");
    stand.graph(&token, &by_app_id()).await;
    post(GROUP).await;
    // One read is left before the first change is visible, two before the second.
    assert_eq!(shown(&stand, &token, true).await, (false, 1));
    assert_eq!(shown(&stand, &token, true).await, (true, 2));
    let entry = format!("{path}/{}", text(&created["id"]));
    let delete = || stand.change_graph(Method::DELETE, &token, &entry, &Value::Null);
    assert_eq!(delete().await.0, 204);
    assert_eq!(delete().await.0, 404);
    assert_eq!(shown(&stand, &token, false).await, (true, 2));
    assert_eq!(shown(&stand, &token, false).await, (true, 1));
}

#[test_case(json!(null); "nothing")]
#[test_case(json!({ "reads": null }); "no reads")]
#[test_case(json!({ "reads": 0 }); "zero reads")]
#[tokio::test]
async fn a_late_directory_can_be_ended(end: Value) {
    let stand = Stand::start().await;
    let id = installed(&stand, "all-well").await;
    let token = token_of(&stand, "all-well", ADMIN, SCOPE).await;
    let delay = "/tenants/all-well/directory-delay";
    let state = stand.control(delay, json!({ "reads": 5 })).await;
    assert_eq!(state["directory_delay"], 5);
    let path = format!("{}/appRoleAssignedTo", by_id(&id));
    stand
        .change_graph(Method::POST, &token, &path, &assignment(PAT, &id))
        .await;
    assert_eq!(shown(&stand, &token, true).await, (false, 0));
    stand.control(delay, end).await;
    assert_eq!(shown(&stand, &token, true).await, (false, 1));
}
