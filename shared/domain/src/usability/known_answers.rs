//! Stored form of the answers. Every run writes them, and a write costs by the kilobyte, so they are one short text:
//! `y1800000000 u1800000000` is SharePoint, then mail, each with the second since 1970 in which the answer began.

use crate::service::Service;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Answer for one service, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Usable {
    /// It can be used.
    Yes,
    /// It cannot be used.
    No,
    /// It is unknown whether it can be used.
    Unknown,
}

/// Both answers, each with its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KnownAnswers {
    pub(super) sharepoint: KnownAnswer,
    pub(super) mail: KnownAnswer,
}

/// An answer and its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KnownAnswer {
    pub(super) answer: Usable,
    second: i64,
}

/// Error for a stored text that does not have this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stored answers are not two letters with their seconds")]
pub struct NoKnownAnswers;

impl KnownAnswers {
    pub(super) fn of(&self, service: Service) -> KnownAnswer {
        match service {
            Service::SharePoint => self.sharepoint,
            Service::Mail => self.mail,
        }
    }
}

impl KnownAnswer {
    pub(super) fn new(answer: Usable, since: Timestamp) -> Self {
        Self {
            answer,
            second: since.as_second(),
        }
    }

    pub(super) fn since(self) -> Timestamp {
        Timestamp::from_second(self.second).unwrap_or(Timestamp::MIN)
    }

    fn write(self) -> String {
        let letter = match self.answer {
            Usable::Yes => 'y',
            Usable::No => 'n',
            Usable::Unknown => 'u',
        };
        format!("{letter}{}", self.second)
    }

    fn read(text: &str) -> Option<Self> {
        let (letter, second) = text.split_at_checked(1)?;
        let answer = match letter {
            "y" => Usable::Yes,
            "n" => Usable::No,
            "u" => Usable::Unknown,
            _ => return None,
        };
        let second = second.parse().ok()?;
        Some(Self { answer, second })
    }
}

impl From<KnownAnswers> for String {
    fn from(known: KnownAnswers) -> Self {
        format!("{} {}", known.sharepoint.write(), known.mail.write())
    }
}

impl TryFrom<String> for KnownAnswers {
    type Error = NoKnownAnswers;

    fn try_from(text: String) -> Result<Self, NoKnownAnswers> {
        let read = || {
            let (sharepoint, mail) = text.split_once(' ')?;
            Some(Self {
                sharepoint: KnownAnswer::read(sharepoint)?,
                mail: KnownAnswer::read(mail)?,
            })
        };
        read().ok_or(NoKnownAnswers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_answers_are_read_as_they_were_written() {
        for answer in [Usable::Yes, Usable::No, Usable::Unknown] {
            let known = KnownAnswers {
                sharepoint: KnownAnswer::new(answer, "2026-11-29T12:00:00Z".parse().unwrap()),
                mail: KnownAnswer::new(Usable::Unknown, Timestamp::UNIX_EPOCH),
            };
            let text = serde_json::to_string(&known).unwrap();
            assert_eq!(serde_json::from_str::<KnownAnswers>(&text).unwrap(), known);
        }
        for none in ["", "y1", "y1 x2", "y1 u", "é1 u2", "y1 u2 n3"] {
            assert!(KnownAnswers::try_from(none.to_owned()).is_err(), "{none}");
        }
    }
}
