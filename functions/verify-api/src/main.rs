//! Lambda `verify-api`: the host app's API.

mod answer;
mod audit;
mod authentication;
mod checks;
mod cursor;
mod deps;
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

use app::warm_up;
use bootstrap::{Trial, clients, config::Environment, gateway, telemetry};
use deps::Deps;
use domain::clock::Clock as _;
use handler::Api;
use store::secrets::SecretFreshness;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), gateway::Error> {
    telemetry::start(module_path!());
    let api = &Api::new(Deps::new(&Environment::process(), &clients::aws().await)?);
    let deps = &api.deps;
    deps.verifier.open_connections(deps.clock);
    warm_up::wait_for(Box::pin(async {
        tokio::join!(
            deps.secrets
                .api_keys(deps.clock.now(), SecretFreshness::Cached),
            deps.secrets.sealing_keys(deps.clock.now()),
            deps.verifier.read_secrets(&deps.clock),
        )
    }))
    .await;
    let trial = |Trial::FederatedCredential| async move {
        let trial = deps.verifier.reader.try_federated(&deps.clock);
        Some(trial.await.to_json())
    };
    let answer = |request| handler::handle(api, request);
    gateway::serve("answered an API request", answer, trial).await
}
