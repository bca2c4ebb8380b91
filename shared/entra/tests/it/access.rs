//! Access to the app, as an administrator's token shows it.

use crate::{
    clock::HandClock,
    facts::{OURS, Parts, failed, found, serving},
    office::{answering, batches},
    scripted::{Answer, Scripted, json as reply},
    setting::{CLIENT, PERSON, entra, patient},
};
use domain::{
    access::{Access, AssignedApplication, Assignee, AssigneeKind, Members, Principal},
    customer::UserPrincipalName,
    ids::ObjectId,
    verification::{facts::Observed, verdict::Unobserved},
};
use entra::AccessFacts;
use secrecy::SecretString;
use serde_json::{Value, json};
use test_case::test_case;

pub(crate) const ALEX: &str = "a1000000-0000-4000-8000-000000000001";
pub(crate) const BIRGIT: &str = "a1000000-0000-4000-8000-000000000002";
pub(crate) const EVERYBODY: &str = "96000000-0000-4000-8000-000000000001";
pub(crate) const NESTED: &str = "96000000-0000-4000-8000-000000000002";

pub(crate) fn id(text: &str) -> ObjectId {
    text.parse().unwrap()
}

pub(crate) fn token() -> SecretString {
    SecretString::from("canary-administrator-token")
}

fn name() -> UserPrincipalName {
    UserPrincipalName::try_from("$c'l@contoso.example".to_owned()).unwrap()
}

pub(crate) fn service_principal() -> Value {
    found(json!({ "id": OURS, "appId": CLIENT, "appRoleAssignmentRequired": true }))
}

fn assignment(id: &str, kind: &str, who: &str, name: Option<&str>, since: Option<&str>) -> Value {
    json!({
        "id": id, "principalId": who, "principalType": kind, "principalDisplayName": name,
        "createdDateTime": since, "resourceId": OURS,
    })
}

fn user_body(id: &str, name: &str, address: &str) -> Value {
    json!({ "@odata.type": "#microsoft.graph.user", "id": id, "displayName": name, "userPrincipalName": address })
}

fn group_body(id: &str, name: &str) -> Value {
    json!({ "@odata.type": "#microsoft.graph.group", "id": id, "displayName": name })
}

fn list(items: &[Value]) -> Value {
    found(json!({ "value": items }))
}

const OF_EVERYBODY: &str = "group-96000000-0000-4000-8000-000000000001";

/// Access to which Birgit and the group "Everybody" are assigned; Alex and the nested group are in "Everybody".
pub(crate) fn well() -> Parts {
    Parts::from([
        ("service-principal", service_principal()),
        (
            "assigned",
            list(&[
                assignment(
                    "a-2",
                    "User",
                    BIRGIT,
                    Some("Birgit"),
                    Some("2026-02-01T00:00:00Z"),
                ),
                assignment("a-1", "Group", EVERYBODY, Some("Everybody"), None),
                assignment("a-4", "ServicePrincipal", OURS, Some("Another app"), None),
                assignment("a-5", "Hologram", OURS, None, None),
                assignment(
                    "a-3",
                    "User",
                    BIRGIT,
                    Some("Birgit"),
                    Some("2025-03-01T08:15:30.1234567Z"),
                ),
            ]),
        ),
        ("me", found(json!({ "id": PERSON }))),
        (
            "memberships",
            list(&[
                group_body(EVERYBODY, "Everybody"),
                json!({ "@odata.type": "#microsoft.graph.directoryRole", "id": NESTED,
                    "displayName": "Global Administrator", "roleTemplateId": "62e90394" }),
                json!({ "@odata.type": "#microsoft.graph.administrativeUnit", "id": NESTED }),
            ]),
        ),
        (
            "system-user",
            found(
                json!({ "id": ALEX, "displayName": "Alex", "userPrincipalName": "alex@contoso.example" }),
            ),
        ),
        (
            OF_EVERYBODY,
            list(&[
                user_body(ALEX, "Alex", "alex@contoso.example"),
                group_body(NESTED, "Inside"),
                json!({ "@odata.type": "#microsoft.graph.device", "id": OURS }),
            ]),
        ),
    ])
}

fn with(id: &'static str, answer: Value) -> Parts {
    let mut parts = well();
    parts.insert(id, answer);
    parts
}

async fn read(server: &Scripted) -> AccessFacts {
    let (name, clock) = (name(), HandClock::new());
    entra(server, patient())
        .read_access(&token(), Some(&name), &clock)
        .await
}

async fn facts_of(parts: Parts) -> AccessFacts {
    read(&serving(parts).await).await
}

async fn access_of(parts: Parts) -> Access {
    facts_of(parts).await.access.get().unwrap().clone()
}

fn principal(kind: AssigneeKind, who: &str, name: &str, address: Option<&str>) -> Principal {
    Principal {
        id: id(who),
        kind,
        name: name.to_owned(),
        address: address.map(str::to_owned),
    }
}

fn alex() -> Principal {
    principal(
        AssigneeKind::User,
        ALEX,
        "Alex",
        Some("alex@contoso.example"),
    )
}

fn expected() -> Access {
    Access {
        service_principal: id(OURS),
        is_required: true,
        assigned: vec![
            Assignee {
                principal: principal(AssigneeKind::User, BIRGIT, "Birgit", None),
                assignment_ids: vec!["a-2".to_owned(), "a-3".to_owned()],
                since: Some("2025-03-01T08:15:30.1234567Z".parse().unwrap()),
                members: None,
            },
            Assignee {
                principal: principal(AssigneeKind::Group, EVERYBODY, "Everybody", None),
                assignment_ids: vec!["a-1".to_owned()],
                since: None,
                members: Some(Members {
                    people: vec![alex()],
                    groups: vec![principal(AssigneeKind::Group, NESTED, "Inside", None)],
                }),
            },
        ],
        applications: vec![AssignedApplication {
            id: id(OURS),
            name: "Another app".to_owned(),
            since: None,
        }],
    }
}

#[tokio::test]
async fn who_may_use_the_app_is_read_in_two_round_trips() {
    let server = serving(well()).await;
    let facts = read(&server).await;
    assert_eq!(facts.access.get().unwrap(), &expected());
    assert_eq!(facts.own_groups.get().unwrap(), &[id(EVERYBODY)]);
    assert_eq!(facts.own_roles.get().unwrap(), &["62e90394".to_owned()]);
    assert_eq!(facts.system_user.unwrap().get().unwrap(), &Some(alex()));

    let app = format!("/servicePrincipals(appId='{CLIENT}')");
    let first = [
        format!("GET {app}?$select=id,appId,appRoleAssignmentRequired"),
        format!("GET {app}/appRoleAssignedTo?$top=999"),
        "GET /me?$select=id".to_owned(),
        "GET /me/memberOf?$select=id,displayName,roleTemplateId".to_owned(),
        "GET /users('%24c%27%27l@contoso.example')?$select=id,displayName,userPrincipalName"
            .to_owned(),
    ];
    let second = format!(
        "GET /groups/{EVERYBODY}/members?$select=id,displayName,userPrincipalName&$top=999"
    );
    assert_eq!(batches(&server), [first.to_vec(), vec![second]]);
    for seen in server.seen() {
        assert_eq!(
            seen.header("authorization"),
            Some("Bearer canary-administrator-token")
        );
    }
}

#[tokio::test]
async fn where_no_group_is_assigned_one_round_trip_is_enough() {
    let nobody = with("assigned", list(&[]));
    let server = serving(nobody).await;
    let facts = read(&server).await;
    assert_eq!(facts.access.get().unwrap().assigned, []);
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_system_user_who_was_not_named_is_not_looked_for() {
    let server = serving(well()).await;
    let facts = entra(&server, patient())
        .read_access(&token(), None, &HandClock::new())
        .await;
    assert_eq!(facts.system_user, None);
    assert_eq!(batches(&server)[0].len(), 4);
}

#[tokio::test]
async fn nobody_is_assigned_only_where_the_service_principal_was_seen() {
    let mut parts = with("assigned", list(&[]));
    parts.insert("service-principal", failed(404, "Request_ResourceNotFound"));
    let facts = facts_of(parts.clone()).await;
    assert_eq!(facts.access.get().err(), Some(Unobserved::NotReached));
    assert_eq!(facts.access.evidence().unwrap().status, Some(404));
    assert!(facts.own_groups.get().is_ok());

    let other = json!({ "id": OURS, "appId": OURS, "appRoleAssignmentRequired": true });
    parts.insert("service-principal", found(other));
    let facts = facts_of(parts.clone()).await;
    assert_eq!(facts.access.get().err(), Some(Unobserved::Unreadable));

    parts.insert(
        "service-principal",
        found(json!({ "id": OURS, "appId": CLIENT })),
    );
    let facts = facts_of(parts).await;
    assert_eq!(facts.access.get().err(), Some(Unobserved::Unreadable));
}

#[test_case("service-principal"; "the service principal")]
#[test_case("assigned"; "the assignments")]
#[tokio::test]
async fn t24_a_sign_in_that_is_over_shows_in_the_part_it_ends(part: &'static str) {
    let facts = facts_of(with(part, failed(401, "InvalidAuthenticationToken"))).await;
    assert_eq!(facts.access.get().err(), Some(Unobserved::Refused));
    assert_eq!(facts.access.evidence().unwrap().status, Some(401));
}

#[tokio::test]
async fn t24_a_sign_in_that_is_over_shows_everywhere() {
    let server = Scripted::start(|_| Answer::Reply(401, vec![], vec![])).await;
    let facts = read(&server).await;
    let is_over = |reason, evidence: Option<u16>| {
        assert_eq!((reason, evidence), (Some(Unobserved::Refused), Some(401)));
    };
    let status = |evidence: Option<&domain::verification::facts::Evidence>| evidence?.status;
    is_over(facts.access.get().err(), status(facts.access.evidence()));
    is_over(
        facts.own_groups.get().err(),
        status(facts.own_groups.evidence()),
    );
    is_over(
        facts.own_roles.get().err(),
        status(facts.own_roles.evidence()),
    );
    let system_user = facts.system_user.unwrap();
    is_over(system_user.get().err(), status(system_user.evidence()));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn names_that_are_missing_are_replaced() {
    let mut parts = with(
        "assigned",
        list(&[
            assignment("a", "Group", EVERYBODY, None, Some("yesterday")),
            assignment("b", "User", BIRGIT, Some(" "), None),
        ]),
    );
    parts.insert(
        OF_EVERYBODY,
        list(&[
            json!({ "@odata.type": "#microsoft.graph.user", "id": ALEX, "displayName": null, "userPrincipalName": null }),
            json!({ "@odata.type": "#microsoft.graph.user", "id": BIRGIT, "displayName": "", "userPrincipalName": "b@contoso.example" }),
        ]),
    );
    let access = access_of(parts).await;
    let names: Vec<&str> = access
        .assigned
        .iter()
        .map(|assigned| assigned.principal.name.as_str())
        .collect();
    assert_eq!(names, [EVERYBODY, BIRGIT]);
    assert_eq!(access.assigned[0].since, None);
    let members = access.assigned[0].members.clone().unwrap();
    let people = [
        principal(AssigneeKind::User, ALEX, ALEX, None),
        principal(
            AssigneeKind::User,
            BIRGIT,
            "b@contoso.example",
            Some("b@contoso.example"),
        ),
    ];
    assert_eq!(members.people, people);
}

#[test_case(failed(404, "Request_ResourceNotFound"), None; "there is none of that name")]
#[test_case(failed(403, "Authorization_RequestDenied"), Some(Unobserved::Refused); "hidden")]
#[test_case(failed(404, "itemNotFound"), Some(Unobserved::Unreadable); "another absence")]
#[test_case(found(json!({})), Some(Unobserved::Unreadable); "not a user")]
#[tokio::test]
async fn a_system_user_is_absent_only_where_graph_says_so(
    answer: Value,
    unseen: Option<Unobserved>,
) {
    let system_user = facts_of(with("system-user", answer))
        .await
        .system_user
        .unwrap();
    match unseen {
        None => assert_eq!(system_user.get(), Ok(&None)),
        Some(reason) => assert_eq!(system_user.get(), Err(reason)),
    }
    // Evidence may be kept and logged.
    let evidence = system_user.evidence().unwrap();
    assert_eq!(evidence.request, "GET /v1.0/users/{userPrincipalName}");
}

#[tokio::test]
async fn a_role_that_is_not_named_tells_nothing() {
    let role = json!({ "@odata.type": "#microsoft.graph.directoryRole", "id": NESTED, "roleTemplateId": null });
    let facts = facts_of(with("memberships", list(&[role]))).await;
    assert_eq!(facts.own_roles.get().err(), Some(Unobserved::Undecided));
    assert_eq!(facts.own_groups.get().unwrap(), &[]);
}

#[tokio::test]
async fn memberships_may_go_on_under_the_persons_id() {
    let server = Scripted::start(|seen| {
        let origin = format!("http://{}", seen.header("host").unwrap());
        if seen.method == "GET" {
            return reply(200, &json!({ "value": [group_body(NESTED, "Inside")] }));
        }
        let mut parts = well();
        let next = format!("{origin}/v1.0/users/{PERSON}/memberOf?$skiptoken=x");
        let first =
            json!({ "value": [group_body(EVERYBODY, "Everybody")], "@odata.nextLink": next });
        parts.insert("memberships", found(first));
        reply(200, &crate::facts::batch_of(&parts, seen))
    })
    .await;
    let facts = read(&server).await;
    assert_eq!(
        facts.own_groups.get().unwrap(),
        &[id(EVERYBODY), id(NESTED)]
    );
}

#[tokio::test]
async fn t59_names_stay_out_of_debug_texts() {
    let text = format!("{:?}", facts_of(well()).await);
    for name in ["Alex", "Birgit", "contoso"] {
        assert!(!text.contains(name), "{text}");
    }
}

#[tokio::test]
async fn t47_many_groups_are_read_in_batches_of_small_pages_and_not_without_end() {
    let groups: Vec<Value> = (0..205)
        .map(|number| {
            let who = format!("96000000-0000-4000-8000-{number:012}");
            assignment(
                &format!("a-{number}"),
                "Group",
                &who,
                Some(&format!("{number:03}")),
                None,
            )
        })
        .collect();
    let server = answering(move |part| match part {
        "service-principal" => service_principal(),
        "assigned" => list(&groups),
        "me" | "memberships" | "system-user" => failed(403, "Authorization_RequestDenied"),
        _ => list(&[user_body(ALEX, "Alex", "alex@contoso.example")]),
    })
    .await;
    let facts = read(&server).await;
    let access = facts.access.get().unwrap();
    let read = |assigned: &&Assignee| assigned.members.is_some();
    assert_eq!(access.assigned.iter().filter(read).count(), 200);
    assert!(
        access.assigned[200..]
            .iter()
            .all(|assigned| assigned.members.is_none())
    );
    let batches = batches(&server);
    assert_eq!(batches.len(), 11);
    assert!(batches[1..].iter().all(|parts| parts.len() == 20));
    assert!(batches[1][0].ends_with("&$top=350"));
    assert!(matches!(facts.own_groups, Observed::Unseen { .. }));
}
