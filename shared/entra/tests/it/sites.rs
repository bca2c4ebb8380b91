//! Sites and libraries as one account sees them.

use crate::{
    clock::HandClock,
    facts::{failed, found},
    office::{
        HOST, SITE_ID, all_well, batches, drive, facts_of, projects, read, serving, site, with,
    },
    scripted::{Answer, Scripted, json as reply},
    setting::{entra, patient},
};
use domain::verification::{
    facts::{LibraryAccess, LibraryFacts, LibraryPresence, SiteAccess, SiteFacts},
    verdict::Unobserved,
};
use serde_json::{Value, json};
use test_case::test_case;

fn said(status: u16, code: &str, message: &str) -> Value {
    json!({ "status": status, "body": { "error": { "code": code, "message": message } } })
}

#[test_case(found(json!({ "id": SITE_ID })), Ok(SiteAccess::Reached); "opened")]
#[test_case(failed(404, "itemNotFound"), Ok(SiteAccess::Missing); "no such site")]
#[test_case(failed(400, "invalidRequest"), Ok(SiteAccess::OtherOrganisation); "a foreign host")]
#[test_case(said(400, "BadRequest", "Tenant does not have a SPO license."), Ok(SiteAccess::NoSharePoint); "no sharepoint")]
#[test_case(failed(401, "accessDenied"), Ok(SiteAccess::Refused); "refused with 401")]
#[test_case(failed(403, "accessDenied"), Ok(SiteAccess::Refused); "refused with 403")]
#[test_case(json!({ "status": 403, "body": "<html>" }), Ok(SiteAccess::Refused); "refused with a page")]
#[test_case(failed(423, "resourceLocked"), Ok(SiteAccess::Locked); "locked")]
#[test_case(json!({ "status": 308, "headers": { "Location": "http://127.0.0.1:9/" } }), Ok(SiteAccess::Moved); "moved")]
#[test_case(json!({ "status": 301 }), Ok(SiteAccess::Moved); "moved in older words")]
#[test_case(failed(404, "generalException"), Err(Unobserved::Unreadable); "absent in other words")]
#[test_case(json!({ "status": 404 }), Err(Unobserved::Unreadable); "absent without a word")]
#[test_case(said(400, "BadRequest", "Something else."), Err(Unobserved::Unreadable); "a bad request of another kind")]
#[test_case(said(500, "BadRequest", "Tenant does not have a SPO license."), Err(Unobserved::MicrosoftUnavailable); "the text under another status")]
#[test_case(failed(410, "gone"), Err(Unobserved::Unreadable); "an answer that is not listed")]
#[test_case(failed(429, "activityLimitReached"), Err(Unobserved::MicrosoftUnavailable); "throttled")]
#[test_case(failed(503, "serviceNotAvailable"), Err(Unobserved::MicrosoftUnavailable); "an outage")]
#[test_case(json!({ "status": 200 }), Err(Unobserved::Unreadable); "an empty 200")]
#[test_case(json!({ "status": 200, "body": "PGh0bWw+" }), Err(Unobserved::Unreadable); "a page")]
#[test_case(json!({ "status": 302, "headers": { "Location": "http://127.0.0.1:9/" } }), Err(Unobserved::Unreadable); "a redirect")]
#[tokio::test]
async fn a_site_is_judged_by_status_and_code(
    answer: Value,
    expected: Result<SiteAccess, Unobserved>,
) {
    let mut parts = with("site-0", answer.clone());
    // The list of libraries fails in the same way.
    if expected != Ok(SiteAccess::Reached) {
        parts.insert("drives-0", answer);
    }
    let facts = facts_of(parts).await;
    let site = &facts.sites[0];
    assert_eq!(site.site.get().copied(), expected);
    let [library] = site.libraries.as_slice() else {
        panic!("one library was configured")
    };
    let libraries = match expected {
        Ok(SiteAccess::Reached) => return,
        Ok(_) => Unobserved::NotReached,
        Err(reason) => reason,
    };
    assert_eq!(library.listed.get().err(), Some(libraries.clone()));
    assert_eq!(library.read.get().err(), Some(libraries.clone()));
    assert_eq!(library.write.get().err(), Some(libraries));
}

fn listed(library: &LibraryFacts) -> Result<LibraryPresence, Unobserved> {
    library.listed.get().cloned()
}

#[test_case("read-0", failed(401, "unauthenticated"), Ok(LibraryAccess::Refused); "reading refused with 401")]
#[test_case("read-0", failed(403, "accessDenied"), Ok(LibraryAccess::Refused); "reading refused with 403")]
#[test_case("read-0", failed(423, "resourceLocked"), Ok(LibraryAccess::Locked); "reading locked")]
#[test_case("read-0", found(json!({ "value": [] })), Ok(LibraryAccess::Allowed); "an empty library")]
#[test_case("read-0", failed(404, "itemNotFound"), Err(Unobserved::Unreadable); "gone between the two stages")]
#[test_case("read-0", failed(507, "quotaLimitReached"), Err(Unobserved::MicrosoftUnavailable); "reading takes no room")]
#[test_case("read-0", found(json!({})), Err(Unobserved::Unreadable); "no list")]
#[test_case("read-0", json!({ "status": 200 }), Err(Unobserved::Unreadable); "reading an empty 200")]
#[test_case("read-0", failed(429, "activityLimitReached"), Err(Unobserved::MicrosoftUnavailable); "reading throttled")]
#[test_case("write-0", failed(401, "unauthenticated"), Ok(LibraryAccess::Refused); "writing refused with 401")]
#[test_case("write-0", failed(403, "accessDenied"), Ok(LibraryAccess::Refused); "writing refused with 403")]
#[test_case("write-0", failed(423, "resourceLocked"), Ok(LibraryAccess::Locked); "writing locked")]
#[test_case("write-0", failed(507, "insufficientStorage"), Ok(LibraryAccess::Full); "no room")]
#[test_case("write-0", failed(403, "quotaLimitReached"), Ok(LibraryAccess::Full); "no room by code")]
#[test_case("write-0", failed(507, ""), Ok(LibraryAccess::Full); "no room and no word")]
#[test_case("write-0", failed(400, "invalidRequest"), Ok(LibraryAccess::TakesNoUpload); "no upload is taken")]
#[test_case("read-0", failed(400, "invalidRequest"), Err(Unobserved::Unreadable); "reading not understood")]
#[test_case("write-0", failed(409, "nameAlreadyExists"), Err(Unobserved::Unreadable); "a name that nobody has is taken")]
#[test_case("write-0", failed(404, "itemNotFound"), Err(Unobserved::Unreadable); "gone before writing")]
#[test_case("write-0", failed(500, "generalException"), Err(Unobserved::MicrosoftUnavailable); "a fault")]
#[test_case("write-0", found(json!({ "expirationDateTime": "x" })), Err(Unobserved::Unreadable); "a session without an address")]
#[test_case("write-0", json!({ "status": 200 }), Err(Unobserved::Unreadable); "writing an empty 200")]
#[test_case("write-0", json!({ "status": 202 }), Err(Unobserved::Unreadable); "taken but not done")]
#[tokio::test]
async fn a_library_is_judged_by_what_trying_it_shows(
    part: &'static str,
    answer: Value,
    expected: Result<LibraryAccess, Unobserved>,
) {
    let facts = facts_of(with(part, answer)).await;
    let library = &facts.sites[0].libraries[0];
    assert_eq!(
        listed(library),
        Ok(LibraryPresence::Found { is_full: false })
    );
    let (tried, other) = if part == "read-0" {
        (&library.read, &library.write)
    } else {
        (&library.write, &library.read)
    };
    assert_eq!(tried.get().copied(), expected);
    assert_eq!(other.get(), Ok(&LibraryAccess::Allowed));
}

#[tokio::test]
async fn the_evidence_names_the_probe() {
    let facts = facts_of(all_well()).await;
    let library = &facts.sites[0].libraries[0];
    let read = library.read.evidence().unwrap();
    assert_eq!(read.request, "GET /v1.0/drives/b!documents/root/children");
    let write = library.write.evidence().unwrap();
    let name = write
        .request
        .strip_prefix("POST /v1.0/drives/b!documents/root:/cooperlink-write-check-")
        .and_then(|rest| rest.strip_suffix(".txt:/createUploadSession"))
        .unwrap();
    assert!(uuid::Uuid::try_parse(name).is_ok());
    assert!(!write.request.contains("tempauth"));
}

#[tokio::test]
async fn a_library_is_tried_without_leaving_anything() {
    let server = serving(all_well()).await;
    let first = read(&server, &projects()).await;
    let again = read(&server, &projects()).await;
    let name = |facts: &entra::SystemUserFacts| {
        let library = &facts.sites[0].libraries[0];
        library.write.evidence().unwrap().request.clone()
    };
    assert_ne!(name(&first), name(&again), "a name that nobody has");
    let second_stage: Value = serde_json::from_str(&server.seen()[1].body).unwrap();
    let write = &second_stage["requests"][1];
    assert_eq!(write["method"], "POST");
    assert_eq!(
        write["body"],
        json!({ "item": { "@microsoft.graph.conflictBehavior": "fail" } })
    );
    assert_eq!(
        write["headers"],
        json!({ "Content-Type": "application/json" })
    );
    let read = &second_stage["requests"][0];
    assert_eq!(read["method"], "GET");
    assert_eq!(read.get("body"), None);
}

#[test_case("Documents", Ok(LibraryPresence::Found { is_full: false }); "by name")]
#[test_case("documents", Ok(LibraryPresence::Found { is_full: false }); "in another case")]
#[test_case("Documents partages", Ok(LibraryPresence::Absent { similar: Some("Documents".to_owned()), others: vec!["Documents".to_owned(), "Plans".to_owned()] }); "a near miss")]
#[test_case("Offertes", Ok(LibraryPresence::Absent { similar: None, others: vec!["Documents".to_owned(), "Plans".to_owned()] }); "nothing like it")]
#[tokio::test]
async fn a_library_is_looked_for_by_its_name(
    name: &str,
    expected: Result<LibraryPresence, Unobserved>,
) {
    let server = serving(all_well()).await;
    let sites = [site(
        "https://contoso.sharepoint.com/sites/projects",
        &[name],
    )];
    let facts = read(&server, &sites).await;
    let library = &facts.sites[0].libraries[0];
    assert_eq!(listed(library), expected);
    if matches!(expected, Ok(LibraryPresence::Absent { .. })) {
        assert_eq!(library.read.get().err(), Some(Unobserved::NotReached));
        assert_eq!(library.write.get().err(), Some(Unobserved::NotReached));
        assert_eq!(server.seen().len(), 1, "nothing to be tried");
    }
}

#[tokio::test]
async fn a_library_without_room_is_full_and_tried_all_the_same() {
    let mut full = drive("b!documents", "Documents");
    full["quota"]["state"] = json!("exceeded");
    let facts = facts_of(with("drives-0", found(json!({ "value": [full] })))).await;
    let library = &facts.sites[0].libraries[0];
    assert_eq!(
        listed(library),
        Ok(LibraryPresence::Found { is_full: true })
    );
    assert_eq!(library.write.get(), Ok(&LibraryAccess::Allowed));
}

#[test_case(failed(403, "accessDenied"), Unobserved::Refused; "refused")]
#[test_case(failed(401, "unauthenticated"), Unobserved::Refused; "refused with 401")]
#[test_case(failed(503, "x"), Unobserved::MicrosoftUnavailable; "an outage")]
#[test_case(found(json!({})), Unobserved::Unreadable; "no list")]
#[test_case(found(json!({ "value": [{ "name": "Documents" }] })), Unobserved::Unreadable; "a library without an id")]
#[test_case(found(json!({ "value": [drive("b!a/../../me", "Documents")] })), Unobserved::Unreadable; "an id that is none")]
#[tokio::test]
async fn without_a_list_nothing_is_said_of_a_library(answer: Value, expected: Unobserved) {
    let facts = facts_of(with("drives-0", answer)).await;
    let site = &facts.sites[0];
    assert_eq!(site.site.get(), Ok(&SiteAccess::Reached));
    assert_eq!(listed(&site.libraries[0]), Err(expected));
    assert!(site.libraries[0].write.get().is_err());
}

#[tokio::test]
async fn t45_an_id_that_is_none_goes_into_no_path() {
    let drives = json!({ "value": [drive("b!a/../../me", "Documents")] });
    let server = serving(with("drives-0", found(drives))).await;
    read(&server, &projects()).await;
    assert_eq!(batches(&server).len(), 1);
}

#[tokio::test]
async fn a_root_site_and_encoded_letters_have_addresses_of_their_own() {
    let server = serving(all_well()).await;
    let sites = [
        site("https://contoso.sharepoint.com", &["Documents"]),
        site(
            "https://contoso.sharepoint.com/teams/\u{c9}quipe b\u{e2}timent",
            &[],
        ),
    ];
    read(&server, &sites).await;
    assert_eq!(
        batches(&server)[0][6..],
        [
            "GET /sites/contoso.sharepoint.com?$select=id,webUrl",
            "GET /sites/contoso.sharepoint.com/drives?$select=id,name,driveType,webUrl,quota,system",
            "GET /sites/contoso.sharepoint.com:/teams/%C3%89quipe%20b%C3%A2timent?$select=id,webUrl",
            "GET /sites/contoso.sharepoint.com:/teams/%C3%89quipe%20b%C3%A2timent:/drives\
             ?$select=id,name,driveType,webUrl,quota,system",
        ]
    );
}

/// Facts of a site whose wanted library is on the second page of the list, which is at this address.
async fn on_second_page(link: &str) -> SiteFacts {
    let link = link.to_owned();
    let server = Scripted::start(move |seen| {
        let origin = format!("http://{}", seen.header("host").unwrap());
        match seen.method.as_str() {
            "GET" => reply(
                200,
                &json!({ "value": [drive("b!documents", "Documents")] }),
            ),
            "DELETE" => Answer::Reply(204, Vec::new(), Vec::new()),
            _ => {
                let next = link.replace('@', &origin);
                let first = json!({ "value": [drive("b!a", "A")], "@odata.nextLink": next });
                reply(
                    200,
                    &crate::facts::batch_of(&with("drives-0", found(first)), seen),
                )
            }
        }
    })
    .await;
    read(&server, &projects()).await.sites.remove(0)
}

#[test_case("@/v1.0/sites/contoso.sharepoint.com:/sites/projects:/drives?$skiptoken=x"; "as asked for")]
#[test_case(&format!("@/v1.0/sites/{SITE_ID}/drives?$skiptoken=x"); "by id")]
#[test_case(&format!("@/v1.0/sites/{}/drives?$skiptoken=x", SITE_ID.replace(',', "%2C")); "by encoded id")]
#[test_case(&format!("@/v1.0/sites('{SITE_ID}')/drives?$skiptoken=x"); "by id in brackets")]
#[tokio::test]
async fn all_pages_of_the_libraries_count(link: &str) {
    let site = on_second_page(link).await;
    assert_eq!(
        listed(&site.libraries[0]),
        Ok(LibraryPresence::Found { is_full: false })
    );
    assert_eq!(site.libraries[0].write.get(), Ok(&LibraryAccess::Allowed));
}

#[test_case("@/v1.0/sites/contoso.sharepoint.com:/sites/other:/drives?$skiptoken=x"; "another site")]
#[test_case("@/v1.0/drives?$skiptoken=x"; "all libraries")]
#[test_case("http://127.0.0.1:9/v1.0/sites/contoso.sharepoint.com:/sites/projects:/drives"; "another host")]
#[tokio::test]
async fn t44_a_page_elsewhere_is_not_read(link: &str) {
    let site = on_second_page(link).await;
    assert_eq!(listed(&site.libraries[0]), Err(Unobserved::Unreadable));
}

#[tokio::test]
async fn an_administrator_sees_sites_with_a_token_of_their_own() {
    let server = serving(all_well()).await;
    let token = "canary-administrator".into();
    let clock = HandClock::new();
    let sites = entra(&server, patient())
        .read_administrator_sites(&token, &projects(), &clock)
        .await;
    assert_eq!(sites.len(), 1);
    assert_eq!(sites[0].site.get(), Ok(&SiteAccess::Reached));
    assert_eq!(
        sites[0].libraries[0].write.get(),
        Ok(&LibraryAccess::Allowed)
    );
    let batches = batches(&server);
    assert_eq!(batches.len(), 2);
    assert_eq!(batches[0][0], "GET /me?$select=id");
    let seen = server.seen();
    assert_eq!(
        seen[0].header("authorization"),
        Some("Bearer canary-administrator")
    );
    assert_eq!(seen.last().unwrap().method, "DELETE");
}

#[tokio::test]
async fn an_administrator_is_refused_only_where_the_token_is_good() {
    let turned_away = |me: Value| async move {
        let refused = failed(401, "accessDenied");
        let mut parts = with("me", me);
        parts.insert("site-0", refused.clone());
        parts.insert("drives-0", refused);
        let server = serving(parts).await;
        let clock = HandClock::new();
        let sites = entra(&server, patient())
            .read_administrator_sites(&"token".into(), &projects(), &clock)
            .await;
        sites[0].site.get().copied()
    };
    let person = found(json!({ "id": crate::setting::PERSON }));
    assert_eq!(turned_away(person).await, Ok(SiteAccess::Refused));
    let no_token = failed(401, "InvalidAuthenticationToken");
    let nothing = Err(Unobserved::Unreadable);
    assert_eq!(turned_away(no_token).await, nothing);
    assert_eq!(turned_away(failed(503, "x")).await, nothing);
}

#[tokio::test]
async fn sites_are_told_apart() {
    let server = crate::office::answering(|id| match id {
        "site-0" | "drives-0" => failed(404, "itemNotFound"),
        "drives-1" => found(json!({ "value": [drive("b!a", "A"), drive("b!b", "B")] })),
        "read-0" => failed(403, "accessDenied"),
        "write-1" => failed(423, "resourceLocked"),
        "read-1" => found(json!({ "value": [] })),
        _ => found(json!({ "id": SITE_ID, "uploadUrl": "x" })),
    })
    .await;
    let sites = [
        site("https://contoso.sharepoint.com/sites/gone", &["A"]),
        site(
            "https://contoso.sharepoint.com/sites/projects",
            &["B", "C", "A"],
        ),
    ];
    let facts = read(&server, &sites).await;
    let [gone, there] = facts.sites.as_slice() else {
        panic!("two sites were configured")
    };
    assert_eq!(gone.site.get(), Ok(&SiteAccess::Missing));
    assert_eq!(gone.libraries.len(), 1);
    let [b, c, a] = there.libraries.as_slice() else {
        panic!("three libraries were configured")
    };
    assert_eq!(b.read.get(), Ok(&LibraryAccess::Refused));
    assert_eq!(b.write.get(), Ok(&LibraryAccess::Allowed));
    assert!(b.read.evidence().unwrap().request.contains("b!b"));
    assert_eq!(
        listed(c),
        Ok(LibraryPresence::Absent {
            similar: None,
            others: vec!["A".to_owned(), "B".to_owned()]
        })
    );
    assert_eq!(a.read.get(), Ok(&LibraryAccess::Allowed));
    assert_eq!(a.write.get(), Ok(&LibraryAccess::Locked));
    assert!(a.write.evidence().unwrap().request.contains("b!a"));
    assert_eq!(HOST, sites[0].url.host());
}

#[tokio::test]
async fn a_lock_below_a_site_that_opens_is_the_sites() {
    let facts = facts_of(with("drives-0", failed(423, "notAllowed"))).await;
    let site = &facts.sites[0];
    assert_eq!(site.site.get(), Ok(&SiteAccess::Locked));
    assert_eq!(site.site.evidence().unwrap().status, Some(423));
    assert_eq!(
        site.libraries[0].listed.get().err(),
        Some(Unobserved::NotReached)
    );
}
