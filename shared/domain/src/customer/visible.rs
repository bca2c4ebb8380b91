//! Texts that people read: names as pages show them. Invisible characters, and characters that hide others, are refused
//! (T34, T85); the scripts and emoji of all people are accepted.

use super::{Flaw, InvalidValue, is_deceptive};
use unicode_segmentation::UnicodeSegmentation as _;

const NON_JOINER: char = '\u{200C}';
const JOINER: char = '\u{200D}';

/// Most code points of one character as people see it. The longest emoji and the richest syllables have fewer; a pile of
/// combining marks has more.
const LONGEST_CLUSTER: usize = 12;

/// A text of 1 to `most` visible characters, without the spaces around it.
///
/// # Errors
/// [`InvalidValue`] with `message` if the text is empty, too long or not visible.
pub fn visible(text: &str, most: usize, message: &'static str) -> Result<String, InvalidValue> {
    let text = text.trim();
    if text.chars().count() > most {
        return Err(InvalidValue::of(Flaw::TooLong, message));
    }
    let is_readable = text.graphemes(true).any(is_seen)
        && text
            .graphemes(true)
            .all(|cluster| cluster.chars().count() <= LONGEST_CLUSTER)
        && joiners_join(text)
        && !text.chars().any(is_hidden);
    if is_readable {
        Ok(text.to_owned())
    } else {
        Err(InvalidValue::new(message))
    }
}

/// Whether a character shows nothing or something false. Joiners are checked separately.
fn is_hidden(character: char) -> bool {
    let is_joiner = matches!(character, NON_JOINER | JOINER);
    let is_blank = matches!(
        character,
        // Fillers of Hangul, and the blank of Braille.
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}'
        // Combining characters that show nothing, and vowels of Khmer that do not.
        | '\u{034F}' | '\u{17B4}' | '\u{17B5}'
        // Shorthand controls, musical controls, and tags.
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
        // What stands for a character that was lost, and what is no character.
        | '\u{FFFC}' | '\u{FFFD}' | '\u{FDD0}'..='\u{FDEF}'
        // Private use: every font shows something else.
        | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}'
    );
    let is_no_character = u32::from(character) & 0xFFFE == 0xFFFE;
    !is_joiner && (is_deceptive(character) || is_blank || is_no_character)
}

/// Whether each joiner stands between two characters that it can join: letters of a script beyond the Latin one, or emoji.
/// Elsewhere a joiner shows nothing.
fn joiners_join(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    let joins = |character: Option<&char>| {
        character.is_some_and(|character| {
            u32::from(*character) > 0x24F
                && !character.is_whitespace()
                && !matches!(*character, NON_JOINER | JOINER)
        })
    };
    characters
        .iter()
        .enumerate()
        .filter(|(_, character)| matches!(**character, NON_JOINER | JOINER))
        .all(|(position, _)| {
            let before = position
                .checked_sub(1)
                .and_then(|before| characters.get(before));
            joins(before) && joins(characters.get(position + 1))
        })
}

/// Whether a character as people see it shows anything by itself: it does not begin with a combining mark.
fn is_seen(cluster: &str) -> bool {
    cluster.chars().next().is_some_and(|first| {
        let is_mark = matches!(
            first,
            '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | NON_JOINER | JOINER
        );
        !is_mark && !first.is_whitespace() && !is_hidden(first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    const MESSAGE: &str = "must be visible";

    #[test_case("Contoso & <Söhne>"; "punctuation and an umlaut")]
    #[test_case("Nguye\u{302}\u{303}n"; "two marks on a letter")]
    #[test_case("می\u{200C}خواهم"; "Persian with its non-joiner")]
    #[test_case("क्\u{200D}ष"; "Hindi with a joiner")]
    #[test_case("👩\u{200D}👩\u{200D}👧\u{200D}👦 GmbH"; "a family as emoji")]
    #[test_case("👨🏽\u{200D}❤\u{FE0F}\u{200D}💋\u{200D}👨🏿"; "the longest emoji")]
    #[test_case("❤\u{FE0F}"; "a heart with its variation")]
    #[test_case("株式会社コントソ"; "Japanese")]
    #[test_case("한국"; "Korean")]
    #[test_case("🇧🇪"; "a flag")]
    #[test_case("\u{A0}Anna\u{A0}"; "spaces around it")]
    fn t34_texts_of_all_scripts_are_taken(text: &str) {
        assert_eq!(visible(text, 120, MESSAGE).unwrap(), text.trim());
    }

    #[test_case(""; "nothing")]
    #[test_case(" \t\u{3000}"; "spaces")]
    #[test_case("\u{3164}"; "a Hangul filler alone")]
    #[test_case("Con\u{3164}toso"; "a Hangul filler within")]
    #[test_case("\u{2800}\u{2800}"; "blanks of Braille")]
    #[test_case("Contoso\u{E0041}"; "a tag")]
    #[test_case("Contoso\u{FFFD}"; "a replacement character")]
    #[test_case("Con\u{200C}toso"; "a joiner between Latin letters")]
    #[test_case("ç\u{200D}a"; "a joiner beside a Latin letter")]
    #[test_case("می\u{200C}"; "a joiner at the end")]
    #[test_case("م\u{200C}\u{200C}ی"; "two joiners")]
    #[test_case("\u{301}"; "a mark alone")]
    #[test_case("\u{FE0F}"; "a variation alone")]
    #[test_case("Contoso\u{202E}moc"; "turned round")]
    #[test_case("Contoso\u{2066}"; "an isolate")]
    #[test_case("Contoso\u{E000}"; "private use")]
    #[test_case("Contoso\u{FFFF}"; "no character")]
    #[test_case("a\u{34F}b"; "a joiner of graphemes")]
    #[test_case("Contoso\u{0}"; "a control character")]
    #[test_case("soft\u{AD}hyphen"; "a soft hyphen")]
    fn t34_what_cannot_be_seen_is_refused(text: &str) {
        assert_eq!(visible(text, 120, MESSAGE), Err(InvalidValue::new(MESSAGE)));
    }

    #[test]
    fn t34_a_pile_of_marks_is_refused() {
        let piled = |marks: usize| format!("C{}", "\u{301}".repeat(marks));
        assert!(visible(&piled(3), 120, MESSAGE).is_ok());
        assert!(visible(&piled(115), 120, MESSAGE).is_err());
    }

    #[test]
    fn a_text_that_is_too_long_is_told_apart() {
        let error = visible(&"é".repeat(121), 120, MESSAGE).unwrap_err();
        assert_eq!(error.flaw(), Flaw::TooLong);
        assert!(visible(&"é".repeat(120), 120, MESSAGE).is_ok());
    }
}
