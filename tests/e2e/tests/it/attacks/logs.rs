//! Logs of the functions in journeys that succeed and in ones that fail, each with all values that must stay secret. The
//! emulator writes no access log; its fields are checked in the template (`infra/dev/tests/it/template.rs`).

use crate::{
    attacks::callback::{held_consent, held_sign_in, with},
    journeys::administrator::{CONTINUE, begin, connect, report_where, sign_in},
    support::{
        access_page::Access,
        aws::Aws,
        person::Person,
        stack::{HostApp, Stack, fresh_id},
        tenant::Tenant,
    },
};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use url::Url;

/// The fields that a line may have (`SECURITY.md`, Logs), and those of the log itself. `_aws` is the directive of a line that is
/// counted; numbers and texts that are counted are not of any person. Ids of requests, of AWS and of Microsoft, tie lines together.
const FIELDS: [&str; 48] = [
    "_aws",
    "asked_by",
    "attempt",
    "class",
    "code",
    "credential_days_left",
    "customer_id",
    "deliveries",
    "dispatched",
    "disturbed",
    "due",
    "duration_ms",
    "endpoint_id",
    "error",
    "event_id",
    "events",
    "expired",
    "failed",
    "gateway_request_id",
    "health",
    "journeys",
    "key_id",
    "lag_ms",
    "leg",
    "level",
    "message",
    "ms_correlation_id",
    "ms_trace_id",
    "outcome",
    "pace",
    "place",
    "reason",
    "refusals",
    "registration_id",
    "request_id",
    "route",
    "runs",
    "sent",
    "status",
    "support_code",
    "target",
    "tid",
    "timestamp",
    "trigger",
    "turned",
    "upstream",
    "upstream_status",
    "version",
];

/// Values that no log may contain.
#[derive(Default)]
struct Secrets(BTreeSet<String>);

impl Secrets {
    /// A new unique value.
    fn canary(&mut self) -> String {
        let canary = format!("canary-{}", fresh_id());
        self.0.insert(canary.clone());
        canary
    }

    /// Adds the link's token, and the values in the person's browser.
    fn add_browser(&mut self, person: &Person, link: &Url, tenant: &Tenant) {
        let token = link.path_segments().and_then(Iterator::last);
        self.0.extend(token.map(str::to_owned));
        self.0.extend(person.cookies.values().cloned());
        for url in &person.trail {
            for (name, value) in url.query_pairs() {
                if ["state", "code", "nonce", "code_challenge", "login_hint"]
                    .contains(&name.as_ref())
                {
                    self.0.insert(value.into_owned());
                }
            }
        }
        self.add_names(tenant);
    }

    fn add_names(&mut self, tenant: &Tenant) {
        self.0
            .extend([tenant.administrator.clone(), tenant.system_user.clone()]);
    }

    /// Adds every text of a stored secret, and each line of a key by itself.
    fn add_stored(&mut self, value: &Value) {
        match value {
            Value::String(text) => {
                let lines = text.lines().filter(|line| line.len() >= 40);
                self.0.extend(lines.map(str::to_owned));
            }
            Value::Array(values) => values.iter().for_each(|value| self.add_stored(value)),
            Value::Object(fields) => fields.values().for_each(|value| self.add_stored(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Secrets that a text contains.
    fn found_in(&self, text: &str) -> Vec<&str> {
        let secrets = self.0.iter().map(String::as_str);
        secrets.filter(|secret| text.contains(secret)).collect()
    }
}

/// Walks from the link to a report.
async fn good_journey(stack: &Stack, secrets: &mut Secrets) -> String {
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let start = person.open(&link).await;
    let accounts = begin(&mut person, &start).await;
    secrets.0.insert(person.flow_cookie().1);
    let own = person.press(&accounts, &tenant.administrator).await;
    person.press(&own, "Accept").await;
    let confirm = person.open(&link).await;
    let form_token = &confirm.form(CONTINUE).fields[0].1;
    secrets.0.insert(form_token.clone());
    let consent = person.press(&confirm, CONTINUE).await;
    person.press(&consent, "Accept").await;
    report_where(&host_app, &id, |_| true).await;
    secrets.add_browser(&person, &link, &tenant);
    assert!(
        person.trail.last().is_some_and(|url| url.query().is_none()),
        "the last address is clean"
    );
    id
}

/// Searches and changes on the access page, with failing answers: names and typed texts must not be logged.
async fn access_journey(secrets: &mut Secrets) {
    let (mut access, page) = Access::opened("all-well", true).await;
    let typed = secrets.canary();
    let pat = access.tenant.account("pat");
    access.post(&page, "find", &[("find", &typed)]).await;
    access.assign(&page, &[&pat, "Cooperlink users"]).await;
    let review = access.post(&page, "review", &[("require", "yes")]).await;
    access.agree(&review, &[("require", "yes")]).await;
    let gone = json!({"host": "graph", "kind": "status", "status": 401});
    access.tenant.fault(&gone).await;
    access.look().await;
    access.tenant.no_faults().await;
    secrets.0.insert(pat);
    secrets.add_browser(&access.person, &access.link, &access.tenant);
}

/// Walks the emulator's failing tenants: declined, throttled, Microsoft down, no role.
async fn failing_tenants(stack: &Stack, secrets: &mut Secrets) {
    for (key, button) in [
        ("consent-declined", "Cancel"),
        ("throttled", "Accept"),
        ("no-role", "Accept"),
        ("microsoft-down", "Accept"),
    ] {
        let tenant = Tenant::like(stack, key).await;
        let (_, link) = tenant.register(&stack.host_app()).await;
        let mut person = Person::new(stack);
        let page = sign_in(&mut person, &link, &tenant.administrator).await;
        if page.find_form(CONTINUE).is_some() {
            let consent = person.press(&page, CONTINUE).await;
            if consent.find_form(button).is_some() {
                person.press(&consent, button).await;
            }
        }
        secrets.add_browser(&person, &link, &tenant);
    }
}

/// Breaks the code exchange and the reads after it, each in every way.
async fn broken_answers(stack: &Stack, secrets: &mut Secrets) {
    for kind in ["status", "throttle", "malformed", "html", "empty", "reset"] {
        let tenant = Tenant::like(stack, "all-well").await;
        let host_app = stack.host_app();
        let (id, link) = tenant.register(&host_app).await;
        let mut person = Person::new(stack);
        let callback = held_sign_in(&mut person, &link, &tenant).await;
        tenant.fault(&json!({"host": "token", "kind": kind})).await;
        let page = person.open(&callback).await;
        assert!(
            page.url == link && page.find_form(CONTINUE).is_none(),
            "{kind} stopped nobody: {}",
            page.text()
        );
        tenant.no_faults().await;
        let other = Tenant::like(stack, "all-well").await;
        let (_, direct) = other.register(&host_app).await;
        other.fault(&json!({"host": "token", "kind": kind})).await;
        let mut another = Person::new(stack);
        connect(&mut another, &direct, &other.administrator).await;
        secrets.add_browser(&another, &direct, &other);
        let callback = held_consent(&mut person, &link, &tenant).await;
        tenant.fault(&json!({"host": "token", "kind": kind})).await;
        tenant.fault(&json!({"host": "graph", "kind": kind})).await;
        person.open(&callback).await;
        let path = format!("/v1/registrations/{id}/verifications");
        host_app.post(&path, &json!({})).await;
        secrets.add_browser(&person, &link, &tenant);
    }
}

/// Uses another tenant, and values that were tampered with on the way back.
async fn tampered_callbacks(stack: &Stack, secrets: &mut Secrets) {
    let tenant = Tenant::like(stack, "all-well").await;
    let other = Tenant::like(stack, "all-well").await;
    let (_, link) = tenant.register(&stack.host_app()).await;
    let mut person = Person::new(stack);
    let callback = held_sign_in(&mut person, &link, &tenant).await;
    for name in [
        "state",
        "error",
        "error_description",
        "iss",
        "session_state",
    ] {
        let tampered = with(&callback, name, Some(&secrets.canary()));
        person.open(&tampered).await;
    }
    let mut stranger = person.clone();
    stranger.set_flow_cookie(&secrets.canary());
    stranger.open(&callback).await;
    let (_, link) = other.register(&stack.host_app()).await;
    let callback = held_sign_in(&mut person, &link, &other).await;
    let forged = with(&callback, "code", Some(&secrets.canary()));
    person.open(&forged).await;
    secrets.add_browser(&person, &link, &other);
    let (_, link) = tenant.register(&stack.host_app()).await;
    let mut person = Person::new(stack);
    let callback = held_consent(&mut person, &link, &tenant).await;
    person
        .open(&with(&callback, "tenant", Some(&other.id)))
        .await;
    secrets.add_browser(&person, &link, &tenant);
}

/// Sends every wrong input that a caller of the API, a page or a queue can send, with a canary in it.
async fn bad_input(stack: &Stack, host_app: &HostApp, secrets: &mut Secrets) {
    let key = format!("cooperlink_test_localdev_{}", secrets.canary());
    host_app.with_key(&key).get("/v1/checks").await.expect(401);
    for body in [
        format!("{{\"{}", secrets.canary()),
        json!({secrets.canary(): 1}).to_string(),
        json!({"customer_name": secrets.canary(), "plan": secrets.canary()}).to_string(),
        json!({"system_user": format!("{}@contoso.example", secrets.canary())}).to_string(),
    ] {
        let answer = host_app
            .post_as("/v1/registrations", &secrets.canary(), body)
            .await;
        assert!(matches!(answer.status, 400 | 422), "{}", answer.text);
    }
    for path in [
        "registrations?cursor=",
        "registrations/",
        "registrations?customer_id=%20",
        "events?cursor=",
    ] {
        let answer = host_app
            .get(&format!("/v1/{path}{}", secrets.canary()))
            .await;
        assert!(matches!(answer.status, 400 | 404 | 422), "{}", answer.text);
    }
    let base = Url::parse(&stack.api_url).expect("an address");
    let token = secrets.canary();
    for path in [
        format!("/connect/{token}"),
        format!("/{token}?{token}={token}"),
    ] {
        let address = base.join(&path).expect("an address");
        let page = Person::new(stack)
            .once(Method::GET, address, None, Some(&token))
            .await;
        assert_eq!(page.status, 404);
    }
    let records: Vec<_> = [
        secrets.canary(),
        json!({secrets.canary(): 1}).to_string(),
        json!({"version": 1, "registration_id": secrets.canary()}).to_string(),
        json!({"version": 1, "slot": secrets.canary()}).to_string(),
    ]
    .iter()
    .map(|body| json!({"messageId": "m", "body": body, "eventSource": "aws:sqs"}))
    .collect();
    for worker in ["verify-worker", "erase-worker"] {
        let batch = json!({"Records": records});
        stack.aws().invoke(worker, &[batch]);
    }
}

#[tokio::test]
async fn t21_t59_no_log_line_holds_a_secret_or_a_name() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let mut secrets = Secrets::default();
    secrets.0.insert(stack.api_key.clone());
    for name in ["entra-app", "sealing-keys", "api-keys"] {
        let stored = stack.aws().secret_value(name).await;
        secrets.add_stored(&serde_json::from_str(&stored).expect("JSON"));
    }
    let id = good_journey(stack, &mut secrets).await;
    access_journey(&mut secrets).await;
    failing_tenants(stack, &mut secrets).await;
    broken_answers(stack, &mut secrets).await;
    tampered_callbacks(stack, &mut secrets).await;
    bad_input(stack, &host_app, &mut secrets).await;
    assert!(secrets.0.len() > 100, "{} secrets", secrets.0.len());

    let logs = Aws::function_logs();
    assert_eq!(secrets.found_in(&logs), Vec::<&str>::new());
    for header in [
        "eyJ",
        "Bearer ",
        "client_assertion",
        "BEGIN",
        "Set-Cookie",
        "canary-",
    ] {
        assert!(!logs.contains(header), "a log line holds {header}");
    }
    // What is no secret is found, so what is one would be: the journey itself, and each kind of failure.
    assert!(logs.contains(&id), "the journey is in the logs");
    for outcome in [
        "access_changed",
        "access_opened",
        "callback_refused",
        "message_refused",
        "tenant_mismatch",
        "verified",
    ] {
        assert!(
            logs.contains(&format!(r#""outcome":"{outcome}""#)),
            "{outcome}"
        );
    }
    for secret in &secrets.0 {
        let line = format!(r#"{{"level":"ERROR","message":"refused: {secret}"}}"#);
        assert!(secrets.found_in(&line).contains(&secret.as_str()));
    }
}

#[tokio::test]
async fn every_log_line_is_an_object_of_known_fields() {
    let stack = Stack::load();
    good_journey(stack, &mut Secrets::default()).await;
    let logs = Aws::function_logs();
    let mut lines = 0;
    for line in logs.lines().filter(|line| line.starts_with('{')) {
        let entry: Value = serde_json::from_str(line).expect("a log line is one JSON object");
        let fields = entry.as_object().expect("an object");
        for field in fields.keys() {
            assert!(
                FIELDS.contains(&field.as_str()),
                "unknown field {field}: {entry}"
            );
        }
        lines += 1;
    }
    assert!(lines > 5);
}
