//! Forms of a browser whose flow has signed in.

use crate::{
    samples::{
        OTHER_TENANT, TENANT, consented, evidence, invitation, registration_id, start, tenant,
    },
    world::World,
};
use app::{
    begin_leg::{self, BeginError, Form},
    sealing::Sealing,
    secret_token::{self, Kind},
};
use domain::{
    flow::{FLOW_LIFETIME, Flow, Leg, LegPurpose, SignedIn},
    invitation::Invitation,
    registration::{Pinned, Seen},
    verification::facts::Organization,
};
use secrecy::{ExposeSecret as _, SecretString};

/// A browser that signed in from this tenant; gives the invitation's token and the cookie.
async fn signed_in(world: &World, from: &str) -> (SecretString, SecretString) {
    let token = SecretString::from("i".repeat(43));
    let cookie = SecretString::from("c".repeat(43));
    let usable = Invitation {
        token_hash: secret_token::hash_secret(Kind::Invitation, &token),
        ..invitation(1)
    };
    world
        .store
        .create_registration(&consented(1), &usable)
        .await
        .unwrap();
    let cookie_hash = secret_token::hash_secret(Kind::Cookie, &cookie);
    let sealing = Sealing::new([("k1", [7; 32].as_slice())]).unwrap();
    let seal = |field: &str| {
        let place = format!("{}:{field}:1", cookie_hash.as_str());
        sealing.seal(&world.random, &place, "sealed").unwrap()
    };
    let flow = Flow {
        invitation_hash: usable.token_hash,
        registration_id: registration_id(1),
        invitation_token: seal("invitation_token"),
        pinned_tenant: None,
        signed_in: Some(SignedIn {
            tenant: tenant(from),
            pinned: Pinned::No,
            login_hint: seal("login_hint"),
            directory_roles: None,
            organization: Seen {
                value: Organization {
                    id: tenant(from).id,
                    verified_domains: [].into(),
                },
                evidence: evidence(start()),
            },
        }),
        notice: None,
        verification_asked_at: None,
        created_at: start(),
        expires_at: start() + FLOW_LIFETIME,
        cookie_hash: cookie_hash.clone(),
    };
    let leg = Leg {
        state_hash: secret_token::hash(Kind::State, "state"),
        cookie_hash,
        registration_id: registration_id(1),
        purpose: LegPurpose::SignIn,
        authority_tenant: None,
        nonce: None,
        code_verifier: None,
        created_at: start(),
        expires_at: start() + FLOW_LIFETIME,
    };
    world.store.start_flow(&flow, &leg).await.unwrap();
    (token, cookie)
}

#[tokio::test]
async fn t06_only_the_registrations_own_tenant_may_prove_again() {
    for (from, allowed) in [(TENANT, true), (OTHER_TENANT, false)] {
        let world = World::new().await;
        let (token, cookie) = signed_in(&world, from).await;
        let form_token = secret_token::form_token(cookie.expose_secret());
        let form = Form {
            token: &token,
            cookie: Some(&cookie),
            form_token: Some(&form_token),
        };
        let departure =
            begin_leg::check_again(&world.browser, &world.clock, &world.random, &form).await;
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
