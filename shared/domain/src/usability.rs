//! The answer to the host app's question: may it use SharePoint, and may it use mail, for this customer now?
//!
//! 1. The reasons against are gathered from the stage, the registration and the last known answer of each check that decides
//!    the service.
//! 2. One reason that was confirmed makes the answer `no`; without one, anything that is not known makes it `unknown`.
//! 3. `since` is stored when a run changes the answer. An answer that changes by its age alone has changed at that instant.

mod known;
mod reasons;
mod since;

use crate::{registration::Registration, responsible::Responsible, standing::Standing};
use jiff::Timestamp;
pub use known::Known;
use known::KnownAnswer;
use serde::{Deserialize, Serialize};

/// A service of Microsoft 365 that Cooperlink works with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    /// SharePoint Online: the registration's sites and libraries.
    SharePoint,
    /// Exchange Online: the system user's mailbox.
    Mail,
}

impl Service {
    /// Every service.
    pub const ALL: [Self; 2] = [Self::SharePoint, Self::Mail];

    /// Its name as Microsoft writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::SharePoint => "SharePoint Online",
            Self::Mail => "Exchange Online",
        }
    }
}

/// The names of services, joined for a sentence.
pub(crate) fn names(services: &[Service]) -> String {
    let names: Vec<&str> = services.iter().map(|service| service.name()).collect();
    names.join(", ")
}

/// The answer for one service, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It can be used.
    Yes,
    /// It cannot be used.
    No,
    /// It is not known.
    Unknown,
}

/// The answers for both services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Usability {
    /// SharePoint.
    pub sharepoint: ServiceAnswer,
    /// Mail.
    pub mail: ServiceAnswer,
}

/// The answer for one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServiceAnswer {
    /// The answer.
    pub answer: Answer,
    /// Start of this answer.
    pub since: Timestamp,
    /// Reasons for the answer; none for [`Answer::Yes`].
    pub reasons: Vec<Reason>,
}

/// A reason for an answer other than [`Answer::Yes`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The check's id, as in the report; `None` where the stage or the registration itself is the reason.
    pub check: Option<String>,
    /// A stable code: of the check's finding, or why it is not known.
    pub finding: String,
    /// The site or library, as the host app named it.
    pub subject: Option<String>,
    /// The party that can put it right; `None` where another reason comes first.
    pub acts: Option<Responsible>,
}

impl Usability {
    /// The answers at that instant. `standing` is as it is stored; its age is applied here.
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

    /// The answers to store after a change: each keeps its start while it stays the same.
    #[must_use]
    pub fn after(&self, registration: &Registration, standing: &Standing, now: Timestamp) -> Known {
        let aged = standing.at(now);
        let of = |service| {
            let (answer, _) = reasons::judge(service, registration, &aged);
            let before = self.service(service);
            let stays = before.answer == answer;
            let since = if stays { before.since } else { now };
            KnownAnswer::new(answer, since)
        };
        Known {
            sharepoint: of(Service::SharePoint),
            mail: of(Service::Mail),
        }
    }
}

#[cfg(test)]
#[path = "usability/tests.rs"]
mod tests;
