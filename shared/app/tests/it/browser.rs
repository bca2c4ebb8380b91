//! Forms of a browser whose flow has signed in.

use crate::{
    samples::{
        OTHER_TENANT, TENANT, consented, evidence, invitation, registration_id, seconds, start,
        tenant,
    },
    world::World,
};
use app::{
    browser::{Browser, BrowserError},
    legs::{
        self, Arrival, AuthorizationResponse, BeginError, Callback, CallbackError, CallbackFailure,
        Form, NextStop,
    },
    limits::{CALLBACKS, RateLimiter},
    secrets::{
        sealing::Sealing,
        secret_token::{self, TokenPurpose},
    },
};
use domain::{
    clock::Clock as _,
    customer::Language,
    flow::{FLOW_LIFETIME, Flow, Leg, LegPurpose, SignedIn},
    invitation::Invitation,
    registration::{Observation, Pinning, Registration},
    verification::facts::Organization,
};
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::Arc;

/// A browser that signed in from this tenant; returns the invitation's token and the cookie.
pub(crate) async fn signed_in(
    world: &World,
    registration: &Registration,
    link: Invitation,
    from: &str,
) -> (SecretString, SecretString) {
    let token = SecretString::from("i".repeat(43));
    let cookie = SecretString::from("c".repeat(43));
    let usable = Invitation {
        token_hash: secret_token::hash_secret(TokenPurpose::Invitation, &token),
        ..link
    };
    world
        .store
        .create_registration(registration, &usable)
        .await
        .unwrap();
    let cookie_hash = secret_token::hash_secret(TokenPurpose::Cookie, &cookie);
    let sealing = Sealing::new([("k1", [7; 32].as_slice())]).unwrap();
    let seal = |field: &str| {
        let place = format!("{}:{field}:1", cookie_hash.as_str());
        sealing.seal(&world.random, &place, "sealed").unwrap()
    };
    let flow = Flow {
        first_cookie_hash: None,
        invitation_hash: usable.token_hash,
        registration_id: registration_id(1),
        invitation_token: seal("invitation_token"),
        pinned_tenant: None,
        signed_in: Some(SignedIn {
            tenant: tenant(from),
            pinned: Pinning::No,
            is_approved: false,
            login_hint: seal("login_hint"),
            directory_roles: None,
            organization: Observation {
                value: Organization {
                    id: tenant(from).id,
                    verified_domains: [].into(),
                },
                evidence: evidence(start()),
            },
        }),
        notice: None,
        notice_of: None,
        departed: None,
        asked_to_require: None,
        access_changed_at: None,
        access_notice: None,
        verification_asked_at: None,
        silent_failures: 0,
        language: None,
        created_at: start(),
        expires_at: start() + FLOW_LIFETIME,
        cookie_hash: cookie_hash.clone(),
    };
    let leg = Leg {
        state_hash: secret_token::hash(TokenPurpose::State, "state"),
        cookie_hash,
        registration_id: registration_id(1),
        purpose: LegPurpose::SignIn,
        authority_tenant: None,
        nonce: None,
        code_verifier: None,
        repeat: None,
        created_at: start(),
        expires_at: start() + FLOW_LIFETIME,
    };
    world.store.start_flow(&flow, &leg).await.unwrap();
    (token, cookie)
}

/// A browser that signed in to a registration that an administrator approved.
pub(crate) async fn signed_in_from(world: &World, from: &str) -> (SecretString, SecretString) {
    signed_in(world, &consented(1), invitation(1), from).await
}

#[tokio::test]
async fn t06_only_the_registrations_own_tenant_may_prove_again() {
    for (from, allowed) in [(TENANT, true), (OTHER_TENANT, false)] {
        let world = World::new().await;
        let (token, cookie) = signed_in_from(&world, from).await;
        let form_token = secret_token::form_token(cookie.expose_secret());
        let form = Form {
            token: &token,
            cookie: Some(&cookie),
            form_token: Some(&form_token),
            language: None,
        };
        let departure = legs::proof::begin(&world.browser, world.machine(), &form).await;
        match departure {
            Ok(departure) => {
                assert!(allowed);
                assert!(departure.location.path().contains(TENANT));
            }
            Err(error) => {
                assert!(!allowed, "{error}");
                assert!(matches!(error, BeginError::NotSignedIn));
            }
        }
    }
}

pub(crate) fn callback(world: &World) -> Callback {
    let browser = Browser {
        store: world.store.clone(),
        entra: world.browser.entra.clone(),
        secrets: Arc::clone(&world.browser.secrets),
        redirect_uri: world.browser.redirect_uri.clone(),
    };
    Callback {
        credentials: world.credentials(),
        manifest: world.verifier.reader.manifest().clone(),
        interactive_queue: world.queue.clone(),
        system_users: world.keeper(),
        returns: RateLimiter::new(CALLBACKS),
        browser,
    }
}

/// A return with a state and an error, from a browser with this cookie.
async fn returns(
    world: &World,
    state: &str,
    address: &str,
    cookie: &SecretString,
) -> Result<Arrival, CallbackError> {
    let arrival = returns_in_language(world, state, address, cookie).await;
    arrival.map_err(|failed| failed.error)
}

async fn returns_in_language(
    world: &World,
    state: &str,
    address: &str,
    cookie: &SecretString,
) -> Result<Arrival, CallbackFailure> {
    let answer = AuthorizationResponse {
        state: Some(SecretString::from(state)),
        error: Some("access_denied".to_owned()),
        ..AuthorizationResponse::default()
    };
    legs::complete(&callback(world), world.machine(), &answer, address, &|_| {
        Some(cookie.clone())
    })
    .await
}

#[tokio::test]
async fn t01_the_fifth_answer_that_does_not_fit_ends_the_leg() {
    for (misfits, ends) in [(4, false), (5, true)] {
        let world = World::new().await;
        let (_, own) = signed_in_from(&world, TENANT).await;
        let other = SecretString::from("o".repeat(43));
        for _ in 0..misfits {
            let refused = returns(&world, "state", "192.0.2.1", &other).await;
            assert!(matches!(refused, Err(CallbackError::OtherBrowser)));
        }
        let result = returns(&world, "state", "192.0.2.1", &own).await;
        assert_eq!(matches!(result, Err(CallbackError::NoLeg)), ends);
        assert_eq!(result.is_ok(), !ends);
    }
}

/// State after a callback that died after it spent its leg and before it used the code.
#[tokio::test]
async fn a_callback_that_ended_with_its_code_leads_to_a_new_start() {
    let world = World::new().await;
    let (token, cookie) = signed_in_from(&world, TENANT).await;
    let state = secret_token::hash(TokenPurpose::State, "state");
    let spent = world
        .store
        .spend_leg(&state, uuid::Uuid::nil(), world.clock.now())
        .await;
    assert!(spent.unwrap());
    let again = returns(&world, "state", "192.0.2.1", &cookie).await;
    assert!(matches!(again, Err(CallbackError::NoLeg)));
    let started = legs::sign_in::begin(
        &world.browser,
        world.machine(),
        &token,
        Some(&cookie),
        None,
        "192.0.2.1",
        legs::sign_in::Wish::None,
    );
    assert!(started.await.is_ok(), "the link and the flow still serve");
}

#[tokio::test]
async fn a_language_chosen_on_a_form_stays_chosen() {
    let world = World::new().await;
    let (token, cookie) = signed_in_from(&world, TENANT).await;
    let form_token = secret_token::form_token(cookie.expose_secret());
    let consent = async |language| {
        let form = Form {
            token: &token,
            cookie: Some(&cookie),
            form_token: Some(&form_token),
            language,
        };
        let departure = legs::consent::begin(&world.browser, world.machine(), &form);
        departure.await.unwrap();
        let hash = secret_token::hash_secret(TokenPurpose::Cookie, &cookie);
        let flow = world.store.find_flow(&hash, world.clock.now()).await;
        flow.unwrap().unwrap().language
    };
    assert_eq!(consent(None).await, None);
    assert_eq!(consent(Some(Language::Fr)).await, Some(Language::Fr));
    assert_eq!(consent(None).await, Some(Language::Fr));

    let other = SecretString::from("o".repeat(43));
    let refused = returns_in_language(&world, "state", "192.0.2.1", &other).await;
    assert_eq!(refused.err().unwrap().language, Some(Language::Fr));
    let unknown = returns_in_language(&world, "guess", "192.0.2.1", &cookie).await;
    assert_eq!(unknown.err().unwrap().language, None);
    let arrival = returns_in_language(&world, "state", "192.0.2.1", &cookie).await;
    let NextStop::Page { language, .. } = arrival.ok().unwrap().next else {
        panic!("the browser was sent on");
    };
    assert_eq!(language, Some(Language::Fr));
}

#[tokio::test]
async fn a_new_flow_has_the_language_that_its_start_chose() {
    let world = World::new().await;
    let (token, _) = signed_in_from(&world, TENANT).await;
    for chosen in [None, Some(Language::Nl)] {
        let started = legs::sign_in::begin(
            &world.browser,
            world.machine(),
            &token,
            None,
            chosen,
            "192.0.2.1",
            legs::sign_in::Wish::None,
        );
        let cookie = started.await.unwrap().cookie.unwrap().value;
        let hash = secret_token::hash_secret(TokenPurpose::Cookie, &cookie);
        let flow = world.store.find_flow(&hash, world.clock.now()).await;
        assert_eq!(flow.unwrap().unwrap().language, chosen);
    }
}

#[tokio::test]
async fn t29_a_page_that_is_shown_notes_the_first_time_and_changes_nothing_else() {
    let world = World::new().await;
    let (token, _) = signed_in_from(&world, TENANT).await;
    let hash = secret_token::hash_secret(TokenPurpose::Invitation, &token);
    let read = async || {
        let invitation = world.store.find_invitation(&hash).await.unwrap().unwrap();
        (invitation, world.loaded(1).await.registration)
    };
    let (invitation, registration) = read().await;
    world
        .browser
        .visit(&world.clock, &token, None)
        .await
        .unwrap();
    assert_eq!(read().await.0, invitation, "a look that shows no page");
    for _ in 0..3 {
        world.clock.advance(seconds(5));
        world
            .browser
            .open(&world.clock, &token, None)
            .await
            .unwrap();
    }
    let opened = Invitation {
        opened_at: Some(start() + seconds(5)),
        ..invitation
    };
    assert_eq!(read().await, (opened, registration));
    let unknown = SecretString::from("u".repeat(43));
    let refused = world.browser.open(&world.clock, &unknown, None).await;
    assert!(matches!(refused.err(), Some(BrowserError::NotUsable)));
}
