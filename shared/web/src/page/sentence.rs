//! Texts that contain names from outside. The words are looked up with marks in place of the names, so that a name never
//! passes through them, and the template sets each name in `<bdi>` (T34).

use super::Frame;
use crate::words;
use fluent_bundle::FluentValue;

/// First of the characters that stand for names: private use, so no text contains one.
const MARKS: u32 = 0xE000;

/// A run of a sentence: words, or a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) is_name: bool,
}

impl Piece {
    fn words(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            is_name: false,
        }
    }

    pub(super) fn name(text: &str) -> Self {
        Self {
            text: words::name(text),
            is_name: true,
        }
    }
}

/// A value of a sentence.
pub(super) enum Value<'a> {
    /// A number, which decides the words' plural.
    Number(u64),
    /// A name from outside.
    Name(&'a str),
    /// Several names.
    Names(Vec<Piece>),
    /// Words of our own.
    Words(&'a str),
}

/// A sentence in pieces, as a template writes it.
pub(super) type Sentence = Vec<Piece>;

impl Frame<'_> {
    /// A text with these values. Every text may name the app.
    pub(super) fn sentence(&self, id: &str, values: Vec<(&'static str, Value<'_>)>) -> Sentence {
        let mut arguments = vec![("app", FluentValue::from(self.app.to_owned()))];
        let mut names = Vec::new();
        for (key, value) in values {
            let argument = match value {
                Value::Number(number) => FluentValue::from(number),
                Value::Words(text) => FluentValue::from(text.to_owned()),
                Value::Name(text) => mark(&mut names, vec![Piece::name(text)]),
                Value::Names(pieces) => mark(&mut names, pieces),
            };
            arguments.push((key, argument));
        }
        let text = self.words.write(id, arguments.into_iter());
        parted(&text.unwrap_or_else(|| id.to_owned()), &names)
    }

    /// Names in a row: "A, B and C".
    pub(super) fn names<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Sentence {
        let mut names: Vec<&str> = names.into_iter().collect();
        let last = names.pop();
        let mut first: Sentence = Vec::new();
        for name in names {
            if !first.is_empty() {
                first.push(Piece::words(", "));
            }
            first.push(Piece::name(name));
        }
        match last {
            Some(last) if first.is_empty() => vec![Piece::name(last)],
            Some(last) => self.sentence(
                "access-names",
                vec![("first", Value::Names(first)), ("last", Value::Name(last))],
            ),
            None => first,
        }
    }
}

/// The character that stands for these pieces.
fn mark(names: &mut Vec<Sentence>, pieces: Sentence) -> FluentValue<'static> {
    let position = u32::try_from(names.len()).unwrap_or_default();
    names.push(pieces);
    let mark = char::from_u32(MARKS + position).unwrap_or_default();
    FluentValue::from(mark.to_string())
}

/// The text with the names in place of their marks.
fn parted(text: &str, names: &[Sentence]) -> Sentence {
    let mut pieces = Vec::new();
    let mut words = String::new();
    for character in text.chars() {
        let position = u32::from(character).checked_sub(MARKS);
        let name = position.and_then(|position| names.get(usize::try_from(position).ok()?));
        if let Some(name) = name {
            if !words.is_empty() {
                pieces.push(Piece::words(std::mem::take(&mut words)));
            }
            pieces.extend(name.iter().cloned());
        } else {
            words.push(character);
        }
    }
    if !words.is_empty() {
        pieces.push(Piece::words(words));
    }
    pieces
}
