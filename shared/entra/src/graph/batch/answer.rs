//! The answer to a batch: one answer for each part.

use crate::{retry, transport::Reply};
use http::header;
use serde::Deserialize;
use serde_json::{Value, value::RawValue};
use std::{borrow::Cow, collections::BTreeMap, time::Duration};

#[derive(Deserialize)]
struct BatchAnswer {
    responses: Vec<PartAnswer>,
}

/// Answer of one part.
#[derive(Deserialize)]
pub(super) struct PartAnswer {
    id: String,
    pub(super) status: u16,
    headers: Option<BTreeMap<String, Value>>,
    pub(super) body: Option<Box<RawValue>>,
}

impl PartAnswer {
    /// Text of a header, regardless of the case of its name; Graph writes some as numbers.
    pub(super) fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut headers = self.headers.iter().flatten();
        match headers.find(|(key, _)| key.eq_ignore_ascii_case(name))? {
            (_, Value::String(text)) => Some(text.into()),
            (_, Value::Number(number)) => Some(number.to_string().into()),
            _ => None,
        }
    }

    pub(super) fn is_turned_away(&self) -> bool {
        matches!(self.status, 429 | 500..=599)
    }

    /// Wait that the part asks for. A date counts from the part's own `Date`, or else from that of the whole answer.
    pub(super) fn retry_after(&self, whole: &Reply) -> Option<Duration> {
        let date = self.header("date").or_else(|| {
            whole
                .headers
                .get(header::DATE)?
                .to_str()
                .ok()
                .map(Cow::from)
        });
        retry::wait_of(&self.header("retry-after")?, date.as_deref())
    }
}

/// Answers of the parts in a batch's answer, by their names; `None` if it is not a batch's answer.
pub(super) fn part_answers(reply: &Reply) -> Option<BTreeMap<String, PartAnswer>> {
    let answer: BatchAnswer = strict_json::parse(&reply.body).ok()?;
    let mut answers = BTreeMap::new();
    for part in answer.responses {
        // Two answers to one question are none.
        if answers.insert(part.id.to_ascii_lowercase(), part).is_some() {
            return None;
        }
    }
    Some(answers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderMap, StatusCode};

    #[test]
    fn t77_fuzzed_batch_answers_answer_each_part_once() {
        let good = [
            r#"{"responses":[{"id":"a","status":200,"headers":{"Retry-After":"2"},"body":{"value":[1]}},{"id":"B","status":404,"headers":null}]}"#,
            r#"{"responses":[{"id":"c","status":429,"headers":{"Retry-After":2.5,"Date":"Mon, 01 Jan 2024 00:00:00 GMT"}}]}"#,
            r#"{"responses":[]}"#,
        ];
        fuzz::text("batch answer", &good, |text| {
            let reply = Reply {
                status: StatusCode::OK,
                headers: HeaderMap::new(),
                body: text.as_bytes().to_vec(),
            };
            let Some(answers) = part_answers(&reply) else {
                return false;
            };
            let value: Value = serde_json::from_str(text).unwrap();
            let parts = value["responses"].as_array().unwrap();
            assert_eq!(answers.len(), parts.len());
            for part in parts {
                let answer = &answers[&part["id"].as_str().unwrap().to_ascii_lowercase()];
                assert_eq!(part["status"], answer.status);
                let body = answer.body.as_deref().map_or("null", RawValue::get);
                assert_eq!(serde_json::from_str::<Value>(body).unwrap(), part["body"]);
                let wait = answer.retry_after(&reply);
                assert!(
                    wait.is_none_or(|wait| wait < Duration::from_hours(24 * 366)),
                    "{wait:?}"
                );
            }
            true
        });
    }
}
