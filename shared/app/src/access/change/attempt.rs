//! One change under way: what it would mean now, what has to be asked of Graph, and what that came to.

use super::{
    Confirmed, Reviewed,
    plan::{self, Plan},
    recent,
};
use crate::{
    access::{
        AccessError, Opened, Rights,
        look::{Seen, SystemUserSeen, is_over, of_tenant, read},
        pending,
    },
    browser::Browser,
    secret_token::{self, Kind},
};
use domain::{
    access::{
        Access, AccessNotice, Answered, AuditEntry, Change, ChangeRecord, Effect, Everybody,
        Guarded, Kind as PrincipalKind, Outcome, outcome,
    },
    clock::Clock,
    ids::{AuditId, ObjectId},
    verification::facts::Observed,
};

/// What a change came to. What Graph said it did and its list does not show yet was not seen.
fn came_to(record: &ChangeRecord, answer: Answered, found: Option<bool>) -> ChangeRecord {
    let outcome = outcome(record.action, record.before, answer, found);
    let is_so = matches!(outcome, Outcome::Done | Outcome::AlreadySo);
    ChangeRecord {
        after: found.filter(|found| !is_so || *found == record.action.wants()),
        outcome,
        ..record.clone()
    }
}

/// So many entries of the audit are looked at before something is taken away.
const RECENT: i32 = 10;

/// Why a change is not made.
pub(super) enum Stop {
    Back(AccessNotice),
    Review(Box<Reviewed>),
}

/// One change under way, its place reserved.
pub(super) struct Attempt<'a> {
    pub(super) browser: &'a Browser,
    pub(super) clock: &'a dyn Clock,
    pub(super) opened: &'a Opened,
    pub(super) rights: &'a Rights,
    pub(super) change: &'a Change,
}

impl Attempt<'_> {
    /// Reads the state and says what has to be asked of Graph.
    pub(super) async fn plan(
        &self,
        confirmed: &Confirmed,
    ) -> Result<Result<Plan, Stop>, AccessError> {
        let planned = match self.change {
            Change::Assign(chosen) => self.plan_to_assign(chosen).await,
            Change::Remove(ids) => {
                let access = self.as_agreed(confirmed).await?;
                access.map(|access| plan::remove(&access, ids))
            }
            Change::Require(required) => {
                let access = self.as_agreed(confirmed).await?;
                access.map(|access| plan::require(&access, *required))
            }
        };
        Ok(match planned {
            Ok(planned) if planned.records.is_empty() => {
                Err(Stop::Back(AccessNotice::NothingChosen))
            }
            planned => planned,
        })
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

    /// The state, where it is what was agreed to and nobody is locked out unasked.
    async fn as_agreed(&self, confirmed: &Confirmed) -> Result<Result<Access, Stop>, AccessError> {
        let reviewed = match Box::pin(self.reviewed()).await? {
            Ok(reviewed) => reviewed,
            Err(notice) => return Ok(Err(Stop::Back(notice))),
        };
        let effect = &reviewed.effect;
        let is_confirmed = (confirmed.system_user || !effect.locks_out_system_user)
            && (confirmed.oneself || !effect.locks_out_oneself);
        let notice = match (reviewed.state == confirmed.state, is_confirmed) {
            (true, true) => return Ok(Ok(reviewed.access)),
            (true, false) => AccessNotice::NotConfirmed,
            (false, _) => AccessNotice::Stale,
        };
        if notice == AccessNotice::Stale
            && let Some(entry) = self.own_before().await?
        {
            return Ok(Err(Stop::Back(AccessNotice::Changed { entry })));
        }
        Ok(Err(Stop::Review(Box::new(Reviewed {
            notice: Some(notice),
            ..reviewed
        }))))
    }

    /// What the change would mean now; the notice where that cannot be said.
    pub(super) async fn reviewed(&self) -> Result<Result<Reviewed, AccessNotice>, AccessError> {
        let everybody = async {
            match self.change {
                Change::Require(true) => {
                    let (entra, token) = (&self.browser.entra, &self.rights.token);
                    let everybody = entra.read_everybody(token, self.clock).await;
                    everybody.get().ok().cloned()
                }
                Change::Require(false) | Change::Assign(_) | Change::Remove(_) => {
                    Some(Everybody::Count(0))
                }
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
        Ok(Ok(Reviewed {
            access: access.clone(),
            change: self.change.clone(),
            effect: effect(access, &seen, self.rights, self.change, &everybody),
            state: state(access),
            notice: None,
        }))
    }

    /// Whether it may take access from somebody.
    fn takes_away(&self) -> bool {
        match self.change {
            Change::Remove(_) | Change::Require(true) => true,
            Change::Assign(_) | Change::Require(false) => false,
        }
    }

    /// The newest entries of the audit.
    async fn recent(&self) -> Result<Vec<AuditEntry>, AccessError> {
        let id = self.opened.flow.registration_id;
        let page = self.browser.store.list_audit(id, None, RECENT).await;
        let entries = page.map_err(pending::list_error)?.items;
        Ok(of_tenant(entries, self.opened.signed_in.tenant.id))
    }

    /// The entry of the very same change that this person asked for a moment ago, where the answer was lost on the way.
    async fn own_before(&self) -> Result<Option<AuditId>, AccessError> {
        let entries = self.recent().await?;
        let person = self.opened.signed_in.tenant.administrator;
        let newest = entries.first();
        let own = newest
            .filter(|entry| recent::is_repetition(entry, person, self.change, self.clock.now()));
        Ok(own.map(|entry| entry.id))
    }

    /// Asks Graph, reads the state again and says what each change came to.
    pub(super) async fn carry_out(&self, entry: AuditEntry, planned: &Plan) -> AuditEntry {
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
                    Some(answer) => came_to(record, answer, found),
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

fn unread_notice(is_over: bool) -> AccessNotice {
    if is_over {
        AccessNotice::Over
    } else {
        AccessNotice::NotRead
    }
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
