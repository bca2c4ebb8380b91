//! Lifecycle, transition by transition, and properties that hold for every order of events.

#[path = "tests/system_user.rs"]
mod system_user;

use super::*;
use crate::{
    customer::{CustomerId, CustomerName, Plan},
    ids::{InvitationId, TokenHash},
    invitation::Status,
};
use proptest::prelude::*;
use test_case::test_case;
use uuid::Uuid;

fn tenant(number: u128) -> Tenant {
    Tenant {
        id: TenantId::from_uuid(Uuid::from_u128(number)),
        name: format!("Tenant {number}"),
        domain: None,
        administrator: ObjectId::from_uuid(Uuid::from_u128(900 + number)),
        administrator_name: None,
        approved_elsewhere: false,
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn proof(number: u128) -> BindingProof {
    let id = tenant(number).id;
    BindingProof::new(id, id, id).unwrap()
}

#[test]
fn pinned_tenant_connects_without_approval() {
    let lifecycle = Lifecycle::Invited
        .sign_in(tenant(1), at(1))
        .and_then(|lifecycle| lifecycle.consent(tenant(1), Pinning::ByDomain, at(2)))
        .unwrap()
        .connect(proof(1), at(3))
        .unwrap();
    assert_eq!(lifecycle.stage(), "connected");
}

#[test]
fn t02_the_host_app_agrees_to_a_pinned_tenant_as_well_until_it_is_connected() {
    let consented = Lifecycle::Invited
        .sign_in(tenant(1), at(1))
        .and_then(|lifecycle| lifecycle.consent(tenant(1), Pinning::ByDomain, at(2)))
        .unwrap();
    let approval = |lifecycle: &Lifecycle| match lifecycle {
        Lifecycle::Consented { approval, .. } | Lifecycle::Connected { approval, .. } => *approval,
        _ => panic!("nobody consented"),
    };
    let approved = consented.clone().approve(at(3)).unwrap();
    assert_eq!(approval(&approved), Approval::Approved { at: at(3) });
    assert_eq!(approved.clone().approve(at(4)), Ok(approved));
    let connected = consented.connect(proof(1), at(3)).unwrap();
    let same = connected.clone().approve(at(4)).unwrap();
    assert_eq!(same, connected);
}

#[test]
fn t02_unpinned_consent_waits_for_the_host_app() {
    let consented = Lifecycle::Invited
        .sign_in(tenant(1), at(1))
        .and_then(|lifecycle| lifecycle.consent(tenant(1), Pinning::No, at(2)))
        .unwrap();
    assert!(consented.clone().connect(proof(1), at(3)).is_err());
    let approved = consented.approve(at(4)).unwrap();
    assert_eq!(
        approved.connect(proof(1), at(5)).unwrap().stage(),
        "connected"
    );
}

#[test]
fn who_consented_stays_the_administrator_until_somebody_consents_anew() {
    let named = |name| tenant(1).with_administrator_name(Some(name));
    let name = |lifecycle: &Lifecycle| lifecycle.tenant().unwrap().administrator_name.clone();
    let shown = |name: &str| Some(name.to_owned());
    let signed_in = Lifecycle::Invited.sign_in(named("anna"), at(1)).unwrap();
    let signed_in = signed_in.sign_in(named("ben"), at(2)).unwrap();
    assert_eq!(name(&signed_in), shown("ben"));
    let consented = signed_in
        .consent(named("ben"), Pinning::ByDomain, at(3))
        .unwrap();
    let consented = consented.sign_in(named("chris"), at(4)).unwrap();
    assert_eq!(name(&consented), shown("ben"));
    let connected = consented.connect(proof(1), at(5)).unwrap();
    let renamed = Tenant {
        name: "Another name".to_owned(),
        ..named("chris")
    };
    let connected = connected.sign_in(renamed, at(6)).unwrap();
    assert_eq!(name(&connected), shown("ben"));
    assert_eq!(connected.tenant().unwrap().name, "Another name");
    let again = connected
        .consent(named("chris"), Pinning::ByDomain, at(7))
        .unwrap();
    assert_eq!(name(&again), shown("chris"));
}

#[test_case(None, false; "none")]
#[test_case(Some(" "), false; "empty")]
#[test_case(Some("anna@contoso.example"), true; "a name")]
#[test_case(Some(&"a".repeat(256)), true; "long")]
#[test_case(Some(&"a".repeat(257)), false; "too long")]
fn only_what_can_be_a_name_is_kept(name: Option<&str>, kept: bool) {
    let tenant = tenant(1).with_administrator_name(name);
    assert_eq!(tenant.administrator_name.as_deref(), name.filter(|_| kept));
}

#[test]
fn t31_second_tenant_is_refused_once_the_first_consented() {
    let consented = Lifecycle::Invited
        .sign_in(tenant(1), at(1))
        .and_then(|lifecycle| lifecycle.consent(tenant(1), Pinning::No, at(2)))
        .unwrap();
    assert_eq!(
        consented.clone().sign_in(tenant(2), at(3)),
        Err(TransitionRefusal::OtherTenant)
    );
    assert_eq!(
        consented.consent(tenant(2), Pinning::No, at(3)),
        Err(TransitionRefusal::OtherTenant)
    );
}

#[test]
fn t09_witnesses_that_disagree_bind_nothing() {
    let (one, two) = (tenant(1).id, tenant(2).id);
    assert_eq!(BindingProof::new(one, one, two), Err(BindingMismatch));
    assert_eq!(BindingProof::new(one, two, one), Err(BindingMismatch));
    assert_eq!(BindingProof::new(two, one, one), Err(BindingMismatch));
}

#[test]
fn proof_of_another_tenant_does_not_connect() {
    let consented = Lifecycle::Invited
        .sign_in(tenant(1), at(1))
        .and_then(|lifecycle| lifecycle.consent(tenant(1), Pinning::ByDomain, at(2)))
        .unwrap();
    assert!(consented.connect(proof(2), at(3)).is_err());
}

#[test]
fn consent_without_sign_in_is_refused() {
    let refused = Lifecycle::Invited.consent(tenant(1), Pinning::ByDomain, at(1));
    assert_eq!(
        refused,
        Err(TransitionRefusal::Stage(InvalidTransition {
            stage: "invited",
            transition: Transition::Consent
        }))
    );
}

fn connected(approval: Approval) -> Lifecycle {
    Lifecycle::Connected {
        tenant: tenant(1),
        approval,
        consented_at: at(2),
        connected_at: at(3),
    }
}

#[test]
fn t31_a_tenant_whose_connection_was_taken_down_comes_back_and_no_other_one() {
    let down = connected(Approval::NotNeeded).disconnect(at(4)).unwrap();
    assert_eq!(down.clone().disconnect(at(5)), Ok(down.clone()));
    assert_eq!(
        down.clone().sign_in(tenant(2), at(5)),
        Err(TransitionRefusal::OtherTenant)
    );
    let other = down.clone().consent(tenant(2), Pinning::ByDomain, at(5));
    assert_eq!(other, Err(TransitionRefusal::OtherTenant));

    let signed_in = down.clone().sign_in(tenant(1), at(5)).unwrap();
    assert_eq!(signed_in, down, "a sign-in alone connects nothing");
    assert!(signed_in.clone().connect(proof(1), at(6)).is_err());
    let consented = signed_in
        .consent(tenant(1), Pinning::ByDomain, at(6))
        .unwrap();
    assert_eq!(
        consented.connect(proof(1), at(7)).unwrap().stage(),
        "connected"
    );
}

#[test_case(Approval::Approved { at: at(2) }, Pinning::No, true; "the host app agreed to this very tenant")]
#[test_case(Approval::NotNeeded, Pinning::ByDomain, true; "a domain pins it still")]
#[test_case(Approval::NotNeeded, Pinning::No, false; "the domain is gone")]
#[test_case(Approval::Waiting, Pinning::No, false; "nobody agreed before")]
fn t02_an_agreement_outlives_a_disconnection(before: Approval, pinned: Pinning, settled: bool) {
    let down = connected(before).disconnect(at(4)).unwrap();
    let consented = down.consent(tenant(1), pinned, at(5)).unwrap();
    assert_eq!(consented.awaits_approval(), !settled);
}

#[test]
fn t02_only_what_consented_and_is_agreed_to_is_disconnected() {
    let signed_in = Lifecycle::Invited.sign_in(tenant(1), at(1)).unwrap();
    let consented = |pinned| signed_in.clone().consent(tenant(1), pinned, at(2)).unwrap();
    assert_eq!(
        consented(Pinning::ByDomain)
            .disconnect(at(3))
            .unwrap()
            .stage(),
        "disconnected"
    );
    let waiting = consented(Pinning::No);
    for none in [
        Lifecycle::Invited,
        signed_in,
        // It may be rejected; disconnected, the tenant would stay.
        waiting,
        Lifecycle::Erased { erased_at: at(1) },
    ] {
        assert!(none.disconnect(at(3)).is_err());
    }
}

#[test]
fn a_look_is_awaited_until_it_is_made_or_a_minute_is_over() {
    let down = connected(Approval::NotNeeded).disconnect(at(4)).unwrap();
    assert!(!down.awaits_look(at(4)));
    let asked = down.with_look_asked_at(at(10));
    assert!(asked.awaits_look(at(10)) && asked.awaits_look(at(69)));
    assert!(!asked.awaits_look(at(70)));
    let seen = |second| AccessLossCheck {
        verdict: AccessLoss::Unknown,
        observed_at: at(second),
    };
    assert!(asked.clone().with_access_gone(seen(9)).awaits_look(at(11)));
    assert!(!asked.with_access_gone(seen(10)).awaits_look(at(11)));
}

#[derive(Debug, Clone)]
enum Event {
    Disconnect,
    SignIn(u128),
    Consent(u128, Pinning),
    Approve,
    Connect(u128),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        (1..3_u128).prop_map(Event::SignIn),
        (
            1..3_u128,
            prop_oneof![Just(Pinning::ByDomain), Just(Pinning::No)]
        )
            .prop_map(|(number, pinned)| Event::Consent(number, pinned)),
        Just(Event::Approve),
        Just(Event::Disconnect),
        (1..3_u128).prop_map(Event::Connect),
    ]
}

proptest! {
    /// Holds in every order of events: a connected registration is settled, and its tenant stays the same from the first
    /// connection on.
    #[test]
    fn no_order_of_events_connects_unproven_or_swaps_the_tenant(events in prop::collection::vec(event(), 0..30)) {
        let mut lifecycle = Lifecycle::Invited;
        let mut bound = None;
        for (second, event) in events.into_iter().enumerate() {
            let now = at(i64::try_from(second).unwrap());
            let next = match event {
                Event::SignIn(number) => lifecycle.clone().sign_in(tenant(number), now).ok(),
                Event::Consent(number, pinned) => lifecycle.clone().consent(tenant(number), pinned, now).ok(),
                Event::Disconnect => lifecycle.clone().disconnect(now).ok(),
                Event::Approve => lifecycle.clone().approve(now).ok(),
                Event::Connect(number) => lifecycle.clone().connect(proof(number), now).ok(),
            };
            lifecycle = next.unwrap_or(lifecycle);
            if let Lifecycle::Connected { tenant, approval, .. } = &lifecycle {
                prop_assert!(approval.is_settled());
                prop_assert_eq!(*bound.get_or_insert(tenant.id), tenant.id);
            } else if let (Some(bound), Some(tenant)) = (bound, lifecycle.tenant()) {
                prop_assert_eq!(bound, tenant.id, "another tenant took its place");
            } else {
                prop_assert!(bound.is_none(), "a connected registration lost its tenant");
            }
        }
    }
}
