//! A link, or the registration it belongs to, ends while a browser is away or a run is under way: between departure and
//! arrival, and right before each single request to the table. From that moment on it gives no authority.

use crate::{
    browser::{self, signed_in},
    people::{Grant, USER},
    samples::{TENANT, consented, invitation, registration_id, seconds, start, tenant},
    world::{BehindTheStore, HandClock, World},
};
use app::{
    browser::Departure,
    legs::{
        self, Arrival, AuthorizationResponse, BeginError, CallbackError, Form, NextStop,
        system_user::AccountHint,
    },
    secrets::secret_token::{self, TokenPurpose},
};
use domain::{
    clock::Clock as _,
    customer::UserPrincipalName,
    flow::LegPurpose,
    ids::TokenHash,
    invitation::{Invitation, Purpose},
    registration::{Approval, Lifecycle, Registration, Rejection, Tenant},
};
use jiff::SignedDuration;
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering},
};
use store::Commit;
use test_case::test_case;

/// The administrator who signed in, as [`tenant`] names them.
const ADMINISTRATOR: &str = "00000000-0000-0000-0000-000000000009";
/// Lifetime of the links of these tests.
const LIFETIME: SignedDuration = SignedDuration::from_mins(5);

/// Way in which the authority ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Withdrawn,
    Expired,
    Completed,
    Disconnected,
    Erased,
}

impl End {
    fn happens(self, behind: &BehindTheStore, clock: &HandClock, link: &TokenHash) {
        match self {
            Self::Withdrawn => behind.set_status(link, "withdrawn"),
            Self::Completed => behind.set_status(link, "completed"),
            Self::Expired => clock.advance(LIFETIME),
            Self::Disconnected => behind.set_lifecycle(
                1,
                &Lifecycle::Disconnected {
                    tenant: tenant(TENANT),
                    approval: Approval::NotNeeded,
                    disconnected_at: clock.now(),
                    look_asked_at: None,
                    access_gone: None,
                },
            ),
            Self::Erased => behind.set_lifecycle(
                1,
                &Lifecycle::Erased {
                    erased_at: clock.now(),
                },
            ),
        }
    }
}

/// A registration with a link, and a browser that is about to leave for Microsoft.
struct Traveller {
    world: World,
    purpose: LegPurpose,
    token: SecretString,
    cookie: SecretString,
    link: TokenHash,
}

/// A browser at Microsoft.
struct Trip {
    departure: Departure,
    cookie: SecretString,
}

impl Traveller {
    async fn new(purpose: LegPurpose) -> Self {
        let world = World::watched().await;
        let link = Invitation {
            expires_at: start() + LIFETIME,
            purpose: match purpose {
                LegPurpose::SystemUser => Purpose::SystemUser,
                _ => Purpose::Connect,
            },
            ..invitation(1)
        };
        let lifecycle = match purpose {
            LegPurpose::SignIn => Lifecycle::Invited,
            LegPurpose::Consent => Lifecycle::SignedIn {
                tenant: tenant(TENANT),
                signed_in_at: start(),
            },
            LegPurpose::Proof | LegPurpose::SystemUser | LegPurpose::Access => {
                consented(1).lifecycle
            }
        };
        let name = "cooperlink@contoso.example".to_owned();
        let registration = Registration {
            lifecycle,
            system_user: Some(UserPrincipalName::try_from(name).unwrap()),
            ..consented(1)
        };
        let (token, cookie) = signed_in(&world, &registration, link, TENANT).await;
        *world.tenant.people.named.lock().unwrap() = USER;
        *world.tenant.people.more_scopes.lock().unwrap() = "Application.Read.All AppRoleAssignment.ReadWrite.All User.ReadBasic.All GroupMember.Read.All";
        let link = secret_token::hash_secret(TokenPurpose::Invitation, &token);
        Self {
            world,
            purpose,
            token,
            cookie,
            link,
        }
    }

    async fn leave(&self) -> Result<Trip, BeginError> {
        let world = &self.world;
        let form_token = secret_token::form_token(self.cookie.expose_secret());
        let form = Form {
            token: &self.token,
            cookie: Some(&self.cookie),
            form_token: Some(&form_token),
            language: None,
        };
        let (browser, machine) = (&world.browser, world.machine());
        let departure = match self.purpose {
            LegPurpose::SignIn => {
                let address = "192.0.2.1";
                legs::sign_in::begin(
                    browser,
                    machine,
                    &self.token,
                    None,
                    None,
                    address,
                    legs::sign_in::Wish::None,
                )
                .await
            }
            LegPurpose::Consent => legs::consent::begin(browser, machine, &form).await,
            LegPurpose::Proof => legs::proof::begin(browser, machine, &form).await,
            LegPurpose::SystemUser => {
                let address = "192.0.2.1";
                legs::system_user::begin(browser, machine, &form, AccountHint::Named, address).await
            }
            LegPurpose::Access => legs::access::begin(browser, machine, &form, None).await,
        }?;
        let new = departure.cookie.as_ref();
        let cookie = new.map_or(&self.cookie, |new| &new.value).clone();
        Ok(Trip { departure, cookie })
    }

    async fn come_back(&self, trip: &Trip) -> Result<Arrival, CallbackError> {
        let world = &self.world;
        let value = |name: &str| {
            let mut pairs = trip.departure.location.query_pairs();
            let found = pairs.find(|(key, _)| key == name);
            found.map(|(_, value)| value.into_owned())
        };
        let account = match self.purpose {
            LegPurpose::SystemUser => USER,
            _ => ADMINISTRATOR,
        };
        *world.tenant.people.reads.lock().unwrap() = account;
        world.tenant.people.answer_with([Grant::Tokens {
            account,
            refresh_token: Some("refresh"),
            nonce: value("nonce"),
            issued_at: start().as_second(),
        }]);
        let is_consent = self.purpose == LegPurpose::Consent;
        let answer = AuthorizationResponse {
            state: value("state").map(SecretString::from),
            code: (!is_consent).then(|| SecretString::from("code")),
            tenant: is_consent.then(|| TENANT.to_owned()),
            is_admin_consent: is_consent,
            ..AuthorizationResponse::default()
        };
        let came = legs::complete(
            &browser::callback(world),
            world.machine(),
            &answer,
            "192.0.2.1",
            &|_| Some(trip.cookie.clone()),
        )
        .await;
        came.map_err(|failed| failed.error)
    }

    /// Traces of a leg: the registration's version, and whether an administrator holds rights.
    fn changed(behind: &BehindTheStore) -> (u64, bool) {
        (behind.version(1), behind.dump().contains("ACCESS#"))
    }
}

#[test_case(LegPurpose::SignIn; "sign-in")]
#[test_case(LegPurpose::Consent; "consent")]
#[test_case(LegPurpose::Proof; "proof")]
#[test_case(LegPurpose::SystemUser; "system user")]
#[test_case(LegPurpose::Access; "access")]
#[tokio::test]
async fn t28_t31_no_leg_rests_on_what_has_ended(purpose: LegPurpose) {
    // What does not end leads somewhere, so that the test can fail.
    let traveller = Traveller::new(purpose).await;
    let trip = traveller.leave().await.unwrap();
    let before = Traveller::changed(&traveller.world.behind);
    let writes = Arc::new(Mutex::new(Vec::new()));
    traveller.world.gate.watch({
        let writes = Arc::clone(&writes);
        move |number, request| {
            if request.target.contains("transact") {
                writes.lock().unwrap().push(number);
            }
            None
        }
    });
    traveller.come_back(&trip).await.unwrap();
    let requests = traveller.world.gate.open();
    assert_ne!(Traveller::changed(&traveller.world.behind), before);
    // A withdrawal before each request; the other ends before the arrival and before each transaction.
    let everywhere: Vec<usize> = (0..requests).collect();
    let mut decisive = writes.lock().unwrap().clone();
    decisive.push(0);
    Box::pin(ends(purpose, End::Withdrawn, &everywhere)).await;
    for end in [End::Expired, End::Completed, End::Disconnected, End::Erased] {
        Box::pin(ends(purpose, end, &decisive)).await;
    }
}

/// The authority ends before the departure, and before each request with one of these numbers.
async fn ends(purpose: LegPurpose, end: End, positions: &[usize]) {
    let traveller = Traveller::new(purpose).await;
    let world = &traveller.world;
    end.happens(&world.behind, &world.clock, &traveller.link);
    assert!(traveller.leave().await.is_err());

    // The first request is before the arrival.
    for position in positions.iter().copied() {
        let traveller = Traveller::new(purpose).await;
        let trip = traveller.leave().await.unwrap();
        let world = &traveller.world;
        let seen = Arc::new(AtomicU64::new(u64::MAX));
        world.gate.watch({
            let (behind, clock) = (world.behind.clone(), world.clock.clone());
            let (link, seen) = (traveller.link.clone(), Arc::clone(&seen));
            move |number, request| {
                if number == position {
                    // Whether a link has expired is decided by the clock right before what rests on it is written.
                    let is_in_time = end == End::Expired && request.target.contains("transact");
                    if !is_in_time {
                        end.happens(&behind, &clock, &link);
                    }
                    let (version, has_rights) = Traveller::changed(&behind);
                    if !is_in_time {
                        seen.store(version << 1 | u64::from(has_rights), Ordering::Relaxed);
                    }
                }
                None
            }
        });
        let came = traveller.come_back(&trip).await;
        traveller.world.gate.open();
        if seen.load(Ordering::Relaxed) == u64::MAX {
            continue;
        }
        let (version, has_rights) = Traveller::changed(&world.behind);
        assert_eq!(
            version << 1 | u64::from(has_rights),
            seen.load(Ordering::Relaxed),
            "{purpose:?} wrote after {end:?} before request {position}"
        );
        if position == 0 {
            // The clean page of the link says which end it was.
            let is_told = match came {
                Ok(arrival) => {
                    arrival.cookie.is_none() && matches!(arrival.next, NextStop::Page { .. })
                }
                Err(error) => matches!(error, CallbackError::NoLeg),
            };
            assert!(is_told, "{purpose:?} after {end:?}");
        }
    }
}

#[test_case(LegPurpose::SignIn; "sign-in")]
#[test_case(LegPurpose::Consent; "consent")]
#[tokio::test]
async fn t02_a_rejected_tenant_does_not_come_back_through_a_link_from_before(purpose: LegPurpose) {
    // Links are made at the start.
    for (rejected_at, is_refused) in [(start(), true), (start() - seconds(1), false)] {
        let traveller = Traveller::new(purpose).await;
        let trip = traveller.leave().await.unwrap();
        let before = traveller.world.loaded(1).await.registration;
        let changed = Registration {
            rejections: vec![Rejection {
                tenant_id: tenant(TENANT).id,
                rejected_at,
            }],
            version: before.version + 1,
            ..before.clone()
        };
        let commit = Commit {
            registration: Some((&changed, before.version)),
            ..Commit::default()
        };
        traveller.world.store.commit(commit).await.unwrap();
        traveller.come_back(&trip).await.unwrap();
        let lifecycle = traveller.world.loaded(1).await.registration.lifecycle;
        assert_eq!(lifecycle == before.lifecycle, is_refused);
    }
}

/// A consented registration that a run would connect, and the link through which an administrator consented.
async fn about_to_connect() -> (World, TokenHash) {
    let world = World::watched().await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    let link = invitation(1);
    let registration = Registration {
        consented_through: Some(link.token_hash.clone()),
        ..consented(1)
    };
    world.store(&registration, 1).await;
    (world, link.token_hash)
}

async fn stage(world: &World) -> &'static str {
    world.loaded(1).await.registration.lifecycle.stage()
}

#[tokio::test]
async fn t28_a_run_connects_nothing_through_a_link_that_was_withdrawn_before() {
    let (world, _) = about_to_connect().await;
    world.gate.watch(|_, _| None);
    world.process(&world.interactive(1)).await;
    let requests = world.gate.open();
    assert_eq!(stage(&world).await, "connected");
    for position in 0..requests {
        let (world, link) = about_to_connect().await;
        let behind = world.behind.clone();
        let was_connected = Arc::new(AtomicU64::new(0));
        world.gate.watch({
            let was_connected = Arc::clone(&was_connected);
            move |number, _| {
                if number == position {
                    behind.set_status(&link, "withdrawn");
                    let connected = behind.dump().contains("connected_at");
                    was_connected.store(u64::from(connected), Ordering::Relaxed);
                }
                None
            }
        });
        world.process(&world.interactive(1)).await;
        world.gate.open();
        let is_connected = stage(&world).await == "connected";
        assert_eq!(
            u64::from(is_connected),
            was_connected.load(Ordering::Relaxed),
            "withdrawn before request {position} of {requests}"
        );
        // Nor does the schedule later.
        world.clock.advance(seconds(400));
        world.process(&world.interactive(1)).await;
        assert_eq!(stage(&world).await == "connected", is_connected);
    }
}

#[test_case(End::Expired; "expired")]
#[test_case(End::Completed; "used up")]
#[tokio::test]
async fn a_consent_given_in_time_connects_though_its_link_has_ended_since(end: End) {
    let (world, link) = about_to_connect().await;
    end.happens(&world.behind, &world.clock, &link);
    world.process(&world.interactive(1)).await;
    assert_eq!(stage(&world).await, "connected");
}

#[tokio::test]
async fn t28_a_connected_registration_stays_connected_when_its_link_is_withdrawn() {
    let (world, link) = about_to_connect().await;
    world.process(&world.interactive(1)).await;
    world.behind.set_status(&link, "withdrawn");
    world.clock.advance(seconds(400));
    world.process(&world.interactive(1)).await;
    assert_eq!(stage(&world).await, "connected");
}

#[tokio::test]
async fn t02_t23_nobody_is_connected_as_system_user_before_the_host_app_agreed_to_the_tenant() {
    let traveller = Traveller::new(LegPurpose::SystemUser).await;
    let waiting = Lifecycle::Consented {
        tenant: tenant(TENANT),
        approval: Approval::Waiting,
        consented_at: start(),
    };
    let trip = traveller.leave().await.unwrap();
    traveller.world.behind.set_lifecycle(1, &waiting);
    let refused = traveller.leave().await;
    assert!(matches!(refused.err(), Some(BeginError::NotReady)));
    traveller.come_back(&trip).await.unwrap();
    let registration = traveller.world.store.load(registration_id(1)).await;
    let registration = registration.unwrap().unwrap().registration;
    assert_eq!(registration.system_user_connection, None);
    assert!(
        traveller
            .world
            .tenant
            .people
            .secrets
            .lock()
            .unwrap()
            .is_empty()
    );
}

/// A colleague who came back from this leg; `role` is the role that their sign-in showed.
async fn colleague(purpose: LegPurpose, role: Option<&str>) -> Registration {
    let traveller = Traveller::new(purpose).await;
    let world = &traveller.world;
    // As the administrator, whom a colleague takes the place of on the way: no leg begins for a colleague.
    let trip = traveller.leave().await.unwrap();
    let approver = Tenant {
        administrator: USER.parse().unwrap(),
        administrator_name: Some("anna@contoso.example".to_owned()),
        ..tenant(TENANT)
    };
    world.behind.set_lifecycle(
        1,
        &Lifecycle::Connected {
            tenant: approver,
            approval: Approval::NotNeeded,
            consented_at: start(),
            connected_at: start(),
        },
    );
    let cookie = secret_token::hash_secret(TokenPurpose::Cookie, &traveller.cookie);
    let flow = world.store.find_flow(&cookie, world.clock.now()).await;
    let mut flow = flow.unwrap().unwrap();
    let signed_in = flow.signed_in.as_mut().unwrap();
    signed_in.directory_roles = Some(role.map(str::to_owned).into_iter().collect());
    world.store.save_flow(&flow).await.unwrap();
    world.clock.advance(seconds(30));
    traveller.come_back(&trip).await.unwrap();
    world.loaded(1).await.registration
}

const GLOBAL_ADMINISTRATOR: &str = "62e90394-69f5-4237-9190-012177145e10";
const REPORTS_READER: &str = "4a5d8f65-41da-4de4-8968-e035b65339cf";

#[test_case(None, false; "no role")]
#[test_case(Some(REPORTS_READER), false; "a role that may not")]
#[test_case(Some(GLOBAL_ADMINISTRATOR), true; "a role that may")]
#[tokio::test]
async fn t10_a_colleague_without_a_role_is_not_who_approved_and_shows_nothing_of_who_did(
    role: Option<&str>,
    counts: bool,
) {
    let shown = Box::pin(colleague(LegPurpose::Proof, role))
        .await
        .observations;
    let scopes_seen_at = shown.delegated_scopes.unwrap().evidence.at;
    assert_eq!(scopes_seen_at > start(), counts);
    let after_consent = Box::pin(colleague(LegPurpose::Consent, role)).await;
    let approver = after_consent.lifecycle.tenant().unwrap();
    assert_eq!(approver.administrator == USER.parse().unwrap(), !counts);
    assert_eq!(approver.administrator_name.is_some(), !counts);
}
