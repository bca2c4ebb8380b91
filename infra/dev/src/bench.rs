//! `cargo dev bench`: the figures of the release build, as a table and `target/dev/bench.json`. They are measured, never
//! asserted: time on a shared machine is noise, counts and sizes are not.

mod event;
mod figure;
#[cfg(test)]
mod over_tls;
mod process;
mod queue;
mod rig;
mod scale;
mod secrets;
mod side_by_side;
mod silence;
mod subject;
mod table;
mod traffic;
mod world;

use crate::emulated_microsoft::{CLIENT_ID, HOME_TENANT_ID};
use crate::process::Processes;
use crate::runtime::Function;
use crate::stack::{Environment, REGION, SECRET_PREFIX, SECRETS_MANAGER, STACK_NAME, Stack};
use crate::up;
use anyhow::Result;
use clap::Args;
use figure::{Budget, Figure, mebibytes, milliseconds, percentile};
use std::path::PathBuf;
use tooling::command;
use tooling::functions::{self, Architecture};
use tooling::layout::Layout;
use tooling::progress::Step;
use tooling::{prerequisites, python};
use world::World;

#[derive(Args)]
pub(crate) struct Options {
    /// Only the times beside the reference shape and the peer, without sizes, journeys and the other functions
    #[arg(long)]
    side_by_side: bool,
    /// Only the drill with so many registrations, all due at once
    #[arg(long, value_name = "REGISTRATIONS", conflicts_with = "side_by_side")]
    scale: Option<u64>,
}

/// The journeys that leave a registration of the application alone, and one with everything.
const JOURNEYS: [&str; 2] = [
    "administrator::administrator_connects_and_every_check_passes",
    "round_trips::a_full_registration_takes_three_round_trips_cold_and_one_warm",
];
/// Cold starts of each function; the median counts.
const COLD_STARTS: usize = 5;

/// Measures, prints and writes.
///
/// # Errors
/// When something does not build, start or answer.
pub(crate) async fn run(layout: &Layout, options: &Options) -> Result<()> {
    prerequisites::check(layout)?;
    python::prepare(layout).await?;
    functions::build_release_with_reference(layout, Architecture::of_this_machine()?).await?;
    let stack = Stack::to_measure_with(layout, "bench")?;
    std::fs::create_dir_all(stack.folder())?;
    if let Some(registrations) = options.scale {
        let figures = scale::measure(layout, &stack, registrations).await?;
        figure::print(&figures);
        return figure::write(&figures, &layout.dev().join("bench-scale.json"));
    }
    let mut figures = side_by_side(layout, &stack).await?;
    if !options.side_by_side {
        figures.extend(of_the_stack(layout, &stack).await?);
    }
    figure::print(&figures);
    figure::write(&figures, &layout.dev().join("bench.json"))
}

/// Measures the functions, the reference and the peer over the rig's network.
async fn side_by_side(layout: &Layout, stack: &Stack) -> Result<Vec<Figure>> {
    let mut world = World::start(layout, stack).await?;
    let step = Step::start("Side by side: functions, reference shape and peer");
    let mut figures = side_by_side::measure(layout, &mut world).await?;
    step.done();
    let step = Step::start("Starts while somebody is silent");
    figures.extend(silence::measure(layout, &world).await?);
    step.done();
    Ok(figures)
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
    let mut figures = sizes(layout).await?;
    let step = Step::start("The journeys of two administrators and a system user");
    let mut journey = command::program(layout.root(), "cargo");
    journey
        .args([
            "test",
            "--package",
            "cooperlink-e2e",
            "--test",
            "it",
            "--",
            "--exact",
        ])
        .args(JOURNEYS)
        .env("COOPERLINK_ENV_JSON", stack.environment_file());
    command::run(&step, &layout.log("bench-journey"), journey, &[]).await?;
    step.done();
    for (name, id) in process::functions_below(&stack.aws_state().temporary()) {
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
    figures.extend(cold_starts(layout, stack, &environment).await?);
    step.done();
    println!();
    Ok(figures)
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
async fn cold_starts(
    layout: &Layout,
    stack: &Stack,
    environment: &Environment,
) -> Result<Vec<Figure>> {
    let link = environment
        .consent_url
        .trim_start_matches(&stack.api_url())
        .to_owned();
    let unknown = event::message(
        "01930000-0000-7000-8000-00000000002f",
        event::later_than_any_run(),
    );
    let removal = event::removal("01930000-0000-7000-8000-00000000002f");
    let events = [
        ("consent-start", event::page(stack, &link, "")),
        ("erase-worker", removal),
        ("oauth-callback", event::page(stack, "/callback", "state=x")),
        ("verify-api", event::page(stack, "/healthz", "")),
        ("verify-dispatch", "{}".to_owned()),
        ("verify-worker", unknown),
    ];
    let mut figures = Vec::new();
    for (name, event) in events {
        let (mut times, mut processor_times) = (Vec::new(), Vec::new());
        for _ in 0..COLD_STARTS {
            let mut function =
                Function::start(&bootstrap(layout, name), &[], &settings(stack, name)).await?;
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

fn bootstrap(layout: &Layout, name: &str) -> PathBuf {
    layout.built_functions().join(name).join("bootstrap")
}

/// The environment that the template gives a function.
fn settings(stack: &Stack, name: &str) -> Vec<(String, String)> {
    let own = [
        ("AWS_LAMBDA_FUNCTION_NAME", format!("{STACK_NAME}-{name}")),
        ("AWS_LAMBDA_FUNCTION_VERSION", "1".to_owned()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256".to_owned()),
        ("AWS_REGION", REGION.to_owned()),
        ("MICROSOFT_CLOUD", "emulated".to_owned()),
        ("MICROSOFT_LOGIN_URL", stack.login_url()),
        ("MICROSOFT_GRAPH_URL", stack.graph_url()),
        ("ENTRA_CLIENT_ID", CLIENT_ID.to_owned()),
        ("ENTRA_HOME_TENANT_ID", HOME_TENANT_ID.to_owned()),
        ("TABLE_NAME", STACK_NAME.to_owned()),
        ("SECRET_PREFIX", SECRET_PREFIX.to_owned()),
        // Must be there for a start; nothing that is measured writes a secret.
        (
            "SECRETS_KEY_ARN",
            format!("arn:aws:kms:{REGION}:000000000000:key/bench"),
        ),
        (
            "SYSTEM_USERS_KEY_ARN",
            format!("arn:aws:kms:{REGION}:000000000000:key/bench"),
        ),
        ("SYSTEM_USER_TOKENS", SECRETS_MANAGER.to_owned()),
        ("PUBLIC_BASE_URL", stack.api_url()),
        ("APP_NAME", "Cooperlink Cloud".to_owned()),
        ("COMPANY_NAME", "Cooperlink".to_owned()),
        ("SUPPORT_CONTACT", "support@cooperlink.example".to_owned()),
        ("APP_PUBLISHER", String::new()),
        ("BOOKING_URL", String::new()),
        ("LOGO_URL", String::new()),
        ("ACCENT_COLOUR", String::new()),
        ("PRIVACY_URL", String::new()),
        ("SECURITY_URL", String::new()),
        ("OUTBOUND_ADDRESSES", String::new()),
        ("PERMISSIONS_ADDED", String::new()),
        ("PERMISSIONS_DROPPED", String::new()),
        ("PERMISSION_SET_DECLARED", "1".to_owned()),
        ("RETURN_URL_PREFIXES", String::new()),
        ("VERIFY_INTERVAL_SECONDS", "21600".to_owned()),
        ("CONFIRM_AFTER_SECONDS", "300".to_owned()),
        ("VERIFY_NOW_SECONDS", "60".to_owned()),
        ("VERSION", "bench".to_owned()),
        ("KEY_MODE", "test".to_owned()),
        ("SWEEP_QUEUE_URL", stack.queue_url("sweep")),
        ("INTERACTIVE_QUEUE_URL", stack.queue_url("interactive")),
        ("ERASE_QUEUE_URL", stack.queue_url("erase")),
        ("DELIVERY_QUEUE_URL", stack.queue_url("delivery")),
    ];
    own.into_iter()
        .chain(stack.aws_environment())
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// A count as a figure.
fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}
