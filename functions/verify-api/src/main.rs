//! Lambda `verify-api`: the host app's API.

mod answer;
mod audit;
mod authentication;
mod checks;
mod cursor;
mod docs;
mod events;
mod handler;
mod health;
mod input;
mod instant;
mod invitations;
mod me;
mod openapi;
mod page;
mod problems;
mod registrations;
mod router;
mod scope;
#[cfg(test)]
mod tests;
mod verifications;
mod webhook_endpoints;
mod words;

use app::{
    host::api_key_uses::ApiKeyUses,
    limits::{API_KEY, Rate, RateLimiter, WITHOUT_KEY},
    secrets::credential::Credentials,
    verify::{
        read_system_user::SystemUserReader, read_tenant::TenantReader,
        verify_registration::Verifier,
    },
    warm_up,
};
use bootstrap::{
    Trial,
    clients::{self, SdkConfig},
    clock::SystemClock,
    config::Environment,
    gateway, parts,
    random::SystemRandomSource,
    telemetry,
};
use domain::clock::Clock as _;
use handler::{Api, Deps};
use store::secrets::Freshness;
use web::page_style::PageStyle;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), gateway::Error> {
    telemetry::start(module_path!());
    let api = &Api::new(deps(&Environment::process(), &clients::aws().await)?);
    let deps = &api.deps;
    deps.verifier.open_connections(deps.clock);
    warm_up::wait_for(Box::pin(async {
        tokio::join!(
            deps.secrets.api_keys(deps.clock.now(), Freshness::Cached),
            deps.secrets.sealing_keys(deps.clock.now()),
            deps.verifier.read_secrets(&deps.clock),
        )
    }))
    .await;
    let trial = |Trial::FederatedCredential| async move {
        let trial = deps.verifier.reader.try_federated(&deps.clock);
        Some(trial.await.to_json())
    };
    gateway::serve(|request| handler::handle(api, request), trial).await
}

/// Builds what the function uses; nothing is asked yet.
fn deps(environment: &Environment<'_>, aws: &SdkConfig) -> Result<Deps, gateway::Error> {
    let cloud = environment.cloud()?;
    let secrets = parts::secrets(environment, aws)?;
    let reader = TenantReader::new(
        parts::entra(environment, &cloud)?,
        Credentials::new(secrets.clone(), parts::web_identity(&cloud, aws)),
        environment.manifest()?,
        environment.application()?.home_tenant,
    );
    Ok(Deps {
        verifier: Verifier {
            store: parts::store(environment, aws)?,
            reader,
            system_users: SystemUserReader::new(parts::system_users(environment, aws)?),
            intervals: environment.intervals(&cloud)?,
        },
        secrets,
        interactive_queue: parts::interactive_queue(environment, aws)?,
        delivery_queue: parts::delivery_queue(environment, aws)?,
        clock: SystemClock,
        random: SystemRandomSource::new(),
        version: environment.version()?,
        public_base_url: environment.public_base_url(&cloud)?,
        return_url_prefixes: environment.return_url_prefixes()?,
        client_id: environment.application()?.client_id,
        style: PageStyle::new(environment.brand()?),
        outbound_addresses: environment.outbound_addresses()?,
        without_key: RateLimiter::new(WITHOUT_KEY),
        with_key: RateLimiter::new(Rate::of(API_KEY)),
        key_uses: ApiKeyUses::default(),
        key_mode: environment.key_mode(&cloud)?,
        cloud,
    })
}
