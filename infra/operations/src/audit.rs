//! `cargo ops audit`: the last commands of operators.

use crate::output::CommandOutput;
use crate::place::Place;
use anyhow::Result;
use clap::Args;
use serde::Serialize;
use serde_json::json;

#[derive(Args, Serialize)]
pub(crate) struct AuditOptions {
    /// Number of commands to show
    #[arg(long, value_name = "NUMBER", default_value_t = 20, value_parser = clap::value_parser!(i32).range(1..=500))]
    last: i32,
}

/// Lists the last commands, newest first: this one is among them.
///
/// # Errors
/// When the table cannot be read.
pub(crate) async fn run(place: &Place, options: &AuditOptions) -> Result<CommandOutput> {
    let operations = place.store.list_operations(options.last).await?;
    let mut shown = CommandOutput::new(json!({ "operations": operations }));
    for operation in operations {
        let outcome = operation.outcome.map(serde_json::to_value).transpose()?;
        let outcome = outcome.as_ref().and_then(|outcome| outcome.as_str());
        shown.line(format!(
            "{:.0}  {:<8} {}  {}",
            operation.began_at,
            outcome.unwrap_or("begun"),
            operation.by,
            operation.command
        ));
    }
    Ok(shown)
}
