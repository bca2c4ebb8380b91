//! Number of round trips of a system user's reading with its clean-up, as the emulated Microsoft 365 counts them.

use crate::{clock::HandClock, emulated::Emulated, office::look, system_user::all_reasons};
use domain::{customer::Site, drives::KnownDrives, ids::TenantId};
use entra::{SystemUserFacts, UserToken};
use jiff::SignedDuration;
use serde_json::json;
use std::collections::BTreeSet;

const ACCOUNT: &str = "cooperlink@contoso.example";
const TENANT: &str = "e0000000-0000-4000-8000-000000000001";
const SYSTEM_USER: &str = "e0010000-0000-4000-8000-000000000002";

fn site(path: &str, libraries: [&str; 2]) -> Site {
    let url = format!("https://contoso.sharepoint.com/{path}");
    Site {
        url: url.try_into().unwrap(),
        libraries: libraries
            .map(|name| name.to_owned().try_into().unwrap())
            .into(),
    }
}

/// Reads two sites and four libraries; returns the numbers of round trips in a row, of batches and of abandoned upload
/// sessions as well.
async fn counted(
    emulated: &Emulated,
    token: &UserToken,
    known: &KnownDrives,
) -> (SystemUserFacts, [u64; 3]) {
    let sites = [
        site("sites/projects", ["Documents", "Drawings"]),
        site("teams/site-office", ["Shared Documents", "Plans"]),
    ];
    emulated.forget_requests().await;
    let facts = look(&emulated.entra, token, &sites, known, &HandClock::new()).await;
    let mut counts = [0; 3];
    for (count, name) in counts
        .iter_mut()
        .zip(["critical_path", "graph", "clean_up"])
    {
        *count = emulated.total(name).await;
    }
    (facts, counts)
}

#[tokio::test]
async fn two_sites_and_four_libraries_take_one_round_trip_and_clean_up_once_they_are_known() {
    let emulated = Emulated::start("all-well").await;
    let scopes = ["Sites.ReadWrite.All", "Mail.ReadWrite"];
    let grant = json!({ "delegated": scopes });
    emulated.control("/grant", &grant).await;
    let secret = emulated.token_for(ACCOUNT, &scopes.join(" ")).await;
    let tenant: TenantId = TENANT.parse().unwrap();
    let person = SYSTEM_USER.parse().unwrap();
    let clock = HandClock::new();
    let hour = SignedDuration::from_hours(1);
    let token = emulated
        .entra
        .hold_user_token(tenant, person, &secret, hour, &clock);
    for host in ["graph", "sharepoint"] {
        // Later than what is asked at the same time begins, so that it overlaps.
        let late = json!({ "host": host, "kind": "late", "milliseconds": 500 });
        emulated.fault(&late).await;
    }
    let (first, counts) = counted(&emulated, &token, &KnownDrives::default()).await;
    assert_eq!(counts, [3, 2, 4]);
    let (next, counts) = counted(&emulated, &token, &first.drives).await;
    assert_eq!(counts, [2, 2, 4]);
    assert_eq!(next.drives, first.drives);
    for facts in [first, next] {
        assert_eq!(all_reasons(&facts), BTreeSet::from(["seen".to_owned()]));
    }
}
