//! The breaker over all registrations: the most verifications that one tick of the schedule may send.
//!
//! While most runs are disturbed, each tick halves the pace, down to a few runs that find out when the disturbance is over. What is
//! due waits, so everybody's interval grows. Afterwards each tick doubles the pace until nothing waits any more: the way back is a
//! ramp (T73, T78).

/// Fewest disturbed runs that count as a disturbance of all.
const FEWEST_DISTURBED: u64 = 20;

/// Slowest pace: enough runs to see when the disturbance is over, and few enough to leave Microsoft its room to recover.
const SLOWEST: u64 = 50;

/// Fastest pace on the way back: about as many verifications as the workers do in a minute.
const FASTEST: u64 = 4_000;

/// Estimated numbers of the runs that ended lately.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RecentRuns {
    /// Runs that saw everything they asked for.
    pub undisturbed: u64,
    /// Runs that Microsoft, AWS or we kept from seeing it.
    pub disturbed: u64,
}

impl RecentRuns {
    /// Whether at least half of the runs were disturbed, and enough to count.
    fn are_disturbed(self) -> bool {
        self.disturbed >= FEWEST_DISTURBED && self.disturbed >= self.undisturbed
    }
}

/// Pace of the next tick after one at `pace`; `None` is no limit.
pub fn next_pace(pace: Option<u64>, runs: RecentRuns) -> Option<u64> {
    if runs.are_disturbed() {
        Some((pace.unwrap_or(FASTEST) / 2).max(SLOWEST))
    } else {
        pace.map(|pace| pace.saturating_mul(2).min(FASTEST))
    }
}

/// Pace that is kept after a tick that sent `sent`: a limit ends with the first undisturbed tick that did not need it.
pub fn pace_after(pace: Option<u64>, sent: u64, runs: RecentRuns) -> Option<u64> {
    pace.filter(|pace| runs.are_disturbed() || sent >= *pace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    fn runs(undisturbed: u64, disturbed: u64) -> RecentRuns {
        RecentRuns {
            undisturbed,
            disturbed,
        }
    }

    #[test_case(0, 0, false; "no run")]
    #[test_case(0, 19, false; "a small fleet")]
    #[test_case(20, 20, true; "half of them")]
    #[test_case(100, 99, false; "less than half")]
    #[test_case(0, 5_000, true; "all")]
    fn a_share_of_the_runs_lengthens_everybodys_interval(
        undisturbed: u64,
        disturbed: u64,
        slows: bool,
    ) {
        let pace = next_pace(None, runs(undisturbed, disturbed));
        assert_eq!(pace.is_some(), slows);
    }

    #[test]
    fn an_outage_is_probed_and_the_way_back_is_a_ramp() {
        let (outage, well) = (runs(0, 50), runs(800, 0));
        let mut pace = None;
        let mut paces = Vec::new();
        for _ in 0..8 {
            pace = next_pace(pace, outage);
            pace = pace_after(pace, pace.unwrap(), outage);
            paces.push(pace.unwrap());
        }
        assert_eq!(paces, [2_000, 1_000, 500, 250, 125, 62, 50, 50]);
        paces.clear();
        for _ in 0..8 {
            pace = next_pace(pace, well);
            pace = pace_after(pace, pace.unwrap(), well);
            paces.push(pace.unwrap());
        }
        assert_eq!(paces, [100, 200, 400, 800, 1_600, 3_200, 4_000, 4_000]);
        // The backlog is gone.
        assert_eq!(pace_after(next_pace(pace, well), 3_999, well), None);
    }

    #[test]
    fn a_limit_that_is_not_needed_stays_while_runs_are_disturbed() {
        let outage = runs(0, 50);
        assert_eq!(pace_after(Some(50), 3, outage), Some(50));
    }
}
