//! Processes that go on running: started apart from the terminal, remembered in a file, stopped by their id.

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::Command;

/// Longest time that a process may take to end before it is ended by force.
const PATIENCE: Duration = Duration::from_secs(20);

/// A process that this tool started. The start time tells it from a later process that was given the same id.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Running {
    name: String,
    id: i32,
    started_ticks: u64,
}

impl Running {
    /// Whether it still runs.
    pub(crate) fn is_alive(&self) -> bool {
        started_ticks(self.id) == Some(self.started_ticks)
    }

    fn pid(&self) -> Result<Pid> {
        Pid::from_raw(self.id).context("a process id is never zero")
    }
}

/// The processes of one stack.
pub(crate) struct Processes {
    file: PathBuf,
    running: Vec<Running>,
}

impl Processes {
    /// Reads the processes from the file and keeps those that are still alive.
    pub(crate) fn load(file: PathBuf) -> Self {
        let mut running: Vec<Running> = std::fs::read(&file)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        running.retain(Running::is_alive);
        Self { file, running }
    }

    /// Whether no process runs.
    pub(crate) fn is_empty(&self) -> bool {
        self.running.is_empty()
    }

    /// Starts a process in a group of its own, so that Ctrl-C reaches this tool alone, which then stops all in order.
    ///
    /// # Errors
    /// When it cannot be started or remembered.
    pub(crate) fn start(&mut self, name: &str, mut command: Command, log: &Path) -> Result<()> {
        if let Some(folder) = log.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let output = std::fs::File::create(log)?;
        let child = command
            .kill_on_drop(false)
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        let id = child
            .id()
            .with_context(|| format!("{name} ended at once"))?;
        let id = i32::try_from(id)?;
        let Some(started_ticks) = started_ticks(id) else {
            bail!("{name} ended at once; see {}", log.display());
        };
        self.running.push(Running {
            name: name.to_owned(),
            id,
            started_ticks,
        });
        // The handle is given up on purpose: with --detach the process outlives this tool.
        drop(child);
        self.save()
    }

    /// Name of the first process that has ended by itself.
    pub(crate) fn ended(&self) -> Option<&str> {
        self.running
            .iter()
            .find(|process| !process.is_alive())
            .map(|process| process.name.as_str())
    }

    /// Stops the process that was started last under that name.
    ///
    /// # Errors
    /// When it cannot be stopped.
    pub(crate) async fn stop(&mut self, name: &str) -> Result<()> {
        if let Some(index) = self
            .running
            .iter()
            .rposition(|process| process.name == name)
        {
            end(&self.running.remove(index)).await?;
        }
        self.save()
    }

    /// Stops all processes, the last one first.
    ///
    /// # Errors
    /// When one cannot be stopped.
    pub(crate) async fn stop_all(&mut self) -> Result<()> {
        while let Some(process) = self.running.pop() {
            end(&process).await?;
        }
        self.save()
    }

    fn save(&self) -> Result<()> {
        std::fs::write(&self.file, serde_json::to_vec_pretty(&self.running)?)
            .with_context(|| format!("cannot write {}", self.file.display()))
    }
}

async fn end(process: &Running) -> Result<()> {
    if !process.is_alive() {
        return Ok(());
    }
    // An error means that it ended in between, which is what is wanted.
    let _ended = kill_process(process.pid()?, Signal::TERM);
    if !until(PATIENCE, || !process.is_alive()).await {
        let _ended = kill_process_group(process.pid()?, Signal::KILL);
        if !until(PATIENCE, || !process.is_alive()).await {
            bail!("{} (process {}) does not end", process.name, process.id);
        }
    }
    Ok(())
}

/// Start of a process, in clock ticks after the start of the machine; `None` if the process has ended.
/// <https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>, fields 3 (state) and 22 (starttime).
fn started_ticks(id: i32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The second field is the program's name in brackets, and may hold blanks and brackets itself.
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut fields = fields.split(' ');
    let state = fields.next()?;
    let ticks = fields.nth(18)?.parse().ok()?;
    (state != "Z" && state != "X").then_some(ticks)
}

/// Polls a condition; the result tells whether it came true in time.
pub(crate) async fn until(patience: Duration, mut condition: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + patience;
    loop {
        if condition() {
            return true;
        }
        if Instant::now() >= end {
            return false;
        }
        pause(Duration::from_millis(50)).await;
    }
}

/// Waits before a condition is looked at again.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where this tool waits between two looks"
)]
pub(crate) async fn pause(time: Duration) {
    tokio::time::sleep(time).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("cooperlink-dev-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[tokio::test]
    async fn a_process_is_found_again_through_the_file_and_stopped() {
        let folder = folder("stop");
        let file = folder.join("processes.json");
        let mut command = Command::new("sleep");
        command.arg("600");
        let mut first = Processes::load(file.clone());
        first
            .start("sleeper", command, &folder.join("log"))
            .unwrap();

        let mut second = Processes::load(file.clone());
        assert!(!second.is_empty());
        let process = second.running[0].clone();
        second.stop_all().await.unwrap();

        assert!(!process.is_alive());
        assert!(Processes::load(file).is_empty());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_process_that_was_given_a_known_id_is_not_ours() {
        let folder = folder("stranger");
        let file = folder.join("processes.json");
        let ours = Running {
            name: "this test".to_owned(),
            id: i32::try_from(std::process::id()).unwrap(),
            started_ticks: 1,
        };
        std::fs::write(&file, serde_json::to_vec(&[ours]).unwrap()).unwrap();

        assert!(Processes::load(file).is_empty());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
