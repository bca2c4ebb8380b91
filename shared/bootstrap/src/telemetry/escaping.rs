//! Escapes in a line of JSON what its encoder leaves as it is and a terminal or a reader may obey.

use std::io::{self, Write};
use tracing_subscriber::fmt::MakeWriter;

/// Makes writers that escape.
pub(super) struct Escaping<M>(pub(super) M);

impl<'a, M: MakeWriter<'a>> MakeWriter<'a> for Escaping<M> {
    type Writer = EscapingWriter<M::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        EscapingWriter(self.0.make_writer())
    }
}

/// Writes a line with `\u` escapes for those characters. In JSON they stand inside texts alone, so the values stay the same.
pub(super) struct EscapingWriter<W>(W);

impl<W: Write> Write for EscapingWriter<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        // The log writes whole lines of UTF-8; anything else has no characters to look at.
        match std::str::from_utf8(line) {
            Ok(text) if text.contains(is_obeyed) => self.0.write_all(escaped(text).as_bytes())?,
            _ => self.0.write_all(line)?,
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if is_obeyed(character) {
            // Each of these is one UTF-16 unit, so four digits are its whole escape.
            let digits = format!("{:04x}", u32::from(character));
            escaped.push_str("\\u");
            escaped.push_str(&digits);
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// Delete and the C1 controls (one of them begins a terminal's command), separators of lines, marks of direction.
fn is_obeyed(character: char) -> bool {
    matches!(
        character,
        '\u{7f}'..='\u{9f}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}
