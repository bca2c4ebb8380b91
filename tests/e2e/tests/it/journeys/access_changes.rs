//! Faults of a change: on the way to Graph, at Graph, and on the way back. The page and the audit must show Graph's state, or
//! that the outcome is unknown (`SECURITY.md`, Failures).

use crate::support::{
    access_page::Access,
    person::Page,
    stack::{Stack, poll},
};
use serde_json::{Value, json};

/// A fault of writes, as a part of a batch.
fn on_writes(method: &str, fault: &Value) -> Value {
    let mut fault = fault.clone();
    fault["host"] = json!("graph");
    fault["method"] = json!(method);
    fault["batch_parts"] = json!(true);
    fault["count"] = json!(1);
    fault
}

/// Assigns Pat under a fault; returns the page and the outcome.
async fn under(fault: &Value) -> (Access, Page, String) {
    let (mut access, page) = Access::opened("all-well", false).await;
    access.tenant.fault(fault).await;
    let pat = access.tenant.account("pat");
    let page = access.assign(&page, &[&pat]).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let outcome = access.outcomes().await.remove(0);
    (access, page, outcome)
}

/// The outcome once it is known. Until then the page would reload by itself; this test does not reload it, so the following
/// run settles the outcome.
async fn settled(access: &Access, page: &Page) -> String {
    assert!(page.html.contains("data-look-again"), "{}", page.text());
    poll("an outcome", async || {
        let outcome = access.outcomes().await.remove(0);
        if outcome == "unknown" {
            Err(outcome)
        } else {
            Ok(outcome)
        }
    })
    .await
}

#[tokio::test]
async fn a_write_that_was_done_and_answered_with_503_is_done() {
    let fault = json!({"kind": "status", "status": 503, "after": true});
    let (access, page, outcome) = under(&on_writes("POST", &fault)).await;
    assert_eq!(outcome, "done", "{}", page.text());
    assert_eq!(access.assigned().await, ["Pat Reed"]);
}

#[tokio::test]
async fn a_write_that_was_not_done_and_answered_with_503_is_unknown_until_it_is_read() {
    let fault = json!({"kind": "status", "status": 503});
    let (access, page, outcome) = under(&on_writes("POST", &fault)).await;
    assert_eq!(outcome, "unknown", "{}", page.text());
    assert!(access.assigned().await.is_empty());
    assert_eq!(settled(&access, &page).await, "not_done lost");
}

#[tokio::test]
async fn a_write_that_an_answer_leaves_out_is_unknown_until_it_is_read() {
    let fault = json!({"kind": "missing", "after": true});
    let (_, page, outcome) = under(&on_writes("POST", &fault)).await;
    assert_eq!(outcome, "done", "read back: {}", page.text());
    let fault = json!({"kind": "missing"});
    let (access, page, outcome) = under(&on_writes("POST", &fault)).await;
    assert_eq!(outcome, "unknown", "{}", page.text());
    assert_eq!(settled(&access, &page).await, "not_done lost");
}

#[tokio::test]
async fn a_write_that_is_turned_away_says_how_long_to_wait() {
    let fault = json!({"kind": "throttle", "retry_after": "6.2"});
    let (access, page, outcome) = under(&on_writes("POST", &fault)).await;
    assert_eq!(outcome, "not_done throttled");
    assert!(page.text().contains("7 seconds"), "{}", page.text());
    assert!(access.assigned().await.is_empty(), "it is not sent again");
}

#[tokio::test]
async fn a_removal_without_an_answer_is_found_out() {
    let (mut access, page) = Access::opened("all-well", false).await;
    let pat = access.tenant.account("pat");
    let page = access.assign(&page, &[&pat]).await;
    let id = access.object_id(&pat).await;
    let change = [("remove", id.as_str())];
    let review = access.post(&page, "review", &change).await;
    let fault = json!({"kind": "status", "status": 504, "after": true});
    access.tenant.fault(&on_writes("DELETE", &fault)).await;
    access.agree(&review, &change).await;
    assert_eq!(access.outcomes().await, ["done"]);
    assert!(access.assigned().await.is_empty());
}

#[tokio::test]
async fn a_switch_without_an_answer_is_found_out() {
    let (mut access, page) = Access::opened("all-well", true).await;
    let on = [("require", "yes")];
    let review = access.post(&page, "review", &on).await;
    let fault = json!({"kind": "status", "status": 500, "after": true});
    access.tenant.fault(&on_writes("PATCH", &fault)).await;
    access.agree(&review, &on).await;
    assert_eq!(access.outcomes().await, ["done"]);
    assert!(access.is_required().await);
}

#[tokio::test]
async fn a_directory_that_shows_a_change_late_hides_no_success() {
    let (mut access, page) = Access::opened("all-well", false).await;
    access
        .tenant
        .command("POST", "/directory-delay", &json!({"reads": 4}))
        .await;
    let pat = access.tenant.account("pat");
    access.assign(&page, &[&pat]).await;
    assert_eq!(access.outcomes().await, ["done"], "Graph said yes");
    assert_eq!(access.assigned().await, ["Pat Reed"]);
}

#[tokio::test]
async fn what_somebody_else_did_at_the_same_moment_is_already_so() {
    let (mut access, page) = Access::opened("all-well", false).await;
    let pat = access.tenant.account("pat");
    let page = access.assign(&page, &[&pat]).await;
    access.assign(&page, &[&pat]).await;
    assert_eq!(access.outcomes().await, ["already_so"]);
    // Taken away in the portal while the page still shows it.
    let id = access.object_id(&pat).await;
    let change = [("remove", id.as_str())];
    let page = access.look().await;
    let review = access.post(&page, "review", &change).await;
    let unassign = format!("/assignments/{pat}");
    access
        .tenant
        .command("DELETE", &unassign, &Value::Null)
        .await;
    // Whether that is so, or Graph does not show our own change yet, nobody knows: nothing is asked.
    let page = access.agree(&review, &change).await;
    let told = "Microsoft doesn’t show your last change yet";
    assert!(page.text().contains(told), "{}", page.text());
    assert_eq!(access.audit().await.len(), 2);
}

#[tokio::test]
async fn t58_two_administrators_at_once_and_a_stale_page() {
    let (mut access, page) = Access::opened("all-well", true).await;
    let (mut other, their_page) = access.colleague().await;
    let pat = access.tenant.account("pat");
    let id = access.object_id(&pat).await;
    let page = access.assign(&page, &[&pat, "Cooperlink users"]).await;
    let change = [("remove", id.as_str())];
    let review = access.post(&page, "review", &change).await;
    // Meanwhile the colleague takes the group away.
    let group = access.object_id("Cooperlink users").await;
    let theirs = [("remove", group.as_str())];
    let form = access.form(&their_page, "review", &theirs);
    let their_review = other.send(&their_page, form).await;
    let form = access.agreed(&their_review, &theirs);
    other.send(&their_review, form).await;
    assert_eq!(access.assigned().await, ["Pat Reed"]);
    // What was agreed to is not what it is now: it is shown again, and nothing is done.
    let again = access.agree(&review, &change).await;
    assert!(again.field("state").is_some(), "{}", again.text());
    assert_eq!(access.assigned().await, ["Pat Reed"]);
    access.agree(&again, &change).await;
    assert!(access.assigned().await.is_empty());
    let audit = access.audit().await;
    let actors: Vec<_> = audit
        .iter()
        .map(|entry| &entry["actor"]["user_principal_name"])
        .collect();
    let second = access.tenant.account("second.administrator");
    let first = &access.tenant.administrator;
    assert_eq!(actors, [first, &second, first]);
}

#[tokio::test]
async fn t58_nothing_but_users_groups_and_our_own_app_can_be_changed() {
    let (mut access, page) = Access::opened("all-well", true).await;
    let state = access.state().await;
    let service_principal = state["service_principal"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    for (form, name, value, status) in [
        (
            "assign",
            "add",
            format!("service_principal:{service_principal}"),
            403,
        ),
        ("assign", "add", "user:../../applications/x".to_owned(), 403),
        (
            "assign",
            "add",
            "user:E0010000-0000-4000-8000-000000000001".to_owned(),
            403,
        ),
        ("review", "remove", "x/../y".to_owned(), 403),
        ("review", "require", "maybe".to_owned(), 403),
        ("change", "confirm_oneself", "perhaps".to_owned(), 403),
    ] {
        let answer = access.post(&page, form, &[(name, &value)]).await;
        assert_eq!(
            answer.status,
            status,
            "{form} {name}={value}: {}",
            answer.text()
        );
    }
    // An application, by an id that is one.
    for kind in ["user", "group"] {
        let value = format!("{kind}:{service_principal}");
        access.post(&page, "assign", &[("add", &value)]).await;
        assert_eq!(access.outcomes().await, ["not_done not_found"]);
    }
    let both = [("remove", &*service_principal), ("require", "yes")];
    assert_eq!(access.post(&page, "review", &both).await.status, 403);
    assert!(access.assigned().await.is_empty());
    assert!(!access.is_required().await);
}

#[tokio::test]
async fn groups_that_cannot_be_assigned_are_said_to_be() {
    let (mut access, page) = Access::opened("no-premium", false).await;
    let page = access.assign(&page, &["Cooperlink users"]).await;
    assert_eq!(access.outcomes().await, ["not_done not_accepted"]);
    assert!(page.text().contains("P1"), "{}", page.text());
    let body =
        json!({"display_name": "Newsletter", "security_enabled": false, "mail_enabled": true});
    access.tenant.command("POST", "/groups", &body).await;
    let page = access.post(&page, "find", &[("find", "newsletter")]).await;
    assert!(page.text().contains("Newsletter"), "{}", page.text());
    let choice = access.choice("Newsletter").await;
    assert!(
        !page.html.contains(&format!("value=\"{choice}\"")),
        "{}",
        page.html
    );
}

/// Candidates that a page offers.
fn choices(page: &Page) -> Vec<String> {
    page.boxes("add").0
}

#[tokio::test]
async fn thousands_of_people_are_searched_and_paged_through() {
    let (mut access, page) = Access::opened("many-people", true).await;
    let first = access.post(&page, "find", &[("find", "")]).await;
    let mark = first.button_value("users_after").expect("more people");
    let second = access
        .post(&first, "find", &[("find", ""), ("users_after", &mark)])
        .await;
    assert_ne!(choices(&first), choices(&second));
    assert_eq!(choices(&second).len(), 20, "{}", second.text());
    let found = access
        .post(&page, "find", &[("find", "cooperlink sys")])
        .await;
    assert!(
        found.text().contains("Cooperlink System User"),
        "{}",
        found.text()
    );
    let nobody = access
        .post(&page, "find", &[("find", "\"OR displayName:a")])
        .await;
    assert!(choices(&nobody).is_empty(), "{}", nobody.text());
    // What was ticked stays ticked.
    let ticked = choices(&second).remove(0);
    let kept = access
        .post(&second, "find", &[("find", "pat"), ("add", &ticked)])
        .await;
    assert!(kept.boxes("add").1.contains(&ticked), "{}", kept.html);
    // Of so many, numbers are told.
    let review = access.post(&page, "review", &[("require", "yes")]).await;
    assert!(review.text().contains("2503"), "{}", review.text());
    // Twenty at once, and no more.
    let twenty: Vec<_> = choices(&first).into_iter().take(20).collect();
    let fields: Vec<_> = twenty
        .iter()
        .map(|choice| ("add", choice.as_str()))
        .collect();
    access.post(&page, "assign", &fields).await;
    assert_eq!(access.assigned().await.len(), 20);
    let mut more = fields.clone();
    more.push(("add", &ticked));
    let refused = access.post(&page, "assign", &more).await;
    assert!(refused.text().contains("20"), "{}", refused.text());
    assert_eq!(access.assigned().await.len(), 20);
}

#[tokio::test]
async fn nested_groups_are_said_not_to_count() {
    let mut access = Access::connected("nested-groups").await;
    let page = access.sign_in(false).await;
    let text = page.text();
    for words in ["Everybody", "Cooperlink users", "Pat Reed"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let nested =
        "Only through the group Cooperlink users , which is inside the assigned group Everybody .";
    assert!(text.contains(nested), "{text}");
    let page = access.assign(&page, &["Cooperlink users"]).await;
    assert_eq!(access.outcomes().await, ["done"], "{}", page.text());
}

#[tokio::test]
async fn the_audit_is_of_the_registration_and_of_its_customer_alone() {
    let (mut access, page) = Access::opened("all-well", false).await;
    let pat = access.tenant.account("pat");
    access.assign(&page, &[&pat]).await;
    let path = format!("/v1/registrations/{}/audit", access.id);
    let first = access
        .host_app
        .get(&format!("{path}?limit=1"))
        .await
        .expect(200);
    assert_eq!(first["items"].as_array().map(Vec::len), Some(1));
    let (foreign, key) = access.host_app.with_new_key(&["somebody-else"]).await;
    let foreign = foreign.get(&path).await;
    assert_eq!(foreign.status, 404, "{}", foreign.text);
    let wrong = access.host_app.get(&format!("{path}?cursor=x")).await;
    assert_eq!(wrong.status, 400, "{}", wrong.text);
    Stack::load().aws().remove_api_key(&key).await;
}
