//! The AWS emulator of a stack, with the template deployed.
//!
//! Every start begins with the same clean state, as the emulated Microsoft 365 does: right after a deployment the
//! emulator's state is set aside, and a later start begins with a copy of it: as it is when nothing changed since, with new code
//! for the functions that were built anew. Only what the template says or is given is deployed again.

use crate::deployment;
use crate::process::{Processes, pause};
use crate::stack::{LocalState, Stack};
use anyhow::{Context, Result, bail};
use aws_lc_rs::digest::{self, Context as Digest, SHA256};
use hyper::Method;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::process::Command;
use tooling::functions;
use tooling::hexadecimal;
use tooling::http::{LocalRequest, send};
use tooling::layout::Layout;
use tooling::local::{LocalCredentials, REGION};
use tooling::progress::Step;

const PROCESS: &str = "ministack";
const PATIENCE: Duration = Duration::from_mins(1);

/// Starts the emulator with the functions deployed.
///
/// # Errors
/// When the emulator does not start, or refuses the template.
pub(crate) async fn start(
    layout: &Layout,
    stack: &Stack,
    credentials: &LocalCredentials,
    processes: &mut Processes,
) -> Result<()> {
    let state = stack.aws_state();
    let fingerprint = Fingerprint::now(layout, stack, credentials)?;
    if let Some(deployed) = Fingerprint::read(&state.fingerprint())
        && deployed.template == fingerprint.template
    {
        let step = Step::start("Starting the emulated AWS");
        state.restore()?;
        launch(layout, stack, processes).await?;
        step.done();
        let changed = fingerprint.changed_since(&deployed);
        return deployment::update_code(layout, stack, &changed).await;
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
    std::fs::write(state.fingerprint(), serde_json::to_vec(&fingerprint)?)?;
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
    let mut command = Command::new(layout.python_program("python"));
    command
        .arg(layout.root().join("infra/dev/emulated_aws.py"))
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
        // The code of the functions too: a deployment to a stack that was started before asks for it.
        .env("S3_PERSIST", "1")
        .env("S3_DATA_DIR", state.current().join("objects"))
        .env("TMPDIR", state.temporary())
        // Services that would take ports of their own.
        .env("IOT_MTLS_ENABLED", "0")
        .env("SFTP_ENABLED", "0");
    command
}

async fn is_ready(stack: &Stack) -> bool {
    let request = LocalRequest {
        port: stack.ports.aws,
        authority: "localhost",
        method: Method::GET,
        path: "/_ministack/health",
        headers: &[],
        body: Vec::new(),
    };
    send(request)
        .await
        .is_ok_and(|(status, _)| status.is_success())
}

/// Of everything that a deployment depends on: SHA-256 in hexadecimal digits.
#[derive(Serialize, Deserialize)]
struct Fingerprint {
    /// Of the template and what it is given.
    template: String,
    /// Of each function's code.
    functions: BTreeMap<String, String>,
}

impl Fingerprint {
    fn now(layout: &Layout, stack: &Stack, credentials: &LocalCredentials) -> Result<Self> {
        let mut digest = Digest::new(&SHA256);
        digest.update(&read(&layout.template())?);
        digest.update(&read(&layout.root().join("infra/dev/requirements.txt"))?);
        let parameters = deployment::emulator_parameters(layout, stack)?;
        digest.update(&serde_json::to_vec(&parameters)?);
        digest.update(&serde_json::to_vec(credentials)?);
        let mut functions = BTreeMap::new();
        for name in functions::NAMES {
            let code = read(&layout.built_functions().join(name).join("bootstrap"))?;
            functions.insert(
                name.to_owned(),
                hexadecimal::of(digest::digest(&SHA256, &code).as_ref()),
            );
        }
        Ok(Self {
            template: hexadecimal::of(digest.finish().as_ref()),
            functions,
        })
    }

    /// The one of the deployed state; `None` when there is none, or of an older form.
    fn read(file: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(file).ok()?).ok()
    }

    /// The functions whose code is another.
    fn changed_since(&self, deployed: &Self) -> Vec<&str> {
        self.functions
            .iter()
            .filter(|(name, code)| deployed.functions.get(*name) != Some(code))
            .map(|(name, _)| name.as_str())
            .collect()
    }
}

fn read(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}
