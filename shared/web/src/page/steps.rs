//! Steps of the whole journey, shown on each of its pages: the finished ones, and the reader's position.

use super::Frame;
use domain::{
    registration::{Lifecycle, Registration},
    verification::{
        catalogue::{Severity, find_check},
        report::Report,
        verdict::Verdict,
    },
};

/// A step of the journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JourneyStep {
    /// Reads who asks, for what, and what to have ready.
    Prepare,
    /// An administrator signs in at Microsoft.
    SignIn,
    /// The administrator approves there.
    Approve,
    /// The system user signs in once.
    SystemUser,
    /// The administrator decides who of the organisation may use the app.
    Access,
    /// Everything works: no value is missing, and no task or problem is left.
    Done,
}

impl JourneyStep {
    const ALL: [Self; 6] = [
        Self::Prepare,
        Self::SignIn,
        Self::Approve,
        Self::SystemUser,
        Self::Access,
        Self::Done,
    ];

    fn words(self) -> &'static str {
        match self {
            Self::Prepare => "step-prepare",
            Self::SignIn => "step-sign-in",
            Self::Approve => "step-approve",
            Self::SystemUser => "step-system-user",
            Self::Access => "step-access",
            Self::Done => "step-done",
        }
    }
}

/// Progress of a registration.
#[derive(Debug, Clone, Copy)]
pub struct Journey<'a> {
    /// The registration.
    pub registration: &'a Registration,
    /// The newest report, if a run was made since the approval.
    pub report: Option<&'a Report>,
}

impl Journey<'_> {
    /// Whether a step is done. The answer does not identify the tenant, so a page may show it before a sign-in
    /// (T28).
    pub(super) fn is_done(&self, step: JourneyStep) -> bool {
        let lifecycle = &self.registration.lifecycle;
        match step {
            JourneyStep::Prepare | JourneyStep::SignIn => matches!(
                lifecycle,
                Lifecycle::SignedIn { .. }
                    | Lifecycle::Consented { .. }
                    | Lifecycle::Connected { .. }
            ),
            JourneyStep::Approve => {
                matches!(lifecycle, Lifecycle::Connected { .. })
                    && !["app-registered", "application-permissions"]
                        .iter()
                        .any(|check| self.has_failed(check))
            }
            JourneyStep::SystemUser => {
                self.registration.system_user_connection.is_some()
                    && !self.has_failed("system-user-connected")
            }
            JourneyStep::Access => self
                .verdict("user-access")
                .is_some_and(|verdict| matches!(verdict, Verdict::Pass)),
            JourneyStep::Done => {
                self.after_approval() == JourneyStep::Done
                    && !self.registration.sites.is_empty()
                    && self.report.is_some_and(|report| {
                        report.results.iter().all(|result| {
                            !is_blocking(&result.check)
                                || matches!(
                                    result.verdict,
                                    Verdict::Pass | Verdict::NotApplicable(_)
                                )
                        })
                    })
            }
        }
    }

    /// First unfinished step from the approval on. If the host app named no system user, it is the system user's step.
    pub(super) fn after_approval(&self) -> JourneyStep {
        [
            JourneyStep::Approve,
            JourneyStep::SystemUser,
            JourneyStep::Access,
        ]
        .into_iter()
        .find(|step| !self.is_done(*step))
        .unwrap_or(JourneyStep::Done)
    }

    /// Steps as a page shows them, with the reader at `current`.
    pub(super) fn lines(
        &self,
        frame: &Frame<'_>,
        current: impl Into<Option<JourneyStep>>,
    ) -> Vec<StepLine> {
        let current = current.into();
        JourneyStep::ALL
            .into_iter()
            .map(|step| {
                let is_done = self.is_done(step);
                let is_current = Some(step) == current;
                let state = if is_current {
                    "step-is-current"
                } else if is_done {
                    "step-is-done"
                } else {
                    "step-is-open"
                };
                StepLine {
                    name: frame.say(step.words()),
                    state: frame.say(state),
                    is_done,
                    is_current,
                }
            })
            .collect()
    }

    fn verdict(&self, check: &str) -> Option<&Verdict> {
        Some(&self.report?.result(check)?.verdict)
    }

    fn has_failed(&self, check: &str) -> bool {
        self.verdict(check)
            .is_some_and(|verdict| matches!(verdict, Verdict::Fail(_)))
    }
}

/// Whether a failure of the check keeps Cooperlink from working.
fn is_blocking(check: &str) -> bool {
    find_check(check).is_some_and(|check| check.severity == Severity::Blocking)
}

/// A step as a page shows it.
pub(super) struct StepLine {
    pub(super) name: String,
    /// State in words, for readers who do not see the mark.
    pub(super) state: String,
    pub(super) is_done: bool,
    pub(super) is_current: bool,
}
