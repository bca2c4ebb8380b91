//! Texts from outside: the error for one that cannot be accepted, and the characters that no name may hold.

/// Error for a value from the host app that cannot be accepted. Its text is fit to be shown to the host app's developers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct InvalidValue {
    flaw: Flaw,
    message: &'static str,
}

/// Kind of flaw in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// It does not have the form that the message names.
    Malformed,
    /// It has too many characters.
    TooLong,
    /// It is a domain under which the public can have mailboxes.
    PublicDomain,
}

impl InvalidValue {
    /// Error for a value that does not have the form that the message names.
    pub const fn new(message: &'static str) -> Self {
        Self::of(Flaw::Malformed, message)
    }

    /// Error for a value with another flaw.
    pub const fn of(flaw: Flaw, message: &'static str) -> Self {
        Self { flaw, message }
    }

    /// Kind of the flaw.
    pub fn flaw(&self) -> Flaw {
        self.flaw
    }
}

/// Whether a character could disguise a name on a page or forge a line in a log: control, bidirectional and zero-width
/// characters (T34, T85).
pub fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{00AD}'
                | '\u{061C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
        )
}
