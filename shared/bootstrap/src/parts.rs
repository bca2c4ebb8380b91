//! The clients of the other crates, each built from its own settings. A function builds only those that it uses.

use crate::config::{self, ConfigError, Environment};
use aws_config::SdkConfig;
use domain::{cloud::Cloud, webhook::Reach};
use entra::Entra;
use std::sync::Arc;
use store::{
    Queue, Store, WebIdentity,
    secrets::Secrets,
    system_users::{SystemUserKeeper, SystemUsers, TokenSettings},
};

/// Reason why the clients could not be built.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting is missing or cannot be used.
    #[error("the configuration cannot be used")]
    Config(#[from] ConfigError),
    /// The HTTP client cannot be built.
    #[error("the HTTP client cannot be built")]
    Http(#[from] entra::HttpClientError),
    /// The HTTP client of deliveries cannot be built.
    #[error("the HTTP client of deliveries cannot be built")]
    Webhook(#[from] webhook::HttpClientError),
}

/// The table.
///
/// # Errors
/// [`StartError::Config`].
pub fn store(environment: &Environment<'_>, aws: &SdkConfig) -> Result<Store, StartError> {
    let table = environment.text(config::TABLE_NAME)?;
    Ok(Store::new(aws, table))
}

/// The secrets.
///
/// # Errors
/// [`StartError::Config`].
pub fn secrets(environment: &Environment<'_>, aws: &SdkConfig) -> Result<Arc<Secrets>, StartError> {
    let prefix = environment.text(config::SECRET_PREFIX)?;
    Ok(Arc::new(Secrets::new(aws, prefix)))
}

/// The identity of the function's role, for Entra of a cloud.
pub fn web_identity(cloud: &Cloud, aws: &SdkConfig) -> WebIdentity {
    WebIdentity::new(aws, cloud.token_exchange_audience())
}

/// The system users' sign-ins, for reading and renewing.
///
/// # Errors
/// [`StartError::Config`].
pub fn system_users(
    environment: &Environment<'_>,
    aws: &SdkConfig,
) -> Result<SystemUsers, StartError> {
    let settings = TokenSettings {
        home: environment.system_user_tokens()?,
        prefix: environment.text(config::SECRET_PREFIX)?,
        key: environment.text(config::SYSTEM_USERS_KEY_ARN)?,
    };
    Ok(SystemUsers::new(aws, store(environment, aws)?, settings))
}

/// The system users' sign-ins, for keeping new ones.
///
/// # Errors
/// [`StartError::Config`].
pub fn system_user_keeper(
    environment: &Environment<'_>,
    aws: &SdkConfig,
) -> Result<SystemUserKeeper, StartError> {
    let key = environment.text(config::SECRETS_KEY_ARN)?;
    Ok(SystemUserKeeper::new(system_users(environment, aws)?, key))
}

/// The queue of verifications that a person waits for.
///
/// # Errors
/// [`StartError::Config`].
pub fn interactive_queue(
    environment: &Environment<'_>,
    aws: &SdkConfig,
) -> Result<Queue, StartError> {
    Ok(Queue::new(
        aws,
        environment.text(config::INTERACTIVE_QUEUE_URL)?,
    ))
}

/// The queue of scheduled verifications.
///
/// # Errors
/// [`StartError::Config`].
pub fn sweep_queue(environment: &Environment<'_>, aws: &SdkConfig) -> Result<Queue, StartError> {
    Ok(Queue::new(aws, environment.text(config::SWEEP_QUEUE_URL)?))
}

/// The queue of removals.
///
/// # Errors
/// [`StartError::Config`].
pub fn erase_queue(environment: &Environment<'_>, aws: &SdkConfig) -> Result<Queue, StartError> {
    Ok(Queue::new(aws, environment.text(config::ERASE_QUEUE_URL)?))
}

/// The queue of deliveries of events.
///
/// # Errors
/// [`StartError::Config`].
pub fn delivery_queue(environment: &Environment<'_>, aws: &SdkConfig) -> Result<Queue, StartError> {
    Ok(Queue::new(
        aws,
        environment.text(config::DELIVERY_QUEUE_URL)?,
    ))
}

/// Places that deliveries of events may go to: in the emulated cloud this machine alone.
pub fn webhook_reach(cloud: &Cloud) -> Reach {
    if cloud.is_emulated() {
        Reach::Loopback
    } else {
        Reach::Public
    }
}

/// The client that delivers events.
///
/// # Errors
/// [`StartError::Webhook`].
pub fn webhook_sender(reach: Reach) -> Result<webhook::Sender, StartError> {
    Ok(webhook::Sender::new(reach)?)
}

/// Microsoft's identity platform and Graph.
///
/// # Errors
/// See [`StartError`].
pub fn entra(environment: &Environment<'_>, cloud: &Cloud) -> Result<Entra, StartError> {
    let application = environment.application()?;
    Ok(Entra::new(
        entra::http_client(cloud)?,
        cloud.clone(),
        application.client_id,
    ))
}
