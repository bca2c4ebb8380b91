//! A journey that begins at the consent page: a domain of the customer names the tenant, and no user has signed in.

mod silent_leg;

use crate::{
    legs::{ADMINISTRATOR, Traveller, at_microsoft, value},
    people::STRANGER,
    samples::{OTHER_TENANT, TENANT, consented, start, tenant, tenant_id},
};
use app::{
    browser::AwaitedRun,
    legs::{AuthorizationResponse, BeginError, CallbackError, sign_in::Wish},
    secrets::secret_token::{self, TokenPurpose},
};
use domain::{
    attempt::AttemptOutcome,
    clock::Clock as _,
    customer::DomainName,
    flow::{LegPurpose, Notice},
    invitation::Purpose,
    registration::{Lifecycle, Registration, Rejection, Tenant},
    verification::verdict::Verdict,
};
use jiff::SignedDuration;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use std::sync::atomic::Ordering;
use test_case::test_case;
use url::Url;

const GLOBAL_ADMINISTRATOR: &str = "62e90394-69f5-4237-9190-012177145e10";
const APPLICATION_ADMINISTRATOR: &str = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3";
const SIGN_IN: &str = "openid profile https://graph.microsoft.com/User.Read";

fn with_domain(lifecycle: Lifecycle) -> Registration {
    Registration {
        lifecycle,
        expected_domain: Some(DomainName::try_from("contoso.example".to_owned()).unwrap()),
        ..consented(1)
    }
}

fn invited() -> Registration {
    with_domain(Lifecycle::Invited)
}

fn signed_in(from: &str) -> Lifecycle {
    Lifecycle::SignedIn {
        tenant: tenant(from),
        signed_in_at: start(),
    }
}

/// The answer of the consent page, as Microsoft gives it and as any person can type it.
fn accepted(tenant: &str) -> AuthorizationResponse {
    AuthorizationResponse {
        tenant: Some(tenant.to_owned()),
        is_admin_consent: true,
        ..AuthorizationResponse::default()
    }
}

fn code() -> AuthorizationResponse {
    AuthorizationResponse {
        code: Some(SecretString::from("code")),
        ..AuthorizationResponse::default()
    }
}

fn is_consent_page(url: &Url) -> bool {
    url.path() == format!("/{TENANT}/v2.0/adminconsent")
}

/// A browser at the consent page.
async fn at_consent_page(registration: &Registration) -> (Traveller, Url) {
    let mut traveller = Traveller::new(registration).await;
    let role = &traveller.world.tenant.people.directory_role;
    *role.lock().unwrap() = GLOBAL_ADMINISTRATOR;
    let page = traveller.sign_in(Wish::None).await.unwrap();
    assert!(is_consent_page(&page), "{page}");
    (traveller, page)
}

/// A browser that came back from the consent page, at the silent leg.
async fn at_silent_leg(registration: &Registration) -> (Traveller, Url) {
    let (mut traveller, page) = at_consent_page(registration).await;
    let next = traveller.comes_back(&page, accepted(TENANT)).await.unwrap();
    let silent = at_microsoft(next).unwrap();
    assert_eq!(value(&silent, "prompt").as_deref(), Some("none"));
    (traveller, silent)
}

/// Asserts that the registration is unchanged, and no user is signed in.
async fn assert_unchanged(traveller: &Traveller, registration: &Registration) {
    let loaded = traveller.world.loaded(1).await;
    assert_eq!(loaded.registration, *registration);
    assert_eq!(loaded.due_at, None);
    assert_eq!(traveller.flow().await.signed_in, None);
    assert!(traveller.world.server.asked("sendmessage").is_empty());
}

async fn stage(traveller: &Traveller) -> &'static str {
    let loaded = traveller.world.loaded(1).await;
    loaded.registration.lifecycle.stage()
}

#[test_case(&Lifecycle::Invited; "nobody signed in")]
#[test_case(&signed_in(TENANT); "somebody of the tenant did")]
#[tokio::test]
async fn t22_the_consent_page_comes_first_and_one_silent_leg_does_the_rest(lifecycle: &Lifecycle) {
    let registration = with_domain(lifecycle.clone());
    let (mut traveller, page) = at_consent_page(&registration).await;
    assert_unchanged(&traveller, &registration).await;
    let next = traveller.comes_back(&page, accepted(TENANT)).await.unwrap();
    let silent = at_microsoft(next).unwrap();
    assert_eq!(silent.path(), format!("/{TENANT}/oauth2/v2.0/authorize"));
    assert_eq!(value(&silent, "login_hint"), None);
    assert!(value(&silent, "scope").unwrap().contains("/.default"));
    assert_unchanged(&traveller, &registration).await;

    let before = traveller.cookie.clone();
    let next = traveller.comes_back_as(&silent, ADMINISTRATOR).await;
    assert!(at_microsoft(next).is_none());
    let loaded = traveller.world.loaded(1).await;
    let lifecycle = &loaded.registration.lifecycle;
    let approver = lifecycle.approver().unwrap();
    assert_eq!(approver.administrator.to_string(), ADMINISTRATOR);
    assert!(!approver.approved_elsewhere);
    assert!(!lifecycle.awaits_approval(), "a domain pinned it");
    let flow = traveller.flow().await;
    let link = Some(flow.invitation_hash.clone());
    assert_eq!(loaded.registration.consented_through, link);
    let scopes = loaded.registration.observations.delegated_scopes.unwrap();
    assert_eq!(scopes.evidence.at, traveller.world.clock.now());
    assert!(loaded.due_at.is_some());
    assert_eq!(traveller.world.server.asked("sendmessage").len(), 1);
    let asked_at = Some(traveller.world.clock.now());
    assert_eq!((flow.notice, flow.verification_asked_at), (None, asked_at));
    let redeemed = traveller.world.server.asked("/token");
    let codes = redeemed
        .iter()
        .filter(|request| request.body.contains("grant_type=authorization_code"));
    assert_eq!(codes.count(), 1, "one answer tells everything");

    let old = secret_token::hash_secret(TokenPurpose::Cookie, &before);
    let now = traveller.world.clock.now();
    assert_eq!(
        traveller.world.store.find_flow(&old, now).await.unwrap(),
        None
    );
    assert_ne!(before.expose_secret(), traveller.cookie.expose_secret());
}

#[test_case(&Registration { expected_domain: None, ..invited() }, Wish::None; "no domain")]
#[test_case(&Registration { expected_domain: None, ..invited() }, Wish::Domain("contoso.example"); "a domain that the person named")]
#[test_case(&invited(), Wish::OtherAccount; "another account")]
#[test_case(&with_domain(signed_in(OTHER_TENANT)), Wish::None; "somebody of another tenant signed in")]
#[test_case(&with_domain(consented(1).lifecycle), Wish::None; "somebody consented")]
#[tokio::test]
async fn t02_every_other_start_leads_to_the_sign_in_page(
    registration: &Registration,
    wish: Wish<'_>,
) {
    let mut traveller = Traveller::new(registration).await;
    let page = traveller.sign_in(wish).await.unwrap();
    assert!(page.path().ends_with("/authorize"), "{page}");
    assert_eq!(value(&page, "prompt").as_deref(), Some("select_account"));
    assert_eq!(value(&page, "scope").as_deref(), Some(SIGN_IN));
}

#[test_case(Purpose::Reconnect)]
#[test_case(Purpose::Upgrade)]
#[tokio::test]
async fn a_link_for_something_else_begins_with_a_sign_in(purpose: Purpose) {
    let mut traveller = Traveller::with_link(&invited(), purpose).await;
    let page = traveller.sign_in(Wish::None).await.unwrap();
    assert!(page.path().ends_with("/authorize"), "{page}");
}

#[test_case(OTHER_TENANT; "another tenant")]
#[test_case("contoso.example"; "its domain")]
#[test_case(""; "nothing")]
#[tokio::test]
async fn t09_an_answer_that_names_another_tenant_leads_no_further(named: &str) {
    let (mut traveller, page) = at_consent_page(&invited()).await;
    let next = traveller.comes_back(&page, accepted(named)).await.unwrap();
    assert!(at_microsoft(next).is_none());
    assert_eq!(traveller.notice().await, Some(Notice::TenantMismatch));
    assert_unchanged(&traveller, &invited()).await;
}

/// A person typed the return; no administrator consented. A sign-in alone connects nothing, and does not make the person the
/// approver.
#[test_case("consent_required", Some(65_001); "no consent")]
#[test_case("consent_required", None; "no consent, without a number")]
#[tokio::test]
async fn t10_a_forged_return_connects_nothing(error: &str, aadsts: Option<u32>) {
    let (mut traveller, silent) = at_silent_leg(&invited()).await;
    let role = &traveller.world.tenant.people.directory_role;
    *role.lock().unwrap() = "";
    let next = traveller.comes_back_refused(&silent, error, aadsts).await;
    let page = at_microsoft(next).unwrap();
    assert_eq!(value(&page, "scope").as_deref(), Some(SIGN_IN));
    assert_unchanged(&traveller, &invited()).await;

    let next = traveller.comes_back_as(&page, ADMINISTRATOR).await;
    assert!(at_microsoft(next).is_none());
    assert_eq!(traveller.notice().await, Some(Notice::ProofPending));
    // Where it was an approval that still spreads, the schedule finds it; here it finds none.
    for _ in 0..2 {
        let loaded = traveller.world.loaded(1).await;
        assert_eq!(loaded.registration.lifecycle.stage(), "signed_in");
        assert!(loaded.due_at.is_some() && loaded.registration.lifecycle.approver().is_none());
        traveller.world.clock.advance(SignedDuration::from_mins(10));
        traveller.world.run_when_due(1).await;
    }
    traveller
        .world
        .tenant
        .has_granted
        .store(true, Ordering::Relaxed);
    traveller.world.clock.advance(SignedDuration::from_hours(7));
    traveller.world.run_when_due(1).await;
    let lifecycle = traveller.world.loaded(1).await.registration.lifecycle;
    let approver: &Tenant = lifecycle.approver().unwrap();
    assert!(approver.approved_elsewhere);
    assert_eq!(approver.administrator_name, None);
}

#[test_case(429; "asked to wait")]
#[test_case(503; "failed")]
#[tokio::test]
async fn t10_roles_that_microsoft_did_not_tell_cost_no_administrator_her_name(status: u16) {
    let (mut traveller, silent) = at_silent_leg(&invited()).await;
    let parts = &traveller.world.tenant.parts;
    let failed = json!({"error": {"code": "TooManyRequests", "message": "x"}});
    parts.lock().unwrap().insert("roles", (status, failed));
    traveller.comes_back_as(&silent, ADMINISTRATOR).await;
    assert_eq!(traveller.notice().await, Some(Notice::MicrosoftUnavailable));
    assert_eq!(stage(&traveller).await, "signed_in");
    traveller.world.tenant.parts.lock().unwrap().clear();

    let page = traveller.sign_in(Wish::None).await.unwrap();
    let next = traveller.comes_back(&page, accepted(TENANT)).await.unwrap();
    let silent = at_microsoft(next).unwrap();
    traveller.comes_back_as(&silent, ADMINISTRATOR).await;
    let lifecycle = traveller.world.loaded(1).await.registration.lifecycle;
    assert!(!lifecycle.approver().unwrap().approved_elsewhere);
}

/// An administrator whose role comes through a group shows no role. Once the worker has seen the grant, this browser shows the
/// result of the journey, and no more: such a return can be typed by hand, so it gives no authority.
#[tokio::test]
async fn t10_t18_an_approval_of_somebody_without_a_visible_role_shows_its_result_and_gives_no_authority()
 {
    let registration = Registration {
        system_user: Some("cooperlink@contoso.example".to_owned().try_into().unwrap()),
        ..invited()
    };
    let (mut traveller, silent) = at_silent_leg(&registration).await;
    *traveller.world.tenant.people.directory_role.lock().unwrap() = "";
    let has_granted = &traveller.world.tenant.has_granted;
    has_granted.store(true, Ordering::Relaxed);
    let next = traveller.comes_back_as(&silent, ADMINISTRATOR).await;
    assert!(at_microsoft(next).is_none(), "the page");
    assert_eq!(traveller.notice().await, None);
    assert_eq!(
        traveller.visit().await.awaited_run(&traveller.world.clock),
        AwaitedRun::Coming
    );

    let message = traveller.world.interactive(1);
    traveller.world.clock.advance(SignedDuration::from_secs(1));
    traveller.world.process(&message).await;
    let visit = traveller.visit().await;
    assert_eq!(visit.awaited_run(&traveller.world.clock), AwaitedRun::None);
    let registration = &visit.loaded.registration;
    assert_eq!(registration.lifecycle.stage(), "connected");
    let report = traveller
        .world
        .browser
        .newest_report(&traveller.world.clock, &visit);
    let report = report.await.unwrap().unwrap();
    let verdict = |check| &report.result(check).unwrap().verdict;
    assert_eq!(*verdict("application-permissions"), Verdict::Pass);

    let flow = visit.flow.as_ref().unwrap();
    let person = flow.signed_in.as_ref().unwrap();
    assert!(person.is_colleague(&registration.lifecycle));
    assert_eq!(
        registration.observations.delegated_scopes,
        invited().observations.delegated_scopes
    );
    for purpose in [
        LegPurpose::Consent,
        LegPurpose::SystemUser,
        LegPurpose::Access,
    ] {
        let begun = traveller.try_to_leave(purpose).await;
        assert!(matches!(begun, Err(BeginError::NotSignedIn)), "{purpose:?}");
    }
}

#[tokio::test]
async fn t10_an_error_is_looked_at_before_the_consent() {
    let (mut traveller, page) = at_consent_page(&invited()).await;
    let answer = AuthorizationResponse {
        error: Some("access_denied".to_owned()),
        ..accepted(TENANT)
    };
    traveller.comes_back(&page, answer).await.unwrap();
    assert_eq!(traveller.notice().await, Some(Notice::WentBack));
    assert_unchanged(&traveller, &invited()).await;
}

/// The host app learns the outcome once the person is known.
#[tokio::test]
async fn a_return_of_nobody_who_is_known_ends_no_attempt() {
    let (mut traveller, page) = at_consent_page(&invited()).await;
    let told = async |traveller: &Traveller| {
        let attempt = traveller.world.loaded(1).await.last_attempt;
        attempt.map(|attempt| attempt.outcome)
    };
    traveller
        .comes_back_refused(&page, "consent_required", Some(65_004))
        .await;
    assert_eq!(traveller.notice().await, Some(Notice::Declined));
    let declined = told(&traveller).await;
    assert!(declined.is_some());
    let page = traveller.sign_in(Wish::None).await.unwrap();
    let next = traveller.comes_back(&page, accepted(TENANT)).await.unwrap();
    assert_eq!(told(&traveller).await, declined);
    let silent = at_microsoft(next).unwrap();
    traveller.comes_back_as(&silent, ADMINISTRATOR).await;
    assert_eq!(told(&traveller).await, Some(AttemptOutcome::Completed));
}

#[tokio::test]
async fn t01_another_browser_comes_back_from_neither_leg() {
    let (mut traveller, page) = at_consent_page(&invited()).await;
    let own = std::mem::replace(&mut traveller.cookie, SecretString::from("o".repeat(43)));
    let refused = traveller.comes_back(&page, accepted(TENANT)).await;
    assert!(matches!(refused, Err(CallbackError::OtherBrowser)));
    let other = std::mem::replace(&mut traveller.cookie, own);
    let next = traveller.comes_back(&page, accepted(TENANT)).await.unwrap();
    let silent = at_microsoft(next).unwrap();
    let own = std::mem::replace(&mut traveller.cookie, other);
    let refused = traveller.comes_back(&silent, code()).await;
    assert!(matches!(refused, Err(CallbackError::OtherBrowser)));
    traveller.cookie = own;
    assert_unchanged(&traveller, &invited()).await;
    traveller.comes_back_as(&silent, ADMINISTRATOR).await;
    assert_eq!(stage(&traveller).await, "consented");
}

#[tokio::test]
async fn t04_neither_leg_takes_the_answer_of_the_other() {
    let (mut traveller, page) = at_consent_page(&invited()).await;
    let refused = traveller.comes_back(&page, code()).await;
    assert!(matches!(refused, Err(CallbackError::UnfitAnswer)));
    let next = traveller.comes_back(&page, accepted(TENANT)).await.unwrap();
    let silent = at_microsoft(next).unwrap();
    for answer in [
        accepted(TENANT),
        AuthorizationResponse {
            code: code().code,
            ..accepted(TENANT)
        },
    ] {
        let refused = traveller.comes_back(&silent, answer).await;
        assert!(matches!(refused, Err(CallbackError::UnfitAnswer)));
    }
    assert_unchanged(&traveller, &invited()).await;
}

#[tokio::test]
async fn t03_neither_answer_is_taken_twice() {
    let (mut traveller, page) = at_consent_page(&invited()).await;
    let next = traveller.comes_back(&page, accepted(TENANT)).await.unwrap();
    let silent = at_microsoft(next).unwrap();
    let again = traveller.comes_back(&page, accepted(TENANT)).await;
    assert!(matches!(again, Err(CallbackError::NoLeg)));
    traveller.comes_back_as(&silent, ADMINISTRATOR).await;
    let version = traveller.world.behind.version(1);
    let again = traveller.comes_back(&silent, code()).await;
    assert!(matches!(again, Err(CallbackError::NoLeg)));
    assert_eq!(traveller.world.behind.version(1), version);
}

/// Reason why Microsoft's answer to the silent leg is refused.
enum Stranger {
    Guest,
    OfAnotherTenant,
    OfATakenTenant,
}

#[test_case(&Stranger::Guest, &Notice::OutsideAccount)]
#[test_case(&Stranger::OfAnotherTenant, &Notice::WrongTenant)]
#[test_case(&Stranger::OfATakenTenant, &Notice::TenantTaken)]
#[tokio::test]
async fn t12_whoever_may_not_connect_the_tenant_writes_nothing(stranger: &Stranger, told: &Notice) {
    let (mut traveller, silent) = at_silent_leg(&invited()).await;
    let people = &traveller.world.tenant.people;
    match stranger {
        Stranger::Guest => people.organization.store(403, Ordering::Relaxed),
        Stranger::OfAnotherTenant => *people.tenant.lock().unwrap() = OTHER_TENANT,
        Stranger::OfATakenTenant => traveller.world.behind.bind(TENANT, "another"),
    }
    let next = traveller.comes_back_as(&silent, STRANGER).await;
    assert!(at_microsoft(next).is_none());
    assert_eq!(traveller.notice().await.as_ref(), Some(told));
    assert_unchanged(&traveller, &invited()).await;
    // Another account is chosen at the sign-in page.
    let page = traveller.sign_in(Wish::OtherAccount).await.unwrap();
    assert_eq!(value(&page, "prompt").as_deref(), Some("select_account"));
}

#[tokio::test]
async fn t02_a_tenant_that_the_host_app_refused_is_not_connected() {
    let registration = Registration {
        rejections: vec![Rejection {
            tenant_id: tenant_id(TENANT),
            rejected_at: start(),
        }],
        ..invited()
    };
    let (mut traveller, silent) = at_silent_leg(&registration).await;
    traveller.comes_back_as(&silent, ADMINISTRATOR).await;
    assert_eq!(traveller.notice().await, Some(Notice::TenantRejected));
    assert_unchanged(&traveller, &registration).await;
}

/// The host app took the domain back while the person was at Microsoft: it has to agree.
#[tokio::test]
async fn t02_a_domain_that_is_taken_back_meanwhile_pins_nothing() {
    let (mut traveller, silent) = at_silent_leg(&invited()).await;
    traveller.world.behind.set_domain(1, None);
    traveller.comes_back_as(&silent, ADMINISTRATOR).await;
    let lifecycle = traveller.world.loaded(1).await.registration.lifecycle;
    assert!(lifecycle.awaits_approval(), "{lifecycle:?}");
}

#[test_case(GLOBAL_ADMINISTRATOR, true; "a role that may approve")]
#[test_case(APPLICATION_ADMINISTRATOR, false; "a role that may not approve everything")]
#[test_case("", false; "no role")]
#[tokio::test]
async fn after_a_sign_in_a_role_that_may_approve_leads_on_to_the_consent_page(
    role: &'static str,
    leads_on: bool,
) {
    for domain in [true, false] {
        let registration = Registration {
            expected_domain: invited().expected_domain.filter(|_| domain),
            ..invited()
        };
        let mut traveller = Traveller::new(&registration).await;
        let shown = &traveller.world.tenant.people.directory_role;
        *shown.lock().unwrap() = role;
        let page = traveller.leave(LegPurpose::SignIn).await;
        let next = traveller.comes_back_as(&page, ADMINISTRATOR).await;
        let consent = at_microsoft(next);
        assert_eq!(consent.is_some(), leads_on && domain, "{domain}");
        assert!(consent.is_none_or(|page| is_consent_page(&page)));
        assert_eq!(stage(&traveller).await, "signed_in");
    }
}
