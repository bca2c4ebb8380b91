//! Reloading of a result page, and its end.

use super::*;

#[test]
fn the_result_page_looks_again_only_while_something_is_coming_and_not_for_ever() {
    use AwaitedRun::{Coming, Late, None as NoRun};

    let (registration, tenant, pass) = (registration(connected(), None), tenant(), all_pass());
    let seconds = |report, minutes, run| {
        let mut page = result(&registration, &tenant, report);
        page.now = now() + SignedDuration::from_mins(minutes);
        page.run = run;
        let body = page.respond("request-1").into_body();
        let with_script = body
            .split_once("data-look-again=\"")
            .map(|(_, rest)| rest.split('"').next().unwrap().to_owned());
        let without = format!(
            "<noscript><meta http-equiv=\"refresh\" content=\"{}\">",
            with_script.as_deref().unwrap_or_default()
        );
        assert_eq!(body.contains(&without), with_script.is_some());
        with_script
    };
    assert_eq!(seconds(None, 0, NoRun).as_deref(), Some("3"));
    assert_eq!(seconds(None, 30, NoRun).as_deref(), Some("20"));
    assert_eq!(seconds(None, 61, NoRun), None);
    assert_eq!(seconds(Some(&pass), 0, NoRun), None);
    // A run that was asked for counts, however long ago the approval was.
    assert_eq!(seconds(None, 2000, Coming).as_deref(), Some("3"));
    assert_eq!(seconds(Some(&pass), 2000, Coming).as_deref(), Some("3"));
    assert_eq!(seconds(None, 2000, Late), None);
    assert_eq!(seconds(Some(&pass), 2000, Late), None);
}

/// Checks that the page of a run that does not come ends with a sentence and one button, without a spinner.
#[test]
fn a_page_that_stops_looking_says_so_and_offers_to_check_again() {
    let (registration, tenant, pass) = (registration(connected(), None), tenant(), all_pass());
    let page = |report, minutes, run| {
        let mut page = result(&registration, &tenant, report);
        page.now = now() + SignedDuration::from_mins(minutes);
        page.run = run;
        page.respond("request-1").into_body()
    };
    for late in [
        page(None, 2000, AwaitedRun::Late),
        page(None, 4, AwaitedRun::Late),
        page(None, 61, AwaitedRun::None),
    ] {
        assert!(late.contains("The check is taking longer than usual</h1>"));
        assert_eq!(filled(&late), ["Check everything again"]);
        assert!(!late.contains("class=\"busy\"") && !late.contains("updates by itself"));
    }
    let with_report = page(Some(&pass), 2000, AwaitedRun::Late);
    assert!(with_report.contains("The new check is taking longer than usual"));
    assert!(with_report.contains("Check everything again</button>"));
}

#[test]
fn what_was_found_stays_while_it_is_checked_again() {
    let (registration, tenant, report) =
        (registration(connected(), None), tenant(), of_every_kind());
    let mut page = result(&registration, &tenant, Some(&report));
    page.run = AwaitedRun::Coming;
    let body = page.respond("r").into_body();
    assert!(body.contains("We’re checking again") && body.contains("id=\"app-enabled\""));
}
