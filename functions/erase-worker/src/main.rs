//! Lambda `erase-worker`: removes what erased registrations and replaced system users left. It alone deletes rows of a registration.

mod handler;

use app::verify::read_system_user::SystemUserReader;
use bootstrap::{batch, clients, clock::SystemClock, config::Environment, parts, telemetry};
use handler::Deps;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), batch::Error> {
    telemetry::start(module_path!());
    let environment = Environment::process();
    let aws = clients::aws().await;
    let cloud = environment.cloud()?;
    let deps = &Deps {
        store: parts::store(&environment, &aws)?,
        system_users: SystemUserReader::new(parts::system_users(&environment, &aws)?),
        // Longer than any function runs.
        settled_after: environment.intervals(&cloud)?.confirm_after,
        clock: SystemClock,
    };
    // It has no credential of ours.
    let trial = async |_| None;
    batch::serve(|batch| handler::handle(deps, batch), trial).await
}
