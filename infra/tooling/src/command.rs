//! Programs that this tool runs to their end, with their output in a log.

use crate::compiling::{self, Pace, Units};
use crate::progress::Step;
use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader};
use tokio::process::Command;
use tokio::sync::mpsc;

/// Number of the last lines that are shown when a program fails.
const TAIL: usize = 100;

/// A command that runs in the checkout's root, without the variables that `cargo run` added to our own environment: a cargo
/// inside it would take them for its own and build again.
pub fn program(root: &Path, name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    for (key, _) in std::env::vars_os() {
        let text = key.to_string_lossy();
        if text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_MANIFEST_")
            || matches!(
                &*text,
                "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE" | "LD_LIBRARY_PATH"
            )
        {
            command.env_remove(key);
        }
    }
    command
        .current_dir(root)
        .envs(compiling::SETTINGS)
        .kill_on_drop(true);
    command
}

/// Runs a program, with `input` on its standard input, and gives its standard output.
///
/// # Errors
/// When it cannot be started, or ends with a failure: then with the last lines of its output.
pub async fn run(step: &Step, log: &Path, mut command: Command, input: &[u8]) -> Result<String> {
    let name = command
        .as_std()
        .get_program()
        .to_string_lossy()
        .into_owned();
    if let Some(folder) = log.parent() {
        tokio::fs::create_dir_all(folder).await?;
    }
    let mut child = command
        .stdin(if input.is_empty() {
            Stdio::null()
        } else {
            Stdio::piped()
        })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {name}"))?;
    let (sender, mut lines) = mpsc::unbounded_channel();
    let readers = [
        tokio::spawn(read_lines(child.stdout.take(), true, sender.clone())),
        tokio::spawn(read_lines(child.stderr.take(), false, sender)),
    ];
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input).await?;
    }
    let (mut everything, mut output) = (Vec::new(), String::new());
    let mut pace = Pace::default();
    while let Some((is_output, line)) = lines.recv().await {
        if let Some(units) = Units::parse(&line).filter(|_| !is_output) {
            let (text, is_due) = pace.tell(&units, Instant::now());
            step.follow(&text, is_due);
            continue;
        }
        step.note(&line);
        if is_output {
            output.push_str(&line);
            output.push('\n');
        }
        everything.push(line);
    }
    for reader in readers {
        reader.await?;
    }
    let status = child.wait().await?;
    tokio::fs::write(log, everything.join("\n")).await?;
    if status.success() {
        return Ok(output);
    }
    let tail = everything[everything.len().saturating_sub(TAIL)..].join("\n");
    bail!(
        "{tail}\n\n{name} failed; all it printed is in {}",
        log.display()
    )
}

async fn read_lines(
    stream: Option<impl AsyncRead + Unpin>,
    is_output: bool,
    sender: mpsc::UnboundedSender<(bool, String)>,
) {
    let Some(stream) = stream else { return };
    let mut stream = BufReader::new(stream);
    let mut line = Vec::new();
    // A bar is drawn over itself on the standard error output: its pieces end with a carriage return.
    let ends: &[u8] = if is_output { b"\n" } else { b"\r\n" };
    while let Ok(available) = stream.fill_buf().await {
        let end = available.iter().position(|byte| ends.contains(byte));
        let is_last = available.is_empty();
        line.extend_from_slice(
            available
                .get(..end.unwrap_or(available.len()))
                .unwrap_or_default(),
        );
        let used = end.map_or(available.len(), |end| end + 1);
        stream.consume(used);
        if end.is_some() || (is_last && !line.is_empty()) {
            let text = String::from_utf8_lossy(&line).into_owned();
            line.clear();
            if sender.send((is_output, text)).is_err() {
                return;
            }
        }
        if is_last {
            return;
        }
    }
}
