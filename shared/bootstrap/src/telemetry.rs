//! The log: one JSON object a line on standard output, as Lambda collects it. SDK and HTTP crates stay at `warn`, because
//! their finer levels print headers (`security.md` (d), T59).

use invocation::last_resort;
use std::panic;
use tracing_subscriber::{
    Layer,
    filter::{LevelFilter, Targets},
    fmt,
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

/// Starts the log of this process. A second call changes nothing.
pub fn start() {
    let ours = [
        "app",
        "bootstrap",
        "consent_start",
        "cooperlink_app",
        "cooperlink_bootstrap",
        "cooperlink_entra",
        "cooperlink_store",
        "cooperlink_web",
        "oauth_callback",
        "verify_api",
        "verify_dispatch",
        "verify_worker",
    ];
    let filter = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_targets(ours.map(|target| (target, LevelFilter::INFO)));
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
