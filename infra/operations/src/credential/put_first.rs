//! `cargo ops credential put-first`: another credential for the functions to begin with, for a trial and the way back.

use super::{find, is_taken, own};
use crate::change::change;
use crate::output::CommandOutput;
use crate::place::Place;
use anyhow::{Result, bail};
use serde_json::json;
use store::secrets::{EntraApp, Entries, HELD};
use tooling::layout::Layout;

/// Puts it first, if Entra takes it.
///
/// # Errors
/// When there is none of that id, or Entra does not take it.
pub(super) async fn run(layout: &Layout, place: &Place, id: &str) -> Result<CommandOutput> {
    let (_, home) = place.entra_app()?;
    let entries = place.secrets.entries().await?;
    let at = find(&entries, id)?;
    if let Err(answer) = is_taken(layout, place, &home, &own(&entries)[at]).await {
        bail!("Entra does not take {id} ({answer}), so the order stays as it is.");
    }
    let order = change(place, |entries: &mut Entries<EntraApp>| {
        let at = find(entries, id)?;
        entries.put_first(at);
        Ok(own(entries)
            .into_iter()
            .map(|own| own.id)
            .collect::<Vec<_>>())
    })
    .await?;
    let by = place.now() + HELD;
    let mut shown = CommandOutput::new(json!({"order": order, "presented_by": by}));
    shown.line(format!(
        "The functions present, by {by:.0} at the latest: {}",
        order.join(", then ")
    ));
    Ok(shown)
}
