//! Good inputs, spoilt at random, for every parser of foreign text. Each target stands in a test beside the code that it
//! tries. The random numbers come from a seed, so that every run tries the same inputs.
//!
//! `cargo dev test` tries 20,000 inputs of each target. For more, `FUZZ_INPUTS` says how many:
//!
//! ```sh
//! FUZZ_INPUTS=10000000 cargo nextest run --cargo-profile fuzz --no-capture -E 'test(fuzzed)'
//! ```

#![expect(clippy::print_stderr, reason = "a long run tells how it went")]

mod spoil;

use fastrand::Rng;
use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    time::{Duration, Instant},
};

/// Number of inputs of each target unless `FUZZ_INPUTS` gives another.
const INPUTS: u64 = 20_000;

/// Longest time for one input: seconds, because a loaded machine may stop a test for a moment.
const LONGEST: Duration = Duration::from_secs(10);

/// Tries a target with spoilt bytes. `accepts` panics if a demand is not met, and returns whether it accepted the input.
///
/// # Panics
/// When `accepts` does, with the input; when one input takes ten seconds; when a good input is not accepted.
pub fn bytes(target: &str, good: &[&[u8]], accepts: impl Fn(&[u8]) -> bool) {
    for input in good {
        assert!(
            judged(target, 0, input, &accepts),
            "{target}: a good input is refused: {}",
            input.escape_ascii()
        );
    }
    let count = inputs();
    let mut random = Rng::with_seed(seed(target));
    let (begun, mut taken, mut slowest) = (Instant::now(), 0_u64, Duration::ZERO);
    for number in 1..=count {
        let input = spoil::spoil(&mut random, good);
        let started = Instant::now();
        taken += u64::from(judged(target, number, &input, &accepts));
        slowest = slowest.max(started.elapsed());
        assert!(
            slowest < LONGEST,
            "{target}: input {number} took {slowest:?}: {}",
            input.escape_ascii()
        );
    }
    eprintln!(
        "fuzzed {target}: {count} inputs, {taken} taken, {:.1} s, slowest {:.2} ms, peak memory {} KiB",
        begun.elapsed().as_secs_f64(),
        slowest.as_secs_f64() * 1000.0,
        peak_memory_kib().unwrap_or_default()
    );
}

/// Tries a target that reads texts, as [`bytes`] does: bytes that are not UTF-8 become replacement characters.
///
/// # Panics
/// As [`bytes`].
pub fn text(target: &str, good: &[&str], accepts: impl Fn(&str) -> bool) {
    let good: Vec<&[u8]> = good.iter().map(|text| text.as_bytes()).collect();
    bytes(target, &good, |input| {
        accepts(&String::from_utf8_lossy(input))
    });
}

fn judged(target: &str, number: u64, input: &[u8], accepts: &impl Fn(&[u8]) -> bool) -> bool {
    catch_unwind(AssertUnwindSafe(|| accepts(input))).unwrap_or_else(|panic| {
        eprintln!(
            "{target}: input {number} failed: \"{}\"",
            input.escape_ascii()
        );
        resume_unwind(panic)
    })
}

fn inputs() -> u64 {
    std::env::var_os("FUZZ_INPUTS")
        .and_then(|count| count.to_str()?.parse().ok())
        .unwrap_or(INPUTS)
}

/// Seed of a target, which differs from target to target and is equal in every run.
fn seed(target: &str) -> u64 {
    target.bytes().fold(0, |seed: u64, byte| {
        seed.wrapping_mul(31).wrapping_add(byte.into())
    })
}

/// Peak memory of this process, as Linux reports it.
fn peak_memory_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
