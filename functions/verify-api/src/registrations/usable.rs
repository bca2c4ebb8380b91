//! Usability of a service, as the host app sees it.

use crate::{
    instant::Instant,
    words::{open_words, open_words_or_null},
};
use domain::{
    responsible::Responsible,
    usability::{Reason, ServiceAnswer, Usability, Usable},
};
use serde::Serialize;
use utoipa::ToSchema;

/// Usability of SharePoint and of mail for this customer now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Usable)]
pub(crate) struct UsableView {
    /// SharePoint: the registration's sites and libraries.
    sharepoint: ServiceView,
    /// Mail: the system user's mailbox.
    mail: ServiceView,
}

/// Usability of one service.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ServiceUsable)]
struct ServiceView {
    /// `yes`, `no` or `unknown`. `yes` is given only for a service that was named, connected and looked at.
    #[schema(schema_with = open_words::<Usable>)]
    answer: Usable,
    /// Start of this answer; the same on every read while it lasts.
    since: Instant,
    /// Reasons for the answer; none for `yes`.
    reasons: Vec<ReasonView>,
}

/// A reason why a service cannot be used, or why that is not known.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Reason)]
struct ReasonView {
    /// The check's id, as in the report; null where the stage or the registration itself is the reason.
    #[schema(example = "mailbox")]
    check: Option<String>,
    /// The code of the check's finding, or of the reason why it is not known: `not-connected`, `approval-waiting`,
    /// `tenant-taken`, `disconnected`, `erased` (in events), `no-system-user`, `system-user-not-signed-in`, `no-sites`,
    /// `never-checked`, `not-asked` (changed since), `not-readable`, `outdated`, `spreading`, `failing` (seen failing before, not
    /// readable since) or `change-held-back`. More codes may be added.
    #[schema(example = "mailbox-missing")]
    finding: String,
    /// The site or library, as the host app named it.
    subject: Option<String>,
    /// The party that can put it right; null where another reason comes first.
    #[schema(schema_with = open_words_or_null::<Responsible>)]
    acts: Option<Responsible>,
}

impl UsableView {
    pub(super) fn of(usability: Usability) -> Self {
        Self {
            sharepoint: ServiceView::of(usability.sharepoint),
            mail: ServiceView::of(usability.mail),
        }
    }
}

impl ServiceView {
    fn of(answer: ServiceAnswer) -> Self {
        Self {
            answer: answer.answer,
            since: answer.since.into(),
            reasons: answer.reasons.into_iter().map(ReasonView::of).collect(),
        }
    }
}

impl ReasonView {
    fn of(reason: Reason) -> Self {
        Self {
            check: reason.check,
            finding: reason.finding,
            subject: reason.subject,
            acts: reason.acts,
        }
    }
}
