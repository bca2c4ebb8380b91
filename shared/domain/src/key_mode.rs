//! Mode of a stage and of the API keys that it takes. A key states its mode in its second part, so that a test key that is
//! sent to customers' data, or a live key in a developer's script, is refused before any look-up.

/// Mode of a stage, and of the API keys that it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyMode {
    /// Real customers: `cooperlink_live_…`.
    Live,
    /// Emulated or trial customers: `cooperlink_test_…`.
    Test,
}

impl KeyMode {
    /// Word in a key and in the configuration.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Test => "test",
        }
    }

    /// Mode with that word; `None` for any other text.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Live, Self::Test]
            .into_iter()
            .find(|mode| mode.word() == word)
    }
}
