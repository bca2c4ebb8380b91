//! The words of checks: their titles and what they found.

use super::Words;
use domain::verification::{
    catalogue::Check,
    verdict::{Identity, Unobserved, Verdict},
};

impl Words {
    /// The title of a check.
    pub fn check_title(self, check: &Check) -> String {
        let title = self.find(&format!("check-{}", check.id), []);
        title.unwrap_or_else(|| check.title.to_owned())
    }

    /// The sentence of what a verdict rests on, or of why there is none; `None` for a pass.
    pub fn found(self, verdict: &Verdict) -> Option<String> {
        match verdict {
            Verdict::Pass => None,
            Verdict::Fail(finding)
            | Verdict::Waiting(finding)
            | Verdict::NotApplicable(finding) => {
                let values = finding.arguments.iter();
                let values = values.map(|(name, value)| (name.as_str(), value.as_str()));
                let text = self.find(&format!("finding-{}", finding.code), values);
                Some(text.unwrap_or_else(|| finding.message.clone()))
            }
            Verdict::Unknown(reason) => {
                let text = self.find(&unobserved_id(reason), []);
                Some(text.unwrap_or_else(|| reason.message()))
            }
        }
    }
}

/// The id of the words for why something was not read.
fn unobserved_id(reason: &Unobserved) -> String {
    let code = reason.code();
    match reason {
        Unobserved::IdentityAbsent { identity } => {
            let whose = match identity {
                Identity::App => "app",
                Identity::Administrator => "administrator",
                Identity::SystemUser => "system-user",
            };
            format!("unobserved-{code}-{whose}")
        }
        Unobserved::PermissionNotAskedFor { .. }
        | Unobserved::Refused
        | Unobserved::Recreated
        | Unobserved::NotReached
        | Unobserved::Undecided
        | Unobserved::MicrosoftUnavailable
        | Unobserved::Unreadable
        | Unobserved::Unexplained
        | Unobserved::Outdated
        | Unobserved::NotAsked
        | Unobserved::OperatorFault => format!("unobserved-{code}"),
    }
}
