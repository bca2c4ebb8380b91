//! `cargo ops release-brake`: the operator says that a cause is real, so that changes of health which the brake holds for it
//! come out.

use crate::output::CommandOutput;
use crate::place::Place;
use anyhow::Result;
use clap::Args;
use jiff::SignedDuration;
use serde::Serialize;
use serde_json::json;

/// In that time every registration is looked at once.
const HOLDS: SignedDuration = SignedDuration::from_hours(6);

#[derive(Args, Serialize)]
pub(crate) struct ReleaseBrakeOptions {
    /// The cause, as the log line with `"outcome":"brake_on"` names it in `code`
    #[arg(value_name = "CAUSE", value_parser = cause)]
    cause: String,
}

/// Reads a cause.
fn cause(text: &str) -> Result<String, String> {
    let is_of_cause = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if text.is_empty() || !text.bytes().all(is_of_cause) {
        return Err(
            "this is no cause: the log line with \"outcome\":\"brake_on\" names it in `code`"
                .to_owned(),
        );
    }
    Ok(text.to_owned())
}

/// Keeps the operator's word for six hours. Held changes come out with the next look at each registration, which is at most six
/// minutes away, and no new one is held.
///
/// # Errors
/// When the operator does not mean it, or the table refuses.
pub(crate) async fn run(place: &Place, options: &ReleaseBrakeOptions) -> Result<CommandOutput> {
    let cause = &options.cause;
    place.confirm(&format!(
        "The host application is told of every change of health for {cause} that is held back in {}.",
        place.stage
    ))?;
    let until = place.now() + HOLDS;
    place.store.release_brake(cause, until).await?;
    let mut shown = CommandOutput::new(json!({ "cause": cause, "released_until": until }));
    shown.line(format!(
        "Changes of health for {cause} are not held back until {until:.0}."
    ));
    Ok(shown)
}
