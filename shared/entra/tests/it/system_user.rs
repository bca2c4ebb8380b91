//! Facts about the account that a system user's own token shows.

use crate::{
    clock::HandClock,
    facts::{failed, found},
    office::{
        GROUP, PLAN, all_well, answering, batches, facts_of, fresh_token, held_token, look,
        projects, read, serving, with,
    },
    scripted::{Answer, Scripted, json as reply},
    setting::{PERSON, TENANT, entra, patient, short, tenant},
};
use domain::{
    drives::KnownDrives,
    verification::{
        facts::{LicensedPlan, Mailbox, Observed, OtherSites, SiteAccess, SystemUser},
        verdict::Unobserved,
    },
};
use entra::SystemUserFacts;
use serde_json::{Value, json};
use std::{collections::BTreeSet, time::Duration};
use test_case::test_case;

pub(crate) fn reason<T>(observed: &Observed<T>) -> Option<Unobserved> {
    observed.get().err()
}

/// Reasons why the facts were not read.
pub(crate) fn all_reasons(facts: &SystemUserFacts) -> BTreeSet<String> {
    let mut reasons = vec![
        reason(&facts.user),
        reason(&facts.groups),
        reason(&facts.licences),
        reason(&facts.mailbox),
        reason(&facts.organization),
        reason(&facts.other_sites),
    ];
    for site in &facts.sites {
        reasons.push(reason(&site.site));
        for library in &site.libraries {
            reasons.push(reason(&library.listed));
            reasons.push(reason(&library.read));
            reasons.push(reason(&library.write));
        }
    }
    reasons
        .iter()
        .map(|reason| reason.as_ref().map_or("seen", Unobserved::code).to_owned())
        .collect()
}

#[tokio::test]
async fn two_round_trips_show_everything() {
    let server = serving(all_well()).await;
    let facts = read(&server, &projects()).await;
    assert!(!facts.is_token_refused);
    let user = SystemUser {
        id: PERSON.parse().unwrap(),
        user_principal_name: "cooperlink@contoso.example".to_owned(),
        is_guest: false,
        account_enabled: Some(true),
    };
    assert_eq!(facts.user.get(), Ok(&user));
    assert_eq!(
        facts.groups.get(),
        Ok(&BTreeSet::from([GROUP.parse().unwrap()])),
        "a role is no group"
    );
    let plan = LicensedPlan {
        id: PLAN.parse().unwrap(),
        name: "EXCHANGE_S_STANDARD".to_owned(),
        licence: "O365_BUSINESS_ESSENTIALS".to_owned(),
        status: "Success".to_owned(),
    };
    assert_eq!(facts.licences.get(), Ok(&vec![plan]));
    assert_eq!(facts.mailbox.get(), Ok(&Mailbox::Reachable));
    let organization = facts.organization.get().unwrap();
    assert_eq!(organization.id, tenant());
    assert!(organization.verified_domains.contains("contoso.example"));
    assert_eq!(facts.sites[0].site.get(), Ok(&SiteAccess::Reached));

    let batches = batches(&server);
    assert_eq!(batches.len(), 2);
    assert_eq!(
        batches[0],
        [
            "GET /me?$select=id,userPrincipalName,userType,accountEnabled",
            "GET /me/licenseDetails",
            "GET /me/memberOf?$select=id",
            "GET /me/mailFolders/inbox?$select=id",
            "GET /organization?$select=id,displayName,verifiedDomains",
            "GET /sites?search=*&$select=id,webUrl&$top=50",
            "GET /sites/contoso.sharepoint.com:/sites/projects?$select=id,webUrl",
            "GET /sites/contoso.sharepoint.com:/sites/projects:/drives\
             ?$select=id,name,driveType,webUrl,quota,system",
        ]
    );
    let seen = server.seen();
    assert_eq!(seen.len(), 3, "two batches and one clean-up");
    assert!(
        seen[..2]
            .iter()
            .all(|seen| seen.header("authorization") == Some("Bearer canary-user-token"))
    );
    assert!(
        !format!("{facts:?}").contains("cooperlink@"),
        "names stay out of logs"
    );
}

#[test_case(json!(["/sites/projects", "", "/sites/projects/north"]), 0; "the named site, the root and a subsite")]
#[test_case(json!(["/sites/finance", "/sites/projects", "/teams/board"]), 2; "two others")]
#[tokio::test]
async fn other_sites_are_counted_on_one_page(paths: Value, expected: u16) {
    let sites: Vec<_> = paths
        .as_array()
        .unwrap()
        .iter()
        .map(|path| json!({ "id": "x", "webUrl": format!("https://contoso.sharepoint.com{}", path.as_str().unwrap()) }))
        .collect();
    let mut parts = all_well();
    parts.insert("other-sites", found(json!({ "value": sites })));
    let facts = facts_of(parts.clone()).await;
    let counted = |there_are_more| OtherSites {
        found: expected,
        there_are_more,
    };
    assert_eq!(facts.other_sites.get(), Ok(&counted(false)));
    // A next link is Graph's text, and is not followed.
    let page = json!({ "value": sites, "@odata.nextLink": "http://127.0.0.1:9/elsewhere" });
    parts.insert("other-sites", found(page));
    let facts = facts_of(parts).await;
    assert_eq!(facts.other_sites.get(), Ok(&counted(true)));
}

#[test_case(403, Unobserved::Refused; "refused")]
#[test_case(401, Unobserved::Refused; "refused as SharePoint refuses")]
#[test_case(400, Unobserved::Refused; "no SharePoint")]
#[test_case(503, Unobserved::MicrosoftUnavailable; "out of order")]
#[tokio::test]
async fn a_search_that_is_refused_tells_nothing_and_hides_nothing(
    status: u16,
    expected: Unobserved,
) {
    let mut parts = all_well();
    parts.insert("other-sites", failed(status, "accessDenied"));
    let facts = facts_of(parts).await;
    assert_eq!(reason(&facts.other_sites), Some(expected));
    assert!(!facts.is_token_refused);
    assert_eq!(facts.mailbox.get(), Ok(&Mailbox::Reachable));
    assert_eq!(facts.sites[0].site.get(), Ok(&SiteAccess::Reached));
}

#[tokio::test]
async fn a_plan_without_status_leaves_the_others_readable_and_ids_may_be_in_capitals() {
    let plans = json!([
        { "servicePlanId": PLAN.to_uppercase(), "servicePlanName": "EXCHANGE_S_STANDARD", "provisioningStatus": "Success" },
        { "servicePlanId": GROUP, "servicePlanName": null, "provisioningStatus": null },
    ]);
    let mut parts = all_well();
    parts.insert(
        "licences",
        found(json!({ "value": [{ "skuPartNumber": null, "servicePlans": plans }] })),
    );
    parts.insert(
        "me",
        found(json!({ "id": PERSON.to_uppercase(), "userPrincipalName": "a@b.example" })),
    );
    parts.insert(
        "organization",
        found(json!({ "value": [{ "id": TENANT.to_uppercase(), "verifiedDomains": [] }] })),
    );
    let facts = facts_of(parts).await;
    let plans = facts.licences.get().unwrap();
    let read: Vec<_> = plans
        .iter()
        .map(|plan| (plan.id.to_string(), plan.status.as_str()))
        .collect();
    assert_eq!(read, [(PLAN.to_owned(), "Success"), (GROUP.to_owned(), "")]);
    assert_eq!(facts.user.get().unwrap().id, PERSON.parse().unwrap());
    assert_eq!(facts.organization.get().unwrap().id, tenant());
}

#[tokio::test]
async fn without_sites_one_batch_is_enough() {
    let server = serving(all_well()).await;
    let facts = read(&server, &[]).await;
    assert!(facts.sites.is_empty() && facts.user.get().is_ok());
    assert_eq!(server.seen().len(), 1);
}

#[test_case(json!({ "userType": "Guest" }), true, None; "a guest")]
#[test_case(json!({ "userType": "guest", "accountEnabled": false }), true, Some(false); "a guest in another case, disabled")]
#[test_case(json!({ "userType": null, "accountEnabled": null }), false, None; "an old member")]
#[tokio::test]
async fn an_account_is_read_as_it_stands(members: Value, is_guest: bool, enabled: Option<bool>) {
    let mut body = json!({ "id": PERSON, "userPrincipalName": "a@b.example" });
    for (name, value) in members.as_object().unwrap() {
        body[name] = value.clone();
    }
    let facts = facts_of(with("me", found(body))).await;
    let user = facts.user.get().unwrap();
    assert_eq!((user.is_guest, user.account_enabled), (is_guest, enabled));
}

#[test_case(found(json!({ "id": "AQMk" })), Ok(Mailbox::Reachable); "read")]
#[test_case(failed(404, "MailboxNotEnabledForRESTAPI"), Ok(Mailbox::NotEnabled); "no mailbox")]
#[test_case(failed(404, "MailboxNotSupportedForRESTAPI"), Ok(Mailbox::NotEnabled); "a mailbox elsewhere")]
#[test_case(failed(404, "ResourceNotFound"), Ok(Mailbox::NotEnabled); "a mailbox that cannot be discovered")]
#[test_case(failed(403, "ErrorAccessDenied"), Ok(Mailbox::Restricted); "kept out")]
#[test_case(failed(404, "ErrorItemNotFound"), Err(Unobserved::Unreadable); "another absence")]
#[test_case(failed(404, "Request_ResourceNotFound"), Err(Unobserved::Unreadable); "no such account")]
#[test_case(failed(400, "MailboxNotEnabledForRESTAPI"), Err(Unobserved::Unreadable); "the code under another status")]
#[test_case(failed(403, "Authorization_RequestDenied"), Err(Unobserved::Refused); "another refusal")]
#[test_case(failed(401, "InvalidAuthenticationToken"), Err(Unobserved::Refused); "not accepted")]
#[test_case(failed(503, "MailboxNotEnabledForRESTAPI"), Err(Unobserved::MicrosoftUnavailable); "an outage")]
#[test_case(failed(429, "ApplicationThrottled"), Err(Unobserved::MicrosoftUnavailable); "throttled")]
#[test_case(json!({ "status": 200 }), Err(Unobserved::Unreadable); "an empty 200")]
#[test_case(json!({ "status": 200, "body": "PGh0bWw+" }), Err(Unobserved::Unreadable); "a page")]
#[test_case(json!({ "status": 404, "body": "<html>MailboxNotEnabledForRESTAPI" }), Err(Unobserved::Unreadable); "a page that says so")]
#[tokio::test]
async fn a_mailbox_is_judged_by_status_and_code(
    answer: Value,
    expected: Result<Mailbox, Unobserved>,
) {
    let facts = facts_of(with("mailbox", answer)).await;
    assert_eq!(facts.mailbox.get().copied(), expected);
    assert!(facts.mailbox.evidence().is_some());
    assert!(facts.user.get().is_ok(), "the rest is not spoilt by it");
}

#[test_case("me", json!({ "id": "x", "userPrincipalName": "a" }); "an id that is none")]
#[test_case("me", json!({ "userPrincipalName": "a" }); "no id")]
#[test_case("licences", json!({}); "no list")]
#[test_case("licences", json!({ "value": [{ "skuPartNumber": "X" }] }); "a licence without plans")]
#[test_case("licences", json!({ "value": [{ "skuPartNumber": "X", "servicePlans": [{ "servicePlanId": null }] }] }); "a plan without id")]
#[test_case("groups", json!({ "value": null }); "a list that is none")]
#[test_case("groups", json!({ "value": [{ "id": "*" }] }); "a group without an id")]
#[test_case("organization", json!({ "value": [] }); "no organisation")]
#[tokio::test]
async fn what_lacks_what_counts_is_unreadable(part: &'static str, body: Value) {
    let facts = facts_of(with(part, found(body))).await;
    let reason = match part {
        "me" => reason(&facts.user),
        "licences" => reason(&facts.licences),
        "groups" => reason(&facts.groups),
        _ => reason(&facts.organization),
    };
    assert_eq!(reason, Some(Unobserved::Unreadable));
}

#[tokio::test]
async fn a_held_token_that_is_refused_is_told_from_an_account_that_is() {
    let unauthorized = |_: &str| failed(401, "InvalidAuthenticationToken");
    let server = answering(unauthorized).await;
    let facts = read(&server, &projects()).await;
    assert!(facts.is_token_refused);
    assert_eq!(
        all_reasons(&facts),
        BTreeSet::from(["refused", "not-reached"].map(Into::into))
    );
    assert_eq!(batches(&server).len(), 1, "there is nothing to be tried");

    // A token this new is refused while Microsoft's own parts disagree; whether that lasts shows later.
    let (entra, clock) = (entra(&server, patient()), HandClock::new());
    let token = fresh_token(&entra, &clock);
    let facts = look(&entra, &token, &projects(), &KnownDrives::default(), &clock).await;
    assert!(facts.is_token_refused);
    assert_eq!(
        all_reasons(&facts),
        BTreeSet::from(["unreadable".to_owned()])
    );

    // One answer of another kind shows that the token is good, so that SharePoint means the account.
    let server = answering(move |id| match id {
        "mailbox" => failed(404, "MailboxNotEnabledForRESTAPI"),
        _ => unauthorized(id),
    })
    .await;
    let facts = read(&server, &projects()).await;
    assert!(!facts.is_token_refused);
    assert_eq!(facts.sites[0].site.get(), Ok(&SiteAccess::Refused));
}

#[tokio::test]
async fn a_batch_that_is_refused_as_a_whole_means_the_token() {
    let server = Scripted::start(|_| {
        reply(
            401,
            &json!({ "error": { "code": "InvalidAuthenticationToken" } }),
        )
    })
    .await;
    let facts = read(&server, &projects()).await;
    assert!(facts.is_token_refused);
    assert_eq!(
        all_reasons(&facts),
        BTreeSet::from(["refused", "not-reached"].map(Into::into))
    );
}

#[test_case(|| Answer::Reply(200, vec![], vec![]), "unreadable"; "an empty 200")]
#[test_case(|| Answer::Reply(200, vec![("content-type", "text/html".into())], b"<!doctype html>".to_vec()), "unreadable"; "a page")]
#[test_case(|| Answer::Reply(403, vec![], b"<html>Access denied".to_vec()), "refused"; "a page that refuses")]
#[test_case(|| Answer::Reply(503, vec![], b"<html>".to_vec()), "microsoft-unavailable"; "an outage")]
#[test_case(|| Answer::Nothing, "microsoft-unavailable"; "cut off")]
#[test_case(|| Answer::Drip(b"HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n{".to_vec(), b" ".to_vec(), Duration::from_millis(50)), "microsoft-unavailable"; "a slow body")]
#[tokio::test]
async fn what_is_no_batch_makes_no_verdict(answer: fn() -> Answer, expected: &str) {
    let server = Scripted::start(move |_| answer()).await;
    let (entra, clock) = (entra(&server, short()), HandClock::new());
    let token = held_token(&entra, &clock);
    let facts = look(&entra, &token, &projects(), &KnownDrives::default(), &clock).await;
    let mut reasons = all_reasons(&facts);
    // What was refused is no reason to ask for libraries again; the others are.
    reasons.remove("not-reached");
    assert_eq!(reasons, BTreeSet::from([expected.to_owned()]));
    assert!(!facts.is_token_refused);
}

#[test_case("me"; "account")]
#[test_case("licences"; "licences")]
#[test_case("groups"; "groups")]
#[test_case("mailbox"; "mailbox")]
#[test_case("organization"; "organisation")]
#[test_case("site-0"; "site")]
#[test_case("drives-0"; "libraries")]
#[test_case("read-0"; "reading")]
#[test_case("write-0"; "writing")]
#[tokio::test]
async fn t77_a_part_that_is_missing_is_unreadable_and_spoils_nothing_else(part: &'static str) {
    let mut parts = all_well();
    parts.remove(part);
    let facts = facts_of(parts).await;
    let site = &facts.sites[0];
    let library = &site.libraries[0];
    let unread: Vec<&str> = [
        ("me", reason(&facts.user)),
        ("licences", reason(&facts.licences)),
        ("groups", reason(&facts.groups)),
        ("mailbox", reason(&facts.mailbox)),
        ("organization", reason(&facts.organization)),
        ("site-0", reason(&site.site)),
        ("drives-0", reason(&library.listed)),
        ("read-0", reason(&library.read)),
        ("write-0", reason(&library.write)),
    ]
    .into_iter()
    .filter_map(|(name, reason)| {
        assert!(reason.is_none() || reason == Some(Unobserved::Unreadable));
        reason.map(|_| name)
    })
    .collect();
    if part == "drives-0" {
        assert_eq!(unread, ["drives-0", "read-0", "write-0"]);
    } else {
        assert_eq!(unread, [part]);
    }
}
