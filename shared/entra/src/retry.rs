//! Retries: at most two, after the wait that the server asks for or a random pause, and never so many that they prolong an
//! outage (T74) or the operation outlives its deadline (T46).

use crate::{deadline, limits::Limits, random};
use http::{HeaderMap, header};
use jiff::{SignedDuration, fmt::rfc2822};
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Number of further tries after the first.
pub(crate) const RETRIES: u32 = 2;

/// Longest wait that is passed on to a caller, whatever a header says.
const LONGEST: Duration = Duration::from_hours(24);

/// Wait that an answer's `Retry-After` asks for.
pub(crate) fn after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok();
    wait_of(text(header::RETRY_AFTER)?, text(header::DATE))
}

/// Wait that the text of a `Retry-After` asks for. Seconds may be decimal (seen inside Graph batches) and are rounded up to whole
/// milliseconds; a date counts from the answer's own `Date`, so our clock does not matter.
/// <https://learn.microsoft.com/en-us/graph/throttling>
pub(crate) fn wait_of(text: &str, date: Option<&str>) -> Option<Duration> {
    let instant = |text| rfc2822::DateTimeParser::new().parse_timestamp(text).ok();
    seconds(text).or_else(|| {
        let wait = instant(text)?.duration_since(instant(date?)?);
        let wait = wait.max(SignedDuration::ZERO);
        Duration::try_from(wait).ok().map(|wait| wait.min(LONGEST))
    })
}

/// A number of seconds, such as `2` or `0.249`.
fn seconds(text: &str) -> Option<Duration> {
    let seconds: f64 = text.trim().parse().ok()?;
    if !seconds.is_finite() || seconds < 0.0 {
        return None;
    }
    let whole_milliseconds = (seconds * 1000.0).ceil() / 1000.0;
    Some(Duration::try_from_secs_f64(whole_milliseconds).map_or(LONGEST, |wait| wait.min(LONGEST)))
}

/// Pause before the next try, or `None` to give up. `tried` counts the failed tries, from 1.
pub(crate) fn pause(
    limits: &Limits,
    budget: &Budget,
    tried: u32,
    asked_for: Option<Duration>,
) -> Option<Duration> {
    if tried > RETRIES || asked_for.is_some_and(|wait| wait > limits.retry_after) {
        return None;
    }
    // A pause that the server names is kept to, never undercut.
    let pause = asked_for.unwrap_or_else(|| random::part_of(limits.backoff * tried));
    (deadline::leaves_room_after(pause) && budget.spend()).then_some(pause)
}

/// Waits.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that waits before a further try; the time is bounded by the limits"
)]
pub(crate) async fn wait(pause: Duration) {
    tokio::time::sleep(pause).await;
}

/// Budget for further tries: they are at most a tenth of all calls, apart from a small reserve.
pub(crate) struct Budget(Mutex<u32>);

/// Price of one further try; each call earns one unit.
const PRICE: u32 = 10;
/// The reserve: ten further tries.
const RESERVE: u32 = 10 * PRICE;

impl Budget {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(RESERVE))
    }

    /// Counts a call.
    pub(crate) fn earn(&self) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *held = (*held + 1).min(RESERVE);
    }

    fn spend(&self) -> bool {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match held.checked_sub(PRICE) {
            Some(rest) => {
                *held = rest;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use test_case::test_case;

    #[test_case("2", Some(2_000); "whole")]
    #[test_case("0.249", Some(249); "decimal")]
    #[test_case("2.1281", Some(2_129); "rounded up")]
    #[test_case("0", Some(0); "nothing")]
    #[test_case("999999999999999999999", Some(86_400_000); "absurd")]
    #[test_case("-1", None; "negative")]
    #[test_case("inf", None; "infinite")]
    #[test_case("NaN", None; "not a number")]
    #[test_case("soon", None; "a word")]
    #[test_case("Mon, 01 Jan 2024 00:00:07 GMT", Some(7_000); "a date")]
    #[test_case("Sun, 31 Dec 2023 23:59:00 GMT", Some(0); "a date in the past")]
    fn t74_every_form_of_retry_after_is_read(text: &'static str, milliseconds: Option<u64>) {
        let headers = HeaderMap::from_iter([
            (header::RETRY_AFTER, HeaderValue::from_static(text)),
            (
                header::DATE,
                HeaderValue::from_static("Mon, 01 Jan 2024 00:00:00 GMT"),
            ),
        ]);
        assert_eq!(after(&headers), milliseconds.map(Duration::from_millis));
    }

    #[test]
    fn t74_further_tries_stay_a_tenth_of_the_calls() {
        let budget = Budget::new();
        let limits = Limits::default();
        let mut further = 0;
        for _ in 0..10_000 {
            budget.earn();
            for tried in 1..=RETRIES {
                further += u32::from(pause(&limits, &budget, tried, None).is_some());
            }
        }
        assert!(
            (1_000..=1_010).contains(&further),
            "{further} further tries"
        );
    }

    #[test]
    fn t74_a_long_wait_is_left_to_the_caller() {
        let (limits, budget) = (Limits::default(), Budget::new());
        let asked = |seconds| pause(&limits, &budget, 1, Some(Duration::from_secs(seconds)));
        assert_eq!(asked(20), Some(Duration::from_secs(20)));
        assert_eq!(asked(21), None);
        assert_eq!(pause(&limits, &budget, RETRIES + 1, None), None);
    }
}
