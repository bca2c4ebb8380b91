//! One change under way: its effect now, the writes that it needs, and their outcomes.

use super::{
    ChangeReview, Confirmation, Safer,
    plan::{self, WritePlan},
    recent,
};
use crate::{
    access::{
        AccessError, AccessVisit, Rights,
        look::{AdministratorFacts, SystemUserAssignment, is_over, of_tenant, read},
        pending,
    },
    browser::Browser,
    secrets::secret_token::{self, TokenPurpose},
};
use domain::{
    access::{
        Access, AccessChange, AccessChangeOutcome, AccessNotice, AssigneeKind as PrincipalKind,
        AuditEntry, ChangeRecord, Effect, Everybody, GraphAnswer, GuardedAccounts, outcome,
    },
    clock::Clock,
    ids::{AuditId, ObjectId},
    verification::facts::Observed,
};

/// Outcome of one change. If Graph reports success but its list does not show it yet, `after` is `None`.
fn came_to(record: &ChangeRecord, answer: GraphAnswer, found: Option<bool>) -> ChangeRecord {
    let outcome = outcome(record.action, record.before, answer, found);
    let is_so = matches!(
        outcome,
        AccessChangeOutcome::Done | AccessChangeOutcome::AlreadySo
    );
    ChangeRecord {
        after: found.filter(|found| !is_so || *found == record.action.wants()),
        outcome,
        ..record.clone()
    }
}

/// Newest audit entries that are read before a change that takes access away.
const RECENT: i32 = 10;

/// Reason why a change is not made.
pub(super) enum Stop {
    Back(AccessNotice),
    Review(Box<ChangeReview>),
}

/// One change under way, with the tenant's place reserved.
pub(super) struct ChangeAttempt<'a> {
    pub(super) browser: &'a Browser,
    pub(super) clock: &'a dyn Clock,
    pub(super) opened: &'a AccessVisit,
    pub(super) rights: &'a Rights,
    pub(super) change: &'a AccessChange,
}

impl ChangeAttempt<'_> {
    /// Reads the current access and plans what Graph must be asked.
    pub(super) async fn plan(
        &self,
        confirmed: &Confirmation,
    ) -> Result<Result<WritePlan, Stop>, AccessError> {
        let planned = match self.change {
            AccessChange::Assign(chosen) => self.plan_to_assign(chosen).await,
            AccessChange::Remove(ids) => {
                let access = self.as_agreed(confirmed).await?;
                access.map(|access| plan::remove(&access, ids))
            }
            AccessChange::Require(required) => {
                let access = self.as_agreed(confirmed).await?;
                access.map(|access| plan::require(&access, *required))
            }
            AccessChange::AssignThenRequire(ids) => match self.as_agreed(confirmed).await? {
                Ok(access) => self.plan_to_assign_first(&access, ids).await,
                Err(stop) => Err(stop),
            },
        };
        Ok(match planned {
            Ok(planned) if planned.records.is_empty() => {
                Err(Stop::Back(AccessNotice::NothingChosen))
            }
            planned => planned,
        })
    }

    /// Plans an assignment. It locks out no user, so it needs no confirmation and no group members are read.
    async fn plan_to_assign(
        &self,
        chosen: &[(PrincipalKind, ObjectId)],
    ) -> Result<WritePlan, Stop> {
        let (entra, token) = (&self.browser.entra, &self.rights.token);
        let (access, named) = tokio::join!(
            Box::pin(entra.read_assignments(token, self.clock)),
            Box::pin(entra.name_candidates(token, chosen, self.clock)),
        );
        let not_read = || Stop::Back(unread_notice(is_over(&access)));
        let read = access.get().map_err(|_| not_read())?;
        let named = whole(named).ok_or_else(not_read)?;
        Ok(plan::assign(read, chosen, &named))
    }

    /// Plans to assign the users who would be locked out, and then to require an assignment.
    async fn plan_to_assign_first(
        &self,
        access: &Access,
        ids: &[ObjectId],
    ) -> Result<WritePlan, Stop> {
        let (entra, token) = (&self.browser.entra, &self.rights.token);
        let chosen: Vec<_> = ids.iter().map(|id| (PrincipalKind::User, *id)).collect();
        let named = Box::pin(entra.name_candidates(token, &chosen, self.clock)).await;
        let named = whole(named).ok_or(Stop::Back(AccessNotice::NotRead))?;
        Ok(plan::assign_then_require(access, &chosen, &named))
    }

    /// Returns the current access, if it equals the confirmed one and every lock-out was confirmed.
    async fn as_agreed(
        &self,
        confirmed: &Confirmation,
    ) -> Result<Result<Access, Stop>, AccessError> {
        let reviewed = match Box::pin(self.reviewed()).await? {
            Ok(reviewed) => reviewed,
            Err(notice) => return Ok(Err(Stop::Back(notice))),
        };
        let effect = match self.change {
            AccessChange::AssignThenRequire(ids) => {
                let safer = reviewed.safer.as_ref();
                let same = safer.filter(|safer| safer.assigns == *ids);
                same.map(|safer| &safer.effect)
            }
            AccessChange::Assign(_) | AccessChange::Remove(_) | AccessChange::Require(_) => {
                Some(&reviewed.effect)
            }
        };
        let is_confirmed = effect.is_some_and(|effect| {
            (confirmed.system_user || !effect.locks_out_system_user)
                && (confirmed.oneself || !effect.locks_out_oneself)
        });
        let is_same = effect.is_some() && reviewed.state == confirmed.state;
        let notice = match (is_same, is_confirmed) {
            (true, true) => return Ok(Ok(reviewed.access)),
            (true, false) => AccessNotice::NotConfirmed,
            (false, _) => AccessNotice::Stale,
        };
        if notice == AccessNotice::Stale
            && let Some(entry) = self.own_before().await?
        {
            return Ok(Err(Stop::Back(AccessNotice::Changed { entry })));
        }
        Ok(Err(Stop::Review(Box::new(ChangeReview {
            notice: Some(notice),
            ..reviewed
        }))))
    }

    /// Review of the change as of now; a notice if that cannot be determined. If users have to be assigned first, the review
    /// shows both ways to require an assignment.
    pub(super) async fn reviewed(&self) -> Result<Result<ChangeReview, AccessNotice>, AccessError> {
        let everybody = async {
            match self.change {
                AccessChange::Require(true) | AccessChange::AssignThenRequire(_) => {
                    let (entra, token) = (&self.browser.entra, &self.rights.token);
                    let everybody = entra.read_everybody(token, self.clock).await;
                    everybody.get().ok().cloned()
                }
                AccessChange::Require(false)
                | AccessChange::Assign(_)
                | AccessChange::Remove(_) => Some(Everybody::Count(0)),
            }
        };
        let (seen, everybody) = tokio::join!(
            Box::pin(read(self.browser, self.clock, self.opened, self.rights)),
            Box::pin(everybody),
        );
        let (Ok(access), Some(everybody)) = (seen.facts.access.get(), everybody) else {
            return Ok(Err(unread_notice(seen.is_over)));
        };
        if self.takes_away() {
            let entries = self.recent().await?;
            if recent::is_catching_up(&entries, access, self.clock.now()) {
                return Ok(Err(AccessNotice::CatchingUp));
            }
        }
        let change = match self.change {
            AccessChange::AssignThenRequire(_) => AccessChange::Require(true),
            AccessChange::Assign(_) | AccessChange::Remove(_) | AccessChange::Require(_) => {
                self.change.clone()
            }
        };
        let effect_of =
            |change: &AccessChange| effect(access, &seen, self.rights, change, &everybody);
        let own = effect_of(&change);
        let locks_out = own.locks_out_system_user || own.locks_out_oneself;
        let assigns = if locks_out && change == AccessChange::Require(true) {
            access.unassigned(guarded(&seen, self.rights), own_groups(&seen))
        } else {
            Vec::new()
        };
        let safer = (!assigns.is_empty()).then(|| Safer {
            effect: effect_of(&AccessChange::AssignThenRequire(assigns.clone())),
            assigns,
        });
        Ok(Ok(ChangeReview {
            access: access.clone(),
            change,
            effect: own,
            state: state(access),
            safer,
            notice: None,
        }))
    }

    /// Whether the change may take access away from a user.
    fn takes_away(&self) -> bool {
        match self.change {
            AccessChange::Remove(_)
            | AccessChange::Require(true)
            | AccessChange::AssignThenRequire(_) => true,
            AccessChange::Assign(_) | AccessChange::Require(false) => false,
        }
    }

    /// Newest audit entries of the tenant.
    async fn recent(&self) -> Result<Vec<AuditEntry>, AccessError> {
        let id = self.opened.flow.registration_id;
        let page = self.browser.store.list_audit(id, None, RECENT).await;
        let entries = page.map_err(pending::list_error)?.items;
        Ok(of_tenant(entries, self.opened.signed_in.tenant.id))
    }

    /// Id of this person's previous entry, if it is the same change asked for a moment ago, whose response was lost on the way.
    async fn own_before(&self) -> Result<Option<AuditId>, AccessError> {
        let entries = self.recent().await?;
        let person = self.opened.signed_in.tenant.administrator;
        let newest = entries.first();
        let own = newest
            .filter(|entry| recent::is_repetition(entry, person, self.change, self.clock.now()));
        Ok(own.map(|entry| entry.id))
    }

    /// Asks Graph, reads the access again and returns the entry with the outcome of each change. Graph is asked for the second
    /// part only after every change of the first part is in effect.
    pub(super) async fn carry_out(&self, entry: AuditEntry, planned: &WritePlan) -> AuditEntry {
        let mut changes = self.carry_out_part(planned).await;
        if let Some(then) = &planned.then {
            let is_so = |change: &ChangeRecord| {
                matches!(
                    change.outcome,
                    AccessChangeOutcome::Done | AccessChangeOutcome::AlreadySo
                )
            };
            let next = if changes.iter().all(is_so) {
                self.carry_out_part(then).await
            } else {
                then.withheld()
            };
            changes.extend(next);
        }
        AuditEntry { changes, ..entry }
    }

    async fn carry_out_part(&self, planned: &WritePlan) -> Vec<ChangeRecord> {
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
        planned
            .records
            .iter()
            .enumerate()
            .map(|(position, record)| {
                let found = read_back.and_then(|access| pending::is_so(access, record));
                match planned.answer_of(position, &answers) {
                    Some(answer) => came_to(record, answer, found),
                    // Nothing was asked for it.
                    None => ChangeRecord {
                        after: found.or(record.after),
                        ..record.clone()
                    },
                }
            })
            .collect()
    }
}

/// All values that Graph returned; `None` if one of them could not be read.
fn whole<T>(named: Vec<Observed<T>>) -> Option<Vec<T>> {
    let seen = named.into_iter().map(|named| match named {
        Observed::Seen { value, .. } => Some(value),
        Observed::Unseen { .. } => None,
    });
    seen.collect()
}

fn unread_notice(is_over: bool) -> AccessNotice {
    if is_over {
        AccessNotice::Over
    } else {
        AccessNotice::NotRead
    }
}

fn state(access: &Access) -> String {
    let state = secret_token::hash(TokenPurpose::AccessState, &access.fingerprint());
    state.as_str().to_owned()
}

fn effect(
    access: &Access,
    seen: &AdministratorFacts,
    rights: &Rights,
    change: &AccessChange,
    everybody: &Everybody,
) -> Effect {
    let guarded = guarded(seen, rights);
    let mut effect = access.effect(change, guarded, own_groups(seen), everybody);
    // Whoever it is, it may be among them.
    let may_lock_out = !matches!(
        change,
        AccessChange::Assign(_) | AccessChange::Require(false)
    );
    if matches!(seen.system_user, SystemUserAssignment::Unread) && may_lock_out {
        effect.locks_out_system_user = true;
    }
    effect
}

fn guarded(seen: &AdministratorFacts, rights: &Rights) -> GuardedAccounts {
    GuardedAccounts {
        oneself: rights.session.person,
        system_user: seen.system_user_id,
    }
}

fn own_groups(seen: &AdministratorFacts) -> &[ObjectId] {
    let groups = seen.facts.own_groups.get().ok();
    groups.map(Vec::as_slice).unwrap_or_default()
}
