//! `$search` on collections of directory objects: clauses joined by `AND` and `OR`, with parentheses.
//!
//! Source: <https://learn.microsoft.com/en-us/graph/search-query-parameter#using-search-on-directory-object-collections>.

use super::answer::Answer;

/// Properties that are searched by words; all others are searched by their beginning.
const BY_WORDS: [&str; 2] = ["displayName", "description"];

/// A search.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Search {
    Clause { property: String, text: String },
    All(Vec<Search>),
    Any(Vec<Search>),
}

impl Search {
    /// Reads the option's value.
    ///
    /// # Errors
    ///
    /// 400 for a text that does not follow the documented syntax, and for a property that is not among these.
    pub(crate) fn read(text: &str, properties: &[&str]) -> Result<Self, Answer> {
        let mut reader = Reader {
            rest: text,
            properties,
        };
        match reader.any() {
            Some(search) if reader.rest.trim().is_empty() => Ok(search),
            _ => Err(Answer::bad_request(format!(
                "Syntax error in the search expression: {text}"
            ))),
        }
    }

    /// Whether an object with these values is found.
    pub(crate) fn finds<'a>(&self, value: impl Fn(&str) -> Option<&'a str> + Copy) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.finds(value)),
            Self::Any(parts) => parts.iter().any(|part| part.finds(value)),
            Self::Clause { property, text } => value(property).is_some_and(|value| {
                if BY_WORDS.contains(&property.as_str()) {
                    has_words(value, text)
                } else {
                    value.to_lowercase().starts_with(&text.to_lowercase())
                }
            }),
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    properties: &'a [&'a str],
}

impl Reader<'_> {
    fn any(&mut self) -> Option<Search> {
        let mut parts = vec![self.all()?];
        while self.skip("OR") {
            parts.push(self.all()?);
        }
        Some(one_or(parts, Search::Any))
    }

    fn all(&mut self) -> Option<Search> {
        let mut parts = vec![self.part()?];
        while self.skip("AND") {
            parts.push(self.part()?);
        }
        Some(one_or(parts, Search::All))
    }

    fn part(&mut self) -> Option<Search> {
        if !self.skip("(") {
            return self.clause();
        }
        let inner = self.any()?;
        self.skip(")").then_some(inner)
    }

    fn skip(&mut self, token: &str) -> bool {
        match self.rest.trim_start().strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Reads `"property:text"`; a backslash precedes a quotation mark or a backslash inside.
    fn clause(&mut self) -> Option<Search> {
        if !self.skip("\"") {
            return None;
        }
        let mut inside = String::new();
        let mut characters = self.rest.char_indices();
        loop {
            match characters.next()? {
                (at, '"') => {
                    self.rest = self.rest.get(at + 1..)?;
                    break;
                }
                (_, '\\') => match characters.next()? {
                    (_, escaped @ ('"' | '\\')) => inside.push(escaped),
                    _ => return None,
                },
                (_, other) => inside.push(other),
            }
        }
        let (property, text) = inside.split_once(':')?;
        let known = self.properties.contains(&property) && !text.trim().is_empty();
        known.then(|| Search::Clause {
            property: property.to_owned(),
            text: text.trim().to_owned(),
        })
    }
}

fn one_or(mut parts: Vec<Search>, join: impl Fn(Vec<Search>) -> Search) -> Search {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            join(parts)
        }
    }
}

/// Whether each word of the text, or all its pieces in any order, are the beginnings of words of the value. The documentation
/// does not say whether a word that it splits at a capital, such as `McDonald`, can also be found whole, as `mcd`; here it
/// can.
fn has_words(value: &str, text: &str) -> bool {
    let mut words: Vec<String> = Vec::new();
    for word in value.split_whitespace() {
        let joined = word.chars().filter(|letter| letter.is_alphanumeric());
        words.push(joined.collect::<String>().to_lowercase());
        words.push(word.to_lowercase());
        words.extend(pieces(word));
    }
    let begins = |start: &str| words.iter().any(|word| word.starts_with(start));
    text.split_whitespace()
        .all(|word| begins(&word.to_lowercase()) || pieces(word).iter().all(|piece| begins(piece)))
}

/// Splits a word into letters, digits and symbols, and the letters at each capital after a small letter.
fn pieces(word: &str) -> Vec<String> {
    let kind = |letter: char| (letter.is_alphabetic(), letter.is_numeric());
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for letter in word.chars() {
        let goes_on = before.is_some_and(|before| {
            kind(before) == kind(letter) && !(before.is_lowercase() && letter.is_uppercase())
        });
        before = Some(letter);
        let small = letter.to_lowercase();
        match pieces.last_mut() {
            Some(piece) if goes_on => piece.extend(small),
            _ => pieces.push(small.collect()),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use test_case::test_case;

    use super::*;

    const PROPERTIES: [&str; 3] = ["displayName", "mail", "description"];

    fn finds(search: &str, name: &str, mail: &str) -> bool {
        let search = Search::read(search, &PROPERTIES).unwrap();
        search.finds(|property| match property {
            "displayName" => Some(name),
            "mail" => Some(mail),
            _ => None,
        })
    }

    #[test_case("Guthr", "Guthrie, Anna", true; "the beginning of a word")]
    #[test_case("anna GUT", "Guthrie, Anna", true; "words in any order and case")]
    #[test_case("uthrie", "Guthrie", false; "not inside a word")]
    #[test_case("anna smith", "Anna Guthrie", false; "every word counts")]
    #[test_case("video", "OneVideo", true; "a capital begins a word")]
    #[test_case("onevid", "OneVideo", true; "a word as it was written")]
    #[test_case("123", "hello123world", true; "digits are a word")]
    #[test_case("helloworld", "hello-world", true; "words that symbols separate are one too")]
    #[test_case("O'B", "Zoë O'Brien", true; "a symbol inside")]
    #[test_case("obrien", "Zoë O'Brien", true; "a symbol left out")]
    #[test_case("ZOË", "Zoë O'Brien", true; "accents in any case")]
    #[test_case("zoe", "Zoë O'Brien", false; "an accent is not left out")]
    #[test_case("(李四", "李四(David Li)", true; "the page's own example")]
    #[test_case("Li 李", "李四(David Li)", true; "the page's other example")]
    fn names_are_searched_by_words(text: &str, value: &str, expected: bool) {
        assert_eq!(
            finds(&format!("\"displayName:{text}\""), value, ""),
            expected
        );
    }

    #[test_case(r#""mail:one""#, true; "the beginning")]
    #[test_case(r#""mail:video""#, false; "not a word of its own")]
    #[test_case(r#""description:one""#, false; "absent")]
    #[test_case(r#""displayName:two" OR "mail:one""#, true; "either")]
    #[test_case(r#""displayName:two" AND "mail:one""#, false; "both")]
    #[test_case(r#""mail:one" OR "mail:two" AND "mail:three""#, true; "and binds more")]
    #[test_case(r#"("mail:one" OR "mail:two") AND "mail:three""#, false; "unless parentheses do")]
    fn clauses_are_joined(search: &str, expected: bool) {
        assert_eq!(
            finds(search, "Nobody", "OneVideo@contoso.example"),
            expected
        );
    }

    #[test]
    fn a_quotation_mark_and_a_backslash_are_escaped() {
        let search = r#""displayName:the \"best\" a\\b""#;
        assert!(finds(search, r#"The "Best" A\B team"#, ""));
        assert!(!finds(search, "The Best A B team", ""));
    }

    #[test_case("displayName:a"; "no quotation marks")]
    #[test_case(r#""displayName:a"#; "one quotation mark")]
    #[test_case(r#""a""#; "no property")]
    #[test_case(r#""jobTitle:a""#; "another property")]
    #[test_case(r#""displayName: ""#; "no text")]
    #[test_case(r#""displayName:a" or "mail:b""#; "an operator in small letters")]
    #[test_case(r#""displayName:a" "mail:b""#; "no operator")]
    #[test_case(r#""displayName:a" OR"#; "an operator at the end")]
    #[test_case(r#""displayName:a\b""#; "another escape")]
    #[test_case(r#"("displayName:a""#; "an open parenthesis")]
    #[test_case(""; "nothing")]
    fn a_search_that_does_not_follow_the_syntax_is_refused(search: &str) {
        Search::read(search, &PROPERTIES).unwrap_err();
    }
}
