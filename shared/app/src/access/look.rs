//! Contents of the access page: Graph's own state, read now.

use super::{AccessError, AccessVisit, Rights, pending};
use crate::browser::Browser;
use domain::{
    access::{Access, AssigneeKind, AuditEntry, Candidate, Candidates, Cover, PendingChange},
    clock::Clock,
    ids::{ObjectId, TenantId},
    verification::facts::Observed,
};
use entra::{AccessFacts, CandidateSearch};

/// Audit entries on the page; the API returns all of them.
const ENTRIES: i32 = 10;

/// Facts for the access page.
pub struct AccessPageFacts {
    /// Facts that Graph gave for the administrator's token; `None` without a token.
    pub seen: Option<AdministratorFacts>,
    /// A change whose outcome is not known yet.
    pub pending: Option<PendingChange>,
    /// Changes made on this page in this tenant, newest first.
    pub entries: Vec<AuditEntry>,
    /// Whether there are older entries.
    pub has_more_entries: bool,
}

/// Facts that Graph gave for the administrator's token.
pub struct AdministratorFacts {
    /// The users and groups that may use the app, and facts about the administrator.
    pub facts: AccessFacts,
    /// Assignment of the administrator, whether or not one is required.
    pub oneself: Cover,
    /// Assignment of the system user, whether or not one is required.
    pub system_user: SystemUserAssignment,
    /// Account of the system user, if it is known.
    pub system_user_id: Option<ObjectId>,
    /// Whether Microsoft no longer accepts the administrator's sign-in.
    pub is_over: bool,
}

/// Account and assignment of the system user, as far as known.
pub enum SystemUserAssignment {
    /// The registration names no system user.
    NotNamed,
    /// The tenant has no account of that name.
    NoAccount,
    /// The account could not be read.
    Unread,
    /// The account is known, and so is its assignment, whether or not one is required.
    Known(Cover),
}

/// Reads what the page shows. Also settles an earlier change whose outcome was unknown.
///
/// # Errors
/// See [`AccessError`].
pub async fn look(
    browser: &Browser,
    clock: &dyn Clock,
    opened: &AccessVisit,
) -> Result<AccessPageFacts, AccessError> {
    let id = opened.flow.registration_id;
    // Before anything is read, so that what is decided from the reading was reserved before it.
    let reserved = browser
        .store
        .find_pending_change(opened.signed_in.tenant.id)
        .await?;
    let begun_at = clock.now();
    let seen = async {
        match &opened.rights {
            Some(rights) => {
                let mut seen = read(browser, clock, opened, rights).await;
                look_inside(browser, clock, rights, &mut seen).await;
                Some(seen)
            }
            None => None,
        }
    };
    let seen = Box::pin(seen).await;
    let access = seen.as_ref().and_then(|seen| seen.facts.access.get().ok());
    let reading = access.map(|access| (access, begun_at));
    let pending = match reserved {
        Some(reserved) => pending::settle(&browser.store, reserved, reading, clock.now()).await?,
        None => None,
    };
    if seen.as_ref().is_some_and(|seen| seen.is_over) {
        browser.store.end_access(&opened.flow.cookie_hash).await?;
    }
    let page = browser
        .store
        .list_audit(id, None, ENTRIES)
        .await
        .map_err(pending::list_error)?;
    Ok(AccessPageFacts {
        seen,
        pending: pending.filter(|pending| !pending.entry.changes.is_empty()),
        entries: of_tenant(page.items, opened.signed_in.tenant.id),
        has_more_entries: page.next.is_some(),
    })
}

/// The changes of access made in this tenant: another tenant may have consented earlier and been refused.
pub(super) fn of_tenant(entries: Vec<AuditEntry>, tenant: TenantId) -> Vec<AuditEntry> {
    let own = |entry: &AuditEntry| entry.tenant_id == tenant && entry.invitation_id.is_none();
    entries.into_iter().filter(own).collect()
}

/// Looks whether a system user without an assignment is in a group inside an assigned group, which can be mistaken for an
/// assignment.
async fn look_inside(
    browser: &Browser,
    clock: &dyn Clock,
    rights: &Rights,
    seen: &mut AdministratorFacts,
) {
    let (SystemUserAssignment::Known(Cover::No), Some(account), Ok(access)) = (
        &seen.system_user,
        seen.system_user_id,
        seen.facts.access.get(),
    ) else {
        return;
    };
    let inside: Vec<ObjectId> = access
        .assigned
        .iter()
        .flat_map(|assigned| &assigned.members)
        .flat_map(|members| &members.groups)
        .map(|group| group.id)
        .collect();
    if inside.is_empty() {
        return;
    }
    let groups = browser
        .entra
        .groups_with(&rights.token, account, &inside, clock)
        .await;
    let cover = access.assignment(account, &groups);
    seen.system_user = SystemUserAssignment::Known(cover);
}

/// Reads Graph with the administrator's token.
pub(super) async fn read(
    browser: &Browser,
    clock: &dyn Clock,
    opened: &AccessVisit,
    rights: &Rights,
) -> AdministratorFacts {
    let registration = &opened.visit.loaded.registration;
    let connected = registration
        .system_user_connection
        .as_ref()
        .map(|connection| connection.object_id);
    let by_name = registration
        .system_user
        .as_ref()
        .filter(|_| connected.is_none());
    let facts = browser
        .entra
        .read_access(&rights.token, by_name, clock)
        .await;
    let own_groups: &[ObjectId] = match facts.own_groups.get() {
        Ok(groups) => groups,
        Err(_) => &[],
    };
    let oneself = cover(&facts, rights.session.person, own_groups);
    let account = match (connected, &facts.system_user) {
        (Some(id), _) => Ok(Some(id)),
        (None, Some(Observed::Seen { value, .. })) => Ok(value.as_ref().map(|found| found.id)),
        (None, Some(Observed::Unseen { .. }) | None) => Err(()),
    };
    let system_user = match (&registration.system_user, account) {
        (None, _) => SystemUserAssignment::NotNamed,
        (Some(_), Ok(Some(id))) => SystemUserAssignment::Known(cover(&facts, id, &[])),
        (Some(_), Ok(None)) => SystemUserAssignment::NoAccount,
        (Some(_), Err(())) => SystemUserAssignment::Unread,
    };
    AdministratorFacts {
        is_over: is_over(&facts.access),
        oneself,
        system_user,
        system_user_id: account.unwrap_or_default(),
        facts,
    }
}

fn cover(facts: &AccessFacts, person: ObjectId, groups: &[ObjectId]) -> Cover {
    match facts.access.get() {
        Ok(access) => access.assignment(person, groups),
        Err(_) => Cover::Unknown,
    }
}

/// Whether Graph answered 401: it no longer accepts the token, so that further reads are pointless.
pub(super) fn is_over(access: &Observed<Access>) -> bool {
    let Observed::Unseen { evidence, .. } = access else {
        return false;
    };
    evidence
        .as_ref()
        .is_some_and(|evidence| evidence.status == Some(401))
}

/// Search of the administrator for users and groups.
#[derive(Debug, Default)]
pub struct CandidateQuery {
    /// Text that the administrator typed.
    pub text: String,
    /// Position at which the list of users continues.
    pub users_after: Option<String>,
    /// Position at which the list of groups continues.
    pub groups_after: Option<String>,
    /// Users and groups ticked so far.
    pub chosen: Vec<(AssigneeKind, ObjectId)>,
}

/// Result of a search.
pub struct CandidateResults {
    /// Users and groups that match.
    pub candidates: Candidates,
    /// Those ticked so far that exist.
    pub chosen: Vec<Candidate>,
}

/// Searches for users and groups; `None` without a token.
pub async fn find(
    browser: &Browser,
    clock: &dyn Clock,
    opened: &AccessVisit,
    wanted: &CandidateQuery,
) -> Option<CandidateResults> {
    let rights = opened.rights.as_ref()?;
    let search = CandidateSearch {
        text: &wanted.text,
        users_after: wanted.users_after.as_deref(),
        groups_after: wanted.groups_after.as_deref(),
    };
    let (candidates, chosen) = tokio::join!(
        Box::pin(browser.entra.find_candidates(&rights.token, &search, clock)),
        Box::pin(
            browser
                .entra
                .name_candidates(&rights.token, &wanted.chosen, clock)
        ),
    );
    let chosen = chosen
        .into_iter()
        .filter_map(|named| named.get().ok().cloned().flatten())
        .collect();
    Some(CandidateResults { candidates, chosen })
}
