//! Log lines whose values try to be more than values.

use super::*;
use crate::correlation::{self, CorrelationIds};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    io::{self, Write},
    sync::{Arc, Mutex},
};

/// Values that end a line, a text or an object, move a terminal's cursor, or are taken for commands by what reads logs.
const HOSTILE: [&str; 17] = [
    "a\nb",
    "a\r\nb",
    "a\u{2028}b\u{2029}c",
    "\u{85}",
    "\0",
    "\u{1b}[2J\u{1b}[1;31mred",
    "\u{7f}\u{8}\u{8}",
    "\",\"level\":\"INFO\",\"outcome\":\"verified",
    "\"}\n{\"level\":\"INFO\",\"outcome\":\"verified\"}",
    "\\",
    "\\\"",
    "${jndi:ldap://127.0.0.1/a}",
    "%s%n{}",
    "{ $.outcome = \"operator_fault\" }",
    "\u{202e}txet",
    "\u{9b}2J",
    "\u{feff}",
];

/// Every field that a log line of ours may have and whose value is a text (`tests/e2e/tests/it/attacks/logs.rs` lists them all).
macro_rules! say_in_every_field {
    ($value:expr) => {
        tracing::error!(
            asked_by = $value,
            class = $value,
            code = $value,
            customer_id = $value,
            error = %$value,
            health = $value,
            leg = $value,
            gateway_request_id = $value,
            key_id = $value,
            ms_correlation_id = $value,
            ms_trace_id = Some($value.to_owned()),
            outcome = $value,
            place = $value,
            reason = ?$value,
            registration_id = %$value,
            request_id = $value,
            route = $value,
            support_code = $value,
            tid = %$value,
            trigger = $value,
            upstream = $value,
            "{}", $value
        )
    };
}

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The lines that were written while something was logged.
fn logged(log: impl FnOnce()) -> Vec<String> {
    let buffer = Buffer::default();
    let writer = buffer.clone();
    let namespace = Some(Namespace("Stage".to_owned()));
    let lines = Lines::new(move || writer.clone(), namespace, "version-1".to_owned());
    let subscriber = tracing_subscriber::registry().with(lines);
    tracing::subscriber::with_default(subscriber, log);
    let bytes = buffer.0.lock().unwrap().clone();
    let text = String::from_utf8(bytes).unwrap();
    text.split_terminator('\n').map(str::to_owned).collect()
}

fn fields(line: &str) -> BTreeSet<String> {
    let entry: Value = serde_json::from_str(line).unwrap();
    entry.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn every_line_names_the_version_that_runs() {
    let lines = logged(|| {
        tracing::info!("one");
        tracing::error!(outcome = "panic", "\u{9b}two");
    });
    assert_eq!(lines.len(), 2);
    for line in lines {
        let entry: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(entry["version"], "version-1", "{line}");
        assert!(entry["message"].is_string() && entry["level"].is_string());
    }
}

#[test]
fn t85_whatever_a_value_holds_an_event_is_one_line_with_its_own_fields() {
    let plain = logged(|| say_in_every_field!("plain"));
    let expected = fields(&plain[0]);
    for value in HOSTILE {
        let lines = logged(|| say_in_every_field!(value));
        let [line] = lines.as_slice() else {
            panic!("{value:?} makes {} lines", lines.len());
        };
        assert_eq!(fields(line), expected, "{value:?}");
        let obeyed = |character: char| {
            character.is_control() || ('\u{2028}'..='\u{202e}').contains(&character)
        };
        assert!(!line.contains(obeyed), "{line:?}");
        let entry: Value = serde_json::from_str(line).unwrap();
        assert_eq!(entry["level"], "ERROR", "{value:?}");
        assert_eq!(entry["outcome"], value);
        assert_eq!(entry["error"], value);
    }
}

/// One line, as an object.
fn only_line(log: impl FnOnce()) -> Value {
    let lines = logged(log);
    let [line] = lines.as_slice() else {
        panic!("{} lines", lines.len());
    };
    serde_json::from_str(line).unwrap()
}

fn of_page<F: Future>(work: F) -> impl Future<Output = F::Output> {
    let ids = CorrelationIds {
        request_id: "lambda-1",
        gateway_request_id: Some("gateway-1"),
        asked_by: None,
    };
    correlation::of(ids).carry_out(work)
}

/// Runs to its end what never waits.
fn finished<F: Future>(work: F) -> F::Output {
    let mut work = Box::pin(work);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match work.as_mut().poll(&mut context) {
        std::task::Poll::Ready(output) => output,
        std::task::Poll::Pending => panic!("it waits"),
    }
}

#[test]
fn every_line_of_an_invocation_carries_its_ids() {
    let line = only_line(|| {
        finished(of_page(async {
            let span = tracing::Span::current();
            span.record("registration_id", tracing::field::display("r-1"));
            span.record("support_code", "K7Q2");
            tracing::info!(outcome = "failed", attempt = 3, is_last = true, "told");
        }));
    });
    let expected = serde_json::json!({
        "request_id": "lambda-1", "gateway_request_id": "gateway-1", "registration_id": "r-1", "support_code": "K7Q2",
        "outcome": "failed", "attempt": 3, "is_last": true, "message": "told", "level": "INFO",
        "target": module_path!(), "timestamp": line["timestamp"], "version": "version-1",
    });
    assert_eq!(line, expected);
    let at = line["timestamp"].as_str().unwrap();
    assert_eq!(at.len(), "2026-01-01T00:00:00.123456Z".len(), "{at}");
}

#[test]
fn what_an_event_says_itself_stands_and_outside_of_an_invocation_there_is_nothing_else() {
    let line = only_line(|| {
        finished(of_page(async {
            tracing::info!(request_id = "own", "told");
        }));
    });
    assert_eq!(line["request_id"], "own");
    let line = only_line(|| tracing::info!("told"));
    let expected = ["level", "message", "target", "timestamp", "version"];
    assert_eq!(
        fields(&line.to_string()),
        expected.map(str::to_owned).into()
    );
}

#[test]
fn a_line_that_is_counted_is_a_line_like_others_with_its_directive() {
    let line = only_line(|| {
        finished(of_page(async {
            tracing::info!(name: "delivery", outcome = "delivered", deliveries = 1, "told");
        }));
    });
    let directive = &line["_aws"]["CloudWatchMetrics"][0];
    assert_eq!(directive["Namespace"], "Stage");
    assert_eq!(
        directive["Dimensions"],
        serde_json::json!([[], ["outcome"]])
    );
    assert_eq!(line["request_id"], "lambda-1");
    assert!(line["_aws"]["Timestamp"].as_i64().is_some_and(|at| at > 0));
}

#[test]
fn lines_of_a_message_say_which_request_asked_for_it() {
    let ids = CorrelationIds {
        request_id: "worker-1",
        gateway_request_id: None,
        asked_by: Some("lambda-1"),
    };
    let line = only_line(|| {
        let work = async { tracing::info!(asked = store::asked_by::current(), "told") };
        finished(correlation::of(ids).carry_out(work));
    });
    assert_eq!(line["request_id"], "worker-1");
    assert_eq!(line["asked_by"], "lambda-1");
    // What the worker sends in turn was asked for by the same request.
    assert_eq!(line["asked"], "lambda-1");
    assert!(line.get("gateway_request_id").is_none());
}
