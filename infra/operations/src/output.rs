//! Results of commands, for a person and for a program.

use serde_json::Value;
use std::fmt::Write as _;

/// Result of a command in both forms; one of them is printed.
#[derive(Default)]
pub(crate) struct CommandOutput {
    /// For a program.
    pub(crate) json: Value,
    /// For a person, in lines.
    pub(crate) text: String,
    /// For the shell that the command was started in.
    pub(crate) exit_code: u8,
}

impl CommandOutput {
    /// A result that has no lines yet.
    pub(crate) fn new(json: Value) -> Self {
        Self {
            json,
            ..Self::default()
        }
    }

    /// Adds a line.
    pub(crate) fn line(&mut self, line: impl AsRef<str>) {
        // Writing to a string never fails. What a stranger wrote may hold what a terminal obeys.
        let _written = writeln!(self.text, "  {}", plain(line.as_ref()));
    }

    /// Adds a line with a name in a column of its own.
    pub(crate) fn pair(&mut self, name: &str, value: impl AsRef<str>) {
        self.line(format!("{name:<24} {}", value.as_ref()));
    }
}

/// Text without control characters.
fn plain(text: &str) -> String {
    let shown = |character: char| {
        if character.is_control() {
            '\u{FFFD}'
        } else {
            character
        }
    };
    text.chars().map(shown).collect()
}

/// A value, or a dash where there is none.
pub(crate) fn or_dash<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t85_what_a_terminal_would_obey_is_shown_as_a_sign() {
        let mut shown = CommandOutput::new(Value::Null);
        shown.line("a\u{1b}[2Jb\rc\nd");
        assert_eq!(shown.text, "  a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}d\n");
    }
}
