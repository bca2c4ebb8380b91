//! Lambda `verify-dispatch`: each minute, sends what is due to the queues.

mod handler;

use bootstrap::{
    clients,
    clock::SystemClock,
    config::Environment,
    correlation::{self, CorrelationIds},
    parts,
    random::SystemRandomSource,
    telemetry,
};
use handler::Deps;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde::de::IgnoredAny;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    telemetry::start(module_path!());
    let environment = Environment::process();
    let aws = clients::aws().await;
    let deps = &Deps {
        store: parts::store(&environment, &aws)?,
        queue: parts::sweep_queue(&environment, &aws)?,
        erase_queue: parts::erase_queue(&environment, &aws)?,
        delivery_queue: parts::delivery_queue(&environment, &aws)?,
        clock: SystemClock,
        random: SystemRandomSource::new(),
    };
    lambda_runtime::run(service_fn(|event: LambdaEvent<IgnoredAny>| {
        let ids = CorrelationIds {
            request_id: &event.context.request_id,
            ..CorrelationIds::default()
        };
        correlation::of(ids).carry_out(handler::handle(deps, event.context.deadline))
    }))
    .await
}
