//! Upload sessions as a trial of writing: created, abandoned, without remains.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use test_case::test_case;

use crate::people::{system_user_of, token_of};
use crate::sites::{HOST, drive_of};
use crate::stand::{Stand, read, text};

async fn create(stand: &Stand, token: &str, path: &str) -> reqwest::Response {
    let url = format!("{}/v1.0{path}", stand.emulator.graph_url());
    let request = stand.http.post(url).bearer_auth(token).json(&json!({}));
    request.send().await.unwrap()
}

fn probe(drive: &Value) -> String {
    format!(
        "/drives/{}/root:/probe.txt:/createUploadSession",
        text(&drive["id"])
    )
}

async fn drive_in(stand: &Stand, token: &str, tenant: &str) -> Value {
    let host = text(&stand.control_get(&format!("/tenants/{tenant}")).await["sharepoint_host"]);
    drive_of(stand, token, &host, "Documents").await
}

#[tokio::test]
async fn a_session_is_given_up_once_and_counted_apart() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let drive = drive_of(&stand, &token, HOST, "Documents").await;
    stand.control_delete("/requests").await;
    let session = create(&stand, &token, &probe(&drive)).await;
    let session = read(session, StatusCode::OK).await;
    assert_eq!(session["nextExpectedRanges"], json!(["0-"]));
    assert!(session["expirationDateTime"].is_string());
    let address = text(&session["uploadUrl"]);
    let expected = format!(
        "{}/_sharepoint/{HOST}/sites/projects/",
        stand.emulator.graph_url()
    );
    assert!(address.starts_with(&expected), "{address}");
    let delete = || stand.http.delete(&address).send();
    assert_eq!(delete().await.unwrap().status(), StatusCode::NO_CONTENT);
    let again = read(delete().await.unwrap(), StatusCode::NOT_FOUND).await;
    assert_eq!(again["error"]["code"], "itemNotFound");
    let log = stand.control_get("/requests?tenant=all-well").await;
    assert_eq!(log["totals"]["graph"], 1);
    assert_eq!(log["totals"]["clean_up"], 2);
    assert_eq!(log["requests"][1]["host"], "sharepoint");
    assert_eq!(log["totals"]["contract_violations"], 0);
}

#[tokio::test]
async fn a_bearer_token_at_an_upload_address_is_a_violation_and_an_upload_is_not_emulated() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let drive = drive_of(&stand, &token, HOST, "Documents").await;
    let session = create(&stand, &token, &probe(&drive)).await;
    let session = read(session, StatusCode::OK).await;
    let address = text(&session["uploadUrl"]);
    for method in [Method::DELETE, Method::PUT] {
        let request = stand.http.request(method, &address).bearer_auth(&token);
        let refused = request.send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    }
    let put = stand.http.put(&address).body("text").send().await.unwrap();
    assert_eq!(put.status(), StatusCode::NOT_IMPLEMENTED);
    let totals = stand.control_get("/requests").await["totals"].clone();
    assert_eq!(totals["contract_violations"], 2);
    assert_eq!(totals["unknown"], 1);
    let deleted = stand.http.delete(&address).send().await.unwrap();
    assert_eq!(deleted.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_session_is_created_below_an_item_too() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let drive = drive_of(&stand, &token, HOST, "Drawings").await;
    let id = text(&drive["id"]);
    let root = text(&stand.graph(&token, &format!("/drives/{id}/root")).await["id"]);
    for item in ["root", &root] {
        let path = format!("/drives/{id}/items/{item}:/a%20b.txt:/createUploadSession");
        let created = create(&stand, &token, &path).await;
        assert_eq!(created.status(), StatusCode::OK);
    }
    for (path, status) in [
        (
            format!("/drives/{id}/items/01AB:/a.txt:/createUploadSession"),
            404,
        ),
        (
            format!("/drives/{id}/root:/a%3Fb.txt:/createUploadSession"),
            400,
        ),
        (
            format!("/drives/{id}/root:/folder/a.txt:/createUploadSession"),
            501,
        ),
    ] {
        let refused = create(&stand, &token, &path).await;
        assert_eq!(refused.status().as_u16(), status, "{path}");
    }
}

#[test_case("library-read-only", 403, "accessDenied"; "no right to write")]
#[test_case("site-read-only", 403, "accessDenied"; "a lock")]
#[test_case("quota-full", 507, "quotaLimitReached"; "no room")]
#[tokio::test]
async fn a_library_that_can_be_read_may_refuse_writing(tenant: &str, status: u16, code: &str) {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, tenant).await;
    let drive = drive_in(&stand, &token, tenant).await;
    let state = if code == "quotaLimitReached" {
        "exceeded"
    } else {
        "normal"
    };
    assert_eq!(drive["quota"]["state"], state);
    let children = format!("/drives/{}/root/children?$top=1", text(&drive["id"]));
    stand.graph(&token, &children).await;
    let refused = create(&stand, &token, &probe(&drive)).await;
    assert_eq!(refused.status().as_u16(), status);
    let body: Value = refused.json().await.unwrap();
    assert_eq!(body["error"]["code"], code);
}

#[tokio::test]
async fn writing_needs_a_scope_that_writes_and_a_person_who_may() {
    let stand = Stand::start().await;
    let pat = "pat@contoso.example";
    let scope = "openid User.Read Sites.ReadWrite.All";
    let token = token_of(&stand, "all-well", pat, scope).await;
    let drive = drive_of(&stand, &token, HOST, "Documents").await;
    let refused = create(&stand, &token, &probe(&drive)).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let account = "cooperlink@contoso.example";
    let reading = token_of(
        &stand,
        "all-well",
        account,
        "openid User.Read Sites.Read.All",
    )
    .await;
    let refused = create(&stand, &reading, &probe(&drive)).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn one_batch_reads_and_probes_a_whole_registration() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let documents = drive_of(&stand, &token, HOST, "Documents").await;
    stand.control_delete("/requests").await;
    let get = |id: &str, url: &str| json!({ "id": id, "method": "GET", "url": url });
    let post = |id: &str, url: &str| {
        let headers = json!({ "Content-Type": "application/json" });
        json!({ "id": id, "method": "POST", "url": url, "headers": headers, "body": {} })
    };
    let requests = json!([
        get("me", "/me?$select=id,accountEnabled"),
        get("licences", "/me/licenseDetails"),
        get("inbox", "/me/mailFolders/inbox?$select=id"),
        get("site", &format!("/sites/{HOST}:/sites/projects?$select=id")),
        get(
            "drives",
            &format!("/sites/{HOST}:/sites/projects:/drives?$select=id,name")
        ),
        get("foreign", "/sites/fabrikam.sharepoint.com:/sites/projects"),
        post("write", &probe(&documents)),
        get("unknown", "/me/drive"),
    ]);
    let url = format!("{}/v1.0/$batch", stand.emulator.graph_url());
    let body = json!({ "requests": requests });
    let answer = stand.http.post(url).bearer_auth(&token).json(&body);
    let answer = read(answer.send().await.unwrap(), StatusCode::OK).await;
    let part = |id: &str| {
        let responses = answer["responses"].as_array().unwrap();
        responses
            .iter()
            .find(|part| part["id"] == id)
            .unwrap()
            .clone()
    };
    for id in ["me", "licences", "inbox", "site", "drives", "write"] {
        assert_eq!(part(id)["status"], 200, "{id}");
    }
    assert_eq!(part("foreign")["status"], 400);
    assert_eq!(part("foreign")["body"]["error"]["code"], "invalidRequest");
    assert_eq!(part("unknown")["status"], 501);
    let address = text(&part("write")["body"]["uploadUrl"]);
    let deleted = stand.http.delete(address).send().await.unwrap();
    assert_eq!(deleted.status(), StatusCode::NO_CONTENT);
    let totals = stand.control_get("/requests?tenant=all-well").await["totals"].clone();
    assert_eq!(totals["graph"], 1);
    assert_eq!(totals["batch_parts"], 8);
    assert_eq!(totals["clean_up"], 1);
}
