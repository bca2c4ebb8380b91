//! The end of a whole operation (`security.md` T46). Each attempt is bounded by itself; what bounds the retries, the pauses
//! and the pages behind each other is the instant set here, by the caller, for everything that one task asks of Microsoft.

use std::time::{Duration, Instant};

tokio::task_local! {
    static DEADLINE: Instant;
}

/// What is left must be worth a round trip, or nothing more is tried.
const ROOM: Duration = Duration::from_millis(500);

/// Carries out an operation whose calls of this crate end by `deadline`. Nothing is cut off from outside: an attempt gets
/// the time that is left, a pause or a further try that would not leave room is not taken, and what is not read then is
/// [`MicrosoftUnavailable`](domain::verification::verdict::Unobserved::MicrosoftUnavailable) or
/// [`TokenError::Unavailable`](crate::TokenError::Unavailable), so the operation ends with what it has. Inside another
/// deadline the earlier one counts. It holds for the task that awaits it, not for tasks spawned inside.
pub async fn within<F: Future>(deadline: Instant, operation: F) -> F::Output {
    let deadline = DEADLINE
        .try_with(|outer| deadline.min(*outer))
        .unwrap_or(deadline);
    DEADLINE.scope(deadline, operation).await
}

/// The time that is left; endless where no deadline was set.
pub(crate) fn left() -> Duration {
    DEADLINE
        .try_with(|deadline| {
            tokio::time::Instant::from_std(*deadline)
                .saturating_duration_since(tokio::time::Instant::now())
        })
        .unwrap_or(Duration::MAX)
}

/// Whether something may still be tried after a pause.
pub(crate) fn leaves_room_after(pause: Duration) -> bool {
    pause.saturating_add(ROOM) <= left()
}
