//! Verdicts tell what is true now: answers that last, passes with an age, tenants that are gone.

use crate::{
    fleet::told,
    people::{LIBRARY, USER},
    samples::{HOME, SCOPES, consented, minutes, registration_id},
    system_user::{connected_with, tokens},
    world::World,
};
use app::host::{api_key::Caller, verifications};
use domain::{
    clock::Clock as _,
    customer::Site,
    standing::Health,
    verification::{
        report::{CheckResult, Report},
        verdict::{Identity, Unobserved, Verdict},
    },
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use test_case::test_case;

/// A registration without a system user that is connected and healthy, two hours later.
async fn healthy() -> World {
    let world = World::new().await;
    world.tenant.has_granted.store(true, Ordering::Relaxed);
    world.store(&consented(1), 1).await;
    world.process(&world.interactive(1)).await;
    assert_eq!(health(&world).await, Health::Healthy);
    world.clock.advance(minutes(120));
    world
}

/// A registration with a system user, a site and a library that is connected and healthy.
pub(crate) async fn at_work() -> World {
    let url = "https://contoso.sharepoint.com/sites/projects".to_owned();
    let site = Site {
        url: url.try_into().unwrap(),
        libraries: vec![LIBRARY.to_owned().try_into().unwrap()],
    };
    let plan = |id: &str, name: &str| {
        json!({
            "servicePlanId": id, "servicePlanName": name, "provisioningStatus": "Success",
        })
    };
    let plans = [
        plan(
            "9aaf7827-d63c-4b61-89c3-182f06f82e5c",
            "EXCHANGE_S_STANDARD",
        ),
        plan("c7699d2e-19aa-44de-8edf-1736da088ca1", "SHAREPOINTSTANDARD"),
    ];
    let licences = json!({"value": [{"skuPartNumber": "BASIC", "servicePlans": plans}]});
    let world = World::new().await;
    world
        .tenant
        .parts
        .lock()
        .unwrap()
        .insert("licences", (200, licences));
    let world = Box::pin(connected_with(world, vec![site])).await;
    run(&world).await;
    assert_eq!(health(&world).await, Health::Healthy);
    world.clock.advance(minutes(6));
    world
}

/// A run of this instant; Microsoft renews the system user's sign-in.
pub(crate) async fn run(world: &World) {
    world.tenant.people.answer_with([tokens(world, USER, None)]);
    world.process(&world.interactive(1)).await;
}

pub(crate) async fn health(world: &World) -> Health {
    world.loaded(1).await.standing.health
}

/// Time until the next run.
async fn due_in(world: &World) -> SignedDuration {
    let due_at = world.loaded(1).await.due_at.unwrap();
    due_at.duration_since(world.clock.now())
}

async fn is_hurried(world: &World) -> bool {
    due_in(world).await <= minutes(7)
}

/// The newest report as the host app reads it.
pub(crate) async fn read(world: &World) -> Report {
    let caller = Caller::new("abcdefgh", None);
    let id = registration_id(1);
    let read =
        verifications::load_verification(&world.store, &world.clock, &caller, id, None).await;
    read.unwrap().1.report
}

async fn result(world: &World, check: &str) -> CheckResult {
    read(world).await.result(check).unwrap().clone()
}

fn code(verdict: &Verdict) -> Option<&str> {
    match verdict {
        Verdict::Fail(finding) => Some(&finding.code),
        _ => None,
    }
}

/// The healths that the registration was told to turn to.
pub(crate) async fn healths(world: &World) -> Vec<Health> {
    told(world)
        .await
        .remove(&registration_id(1))
        .unwrap_or_default()
}

#[test_case("invalid_resource 500014", "services-present", "service-subscription-missing"; "the subscription lapsed")]
#[test_case("invalid_request 90002", "app-registered", "tenant-gone"; "the tenant is not found")]
#[test_case("invalid_request 900023", "app-registered", "tenant-gone"; "the tenant is no tenant")]
#[test_case("invalid_grant 5000224", "app-registered", "tenant-gone"; "the tenant was shut down")]
#[test_case("unauthorized_client 5000224", "app-registered", "tenant-gone"; "shut down by another error")]
#[tokio::test]
async fn a_refusal_whose_meaning_is_known_is_a_finding_of_the_tenant(
    refusal: &str,
    check: &str,
    finding: &str,
) {
    let world = healthy().await;
    refusal.clone_into(&mut world.tenant.refusal.lock().unwrap());
    run(&world).await;
    assert!(is_hurried(&world).await, "its second sighting");
    assert_eq!(health(&world).await, Health::Healthy);
    world.clock.advance(minutes(6));
    run(&world).await;
    let result = result(&world, check).await;
    assert_eq!(code(&result.verdict), Some(finding));
    assert_eq!(health(&world).await, Health::Broken);
    assert!(!is_hurried(&world).await);
    assert_eq!(world.loaded(1).await.standing.disturbed_since, None);
    assert_eq!(healths(&world).await, [Health::Broken]);
}

#[test_case("invalid_request 90002"; "a tenant that is not found")]
#[test_case("invalid_resource 500014"; "a lapsed subscription")]
#[test_case("access_denied"; "something else")]
#[tokio::test]
async fn t78_what_our_home_tenant_refuses_too_is_no_finding_of_a_customer(refusal: &str) {
    let world = healthy().await;
    refusal.clone_into(&mut world.tenant.refusal.lock().unwrap());
    world
        .tenant
        .refusing
        .lock()
        .unwrap()
        .insert(HOME.to_owned());
    // As long again as the disturbance has lasted, and a fifth more at most.
    for most in [7, 8, 15] {
        run(&world).await;
        let unseen = result(&world, "app-registered").await;
        assert_eq!(code(&unseen.verdict), None);
        assert!(due_in(&world).await <= minutes(most), "it is ours");
        world.clock.advance(minutes(6));
    }
    let standing = world.loaded(1).await.standing;
    assert_eq!(standing.health, Health::Healthy);
    assert!(standing.suspects.is_empty() && standing.disturbed_since.is_some());
}

#[test_case("access_denied"; "access denied")]
#[test_case("invalid_scope"; "the scope")]
#[test_case("invalid_scope 70011"; "the scope by a number of ours")]
#[test_case("invalid_request"; "the request")]
#[test_case("invalid_request 90014"; "the request by a number of ours")]
#[test_case("invalid_resource"; "a resource without a number")]
#[test_case("invalid_tenant 90038"; "another cloud")]
#[test_case("invalid_client 90036"; "a fault of microsoft that stays")]
#[test_case("invalid_grant 90033"; "a fault that is said to pass")]
#[test_case("invalid_request 90006"; "another that is said to pass")]
#[test_case("something_new 123456"; "an error that nobody knows")]
#[tokio::test]
async fn a_refusal_that_lasts_is_unknown_with_its_evidence_and_hurries_no_run(refusal: &str) {
    let world = healthy().await;
    refusal.clone_into(&mut world.tenant.refusal.lock().unwrap());
    run(&world).await;
    assert!(is_hurried(&world).await, "seen once");
    world.clock.advance(minutes(6));
    run(&world).await;
    let standing = world.loaded(1).await.standing;
    assert_eq!(standing.disturbed_since, None);
    assert_eq!(standing.health, Health::Healthy, "it stands for a day");
    assert!(!is_hurried(&world).await);
    let lasting = result(&world, "app-registered").await;
    assert_eq!(lasting.verdict, Verdict::Unknown(Unobserved::Unexplained));
    assert_eq!(lasting.last_known.unwrap().verdict, "pass");
    let error = lasting.evidence[0].error_code.as_deref().unwrap();
    assert!(
        error.starts_with(refusal.split(' ').next().unwrap()),
        "{error}"
    );
    for _ in 0..6 {
        world.run_when_due(1).await;
        assert!(!is_hurried(&world).await);
    }
    assert_eq!(health(&world).await, Health::Unknown);
    assert_eq!(healths(&world).await, [Health::Unknown]);
}

pub(crate) fn error(code: &str) -> Value {
    json!({"error": {"code": code}})
}

#[test_case("site-0", 308, "site:1", Some("site-moved"); "a site that moved")]
#[test_case("site-0", 301, "site:1", Some("site-moved"); "a site that moved in older words")]
#[test_case("write-0", 400, "library:1", Some("library-takes-no-upload"); "a library that takes no upload")]
#[test_case("site-0", 302, "site:1", None; "a site that leads elsewhere for now")]
#[test_case("site-0", 410, "site:1", None; "a site that answers oddly")]
#[test_case("read-0", 404, "library:1", None; "a library that cannot be listed")]
#[test_case("write-0", 409, "library:1", None; "a library that answers oddly")]
#[test_case("mailbox", 418, "mailbox", None; "a mailbox that answers oddly")]
#[test_case("mailbox", 401, "mailbox", None; "a single 401 of the mailbox")]
#[test_case("me", 401, "system-user-member", None; "a single 401 of the account")]
#[test_case("licences", 308, "system-user-licensed", None; "licences that moved")]
#[test_case("service-principal", 401, "app-registered", None; "a single 401 of the application")]
#[test_case("roles", 400, "application-permissions", None; "roles that answer oddly")]
#[tokio::test]
async fn an_answer_of_graph_that_lasts_is_no_disturbance(
    part: &'static str,
    status: u16,
    check: &str,
    finding: Option<&str>,
) {
    let world = Box::pin(at_work()).await;
    let odd = (status, error("somethingElse"));
    world.tenant.parts.lock().unwrap().insert(part, odd);
    run(&world).await;
    assert!(is_hurried(&world).await, "seen once");
    world.clock.advance(minutes(6));
    run(&world).await;
    assert!(!is_hurried(&world).await);
    assert_eq!(world.loaded(1).await.standing.disturbed_since, None);
    let result = result(&world, check).await;
    if let Some(finding) = finding {
        assert_eq!(code(&result.verdict), Some(finding));
        assert_eq!(health(&world).await, Health::Broken);
        return;
    }
    assert_eq!(result.verdict, Verdict::Unknown(Unobserved::Unexplained));
    let statuses = result.evidence.iter().map(|evidence| evidence.status);
    assert!(statuses.into_iter().any(|seen| seen == Some(status)));
    assert_eq!(health(&world).await, Health::Healthy);
    for _ in 0..4 {
        world.clock.advance(minutes(6 * 60));
        run(&world).await;
    }
    assert_eq!(health(&world).await, Health::Unknown);
    world.tenant.parts.lock().unwrap().remove(part);
    if part == "licences" {
        return;
    }
    world.clock.advance(minutes(6));
    run(&world).await;
    assert_eq!(health(&world).await, Health::Healthy);
    assert_eq!(healths(&world).await, [Health::Unknown, Health::Healthy]);
}

#[test_case("access_denied"; "access denied")]
#[test_case("invalid_scope"; "the scope")]
#[test_case("invalid_resource 123456"; "a resource by a number that nobody knows")]
#[tokio::test]
async fn a_refresh_that_is_refused_for_no_known_reason_is_no_disturbance(refusal: &'static str) {
    let world = Box::pin(at_work()).await;
    for _ in 0..2 {
        let refused = crate::people::Grant::Refused(refusal);
        world.tenant.people.answer_with([refused]);
        world.process(&world.interactive(1)).await;
        world.clock.advance(minutes(6));
    }
    let result = result(&world, "system-user-connected").await;
    assert_eq!(result.verdict, Verdict::Unknown(Unobserved::Unexplained));
    assert_eq!(health(&world).await, Health::Healthy);
    assert!(!is_hurried(&world).await);
}

#[tokio::test]
async fn a_refresh_for_a_lapsed_subscription_is_one_finding() {
    let world = Box::pin(at_work()).await;
    for _ in 0..2 {
        let refused = crate::people::Grant::Refused("invalid_resource 500014");
        world.tenant.people.answer_with([refused]);
        world.process(&world.interactive(1)).await;
        world.clock.advance(minutes(6));
    }
    let report = read(&world).await;
    let failing: Vec<_> = report
        .results
        .iter()
        .filter_map(|result| Some((result.check.as_str(), code(&result.verdict)?)))
        .collect();
    let expected = [("services-present", "service-subscription-missing")];
    assert_eq!(failing, expected);
    assert_eq!(health(&world).await, Health::Broken);
}

#[tokio::test]
async fn an_outage_leaves_the_answers_three_days_and_tells_once() {
    let world = Box::pin(at_work()).await;
    world.tenant.is_down.store(true, Ordering::Relaxed);
    for hours in (6..=90).step_by(6) {
        let wait = if hours == 6 { 6 * 60 - 6 } else { 6 * 60 };
        world.clock.advance(minutes(wait));
        run(&world).await;
        let expected = if hours < 72 {
            Health::Healthy
        } else {
            Health::Unknown
        };
        assert_eq!(health(&world).await, expected, "{hours} hours");
        let read = result(&world, "mailbox").await;
        let unseen = matches!(read.verdict, Verdict::Unknown(_));
        assert!(unseen, "{hours} hours: {:?}", read.verdict);
        assert_eq!(read.last_known.unwrap().verdict, "pass");
    }
    world.tenant.is_down.store(false, Ordering::Relaxed);
    world.clock.advance(minutes(6));
    run(&world).await;
    assert_eq!(healths(&world).await, [Health::Unknown, Health::Healthy]);
}

#[tokio::test]
async fn where_no_run_is_made_a_pass_reads_unknown_after_a_day() {
    let world = Box::pin(at_work()).await;
    let seen_at = world.loaded(1).await.standing.checked_at.unwrap();
    world.clock.advance(minutes(24 * 60 - 7));
    assert_eq!(result(&world, "mailbox").await.verdict, Verdict::Pass);
    world.clock.advance(minutes(1));
    let old = result(&world, "mailbox").await;
    assert_eq!(old.verdict, Verdict::Unknown(Unobserved::Outdated));
    let last_known = old.last_known.unwrap();
    assert_eq!(last_known.verdict, "pass");
    assert_eq!(last_known.observed_at, seen_at);
    let standing = world.loaded(1).await.standing;
    assert_eq!(standing.at(world.clock.now()).health, Health::Unknown);
    // Nobody made an event of it; the next run tells that all is well again.
    assert_eq!(healths(&world).await, []);
    run(&world).await;
    assert_eq!(health(&world).await, Health::Healthy);
    assert_eq!(healths(&world).await, [Health::Healthy]);
}

#[tokio::test]
async fn what_only_an_administrator_showed_is_unknown_after_a_day() {
    let world = healthy().await;
    for _ in 0..5 {
        world.run_when_due(1).await;
    }
    assert_eq!(health(&world).await, Health::Unknown);
    let scopes = result(&world, "delegated-permissions").await;
    let absent = Unobserved::IdentityAbsent {
        identity: Identity::Administrator,
    };
    assert_eq!(scopes.verdict, Verdict::Unknown(absent));
    assert_eq!(scopes.last_known.unwrap().verdict, "pass");
    assert_eq!(healths(&world).await, [Health::Unknown]);
}

#[tokio::test]
async fn the_scopes_of_the_system_user_outrank_those_of_the_administrator() {
    let world = Box::pin(at_work()).await;
    let seen = world.loaded(1).await.registration.observations;
    let of_administrator = seen.delegated_scopes.unwrap().value.0;
    assert_eq!(of_administrator.len(), SCOPES.split(' ').count());
    let of_user = "User.Read Sites.ReadWrite.All Mail.ReadWrite";
    *world.tenant.people.scopes.lock().unwrap() = of_user;
    run(&world).await;
    let scopes = result(&world, "delegated-permissions").await;
    let Verdict::Fail(finding) = &scopes.verdict else {
        panic!("{:?}", scopes.verdict)
    };
    assert_eq!(finding.arguments["permissions"], "Mail.Send");
    assert_eq!(scopes.evidence[0].account, Some(Identity::SystemUser));
    // Nor do hers count while nobody can ask for the system user.
    world.tenant.is_down.store(true, Ordering::Relaxed);
    world.clock.advance(minutes(6));
    run(&world).await;
    let scopes = result(&world, "delegated-permissions").await;
    let silent = Unobserved::MicrosoftUnavailable;
    assert_eq!(scopes.verdict, Verdict::Unknown(silent));
    assert_eq!(scopes.last_known.unwrap().verdict, "fail");
}

#[tokio::test]
async fn the_scopes_that_an_administrator_showed_say_so() {
    let world = healthy().await;
    let scopes = result(&world, "delegated-permissions").await;
    assert_eq!(scopes.evidence[0].account, Some(Identity::Administrator));
}
