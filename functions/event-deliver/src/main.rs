//! Lambda `event-deliver`: delivers events to the host app's endpoints. It has no right on Microsoft's secrets.

mod handler;

use app::host::deliver_event::Deliverer;
use bootstrap::{
    batch, clients, clock::SystemClock, config::Environment, parts, random::SystemRandomSource,
    telemetry,
};
use handler::Deps;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), batch::Error> {
    telemetry::start(module_path!());
    let environment = Environment::process();
    let aws = clients::aws().await;
    let cloud = environment.cloud()?;
    let reach = parts::webhook_reach(&cloud);
    let base = environment.public_base_url(&cloud)?;
    let deps = &Deps {
        deliverer: Deliverer {
            store: parts::store(&environment, &aws)?,
            secrets: parts::secrets(&environment, &aws)?,
            sender: parts::webhook_sender(reach)?,
            reach,
            origin: base.as_str().trim_end_matches('/').to_owned(),
        },
        clock: SystemClock,
        random: SystemRandomSource::new(),
    };
    // It has no credential of ours.
    let trial = async |_| None;
    batch::serve(|batch| handler::handle(deps, batch), trial).await
}
