//! Deadline of a whole operation (T46). Each attempt has a limit of its own; retries, pauses and successive
//! pages are limited by the instant that the caller sets here, for all requests to Microsoft of one task.

use std::time::{Duration, Instant};

tokio::task_local! {
    static DEADLINE: Instant;
}

/// Time that must be left for a further attempt: enough for a round trip.
const ROOM: Duration = Duration::from_millis(500);

/// Runs an operation whose calls of this crate end by `deadline`. No call is cancelled from outside: an attempt gets the time
/// that is left, and a pause or a further try that would leave no room is not taken. Facts that were not read by then are
/// [`MicrosoftUnavailable`](domain::verification::verdict::Unobserved::MicrosoftUnavailable) or
/// [`TokenError::Unavailable`](crate::TokenError::Unavailable), so the operation ends with its partial results. Inside another
/// deadline the earlier one counts. The deadline holds for the task that awaits the operation, not for tasks spawned inside.
pub async fn within<F: Future>(deadline: Instant, operation: F) -> F::Output {
    let deadline = DEADLINE
        .try_with(|outer| deadline.min(*outer))
        .unwrap_or(deadline);
    DEADLINE.scope(deadline, operation).await
}

/// Time that is left; endless if no deadline is set.
pub(crate) fn left() -> Duration {
    DEADLINE
        .try_with(|deadline| {
            tokio::time::Instant::from_std(*deadline)
                .saturating_duration_since(tokio::time::Instant::now())
        })
        .unwrap_or(Duration::MAX)
}

/// Whether there is time for a further attempt after a pause.
pub(crate) fn leaves_room_after(pause: Duration) -> bool {
    pause.saturating_add(ROOM) <= left()
}
