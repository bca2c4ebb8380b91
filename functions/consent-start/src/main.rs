//! Lambda `consent-start`: the hosted pages, and the trips to Microsoft that begin on them.

mod access;
mod handler;
mod pages;
mod route;
mod visitor;

use app::{browser::Browser, limits::PageRequests};
use bootstrap::{
    clients, clock::SystemClock, config, config::Environment, parts, random::SystemRandomSource,
    telemetry,
};
use handler::Deps;
use lambda_http::{Error, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    telemetry::start(module_path!());
    let environment = Environment::process();
    let aws = clients::aws().await;
    let cloud = environment.cloud()?;
    let public_base_url = environment.public_base_url(&cloud)?;
    let deps = &Deps {
        browser: Browser {
            store: parts::store(&environment, &aws)?,
            entra: parts::entra(&environment, &cloud)?,
            secrets: parts::secrets(&environment, &aws)?,
            redirect_uri: public_base_url.join("/callback")?,
        },
        interactive_queue: parts::interactive_queue(&environment, &aws)?,
        manifest: environment.manifest()?,
        client_id: environment.application()?.client_id,
        cloud,
        clock: SystemClock,
        random: SystemRandomSource::new(),
        public_base_url,
        app_name: environment.text(config::APP_NAME)?,
        support_contact: environment.support_contact()?,
        outbound_addresses: environment.outbound_addresses()?,
        booking_url: environment.booking_url()?,
        publisher: environment.optional(config::APP_PUBLISHER)?,
        page_requests: PageRequests::default(),
    };
    deps.browser.warm_up(&deps.clock).await;
    lambda_http::run(service_fn(|request| handler::handle(deps, request))).await
}
