//! Lists of registrations: their contents, their order and their cost.

use crate::{
    samples::{consented, minutes, registration_id, seconds, start},
    world::World,
};
use app::host::{
    api_key::Caller,
    registrations::{self, Filter, Position, RegistrationError},
};
use domain::{
    clock::Clock as _,
    customer::{Customer, CustomerId},
    registration::{Lifecycle, Registration},
    standing::{Answer, Health, Standing, Suspect},
};
use std::collections::BTreeMap;
use store::{Commit, StandingWrite};
use test_case::test_case;

fn customer(name: &str) -> CustomerId {
    CustomerId::try_from(name.to_owned()).unwrap()
}

fn caller(customers: Option<&[&str]>) -> Caller {
    let customers = customers.map(|names| names.iter().map(|name| customer(name)).collect());
    Caller::new("abcdefgh", customers)
}

fn of(number: u64, name: &str) -> Registration {
    let sample = consented(number);
    Registration {
        customer: Customer {
            id: customer(name),
            ..sample.customer
        },
        ..sample
    }
}

/// The standing after a run at the start.
fn standing(health: Health) -> Standing {
    let (answer, suspects) = match health {
        Health::Broken => {
            let suspect = Suspect {
                since: start(),
                confirmed: true,
                acts: None,
                only: None,
            };
            let suspects = BTreeMap::from([("mailbox".to_owned(), suspect)]);
            (Answer::Fail, suspects)
        }
        Health::Unknown | Health::Healthy | Health::Attention => (Answer::Pass, BTreeMap::new()),
    };
    Standing {
        health,
        health_version: 1,
        answers: [("mailbox".to_owned(), answer)].into(),
        suspects,
        checked_at: Some(start()),
        ..Standing::default()
    }
}

async fn stand(world: &World, number: u64, health: Health) {
    let commit = Commit {
        standing: Some(StandingWrite {
            registration_id: registration_id(number),
            standing: &standing(health),
            after: None,
            slot: start().as_millisecond(),
            due_at: None,
        }),
        ..Commit::default()
    };
    world.store.commit(commit).await.unwrap();
}

/// Contoso has the registrations 1, 2 and 3; Fabrikam has 4; a third customer has 5 to 8.
async fn eight() -> World {
    let world = World::watched().await;
    for number in 1..=8 {
        let name = match number {
            1..=3 => "contoso",
            4 => "fabrikam",
            _ => "else",
        };
        world.store(&of(number, name), number).await;
    }
    world
}

/// The numbers of a page, and the place at which the next one begins.
async fn page(
    world: &World,
    caller: &Caller,
    filter: &Filter,
    from: Option<&Position>,
    limit: usize,
) -> (Vec<u64>, Option<Position>) {
    let now = world.clock.now();
    let list = registrations::list(&world.store, caller, filter, from, limit, now);
    let list = list.await.unwrap();
    let number = |listed: &registrations::ListItem| {
        let id = listed.loaded.registration.id;
        (1..=2_000)
            .find(|number| registration_id(*number) == id)
            .unwrap()
    };
    (list.items.iter().map(number).collect(), list.next)
}

/// The numbers of every page, and the number of pages.
async fn pages(world: &World, caller: &Caller, filter: &Filter, limit: usize) -> (Vec<u64>, usize) {
    let (mut all, mut count, mut from) = (Vec::new(), 0, None);
    loop {
        let (numbers, next) = page(world, caller, filter, from.as_ref(), limit).await;
        assert!(numbers.len() <= limit);
        all.extend(numbers);
        count += 1;
        let Some(next) = next else {
            return (all, count);
        };
        assert_eq!(Position::parse(&next.to_text()).as_ref(), Some(&next));
        from = Some(next);
    }
}

#[test_case(None, &[1, 2, 3, 4, 5, 6, 7, 8]; "all customers")]
#[test_case(Some(&["contoso"]), &[1, 2, 3]; "one customer")]
#[test_case(Some(&["contoso", "fabrikam"]), &[1, 2, 3, 4]; "the union of two")]
#[test_case(Some(&["contoso", "nobody", "unknown", "fabrikam"]), &[1, 2, 3, 4]; "some without registrations")]
#[test_case(Some(&["nobody"]), &[]; "a customer without registrations")]
#[test_case(Some(&[]), &[]; "no customer")]
#[tokio::test]
async fn t52_a_key_lists_the_registrations_of_its_customers_and_no_others(
    customers: Option<&[&str]>,
    expected: &[u64],
) {
    let world = eight().await;
    for limit in [1, 2, 3, 100] {
        let listed = pages(&world, &caller(customers), &Filter::default(), limit).await;
        assert_eq!(listed.0, expected, "pages of {limit}");
    }
}

#[tokio::test]
async fn t52_a_customer_in_the_filter_narrows_the_list_and_never_widens_it() {
    let world = eight().await;
    let filter = |name: &str| Filter {
        customer: Some(customer(name)),
        ..Filter::default()
    };
    let own = caller(Some(&["contoso", "fabrikam"]));
    assert_eq!(
        pages(&world, &own, &filter("contoso"), 2).await.0,
        [1, 2, 3]
    );
    assert!(pages(&world, &own, &filter("else"), 2).await.0.is_empty());
    let (_, next) = page(&world, &own, &filter("contoso"), None, 2).await;
    let now = world.clock.now();
    let foreign = filter("fabrikam");
    let crossed = registrations::list(&world.store, &own, &foreign, next.as_ref(), 2, now);
    assert!(matches!(
        crossed.await,
        Err(RegistrationError::InvalidCursor)
    ));
}

#[tokio::test]
async fn a_list_is_filtered_by_health_stage_and_change_together() {
    let world = eight().await;
    for number in [1, 2, 4, 6] {
        stand(&world, number, Health::Broken).await;
    }
    stand(&world, 3, Health::Healthy).await;
    let changed = Registration {
        lifecycle: Lifecycle::Invited,
        updated_at: start() + seconds(60),
        version: 2,
        ..of(2, "contoso")
    };
    let commit = Commit {
        registration: Some((&changed, 1)),
        ..Commit::default()
    };
    world.store.commit(commit).await.unwrap();
    let everybody = caller(None);
    let broken = Filter {
        health: Some(Health::Broken),
        ..Filter::default()
    };
    let listed = async |filter: Filter| pages(&world, &everybody, &filter, 2).await.0;
    assert_eq!(listed(broken.clone()).await, [1, 2, 4, 6]);
    let consented = Filter {
        stage: Some("consented"),
        ..broken.clone()
    };
    assert_eq!(listed(consented.clone()).await, [1, 4, 6]);
    let of_fabrikam = Filter {
        customer: Some(customer("fabrikam")),
        ..consented
    };
    assert_eq!(listed(of_fabrikam).await, [4]);
    let since = |second| Filter {
        changed_since: Some(start() + seconds(second)),
        ..Filter::default()
    };
    assert_eq!(listed(since(60)).await, [2]);
    assert!(listed(since(61)).await.is_empty());
    assert_eq!(listed(since(0)).await.len(), 8);
    // As a read tells it: after days without a look nothing is known, and no longer healthy.
    let healthy = Filter {
        health: Some(Health::Healthy),
        ..Filter::default()
    };
    assert_eq!(listed(healthy.clone()).await, [3]);
    world.clock.advance(minutes(3 * 24 * 60));
    assert!(listed(healthy).await.is_empty());
}

#[tokio::test]
async fn items_stand_as_a_read_tells_it() {
    let world = eight().await;
    stand(&world, 2, Health::Healthy).await;
    let (everybody, everything) = (caller(None), Filter::default());
    let now = world.clock.now();
    let list = registrations::list(&world.store, &everybody, &everything, None, 10, now);
    for listed in list.await.unwrap().items {
        let read = world.store.load(listed.loaded.registration.id).await;
        let read = read.unwrap().unwrap();
        assert_eq!(listed.loaded.registration, read.registration);
        assert_eq!(listed.loaded.standing, read.standing);
        assert_eq!(listed.loaded.last_slot, read.last_slot);
    }
}

#[tokio::test]
async fn a_page_costs_one_query_and_one_batch_of_standings() {
    let world = eight().await;
    world.gate.watch(|_, _| None);
    page(&world, &caller(None), &Filter::default(), None, 5).await;
    assert_eq!(world.gate.operations(), ["query", "batchgetitem"]);
    // A key of many customers without registrations asks for a bounded number of them at a time.
    let names: Vec<_> = (0..50).map(|number| format!("none-{number:02}")).collect();
    let mut names: Vec<_> = names.iter().map(String::as_str).collect();
    names.push("zz-last");
    let many = caller(Some(&names));
    world.store(&of(9, "zz-last"), 9).await;
    world.gate.watch(|_, _| None);
    let (listed, next) = page(&world, &many, &Filter::default(), None, 5).await;
    assert_eq!((listed.len(), next.is_some()), (0, true));
    assert!(world.gate.calls().len() <= 20);
    assert_eq!(
        pages(&world, &many, &Filter::default(), 5).await,
        (vec![9], 3)
    );
}

#[tokio::test]
async fn a_filter_that_nobody_meets_looks_at_a_thousand_registrations_a_page() {
    let world = World::watched().await;
    for number in 1..=1_300 {
        world.store(&of(number, "contoso"), number).await;
    }
    stand(&world, 1_250, Health::Broken).await;
    let broken = Filter {
        health: Some(Health::Broken),
        ..Filter::default()
    };
    world.gate.watch(|_, _| None);
    let (listed, next) = page(&world, &caller(None), &broken, None, 50).await;
    assert_eq!((listed.len(), next.is_some()), (0, true));
    let calls = world.gate.operations();
    let count = |name: &str| calls.iter().filter(|call| *call == name).count();
    assert_eq!(
        (count("query"), count("batchgetitem"), calls.len()),
        (5, 10, 15)
    );
    assert_eq!(
        pages(&world, &caller(None), &broken, 50).await,
        (vec![1_250], 2)
    );
}
