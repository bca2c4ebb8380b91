//! Lambda `oauth-callback`: every trip to Microsoft ends here, and goes on to a clean page.

mod answer;
mod handler;
#[cfg(test)]
mod tests;

use app::{
    browser::Browser,
    legs::Callback,
    limits::{CALLBACKS, RateLimiter},
    secrets::credential::Credentials,
    warm_up,
};
use bootstrap::{
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
    gateway::serve("answered a return from Microsoft", |request| {
        handler::handle(deps, request)
    })
    .await
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
            credentials: Credentials::new(secrets),
            manifest: environment.manifest()?,
            interactive_queue: parts::interactive_queue(environment, aws)?,
            system_users: parts::system_user_keeper(environment, aws)?,
            returns: RateLimiter::new(CALLBACKS),
        },
        clock: SystemClock,
        random: SystemRandomSource::new(),
        public_base_url,
        style: PageStyle::new(environment.brand()?),
    })
}
