//! The drill with very many registrations: what is due is queued, lists are read to their end, and one registration costs what it
//! costs among few.
//!
//! The table is in this process and its own time is part of what the API and the worker take; the queue and the table of a tick
//! answer after 5 ms as AWS does.

mod rows;

use super::event;
use super::figure::{Budget, Figure, mebibytes, milliseconds, percentile};
use super::process;
use super::rig::Distance;
use super::subject::Subject;
use super::traffic::Side;
use super::world::{Work, World};
use super::{bootstrap, count};
use crate::runtime::Function;
use anyhow::{Context, Result, ensure};
use rows::Rows;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use tooling::layout::Layout;
use tooling::progress::Step;

/// Numbers of registrations among which one is verified, as far as there are so many.
const LEVELS: [u64; 2] = [1_000, 10_000];
/// Requests that a median is made of.
const REQUESTS: usize = 200;
/// The page of a link is limited for each link.
const PAGES: usize = 20;
/// The dispatcher's `Timeout` in the template.
const TICK_ENDS: Duration = Duration::from_secs(55);

/// Loads registrations, all due at once, and measures; `folder` keeps what the run writes.
///
/// # Errors
/// When something does not answer.
pub async fn measure(layout: &Layout, folder: &Path, number: u64) -> Result<Vec<Figure>> {
    let mut world = World::start(layout, folder).await?;
    let worker = Subject::worker(layout, &world);
    let (single, sample) = (
        world.consented(Work::Peers).await?,
        world.consented(Work::Application).await?,
    );
    let mut function = worker.start().await?;
    for id in [single, single, sample, sample] {
        worker.verify(&mut function, &[&id.to_string()]).await?;
        world.check(id).await?;
    }
    let mut rows = Rows::of(&world.table, sample)?;
    let mut figures = Vec::new();
    for level in LEVELS
        .into_iter()
        .filter(|level| *level < number)
        .chain([number])
    {
        let step = Step::start(format!("Loading registrations until there are {level}"));
        rows.load(&world.table, level)?;
        step.done();
        let mut function = worker.start().await?;
        let (times, processor) = repeated(&mut function, REQUESTS, async |function, _| {
            let id = single.to_string();
            worker.verify(function, &[&id]).await
        })
        .await?;
        figures.extend(rows_of(
            &format!("verification among {level}"),
            &times,
            processor,
        ));
    }
    let step = Step::start("Queueing all of them");
    figures.extend(ticks(layout, &world, number).await?);
    step.done();
    world.rig.set(Distance::default());
    let step = Step::start("Reading through the API");
    figures.extend(api(layout, &world, &rows).await?);
    step.done();
    Ok(figures)
}

/// Ticks until all are queued, and one more.
async fn ticks(layout: &Layout, world: &World, number: u64) -> Result<Vec<Figure>> {
    world.rig.set(Distance::FAR);
    let name = "verify-dispatch";
    let start = async || {
        let environment = world.environment_of(name);
        let mut function = Function::start(&bootstrap(layout, name), &[], &environment).await?;
        function.init().await?;
        anyhow::Ok(function)
    };
    let mut figures = Vec::new();
    let mut function = start().await?;
    for tick in 1.. {
        let queued = world.queue.registrations() as u64;
        let is_idle = queued >= number;
        world.rig.forget();
        let id = function.id()?;
        let (begun, before) = (Instant::now(), process::processor_time(id)?);
        let answer = tokio::time::timeout(TICK_ENDS, function.ask("{}".to_owned())).await;
        let elapsed = begun.elapsed();
        let (processor, peak) = (process::processor_time(id)?, process::peak_memory(id)?);
        let what = match &answer {
            Ok(answer) => {
                let answer = answer
                    .as_ref()
                    .map_err(|error| anyhow::anyhow!("{error:#}"))?;
                ensure!(answer.is_ok(), "a tick failed: {answer:?}");
                if is_idle {
                    "tick with nothing new".to_owned()
                } else {
                    format!("tick {tick}")
                }
            }
            Err(_) => format!("tick {tick}, ended by Lambda"),
        };
        let (traffic, sent) = (world.rig.taken(), world.queue.taken());
        let processor = milliseconds(processor.saturating_sub(before));
        let counted = |number: u64| count(usize::try_from(number).unwrap_or(usize::MAX));
        figures.extend([
            Figure::new(format!("{what}: time"), elapsed.as_secs_f64(), "s"),
            Figure::new(
                format!("{what}: messages"),
                counted(sent.messages),
                "messages",
            ),
            Figure::new(
                format!("{what}: sent twice"),
                counted(sent.doubled),
                "messages",
            ),
            Figure::new(
                format!("{what}: calls of AWS"),
                count(traffic.requests(Side::Aws)),
                "calls",
            ),
            Figure::new(
                format!("{what}: pages of the index"),
                count(traffic.operations("Query")),
                "pages",
            ),
            Figure::new(format!("{what}: processor time"), processor, "ms"),
            Figure::new(format!("{what}: peak memory"), mebibytes(peak), "MiB"),
        ]);
        // A tick that is ended before its marks are written may leave all the work to the next one.
        let is_stuck = world.queue.registrations() as u64 == queued;
        if is_idle || is_stuck {
            let left = Figure::new(
                "never queued",
                counted(number - queued.min(number)),
                "registrations",
            );
            figures.push(left.within(Budget::AtMost(0.0)));
            break;
        }
        if answer.is_err() {
            function = start().await?;
        }
    }
    Ok(figures)
}

/// The list from end to end, one registration, the first page of a link.
async fn api(layout: &Layout, world: &World, rows: &Rows) -> Result<Vec<Figure>> {
    let authorization = format!("Bearer {}", world.credentials.api_key);
    let get = |path: &str, query: &str| {
        let headers = json!({"authorization": authorization});
        event::api(&world.authority, "GET", (path, query), &headers)
    };
    let start = async |name| {
        let environment = world.environment_of(name);
        Function::start(&bootstrap(layout, name), &[], &environment).await
    };
    let mut function = start("verify-api").await?;
    function.init().await?;
    let id = function.id()?;
    let before = process::processor_time(id)?;
    let (mut times, mut listed) = (Vec::new(), 0);
    let mut query = "limit=100".to_owned();
    loop {
        let (elapsed, body) = answered(&mut function, get("/v1/registrations", &query)).await?;
        times.push(elapsed);
        listed += body["items"].as_array().map_or(0, Vec::len) as u64;
        let Some(cursor) = body["next_cursor"].as_str() else {
            break;
        };
        query = format!("limit=100&cursor={cursor}");
    }
    let processor = process::processor_time(id)?.saturating_sub(before);
    // Those that were verified are beside the copies. A row that cannot be read would be left out.
    ensure!(
        listed == rows.loaded() + 2,
        "the list has {listed} registrations"
    );
    let mut figures = rows_of("a page of 100 in the list", &times, processor);
    let tenth = times.len().div_ceil(10);
    for (what, part) in [
        ("first", &times[..tenth]),
        ("last", &times[times.len() - tenth..]),
    ] {
        let what = format!("a page of 100 in the list, {what} tenth: p50");
        figures.push(Figure::new(what, milliseconds(percentile(part, 50)), "ms"));
    }
    figures.push(Figure::new(
        "pages of the list",
        count(times.len()),
        "pages",
    ));
    let path = |number: usize| format!("/v1/registrations/{}", rows.id(number as u64 + 1));
    let (times, processor) = repeated(&mut function, REQUESTS, async |function, number| {
        Ok(answered(function, get(&path(number), "")).await?.0)
    })
    .await?;
    figures.extend(rows_of("one registration", &times, processor));
    let headers = json!({"authorization": authorization, "idempotency-key": "bench-link"});
    let invite = event::api_with(
        &world.authority,
        &format!("{}/invitations", path(0)),
        &headers,
        &json!({"purpose": "reconnect"}),
    );
    let (_, invitation) = answered(&mut function, invite).await?;
    let link = invitation["url"].as_str().context("a link without URL")?;
    let link = link.find("/connect/").map(|at| link[at..].to_owned());
    let link = link.context("a link to another page")?;
    let mut function = start("consent-start").await?;
    function.init().await?;
    let (times, processor) = repeated(&mut function, PAGES, async |function, _| {
        Ok(answered(function, get(&link, "")).await?.0)
    })
    .await?;
    figures.extend(rows_of("first page of a link", &times, processor));
    Ok(figures)
}

/// A request that must go well: the time it took, and its body where that is JSON.
async fn answered(function: &mut Function, event: String) -> Result<(Duration, Value)> {
    let begun = Instant::now();
    let answer = function.ask(event).await?;
    let elapsed = begun.elapsed();
    let answer = answer.map_err(|error| anyhow::anyhow!("a request failed: {error}"))?;
    let read: Value = serde_json::from_str(&answer)?;
    let status = read["statusCode"].as_u64().unwrap_or_default();
    ensure!((200..300).contains(&status), "a request failed: {answer}");
    let body = read["body"].as_str().unwrap_or_default();
    Ok((elapsed, serde_json::from_str(body).unwrap_or_default()))
}

/// Times, and the processor time of all of them; the first one opens connections and does not count.
async fn repeated(
    function: &mut Function,
    times: usize,
    mut one: impl AsyncFnMut(&mut Function, usize) -> Result<Duration>,
) -> Result<(Vec<Duration>, Duration)> {
    one(function, 0).await?;
    let id = function.id()?;
    let before = process::processor_time(id)?;
    let mut measured = Vec::new();
    for number in 0..times {
        measured.push(one(function, number).await?);
    }
    let processor = process::processor_time(id)?.saturating_sub(before);
    Ok((measured, processor))
}

fn rows_of(what: &str, times: &[Duration], processor: Duration) -> Vec<Figure> {
    let each = milliseconds(processor) / count(times.len());
    vec![
        Figure::new(
            format!("{what}: p50"),
            milliseconds(percentile(times, 50)),
            "ms",
        ),
        Figure::new(
            format!("{what}: p99"),
            milliseconds(percentile(times, 99)),
            "ms",
        ),
        Figure::new(format!("{what}: processor time"), each, "ms"),
    ]
}
