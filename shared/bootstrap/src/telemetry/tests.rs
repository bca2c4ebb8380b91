//! Log lines whose values try to be more than values.

use super::*;
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

/// Every field that a log line of ours may have and whose value is a text (`tests/e2e/tests/it/logs.rs` lists them all).
macro_rules! say_in_every_field {
    ($value:expr) => {
        tracing::error!(
            code = $value,
            customer_id = $value,
            error = %$value,
            health = $value,
            leg = $value,
            ms_trace_id = Some($value.to_owned()),
            outcome = $value,
            place = $value,
            reason = ?$value,
            registration_id = %$value,
            request_id = $value,
            tid = %$value,
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
    let subscriber =
        tracing_subscriber::registry().with(lines(move || writer.clone(), "version-1"));
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
