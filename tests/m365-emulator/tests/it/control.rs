//! The control API itself.

use m365_emulator::{Emulator, Options, StartError};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use test_case::test_case;

use crate::browser::Browser;
use crate::stand::{CONTOSO, DEFAULT_SCOPE, Stand, app, text};

#[tokio::test]
async fn every_tenant_of_the_issue_is_there() {
    let stand = Stand::start().await;
    let tenants = stand.control_get("/tenants").await;
    let keys: Vec<_> = tenants["tenants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tenant| text(&tenant["key"]))
        .collect();
    let expected = [
        "all-well",
        "consent-declined",
        "no-role",
        "personal-account",
        "wrong-tenant",
        "assignment-required",
        "own-identity-provider",
        "spreading-slowly",
        "throttled",
        "microsoft-down",
        "excess-permissions",
        "many-people",
        "no-premium",
        "nested-groups",
        "mfa-outside-office",
        "mfa-without-claims",
        "blocked-place",
        "session-lapsed",
        "guest-administrator",
        "partner-administrator",
        "mfa-registration",
        "mfa-required",
        "sign-in-frequency",
        "conditional-access",
        "security-defaults",
        "device-required",
        "password-expired",
        "account-disabled",
        "account-deleted",
        "session-revoked",
        "risky-user",
        "guest-system-user",
        "no-licence",
        "apps-for-business",
        "frontline-f1",
        "mailbox-plan-off",
        "sites-plan-pending",
        "shared-mailbox",
        "no-mailbox",
        "mailbox-restricted",
        "no-exchange",
        "site-missing",
        "site-denied",
        "site-read-only",
        "site-no-access",
        "site-archived",
        "library-missing",
        "library-read-only",
        "quota-full",
        "no-sharepoint",
        "administrator-without-site",
        "home",
    ];
    assert_eq!(keys, expected);
}

#[tokio::test]
async fn a_copy_of_a_tenant_has_ids_and_domains_of_its_own() {
    let stand = Stand::start().await;
    let copy = stand
        .control("/tenants", json!({ "like": "own-identity-provider" }))
        .await;
    let domain = text(&copy["verified_domains"][0]);
    assert_ne!(domain, "proseware.example");
    let account = text(&copy["account"]);
    assert!(account.ends_with(&domain));
    stand
        .control(&format!("/tenants/{domain}/consent"), json!({}))
        .await;
    let page = Browser::new()
        .open(&stand.authorize(&domain, "openid profile User.Read", &[]))
        .await;
    let page = page
        .press(&account)
        .await
        .press(&format!("Sign in as {account}"))
        .await;
    page.press("Continue").await.parameter("code");
    let original = stand.control_get("/tenants/own-identity-provider").await;
    assert_eq!(original["service_principal"], Value::Null);
}

#[tokio::test]
async fn a_copy_and_its_people_can_be_called_otherwise() {
    let stand = Stand::start().await;
    let named = json!({ "like": "all-well", "display_name": "<b>Contoso</b>" });
    let copy = stand.control("/tenants", named).await;
    assert_eq!(copy["display_name"], "<b>Contoso</b>");
    let (id, domain) = (text(&copy["tenant_id"]), text(&copy["verified_domains"][0]));
    let other = format!("<b>pat</b>@{domain}");
    let renamed = stand
        .control(
            &format!("/tenants/{id}/users/pat@{domain}"),
            json!({ "user_principal_name": other }),
        )
        .await;
    let mut people = renamed["users"].as_array().unwrap().iter();
    assert!(people.any(|user| user["user_principal_name"] == other.as_str()));
}

#[tokio::test]
async fn reset_brings_everything_back() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    stand
        .control(
            "/faults",
            json!({ "host": "graph", "kind": "status", "status": 500 }),
        )
        .await;
    stand.control("/reset", json!({})).await;
    assert_eq!(
        stand.control_get("/tenants/all-well").await["service_principal"],
        Value::Null
    );
    assert_eq!(
        stand.control_get("/faults?tenant=all-well").await["faults"],
        json!([])
    );
    assert_eq!(
        stand.control_get("/faults?tenant=throttled").await["faults"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(stand.control_get("/requests").await["requests"], json!([]));
}

#[tokio::test]
async fn one_tenant_can_be_reset_alone() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    stand.control("/tenants/throttled/consent", json!({})).await;
    stand.control_delete("/faults").await;
    stand.control("/tenants/throttled/reset", json!({})).await;
    let throttled = stand.control_get("/tenants/throttled").await;
    assert_eq!(throttled["service_principal"], Value::Null);
    assert_eq!(throttled["faults"].as_array().unwrap().len(), 1);
    assert!(stand.control_get("/tenants/all-well").await["service_principal"].is_object());
}

#[tokio::test]
async fn services_can_be_taken_from_a_tenant_and_a_site_added() {
    let stand = Stand::start().await;
    let gone = json!({ "present": false });
    stand
        .control("/tenants/all-well/sharepoint", gone.clone())
        .await;
    let tenant = stand.control("/tenants/all-well/exchange", gone).await;
    assert_eq!(tenant["sharepoint"], false);
    assert_eq!(tenant["exchange"], false);
    let site = json!({
        "path": "sites/new",
        "writers": ["everyone"],
        "libraries": [{ "name": "Documents" }],
        "quota": "nearing",
    });
    let tenant = stand.control("/tenants/all-well/sites", site).await;
    assert_eq!(tenant["sites"][3]["libraries"][0]["quota"], "nearing");
    let back = stand.control("/tenants/all-well/reset", json!({})).await;
    assert_eq!(back["sharepoint"], true);
    assert_eq!(back["sites"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn the_log_tells_host_path_status_and_tenant_without_the_query() {
    let stand = Stand::start().await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let token = stand.app_only("contoso.example").await;
    stand.graph_error(&token, "/organization?$select=id").await;
    let log = stand.control_get("/requests?tenant=all-well").await;
    let entry = &log["requests"][1];
    assert_eq!(entry["host"], "graph");
    assert_eq!(entry["method"], "GET");
    assert_eq!(entry["path"], "/v1.0/organization");
    assert_eq!(entry["status"], 403);
    assert_eq!(entry["tenant"], CONTOSO);
    assert_eq!(log["requests"][0]["tenant"], CONTOSO);
    stand.control_delete("/requests?tenant=all-well").await;
    assert_eq!(stand.control_get("/requests").await["requests"], json!([]));
}

#[tokio::test]
async fn a_code_redeemed_at_organizations_is_counted_for_its_tenant() {
    let stand = Stand::start().await;
    let browser = Browser::new();
    let account = "admin@contoso.example";
    let code = stand
        .code(&browser, "organizations", account, "openid User.Read")
        .await;
    stand.redeem("organizations", &code).await;
    let log = stand.control_get("/requests?tenant=all-well").await;
    assert_eq!(log["totals"]["token"], 1);
}

#[tokio::test]
async fn the_app_registration_can_change_while_running() {
    let stand = Stand::start().await;
    let uris = json!({ "redirect_uris": ["http://127.0.0.1:9/elsewhere"] });
    stand.control("/app", uris).await;
    let page = Browser::new()
        .open(&stand.admin_consent(CONTOSO, DEFAULT_SCOPE))
        .await;
    page.assert_kept("AADSTS50011");
}

#[test_case("/tenants/nobody/consent", json!({}), StatusCode::NOT_FOUND; "no such tenant")]
#[test_case("/tenants/all-well/grant", json!({ "delegated": ["Users.Read"] }), StatusCode::BAD_REQUEST; "no such permission")]
#[test_case("/tenants/all-well/app", json!({ "account_enabled": false }), StatusCode::CONFLICT; "not installed")]
#[test_case("/tenants/all-well/app/restore", json!({}), StatusCode::CONFLICT; "nothing to restore")]
#[test_case("/tenants/all-well/users/admin@contoso.example", json!({ "token_error": 1 }), StatusCode::BAD_REQUEST; "no such number")]
#[test_case("/tenants/all-well/users/admin@contoso.example", json!({ "licences": ["NOTHING"] }), StatusCode::BAD_REQUEST; "no such product")]
#[test_case("/tenants/all-well/users/admin@contoso.example", json!({ "plans_off": ["NOTHING"] }), StatusCode::BAD_REQUEST; "no such service plan")]
#[test_case("/tenants/all-well/users/nobody/revoke-sessions", json!({}), StatusCode::NOT_FOUND; "no such user")]
#[test_case("/tenants/all-well/users/admin@contoso.example", json!({ "roles": ["King"] }), StatusCode::BAD_REQUEST; "no such role")]
#[test_case("/tenants/all-well/users", json!({ "user_principal_name": "a@contoso.example", "display_name": "A", "roles": ["King"] }), StatusCode::BAD_REQUEST; "no such role for somebody new")]
#[test_case("/tenants/all-well/users", json!({ "user_principal_name": "PAT@contoso.example", "display_name": "A" }), StatusCode::CONFLICT; "somebody who is there")]
#[test_case("/tenants/all-well/groups", json!({ "members": [] }), StatusCode::BAD_REQUEST; "a group without a name")]
#[test_case("/tenants/all-well/groups", json!({ "display_name": "A", "members": ["nobody"] }), StatusCode::NOT_FOUND; "no such member")]
#[test_case("/tenants/all-well/groups/Cooperlink users", json!({ "groups": ["nothing"] }), StatusCode::NOT_FOUND; "no such group inside")]
#[test_case("/tenants/all-well/groups/nothing", json!({}), StatusCode::NOT_FOUND; "no such group")]
#[test_case("/tenants/all-well/directory-delay", json!({ "reads": -1 }), StatusCode::UNPROCESSABLE_ENTITY; "no such delay")]
#[test_case("/tenants/all-well/sharepoint", json!({ "refuse_with": 404 }), StatusCode::UNPROCESSABLE_ENTITY; "no such refusal")]
#[test_case("/tenants/all-well/sites", json!({ "path": "sites/projects", "rename_libraries": { "Nothing": "X" } }), StatusCode::NOT_FOUND; "no such library")]
#[test_case("/faults", json!({ "host": "graph", "kind": "missing" }), StatusCode::BAD_REQUEST; "missing is for parts")]
#[test_case("/faults", json!({ "host": "graph", "kind": "sulk" }), StatusCode::UNPROCESSABLE_ENTITY; "no such fault")]
#[test_case("/nothing", json!({}), StatusCode::NOT_IMPLEMENTED; "no such command")]
#[tokio::test]
async fn a_wrong_command_is_refused(path: &str, body: Value, expected: StatusCode) {
    let stand = Stand::start().await;
    let url = stand.login(&format!("/control{path}"));
    let answer = stand.http.post(url).json(&body).send().await.unwrap();
    assert_eq!(
        answer.status(),
        expected,
        "{}",
        answer.text().await.unwrap()
    );
}

#[tokio::test]
async fn it_listens_on_loopback_alone_and_stops_when_dropped() {
    let mut options = Options::new(app());
    options.graph_address = "0.0.0.0:0".parse().unwrap();
    let error = Emulator::start(options).await.unwrap_err();
    assert!(matches!(error, StartError::NotLoopback(_)));
    let stand = Stand::start().await;
    let url = stand.login("/");
    let Stand { emulator, http, .. } = stand;
    drop(emulator);
    let stopped = async {
        while http
            .get(&url)
            .header("connection", "close")
            .send()
            .await
            .is_ok()
        {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), stopped)
        .await
        .unwrap();
}

#[test_case("host", "evil.example"; "a name that was made to lead here")]
#[test_case("host", "localhost.evil.example"; "a name that begins like ours")]
#[test_case("host", "evil.example:4580"; "a name with our port")]
#[test_case("host", "localhost@evil.example"; "our name as a user")]
#[test_case("host", "10.0.0.1"; "an address of elsewhere")]
#[test_case("origin", "https://evil.example"; "a page of elsewhere")]
#[test_case("origin", "http://localhost.evil.example"; "a page whose name begins like ours")]
#[test_case("origin", "null"; "a page without a name")]
#[test_case("origin", ""; "an empty name")]
#[tokio::test]
async fn t68_a_page_of_elsewhere_gives_no_command_and_reads_nothing(header: &str, value: &str) {
    let stand = Stand::start().await;
    let before = stand.control_get("/tenants/all-well").await;
    for (method, path) in [
        (Method::GET, "/control/tenants"),
        (Method::GET, "/control/requests"),
        (Method::POST, "/control/reset"),
        (Method::POST, "/control/forge"),
        (Method::POST, "/control/robot"),
        (Method::DELETE, "/control/tenants/all-well/app"),
        (Method::GET, "/control/nothing"),
        (Method::GET, "/"),
        (Method::POST, "/try/all-well"),
        (Method::POST, "/tenants/all-well/delete"),
    ] {
        let request = stand.http.request(method.clone(), stand.login(path));
        let answer = request.header(header, value).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{method} {path}");
        let body: Value = answer.json().await.unwrap();
        assert!(text(&body["problem"]).starts_with(header), "{body}");
    }
    assert_eq!(stand.control_get("/tenants/all-well").await, before);
}

#[test_case("host", "LOCALHOST:4580"; "localhost")]
#[test_case("host", "login.localhost:4580"; "a name below it")]
#[test_case("host", "[::1]:4580"; "the other address")]
#[test_case("origin", "http://login.localhost:4580"; "a page of this machine")]
#[tokio::test]
async fn t68_this_machine_gives_commands_by_each_of_its_names(header: &str, value: &str) {
    let stand = Stand::start().await;
    let request = stand.http.get(stand.login("/control/tenants"));
    let answer = request.header(header, value).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
}
