//! Bodies the host app receives. Each lists its fields, so that nothing stored appears by accident (`security.md` T53).

mod audit;

pub(crate) use audit::AuditView;

use app::{events::Polled, registrations::Issued};
use domain::{
    customer::{Language, Plan, Site},
    event::Envelope,
    ids::{EventId, InvitationId, RegistrationId, TenantId, VerificationId},
    invitation::{Invitation, Purpose, Status},
    registration::{Approval, Lifecycle, Registration, Rejection},
    standing::{Health, Standing},
    verification::{
        catalogue::{Check, Severity, find_check},
        facts::Evidence,
        guidance::{Place, guidance},
        report::{Change, CheckResult, LastKnown, Report},
        verdict::{Finding, Identity, Verdict},
    },
};
use jiff::Timestamp;
use secrecy::ExposeSecret as _;
use serde::Serialize;
use store::{KeptVerification, Loaded, Trigger};
use url::Url;

#[derive(Debug, Serialize)]
pub(crate) struct RegistrationView {
    pub(crate) id: RegistrationId,
    support_code: String,
    customer_id: String,
    customer_name: String,
    plan: Plan,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_domain: Option<String>,
    language: Language,
    #[serde(skip_serializing_if = "Option::is_none")]
    system_user: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    system_user_connection: Option<SystemUserConnectionView>,
    sites: Vec<Site>,
    #[serde(skip_serializing_if = "Option::is_none")]
    return_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    requester: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meeting_at: Option<Timestamp>,
    lifecycle: LifecycleView,
    /// Tenants that were refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rejections: Vec<Rejection>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usable: Option<Usable>,
    #[serde(skip_serializing_if = "Option::is_none")]
    health: Option<HealthView>,
    created_at: Timestamp,
    updated_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    invitation: Option<InvitationView>,
}

/// The system user's sign-in; nothing of where its token is.
#[derive(Debug, Serialize)]
struct SystemUserConnectionView {
    user_principal_name: String,
    connected_at: Timestamp,
}

#[derive(Debug, Serialize)]
struct LifecycleView {
    stage: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tenant: Option<TenantView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    approval: Option<Approval>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consented_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    connected_at: Option<Timestamp>,
}

#[derive(Debug, Serialize)]
struct TenantView {
    id: TenantId,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<String>,
    /// Who consented; before that, who signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    administrator_name: Option<String>,
    /// Whether it was approved elsewhere, by whom is not known.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    approved_elsewhere: bool,
}

#[derive(Debug, Serialize)]
struct HealthView {
    status: Health,
    version: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    checked_at: Option<Timestamp>,
    /// Since when Microsoft or we could not answer, if the last run could not look.
    #[serde(skip_serializing_if = "Option::is_none")]
    stale_since: Option<Timestamp>,
    /// Since when a change to `broken` is held back, because too many registrations turned bad for one cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    held_since: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest_verification: Option<VerificationId>,
}

/// Whether the host app may use SharePoint and mail for this customer now, in one word.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Usable {
    Yes,
    No,
    /// Connected, but something that decides it could never be read or not for too long, or failed when it was last looked at
    /// and is not confirmed yet.
    Unknown,
}

impl Usable {
    fn of(lifecycle: &Lifecycle, standing: &Standing) -> Self {
        match (lifecycle, standing.health) {
            (Lifecycle::Connected { .. }, Health::Healthy | Health::Attention)
                if standing.is_failing() =>
            {
                Self::Unknown
            }
            (Lifecycle::Connected { .. }, Health::Healthy | Health::Attention) => Self::Yes,
            (Lifecycle::Connected { .. }, Health::Unknown) => Self::Unknown,
            (Lifecycle::Connected { .. }, Health::Broken)
            | (
                Lifecycle::Invited
                | Lifecycle::SignedIn { .. }
                | Lifecycle::Consented { .. }
                | Lifecycle::Disconnected { .. }
                | Lifecycle::Erased { .. },
                _,
            ) => Self::No,
        }
    }
}

impl RegistrationView {
    /// With the health at that instant: answers without a recent sighting count no more, also where no run said so.
    pub(crate) fn of(loaded: &Loaded, now: Timestamp) -> Self {
        let standing = loaded.standing.at(now);
        let mut view = Self::of_registration(&loaded.registration);
        view.usable = Some(Usable::of(&loaded.registration.lifecycle, &standing));
        view.health = Some(HealthView::of(&standing, loaded.due_at));
        view
    }

    /// Without health: lists read an index, and health is read from the registration itself.
    pub(crate) fn of_registration(registration: &Registration) -> Self {
        Self {
            id: registration.id,
            support_code: registration.support_code.to_string(),
            customer_id: registration.customer.id.to_string(),
            customer_name: registration.customer.name.to_string(),
            plan: registration.customer.plan,
            expected_domain: registration
                .expected_domain
                .as_ref()
                .map(ToString::to_string),
            language: registration.language,
            system_user: registration.system_user.as_ref().map(ToString::to_string),
            system_user_connection: registration.system_user_connection.as_ref().map(
                |connection| SystemUserConnectionView {
                    user_principal_name: connection.user_principal_name.clone(),
                    connected_at: connection.connected_at,
                },
            ),
            sites: registration.sites.clone(),
            return_url: registration.return_url.clone(),
            requester: registration.requester.as_ref().map(ToString::to_string),
            meeting_at: registration.meeting_at,
            lifecycle: LifecycleView::of(&registration.lifecycle),
            rejections: registration.rejections.clone(),
            usable: None,
            health: None,
            created_at: registration.created_at,
            updated_at: registration.updated_at,
            invitation: None,
        }
    }

    pub(crate) fn with_invitation(mut self, issued: &Issued, base: &Url) -> Self {
        self.invitation = Some(InvitationView::issued(issued, base));
        self
    }
}

impl LifecycleView {
    fn of(lifecycle: &Lifecycle) -> Self {
        let (approval, connected_at) = match lifecycle {
            Lifecycle::Consented { approval, .. } => (Some(*approval), None),
            Lifecycle::Connected {
                approval,
                connected_at,
                ..
            } => (Some(*approval), Some(*connected_at)),
            Lifecycle::Invited
            | Lifecycle::SignedIn { .. }
            | Lifecycle::Disconnected { .. }
            | Lifecycle::Erased { .. } => (None, None),
        };
        Self {
            stage: lifecycle.stage(),
            tenant: lifecycle.tenant().map(|tenant| TenantView {
                id: tenant.id,
                name: tenant.name.clone(),
                domain: tenant.domain.clone(),
                administrator_name: tenant.administrator_name.clone(),
                approved_elsewhere: tenant.approved_elsewhere,
            }),
            approval,
            consented_at: lifecycle.consented_at(),
            connected_at,
        }
    }
}

impl HealthView {
    fn of(standing: &Standing, due_at: Option<Timestamp>) -> Self {
        Self {
            status: standing.health,
            version: standing.health_version,
            checked_at: standing.checked_at,
            stale_since: standing.disturbed_since,
            held_since: standing.held.as_ref().map(|held| held.since),
            due_at,
            latest_verification: standing.latest_report,
        }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct InvitationView {
    id: InvitationId,
    registration_id: RegistrationId,
    purpose: Purpose,
    status: Status,
    created_at: Timestamp,
    expires_at: Timestamp,
    /// When its page was first shown; programs that look into mail open links too.
    #[serde(skip_serializing_if = "Option::is_none")]
    opened_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    completed_at: Option<Timestamp>,
    /// The link, shown once: only its hash is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl InvitationView {
    pub(crate) fn of(invitation: &Invitation) -> Self {
        Self {
            id: invitation.id,
            registration_id: invitation.registration_id,
            purpose: invitation.purpose,
            status: invitation.status,
            created_at: invitation.created_at,
            expires_at: invitation.expires_at,
            opened_at: invitation.opened_at,
            completed_at: invitation.completed_at,
            url: None,
        }
    }

    pub(crate) fn issued(issued: &Issued, base: &Url) -> Self {
        let base = base.as_str().trim_end_matches('/');
        let url = format!("{base}/connect/{}", issued.token.expose_secret());
        Self {
            url: Some(url),
            ..Self::of(&issued.invitation)
        }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct VerificationView {
    id: Option<VerificationId>,
    registration_id: RegistrationId,
    #[serde(skip_serializing_if = "Option::is_none")]
    trigger: Option<Trigger>,
    checked_at: Timestamp,
    /// What differs from the kept report before.
    changes: Vec<Change>,
    results: Vec<ResultView>,
}

#[derive(Debug, Serialize)]
struct ResultView {
    check: String,
    /// The site or library it is about, as the host app named it.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    title: &'static str,
    severity: Severity,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    finding: Option<Finding>,
    /// Who can put it right, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    acts: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    observed_at: Option<Timestamp>,
    /// The last observation, where the answer could not be confirmed since.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_known: Option<LastKnown>,
    evidence: Vec<Evidence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guidance: Option<String>,
}

impl VerificationView {
    pub(crate) fn kept(kept: &KeptVerification, place: Option<&Place<'_>>) -> Self {
        Self {
            id: Some(kept.id),
            registration_id: kept.registration_id,
            trigger: Some(kept.trigger),
            ..Self::of(kept.registration_id, &kept.report, place)
        }
    }

    /// A report; `place` fills the links and commands of its guidance.
    pub(crate) fn of(
        registration_id: RegistrationId,
        report: &Report,
        place: Option<&Place<'_>>,
    ) -> Self {
        Self {
            id: None,
            registration_id,
            trigger: None,
            checked_at: report.checked_at,
            changes: report.changes.clone(),
            results: report
                .results
                .iter()
                .filter_map(|result| ResultView::of(result, place))
                .collect(),
        }
    }

    pub(crate) fn with_id(mut self, id: Option<VerificationId>) -> Self {
        self.id = id;
        self
    }
}

impl ResultView {
    /// A check that this version does not know any more is left out.
    fn of(result: &CheckResult, place: Option<&Place<'_>>) -> Option<Self> {
        let check = find_check(&result.check)?;
        let finding = match &result.verdict {
            Verdict::Pass => None,
            Verdict::Fail(finding)
            | Verdict::Waiting(finding)
            | Verdict::NotApplicable(finding) => Some(finding.clone()),
            Verdict::Unknown(reason) => Some(Finding::new(reason.code(), reason.message())),
        };
        let guidance = match result.verdict {
            Verdict::Pass | Verdict::NotApplicable(_) => None,
            Verdict::Fail(_) | Verdict::Waiting(_) | Verdict::Unknown(_) => Some(guidance(
                check.guidance,
                Language::En,
                place,
                result.verdict.finding(),
            )),
        };
        Some(Self {
            check: result.check.clone(),
            subject: result.subject.clone(),
            title: check.title,
            severity: check.severity,
            verdict: result.verdict.name(),
            acts: finding
                .as_ref()
                .and_then(|finding| finding.arguments.get("acts").cloned()),
            finding,
            observed_at: result.observed_at,
            last_known: result.last_known.clone(),
            evidence: result.evidence.clone(),
            guidance,
        })
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct CheckView {
    id: &'static str,
    title: &'static str,
    severity: Severity,
    identities: &'static [Identity],
    permissions: &'static [&'static str],
    /// The codes of what it can find.
    findings: Vec<&'static str>,
    guidance: String,
}

impl CheckView {
    pub(crate) fn of(check: &Check) -> Self {
        Self {
            id: check.id,
            title: check.title,
            severity: check.severity,
            identities: check.identities,
            permissions: check.permissions,
            findings: check.findings.concat(),
            guidance: guidance(check.guidance, Language::En, None, None),
        }
    }
}

/// A page of a list.
#[derive(Debug, Serialize)]
pub(crate) struct PageView<T> {
    pub(crate) items: Vec<T>,
    /// Give it back as `cursor` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_cursor: Option<String>,
}

/// Answer to a poll of the feed.
#[derive(Debug, Serialize)]
pub(crate) struct EventsView {
    items: Vec<Envelope>,
    /// Always there: poll again with it.
    next_after: EventId,
    has_more: bool,
}

impl EventsView {
    pub(crate) fn of(polled: &Polled, base: &Url) -> Self {
        let origin = base.as_str().trim_end_matches('/');
        let envelope = |event| Envelope::of(event, origin);
        Self {
            items: polled.items.iter().map(envelope).collect(),
            next_after: polled.next_after,
            has_more: polled.has_more,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::{
        events::EventsError, idempotent::IdempotencyError, registrations::RegistrationError,
        verify_registration::VerifyError,
    };
    use serde_json::{Value, json};
    use web::problem::{Problem, ProblemType};

    fn registration(connection: &Value) -> Registration {
        serde_json::from_value(json!({
            "id": "01930000-0000-7000-8000-000000000001", "version": 1, "support_code": "7K2M-X4QD",
            "customer": {"id": "contoso", "name": "Contoso", "plan": "BOOST"},
            "language": "en", "system_user": "cooperlink@contoso.example",
            "lifecycle": {"stage": "invited"}, "system_user_connection": connection,
            "created_at": "2026-11-24T12:00:00Z", "updated_at": "2026-11-24T12:00:00Z",
        }))
        .unwrap()
    }

    #[test]
    fn t56_a_fault_of_ours_tells_the_caller_nothing_of_its_cause() {
        let text = "arn:aws:dynamodb:eu-central-1:1:table/canary AADSTS50034 at src/main.rs:1";
        let store = || store::StoreError::Refused(text.to_owned());
        let faults = [
            Problem::from(&RegistrationError::Store(store())),
            Problem::from(&VerifyError::Store(store())),
            Problem::from(&IdempotencyError::Store(store())),
            Problem::from(&EventsError::Store(store())),
        ];
        for fault in faults {
            let bare = Problem::new(ProblemType::TemporarilyUnavailable);
            assert_eq!(fault.to_json(), bare.to_json());
            assert!(fault.retry_after().is_some());
        }
    }

    #[test]
    fn t53_of_the_system_users_sign_in_only_the_name_and_the_time_are_shown() {
        let connected = registration(&json!({
            "object_id": "0b1ec700-0000-4000-8000-000000000001", "subject": "canary-subject",
            "user_principal_name": "Cooperlink@contoso.example",
            "connected_at": "2026-11-24T12:01:00Z", "secret_version": "canary-version",
            "secret_written_at": "2026-11-24T12:01:00Z",
        }));
        let shown = serde_json::to_value(RegistrationView::of_registration(&connected)).unwrap();
        assert_eq!(shown["system_user"], "cooperlink@contoso.example");
        assert_eq!(
            shown["system_user_connection"],
            json!({
                "user_principal_name": "Cooperlink@contoso.example",
                "connected_at": "2026-11-24T12:01:00Z",
            })
        );
        assert!(!shown.to_string().contains("canary"));
        let before = registration(&Value::Null);
        let shown = serde_json::to_value(RegistrationView::of_registration(&before)).unwrap();
        assert!(shown.get("system_user_connection").is_none());
    }

    #[test]
    fn nothing_is_usable_on_answers_that_nobody_confirmed_for_a_day() {
        let mut registration = registration(&Value::Null);
        registration.lifecycle = serde_json::from_value(json!({
            "stage": "connected", "approval": {"status": "not_needed"},
            "tenant": {
                "id": "7e000000-0000-4000-8000-000000000001", "name": "Contoso",
                "administrator": "0b1ec700-0000-4000-8000-000000000001",
            },
            "consented_at": "2026-11-24T12:00:00Z", "connected_at": "2026-11-24T12:00:00Z",
        }))
        .unwrap();
        let standing = serde_json::from_value(json!({
            "health": "healthy", "health_version": 1, "checked_at": "2026-11-24T12:00:00Z",
            "answers": {"mailbox": "p"},
        }));
        let loaded = Loaded {
            event_sequence: 0,
            registration,
            standing: standing.unwrap(),
            due_at: None,
            last_slot: None,
        };
        let shown = |now: &str| {
            let view = RegistrationView::of(&loaded, now.parse().unwrap());
            let shown = serde_json::to_value(view).unwrap();
            (shown["usable"].clone(), shown["health"]["status"].clone())
        };
        let usable = |word: &str, health: &str| (json!(word), json!(health));
        assert_eq!(shown("2026-11-25T11:59:59Z"), usable("yes", "healthy"));
        assert_eq!(shown("2026-11-25T12:00:00Z"), usable("unknown", "unknown"));
        assert_eq!(shown("2026-12-24T12:00:00Z"), usable("unknown", "unknown"));
    }

    #[test]
    fn a_result_names_its_subject_and_who_acts() {
        let finding = Finding::new("site-refused", "refused").with("acts", "administrator");
        let result = CheckResult {
            check: "site:2".to_owned(),
            subject: Some("https://contoso.sharepoint.com/sites/b".to_owned()),
            verdict: Verdict::Fail(finding),
            observed_at: None,
            last_known: Some(LastKnown {
                verdict: "pass".to_owned(),
                observed_at: Timestamp::UNIX_EPOCH,
            }),
            evidence: Vec::new(),
        };
        let shown = serde_json::to_value(ResultView::of(&result, None).unwrap()).unwrap();
        let last_known = json!({"verdict": "pass", "observed_at": "1970-01-01T00:00:00Z"});
        assert_eq!(shown["last_known"], last_known);
        assert_eq!(shown["check"], "site:2");
        assert_eq!(shown["subject"], "https://contoso.sharepoint.com/sites/b");
        assert_eq!(shown["acts"], "administrator");
    }
}
