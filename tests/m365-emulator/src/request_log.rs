//! What was asked of the emulator: the ground truth of "how many round trips did that take".

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::fault::Host;

/// One request as it was answered.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    pub(crate) host: Host,
    pub(crate) method: String,
    /// Path without the query.
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) tenant: Option<Uuid>,
    pub(crate) at: Timestamp,
    /// What was not known, for answers 501.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unknown: Option<String>,
    /// The answer broke the contract of Microsoft Graph: a fault of the emulator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) contract_violation: Option<String>,
    /// The parts of a `$batch`, in the order of the request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) parts: Vec<Part>,
}

/// One part of a `$batch`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Part {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) status: u16,
}

/// Sums over entries.
#[derive(Debug, Default, Clone, Copy, Serialize)]
pub(crate) struct Totals {
    /// Requests to the token endpoint.
    token: usize,
    /// Round trips to Microsoft Graph; a `$batch` is one.
    graph: usize,
    /// Parts inside batches.
    batch_parts: usize,
    /// Upload sessions given up: kept apart, so that round trips can be counted without them.
    clean_up: usize,
    /// Everything else at the login host.
    login: usize,
    /// Requests for something the emulator does not know.
    unknown: usize,
    /// Answers of the emulator that broke the contract.
    contract_violations: usize,
}

/// The log.
#[derive(Debug, Default)]
pub(crate) struct RequestLog {
    entries: Vec<Entry>,
}

impl RequestLog {
    /// Adds an entry.
    pub(crate) fn add(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Forgets the entries of one tenant, or all.
    pub(crate) fn clear(&mut self, tenant: Option<Uuid>) {
        self.entries
            .retain(|entry| tenant.is_some() && entry.tenant != tenant);
    }

    /// The entries of one tenant, or all, oldest first, with their totals.
    pub(crate) fn read(&self, tenant: Option<Uuid>) -> (Vec<&Entry>, Totals) {
        let wanted = |entry: &&Entry| tenant.is_none() || entry.tenant == tenant;
        let entries: Vec<_> = self.entries.iter().filter(wanted).collect();
        let count = |host| entries.iter().filter(|entry| entry.host == host).count();
        let totals = Totals {
            token: count(Host::Token),
            graph: count(Host::Graph),
            batch_parts: entries.iter().map(|entry| entry.parts.len()).sum(),
            clean_up: entries
                .iter()
                .filter(|entry| entry.host == Host::Sharepoint && entry.method == "DELETE")
                .count(),
            login: count(Host::Login),
            unknown: entries
                .iter()
                .filter(|entry| entry.unknown.is_some())
                .count(),
            contract_violations: entries
                .iter()
                .filter(|entry| entry.contract_violation.is_some())
                .count(),
        };
        (entries, totals)
    }
}
