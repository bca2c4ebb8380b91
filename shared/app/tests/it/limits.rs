//! Limits of floods, and refusals that write nothing.

use crate::{
    browser::{callback, signed_in_from},
    samples::{TENANT, minutes, seconds},
    world::World,
};
use app::{
    browser::{BrowserError, Departure},
    legs::{self, Arrival, AuthorizationResponse, BeginError, Callback, CallbackError},
    limits::{PageKind, PageRequest, PageRequests},
};
use futures_util::future::join_all;
use secrecy::SecretString;
use serde_json::Value;

async fn starts(
    world: &World,
    token: &SecretString,
    cookie: Option<&SecretString>,
    address: &str,
) -> Result<Departure, BeginError> {
    legs::sign_in::begin(
        &world.browser,
        world.machine(),
        token,
        cookie,
        None,
        address,
        legs::sign_in::Wish::None,
    )
    .await
}

/// Everything in the table.
fn contents(world: &World) -> Value {
    serde_json::from_str(&world.behind.dump()).unwrap()
}

/// Number of starts, out of `turns`, that come through, each from the address that its number makes.
async fn starts_that_pass(
    world: &World,
    token: &SecretString,
    turns: u32,
    address: impl Fn(u32) -> String,
) -> u32 {
    let mut passed = 0;
    for turn in 0..turns {
        match starts(world, token, None, &address(turn)).await {
            Ok(_) => passed += 1,
            Err(BeginError::TooMany) => {}
            Err(error) => assert_eq!(error.to_string(), "", "an unforeseen refusal"),
        }
    }
    passed
}

#[tokio::test]
async fn t81_a_prefix_starts_twenty_times_an_hour_and_a_refusal_writes_nothing() {
    let world = World::new().await;
    let (token, _) = signed_in_from(&world, TENANT).await;
    let one = |_| "192.0.2.1".to_owned();
    assert_eq!(starts_that_pass(&world, &token, 20, one).await, 20);
    let before = contents(&world);
    assert_eq!(starts_that_pass(&world, &token, 30, one).await, 0);
    assert!(contents(&world) == before, "a refusal writes nothing");
    let mapped = |_| "::ffff:192.0.2.1".to_owned();
    assert_eq!(starts_that_pass(&world, &token, 1, mapped).await, 0);

    let subscriber = |turn| format!("2001:db8:0:1::{turn:x}");
    assert_eq!(starts_that_pass(&world, &token, 40, subscriber).await, 20);
    world.clock.advance(minutes(60));
    assert_eq!(starts_that_pass(&world, &token, 1, one).await, 1);
}

#[tokio::test]
async fn t81_two_hundred_starts_by_strangers_lock_out_no_administrator() {
    let world = World::new().await;
    let (token, cookie) = signed_in_from(&world, TENANT).await;
    // Twenty from each of twelve addresses: three of each are its own, the others use up what all share.
    let strangers = |turn: u32| format!("198.51.100.{}", turn / 20);
    let passed = starts_that_pass(&world, &token, 240, strangers).await;
    assert_eq!(passed, 12 * 3 + 200);
    let again = |turn: u32| format!("198.51.100.{turn}");
    let before = contents(&world);
    assert_eq!(starts_that_pass(&world, &token, 12, again).await, 0);
    assert!(contents(&world) == before, "a refusal writes nothing");

    let with_flow = starts(&world, &token, Some(&cookie), "198.51.100.0").await;
    assert!(
        with_flow.is_ok(),
        "the browser with a flow, from a prefix that is used up"
    );
    let first = starts(&world, &token, None, "192.0.2.1").await.unwrap();
    let own = first.cookie.unwrap().value;
    let next = starts(&world, &token, Some(&own), "192.0.2.1").await;
    assert!(next.is_ok(), "the administrator who had no flow yet");
    let here = |_| "192.0.2.1".to_owned();
    assert_eq!(starts_that_pass(&world, &token, 10, here).await, 2);
}

#[tokio::test]
async fn t81_of_starts_at_the_same_time_no_more_than_three_are_free_of_others() {
    let world = World::new().await;
    let (token, _) = signed_in_from(&world, TENANT).await;
    let strangers = |turn: u32| format!("198.51.100.{}", turn / 20);
    assert_eq!(starts_that_pass(&world, &token, 240, strangers).await, 236);
    let at_once = (0..10).map(|_| starts(&world, &token, None, "192.0.2.1"));
    let outcomes = join_all(at_once).await;
    assert_eq!(outcomes.iter().filter(|started| started.is_ok()).count(), 3);
}

#[tokio::test]
async fn t81_a_browsers_row_of_flows_has_one_budget() {
    let world = World::new().await;
    let (token, first) = signed_in_from(&world, TENANT).await;
    let mut cookie = first.clone();
    for _ in 0..20 {
        let started = starts(&world, &token, Some(&cookie), "192.0.2.1").await;
        cookie = started.unwrap().cookie.unwrap().value;
    }
    let before = contents(&world);
    for cookie in [&cookie, &first] {
        let refused = starts(&world, &token, Some(cookie), "192.0.2.2").await;
        assert!(matches!(refused.err(), Some(BeginError::TooMany)));
    }
    assert!(contents(&world) == before, "a refusal writes nothing");
}

#[tokio::test]
async fn t81_a_cookie_that_names_no_flow_gives_no_budget() {
    let world = World::new().await;
    let (token, _) = signed_in_from(&world, TENANT).await;
    let one = |_| "192.0.2.1".to_owned();
    starts_that_pass(&world, &token, 20, one).await;
    let made_up = SecretString::from("m".repeat(43));
    let refused = starts(&world, &token, Some(&made_up), "192.0.2.1").await;
    assert!(matches!(refused.err(), Some(BeginError::TooMany)));
}

#[tokio::test]
async fn t30_t81_guessed_links_write_nothing() {
    let world = World::new().await;
    signed_in_from(&world, TENANT).await;
    let before = contents(&world);
    for turn in 0..50 {
        let token = SecretString::from(format!("{turn:043}"));
        let cookie = SecretString::from("c".repeat(43));
        let refused = starts(&world, &token, Some(&cookie), "192.0.2.1").await;
        let not_usable = BeginError::Browser(BrowserError::NotUsable).to_string();
        assert_eq!(refused.err().unwrap().to_string(), not_usable);
        let opened = world.browser.open(&world.clock, &token, None).await;
        assert!(matches!(opened.err(), Some(BrowserError::NotUsable)));
    }
    assert!(contents(&world) == before, "a refusal writes nothing");
}

/// A return with a state and an error, from a browser with this cookie.
async fn returns(
    world: &World,
    callback: &Callback,
    state: &str,
    address: &str,
    cookie: &SecretString,
) -> Result<Arrival, CallbackError> {
    let answer = AuthorizationResponse {
        state: Some(SecretString::from(state)),
        error: Some("access_denied".to_owned()),
        ..AuthorizationResponse::default()
    };
    let cookie_of = |_: &_| Some(cookie.clone());
    legs::complete(callback, world.machine(), &answer, address, &cookie_of)
        .await
        .map_err(|failed| failed.error)
}

#[tokio::test]
async fn t81_one_prefix_returns_thirty_times_a_minute_and_writes_nothing() {
    let world = World::new().await;
    let (_, own) = signed_in_from(&world, TENANT).await;
    let callback = callback(&world);
    let stranger = SecretString::from("s".repeat(43));
    let before = contents(&world);
    for turn in 1..=40 {
        let address = format!("2001:db8::{turn:x}");
        let refused = returns(&world, &callback, "guess", &address, &stranger).await;
        let too_many = matches!(refused, Err(CallbackError::TooMany));
        assert_eq!(too_many, turn > 30, "{turn}");
    }
    let other_browser = returns(&world, &callback, "state", "2001:db8::1", &stranger).await;
    assert!(matches!(other_browser, Err(CallbackError::TooMany)));
    assert!(contents(&world) == before, "a refusal writes nothing");
    let elsewhere = returns(&world, &callback, "guess", "192.0.2.2", &stranger).await;
    assert!(matches!(elsewhere, Err(CallbackError::NoLeg)));

    let own = returns(&world, &callback, "state", "2001:db8::1", &own).await;
    assert!(own.is_ok(), "the browser that is on its way comes back");
    world.clock.advance(seconds(60));
    let later = returns(&world, &callback, "guess", "2001:db8::1", &stranger).await;
    assert!(matches!(later, Err(CallbackError::NoLeg)));
}

/// A browser that asks for pages.
struct Visitor<'a> {
    requests: &'a PageRequests,
    token: &'a SecretString,
    cookie: Option<&'a SecretString>,
}

impl Visitor<'_> {
    async fn asks(&self, world: &World, kind: PageKind, address: &str) -> bool {
        let request = PageRequest {
            kind,
            token: self.token,
            cookie: self.cookie,
            address,
        };
        let admitted = self.requests.admits(&world.browser, &world.clock, &request);
        admitted.await.unwrap()
    }
}

#[tokio::test]
async fn t81_pages_are_asked_for_sixty_times_a_minute_and_started_ten_times() {
    for (kind, most) in [(PageKind::Other, 60), (PageKind::Start, 10)] {
        let world = World::new().await;
        let (token, cookie) = signed_in_from(&world, TENANT).await;
        let requests = &PageRequests::default();
        let visitor = |cookie| Visitor {
            requests,
            token: &token,
            cookie,
        };
        let before = contents(&world);
        let made_up = SecretString::from("m".repeat(43));
        let (stranger, forger, owner) = (
            visitor(None),
            visitor(Some(&made_up)),
            visitor(Some(&cookie)),
        );
        for turn in 1..=80 {
            let address = format!("2001:db8::{turn:x}");
            let admitted = stranger.asks(&world, kind, &address).await;
            assert_eq!(admitted, turn <= most, "{kind:?} {turn}");
        }
        assert!(!forger.asks(&world, kind, "2001:db8::1").await);
        assert!(stranger.asks(&world, kind, "192.0.2.1").await);
        for turn in 1..=130 {
            let admitted = owner.asks(&world, kind, "2001:db8::1").await;
            assert_eq!(admitted, turn <= 120, "{kind:?} {turn}");
        }
        assert!(contents(&world) == before, "nothing is written");
        world.clock.advance(seconds(60));
        assert!(stranger.asks(&world, kind, "2001:db8::1").await);
    }
}

#[tokio::test]
async fn t81_a_flood_from_everywhere_stops_nobody_who_holds_a_link() {
    for (kind, most) in [(PageKind::Other, 200), (PageKind::Start, 50)] {
        let world = World::new().await;
        let (token, cookie) = signed_in_from(&world, TENANT).await;
        let guess = SecretString::from("g".repeat(43));
        let requests = &PageRequests::default();
        for turn in 0..250 {
            let stranger = Visitor {
                requests,
                token: &guess,
                cookie: None,
            };
            let address = format!("198.51.100.{turn}");
            let admitted = stranger.asks(&world, kind, &address).await;
            assert_eq!(admitted, turn < most, "{kind:?} {turn}");
        }
        for cookie in [None, Some(&cookie)] {
            let owner = Visitor {
                requests,
                token: &token,
                cookie,
            };
            assert!(owner.asks(&world, kind, "192.0.2.1").await, "{kind:?}");
        }
    }
}

/// The whole way of a start, past the limit in memory and the one in the table.
#[tokio::test]
async fn t81_two_hundred_starts_from_as_many_addresses_leave_a_first_one_for_the_administrator() {
    let world = World::new().await;
    let (token, _) = signed_in_from(&world, TENANT).await;
    let requests = &PageRequests::default();
    let visitor = Visitor {
        requests,
        token: &token,
        cookie: None,
    };
    let start = async |address: &str| {
        let admitted = visitor.asks(&world, PageKind::Start, address).await;
        let started = legs::sign_in::begin(
            &world.browser,
            world.machine(),
            &token,
            None,
            None,
            address,
            legs::sign_in::Wish::None,
        );
        admitted && started.await.is_ok()
    };
    for turn in 0..200 {
        start(&format!("198.51.100.{turn}")).await;
    }
    assert!(start("192.0.2.1").await);
}
