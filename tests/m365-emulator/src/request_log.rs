//! Log of the requests to the emulator, from which the number of round trips is read.

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::fault::Host;

/// One request with its answer.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    pub(crate) host: Host,
    pub(crate) method: String,
    /// Path without the query.
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) tenant: Option<Uuid>,
    pub(crate) at: Timestamp,
    /// Instants of arrival and of the finished answer, in microseconds since the emulator's start, by a clock that no command
    /// moves.
    pub(crate) began_microseconds: u64,
    pub(crate) ended_microseconds: u64,
    /// Unknown part of the request, for answers 501.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unknown: Option<String>,
    /// Violation of Microsoft Graph's contract by the answer: a fault of the emulator.
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
    /// Upload sessions abandoned, at SharePoint.
    clean_up: usize,
    /// All other requests at the login host.
    login: usize,
    /// Requests that the emulator does not know.
    unknown: usize,
    /// Answers of the emulator that broke the contract.
    contract_violations: usize,
    /// Round trips that had to wait for each other, see [`critical_path`]; for one tenant alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    critical_path: Option<usize>,
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

    /// Removes the entries of one tenant, or all.
    pub(crate) fn clear(&mut self, tenant: Option<Uuid>) {
        self.entries
            .retain(|entry| tenant.is_some() && entry.tenant != tenant);
    }

    /// Entries of one tenant, or all, oldest first, with their totals.
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
            critical_path: tenant.map(|_| critical_path(&entries)),
        };
        (entries, totals)
    }
}

/// Length of the longest chain of requests to the token endpoint, to Graph and to SharePoint in which each began after the
/// previous one had ended, which is the largest number of requests that do not overlap. Always taking the one that ends first
/// finds it.
fn critical_path(entries: &[&Entry]) -> usize {
    let mut waited_for: Vec<_> = entries
        .iter()
        .filter(|entry| matches!(entry.host, Host::Token | Host::Graph | Host::Sharepoint))
        .collect();
    waited_for.sort_by_key(|entry| entry.ended_microseconds);
    let mut length = 0;
    let mut free_from = 0;
    for entry in waited_for {
        if entry.began_microseconds >= free_from {
            length += 1;
            free_from = entry.ended_microseconds;
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    const TENANT: Uuid = Uuid::from_u128(1);

    fn entry(host: Host, began: u64, ended: u64) -> Entry {
        Entry {
            host,
            method: "POST".to_owned(),
            path: "/".to_owned(),
            status: 200,
            tenant: Some(TENANT),
            at: Timestamp::UNIX_EPOCH,
            began_microseconds: began,
            ended_microseconds: ended,
            unknown: None,
            contract_violation: None,
            parts: Vec::new(),
        }
    }

    #[test_case(&[], 0; "nothing was asked")]
    #[test_case(&[(Host::Token, 0, 10), (Host::Graph, 10, 20), (Host::Graph, 25, 30)], 3; "one after the other")]
    #[test_case(&[(Host::Graph, 0, 10), (Host::Token, 1, 9), (Host::Graph, 2, 12)], 1; "all at once")]
    #[test_case(&[(Host::Token, 0, 10), (Host::Token, 2, 14), (Host::Graph, 11, 20), (Host::Graph, 15, 24), (Host::Graph, 25, 30)], 3; "two chains side by side")]
    #[test_case(&[(Host::Graph, 0, 100), (Host::Token, 1, 10), (Host::Graph, 11, 20)], 2; "a long one beside two short ones")]
    #[test_case(&[(Host::Graph, 30, 40), (Host::Token, 0, 10)], 2; "in whatever order they are logged")]
    #[test_case(&[(Host::Token, 0, 10), (Host::Graph, 10, 20), (Host::Sharepoint, 21, 30), (Host::Sharepoint, 22, 31)], 3; "clean-up counts")]
    #[test_case(&[(Host::Login, 0, 10), (Host::Graph, 11, 20), (Host::IdentityProvider, 31, 40)], 1; "keys and the identity provider do not count")]
    fn requests_that_wait_for_each_other_are_counted(
        requests: &[(Host, u64, u64)],
        expected: usize,
    ) {
        let mut log = RequestLog::default();
        for (host, began, ended) in requests {
            log.add(entry(*host, *began, *ended));
        }
        assert_eq!(log.read(Some(TENANT)).1.critical_path, Some(expected));
        assert_eq!(log.read(Some(Uuid::nil())).1.critical_path, Some(0));
        assert_eq!(log.read(None).1.critical_path, None);
    }
}
