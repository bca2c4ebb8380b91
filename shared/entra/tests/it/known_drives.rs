//! Libraries that are tried by drives of an earlier run, beside the lists that confirm them.

use crate::{
    clock::HandClock,
    facts::{Parts, batch_of, failed, found},
    office::{
        UPLOAD, all_well, answering, batches, drive, facts_of, held_token, look, look_relying,
        projects, serving, session, site, with,
    },
    scripted::{Answer, Scripted},
    setting::{entra, patient},
    system_user::all_reasons,
};
use domain::{
    clock::Clock as _,
    customer::Site,
    drives::{DriveId, KnownDrives, WriteTrials},
    verification::facts::{LibraryAccess, LibraryPresence, Observed, SiteFacts},
};
use entra::SystemUserFacts;
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::{collections::BTreeSet, fmt::Debug};
use test_case::test_case;

/// Known drives in which the first library of the first site has this drive.
pub(crate) fn known(sites: &[Site], id: &str) -> KnownDrives {
    let mut known = KnownDrives::default();
    let drive = DriveId::try_from(id.to_owned()).unwrap();
    known.insert(&sites[0].url, &sites[0].libraries[0], drive);
    known
}

async fn read_knowing(server: &Scripted, sites: &[Site], known: &KnownDrives) -> SystemUserFacts {
    let (entra, clock) = (entra(server, patient()), HandClock::new());
    let token = held_token(&entra, &clock);
    look(&entra, &token, sites, known, &clock).await
}

fn abandoned(server: &Scripted) -> usize {
    let seen = server.seen();
    seen.iter().filter(|seen| seen.method == "DELETE").count()
}

/// Number of libraries that were tried, by batch.
fn tried(server: &Scripted) -> Vec<usize> {
    let tried = |parts: &Vec<String>| {
        let opens = |part: &&String| part.ends_with("createUploadSession");
        parts.iter().filter(opens).count()
    };
    batches(server).iter().map(tried).collect()
}

#[tokio::test]
async fn writing_is_not_tried_again_where_a_trial_is_new_enough() {
    let sites = projects();
    let server = serving(all_well()).await;
    let (entra, clock) = (entra(&server, patient()), HandClock::new());
    let token = held_token(&entra, &clock);
    let first = look(&entra, &token, &sites, &KnownDrives::default(), &clock).await;
    let tried_at = first
        .write_trials
        .find(&sites[0].url, &sites[0].libraries[0])
        .unwrap();
    let relying = async |drives: &KnownDrives| {
        look_relying(
            &entra,
            &token,
            &sites,
            (drives, &first.write_trials),
            &clock,
        )
        .await
    };
    clock.advance(SignedDuration::from_mins(30));
    let next = relying(&first.drives).await;
    let library = &next.sites[0].libraries[0];
    assert_eq!(library.write.get(), Ok(&LibraryAccess::Allowed));
    assert_eq!(library.write.evidence().unwrap().at, tried_at);
    assert_eq!(library.read.evidence().unwrap().at, clock.now());
    assert_eq!(next.write_trials, first.write_trials);
    assert_eq!((tried(&server), abandoned(&server)), (vec![0, 1, 0, 0], 1));

    // At another drive it says nothing, and neither does it when it is too old.
    let moved = relying(&known(&sites, "b!before")).await;
    assert_eq!(
        moved.sites[0].libraries[0].write.evidence().unwrap().at,
        clock.now()
    );
    assert_eq!(abandoned(&server), 2);
    clock.advance(SignedDuration::from_mins(31));
    let later = relying(&first.drives).await;
    assert_eq!(abandoned(&server), 3);
    assert_ne!(later.write_trials, first.write_trials);
}

#[tokio::test]
async fn a_refused_trial_is_not_kept_and_a_disturbed_one_keeps_the_last() {
    let sites = projects();
    let mut trials = WriteTrials::default();
    let clock = HandClock::new();
    let long_ago = clock.now() - SignedDuration::from_hours(2);
    trials.insert(&sites[0].url, &sites[0].libraries[0], long_ago);
    for (answer, kept) in [
        (failed(403, "accessDenied"), false),
        (failed(503, "serviceNotAvailable"), true),
    ] {
        let server = serving(with("write-0", answer)).await;
        let entra = entra(&server, patient());
        let token = held_token(&entra, &clock);
        let known = known(&sites, "b!documents");
        let facts = look_relying(&entra, &token, &sites, (&known, &trials), &clock).await;
        assert_eq!(facts.write_trials == trials, kept);
        assert_eq!(facts.write_trials.is_empty(), !kept);
    }
}

#[tokio::test]
async fn two_sites_and_four_libraries_take_one_round_trip_once_their_drives_are_known() {
    let url = |number| format!("https://contoso.sharepoint.com/sites/site-{number}");
    let sites = [1, 2].map(|number| site(&url(number), &["Documents", "Plans"]));
    let good = all_well();
    let server = answering(move |id| match id.split_once('-') {
        Some(("drives", number)) => {
            let drives =
                ["Documents", "Plans"].map(|name| drive(&format!("b!{name}-{number}"), name));
            found(json!({ "value": drives }))
        }
        Some(("other", _)) | None => good[id].clone(),
        Some((kind, _)) => good[format!("{kind}-0").as_str()].clone(),
    })
    .await;
    let first = read_knowing(&server, &sites, &KnownDrives::default()).await;
    assert_eq!(
        tried(&server),
        [0, 4],
        "nothing to be tried until the lists are there"
    );
    let connections = server.connections();
    let next = read_knowing(&server, &sites, &first.drives).await;
    assert_eq!(next.drives, first.drives);
    let mut tried = tried(&server);
    assert_eq!(tried.len(), 4);
    tried[2..].sort_unstable();
    assert_eq!(tried[2..], [0, 4]);
    let parts: BTreeSet<usize> = batches(&server)[2..].iter().map(Vec::len).collect();
    assert_eq!(parts, BTreeSet::from([8, 10]));
    assert!(
        server.connections() - connections > 1,
        "one after the other would share one"
    );
    for facts in [first, next] {
        assert_eq!(all_reasons(&facts), BTreeSet::from(["seen".to_owned()]));
    }
}

/// Facts of a site, without the requests that showed them.
fn said(site: &SiteFacts) -> String {
    fn of<T: Debug>(observed: &Observed<T>) -> String {
        format!("{:?}", observed.get())
    }
    let mut said = vec![of(&site.site)];
    for library in &site.libraries {
        said.extend([of(&library.listed), of(&library.read), of(&library.write)]);
    }
    said.join(" ")
}

fn renamed() -> Value {
    found(json!({ "value": [drive("b!documents", "Photos")] }))
}

#[test_case(&[]; "all well")]
#[test_case(&[("site-0", failed(404, "itemNotFound")), ("drives-0", failed(404, "itemNotFound")), ("read-0", failed(404, "itemNotFound")), ("write-0", failed(404, "itemNotFound"))]; "the site is gone")]
#[test_case(&[("site-0", failed(403, "accessDenied")), ("drives-0", failed(403, "accessDenied")), ("read-0", failed(403, "accessDenied")), ("write-0", failed(403, "accessDenied"))]; "the site refuses the account")]
#[test_case(&[("site-0", failed(401, "unauthenticated")), ("drives-0", failed(401, "unauthenticated")), ("read-0", failed(401, "unauthenticated")), ("write-0", failed(401, "unauthenticated"))]; "with 401")]
#[test_case(&[("site-0", failed(423, "resourceLocked")), ("drives-0", failed(423, "resourceLocked")), ("read-0", failed(423, "resourceLocked")), ("write-0", failed(423, "resourceLocked"))]; "locked")]
#[test_case(&[("site-0", failed(400, "invalidRequest")), ("drives-0", failed(400, "invalidRequest")), ("read-0", failed(404, "itemNotFound")), ("write-0", failed(404, "itemNotFound"))]; "another organisation")]
#[test_case(&[("drives-0", failed(403, "accessDenied"))]; "the list is refused")]
#[test_case(&[("drives-0", failed(503, "x"))]; "the list fails")]
#[test_case(&[("drives-0", failed(429, "activityLimitReached"))]; "the list is throttled")]
#[test_case(&[("drives-0", renamed())]; "another name by now")]
#[test_case(&[("drives-0", found(json!({ "value": [] })))]; "the library is gone")]
#[test_case(&[("drives-0", found(json!({ "value": [drive("b!a/../../me", "Documents")] })))]; "an id that is none")]
#[test_case(&[("read-0", failed(401, "unauthenticated"))]; "reading refused with 401")]
#[test_case(&[("read-0", failed(404, "itemNotFound"))]; "gone since the list")]
#[test_case(&[("read-0", failed(423, "resourceLocked"))]; "reading locked")]
#[test_case(&[("write-0", failed(403, "accessDenied"))]; "writing refused")]
#[test_case(&[("write-0", failed(507, "quotaLimitReached"))]; "no room")]
#[test_case(&[("write-0", failed(429, "activityLimitReached"))]; "writing throttled")]
#[test_case(&[("read-0", failed(503, "x")), ("write-0", failed(503, "x"))]; "trying fails")]
#[tokio::test]
async fn an_early_try_says_what_a_later_one_would(answers: &[(&'static str, Value)]) {
    let mut parts: Parts = all_well();
    parts.extend(answers.iter().cloned());
    let later = facts_of(parts.clone()).await;
    let server = serving(parts).await;
    let early = read_knowing(&server, &projects(), &known(&projects(), "b!documents")).await;
    assert_eq!(said(&early.sites[0]), said(&later.sites[0]));
    assert_eq!(early.is_token_refused, later.is_token_refused);
    let sessions = usize::from(answers.iter().all(|(part, _)| *part != "write-0"));
    assert_eq!(
        abandoned(&server),
        sessions,
        "tried once, and nothing is left behind"
    );
}

#[tokio::test]
async fn a_refused_token_is_told_as_such_whatever_is_tried_early() {
    let refused = |_: &str| failed(401, "InvalidAuthenticationToken");
    let server = answering(refused).await;
    let facts = read_knowing(&server, &projects(), &known(&projects(), "b!documents")).await;
    assert!(facts.is_token_refused);
    // One answer of another kind in the early try is no witness for the account's own reads.
    let server = answering(move |id| match id {
        "read-0" => found(json!({ "value": [] })),
        _ => refused(id),
    })
    .await;
    let facts = read_knowing(&server, &projects(), &known(&projects(), "b!documents")).await;
    assert!(facts.is_token_refused);
}

/// A Graph that refuses trials at the library's former drive.
async fn moved() -> Scripted {
    Scripted::start(|seen| {
        if seen.method == "DELETE" {
            return Answer::Reply(204, Vec::new(), Vec::new());
        }
        let mut parts = all_well();
        if seen.body.contains("b!before") {
            parts.insert("read-0", failed(423, "resourceLocked"));
        }
        let origin = format!("http://{}/", seen.header("host").unwrap());
        let text = batch_of(&parts, seen).to_string();
        let text = text.replace("\"@/", &format!("\"{origin}"));
        Answer::Reply(200, Vec::new(), text.into())
    })
    .await
}

#[tokio::test]
async fn a_library_that_moved_is_tried_where_it_is_now() {
    let server = moved().await;
    let before = known(&projects(), "b!before");
    let facts = read_knowing(&server, &projects(), &before).await;
    let library = &facts.sites[0].libraries[0];
    assert_eq!(
        library.listed.get(),
        Ok(&LibraryPresence::Found { is_full: false })
    );
    assert_eq!(library.read.get(), Ok(&LibraryAccess::Allowed));
    let request = &library.read.evidence().unwrap().request;
    assert_eq!(request, "GET /v1.0/drives/b!documents/root/children");
    assert_eq!(facts.drives, known(&projects(), "b!documents"));
    assert_eq!(batches(&server).len(), 3);
    assert_eq!(
        abandoned(&server),
        2,
        "also the one that was opened in vain"
    );
}

#[tokio::test]
async fn two_names_of_one_library_are_one_try() {
    let url = "https://contoso.sharepoint.com/sites/projects";
    let sites = [site(url, &["Documents", "DOCUMENTS"])];
    let server = serving(all_well()).await;
    let first = read_knowing(&server, &sites, &KnownDrives::default()).await;
    let next = read_knowing(&server, &sites, &first.drives).await;
    for facts in [&first, &next] {
        for library in &facts.sites[0].libraries {
            assert_eq!(library.write.get(), Ok(&LibraryAccess::Allowed));
        }
    }
    assert_eq!(abandoned(&server), 2);
}

#[test_case(all_well(), Some("b!documents"); "found")]
#[test_case(with("drives-0", renamed()), None; "another name by now")]
#[test_case(with("drives-0", failed(403, "accessDenied")), None; "the list is refused")]
#[test_case(with("drives-0", failed(503, "x")), Some("b!before"); "the list fails")]
#[tokio::test]
async fn drives_are_kept_as_long_as_nothing_is_known_to_have_changed(
    parts: Parts,
    expected: Option<&str>,
) {
    let server = serving(parts).await;
    // The second site is not configured any more.
    let mut before = known(&projects(), "b!before");
    let other = site("https://contoso.sharepoint.com/sites/other", &["Documents"]);
    let drive = DriveId::try_from("b!other".to_owned()).unwrap();
    before.insert(&other.url, &other.libraries[0], drive);
    let facts = read_knowing(&server, &projects(), &before).await;
    let expected = expected
        .map(|id| known(&projects(), id))
        .unwrap_or_default();
    assert_eq!(facts.drives, expected);
    assert!(
        batches(&server)
            .iter()
            .flatten()
            .all(|part| !part.contains("b!other"))
    );
}

#[tokio::test]
async fn an_early_try_that_gets_no_answer_disturbs_nothing_else_and_is_not_sent_again() {
    let server = Scripted::start(|seen| {
        if seen.body.contains("createUploadSession") {
            return Answer::Nothing;
        }
        let body = batch_of(&with("write-0", session(UPLOAD)), seen);
        Answer::Reply(200, Vec::new(), body.to_string().into())
    })
    .await;
    let facts = read_knowing(&server, &projects(), &known(&projects(), "b!documents")).await;
    let library = &facts.sites[0].libraries[0];
    assert!(facts.user.get().is_ok() && library.listed.get().is_ok());
    assert!(library.read.get().is_err() && library.write.get().is_err());
    assert_eq!(batches(&server).len(), 2);
}
