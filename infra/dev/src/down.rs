//! `cargo dev down`.

use crate::ports::PORT_BASE;
use crate::process::Processes;
use crate::stack::Stack;
use anyhow::Result;
use tooling::layout::Layout;
use tooling::progress::Step;

/// Stops what `up --detach` left running.
///
/// # Errors
/// When a process does not end.
pub(crate) async fn run(layout: &Layout) -> Result<()> {
    let stack = Stack::to_play_with(layout, PORT_BASE);
    let mut processes = Processes::load(stack.processes_file());
    if processes.is_empty() {
        println!("Nothing is running.");
        return Ok(());
    }
    let step = Step::start("Stopping");
    processes.stop_all().await?;
    step.done();
    Ok(())
}
