//! Cases of the decision: a run that connects a tenant, with one part of its situation changed in each case.

use super::*;
use domain::{
    ids::{InvitationId, ObjectId, TenantId},
    permission::PermissionsChange,
    registration::{Approval, Tenant},
    schedule::RunReason,
    standing::{Answer, Health, Suspect},
    verification::{
        facts::{AppAccess, Evidence, Observed, Organization, ServicePrincipal, TenantFacts},
        report::{CheckResult, Coverage},
        verdict::{Finding, Unobserved, Verdict},
    },
};
use serde_json::json;
use test_case::test_case;
use uuid::Uuid;

const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
const OTHER_TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(2));
const LINK: InvitationId = InvitationId::from_uuid(Uuid::from_u128(3));
const REPORT: VerificationId = VerificationId::from_uuid(Uuid::from_u128(4));
const GRANT: &str = "application-permissions";

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

/// The instant of the decision.
fn now() -> Timestamp {
    at(600)
}

/// A registration whose administrator consented through a link at the beginning.
fn consented() -> Registration {
    let sample = json!({
        "id": "01930000-0000-7000-8000-00000000002f",
        "version": 7,
        "support_code": "7K2M-X4QD",
        "customer": {"id": "contoso", "name": "Contoso", "plan": "BOOST"},
        "language": "en",
        "lifecycle": {"stage": "invited"},
        "consented_through": TokenHash::from_digest(&[1; 32]),
        "created_at": at(0),
        "updated_at": at(0),
    });
    Registration {
        lifecycle: Lifecycle::Consented {
            tenant: tenant(),
            approval: Approval::NotNeeded,
            consented_at: at(0),
        },
        ..serde_json::from_value(sample).unwrap()
    }
}

fn tenant() -> Tenant {
    Tenant {
        id: TENANT,
        name: "Contoso".to_owned(),
        domain: None,
        administrator: ObjectId::from_uuid(Uuid::from_u128(9)),
        administrator_name: None,
        approved_elsewhere: false,
    }
}

fn seen<T>(value: T) -> Observed<T> {
    let evidence = Evidence {
        request: "GET /test".to_owned(),
        status: Some(200),
        error_code: None,
        request_id: None,
        account: None,
        at: now(),
    };
    Observed::Seen { value, evidence }
}

fn unseen<T>() -> Observed<T> {
    Observed::unseen(Unobserved::NotReached)
}

fn organization(id: TenantId) -> Observed<Organization> {
    seen(Organization {
        id,
        verified_domains: ["contoso.example".to_owned()].into(),
    })
}

/// Facts that prove the binding.
fn facts() -> TenantFacts {
    TenantFacts {
        app_access: seen(AppAccess::Granted),
        service_principal: seen(Some(ServicePrincipal {
            id: ObjectId::from_uuid(Uuid::from_u128(10)),
            account_enabled: true,
            app_role_assignment_required: false,
            app_owner_organization_id: None,
            disabled_by_microsoft_status: None,
            is_deactivated: false,
        })),
        granted_roles: unseen(),
        assignments: unseen(),
        tenant_wide_scopes: unseen(),
        delegated_scopes: unseen(),
        organization: organization(TENANT),
        tenant_services: unseen(),
        system_user_access: unseen(),
        system_user: unseen(),
        system_user_groups: unseen(),
        licences: unseen(),
        mailbox: unseen(),
        sites: Vec::new(),
        other_sites: unseen(),
        administrator_sites: unseen(),
    }
}

fn report(verdict: Verdict) -> Report {
    Report {
        checked_at: now(),
        coverage: Coverage::default(),
        results: vec![CheckResult {
            check: GRANT.to_owned(),
            subject: None,
            verdict,
            observed_at: Some(now()),
            last_known: None,
            evidence: Vec::new(),
        }],
        changes: Vec::new(),
        access: None,
    }
}

/// A situation, of which each case changes a part.
struct Case {
    loaded: StoredRegistration,
    judged: Judged,
    link: Link,
    tenant: Availability,
    kept: Option<Kept>,
}

impl Case {
    /// A run that connects the tenant.
    fn connects() -> Self {
        let mut standing = Standing::default();
        standing.answers.insert(GRANT.to_owned(), Answer::Pass);
        standing.health = Health::Healthy;
        Self {
            loaded: StoredRegistration::new(consented()),
            judged: Judged {
                registration: consented(),
                differs: false,
                is_noted: false,
                is_recreated: false,
                permissions: None,
                facts: facts(),
                report: report(Verdict::Pass),
                assessment: Assessment {
                    standing,
                    previous_health: None,
                    answers_changed: false,
                    coverage: Coverage::default(),
                    next: RunReason::Routine,
                },
            },
            link: Link::Usable(LINK),
            tenant: Availability::Free,
            kept: None,
        }
    }

    /// A run without a change, over a tenant that is connected and healthy.
    fn connected() -> Self {
        let mut case = Self::connects();
        case.change(|registration| {
            registration.consented_through = None;
            registration.lifecycle = Lifecycle::Connected {
                tenant: tenant(),
                approval: Approval::NotNeeded,
                consented_at: at(0),
                connected_at: at(1),
            };
        });
        case.loaded.standing = case.judged.assessment.standing.clone();
        let usable = Usability::of(&case.loaded.registration, &case.loaded.standing, at(2));
        let known = usable.after(&case.loaded.registration, &case.loaded.standing, at(2));
        case.loaded.standing.usable = Some(known);
        case
    }

    /// Changes the registration as it was before the run.
    fn change(&mut self, change: impl Fn(&mut Registration)) {
        change(&mut self.loaded.registration);
        change(&mut self.judged.registration);
    }

    fn decide(self) -> Decision {
        let situation = Situation {
            loaded: &self.loaded,
            judged: self.judged,
            link: self.link,
            tenant: self.tenant,
            kept: self.kept,
            intervals: Intervals::default(),
            jitter: 0,
        };
        decide(situation, now())
    }
}

/// The sign-in of the organisation shows that the host app's domain is not the tenant's.
fn expects_other_domain(case: &mut Case) {
    case.change(|registration| {
        registration.expected_domain = Some("fabrikam.example".to_owned().try_into().unwrap());
    });
}

fn waits_for_approval(case: &mut Case) {
    set_approval(case, Approval::Waiting);
}

fn was_approved(case: &mut Case) {
    set_approval(case, Approval::Approved { at: at(1) });
}

fn set_approval(case: &mut Case, now: Approval) {
    case.change(|registration| {
        if let Lifecycle::Consented { approval, .. } = &mut registration.lifecycle {
            *approval = now;
        }
    });
}

fn is_taken(case: &mut Case) {
    case.tenant = Availability::Taken;
}

fn was_taken(case: &mut Case) {
    case.change(|registration| registration.tenant_taken_at = Some(at(5)));
}

fn grant_spreads(case: &mut Case) {
    case.judged.report = report(Verdict::Waiting(Finding::new("missing")));
}

#[test_case(|_| {}, true, &["registration.connected"]; "proven")]
#[test_case(|case| case.link = Link::Gone, true, &["registration.connected"]; "the link was deleted")]
#[test_case(|case| case.link = Link::Withdrawn, false, &[]; "the link was withdrawn")]
#[test_case(is_taken, false, &["registration.refused"]; "the tenant is another customers")]
#[test_case(|case| { is_taken(case); was_taken(case); }, false, &[]; "it still is")]
#[test_case(was_taken, true, &["registration.connected"]; "it was")]
#[test_case(|case| { was_taken(case); grant_spreads(case); }, false, &[]; "it was and the grant spreads")]
#[test_case(grant_spreads, false, &[]; "the grant spreads")]
#[test_case(|case| case.judged.report.results.clear(), false, &[]; "the grant was not asked for")]
#[test_case(|case| case.judged.facts.app_access = unseen(), false, &[]; "no app only token")]
#[test_case(|case| case.judged.facts.service_principal = seen(None), false, &[]; "no service principal")]
#[test_case(|case| case.judged.facts.organization = organization(OTHER_TENANT), false, &[]; "the organisation is another")]
#[test_case(|case| case.judged.facts.organization = unseen(), false, &[]; "the organisation was not read")]
#[test_case(waits_for_approval, false, &[]; "the host app has not agreed")]
#[test_case(expects_other_domain, false, &[]; "the domain is not the tenants")]
#[test_case(|case| { expects_other_domain(case); was_approved(case); }, true, &["registration.connected"]; "the host app agreed")]
fn a_run_binds_a_tenant_only_with_every_proof(
    change: fn(&mut Case),
    is_bound: bool,
    told: &[&str],
) {
    let mut case = Case::connects();
    change(&mut case);
    let (link, tenant) = (case.link, case.tenant);
    let was_taken_at = case.loaded.registration.tenant_taken_at;
    let decision = case.decide();
    let registration = &decision.registration;
    assert_eq!(decision.is_bound, is_bound);
    assert_eq!(
        registration.lifecycle.connected_tenant().is_some(),
        is_bound
    );
    let kinds = decision.told.iter().map(|told| told.kind.name());
    assert_eq!(kinds.collect::<Vec<_>>(), told);
    // The link has served its purpose exactly when the tenant is bound.
    let dated = (
        TokenHash::from_digest(&[1; 32]),
        InvitationWrite::Date {
            at: now(),
            registration_id: registration.id,
            invitation_id: LINK,
        },
    );
    let is_dated = is_bound && link == Link::Usable(LINK);
    assert_eq!(decision.invitation, is_dated.then_some(dated));
    assert_eq!(registration.consented_through.is_none(), is_bound);
    let taken_at = was_taken_at.unwrap_or(now());
    let is_taken = tenant == Availability::Taken;
    assert_eq!(registration.tenant_taken_at, is_taken.then_some(taken_at));
    // A refusal or an agreement that comes meanwhile makes the run begin again.
    assert_eq!((decision.replaces, registration.version), (Some(7), 8));
    let is_told = is_bound || registration.tenant_taken_at != was_taken_at;
    assert_eq!(registration.updated_at == now(), is_told);
}

#[test]
fn the_health_of_a_tenant_that_is_not_connected_is_no_news() {
    let mut case = Case::connects();
    grant_spreads(&mut case);
    case.judged.assessment.standing.health = Health::Broken;
    let decision = case.decide();
    assert_eq!(decision.told, []);
    assert_eq!(decision.waiting_until, Some(at(3600)));
}

#[test_case(|_| {}, None, false, &[]; "nothing changed")]
#[test_case(|case| case.judged.is_noted = true, Some(7), false, &[]; "a change that the host app does not see")]
#[test_case(|case| case.judged.differs = true, Some(7), true, &[]; "a change that it sees")]
#[test_case(|case| case.judged.permissions = Some(PermissionsChange::Behind), None, false, &["permissions.behind"]; "permissions are missing")]
#[test_case(|case| case.judged.permissions = Some(PermissionsChange::Complete), None, false, &["permissions.complete"]; "permissions are complete")]
#[test_case(breaks, None, false, &["registration.broken"]; "it breaks")]
#[test_case(|case| { breaks(case); case.judged.permissions = Some(PermissionsChange::Behind); }, None, false, &["registration.broken", "permissions.behind"]; "it breaks and permissions are missing")]
#[test_case(is_taken, Some(7), true, &["registration.refused"]; "another customer has the tenant")]
#[test_case(consented_again, Some(7), true, &[]; "an administrator consented again")]
#[test_case(|case| { consented_again(case); grant_spreads(case); }, None, false, &[]; "an administrator consented again and the grant spreads")]
fn a_run_over_a_connected_tenant_writes_and_tells_what_changed(
    change: fn(&mut Case),
    replaces: Option<u64>,
    is_updated: bool,
    told: &[&str],
) {
    let mut case = Case::connected();
    change(&mut case);
    let decision = case.decide();
    assert!(!decision.is_bound);
    assert_eq!(decision.replaces, replaces);
    let version = replaces.map_or(7, |version| version + 1);
    assert_eq!(decision.registration.version, version);
    assert_eq!(decision.registration.updated_at == now(), is_updated);
    let kinds = decision.told.iter().map(|told| told.kind.name());
    assert_eq!(kinds.collect::<Vec<_>>(), told);
}

/// A second sighting confirms a failure.
fn breaks(case: &mut Case) {
    let standing = &mut case.judged.assessment.standing;
    standing.health = Health::Broken;
    standing.answers.insert(GRANT.to_owned(), Answer::Fail);
    let suspect = Suspect {
        since: at(1),
        confirmed: true,
        acts: None,
        only: None,
    };
    standing.suspects.insert(GRANT.to_owned(), suspect);
}

fn consented_again(case: &mut Case) {
    let hash = TokenHash::from_digest(&[1; 32]);
    case.change(|registration| registration.consented_through = Some(hash.clone()));
}

#[test]
fn a_kept_report_is_complete_and_is_the_newest() {
    let mut case = Case::connected();
    case.judged.assessment.coverage.outcome = Seen::Partial;
    case.kept = Some(Kept {
        id: REPORT,
        previous: Some(report(Verdict::Fail(Finding::new("missing")))),
    });
    let decision = case.decide();
    assert_eq!(decision.report_id, Some(REPORT));
    assert_eq!(decision.standing.latest_report, Some(REPORT));
    assert!(decision.standing.latest_is_incomplete);
    assert_eq!(decision.report.coverage.outcome, Seen::Partial);
    assert_eq!(decision.seen, Seen::Partial);
    let changed = decision.report.changes.iter();
    let changed: Vec<_> = changed.map(|change| change.check.as_str()).collect();
    assert_eq!(changed, [GRANT]);
}

#[test]
fn a_report_that_is_not_kept_leaves_the_newest_in_place() {
    let decision = Case::connected().decide();
    assert_eq!(decision.report_id, None);
    assert_eq!(decision.standing.latest_report, None);
    assert_eq!(decision.report.changes, []);
}

#[test_case(RunReason::Routine, 324; "routine")]
#[test_case(RunReason::Confirm, 5; "confirmation")]
fn the_next_run_is_due_as_the_assessment_says(next: RunReason, minutes: i64) {
    let mut case = Case::connected();
    case.judged.assessment.next = next;
    let due_at = case.decide().due_at;
    assert_eq!(due_at.duration_since(now()).as_mins(), minutes);
}
