//! Words of a check: its title, its finding, and the party that can fix it.

use crate::{folder, texts::Texts};
use domain::{
    customer::Language,
    verification::{
        catalogue::Check,
        verdict::{Finding, Identity, Unobserved, Verdict},
    },
};

static TEXTS: Texts = Texts::new(folder::words);

/// Title of a check: the requirement.
pub fn title(check: &Check, language: Language) -> String {
    let title = find(language, &format!("check-{}", check.id));
    title.unwrap_or_else(|| check.id.to_owned())
}

/// Sentence for the finding on which a verdict rests, or for the reason why there is none; `None` for a pass. A stored finding
/// whose words no longer exist is shown by its code.
pub fn found(verdict: &Verdict, language: Language) -> Option<String> {
    match verdict {
        Verdict::Pass => None,
        Verdict::Fail(finding) | Verdict::Waiting(finding) | Verdict::NotApplicable(finding) => {
            let id = format!("finding-{}", finding.code);
            let values = finding.arguments.iter();
            let values = values.map(|(name, value)| (name.as_str(), value.as_str().into()));
            let text = TEXTS.find(language, &id, values);
            Some(text.unwrap_or_else(|| finding.code.clone()))
        }
        Verdict::Unknown(reason) => {
            let text = find(language, &unobserved_id(reason));
            Some(text.unwrap_or_else(|| reason.code().to_owned()))
        }
    }
}

/// Problem of a finding as a title, if the finding's own sentence cannot be one because it may be a list. `app` is the app's
/// name.
pub fn problem(finding: &Finding, app: &str, language: Language) -> Option<String> {
    let id = format!("problem-{}", finding.code);
    TEXTS.find(language, &id, [("app", app.into())].into_iter())
}

/// Sentence that names the party that can fix it, by the id of the [`domain::aadsts::Actor`].
pub fn acts(actor: &str, language: Language) -> Option<String> {
    find(language, &format!("acts-{actor}"))
}

fn find(language: Language, id: &str) -> Option<String> {
    TEXTS.find(language, id, std::iter::empty())
}

/// Id of the words for the reason why a fact was not read.
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
