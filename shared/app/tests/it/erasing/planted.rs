//! A registration with a name of its own in every place that can hold one.

use super::caller;
use crate::{
    samples::{
        TENANT, consented, evidence, invitation, minutes, registration_id, tenant, tenant_id,
    },
    world::World,
};
use app::{
    host::idempotent::{self, Begin, IdempotencyError, IdempotentRequest},
    secrets::secret_token::{self, TokenPurpose},
};
use domain::{
    access::{
        AccessChangeOutcome, AccessSession, Action, AssigneeKind as PrincipalKind, AuditEntry,
        ChangeRecord, PendingChange, Principal,
    },
    clock::Clock as _,
    customer::{CustomerName, DomainName, Requester, Site, UserPrincipalName},
    event::{Event, EventKind},
    flow::{Flow, Leg, LegPurpose, Notice, SealedValue, SignedIn},
    ids::{AuditId, EventId, ObjectId, TokenHash, VerificationId},
    invitation::Invitation,
    registration::{
        Approval, Lifecycle, Observation, Pinning, Registration, SystemUserConnection, Tenant,
    },
    standing::{BrakeHold, Standing},
    verification::{
        facts::Organization,
        report::{CheckResult, Coverage, Report},
        verdict::{Finding, Verdict},
    },
};
use secrecy::SecretString;
use serde_json::json;
use std::collections::BTreeSet;
use store::{
    Bind, Commit, KeptReport, StandingWrite, StoredRegistration, Trigger,
    system_users::{SystemUserKeeper, SystemUserSecret, TokenStore},
};
use uuid::Uuid;

/// The administrator who changed who may use the app.
pub(super) const ACTOR: &str = "0b1ec700-0000-4000-8000-00000000ac70";

/// Names that are planted. That of the report is packed, and is found by its row; that of the kept answer is sealed.
pub(super) const NAMES: [&str; 18] = [
    "canary-customer",
    "canary-requester",
    "canary-site",
    "canary-return",
    "canary-metadata",
    "canary-domain",
    "canary-upn",
    "canary-connected",
    "canary-tenant",
    "canary-administrator",
    "canary-cause",
    "canary-flow",
    "canary-notice",
    "canary-session",
    "canary-audited",
    "canary-pending",
    "canary-refresh",
    ACTOR,
];

/// The names that the first write does not reach.
pub(super) const AFTER_THE_TOMBSTONE: [&str; 10] = [
    "canary-metadata",
    "canary-domain",
    "canary-administrator",
    "canary-flow",
    "canary-notice",
    "canary-session",
    "canary-audited",
    "canary-pending",
    "canary-refresh",
    ACTOR,
];

/// The token of the link that was made with the registration.
pub(super) fn link() -> SecretString {
    SecretString::from("l".repeat(43))
}

pub(super) async fn plant(world: &World) {
    let registration = registration(world);
    let link = Invitation {
        token_hash: secret_token::hash_secret(TokenPurpose::Invitation, &link()),
        ..invitation(77)
    };
    let link = Invitation {
        registration_id: registration.id,
        ..link
    };
    let created = world.store.create_registration(&registration, &link);
    created.await.unwrap();
    let standing = Standing {
        held: Some(BrakeHold {
            since: world.clock.now(),
            cause: "canary-cause".to_owned(),
        }),
        ..Standing::default()
    };
    let id = EventId::from_uuid(app_id(world, 1));
    let subject = (&registration, &standing);
    let event = Event::new(id, EventKind::Connected, subject, 1, world.clock.now());
    let bound = world.store.commit(Commit {
        bind_tenant: Some(Bind {
            tenant: tenant_id(TENANT),
            customer_id: &registration.customer.id,
            registration_id: registration.id,
        }),
        events: std::slice::from_ref(&event),
        standing: Some(StandingWrite {
            registration_id: registration.id,
            standing: &standing,
            after: None,
            slot: 1,
            due_at: Some(world.clock.now() + minutes(1)),
        }),
        ..Commit::default()
    });
    bound.await.unwrap();
    plant_reports(world, 1).await;
    plant_secret(world).await;
    plant_browser(world, 20).await;
    plant_audit(world).await;
    let name = format!("verify-now:{}", registration.id);
    let counted = world.store.count(&name, minutes(1), world.clock.now());
    counted.await.unwrap();
    let ticket = match repeat(world).await {
        Ok(Begin::First(ticket)) => Some(ticket),
        Ok(Begin::Replay(_)) | Err(_) => None,
    };
    let ticket = ticket.unwrap();
    let answer = r#"{"customer_name":"canary-answer"}"#;
    let of = Some(registration.id);
    let kept = ticket.finish(&world.store, &world.random, of, 201, answer);
    kept.await.unwrap();
}

/// The call that made the registration, once more.
pub(super) async fn repeat(world: &World) -> Result<Begin, IdempotencyError> {
    let request = IdempotentRequest {
        route: "POST /v1/registrations",
        key: "key",
        body: "{}",
        creates: None,
    };
    let caller = caller();
    let (store, secrets) = (&world.store, &world.browser.secrets);
    idempotent::begin(store, secrets, world.machine(), &caller, request).await
}

fn registration(world: &World) -> Registration {
    let now = world.clock.now();
    let mut registration = consented(1);
    registration.customer.name = CustomerName::try_from("canary-customer".to_owned()).unwrap();
    registration.expected_domain =
        Some(DomainName::try_from("canary-domain.example".to_owned()).unwrap());
    registration.system_user =
        Some(UserPrincipalName::try_from("canary-upn@contoso.example".to_owned()).unwrap());
    registration.sites = vec![Site {
        url: "https://contoso.sharepoint.com/sites/canary-site"
            .to_owned()
            .try_into()
            .unwrap(),
        libraries: vec!["canary-site".to_owned().try_into().unwrap()],
    }];
    registration.return_url = Some("https://app.example/canary-return".to_owned());
    registration.metadata = serde_json::from_value(json!({"project": "canary-metadata"})).unwrap();
    registration.requester = Some(Requester::try_from("canary-requester".to_owned()).unwrap());
    registration.system_user_connection = Some(SystemUserConnection {
        object_id: ObjectId::from_uuid(Uuid::from_u128(5)),
        subject: "subject".to_owned(),
        user_principal_name: "canary-connected@contoso.example".to_owned(),
        connected_at: now,
        secret_version: "version".to_owned(),
        claims: None,
        secret_written_at: now,
    });
    registration.lifecycle = Lifecycle::Connected {
        tenant: named_tenant(),
        approval: Approval::NotNeeded,
        consented_at: now,
        connected_at: now,
    };
    registration
}

fn named_tenant() -> Tenant {
    Tenant {
        name: "canary-tenant".to_owned(),
        domain: Some("canary-domain.example".to_owned()),
        administrator_name: Some("canary-administrator@contoso.example".to_owned()),
        ..tenant(TENANT)
    }
}

/// An event of the registration as it was loaded, under that number.
pub(super) fn event(world: &World, id: u8, loaded: &StoredRegistration, number: u64) -> Event {
    let id = EventId::from_uuid(app_id(world, id));
    let subject = (&loaded.registration, &loaded.standing);
    Event::new(id, EventKind::Attention, subject, number, world.clock.now())
}

/// An id that sorts by now.
fn app_id(world: &World, number: u8) -> Uuid {
    let milliseconds = u64::try_from(world.clock.now().as_millisecond()).unwrap();
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &[number; 10]).into_uuid()
}

/// Keeps so many reports with a name in each.
pub(super) async fn plant_reports(world: &World, count: usize) {
    for number in 0..count {
        let report = Report {
            coverage: Coverage::default(),
            checked_at: world.clock.now(),
            results: vec![CheckResult {
                check: "site:1".to_owned(),
                subject: Some("https://contoso.sharepoint.com/sites/canary-report".to_owned()),
                verdict: Verdict::Fail(
                    Finding::new("canary").with("signed_in_as", "canary-argument"),
                ),
                observed_at: None,
                last_known: None,
                evidence: vec![evidence(world.clock.now())],
            }],
            changes: Vec::new(),
            access: None,
        };
        let number = u128::try_from(number).unwrap() + (u128::try_from(count).unwrap() << 64);
        let kept = world.store.commit(Commit {
            report: Some(KeptReport {
                id: VerificationId::from_uuid(Uuid::from_u128(number)),
                registration_id: registration_id(1),
                report: &report,
                trigger: Trigger::Requested,
            }),
            ..Commit::default()
        });
        kept.await.unwrap();
    }
}

/// Keeps a system user's refresh token, in both stores.
pub(super) async fn plant_secret(world: &World) {
    let secret = SystemUserSecret {
        refresh_token: SecretString::from("canary-refresh"),
        tenant_id: tenant_id(TENANT),
        object_id: ObjectId::from_uuid(Uuid::from_u128(5)),
        written_at: world.clock.now(),
    };
    for home in [TokenStore::SecretsManager, TokenStore::Table] {
        let keeper = SystemUserKeeper::new(world.users(home), "key".to_owned());
        let kept = keeper.write(registration_id(1), &secret, Uuid::from_u128(6));
        kept.await.unwrap();
    }
}

fn hash(byte: u8) -> TokenHash {
    TokenHash::from_digest(&[byte; 32])
}

/// Keeps a flow with its leg and an administrator's session.
pub(super) async fn plant_browser(world: &World, byte: u8) {
    let now = world.clock.now();
    let flow = Flow {
        cookie_hash: hash(byte),
        first_cookie_hash: None,
        invitation_hash: hash(9),
        registration_id: registration_id(1),
        invitation_token: SealedValue("sealed".to_owned()),
        pinned_tenant: None,
        signed_in: Some(SignedIn {
            tenant: Tenant {
                name: "canary-flow".to_owned(),
                ..named_tenant()
            },
            pinned: Pinning::ByDomain,
            login_hint: SealedValue("sealed".to_owned()),
            directory_roles: None,
            organization: Observation {
                value: Organization {
                    id: tenant_id(TENANT),
                    verified_domains: ["canary-domain.example".to_owned()].into(),
                },
                evidence: evidence(now),
            },
            is_approved: false,
        }),
        notice: Some(Notice::OtherAccount {
            signed_in_as: "canary-notice@contoso.example".to_owned(),
            expected: "canary-notice@contoso.example".to_owned(),
        }),
        notice_of: None,
        departed: None,
        asked_to_require: None,
        access_changed_at: None,
        access_notice: None,
        verification_asked_at: None,
        silent_failures: 0,
        language: None,
        created_at: now,
        expires_at: now + minutes(30),
    };
    let leg = Leg {
        state_hash: hash(byte + 1),
        cookie_hash: hash(byte),
        registration_id: registration_id(1),
        purpose: LegPurpose::SignIn,
        authority_tenant: None,
        nonce: None,
        code_verifier: None,
        repeat: None,
        created_at: now,
        expires_at: now + minutes(10),
    };
    world.store.start_flow(&flow, &leg).await.unwrap();
    // Where the registration is gone no session is opened.
    let link = secret_token::hash_secret(TokenPurpose::Invitation, &link());
    let session = AccessSession {
        cookie_hash: hash(byte + 2),
        registration_id: registration_id(1),
        tenant: tenant_id(TENANT),
        person: ACTOR.parse().unwrap(),
        token: SealedValue("canary-session".to_owned()),
        scopes: BTreeSet::new(),
        started_at: now,
        used_at: now,
        ends_at: now + minutes(60),
    };
    let rotated = Flow {
        cookie_hash: hash(byte + 2),
        invitation_hash: link,
        ..flow
    };
    let cookie = hash(byte);
    let opened = world.store.open_access(&cookie, &rotated, &session);
    let is_opened = opened.await.is_ok();
    let is_there = world
        .store
        .load(registration_id(1))
        .await
        .unwrap()
        .is_some();
    assert_eq!(is_opened, is_there);
}

/// Keeps a change of access that was made, and one whose outcome is not known.
async fn plant_audit(world: &World) {
    for (number, name) in [(2, "canary-audited"), (3, "canary-pending")] {
        let is_made = number == 2;
        let mut entry = AuditEntry {
            id: AuditId::from_uuid(app_id(world, number)),
            registration_id: registration_id(1),
            occurred_at: world.clock.now(),
            tenant_id: tenant_id(TENANT),
            actor: ACTOR.parse().unwrap(),
            actor_name: Some(format!("{name}@contoso.example")),
            invitation_id: None,
            changes: vec![ChangeRecord {
                action: Action::Assign,
                principal: Some(Principal {
                    id: ACTOR.parse().unwrap(),
                    kind: PrincipalKind::User,
                    name: name.to_owned(),
                    address: Some(format!("{name}@contoso.example")),
                }),
                before: false,
                after: None,
                outcome: AccessChangeOutcome::Unknown { request_id: None },
            }],
        };
        let pending = PendingChange {
            entry: entry.clone(),
            under_way_until: world.clock.now(),
        };
        world.store.reserve_change(&pending).await.unwrap();
        if is_made {
            entry.changes[0].outcome = AccessChangeOutcome::Done;
            world.store.record_change(&entry).await.unwrap();
        }
    }
}
