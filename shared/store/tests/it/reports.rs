//! Reports: kept once, read as they were kept, listed newest first.

use crate::commits::{run, with_registration};
use crate::samples::{at, registration_id, standing, verification_id};
use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use domain::{
    access::AccessSummary,
    standing::Health,
    verification::{
        facts::Evidence,
        report::{CheckResult, Coverage, Report, VerdictChange},
        verdict::{Finding, Unobserved, Verdict},
    },
};
use store::{Commit, CommitError, KeptReport, ListError, Trigger};

#[tokio::test]
async fn a_kept_report_is_listed_newest_first_and_found_by_its_id() {
    let (table, _) = with_registration().await;
    for second in [10, 20, 30] {
        let standing = standing(1, Health::Healthy, second);
        let after = (second > 10).then_some(second - 10);
        let report = Report {
            checked_at: at(second),
            coverage: Coverage::default(),
            results: Vec::new(),
            changes: Vec::new(),
            access: None,
        };
        let commit = Commit {
            standing: Some(run(&standing, after, second)),
            report: Some(KeptReport {
                id: verification_id(second),
                registration_id: registration_id(1),
                report: &report,
                trigger: Trigger::Requested,
            }),
            ..Commit::default()
        };
        table.store.commit(commit).await.unwrap();
    }
    let page = table
        .store
        .list_reports(registration_id(1), None, 2)
        .await
        .unwrap();
    let seen: Vec<_> = page.items.iter().map(|kept| kept.id).collect();
    assert_eq!(seen, [verification_id(30), verification_id(20)]);
    let next = page.next.unwrap();
    let page = table
        .store
        .list_reports(registration_id(1), Some(&next), 2)
        .await
        .unwrap();
    assert_eq!(page.items[0].id, verification_id(10));
    let foreign = table
        .store
        .list_reports(registration_id(2), Some(&next), 2)
        .await;
    assert!(
        matches!(foreign, Err(ListError::InvalidCursor)),
        "a cursor of another registration"
    );
    let found = table
        .store
        .find_report(registration_id(1), verification_id(20))
        .await
        .unwrap();
    assert_eq!(found.unwrap().report.checked_at, at(20));
    let ends_at = table
        .ends_at(
            &format!("REG#{}", registration_id(1)),
            &format!("VERIFICATION#{}", verification_id(20)),
        )
        .await;
    assert_eq!(ends_at, at(20).as_second() + 400 * 24 * 60 * 60);
}

/// A report with a value in every field.
fn full_report() -> Report {
    let evidence = Evidence {
        request: "GET /v1.0/me".to_owned(),
        status: Some(403),
        error_code: Some("Authorization_RequestDenied".to_owned()),
        request_id: Some("0b1ec700-0000-4000-8000-000000000001".to_owned()),
        account: None,
        at: at(9),
    };
    let finding = Finding::new("gone").with("acts", "administrator");
    let verdicts = [
        Verdict::Pass,
        Verdict::Fail(finding.clone()),
        Verdict::Waiting(finding.clone()),
        Verdict::NotApplicable(finding),
        Verdict::Unknown(Unobserved::PermissionNotAskedFor {
            permission: "User.Read.All".to_owned(),
        }),
    ];
    let result = |(number, verdict)| CheckResult {
        check: format!("library:{number}"),
        subject: Some("Documents".to_owned()),
        verdict,
        observed_at: Some(at(9)),
        last_known: None,
        evidence: vec![evidence.clone()],
    };
    Report {
        checked_at: at(10),
        coverage: Coverage::default(),
        results: verdicts.into_iter().enumerate().map(result).collect(),
        changes: vec![VerdictChange {
            check: "library:1".to_owned(),
            from: Some("pass".to_owned()),
            to: "fail".to_owned(),
            from_finding: None,
            to_finding: Some("gone".to_owned()),
        }],
        access: Some(AccessSummary {
            is_required: true,
            users: 2,
            groups: 1,
        }),
    }
}

#[tokio::test]
async fn a_report_is_read_as_it_was_kept_deflated_now_and_as_a_map_before() {
    let (table, registration) = with_registration().await;
    let report = full_report();
    let commit = Commit {
        report: Some(KeptReport {
            id: verification_id(10),
            registration_id: registration.id,
            report: &report,
            trigger: Trigger::Requested,
        }),
        ..Commit::default()
    };
    table.store.commit(commit).await.unwrap();
    let find = || {
        table
            .store
            .find_report(registration.id, verification_id(10))
    };
    let kept = find().await.unwrap().unwrap();
    assert_eq!(kept.report, report);

    let partition = format!("REG#{}", registration.id);
    let sort = format!("VERIFICATION#{}", verification_id(10));
    let map = serde_dynamo::to_attribute_value(&report).unwrap();
    table.set(&partition, &sort, "report", map).await;
    assert_eq!(find().await.unwrap(), Some(kept));
    let listed = table.store.list_reports(registration.id, None, 10).await;
    assert_eq!(listed.unwrap().items[0].report, report);

    table.spoil(&partition, &sort, "report").await;
    assert!(find().await.unwrap_err().is_corrupt());
    let bytes = AttributeValue::B(Blob::new([0xff; 16]));
    table.set(&partition, &sort, "report", bytes).await;
    assert!(find().await.unwrap_err().is_corrupt());
}

#[tokio::test]
async fn a_report_of_an_id_is_kept_once() {
    let (table, registration) = with_registration().await;
    let keep = async |second: i64| {
        let standing = standing(1, Health::Healthy, second);
        let report = full_report();
        let commit = Commit {
            standing: Some(run(&standing, (second > 10).then_some(10), second)),
            report: Some(KeptReport {
                id: verification_id(10),
                registration_id: registration.id,
                report: &report,
                trigger: Trigger::Requested,
            }),
            ..Commit::default()
        };
        table.store.commit(commit).await
    };
    keep(10).await.unwrap();
    assert!(matches!(keep(11).await, Err(CommitError::Superseded)));
    let loaded = table.store.load(registration.id).await.unwrap().unwrap();
    assert_eq!(loaded.standing.checked_at, Some(at(10)));
}
