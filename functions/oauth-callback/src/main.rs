//! Lambda `oauth-callback`: every trip to Microsoft ends here, and goes on to a clean page.

mod answer;
mod handler;
#[cfg(test)]
mod tests;

use app::{
    browser::Browser,
    legs::Callback,
    limits::{CALLBACKS, RateLimiter},
    secrets::credential::{Credentials, Home},
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
use handler::Deps;
use web::page_style::PageStyle;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), gateway::Error> {
    telemetry::start(module_path!());
    let deps = &deps(&Environment::process(), &clients::aws().await)?;
    deps.callback.open_connections(deps.clock);
    warm_up::wait_for(Box::pin(deps.callback.read_secrets(&deps.clock))).await;
    let trial = |Trial::FederatedCredential| async move {
        let home = Home::new(deps.callback.browser.entra.clone(), deps.home_tenant);
        let trial = deps.callback.credentials.try_federated(&home, &deps.clock);
        Some(trial.await.to_json())
    };
    let answer = |request| handler::handle(deps, request);
    gateway::serve("answered a return from Microsoft", answer, trial).await
}

/// Builds what the function uses; nothing is asked yet.
fn deps(environment: &Environment<'_>, aws: &SdkConfig) -> Result<Deps, gateway::Error> {
    let cloud = environment.cloud()?;
    let public_base_url = environment.public_base_url(&cloud)?;
    let secrets = parts::secrets(environment, aws)?;
    Ok(Deps {
        callback: Callback {
            browser: Browser {
                store: parts::store(environment, aws)?,
                entra: parts::entra(environment, &cloud)?,
                secrets: secrets.clone(),
                redirect_uri: public_base_url.join("/callback")?,
            },
            credentials: Credentials::new(secrets, parts::web_identity(&cloud, aws)),
            manifest: environment.manifest()?,
            interactive_queue: parts::interactive_queue(environment, aws)?,
            system_users: parts::system_user_keeper(environment, aws)?,
            returns: RateLimiter::new(CALLBACKS),
        },
        home_tenant: environment.application()?.home_tenant,
        clock: SystemClock,
        random: SystemRandomSource::new(),
        public_base_url,
        style: PageStyle::new(environment.brand()?),
    })
}
