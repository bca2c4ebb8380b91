//! The lists have the words that are written.

use super::*;
use domain::invitation::InvitationState;
use domain::{
    access::{self, ChangeRefusal},
    api_key::Scope,
    attempt,
    event::EventKind,
    next_action::Task,
    permission,
    registration::{AccessLoss, Approval},
    responsible::Responsible,
    usability::Service,
    verification::{
        catalogue::Severity,
        report::RunOutcome,
        verdict::{Finding, Identity, Unobserved, Verdict},
    },
    webhook::{self, DeliveryState, DisabledFor, EndpointState},
};
use serde::Serialize;
use store::Trigger;

fn demand_same<W: Word + Serialize>() {
    for value in W::ALL {
        assert_eq!(serde_json::to_value(value).unwrap(), value.word());
    }
}

#[test]
fn each_word_is_the_one_that_is_written() {
    demand_same::<access::Action>();
    demand_same::<access::AssigneeKind>();
    demand_same::<attempt::AttemptOutcome>();
    demand_same::<DeliveryState>();
    demand_same::<DisabledFor>();
    demand_same::<EndpointState>();
    demand_same::<EventKind>();
    demand_same::<Health>();
    demand_same::<Identity>();
    demand_same::<AccessLoss>();
    demand_same::<Language>();
    demand_same::<RunOutcome>();
    demand_same::<permission::PermissionKind>();
    demand_same::<Plan>();
    demand_same::<Purpose>();
    demand_same::<Responsible>();
    demand_same::<Scope>();
    demand_same::<Service>();
    demand_same::<Severity>();
    demand_same::<InvitationState>();
    demand_same::<Task>();
    demand_same::<Trigger>();
    demand_same::<usability::Usable>();
    demand_same::<webhook::DeliveryOutcome>();
}

#[test]
fn names_of_states_with_values_are_all_in_their_lists() {
    let finding = || Finding::new("code");
    let verdicts = [
        Verdict::Pass,
        Verdict::Fail(finding()),
        Verdict::Waiting(finding()),
        Verdict::NotApplicable(finding()),
        Verdict::Unknown(Unobserved::NotReached),
    ];
    assert_eq!(
        verdicts.each_ref().map(Verdict::name).as_slice(),
        all::<VerdictName>()
    );
    let at = jiff::Timestamp::UNIX_EPOCH;
    let approvals = [
        Approval::NotNeeded,
        Approval::Waiting,
        Approval::Approved { at },
    ];
    let written = approvals.map(|approval| serde_json::to_value(approval).unwrap());
    let written = written
        .each_ref()
        .map(|value| value["status"].as_str().unwrap());
    assert_eq!(written.as_slice(), all::<ApprovalStatus>());
    let refusals = [
        ChangeRefusal::RoleMissing,
        ChangeRefusal::NotFound,
        ChangeRefusal::ChangedMeanwhile,
        ChangeRefusal::Throttled { seconds: None },
        ChangeRefusal::SignedOut,
        ChangeRefusal::NotAccepted {
            status: 400,
            code: None,
        },
        ChangeRefusal::AssignmentsMissing,
        ChangeRefusal::Lost,
    ];
    let written = refusals.map(|refusal| serde_json::to_value(refusal).unwrap());
    let written = written
        .each_ref()
        .map(|value| value["reason"].as_str().unwrap());
    assert_eq!(written.as_slice(), all::<ChangeReason>());
}
