//! `cargo dev release-brake`: the operator says that a cause is real, so that changes of health which the brake holds for it
//! come out.

use crate::stack::{REGION, Stack};
use crate::up;
use anyhow::{Result, bail};
use clap::Args;
use tooling::command;
use tooling::layout::Layout;
use tooling::progress::Step;
use tooling::{deployment, stage};

#[derive(Args)]
pub(crate) struct Options {
    /// The cause, as the log line with `"outcome":"brake_on"` names it in `code`
    #[arg(value_name = "CAUSE")]
    cause: String,
    /// Name of the stage; without it the stack on this machine
    #[arg(long, value_name = "NAME")]
    stage: Option<String>,
}

/// Keeps the operator's word for six hours: in that time every registration is looked at once. Held changes come out with the
/// next look at each registration, which is at most six minutes away, and no new one is held.
///
/// # Errors
/// When the cause is no cause, the stage is not described, or AWS refuses.
pub(crate) async fn run(layout: &Layout, options: &Options) -> Result<()> {
    let Options { cause, stage } = options;
    let is_cause = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if cause.is_empty() || !cause.bytes().all(is_cause) {
        bail!(
            "`{cause}` is no cause. The log line with \"outcome\":\"brake_on\" names it in `code`."
        );
    }
    let name = stage.as_deref().unwrap_or("local");
    let table = format!("cooperlink-registration-{name}");
    let mut release = deployment::aws(layout, &["release-brake", &table, cause]);
    if let Some(name) = stage {
        let region = stage::load(layout, name)?.region;
        release.env("AWS_DEFAULT_REGION", region);
    } else {
        let stack = Stack::to_play_with(layout, up::PORT_BASE);
        release
            .envs(stack.aws_environment())
            .env("AWS_DEFAULT_REGION", REGION);
    }
    let step = Step::start(format!("Releasing {cause} in {table}"));
    let until = command::run(&step, &layout.log("release-brake"), release, &[]).await?;
    step.done();
    println!(
        "  Changes of health for {cause} are not held back until {}.",
        until.trim()
    );
    Ok(())
}
