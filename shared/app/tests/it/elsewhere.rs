//! An approval that was given elsewhere, after which Microsoft calls no redirect address.

use crate::{
    legs::{ADMINISTRATOR, Traveller, at_microsoft, value},
    samples::{OTHER_TENANT, TENANT, consented, invitation, minutes, start, tenant},
    world::World,
};
use app::verify::process_message::ProcessOutcome;
use domain::{
    clock::Clock as _,
    customer::DomainName,
    event::EventKind,
    flow::{LegPurpose, Notice},
    invitation::Invitation,
    registration::{Lifecycle, Registration, Rejection},
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use store::Commit;
use test_case::test_case;

fn invited(expected_domain: Option<DomainName>) -> Registration {
    Registration {
        lifecycle: Lifecycle::Invited,
        expected_domain,
        ..consented(1)
    }
}

/// A domain of [`TENANT`].
fn domain() -> DomainName {
    DomainName::try_from("contoso.example".to_owned()).unwrap()
}

/// An administrator signed in through link 1, and no administrator has consented.
fn awaiting() -> Registration {
    Registration {
        lifecycle: Lifecycle::SignedIn {
            tenant: tenant(TENANT),
            signed_in_at: start(),
        },
        signed_in_through: Some(invitation(1).token_hash),
        expected_domain: Some(domain()),
        ..consented(1)
    }
}

#[test_case(true; "granted")]
#[test_case(false; "not granted")]
#[tokio::test]
async fn t10_after_a_sign_in_an_approval_given_elsewhere_leads_to_the_proof(is_granted: bool) {
    let mut traveller = Traveller::new(&invited(Some(domain()))).await;
    let granted = &traveller.world.tenant.has_granted;
    granted.store(is_granted, Ordering::Relaxed);
    let first = traveller.leave(LegPurpose::SignIn).await;
    let next = traveller.comes_back_as(&first, ADMINISTRATOR).await;
    let loaded = traveller.world.loaded(1).await;
    let link = traveller.flow().await.invitation_hash;
    assert!(loaded.due_at.is_some());
    if let Some(proof) = at_microsoft(next) {
        assert!(is_granted);
        assert_eq!(value(&proof, "prompt").as_deref(), Some("none"));
        assert!(proof.path().ends_with("/authorize"), "not the consent page");
        assert_eq!(loaded.registration.lifecycle.stage(), "consented");
        assert!(!loaded.registration.lifecycle.awaits_approval());
        assert_eq!(loaded.registration.consented_through, Some(link));
        traveller.comes_back_as(&proof, ADMINISTRATOR).await;
        assert_eq!(traveller.notice().await, None);
    } else {
        assert!(!is_granted);
        assert_eq!(loaded.registration.lifecycle.stage(), "signed_in");
        assert_eq!(loaded.registration.signed_in_through, Some(link));
    }
}

/// The holder of the link may have lured the person: the person first confirms the organisation, and the host app still has to
/// agree.
#[tokio::test]
async fn t02_an_unpinned_tenant_that_approved_elsewhere_is_confirmed_by_the_person_first() {
    let mut traveller = Traveller::new(&invited(None)).await;
    let granted = &traveller.world.tenant.has_granted;
    granted.store(true, Ordering::Relaxed);
    let first = traveller.leave(LegPurpose::SignIn).await;
    let next = traveller.comes_back_as(&first, ADMINISTRATOR).await;
    assert!(at_microsoft(next).is_none());
    let loaded = traveller.world.loaded(1).await;
    assert_eq!(loaded.registration.lifecycle.stage(), "signed_in");
    assert_eq!(
        loaded.due_at, None,
        "the schedule looks for nobody unconfirmed"
    );

    let proof = traveller.leave(LegPurpose::Consent).await;
    assert!(proof.path().ends_with("/authorize"), "not the consent page");
    traveller.comes_back_as(&proof, ADMINISTRATOR).await;
    let registration = traveller.world.loaded(1).await.registration;
    assert!(registration.lifecycle.awaits_approval());
    let told = crate::feed::told(&traveller.world).await;
    let told: Vec<_> = told
        .iter()
        .map(|event| (event.kind, event.registration.stage.as_str()))
        .collect();
    assert_eq!(told, [(EventKind::ApprovalRequired, "consented")]);
}

#[tokio::test]
async fn an_approval_that_was_taken_back_meanwhile_is_asked_for_on_the_consent_page() {
    let mut traveller = Traveller::new(&invited(None)).await;
    let granted = |traveller: &Traveller, is_granted| {
        let granted = &traveller.world.tenant.has_granted;
        granted.store(is_granted, Ordering::Relaxed);
    };
    granted(&traveller, true);
    let first = traveller.leave(LegPurpose::SignIn).await;
    traveller.comes_back_as(&first, ADMINISTRATOR).await;
    granted(&traveller, false);
    let proof = traveller.leave(LegPurpose::Consent).await;
    traveller.comes_back_as(&proof, ADMINISTRATOR).await;
    assert_eq!(traveller.notice().await, Some(Notice::ApprovalRequired));
    let consent = traveller.leave(LegPurpose::Consent).await;
    assert!(consent.path().ends_with("/adminconsent"), "{consent}");
}

#[tokio::test]
async fn a_sign_in_goes_on_where_microsoft_does_not_tell_of_an_approval() {
    let mut traveller = Traveller::new(&invited(Some(domain()))).await;
    let refusing = &traveller.world.tenant.refusing;
    refusing.lock().unwrap().insert(TENANT.to_owned());
    let first = traveller.leave(LegPurpose::SignIn).await;
    let next = traveller.comes_back_as(&first, ADMINISTRATOR).await;
    assert!(at_microsoft(next).is_none());
    assert_eq!(traveller.notice().await, None);
}

#[tokio::test]
async fn checking_again_notices_an_approval_given_elsewhere() {
    let mut traveller = Traveller::new(&awaiting()).await;
    let proof = traveller.leave(LegPurpose::Proof).await;
    traveller.comes_back_as(&proof, ADMINISTRATOR).await;
    assert_eq!(traveller.notice().await, Some(Notice::ApprovalRequired));
    assert_eq!(
        traveller
            .world
            .loaded(1)
            .await
            .registration
            .lifecycle
            .stage(),
        "signed_in"
    );

    let granted = &traveller.world.tenant.has_granted;
    granted.store(true, Ordering::Relaxed);
    let proof = traveller.leave(LegPurpose::Proof).await;
    traveller.comes_back_as(&proof, ADMINISTRATOR).await;
    assert_eq!(traveller.notice().await, None);
    assert_eq!(
        traveller
            .world
            .loaded(1)
            .await
            .registration
            .lifecycle
            .stage(),
        "consented"
    );
}

/// A registration on the schedule whose administrator signed in through the given link.
async fn scheduled(registration: &Registration, link: &Invitation) -> World {
    scheduled_in(World::new().await, registration, link).await
}

async fn scheduled_in(world: World, registration: &Registration, link: &Invitation) -> World {
    world
        .store
        .create_registration(registration, link)
        .await
        .unwrap();
    let commit = Commit {
        due: Some((registration.id, start() + minutes(1))),
        ..Commit::default()
    };
    world.store.commit(commit).await.unwrap();
    world
}

#[tokio::test]
async fn the_schedule_notices_an_approval_given_elsewhere() {
    let world = scheduled(&awaiting(), &invitation(1)).await;
    assert!(matches!(
        world.run_when_due(1).await,
        ProcessOutcome::Dropped
    ));
    let loaded = world.loaded(1).await;
    assert_eq!(loaded.registration.lifecycle.stage(), "signed_in");
    assert!(
        loaded.due_at > Some(world.clock.now()),
        "it stays on the schedule"
    );

    world.tenant.has_granted.store(true, Ordering::Relaxed);
    assert!(matches!(
        world.run_when_due(1).await,
        ProcessOutcome::Verified
    ));
    let registration = world.loaded(1).await.registration;
    assert_eq!(registration.lifecycle.stage(), "connected");
    assert_eq!(registration.signed_in_through, None);
}

#[tokio::test]
async fn t28_t31_on_the_schedule_nothing_rests_on_a_link_that_has_ended() {
    let ended = Invitation {
        expires_at: start() + minutes(1),
        ..invitation(1)
    };
    let rejected = Registration {
        rejections: vec![Rejection {
            tenant_id: tenant(TENANT).id,
            rejected_at: start(),
        }],
        ..awaiting()
    };
    let of_before = Registration {
        signed_in_through: None,
        ..awaiting()
    };
    for (registration, link) in [
        (awaiting(), ended),
        (rejected, invitation(1)),
        (of_before, invitation(1)),
    ] {
        let world = scheduled(&registration, &link).await;
        world.tenant.has_granted.store(true, Ordering::Relaxed);
        assert!(matches!(
            world.run_when_due(1).await,
            ProcessOutcome::Dropped
        ));
        let loaded = world.loaded(1).await;
        assert_eq!(loaded.registration.lifecycle.stage(), "signed_in");
        assert_eq!(loaded.due_at, None, "there is nothing to wait for");
    }
    let world = scheduled(&awaiting(), &invitation(1)).await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world
        .behind
        .set_status(&invitation(1).token_hash, "withdrawn");
    assert!(matches!(
        world.run_when_due(1).await,
        ProcessOutcome::Dropped
    ));
    assert_eq!(world.loaded(1).await.registration, awaiting());
}

#[test_case(None, TENANT; "no domain")]
#[test_case(Some(domain()), OTHER_TENANT; "a domain of another tenant")]
#[tokio::test]
async fn t02_t09_the_schedule_takes_no_tenant_that_no_domain_of_the_customer_names(
    expected_domain: Option<DomainName>,
    from: &str,
) {
    let registration = Registration {
        expected_domain,
        lifecycle: Lifecycle::SignedIn {
            tenant: tenant(from),
            signed_in_at: start(),
        },
        ..awaiting()
    };
    let world = scheduled(&registration, &invitation(1)).await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world.run_when_due(1).await;
    assert_eq!(world.loaded(1).await.registration, registration);
}

#[test_case(Some("fabrikam.example"); "another organisation's")]
#[test_case(None; "none")]
#[tokio::test]
async fn t02_a_domain_that_changes_while_the_schedule_looks_lets_nobody_consent(
    name: Option<&'static str>,
) {
    let mut position = 0;
    let mut has_ended = false;
    while !has_ended {
        let world = scheduled_in(World::watched().await, &awaiting(), &invitation(1)).await;
        world.tenant.has_granted.store(true, Ordering::Relaxed);
        let behind = world.behind.clone();
        let is_written = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&is_written);
        world.gate.watch(move |number, request| {
            if number == position {
                behind.set_domain(1, name);
                let is_transaction = request.target.ends_with("transactwriteitems");
                seen.store(is_transaction, Ordering::Relaxed);
            }
            None
        });
        world.run_when_due(1).await;
        let requests = world.gate.open();
        assert!(position < requests, "the consent was never written");
        let loaded = world.loaded(1).await;
        let stage = loaded.registration.lifecycle.stage();
        assert_eq!(stage, "signed_in", "request {position}");
        assert!(loaded.due_at > Some(world.clock.now()), "it is looked for");
        has_ended = is_written.load(Ordering::Relaxed);
        position += 1;
    }
    assert!(position > 2);
}

/// The sign-in that pinned the tenant may be as old as a link.
#[tokio::test]
async fn t02_the_schedule_asks_once_more_which_tenant_has_the_customers_domain() {
    let name = "fabrikam.example";
    let mut registration = awaiting();
    registration.expected_domain = DomainName::try_from(name.to_owned()).ok();
    let organization = &mut registration.observations.organization;
    organization.as_mut().unwrap().value.verified_domains = [name.to_owned()].into();
    let world = scheduled(&registration, &invitation(1)).await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    assert!(matches!(
        world.run_when_due(1).await,
        ProcessOutcome::Dropped
    ));
    let loaded = world.loaded(1).await;
    assert_eq!(loaded.registration, registration);
    assert!(loaded.due_at > Some(world.clock.now()));
}

#[tokio::test]
async fn the_schedule_looks_again_soon_where_microsoft_did_not_tell() {
    let world = scheduled(&awaiting(), &invitation(1)).await;
    world.tenant.is_down.store(true, Ordering::Relaxed);
    world.run_when_due(1).await;
    let due_at = world.loaded(1).await.due_at.unwrap();
    assert!(due_at > world.clock.now());
    assert!(due_at < world.clock.now() + minutes(30), "{due_at}");
}

#[tokio::test]
async fn a_look_that_finds_nothing_leaves_a_newer_due_time() {
    let world = scheduled_in(World::watched().await, &awaiting(), &invitation(1)).await;
    let newer = start() + minutes(3);
    let behind = world.behind.clone();
    // The link is read after the registration was loaded.
    world.gate.watch(move |_, request| {
        if request.body.contains("INV#") {
            behind.set_due(1, newer.as_second());
        }
        None
    });
    world.run_when_due(1).await;
    world.gate.open();
    assert_eq!(world.loaded(1).await.due_at, Some(newer));
}

const GLOBAL_ADMINISTRATOR: &str = "62e90394-69f5-4237-9190-012177145e10";
const REPORTS_READER: &str = "4a5d8f65-41da-4de4-8968-e035b65339cf";

fn named_administrator() -> Registration {
    let tenant = tenant(TENANT).with_administrator_name(Some("anna@contoso.example"));
    Registration {
        lifecycle: Lifecycle::SignedIn {
            tenant,
            signed_in_at: start(),
        },
        ..awaiting()
    }
}

#[test_case(None, false; "no role")]
#[test_case(Some(REPORTS_READER), false; "a role that may not")]
#[test_case(Some(GLOBAL_ADMINISTRATOR), true; "a role that may")]
#[tokio::test]
async fn t10_whoever_finds_an_approval_is_who_approved_only_with_a_role_that_may(
    role: Option<&str>,
    may: bool,
) {
    let mut traveller = Traveller::new(&named_administrator()).await;
    let granted = &traveller.world.tenant.has_granted;
    granted.store(true, Ordering::Relaxed);
    let mut flow = traveller.flow().await;
    let signed_in = flow.signed_in.as_mut().unwrap();
    signed_in.directory_roles = Some(role.map(str::to_owned).into_iter().collect());
    signed_in.tenant.administrator_name = Some("anna@contoso.example".to_owned());
    traveller.world.store.save_flow(&flow).await.unwrap();
    let proof = traveller.leave(LegPurpose::Proof).await;
    traveller.world.clock.advance(minutes(1));
    traveller.comes_back_as(&proof, ADMINISTRATOR).await;
    let registration = traveller.world.loaded(1).await.registration;
    let approver = registration.lifecycle.approver().unwrap();
    assert_eq!(approver.administrator_name.is_some(), may);
    assert_eq!(approver.approved_elsewhere, !may);
    let scopes = registration.observations.delegated_scopes.unwrap();
    assert_eq!(
        scopes.evidence.at > start(),
        may,
        "nobody else is vouched for"
    );
}

#[tokio::test]
async fn t10_the_schedule_names_nobody_as_who_approved_elsewhere() {
    let world = scheduled(&named_administrator(), &invitation(1)).await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world.run_when_due(1).await;
    let lifecycle = world.loaded(1).await.registration.lifecycle;
    let approver = lifecycle.approver().unwrap();
    assert_eq!(lifecycle.stage(), "connected");
    assert_eq!(approver.administrator_name, None);
    assert!(approver.approved_elsewhere);
}

#[test_case("invalid_client 7000215", Notice::MicrosoftUnavailable, 2; "our secret is wrong")]
#[test_case("invalid_client", Notice::MicrosoftUnavailable, 2; "our credential, without a number")]
#[test_case("unauthorized_client 700024", Notice::MicrosoftUnavailable, 1; "our request")]
#[test_case("invalid_request 90033", Notice::MicrosoftUnavailable, 1; "a passing fault of Microsoft")]
#[test_case("unauthorized_client 700016", Notice::ApprovalRequired, 1; "the application is not known")]
#[test_case("invalid_client 7000229", Notice::ApprovalRequired, 1; "no service principal")]
#[tokio::test]
async fn t78_only_the_tenants_own_refusal_says_that_nobody_approved(
    refusal: &str,
    expected: Notice,
    tries: usize,
) {
    let mut traveller = Traveller::new(&awaiting()).await;
    let proof = traveller.leave(LegPurpose::Proof).await;
    refusal.clone_into(&mut traveller.world.tenant.refusal.lock().unwrap());
    let asked = |traveller: &Traveller| traveller.world.server.asked("/token").len();
    let before = asked(&traveller);
    traveller.comes_back_as(&proof, ADMINISTRATOR).await;
    assert_eq!(traveller.notice().await, Some(expected));
    assert_eq!(asked(&traveller), before + tries);
}
