//! Health, next action and last attempt of a registration, as the host app sees them.

use crate::{
    instant::Instant,
    words::{open_words, open_words_or_null},
};
use domain::{
    attempt::{Attempt, AttemptOutcome},
    ids::VerificationId,
    invitation::Purpose,
    next_action::{NextAction, Task},
    responsible::Responsible,
    standing::{Health, Standing, Suspicion},
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// Outcome of an attempt of a person.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Attempt)]
pub(super) struct AttemptView {
    /// Time at which it ended.
    at: Instant,
    /// `completed`, `declined`, `refused` (the same attempt ends the same way) or `failed` (it may come through later).
    #[schema(schema_with = open_words::<AttemptOutcome>)]
    outcome: AttemptOutcome,
    /// Code of the obstacle that stopped it; null where it came through. `declined`, `went-back`, `wrong-tenant`,
    /// `personal-account`, `outside-account`, `tenant-taken` (another customer's), `tenant-rejected`, `tenant-mismatch`,
    /// `approval-required` (no role that may approve), `other-account`, `account-elsewhere`, `guest-account`,
    /// `not-kept-signed-in`, `replacement-not-agreed`, `link-ended`, `microsoft-unavailable`, `our-fault`, `not-saved`,
    /// `start-again`, or the code of a refused sign-in such as `sign-in-conditional-access`. More codes may be added.
    #[schema(example = "declined")]
    problem: Option<String>,
}

impl AttemptView {
    pub(super) fn of(attempt: &Attempt) -> Self {
        Self {
            at: attempt.at.into(),
            outcome: attempt.outcome,
            problem: attempt.problem.clone(),
        }
    }
}

/// The next thing that has to happen.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NextAction)]
pub(super) struct NextActionView {
    /// The party that does it.
    #[schema(schema_with = open_words::<Responsible>)]
    who: Responsible,
    /// Task of that party.
    #[schema(schema_with = open_words::<Task>)]
    what: Task,
    /// `purpose` of the link that it needs: make it when it is shown, with `"replace": true`. Null where it needs none.
    #[schema(schema_with = open_words_or_null::<Purpose>)]
    invitation_purpose: Option<Purpose>,
}

impl NextActionView {
    pub(super) fn of(action: NextAction) -> Self {
        Self {
            who: action.who,
            what: action.what,
            invitation_purpose: action.invitation_purpose,
        }
    }
}

/// Blocking checks that failed once and are not confirmed yet.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Suspected)]
struct SuspectedView {
    /// Time at which the first of them was first seen failing.
    since: Instant,
    /// Their ids.
    checks: Vec<String>,
}

impl From<Suspicion> for SuspectedView {
    fn from(suspected: Suspicion) -> Self {
        Self {
            since: suspected.since.into(),
            checks: suspected.checks,
        }
    }
}

/// Health of a connection.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Health)]
pub(super) struct HealthView {
    /// `healthy`, `attention` (works, something should be put right), `broken` or `unknown`.
    #[schema(schema_with = open_words::<Health>)]
    status: Health,
    /// Grows with each change of `status`.
    version: u64,
    /// Time at which a verification last looked and saw everything that it asked for.
    checked_at: Option<Instant>,
    /// Time since which Microsoft or Cooperlink could not answer, if the last run could not look.
    stale_since: Option<Instant>,
    /// Blocking checks that failed once; a second look, about five minutes later, confirms it. Null where there are none.
    suspected: Option<SuspectedView>,
    /// Time since which a change to `broken` is held back, because too many registrations turned bad for one cause.
    held_since: Option<Instant>,
    /// Time at which the next verification is due.
    due_at: Option<Instant>,
    /// The newest report.
    #[schema(value_type = Option<String>, format = "uuid")]
    latest_verification: Option<VerificationId>,
}

impl HealthView {
    pub(super) fn of(standing: &Standing, due_at: Option<Timestamp>) -> Self {
        Self {
            status: standing.health,
            version: standing.health_version,
            checked_at: standing.looked_at().map(Instant::from),
            stale_since: standing.disturbed_since.map(Instant::from),
            suspected: standing.suspected().map(SuspectedView::from),
            held_since: standing.held.as_ref().map(|held| held.since.into()),
            due_at: due_at.map(Instant::from),
            latest_verification: standing.latest_report,
        }
    }
}
