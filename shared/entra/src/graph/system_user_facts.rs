//! Facts that the system user's own token shows: the account, its licences, groups and mailbox, the organisation, the sites
//! and libraries as this account sees them, and the number of other sites that it can open.
//! <https://learn.microsoft.com/en-us/graph/api/user-get>,
//! <https://learn.microsoft.com/en-us/graph/api/user-list-licensedetails>,
//! <https://learn.microsoft.com/en-us/graph/api/user-list-memberof>,
//! <https://learn.microsoft.com/en-us/graph/api/mailfolder-get>

use super::{
    Graph, Unread,
    batch::Part,
    collection::CollectionPaths,
    organization, other_sites,
    probes::ProbeResults,
    reading::{GraphError, Reading, observed},
    sites::{self, SitesReading},
    upload_sessions::UploadSessions,
};
use crate::{entra::Entra, user_token::UserToken};
use domain::{
    clock::Clock,
    customer::Site,
    drives::{KnownDrives, KnownLibraries, WriteTrials},
    ids::{ObjectId, ServicePlanId},
    verification::facts::{
        Evidence, LicensedPlan, Mailbox, Observed, Organization, OtherSites, SiteFacts, SystemUser,
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
const OTHER_SITES: &str = "other-sites";

/// Facts read with the system user's own token.
#[derive(Clone)]
pub struct SystemUserFacts {
    /// The account itself.
    pub user: Observed<SystemUser>,
    /// Groups of which it is a direct member.
    pub groups: Observed<BTreeSet<ObjectId>>,
    /// Service plans of its licences.
    pub licences: Observed<Vec<LicensedPlan>>,
    /// Its mailbox.
    pub mailbox: Observed<Mailbox>,
    /// The tenant's organisation.
    pub organization: Observed<Organization>,
    /// The configured sites as it sees them, in the given order and number.
    pub sites: Vec<SiteFacts>,
    /// Other sites that it can open.
    pub other_sites: Observed<OtherSites>,
    /// Drives of their libraries, which the next reading may be given.
    pub drives: KnownDrives,
    /// Instants of the last successful writes to them, which the next reading may be given.
    pub write_trials: WriteTrials,
    /// Whether Graph refused the token itself: every answer was a 401. If the token was held, one more read with a fresh one
    /// is worth it; this read shows nothing about the account.
    pub is_token_refused: bool,
}

impl fmt::Debug for SystemUserFacts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The account's name stays out of logs (T59).
        formatter
            .debug_struct("SystemUserFacts")
            .field("mailbox", &self.mailbox)
            .field("sites", &self.sites)
            .field("is_token_refused", &self.is_token_refused)
            .finish_non_exhaustive()
    }
}

impl Entra {
    /// Reads the facts that the system user may see. It takes one round trip if the drives of the libraries are known, and two
    /// if one was unknown or has changed; all batches of a stage go at the same time: the account, the sites and the known
    /// drives first, then the other libraries that were found. More round trips follow only for further pages and for parts
    /// that were turned away. It never fails: unread facts carry the reason. If `known` holds a trial of writing that is new
    /// enough, that trial is reported with its own instant and writing is not tried. The caller abandons the upload sessions
    /// with which writing was tried.
    pub async fn read_system_user(
        &self,
        token: &UserToken,
        sites: &[Site],
        known: &KnownLibraries<'_>,
        clock: &dyn Clock,
    ) -> (SystemUserFacts, UploadSessions) {
        let graph = Graph {
            entra: self,
            token: token.secret(),
            token_is_fresh: token.is_fresh(),
            clock,
        };
        // On the heap: the futures of two stages are large.
        Box::pin(graph.system_user_facts(token.object_id(), sites, known)).await
    }

    /// Reads the configured sites with the token of an administrator who has just signed in: two round trips, and a third that
    /// abandons the upload sessions. Never fails.
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
        let SitesReading {
            facts, sessions, ..
        } = Box::pin(graph.administrator_sites(sites)).await;
        let _counted_in_the_log = self.abandon(sessions, clock).await;
        facts
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
    sku_part_number: Option<String>,
    service_plans: Vec<PlanBody>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PlanBody {
    service_plan_id: ServicePlanId,
    service_plan_name: Option<String>,
    provisioning_status: Option<String>,
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
    async fn system_user_facts(
        &self,
        account: ObjectId,
        sites: &[Site],
        known: &KnownLibraries<'_>,
    ) -> (SystemUserFacts, UploadSessions) {
        let parts: Vec<Part> = own_parts().into_iter().chain(sites::parts(sites)).collect();
        let targets = sites::known_targets(sites, known);
        let (mut readings, tried) = tokio::join!(self.read_batch(&parts), self.probe(&targets));
        let token_is_taken = readings.show_token_taken();
        let is_token_refused = readings.show_token_refused();
        let user = readings.take(ME).typed::<UserBody>();
        let licences = readings.take(LICENCES);
        let groups = readings.take(GROUPS);
        let mailbox = mailbox(readings.take(MAILBOX));
        let organization = organization::read(readings.take(ORGANIZATION));
        let other_sites = other_sites::read(readings.take(OTHER_SITES), sites, token_is_taken);
        let (licences, groups, sites) = tokio::join!(
            self.licences(licences, account),
            self.groups(groups, account),
            self.sites(sites, known, readings, token_is_taken, tried),
        );
        let facts = SystemUserFacts {
            user: observed(user.map(|(body, evidence)| (body.into(), evidence))),
            groups: observed(groups),
            licences: observed(licences),
            mailbox: observed(mailbox),
            organization: observed(organization.map(|(named, evidence)| (named.facts, evidence))),
            sites: sites.facts,
            other_sites: observed(other_sites),
            drives: sites.drives,
            write_trials: sites.write_trials,
            is_token_refused,
        };
        (facts, sites.sessions)
    }

    async fn administrator_sites(&self, sites: &[Site]) -> SitesReading {
        // The person is a witness: SharePoint refuses accounts with 401, and so does Graph a token that is no good.
        let witness = Part::get(ME, "/me", "?$select=id");
        let parts: Vec<Part> = [witness].into_iter().chain(sites::parts(sites)).collect();
        let readings = self.read_batch(&parts).await;
        let token_is_taken = readings.show_token_taken();
        let (drives, write_trials) = (KnownDrives::default(), WriteTrials::default());
        let known = KnownLibraries {
            drives: &drives,
            write_trials: &write_trials,
            trials_since: self.clock.now(),
        };
        self.sites(
            sites,
            &known,
            readings,
            token_is_taken,
            ProbeResults::default(),
        )
        .await
    }

    async fn licences(
        &self,
        reading: Reading,
        account: ObjectId,
    ) -> Result<(Vec<LicensedPlan>, Evidence), Unread> {
        let place = CollectionPaths::of_account("licenseDetails", account);
        let (licences, evidence) = self.collect::<LicenceBody>(reading, &place).await?;
        let plans = licences.into_iter().flat_map(LicenceBody::plans).collect();
        Ok((plans, evidence))
    }

    /// Groups of which it is a direct member. Directory roles and administrative units are in the same list.
    async fn groups(
        &self,
        reading: Reading,
        account: ObjectId,
    ) -> Result<(BTreeSet<ObjectId>, Evidence), Unread> {
        let place = CollectionPaths::of_account("memberOf", account);
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

fn own_parts() -> [Part; 6] {
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
        other_sites::part(OTHER_SITES),
    ]
}

fn mailbox(reading: Reading) -> Result<(Mailbox, Evidence), Unread> {
    let fact_of = |error: &GraphError| match (error.status, error.code.as_str()) {
        (
            404,
            "MailboxNotEnabledForRESTAPI" | "MailboxNotSupportedForRESTAPI" | "ResourceNotFound",
        ) => Some(Mailbox::NotEnabled),
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
    /// The plans. Graph sometimes leaves out the status of single plans; that decides nothing about them or about the others.
    fn plans(self) -> impl Iterator<Item = LicensedPlan> {
        let licence = self.sku_part_number.unwrap_or_default();
        self.service_plans
            .into_iter()
            .map(move |plan| LicensedPlan {
                id: plan.service_plan_id,
                name: plan.service_plan_name.unwrap_or_default(),
                licence: licence.clone(),
                status: plan.provisioning_status.unwrap_or_default(),
            })
    }
}
