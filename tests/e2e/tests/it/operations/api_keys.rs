//! `cargo ops api-key`: keys that are made, replaced and ended.

use super::commands::{printed, refused, text};
use crate::support::{
    aws::api_keys_turn,
    stack::{HostApp, Stack, fresh_id, poll},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Polls until the API answers a key with that status.
async fn answers(host_app: &HostApp, status: u16) {
    poll("the change of the key", || async {
        let answer = host_app.get("/v1/me").await;
        if answer.status == status {
            Ok(())
        } else {
            Err(answer.text)
        }
    })
    .await;
}

#[tokio::test]
async fn t50_t67_an_operator_makes_replaces_and_ends_a_key() {
    let stack = Stack::load();
    let malformed = json!({"id": "malformed0", "sha256": "12"});
    stack.aws().store_api_key(&malformed).await;
    let _turn = api_keys_turn();
    let owner = format!("portal-{}", fresh_id());
    let made = printed(&[
        "api-key",
        "create",
        "--owner",
        &owner,
        "--scopes",
        "read,verify",
        "--customers",
        "fabrikam,contoso",
        "--expires",
        "2999-01-01",
    ]);
    let id = text(&made["id"]);
    let first = stack.host_app().with_key(text(&made["key"]));
    answers(&first, 200).await;
    let me = first.get("/v1/me").await.expect(200);
    assert_eq!(me["scopes"], json!(["read", "verify"]));
    assert_eq!(me["customer_ids"], json!(["contoso", "fabrikam"]));

    // A second one with the same rights; the end has to be said anew.
    assert!(refused(&["api-key", "rotate", id]).contains("--expires"));
    let second = printed(&["api-key", "rotate", id, "--expires", "2999-01-01"]);
    assert_eq!(second["old"]["id"], id);
    assert!(text(&second["old"]["revoke_with"]).contains(&format!("revoke {id}")));
    for member in ["owner", "scopes", "customer_ids", "expires_at"] {
        assert_eq!(second[member], made[member], "{member}");
    }
    let next = stack.host_app().with_key(text(&second["key"]));
    answers(&next, 200).await;
    answers(&first, 200).await;

    let listed = printed(&["api-key", "list"]);
    let entries = listed["keys"].as_array().expect("keys");
    let of_owner = entries.iter().filter(|key| key["owner"] == owner.as_str());
    let uses: Vec<_> = of_owner
        .map(|key| key["last_used_on"].is_string())
        .collect();
    assert_eq!(uses, [true, true], "{listed}");
    assert_eq!(listed["malformed"].as_array().map(Vec::len), Some(1));
    let hashes = stack.aws().secret_value("api-keys").await;
    for key in [&made, &second] {
        let secret = text(&key["key"]).splitn(4, '_').nth(3).expect("a secret");
        assert!(!listed.to_string().contains(secret) && !hashes.contains(secret));
    }

    // Nobody is asked without a terminal, and nothing is done unasked.
    assert!(refused(&["api-key", "revoke", id]).contains("--yes"));
    answers(&first, 200).await;
    for gone in [id, text(&second["id"]), "malformed0"] {
        printed(&["api-key", "revoke", gone, "--yes"]);
    }
    answers(&first, 401).await;
    answers(&next, 401).await;
    let listed = printed(&["api-key", "list"]);
    assert_eq!(listed["malformed"], json!([]));
}

#[tokio::test]
async fn t67_of_keys_that_are_made_at_once_none_is_lost() {
    let stack = Stack::load();
    let _turn = api_keys_turn();
    let before = printed(&["api-key", "list"]);
    let owner = format!("portal-{}", fresh_id());
    let arguments = ["api-key", "create", "--owner", &owner, "--scopes", "read"];
    let made: BTreeSet<String> = std::thread::scope(|scope| {
        let makers: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| text(&printed(&arguments)["id"]).to_owned()))
            .collect();
        let made = makers.into_iter().map(|maker| maker.join().expect("a key"));
        made.collect()
    });
    assert_eq!(made.len(), 6);
    let listed = printed(&["api-key", "list"]);
    let ids = |listed: &Value| -> BTreeSet<String> {
        let keys = listed["keys"].as_array().expect("keys");
        keys.iter().map(|key| text(&key["id"]).to_owned()).collect()
    };
    let expected = ids(&before).union(&made).cloned().collect();
    assert_eq!(ids(&listed), expected);
    for id in made {
        printed(&["api-key", "revoke", &id, "--yes"]);
    }
    // The key of the other tests is among those that stayed.
    stack.host_app().get("/v1/me").await.expect(200);
}
