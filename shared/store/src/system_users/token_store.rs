//! The two stores of refresh tokens.

/// A store of refresh tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenStore {
    /// AWS Secrets Manager, a secret for each registration.
    SecretsManager,
    /// The table, a sealed row for each account.
    Table,
}

impl TokenStore {
    /// The store with that name.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::SecretsManager, Self::Table]
            .into_iter()
            .find(|store| store.word() == word)
    }

    /// Name of the store, as in the stage's parameter `SystemUserTokens`.
    pub fn word(self) -> &'static str {
        match self {
            Self::SecretsManager => "secrets-manager",
            Self::Table => "table",
        }
    }

    pub(super) fn other(self) -> Self {
        match self {
            Self::SecretsManager => Self::Table,
            Self::Table => Self::SecretsManager,
        }
    }
}
