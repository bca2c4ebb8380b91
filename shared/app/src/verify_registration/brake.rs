//! The brake: a fault of ours must not tell many customers that they are broken.

use super::{ConcludeError, Verifier};
use domain::{
    schedule::Next,
    standing::{Assessment, Health, Standing},
    verification::{report::Report, verdict::Verdict},
};
use jiff::{SignedDuration, Timestamp};

/// At least so many registrations must turn bad for one cause before the brake is considered.
const BRAKE_COUNT: u64 = 20;
/// The brake's window, and how long it stays on after the last registration that would have turned bad: 10 minutes. Those it
/// holds are looked at again every 5, so it is released by their recovery and not by the clock alone.
const BRAKE_WINDOW: SignedDuration = SignedDuration::from_mins(10);

impl Verifier {
    /// Many registrations turning bad at once for one cause are more likely our misreading than their failure: then
    /// nobody's health changes, and an alarm tells the operator (`security.md` T78).
    pub(super) async fn brake(
        &self,
        assessment: &Assessment,
        report: &Report,
        now: Timestamp,
    ) -> Result<bool, ConcludeError> {
        if assessment.previous_health.is_none() || assessment.standing.health != Health::Broken {
            return Ok(false);
        }
        let cause = report
            .results
            .iter()
            .find_map(|result| match &result.verdict {
                Verdict::Fail(finding)
                    if assessment
                        .standing
                        .suspects
                        .get(&result.check)
                        .is_some_and(|suspect| suspect.confirmed) =>
                {
                    Some(finding.code.as_str())
                }
                _ => None,
            })
            .unwrap_or("unnamed");
        let key = format!("turned-bad:{cause}");
        let turned = self.store.count_over_two(&key, BRAKE_WINDOW, now).await?;
        let was_on = self.store.is_braked(cause, now).await?;
        if !was_on && turned < BRAKE_COUNT {
            return Ok(false);
        }
        let dispatched = self.store.dispatched(now).await?;
        let on = was_on || turned * 20 > dispatched;
        if on {
            self.store.brake(cause, now + BRAKE_WINDOW).await?;
            tracing::error!(
                outcome = "brake_on",
                code = cause,
                turned,
                dispatched,
                "too many registrations turned bad at once; no health is changed"
            );
        }
        Ok(on)
    }
}

/// The standing while the brake is on: what was seen is remembered, the health stays.
pub(super) fn hold(previous: &Standing, assessment: &Assessment) -> Assessment {
    let mut standing = assessment.standing.clone();
    standing.health = previous.health;
    standing.health_version = previous.health_version;
    standing.suspects.clone_from(&previous.suspects);
    Assessment {
        standing,
        previous_health: None,
        answers_changed: assessment.answers_changed,
        next: Next::Retry,
    }
}
