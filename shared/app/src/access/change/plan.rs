//! Writes that a change asks of Graph. The form gives principals by id and Graph gives their names; assignments are only those
//! that Graph listed for our own service principal (T58).

use domain::{
    access::{
        Access, AccessChangeOutcome, Action, AssigneeKind, Candidate, ChangeRecord, ChangeRefusal,
        GraphAnswer, Principal,
    },
    ids::ObjectId,
};
use entra::AccessWrite;

/// Writes that Graph is asked for, and the records that are kept of them.
pub(super) struct WritePlan {
    /// Our service principal.
    pub(super) service_principal: ObjectId,
    /// Writes that Graph is asked for.
    pub(super) writes: Vec<AccessWrite>,
    /// One record for each change; a change that needs no write already has its outcome.
    pub(super) records: Vec<ChangeRecord>,
    /// Index of the record that each write belongs to.
    owners: Vec<usize>,
    /// The second part, carried out once the whole of this part is in effect.
    pub(super) then: Option<Box<WritePlan>>,
}

impl WritePlan {
    fn new(access: &Access) -> Self {
        Self {
            service_principal: access.service_principal,
            writes: Vec::new(),
            records: Vec::new(),
            owners: Vec::new(),
            then: None,
        }
    }

    /// Adds a change and its writes; a change without writes already has its outcome.
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
                AccessChangeOutcome::Unknown { request_id: None }
            } else {
                AccessChangeOutcome::AlreadySo
            },
        });
    }

    /// The records of both parts; those of the second part as planned, before it is carried out.
    pub(super) fn all_records(&self) -> Vec<ChangeRecord> {
        let then = self.then.iter().flat_map(|then| &then.records);
        self.records.iter().chain(then).cloned().collect()
    }

    /// The records of a part that Graph is not asked for, because the part before it was not carried out whole.
    pub(super) fn withheld(&self) -> Vec<ChangeRecord> {
        let withheld = |record: &ChangeRecord| match record.outcome {
            AccessChangeOutcome::Unknown { .. } => ChangeRecord {
                after: Some(record.before),
                outcome: AccessChangeOutcome::NotDone {
                    refusal: ChangeRefusal::AssignmentsMissing,
                    request_id: None,
                },
                ..record.clone()
            },
            AccessChangeOutcome::Done
            | AccessChangeOutcome::AlreadySo
            | AccessChangeOutcome::NotDone { .. } => record.clone(),
        };
        self.records.iter().map(withheld).collect()
    }

    /// Graph's answer to a change: done if all its writes are done, otherwise the first answer that differs. If only some of
    /// its writes are done, [`GraphAnswer::NoAnswer`]: reading the access again decides. `None` if the change has no writes.
    pub(super) fn answer_of(&self, record: usize, answers: &[GraphAnswer]) -> Option<GraphAnswer> {
        let mut own = self
            .owners
            .iter()
            .enumerate()
            .filter(|(_, owner)| **owner == record)
            .map(|(write, _)| {
                let answer = answers.get(write).cloned();
                answer.unwrap_or(GraphAnswer::NoAnswer { request_id: None })
            })
            .peekable();
        own.peek()?;
        let (done, other): (Vec<_>, Vec<_>) = own.partition(|answer| *answer == GraphAnswer::Done);
        Some(match (done.is_empty(), other.into_iter().next()) {
            (_, None) => GraphAnswer::Done,
            (true, Some(answer)) => answer,
            (false, Some(_)) => GraphAnswer::NoAnswer { request_id: None },
        })
    }
}

/// Plans to assign users and groups; `named` has Graph's name of each, `None` for those that do not exist.
pub(super) fn assign(
    access: &Access,
    chosen: &[(AssigneeKind, ObjectId)],
    named: &[Option<Candidate>],
) -> WritePlan {
    let mut plan = WritePlan::new(access);
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
                outcome: AccessChangeOutcome::NotDone {
                    refusal: ChangeRefusal::NotFound,
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

/// Plans to take away all assignments of each given user and group. Those without an assignment are left out.
pub(super) fn remove(access: &Access, ids: &[ObjectId]) -> WritePlan {
    let mut plan = WritePlan::new(access);
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

/// Plans to assign users, and then to require an assignment.
pub(super) fn assign_then_require(
    access: &Access,
    chosen: &[(AssigneeKind, ObjectId)],
    named: &[Option<Candidate>],
) -> WritePlan {
    WritePlan {
        then: Some(Box::new(require(access, true))),
        ..assign(access, chosen, named)
    }
}

/// Plans to require an assignment, or to let every user of the tenant in.
pub(super) fn require(access: &Access, required: bool) -> WritePlan {
    let mut plan = WritePlan::new(access);
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
