//! The AWS emulator of a stack, with the template deployed.
//!
//! Every start begins with the same clean state, as the emulated Microsoft 365 does: right after a deployment the
//! emulator's state is set aside, and a later start for which nothing changed begins with a copy of it.

use crate::credential::{Credentials, hex};
use crate::deployment;
use crate::functions;
use crate::layout::Layout;
use crate::process::{Processes, pause};
use crate::progress::Step;
use crate::stack::{LocalState, REGION, Stack};
use anyhow::{Context, Result, bail};
use aws_lc_rs::digest::{Context as Digest, SHA256};
use hyper::Method;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::process::Command;

const PROCESS: &str = "ministack";
const PATIENCE: Duration = Duration::from_mins(1);

/// Starts the emulator with the functions deployed.
///
/// # Errors
/// When the emulator does not start, or refuses the template.
pub(crate) async fn start(
    layout: &Layout,
    stack: &Stack,
    credentials: &Credentials,
    processes: &mut Processes,
) -> Result<()> {
    let state = stack.aws_state();
    let fingerprint = fingerprint(layout, stack, credentials)?;
    if std::fs::read_to_string(state.fingerprint()).is_ok_and(|deployed| deployed == fingerprint) {
        let step = Step::start("Starting the emulated AWS");
        state.restore()?;
        launch(layout, stack, processes).await?;
        step.done_with("nothing to deploy");
        return Ok(());
    }
    state.clear()?;
    let step = Step::start("Starting the emulated AWS");
    launch(layout, stack, processes).await?;
    step.done();
    deployment::to_emulator(layout, stack, credentials).await?;
    let step = Step::start("Setting aside the deployed state");
    // The emulator writes its state when it ends, and only then.
    processes.stop(PROCESS).await?;
    state.set_aside()?;
    std::fs::write(state.fingerprint(), fingerprint)?;
    launch(layout, stack, processes).await?;
    step.done();
    Ok(())
}

async fn launch(layout: &Layout, stack: &Stack, processes: &mut Processes) -> Result<()> {
    let state = stack.aws_state();
    std::fs::create_dir_all(state.temporary())?;
    let log = stack.log(PROCESS);
    processes.start(PROCESS, emulator(layout, stack, &state), &log)?;
    let give_up = Instant::now() + PATIENCE;
    while !is_ready(stack).await {
        if processes.ended().is_some() || Instant::now() > give_up {
            bail!("The emulated AWS did not start; see {}", log.display());
        }
        pause(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// The emulator hands its own environment to the functions, so it gets nothing of ours.
fn emulator(layout: &Layout, stack: &Stack, state: &LocalState) -> Command {
    let mut command = Command::new(layout.python_program("ministack"));
    command
        .current_dir(stack.folder())
        .env_clear()
        .envs(std::env::vars_os().filter(|(key, _)| key == "PATH"))
        .env("HOME", state.temporary())
        .env("LANG", "C.UTF-8")
        .env("PYTHONUNBUFFERED", "1")
        .envs(stack.aws_environment())
        .env("MINISTACK_REGION", REGION)
        .env("BIND_HOST", "127.0.0.1")
        .env("GATEWAY_PORT", stack.ports.aws.to_string())
        // IAM policies are enforced: a role that is too narrow fails here as it would at AWS.
        .env("AUTH", "true")
        .env("LAMBDA_EXECUTOR", "local")
        .env("PERSIST_STATE", "1")
        .env("STATE_DIR", state.current())
        .env("TMPDIR", state.temporary())
        // Services that would take ports of their own.
        .env("IOT_MTLS_ENABLED", "0")
        .env("SFTP_ENABLED", "0");
    command
}

async fn is_ready(stack: &Stack) -> bool {
    let request = crate::http::LocalRequest {
        port: stack.ports.aws,
        authority: "localhost",
        method: Method::GET,
        path: "/_ministack/health",
        headers: &[],
        body: Vec::new(),
    };
    crate::http::send(request)
        .await
        .is_ok_and(|(status, _)| status.is_success())
}

/// Of everything that a deployment depends on.
fn fingerprint(layout: &Layout, stack: &Stack, credentials: &Credentials) -> Result<String> {
    let mut digest = Digest::new(&SHA256);
    let mut add = |file: &Path| -> Result<()> {
        digest.update(
            &std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?,
        );
        Ok(())
    };
    add(&layout.template())?;
    add(&layout.root().join("infra/dev/requirements.txt"))?;
    for name in functions::NAMES {
        add(&layout.built_functions().join(name).join("bootstrap"))?;
    }
    digest.update(
        deployment::emulator_parameters(stack)?
            .join("\n")
            .as_bytes(),
    );
    digest.update(&serde_json::to_vec(credentials)?);
    Ok(hex(digest.finish().as_ref()))
}
