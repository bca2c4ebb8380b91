//! `cargo ops`: what the operator does with a stage. `cargo ops --help` lists the commands.
//!
//! 1. The command line is read, and what cannot be meant is refused.
//! 2. The stage is opened: its region, and credentials of its account.
//! 3. The command is kept in the audit; where that fails, nothing is done.
//! 4. What cannot be undone is asked for.
//! 5. The command is carried out, and its outcome kept beside it.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool talks to the person who started it"
)]

mod api_key;
mod audit;
mod change;
mod cost;
mod credential;
mod dead_letters;
mod deploy;
mod doctor;
mod entra_app;
mod erase;
mod find;
mod fleet;
mod output;
mod place;
mod quota;
mod release_brake;
mod restore;
mod rollback;
mod sealing_key;
mod smoke_test;
mod stack;
mod stop;
mod system_user_tokens;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand, error::ErrorKind};
use output::CommandOutput;
use place::Place;
use serde::Serialize;
use std::process::ExitCode;
use tooling::layout::Layout;

/// Operates Cooperlink Registration for Microsoft 365.
///
/// AWS credentials come from the environment or the profile, as with every AWS tool, and have to be of the account that the
/// stage's file names. Each command that uses AWS leaves a line in the audit (`cargo ops audit`).
#[derive(Parser)]
#[command(name = "cargo ops", bin_name = "cargo ops")]
struct CommandLine {
    /// Name of the stage, whose settings are in `infra/stages/NAME.toml`; `local` is the one that `cargo dev` runs on this machine
    #[arg(long, global = true, value_name = "NAME")]
    stage: Option<String>,
    /// Prints one JSON document and nothing else
    #[arg(long, global = true)]
    json: bool,
    /// Does not ask before what cannot be undone, for scripts
    #[arg(long, global = true)]
    yes: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Command {
    /// Builds for AWS and deploys there. Changes the stack, and with it the running service; `--plan` changes nothing
    Deploy(deploy::DeployOptions),
    /// Points every function at the version before, code and settings together. Changes the running service within seconds; a
    /// deployment under way is stopped instead and goes back
    Rollback(rollback::RollbackOptions),
    /// Stops the stage: nothing reads or writes until it is started, pages and API answer 503, and queues keep their messages.
    /// Changes the running service
    Stop,
    /// Starts a stopped stage, with the executions that its functions keep. Changes the running service
    Start,
    /// Asks pages and API at the public address whether the deployed version answers. Changes nothing
    SmokeTest(smoke_test::SmokeTestOptions),
    /// Writes the Entra application of a stage to a file, as Microsoft Graph takes it. Changes nothing else
    EntraApp,
    /// Makes, lists, replaces and ends the host application's API keys
    #[command(subcommand)]
    ApiKey(api_key::ApiKeyCommand),
    /// Lists, replaces and removes our credentials towards Entra
    #[command(subcommand)]
    Credential(credential::CredentialCommand),
    /// Lists and replaces the keys that seal what flows carry, cursors and kept answers
    #[command(subcommand)]
    SealingKey(sealing_key::SealingKeyCommand),
    /// Erases one customer's data, which cannot be undone: its connection ends, and everything but the tombstone and pseudonyms is
    /// deleted. With `--check`, looks for what is left of it and changes nothing
    Erase(erase::EraseOptions),
    /// Says whether the stage works, one line a check; ends with 0 when all is well, 1 when something is wrong, 2 when something
    /// could only not be seen. Changes nothing but a registration of its own, which it makes and erases again
    Doctor(doctor::DoctorOptions),
    /// Shows one customer with its last reports and events. Changes nothing
    Find(find::FindOptions),
    /// Counts the registrations by stage of the lifecycle, health and what is wrong. Changes nothing
    Fleet,
    /// Shows, sends again or drops the messages that failed five times
    #[command(subcommand)]
    DeadLetters(dead_letters::DeadLettersCommand),
    /// Lets changes of health out that the brake holds for one cause, for six hours. The host application is told, which cannot be
    /// taken back
    ReleaseBrake(release_brake::ReleaseBrakeOptions),
    /// Restores the table to a past second, into a table beside the one in use. Changes nothing that is in use, but takes deleted
    /// sign-ins out of Secrets Manager's bin; the stage's file and a deployment put the restored table to use
    Restore(restore::RestoreOptions),
    /// Shows where the system users' refresh tokens are, and moves them
    #[command(subcommand)]
    SystemUserTokens(system_user_tokens::SystemUserTokensCommand),
    /// Shows what a month costs in both modes of `SystemUserTokens`, by service. Changes nothing; without --stage it uses no AWS
    Cost(cost::CostOptions),
    /// Lists the last commands of operators, newest first. Changes nothing
    Audit(audit::AuditOptions),
}

#[tokio::main]
async fn main() -> ExitCode {
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => return refuse(&error),
    };
    let json = line.json;
    match run(line).await {
        Ok(shown) if json => {
            println!("{:#}", shown.json);
            ExitCode::from(shown.exit_code)
        }
        Ok(shown) => {
            print!("{}", shown.text);
            ExitCode::from(shown.exit_code)
        }
        Err(error) => {
            fail(json, &format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Tells of a command line that cannot be meant, and of help that was asked for.
fn refuse(error: &clap::Error) -> ExitCode {
    let is_json = std::env::args_os().any(|argument| argument == "--json");
    let is_help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    if is_json && !is_help {
        fail(true, error.to_string().trim());
    } else {
        // A closed output is nobody to tell.
        let _told = error.print();
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn fail(json: bool, error: &str) {
    if json {
        println!("{:#}", serde_json::json!({ "error": error }));
    } else {
        eprintln!("{error}");
    }
}

async fn run(line: CommandLine) -> Result<CommandOutput> {
    let layout = Layout::of_this_checkout()?;
    if let Command::Cost(options) = &line.command {
        return Box::pin(cost::run(&layout, line.stage.as_deref(), options)).await;
    }
    let stage = line
        .stage
        .context("Say which stage with --stage NAME: one of infra/stages, or `local`.")?;
    let command = line.command;
    match &command {
        Command::EntraApp => return entra_app::run(&layout, &stage),
        Command::Deploy(options) => {
            let kept = serde_json::to_value(&command)?;
            return deploy::run(&layout, &stage, options, kept).await;
        }
        _ => {}
    }
    let place = Place::open(&layout, &stage, line.yes).await?;
    let operation = place.begin(serde_json::to_value(&command)?).await?;
    let result = carry_out(&layout, &place, command).await;
    place.end(operation, result).await
}

async fn carry_out(layout: &Layout, place: &Place, command: Command) -> Result<CommandOutput> {
    match command {
        Command::Rollback(options) => Box::pin(rollback::run(layout, place, &options)).await,
        Command::Stop => Box::pin(stop::stop(layout, place)).await,
        Command::Start => Box::pin(stop::start(layout, place)).await,
        Command::SmokeTest(options) => Box::pin(smoke_test::run(layout, place, &options)).await,
        Command::ApiKey(command) => Box::pin(api_key::run(place, command)).await,
        Command::Credential(command) => Box::pin(credential::run(layout, place, command)).await,
        Command::SealingKey(command) => Box::pin(sealing_key::run(place, command)).await,
        Command::Doctor(options) => Box::pin(doctor::run(layout, place, &options)).await,
        Command::Erase(options) => Box::pin(erase::run(place, options)).await,
        Command::Find(options) => Box::pin(find::run(place, options)).await,
        Command::Fleet => Box::pin(fleet::run(place)).await,
        Command::DeadLetters(command) => Box::pin(dead_letters::run(place, command)).await,
        Command::ReleaseBrake(options) => release_brake::run(place, &options).await,
        Command::Restore(options) => Box::pin(restore::run(place, &options)).await,
        Command::Audit(options) => audit::run(place, &options).await,
        Command::SystemUserTokens(command) => {
            Box::pin(system_user_tokens::run(place, command)).await
        }
        // They have no stage to begin with: one may be about to make it, one writes a file, one needs none.
        Command::Deploy(_) | Command::EntraApp | Command::Cost(_) => Ok(CommandOutput::default()),
    }
}
