//! The system user's token: its place, its absence from everything that is shown, and its loss.

use super::system_user::secret;
use crate::support::{
    aws::Aws,
    full::{Full, not_passing, said},
    person::{Page, Person},
    stack::Stack,
    tenant::Tenant,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Version of the secret with a registration's token, to which the table points.
async fn pointer(aws: &Aws, id: &str) -> String {
    let item = aws.item(&format!("REG#{id}"), "REGISTRATION").await;
    let connection = item.get("system_user_connection");
    let connection = connection.and_then(|connection| connection.as_m().ok());
    let version = connection.and_then(|connection| connection.get("secret_version"));
    let version = version.and_then(|version| version.as_s().ok());
    version.expect("a version").clone()
}

fn labels(versions: &BTreeMap<String, Vec<String>>, version: &str) -> Vec<String> {
    versions.get(version).cloned().unwrap_or_default()
}

#[tokio::test]
async fn t61_t65_the_table_points_to_the_version_that_holds_the_token() {
    let stack = Stack::load();
    let mut full = Full::healthy(stack).await;
    let (aws, name) = (stack.aws(), secret(&full.id));
    let first = pointer(&aws, &full.id).await;
    if stack.system_user_tokens == "table" {
        return points_to_its_row(&aws, &full, &first).await;
    }
    // Microsoft gives a newer token with each refresh; one of today is not written again.
    full.verify().await;
    let versions = aws.secret_versions(&name).await.expect("a secret");
    assert_eq!(versions.len(), 1, "{versions:?}");
    assert_eq!(labels(&versions, &first), ["AWSCURRENT"]);
    let kept: Value = serde_json::from_str(&aws.secret_value(&name).await).expect("JSON");
    assert_eq!(kept["tenant_id"], json!(full.tenant.id));

    for _ in 0..2 {
        let page = full.person.open(&full.link).await;
        let again = "Sign in as the system user again";
        let page = full.person.press(&page, again).await;
        let account = &full.tenant.system_user;
        if page.find_form(account).is_some() {
            full.person.press(&page, account).await;
        }
    }
    let last = pointer(&aws, &full.id).await;
    let versions = aws.secret_versions(&name).await.expect("a secret");
    assert_eq!(labels(&versions, &last), ["AWSCURRENT"], "{versions:?}");
    assert_eq!(labels(&versions, &first), [""; 0], "{versions:?}");
    let labelled = versions.values().filter(|labels| !labels.is_empty());
    assert_eq!(labelled.count(), 2, "current and previous: {versions:?}");
}

/// Checks that a row has the version, and no text that can be read.
async fn points_to_its_row(aws: &Aws, full: &Full, version: &str) {
    let items = aws.items(&format!("REG#{}", full.id)).await;
    let mut rows = items.iter().filter(|item| item.contains_key("sealed"));
    let (Some(row), None) = (rows.next(), rows.next()) else {
        panic!("one row: {items:?}");
    };
    let kept = row["version"].as_s().expect("a version");
    assert_eq!(kept, version);
    let names: BTreeSet<_> = row.keys().map(String::as_str).collect();
    let expected = [
        "PK",
        "SK",
        "data_key",
        "entity",
        "nonce",
        "sealed",
        "version",
        "written_at",
    ];
    assert_eq!(names, expected.into());
    assert!(aws.secret_versions(&secret(&full.id)).await.is_none());
}

#[tokio::test]
async fn t53_t59_t61_no_answer_no_page_and_no_log_has_the_token_or_its_place() {
    let stack = Stack::load();
    let mut full = Full::healthy(stack).await;
    full.verify().await;
    let aws = stack.aws();
    let version = pointer(&aws, &full.id).await;
    // In the table nobody can read it but with the key; then its version is looked for alone.
    let token = if stack.system_user_tokens == "table" {
        version.clone()
    } else {
        let kept = aws.secret_value(&secret(&full.id)).await;
        let kept: Value = serde_json::from_str(&kept).expect("JSON");
        kept["refresh_token"].as_str().expect("a token").to_owned()
    };
    let own = format!("/v1/registrations/{}", full.id);
    let customer = full.seen().await["customer_id"].clone();
    let customer = customer.as_str().expect("a customer");
    for path in [
        own.clone(),
        format!("/v1/registrations?customer_id={customer}"),
        format!("{own}/verifications"),
        format!("{own}/verifications/latest"),
        "/v1/events?limit=100".to_owned(),
    ] {
        let answer = full.host_app.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        for hidden in [&*token, &version, "secret_version", "system-users/"] {
            assert!(!answer.text.contains(hidden), "{path} shows {hidden}");
        }
    }
    let page = full.person.open(&full.link).await;
    for hidden in [&token, &version] {
        assert!(!page.html.contains(hidden.as_str()), "the page");
    }
    if token != version {
        assert!(!aws.dump_table().await.contains(&token), "the table");
    }
    assert!(!Aws::function_logs().contains(&token), "the logs");
}

/// Checks a new connection after a secret was deleted, which may hold its name for a while.
async fn reconnects_after_its_token_was_deleted(for_good: bool) {
    let stack = Stack::load();
    let mut full = Full::healthy(stack).await;
    let aws = stack.aws();
    aws.lose_sign_in(&full.id, for_good).await;
    let report = full.verify().await;
    assert_eq!(
        said(&report, "system-user-connected"),
        "fail system-user-token-lost",
        "{report}"
    );
    let page = full.person.open(&full.link).await;
    let page = sign_in_again(&mut full.person, &page, &full.tenant).await;
    assert_eq!(page.url, full.link, "{}", page.text());
    full.wait_for_health("healthy").await;
    full.report_where(|report| not_passing(report).is_empty())
        .await;
    let home = [stack.system_user_tokens.as_str()];
    assert_eq!(aws.stores_of_sign_in(&full.id).await, home);
}

/// Signs in once more from the administrator's page; Microsoft may know the account by its session.
pub(crate) async fn sign_in_again(person: &mut Person, page: &Page, tenant: &Tenant) -> Page {
    let page = person.press(page, "Sign in as the system user again").await;
    if page.find_form(&tenant.system_user).is_some() {
        person.press(&page, &tenant.system_user).await
    } else {
        page
    }
}

#[tokio::test]
async fn t65_a_token_deleted_for_good_is_told_and_a_new_sign_in_mends_it() {
    reconnects_after_its_token_was_deleted(true).await;
}

#[tokio::test]
async fn t65_a_token_in_the_bin_is_told_and_a_new_sign_in_mends_it() {
    reconnects_after_its_token_was_deleted(false).await;
}
