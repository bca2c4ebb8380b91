//! `cargo ops erase`: the erasure at an operator's word, and the proof that nothing is left.

use crate::{
    operations::commands::{ops, printed, refused, text},
    support::{
        full::Full,
        stack::{Stack, fresh_id},
        tenant::Tenant,
    },
};
use serde_json::json;

#[tokio::test]
async fn t83_an_operator_erases_a_customer_and_sees_that_nothing_is_left() {
    let stack = Stack::load();
    let aws = stack.aws();
    let canary = fresh_id().replace('-', "");
    let tenant = Tenant::called(stack, "all-well", &format!("tenant-{canary}")).await;
    let mut body = tenant.registration_in_full();
    body["customer_name"] = json!(format!("customer-{canary}"));
    let full = Full::connected(stack, tenant, &body).await;
    let path = format!("/v1/registrations/{}", full.id);
    let seen = full.seen().await;
    let (id, customer) = (full.id.as_str(), text(&seen["customer_id"]));

    // Of a customer that is there, something is left: it is read and told by kind, without a name.
    let there = ops(&["erase", id, "--check", "--json"]);
    assert_eq!(there.status.code(), Some(1), "{there:?}");
    let there: serde_json::Value = serde_json::from_slice(&there.stdout).expect("one document");
    for kind in [
        "registration",
        "standing",
        "verification",
        "invitation",
        "support_code",
        "tenant",
    ] {
        assert!(there["left"][kind].as_u64() >= Some(1), "{kind}: {there}");
    }
    assert_eq!(there["sign_in"], "kept");
    assert!(
        there["state"].is_null() && !there.to_string().contains(&canary),
        "{there}"
    );

    // Nothing is done unasked, and the question names the customer by its id.
    let asked = refused(&["erase", id]);
    assert!(
        asked.contains("--yes") && asked.contains(customer),
        "{asked}"
    );
    assert!(!asked.contains(&canary), "{asked}");
    assert!(refused(&["erase", id, "--names"]).contains(&canary));
    full.host_app.get(&path).await.expect(200);

    let code = text(&seen["support_code"]);
    let erased = printed(&["erase", code, "--yes", "--wait"]);
    assert_eq!(erased["id"], id);
    assert_eq!(erased["customer_id"], customer);
    assert_eq!(erased["state"], "erased");
    assert!(erased["erased_at"].is_string());
    assert_eq!(
        full.host_app.get(&path).await.expect(410)["state"],
        "erased"
    );
    let checked = printed(&["erase", id, "--check"]);
    assert_eq!(checked["state"], "erased");
    assert_eq!(checked["left"], json!({}));
    assert_eq!(checked["sign_in"], "none");
    assert!(!aws.dump_table().await.contains(&canary));
    assert_eq!(
        aws.secret_versions(&format!("system-users/{id}")).await,
        None
    );

    // Asked for again, it tells of the erasure that was.
    assert_eq!(printed(&["erase", id, "--yes"]), erased);
    let audit = printed(&["audit", "--last", "500"]);
    let operations = audit["operations"].as_array().expect("operations");
    let of_it = operations.iter().filter(|one| {
        let wanted = &one["command"]["erase"]["wanted"];
        wanted["registration_id"] == id || wanted["support_code"] == code
    });
    assert!(of_it.count() >= 5, "{audit}");

    // What is left of an erased registration is found, wherever it lies.
    aws.send_dead_letter("sweep", &json!({"registration_id": id}).to_string())
        .await;
    let left = ops(&["erase", id, "--check", "--json"]);
    printed(&["dead-letters", "drop", "--queue", "sweep", "--yes"]);
    assert_eq!(left.status.code(), Some(1), "{left:?}");
    let left: serde_json::Value = serde_json::from_slice(&left.stdout).expect("one document");
    assert_eq!(left["dead_letters"], json!(["sweep"]));
}

#[test]
fn an_erasure_of_nobody_is_refused() {
    let nobody = fresh_id();
    for (arguments, says) in [
        (&["erase", "contoso.example"][..], "support code"),
        (&["erase", &nobody, "--yes"], "no registration"),
        (&["erase", "0000-0000", "--yes"], "No registration"),
        (&["erase", &nobody, "--check", "--wait"], "--wait"),
    ] {
        let said = refused(arguments);
        assert!(said.contains(says), "{arguments:?}: {said}");
    }
    // Nothing is there, and nothing says that it was erased: that is not known to be well.
    let unknown = ops(&["erase", &nobody, "--check"]);
    assert_eq!(unknown.status.code(), Some(2), "{unknown:?}");
}
