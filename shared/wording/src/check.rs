//! The words of a check: its title, what it found, and who can fix that.

use crate::{folder, texts::Texts};
use domain::{
    customer::Language,
    verification::{
        catalogue::Check,
        verdict::{Finding, Identity, Unobserved, Verdict},
    },
};

static TEXTS: Texts = Texts::new(folder::words);

/// The title of a check: what must hold.
pub fn title(check: &Check, language: Language) -> String {
    let title = find(language, &format!("check-{}", check.id));
    title.unwrap_or_else(|| check.id.to_owned())
}

/// The sentence of what a verdict rests on, or of why there is none; `None` for a pass. A kept finding that has no words any
/// more is told by its code.
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

/// The problem of a finding as a title, where the finding's own sentence is no title: it may be a list. `app` is the app's name.
pub fn problem(finding: &Finding, app: &str, language: Language) -> Option<String> {
    let id = format!("problem-{}", finding.code);
    TEXTS.find(language, &id, [("app", app.into())].into_iter())
}

/// The party that can fix something, in a sentence, by the id of the [`domain::aadsts::Actor`].
pub fn acts(actor: &str, language: Language) -> Option<String> {
    find(language, &format!("acts-{actor}"))
}

fn find(language: Language, id: &str) -> Option<String> {
    TEXTS.find(language, id, std::iter::empty())
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
