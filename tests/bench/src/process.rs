//! Memory and processor time of a process, as the kernel reports them (`proc(5)`).

use anyhow::{Context, Result};
use std::path::Path;
use std::time::Duration;

/// Largest amount of resident memory of a process, in bytes.
///
/// # Errors
/// When it has ended.
pub(super) fn peak_memory(id: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
    let kilobytes: u64 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|value| value.trim().strip_suffix("kB"))
        .and_then(|value| value.trim().parse().ok())
        .context("the kernel does not say VmHWM")?;
    Ok(kilobytes * 1024)
}

/// Processor time of all threads of a process.
///
/// # Errors
/// When it has ended.
pub(super) fn processor_time(id: u32) -> Result<Duration> {
    let mut nanoseconds = 0;
    for thread in std::fs::read_dir(format!("/proc/{id}/task"))? {
        let figures = std::fs::read_to_string(thread?.path().join("schedstat")).unwrap_or_default();
        let run: u64 = figures
            .split_whitespace()
            .next()
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        nanoseconds += run;
    }
    Ok(Duration::from_nanos(nanoseconds))
}

/// Name and process id of the running functions whose programs are below a folder.
pub(super) fn functions_below(folder: &Path) -> Vec<(String, u32)> {
    let Ok(processes) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    processes
        .filter_map(|entry| {
            let id: u32 = entry.ok()?.file_name().to_str()?.parse().ok()?;
            let program = std::fs::read_link(format!("/proc/{id}/exe")).ok()?;
            let environment = std::fs::read(format!("/proc/{id}/environ")).ok()?;
            let environment = String::from_utf8_lossy(&environment);
            let name = environment
                .split('\0')
                .find_map(|pair| pair.strip_prefix("AWS_LAMBDA_FUNCTION_NAME="))?;
            program.starts_with(folder).then(|| (name.to_owned(), id))
        })
        .collect()
}
