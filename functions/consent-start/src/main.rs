//! Lambda `consent-start`: the hosted pages, and the trips to Microsoft that begin on them.

mod access;
mod handler;
mod links;
mod pages;
mod route;
#[cfg(test)]
mod tests;
mod visitor;

use app::{browser::Browser, limits::PageRequests, warm_up};
use bootstrap::{
    clients::{self, SdkConfig},
    clock::SystemClock,
    config::{self, Environment},
    gateway, parts,
    random::SystemRandomSource,
    telemetry,
};
use handler::Deps;
use web::page_style::PageStyle;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), gateway::Error> {
    telemetry::start(module_path!());
    let deps = &deps(&Environment::process(), &clients::aws().await)?;
    deps.browser.open_connections();
    warm_up::wait_for(deps.browser.read_secrets(&deps.clock)).await;
    // It has no credential of ours.
    let trial = async |_| None;
    gateway::serve(|request| handler::handle(deps, request), trial).await
}

/// Builds what the function uses; nothing is asked yet.
fn deps(environment: &Environment<'_>, aws: &SdkConfig) -> Result<Deps, gateway::Error> {
    let cloud = environment.cloud()?;
    let public_base_url = environment.public_base_url(&cloud)?;
    Ok(Deps {
        browser: Browser {
            store: parts::store(environment, aws)?,
            entra: parts::entra(environment, &cloud)?,
            secrets: parts::secrets(environment, aws)?,
            redirect_uri: public_base_url.join("/callback")?,
        },
        interactive_queue: parts::interactive_queue(environment, aws)?,
        manifest: environment.manifest()?,
        client_id: environment.application()?.client_id,
        cloud,
        clock: SystemClock,
        random: SystemRandomSource::new(),
        public_base_url,
        style: PageStyle::new(environment.brand()?),
        outbound_addresses: environment.outbound_addresses()?,
        booking_url: environment.booking_url()?,
        publisher: environment.optional(config::APP_PUBLISHER)?,
        page_requests: PageRequests::default(),
    })
}
