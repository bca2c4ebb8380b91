//! The groups of the system user, page by page.

use crate::{
    clock::HandClock,
    facts::found,
    office::{GROUP, held_token, look, read, serving, with},
    scripted::{Scripted, json as reply},
    setting::{OTHER_TENANT, PERSON, TENANT, entra, patient},
    system_user::reason,
};
use domain::{drives::KnownDrives, verification::verdict::Unobserved};
use entra::{Limits, SystemUserFacts};
use serde_json::{Value, json};
use test_case::test_case;

/// A Graph in which the list of groups has a second page at this address.
async fn with_second_page(link: &str) -> (SystemUserFacts, Scripted) {
    let link = link.to_owned();
    let server = Scripted::start(move |seen| {
        let origin = format!("http://{}", seen.header("host").unwrap());
        if seen.method == "GET" {
            let more = json!({ "@odata.type": "#microsoft.graph.group", "id": TENANT });
            return reply(200, &json!({ "value": [more] }));
        }
        let next = link.replace('@', &origin);
        let first = json!({ "value": [{ "id": GROUP }], "@odata.nextLink": next });
        reply(
            200,
            &crate::facts::batch_of(&with("groups", found(first)), seen),
        )
    })
    .await;
    let facts = read(&server, &[]).await;
    (facts, server)
}

#[test_case("@/v1.0/me/memberOf?$select=id&$skiptoken=x"; "as asked for")]
#[test_case(&format!("@/v1.0/users/{PERSON}/memberOf?$skiptoken=x"); "by object id")]
#[test_case(&format!("@/v1.0/users('{PERSON}')/memberOf?$skiptoken=x"); "by object id in brackets")]
#[tokio::test]
async fn all_pages_of_the_groups_count(link: &str) {
    let (facts, _server) = with_second_page(link).await;
    assert_eq!(facts.groups.get().unwrap().len(), 2);
}

#[test_case("@/v1.0/me/transitiveMemberOf?$skiptoken=x"; "another relation")]
#[test_case(&format!("@/v1.0/users/{OTHER_TENANT}/memberOf?$skiptoken=x"); "another person")]
#[test_case("http://127.0.0.1:9/v1.0/me/memberOf?$skiptoken=x"; "another host")]
#[tokio::test]
async fn t44_a_page_elsewhere_is_not_read(link: &str) {
    let (facts, server) = with_second_page(link).await;
    assert_eq!(reason(&facts.groups), Some(Unobserved::Unreadable));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn t47_groups_without_end_are_given_up() {
    let many: Vec<Value> = (0..21).map(|_| json!({ "id": GROUP })).collect();
    let server = serving(with("groups", found(json!({ "value": many })))).await;
    let limits = Limits {
        items: 20,
        ..patient()
    };
    let (entra, clock) = (entra(&server, limits), HandClock::new());
    let token = held_token(&entra, &clock);
    let facts = look(&entra, &token, &[], &KnownDrives::default(), &clock).await;
    assert_eq!(reason(&facts.groups), Some(Unobserved::Unreadable));
}
