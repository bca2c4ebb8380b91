//! The end of an invocation as a limit for every call to Microsoft in it (T46): after it no caller would get our
//! answer, and a queue message would come back as if we had failed.

use crate::clock::SystemClock;
use domain::clock::Clock as _;
use invocation::gateway::Request;
use jiff::{SignedDuration, Timestamp};
use std::time::{Duration, Instant};

/// Time kept back for our own part: to store the result and to answer.
const OUR_PART: Duration = Duration::from_secs(1);

/// Time of an invocation if the runtime names no end, or an instant that has passed: the shortest time limit of a function in
/// `infra/template.yaml`.
const UNSAID: Duration = Duration::from_secs(29);

/// The longest time that Lambda lets a function run.
const LONGEST: Duration = Duration::from_mins(15);

/// Carries out the operation of a request; all calls to Microsoft end a second before the invocation does.
pub fn within_request<F: Future>(
    request: &Request,
    operation: F,
) -> impl Future<Output = F::Output> {
    within_invocation(request.deadline_ms(), operation)
}

/// Carries out an operation like [`within_request`], for an invocation that ends at `deadline_ms`, in milliseconds since 1970.
pub fn within_invocation<F: Future>(
    deadline_ms: u64,
    operation: F,
) -> impl Future<Output = F::Output> {
    let ends_at = Instant::now() + left(deadline_ms, SystemClock.now());
    // On the heap: all that a function does is in this one future.
    entra::deadline::within(ends_at, Box::pin(operation))
}

/// The instant by which the function ends its work, a second before Lambda ends the invocation.
pub fn ends_at(deadline_ms: u64, now: Timestamp) -> Timestamp {
    now + left(deadline_ms, now)
}

/// Time left for calls to Microsoft. The deadline is an instant of the machine's clock, which may be set while we wait, so the
/// clock is read once.
fn left(deadline_ms: u64, now: Timestamp) -> Duration {
    let whole = i64::try_from(deadline_ms)
        .ok()
        .and_then(|deadline_ms| Timestamp::from_millisecond(deadline_ms).ok())
        .map(|deadline| deadline.duration_since(now))
        .filter(SignedDuration::is_positive)
        .and_then(|whole| Duration::try_from(whole).ok())
        .unwrap_or(UNSAID);
    whole.min(LONGEST).saturating_sub(OUR_PART)
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    const NOW_MS: u64 = 1_750_000_000_000;

    #[test_case(NOW_MS + 29_000, 28_000; "a request")]
    #[test_case(NOW_MS + 60_000, 59_000; "a batch of messages")]
    #[test_case(NOW_MS + 1_500, 500; "nearly over")]
    #[test_case(NOW_MS + 800, 0; "over but for our part")]
    #[test_case(0, 28_000; "not said")]
    #[test_case(NOW_MS - 1, 28_000; "passed before it began")]
    #[test_case(u64::MAX, 28_000; "no instant at all")]
    #[test_case(NOW_MS + 86_400_000, 899_000; "longer than a function can run")]
    fn t46_a_second_of_the_invocation_stays_ours(deadline_ms: u64, expected_ms: u64) {
        let now = Timestamp::from_millisecond(NOW_MS.try_into().unwrap()).unwrap();
        assert_eq!(left(deadline_ms, now), Duration::from_millis(expected_ms));
    }
}
