//! Facts from the administrator's own sign-in, read in one batch.
//! <https://learn.microsoft.com/en-us/graph/api/user-list-memberof>

use super::{Graph, batch::Part, collection::CollectionPaths, organization, reading::observed};
use crate::entra::Entra;
use domain::{
    clock::Clock,
    verification::facts::{Observed, Organization},
};
use secrecy::SecretString;
use serde::Deserialize;

const ORGANIZATION: &str = "organization";
const ROLES: &str = "roles";

/// Path of the person's directory roles.
const ROLES_PATH: &str = "/me/memberOf/microsoft.graph.directoryRole";

/// Facts about the tenant and the person that the administrator's own token shows.
#[derive(Clone)]
pub struct SignInFacts {
    /// The tenant's organisation.
    pub organization: Observed<Organization>,
    /// Name of the organisation, as the tenant chose it.
    pub display_name: Option<String>,
    /// The tenant's default verified domain, in lower case.
    pub default_domain: Option<String>,
    /// Template ids of the person's active directory roles. Eligible roles do not show.
    pub directory_roles: Observed<Vec<String>>,
}

impl std::fmt::Debug for SignInFacts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SignInFacts")
            .field("organization", &self.organization)
            .field("directory_roles", &self.directory_roles)
            .finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DirectoryRole {
    role_template_id: Option<String>,
}

impl Entra {
    /// Reads the facts that the person's own token shows. One round trip, with more only for further pages and for parts that
    /// were turned away. It never fails: unread facts carry the reason.
    pub async fn read_sign_in(
        &self,
        access_token: &SecretString,
        clock: &dyn Clock,
    ) -> SignInFacts {
        let graph = Graph {
            entra: self,
            token: access_token,
            token_is_fresh: true,
            clock,
        };
        graph.sign_in_facts().await
    }
}

impl Graph<'_> {
    async fn sign_in_facts(&self) -> SignInFacts {
        let parts = [
            organization::part(ORGANIZATION),
            Part::get(ROLES, ROLES_PATH, "?$select=roleTemplateId,displayName"),
        ];
        let mut readings = self.read_batch(&parts).await;
        let organization = organization::read(readings.take(ORGANIZATION));
        let roles = self
            .collect::<DirectoryRole>(
                readings.take(ROLES),
                &CollectionPaths::at(ROLES_PATH.to_owned()),
            )
            .await
            .map(|(roles, evidence)| {
                let ids = roles
                    .into_iter()
                    .filter_map(|role| role.role_template_id)
                    .collect();
                (ids, evidence)
            });
        let (display_name, default_domain) = match &organization {
            Ok((named, _)) => (named.display_name.clone(), named.default_domain.clone()),
            Err(_) => (None, None),
        };
        SignInFacts {
            organization: observed(organization.map(|(named, evidence)| (named.facts, evidence))),
            display_name,
            default_domain,
            directory_roles: observed(roles),
        }
    }
}
