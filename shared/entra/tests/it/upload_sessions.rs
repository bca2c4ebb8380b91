//! Upload sessions: abandoned on the site's own host, without our token, and never anywhere else.

use crate::{
    clock::HandClock,
    facts::{batch_of, found},
    office::{UPLOAD, held_token, look, projects, read, serving, session, with},
    scripted::{Answer, Scripted, Seen},
    setting::{entra, patient, short},
};
use domain::{
    clock::Clock as _,
    drives::{KnownDrives, KnownLibraries, WriteTrials},
    verification::facts::LibraryAccess,
};
use entra::deadline;
use serde_json::json;
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};
use test_case::test_case;

fn abandoned(server: &Scripted) -> Vec<Seen> {
    let mut seen = server.seen();
    seen.retain(|seen| seen.method != "POST");
    seen
}

#[tokio::test]
async fn t43_a_session_is_abandoned_on_the_sites_own_host_without_our_token() {
    let server = serving(with("write-0", session(UPLOAD))).await;
    let facts = read(&server, &projects()).await;
    assert_eq!(
        facts.sites[0].libraries[0].write.get(),
        Ok(&LibraryAccess::Allowed)
    );
    let abandoned = abandoned(&server);
    let [delete] = abandoned.as_slice() else {
        panic!("{} requests", abandoned.len())
    };
    assert_eq!(delete.method, "DELETE");
    assert!(
        delete
            .target
            .ends_with("uploadSession?guid=1&tempauth=canary")
    );
    assert_eq!(delete.header("authorization"), None);
    assert_eq!(delete.header("cookie"), None);
    assert_eq!(delete.body, "");
    assert!(!format!("{facts:?}").contains("canary"));
}

/// Checks addresses that must not be requested at all; `@` is Graph, `!` a trap host, `{p}` the trap's port.
#[test_case("!/_sharepoint/contoso.sharepoint.com/x"; "another port")]
#[test_case("http://2130706433:{p}/_sharepoint/contoso.sharepoint.com/x"; "a decimal address")]
#[test_case("http://0x7f.1:{p}/_sharepoint/contoso.sharepoint.com/x"; "a hexadecimal address")]
#[test_case("http://[::ffff:127.0.0.1]:{p}/_sharepoint/contoso.sharepoint.com/x"; "a mapped address")]
#[test_case("http://localhost:{p}/_sharepoint/contoso.sharepoint.com/x"; "another name")]
#[test_case("http://contoso.sharepoint.com@127.0.0.1:{p}/_sharepoint/contoso.sharepoint.com/x"; "the host as userinfo")]
#[test_case("http://a:b@{h}/_sharepoint/contoso.sharepoint.com/x"; "userinfo at home")]
#[test_case("https://contoso.sharepoint.com.evil.example/x"; "a longer host")]
#[test_case("https://{h}/_sharepoint/contoso.sharepoint.com/x"; "another scheme")]
#[test_case("@/_sharepoint/fabrikam.sharepoint.com/x"; "the host of another site")]
#[test_case("@/_sharepoint/contoso.sharepoint.com.evil.example/x"; "the host of another site by prefix")]
#[test_case("@/_sharepoint/contoso.sharepoint.com/../fabrikam.sharepoint.com/x"; "dots")]
#[test_case("@/_sharepoint/contoso.sharepoint.com/%2e%2e/fabrikam.sharepoint.com/x"; "encoded dots")]
#[test_case("@/v1.0/me"; "graph itself")]
#[test_case("@/_sharepoint/contoso.sharepoint.com/x#y"; "a fragment")]
#[test_case("//{h}/_sharepoint/contoso.sharepoint.com/x"; "no scheme")]
#[test_case("file:///etc/passwd"; "a file")]
#[test_case("http://169.254.169.254/latest/meta-data"; "the metadata address")]
#[test_case(""; "nothing")]
#[tokio::test]
async fn t43_an_address_elsewhere_is_never_asked(address: &str) {
    let trap = Scripted::start(|_| Answer::Reply(204, Vec::new(), Vec::new())).await;
    let port = trap.origin.rsplit(':').next().unwrap().to_owned();
    let address = address.replace('!', &trap.origin).replace("{p}", &port);
    let server = Scripted::start(move |seen| {
        if seen.method == "DELETE" {
            return Answer::Reply(204, Vec::new(), Vec::new());
        }
        let host = seen.header("host").unwrap();
        let address = address
            .replace("@/", &format!("http://{host}/"))
            .replace("{h}", host);
        let body = batch_of(&with("write-0", session(&address)), seen);
        Answer::Reply(200, Vec::new(), body.to_string().into_bytes())
    })
    .await;
    let facts = read(&server, &projects()).await;
    let write = &facts.sites[0].libraries[0].write;
    assert_eq!(
        write.get(),
        Ok(&LibraryAccess::Allowed),
        "what was seen stands"
    );
    assert_eq!(trap.connections(), 0);
    assert!(abandoned(&server).is_empty());
}

#[tokio::test]
async fn t43_a_redirect_is_not_followed() {
    let trap = Scripted::start(|_| Answer::Reply(204, Vec::new(), Vec::new())).await;
    let target = format!("{}/stolen", trap.origin);
    let server = Scripted::start(move |seen| {
        if seen.method != "POST" {
            let headers = vec![("location", target.clone())];
            return Answer::Reply(307, headers, Vec::new());
        }
        let origin = format!("http://{}/", seen.header("host").unwrap());
        let body = batch_of(&with("write-0", session(UPLOAD)), seen).to_string();
        Answer::Reply(
            200,
            Vec::new(),
            body.replace("\"@/", &format!("\"{origin}")).into(),
        )
    })
    .await;
    let facts = read(&server, &projects()).await;
    let write = &facts.sites[0].libraries[0].write;
    assert_eq!(write.get(), Ok(&LibraryAccess::Allowed));
    assert_eq!((trap.connections(), abandoned(&server).len()), (0, 2));
}

#[test_case(|| Answer::Reply(500, vec![], vec![]); "a fault")]
#[test_case(|| Answer::Reply(401, vec![], vec![]); "refused")]
#[test_case(|| Answer::Reply(429, vec![("retry-after", "20".into())], vec![]); "throttled")]
#[test_case(|| Answer::Nothing; "cut off")]
#[test_case(|| Answer::Silence; "silence")]
#[test_case(|| Answer::Drip(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n".to_vec(), Vec::new(), Duration::from_hours(1)); "a stall")]
#[tokio::test]
async fn a_session_that_cannot_be_abandoned_changes_no_verdict(answer: fn() -> Answer) {
    let server = Scripted::start(move |seen| {
        if seen.method == "DELETE" {
            return answer();
        }
        let origin = format!("http://{}/", seen.header("host").unwrap());
        let body = batch_of(&with("write-0", session(UPLOAD)), seen).to_string();
        Answer::Reply(
            200,
            Vec::new(),
            body.replace("\"@/", &format!("\"{origin}")).into(),
        )
    })
    .await;
    let (entra, clock) = (entra(&server, short()), HandClock::new());
    let token = held_token(&entra, &clock);
    let started = Instant::now();
    let facts = look(&entra, &token, &projects(), &KnownDrives::default(), &clock).await;
    assert!(started.elapsed() < Duration::from_secs(2));
    let library = &facts.sites[0].libraries[0];
    assert_eq!(library.write.get(), Ok(&LibraryAccess::Allowed));
    assert_eq!(abandoned(&server).len(), 2, "tried once more");
}

/// A server that answers the first request to abandon a session with 404, and the next ones with this status.
async fn given_up_after(second: u16) -> Scripted {
    let tries = AtomicUsize::new(0);
    Scripted::start(move |seen| {
        if seen.method == "DELETE" {
            let is_first = tries.fetch_add(1, Ordering::SeqCst) == 0;
            return Answer::Reply(if is_first { 404 } else { second }, Vec::new(), Vec::new());
        }
        let origin = format!("http://{}/", seen.header("host").unwrap());
        let body = batch_of(&with("write-0", session(UPLOAD)), seen).to_string();
        Answer::Reply(
            200,
            Vec::new(),
            body.replace("\"@/", &format!("\"{origin}")).into(),
        )
    })
    .await
}

#[test_case(204, None; "the second try helps")]
#[test_case(404, Some(404); "neither helps")]
#[tokio::test]
async fn a_session_that_is_left_open_is_told_without_its_address(second: u16, status: Option<u16>) {
    let server = given_up_after(second).await;
    let (entra, clock) = (entra(&server, patient()), HandClock::new());
    let token = held_token(&entra, &clock);
    let sites = projects();
    let (drives, write_trials) = (KnownDrives::default(), WriteTrials::default());
    let known = KnownLibraries {
        drives: &drives,
        write_trials: &write_trials,
        trials_since: clock.now(),
    };
    let (_, sessions) = entra.read_system_user(&token, &sites, &known, &clock).await;
    let left = entra.abandon(sessions, &clock).await;
    assert_eq!(abandoned(&server).len(), 2);
    let told: Vec<_> = left
        .iter()
        .map(|left| (left.drive.as_str(), left.evidence.status))
        .collect();
    let expected: Vec<_> = status
        .map(|status| ("b!documents", Some(status)))
        .into_iter()
        .collect();
    assert_eq!(told, expected);
    assert!(!format!("{left:?}").contains("canary"));
}

#[tokio::test]
async fn t46_cleaning_up_ends_by_the_deadline() {
    let server = Scripted::start(|seen| {
        if seen.method == "DELETE" {
            return Answer::Silence;
        }
        let origin = format!("http://{}/", seen.header("host").unwrap());
        let body = batch_of(&with("write-0", session(UPLOAD)), seen).to_string();
        Answer::Reply(
            200,
            Vec::new(),
            body.replace("\"@/", &format!("\"{origin}")).into(),
        )
    })
    .await;
    let (entra, clock) = (entra(&server, patient()), HandClock::new());
    let token = held_token(&entra, &clock);
    let started = Instant::now();
    let ends_at = started + Duration::from_millis(1_200);
    let sites = projects();
    let known = KnownDrives::default();
    let looked = look(&entra, &token, &sites, &known, &clock);
    let facts = deadline::within(ends_at, looked).await;
    assert!(started.elapsed() < Duration::from_secs(2));
    let library = &facts.sites[0].libraries[0];
    assert_eq!(library.write.get(), Ok(&LibraryAccess::Allowed));
}

#[tokio::test]
async fn only_what_was_opened_is_abandoned() {
    let refused = crate::facts::failed(403, "accessDenied");
    let server = serving(with("write-0", refused)).await;
    read(&server, &projects()).await;
    assert!(abandoned(&server).is_empty());
    let without_address = found(json!({ "uploadUrl": null }));
    let server = serving(with("write-0", without_address)).await;
    read(&server, &projects()).await;
    assert!(abandoned(&server).is_empty());
}
