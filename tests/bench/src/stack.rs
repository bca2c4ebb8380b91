//! Figures of the functions as the emulated AWS runs them: sizes, memory after journeys, cold starts.

use crate::figure::{Budget, Figure, mebibytes, milliseconds, percentile};
use crate::runtime::Function;
use crate::settings::{Addresses, settings};
use crate::{bootstrap, event, process};
use anyhow::Result;
use std::path::PathBuf;
use tooling::command;
use tooling::functions;
use tooling::layout::Layout;
use tooling::local::STACK_NAME;
use tooling::progress::Step;

/// Journeys that leave a registration of the application alone, and one with everything.
const JOURNEYS: [&str; 2] = [
    "journeys::administrator::administrator_connects_and_every_check_passes",
    "journeys::round_trips::a_full_registration_takes_three_round_trips_cold_and_one_warm",
];
/// Cold starts of each function; the median counts.
const COLD_STARTS: usize = 5;

/// A stack that runs the functions to be measured.
pub struct Running {
    /// Addresses of its hosts.
    pub addresses: Addresses,
    /// Link of a registration.
    pub consent_url: String,
    /// File with the facts that journeys need.
    pub environment_file: PathBuf,
    /// Folder to which the emulated AWS unpacks functions.
    pub unpacked: PathBuf,
}

/// Measures sizes, memory and starts with the running stack.
///
/// # Errors
/// When a journey fails, or a function does not start or answer.
pub async fn measure(layout: &Layout, stack: &Running) -> Result<Vec<Figure>> {
    let mut figures = sizes(layout).await?;
    walk_journeys(layout, stack).await?;
    for (name, id) in process::functions_below(&stack.unpacked) {
        let name = name
            .trim_start_matches(STACK_NAME)
            .trim_start_matches('-')
            .to_owned();
        let what = format!("peak memory after the journeys: {name}");
        let figure = Figure::new(what, mebibytes(process::peak_memory(id)?), "MiB");
        figures.push(figure.within(Budget::AtMost(16.0)));
    }
    figures.sort_by(|one, other| one.what.cmp(&other.what));
    let step = Step::start("Cold starts");
    figures.extend(cold_starts(layout, stack).await?);
    step.done();
    println!();
    Ok(figures)
}

/// Walks the journeys, with the libraries that `cargo dev test` has built.
async fn walk_journeys(layout: &Layout, stack: &Running) -> Result<()> {
    let step = Step::start("The journeys of two administrators and a system user");
    let names = JOURNEYS.map(|name| format!("test(={name})"));
    let mut nextest = command::program(layout.root(), layout.python_program("cargo-nextest"));
    nextest
        .args(["nextest", "run", "--workspace", "--test", "it", "-E"])
        .arg(names.join(" or "))
        .env("COOPERLINK_ENV_JSON", &stack.environment_file);
    command::run(&step, &layout.log("bench-journey"), nextest, &[]).await?;
    step.done();
    Ok(())
}

/// The size of each function as Lambda gets it.
async fn sizes(layout: &Layout) -> Result<Vec<Figure>> {
    let step = Step::start("Packing the functions");
    let mut figures = Vec::new();
    for name in functions::NAMES {
        let packed = layout.dev().join(format!("{name}.zip"));
        let mut pack = command::program(layout.root(), layout.python_program("python"));
        pack.args(["-m", "zipfile", "-c"])
            .arg(&packed)
            .arg(bootstrap(layout, name));
        command::run(&step, &layout.log("bench-zip"), pack, &[]).await?;
        let size = mebibytes(std::fs::metadata(&packed)?.len());
        let figure = Figure::new(format!("zipped: {name}"), size, "MiB");
        figures.push(figure.within(Budget::AtMost(4.0)));
        std::fs::remove_file(packed)?;
    }
    step.done();
    Ok(figures)
}

/// From the start of the process to its first answer.
async fn cold_starts(layout: &Layout, stack: &Running) -> Result<Vec<Figure>> {
    let addresses = &stack.addresses;
    let link = stack
        .consent_url
        .trim_start_matches(&addresses.api_url())
        .to_owned();
    let page = |path, query| event::page(&addresses.api_authority, path, query);
    let unknown = event::message(
        "01930000-0000-7000-8000-00000000002f",
        event::later_than_any_run(),
    );
    let removal = event::removal("01930000-0000-7000-8000-00000000002f");
    let events = [
        ("consent-start", page(&link, "")),
        ("erase-worker", removal),
        ("oauth-callback", page("/callback", "state=x")),
        ("verify-api", page("/healthz", "")),
        ("verify-dispatch", "{}".to_owned()),
        ("verify-worker", unknown),
    ];
    let mut figures = Vec::new();
    for (name, event) in events {
        let (mut times, mut processor_times) = (Vec::new(), Vec::new());
        for _ in 0..COLD_STARTS {
            let mut function =
                Function::start(&bootstrap(layout, name), &[], &settings(addresses, name)).await?;
            function.invoke(event.clone()).await?;
            times.push(function.age());
            processor_times.push(process::processor_time(function.id()?)?);
        }
        for (what, values) in [
            ("cold start", times),
            ("its processor time", processor_times),
        ] {
            let value = milliseconds(percentile(&values, 50));
            figures.push(Figure::new(format!("{name}: {what}"), value, "ms"));
        }
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_journeys_are_tests_that_there_are() {
        let layout = Layout::of_this_checkout().unwrap();
        for journey in JOURNEYS {
            let (module, name) = journey.rsplit_once("::").unwrap();
            let file = format!("tests/e2e/tests/it/{}.rs", module.replace("::", "/"));
            let text = std::fs::read_to_string(layout.root().join(file)).unwrap();
            assert!(text.contains(&format!("async fn {name}()")), "{journey}");
        }
    }
}
