//! Our own credential and the sealing keys, replaced by command while everything runs.

use crate::{
    journeys::administrator::connect,
    operations::commands::{command, printed, refused, text},
    support::{
        person::Person,
        put_back::put_back_after,
        stack::{Stack, poll},
        tenant::Tenant,
    },
};
use serde_json::{Value, json};
use std::{
    io::{BufRead as _, BufReader},
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};
use tokio::{task::JoinHandle, task::block_in_place};

/// Customers who connect, one after the other, until they are told to stop.
struct Load {
    is_over: Arc<AtomicBool>,
    connected: Arc<AtomicUsize>,
    customers: Vec<JoinHandle<()>>,
}

impl Load {
    fn begin() -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let connected = Arc::new(AtomicUsize::new(0));
        let customers = (0..3).map(|_| {
            let (is_over, connected) = (Arc::clone(&is_over), Arc::clone(&connected));
            tokio::spawn(async move {
                while !is_over.load(Ordering::Relaxed) {
                    connect_one().await;
                    connected.fetch_add(1, Ordering::Relaxed);
                }
            })
        });
        Self {
            customers: customers.collect(),
            is_over,
            connected,
        }
    }

    /// Waits until so many more have connected; gives the number of all.
    async fn more(&self, count: usize) -> usize {
        let wanted = self.connected.load(Ordering::Relaxed) + count;
        poll("customers", || async {
            assert!(!self.customers.iter().any(JoinHandle::is_finished));
            let connected = self.connected.load(Ordering::Relaxed);
            if connected >= wanted {
                Ok(connected)
            } else {
                Err(format!("{connected} of {wanted}"))
            }
        })
        .await
    }

    async fn end(self) {
        self.is_over.store(true, Ordering::Relaxed);
        for customer in self.customers {
            customer.await.expect("a request failed");
        }
    }
}

/// A customer connects: the callback redeems codes with our credential, worker and API ask for tokens with it. The first health is
/// good and stays the only one.
pub(super) async fn connect_one() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    connect(&mut Person::new(stack), &link, &tenant.administrator).await;
    let healthy = |seen: &Value| seen["health"]["status"] == "healthy";
    host_app.wait_for(&id, "health", healthy).await;
    let path = format!("/v1/registrations/{id}/verifications");
    let report = host_app.post(&path, &json!({})).await.expect(201);
    assert_eq!(report["outcome"], "complete", "{report}");
    let seen = host_app.registration(&id).await;
    assert_eq!(seen["health"]["version"], 1, "{seen}");
}

/// Starts a rotation that waits, and kills it while it does.
fn rotate_and_kill() {
    let mut waiting = command(&["credential", "rotate", "--wait"])
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("ops starts");
    let said = BufReader::new(waiting.stderr.take().expect("its words"));
    let waits = said
        .lines()
        .map_while(Result::ok)
        .any(|line| line.contains("Waiting until Entra"));
    assert!(waits, "it ended before it waited");
    waiting.kill().expect("it is killed");
    waiting.wait().expect("it ends");
}

pub(super) fn credentials() -> Vec<Value> {
    let listed = printed(&["credential", "list"]);
    listed["credentials"].as_array().expect("a list").clone()
}

async fn rotate_under_load() {
    let microsoft = Stack::load().microsoft();
    let before = block_in_place(credentials);
    let load = Load::begin();
    load.more(1).await;

    // Killed and begun anew, it goes on with the certificate that it made.
    block_in_place(rotate_and_kill);
    let made = block_in_place(|| printed(&["credential", "rotate"]));
    let id = text(&made["id"]);
    assert_eq!(made["is_first"], false);
    let listed = block_in_place(credentials);
    assert_eq!(listed.len(), before.len() + 1);
    let last = listed.last().expect("one");
    assert_eq!(
        (&last["id"], &last["at_home"]),
        (&made["id"], &json!("refused"))
    );
    assert!(text(&last["reason"]).contains("AADSTS700027"), "{last}");
    assert_eq!(last["days_left"], 364);

    let file = text(&made["certificate_file"]);
    let certificate = std::fs::read_to_string(file).expect("a certificate");
    assert!(!certificate.contains("PRIVATE"));
    std::fs::remove_file(file).expect("the file goes");
    let upload = json!({"certificate_pem": certificate, "spreads_for_seconds": 10});
    microsoft.send("POST", "/app/certificates", &upload).await;
    let switched = block_in_place(|| printed(&["credential", "rotate", "--wait"]));
    assert_eq!(
        (&switched["id"], &switched["is_first"]),
        (&made["id"], &json!(true))
    );
    std::fs::remove_file(file).expect("the file goes");
    load.more(3).await;

    // Those of before are removed, here and then there.
    for old in &before {
        let old = text(&old["id"]);
        assert!(block_in_place(|| refused(&["credential", "remove", old])).contains("--yes"));
        block_in_place(|| printed(&["credential", "remove", old, "--yes"]));
    }
    let last = block_in_place(|| refused(&["credential", "remove", id, "--yes"]));
    assert!(last.contains("stays"), "{last}");
    let secrets = json!({"secrets": [], "certificates_pem": [certificate]});
    microsoft.send("POST", "/app", &secrets).await;
    load.more(6).await;
    let left = block_in_place(credentials);
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(
        (&left[0]["id"], &left[0]["at_home"]),
        (&made["id"], &json!("taken"))
    );
    load.end().await;
}

/// It runs alone, because every function meets the change.
#[tokio::test(flavor = "multi_thread")]
async fn t63_a_credential_is_rotated_by_command_under_load_and_no_request_fails() {
    Box::pin(put_back_after(&["entra-app"], rotate_under_load())).await;
}

#[tokio::test]
async fn a_sealing_key_opens_before_it_seals_and_the_command_goes_on_where_it_was() {
    Box::pin(put_back_after(&["sealing-keys"], add_a_sealing_key())).await;
}

async fn add_a_sealing_key() {
    let before = printed(&["sealing-key", "list"]);
    assert_eq!(before["next"]["step"], "add");
    let added = printed(&["sealing-key", "rotate"]);
    let again = printed(&["sealing-key", "rotate"]);
    connect_one().await;
    assert_eq!(added, again);
    assert_eq!(added["next"]["step"], "seal");
    let keys = added["keys"].as_array().expect("keys");
    let seals: Vec<_> = keys.iter().map(|key| key["seals"] == true).collect();
    assert_eq!(seals, [true, false]);
    assert_eq!(keys[0], before["keys"][0]);
    assert!(keys[1]["made_at"].is_string());
}
