//! The access page, used with the administrator's own rights, over HTTP as by a browser without script. The page and the API
//! are compared with the state of the emulated Graph.

use crate::{
    journeys::administrator::{report_where, sign_in},
    support::{access_page::Access, full::said, person::Person, stack::Stack},
};
use aws_lc_rs::digest;
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

/// Key of a flow: the hash of its cookie's value.
fn cookie_hash(value: &str) -> String {
    let digest = digest::digest(&digest::SHA256, format!("cookie:{value}").as_bytes());
    let bytes = digest.as_ref().iter();
    bytes.fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

#[tokio::test]
async fn a_group_is_added_and_taken_away_and_everything_agrees() {
    let (mut access, page) = Access::opened("all-well", false).await;
    let (group, pat) = ("Cooperlink users", access.tenant.account("pat"));
    let before = access.host_app.verify(&access.id).await;
    let page = access.assign(&page, &[group, &pat]).await;
    assert_eq!(page.url, access.address(), "{}", page.text());
    assert_eq!(access.assigned().await, [group, "Pat Reed"]);
    for name in [group, "Pat Reed"] {
        assert!(page.text().contains(name), "{}", page.text());
    }
    let id = access.object_id(group).await;
    let entry = access.audit().await.remove(0);
    assert_eq!(entry["type"], "access_changed");
    assert_eq!(entry["registration_id"], json!(access.id));
    assert_eq!(
        entry["actor"]["user_principal_name"],
        json!(access.tenant.administrator)
    );
    assert_eq!(
        entry["changes"][0],
        json!({
            "action": "assign",
            "principal": {"id": id, "kind": "group", "name": group, "address": null},
            "before": false, "after": true, "outcome": "done",
            "reason": null, "seconds": null, "status": null, "code": null, "request_id": null,
        })
    );
    // A fresh verdict follows by itself.
    report_where(&access.host_app, &access.id, |report| {
        report["checked_at"].as_str() > before["checked_at"].as_str()
            && said(report, "user-access") == "pass"
    })
    .await;
    let change = [("remove", id.as_str())];
    let review = access.post(&page, "review", &change).await;
    assert!(review.text().contains(group), "{}", review.text());
    assert_eq!(access.assigned().await.len(), 2, "a review changes nothing");
    access.agree(&review, &change).await;
    assert_eq!(access.assigned().await, ["Pat Reed"]);
    assert_eq!(access.outcomes().await, ["done"]);
    let entry = access.audit().await.remove(0);
    assert_eq!(entry["changes"][0]["before"], true);
    assert_eq!(entry["changes"][0]["after"], false);
}

#[tokio::test]
async fn the_switch_is_turned_both_ways_and_locks_nobody_out_unasked() {
    let (mut access, page) = Access::opened("all-well", true).await;
    let on = [("require", "yes")];
    let review = access.post(&page, "review", &on).await;
    // Those who would be locked out are assigned first, so they are not among those who lose access.
    for words in ["Pat Reed", "Assign both and require assignment"] {
        assert!(review.text().contains(words), "{words}: {}", review.text());
    }
    let state = review.field("state").expect("a state");
    let unasked = [
        ("require", "yes"),
        ("state", &*state),
        ("confirm_oneself", "yes"),
    ];
    let again = access.post(&review, "change", &unasked).await;
    assert!(
        again.field("confirm_system_user").is_some(),
        "{}",
        again.text()
    );
    assert!(!access.is_required().await);
    access.agree(&again, &on).await;
    assert!(access.is_required().await);
    assert_eq!(access.outcomes().await, ["done"]);
    report_where(&access.host_app, &access.id, |report| {
        said(report, "user-access") == "fail nobody-assigned"
    })
    .await;
    let page = access.look().await;
    let off = [("require", "no")];
    let review = access.post(&page, "review", &off).await;
    assert!(
        review.field("confirm_oneself").is_none(),
        "{}",
        review.text()
    );
    access.agree(&review, &off).await;
    assert!(!access.is_required().await);
    report_where(&access.host_app, &access.id, |report| {
        said(report, "user-access") == "pass"
    })
    .await;
    let actions: Vec<_> = access.audit().await;
    let actions: Vec<_> = actions
        .iter()
        .map(|entry| &entry["changes"][0]["action"])
        .collect();
    assert_eq!(actions, ["allow_everybody", "require_assignment"]);
}

#[tokio::test]
async fn both_are_assigned_before_it_becomes_required_and_the_result_is_read_anew() {
    let mut access = Access::connected("all-well").await;
    let page = access.sign_in(false).await;
    assert!(!access.is_required().await);
    let review = access.sign_in_to_switch(&page).await;
    assert_eq!(review.heading(), "Require assignment?", "{}", review.text());
    // Reading it again changes nothing, and there is nothing in its address to forge.
    let forged = Url::parse(&format!("{}?require=no", review.url)).expect("an address");
    access.person.open(&forged).await;
    assert!(!access.is_required().await);
    access
        .person
        .press(&review, "Assign both and require assignment")
        .await;
    assert!(access.is_required().await);
    assert_eq!(access.outcomes().await, ["done", "done", "done"]);
    let assigned = access.assigned().await;
    assert_eq!(assigned, ["Alex Morgan", "Cooperlink System User"]);
    let page = access.look().await;
    let result = access.post(&page, "finish", &[]).await;
    assert_eq!(result.url, access.link, "{}", result.text());
    // Nothing from before the change is shown: a run that began after it, or a page that waits for one.
    let is_waiting = result.html.contains("data-look-again");
    let report = access.host_app.verify(&access.id).await;
    assert!(
        is_waiting || said(&report, "user-access") != "pass",
        "{}",
        result.text()
    );
}

#[tokio::test]
async fn the_schedule_notices_what_is_changed_elsewhere() {
    let (mut access, page) = Access::opened("all-well", true).await;
    let administrator = access.tenant.administrator.clone();
    access.assign(&page, &[&administrator]).await;
    let passes = |report: &Value| said(report, "user-access") == "pass";
    report_where(&access.host_app, &access.id, passes).await;
    // In the portal, by somebody who does not come here.
    let demand = json!({"app_role_assignment_required": true});
    access.tenant.command("POST", "/app", &demand).await;
    let unassign = format!("/assignments/{administrator}");
    access
        .tenant
        .command("DELETE", &unassign, &Value::Null)
        .await;
    report_where(&access.host_app, &access.id, |report| {
        said(report, "user-access") == "fail nobody-assigned"
    })
    .await;
    assert_eq!(access.audit().await.len(), 1, "the audit is of this page");
}

#[tokio::test]
async fn a_colleague_without_the_role_is_told_what_is_missing() {
    let (mut access, page) = Access::opened("all-well", true).await;
    let administrator = format!("/users/{}", access.tenant.administrator);
    let roles = json!({"roles": []});
    access.tenant.command("POST", &administrator, &roles).await;
    let pat = access.tenant.account("pat");
    let page = access.assign(&page, &[&pat]).await;
    assert!(access.assigned().await.is_empty());
    assert_eq!(access.outcomes().await, ["not_done role_missing"]);
    for role in ["User Administrator", "Cloud Application Administrator"] {
        assert!(page.text().contains(role), "{role}: {}", page.text());
    }
    let request_id = access.audit().await[0]["changes"][0]["request_id"].clone();
    let request_id = request_id
        .as_str()
        .expect("Microsoft's request id")
        .to_owned();
    assert!(page.text().contains(&request_id), "{}", page.text());
    let review = access.post(&page, "review", &[("require", "yes")]).await;
    let page = access.agree(&review, &[("require", "yes")]).await;
    assert_eq!(access.outcomes().await, ["not_done role_missing"]);
    assert!(
        page.text().contains("Application Administrator"),
        "{}",
        page.text()
    );
    assert!(!access.is_required().await);
}

#[tokio::test]
async fn somebody_who_may_assign_but_not_agree_is_told_before_leaving() {
    let mut access = Access::connected("nested-groups").await;
    let mut colleague = Person::new(Stack::load());
    let account = access.tenant.account("user.administrator");
    let assign = format!("/assignments/{account}");
    access.tenant.command("POST", &assign, &Value::Null).await;
    sign_in(&mut colleague, &access.link, &account).await;
    let address = access.address();
    let page = colleague.open(&address).await;
    assert_eq!(page.url, address, "{}", page.text());
    assert!(
        page.text().contains("Need admin approval"),
        "{}",
        page.text()
    );
    // Nobody is kept from trying, and Microsoft says the same.
    let form = access.form(&page, "sign-in", &[]);
    let kept = colleague.send(&page, form).await;
    assert_ne!(kept.url.host(), access.link.host());
    assert!(kept.text().contains("admin approval"), "{}", kept.text());
    // Back on the page nothing is lost.
    let page = colleague.open(&address).await;
    assert_eq!(page.status, 200, "{}", page.text());
    access.look().await;
}

#[tokio::test]
async fn t18_who_changed_what_is_told_to_nobody_without_a_role() {
    let (mut access, page) = Access::opened("all-well", false).await;
    let pat = access.tenant.account("pat");
    access.assign(&page, &[&pat]).await;
    let mut colleague = Person::new(Stack::load());
    sign_in(&mut colleague, &access.link, &pat).await;
    let page = colleague.open(&access.address()).await;
    assert_eq!(page.url, access.link, "{}", page.text());
    for told in [
        &access.tenant.administrator,
        "Pat Reed",
        "Changes made here",
    ] {
        assert!(!page.text().contains(told), "{told}: {}", page.text());
    }
    let page = access.look().await;
    assert!(page.text().contains("Changes made here"), "{}", page.text());
}

/// Checks that permissions which the administrator agreed to for this page do not count as the tenant's.
#[tokio::test]
async fn using_the_page_makes_nothing_look_granted_beyond_need() {
    let (mut access, page) = Access::opened("all-well", true).await;
    access.post(&page, "finish", &[]).await;
    let before = access.host_app.verify(&access.id).await;
    let link = access.link.clone();
    let page = access.person.open(&link).await;
    access.person.press(&page, "Check everything again").await;
    let report = report_where(&access.host_app, &access.id, |report| {
        report["checked_at"].as_str() > before["checked_at"].as_str()
    })
    .await;
    for check in ["delegated-permissions", "no-excess-permissions"] {
        assert_eq!(said(&report, check), "pass", "{report}");
    }
}

#[tokio::test]
async fn t24_the_rights_are_dropped_at_finish_and_the_token_is_nowhere() {
    let (mut access, page) = Access::opened("all-well", false).await;
    let aws = Stack::load().aws();
    let (_, cookie) = access.person.flow_cookie();
    let partition = format!("ACCESS#{}", cookie_hash(&cookie));
    assert!(!aws.item(&partition, "ACCESS").await.is_empty(), "sealed");
    // Access tokens of the emulator are JWTs, as Entra's are; this is how the header of each begins.
    let dump = aws.dump_table().await;
    assert!(!dump.contains("eyJhbGciOi") && !dump.contains("eyJ0eXAiOi"));
    let page = access.post(&page, "finish", &[]).await;
    assert_eq!(page.url, access.link);
    let fields = [("add", "user:00000000-0000-4000-8000-000000000001")];
    let page = access.post(&page, "assign", &fields).await;
    assert!(access.assigned().await.is_empty());
    assert!(access.audit().await.is_empty(), "{}", page.text());
    assert!(
        aws.item(&partition, "ACCESS").await.is_empty(),
        "nothing is left"
    );
}

#[tokio::test]
async fn t22_the_cookie_from_before_the_rights_is_dead() {
    let mut access = Access::connected("all-well").await;
    let (_, before) = access.person.flow_cookie();
    access.sign_in(false).await;
    let (_, after) = access.person.flow_cookie();
    assert_ne!(before, after);
    let mut other = access.person.clone();
    other.set_flow_cookie(&before);
    let page = other.open(&access.address()).await;
    assert_eq!(page.url, access.link, "{}", page.text());
}

#[tokio::test]
async fn t24_another_persons_token_is_not_taken() {
    let mut access = Access::connected("all-well").await;
    let other = access.tenant.account("second.administrator");
    let body = json!({
        "user_principal_name": other, "display_name": "Second Administrator", "roles": ["Global Administrator"],
    });
    access.tenant.command("POST", "/users", &body).await;
    let page = access.look().await;
    // Microsoft asks again who it is, and somebody else answers.
    let administrator = format!("/users/{}/revoke-sessions", access.tenant.administrator);
    access
        .tenant
        .command("POST", &administrator, &Value::Null)
        .await;
    let accounts = access.post(&page, "sign-in", &[]).await;
    let all = access.person.follow(&accounts, "Use another account").await;
    let mut page = access.person.press(&all, &other).await;
    if page.find_form("Accept").is_some() {
        page = access.person.press(&page, "Accept").await;
    }
    assert_eq!(page.url, access.address(), "{}", page.text());
    let (_, cookie) = access.person.flow_cookie();
    let partition = format!("ACCESS#{}", cookie_hash(&cookie));
    let item = Stack::load().aws().item(&partition, "ACCESS").await;
    assert!(item.is_empty(), "no token was kept");
    access.assign(&page, &[&other]).await;
    assert!(access.assigned().await.is_empty());
}

#[tokio::test]
async fn t18_nobody_gets_the_page_who_did_not_sign_in_from_the_tenant() {
    let (access, page) = Access::opened("all-well", false).await;
    let pat = access.choice(&access.tenant.account("pat")).await;
    let stranger = Person::new(Stack::load());
    let arrived = stranger.clone().open(&access.address()).await;
    assert_eq!(
        arrived.url, access.link,
        "a stranger is led to the first page"
    );
    assert!(!arrived.text().contains("Cooperlink users"));
    for name in ["sign-in", "find", "assign", "review", "change", "finish"] {
        let form = access.form(&page, name, &[("add", &pat), ("require", "yes")]);
        let refused = stranger.clone().send(&page, form).await;
        assert_eq!(refused.status, 403, "{name}: {}", refused.text());
    }
    let script = Url::parse(&format!("{}.ps1", access.address())).expect("an address");
    assert_eq!(stranger.clone().open(&script).await.url, access.link);
    assert!(access.assigned().await.is_empty());
}

#[tokio::test]
async fn t35_forms_of_other_sites_and_other_flows_are_refused() {
    let (mut access, page) = Access::opened("all-well", true).await;
    let pat = access.choice(&access.tenant.account("pat")).await;
    for name in ["sign-in", "find", "assign", "review", "change", "finish"] {
        let form = access.form(&page, name, &[("add", &pat)]);
        let own = page.url.origin().ascii_serialization();
        for origin in [None, Some("null"), Some("https://evil.example")] {
            let answer = access.person.once(
                Method::POST,
                form.action.clone(),
                Some(&form.fields),
                origin,
            );
            assert_eq!(answer.await.status, 403, "{name} {origin:?}");
        }
        let fields: Vec<_> = form
            .fields
            .iter()
            .map(|(name, value)| {
                let foreign = if name == "form_token" {
                    "0".repeat(64)
                } else {
                    value.clone()
                };
                (name.clone(), foreign)
            })
            .collect();
        let answer = access
            .person
            .once(Method::POST, form.action, Some(&fields), Some(&own));
        assert_eq!(answer.await.status, 403, "{name} with another token");
    }
    assert!(access.assigned().await.is_empty());
    let page = access.assign(&page, &[&access.tenant.account("pat")]).await;
    assert_eq!(access.assigned().await, ["Pat Reed"], "{}", page.text());
}
