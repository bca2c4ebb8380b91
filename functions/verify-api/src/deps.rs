//! Parts that the function is built from.

use app::{
    host::api_key_uses::ApiKeyUses,
    limits::{API_KEY, Rate, RateLimiter, WITHOUT_KEY},
    secrets::credential::Credentials,
    verify::{
        read_system_user::SystemUserReader, read_tenant::TenantReader,
        verify_registration::Verifier,
    },
};
use bootstrap::{
    clients::SdkConfig, clock::SystemClock, config::Environment, gateway, parts,
    random::SystemRandomSource,
};
use domain::{clock::Machine, cloud::Cloud, ids::ClientId, key_mode::KeyMode};
use std::sync::Arc;
use store::{Queue, secrets::Secrets};
use url::Url;
use web::page_style::PageStyle;

/// Dependencies of the function.
pub(crate) struct Deps {
    pub(crate) verifier: Verifier,
    pub(crate) secrets: Arc<Secrets>,
    pub(crate) key_mode: KeyMode,
    pub(crate) interactive_queue: Queue,
    pub(crate) delivery_queue: Queue,
    pub(crate) clock: SystemClock,
    pub(crate) random: SystemRandomSource,
    pub(crate) version: String,
    pub(crate) public_base_url: Url,
    pub(crate) return_url_prefixes: Vec<Url>,
    pub(crate) cloud: Cloud,
    pub(crate) client_id: ClientId,
    pub(crate) style: PageStyle,
    pub(crate) outbound_addresses: Vec<String>,
    /// Limits requests without a valid key, by address.
    pub(crate) without_key: RateLimiter,
    /// Limits requests with a valid key, by its id.
    pub(crate) with_key: RateLimiter<String>,
    /// Notes which keys are used.
    pub(crate) key_uses: ApiKeyUses,
}

impl Deps {
    /// Builds them from the configuration; nothing is asked yet.
    ///
    /// # Errors
    /// When a setting is absent or has another form.
    pub(crate) fn new(
        environment: &Environment<'_>,
        aws: &SdkConfig,
    ) -> Result<Self, gateway::Error> {
        let cloud = environment.cloud()?;
        let secrets = parts::secrets(environment, aws)?;
        let reader = TenantReader::new(
            parts::entra(environment, &cloud)?,
            Credentials::new(secrets.clone(), parts::web_identity(&cloud, aws)),
            environment.manifest()?,
            environment.application()?.home_tenant,
        );
        Ok(Self {
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

    /// The machine on which the function runs.
    pub(crate) fn machine(&self) -> Machine<'_> {
        Machine {
            clock: &self.clock,
            random: &self.random,
        }
    }
}
