//! Judgement of a run: from the facts to the answers of the checks, and from those to the standing. Pure.

use super::{facts, reading::Reading};
use domain::{
    ids::TenantId,
    permission::{Manifest, PermissionsChange},
    registration::Registration,
    standing::{Assessment, Standing},
    verification::{Expectations, facts::TenantFacts, report::Report, verify},
};
use jiff::{SignedDuration, Timestamp};
use store::StoredRegistration;

/// Settings of the deployment that a judgement rests on.
pub(super) struct Rules<'a> {
    /// Permissions that the deployment asks for.
    pub(super) manifest: &'a Manifest,
    /// The tenant that owns our app registration.
    pub(super) home_tenant: TenantId,
    /// Least time between the two sightings of a failure.
    pub(super) confirm_after: SignedDuration,
}

/// Judgement of the facts, before the brake and the report kept before.
pub(super) struct Judged {
    /// The registration with what the run observed; stage, version and instant are those before the run.
    pub(super) registration: Registration,
    /// Whether the host app sees a difference in it.
    pub(super) differs: bool,
    /// Whether it holds other drives, trials or claims, which the host app does not see.
    pub(super) is_noted: bool,
    /// Whether the application was deleted in the tenant and registered again since the last run.
    pub(super) is_recreated: bool,
    /// Change of a connected tenant's permissions to report.
    pub(super) permissions: Option<PermissionsChange>,
    pub(super) facts: TenantFacts,
    pub(super) report: Report,
    pub(super) assessment: Assessment,
}

/// Judges what a run read since `started_at`. `secret_version` is the version of the system user's secret, if the run wrote
/// one.
pub(super) fn judge(
    loaded: &StoredRegistration,
    mut reading: Reading,
    secret_version: Option<String>,
    rules: &Rules<'_>,
    started_at: Timestamp,
    now: Timestamp,
) -> Judged {
    let standing = &loaded.standing;
    let mut registration = loaded.registration.clone();
    let is_renewed = facts::keep_secret(&mut registration, secret_version, now);
    let is_renamed = facts::keep_name(&mut registration, &reading.user);
    let is_noted = facts::keep(&mut registration, &mut reading.user);
    let is_recreated = facts::is_recreated(standing, &reading.app);
    let forgotten = is_recreated.then(|| facts::forget(&mut registration, standing));
    let forgotten = forgotten.unwrap_or_default();
    let facts = facts::gather(&registration, &forgotten, reading, now);
    let report = answer(&registration, standing, &facts, rules, now);
    let assessment = assess(loaded, &facts, &report, rules, started_at);
    // Only now: the run is judged by the permissions that were known before.
    let kept = facts::keep_permissions(&mut registration, &facts, rules.manifest);
    Judged {
        differs: is_renewed || is_renamed || forgotten.is_any() || kept.is_new,
        is_noted,
        is_recreated,
        permissions: kept.change,
        registration,
        facts,
        report,
        assessment,
    }
}

/// Runs every check over the facts.
fn answer(
    registration: &Registration,
    standing: &Standing,
    facts: &TenantFacts,
    rules: &Rules<'_>,
    now: Timestamp,
) -> Report {
    let consented_at = registration.lifecycle.consented_at();
    let settled = consented_at
        .map(|consented_at| standing.settled_since(consented_at))
        .unwrap_or_default();
    let connection = registration.system_user_connection.as_ref();
    let expected = Expectations {
        manifest: rules.manifest,
        required: registration
            .observations
            .permissions
            .required(rules.manifest),
        home_tenant: rules.home_tenant,
        is_connected: registration.lifecycle.connected_tenant().is_some(),
        expected_domain: registration.expected_domain.as_ref(),
        system_user: registration.system_user.as_ref(),
        system_user_id: connection.map(|connection| connection.object_id),
        sites: &registration.sites,
        consented_at,
        settled: &settled,
        lasting: &standing.lasting(now, rules.confirm_after),
        now,
    };
    verify(facts, &expected)
}

/// The standing after the run. A tenant that waits for approval keeps its health.
fn assess(
    loaded: &StoredRegistration,
    facts: &TenantFacts,
    report: &Report,
    rules: &Rules<'_>,
    started_at: Timestamp,
) -> Assessment {
    let before = &loaded.standing;
    let mut assessment = before.assess(report, started_at, rules.confirm_after);
    if let Ok(Some(service_principal)) = facts.service_principal.get() {
        assessment.standing.service_principal_id = Some(service_principal.id);
    }
    if loaded.registration.lifecycle.awaits_approval() {
        assessment = assessment.awaiting_approval(before);
    }
    assessment
}
