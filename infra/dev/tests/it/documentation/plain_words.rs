//! Plain words in documentation comments, error texts and log messages: a sentence begins with a noun or a verb and names
//! the actor, so that it has one reading.

use super::{comment, rust_files};

/// First words that turn a sentence into a riddle, in lower case.
const RIDDLING_OPENINGS: &[&str] = &[
    "as",
    "has",
    "how",
    "so",
    "that",
    "what",
    "whatever",
    "when",
    "where",
    "which",
    "whichever",
    "who",
    "whom",
    "whose",
    "why",
];

/// Pronouns that hide the actor, in lower case; rejected in every sentence.
const HIDDEN_ACTORS: &[&str] = &[
    "anybody", "anyone", "nobody", "somebody", "someone", "whoever", "whomever",
];

/// Beginnings of code whose string literals are read by an operator or a developer.
const TEXTS: &[&str] = &[
    "#[error(", "trace!(", "debug!(", "info!(", "warn!(", "error!(",
];

#[test]
fn no_sentence_is_a_riddle() {
    let mut riddles = Vec::new();
    for (path, text) in rust_files() {
        let found = find_riddles(&text).into_iter();
        riddles.extend(found.map(|(line, riddle)| format!("{path}:{line}: {riddle}")));
    }
    assert!(riddles.is_empty(), "{riddles:#?}");
}

/// Riddles of a source, each with the number of its line.
fn find_riddles(source: &str) -> Vec<(usize, String)> {
    let lines = source.lines().collect::<Vec<_>>();
    let mut riddles = Vec::new();
    let mut is_inside = false;
    for (index, line) in lines.iter().enumerate() {
        let Some(text) = comment(line) else {
            is_inside = false;
            if let Some(riddle) = hidden_actor_in_text(&lines[index..]) {
                riddles.push((index + 1, riddle));
            }
            continue;
        };
        let opening = if is_inside {
            None
        } else {
            riddling_opening(text, &lines[index..])
        };
        is_inside = true;
        if let Some(riddle) = opening.or_else(|| hidden_actor(text)) {
            riddles.push((index + 1, riddle));
        }
    }
    riddles
}

/// Words that make the opening of a comment a riddle; `lines` begin with the comment and go on to its item.
fn riddling_opening(text: &str, lines: &[&str]) -> Option<String> {
    let mut words = words(text);
    let first = words.next()?;
    let second = words.next().unwrap_or_default();
    let is_riddle = RIDDLING_OPENINGS.contains(&first.as_str())
        || (first == "the" && second == "same")
        || (first == "whether" && !is_boolean(lines));
    is_riddle.then(|| format!("begins with \"{first} {second}\""))
}

/// Whether the item under a comment is a boolean or a function that returns one.
fn is_boolean(lines: &[&str]) -> bool {
    let mut item = String::new();
    for line in lines.iter().filter(|line| comment(line).is_none()) {
        if line.trim_start().starts_with("#[") && item.is_empty() {
            continue;
        }
        item.push_str(line);
        item.push(' ');
        if line.ends_with(['{', ';', ',', '}'])
            && item.matches('(').count() == item.matches(')').count()
        {
            break;
        }
    }
    let kind = match (item.contains("fn "), item.rsplit_once("->")) {
        (true, None) => return false,
        (true, Some((_, returned))) => returned,
        (false, _) => item.as_str(),
    };
    kind.split(|character: char| !character.is_alphanumeric())
        .any(|word| word == "bool")
}

/// Pronoun that hides the actor, in the strings of an attribute or macro that begins on the first line outside of a string.
fn hidden_actor_in_text(lines: &[&str]) -> Option<String> {
    let first = lines.first()?;
    let beginning = TEXTS.iter().find_map(|text| first.find(text))?;
    if first[..beginning].contains('"') {
        return None;
    }
    let mut code = first[beginning..].to_owned();
    for line in &lines[1..] {
        if code.matches('(').count() <= code.matches(')').count() {
            break;
        }
        code.push_str(line);
    }
    code.split('"').skip(1).step_by(2).find_map(hidden_actor)
}

fn hidden_actor(text: &str) -> Option<String> {
    words(text)
        .find(|word| HIDDEN_ACTORS.contains(&word.as_str()))
        .map(|word| format!("says \"{word}\""))
}

/// Words of a text in lower case; code between backticks counts as one word, which no list has.
fn words(text: &str) -> impl Iterator<Item = String> {
    let prose = text
        .split('`')
        .enumerate()
        .map(|(index, part)| if index % 2 == 0 { part } else { "code" })
        .collect::<String>();
    prose
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("/// What a change came to.\nstruct Outcome;"; "what")]
    #[test_case("//! Who may sign in."; "who, at the head of a file")]
    #[test_case("    /// How long it takes.\n    length: u64,"; "how, at a field")]
    #[test_case("/// So many of them.\nTooMany,"; "so many")]
    #[test_case("/// The same, for a user.\nfn user() {}"; "the same")]
    #[test_case("/// Has the registration looked at.\nfn queue() {}"; "has")]
    #[test_case("/// Whether it passed.\nenum Verdict {"; "whether, at no boolean")]
    #[test_case("/// Whether it is.\nfn check(is: bool) -> Verdict {"; "whether, where only a parameter is a boolean")]
    #[test_case("/// Queues a run for\n/// somebody.\nfn queue() {}"; "a hidden actor in a later line")]
    #[test_case("#[error(\"nobody is signed in\")]\nNoSession,"; "a hidden actor in an error text")]
    #[test_case("warn!(\n    id = 1,\n    \"asked by Somebody\"\n);"; "a hidden actor in a log message")]
    fn a_riddle_is_found(source: &str) {
        assert_eq!(find_riddles(source).len(), 1);
    }

    #[test_case("/// Outcome of a change.\n/// What follows is free.\nstruct Outcome;"; "only the opening counts")]
    #[test_case("/// Whether it passed.\n#[serde(default)]\npub passed: bool,"; "whether, at a field")]
    #[test_case("/// Whether it passed.\nfn passed(\n    self,\n) -> Result<bool, Error> {"; "whether, at a function")]
    #[test_case("/// `whoever` in the query.\nwhoever: String,"; "code")]
    #[test_case("let nobody = \"nobody\"; // nobody"; "other code")]
    fn plain_words_are_left_alone(source: &str) {
        assert_eq!(find_riddles(source), []);
    }
}
