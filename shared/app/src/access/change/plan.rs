//! What a change asks of Graph. Principals come from the form as ids and are named by Graph; assignments are those that Graph
//! listed for our own service principal (`security.md` T58).

use domain::{
    access::{
        Access, Action, Answered, Candidate, ChangeRecord, Kind, Outcome, Principal, Refusal,
    },
    ids::ObjectId,
};
use entra::AccessWrite;

/// What is asked of Graph, and what is kept of it.
pub(super) struct Plan {
    /// Our service principal.
    pub(super) service_principal: ObjectId,
    /// What is asked.
    pub(super) writes: Vec<AccessWrite>,
    /// One for each change; those for which nothing is asked have their outcome already.
    pub(super) records: Vec<ChangeRecord>,
    /// Which record each write belongs to.
    owners: Vec<usize>,
    /// The part that is asked for once this one has been carried out whole.
    pub(super) then: Option<Box<Plan>>,
}

impl Plan {
    fn new(access: &Access) -> Self {
        Self {
            service_principal: access.service_principal,
            writes: Vec::new(),
            records: Vec::new(),
            owners: Vec::new(),
            then: None,
        }
    }

    /// Adds a change and what it asks for; without anything to ask it has its outcome.
    fn add(
        &mut self,
        action: Action,
        principal: Option<Principal>,
        before: bool,
        writes: Vec<AccessWrite>,
    ) {
        let is_asked = !writes.is_empty();
        self.owners
            .extend(writes.iter().map(|_| self.records.len()));
        self.writes.extend(writes);
        self.records.push(ChangeRecord {
            action,
            principal,
            before,
            after: (!is_asked).then_some(before),
            outcome: if is_asked {
                Outcome::Unknown { request_id: None }
            } else {
                Outcome::AlreadySo
            },
        });
    }

    /// The records of both parts, the second as it is where the first was not carried out whole.
    pub(super) fn all_records(&self) -> Vec<ChangeRecord> {
        let then = self.then.iter().flat_map(|then| &then.records);
        self.records.iter().chain(then).cloned().collect()
    }

    /// The records of a part that is not asked for, because the one before it was not carried out whole.
    pub(super) fn withheld(&self) -> Vec<ChangeRecord> {
        let withheld = |record: &ChangeRecord| match record.outcome {
            Outcome::Unknown { .. } => ChangeRecord {
                after: Some(record.before),
                outcome: Outcome::NotDone {
                    refusal: Refusal::AssignmentsMissing,
                    request_id: None,
                },
                ..record.clone()
            },
            Outcome::Done | Outcome::AlreadySo | Outcome::NotDone { .. } => record.clone(),
        };
        self.records.iter().map(withheld).collect()
    }

    /// How Graph answered a change: done when all that it asked for is, else the first answer that says otherwise. Where a part
    /// was done and a part was not, reading it again decides. `None` when nothing was asked for it.
    pub(super) fn answer_of(&self, record: usize, answers: &[Answered]) -> Option<Answered> {
        let mut own = self
            .owners
            .iter()
            .enumerate()
            .filter(|(_, owner)| **owner == record)
            .map(|(write, _)| {
                let answer = answers.get(write).cloned();
                answer.unwrap_or(Answered::NoAnswer { request_id: None })
            })
            .peekable();
        own.peek()?;
        let (done, other): (Vec<_>, Vec<_>) = own.partition(|answer| *answer == Answered::Done);
        Some(match (done.is_empty(), other.into_iter().next()) {
            (_, None) => Answered::Done,
            (true, Some(answer)) => answer,
            (false, Some(_)) => Answered::NoAnswer { request_id: None },
        })
    }
}

/// Users and groups are assigned; `named` says what Graph calls each of them, `None` for those that are not there.
pub(super) fn assign(
    access: &Access,
    chosen: &[(Kind, ObjectId)],
    named: &[Option<Candidate>],
) -> Plan {
    let mut plan = Plan::new(access);
    for ((kind, id), candidate) in chosen.iter().zip(named) {
        let Some(candidate) = candidate else {
            plan.records.push(ChangeRecord {
                action: Action::Assign,
                principal: Some(Principal {
                    id: *id,
                    kind: *kind,
                    name: id.to_string(),
                    address: None,
                }),
                before: false,
                after: Some(false),
                outcome: Outcome::NotDone {
                    refusal: Refusal::NotFound,
                    request_id: None,
                },
            });
            continue;
        };
        let is_assigned = access.find(*id).is_some();
        let writes = if is_assigned {
            Vec::new()
        } else {
            vec![AccessWrite::Assign(*id)]
        };
        plan.add(
            Action::Assign,
            Some(candidate.principal.clone()),
            is_assigned,
            writes,
        );
    }
    plan
}

/// Assignments are taken away: of each user and group all that it has. Whoever has none is left out.
pub(super) fn remove(access: &Access, ids: &[ObjectId]) -> Plan {
    let mut plan = Plan::new(access);
    for assigned in ids.iter().filter_map(|id| access.find(*id)) {
        let writes = assigned
            .assignment_ids
            .iter()
            .map(|id| AccessWrite::Remove {
                assignment_id: id.clone(),
            })
            .collect();
        plan.add(
            Action::Remove,
            Some(assigned.principal.clone()),
            true,
            writes,
        );
    }
    plan
}

/// Users are assigned, and an assignment becomes required.
pub(super) fn assign_then_require(
    access: &Access,
    chosen: &[(Kind, ObjectId)],
    named: &[Option<Candidate>],
) -> Plan {
    Plan {
        then: Some(Box::new(require(access, true))),
        ..assign(access, chosen, named)
    }
}

/// Whether an assignment is required.
pub(super) fn require(access: &Access, required: bool) -> Plan {
    let mut plan = Plan::new(access);
    let action = if required {
        Action::RequireAssignment
    } else {
        Action::AllowEverybody
    };
    let writes = if access.is_required == required {
        Vec::new()
    } else {
        vec![AccessWrite::Require(required)]
    };
    plan.add(action, None, access.is_required, writes);
    plan
}
