//! The largest number of sites and libraries that a registration may have, and more.

use super::sites::{SITE, leaves_nothing};
use crate::{
    api::routes as api,
    support::{
        full::{Full, not_passing, said},
        stack::Stack,
        tenant::Tenant,
    },
};
use serde_json::{Value, json};

#[tokio::test]
async fn more_than_ten_sites_or_twenty_libraries_are_refused() {
    let host_app = Stack::load().host_app();
    let registration = |sites: usize, libraries: &[usize]| {
        let mut body = api::body();
        body["sites"] = (0..sites)
            .map(|site| {
                let count = libraries.get(site).copied().unwrap_or_default();
                let names: Vec<_> = (0..count).map(|number| format!("Plans {number}")).collect();
                let url = format!("https://contoso.sharepoint.com/sites/p{site}");
                json!({"url": url, "libraries": names})
            })
            .collect();
        body
    };
    for (body, reason) in [
        (registration(11, &[1]), "10 sites"),
        (registration(2, &[20, 1]), "20 libraries"),
        (registration(1, &[21]), "20 libraries"),
    ] {
        let answer = host_app.post("/v1/registrations", &body).await;
        assert_eq!(answer.status, 422, "{}", answer.text);
        assert_eq!(api::fields(&answer), ["sites"]);
        assert!(answer.text.contains(reason), "{}", answer.text);
    }
    for body in [registration(10, &[20]), registration(10, &[2; 10])] {
        host_app.post("/v1/registrations", &body).await.expect(201);
    }
}

/// A tenant with ten sites of two libraries each, whose list of libraries comes in pages of one.
async fn ten_sites(stack: &Stack) -> (Tenant, Value) {
    let tenant = Tenant::like(stack, "all-well").await;
    let mut body = tenant.registration_in_full();
    let url = body["sites"][0]["url"].as_str().expect("a site");
    let host = url.strip_suffix(SITE).expect("the site").to_owned();
    let paging = json!({"drives_page": 1});
    tenant.command("POST", "/sharepoint", &paging).await;
    let people = [&tenant.administrator, &tenant.system_user];
    for path in [SITE, "teams/site-office"] {
        let closed = json!({"path": path, "readers": [], "writers": []});
        tenant.command("POST", "/sites", &closed).await;
    }
    let mut sites = Vec::new();
    for number in 0..10 {
        let path = format!("sites/building-{number}");
        let libraries = [format!("Plans {number}"), format!("Calculs {number}")];
        let named: Vec<_> = libraries.iter().map(|name| json!({"name": name})).collect();
        let change =
            json!({"path": path, "display_name": path, "writers": people, "libraries": named});
        tenant.command("POST", "/sites", &change).await;
        sites.push(json!({"url": format!("{host}{path}"), "libraries": libraries}));
    }
    body["sites"] = json!(sites);
    (tenant, body)
}

#[tokio::test]
async fn ten_sites_with_twenty_libraries_are_read_in_several_batches_and_pages() {
    let stack = Stack::load();
    let (tenant, body) = ten_sites(stack).await;
    let full = Full::connected(stack, tenant, &body).await;
    full.wait_for_health("healthy").await;
    let report = full
        .report_where(|report| not_passing(report).is_empty())
        .await;
    for check in ["site:10", "library:20"] {
        assert_eq!(said(&report, check), "pass", "{report}");
    }
    assert_eq!(said(&report, "library:21"), "absent");
    let log = full.tenant.requests().await;
    let requests = log["requests"].as_array().cloned().unwrap_or_default();
    let most = requests
        .iter()
        .filter_map(|request| request["parts"].as_array().map(Vec::len))
        .max();
    assert_eq!(most, Some(20), "as many parts as a batch takes");
    leaves_nothing(&full).await;
}
