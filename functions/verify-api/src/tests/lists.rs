//! Lists of registrations through the API: their reach, filters, views and cursors.

use super::stored::{Stored, key};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use test_case::test_case;

const PATH: &str = "/v1/registrations";

/// Three registrations of Contoso, two of Fabrikam, one of another customer.
async fn six() -> (Stored, Vec<String>) {
    let keys = [
        key("all1keys", &json!({})),
        key(
            "two1keys",
            &json!({"customer_ids": ["contoso", "fabrikam"]}),
        ),
        key(
            "nextkeys",
            &json!({"customer_ids": ["fabrikam", "contoso"]}),
        ),
        key("one1keys", &json!({"customer_ids": ["contoso"]})),
        key("none1key", &json!({"customer_ids": []})),
    ];
    let world = Stored::new(keys.to_vec()).await;
    let mut ids = Vec::new();
    for customer in [
        "contoso", "fabrikam", "contoso", "else", "fabrikam", "contoso",
    ] {
        ids.push(world.register("all1keys", customer).await);
    }
    (world, ids)
}

fn ids(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().unwrap().iter();
    items
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

/// The ids of all pages, in pages of two.
async fn walked(world: &Stored, key: &str, filters: &str) -> Vec<String> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let query = format!("limit=2{filters}{cursor}");
        let (status, page) = world.get(key, PATH, &query).await;
        assert_eq!(status, 200, "{page}");
        all.extend(ids(&page));
        let Some(next) = page["next_cursor"].as_str() else {
            assert!(page["next_cursor"].is_null());
            return all;
        };
        cursor = format!("&cursor={next}");
    }
}

#[test_case("all1keys", 6; "all customers")]
#[test_case("two1keys", 5; "two customers")]
#[test_case("one1keys", 3; "one customer")]
#[test_case("none1key", 0; "no customer")]
#[tokio::test]
async fn t52_a_key_lists_the_union_of_its_customers(key: &str, count: usize) {
    let (world, _) = six().await;
    let listed = walked(&world, key, "").await;
    assert_eq!(listed.len(), count);
    assert_eq!(listed.iter().collect::<BTreeSet<_>>().len(), count);
}

#[test_case("&customer_id=contoso", 3; "of a customer")]
#[test_case("&customer_id=else", 0; "of a customer out of reach")]
#[test_case("&stage=invited", 5; "of the stage")]
#[test_case("&stage=connected", 0; "of another stage")]
#[test_case("&health=unknown&stage=invited&customer_id=fabrikam", 2; "of all three")]
#[test_case("&health=broken", 0; "of another health")]
#[test_case("&usable=yes", 0; "usable")]
#[test_case("&usable_sharepoint=yes", 0; "usable for SharePoint")]
#[test_case("&changed_since=2000-01-01T00:00:00Z", 5; "changed since then")]
#[test_case("&changed_since=2999-01-01T00:00:00Z", 0; "changed in the future")]
#[tokio::test]
async fn a_list_is_filtered(filters: &str, count: usize) {
    let (world, _) = six().await;
    assert_eq!(walked(&world, "two1keys", filters).await.len(), count);
}

#[tokio::test]
async fn the_answers_split_the_list_of_what_can_be_used() {
    let (world, _) = six().await;
    let mut counts = Vec::new();
    for name in ["usable_sharepoint", "usable_mail", "usable"] {
        let mut all = 0;
        for answer in ["yes", "no", "unknown"] {
            all += walked(&world, "two1keys", &format!("&{name}={answer}"))
                .await
                .len();
        }
        counts.push(all);
    }
    // Both services have the same answer before anybody connected.
    assert_eq!(counts, [5, 5, 5]);
}

#[test_case("health=sick", "health"; "no health")]
#[test_case("stage=", "stage"; "an empty stage")]
#[test_case("usable=maybe", "usable"; "no answer")]
#[test_case("view=wide", "view"; "no view")]
#[test_case("changed_since=yesterday", "changed_since"; "no instant")]
#[test_case("customer_id=a%20b", "customer_id"; "no customer")]
#[test_case("limit=1001", "limit"; "too many items")]
#[test_case("sort=health", "sort"; "an unknown parameter")]
#[tokio::test]
async fn t41_what_is_no_filter_is_refused_by_its_name(query: &str, parameter: &str) {
    let world = Stored::new(vec![key("abcdefgh", &json!({}))]).await;
    let (status, problem) = world.get("abcdefgh", PATH, query).await;
    assert_eq!(
        (status, &problem["errors"][0]["parameter"]),
        (422, &json!(parameter))
    );
}

#[tokio::test]
async fn slim_items_have_few_members_and_full_ones_those_of_a_read() {
    let (world, registered) = six().await;
    let (status, slim) = world.get("all1keys", PATH, "view=slim&limit=1000").await;
    // Those of one second are in the order of their ids.
    let sorted = |ids: Vec<String>| ids.into_iter().collect::<BTreeSet<_>>();
    assert_eq!(
        (status, sorted(ids(&slim))),
        (200, sorted(registered.clone()))
    );
    let items = slim["items"].as_array().unwrap();
    let first = items
        .iter()
        .find(|item| item["id"] == registered[0].as_str());
    let mut item = first.unwrap().clone();
    assert!(item["updated_at"].take().is_string());
    let answers = item["usable"].take();
    let names: Vec<_> = answers.as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["sharepoint", "mail"]);
    let expected = json!({
        "id": registered[0], "customer_id": "contoso", "stage": "invited", "health": "unknown",
        "usable": null, "updated_at": null,
    });
    assert_eq!(item, expected);
    let (_, full) = world.get("all1keys", PATH, "").await;
    for item in full["items"].as_array().unwrap() {
        let path = format!("{PATH}/{}", item["id"].as_str().unwrap());
        assert_eq!(world.get("all1keys", &path, "").await, (200, item.clone()));
    }
}

#[tokio::test]
async fn t52_a_cursor_shows_nothing_and_is_taken_by_its_own_list_and_reach_alone() {
    let (world, registered) = six().await;
    let (_, page) = world.get("two1keys", PATH, "limit=2&stage=invited").await;
    let cursor = page["next_cursor"].as_str().unwrap();
    for shown in ["REG", "contoso", registered[0].as_str()] {
        assert!(!cursor.contains(shown), "{cursor}");
    }
    let ask = async |key: &str, filters: &str, cursor: &str| {
        let query = format!("limit=2{filters}&cursor={cursor}");
        world.get(key, PATH, &query).await
    };
    // The next key of the same owner and customers goes on.
    for key in ["two1keys", "nextkeys"] {
        assert_eq!(ask(key, "&stage=invited", cursor).await.0, 200, "{key}");
    }
    let damaged = cursor.replace(&cursor[20..24], "AAAA");
    // As cursors were before they were sealed.
    let plain = "eyJQSyI6IlgjMSIsIlNLIjoiUkVHSVNUUkFUSU9OIn0";
    for (key, filters, cursor) in [
        ("two1keys", "", cursor),
        ("two1keys", "&stage=connected", cursor),
        ("two1keys", "&stage=invited&customer_id=contoso", cursor),
        ("one1keys", "&stage=invited", cursor),
        ("all1keys", "&stage=invited", cursor),
        ("two1keys", "&stage=invited", damaged.as_str()),
        ("two1keys", "&stage=invited", plain),
        ("two1keys", "&stage=invited", ""),
        ("two1keys", "&stage=invited", "k1..."),
    ] {
        let (status, problem) = ask(key, filters, cursor).await;
        assert_eq!(status, 400, "{key} {filters} {cursor}: {problem}");
        assert_eq!(problem["errors"][0]["parameter"], "cursor");
    }
    for list in ["verifications", "audit"] {
        let path = format!("{PATH}/{}/{list}", registered[0]);
        let query = format!("cursor={cursor}");
        assert_eq!(world.get("two1keys", &path, &query).await.0, 400, "{list}");
    }
}
