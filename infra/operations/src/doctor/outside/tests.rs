use super::*;
use crate::doctor::check::LineOutcome;
use serde_json::Value;
use test_case::test_case;

/// A stage on AWS of which everything is well.
fn well() -> Value {
    let far = SystemClock.now().as_second() + 200 * 86_400;
    json!({
        "address": "https://connect.example.com",
        "variables": {"seen": {}},
        "stack": {"seen": {"status": "UPDATE_COMPLETE", "domain_target": "D-1.execute-api.eu-west-1.amazonaws.com"}},
        "drift": {"seen": {"status": "IN_SYNC", "reason": null, "changed": []}},
        "host": {"seen": {"names": ["connect.example.com"], "addresses": ["192.0.2.1"]}},
        "target": {"seen": {"names": [], "addresses": ["192.0.2.1", "192.0.2.2"]}},
        "certificate": {"seen": {"ends_at": far, "refused": null}},
        "switched_off": {"seen": []},
        "alarms": {"seen": [{"name": "api-errors", "state": "OK", "is_muted": false}]},
        "subscriptions": {"seen": {"alarms": [true], "notices": [true, true]}},
        "queues": {"seen": {"sweep": 3, "sweep-dead-letter": 0}},
        "executions": {"seen": {"allowed": 1000, "unreserved": 854, "kept": 146}},
    })
}

fn checks(seen: Value, is_local: bool, got_through: bool) -> Vec<DoctorLine> {
    let outside: Outside = serde_json::from_value(seen).unwrap();
    outside.checks(is_local, got_through)
}

fn outcome(name: &str, checks: &[DoctorLine]) -> LineOutcome {
    let check = checks.iter().find(|check| check.name == name).unwrap();
    assert_eq!(
        check.to_do.is_some(),
        matches!(check.outcome, LineOutcome::Wrong | LineOutcome::Unknown),
        "{}",
        check.line()
    );
    check.outcome
}

#[test]
fn a_stage_of_which_all_is_well_is_well() {
    for check in checks(well(), false, true) {
        assert_eq!(check.outcome, LineOutcome::Ok, "{}", check.line());
    }
}

#[test]
fn what_was_not_seen_is_never_well() {
    let seen = well();
    for (name, fact) in seen.as_object().unwrap() {
        if fact.get("seen").is_none() || name == "variables" {
            continue;
        }
        let mut seen = seen.clone();
        seen[name] = json!({"failed": "AccessDenied"});
        let unknown = checks(seen, false, false);
        let unknown = unknown
            .iter()
            .filter(|check| check.outcome == LineOutcome::Unknown);
        assert!(unknown.count() > 0, "{name}");
    }
}

#[test_case("dns", "host", &json!({"names": [], "addresses": []}); "a name that does not exist")]
#[test_case("dns", "host", &json!({"names": ["connect.example.com"], "addresses": ["198.51.100.1"]}); "a name of another host")]
#[test_case("tls-certificate", "certificate", &json!({"ends_at": null, "refused": "certificate has expired"}); "an expired certificate")]
#[test_case("tls-certificate", "certificate", &json!({"ends_at": 0, "refused": null}); "a certificate that ends soon")]
#[test_case("stack", "stack", &json!({"status": "UPDATE_ROLLBACK_COMPLETE", "domain_target": null}); "a deployment that was taken back")]
#[test_case("stack", "stack", &json!({"status": "UPDATE_ROLLBACK_FAILED", "domain_target": null}); "a broken stack")]
#[test_case("stack-drift", "drift", &json!({"status": "DRIFTED", "reason": null, "changed": ["Table (modified)"]}); "changed by hand")]
#[test_case("running", "switched_off", &json!(["the schedule dispatch"]); "a schedule that is off")]
#[test_case("alarms", "alarms", &json!([{"name": "a", "state": "ALARM", "is_muted": false}]); "an alarm")]
#[test_case("alarms", "alarms", &json!([{"name": "a", "state": "OK", "is_muted": true}]); "a muted alarm")]
#[test_case("alarms", "alarms", &json!([]); "no alarms")]
#[test_case("alarm-address", "subscriptions", &json!({"alarms": [true, false], "notices": [true]}); "an address that was not confirmed")]
#[test_case("alarm-address", "subscriptions", &json!({"alarms": [true], "notices": []}); "a topic that nobody hears")]
#[test_case("alarm-address", "subscriptions", &json!({}); "no topics")]
#[test_case("queues", "queues", &json!({"sweep": 0, "sweep-dead-letter": 1}); "a dead letter")]
#[test_case("queues", "queues", &json!({}); "no queues")]
#[test_case("quotas", "executions", &json!({"allowed": 1000, "unreserved": 99, "kept": 901}); "too little left")]
fn what_is_wrong_is_found(name: &str, member: &str, fact: &Value) {
    let mut seen = well();
    seen[member] = json!({"seen": fact});
    assert_eq!(
        outcome(name, &checks(seen, false, false)),
        LineOutcome::Wrong
    );
}

#[test_case("stack", "stack", &json!({"status": "UPDATE_IN_PROGRESS", "domain_target": null}); "a deployment under way")]
#[test_case("stack-drift", "drift", &json!({"status": "UNKNOWN", "reason": "no right", "changed": []}); "drift that was not seen")]
#[test_case("alarms", "alarms", &json!([{"name": "a", "state": "INSUFFICIENT_DATA", "is_muted": false}]); "an alarm without data")]
fn what_is_undecided_is_unknown(name: &str, member: &str, fact: &Value) {
    let mut seen = well();
    seen[member] = json!({"seen": fact});
    assert_eq!(
        outcome(name, &checks(seen, false, false)),
        LineOutcome::Unknown
    );
}

#[test_case(10, 10, 0; "a new account of which nothing is kept")]
#[test_case(1_000, 100, 900; "nothing left beside what is kept")]
fn an_account_that_has_room_for_what_is_kept_is_well(allowed: u64, unreserved: u64, kept: u64) {
    let mut seen = well();
    seen["executions"]["seen"] =
        json!({"allowed": allowed, "unreserved": unreserved, "kept": kept});
    assert_eq!(
        outcome("quotas", &checks(seen, false, false)),
        LineOutcome::Ok
    );
}

#[test]
fn a_cdn_in_between_is_known_by_what_gets_through() {
    let mut seen = well();
    seen["host"]["seen"]["addresses"] = json!(["198.51.100.1"]);
    assert_eq!(
        outcome("dns", &checks(seen.clone(), false, false)),
        LineOutcome::Wrong
    );
    assert_eq!(
        outcome("dns", &checks(seen.clone(), false, true)),
        LineOutcome::Ok
    );
    // So is a CNAME, whatever addresses are told just then.
    seen["host"]["seen"]["names"] = json!(["d-1.execute-api.eu-west-1.amazonaws.com"]);
    assert_eq!(outcome("dns", &checks(seen, false, false)), LineOutcome::Ok);
}

#[test]
fn this_machine_has_neither_tls_nor_anybody_who_is_told() {
    let mut seen = well();
    seen["certificate"] = Value::Null;
    seen["target"] = Value::Null;
    seen["stack"]["seen"]["domain_target"] = Value::Null;
    seen["alarms"]["seen"][0]["state"] = json!("INSUFFICIENT_DATA");
    seen["subscriptions"] = json!({"seen": {"alarms": []}});
    let checks = checks(seen, true, true);
    for name in ["dns", "tls-certificate", "alarms", "alarm-address"] {
        assert_eq!(outcome(name, &checks), LineOutcome::NotApplicable, "{name}");
    }
}
