//! Sample access of a tenant, as its pages show it in tests.

use super::*;

pub(super) fn id(number: u128) -> ObjectId {
    ObjectId::from_uuid(Uuid::from_u128(number))
}

pub(super) fn user(number: u128, name: &str) -> Principal {
    Principal {
        id: id(number),
        kind: AssigneeKind::User,
        name: name.to_owned(),
        address: Some(format!("user{number}@contoso.example")),
    }
}

pub(super) fn group(number: u128, name: &str) -> Principal {
    Principal {
        kind: AssigneeKind::Group,
        address: None,
        ..user(number, name)
    }
}

pub(super) fn assigned(principal: Principal, members: Option<Members>) -> Assignee {
    Assignee {
        principal,
        assignment_ids: vec!["assignment".to_owned()],
        since: Some(now()),
        members,
    }
}

/// Access with a user by name, a group with people and a nested group, and a group that could not be read.
pub(super) fn access(is_required: bool) -> Access {
    let members = Members {
        people: (100..160)
            .map(|number| user(number, &format!("Member {number}")))
            .collect(),
        groups: vec![group(30, "Nested <i>group</i>")],
    };
    Access {
        service_principal: id(3),
        is_required,
        assigned: vec![
            assigned(user(20, HOSTILE), None),
            assigned(group(21, "Sales"), Some(members)),
            assigned(group(22, "Hidden <i>members</i>"), None),
        ],
        applications: Vec::new(),
    }
}

pub(super) fn seen<T>(value: T) -> Observed<T> {
    Observed::Seen {
        value,
        evidence: evidence(),
    }
}

pub(super) fn unread<T>(reason: Unobserved) -> Observed<T> {
    Observed::Unseen {
        reason,
        evidence: Some(evidence()),
    }
}

pub(super) fn candidate(principal: Principal) -> Candidate {
    Candidate {
        principal,
        can_be_assigned: true,
    }
}

pub(super) fn unfit(principal: Principal) -> Candidate {
    Candidate {
        can_be_assigned: false,
        ..candidate(principal)
    }
}

/// Candidates: a user to assign, a user who is assigned, a group to assign and a group that cannot be assigned.
pub(super) fn candidates() -> Candidates {
    Candidates {
        users: seen(CandidatePage {
            candidates: vec![candidate(user(40, HOSTILE)), candidate(user(20, HOSTILE))],
            next: Some("next<page>".to_owned()),
        }),
        groups: seen(CandidatePage {
            candidates: vec![candidate(group(41, "Board")), unfit(group(42, "News"))],
            next: None,
        }),
    }
}

pub(super) fn entry(number: u128, changes: Vec<ChangeRecord>) -> AuditEntry {
    AuditEntry {
        id: AuditId::from_uuid(Uuid::from_u128(number)),
        registration_id: RegistrationId::from_uuid(Uuid::nil()),
        occurred_at: now(),
        tenant_id: tenant().id,
        actor: id(8),
        actor_name: Some(HOSTILE.to_owned()),
        changes,
        invitation_id: None,
    }
}

pub(super) fn record(action: Action, outcome: AccessChangeOutcome) -> ChangeRecord {
    let is_of_somebody = matches!(action, Action::Assign | Action::Remove);
    let is_done = matches!(outcome, AccessChangeOutcome::Done);
    ChangeRecord {
        action,
        principal: is_of_somebody.then(|| group(21, HOSTILE)),
        before: !action.wants(),
        after: (!matches!(outcome, AccessChangeOutcome::Unknown { .. }))
            .then_some(action.wants() == is_done),
        outcome,
    }
}

pub(super) fn pending() -> PendingChange {
    let unknown = AccessChangeOutcome::Unknown { request_id: None };
    PendingChange {
        entry: entry(9, vec![record(Action::Assign, unknown)]),
        under_way_until: now(),
    }
}

/// Values for the pages, of which a test changes one.
pub(super) struct Sample {
    pub(super) frame: Frame<'static>,
    pub(super) registration: Registration,
    pub(super) tenant: Tenant,
    pub(super) notice: Option<AccessNotice>,
    pub(super) entries: Vec<AuditEntry>,
    pub(super) pending: Option<PendingChange>,
    pub(super) access: Observed<Access>,
    pub(super) oneself: Cover,
    pub(super) own_roles: Option<Vec<String>>,
    pub(super) system_user: Cover,
    pub(super) can_switch: bool,
    pub(super) text: &'static str,
    pub(super) found: Option<Candidates>,
    pub(super) further: Option<AssigneeKind>,
    pub(super) chosen: Vec<Candidate>,
    pub(super) is_over: bool,
}

impl Default for Sample {
    fn default() -> Self {
        Self {
            frame: frame(),
            registration: registration(connected(), Some("cooperlink@contoso.example")),
            tenant: tenant(),
            notice: None,
            entries: Vec::new(),
            pending: None,
            access: seen(access(true)),
            oneself: Cover::Itself,
            own_roles: Some(vec![GLOBAL_ADMINISTRATOR.to_owned()]),
            system_user: Cover::Through("Sales <i>team</i>".to_owned()),
            can_switch: true,
            text: "",
            found: None,
            further: None,
            chosen: Vec::new(),
            is_over: false,
        }
    }
}

impl Sample {
    fn page<'a>(&'a self, stand: AccessStand<'a>) -> Response<String> {
        let page = AccessPage {
            frame: self.frame,
            token: TOKEN,
            form_token: "form",
            journey: Journey {
                registration: &self.registration,
                report: None,
            },
            tenant: &self.tenant,
            notice: self.notice.as_ref(),
            history: Some(History {
                entries: &self.entries,
                has_more: self.entries.len() > 1,
                pending: self.pending.as_ref(),
            }),
            place: place(&self.tenant),
            stand,
        };
        page.respond("request-1")
    }

    /// The page with a token.
    pub(super) fn open(&self) -> String {
        self.open_with(SystemUserCover::Known {
            name: "cooperlink@contoso.example",
            id: id(6),
            cover: &self.system_user,
        })
    }

    pub(super) fn open_with(&self, system_user: SystemUserCover<'_>) -> String {
        let open = Open {
            access: &self.access,
            person: id(8),
            oneself: &self.oneself,
            own_roles: self.own_roles.as_deref(),
            system_user,
            can_switch: self.can_switch,
            ends_at: now() + SignedDuration::from_mins(60),
            search: self.found.as_ref().map(|found| Search {
                text: self.text,
                found,
                further: self.further,
            }),
            chosen: &self.chosen,
            is_over: self.is_over,
        };
        self.page(AccessStand::Open(Box::new(open))).into_body()
    }

    /// The page without a token.
    pub(super) fn closed(&self, closed: Closed<'_>) -> String {
        self.page(AccessStand::Closed(closed)).into_body()
    }

    /// The page that asks before a change.
    pub(super) fn review(&self, access: &Access, change: &AccessChange, effect: &Effect) -> String {
        self.review_with(access, change, effect, None)
    }

    /// The review page with a safer change that is offered first.
    pub(super) fn review_with(
        &self,
        access: &Access,
        change: &AccessChange,
        effect: &Effect,
        safer: Option<SaferChange<'_>>,
    ) -> String {
        let page = ReviewPage {
            frame: self.frame,
            token: TOKEN,
            form_token: "form",
            journey: Journey {
                registration: &self.registration,
                report: None,
            },
            tenant: &self.tenant,
            access,
            change,
            effect,
            safer,
            state: "state<1>",
            system_user: Some(HOSTILE),
            place: place(&self.tenant),
            notice: self.notice.as_ref(),
        };
        page.respond("request-1").into_body()
    }
}

/// Access as the last verification saw it.
pub(super) fn summary() -> AccessSummary {
    AccessSummary {
        is_required: true,
        users: 1,
        groups: 2,
    }
}

pub(super) fn effect(losers: Losers) -> Effect {
    Effect {
        losers,
        locks_out_system_user: false,
        locks_out_oneself: false,
    }
}
