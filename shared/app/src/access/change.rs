//! A change of who may use the app, from what somebody asks for to what is kept of it (`security.md` (e), (f) 3).
//!
//! 1. The registration's one place for a change is reserved: what two administrators do at once is done one after the other.
//! 2. The state is read; what was agreed to on the page must still be what it is, and nobody is locked out unasked.
//! 3. What is about to be asked of Graph is written down.
//! 4. Graph is asked, each thing once.
//! 5. The state is read again; what it shows decides what the change came to.
//! 6. The outcome is kept and the place given free. Where an outcome is not known the place stays taken, and the next one who
//!    looks finds out.

mod plan;

use self::plan::Plan;
use super::{
    AccessError, Opened, Rights,
    look::{Seen, SystemUserSeen, is_over, read},
    pending, tell,
};
use crate::{
    browser::Browser,
    look_again, new_id,
    secret_token::{self, Kind},
};
use domain::{
    access::{
        Access, AccessNotice, AuditEntry, Change, ChangeRecord, Effect, Everybody, Guarded,
        Kind as PrincipalKind, MOST_CHANGES, Outcome, PendingChange, outcome,
    },
    clock::{Clock, Random},
    flow::Flow,
    ids::{AuditId, ObjectId},
    verification::facts::Observed,
};
use jiff::SignedDuration;
use store::{Queue, RecordError, StoreError};

/// Changes of one registration within an hour (`security.md` (b)).
const CHANGES_AN_HOUR: u64 = 100;

/// How long a request may be at work: the function's time limit, 29 s, and one more.
const UNDER_WAY: SignedDuration = SignedDuration::from_secs(30);

/// How long Graph may still carry out what it did not answer: so long nobody decides that it is lost.
const SETTLES_IN: SignedDuration = SignedDuration::from_secs(15);

/// What somebody agreed to on the page that showed what a change would mean.
#[derive(Debug, Default)]
pub struct Confirmed {
    /// [`Reviewed::state`] of that page.
    pub state: String,
    /// That the system user may be locked out.
    pub system_user: bool,
    /// That the person may be locked out.
    pub oneself: bool,
}

/// What a change would mean.
pub struct Reviewed {
    /// Who may use the app now.
    pub access: Access,
    /// The change.
    pub change: Change,
    /// What it would mean.
    pub effect: Effect,
    /// Stands for the state that it was made from.
    pub state: String,
    /// What the page tells, where it is shown again.
    pub notice: Option<AccessNotice>,
}

/// Where a form leads.
pub enum Asked {
    /// Back to the page, which tells what there is to tell.
    Back,
    /// To the page that shows what the change would mean.
    Review(Box<Reviewed>),
}

/// Shows what a change would mean. Changes nothing.
///
/// # Errors
/// See [`AccessError`].
pub async fn review(
    browser: &Browser,
    clock: &dyn Clock,
    opened: Opened,
    change: Change,
) -> Result<Asked, AccessError> {
    if let Some(notice) = size_notice(&change) {
        return back(browser, opened.flow, notice).await;
    }
    let Some(rights) = &opened.rights else {
        return back(browser, opened.flow, AccessNotice::Over).await;
    };
    let seen = Box::pin(read(browser, clock, &opened, rights)).await;
    let everybody = match &change {
        Change::Require(true) => browser
            .entra
            .read_everybody(&rights.token, clock)
            .await
            .get()
            .ok()
            .cloned(),
        Change::Require(false) | Change::Assign(_) | Change::Remove(_) => Some(Everybody::Count(0)),
    };
    let (Ok(access), Some(everybody)) = (seen.facts.access.get(), everybody) else {
        return back(browser, opened.flow, unread_notice(seen.is_over)).await;
    };
    let effect = effect(access, &seen, rights, &change, &everybody);
    Ok(Asked::Review(Box::new(Reviewed {
        access: access.clone(),
        effect,
        state: state(access),
        change,
        notice: None,
    })))
}

/// Makes a change. Assigning lets people in and locks nobody out; everything else takes what was agreed to on the page that
/// showed what it would mean.
///
/// # Errors
/// See [`AccessError`].
pub async fn change(
    browser: &Browser,
    interactive_queue: &Queue,
    (clock, random): (&dyn Clock, &dyn Random),
    opened: Opened,
    change: Change,
    confirmed: &Confirmed,
) -> Result<Asked, AccessError> {
    if let Some(notice) = size_notice(&change) {
        return back(browser, opened.flow, notice).await;
    }
    let Some(rights) = &opened.rights else {
        return back(browser, opened.flow, AccessNotice::Over).await;
    };
    let Some(reserved) = reserve(browser, (clock, random), &opened, rights).await? else {
        return back(browser, opened.flow, AccessNotice::Busy).await;
    };
    let attempt = Attempt {
        browser,
        clock,
        opened: &opened,
        rights,
        change: &change,
    };
    let planned = match Box::pin(attempt.plan(confirmed)).await? {
        Ok(planned) => planned,
        Err(stop) => {
            browser.store.release_change(&reserved.entry).await?;
            return match stop {
                Stop::Back(notice) => back(browser, opened.flow, notice).await,
                Stop::Review(reviewed) => Ok(Asked::Review(reviewed)),
            };
        }
    };
    let entry = AuditEntry {
        changes: planned.records.clone(),
        ..reserved.entry.clone()
    };
    let reserved = PendingChange { entry, ..reserved };
    browser.store.update_pending_change(&reserved).await?;
    let entry = Box::pin(attempt.carry_out(reserved.entry, &planned)).await;
    keep(browser, clock, &entry).await?;
    let mut flow = opened.flow;
    if entry.changes.iter().any(may_have_changed) {
        let now = clock.now();
        let due_at =
            look_again::after_change(browser, interactive_queue, now, entry.registration_id);
        flow.verification_asked_at = Some(due_at.await?);
    }
    tracing::info!(
        registration_id = %entry.registration_id,
        tid = %entry.tenant_id,
        outcome = if entry.is_unknown() { "access_unknown" } else { "access_changed" },
        "an administrator changed who may use the app"
    );
    back(browser, flow, AccessNotice::Changed { entry: entry.id }).await
}

async fn back(browser: &Browser, flow: Flow, notice: AccessNotice) -> Result<Asked, AccessError> {
    tell(browser, flow, notice).await?;
    Ok(Asked::Back)
}

fn size_notice(change: &Change) -> Option<AccessNotice> {
    match change.count() {
        0 => Some(AccessNotice::NothingChosen),
        count if count > MOST_CHANGES => Some(AccessNotice::TooManyAtOnce),
        _ => None,
    }
}

fn unread_notice(is_over: bool) -> AccessNotice {
    if is_over {
        AccessNotice::Over
    } else {
        AccessNotice::NotRead
    }
}

fn may_have_changed(change: &ChangeRecord) -> bool {
    matches!(change.outcome, Outcome::Done | Outcome::Unknown { .. })
}

fn state(access: &Access) -> String {
    let state = secret_token::hash(Kind::AccessState, &access.fingerprint());
    state.as_str().to_owned()
}

fn effect(
    access: &Access,
    seen: &Seen,
    rights: &Rights,
    change: &Change,
    everybody: &Everybody,
) -> Effect {
    let guarded = Guarded {
        oneself: rights.session.person,
        system_user: seen.system_user_id,
    };
    let own_groups = seen.facts.own_groups.get().ok();
    let own_groups = own_groups.map(Vec::as_slice).unwrap_or_default();
    let mut effect = access.effect(change, guarded, own_groups, everybody);
    // Whoever it is, it may be among them.
    let may_lock_out = !matches!(change, Change::Assign(_) | Change::Require(false));
    if matches!(seen.system_user, SystemUserSeen::Unread) && may_lock_out {
        effect.locks_out_system_user = true;
    }
    effect
}

/// Reserves the registration's place for a change; `None` when another one has it. One that is over is found out first.
async fn reserve(
    browser: &Browser,
    (clock, random): (&dyn Clock, &dyn Random),
    opened: &Opened,
    rights: &Rights,
) -> Result<Option<PendingChange>, AccessError> {
    let now = clock.now();
    let id = opened.flow.registration_id;
    if let Some(other) = browser.store.find_pending_change(id).await? {
        if now < other.under_way_until {
            return Ok(None);
        }
        let seen = Box::pin(read(browser, clock, opened, rights)).await;
        let access = seen.facts.access.get().ok();
        if pending::settle(browser, clock, other, access)
            .await?
            .is_some()
        {
            return Ok(None);
        }
    }
    let tenant = &opened.signed_in.tenant;
    let pending = PendingChange {
        entry: AuditEntry {
            id: AuditId::from_uuid(new_id::generate(now, random)?),
            registration_id: id,
            occurred_at: now,
            tenant_id: tenant.id,
            actor: tenant.administrator,
            actor_name: tenant.administrator_name.clone(),
            changes: Vec::new(),
        },
        under_way_until: now + UNDER_WAY,
    };
    match browser.store.reserve_change(&pending).await {
        Ok(()) => Ok(Some(pending)),
        Err(StoreError::Conflict) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Keeps what a change came to; where that is not known, the place stays taken until it is.
async fn keep(browser: &Browser, clock: &dyn Clock, entry: &AuditEntry) -> Result<(), AccessError> {
    if entry.is_unknown() {
        let pending = PendingChange {
            entry: entry.clone(),
            under_way_until: clock.now() + SETTLES_IN,
        };
        return Ok(browser.store.update_pending_change(&pending).await?);
    }
    match browser.store.record_change(entry).await {
        // Somebody else looked meanwhile and kept what Graph showed.
        Ok(()) | Err(RecordError::NotReserved) => Ok(()),
        Err(RecordError::Store(error)) => Err(error.into()),
    }
}

/// Why a change is not made.
enum Stop {
    Back(AccessNotice),
    Review(Box<Reviewed>),
}

/// One change under way, its place reserved.
struct Attempt<'a> {
    browser: &'a Browser,
    clock: &'a dyn Clock,
    opened: &'a Opened,
    rights: &'a Rights,
    change: &'a Change,
}

impl Attempt<'_> {
    /// Reads the state and says what has to be asked of Graph.
    async fn plan(&self, confirmed: &Confirmed) -> Result<Result<Plan, Stop>, AccessError> {
        let planned = match self.change {
            Change::Assign(chosen) => self.plan_to_assign(chosen).await,
            Change::Remove(ids) => {
                let access = self.as_agreed(confirmed).await;
                access.map(|access| plan::remove(&access, ids))
            }
            Change::Require(required) => {
                let access = self.as_agreed(confirmed).await;
                access.map(|access| plan::require(&access, *required))
            }
        };
        let planned = match planned {
            Ok(planned) if planned.records.is_empty() => {
                return Ok(Err(Stop::Back(AccessNotice::NothingChosen)));
            }
            Ok(planned) => planned,
            Err(stop) => return Ok(Err(stop)),
        };
        let count = u64::try_from(self.change.count()).unwrap_or(u64::MAX);
        let name = format!("access:{}", self.opened.flow.registration_id);
        let is_within = self.browser.store.take(
            &name,
            (count, CHANGES_AN_HOUR),
            SignedDuration::from_hours(1),
            self.clock.now(),
        );
        if is_within.await? {
            Ok(Ok(planned))
        } else {
            Ok(Err(Stop::Back(AccessNotice::TooManyAnHour)))
        }
    }

    /// An assignment locks nobody out, so it takes no agreement and nobody's members are read.
    async fn plan_to_assign(&self, chosen: &[(PrincipalKind, ObjectId)]) -> Result<Plan, Stop> {
        let (entra, token) = (&self.browser.entra, &self.rights.token);
        let (access, named) = tokio::join!(
            Box::pin(entra.read_assignments(token, self.clock)),
            Box::pin(entra.name_candidates(token, chosen, self.clock)),
        );
        let not_read = || Stop::Back(unread_notice(is_over(&access)));
        let read = access.get().map_err(|_| not_read())?;
        let named: Option<Vec<_>> = named
            .into_iter()
            .map(|named| match named {
                Observed::Seen { value, .. } => Some(value),
                Observed::Unseen { .. } => None,
            })
            .collect();
        let named = named.ok_or_else(not_read)?;
        Ok(plan::assign(read, chosen, &named))
    }

    /// The state, where it is what was agreed to.
    async fn as_agreed(&self, confirmed: &Confirmed) -> Result<Access, Stop> {
        let seen = read(self.browser, self.clock, self.opened, self.rights);
        let seen = Box::pin(seen).await;
        let Ok(access) = seen.facts.access.get() else {
            return Err(Stop::Back(unread_notice(seen.is_over)));
        };
        match self.objection(access, &seen, confirmed) {
            Some(reviewed) => Err(Stop::Review(Box::new(reviewed))),
            None => Ok(access.clone()),
        }
    }

    /// What stands against the change: it was agreed to for another state, or somebody would be locked out unasked.
    fn objection(&self, access: &Access, seen: &Seen, confirmed: &Confirmed) -> Option<Reviewed> {
        let effect = effect(access, seen, self.rights, self.change, &Everybody::Count(0));
        let is_as_agreed = state(access) == confirmed.state;
        let is_confirmed = (confirmed.system_user || !effect.locks_out_system_user)
            && (confirmed.oneself || !effect.locks_out_oneself);
        let notice = match (is_as_agreed, is_confirmed) {
            (true, true) => return None,
            (false, _) => AccessNotice::Stale,
            (true, false) => AccessNotice::NotConfirmed,
        };
        Some(Reviewed {
            access: access.clone(),
            change: self.change.clone(),
            effect,
            state: state(access),
            notice: Some(notice),
        })
    }

    /// Asks Graph, reads the state again and says what each change came to.
    async fn carry_out(&self, entry: AuditEntry, planned: &Plan) -> AuditEntry {
        let token = &self.rights.token;
        let answers = self
            .browser
            .entra
            .change_access(
                token,
                planned.service_principal,
                &planned.writes,
                self.clock,
            )
            .await;
        let read_back = self.browser.entra.read_assignments(token, self.clock).await;
        let read_back = read_back.get().ok();
        let changes = planned
            .records
            .iter()
            .enumerate()
            .map(|(position, record)| {
                let found = read_back.and_then(|access| pending::is_so(access, record));
                match planned.answer_of(position, &answers) {
                    Some(answer) => ChangeRecord {
                        after: found,
                        outcome: outcome(record.action, record.before, answer, found),
                        ..record.clone()
                    },
                    // Nothing was asked for it.
                    None => ChangeRecord {
                        after: found.or(record.after),
                        ..record.clone()
                    },
                }
            })
            .collect();
        AuditEntry { changes, ..entry }
    }
}
