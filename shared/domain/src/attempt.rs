//! The last attempt of a person to connect or to sign in, as the host app sees it: its outcome, without the person's name.

use crate::{
    aadsts::{Cause, REFUSED},
    flow::Notice,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Outcome of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptOutcome {
    /// The attempt succeeded.
    Completed,
    /// The person declined, or went back.
    Declined,
    /// The account, the organisation or Microsoft's answer does not allow it; the same attempt ends the same way.
    Refused,
    /// The attempt could not be finished; a later one may succeed.
    Failed,
}

/// The last attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Instant at which the attempt ended.
    pub at: Timestamp,
    /// Outcome.
    pub outcome: AttemptOutcome,
    /// Stable code of the problem that stopped the attempt; `None` if it succeeded.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub problem: Option<String>,
}

impl Attempt {
    /// An attempt that succeeded.
    pub fn completed(at: Timestamp) -> Self {
        Self {
            at,
            outcome: AttemptOutcome::Completed,
            problem: None,
        }
    }

    /// An attempt whose tenant belongs to another customer.
    pub fn of_taken_tenant(at: Timestamp) -> Self {
        Self::stopped(at, AttemptOutcome::Refused, "tenant-taken")
    }

    /// An attempt that returned through a link that had ended in the meantime: withdrawn, used or expired.
    pub fn of_ended_link(at: Timestamp) -> Self {
        Self::stopped(at, AttemptOutcome::Refused, "link-ended")
    }

    /// Attempt that ended with this notice; `None` if the notice does not stop an attempt.
    pub fn of(notice: &Notice, at: Timestamp) -> Option<Self> {
        let (outcome, problem) = match notice {
            // It came through, and Microsoft does not show it yet.
            Notice::ProofPending => return None,
            Notice::Declined => (AttemptOutcome::Declined, "declined"),
            Notice::WentBack => (AttemptOutcome::Declined, "went-back"),
            Notice::WrongTenant => (AttemptOutcome::Refused, "wrong-tenant"),
            Notice::PersonalAccount => (AttemptOutcome::Refused, "personal-account"),
            Notice::OutsideAccount => (AttemptOutcome::Refused, "outside-account"),
            Notice::TenantTaken => return Some(Self::of_taken_tenant(at)),
            Notice::TenantRejected => (AttemptOutcome::Refused, "tenant-rejected"),
            Notice::TenantMismatch => (AttemptOutcome::Refused, "tenant-mismatch"),
            Notice::ApprovalRequired => (AttemptOutcome::Refused, "approval-required"),
            Notice::Refused { code, .. } | Notice::RefusedAtServer { code, .. } => {
                (AttemptOutcome::Refused, of_number(code.as_deref()))
            }
            Notice::OtherAccount { .. } => (AttemptOutcome::Refused, "other-account"),
            Notice::AccountElsewhere => (AttemptOutcome::Refused, "account-elsewhere"),
            Notice::GuestAccount => (AttemptOutcome::Refused, "guest-account"),
            Notice::NotKeptSignedIn => (AttemptOutcome::Refused, "not-kept-signed-in"),
            Notice::ReplacementNotAgreed => (AttemptOutcome::Refused, "replacement-not-agreed"),
            Notice::MicrosoftUnavailable => (AttemptOutcome::Failed, "microsoft-unavailable"),
            Notice::OurFault => (AttemptOutcome::Failed, "our-fault"),
            Notice::NotSaved => (AttemptOutcome::Failed, "not-saved"),
            Notice::StartAgain => (AttemptOutcome::Failed, "start-again"),
        };
        Some(Self::stopped(at, outcome, problem))
    }

    fn stopped(at: Timestamp, outcome: AttemptOutcome, problem: &str) -> Self {
        Self {
            at,
            outcome,
            problem: Some(problem.to_owned()),
        }
    }
}

/// Finding's code for a refusal by Microsoft with this `AADSTS` number.
fn of_number(number: Option<&str>) -> &'static str {
    let number = number.and_then(|number| number.parse().ok());
    number.and_then(Cause::of).map_or(REFUSED, Cause::finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case(&Notice::Declined, AttemptOutcome::Declined, "declined"; "declined")]
    #[test_case(&Notice::TenantTaken, AttemptOutcome::Refused, "tenant-taken"; "another customer's")]
    #[test_case(&Notice::TenantRejected, AttemptOutcome::Refused, "tenant-rejected"; "the host app said no")]
    #[test_case(&Notice::WrongTenant, AttemptOutcome::Refused, "wrong-tenant"; "wrong tenant")]
    #[test_case(&Notice::ApprovalRequired, AttemptOutcome::Refused, "approval-required"; "no role")]
    #[test_case(&Notice::MicrosoftUnavailable, AttemptOutcome::Failed, "microsoft-unavailable"; "microsoft silent")]
    #[test_case(&Notice::Refused { code: Some("53003".to_owned()), correlation_id: None }, AttemptOutcome::Refused, "sign-in-conditional-access"; "a known refusal")]
    #[test_case(&Notice::Refused { code: None, correlation_id: None }, AttemptOutcome::Refused, "sign-in-refused"; "an unknown refusal")]
    fn an_attempt_tells_how_it_ended(notice: &Notice, outcome: AttemptOutcome, problem: &str) {
        let attempt = Attempt::of(notice, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(
            (attempt.outcome, attempt.problem.as_deref()),
            (outcome, Some(problem))
        );
    }

    #[test]
    fn t79_an_attempt_names_nobody() {
        let notice = Notice::OtherAccount {
            signed_in_as: "anna@contoso.example".to_owned(),
            expected: "cooperlink@contoso.example".to_owned(),
        };
        let attempt = Attempt::of(&notice, Timestamp::UNIX_EPOCH).unwrap();
        let text = serde_json::to_string(&attempt).unwrap();
        assert!(!text.contains("contoso"), "{text}");
    }

    #[test]
    fn what_only_takes_time_stops_no_attempt() {
        assert_eq!(
            Attempt::of(&Notice::ProofPending, Timestamp::UNIX_EPOCH),
            None
        );
    }
}
