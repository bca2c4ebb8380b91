//! Instants at which registrations are due. They are spread so that no minute carries more than its share (T73).

use crate::ids::RegistrationId;
use jiff::{SignedDuration, Timestamp};

/// Number of partitions of the due index.
pub const SHARDS: u8 = 16;

/// Partition of the due index in which a registration lives: the last byte of its id modulo [`SHARDS`]. That byte is random in
/// a version 7 GUID too.
pub fn shard(id: RegistrationId) -> u8 {
    id.as_uuid().as_bytes()[15] % SHARDS
}

/// Intervals of a deployment. Only the emulated cloud may shorten them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Intervals {
    /// Time between two verifications of an unchanged registration: 6 hours.
    pub verify_every: SignedDuration,
    /// Time between a first failure and its confirmation: 5 minutes.
    pub confirm_after: SignedDuration,
    /// Time within which a registration is verified on request at most once: a minute.
    pub verify_now_every: SignedDuration,
}

impl Default for Intervals {
    fn default() -> Self {
        Self {
            verify_every: SignedDuration::from_hours(6),
            confirm_after: SignedDuration::from_mins(5),
            verify_now_every: SignedDuration::from_mins(1),
        }
    }
}

/// Reason for the next run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunReason {
    /// Routine verification.
    Routine,
    /// A blocking check was seen failing once.
    Confirm,
    /// Microsoft, AWS or we could not answer.
    Retry {
        /// Instant of the first of the disturbed runs in a row.
        since: Timestamp,
    },
    /// A grant is still spreading. Separate attempts follow it more closely; this run finishes their work if they end early.
    Spreading,
}

/// Position of a due time in its window, as a fraction of 256 from a random byte.
pub type Jitter = u8;

/// Instant of the next run. In routine it is the interval plus or minus 10 %; after a first failure and while a grant spreads
/// it is the confirmation time plus up to a fifth (5 to 6 minutes). A disturbance begins with the same 5 to 6 minutes, so that
/// a short one is over soon, and then waits for as long as it has lasted so far (10, 20, 40 minutes), up to the interval. A long
/// disturbance therefore costs no more runs than the routine, and the next runs of its registrations are spread over that time.
pub fn next_due(
    now: Timestamp,
    next: RunReason,
    intervals: Intervals,
    jitter: Jitter,
) -> Timestamp {
    let routine = intervals.verify_every * 9 / 10;
    let (base, width) = match next {
        RunReason::Routine => (routine, intervals.verify_every / 5),
        RunReason::Confirm | RunReason::Spreading => {
            (intervals.confirm_after, intervals.confirm_after / 5)
        }
        RunReason::Retry { since } => {
            let lasted = now.duration_since(since).min(routine);
            let base = lasted.max(intervals.confirm_after);
            (base, base / 5)
        }
    };
    let delay = base + width * i32::from(jitter) / 256;
    // Due times are whole seconds, rounded up: a confirmation must never come early.
    let seconds = delay.as_secs() + i64::from(delay.subsec_nanos() > 0);
    now.saturating_add(SignedDuration::from_secs(seconds + 1))
        .unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn t73_routine_runs_spread_over_a_fifth_of_the_interval(jitter: u8) {
            let now = Timestamp::from_second(1_000_000).unwrap();
            let due = next_due(now, RunReason::Routine, Intervals::default(), jitter);
            let minutes = due.duration_since(now).as_mins();
            prop_assert!((324..=397).contains(&minutes), "{minutes} minutes");
        }

        #[test]
        fn t78_a_confirmation_never_comes_before_five_minutes_nor_after_six(jitter: u8) {
            let now = Timestamp::from_second(1_000_000).unwrap();
            for next in [RunReason::Confirm, RunReason::Retry { since: now }, RunReason::Spreading] {
                let due = next_due(now, next, Intervals::default(), jitter);
                let seconds = due.duration_since(now).as_secs();
                prop_assert!((300..=361).contains(&seconds), "{seconds} seconds");
            }
        }
    }

    #[test]
    fn t73_t78_a_disturbance_is_looked_at_ever_more_rarely_and_never_less_than_by_the_routine() {
        let (since, intervals) = (
            Timestamp::from_second(1_000_000).unwrap(),
            Intervals::default(),
        );
        let mut now = since;
        let mut minutes = Vec::new();
        while now.duration_since(since) < SignedDuration::from_hours(48) {
            let due = next_due(now, RunReason::Retry { since }, intervals, 0);
            minutes.push(due.duration_since(now).as_mins());
            now = due;
        }
        let doubled = [5, 5, 10, 20, 40, 80, 160_i64];
        let is_near = |(minutes, expected): (&i64, i64)| (minutes - expected).abs() <= 1;
        assert!(minutes.iter().zip(doubled).all(is_near), "{minutes:?}");
        // Nearly six hours from then on: in two days 15 runs, not 576.
        assert!(
            minutes[7..]
                .iter()
                .all(|minutes| (300..=324).contains(minutes))
        );
        assert!(minutes.len() <= 16, "{minutes:?}");
        for jitter in [0, 128, 255] {
            let late = since + SignedDuration::from_hours(1000);
            let due = next_due(late, RunReason::Retry { since }, intervals, jitter);
            let routine = next_due(late, RunReason::Routine, intervals, jitter);
            assert!(due <= routine, "{jitter}");
        }
    }

    #[test]
    fn a_clock_that_went_back_does_not_shorten_the_time_between_two_runs() {
        let now = Timestamp::from_second(1_000_000).unwrap();
        let since = now + SignedDuration::from_hours(1);
        let due = next_due(now, RunReason::Retry { since }, Intervals::default(), 0);
        assert_eq!(due.duration_since(now).as_mins(), 5);
    }

    #[test]
    fn shards_follow_the_random_end_of_the_id() {
        let id = "01930000-0000-7000-8000-00000000002f".parse().unwrap();
        assert_eq!(shard(id), 15);
    }
}
