//! Faults of the services that a use case calls, put at one of its calls, or from one on for good: what a process is to its
//! callers that dies there.

use crate::server::Request;
use serde_json::json;
use std::{
    ops::Range,
    sync::{Arc, Mutex},
};

/// A fault of one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The service refuses: a permission or the resource is missing.
    Refused,
    /// The service asks for fewer calls.
    Throttled,
    /// The service fails, and has done nothing.
    Failing,
    /// A write meets another write of the same item.
    InTheWay,
    /// The service does what it is asked, and the connection ends before its answer.
    Lost,
    /// The service answers something that is no answer of its own.
    Nonsense,
}

impl Fault {
    pub(crate) const ALL: [Self; 6] = [
        Self::Refused,
        Self::Throttled,
        Self::Failing,
        Self::InTheWay,
        Self::Lost,
        Self::Nonsense,
    ];

    /// The answer in place of the service's; `None` where the service is asked.
    pub(crate) fn answer(self, request: &Request) -> Option<(u16, String)> {
        let of_aws = |status, kind: &str| (status, json!({ "__type": kind }).to_string());
        let is_transaction = request.target.ends_with("transactwriteitems");
        let is_of_microsoft = request.target.is_empty();
        Some(match self {
            Self::Lost => return None,
            Self::Nonsense => (200, "<html>".to_owned()),
            Self::Refused if is_of_microsoft => (403, "{}".to_owned()),
            Self::Throttled if is_of_microsoft => (429, String::new()),
            Self::Failing | Self::InTheWay if is_of_microsoft => (503, String::new()),
            Self::Refused => of_aws(400, "AccessDeniedException"),
            Self::Throttled => of_aws(400, "ThrottlingException"),
            Self::Failing => of_aws(500, "InternalServerError"),
            Self::InTheWay if is_transaction => {
                let reasons = [json!({"Code": "TransactionConflict"})];
                let cancelled = json!({"__type": "TransactionCanceledException", "CancellationReasons": reasons});
                (400, cancelled.to_string())
            }
            Self::InTheWay => of_aws(400, "TransactionConflictException"),
        })
    }
}

#[derive(Default)]
struct State {
    count: usize,
    fault: Option<(Range<usize>, Fault)>,
}

/// The calls to one service, counted, and the fault of some of them.
#[derive(Clone, Default)]
pub(crate) struct Disturbance(Arc<Mutex<State>>);

impl Disturbance {
    /// Counts from 0 again, and has the calls of these numbers meet the fault.
    pub(crate) fn begin(&self, calls: Range<usize>, fault: Fault) {
        *self.0.lock().unwrap() = State {
            count: 0,
            fault: Some((calls, fault)),
        };
    }

    /// Ends the fault; gives the number of calls since it began.
    pub(crate) fn end(&self) -> usize {
        std::mem::take(&mut *self.0.lock().unwrap()).count
    }

    /// Counts a call; gives its fault.
    pub(crate) fn next(&self) -> Option<Fault> {
        let mut state = self.0.lock().unwrap();
        let number = state.count;
        state.count += 1;
        let (calls, fault) = state.fault.as_ref()?;
        calls.contains(&number).then_some(*fault)
    }
}
