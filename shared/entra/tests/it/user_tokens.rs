//! Held access tokens of users.

use crate::{
    clock::HandClock,
    facts::found,
    office::look,
    scripted::{Answer, Scripted, Seen, json as reply},
    setting::{entra, offline, patient, tenant},
};
use domain::{
    drives::KnownDrives,
    ids::{ObjectId, TenantId},
};
use entra::{Entra, Limits};
use jiff::SignedDuration;
use secrecy::SecretString;
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use uuid::Uuid;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn tenant_of(number: u128) -> TenantId {
    TenantId::from_uuid(Uuid::from_u128(number))
}

fn person(number: u128) -> ObjectId {
    ObjectId::from_uuid(Uuid::from_u128(number))
}

fn hold(entra: &Entra, tenant: TenantId, person: ObjectId, clock: &HandClock) {
    let secret = SecretString::from(format!("token-of-{tenant}-{person}"));
    let token = entra.hold_user_token(tenant, person, &secret, HOUR, clock);
    assert!(token.is_fresh());
    assert_eq!((token.tenant(), token.object_id()), (tenant, person));
}

#[test]
fn a_token_is_held_until_shortly_before_it_ends() {
    let (entra, clock) = (offline(), HandClock::new());
    assert!(entra.held_user_token(tenant(), person(1), &clock).is_none());
    hold(&entra, tenant(), person(1), &clock);
    let held = entra.held_user_token(tenant(), person(1), &clock).unwrap();
    assert!(!held.is_fresh(), "a held one may have been revoked");
    clock.advance(SignedDuration::from_mins(49));
    assert!(entra.held_user_token(tenant(), person(1), &clock).is_some());
    clock.advance(SignedDuration::from_mins(7));
    assert!(entra.held_user_token(tenant(), person(1), &clock).is_none());
}

#[test]
fn t62_a_token_is_held_for_one_person_in_one_tenant() {
    let (entra, clock) = (offline(), HandClock::new());
    hold(&entra, tenant_of(1), person(1), &clock);
    for (other_tenant, other_person) in [(1, 2), (2, 1), (2, 2)] {
        assert!(
            entra
                .held_user_token(tenant_of(other_tenant), person(other_person), &clock)
                .is_none()
        );
    }
}

#[test]
fn t62_the_number_of_held_tokens_is_bounded() {
    let limits = Limits {
        held_tokens: 2,
        ..patient()
    };
    let entra = {
        let cloud = crate::setting::cloud("http://127.0.0.1:9", "http://127.0.0.1:9");
        let http = entra::http_client(&cloud).unwrap();
        Entra::with_limits(http, cloud, crate::setting::client_id(), limits)
    };
    let clock = HandClock::new();
    let is_held = |number| {
        entra
            .held_user_token(tenant(), person(number), &clock)
            .is_some()
    };
    hold(&entra, tenant(), person(1), &clock);
    hold(&entra, tenant(), person(2), &clock);
    assert!(is_held(1));
    hold(&entra, tenant(), person(3), &clock);
    assert!(is_held(1) && is_held(3) && !is_held(2));
    hold(&entra, tenant(), person(3), &clock);
    assert!(is_held(1) && is_held(3), "a newer one takes its own place");
}

/// A Graph that mirrors the token which it was shown: tenant as organisation, person as the account.
fn mirror(seen: &Seen) -> Answer {
    let bearer = seen.header("authorization").unwrap();
    let names = bearer.strip_prefix("Bearer token-of-").unwrap();
    let (tenant, person) = names.split_at(36);
    let person = &person[1..];
    let asked: Value = serde_json::from_str(&seen.body).unwrap();
    let responses: Vec<Value> = asked["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| {
            let mut answer = match part["id"].as_str().unwrap() {
                "me" => found(json!({ "id": person, "userPrincipalName": "a@b.example" })),
                "organization" => {
                    found(json!({ "value": [{ "id": tenant, "verifiedDomains": [] }] }))
                }
                _ => json!({ "status": 403, "body": { "error": { "code": "no" } } }),
            };
            answer["id"] = part["id"].clone();
            answer
        })
        .collect();
    reply(200, &json!({ "responses": responses }))
}

#[tokio::test]
async fn t62_no_user_ever_reads_with_another_users_token() {
    let server = Scripted::start(mirror).await;
    // Fewer places than people, so that tokens come and go all the time.
    let limits = Limits {
        held_tokens: 40,
        ..patient()
    };
    let entra = entra(&server, limits);
    let clock = Arc::new(HandClock::new());
    let held = Arc::new(AtomicUsize::new(0));
    let workers: Vec<_> = (0..20_u128)
        .map(|worker| {
            let (entra, clock, held) = (entra.clone(), Arc::clone(&clock), Arc::clone(&held));
            tokio::spawn(async move {
                for step in 0..100_u128 {
                    // The same people in several tenants, and the other way round.
                    let number = (worker * 37 + step * step * 13) % 100;
                    let (tenant, person) = (tenant_of(number / 10), person(number % 10));
                    let token = entra.held_user_token(tenant, person, &*clock);
                    held.fetch_add(usize::from(token.is_some()), Ordering::Relaxed);
                    let token = token.unwrap_or_else(|| {
                        let secret = format!("token-of-{tenant}-{person}").into();
                        entra.hold_user_token(tenant, person, &secret, HOUR, &*clock)
                    });
                    assert_eq!((token.tenant(), token.object_id()), (tenant, person));
                    let facts = look(&entra, &token, &[], &KnownDrives::default(), &clock).await;
                    assert_eq!(facts.user.get().unwrap().id, person);
                    assert_eq!(facts.organization.get().unwrap().id, tenant);
                }
            })
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
    assert_eq!(server.seen().len(), 2_000);
    let held = held.load(Ordering::Relaxed);
    assert!((1..2_000).contains(&held), "{held} held");
}
