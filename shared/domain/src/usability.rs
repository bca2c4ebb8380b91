//! Answer to the host app's question: may it use SharePoint, and may it use mail, for this customer now?
//!
//! 1. The reasons against come from the stage, the registration and the last known answer of each check that decides the
//!    service.
//! 2. One confirmed reason makes the answer `no`; without one, any missing knowledge makes it `unknown`.
//! 3. `since` is stored when a run changes the answer. If only the age of an observation changes the answer, it counts as
//!    changed at the instant when that age was reached.

pub(crate) mod known_answers;
mod reasons;
mod since;

use crate::{registration::Registration, responsible::Responsible, standing::Standing};
use jiff::Timestamp;
use known_answers::KnownAnswer;
use serde::Serialize;

pub use crate::service::Service;
pub use known_answers::{KnownAnswers, Usable};

/// Answers for both services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Usability {
    /// Answer for SharePoint.
    pub sharepoint: ServiceAnswer,
    /// Answer for mail.
    pub mail: ServiceAnswer,
}

/// Answer for one service, with its start and reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServiceAnswer {
    /// The answer.
    pub answer: Usable,
    /// Start of this answer.
    pub since: Timestamp,
    /// Reasons for the answer; empty for [`Usable::Yes`].
    pub reasons: Vec<Reason>,
}

/// A reason for an answer other than [`Usable::Yes`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The check's id, as in the report; `None` if the stage or the registration itself is the reason.
    pub check: Option<String>,
    /// Stable code of the check's finding, or of the reason why there is none.
    pub finding: String,
    /// The site or library, as the host app named it.
    pub subject: Option<String>,
    /// The party that can put it right; `None` if another reason comes first.
    pub acts: Option<Responsible>,
}

impl Usability {
    /// Answers at that instant. `standing` is the stored one; its age is applied here.
    pub fn of(registration: &Registration, standing: &Standing, now: Timestamp) -> Self {
        let aged = standing.at(now);
        let of = |service| {
            let (answer, reasons) = reasons::judge(service, registration, &aged);
            ServiceAnswer {
                answer,
                since: since::of(service, answer, (registration, standing), now),
                reasons,
            }
        };
        Self {
            sharepoint: of(Service::SharePoint),
            mail: of(Service::Mail),
        }
    }

    /// The answer for one service.
    pub fn service(&self, service: Service) -> &ServiceAnswer {
        match service {
            Service::SharePoint => &self.sharepoint,
            Service::Mail => &self.mail,
        }
    }

    /// Whether the answer for a service becomes `yes` or `no` with these answers.
    pub fn is_settled_by(&self, known: &KnownAnswers) -> bool {
        Service::ALL.into_iter().any(|service| {
            let answer = known.of(service).answer;
            answer != Usable::Unknown && answer != self.service(service).answer
        })
    }

    /// Answers to store after a change. An answer that stays the same keeps its start.
    #[must_use]
    pub fn after(
        &self,
        registration: &Registration,
        standing: &Standing,
        now: Timestamp,
    ) -> KnownAnswers {
        let aged = standing.at(now);
        let of = |service| {
            let (answer, _) = reasons::judge(service, registration, &aged);
            let before = self.service(service);
            let stays = before.answer == answer;
            let since = if stays { before.since } else { now };
            KnownAnswer::new(answer, since)
        };
        KnownAnswers {
            sharepoint: of(Service::SharePoint),
            mail: of(Service::Mail),
        }
    }
}

#[cfg(test)]
#[path = "usability/tests.rs"]
mod tests;
