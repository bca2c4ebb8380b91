//! Parts that the function is built from.

use app::{browser::Browser, limits::PageRequests};
use bootstrap::{
    clients::SdkConfig,
    clock::SystemClock,
    config::{self, Environment},
    gateway, parts,
    random::SystemRandomSource,
};
use domain::{clock::Machine, cloud::Cloud, ids::ClientId, permission::Manifest};
use store::Queue;
use url::Url;
use web::page_style::PageStyle;

/// Dependencies of the function.
pub(crate) struct Deps {
    pub(crate) browser: Browser,
    pub(crate) interactive_queue: Queue,
    pub(crate) manifest: Manifest,
    pub(crate) cloud: Cloud,
    pub(crate) client_id: ClientId,
    pub(crate) clock: SystemClock,
    pub(crate) random: SystemRandomSource,
    pub(crate) public_base_url: Url,
    pub(crate) style: PageStyle,
    /// Addresses that background sign-ins come from.
    pub(crate) outbound_addresses: Vec<String>,
    pub(crate) booking_url: Option<Url>,
    pub(crate) publisher: Option<String>,
    pub(crate) page_requests: PageRequests,
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
        let public_base_url = environment.public_base_url(&cloud)?;
        Ok(Self {
            browser: Browser {
                store: parts::store(environment, aws)?,
                entra: parts::entra(environment, &cloud)?,
                secrets: parts::secrets(environment, aws)?,
                redirect_uri: public_base_url.join("/callback")?,
            },
            interactive_queue: parts::interactive_queue(environment, aws)?,
            manifest: environment.manifest()?,
            client_id: environment.application()?.client_id,
            cloud,
            clock: SystemClock,
            random: SystemRandomSource::new(),
            public_base_url,
            style: PageStyle::new(environment.brand()?),
            outbound_addresses: environment.outbound_addresses()?,
            booking_url: environment.booking_url()?,
            publisher: environment.optional(config::APP_PUBLISHER)?,
            page_requests: PageRequests::default(),
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
