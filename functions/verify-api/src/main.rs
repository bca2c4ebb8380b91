//! Lambda `verify-api`: the host app's API.

mod handler;
mod operations;
mod requests;
mod responses;
mod route;

use app::{
    credential::Credentials,
    limits::{RateLimiter, WITHOUT_KEY},
    read_system_user::SystemUserReader,
    read_tenant::TenantReader,
    verify_registration::Verifier,
};
use bootstrap::{
    clients, clock::SystemClock, config::Environment, parts, random::SystemRandomSource, telemetry,
};
use domain::clock::Clock as _;
use handler::Deps;
use lambda_http::{Error, service_fn};
use store::secrets::Freshness;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    telemetry::start(module_path!());
    let environment = Environment::process();
    let aws = clients::aws().await;
    let cloud = environment.cloud()?;
    let secrets = parts::secrets(&environment, &aws)?;
    let reader = TenantReader::new(
        parts::entra(&environment, &cloud)?,
        Credentials::new(secrets.clone()),
        environment.manifest()?,
        environment.application()?.home_tenant,
    );
    let deps = &Deps {
        verifier: Verifier {
            store: parts::store(&environment, &aws)?,
            reader,
            system_users: SystemUserReader::new(parts::system_users(&environment, &aws)?),
            intervals: environment.intervals(&cloud)?,
        },
        secrets,
        interactive_queue: parts::interactive_queue(&environment, &aws)?,
        clock: SystemClock,
        random: SystemRandomSource::new(),
        public_base_url: environment.public_base_url(&cloud)?,
        return_url_prefixes: environment.return_url_prefixes()?,
        client_id: environment.application()?.client_id,
        support_contact: environment.support_contact()?,
        without_key: RateLimiter::new(WITHOUT_KEY),
        cloud,
    };
    // What fails here is told of by the first request that needs it.
    let _ = tokio::join!(
        deps.secrets.api_keys(deps.clock.now(), Freshness::Cached),
        deps.verifier.reader.warm_up(&deps.clock),
    );
    lambda_http::run(service_fn(|request| handler::handle(deps, request))).await
}
