//! The log: one JSON object a line on standard output, as Lambda collects it. SDK and HTTP crates stay at `warn`, because
//! their finer levels print headers (`SECURITY.md`, Logs; T59).

mod escaping;
mod lines;

use crate::{
    config::{self, Environment},
    memory,
    metrics::Namespace,
};
use invocation::last_resort;
use lines::Lines;
use std::panic;
use tracing_subscriber::{
    Layer,
    filter::{LevelFilter, Targets},
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

/// Beginning of the names of this project's packages. Their lines are logged from `info` on.
const OURS: &str = "cooperlink_";

/// Starts the log of this process, and forbids core dumps, which would hold data that the log must not. `own` is the
/// `module_path!()` of its `main`, because a function's own crate has no common beginning. Each line names the version that runs.
/// A second call changes nothing.
pub fn start(own: &'static str) {
    let filter = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_targets([OURS, own].map(|target| (target, LevelFilter::INFO)));
    let environment = Environment::process();
    let version = environment.version();
    let version = version.unwrap_or_else(|_| "unknown".to_owned());
    // Without a namespace nothing is counted, and everything is logged.
    let namespace = environment.text(config::METRIC_NAMESPACE).ok();
    let lines = Lines::new(std::io::stdout, namespace.map(Namespace), version).with_filter(filter);
    // A second subscriber is refused; the first stays, which is what is wanted.
    let _ = tracing_subscriber::registry().with(lines).try_init();
    if let Err(error) = memory::forbid_core_dumps() {
        tracing::error!(outcome = "failed", error = %error, "core dumps cannot be forbidden");
    }
    panic::set_hook(Box::new(|information| {
        // The payload may quote data; the place says enough (T59).
        let place = information
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        // Where the guard knows none, the line has that of its invocation.
        let request_id = Some(last_resort::request_id()).filter(|id| !id.is_empty());
        tracing::error!(
            request_id,
            outcome = "panic",
            place,
            "a panic ended the invocation"
        );
    }));
}

#[cfg(test)]
mod tests;
