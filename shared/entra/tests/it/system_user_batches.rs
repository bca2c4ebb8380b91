//! Batches of a system user's reads that are large, or that fail in part.

use crate::{
    facts::{batch_of, failed, found},
    office::{all_well, answering, batches, drive, projects, read, site},
    scripted::{Answer, Scripted, json as reply},
    system_user::{all_reasons, reason},
};
use domain::verification::verdict::Unobserved;
use serde_json::json;
use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

#[tokio::test]
async fn t74_a_part_that_was_throttled_is_sent_again_alone_after_its_wait() {
    for part in ["site-0", "drives-0", "write-0", "read-0"] {
        let first = AtomicBool::new(true);
        let good = all_well();
        let server = Scripted::start(move |seen| {
            if seen.method == "DELETE" {
                return Answer::Reply(204, Vec::new(), Vec::new());
            }
            let mut parts = good.clone();
            let asks = seen.body.contains(&format!("\"id\":\"{part}\""));
            if asks && first.swap(false, Ordering::SeqCst) {
                let mut throttled = failed(429, "activityLimitReached");
                throttled["headers"] = json!({ "Retry-After": "0.2481" });
                parts.insert(part, throttled);
            }
            let origin = format!("http://{}", seen.header("host").unwrap());
            let text = batch_of(&parts, seen).to_string();
            Answer::Reply(
                200,
                Vec::new(),
                text.replace("\"@/", &format!("\"{origin}/")).into(),
            )
        })
        .await;
        let started = Instant::now();
        let facts = read(&server, &projects()).await;
        assert!(started.elapsed() >= Duration::from_millis(249), "{part}");
        let batches = batches(&server);
        assert_eq!(batches.len(), 3, "{part}");
        let again = batches.iter().filter(|batch| batch.len() == 1).count();
        assert_eq!(again, 1, "{part}");
        let library = &facts.sites[0].libraries[0];
        assert!(facts.sites[0].site.get().is_ok() && library.write.get().is_ok());
    }
}

#[tokio::test]
async fn t74_a_batch_that_writes_is_not_sent_again_when_nothing_came_back() {
    let good = all_well();
    let server = Scripted::start(move |seen| {
        if seen.body.contains("write-0") {
            return Answer::Nothing;
        }
        reply(200, &batch_of(&good, seen))
    })
    .await;
    let facts = read(&server, &projects()).await;
    let library = &facts.sites[0].libraries[0];
    assert!(library.listed.get().is_ok());
    let unavailable = Some(Unobserved::MicrosoftUnavailable);
    assert_eq!(reason(&library.read), unavailable);
    assert_eq!(reason(&library.write), unavailable);
    assert_eq!(batches(&server).len(), 2);
}

#[tokio::test]
async fn more_than_twenty_parts_go_in_batches_at_the_same_time() {
    let sites: Vec<_> = (0..10)
        .map(|number| {
            let url = format!("https://contoso.sharepoint.com/sites/site-{number}");
            site(&url, &["Documents", "Plans"])
        })
        .collect();
    let good = all_well();
    let server = answering(move |id| {
        let (kind, number) = id.split_once('-').unwrap_or((id, ""));
        if kind == "drives" {
            let drives =
                ["Documents", "Plans"].map(|name| drive(&format!("b!{name}-{number}"), name));
            return found(json!({ "value": drives }));
        }
        let same = if kind == id || kind == "other" {
            id.to_owned()
        } else {
            format!("{kind}-0")
        };
        good[same.as_str()].clone()
    })
    .await;
    let facts = read(&server, &sites).await;
    let parts: Vec<usize> = batches(&server).iter().map(Vec::len).collect();
    assert_eq!(parts.len(), 4);
    assert_eq!(parts.iter().take(2).sum::<usize>(), 26);
    assert_eq!(parts.iter().skip(2).sum::<usize>(), 40);
    assert!(parts.iter().all(|count| *count <= 20));
    assert!(
        server.connections() > 1,
        "one after the other would share one"
    );
    assert_eq!(all_reasons(&facts), BTreeSet::from(["seen".to_owned()]));
    assert_eq!(facts.sites.len(), 10);
}
