//! `cargo dev bench`: the figures of the release build, as a table and `target/dev/bench.json`.

use crate::node::{self, Packages};
use crate::process::Processes;
use crate::stack::Stack;
use crate::up;
use anyhow::Result;
use bench::figure::{self, Figure};
use bench::settings::Addresses;
use bench::stack::Running;
use bench::{scale, side_by_side};
use clap::Args;
use std::path::PathBuf;
use tooling::functions::{self, Architecture};
use tooling::layout::Layout;
use tooling::{prerequisites, python};

#[derive(Args)]
pub(crate) struct Options {
    /// Only the times beside the reference shape and the peer, without sizes, journeys and the other functions
    #[arg(long)]
    side_by_side: bool,
    /// Only the drill with so many registrations, all due at once
    #[arg(long, value_name = "REGISTRATIONS", conflicts_with = "side_by_side")]
    scale: Option<u64>,
}

/// Measures, prints and writes.
///
/// # Errors
/// When something does not build, start or answer.
pub(crate) async fn run(layout: &Layout, options: &Options) -> Result<()> {
    prerequisites::check(layout)?;
    python::prepare(layout).await?;
    functions::build_release_with_reference(layout, Architecture::of_this_machine()?).await?;
    let stack = Stack::to_measure_with(layout)?;
    std::fs::create_dir_all(stack.folder())?;
    if let Some(registrations) = options.scale {
        let figures = scale::measure(layout, stack.folder(), registrations).await?;
        figure::print(&figures);
        return figure::write(&figures, &layout.dev().join("bench-scale.json"));
    }
    let peer = packages_of_the_peer(layout).await;
    let mut figures = side_by_side::measure(layout, stack.folder(), peer.as_deref()).await?;
    if !options.side_by_side {
        figures.extend(of_the_stack(layout, &stack).await?);
    }
    figure::print(&figures);
    figure::write(&figures, &layout.dev().join("bench.json"))
}

/// Folder of the peer's packages, unless npm cannot install them.
async fn packages_of_the_peer(layout: &Layout) -> Option<PathBuf> {
    match node::prepare(layout, Packages::Peer).await {
        Ok(()) => Some(Packages::Peer.folder(layout)),
        Err(error) => {
            println!("  The peer is not measured: {error:#}");
            None
        }
    }
}

/// Measures sizes, memory and starts with the running stack.
async fn of_the_stack(layout: &Layout, stack: &Stack) -> Result<Vec<Figure>> {
    let mut processes = Processes::load(stack.processes_file());
    processes.stop_all().await?;
    let result = tokio::select! {
        result = measure(layout, stack, &mut processes) => result,
        result = up::interrupted() => result.and_then(|()| anyhow::bail!("Stopped before all was measured.")),
    };
    up::stop(&mut processes).await?;
    result
}

async fn measure(layout: &Layout, stack: &Stack, processes: &mut Processes) -> Result<Vec<Figure>> {
    functions::build_emulator(layout).await?;
    let environment = up::start_built(layout, stack, processes).await?;
    let running = Running {
        addresses: Addresses {
            api_authority: stack.api_authority(),
            login_url: stack.login_url(),
            graph_url: stack.graph_url(),
            aws_endpoint_url: stack.aws_endpoint_url(),
        },
        consent_url: environment.consent_url,
        environment_file: stack.environment_file(),
        unpacked: stack.aws_state().temporary(),
    };
    bench::stack::measure(layout, &running).await
}
