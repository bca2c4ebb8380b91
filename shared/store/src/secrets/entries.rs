//! Secrets that are lists, as the operator changes them: entry by entry, and by compare-and-swap, so that of two changes at once
//! none is lost.
//! is lost.
//!
//! 1. The secret is read with the id of its current version.
//! 2. The changed text becomes a version of its own, which nothing reads yet (label `AWSPENDING`).
//! 3. The label `AWSCURRENT` moves to it from the version that was read. AWS refuses where another version is current by now
//!    (<https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html>).
//!
//! A malformed entry stays as it is, byte for byte: it opens nothing, and it may be a mistake of a moment ago.

use super::{Secrets, SecretsError, problem};
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use std::{fmt, marker::PhantomData};
use uuid::Uuid;

const PENDING: &str = "AWSPENDING";
const CURRENT: &str = "AWSCURRENT";

/// A secret whose text is an object with one list.
pub trait ListSecret {
    /// The secret's name below the prefix.
    const NAME: &'static str;
    /// The member that is the list.
    const MEMBER: Member;
}

/// The one member of a secret's text.
#[derive(Debug, Clone, Copy)]
pub enum Member {
    /// `credentials`.
    Credentials,
    /// `keys`.
    Keys,
}

/// The text of a secret, with one of the members. The entries are read one by one, so that a malformed one locks out no other.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    #[serde(skip_serializing_if = "Option::is_none")]
    credentials: Option<Vec<Box<RawValue>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keys: Option<Vec<Box<RawValue>>>,
}

impl Stored {
    fn of(member: Member, entries: Vec<Box<RawValue>>) -> Self {
        let (credentials, keys) = match member {
            Member::Credentials => (Some(entries), None),
            Member::Keys => (None, Some(entries)),
        };
        Self { credentials, keys }
    }

    fn entries(self, member: Member) -> Option<Vec<Box<RawValue>>> {
        match (member, self.credentials, self.keys) {
            (Member::Credentials, entries, None) | (Member::Keys, None, entries) => entries,
            (Member::Credentials | Member::Keys, _, _) => None,
        }
    }
}

/// Reason why a change of a secret was not made.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// Another change came first; the caller reads the secret again.
    #[error("another change of the secret {0} came first")]
    Changed(&'static str),
    /// Secrets Manager did not take it; `problem` is its error code, or the kind of failure.
    #[error("the secret {name} cannot be written ({problem})")]
    Refused {
        /// The secret's name below the prefix.
        name: &'static str,
        /// The error code.
        problem: String,
    },
}

/// The entries of a secret, and the version that they were read from.
pub struct Entries<T> {
    /// Version that the entries were read from; `None` while the secret has no value.
    version: Option<String>,
    changed_at: Option<Timestamp>,
    pub(super) list: Vec<Box<RawValue>>,
    of: PhantomData<T>,
}

impl<T: ListSecret> Entries<T> {
    /// Entries of a text that has no version yet.
    pub(super) fn parse(text: &str) -> Result<Self, SecretsError> {
        let stored = strict_json::parse_outside::<Stored>(text.as_bytes());
        let entries = stored.ok().and_then(|stored| stored.entries(T::MEMBER));
        Ok(Self {
            version: None,
            changed_at: None,
            list: entries.ok_or(SecretsError::Malformed {
                name: T::NAME,
                problem: "it is not an object with its one list alone",
            })?,
            of: PhantomData,
        })
    }

    /// Instant of the last change; `None` while the secret has no value.
    pub fn changed_at(&self) -> Option<Timestamp> {
        self.changed_at
    }

    /// Moves the entry at `place` before all others. A place beyond the end changes nothing.
    pub fn put_first(&mut self, place: usize) {
        if let Some(moved) = self.list.get_mut(..=place) {
            moved.rotate_right(1);
        }
    }

    /// Keeps the entries for whose places the function returns true.
    pub fn keep(&mut self, is_kept: impl Fn(usize) -> bool) {
        let mut places = 0..;
        self.list.retain(|_| places.next().is_none_or(&is_kept));
    }

    /// Adds an entry behind the others.
    pub(super) fn push(&mut self, entry: &impl Serialize) -> Result<(), SecretsError> {
        let entry = to_raw_value(entry).map_err(|_| SecretsError::Malformed {
            name: T::NAME,
            problem: "an entry cannot be written as JSON",
        })?;
        self.list.push(entry);
        Ok(())
    }

    pub(super) fn into_text(self) -> Result<SecretString, ReplaceError> {
        let stored = Stored::of(T::MEMBER, self.list);
        serde_json::to_string(&stored)
            .map(SecretString::from)
            .map_err(|_| ReplaceError::Refused {
                name: T::NAME,
                problem: "not written as JSON".to_owned(),
            })
    }
}

/// Hides the entries, which may hold keys.
impl<T> fmt::Debug for Entries<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} entries", self.list.len())
    }
}

impl Secrets {
    /// The entries of a secret, for a change. A secret that has no value yet has no entries.
    ///
    /// # Errors
    /// See [`SecretsError`].
    pub async fn entries<T: ListSecret>(&self) -> Result<Entries<T>, SecretsError> {
        match self.read_version(T::NAME).await {
            Ok(read) => Ok(Entries {
                version: read.id,
                changed_at: read.created_at,
                ..Entries::parse(read.text.expose_secret())?
            }),
            // So is answered too where the secret itself is missing; then it cannot be written.
            Err(SecretsError::Unreadable { problem, .. })
                if problem == "ResourceNotFoundException" =>
            {
                Ok(Entries {
                    version: None,
                    changed_at: None,
                    list: Vec::new(),
                    of: PhantomData,
                })
            }
            Err(error) => Err(error),
        }
    }

    /// Makes changed entries the current ones, unless the secret was changed since they were read. `version` is the id of their
    /// new version.
    ///
    /// # Errors
    /// See [`ReplaceError`].
    pub async fn replace<T: ListSecret>(
        &self,
        mut changed: Entries<T>,
        version: Uuid,
    ) -> Result<(), ReplaceError> {
        let refused = |problem| ReplaceError::Refused {
            name: T::NAME,
            problem,
        };
        let before = changed.version.take();
        let text = changed.into_text()?;
        let version = version.to_string();
        let put = self
            .client
            .put_secret_value()
            .secret_id(self.id(T::NAME))
            .client_request_token(&version)
            .secret_string(text.expose_secret())
            .version_stages(PENDING)
            .send()
            .await
            .map_err(|error| refused(problem(&error)))?;
        // The very first version of a secret is current at once.
        if put.version_stages().iter().any(|label| label == CURRENT) {
            return Ok(());
        }
        let moved = self
            .client
            .update_secret_version_stage()
            .secret_id(self.id(T::NAME))
            .version_stage(CURRENT)
            .move_to_version_id(version)
            .set_remove_from_version_id(before)
            .send()
            .await;
        match moved {
            Ok(_) => Ok(()),
            // Which of the two is answered to a version that is not current any more is not documented.
            Err(error)
                if error.as_service_error().is_some_and(|error| {
                    error.is_invalid_parameter_exception() || error.is_invalid_request_exception()
                }) =>
            {
                Err(ReplaceError::Changed(T::NAME))
            }
            Err(error) => Err(refused(problem(&error))),
        }
    }
}
