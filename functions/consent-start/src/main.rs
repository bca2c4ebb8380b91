//! Lambda `consent-start`: the hosted pages, and the trips to Microsoft that begin on them.

mod access;
mod deps;
mod form;
mod forms;
mod handler;
mod message;
mod pages;
mod route;
#[cfg(test)]
mod tests;
mod view;
mod visitor;

use app::warm_up;
use bootstrap::{clients, config::Environment, gateway, telemetry};
use deps::Deps;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), gateway::Error> {
    telemetry::start(module_path!());
    let deps = &Deps::new(&Environment::process(), &clients::aws().await)?;
    deps.browser.open_connections();
    warm_up::wait_for(deps.browser.read_secrets(&deps.clock)).await;
    let answer = |request| handler::handle(deps, request);
    // It has no credential of ours.
    let trial = async |_| None;
    gateway::serve("answered a page request", answer, trial).await
}
