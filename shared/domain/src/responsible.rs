//! The party that has to act, as the API names it.

use crate::aadsts::Actor;
use serde::{Deserialize, Serialize};

/// The party that can put something right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Responsible {
    /// An administrator of the customer's organisation.
    Administrator,
    /// The holder of the system user's account.
    SystemUser,
    /// The host app, which changes the registration or agrees to a tenant.
    HostApp,
    /// Microsoft, whose service is disturbed.
    Microsoft,
    /// Cooperlink, the operator of this service.
    Cooperlink,
    /// No party: it passes by itself, and the next runs check it again.
    Nobody,
}

impl From<Actor> for Responsible {
    fn from(actor: Actor) -> Self {
        match actor {
            Actor::Administrator => Self::Administrator,
            Actor::User => Self::SystemUser,
            Actor::Operator => Self::Cooperlink,
            Actor::HostApp => Self::HostApp,
            Actor::Retry => Self::Nobody,
        }
    }
}

impl Responsible {
    /// The party that puts most things right.
    pub(crate) const USUAL: Self = Self::Administrator;
}

/// Serialisation of a party as one letter: the standing is rewritten on every run and should stay small.
pub(crate) mod letter {
    use super::Responsible;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    const LETTERS: [(Responsible, &str); 6] = [
        (Responsible::Administrator, "a"),
        (Responsible::SystemUser, "u"),
        (Responsible::HostApp, "h"),
        (Responsible::Microsoft, "m"),
        (Responsible::Cooperlink, "c"),
        (Responsible::Nobody, "n"),
    ];

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes it so"
    )]
    pub(crate) fn serialize<S: Serializer>(
        party: &Option<Responsible>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let found = LETTERS.iter().find(|(of, _)| Some(*of) == *party);
        match found {
            Some((_, letter)) => serializer.serialize_str(letter),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Responsible>, D::Error> {
        let letter = String::deserialize(deserializer)?;
        let found = LETTERS.iter().find(|(_, of)| *of == letter);
        let found = found.map(|(party, _)| Some(*party));
        found.ok_or_else(|| D::Error::custom("no party has this letter"))
    }
}
