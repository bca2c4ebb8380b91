use super::*;
use test_case::test_case;

const START: Timestamp = Timestamp::constant(1_800_000_000, 0);

fn failed(at: Timestamp) -> DeliveryAttempt {
    DeliveryAttempt {
        at,
        outcome: DeliveryOutcome::Refused,
        status: Some(503),
        retry_after: None,
    }
}

#[test]
fn an_event_is_tried_ten_times_over_three_days() {
    for (jitter, least, most) in [(0, 67, 69), (128, 75, 76), (255, 82, 84)] {
        let mut delivery = Delivery::new(START);
        let mut last = START;
        while let Some(next_at) = delivery.next_at {
            assert!(!delivery.is_due(next_at - SignedDuration::from_secs(1)));
            assert!(delivery.is_due(next_at));
            last = next_at;
            delivery = delivery.after(&failed(next_at), jitter);
        }
        assert_eq!(
            (delivery.attempts, delivery.state),
            (10, DeliveryState::Failed)
        );
        let hours = last.duration_since(START).as_hours();
        assert!((least..=most).contains(&hours), "{hours} hours");
    }
}

#[test]
fn the_waits_are_those_of_the_schedule() {
    let mut delivery = Delivery::new(START);
    let mut waits = Vec::new();
    while let Some(next_at) = delivery.next_at {
        delivery = delivery.after(&failed(next_at), 128);
        waits.extend(
            delivery
                .next_at
                .map(|then| then.duration_since(next_at).as_mins()),
        );
    }
    assert_eq!(waits, [1, 5, 30, 120, 300, 600, 840, 1200, 1440]);
}

#[test_case(5, 60; "sooner than the schedule")]
#[test_case(3_600, 3_600; "later")]
#[test_case(10_000_000, 86_400; "at most a day")]
fn an_endpoint_may_put_the_next_attempt_off(asked: i64, waits: i64) {
    let attempt = DeliveryAttempt {
        retry_after: Some(SignedDuration::from_secs(asked)),
        ..failed(START)
    };
    let next_at = Delivery::new(START).after(&attempt, 128).next_at.unwrap();
    assert_eq!(next_at.duration_since(START).as_secs(), waits);
}

#[test_case(0, 60; "a minute at least")]
#[test_case(600, 600; "as long again")]
#[test_case(86_400, 3_600; "an hour at most")]
fn what_is_put_off_counts_no_attempt(trouble: i64, waits: i64) {
    let before = Delivery::new(START).after(&failed(START), 128);
    let now = START + SignedDuration::from_secs(trouble);
    let after = before.put_off(START, now, 128);
    let next_at = after.next_at.unwrap();
    assert_eq!(next_at.duration_since(now).as_secs(), waits);
    assert_eq!(
        Delivery {
            next_at: before.next_at,
            ..after
        },
        before
    );
}

#[test]
fn the_operator_has_five_days_to_mend_the_configuration() {
    let day = SignedDuration::from_hours(24);
    let after =
        |time: SignedDuration| Delivery::new(START).without_configuration(START, START + time, 128);
    let waiting = after(day * 5 - SignedDuration::from_secs(1));
    assert_eq!(waiting.state, DeliveryState::Waiting);
    assert_eq!(after(day * 5).state, DeliveryState::Failed);
    assert_eq!(after(day * 5).next_at, None);
}

#[test_case(DeliveryOutcome::Delivered, DeliveryState::Delivered, false; "taken")]
#[test_case(DeliveryOutcome::Gone, DeliveryState::Failed, false; "gone")]
#[test_case(DeliveryOutcome::Redirected, DeliveryState::Waiting, true; "redirected")]
#[test_case(DeliveryOutcome::TimedOut, DeliveryState::Waiting, true; "no answer")]
#[test_case(DeliveryOutcome::AddressNotPublic, DeliveryState::Waiting, true; "an address inside")]
fn each_outcome_has_its_end(outcome: DeliveryOutcome, state: DeliveryState, goes_on: bool) {
    let attempt = DeliveryAttempt {
        outcome,
        ..failed(START)
    };
    let delivery = Delivery::new(START).after(&attempt, 0);
    assert_eq!(
        (delivery.state, delivery.next_at.is_some()),
        (state, goes_on)
    );
    assert_eq!(delivery.last_outcome, Some(outcome));
}

fn record() -> EndpointRecord {
    EndpointRecord {
        id: "app".to_owned().try_into().unwrap(),
        host: None,
        is_configured: true,
        is_switched_on: true,
        is_usable: true,
        disabled: None,
        failing_since: Some(START),
        last_success_at: None,
        last_failure_at: None,
        last_ping: None,
    }
}

#[test]
fn five_days_of_nothing_but_failures_disable_an_endpoint() {
    let day = SignedDuration::from_hours(24);
    let at = |time: SignedDuration| record().disables_for(&failed(START + time));
    assert_eq!(at(day * 5 - SignedDuration::from_secs(1)), None);
    assert_eq!(at(day * 5), Some(DisabledFor::Failing));
    let worked = EndpointRecord {
        failing_since: None,
        ..record()
    };
    assert_eq!(worked.disables_for(&failed(START + day * 30)), None);
    let gone = DeliveryAttempt {
        outcome: DeliveryOutcome::Gone,
        ..failed(START)
    };
    assert_eq!(record().disables_for(&gone), Some(DisabledFor::Gone));
}

#[test]
fn the_operator_outranks_what_happened() {
    let disabled = EndpointRecord {
        disabled: Some(EndpointDisabling {
            at: START,
            reason: DisabledFor::Gone,
        }),
        ..record()
    };
    assert_eq!(record().state(), EndpointState::Active);
    assert_eq!(disabled.state(), EndpointState::Disabled);
    let off = EndpointRecord {
        is_switched_on: false,
        ..disabled.clone()
    };
    assert_eq!(off.state(), EndpointState::SwitchedOff);
    let unusable = EndpointRecord {
        is_usable: false,
        ..disabled.clone()
    };
    assert_eq!(unusable.state(), EndpointState::Misconfigured);
    let removed = EndpointRecord {
        is_configured: false,
        ..disabled
    };
    assert_eq!(removed.state(), EndpointState::Removed);
}

#[test_case("https://app.example/hooks?x=1", true; "https")]
#[test_case("https://app.example:443/", true; "its own port")]
#[test_case("https://app.example:8443/", false; "another port")]
#[test_case("http://app.example/", false; "http")]
#[test_case("https://user@app.example/", false; "a user")]
#[test_case("https://:word@app.example/", false; "a password")]
#[test_case("https://127.0.0.1/", false; "an address")]
#[test_case("https://2130706433/", false; "an address in one number")]
#[test_case("https://0x7f.1/", false; "an address in hexadecimal")]
#[test_case("https://93.184.216.34/", false; "a public address")]
#[test_case("https://[::1]/", false; "an address of version 6")]
#[test_case("https://[::ffff:127.0.0.1]/", false; "a mapped address")]
#[test_case("https://localhost/", false; "this machine")]
#[test_case("https://a.localhost./", false; "below this machine")]
#[test_case("https://intranet/", false; "one label")]
#[test_case("https://app.example/#x", false; "a fragment")]
#[test_case("ftp://app.example/", false; "another scheme")]
#[test_case("app.example", false; "no scheme")]
#[test_case("", false; "empty")]
fn t43_a_deployment_delivers_over_tls_to_public_names(text: &str, accepted: bool) {
    assert_eq!(EndpointUrl::parse(text, Reach::Public).is_ok(), accepted);
}

#[test_case("http://127.0.0.1:4583/hooks", true; "this machine")]
#[test_case("http://localhost:4583/hooks", true; "this machine by name")]
#[test_case("http://[::1]:4583/hooks", true; "this machine in version 6")]
#[test_case("https://127.0.0.1/", false; "over tls")]
#[test_case("https://app.example/", false; "elsewhere")]
#[test_case("http://10.0.0.1/", false; "a private address")]
#[test_case("http://localhost.example/", false; "looks like this machine")]
fn t68_the_emulated_cloud_delivers_to_this_machine_alone(text: &str, accepted: bool) {
    assert_eq!(EndpointUrl::parse(text, Reach::Loopback).is_ok(), accepted);
}

#[test_case("93.184.216.34", true; "public")]
#[test_case("127.0.0.1", false; "loopback")]
#[test_case("127.255.0.9", false; "anywhere in loopback")]
#[test_case("0.0.0.0", false; "unspecified")]
#[test_case("10.1.2.3", false; "private 10")]
#[test_case("172.16.0.1", false; "private 172")]
#[test_case("172.32.0.1", true; "after private 172")]
#[test_case("192.168.1.1", false; "private 192")]
#[test_case("169.254.169.254", false; "link-local, the metadata service")]
#[test_case("100.64.0.1", false; "carriers' network")]
#[test_case("100.128.0.1", true; "after carriers' network")]
#[test_case("192.0.0.8", false; "protocol assignments")]
#[test_case("198.18.0.1", false; "benchmarks")]
#[test_case("224.0.0.1", false; "multicast")]
#[test_case("255.255.255.255", false; "broadcast")]
#[test_case("2606:2800:220:1::1", true; "public version 6")]
#[test_case("::1", false; "loopback of version 6")]
#[test_case("::", false; "unspecified of version 6")]
#[test_case("fe80::1", false; "link-local of version 6")]
#[test_case("fd00::1", false; "unique local")]
#[test_case("fec0::1", false; "site-local")]
#[test_case("ff02::1", false; "multicast of version 6")]
#[test_case("::ffff:93.184.216.34", false; "mapped")]
#[test_case("::93.184.216.34", false; "compatible")]
#[test_case("64:ff9b::a00:1", false; "translated")]
#[test_case("2002:a00:1::1", false; "6to4")]
#[test_case("2001::1", false; "Teredo")]
#[test_case("2001:db8::1", false; "documentation")]
#[test_case("3fff::1", false; "new documentation")]
fn t43_only_addresses_of_the_internet_are_public(text: &str, expected: bool) {
    assert_eq!(is_public(text.parse().unwrap()), expected);
}

#[test_case("app-1.main_x", true; "plain")]
#[test_case("", false; "empty")]
#[test_case("a/b", false; "slash")]
#[test_case("a b", false; "blank")]
fn endpoints_have_plain_names(text: &str, accepted: bool) {
    assert_eq!(EndpointId::try_from(text.to_owned()).is_ok(), accepted);
    let long = "a".repeat(65);
    assert!(EndpointId::try_from(long).is_err());
}
