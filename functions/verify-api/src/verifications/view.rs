//! A report as the host app sees it.

use crate::{
    answer::{Answer, Failure},
    handler::Deps,
    instant::Instant,
    words::open_words,
};
use domain::{
    customer::Language,
    ids::{RegistrationId, VerificationId},
    registration::Registration,
    standing::Standing,
    verification::{
        catalogue::{Severity, find_check},
        facts::Evidence,
        guidance::{Place, guidance},
        report::{Change, CheckResult, LastKnown, Report},
        verdict::{Finding, Identity, Verdict},
    },
};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{KeptVerification, Loaded, Trigger};
use utoipa::ToSchema;

/// A report of one verification.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Verification)]
pub(crate) struct VerificationView {
    /// The report's id.
    #[schema(value_type = String, format = "uuid")]
    id: VerificationId,
    /// The registration that was verified.
    #[schema(value_type = String, format = "uuid")]
    registration_id: RegistrationId,
    /// Why it was made.
    #[schema(schema_with = open_words::<Trigger>)]
    trigger: Trigger,
    /// When it was made.
    checked_at: Instant,
    /// What differs from the kept report before.
    changes: Vec<ChangeView>,
    /// One entry a check.
    results: Vec<ResultView>,
}

/// A check whose answer differs from the kept report before.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerificationChange)]
struct ChangeView {
    /// The check's id.
    check: String,
    /// The verdict before; null when the check is new.
    from: Option<String>,
    /// The verdict now.
    to: String,
    /// The code of the finding before.
    from_finding: Option<String>,
    /// The code of the finding now.
    to_finding: Option<String>,
}

impl ChangeView {
    fn of(change: &Change) -> Self {
        Self {
            check: change.check.clone(),
            from: change.from.clone(),
            to: change.to.clone(),
            from_finding: change.from_finding.clone(),
            to_finding: change.to_finding.clone(),
        }
    }
}

/// The answer of one check.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CheckResult)]
struct ResultView {
    /// The check's id; of one that is asked for each site or library, with its position, such as `library:2`.
    check: String,
    /// The site or library it is about, as the host app named it.
    subject: Option<String>,
    /// The requirement in a few English words.
    title: &'static str,
    /// What a failure means: `blocking` (Cooperlink cannot work) or `advisory`.
    #[schema(schema_with = open_words::<Severity>)]
    severity: Severity,
    /// `pass`, `fail`, `waiting` (granted, still spreading), `not_applicable` or `unknown`.
    #[schema(example = "pass")]
    verdict: &'static str,
    /// What was found; null for a pass.
    finding: Option<FindingView>,
    /// Who can put it right, where that is known.
    acts: Option<String>,
    /// When the facts behind it were read.
    observed_at: Option<Instant>,
    /// The last observation, where the answer could not be confirmed since.
    last_known: Option<LastKnownView>,
    /// What was asked of Microsoft, and how it answered.
    evidence: Vec<EvidenceView>,
    /// What it means and how to put it right, in Markdown; null where nothing is to be done.
    guidance: Option<String>,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Finding)]
struct FindingView {
    /// Stable. New codes may appear.
    code: String,
    /// One English sentence.
    message: String,
    /// Values that the sentence speaks of.
    arguments: BTreeMap<String, String>,
}

impl From<Finding> for FindingView {
    fn from(finding: Finding) -> Self {
        Self {
            code: finding.code,
            message: finding.message,
            arguments: finding.arguments,
        }
    }
}

/// The last observation of a check.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LastKnown)]
struct LastKnownView {
    /// The verdict.
    verdict: String,
    /// When it was last seen so.
    observed_at: Instant,
}

impl LastKnownView {
    fn of(last: &LastKnown) -> Self {
        Self {
            verdict: last.verdict.clone(),
            observed_at: last.observed_at.into(),
        }
    }
}

/// One request to Microsoft: enough for Microsoft's support to find it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Evidence)]
struct EvidenceView {
    /// Method and path, without query or secrets.
    request: String,
    /// The HTTP status; null without an answer.
    status: Option<u16>,
    /// Microsoft's error code.
    error_code: Option<String>,
    /// `request-id` of Graph, or the correlation id of Entra.
    request_id: Option<String>,
    /// In whose name it was asked, where that decides what the answer is worth.
    #[schema(value_type = Option<String>)]
    account: Option<Identity>,
    /// When the answer came.
    at: Instant,
}

impl EvidenceView {
    fn of(evidence: &Evidence) -> Self {
        Self {
            request: evidence.request.clone(),
            status: evidence.status,
            error_code: evidence.error_code.clone(),
            request_id: evidence.request_id.clone(),
            account: evidence.account,
            at: evidence.at.into(),
        }
    }
}

impl VerificationView {
    /// A kept report; `place` fills the links and commands of its guidance.
    pub(crate) fn kept(kept: &KeptVerification, place: Option<&Place<'_>>) -> Self {
        Self::of(
            (kept.registration_id, kept.id, kept.trigger),
            &kept.report,
            place,
        )
    }

    fn of(
        (registration_id, id, trigger): (RegistrationId, VerificationId, Trigger),
        report: &Report,
        place: Option<&Place<'_>>,
    ) -> Self {
        Self {
            id,
            registration_id,
            trigger,
            checked_at: report.checked_at.into(),
            changes: report.changes.iter().map(ChangeView::of).collect(),
            results: report
                .results
                .iter()
                .filter_map(|result| ResultView::of(result, place))
                .collect(),
        }
    }
}

impl ResultView {
    /// A check that this version does not know any more is left out.
    fn of(result: &CheckResult, place: Option<&Place<'_>>) -> Option<Self> {
        let check = find_check(&result.check)?;
        let finding = match &result.verdict {
            Verdict::Pass => None,
            Verdict::Fail(finding)
            | Verdict::Waiting(finding)
            | Verdict::NotApplicable(finding) => Some(finding.clone()),
            Verdict::Unknown(reason) => Some(Finding::new(reason.code(), reason.message())),
        };
        let guidance = match result.verdict {
            Verdict::Pass | Verdict::NotApplicable(_) => None,
            Verdict::Fail(_) | Verdict::Waiting(_) | Verdict::Unknown(_) => Some(guidance(
                check.guidance,
                Language::En,
                place,
                result.verdict.finding(),
            )),
        };
        Some(Self {
            check: result.check.clone(),
            subject: result.subject.clone(),
            title: check.title,
            severity: check.severity,
            verdict: result.verdict.name(),
            acts: finding
                .as_ref()
                .and_then(|finding| finding.arguments.get("acts").cloned()),
            finding: finding.map(FindingView::from),
            observed_at: result.observed_at.map(Instant::from),
            last_known: result.last_known.as_ref().map(LastKnownView::of),
            evidence: result.evidence.iter().map(EvidenceView::of).collect(),
            guidance,
        })
    }
}

/// The report that a call made, for the call itself and for a repeat. The guidance is not kept: a repeat gets today's, for the
/// tenant and system user that the registration has today.
pub(crate) fn made(
    deps: &Deps,
    loaded: &Loaded,
    id: VerificationId,
    report: &Report,
) -> Result<Answer, Failure> {
    let place = place(deps, &loaded.registration, &loaded.standing);
    let names = (loaded.registration.id, id, Trigger::Requested);
    Answer::created(&VerificationView::of(names, report, place.as_ref()))
}

/// The tenant that guidance leads to, once somebody signed in.
pub(super) fn place<'a>(
    deps: &'a Deps,
    registration: &Registration,
    standing: &Standing,
) -> Option<Place<'a>> {
    let tenant = registration.lifecycle.tenant()?.id;
    let system_user = registration.system_user_connection.as_ref();
    let place = Place::new(
        &deps.cloud,
        deps.client_id,
        tenant,
        standing.service_principal_id,
    )
    .with_system_user(system_user.map(|connection| connection.object_id))
    .with_support(registration.id, &deps.support_contact)
    .with_outbound_addresses(&deps.outbound_addresses);
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use serde_json::json;

    #[test]
    fn a_result_names_its_subject_and_who_acts() {
        let finding = Finding::new("site-refused", "refused").with("acts", "administrator");
        let result = CheckResult {
            check: "site:2".to_owned(),
            subject: Some("https://contoso.sharepoint.com/sites/b".to_owned()),
            verdict: Verdict::Fail(finding),
            observed_at: None,
            last_known: Some(LastKnown {
                verdict: "pass".to_owned(),
                observed_at: Timestamp::UNIX_EPOCH,
            }),
            evidence: Vec::new(),
        };
        let shown = serde_json::to_value(ResultView::of(&result, None).unwrap()).unwrap();
        let last_known = json!({"verdict": "pass", "observed_at": "1970-01-01T00:00:00.000Z"});
        assert_eq!(shown["last_known"], last_known);
        assert_eq!(shown["check"], "site:2");
        assert_eq!(shown["subject"], "https://contoso.sharepoint.com/sites/b");
        assert_eq!(shown["acts"], "administrator");
    }
}
