//! The log: one JSON object a line on standard output, as Lambda collects it. SDK and HTTP crates stay at `warn`, because
//! their finer levels print headers (`security.md` (d), T59).

mod escaping;

use crate::{config::Environment, memory};
use escaping::Escaping;
use invocation::last_resort;
use std::panic;
use tracing::Subscriber;
use tracing_subscriber::{
    Layer,
    filter::{LevelFilter, Targets},
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
    registry::LookupSpan,
    util::SubscriberInitExt,
};

/// How the packages of this project begin: what they write is logged from `info` on.
const OURS: &str = "cooperlink_";

/// Starts the log of this process, and forbids copies of its memory, which hold what the log must not. `own` is the
/// `module_path!()` of its `main`: a function's own crate has no common beginning. Each line names the version that runs. A second
/// call changes nothing.
pub fn start(own: &'static str) {
    let filter = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_targets([OURS, own].map(|target| (target, LevelFilter::INFO)));
    let version = Environment::process().version();
    let version = version.unwrap_or_else(|_| "unknown".to_owned());
    let lines = lines(std::io::stdout, &version).with_filter(filter);
    // A second subscriber is refused; the first stays, which is what is wanted.
    let _ = tracing_subscriber::registry().with(lines).try_init();
    if let Err(error) = memory::forbid_core_dumps() {
        tracing::error!(outcome = "failed", error = %error, "core dumps cannot be forbidden");
    }
    panic::set_hook(Box::new(|information| {
        // The payload may quote data; the place says enough (`security.md` T59).
        let place = information
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        let request_id = last_resort::request_id();
        tracing::error!(
            request_id,
            outcome = "panic",
            place,
            "a panic ended the invocation"
        );
    }));
}

/// Writes one JSON object a line. What could end a line or a text is escaped, and what a terminal obeys, so that no value of
/// a field makes another field or another line (`security.md` T85).
fn lines<S, W>(writer: W, version: &str) -> impl Layer<S> + use<S, W>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_writer(Escaping::new(writer, version))
}

#[cfg(test)]
mod tests;
