//! The administrator's token, and changes of access to the app with it.

mod limits;
mod locked_out;
mod unknown;

use crate::{
    browser::signed_in_from,
    samples::{OTHER_TENANT, TENANT, minutes, registration_id, start, tenant_id},
    world::World,
};
use app::{
    access::{self, AccessError, AccessVisit, Confirmation, NextPage},
    browser::BrowserError,
    legs::Form,
    secrets::{
        sealing::Sealing,
        secret_token::{self, TokenPurpose},
    },
};
use domain::{
    access::{
        ASSIGN_PERMISSIONS, AccessChange, AccessChangeOutcome, AccessNotice, AccessSession,
        AssigneeKind as PrincipalKind, AuditEntry, LONGEST_SESSION,
    },
    clock::Clock as _,
    ids::{ObjectId, TenantId},
    registration::{Approval, Lifecycle, Registration},
};
use secrecy::{ExposeSecret as _, SecretString};
use uuid::Uuid;

const TOKEN: &str = "the-administrators-access-token";

/// User who may be assigned.
const PAT: u128 = 0x77;

pub(crate) fn object(number: u128) -> ObjectId {
    ObjectId::from_uuid(Uuid::from_u128(number))
}

/// Seals a token for the flow of this cookie, like the access leg.
fn sealed(
    world: &World,
    cookie: &SecretString,
    of: &SecretString,
    tenant: TenantId,
) -> AccessSession {
    let cookie_hash = secret_token::hash_secret(TokenPurpose::Cookie, of);
    let key = Sealing::derived_from(cookie.expose_secret().as_bytes(), "access-token").unwrap();
    let place = format!("access:{}:{tenant}:token:1", cookie_hash.as_str());
    AccessSession {
        token: key.seal(&world.random, &place, TOKEN).unwrap(),
        cookie_hash,
        registration_id: registration_id(1),
        tenant,
        person: object(9),
        scopes: ASSIGN_PERMISSIONS.iter().map(ToString::to_string).collect(),
        started_at: start(),
        used_at: start(),
        ends_at: start() + LONGEST_SESSION,
    }
}

/// An administrator with rights: the invitation's token, the cookie and the form's token.
pub(crate) struct Administrator {
    token: SecretString,
    cookie: SecretString,
    form_token: String,
}

impl Administrator {
    async fn new(world: &World) -> Self {
        let (token, cookie) = signed_in_from(world, TENANT).await;
        let form_token = secret_token::form_token(cookie.expose_secret());
        Self {
            token,
            cookie,
            form_token,
        }
    }

    pub(crate) async fn with_rights(world: &World) -> Self {
        let administrator = Self::new(world).await;
        let cookie = &administrator.cookie;
        let session = sealed(world, cookie, cookie, tenant_id(TENANT));
        world.behind.keep_session(&session);
        administrator
    }

    pub(crate) fn form(&self) -> Form<'_> {
        Form {
            token: &self.token,
            cookie: Some(&self.cookie),
            form_token: Some(&self.form_token),
            language: None,
        }
    }

    pub(crate) async fn finish(&self, world: &World) {
        let (browser, clock) = (&world.browser, &world.clock);
        let form = self.form();
        let finished = access::finish(browser, &world.queue, clock, &form);
        assert!(Box::pin(finished).await.is_ok());
    }

    pub(crate) async fn open(&self, world: &World) -> AccessVisit {
        let opened = access::open(
            &world.browser,
            &world.clock,
            &self.token,
            Some(&self.cookie),
        );
        Box::pin(opened).await.ok().unwrap()
    }

    async fn has_rights(&self, world: &World) -> bool {
        self.open(world).await.rights.is_some()
    }

    pub(crate) async fn change(
        &self,
        world: &World,
        change: AccessChange,
        confirmed: &Confirmation,
    ) -> NextPage {
        let opened = Box::pin(access::open_with_form(
            &world.browser,
            &world.clock,
            &self.form(),
        ))
        .await;
        let asked = access::change(
            &world.browser,
            &world.queue,
            world.machine(),
            opened.ok().unwrap(),
            change,
            confirmed,
        );
        Box::pin(asked).await.ok().unwrap()
    }

    pub(crate) async fn assign(&self, world: &World) -> AuditEntry {
        let change = AccessChange::Assign(vec![(PrincipalKind::User, object(PAT))]);
        let asked = self.change(world, change, &Confirmation::default()).await;
        assert!(matches!(asked, NextPage::Back));
        self.told(world).await
    }

    /// Audit entry that the page's notice names.
    pub(crate) async fn told(&self, world: &World) -> AuditEntry {
        let told = match self.notice(world).await {
            Some(AccessNotice::Changed { entry }) => Some(entry),
            _ => None,
        };
        let entry = told.unwrap();
        let page = world.store.list_audit(registration_id(1), None, 10).await;
        let kept = page.unwrap().items.into_iter();
        let pending = world.store.find_pending_change(tenant_id(TENANT)).await;
        let pending = pending.unwrap().map(|pending| pending.entry);
        let mut all = kept.chain(pending);
        all.find(|candidate| candidate.id == entry).unwrap()
    }

    pub(crate) async fn notice(&self, world: &World) -> Option<AccessNotice> {
        self.open(world).await.flow.access_notice
    }
}

pub(crate) fn is_assigned(world: &World) -> bool {
    let assigned = world.tenant.directory.assigned.lock().unwrap();
    assigned.contains(&object(PAT).to_string())
}

pub(crate) fn asked(world: &World) -> usize {
    world.tenant.directory.asked.lock().unwrap().len()
}

#[tokio::test]
async fn t24_a_token_is_dropped_when_idle_and_after_an_hour() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    for _ in 0..2 {
        world.clock.advance(minutes(14));
        assert!(administrator.has_rights(&world).await, "it was used");
    }
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    world.clock.advance(minutes(15));
    assert!(!administrator.has_rights(&world).await, "nobody used it");
}

#[tokio::test]
async fn t24_nothing_opens_a_token_without_its_own_cookie_tenant_and_person() {
    let world = World::new().await;
    let administrator = Administrator::new(&world).await;
    let own = &administrator.cookie;
    let other = SecretString::from("d".repeat(43));
    let good = sealed(&world, own, own, tenant_id(TENANT));
    let cases = [
        (
            "another cookie",
            sealed(&world, &other, own, tenant_id(TENANT)),
        ),
        (
            "another flow's place",
            AccessSession {
                token: sealed(&world, own, &other, tenant_id(TENANT)).token,
                ..good.clone()
            },
        ),
        (
            "another tenant",
            sealed(&world, own, own, tenant_id(OTHER_TENANT)),
        ),
        (
            "another tenant's place",
            AccessSession {
                token: sealed(&world, own, own, tenant_id(OTHER_TENANT)).token,
                ..good.clone()
            },
        ),
        (
            "another person",
            AccessSession {
                person: object(10),
                ..good.clone()
            },
        ),
        (
            "another registration",
            AccessSession {
                registration_id: registration_id(2),
                ..good.clone()
            },
        ),
    ];
    for (what, session) in cases {
        world.behind.keep_session(&session);
        assert!(!administrator.has_rights(&world).await, "{what}");
    }
    world.behind.keep_session(&good);
    assert!(administrator.has_rights(&world).await);
    assert!(
        !world.behind.dump().contains(TOKEN),
        "the table holds no token"
    );
}

#[tokio::test]
async fn t24_after_finish_nothing_is_left_of_the_token() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    assert!(world.behind.dump().contains("ACCESS#"));
    administrator.finish(&world).await;
    assert!(!world.behind.dump().contains("ACCESS#"));
    assert!(!administrator.has_rights(&world).await);
    assert_eq!(
        administrator.notice(&world).await,
        Some(AccessNotice::Finished)
    );
}

#[tokio::test]
async fn t18_somebody_of_another_tenant_does_not_get_the_page() {
    let world = World::new().await;
    let (token, cookie) = signed_in_from(&world, OTHER_TENANT).await;
    let session = sealed(&world, &cookie, &cookie, tenant_id(OTHER_TENANT));
    world.behind.keep_session(&session);
    let opened = access::open(&world.browser, &world.clock, &token, Some(&cookie)).await;
    assert!(matches!(opened.err(), Some(AccessError::NotSignedIn)));
    let opened = access::open(&world.browser, &world.clock, &token, None).await;
    assert!(matches!(opened.err(), Some(AccessError::NotSignedIn)));
}

#[tokio::test]
async fn t35_a_form_of_another_flow_changes_nothing() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    for form_token in [None, Some("x"), Some(&*"0".repeat(64))] {
        let form = Form {
            form_token,
            ..administrator.form()
        };
        let opened = Box::pin(access::open_with_form(&world.browser, &world.clock, &form)).await;
        let error = opened.err().unwrap();
        assert!(
            matches!(error, AccessError::Browser(BrowserError::ForeignForm)),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_change_is_reserved_made_read_back_and_kept() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let entry = administrator.assign(&world).await;
    assert!(is_assigned(&world));
    let change = &entry.changes[0];
    assert_eq!((change.before, change.after), (false, Some(true)));
    assert_eq!(change.outcome, AccessChangeOutcome::Done);
    assert_eq!(change.principal.as_ref().unwrap().name, "Pat Reed");
    assert_eq!(entry.actor, object(9));
    // A run is asked for, and the page waits for it.
    assert_eq!(world.loaded(1).await.due_at, Some(world.clock.now()));
    assert_eq!(world.server.asked("sendmessage").len(), 1);
    let flow = administrator.open(&world).await.flow;
    assert_eq!(flow.verification_asked_at, Some(world.clock.now()));
}

#[tokio::test]
async fn t02_a_tenant_that_is_not_the_customers_yet_gets_no_page() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let loaded = world.loaded(1).await;
    let waiting = Registration {
        lifecycle: Lifecycle::Consented {
            tenant: crate::samples::tenant(TENANT),
            approval: Approval::Waiting,
            consented_at: start(),
        },
        version: loaded.registration.version + 1,
        ..loaded.registration.clone()
    };
    let commit = store::Commit {
        registration: Some((&waiting, loaded.registration.version)),
        ..store::Commit::default()
    };
    world.store.commit(commit).await.unwrap();
    let (token, cookie) = (&administrator.token, Some(&administrator.cookie));
    let opened = access::open(&world.browser, &world.clock, token, cookie).await;
    assert!(matches!(opened.err(), Some(AccessError::NotSignedIn)));
}

#[tokio::test]
async fn of_two_administrators_at_once_each_change_is_whole() {
    let world = World::new().await;
    let administrator = Administrator::with_rights(&world).await;
    let change = |number| AccessChange::Assign(vec![(PrincipalKind::User, object(number))]);
    let none = Confirmation::default();
    let (one, other) = tokio::join!(
        administrator.change(&world, change(0x80), &none),
        administrator.change(&world, change(0x81), &none),
    );
    assert!(matches!((one, other), (NextPage::Back, NextPage::Back)));
    let page = world
        .store
        .list_audit(registration_id(1), None, 10)
        .await
        .unwrap();
    assert_eq!(page.items.len(), asked(&world), "each that asked is kept");
    assert!((1..=2).contains(&page.items.len()));
    let pending = world.store.find_pending_change(tenant_id(TENANT)).await;
    assert!(pending.unwrap().is_none());
}
