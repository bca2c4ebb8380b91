//! What the functions log, after a journey with everything in it that must stay secret.

use crate::{
    administrator::{CONTINUE, START, report_where},
    aws::Aws,
    person::Person,
    stack::Stack,
    tenant::Tenant,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// The fields that a line may have (`security.md` (d)), and those of the log itself.
const FIELDS: [&str; 25] = [
    "attempt",
    "code",
    "customer_id",
    "dispatched",
    "duration_ms",
    "due",
    "error",
    "failed",
    "health",
    "leg",
    "level",
    "message",
    "ms_trace_id",
    "outcome",
    "place",
    "registration_id",
    "request_id",
    "reason",
    "sent",
    "target",
    "tid",
    "timestamp",
    "turned",
    "upstream",
    "upstream_status",
];

#[tokio::test]
async fn t21_t59_no_log_line_holds_a_secret_or_a_name() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    let start = person.open(&link).await;
    let accounts = person.press(&start, START).await;
    let (_, first_cookie) = person.flow_cookie();
    let own = person.press(&accounts, &tenant.administrator).await;
    let confirm = person.press(&own, "Accept").await;
    let (_, second_cookie) = person.flow_cookie();
    let form_token = confirm.form(CONTINUE).fields[0].1.clone();
    let consent = person.press(&confirm, CONTINUE).await;
    person.press(&consent, "Accept").await;
    report_where(&host_app, &id, |_| true).await;

    let mut secrets: BTreeSet<String> = [
        first_cookie,
        second_cookie,
        form_token,
        stack.api_key.clone(),
    ]
    .into();
    secrets.extend([tenant.administrator.clone(), tenant.system_user.clone()]);
    secrets.extend(
        link.path_segments()
            .and_then(Iterator::last)
            .map(str::to_owned),
    );
    for url in &person.trail {
        for (name, value) in url.query_pairs() {
            if ["state", "code", "nonce", "code_challenge", "login_hint"].contains(&name.as_ref()) {
                secrets.insert(value.into_owned());
            }
        }
    }
    assert!(
        secrets.len() >= 12,
        "the journey had its secrets: {}",
        secrets.len()
    );

    let logs = Aws::function_logs();
    assert!(logs.contains(&id), "the journey is in the logs");
    for secret in &secrets {
        assert!(!logs.contains(secret.as_str()), "a log line holds {secret}");
    }
    for header in ["eyJ", "Bearer ", "client_assertion", "BEGIN", "Set-Cookie"] {
        assert!(!logs.contains(header), "a log line holds {header}");
    }
    let mut lines = 0;
    for line in logs.lines().filter(|line| line.starts_with('{')) {
        let entry: Value = serde_json::from_str(line).expect("a log line is one JSON object");
        for field in entry
            .as_object()
            .into_iter()
            .flat_map(|fields| fields.keys())
        {
            assert!(
                FIELDS.contains(&field.as_str()),
                "unknown field {field}: {entry}"
            );
        }
        lines += 1;
    }
    assert!(lines > 5);
    assert!(
        person.trail.last().is_some_and(|url| url.query().is_none()),
        "the last address is clean"
    );
}
