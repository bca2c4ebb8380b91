//! Administrator's journey, over HTTP as by a browser without script, in each of the emulator's tenants.

use crate::support::{
    hurry::Hurry,
    person::{Page, Person},
    stack::{HostApp, Stack, poll},
    tenant::Tenant,
};
use serde_json::{Value, json};
use url::Url;

pub(crate) const START: &str = "Sign in with Microsoft";
pub(crate) const AGAIN: &str = "Sign in again";
pub(crate) const ANOTHER: &str = "Sign in with another account";
pub(crate) const NOBODY_ASSIGNED: &str = "Assignment is required and nobody is assigned";
pub(crate) const SYSTEM_USER_TO_NAME: &str = "One step left: Cooperlink names the system user";
pub(crate) const CONTINUE: &str = "Continue to Microsoft’s approval page";
/// Label of the button for a reader whose roles seem not to suffice.
pub(crate) const ANYWAY: &str = "Continue anyway";
const CHECKS: [&str; 9] = [
    "app-registered",
    "app-enabled",
    "application-permissions",
    "delegated-permissions",
    "permission-upgrade",
    "no-excess-permissions",
    "user-access",
    "tenant-matches-customer",
    "customer-domain",
];

/// Label of the button that begins, on the first page or on a page of a failure.
fn start_label(page: &Page) -> &'static str {
    let labels = [START, AGAIN, ANOTHER];
    let found = labels
        .into_iter()
        .find(|label| page.find_form(label).is_some());
    found.unwrap_or(START)
}

/// Leaves for Microsoft's sign-in page to choose an account, even if the consent page would come first.
pub(crate) async fn begin(person: &mut Person, page: &Page) -> Page {
    let mut form = page.form(start_label(page));
    form.fields = vec![("account".to_owned(), "other".to_owned())];
    person.send(page, form).await
}

/// Whether it is Microsoft's consent page for the organisation.
pub(crate) fn is_for_organisation(page: &Page) -> bool {
    page.text().contains("Review for your organization")
}

/// Signs in through the link as `account`, accepts the person's own consent page and gives the second factor, if Microsoft
/// asks for them. A person who is led on to the approval returns from there to our own page.
pub(crate) async fn sign_in(person: &mut Person, link: &Url, account: &str) -> Page {
    let start = person.open(link).await;
    assert_eq!(start.status, 200, "{}", start.text());
    let accounts = begin(person, &start).await;
    let mut page = person.press(&accounts, account).await;
    // A sign-in that a policy refused to our server is begun once more, and Microsoft asks for the second factor.
    for label in ["Accept", account, "Approve", "Accept"] {
        if page.find_form(label).is_some() && !is_for_organisation(&page) {
            page = person.press(&page, label).await;
        }
    }
    if is_for_organisation(&page) {
        person.open(link).await
    } else {
        page
    }
}

/// Presses the buttons that lead on as `account`, on Microsoft's pages, on the organisation's own identity provider's and on
/// ours, each of ours once. Returns the last page and the labels.
pub(crate) async fn go_on(
    person: &mut Person,
    mut page: Page,
    account: &str,
) -> (Page, Vec<String>) {
    let provider = format!("Sign in as {account}");
    let labels = [
        account, &provider, "Continue", "Accept", "Approve", CONTINUE,
    ];
    let mut pressed: Vec<String> = Vec::new();
    for _ in 0..10 {
        let found = labels.into_iter().find(|label| {
            let is_over = *label == CONTINUE && pressed.iter().any(|known| known == CONTINUE);
            page.find_form(label).is_some() && !is_over
        });
        let Some(label) = found else { break };
        page = person.press(&page, label).await;
        pressed.push(label.to_owned());
    }
    (page, pressed)
}

/// Starts, signs in and accepts for the organisation, unless everything was approved before.
pub(crate) async fn connect(person: &mut Person, link: &Url, account: &str) -> Page {
    let start = person.open(link).await;
    let page = person.press(&start, start_label(&start)).await;
    go_on(person, page, account).await.0
}

/// Connects as [`connect`] does, with a sign-in before the approval, so that the account is known if a later silent sign-in is
/// refused.
pub(crate) async fn connect_after_sign_in(person: &mut Person, link: &Url, account: &str) -> Page {
    let confirm = sign_in(person, link, account).await;
    let consent = person.press(&confirm, CONTINUE).await;
    person.press(&consent, "Accept").await
}

/// A tenant of its own, connected and healthy.
pub(crate) async fn connected(stack: &Stack) -> (Tenant, HostApp, String) {
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    connect(&mut Person::new(stack), &link, &tenant.administrator).await;
    host_app
        .wait_for(&id, "health", |seen| seen["health"]["status"] == "healthy")
        .await;
    (tenant, host_app, id)
}

/// The latest report, once `holds` accepts it. Due verifications are run at once meanwhile.
pub(crate) async fn report_where(
    host_app: &HostApp,
    id: &str,
    holds: impl Fn(&Value) -> bool,
) -> Value {
    let hurry = Hurry::default();
    poll("a report", || async {
        let answer = host_app
            .get(&format!("/v1/registrations/{id}/verifications/latest"))
            .await;
        if answer.status == 200 && holds(&answer.json()) {
            return Ok(answer.json());
        }
        hurry.look(&host_app.registration(id).await).await;
        Err(answer.text)
    })
    .await
}

/// One check's part of a report.
pub(crate) fn result<'a>(report: &'a Value, check: &str) -> &'a Value {
    report["results"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|result| result["check"] == check)
        .unwrap_or(&Value::Null)
}

/// The stage of a registration.
pub(crate) async fn stage(host_app: &HostApp, id: &str) -> Value {
    host_app
        .get(&format!("/v1/registrations/{id}"))
        .await
        .expect(200)["lifecycle"]
        .clone()
}

#[tokio::test]
async fn administrator_connects_and_every_check_passes() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let arrived = connect(&mut person, &link, &tenant.administrator).await;
    assert_eq!(arrived.url, link, "the browser ends on the clean page");

    let healthy = host_app
        .wait_for(&id, "health", |seen| seen["health"]["status"] == "healthy")
        .await;
    assert_eq!(healthy["lifecycle"]["stage"], "connected");
    assert_eq!(healthy["lifecycle"]["approval"]["status"], "not_needed");
    assert_eq!(healthy["lifecycle"]["tenant"]["id"], json!(tenant.id));
    assert_eq!(healthy["lifecycle"]["tenant"]["name"], json!(tenant.name));
    assert_eq!(
        healthy["lifecycle"]["tenant"]["administrator_name"],
        json!(tenant.administrator)
    );
    let report = report_where(&host_app, &id, |_| true).await;
    for check in CHECKS {
        let result = result(&report, check);
        assert_eq!(result["verdict"], "pass", "{check}: {report}");
        assert!(
            result["evidence"][0]["request"].is_string(),
            "{check} has no evidence: {report}"
        );
    }
    let page = person.open(&link).await;
    assert_eq!(page.heading(), SYSTEM_USER_TO_NAME);
    let text = page.text();
    assert!(text.contains("nobody has named the system user"), "{text}");
    let action = host_app.registration(&id).await["next_action"].clone();
    assert_eq!(action["what"], "name_system_user", "{action}");
    for (check, verdict) in page.verdicts() {
        // It names neither a system user nor a site.
        let expected = if CHECKS.contains(&check.as_str()) {
            "pass"
        } else {
            "not-applicable"
        };
        assert_eq!(verdict, expected, "{check}");
    }
    let events: Vec<_> = host_app
        .settled_events_of(&id, 1)
        .await
        .iter()
        .map(|event| event["type"].clone())
        .collect();
    assert_eq!(events, ["registration.connected"]);
}

#[tokio::test]
async fn unpinned_tenant_waits_for_the_host_app_then_connects() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = host_app.register(&tenant.unpinned()).await;
    let mut person = Person::new(stack);
    connect(&mut person, &link, &tenant.administrator).await;
    report_where(&host_app, &id, |report| {
        result(report, "application-permissions")["verdict"] == "pass"
    })
    .await;
    let waiting = stage(&host_app, &id).await;
    assert_eq!(waiting["stage"], "consented");
    assert_eq!(waiting["approval"]["status"], "waiting");
    let page = person.open(&link).await;
    assert_eq!(
        page.heading(),
        "Approved, waiting for Cooperlink to confirm"
    );
    assert!(page.verdicts().is_empty(), "nothing that does not apply");

    host_app
        .post(
            &format!("/v1/registrations/{id}/approve"),
            &json!({"tenant_id": tenant.id}),
        )
        .await
        .expect(200);
    host_app.wait_until_connected(&id).await;
    let kinds: Vec<_> = host_app
        .settled_events_of(&id, 2)
        .await
        .iter()
        .map(|event| event["type"].clone())
        .collect();
    assert_eq!(
        kinds,
        ["registration.approval_required", "registration.connected"]
    );
}

#[tokio::test]
async fn a_permission_that_nobody_asked_for_is_advice_and_history_says_what_changed() {
    let stack = Stack::load();
    let (tenant, host_app, id) = connected(stack).await;
    let grant = json!({"application": ["Mail.Read"]});
    tenant.command("POST", "/grant", &grant).await;
    let path = format!("/v1/registrations/{id}/verifications");
    let report = host_app.post(&path, &json!({})).await.expect(201);
    let excess = result(&report, "no-excess-permissions");
    assert_eq!(excess["verdict"], "fail", "{report}");
    assert_eq!(excess["severity"], "advisory");
    let seen = host_app
        .get(&format!("/v1/registrations/{id}"))
        .await
        .expect(200);
    assert_eq!(seen["health"]["status"], "attention");
    let usable = seen["usable"].to_string();
    let is_a_reason = usable.contains("no-excess-permissions");
    assert!(!is_a_reason, "advice stops nothing: {usable}");
    let newest = host_app.get(&path).await.expect(200)["items"][0].clone();
    assert_eq!(
        newest["changes"],
        json!([{
            "check": "no-excess-permissions",
            "from": "pass",
            "to": "fail",
            "from_finding": null, "to_finding": "excess-permissions",
        }])
    );
}

#[tokio::test]
async fn a_rule_that_stops_the_silent_sign_in_is_told_by_its_cause() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (_, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let confirm = sign_in(&mut person, &link, &tenant.administrator).await;
    let path = format!("/users/{}", tenant.administrator);
    tenant
        .command("POST", &path, &json!({"token_error": 53_003}))
        .await;
    let consent = person.press(&confirm, CONTINUE).await;
    let page = person.press(&consent, "Accept").await;
    assert!(
        page.text().contains("A security rule stopped the sign-in"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("AADSTS53003"), "{}", page.text());
    // The rule is lifted; nothing has to be begun anew.
    tenant
        .command("POST", &path, &json!({"token_error": 0}))
        .await;
    let page = person.press(&page, "Check everything again").await;
    assert!(!page.text().contains("AADSTS53003"), "{}", page.text());
}

#[tokio::test]
async fn own_identity_provider_leads_back_all_the_same() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "own-identity-provider").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    // The provider's own page, its form post back to Microsoft, then Microsoft's consent page and ours.
    let page = connect(&mut person, &link, &tenant.administrator).await;
    assert_eq!(page.url, link, "{}", page.text());
    host_app
        .wait_for(&id, "health", |seen| seen["health"]["status"] == "healthy")
        .await;
}

#[tokio::test]
async fn spreading_consent_is_waited_for_without_the_browser() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "spreading-slowly").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let page = connect(&mut person, &link, &tenant.administrator).await;
    assert!(
        page.html.contains("data-look-again=\"3\""),
        "the page looks again by itself: {}",
        page.text()
    );
    // The browser is closed; delayed messages finish the job.
    let connected = host_app.wait_until_connected(&id).await;
    assert_ne!(connected["health"]["status"], "broken");
    // A grant seen late was never a failure.
    let kept = host_app
        .get(&format!("/v1/registrations/{id}/verifications"))
        .await
        .expect(200);
    for report in kept["items"].as_array().into_iter().flatten() {
        let failed = report["results"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|result| result["verdict"] == "fail");
        assert!(!failed, "{report}");
    }
}

#[tokio::test]
async fn t74_throttled_tenant_is_verified_all_the_same() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "throttled").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    connect(&mut person, &link, &tenant.administrator).await;
    let seen = host_app
        .wait_for(&id, "health", |seen| seen["health"]["status"] == "healthy")
        .await;
    assert_eq!(seen["lifecycle"]["stage"], "connected");
}
