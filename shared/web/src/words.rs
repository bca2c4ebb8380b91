//! The words of pages, by language (Fluent). No page has text of its own.

use domain::customer::{Language, is_deceptive};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::{collections::BTreeMap, sync::LazyLock};
use unic_langid::LanguageIdentifier;
use unicode_segmentation::UnicodeSegmentation as _;

/// The longest name a page shows, in graphemes (`security.md` T34).
const LONGEST_NAME: usize = 256;

/// The words of pages, and of checks and what they find.
const ENGLISH: [&str; 2] = [
    include_str!("../locales/en/pages.ftl"),
    include_str!("../locales/en/checks.ftl"),
];

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<BTreeMap<Language, Bundle>> =
    LazyLock::new(|| BTreeMap::from([(Language::En, bundle(Language::En, ENGLISH))]));

fn bundle(language: Language, sources: [&str; 2]) -> Bundle {
    let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![identifier]);
    // Bidirectional isolation is the template's: names stand in `<bdi>`.
    bundle.set_use_isolating(false);
    for source in sources {
        // A broken line loses itself alone, and a test demands that there is none.
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    language: Language,
}

impl Words {
    /// The words of a language; where pages do not speak it yet, English.
    pub fn of(language: Language) -> Self {
        let language = if BUNDLES.contains_key(&language) {
            language
        } else {
            Language::En
        };
        Self { language }
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

    /// A text, if there is one of that id.
    pub fn find<'a>(
        self,
        id: &'a str,
        values: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Option<String> {
        let bundle = BUNDLES.get(&self.language)?;
        let pattern = bundle.get_message(id)?.value()?;
        let arguments: FluentArgs<'_> = values
            .into_iter()
            .map(|(name, value)| (name, FluentValue::from(value)))
            .collect();
        let mut errors = Vec::new();
        Some(
            bundle
                .format_pattern(pattern, Some(&arguments), &mut errors)
                .into_owned(),
        )
    }
}

/// A name that somebody else chose, fit to be shown: without invisible characters, of bounded length.
pub fn name(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|character| !is_deceptive(*character))
        .collect();
    visible.graphemes(true).take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_words_can_be_read() {
        for source in ENGLISH {
            assert!(FluentResource::try_new(source.to_owned()).is_ok());
        }
    }

    #[test]
    fn a_value_stands_in_its_text() {
        let words = Words::of(Language::En);
        assert!(
            words
                .say_with("start-heading", [("app", "Cooperlink")])
                .contains("Cooperlink")
        );
    }

    #[test]
    fn t34_a_name_loses_what_cannot_be_seen_and_keeps_the_rest() {
        assert_eq!(name("Con\u{202E}toso\u{0007} <b>&"), "Contoso <b>&");
        assert_eq!(name(&"é".repeat(1000)).graphemes(true).count(), 256);
    }
}
