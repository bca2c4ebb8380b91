//! A registration as the host app sees it. Each view lists its members, so that nothing stored appears by accident
//! (T53); every member is always there, null where there is no value.

use super::{
    lifecycle::LifecycleView,
    permissions::PermissionsView,
    state::{AttemptView, HealthView, NextActionView},
    usable::UsableView,
    warnings::WarningView,
};
use crate::{
    answer::{ApiAnswer, Failure},
    deps::Deps,
    instant::Instant,
    invitations::view::InvitationView,
    words::open_words,
};
use app::host::registrations::InvitationWithToken;
use domain::{
    clock::Clock as _,
    customer::{Language, Metadata, Plan, Site},
    ids::{RegistrationId, TenantId},
    next_action::NextAction,
    permission::Manifest,
    registration::Rejection,
    usability::Usability,
};
use http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use store::StoredRegistration;
use url::Url;
use utoipa::ToSchema;

/// A registration.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Registration)]
pub(crate) struct RegistrationView {
    /// Stable for life.
    #[schema(value_type = String, format = "uuid")]
    pub(crate) id: RegistrationId,
    /// The code that pages show, for talking to support.
    #[schema(example = "7K2M-X4QD")]
    support_code: String,
    /// The host app's own name of the customer.
    customer_id: String,
    /// The customer's name as pages show it.
    customer_name: String,
    /// The licence that the customer holds.
    #[schema(schema_with = open_words::<Plan>)]
    plan: Plan,
    /// A domain that the customer's Microsoft 365 has verified.
    expected_domain: Option<String>,
    /// The language that pages start in.
    #[schema(schema_with = open_words::<Language>)]
    language: Language,
    /// The account that Cooperlink works with in the background, as the host app named it.
    system_user: Option<String>,
    /// The system user's sign-in; null until it was connected.
    system_user_connection: Option<SystemUserConnectionView>,
    /// The SharePoint sites, in the order given.
    sites: Vec<SiteView>,
    /// Address that the last page leads back to.
    return_url: Option<String>,
    /// The person or team that asks.
    requester: Option<String>,
    /// Start of the customer's meeting with support.
    meeting_at: Option<Instant>,
    /// The host app's own notes, as they came.
    #[schema(value_type = BTreeMap<String, String>)]
    metadata: Metadata,
    /// State of the registration in its lifecycle.
    lifecycle: LifecycleView,
    /// Outcome of the last attempt of a person to connect or to sign in; null while none was stopped.
    last_attempt: Option<AttemptView>,
    /// Tenants that the host app refused, oldest first.
    rejections: Vec<RejectionView>,
    /// Usability of SharePoint and of mail now.
    usable: UsableView,
    /// The next thing that has to happen, and the party that does it; null where nothing has to.
    next_action: Option<NextActionView>,
    /// Health of the connection.
    health: HealthView,
    /// Granted, missing and revocable permissions of the tenant.
    permissions: PermissionsView,
    /// Time at which it was created.
    created_at: Instant,
    /// Time at which it last changed.
    updated_at: Instant,
    /// The first invitation with its link; null except in the answer that created the registration.
    invitation: Option<InvitationView>,
    /// Probable mistakes, in the answer to the call that made them.
    warnings: Vec<WarningView>,
}

/// A site and its libraries.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Site)]
struct SiteView {
    /// The site's address.
    url: String,
    /// The libraries by the name that people see.
    libraries: Vec<String>,
}

impl SiteView {
    fn of(site: &Site) -> Self {
        Self {
            url: site.url.clone().into(),
            libraries: site.libraries.iter().map(ToString::to_string).collect(),
        }
    }
}

/// The system user's sign-in, without the place of its token.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SystemUserConnection)]
struct SystemUserConnectionView {
    /// The account's user principal name.
    user_principal_name: String,
    /// Time at which it signed in.
    connected_at: Instant,
}

/// A tenant that the host app refused.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Rejection)]
struct RejectionView {
    /// Its tenant id in Entra.
    #[schema(value_type = String, format = "uuid")]
    tenant_id: TenantId,
    /// Time at which it was refused.
    rejected_at: Instant,
}

impl RejectionView {
    fn of(rejection: &Rejection) -> Self {
        Self {
            tenant_id: rejection.tenant_id,
            rejected_at: rejection.rejected_at.into(),
        }
    }
}

impl RegistrationView {
    /// View of the registration at `now`. An answer without a recent sighting no longer counts, even if no run has said so.
    pub(crate) fn of(loaded: &StoredRegistration, manifest: &Manifest, now: Timestamp) -> Self {
        let registration = &loaded.registration;
        let aged = loaded.standing.at(now);
        let next_action = NextAction::of(registration, &aged);
        let connection = registration.system_user_connection.as_ref();
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
            system_user_connection: connection.map(|connection| SystemUserConnectionView {
                user_principal_name: connection.user_principal_name.clone(),
                connected_at: connection.connected_at.into(),
            }),
            sites: registration.sites.iter().map(SiteView::of).collect(),
            return_url: registration.return_url.clone(),
            requester: registration.requester.as_ref().map(ToString::to_string),
            meeting_at: registration.meeting_at.map(Instant::from),
            metadata: registration.metadata.clone(),
            lifecycle: LifecycleView::of(registration),
            last_attempt: loaded.last_attempt.as_ref().map(AttemptView::of),
            rejections: registration
                .rejections
                .iter()
                .map(RejectionView::of)
                .collect(),
            usable: UsableView::of(Usability::of(registration, &loaded.standing, now)),
            next_action: next_action.map(NextActionView::of),
            health: HealthView::of(&aged, loaded.due_at),
            permissions: PermissionsView::of(registration, &loaded.standing, manifest),
            created_at: registration.created_at.into(),
            updated_at: registration.updated_at.into(),
            invitation: None,
            warnings: Vec::new(),
        }
    }

    pub(crate) fn with_warnings(mut self, warnings: Vec<WarningView>) -> Self {
        self.warnings = warnings;
        self
    }

    pub(crate) fn with_invitation(
        mut self,
        issued: &InvitationWithToken,
        base: &Url,
        now: Timestamp,
    ) -> Self {
        self.invitation = Some(InvitationView::issued(issued, base, now));
        self
    }
}

/// A registration as it stands now, with its entity tag.
pub(super) fn shown(loaded: &StoredRegistration, deps: &Deps) -> Result<ApiAnswer, Failure> {
    shown_with(StatusCode::OK, loaded, deps, |view, _| view)
}

/// A registration as it stands now; `add` puts in the facts that only this call tells. The entity tag is that of a read.
pub(super) fn shown_with(
    status: StatusCode,
    loaded: &StoredRegistration,
    deps: &Deps,
    add: impl FnOnce(RegistrationView, Timestamp) -> RegistrationView,
) -> Result<ApiAnswer, Failure> {
    let now = deps.clock.now();
    let view = RegistrationView::of(loaded, deps.verifier.reader.manifest(), now);
    let read = ApiAnswer::ok(&view)?;
    let answer = ApiAnswer::json(status, &add(view, now))?;
    Ok(answer.with_entity_tag(loaded.registration.updated_at, &read.body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::{
        host::{
            events::EventsError, idempotent::IdempotencyError, registrations::RegistrationError,
        },
        verify::verify_registration::VerifyError,
    };
    use domain::registration::Registration;
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

    fn shown(registration: Registration) -> Value {
        let view = RegistrationView::of(
            &StoredRegistration::new(registration),
            &Manifest::default(),
            Timestamp::UNIX_EPOCH,
        );
        serde_json::to_value(view).unwrap()
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
        let answer = shown(connected);
        assert_eq!(answer["system_user"], "cooperlink@contoso.example");
        assert_eq!(
            answer["system_user_connection"],
            json!({
                "user_principal_name": "Cooperlink@contoso.example",
                "connected_at": "2026-11-24T12:01:00.000Z",
            })
        );
        assert!(!answer.to_string().contains("canary"));
        let before = registration(&Value::Null);
        let answer = shown(before);
        assert!(answer["system_user_connection"].is_null());
    }

    #[test]
    fn a_registration_answers_by_service_with_reasons_and_says_what_comes_next() {
        let invited = shown(registration(&Value::Null));
        for service in ["sharepoint", "mail"] {
            let expected = json!({
                "answer": "unknown", "since": "2026-11-24T12:00:00.000Z",
                "reasons": [{
                    "check": null, "finding": "not-connected", "subject": null, "acts": "administrator",
                }],
            });
            assert_eq!(invited["usable"][service], expected);
        }
        let expected =
            json!({"who": "administrator", "what": "connect", "invitation_purpose": "connect"});
        assert_eq!(invited["next_action"], expected);
        assert_eq!(invited["health"]["status"], "unknown");
        assert!(invited["health"]["suspected"].is_null());
    }

    #[test]
    fn a_disconnection_and_what_was_seen_since_are_shown() {
        let mut registration = registration(&Value::Null);
        registration.lifecycle = serde_json::from_value(json!({
            "stage": "disconnected", "approval": {"status": "not_needed"},
            "tenant": {
                "id": "7e000000-0000-4000-8000-000000000001", "name": "Contoso",
                "administrator": "0b1ec700-0000-4000-8000-000000000001",
            },
            "disconnected_at": "2026-11-24T12:00:00Z",
            "access_gone": {"verdict": "no", "observed_at": "2026-11-24T12:00:01Z"},
        }))
        .unwrap();
        let shown = shown(registration);
        let lifecycle = &shown["lifecycle"];
        assert_eq!(lifecycle["disconnected_at"], "2026-11-24T12:00:00.000Z");
        let seen = json!({"verdict": "no", "observed_at": "2026-11-24T12:00:01.000Z"});
        assert_eq!(lifecycle["access_gone"], seen);
    }

    #[test]
    fn notes_come_back_as_they_came_and_no_member_is_ever_missing() {
        let mut registration = registration(&Value::Null);
        let bare = shown(registration.clone());
        assert_eq!(bare["metadata"], json!({}));
        for member in ["tenant_taken_at", "disconnected_at", "access_gone"] {
            assert_eq!(
                bare["lifecycle"].get(member),
                Some(&Value::Null),
                "{member}"
            );
        }
        registration.metadata = serde_json::from_value(json!({"crm": "4711"})).unwrap();
        registration.tenant_taken_at = Some("2026-11-24T12:00:00Z".parse().unwrap());
        let shown = shown(registration);
        assert_eq!(shown["metadata"], json!({"crm": "4711"}));
        let taken_at = &shown["lifecycle"]["tenant_taken_at"];
        assert_eq!(*taken_at, "2026-11-24T12:00:00.000Z");
    }

    #[test]
    fn nothing_is_usable_on_answers_that_nobody_confirmed_for_a_day() {
        let mut registration = registration(&json!({
            "object_id": "0b1ec700-0000-4000-8000-000000000001", "subject": "subject",
            "user_principal_name": "cooperlink@contoso.example",
            "connected_at": "2026-11-24T12:00:00Z", "secret_version": "version",
            "secret_written_at": "2026-11-24T12:00:00Z",
        }));
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
        let loaded = StoredRegistration {
            standing: standing.unwrap(),
            ..StoredRegistration::new(registration)
        };
        let shown = |now: &str| {
            let view = RegistrationView::of(&loaded, &Manifest::default(), now.parse().unwrap());
            let shown = serde_json::to_value(view).unwrap();
            let answer = shown["usable"]["mail"]["answer"].clone();
            (answer, shown["health"]["status"].clone())
        };
        let usable = |word: &str, health: &str| (json!(word), json!(health));
        assert_eq!(shown("2026-11-25T11:59:59Z"), usable("yes", "healthy"));
        assert_eq!(shown("2026-11-25T12:00:00Z"), usable("unknown", "unknown"));
        assert_eq!(shown("2026-12-24T12:00:00Z"), usable("unknown", "unknown"));
    }
}
