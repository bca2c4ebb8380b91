//! Our own service principal in a tenant and its relations, addressed by the application id.
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-get>

use super::{Graph, Unread, batch::Readings, collection::CollectionPaths, reading::Reading};
use domain::{
    ids::{ClientId, ObjectId},
    verification::{facts::Evidence, verdict::Unobserved},
};
use serde::de::DeserializeOwned;

/// Address of a service principal by application id, the only form whose 404 means that it does not exist.
pub(super) fn by_app_id(client_id: ClientId) -> String {
    format!("/servicePrincipals(appId='{client_id}')")
}

impl Graph<'_> {
    pub(super) fn relation_path(&self, relation: &str) -> String {
        format!("{}/{relation}", by_app_id(self.entra.client_id()))
    }

    /// A relation of our service principal. An empty list, or an absence, counts only if the service principal itself was
    /// seen, because Graph has answered wrong ids with an empty list.
    pub(super) async fn related<T: DeserializeOwned>(
        &self,
        readings: &mut Readings,
        id: &'static str,
        relation: &str,
        owner: Option<ObjectId>,
    ) -> Result<(Vec<T>, Evidence), Unread> {
        let reading = match (readings.take(id), owner) {
            (Reading::Absent(evidence), None) => {
                return Err(Unread::new(Unobserved::NotReached, evidence));
            }
            (reading, _) => reading,
        };
        let place = CollectionPaths::relation(self.relation_path(relation), owner, relation);
        let (items, evidence) = self.collect(reading, &place).await?;
        if items.is_empty() && owner.is_none() {
            return Err(Unread::new(Unobserved::NotReached, evidence));
        }
        Ok((items, evidence))
    }
}
