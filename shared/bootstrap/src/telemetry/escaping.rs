//! Escapes in a line of JSON what its encoder leaves as it is and a terminal or a reader may obey, and puts the version first.

use std::io::{self, Write};
use tracing_subscriber::fmt::MakeWriter;

/// Makes writers that escape.
pub(super) struct Escaping<M> {
    writer: M,
    /// Beginning of every line, with the version.
    head: String,
}

impl<M> Escaping<M> {
    /// Escapes what goes to a writer. The version is one that [`Environment::version`] takes: nothing in it has to be escaped.
    ///
    /// [`Environment::version`]: crate::config::Environment::version
    pub(super) fn new(writer: M, version: &str) -> Self {
        let head = format!(r#"{{"version":"{version}","#);
        Self { writer, head }
    }
}

impl<'a, M: MakeWriter<'a>> MakeWriter<'a> for Escaping<M> {
    type Writer = EscapingWriter<'a, M::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        EscapingWriter {
            writer: self.writer.make_writer(),
            head: &self.head,
        }
    }
}

/// Writes a line with `\u` escapes for those characters. In JSON they stand inside texts alone, so the values stay the same.
pub(super) struct EscapingWriter<'a, W> {
    writer: W,
    head: &'a str,
}

impl<W: Write> Write for EscapingWriter<'_, W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        // The log writes whole lines of UTF-8, each an object; anything else has no characters to look at.
        let object = std::str::from_utf8(line).ok();
        match object.and_then(|object| object.strip_prefix('{')) {
            Some(members) => self
                .writer
                .write_all(escaped(self.head, members).as_bytes())?,
            None => self.writer.write_all(line)?,
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

fn escaped(head: &str, members: &str) -> String {
    let mut escaped = String::with_capacity(head.len() + members.len());
    escaped.push_str(head);
    for character in members.chars() {
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
