//! Parts from which flows and legs are made.

use crate::secrets::sealing::{Sealing, SealingError};
use domain::{clock::Machine, flow::SealedValue, ids::TokenHash};
use secrecy::SecretString;

/// Dependencies for making flows and legs.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'a> {
    pub(crate) machine: Machine<'a>,
    pub(crate) sealing: &'a Sealing,
}

impl Parts<'_> {
    /// Opens a sealed field of the row with the hash `row`.
    pub(crate) fn open(
        &self,
        row: &TokenHash,
        field: &str,
        sealed: &SealedValue,
    ) -> Result<SecretString, SealingError> {
        self.sealing.open(&place(row, field), sealed)
    }

    /// Seals a field of the row with the hash `row`.
    pub(crate) fn seal(
        &self,
        row: &TokenHash,
        field: &str,
        text: &str,
    ) -> Result<SealedValue, SealingError> {
        self.sealing
            .seal(self.machine.random, &place(row, field), text)
    }
}

fn place(row: &TokenHash, field: &str) -> String {
    format!("{}:{field}:1", row.as_str())
}
