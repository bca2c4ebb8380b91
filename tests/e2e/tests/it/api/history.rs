//! Kept reports of a registration: newest first, each with its changes, and deleted after 400 days.

use crate::support::{
    full::{Full, said},
    stack::{Stack, now_in_milliseconds},
};
use serde_json::{Value, json};

const DAYS: i64 = 400;
const DAY_IN_SECONDS: i64 = 24 * 60 * 60;

#[tokio::test]
async fn history_is_listed_newest_first_with_what_changed_and_kept_for_400_days() {
    let stack = Stack::load();
    let full = Full::healthy(stack).await;
    full.verify().await;
    full.change_system_user(&json!({"mailbox": "restricted"}))
        .await;
    full.report_where(|report| said(report, "mailbox") == "fail mailbox-restricted")
        .await;
    full.change_system_user(&json!({"mailbox": "none"})).await;
    // The verdict is the same; a run that somebody asked for is kept all the same, and says that the cause is another.
    let report = full.verify().await;
    assert_eq!(said(&report, "mailbox"), "fail mailbox-missing", "{report}");

    let history = full.history().await;
    let of_mailbox: Vec<Value> = history
        .iter()
        .flat_map(|entry| entry["changes"].as_array().cloned().unwrap_or_default())
        .filter(|change| change["check"] == "mailbox")
        .take(2)
        .collect();
    assert_eq!(
        of_mailbox,
        [
            json!({"check": "mailbox", "from": "fail", "from_finding": "mailbox-restricted",
                "to": "fail", "to_finding": "mailbox-missing"}),
            json!({"check": "mailbox", "from": "pass", "from_finding": null,
                "to": "fail", "to_finding": "mailbox-restricted"}),
        ]
    );
    let times: Vec<_> = history
        .iter()
        .map(|entry| entry["checked_at"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert!(
        times.is_sorted_by(|newer, older| newer >= older),
        "{times:?}"
    );
    // The first says that each check is new; after it, only a person's run is kept without a change.
    for entry in &history {
        let is_changed = entry["changes"]
            .as_array()
            .is_some_and(|all| !all.is_empty());
        assert!(is_changed || entry["trigger"] != "scheduled", "{entry}");
    }
    pages_are_the_same(&full, &history).await;

    for entry in &history {
        let id = entry["id"].as_str().expect("an id");
        let aws = stack.aws();
        let item = aws
            .item(&format!("REG#{}", full.id), &format!("VERIFICATION#{id}"))
            .await;
        let ends = item.get("expires_at").and_then(|ends| ends.as_n().ok());
        let ends: i64 = ends.and_then(|ends| ends.parse().ok()).expect("an end");
        let left = ends - now_in_milliseconds() / 1000;
        let kept = (DAYS - 1) * DAY_IN_SECONDS..=DAYS * DAY_IN_SECONDS;
        assert!(kept.contains(&left), "{left} seconds");
    }
}

/// Checks that pages of one entry show the same reports.
async fn pages_are_the_same(full: &Full, history: &[Value]) {
    let path = format!("/v1/registrations/{}/verifications?limit=1", full.id);
    let mut next = Some(path.clone());
    for entry in history.iter().take(3) {
        let address = next.take().expect("a page");
        let page = full.host_app.get(&address).await.expect(200);
        let cursor = page["next_cursor"].as_str();
        next = cursor.map(|cursor| format!("{path}&cursor={cursor}"));
        // A run of the schedule may have come in between only where an answer changed.
        assert_eq!(page["items"][0]["id"], entry["id"]);
    }
}
