//! The one table of words: a row for each check, in the order of the catalogue, which names its folder in `checks`.

use domain::{customer::Language, verification::catalogue::Check};

/// A text in every language.
pub(crate) struct InLanguages {
    en: &'static str,
    fr: &'static str,
    nl: &'static str,
    de: &'static str,
}

impl InLanguages {
    /// The text of a language.
    pub(crate) fn of(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Fr => self.fr,
            Language::Nl => self.nl,
            Language::De => self.de,
        }
    }
}

/// The files of a folder with a common ending.
macro_rules! in_languages {
    ($($folder:literal)*, $ending:literal) => {
        InLanguages {
            en: include_str!(concat!("../", $($folder,)* "/en.", $ending)),
            fr: include_str!(concat!("../", $($folder,)* "/fr.", $ending)),
            nl: include_str!(concat!("../", $($folder,)* "/nl.", $ending)),
            de: include_str!(concat!("../", $($folder,)* "/de.", $ending)),
        }
    };
}

/// A folder of `checks`.
struct Folder {
    /// Its name, which is the check's id.
    check: &'static str,
    /// Meaning and repair, as Markdown, with the labels that Microsoft's portals show in that language.
    guidance: InLanguages,
    /// The title, and the findings and problems that no other check has, as Fluent.
    words: InLanguages,
}

macro_rules! folder {
    ($check:literal) => {
        Folder {
            check: $check,
            guidance: in_languages!("checks/" $check, "md"),
            words: in_languages!("checks/" $check, "ftl"),
        }
    };
}

static FOLDERS: [Folder; 19] = [
    folder!("app-registered"),
    folder!("app-enabled"),
    folder!("application-permissions"),
    folder!("delegated-permissions"),
    folder!("permission-upgrade"),
    folder!("no-excess-permissions"),
    folder!("user-access"),
    folder!("tenant-matches-customer"),
    folder!("customer-domain"),
    folder!("services-present"),
    folder!("system-user-connected"),
    folder!("system-user-member"),
    folder!("system-user-licensed"),
    folder!("sign-in-policy"),
    folder!("mailbox"),
    folder!("site"),
    folder!("library"),
    folder!("system-user-reach"),
    folder!("administrator-site-access"),
];

/// Repair of each cause of a refused sign-in. Two checks share it, by a line `{sign-in-causes}`.
pub(crate) static SIGN_IN_CAUSES: InLanguages = in_languages!("of-several-checks", "md");

/// Findings of several checks, the parties that can fix them, and the reasons why a fact could not be checked.
static OF_SEVERAL_CHECKS: InLanguages = in_languages!("of-several-checks", "ftl");

/// The guidance of a check.
pub(crate) fn guidance(check: &Check, language: Language) -> &'static str {
    let folder = FOLDERS.iter().find(|folder| folder.check == check.id);
    folder.map_or("", |folder| folder.guidance.of(language))
}

/// The words of all checks.
pub(crate) fn words(language: Language) -> Vec<&'static str> {
    let of_checks = FOLDERS.iter().map(|folder| &folder.words);
    let all = of_checks.chain([&OF_SEVERAL_CHECKS]);
    all.map(|words| words.of(language)).collect()
}
