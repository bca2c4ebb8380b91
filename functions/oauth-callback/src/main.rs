//! Lambda `oauth-callback`: every trip to Microsoft ends here, and goes on to a clean page.

mod answer;
mod handler;

use app::{
    browser::Browser,
    complete_leg::Callback,
    credential::Credentials,
    limits::{CALLBACKS, RateLimiter},
};
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
    let secrets = parts::secrets(&environment, &aws)?;
    let deps = &Deps {
        callback: Callback {
            browser: Browser {
                store: parts::store(&environment, &aws)?,
                entra: parts::entra(&environment, &cloud)?,
                secrets: secrets.clone(),
                redirect_uri: public_base_url.join("/callback")?,
            },
            credentials: Credentials::new(secrets),
            interactive_queue: parts::interactive_queue(&environment, &aws)?,
            system_users: parts::system_user_keeper(&environment, &aws)?,
            returns: RateLimiter::new(CALLBACKS),
        },
        clock: SystemClock,
        random: SystemRandomSource::new(),
        public_base_url,
        app_name: environment.text(config::APP_NAME)?,
        support_contact: environment.support_contact()?,
    };
    deps.callback.warm_up(&deps.clock).await;
    lambda_http::run(service_fn(|request| handler::handle(deps, request))).await
}
