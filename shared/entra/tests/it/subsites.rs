//! Subsites that do not exist, and the sites above them.

use crate::{
    facts::{failed, found},
    office::{HOST, SITE_ID, drive, projects, read, site},
    scripted::{Scripted, json as reply},
};
use domain::verification::facts::{SiteAccess, SiteFacts};
use serde_json::{Value, json};
use test_case::test_case;

/// Reads a subsite that does not exist; returns its facts, and the number of batches that were sent. `answer` recognises a
/// part by its address.
async fn below(
    url: &str,
    answer: impl Fn(&str) -> Value + Send + Sync + 'static,
) -> (SiteFacts, usize) {
    let server = Scripted::start(move |seen| {
        let asked: Value = serde_json::from_str(&seen.body).unwrap();
        let parts = asked["requests"].as_array().unwrap().iter();
        let responses: Vec<Value> = parts
            .map(|part| {
                let mut answered = answer(part["url"].as_str().unwrap());
                answered["id"] = part["id"].clone();
                answered
            })
            .collect();
        reply(200, &json!({ "responses": responses }))
    })
    .await;
    let mut facts = read(&server, &[site(url, &["A"])]).await;
    (facts.sites.remove(0), server.seen().len())
}

fn is_of_projects(url: &str) -> bool {
    url.starts_with("/sites/contoso.sharepoint.com:/sites/projects?")
        || url.starts_with("/sites/contoso.sharepoint.com:/sites/projects:/drives?")
}

fn of_projects(url: &str) -> Value {
    let drives = json!({ "value": [drive("b!plans", "Plans of 2026"), drive("b!a", "A")] });
    match url.contains(":/drives") {
        _ if !is_of_projects(url) => failed(404, "itemNotFound"),
        true => found(drives),
        false => found(json!({ "id": SITE_ID })),
    }
}

#[test_case("/sites/projects/Plans of 2026", Some("Plans of 2026"); "a library")]
#[test_case("/sites/projects/plans OF 2026/2026", Some("Plans of 2026"); "a folder")]
#[test_case("/sites/projects/north", None; "a subsite that is not there")]
#[tokio::test]
async fn a_subsite_that_is_not_there_is_looked_for_in_the_site_above(
    path: &str,
    library: Option<&str>,
) {
    let (site, batches) = below(&format!("https://{HOST}{path}"), of_projects).await;
    assert_eq!(site.site.get(), Ok(&SiteAccess::Missing));
    let above = site.above.unwrap();
    assert_eq!(above.url, projects()[0].url);
    assert_eq!(above.library.as_deref(), library);
    assert_eq!(batches, 2);
}

#[tokio::test]
async fn a_site_below_the_root_that_is_not_there_is_looked_for_in_the_root_site() {
    let (site, _) = below(&format!("https://{HOST}/Drawings"), |url| match url {
        url if url.starts_with("/sites/contoso.sharepoint.com?") => found(json!({ "id": SITE_ID })),
        url if url.starts_with("/sites/contoso.sharepoint.com/drives?") => {
            found(json!({ "value": [drive("b!drawings", "Drawings")] }))
        }
        _ => failed(404, "itemNotFound"),
    })
    .await;
    let above = site.above.unwrap();
    assert_eq!(above.url.to_string(), format!("https://{HOST}"));
    assert_eq!(above.library.as_deref(), Some("Drawings"));
}

#[test_case("/sites/projects/Plans of 2026", |_| failed(404, "itemNotFound"), 2; "nothing is there")]
#[test_case("/sites/projects/Plans of 2026", |url| if is_of_projects(url) { failed(403, "accessDenied") } else { failed(404, "itemNotFound") }, 2; "the site above is refused")]
#[test_case("/sites/projects/Plans of 2026", |_| failed(403, "accessDenied"), 1; "the subsite is refused")]
#[test_case("/sites/gone", |_| failed(404, "itemNotFound"), 1; "no subsite")]
#[tokio::test]
async fn nothing_is_proposed_where_nothing_was_seen(
    path: &str,
    answer: fn(&str) -> Value,
    batches: usize,
) {
    let (site, sent) = below(&format!("https://{HOST}{path}"), answer).await;
    assert_eq!(site.above, None);
    assert_eq!(sent, batches);
}
