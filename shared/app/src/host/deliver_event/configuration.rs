//! The endpoints as the operator configures them. An entry that cannot be used is a slip of the operator's and not the end of an
//! endpoint: what is due for it waits until the entry is mended.

use domain::webhook::{
    EndpointConfiguration, EndpointId, EndpointRecord, EndpointUrl, InvalidEndpointUrl, Reach,
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::secrets::{Secrets, SecretsError, WebhookSecret};

/// The endpoints as the operator configures them, as far as they can be delivered to.
pub(super) struct Configuration {
    endpoints: Vec<DeliveryTarget>,
    /// The addresses that no delivery may go to, and why.
    refused: BTreeMap<EndpointId, InvalidEndpointUrl>,
    unusable: BTreeSet<EndpointId>,
    is_whole: bool,
}

/// An endpoint that can be delivered to.
pub(super) struct DeliveryTarget {
    pub(super) id: EndpointId,
    pub(super) url: EndpointUrl,
    pub(super) keys: Vec<WebhookSecret>,
    pub(super) is_on: bool,
}

impl Configuration {
    /// Reads the entries and their addresses. What cannot be used is told to the operator by the survey.
    pub(super) async fn read(
        secrets: &Secrets,
        reach: Reach,
        now: Timestamp,
    ) -> Result<Self, SecretsError> {
        let stored = secrets.webhook_endpoints(now).await?;
        let mut configuration = Self {
            endpoints: Vec::new(),
            refused: BTreeMap::new(),
            unusable: stored.unusable.clone(),
            is_whole: stored.is_whole,
        };
        for endpoint in &stored.endpoints {
            let id = endpoint.id.clone();
            match EndpointUrl::parse(&endpoint.url, reach) {
                Ok(url) => configuration.endpoints.push(DeliveryTarget {
                    id,
                    url,
                    keys: endpoint.secrets.clone(),
                    is_on: endpoint.is_enabled,
                }),
                Err(invalid) => drop(configuration.refused.insert(id, invalid)),
            }
        }
        Ok(configuration)
    }

    pub(super) fn find(&self, id: &EndpointId) -> Option<&DeliveryTarget> {
        self.endpoints.iter().find(|endpoint| endpoint.id == *id)
    }

    /// The configuration of an endpoint. One that has no entry is removed only where all entries can be read.
    pub(super) fn of(&self, id: &EndpointId) -> EndpointConfiguration<'_> {
        match self.find(id) {
            Some(endpoint) => EndpointConfiguration::Usable {
                host: endpoint.url.host(),
                is_on: endpoint.is_on,
            },
            None if self.refused.contains_key(id) || self.unusable.contains(id) => {
                EndpointConfiguration::Unusable
            }
            None if self.is_whole => EndpointConfiguration::Removed,
            None => EndpointConfiguration::Unusable,
        }
    }

    /// Tells the operator why an endpoint cannot be delivered to.
    pub(super) fn tell_operator(&self, id: &EndpointId) {
        let refused = self.refused.get(id).map(ToString::to_string);
        tracing::error!(
            outcome = "operator_fault",
            endpoint_id = %id,
            error = refused.as_deref().unwrap_or("its entry cannot be read"),
            "the configuration of a webhook endpoint cannot be used; what is due for it waits"
        );
    }

    /// The endpoints that events are for: those that have an entry, and those that had one where not all can be read.
    pub(super) fn names(&self, known: &[EndpointRecord]) -> BTreeSet<EndpointId> {
        let usable = self.endpoints.iter().map(|endpoint| &endpoint.id);
        let configured = known.iter().filter(|record| record.is_configured);
        let lost = configured.map(|record| &record.id);
        let lost = lost.filter(|id| self.of(id) == EndpointConfiguration::Unusable);
        let unusable = self.refused.keys().chain(&self.unusable);
        usable.chain(unusable).chain(lost).cloned().collect()
    }
}
