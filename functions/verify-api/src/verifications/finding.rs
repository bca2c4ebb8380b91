//! Finding of a check as the host app sees it, and the party that acts on it.

use domain::{customer::Language, responsible::Responsible, verification::verdict::Verdict};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use wording::check;

/// Finding of a check.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Finding)]
pub(super) struct FindingView {
    /// Stable: one of `findings` of its check, or the reason why nothing could be seen. New codes may appear.
    #[schema(example = "mailbox-missing")]
    code: String,
    /// One sentence, in the language asked for.
    message: String,
    /// Values that the sentence speaks of. `permissions`, `services` and `licences` are lists.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    arguments: BTreeMap<String, Argument>,
}

/// A value of a finding.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Argument {
    Text(String),
    List(Vec<String>),
}

/// Arguments that are lists. Their values have no commas.
const LISTS: [&str; 3] = ["permissions", "services", "licences"];

impl FindingView {
    /// The finding of a verdict, without the party that acts: `acts` stands beside it.
    pub(super) fn of(verdict: &Verdict, language: Language) -> Option<Self> {
        let (code, arguments) = match verdict {
            Verdict::Pass => return None,
            Verdict::Fail(finding)
            | Verdict::Waiting(finding)
            | Verdict::NotApplicable(finding) => {
                let arguments = finding.arguments.iter();
                let arguments = arguments.filter(|(name, _)| *name != "acts");
                let arguments =
                    arguments.map(|(name, value)| (name.clone(), argument(name, value)));
                (finding.code.clone(), arguments.collect())
            }
            Verdict::Unknown(reason) => (reason.code().to_owned(), BTreeMap::new()),
        };
        Some(Self {
            code,
            message: check::found(verdict, language)?,
            arguments,
        })
    }
}

fn argument(name: &str, value: &str) -> Argument {
    if LISTS.contains(&name) {
        Argument::List(value.split(", ").map(str::to_owned).collect())
    } else {
        Argument::Text(value.to_owned())
    }
}

/// The party that can put a result right.
pub(super) fn acts(verdict: &Verdict) -> Option<Responsible> {
    match verdict {
        Verdict::Pass | Verdict::NotApplicable(_) => None,
        Verdict::Fail(finding) => finding.responsible(),
        Verdict::Waiting(_) => Some(Responsible::Nobody),
        Verdict::Unknown(reason) => reason.responsible(),
    }
}
