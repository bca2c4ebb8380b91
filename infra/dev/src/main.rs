//! `cargo dev`: runs, tests and measures the service on this machine. `cargo dev --help` lists the commands.
//!
//! Everything it installs, builds and writes stays below `target`.
#![expect(
    clippy::print_stdout,
    reason = "a command-line tool talks to the person who started it"
)]

mod advisories;
mod bench;
mod deployment;
mod description;
mod down;
mod emulated_aws;
mod emulated_microsoft;
mod front_door;
mod node;
mod ports;
mod process;
mod sample;
mod second_dynamodb;
mod stack;
mod static_checks;
mod summary;
mod test;
mod threats;
mod tools;
mod up;
mod webhook_receiver;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Runs, tests and measures Cooperlink Registration for Microsoft 365 on this machine. `cargo ops` deploys and operates it.
#[derive(Parser)]
#[command(name = "cargo dev", bin_name = "cargo dev")]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Runs everything on this machine (the default): emulated AWS, emulated Microsoft 365, the functions
    Up(up::UpOptions),
    /// Stops what `cargo dev up --detach` left running
    Down,
    /// Installs what tests need and runs every check
    Test,
    /// Measures the release build: times beside a reference and a peer, round trips, memory, sizes
    Bench(bench::Options),
    /// Passes requests to `localhost` on to the emulated API Gateway; `cargo dev up` runs it
    #[command(hide = true)]
    FrontDoor(front_door::FrontDoorOptions),
    /// Receives webhooks; `up` starts it
    #[command(hide = true)]
    WebhookReceiver(webhook_receiver::WebhookReceiverOptions),
}

impl Default for Command {
    fn default() -> Self {
        Self::Up(up::UpOptions::default())
    }
}

// Several threads: the emulators that `bench` runs in this process must not wait for each other.
#[tokio::main(worker_threads = 2)]
async fn main() -> ExitCode {
    let command = CommandLine::parse().command;
    match run(command.unwrap_or_default()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<()> {
    let layout = tooling::layout::Layout::of_this_checkout()?;
    match command {
        Command::Up(options) => up::run(&layout, &options).await,
        Command::Down => down::run(&layout).await,
        Command::Test => test::run(&layout).await,
        Command::Bench(options) => bench::run(&layout, &options).await,
        Command::FrontDoor(options) => front_door::run(&options).await,
        Command::WebhookReceiver(options) => webhook_receiver::run(&layout, &options).await,
    }
}
