//! Words of pages, by language (Fluent). Templates have no text of their own; the words of checks are in `wording`.

use domain::customer::{Language, is_deceptive};
use fluent_bundle::FluentValue;
use jiff::{Timestamp, tz::TimeZone};
use unicode_segmentation::UnicodeSegmentation as _;
use wording::texts::Texts;

/// Longest name that a page shows, in graphemes (T34).
const LONGEST_NAME: usize = 256;

/// Sources of a language's words: pages, permissions and preparation, the result, failures, the access page, the removal of
/// the app.
fn sources(language: Language) -> Vec<&'static str> {
    macro_rules! of {
        ($tag:literal) => {
            vec![
                include_str!(concat!("../locales/", $tag, "/pages.ftl")),
                include_str!(concat!("../locales/", $tag, "/prepare.ftl")),
                include_str!(concat!("../locales/", $tag, "/start.ftl")),
                include_str!(concat!("../locales/", $tag, "/result.ftl")),
                include_str!(concat!("../locales/", $tag, "/failures.ftl")),
                include_str!(concat!("../locales/", $tag, "/access.ftl")),
                include_str!(concat!("../locales/", $tag, "/disconnect.ftl")),
            ]
        };
    }
    match language {
        Language::En => of!("en"),
        Language::Fr => of!("fr"),
        Language::Nl => of!("nl"),
        Language::De => of!("de"),
    }
}

static TEXTS: Texts = Texts::new(sources);

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    language: Language,
}

impl Words {
    /// The words of a language.
    pub fn of(language: Language) -> Self {
        Self { language }
    }

    /// The language of the words.
    pub fn language(self) -> Language {
        self.language
    }

    /// The BCP 47 tag of the words.
    pub fn tag(self) -> &'static str {
        self.language.tag()
    }

    /// A text without values.
    pub fn say(self, id: &str) -> String {
        self.say_with(id, [])
    }

    /// A text with values.
    pub fn say_with<'a>(
        self,
        id: &'a str,
        values: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> String {
        self.find(id, values).unwrap_or_else(|| id.to_owned())
    }

    /// A text with values; `None` if there is none with that id.
    pub fn find<'a>(
        self,
        id: &'a str,
        values: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Option<String> {
        let values = values.into_iter();
        self.write(id, values.map(|(name, value)| (name, value.into())))
    }

    /// A text with a number, whose words follow the language's plural rules (CLDR).
    pub fn count(self, id: &str, number: usize) -> String {
        let values = [("number", FluentValue::from(number))];
        self.write(id, values.into_iter())
            .unwrap_or_else(|| id.to_owned())
    }

    /// An instant as the language writes it, to the minute and in UTC; the page's script shows the reader's own time.
    pub fn moment(self, at: Timestamp) -> String {
        let at = at.to_zoned(TimeZone::UTC);
        let month = self.say(&format!("month-{}", at.month()));
        let (day, year) = (at.day().to_string(), at.year().to_string());
        let time = at.strftime("%H:%M").to_string();
        let values = [
            ("day", day.as_str()),
            ("month", &month),
            ("year", &year),
            ("time", &time),
        ];
        self.say_with("moment", values)
    }

    /// A text with values of any kind; `None` if there is none with that id.
    pub(crate) fn write<'a>(
        self,
        id: &str,
        values: impl Iterator<Item = (&'a str, FluentValue<'a>)>,
    ) -> Option<String> {
        TEXTS.find(self.language, id, values)
    }
}

/// A name from outside, fit to be shown: without invisible characters, of limited length.
pub fn name(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|character| !is_deceptive(*character))
        .collect();
    visible.graphemes(true).take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests;
