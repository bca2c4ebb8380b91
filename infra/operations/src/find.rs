//! `cargo ops find`: one customer, by what a caller reads out or a log line names.

use crate::output::{CommandOutput, or_dash};
use crate::place::Place;
use anyhow::{Context, Result, bail};
use app::host::events::next_id;
use clap::Args;
use domain::{
    event::{Event, last_id_of},
    ids::RegistrationId,
    support_code::SupportCode,
    usability::{Service, Usability},
    verification::verdict::Verdict,
};
use serde::Serialize;
use serde_json::{Value, json};
use store::{EventRange, EventsOf, KEPT, KeptVerification, StoredRegistration};

/// Reports and events that are shown.
const LAST: usize = 5;
/// Events that one request looks at.
const READS: i32 = 200;

#[derive(Args, Serialize)]
pub(crate) struct FindOptions {
    /// Support code of the customer's page, such as 7K2M-X4QD, or the id of the registration
    #[arg(value_name = "SUPPORT-CODE|REGISTRATION-ID", value_parser = wanted)]
    wanted: SearchKey,
    /// Shows names too: of the customer, its organisation, the administrator and the system user
    #[arg(long)]
    names: bool,
}

/// Name that the registration is found by.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SearchKey {
    SupportCode(SupportCode),
    RegistrationId(RegistrationId),
}

impl SearchKey {
    /// The registration of that name.
    ///
    /// # Errors
    /// When no registration has the support code, or the table cannot be read.
    pub(crate) async fn find(self, place: &Place) -> Result<RegistrationId> {
        match self {
            Self::RegistrationId(id) => Ok(id),
            Self::SupportCode(code) => {
                let found = place.store.find_by_support_code(code).await?;
                found.with_context(|| {
                    format!(
                        "No registration of {} has the support code {code}.",
                        place.stage
                    )
                })
            }
        }
    }
}

/// Reads a support code or an id.
pub(crate) fn wanted(text: &str) -> Result<SearchKey, String> {
    let id = text.trim().to_ascii_lowercase().parse();
    id.map(SearchKey::RegistrationId)
        .or_else(|_| text.parse().map(SearchKey::SupportCode))
        .map_err(|_| {
            "must be a support code such as 7K2M-X4QD, or the id of a registration (a GUID)".into()
        })
}

/// Shows a registration as it stands now.
///
/// # Errors
/// When there is none, or the table cannot be read.
pub(crate) async fn run(place: &Place, options: FindOptions) -> Result<CommandOutput> {
    let id = options.wanted.find(place).await?;
    let Some(loaded) = place.store.load(id).await? else {
        bail!(
            "There is no registration {id} in {}, or it was erased.",
            place.stage
        );
    };
    let limit = i32::try_from(LAST)?;
    let reports = place.store.list_reports(id, None, limit).await?.items;
    let events = last_events(place, &loaded).await?;
    Ok(shown(place, &loaded, &reports, &events, options.names))
}

/// The last events of a registration, oldest first.
async fn last_events(place: &Place, loaded: &StoredRegistration) -> Result<Vec<Event>> {
    let registration = &loaded.registration;
    let now = place.now();
    let (mut from, until) = (last_id_of(now - KEPT), last_id_of(now));
    let mut last = Vec::new();
    loop {
        let read = place
            .store
            .read_events(
                EventsOf::Customer(&registration.customer.id),
                EventRange {
                    from,
                    until,
                    limit: usize::try_from(READS)?,
                    reads: READS,
                },
                |event| event.registration.id == registration.id,
            )
            .await?;
        last.extend(read.events);
        last.drain(..last.len().saturating_sub(LAST));
        match read.stopped_at {
            Some(stopped_at) => from = next_id(stopped_at),
            None => return Ok(last),
        }
    }
}

fn shown(
    place: &Place,
    loaded: &StoredRegistration,
    reports: &[KeptVerification],
    events: &[Event],
    names: bool,
) -> CommandOutput {
    let (registration, now) = (&loaded.registration, place.now());
    let standing = loaded.standing.at(now);
    let usable = Usability::of(registration, &loaded.standing, now);
    let connection = registration.system_user_connection.as_ref();
    let tenant = registration.lifecycle.tenant();
    let mut shown = CommandOutput::new(json!({
        "id": registration.id,
        "support_code": registration.support_code,
        "customer_id": registration.customer.id,
        "created_at": registration.created_at,
        "stage": registration.lifecycle.stage(),
        "tenant_id": tenant.map(|tenant| tenant.id),
        "health": {
            "status": standing.health,
            "reasons": standing.reasons(),
            "suspected": standing.suspected(),
            "held_since": standing.held.as_ref().map(|held| held.since),
            "checked_at": standing.looked_at(),
            "stale_since": standing.disturbed_since,
            "due_at": loaded.due_at,
        },
        "usable": usable,
        "system_user": {
            "is_asked_for": registration.system_user.is_some(),
            "connected_at": connection.map(|connection| connection.connected_at),
        },
        "last_attempt": loaded.last_attempt,
        "reports": reports.iter().map(report).collect::<Vec<_>>(),
        "events": events.iter().map(event).collect::<Vec<_>>(),
    }));
    shown.pair("Registration", registration.id.to_string());
    shown.pair("Support code", registration.support_code.to_string());
    shown.pair("Customer", registration.customer.id.as_str());
    shown.pair("Stage", registration.lifecycle.stage());
    shown.pair("Tenant", or_dash(tenant.map(|tenant| tenant.id)));
    let health = &shown.json["health"];
    let (status, reasons) = (word(&health["status"]), health["reasons"].to_string());
    shown.pair("Health", format!("{status} {reasons}"));
    shown.pair("Looked at", or_dash(standing.looked_at()));
    shown.pair("Stale since", or_dash(standing.disturbed_since));
    shown.pair("Due", or_dash(loaded.due_at));
    for service in Service::ALL {
        let answer = usable.service(service);
        let told = json!(answer);
        shown.pair(
            service.name(),
            format!(
                "{} since {} {}",
                word(&told["answer"]),
                answer.since,
                told["reasons"]
            ),
        );
    }
    shown.pair(
        "System user connected",
        or_dash(connection.map(|connection| connection.connected_at)),
    );
    shown.pair("Last attempt", json!(loaded.last_attempt).to_string());
    for report in reports {
        let told = self::report(report);
        shown.pair(
            "Report",
            format!(
                "{} {} {}",
                report.report.checked_at,
                word(&told["trigger"]),
                told["not_passed"]
            ),
        );
    }
    for event in events {
        shown.pair(
            "Event",
            format!("{} {}", event.created_at, event.kind.name()),
        );
    }
    if names {
        let personal = json!({
            "customer": registration.customer.name,
            "requester": registration.requester,
            "expected_domain": registration.expected_domain,
            "organisation": tenant.map(|tenant| &tenant.name),
            "administrator": tenant.and_then(|tenant| tenant.administrator_name.as_ref()),
            "system_user": registration.system_user_name(),
        });
        for (name, value) in personal.as_object().into_iter().flatten() {
            shown.pair(name, value.as_str().unwrap_or("-"));
        }
        shown.json["names"] = personal;
    }
    shown
}

/// A report without what was found by name: a check that is not passed with the code of its finding.
fn report(kept: &KeptVerification) -> Value {
    let results = kept.report.results.iter();
    let not_passed = results
        .filter(|result| !matches!(result.verdict, Verdict::Pass | Verdict::NotApplicable(_)));
    let not_passed: Vec<_> = not_passed
        .map(|result| {
            let code = match &result.verdict {
                Verdict::Unknown(reason) => reason.code(),
                verdict => verdict.finding().map_or("", |finding| &finding.code),
            };
            json!({"check": result.check, "verdict": result.verdict.name(), "finding": code})
        })
        .collect();
    json!({
        "id": kept.id,
        "trigger": kept.trigger,
        "checked_at": kept.report.checked_at,
        "outcome": kept.report.coverage.outcome,
        "not_passed": not_passed,
    })
}

fn event(event: &Event) -> Value {
    json!({
        "id": event.id,
        "type": event.kind,
        "created_at": event.created_at,
        "stage": event.registration.stage,
        "health": event.registration.health,
        "reasons": event.reasons,
    })
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("7k2m x4qd", Some(false); "a support code as it is said")]
    #[test_case("01930000-0000-7000-8000-00000000002f", Some(true); "an id")]
    #[test_case("01930000-0000-7000-8000-00000000002F", Some(true); "an id in upper case")]
    #[test_case("contoso.example", None; "a domain")]
    #[test_case("", None; "nothing")]
    fn a_registration_is_found_by_code_or_id(text: &str, expected: Option<bool>) {
        let read = wanted(text).ok();
        let is_id = read.map(|wanted| matches!(wanted, SearchKey::RegistrationId(_)));
        assert_eq!(is_id, expected);
    }
}
