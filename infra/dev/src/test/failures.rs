//! Tests that failed, read from the end of what nextest printed: a log that is cut short still names them.

/// Words before the place of a panic.
const PANIC: &str = "panicked at ";
/// Number of lines of one panic's message that are kept: both sides of a comparison and its text.
const MESSAGE_LINES: usize = 4;
/// Number of characters of one line that are kept.
const LINE_LENGTH: usize = 300;

/// Each failed test's name with where it panicked and why, in the order of the output.
pub(super) fn describe(output: &str) -> Vec<String> {
    let mut described = Vec::new();
    let mut message_lines = 0;
    let after_summary = output
        .lines()
        .skip_while(|line| !line.trim_start().starts_with("Summary ["));
    for line in after_summary.skip(1) {
        let text = line.trim();
        if is_heading(text) {
            described.push(text.to_owned());
            message_lines = 0;
        } else if let Some((_, place)) = text.split_once(PANIC) {
            described.push(shortened(&format!("  {PANIC}{place}")));
            message_lines = MESSAGE_LINES;
        } else if text.starts_with("stack backtrace:") {
            message_lines = 0;
        } else if message_lines > 0 {
            described.push(shortened(&format!("    {text}")));
            message_lines -= 1;
        }
    }
    described
}

/// Whether the line names a test with its outcome, as `FAIL [   0.111s] (3/3) package::it name`.
fn is_heading(text: &str) -> bool {
    let Some((outcome, rest)) = text.split_once(" [") else {
        return false;
    };
    !outcome.is_empty()
        && outcome
            .chars()
            .all(|letter| letter.is_ascii_uppercase() || matches!(letter, ' ' | '-' | '+'))
        && rest.contains("s] (")
}

fn shortened(line: &str) -> String {
    line.chars().take(LINE_LENGTH).collect()
}

#[cfg(test)]
mod tests {
    use super::describe;

    #[test]
    fn each_failed_test_is_named_with_its_panic() {
        let output = "
        PASS [   0.011s] (1/3) demo good
        FAIL [   0.111s] (3/3) demo bad
────────────
     Summary [   0.115s] 3 tests run: 1 passed, 2 failed, 0 skipped
     SIGABRT [   0.006s] (2/3) demo worse
  stdout ───

    running 1 test

        FAIL [   0.111s] (3/3) demo bad
  stderr ───

    thread 'bad' (9691) panicked at src/lib.rs:2:19:
    assertion `left == right` failed: numbers of old
      left: 2
     right: 3
    stack backtrace:
       0: __rustc::rust_begin_unwind
";
        let expected = [
            "SIGABRT [   0.006s] (2/3) demo worse",
            "FAIL [   0.111s] (3/3) demo bad",
            "  panicked at src/lib.rs:2:19:",
            "    assertion `left == right` failed: numbers of old",
            "    left: 2",
            "    right: 3",
        ];
        assert_eq!(describe(output), expected);
    }

    #[test]
    fn nothing_is_named_where_no_test_ran() {
        assert!(describe("error: could not compile `demo`\n").is_empty());
    }
}
