//! State of each service when problems have to be fixed: a library that fails leaves the others and the mail working.

use crate::page::Frame;
use domain::{
    registration::{Lifecycle, Registration},
    usability::Service,
    verification::{
        catalogue::{Severity, find_check},
        report::{CheckResult, Report},
        verdict::Verdict,
    },
};

/// State of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Works,
    /// Some sites or libraries work.
    Partly,
    Stopped,
    Unknown,
}

/// Both services.
pub(super) struct Services {
    sharepoint: Stand,
    mail: Stand,
}

impl Services {
    /// States of the services in a report.
    pub(super) fn of(registration: &Registration, report: Option<&Report>) -> Self {
        let of = |service| match registration.lifecycle {
            Lifecycle::Connected { .. } => report.map_or(Stand::Unknown, |report| {
                stand(service, registration, report)
            }),
            Lifecycle::Invited
            | Lifecycle::SignedIn { .. }
            | Lifecycle::Consented { .. }
            | Lifecycle::Disconnected { .. }
            | Lifecycle::Erased { .. } => Stand::Stopped,
        };
        Self {
            sharepoint: of(Service::SharePoint),
            mail: of(Service::Mail),
        }
    }

    /// Id of the text that counts the problems.
    pub(super) fn heading(&self) -> &'static str {
        let works = |stand| matches!(stand, Stand::Works | Stand::Partly);
        if works(self.sharepoint) || works(self.mail) {
            "result-partly-things"
        } else {
            "result-repair-things"
        }
    }

    /// Sentences about what works and what does not; empty if nothing works, as the heading says.
    pub(super) fn text(&self, frame: &Frame<'_>) -> String {
        if (self.sharepoint, self.mail) == (Stand::Stopped, Stand::Stopped) {
            return String::new();
        }
        let sentence = |service, stand| {
            let stand = match stand {
                Stand::Works => "works",
                Stand::Partly => "partly",
                Stand::Stopped => "stopped",
                Stand::Unknown => "unknown",
            };
            frame.say(&format!("result-{service}-{stand}"))
        };
        format!(
            "{} {}",
            sentence("sharepoint", self.sharepoint),
            sentence("mail", self.mail)
        )
    }
}

fn stand(service: Service, registration: &Registration, report: &Report) -> Stand {
    let deciding = || {
        let of = |result: &&CheckResult| {
            let check = find_check(&result.check);
            check.is_some_and(|check| {
                check.severity == Severity::Blocking && check.services.contains(&service)
            })
        };
        report.results.iter().filter(of)
    };
    let mut failing = deciding()
        .filter(|result| is_failing(service, result))
        .peekable();
    if failing.peek().is_some() {
        let is_place = |result: &CheckResult| {
            let family = find_check(&result.check).map(|check| check.id);
            matches!(family, Some("site" | "library"))
        };
        return if failing.all(is_place) && is_a_place_working(registration, report) {
            Stand::Partly
        } else {
            Stand::Stopped
        };
    }
    let is_unseen = deciding()
        .any(|result| matches!(result.verdict, Verdict::Unknown(_) | Verdict::Waiting(_)));
    let is_unnamed = service == Service::SharePoint && registration.sites.is_empty();
    if is_unseen || is_unnamed {
        Stand::Unknown
    } else {
        Stand::Works
    }
}

/// Whether a check fails for the service. A finding may concern the other service alone.
fn is_failing(service: Service, result: &CheckResult) -> bool {
    match &result.verdict {
        Verdict::Fail(finding) => {
            let named = finding.services();
            named.is_empty() || named.contains(&service)
        }
        Verdict::Pass | Verdict::Waiting(_) | Verdict::NotApplicable(_) | Verdict::Unknown(_) => {
            false
        }
    }
}

/// Whether a site works together with one of its libraries, or by itself if it names none. Libraries are numbered over all
/// sites.
fn is_a_place_working(registration: &Registration, report: &Report) -> bool {
    let passes = |check: String| {
        let result = report.result(&check);
        result.is_some_and(|result| result.verdict == Verdict::Pass)
    };
    let mut before = 0;
    registration.sites.iter().zip(1..).any(|(site, number)| {
        let first = before + 1;
        before += site.libraries.len();
        let mut libraries = first..=before;
        passes(format!("site:{number}"))
            && (site.libraries.is_empty()
                || libraries.any(|library| passes(format!("library:{library}"))))
    })
}
