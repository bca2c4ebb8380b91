//! A person's own account, licences and mailbox.

use reqwest::StatusCode;
use serde_json::{Value, json};
use test_case::test_case;

use crate::browser::Browser;
use crate::stand::{CONTOSO, Stand, text};

pub(crate) const SYSTEM_USER: &str = "cooperlink@contoso.example";
const ALL: &str = "openid profile offline_access User.Read Sites.ReadWrite.All Mail.ReadWrite Mail.Send \
    MailboxSettings.Read";

/// An access token of a tenant's person for these scopes, which are granted tenant-wide first.
pub(crate) async fn token_of(stand: &Stand, tenant: &str, account: &str, scope: &str) -> String {
    let openid = ["openid", "profile", "offline_access"];
    let names: Vec<&str> = scope
        .split(' ')
        .filter(|name| !openid.contains(name))
        .collect();
    let grant = json!({ "delegated": names });
    stand
        .control(&format!("/tenants/{tenant}/grant"), grant)
        .await;
    let id = text(&stand.control_get(&format!("/tenants/{tenant}")).await["tenant_id"]);
    let code = stand.code(&Browser::new(), &id, account, scope).await;
    text(&stand.redeem(&id, &code).await["access_token"])
}

/// The token of a tenant's system user with all permissions for which the service asks.
pub(crate) async fn system_user_of(stand: &Stand, tenant: &str) -> String {
    let account = text(&stand.control_get(&format!("/tenants/{tenant}")).await["system_user"]);
    token_of(stand, tenant, &account, ALL).await
}

fn plan<'a>(details: &'a Value, name: &str) -> &'a Value {
    let plans = details["servicePlans"].as_array().unwrap();
    plans
        .iter()
        .find(|plan| plan["servicePlanName"] == name)
        .unwrap()
}

#[tokio::test]
async fn a_person_reads_his_own_account_and_nobody_elses() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let me = "/me?$select=id,userPrincipalName,displayName,mail,userType,accountEnabled";
    let me = stand.graph(&token, me).await;
    assert_eq!(me["mail"], SYSTEM_USER);
    assert_eq!(me["accountEnabled"], true);
    let own = format!("/users/{SYSTEM_USER}?$select=id");
    assert_eq!(stand.graph(&token, &own).await["id"], me["id"]);
    let other = stand
        .graph_error(&token, "/users/pat@contoso.example")
        .await;
    assert_eq!(other, (403, "Authorization_RequestDenied".to_owned()));
    let nobody = stand
        .graph_error(&token, "/users/nobody@contoso.example")
        .await;
    assert_eq!(nobody, (404, "Request_ResourceNotFound".to_owned()));
    let organization = stand.graph(&token, "/organization?$select=id").await;
    assert_eq!(organization["value"][0]["id"], CONTOSO);
}

#[tokio::test]
async fn memberships_come_in_pages() {
    let stand = Stand::start().await;
    let user = format!("/tenants/all-well/users/{SYSTEM_USER}");
    let roles = json!({ "roles": ["User Administrator", "Cloud Application Administrator"] });
    stand.control(&user, roles).await;
    let token = system_user_of(&stand, "all-well").await;
    let mut next = "/me/memberOf?$top=1&$select=id".to_owned();
    let mut pages = 0;
    loop {
        let page = stand.graph(&token, &next).await;
        assert_eq!(page["value"].as_array().unwrap().len(), 1);
        pages += 1;
        let Some(link) = page["@odata.nextLink"].as_str() else {
            break;
        };
        let root = format!("{}/v1.0", stand.emulator.graph_url());
        next = link.strip_prefix(&root).unwrap().to_owned();
    }
    assert_eq!(pages, 3);
}

#[tokio::test]
async fn a_role_that_may_not_be_read_keeps_its_template() {
    let stand = Stand::start().await;
    let path = "/me/memberOf/microsoft.graph.directoryRole";
    let admin = "admin@contoso.example";
    let basic = token_of(&stand, "all-well", admin, "openid User.Read").await;
    let role = stand.graph(&basic, path).await["value"][0].clone();
    assert_eq!(role["displayName"], Value::Null);
    let global_administrator = "62e90394-69f5-4237-9190-012177145e10";
    assert_eq!(role["roleTemplateId"], global_administrator);
    let all = token_of(&stand, "all-well", admin, "Directory.Read.All User.Read").await;
    let role = stand.graph(&all, path).await["value"][0].clone();
    assert_eq!(role["displayName"], "Global Administrator");
}

#[tokio::test]
async fn licences_are_microsofts_own_plans_and_follow_the_person() {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, "all-well").await;
    let found = stand.graph(&token, "/me/licenseDetails").await;
    let details = &found["value"][0];
    assert_eq!(details["skuPartNumber"], "O365_BUSINESS_ESSENTIALS");
    assert_eq!(details["skuId"], "3b555118-da6a-4418-894f-7df1e2096870");
    let exchange = plan(details, "EXCHANGE_S_STANDARD");
    let id = "9aaf7827-d63c-4b61-89c3-182f06f82e5c";
    assert_eq!(exchange["servicePlanId"], id);
    assert_eq!(exchange["provisioningStatus"], "Success");
    assert_eq!(exchange["appliesTo"], "User");
    let user = format!("/tenants/all-well/users/{SYSTEM_USER}");
    let change = json!({
        "licences": ["SPB"],
        "plans_off": ["EXCHANGE_S_STANDARD"],
        "plans_pending": ["SHAREPOINTSTANDARD"],
    });
    stand.control(&user, change).await;
    let found = stand.graph(&token, "/me/licenseDetails").await;
    let details = &found["value"][0];
    assert_eq!(details["skuPartNumber"], "SPB");
    let status = |name| &plan(details, name)["provisioningStatus"];
    assert_eq!(status("EXCHANGE_S_STANDARD"), "Disabled");
    assert_eq!(status("SHAREPOINTSTANDARD"), "PendingProvisioning");
}

#[test_case("no-licence", &[]; "none at all")]
#[test_case("apps-for-business", &["O365_BUSINESS"]; "programs only")]
#[test_case("frontline-f1", &["M365_F1"]; "no mailbox plan")]
#[test_case("no-exchange", &["SHAREPOINTSTANDARD"]; "sites alone")]
#[test_case("no-sharepoint", &["EXCHANGESTANDARD"]; "mail alone")]
#[tokio::test]
async fn a_tenant_shows_the_licence_that_its_fault_is_about(tenant: &str, expected: &[&str]) {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, tenant).await;
    let found = stand
        .graph(&token, "/me/licenseDetails?$select=skuPartNumber")
        .await;
    let names: Vec<_> = found["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|details| text(&details["skuPartNumber"]))
        .collect();
    assert_eq!(names, expected);
}

#[test_case("no-licence", 404, "MailboxNotEnabledForRESTAPI"; "no licence")]
#[test_case("apps-for-business", 404, "MailboxNotEnabledForRESTAPI"; "a licence without a mailbox")]
#[test_case("frontline-f1", 404, "MailboxNotEnabledForRESTAPI"; "another licence without a mailbox")]
#[test_case("mailbox-plan-off", 404, "MailboxNotEnabledForRESTAPI"; "plan off")]
#[test_case("no-mailbox", 404, "MailboxNotEnabledForRESTAPI"; "not in the cloud")]
#[test_case("no-exchange", 404, "MailboxNotEnabledForRESTAPI"; "no exchange")]
#[test_case("guest-system-user", 404, "MailboxNotEnabledForRESTAPI"; "a guest")]
#[test_case("mailbox-restricted", 403, "ErrorAccessDenied"; "kept from the mailbox")]
#[tokio::test]
async fn a_mailbox_that_does_not_answer_says_why(tenant: &str, status: u16, code: &str) {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, tenant).await;
    let refused = stand
        .graph_error(&token, "/me/mailFolders/inbox?$select=id")
        .await;
    assert_eq!(refused, (status, code.to_owned()));
}

#[test_case("all-well", "user"; "a person")]
#[test_case("shared-mailbox", "shared"; "a shared mailbox")]
#[test_case("sites-plan-pending", "user"; "a plan of sites alone is missing")]
#[tokio::test]
async fn a_mailbox_answers_and_says_what_it_is_for(tenant: &str, purpose: &str) {
    let stand = Stand::start().await;
    let token = system_user_of(&stand, tenant).await;
    let inbox = stand.graph(&token, "/me/mailFolders/inbox").await;
    assert_eq!(inbox["displayName"], "Inbox");
    let settings = "/me/mailboxSettings?$select=userPurpose";
    assert_eq!(stand.graph(&token, settings).await["userPurpose"], purpose);
}

#[tokio::test]
async fn a_mailbox_needs_a_mail_scope_and_licences_a_person() {
    let stand = Stand::start().await;
    let scope = "openid User.Read";
    let token = token_of(&stand, "all-well", SYSTEM_USER, scope).await;
    let refused = stand.graph_error(&token, "/me/mailFolders/inbox").await;
    assert_eq!(refused, (403, "ErrorAccessDenied".to_owned()));
    stand.control("/tenants/all-well/consent", json!({})).await;
    let app = stand.app_only(CONTOSO).await;
    assert_eq!(stand.graph_error(&app, "/me/licenseDetails").await.0, 400);
    let folder = stand.get_graph(&token, "/me/mailFolders/drafts").await;
    assert_eq!(folder.status(), StatusCode::NOT_IMPLEMENTED);
}
