//! The log: one JSON object a line on standard output, as Lambda collects it. SDK and HTTP crates stay at `warn`, because
//! their finer levels print headers (`security.md` (d), T59).

use crate::last_resort;
use std::panic;
use tracing_subscriber::{
    Layer,
    filter::{LevelFilter, Targets},
    fmt,
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

/// How the packages of this project begin: what they write is logged from `info` on.
const OURS: &str = "cooperlink_";

/// Starts the log of this process. `own` is the `module_path!()` of its `main`: a function's own crate has no common beginning.
/// A second call changes nothing.
pub fn start(own: &'static str) {
    let filter = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_targets([OURS, own].map(|target| (target, LevelFilter::INFO)));
    let lines = fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_filter(filter);
    // A second subscriber is refused; the first stays, which is what is wanted.
    let _ = tracing_subscriber::registry().with(lines).try_init();
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
