//! Reads of the access to the app, and of all users of the organisation.
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-get>,
//! <https://learn.microsoft.com/en-us/graph/api/serviceprincipal-list-approleassignedto>,
//! <https://learn.microsoft.com/en-us/graph/api/user-list-memberof>, <https://learn.microsoft.com/en-us/graph/api/user-get>,
//! <https://learn.microsoft.com/en-us/graph/api/user-list>

use super::object::{ObjectBody, USER, named, sort};
use crate::{
    entra::Entra,
    graph::{
        Graph, Unread,
        batch::{Part, Readings},
        collection::CollectionPaths,
        own_relation::by_app_id,
        reading::{Reading, observed},
        system_user_name,
    },
};
use domain::{
    access::{Access, AssignedApplication, Assignee, AssigneeKind, Everybody, Members, Principal},
    clock::Clock,
    customer::UserPrincipalName,
    ids::{ClientId, ObjectId},
    verification::{
        facts::{Evidence, Observed},
        verdict::Unobserved,
    },
};
use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;
use std::{collections::BTreeMap, fmt};

const SERVICE_PRINCIPAL: &str = "service-principal";
const ASSIGNED: &str = "assigned";
const ME: &str = "me";
const MEMBERSHIPS: &str = "memberships";
const SYSTEM_USER: &str = "system-user";
const EVERYBODY: &str = "everybody";

/// Facts about the access that an administrator's token shows.
#[derive(Clone)]
pub struct AccessFacts {
    /// The access. It is unseen too if the app has no service principal in the tenant.
    pub access: Observed<Access>,
    /// Groups of which the person is a direct member.
    pub own_groups: Observed<Vec<ObjectId>>,
    /// Template ids of the person's active directory roles. Eligible roles do not show.
    pub own_roles: Observed<Vec<String>>,
    /// The account with the given name of the system user, `None` inside if Graph has no such account; `None` if no name was
    /// given.
    pub system_user: Option<Observed<Option<Principal>>>,
}

impl fmt::Debug for AccessFacts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names stay out of logs (T59).
        formatter
            .debug_struct("AccessFacts")
            .field("own_groups", &self.own_groups)
            .field("own_roles", &self.own_roles)
            .finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ServicePrincipalBody {
    id: ObjectId,
    app_id: ClientId,
    app_role_assignment_required: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AssignmentBody {
    id: String,
    principal_id: ObjectId,
    principal_type: String,
    principal_display_name: Option<String>,
    created_date_time: Option<String>,
}

impl AssignmentBody {
    fn since(&self) -> Option<Timestamp> {
        self.created_date_time.as_deref()?.parse().ok()
    }
}

#[derive(Deserialize)]
struct EverybodyBody {
    value: Vec<ObjectBody>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
    #[serde(rename = "@odata.count")]
    count: Option<u64>,
}

impl Entra {
    /// Reads the access in the token's tenant, and the facts that decide whether a change would lock the person or the system
    /// user out. Two round trips, with more only for further pages, for parts that were turned away and for groups that appear
    /// empty. It never fails: unread facts carry the reason.
    pub async fn read_access(
        &self,
        token: &SecretString,
        system_user: Option<&UserPrincipalName>,
        clock: &dyn Clock,
    ) -> AccessFacts {
        self.graph_as(token, clock).access_facts(system_user).await
    }

    /// Reads whether an assignment is required and which principals are assigned, without the members of groups. One round
    /// trip, with more only for further pages and for parts that were turned away.
    pub async fn read_assignments(
        &self,
        token: &SecretString,
        clock: &dyn Clock,
    ) -> Observed<Access> {
        let graph = self.graph_as(token, clock);
        let mut readings = graph.read_batch(&graph.assignment_parts()).await;
        observed(graph.assignments_of(&mut readings).await)
    }

    /// Groups among these of which the account is seen to be a direct member. One round trip, with more only as for members.
    pub async fn groups_with(
        &self,
        token: &SecretString,
        account: ObjectId,
        groups: &[ObjectId],
        clock: &dyn Clock,
    ) -> Vec<ObjectId> {
        let members = self.graph_as(token, clock).members(groups).await;
        let has_account = |members: &Members| {
            let mut people = members.people.iter();
            people.any(|member| member.id == account)
        };
        members
            .into_iter()
            .filter(|(_, members)| has_account(members))
            .map(|(group, _)| group)
            .collect()
    }

    /// Reads the users of the organisation if one page holds them, and otherwise their number. One round trip. The list and
    /// the number come from an index that may lag behind. <https://learn.microsoft.com/en-us/graph/aad-advanced-queries>
    pub async fn read_everybody(
        &self,
        token: &SecretString,
        clock: &dyn Clock,
    ) -> Observed<Everybody> {
        let graph = self.graph_as(token, clock);
        let query = format!("?{USER}&$top=999&$count=true");
        let part = Part::get(EVERYBODY, "/users", query).advanced();
        let mut readings = graph.read_batch(&[part]).await;
        observed(everybody(readings.take(EVERYBODY)))
    }
}

impl Graph<'_> {
    async fn access_facts(&self, system_user: Option<&UserPrincipalName>) -> AccessFacts {
        let mut readings = self.read_batch(&self.access_parts(system_user)).await;
        let system_user = system_user.map(|_| observed(account(readings.take(SYSTEM_USER))));
        let me = readings.take(ME).typed::<ObjectBody>();
        let me = me.map(|(me, _)| me.id).ok();
        let memberships = readings.take(MEMBERSHIPS);
        let (access, memberships) = tokio::join!(
            self.access(&mut readings),
            self.memberships(memberships, me)
        );
        let own_groups = memberships.as_ref().map_err(Unread::clone).map(groups);
        AccessFacts {
            access: observed(access),
            own_groups: observed(own_groups),
            own_roles: observed(memberships.and_then(roles)),
            system_user,
        }
    }

    fn assignment_parts(&self) -> Vec<Part> {
        vec![
            Part::get(
                SERVICE_PRINCIPAL,
                by_app_id(self.entra.client_id()),
                "?$select=id,appId,appRoleAssignmentRequired",
            ),
            Part::get(
                ASSIGNED,
                self.relation_path("appRoleAssignedTo"),
                "?$top=999",
            ),
        ]
    }

    fn access_parts(&self, system_user: Option<&UserPrincipalName>) -> Vec<Part> {
        let mut parts = self.assignment_parts();
        // Further pages of the memberships may be addressed by the person's id.
        parts.push(Part::get(ME, "/me", "?$select=id"));
        parts.push(Part::get(
            MEMBERSHIPS,
            "/me/memberOf",
            "?$select=id,displayName,roleTemplateId",
        ));
        if let Some(named) = system_user {
            let path = system_user_name::path(named);
            parts.push(Part::get(SYSTEM_USER, path, format!("?{USER}")));
        }
        parts
    }

    /// Access without the members of groups.
    async fn assignments_of(&self, readings: &mut Readings) -> Result<(Access, Evidence), Unread> {
        let service_principal = match readings.take(SERVICE_PRINCIPAL) {
            Reading::Absent(evidence) => {
                return Err(Unread::new(Unobserved::NotReached, evidence));
            }
            reading => reading.typed::<ServicePrincipalBody>(),
        };
        let (service_principal, evidence) = service_principal?;
        if service_principal.app_id != self.entra.client_id() {
            return Err(Unread::new(Unobserved::Unreadable, evidence));
        }
        let owner = Some(service_principal.id);
        let (assignments, evidence) = self
            .related::<AssignmentBody>(readings, ASSIGNED, "appRoleAssignedTo", owner)
            .await?;
        let access = Access {
            service_principal: service_principal.id,
            is_required: service_principal.app_role_assignment_required,
            applications: applications(&assignments),
            assigned: merged(assignments),
        };
        Ok((access, evidence))
    }

    /// Access with the members of the assigned groups.
    async fn access(&self, readings: &mut Readings) -> Result<(Access, Evidence), Unread> {
        let (mut access, evidence) = self.assignments_of(readings).await?;
        let groups: Vec<ObjectId> = access
            .assigned
            .iter()
            .map(|assigned| &assigned.principal)
            .filter(|principal| principal.kind == AssigneeKind::Group)
            .map(|principal| principal.id)
            .collect();
        if !groups.is_empty() {
            let mut members = self.members(&groups).await;
            for assigned in &mut access.assigned {
                assigned.members = members.remove(&assigned.principal.id);
            }
        }
        Ok((access, evidence))
    }

    /// All objects of which the person is a direct member: groups, directory roles and administrative units.
    async fn memberships(
        &self,
        reading: Reading,
        me: Option<ObjectId>,
    ) -> Result<(Vec<ObjectBody>, Evidence), Unread> {
        let place = match me {
            Some(me) => CollectionPaths::of_account("memberOf", me),
            None => CollectionPaths::at("/me/memberOf".to_owned()),
        };
        self.collect(reading, &place).await
    }
}

/// Users and groups, each once with all its assignments, sorted by name.
fn merged(assignments: Vec<AssignmentBody>) -> Vec<Assignee> {
    let mut by_id: BTreeMap<ObjectId, Assignee> = BTreeMap::new();
    for assignment in assignments {
        let kind = match assignment.principal_type.as_str() {
            "User" => AssigneeKind::User,
            "Group" => AssigneeKind::Group,
            // Applications stand beside them; kinds that do not exist yet are not ours to change.
            _ => continue,
        };
        let since = assignment.since();
        let id = assignment.principal_id;
        let assigned = by_id.entry(id).or_insert_with(|| Assignee {
            principal: Principal {
                id,
                kind,
                name: named(assignment.principal_display_name, id),
                address: None,
            },
            assignment_ids: Vec::new(),
            since: None,
            members: None,
        });
        if !assigned.assignment_ids.contains(&assignment.id) {
            assigned.assignment_ids.push(assignment.id);
        }
        assigned.since = older(assigned.since, since);
    }
    let mut assigned: Vec<Assignee> = by_id.into_values().collect();
    // They come by id, and sorting keeps the order of those with one name.
    assigned.sort_by(|one, other| one.principal.name.cmp(&other.principal.name));
    assigned
}

/// Applications, each once, sorted by name.
fn applications(assignments: &[AssignmentBody]) -> Vec<AssignedApplication> {
    let mut by_id: BTreeMap<ObjectId, AssignedApplication> = BTreeMap::new();
    let of_applications = assignments
        .iter()
        .filter(|assignment| assignment.principal_type == "ServicePrincipal");
    for assignment in of_applications {
        let id = assignment.principal_id;
        let application = by_id.entry(id).or_insert_with(|| AssignedApplication {
            id,
            name: named(assignment.principal_display_name.clone(), id),
            since: None,
        });
        application.since = older(application.since, assignment.since());
    }
    let mut applications: Vec<_> = by_id.into_values().collect();
    applications.sort_by(|one, other| one.name.cmp(&other.name));
    applications
}

fn older(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}

fn groups((memberships, evidence): &(Vec<ObjectBody>, Evidence)) -> (Vec<ObjectId>, Evidence) {
    let groups = memberships
        .iter()
        .filter(|membership| membership.kind.as_deref() == Some("#microsoft.graph.group"))
        .map(|membership| membership.id)
        .collect();
    (groups, evidence.clone())
}

/// Template ids of the roles. To a token that may not read roles, Graph shows that there is one without its id; the roles are
/// then unread.
fn roles(
    (memberships, evidence): (Vec<ObjectBody>, Evidence),
) -> Result<(Vec<String>, Evidence), Unread> {
    let roles: Option<Vec<String>> = memberships
        .into_iter()
        .filter(|membership| membership.kind.as_deref() == Some("#microsoft.graph.directoryRole"))
        .map(|role| role.role_template_id)
        .collect();
    match roles {
        Some(roles) => Ok((roles, evidence)),
        None => Err(Unread::new(Unobserved::Undecided, evidence)),
    }
}

/// The account with the system user's name.
fn account(reading: Reading) -> Result<(Option<Principal>, Evidence), Unread> {
    // Evidence may be kept and logged, and the path has the name in it (T59).
    let unnamed = |evidence: Evidence| Evidence {
        request: "GET /v1.0/users/{userPrincipalName}".to_owned(),
        ..evidence
    };
    match reading {
        Reading::Absent(evidence) => Ok((None, unnamed(evidence))),
        reading => match reading.typed::<ObjectBody>() {
            Ok((body, evidence)) => {
                Ok((Some(body.principal(AssigneeKind::User)), unnamed(evidence)))
            }
            Err(Unread { reason, evidence }) => Err(Unread {
                reason,
                evidence: evidence.map(unnamed),
            }),
        },
    }
}

fn everybody(reading: Reading) -> Result<(Everybody, Evidence), Unread> {
    let (page, evidence) = reading.typed::<EverybodyBody>()?;
    let everybody = match (page.next_link, page.count) {
        // There is at least the person who asks: a list of nobody is no answer, and would say that nobody loses access.
        (None, _) if page.value.is_empty() => None,
        (None, _) => {
            let mut people: Vec<Principal> = page
                .value
                .into_iter()
                .map(|user| user.principal(AssigneeKind::User))
                .collect();
            sort(&mut people);
            Some(Everybody::All(people))
        }
        (Some(_), count) => count.map(Everybody::Count),
    };
    match everybody {
        Some(everybody) => Ok((everybody, evidence)),
        None => Err(Unread::new(Unobserved::Unreadable, evidence)),
    }
}
