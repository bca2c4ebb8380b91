//! A scripted Graph with a system user, sites and libraries, for the tests of such a user's facts.

use crate::{
    clock::HandClock,
    facts::{Parts, batch_of, found},
    scripted::{Answer, Scripted, json as reply},
    setting::{PERSON, TENANT, entra, patient, tenant},
};
use domain::{
    clock::Clock as _,
    customer::{LibraryName, Site},
    drives::{KnownDrives, KnownLibraries, WriteTrials},
    site_address::SiteAddress,
};
use entra::{Entra, SystemUserFacts, UserToken};
use jiff::SignedDuration;
use serde_json::{Value, json};

pub(crate) const HOST: &str = "contoso.sharepoint.com";
pub(crate) const SITE_ID: &str = "contoso.sharepoint.com,0a000000-0000-4000-8000-000000000001,0b000000-0000-4000-8000-000000000001";
pub(crate) const GROUP: &str = "96000000-0000-4000-8000-000000000001";
pub(crate) const PLAN: &str = "9aaf7827-d63c-4b61-89c3-182f06f82e5c";

pub(crate) fn site(url: &str, libraries: &[&str]) -> Site {
    Site {
        url: SiteAddress::try_from(url.to_owned()).unwrap(),
        libraries: libraries
            .iter()
            .map(|name| LibraryName::try_from((*name).to_owned()).unwrap())
            .collect(),
    }
}

/// The one site that most tests are about, with one library.
pub(crate) fn projects() -> Vec<Site> {
    vec![site(
        "https://contoso.sharepoint.com/sites/projects",
        &["Documents"],
    )]
}

pub(crate) fn drive(id: &str, name: &str) -> Value {
    json!({
        "id": id, "name": name, "driveType": "documentLibrary",
        "webUrl": format!("https://{HOST}/sites/projects/{}", name.replace(' ', "%20")),
        "quota": { "state": "normal" },
    })
}

pub(crate) fn session(upload_url: &str) -> Value {
    found(json!({ "uploadUrl": upload_url, "expirationDateTime": "2026-01-01T00:00:00Z" }))
}

/// Address of a site's upload sessions; `@` is the server's origin.
pub(crate) const UPLOAD: &str = "@/_sharepoint/contoso.sharepoint.com/sites/projects/_api/v2.0/uploadSession?guid=1&tempauth=canary";

/// Parts for a system user for whom everything is as it must be.
pub(crate) fn all_well() -> Parts {
    Parts::from([
        (
            "me",
            found(json!({
                "id": PERSON, "userPrincipalName": "cooperlink@contoso.example",
                "userType": "Member", "accountEnabled": true,
            })),
        ),
        (
            "licences",
            found(
                json!({ "value": [{ "skuPartNumber": "O365_BUSINESS_ESSENTIALS", "servicePlans": [
                { "servicePlanId": PLAN, "servicePlanName": "EXCHANGE_S_STANDARD",
                  "provisioningStatus": "Success", "appliesTo": "User" },
            ] }] }),
            ),
        ),
        (
            "groups",
            found(json!({ "value": [
                { "@odata.type": "#microsoft.graph.group", "id": GROUP },
                { "@odata.type": "#microsoft.graph.directoryRole", "id": TENANT },
            ] })),
        ),
        ("mailbox", found(json!({ "id": "AQMkADAw" }))),
        (
            "organization",
            found(json!({ "value": [{ "id": TENANT, "displayName": "Contoso",
                "verifiedDomains": [{ "name": "Contoso.example", "isDefault": true }] }] })),
        ),
        (
            "other-sites",
            found(json!({ "value": [
                { "id": SITE_ID, "webUrl": format!("https://{HOST}/sites/projects") },
            ] })),
        ),
        (
            "site-0",
            found(json!({ "id": SITE_ID, "webUrl": format!("https://{HOST}/sites/projects") })),
        ),
        (
            "drives-0",
            found(
                json!({ "value": [drive("b!documents", "Documents"), drive("b!plans", "Plans")] }),
            ),
        ),
        ("read-0", found(json!({ "value": [{ "id": "01" }] }))),
        ("write-0", session(UPLOAD)),
    ])
}

pub(crate) fn with(id: &'static str, answer: Value) -> Parts {
    let mut parts = all_well();
    parts.insert(id, answer);
    parts
}

/// A server with these parts, at which upload sessions can be abandoned.
pub(crate) async fn serving(parts: Parts) -> Scripted {
    Scripted::start(move |seen| {
        if seen.method == "DELETE" {
            return Answer::Reply(204, Vec::new(), Vec::new());
        }
        let origin = format!("http://{}", seen.header("host").unwrap());
        let text = batch_of(&parts, seen)
            .to_string()
            .replace("\"@/", &format!("\"{origin}/"));
        Answer::Reply(200, Vec::new(), text.into_bytes())
    })
    .await
}

/// A token that is held already, so that a fresh one may still help.
pub(crate) fn held_token(entra: &entra::Entra, clock: &HandClock) -> UserToken {
    fresh_token(entra, clock);
    entra
        .held_user_token(tenant(), PERSON.parse().unwrap(), clock)
        .unwrap()
}

pub(crate) fn fresh_token(entra: &entra::Entra, clock: &HandClock) -> UserToken {
    entra.hold_user_token(
        tenant(),
        PERSON.parse().unwrap(),
        &"canary-user-token".into(),
        SignedDuration::from_hours(1),
        clock,
    )
}

/// Reads with this token, and then abandons the upload sessions that were opened, as every run does.
pub(crate) async fn look(
    entra: &Entra,
    token: &UserToken,
    sites: &[Site],
    known: &KnownDrives,
    clock: &HandClock,
) -> SystemUserFacts {
    look_relying(entra, token, sites, (known, &WriteTrials::default()), clock).await
}

/// Reads as [`look`] does, relying on trials of writing of the last hour.
pub(crate) async fn look_relying(
    entra: &Entra,
    token: &UserToken,
    sites: &[Site],
    (drives, write_trials): (&KnownDrives, &WriteTrials),
    clock: &HandClock,
) -> SystemUserFacts {
    let known = KnownLibraries {
        drives,
        write_trials,
        trials_since: clock.now() - SignedDuration::from_hours(1),
    };
    let (facts, sessions) = entra.read_system_user(token, sites, &known, clock).await;
    entra.abandon(sessions, clock).await;
    facts
}

pub(crate) async fn read(server: &Scripted, sites: &[Site]) -> SystemUserFacts {
    let (entra, clock) = (entra(server, patient()), HandClock::new());
    let token = held_token(&entra, &clock);
    look(&entra, &token, sites, &KnownDrives::default(), &clock).await
}

/// Facts of the system user about the one site, from a server with these parts.
pub(crate) async fn facts_of(parts: Parts) -> SystemUserFacts {
    read(&serving(parts).await, &projects()).await
}

/// Parts of each batch that was sent, as method and address.
pub(crate) fn batches(server: &Scripted) -> Vec<Vec<String>> {
    server
        .seen()
        .iter()
        .filter(|seen| seen.target == "/v1.0/$batch")
        .map(|seen| {
            let asked: Value = serde_json::from_str(&seen.body).unwrap();
            let parts = asked["requests"].as_array().unwrap();
            parts
                .iter()
                .map(|part| {
                    let text = |name: &str| part[name].as_str().unwrap().to_owned();
                    format!("{} {}", text("method"), text("url"))
                })
                .collect()
        })
        .collect()
}

/// A server that answers every part of a batch as the test decides.
pub(crate) async fn answering(answer: impl Fn(&str) -> Value + Send + Sync + 'static) -> Scripted {
    Scripted::start(move |seen| {
        if seen.method == "DELETE" {
            return Answer::Reply(204, Vec::new(), Vec::new());
        }
        let asked: Value = serde_json::from_str(&seen.body).unwrap();
        let responses: Vec<Value> = asked["requests"]
            .as_array()
            .unwrap()
            .iter()
            .map(|part| {
                let mut answered = answer(part["id"].as_str().unwrap());
                answered["id"] = part["id"].clone();
                answered
            })
            .collect();
        reply(200, &json!({ "responses": responses }))
    })
    .await
}
