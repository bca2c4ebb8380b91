//! The federated credential: the functions prove themselves to Entra by their roles, another credential takes over where AWS gives
//! no token, and the way back.

use crate::{
    operations::{
        commands::{printed, refused, text},
        rotations::{connect_one, credentials},
    },
    support::{
        aws::Aws,
        stack::{Stack, fresh_id, poll},
    },
};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};
use tokio::task::block_in_place;

/// Longer than a function leaves STS alone after a failure.
const FAILURE_HELD: Duration = Duration::from_secs(31);

fn ids(credentials: &[Value]) -> Vec<String> {
    let ids = credentials.iter().map(|one| text(&one["id"]).to_owned());
    ids.collect()
}

/// The answer of Entra to the roles, once it is that one.
async fn federated_at_home(answer: &str, reason: &str) -> Value {
    poll(answer, || async {
        let listed = block_in_place(credentials);
        let federated = listed.into_iter().find(|one| one["id"] == "federated");
        let federated = federated.expect("the federated credential");
        let is_reason = federated["reason"]
            .as_str()
            .unwrap_or_default()
            .contains(reason);
        if federated["at_home"] == answer && is_reason {
            Ok(federated)
        } else {
            Err(federated.to_string())
        }
    })
    .await
}

async fn federate(stored: &str, app: &Value) {
    let stack = Stack::load();
    let (microsoft, aws) = (stack.microsoft(), stack.aws());
    let change = async |change: Value| {
        microsoft.send("POST", "/app", &change).await;
    };
    let stored: Value = serde_json::from_str(stored).expect("JSON");
    let certificate = stored["credentials"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["kind"] == "certificate")
        .expect("a certificate");
    let secret = fresh_id();

    // Federation is not enabled, so AWS gives no token: the next credential serves, and nobody notices. What the functions hold is
    // refused, so that they read the new list at once.
    let list = json!({"credentials": [
        {"kind": "federated"}, {"kind": "secret", "secret": secret}, certificate,
    ]});
    aws.put_secret_value("entra-app", &list.to_string()).await;
    change(json!({"secrets": [secret], "certificates_pem": []})).await;
    connect_one().await;
    let last_failure = Instant::now();
    let listed = block_in_place(credentials);
    assert_eq!(
        (&listed[0]["id"], &listed[0]["kind"], &listed[0]["at_home"]),
        (&json!("federated"), &json!("federated"), &json!("refused")),
    );
    assert_eq!(listed[0]["ends_at"], Value::Null);
    assert!(
        text(&listed[0]["reason"]).contains("not enabled"),
        "{listed:?}"
    );

    // The command enables it and says what Entra needs; twice does no more than once.
    let said = block_in_place(|| printed(&["credential", "federate"]));
    assert_eq!(
        said,
        block_in_place(|| printed(&["credential", "federate"]))
    );
    assert_eq!(said["order"], json!(ids(&listed)));
    let trusted = said["federated_identity_credentials"]
        .as_array()
        .expect("a list");
    let subjects: BTreeSet<_> = trusted.iter().map(|one| text(&one["subject"])).collect();
    let expected = ["oauth-callback", "verify-api", "verify-worker"].map(|function| {
        format!("arn:aws:iam::000000000000:role/cooperlink-local-{function}-eu-central-1")
    });
    assert_eq!(subjects, expected.iter().map(String::as_str).collect());
    let unknown = federated_at_home("refused", "AADSTS700211").await;
    assert!(
        text(&unknown["reason"]).contains("its subject is arn:"),
        "{unknown}"
    );

    // One role that Entra does not know is named.
    change(json!({"federated_identity_credentials": trusted[1..]})).await;
    let unknown = federated_at_home("refused", "AADSTS700213").await;
    let subject = text(&trusted[0]["subject"]);
    assert!(text(&unknown["reason"]).contains(subject), "{unknown}");
    let put = ["credential", "put-first", "federated"];
    assert!(block_in_place(|| refused(&put)).contains("700213"));

    // From here on nothing but the roles serves: a sign-in is finished, a tenant is verified.
    change(json!({"federated_identity_credentials": trusted})).await;
    federated_at_home("taken", "").await;
    poll("half a minute", || async {
        let left = FAILURE_HELD.checked_sub(last_failure.elapsed());
        left.map_or(Ok(()), |left| Err(format!("{left:?} left")))
    })
    .await;
    change(json!({"secrets": []})).await;
    connect_one().await;
    let put = block_in_place(|| printed(&put));
    assert_eq!(put["order"][0], "federated");

    // And back, by command.
    let certificate = &ids(&listed)[2];
    let restored = json!({
        "certificates_pem": app["certificates_pem"],
        "federated_identity_credentials": [],
    });
    change(restored).await;
    let put = block_in_place(|| printed(&["credential", "put-first", certificate]));
    assert_eq!(put["order"][0], json!(certificate));
    connect_one().await;
    let remove = ["credential", "remove", "federated"];
    assert!(block_in_place(|| refused(&remove)).contains("--yes"));
    block_in_place(|| printed(&[&remove[..], &["--yes"]].concat()));
    let left = ids(&block_in_place(credentials));
    assert!(!left.contains(&"federated".to_owned()), "{left:?}");
}

/// It runs alone, because every function meets the change.
#[tokio::test(flavor = "multi_thread")]
async fn t63_the_functions_prove_themselves_by_their_roles_and_another_credential_takes_over() {
    let stack = Stack::load();
    let (microsoft, aws) = (stack.microsoft(), stack.aws());
    let stored = aws.secret_value("entra-app").await;
    let app = microsoft.send("GET", "/app", &Value::Null).await;
    let tried = {
        let (stored, app) = (stored.clone(), app.clone());
        tokio::spawn(async move { federate(&stored, &app).await }).await
    };
    aws.put_secret_value("entra-app", &stored).await;
    let restored = json!({
        "secrets": app["secrets"],
        "certificates_pem": app["certificates_pem"],
        "federated_identity_credentials": app["federated_identity_credentials"],
    });
    microsoft.send("POST", "/app", &restored).await;
    let disable = json!(["iam", "disable_outbound_web_identity_federation", {}]);
    block_in_place(|| Aws::call(&[disable]));
    tried.expect("the change went unnoticed");
}
