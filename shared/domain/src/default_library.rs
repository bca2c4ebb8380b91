//! Names of the library that every new site has. SharePoint names it in the language of the site, twice: people see one name,
//! and the address has another.

/// Name that people see and name in the address, by language: English, French, Dutch, German, Spanish, Italian, Portuguese of
/// Portugal and of Brazil, Danish with Norwegian, and Swedish. French has two rows, because its second name is also written
/// with an accent.
const NAMES: [[&str; 2]; 11] = [
    ["documents", "shared documents"],
    ["documents", "documents partages"],
    ["documents", "documents partagés"],
    ["documenten", "gedeelde documenten"],
    ["dokumente", "freigegebene dokumente"],
    ["documentos", "documentos compartidos"],
    ["documenti", "documenti condivisi"],
    ["documentos", "documentos partilhados"],
    ["documentos", "documentos compartilhados"],
    ["dokumenter", "delte dokumenter"],
    ["dokument", "delade dokument"],
];

/// Whether the default library has this name in some language. The name is in lower case, its accents composed.
pub fn is_default(name: &str) -> bool {
    NAMES.iter().flatten().any(|default| *default == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("documents", true; "as seen")]
    #[test_case("shared documents", true; "as addressed")]
    #[test_case("freigegebene dokumente", true; "german")]
    #[test_case("documents partag\u{e9}s", true; "french with its accent")]
    #[test_case("gedeelde documenten", true; "dutch")]
    #[test_case("drawings", false; "another library")]
    #[test_case("", false; "nothing")]
    fn the_default_library_is_known_by_both_names_in_each_language(name: &str, expected: bool) {
        assert_eq!(is_default(name), expected);
    }
}
