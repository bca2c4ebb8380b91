//! Problems that pass with waiting, with the number of seconds.

use super::{Problem, ProblemType};
use app::limits::Allowance;
use jiff::SignedDuration;

impl Problem {
    /// Problem for a limit that is used up until its next window.
    pub fn beyond(allowance: Allowance) -> Self {
        Self {
            allowance: Some(Box::new(allowance)),
            ..Self::rate_limited(seconds(allowance.resets_in))
        }
    }

    /// Problem for a request that is running already. If that one was abandoned, it can be taken over after this time.
    pub fn in_progress(left: SignedDuration) -> Self {
        Self {
            retry_after: Some(seconds(left)),
            ..Self::new(ProblemType::RequestInProgress)
        }
    }
}

/// Whole seconds, rounded up and at least one, so that a caller does not come back too early.
fn seconds(time: SignedDuration) -> u32 {
    let up = i64::from(time.subsec_nanos() > 0);
    u32::try_from(time.as_secs() + up).unwrap_or(0).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case(-5_000, 1; "over")]
    #[test_case(0, 1; "at once")]
    #[test_case(1_001, 2; "a second and a bit")]
    #[test_case(59_000, 59; "whole seconds")]
    fn the_wait_is_rounded_up(milliseconds: i64, expected: u32) {
        let problem = Problem::in_progress(SignedDuration::from_millis(milliseconds));
        assert_eq!(problem.retry_after(), Some(expected));
    }
}
