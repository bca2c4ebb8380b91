//! The functions beside the reference shape and the peer, in rounds, so that other load on the machine meets all of them alike.
//! Times are medians; no bad result is measured again.

use super::figure::{Budget, Figure, mebibytes, milliseconds, percentile};
use super::rig::Distance;
use super::subject::{OF_API, OF_FULL, OF_PEER, OF_REFERENCE, OF_WORKER, Subject};
use super::traffic::{Side, Traffic};
use super::world::{Work, World};
use super::{count, process, silence};
use crate::runtime::Function;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;
use tooling::layout::Layout;
use tooling::progress::Step;

const ROUNDS: usize = 3;
/// Cold starts of each subject in a round, with and without handshakes.
const COLD_STARTS: usize = 5;
/// Tenants that one process verifies for the first time, and then again.
const TENANTS: usize = 40;
/// Messages of the largest batch that the template lets SQS hand over.
const BATCH: usize = 10;

/// Measurements of one subject.
#[derive(Default)]
struct Samples {
    init: Vec<Duration>,
    first: Vec<Duration>,
    cold: Vec<Duration>,
    cold_processor: Vec<Duration>,
    with_handshakes: Vec<Duration>,
    other: Vec<Duration>,
    same: Vec<Duration>,
    other_processor: Vec<Duration>,
    same_processor: Vec<Duration>,
    peak_memory: u64,
    cold_traffic: Vec<Traffic>,
    other_traffic: Vec<Traffic>,
    same_traffic: Vec<Traffic>,
}

/// A run of all rounds.
struct Rounds<'a> {
    world: &'a mut World,
    registrations: BTreeMap<&'static str, Vec<String>>,
}

/// Measures functions, reference and peer over the rig's network, then starts while one side is silent. `folder` keeps what the
/// run writes; the peer is measured if there is a folder with its packages.
///
/// # Errors
/// When a subject fails.
pub async fn measure(layout: &Layout, folder: &Path, peer: Option<&Path>) -> Result<Vec<Figure>> {
    let mut world = World::start(layout, folder).await?;
    let step = Step::start("Side by side: functions, reference shape and peer");
    let mut figures = measure_subjects(layout, &mut world, peer).await?;
    step.done();
    let step = Step::start("Starts while one side is silent");
    figures.extend(silence::measure(layout, &world).await?);
    step.done();
    Ok(figures)
}

/// Measures all subjects.
///
/// # Errors
/// When a subject fails.
async fn measure_subjects(
    layout: &Layout,
    world: &mut World,
    peer: Option<&Path>,
) -> Result<Vec<Figure>> {
    let subjects = Subject::all(layout, world, peer)?;
    let worker = Subject::worker(layout, world);
    let mut rounds = Rounds {
        world,
        registrations: BTreeMap::new(),
    };
    for work in [Work::Application, Work::Peers, Work::Full] {
        rounds.prepare(&worker, work).await?;
    }
    let mut samples: Vec<Samples> = subjects.iter().map(|_| Samples::default()).collect();
    for _ in 0..ROUNDS {
        for (subject, samples) in subjects.iter().zip(&mut samples) {
            rounds.measure(subject, samples).await?;
        }
    }
    let mut figures = Vec::new();
    for (subject, samples) in subjects.iter().zip(&samples) {
        figures.extend(columns(subject, samples));
    }
    let full = subjects.iter().find(|subject| subject.name == OF_FULL);
    if let Some(full) = full {
        figures.push(rounds.batch(full).await?);
    }
    figures.extend(ratios(&figures));
    Ok(figures)
}

impl Rounds<'_> {
    /// Prepares registrations that a worker connected and verified, all of them well.
    async fn prepare(&mut self, worker: &Subject, work: Work) -> Result<()> {
        self.world.rig.set(Distance::default());
        let mut ids = Vec::new();
        for _ in 0..TENANTS + 2 * COLD_STARTS {
            ids.push(self.world.consented(work).await?);
        }
        let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let mut function = worker.start().await?;
        for _ in 0..2 {
            for batch in texts.chunks(BATCH) {
                let batch: Vec<&str> = batch.iter().map(String::as_str).collect();
                worker.verify(&mut function, &batch).await?;
            }
        }
        for id in ids {
            self.world.check(id).await?;
        }
        self.registrations.insert(work.name(), texts);
        Ok(())
    }

    async fn measure(&mut self, subject: &Subject, samples: &mut Samples) -> Result<()> {
        self.world.rig.set(Distance::FAR_WITH_HANDSHAKES);
        for number in 0..COLD_STARTS {
            let (function, _) = self.cold(subject, TENANTS + number).await?;
            samples.with_handshakes.push(function.age());
        }
        self.world.rig.set(Distance::FAR);
        let mut warm = None;
        for number in 0..COLD_STARTS {
            let number = TENANTS + COLD_STARTS + number;
            let (mut function, first) = self.cold(subject, number).await?;
            samples.cold.push(function.age());
            samples.first.push(first);
            samples.init.push(function.init().await?);
            samples.cold_traffic.push(self.world.rig.taken());
            samples
                .cold_processor
                .push(process::processor_time(function.id()?)?);
            warm = Some(function);
        }
        let mut function = warm.context("no cold start")?;
        for _ in 0..2 {
            // The second time their tokens are held.
            let (times, processor, traffic) = if samples.other.len() == samples.same.len() {
                (
                    &mut samples.other,
                    &mut samples.other_processor,
                    &mut samples.other_traffic,
                )
            } else {
                (
                    &mut samples.same,
                    &mut samples.same_processor,
                    &mut samples.same_traffic,
                )
            };
            let before = process::processor_time(function.id()?)?;
            for number in 0..TENANTS {
                times.push(self.one(subject, &mut function, number).await?);
                traffic.push(self.world.rig.taken());
            }
            let used = process::processor_time(function.id()?)?.saturating_sub(before);
            processor.push(used / u32::try_from(TENANTS)?);
        }
        let peak = process::peak_memory(function.id()?)?;
        samples.peak_memory = samples.peak_memory.max(peak);
        Ok(())
    }

    /// A process that has just given its first answer, with the time from its start to that answer.
    async fn cold(&mut self, subject: &Subject, number: usize) -> Result<(Function, Duration)> {
        let mut function = subject.start().await?;
        function.init().await?;
        let first = self.one(subject, &mut function, number).await?;
        Ok((function, first))
    }

    async fn one(
        &mut self,
        subject: &Subject,
        function: &mut Function,
        number: usize,
    ) -> Result<Duration> {
        let registrations = self.registrations.get(subject.work.name());
        let registration = registrations.and_then(|all| all.get(number));
        let registration = registration.context("no such registration")?;
        self.world.rig.forget();
        subject.verify(function, &[registration]).await
    }

    /// Connections of a cold start with a whole batch.
    async fn batch(&mut self, subject: &Subject) -> Result<Figure> {
        self.world.rig.set(Distance::FAR);
        self.world.rig.forget();
        let registrations = self.registrations.get(subject.work.name());
        let registrations = registrations.context("no registrations")?;
        let batch: Vec<&str> = registrations
            .iter()
            .take(BATCH)
            .map(String::as_str)
            .collect();
        let mut function = subject.start().await?;
        function.init().await?;
        subject.verify(&mut function, &batch).await?;
        let connections = self.world.rig.taken().connections;
        let what = "TLS connections of a cold batch of ten, full";
        Ok(Figure::new(what, connections.into(), "connections").within(Budget::AtMost(19.0)))
    }
}

impl Work {
    const fn name(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Peers => "peers",
            Self::Full => "full",
        }
    }
}

/// Figures of one column of the table.
fn columns(subject: &Subject, samples: &Samples) -> Vec<Figure> {
    let time = |what, values: &[Duration], percent| {
        Figure::new(what, milliseconds(percentile(values, percent)), "ms")
    };
    let mut figures = vec![
        time("init", &samples.init, 50),
        time("first invocation", &samples.first, 50),
        time("cold to first answer", &samples.cold, 50),
        time("cold with 20 ms handshakes", &samples.with_handshakes, 50),
        time(
            "processor time of a cold start",
            &samples.cold_processor,
            50,
        ),
        time("warm, another tenant, p50", &samples.other, 50),
        time("warm, another tenant, p99", &samples.other, 99),
        time("warm, same tenant, p50", &samples.same, 50),
        time("warm, same tenant, p99", &samples.same, 99),
        time(
            "processor time, another tenant",
            &samples.other_processor,
            50,
        ),
        time("processor time, same tenant", &samples.same_processor, 50),
        Figure::new("peak memory", mebibytes(samples.peak_memory), "MiB"),
    ];
    for (when, traffic) in [
        ("cold", &samples.cold_traffic),
        ("another tenant", &samples.other_traffic),
        ("same tenant", &samples.same_traffic),
    ] {
        for (side, name) in [(Side::Microsoft, "Microsoft"), (Side::Aws, "AWS")] {
            let requests = median(traffic, |traffic| count(traffic.requests(side)));
            let links = median(traffic, |traffic| count(traffic.links(side)));
            let what = format!("requests to {name}, {when}");
            figures.push(Figure::new(what, requests, "requests"));
            let what = format!("links in a row to {name}, {when}");
            figures.push(Figure::new(what, links, "links"));
        }
        let read = median(traffic, |traffic| traffic.units().read);
        let write = median(traffic, |traffic| traffic.units().write);
        figures.push(Figure::new(format!("read units, {when}"), read, "units"));
        figures.push(Figure::new(format!("write units, {when}"), write, "units"));
    }
    for figure in &mut figures {
        figure.of = Some(subject.name);
        figure.budget = budget(subject.name, &figure.what);
    }
    figures
}

/// Budget of a figure of one subject.
fn budget(of: &str, what: &str) -> Option<Budget> {
    let limit = match (of, what) {
        // Milliseconds, and MiB.
        (OF_WORKER, "init") | (OF_WORKER | OF_API, "peak memory") => 16.0,
        (OF_WORKER, "processor time, another tenant") => 3.5,
        (OF_FULL, "links in a row to Microsoft, cold") => 3.0,
        (OF_FULL, "links in a row to Microsoft, same tenant") => 2.0,
        (OF_API, "links in a row to AWS, another tenant") => 4.0,
        (OF_API, "write units, another tenant") => 11.0,
        _ => return None,
    };
    Some(Budget::AtMost(limit))
}

/// Figures that compare the worker with the reference and the peer.
fn ratios(figures: &[Figure]) -> Vec<Figure> {
    let find = |of, what: &str| {
        let found = figures
            .iter()
            .find(|figure| figure.of == Some(of) && figure.what == what);
        found.map(|figure| figure.value)
    };
    let mut ratios = Vec::new();
    let mut push = |name: &str, what: &str, over: &'static str, under: &'static str, budget| {
        // Without the peer there is no such ratio.
        if let (Some(over), Some(under)) = (find(over, what), find(under, what)) {
            ratios.push(Figure::new(name, over / under, "times").within(budget));
        }
    };
    let cold = "cold to first answer";
    push(
        "cold, worker / reference",
        cold,
        OF_WORKER,
        OF_REFERENCE,
        Budget::AtMost(1.04),
    );
    push(
        "cold with 20 ms handshakes, worker / reference",
        "cold with 20 ms handshakes",
        OF_WORKER,
        OF_REFERENCE,
        Budget::AtMost(0.70),
    );
    push(
        "warm, another tenant, worker / reference",
        "warm, another tenant, p50",
        OF_WORKER,
        OF_REFERENCE,
        Budget::AtMost(1.00),
    );
    push(
        "cold, peer / worker",
        cold,
        OF_PEER,
        OF_WORKER,
        Budget::AtLeast(2.7),
    );
    ratios
}

/// Median of a count over the samples.
fn median(traffic: &[Traffic], counted: impl Fn(&Traffic) -> f64) -> f64 {
    let mut values: Vec<f64> = traffic.iter().map(counted).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
