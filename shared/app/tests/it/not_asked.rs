//! Questions that the host app changed, and no run has looked at since: neither well nor broken.

use crate::{
    changing,
    people::LIBRARY,
    samples::minutes,
    verdicts::{at_work, error, health, healths, read, run},
    world::World,
};
use app::host::registrations::{Changes, ValueChange};
use domain::{
    clock::Clock as _,
    customer::Site,
    standing::Health,
    verification::verdict::{Unobserved, Verdict},
};
use test_case::test_case;

/// Changes what the host app says of the registration; gives the health as it reads then.
pub(crate) async fn change(world: &World, changes: Changes) -> Health {
    let after = changing::change(world, changes);
    let now = world.clock.now();
    after.await.unwrap().standing.at(now).health
}

fn site(path: &str) -> Site {
    let url = format!("https://contoso.sharepoint.com/sites/{path}");
    Site {
        url: url.try_into().unwrap(),
        libraries: vec![LIBRARY.to_owned().try_into().unwrap()],
    }
}

pub(crate) fn other_site() -> Changes {
    Changes {
        sites: ValueChange::Set(vec![site("other")]),
        ..Changes::default()
    }
}

fn another_site() -> Changes {
    Changes {
        sites: ValueChange::Set(vec![site("projects"), site("other")]),
        ..Changes::default()
    }
}

fn other_system_user() -> Changes {
    let name = "other@contoso.example".to_owned();
    Changes {
        system_user: ValueChange::Set(name.try_into().unwrap()),
        ..Changes::default()
    }
}

#[test_case(false, other_site(), &["site:1", "library:1"]; "another site")]
#[test_case(false, another_site(), &["site:2", "library:2"]; "one site more")]
#[test_case(false, other_system_user(), &["mailbox", "site:1"]; "another system user")]
#[test_case(true, other_site(), &["site:1", "library:1"]; "another site, the old one suspect")]
#[tokio::test]
async fn what_nobody_has_seen_since_it_was_changed_is_not_well(
    is_suspect: bool,
    changes: Changes,
    checks: &[&str],
) {
    let world = Box::pin(at_work()).await;
    if is_suspect {
        let refused = (403, error("accessDenied"));
        world.tenant.parts.lock().unwrap().insert("site-0", refused);
        run(&world).await;
        assert!(!world.loaded(1).await.standing.suspects.is_empty());
        world.clock.advance(minutes(6));
    }
    assert_eq!(change(&world, changes).await, Health::Unknown);
    let standing = world.loaded(1).await.standing;
    assert_eq!(standing.health, Health::Healthy, "a run tells of it");
    assert_eq!(healths(&world).await, [], "not told");
    let read = read(&world).await;
    for check in checks {
        let result = read.result(check).unwrap();
        let unseen = Verdict::Unknown(Unobserved::NotAsked);
        assert_eq!(result.verdict, unseen, "{check}");
    }
    world.tenant.parts.lock().unwrap().remove("site-0");
    world.clock.advance(minutes(1));
    if checks.contains(&"mailbox") {
        return;
    }
    run(&world).await;
    assert_eq!(health(&world).await, Health::Healthy);
    // What can be used again is told, once.
    run(&world).await;
    assert_eq!(healths(&world).await, [Health::Healthy]);
}

#[tokio::test]
async fn another_domain_of_a_connected_tenant_leaves_its_health_as_it_is() {
    let world = Box::pin(at_work()).await;
    let name = "contoso.example".to_owned();
    let changes = Changes {
        expected_domain: ValueChange::Set(name.try_into().unwrap()),
        ..Changes::default()
    };
    assert_eq!(change(&world, changes).await, Health::Healthy);
}
