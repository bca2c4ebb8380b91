//! Texts in every language (Fluent), found by their ids.

use domain::customer::Language;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// Texts of every language. Each language is read when it is first needed, because most functions use only one in their life.
pub struct Texts {
    sources: fn(Language) -> Vec<&'static str>,
    en: OnceLock<Bundle>,
    fr: OnceLock<Bundle>,
    nl: OnceLock<Bundle>,
    de: OnceLock<Bundle>,
}

impl Texts {
    /// The texts of these sources, which are files in Fluent's syntax.
    pub const fn new(sources: fn(Language) -> Vec<&'static str>) -> Self {
        Self {
            sources,
            en: OnceLock::new(),
            fr: OnceLock::new(),
            nl: OnceLock::new(),
            de: OnceLock::new(),
        }
    }

    /// A text with values; `None` if there is none with that id.
    pub fn find<'a>(
        &self,
        language: Language,
        id: &str,
        values: impl Iterator<Item = (&'a str, FluentValue<'a>)>,
    ) -> Option<String> {
        let bundle = match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
            Language::Nl => &self.nl,
            Language::De => &self.de,
        };
        let bundle = bundle.get_or_init(|| read(language, (self.sources)(language)));
        let pattern = bundle.get_message(id)?.value()?;
        let arguments: FluentArgs<'_> = values.collect();
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        Some(text.into_owned())
    }
}

fn read(language: Language, sources: Vec<&str>) -> Bundle {
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
