//! Refresh tokens on their way between Secrets Manager and the table, with the rights that the functions really have.

use crate::{
    operations::commands::{ops, printed},
    support::{
        full::{Full, said},
        stack::{Stack, poll},
    },
};
use serde_json::{Value, json};

/// Moves the token of one registration; a sign-in of a moment ago is left alone for a minute.
async fn migrate(id: &str, to: &str) -> Value {
    poll("the move", || async {
        let output = ops(&[
            "system-user-tokens",
            "migrate",
            "--to",
            to,
            "--registration",
            id,
            "--yes",
            "--json",
        ]);
        let done: Value = serde_json::from_slice(&output.stdout).expect("one document");
        let is_complete = done["is_complete"] == true;
        assert_eq!(output.status.success(), is_complete, "{done}");
        if is_complete {
            Ok(done)
        } else {
            Err(done.to_string())
        }
    })
    .await
}

async fn passes(full: &Full) {
    let report = full.verify().await;
    assert_eq!(said(&report, "system-user-connected"), "pass", "{report}");
}

#[tokio::test]
async fn t61_t65_a_refresh_token_is_moved_there_and_back_while_every_run_finds_it() {
    let stack = Stack::load();
    let full = Full::healthy(stack).await;
    let aws = stack.aws();
    let home = stack.system_user_tokens.as_str();
    let stores = ["secrets-manager", "table"];
    let other = stores.into_iter().find(|store| *store != home);
    let other = other.expect("another store");
    let id = full.id.clone();
    assert_eq!(aws.stores_of_sign_in(&id).await, [home]);
    for to in [other, home] {
        let done = migrate(&id, to).await;
        assert_eq!(done["system_users"]["failed"], json!([]), "{done}");
        assert_eq!(aws.stores_of_sign_in(&id).await, [to]);
        let shown = printed(&["system-user-tokens", "show", "--registration", &id]);
        let name = format!("in_{}", to.replace('-', "_"));
        assert_eq!(shown[&name], 1, "{shown}");
        // A run brings it to the table where that is the mode, a minute after the last mark, and leaves it there where it is not.
        let expected = if home == "table" { "table" } else { to };
        poll("the token in its store", || async {
            passes(&full).await;
            let stores = aws.stores_of_sign_in(&id).await;
            (stores == [expected])
                .then_some(())
                .ok_or(format!("{stores:?}"))
        })
        .await;
    }
    let again = migrate(&id, home).await;
    assert_eq!(again["system_users"]["there_before"], 1, "{again}");
}
