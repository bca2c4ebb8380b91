//! Progress of a build: cargo's own bar, read from its output, with the time that is left. A build of ten minutes then says
//! what it is at, on a terminal and in a log.

use std::time::{Duration, Instant};

/// Settings by which cargo draws its bar although its output is no terminal
/// (<https://doc.rust-lang.org/cargo/reference/config.html#termprogresswhen>).
pub(crate) const SETTINGS: [(&str, &str); 3] = [
    ("CARGO_TERM_COLOR", "never"),
    ("CARGO_TERM_PROGRESS_WHEN", "always"),
    ("CARGO_TERM_PROGRESS_WIDTH", "120"),
];

/// A pace is told once so much time has passed: what was compiled before is counted at once, and says nothing of the rest.
const ENOUGH: Duration = Duration::from_secs(10);
/// In a log, one line in so much time.
const BETWEEN_LINES: Duration = Duration::from_secs(15);

/// One look at the bar: `    Building [====>   ] 120/480: serde, http`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Units<'a> {
    done: u32,
    total: u32,
    at: &'a str,
}

impl<'a> Units<'a> {
    /// Reads a line of cargo's output; `None` when it is no bar.
    pub(crate) fn parse(line: &'a str) -> Option<Self> {
        let (before, rest) = line.split_once('[')?;
        let (_, counts) = rest.split_once("] ")?;
        let (counts, at) = counts.split_once(": ").unwrap_or((counts, ""));
        let (done, total) = counts.trim().split_once('/')?;
        let one_word = before.trim();
        (one_word.chars().all(char::is_alphabetic) && !one_word.is_empty()).then_some(())?;
        Some(Self {
            done: done.parse().ok()?,
            total: total.parse().ok()?,
            at: at.trim(),
        })
    }
}

/// The bar's history within one run of cargo.
#[derive(Default)]
pub(crate) struct Pace {
    first: Option<(Instant, u32)>,
    last_line: Option<Instant>,
}

impl Pace {
    /// Tells the bar in words, and whether a log gets them as a line of its own.
    pub(crate) fn tell(&mut self, units: &Units<'_>, now: Instant) -> (String, bool) {
        let (began, before) = *self.first.get_or_insert((now, units.done));
        let took = now.duration_since(began);
        let made = units.done.saturating_sub(before);
        let mut parts = vec![format!("{} of {} compiled", units.done, units.total)];
        if took >= ENOUGH && made > 0 {
            let left = took / made * units.total.saturating_sub(units.done);
            parts.push(match left.as_secs() / 60 {
                0 => "less than a minute left".to_owned(),
                1 => "about a minute left".to_owned(),
                minutes => format!("about {minutes} minutes left"),
            });
        }
        if !units.at.is_empty() {
            parts.push(format!("now {}", units.at));
        }
        let is_due = now.duration_since(*self.last_line.get_or_insert(now)) >= BETWEEN_LINES;
        if is_due {
            self.last_line = Some(now);
        }
        (parts.join(", "), is_due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("    Building [=======================> ] 480/481: cooperlink-fuzz     ", Some((480, 481, "cooperlink-fuzz")); "one at work")]
    #[test_case("    Building [>      ] 0/12: serde, http(build.rs)...", Some((0, 12, "serde, http(build.rs)...")); "several at work")]
    #[test_case("    Building [=======>] 12/12", Some((12, 12, "")); "none at work")]
    #[test_case("   Compiling serde v1.0.0", None; "a line of text")]
    #[test_case("error[E0308]: mismatched types 1/2: x", None; "an error")]
    #[test_case("  | let a = [1] 1/2: x", None; "a line of source")]
    #[test_case("", None; "nothing")]
    fn cargos_bar_is_told_from_everything_else(line: &str, expected: Option<(u32, u32, &str)>) {
        let expected = expected.map(|(done, total, at)| Units { done, total, at });
        assert_eq!(Units::parse(line), expected);
    }

    #[test]
    fn the_time_left_follows_from_what_was_compiled_here() {
        let began = Instant::now();
        let mut pace = Pace::default();
        let mut after = |seconds, done| {
            let units = Units {
                done,
                total: 500,
                at: "serde",
            };
            pace.tell(&units, began + Duration::from_secs(seconds))
        };
        let told = |text: &str, is_line| (text.to_owned(), is_line);
        // 400 were there from before.
        assert_eq!(after(0, 400), told("400 of 500 compiled, now serde", false));
        assert_eq!(after(9, 401), told("401 of 500 compiled, now serde", false));
        assert_eq!(
            after(60, 420),
            told("420 of 500 compiled, about 4 minutes left, now serde", true)
        );
        assert_eq!(
            after(61, 421),
            told(
                "421 of 500 compiled, about 3 minutes left, now serde",
                false
            )
        );
        assert_eq!(
            after(100, 499),
            told(
                "499 of 500 compiled, less than a minute left, now serde",
                true
            )
        );
    }
}
