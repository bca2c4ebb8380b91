//! Lambda `verify-worker`: works off the sweep queue and the interactive queue.

mod handler;

use app::{
    secrets::credential::Credentials,
    verify::{
        process_message::Queues, read_system_user::SystemUserReader, read_tenant::TenantReader,
        verify_registration::Verifier,
    },
    warm_up,
};
use bootstrap::{
    Trial, batch, clients, clock::SystemClock, config::Environment, parts,
    random::SystemRandomSource, telemetry,
};
use handler::Deps;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), batch::Error> {
    telemetry::start(module_path!());
    let environment = Environment::process();
    let aws = clients::aws().await;
    let cloud = environment.cloud()?;
    let reader = TenantReader::new(
        parts::entra(&environment, &cloud)?,
        Credentials::new(
            parts::secrets(&environment, &aws)?,
            parts::web_identity(&cloud, &aws),
        ),
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
        queues: Queues {
            interactive: parts::interactive_queue(&environment, &aws)?,
            sweep: parts::sweep_queue(&environment, &aws)?,
        },
        clock: SystemClock,
        random: SystemRandomSource::new(),
    };
    deps.verifier.open_connections(deps.clock);
    warm_up::wait_for(deps.verifier.read_secrets(&deps.clock)).await;
    let trial = |Trial::FederatedCredential| async move {
        let trial = deps.verifier.reader.try_federated(&deps.clock);
        Some(trial.await.to_json())
    };
    batch::serve(|batch| handler::handle(deps, batch), trial).await
}
