//! Changes of a secret that is a list.

use crate::place::Place;
use anyhow::{Context, Result, bail};
use store::secrets::{Entries, ListSecret, ReplaceError};

/// Changes that others may make while ours is made.
const TRIES: usize = 20;

/// Reads the entries of a secret, changes them and writes them, again where others were quicker.
///
/// # Errors
/// When the change cannot be, or Secrets Manager refuses.
pub(crate) async fn change<L: ListSecret, T>(
    place: &Place,
    mut edit: impl FnMut(&mut Entries<L>) -> Result<T>,
) -> Result<T> {
    let name = L::NAME;
    for _ in 0..TRIES {
        let mut entries = place.secrets.entries().await?;
        let edited = edit(&mut entries)?;
        match place.secrets.replace(entries, place.new_id()?).await {
            Ok(()) => return Ok(edited),
            Err(ReplaceError::Changed(_)) => {}
            Err(error @ ReplaceError::Refused { .. }) => {
                return Err(error).with_context(|| {
                    format!(
                        "Whether the secret {name} was changed is not known; list its entries before trying again"
                    )
                });
            }
        }
    }
    bail!(
        "The secret {name} was not changed: others changed it {TRIES} times meanwhile. Try again."
    )
}
