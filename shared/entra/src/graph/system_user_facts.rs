//! What the system user's own token shows: the account, its licences, groups and mailbox, the organisation, and the sites and
//! libraries as this account sees them.
//! <https://learn.microsoft.com/en-us/graph/api/user-get>,
//! <https://learn.microsoft.com/en-us/graph/api/user-list-licensedetails>,
//! <https://learn.microsoft.com/en-us/graph/api/user-list-memberof>,
//! <https://learn.microsoft.com/en-us/graph/api/mailfolder-get>

use super::{
    Graph, Unread,
    batch::Part,
    collection::Place,
    organization,
    reading::{GraphError, Reading, observed},
    sites,
};
use crate::{entra::Entra, user_token::UserToken};
use domain::{
    clock::Clock,
    customer::Site,
    ids::{ObjectId, ServicePlanId},
    verification::facts::{
        Evidence, LicensedPlan, Mailbox, Observed, Organization, SiteFacts, SystemUser,
    },
};
use secrecy::SecretString;
use serde::Deserialize;
use std::{collections::BTreeSet, fmt};

const ME: &str = "me";
const LICENCES: &str = "licences";
const GROUPS: &str = "groups";
const MAILBOX: &str = "mailbox";
const ORGANIZATION: &str = "organization";

/// What was read with the system user's own token.
#[derive(Clone)]
pub struct SystemUserFacts {
    /// The account itself.
    pub user: Observed<SystemUser>,
    /// The groups that it is a direct member of.
    pub groups: Observed<BTreeSet<ObjectId>>,
    /// The service plans of its licences.
    pub licences: Observed<Vec<LicensedPlan>>,
    /// Its mailbox.
    pub mailbox: Observed<Mailbox>,
    /// The tenant's organisation.
    pub organization: Observed<Organization>,
    /// The configured sites as it sees them, in the order and number they were given.
    pub sites: Vec<SiteFacts>,
    /// Whether Graph refused the token itself: every answer was a 401. Under a held token one more read with a fresh one is
    /// worth it; nothing was learnt of the account.
    pub is_token_refused: bool,
}

impl fmt::Debug for SystemUserFacts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The account's name stays out of logs (`security.md` T59).
        formatter
            .debug_struct("SystemUserFacts")
            .field("mailbox", &self.mailbox)
            .field("sites", &self.sites)
            .field("is_token_refused", &self.is_token_refused)
            .finish_non_exhaustive()
    }
}

impl Entra {
    /// Reads what the system user may see. Two round trips, all batches of one at the same time: the account and the sites,
    /// then the libraries that were found; more only for further pages and for parts that were turned away. Then the upload
    /// sessions that showed whether libraries can be written to are abandoned, off the critical path of the answers but
    /// before this returns. Never fails: what was not read says why.
    pub async fn read_system_user(
        &self,
        token: &UserToken,
        sites: &[Site],
        clock: &dyn Clock,
    ) -> SystemUserFacts {
        let graph = Graph {
            entra: self,
            token: token.secret(),
            token_is_fresh: token.is_fresh(),
            clock,
        };
        // On the heap: the futures of two stages are large.
        Box::pin(graph.system_user_facts(token.object_id(), sites)).await
    }

    /// Reads the configured sites with the token of an administrator who has just signed in: the same two round trips and
    /// the same clean-up as [`read_system_user`](Self::read_system_user). Never fails.
    pub async fn read_administrator_sites(
        &self,
        access_token: &SecretString,
        sites: &[Site],
        clock: &dyn Clock,
    ) -> Vec<SiteFacts> {
        let graph = Graph {
            entra: self,
            token: access_token,
            token_is_fresh: true,
            clock,
        };
        Box::pin(graph.administrator_sites(sites)).await
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UserBody {
    id: ObjectId,
    user_principal_name: Option<String>,
    user_type: Option<String>,
    account_enabled: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LicenceBody {
    sku_part_number: String,
    service_plans: Vec<PlanBody>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PlanBody {
    service_plan_id: ServicePlanId,
    service_plan_name: String,
    provisioning_status: String,
}

#[derive(Deserialize)]
struct MemberOfBody {
    id: ObjectId,
    #[serde(rename = "@odata.type")]
    kind: Option<String>,
}

#[derive(Deserialize)]
struct FolderBody {
    #[serde(rename = "id")]
    _id: String,
}

impl Graph<'_> {
    async fn system_user_facts(&self, account: ObjectId, sites: &[Site]) -> SystemUserFacts {
        let parts: Vec<Part> = own_parts().into_iter().chain(sites::parts(sites)).collect();
        let mut readings = self.read_batch(&parts).await;
        let token_is_taken = readings.show_token_taken();
        let is_token_refused = readings.show_token_refused();
        let user = readings.take(ME).typed::<UserBody>();
        let licences = readings.take(LICENCES);
        let groups = readings.take(GROUPS);
        let mailbox = mailbox(readings.take(MAILBOX));
        let organization = organization::read(readings.take(ORGANIZATION));
        let (licences, groups, sites) = tokio::join!(
            self.licences(licences, account),
            self.groups(groups, account),
            self.sites(sites, readings, token_is_taken),
        );
        SystemUserFacts {
            user: observed(user.map(|(body, evidence)| (body.into(), evidence))),
            groups: observed(groups),
            licences: observed(licences),
            mailbox: observed(mailbox),
            organization: observed(organization.map(|(named, evidence)| (named.facts, evidence))),
            sites,
            is_token_refused,
        }
    }

    async fn administrator_sites(&self, sites: &[Site]) -> Vec<SiteFacts> {
        // The person is a witness: SharePoint refuses accounts with 401, and so does Graph a token that is no good.
        let witness = Part::get(ME, "/me", "?$select=id");
        let parts: Vec<Part> = [witness].into_iter().chain(sites::parts(sites)).collect();
        let readings = self.read_batch(&parts).await;
        let token_is_taken = readings.show_token_taken();
        self.sites(sites, readings, token_is_taken).await
    }

    async fn licences(
        &self,
        reading: Reading,
        account: ObjectId,
    ) -> Result<(Vec<LicensedPlan>, Evidence), Unread> {
        let place = Place::of_account("licenseDetails", account);
        let (licences, evidence) = self.collect::<LicenceBody>(reading, &place).await?;
        let plans = licences.into_iter().flat_map(LicenceBody::plans).collect();
        Ok((plans, evidence))
    }

    /// The groups it is a direct member of. Directory roles and administrative units are in the same list.
    async fn groups(
        &self,
        reading: Reading,
        account: ObjectId,
    ) -> Result<(BTreeSet<ObjectId>, Evidence), Unread> {
        let place = Place::of_account("memberOf", account);
        let (memberships, evidence) = self.collect::<MemberOfBody>(reading, &place).await?;
        let groups = memberships
            .into_iter()
            .filter(|membership| {
                membership
                    .kind
                    .as_deref()
                    .is_none_or(|kind| kind == "#microsoft.graph.group")
            })
            .map(|membership| membership.id)
            .collect();
        Ok((groups, evidence))
    }
}

fn own_parts() -> [Part; 5] {
    [
        Part::get(
            ME,
            "/me",
            "?$select=id,userPrincipalName,userType,accountEnabled",
        ),
        Part::get(LICENCES, "/me/licenseDetails", ""),
        Part::get(GROUPS, "/me/memberOf", "?$select=id"),
        Part::get(MAILBOX, "/me/mailFolders/inbox", "?$select=id"),
        organization::part(ORGANIZATION),
    ]
}

fn mailbox(reading: Reading) -> Result<(Mailbox, Evidence), Unread> {
    let fact_of = |error: &GraphError| match (error.status, error.code.as_str()) {
        (404, "MailboxNotEnabledForRESTAPI") => Some(Mailbox::NotEnabled),
        (403, "ErrorAccessDenied") => Some(Mailbox::Restricted),
        _ => None,
    };
    let (outcome, evidence) = reading.typed_or::<FolderBody, _>(fact_of)?;
    let mailbox = outcome.map_or_else(|mailbox| mailbox, |_| Mailbox::Reachable);
    Ok((mailbox, evidence))
}

impl From<UserBody> for SystemUser {
    fn from(body: UserBody) -> Self {
        Self {
            id: body.id,
            user_principal_name: body.user_principal_name.unwrap_or_default(),
            // Members who were created before guests existed have no type.
            is_guest: body
                .user_type
                .is_some_and(|kind| kind.eq_ignore_ascii_case("guest")),
            account_enabled: body.account_enabled,
        }
    }
}

impl LicenceBody {
    fn plans(self) -> impl Iterator<Item = LicensedPlan> {
        let licence = self.sku_part_number;
        self.service_plans
            .into_iter()
            .map(move |plan| LicensedPlan {
                id: plan.service_plan_id,
                name: plan.service_plan_name,
                licence: licence.clone(),
                status: plan.provisioning_status,
            })
    }
}
