//! Log lines of one journey, found from what a person reads out: the page's reference, or the support code.

use crate::{
    journeys::administrator::{connect, report_where},
    support::{
        aws::Aws,
        full::Full,
        person::{Page, Person},
        stack::{HostApp, Stack, poll},
        tenant::Tenant,
    },
};
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

/// The lines of all functions so far.
fn lines() -> Vec<Value> {
    let logs = Aws::function_logs();
    let lines = logs.lines().filter(|line| line.starts_with('{'));
    lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

/// Those in which a field has the value.
fn with<'a>(lines: &'a [Value], field: &str, value: &str) -> Vec<&'a Value> {
    lines.iter().filter(|line| line[field] == value).collect()
}

/// The functions of a journey, each with the beginning of a text by which its lines are known: the last line of a request says
/// what was answered, and the worker writes its lines itself.
const FUNCTIONS: [(&str, &str); 4] = [
    ("message", "answered a page request"),
    CALLBACK,
    ("message", "answered an API request"),
    ("target", "verify_worker"),
];

const CALLBACK: (&str, &str) = ("message", "answered a return from Microsoft");

fn is_by(line: &Value, (field, beginning): (&str, &str)) -> bool {
    line[field]
        .as_str()
        .is_some_and(|text| text.starts_with(beginning))
}

/// The reference that the page shows to a person.
fn reference(page: &Page) -> String {
    let text = page.text();
    let (_, after) = text.split_once("Page reference: ").expect("a reference");
    after.split_whitespace().next().expect("an id").to_owned()
}

/// Sends a form that is not the page's own.
async fn forged(person: &mut Person, link: &Url) -> Page {
    let address = Url::parse(&format!("{link}/look")).expect("an address");
    let origin = link.origin().ascii_serialization();
    person
        .once(Method::POST, address, Some(&[]), Some(&origin))
        .await
}

async fn support_code(host_app: &HostApp, id: &str) -> String {
    let path = format!("/v1/registrations/{id}");
    let registration = host_app.get(&path).await.expect(200);
    registration["support_code"]
        .as_str()
        .expect("a code")
        .to_owned()
}

/// Lines as they are once the worker has told of the run that a request of this registration asked for.
async fn lines_of_a_run(id: &str) -> Vec<Value> {
    poll("the worker's lines", || async {
        let lines = lines();
        let of_run =
            |line: &&Value| line["trigger"] == "interactive" && line["registration_id"] == *id;
        match lines.iter().find(of_run) {
            Some(_) => Ok(lines),
            None => Err("no run".to_owned()),
        }
    })
    .await
}

#[tokio::test]
async fn from_the_reference_on_a_page_the_lines_of_the_worker_are_found() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut person = Person::new(stack);
    connect(&mut person, &link, &tenant.administrator).await;
    report_where(&host_app, &id, |_| true).await;
    let page = forged(&mut person, &link).await;
    let reference = reference(&page);
    let lines = lines_of_a_run(&id).await;

    // The line of the page names the registration.
    let of_page = with(&lines, "request_id", &reference);
    assert!(!of_page.is_empty(), "no line of {reference}");
    for line in of_page {
        assert_eq!(line["registration_id"], *id, "{line}");
        assert!(line["gateway_request_id"].is_string(), "{line}");
    }
    // All about the registration: pages, the return from Microsoft, the API, and the worker.
    let of_registration = with(&lines, "registration_id", &id);
    for function in FUNCTIONS {
        assert!(
            of_registration.iter().any(|line| is_by(line, function)),
            "no line of {function:?}"
        );
    }
    // The worker's lines name the return from Microsoft that asked for them.
    let run = of_registration
        .iter()
        .find(|line| line["trigger"] == "interactive");
    let asked_by = run.expect("a run")["asked_by"].as_str().expect("an id");
    let asking = with(&lines, "request_id", asked_by);
    assert!(
        asking
            .iter()
            .any(|line| is_by(line, CALLBACK) && line["registration_id"] == *id),
        "{asked_by} is not the return from Microsoft: {asking:?}"
    );
    for line in with(&lines, "asked_by", asked_by) {
        assert_eq!(line["registration_id"], *id, "{line}");
        assert_ne!(line["request_id"], *asked_by, "{line}");
    }
    // The support code finds the same.
    let code = support_code(&host_app, &id).await;
    let of_code = with(&lines, "support_code", &code);
    assert!(of_code.iter().all(|line| line["registration_id"] == *id));
    for function in FUNCTIONS {
        assert!(
            of_code.iter().any(|line| is_by(line, function)),
            "{function:?}"
        );
    }
}

#[tokio::test]
async fn a_line_that_counts_is_counted_and_its_dimensions_are_no_ids() {
    let stack = Stack::load();
    let full = Full::healthy(stack).await;
    let fault = json!({"host": "graph", "kind": "status", "status": 503});
    full.tenant.fault(&fault).await;
    let path = format!("/v1/registrations/{}/verifications", full.id);
    full.host_app.post(&path, &json!({})).await.expect(201);
    full.tenant.no_faults().await;
    let lines = lines();
    let counted: Vec<_> = lines
        .iter()
        .filter(|line| line.get("_aws").is_some())
        .collect();
    for field in ["runs", "journeys"] {
        assert!(
            counted.iter().any(|line| line[field] == 1),
            "no line counts {field}"
        );
    }
    assert!(
        counted.iter().any(|line| line["trigger"] == "requested"
            && line["registration_id"] == *full.id
            && line["disturbed"] == 1),
        "the disturbed run is not counted"
    );
    for line in counted {
        let directives = line["_aws"]["CloudWatchMetrics"]
            .as_array()
            .expect("a list");
        assert!(
            !directives.is_empty() && line["_aws"]["Timestamp"].is_i64(),
            "{line}"
        );
        assert!(line["request_id"].is_string(), "{line}");
        for directive in directives {
            assert_eq!(directive["Namespace"], "CooperlinkRegistration/local");
            let sets = directive["Dimensions"].as_array().expect("sets");
            // A value that the list of a dimension does not have would leave the sum alone; the days left have no dimension.
            let expected = if line["credential_days_left"].is_number() {
                1
            } else {
                2
            };
            assert_eq!(sets.len(), expected, "{line}");
            for name in sets.iter().filter_map(Value::as_array).flatten() {
                let name = name.as_str().expect("a name");
                assert!(["class", "outcome", "trigger"].contains(&name), "{line}");
            }
            for metric in directive["Metrics"].as_array().expect("metrics") {
                let name = metric["Name"].as_str().expect("a name");
                assert!(line[name].is_number(), "{line}");
            }
        }
    }
}
