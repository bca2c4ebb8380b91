//! Access to the app in the emulated Microsoft 365, which is written from Microsoft's pages alone.

use crate::{access::id, clock::HandClock, emulated::Emulated};
use domain::{
    access::{Access, AssigneeKind, Everybody, GraphAnswer},
    customer::UserPrincipalName,
    verification::verdict::Unobserved,
};
use entra::{AccessWrite, CandidateSearch};
use secrecy::SecretString;
use serde_json::json;
use test_case::test_case;

const PAT: &str = "e0450000-0000-4000-8000-000000000003";
const READER: &str = "e0450000-0000-4000-8000-000000000006";
const USERS_GROUP: &str = "e0450000-0000-4000-8000-000000000101";
const EVERYBODY: &str = "e0450000-0000-4000-8000-000000000102";

async fn access(emulated: &Emulated, token: &SecretString) -> Access {
    let facts = emulated
        .entra
        .read_access(token, None, &HandClock::new())
        .await;
    facts.access.get().unwrap().clone()
}

async fn change(
    emulated: &Emulated,
    token: &SecretString,
    writes: &[AccessWrite],
) -> Vec<GraphAnswer> {
    let own = access(emulated, token).await.service_principal;
    let clock = HandClock::new();
    let change = emulated.entra.change_access(token, own, writes, &clock);
    change.await
}

fn names(access: &Access) -> Vec<&str> {
    let assigned = access.assigned.iter();
    assigned.map(|one| one.principal.name.as_str()).collect()
}

#[tokio::test]
async fn nested_groups_show_beside_the_people_who_count() {
    let emulated = Emulated::start("nested-groups").await;
    let token = emulated.token_of("admin@baldwin-museum.example").await;
    let name = "cooperlink@baldwin-museum.example".to_owned();
    let name = UserPrincipalName::try_from(name).unwrap();
    let facts = emulated
        .entra
        .read_access(&token, Some(&name), &HandClock::new())
        .await;
    let access = facts.access.get().unwrap();
    assert!(access.is_required);
    assert_eq!(names(access), ["Alex Morgan", "Everybody"]);
    assert!(access.assigned[0].since.is_some());
    let members = access.assigned[1].members.as_ref().unwrap();
    assert_eq!(members.people.len(), 1);
    assert_eq!(
        (members.people[0].id, members.people[0].name.as_str()),
        (id(PAT), "Pat Reed")
    );
    assert_eq!(
        members.people[0].address.as_deref(),
        Some("pat@baldwin-museum.example")
    );
    assert_eq!(members.groups.len(), 1);
    assert_eq!(members.groups[0].id, id(USERS_GROUP));
    let system_user = facts.system_user.unwrap().get().unwrap().clone().unwrap();
    assert_eq!(
        system_user.address.as_deref(),
        Some("cooperlink@baldwin-museum.example")
    );
    assert_eq!(access.cover(system_user.id, &[]).lets_in(), Some(false));
    // It is a member of the group inside the assigned one, and of no other.
    let clock = HandClock::new();
    let both = [id(USERS_GROUP), id(EVERYBODY)];
    let inside = emulated
        .entra
        .groups_with(&token, system_user.id, &both, &clock);
    assert_eq!(inside.await, [id(USERS_GROUP)]);
    // The assignments alone are the same without anybody's members.
    let alone = emulated.entra.read_assignments(&token, &clock).await;
    let alone = alone.get().unwrap().clone();
    assert_eq!(names(&alone), names(access));
    assert_eq!(alone.is_required, access.is_required);
    assert!(
        alone
            .assigned
            .iter()
            .all(|assigned| assigned.members.is_none())
    );
    assert_eq!(
        facts.own_roles.get().unwrap(),
        &["62e90394-69f5-4237-9190-012177145e10".to_owned()]
    );
    assert_eq!(facts.own_groups.get().unwrap(), &[]);
    assert_eq!(emulated.total("contract_violations").await, 0);
}

#[tokio::test]
async fn what_is_changed_shows_and_a_second_time_is_told_apart() {
    let emulated = Emulated::start("nested-groups").await;
    let token = emulated.token_of("admin@baldwin-museum.example").await;
    let writes = [
        AccessWrite::Assign(id(READER)),
        AccessWrite::Assign(id(USERS_GROUP)),
        AccessWrite::Require(false),
    ];
    assert_eq!(
        change(&emulated, &token, &writes).await,
        [GraphAnswer::Done, GraphAnswer::Done, GraphAnswer::Done]
    );
    let now = access(&emulated, &token).await;
    assert!(!now.is_required);
    let all = ["Alex Morgan", "Cooperlink users", "Everybody", "Robin Lake"];
    assert_eq!(names(&now), all);

    let again = change(&emulated, &token, &writes[..1]).await;
    let GraphAnswer::Refused {
        status: 400,
        code: Some(code),
        request_id: Some(_),
    } = &again[0]
    else {
        panic!("{again:?}")
    };
    assert_eq!(code, "Request_BadRequest");

    let reader = now.find(id(READER)).unwrap();
    let remove = [AccessWrite::Remove {
        assignment_id: reader.assignment_ids[0].clone(),
    }];
    assert_eq!(
        change(&emulated, &token, &remove).await,
        [GraphAnswer::Done]
    );
    let again = change(&emulated, &token, &remove).await;
    assert!(
        matches!(again[0], GraphAnswer::NotThere { .. }),
        "{again:?}"
    );
    assert!(access(&emulated, &token).await.find(id(READER)).is_none());
    assert_eq!(emulated.total("contract_violations").await, 0);
    assert_eq!(emulated.total("unknown").await, 0);
}

#[test_case("reader@baldwin-museum.example", false, false; "no role")]
#[test_case("user.administrator@baldwin-museum.example", true, false; "a role that assigns")]
#[test_case("app.administrator@baldwin-museum.example", true, true; "a role that does both")]
#[tokio::test]
async fn a_role_decides_what_may_be_changed(account: &str, assigns: bool, switches: bool) {
    let emulated = Emulated::start("nested-groups").await;
    // Everybody signs in, so that only the role is left to refuse.
    emulated
        .control("/app", &json!({ "app_role_assignment_required": false }))
        .await;
    let token = emulated.token_of(account).await;
    let writes = [AccessWrite::Assign(id(READER)), AccessWrite::Require(true)];
    let answers = change(&emulated, &token, &writes).await;
    for (answer, is_done) in answers.iter().zip([assigns, switches]) {
        match answer {
            GraphAnswer::Done => assert!(is_done),
            GraphAnswer::NotAllowed { request_id } => assert!(!is_done && request_id.is_some()),
            _ => panic!("{answer:?}"),
        }
    }
}

#[tokio::test]
async fn a_group_is_refused_without_premium() {
    let emulated = Emulated::start("no-premium").await;
    let token = emulated.token_of("admin@adatum.example").await;
    let groups = CandidateSearch {
        text: "Cooperlink",
        ..CandidateSearch::default()
    };
    let clock = HandClock::new();
    let found = emulated
        .entra
        .find_candidates(&token, &groups, &clock)
        .await;
    let group = &found.groups.get().unwrap().candidates[0];
    assert!(group.can_be_assigned);
    let answers = change(
        &emulated,
        &token,
        &[AccessWrite::Assign(group.principal.id)],
    )
    .await;
    assert!(
        matches!(answers[0], GraphAnswer::Refused { status: 400, .. }),
        "{answers:?}"
    );
}

#[tokio::test]
async fn a_small_organisation_is_listed_and_a_large_one_counted() {
    let small = Emulated::start("nested-groups").await;
    let token = small.token_of("admin@baldwin-museum.example").await;
    let everybody = small.entra.read_everybody(&token, &HandClock::new()).await;
    let Ok(Everybody::All(people)) = everybody.get() else {
        panic!("{everybody:?}")
    };
    assert_eq!(people.len(), 6);

    let large = Emulated::start("many-people").await;
    let token = large.token_of("admin@graphic-works.example").await;
    let everybody = large.entra.read_everybody(&token, &HandClock::new()).await;
    assert_eq!(everybody.get(), Ok(&Everybody::Count(2_503)));
    assert_eq!(large.total("contract_violations").await, 0);
}

#[tokio::test]
async fn candidates_of_a_large_organisation_come_in_pages_of_twenty() {
    let emulated = Emulated::start("many-people").await;
    let token = emulated.token_of("admin@graphic-works.example").await;
    let clock = HandClock::new();
    for text in ["", "Søren"] {
        let mut users_after = None;
        let mut found = Vec::new();
        let mut pages = 0;
        loop {
            let search = CandidateSearch {
                text,
                users_after: users_after.as_deref(),
                groups_after: None,
            };
            let page = emulated
                .entra
                .find_candidates(&token, &search, &clock)
                .await;
            let page = page.users.get().unwrap().clone();
            found.extend(page.candidates.into_iter().map(|one| one.principal.id));
            pages += 1;
            users_after = page.next;
            if users_after.is_none() || pages == 3 {
                break;
            }
        }
        let count = found.len();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), count, "nobody comes twice");
        assert!(pages > 1 && count > 20, "{text}: {pages} pages of {count}");
    }
    assert_eq!(emulated.total("contract_violations").await, 0);
    assert_eq!(emulated.total("unknown").await, 0);
}

#[test_case("\" OR \"displayName:a"; "a clause")]
#[test_case("O'Neill \\ \"x\" & $filter=1 # % +"; "what means something")]
#[test_case("\\"; "a backslash")]
#[test_case("no such person at all"; "nobody")]
#[tokio::test]
async fn t45_a_hostile_text_finds_nobody_and_is_understood(text: &str) {
    let emulated = Emulated::start("nested-groups").await;
    let token = emulated.token_of("admin@baldwin-museum.example").await;
    let search = CandidateSearch {
        text,
        ..CandidateSearch::default()
    };
    let clock = HandClock::new();
    let found = emulated
        .entra
        .find_candidates(&token, &search, &clock)
        .await;
    assert_eq!(found.users.get().unwrap().candidates, []);
    assert_eq!(found.groups.get().unwrap().candidates, []);
}

#[tokio::test]
async fn a_group_of_thousands_is_read_whole() {
    let emulated = Emulated::start("many-people").await;
    let token = emulated.token_of("admin@graphic-works.example").await;
    let search = CandidateSearch {
        text: "All staff",
        ..CandidateSearch::default()
    };
    let clock = HandClock::new();
    let found = emulated
        .entra
        .find_candidates(&token, &search, &clock)
        .await;
    let group = found.groups.get().unwrap().candidates[0].clone();
    let assign = [AccessWrite::Assign(group.principal.id)];
    assert_eq!(
        change(&emulated, &token, &assign).await,
        [GraphAnswer::Done]
    );
    let access = access(&emulated, &token).await;
    assert_eq!(access.count_people(), Some(2_500));
    assert_eq!(emulated.total("contract_violations").await, 0);
}

#[tokio::test]
async fn those_who_were_chosen_are_named_and_nobody_else() {
    let emulated = Emulated::start("nested-groups").await;
    let token = emulated.token_of("admin@baldwin-museum.example").await;
    let chosen = [
        (AssigneeKind::Group, id(EVERYBODY)),
        (AssigneeKind::User, id(PAT)),
        (AssigneeKind::User, id(EVERYBODY)),
        (AssigneeKind::Group, id(PAT)),
    ];
    let clock = HandClock::new();
    let named = emulated
        .entra
        .name_candidates(&token, &chosen, &clock)
        .await;
    let told: Vec<Result<Option<String>, Unobserved>> = named
        .iter()
        .map(|named| {
            let candidate = named.get()?.clone();
            Ok(candidate.map(|candidate| candidate.principal.name))
        })
        .collect();
    let expected = [Some("Everybody"), Some("Pat Reed"), None, None];
    assert_eq!(told, expected.map(|name| Ok(name.map(str::to_owned))));
}

#[tokio::test]
async fn t24_a_token_that_has_ended_shows_and_changes_nothing() {
    let emulated = Emulated::start("nested-groups").await;
    let token = SecretString::from("ended");
    let clock = HandClock::new();
    let facts = emulated.entra.read_access(&token, None, &clock).await;
    assert_eq!(facts.access.get().err(), Some(Unobserved::Refused));
    assert_eq!(facts.access.evidence().unwrap().status, Some(401));
    let writes = [AccessWrite::Require(false)];
    let change = emulated
        .entra
        .change_access(&token, id(PAT), &writes, &clock);
    assert_eq!(change.await, [GraphAnswer::SignedOut]);
}
