//! One registration, verified by a worker of our own: with Microsoft far away, first cold and then warm, and many times over
//! with Microsoft at hand.

use super::event::{later_than_any_run, message};
use super::microsoft::{Asked, Microsoft};
use super::{Figure, bootstrap, mebibytes, milliseconds, process, settings};
use crate::http::{LocalRequest, send};
use crate::layout::Layout;
use crate::runtime::Function;
use crate::stack::{Environment, Stack};
use anyhow::{Context, Result, ensure};
use hyper::Method;
use serde_json::Value;
use std::time::Duration;

/// Warm verifications that are averaged.
const WARM_RUNS: u32 = 100;
/// Those of them that are averaged with Microsoft far away.
const LATE_RUNS: u32 = 20;
/// How far away: so that what is asked side by side overlaps in the emulator's log.
const DELAY: Duration = Duration::from_millis(150);

/// A kind of registration.
struct Kind {
    name: &'static str,
    has_system_user: bool,
    /// Round trips on the critical path with a cold token, and warm (`design.md` section 9).
    budgets: [f64; 2],
}

const KINDS: [Kind; 2] = [
    Kind {
        name: "app-only",
        has_system_user: false,
        budgets: [2.0, 1.0],
    },
    Kind {
        name: "full",
        has_system_user: true,
        budgets: [3.0, 2.0],
    },
];

/// A worker and the registration that it verifies.
struct Runs<'a> {
    worker: Function,
    microsoft: Microsoft<'a>,
    registration: &'a str,
    slot: i64,
}

/// Measures both kinds.
///
/// # Errors
/// When the journeys left no such registration, or something does not answer.
pub(super) async fn measure(
    layout: &Layout,
    stack: &Stack,
    environment: &Environment,
) -> Result<Vec<Figure>> {
    let registrations = registrations(stack, environment).await?;
    let mut figures = Vec::new();
    for kind in &KINDS {
        let connected = registrations["items"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|registration| {
                registration["lifecycle"]["stage"] == "connected"
                    && registration["system_user"].is_null() != kind.has_system_user
            })
            .with_context(|| {
                format!("the journeys left no connected registration: {}", kind.name)
            })?;
        let text = |pointer: &str| {
            let value = connected.pointer(pointer).and_then(Value::as_str);
            value.with_context(|| format!("a registration has no {pointer}"))
        };
        let worker = Function::start(
            &bootstrap(layout, "verify-worker"),
            &[],
            &settings(stack, "verify-worker"),
        )
        .await?;
        let mut runs = Runs {
            worker,
            microsoft: Microsoft::new(stack, text("/lifecycle/tenant/id")?),
            registration: text("/id")?,
            slot: later_than_any_run(),
        };
        figures.extend(runs.far_away(kind).await?);
        figures.extend(runs.at_hand(kind.name).await?);
    }
    Ok(figures)
}

impl Runs<'_> {
    /// Counts, and the time that is not delay.
    async fn far_away(&mut self, kind: &Kind) -> Result<Vec<Figure>> {
        let name = kind.name;
        let mut figures = Vec::new();
        self.microsoft.answer_late(DELAY).await?;
        for (what, budget) in ["cold", "warm"].into_iter().zip(kind.budgets) {
            let (_, asked) = self.counted().await?;
            figures.push(Figure {
                what: format!("round trips on the critical path, {name}, {what}"),
                value: asked.critical_path()?.into(),
                unit: "round trips",
                budget: Some(budget),
            });
            figures.push(Figure {
                what: format!("all requests, clean-up included, {name}, {what}"),
                value: asked.requests()?.into(),
                unit: "requests",
                budget: None,
            });
        }
        let mut own = Duration::ZERO;
        for _ in 0..LATE_RUNS {
            let (elapsed, asked) = self.counted().await?;
            own += elapsed.saturating_sub(DELAY * asked.critical_path()?);
        }
        figures.push(Figure {
            what: format!("warm verification less injected delay, {name}"),
            value: milliseconds(own / LATE_RUNS),
            unit: "ms",
            budget: None,
        });
        Ok(figures)
    }

    /// Time, processor time and memory; the emulators' own time is in the first.
    async fn at_hand(&mut self, name: &str) -> Result<Vec<Figure>> {
        self.microsoft.answer_late(Duration::ZERO).await?;
        let id = self.worker.id()?;
        let (mut elapsed, before) = (Duration::ZERO, process::processor_time(id)?);
        for _ in 0..WARM_RUNS {
            elapsed += self.verify().await?;
        }
        let used = process::processor_time(id)?.saturating_sub(before);
        Ok(vec![
            Figure {
                what: format!("warm verification without delay, {name}"),
                value: milliseconds(elapsed / WARM_RUNS),
                unit: "ms",
                budget: None,
            },
            Figure {
                what: format!("its processor time, {name}"),
                value: milliseconds(used / WARM_RUNS),
                unit: "ms",
                budget: Some(3.5),
            },
            Figure {
                what: format!("peak memory after {WARM_RUNS} verifications, {name}"),
                value: mebibytes(process::peak_memory(id)?),
                unit: "MiB",
                budget: Some(16.0),
            },
        ])
    }

    /// One verification, and what it asked.
    async fn counted(&mut self) -> Result<(Duration, Asked)> {
        self.microsoft.forget().await?;
        let elapsed = self.verify().await?;
        Ok((elapsed, self.microsoft.asked().await?))
    }

    async fn verify(&mut self) -> Result<Duration> {
        self.slot += 1;
        self.worker
            .invoke(message(self.registration, self.slot))
            .await
    }
}

async fn registrations(stack: &Stack, environment: &Environment) -> Result<Value> {
    let path = "/v1/registrations";
    let bearer = format!("Bearer {}", environment.api_key);
    let request = LocalRequest {
        port: stack.ports.aws,
        authority: &stack.api_authority(),
        method: Method::GET,
        path,
        headers: &[("authorization", &bearer)],
        body: Vec::new(),
    };
    let (status, body) = send(request).await?;
    ensure!(
        status.is_success(),
        "{path} answered {status}; see {}",
        stack.folder().display()
    );
    Ok(serde_json::from_slice(&body)?)
}
