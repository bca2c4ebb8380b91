//! Write units of a scheduled run.

use crate::commits::{run, with_registration};
use crate::samples::{at, connected, standing, tenant, verification_id};
use domain::{
    customer::Site,
    drives::DriveId,
    registration::Registration,
    standing::{Answer, Health, Standing, Suspect},
    verification::catalogue::CATALOGUE,
};
use jiff::SignedDuration;
use store::Commit;
use test_case::test_case;

/// The registration with two sites, four libraries and their drives.
fn in_full(mut registration: Registration) -> Registration {
    for name in ["projects", "quotes"] {
        let site = Site {
            url: format!("https://contoso.sharepoint.com/sites/{name}")
                .try_into()
                .unwrap(),
            libraries: ["Documents", "Plans"]
                .map(|name| name.to_owned().try_into().unwrap())
                .into(),
        };
        for library in &site.libraries {
            let drive = DriveId::try_from(format!("b!{}", "x".repeat(64))).unwrap();
            registration
                .observations
                .drives
                .insert(&site.url, library, drive);
        }
        registration.sites.push(site);
    }
    registration
}

/// The largest standing with this number of failing checks: those with the longest names.
fn failing(checks: usize) -> Standing {
    let instant = at(90) + SignedDuration::from_nanos(123_456_789);
    let mut ids: Vec<_> = CATALOGUE.iter().map(|check| check.id.to_owned()).collect();
    ids.sort_by_key(|id| std::cmp::Reverse(id.len()));
    let failing = || ids.iter().take(checks).cloned();
    let answer = |id: &String| {
        if failing().any(|failing| failing == *id) {
            Answer::Fail
        } else {
            Answer::Pass
        }
    };
    let suspect = Suspect {
        since: instant,
        confirmed: true,
        acts: None,
        only: None,
    };
    Standing {
        latest_report: Some(verification_id(100)),
        service_principal_id: Some(tenant(1).administrator),
        checked_at: Some(instant),
        answers: ids.iter().map(|id| (id.clone(), answer(id))).collect(),
        findings: failing()
            .map(|id| (id, "system-user-unlicensed".to_owned()))
            .collect(),
        suspects: failing().map(|id| (id, suspect)).collect(),
        ..standing(3, Health::Healthy, 100)
    }
}

#[test_case(0, 3.0; "healthy")]
#[test_case(2, 3.0; "two checks fail")]
#[test_case(3, 4.0; "three checks fail")]
#[tokio::test]
async fn a_run_that_changes_nothing_costs_three_write_units_until_three_checks_fail(
    checks: usize,
    expected: f64,
) {
    let (table, registration) = with_registration().await;
    let changed = in_full(connected(&registration, tenant(1)));
    let commit = Commit {
        registration: Some((&changed, 1)),
        ..Commit::default()
    };
    table.store.commit(commit).await.unwrap();
    let standing = failing(checks);
    let commit = Commit {
        standing: Some(run(&standing, None, 100)),
        ..Commit::default()
    };
    table.store.commit(commit).await.unwrap();
    let partition = format!("REG#{}", registration.id);
    let read = table.cost_of_reading(&partition, "REGISTRATION").await;
    let written = table.cost_of_standing(&partition).await;
    // One of the table, two from 1 KB on; two of the index, whose entry moves.
    assert_eq!((written, read), (expected, 1.0));
}
