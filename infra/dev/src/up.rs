//! `cargo dev up`: the whole service on this machine.

use crate::ports::{LAST_PORT_BASE, PORT_BASE};
use crate::process::{Processes, pause};
use crate::stack::{SECRETS_MANAGER, Stack, StackFacts};
use crate::{emulated_aws, emulated_microsoft, front_door, ports, sample, webhook_receiver};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::signal::unix::{SignalKind, signal};
use tooling::functions::{self, Targets};
use tooling::layout::Layout;
use tooling::local::{CLIENT_ID, HOME_TENANT_ID, LocalCredentials, REGION, STACK_NAME};
use tooling::progress::Step;
use tooling::{deployment::aws, prerequisites, python};

#[derive(Args)]
pub(crate) struct UpOptions {
    /// Returns as soon as everything runs; `cargo dev down` stops it
    #[arg(long)]
    detach: bool,
    /// First of the ports: emulated AWS listens there, pages and API 13 above, the emulated Microsoft 365 14 to 16, the receiver of webhooks 17
    #[arg(long, default_value_t = PORT_BASE, value_parser = clap::value_parser!(u16).range(1024..=i64::from(LAST_PORT_BASE)))]
    port_base: u16,
    /// Store of the system users' refresh tokens, as a stage's `SystemUserTokens`
    #[arg(long, default_value = SECRETS_MANAGER, value_parser = [SECRETS_MANAGER, "table"])]
    system_user_tokens: String,
}

impl Default for UpOptions {
    fn default() -> Self {
        Self {
            detach: false,
            port_base: PORT_BASE,
            system_user_tokens: SECRETS_MANAGER.to_owned(),
        }
    }
}

/// Starts everything, then follows the functions' logs until Ctrl-C.
///
/// # Errors
/// When something is missing, does not build or does not start; then no process is left running.
pub(crate) async fn run(layout: &Layout, options: &UpOptions) -> Result<()> {
    let started = Instant::now();
    let mut stack = Stack::to_play_with(layout, options.port_base);
    stack
        .system_user_tokens
        .clone_from(&options.system_user_tokens);
    std::fs::create_dir_all(stack.folder())?;
    let mut processes = Processes::load(stack.processes_file());
    if !processes.is_empty() {
        bail!("It is running already; `cargo dev down` stops it.");
    }
    let result = tokio::select! {
        result = start(layout, &stack, Targets::Programs, &mut processes) => result.map(Some),
        result = interrupted() => result.map(|()| None),
    };
    match result {
        Ok(Some(environment)) => {
            print_addresses(&environment, started.elapsed());
            if options.detach {
                println!("  Stop it with: cargo dev down");
                return Ok(());
            }
            println!("  Stop with Ctrl-C. The functions' logs follow.\n");
            let result = tokio::select! {
                result = follow(layout, &stack, &processes) => result,
                result = interrupted() => result,
            };
            stop(&mut processes).await?;
            result
        }
        Ok(None) => stop(&mut processes).await,
        Err(error) => {
            stop(&mut processes).await?;
            Err(error)
        }
    }
}

/// Builds and starts a stack, and describes it in `env.json`.
///
/// # Errors
/// When something is missing, does not build or does not start; `processes` holds the processes started so far.
pub(crate) async fn start(
    layout: &Layout,
    stack: &Stack,
    targets: Targets,
    processes: &mut Processes,
) -> Result<StackFacts> {
    prerequisites::check(layout)?;
    ports::check(stack.ports)?;
    python::prepare(layout).await?;
    functions::build(layout, targets).await?;
    start_built(layout, stack, processes).await
}

/// Starts and describes a stack like [`start`], from functions that are already built.
///
/// # Errors
/// When a part does not start; `processes` holds the processes started so far.
pub(crate) async fn start_built(
    layout: &Layout,
    stack: &Stack,
    processes: &mut Processes,
) -> Result<StackFacts> {
    let credentials = LocalCredentials::load_or_make(layout)?;
    emulated_aws::start(layout, stack, &credentials, processes).await?;
    front_door::start(layout, stack, processes).await?;
    emulated_microsoft::start(layout, stack, &credentials, processes).await?;
    webhook_receiver::start(layout, stack, processes)?;
    let sample = sample::create(stack, &credentials).await?;
    let environment = StackFacts {
        api_url: stack.api_url(),
        api_key: credentials.api_key,
        consent_url: sample.consent_url,
        registration_id: sample.registration_id,
        microsoft_url: stack.login_url(),
        graph_url: stack.graph_url(),
        client_id: CLIENT_ID,
        home_tenant_id: HOME_TENANT_ID,
        webhooks_url: stack.webhooks_url(),
        aws_endpoint_url: stack.aws_endpoint_url(),
        region: REGION,
        table: STACK_NAME,
        sweep_queue_url: stack.queue_url("sweep"),
        interactive_queue_url: stack.queue_url("interactive"),
        verify_now_seconds: stack.verify_now_seconds,
        system_user_tokens: stack.system_user_tokens.clone(),
    };
    let file = stack.environment_file();
    std::fs::write(&file, serde_json::to_vec_pretty(&environment)?)
        .with_context(|| format!("cannot write {}", file.display()))?;
    std::fs::write(stack.shell_file(), environment.for_a_shell())?;
    Ok(environment)
}

fn print_addresses(environment: &StackFacts, time: Duration) {
    println!("\n  Ready after {:.0} s.\n", time.as_secs_f32());
    println!("  Consent link             {}", environment.consent_url);
    println!("  API                      {}", environment.api_url);
    println!("  API key                  {}", environment.api_key);
    println!("  Emulated Microsoft 365   {}", environment.microsoft_url);
    println!("  Webhooks that arrived    {}", environment.webhooks_url);
    println!("  All of it                target/dev/env.json, for a shell target/dev/env.sh\n");
}

/// Passes on what the functions log, until a process of the stack ends.
async fn follow(layout: &Layout, stack: &Stack, processes: &Processes) -> Result<()> {
    let mut logs = aws(layout, &["logs", &format!("/aws/lambda/{STACK_NAME}")]);
    let mut logs = logs
        .envs(stack.aws_environment())
        .process_group(0)
        .spawn()?;
    let mut following = true;
    let mut arrived = Arrived::default();
    loop {
        if let Some(name) = processes.ended() {
            bail!("{name} has ended; see {}", stack.log(name).display());
        }
        if following && let Some(status) = logs.try_wait()? {
            println!("  The logs are no longer followed ({status}); everything goes on running.");
            following = false;
        }
        arrived.print(&stack.log(webhook_receiver::PROCESS));
        pause(Duration::from_millis(500)).await;
    }
}

/// The lines of the receiver's log that were printed.
#[derive(Default)]
struct Arrived(usize);

impl Arrived {
    fn print(&mut self, log: &Path) {
        let text = std::fs::read_to_string(log).unwrap_or_default();
        for line in text.lines().skip(self.0) {
            println!("  {line}");
            self.0 += 1;
        }
    }
}

/// Stops every process of the stack, by its id.
///
/// # Errors
/// When one does not end.
pub(crate) async fn stop(processes: &mut Processes) -> Result<()> {
    let step = Step::start("Stopping");
    processes.stop_all().await?;
    step.done();
    Ok(())
}

/// Waits for a signal to end: Ctrl-C or SIGTERM.
///
/// # Errors
/// When the tool cannot listen for signals.
pub(crate) async fn interrupted() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        result = tokio::signal::ctrl_c() => result?,
        _ = terminate.recv() => {}
    }
    Ok(())
}
