//! The result: one line per check with its verdict, what was found, how to mend it and what it rests on.

use super::{
    Frame, TenantLine,
    notice::NoticeLine,
    respond,
    system_user_card::{CardLine, SystemUserCard},
};
use crate::{
    headers::Surface,
    markdown::{self, Block},
    words,
};
use askama::Template;
use domain::{
    flow::Notice,
    registration::{Approval, Lifecycle, Tenant},
    verification::{
        catalogue::{Check, Severity, find_check},
        facts::Evidence,
        guidance::{Place, guidance},
        report::{CheckResult, Report},
        verdict::{Identity, Unobserved, Verdict},
    },
};
use http::{HeaderValue, Response, StatusCode, header::REFRESH};
use jiff::{SignedDuration, Timestamp};

/// Right after the approval a reader sees changes within seconds; later the page looks less often.
const OFTEN_FOR: SignedDuration = SignedDuration::from_mins(2);
/// A grant is waited for this long; then the page stops looking by itself.
const WAIT_FOR: SignedDuration = SignedDuration::from_mins(60);

/// The page that shows what works.
pub struct ResultPage<'a> {
    /// What every page shows.
    pub frame: Frame<'a>,
    /// The invitation's token, for the forms' addresses.
    pub token: &'a str,
    /// Ties the forms to the flow.
    pub form_token: &'a str,
    /// The customer's name.
    pub customer: &'a str,
    /// The tenant that signed in.
    pub tenant: &'a Tenant,
    /// Where the registration stands.
    pub lifecycle: &'a Lifecycle,
    /// The newest report, if a run was made since the approval.
    pub report: Option<&'a Report>,
    /// When the last run was made; a run that changed nothing keeps no report of its own.
    pub checked_at: Option<Timestamp>,
    /// Where to go back to; from the deployment's list.
    pub return_url: Option<&'a str>,
    /// The account that is to be connected, if the host app named one.
    pub system_user: Option<SystemUserCard<'a>>,
    /// What went otherwise than hoped, if something did.
    pub notice: Option<&'a Notice>,
    /// Our application in the tenant, for links into its portal.
    pub place: Place<'a>,
    /// Now.
    pub now: Timestamp,
}

#[derive(Template)]
#[template(path = "result.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    form_token: &'a str,
    customer: String,
    tenant: TenantLine,
    checked_at: Option<String>,
    return_url: Option<&'a str>,
    state: StateLine,
    offer_approval: bool,
    lines: Vec<Line>,
    system_user: Option<CardLine>,
    notice: Option<NoticeLine>,
}

struct StateLine {
    heading: String,
    text: String,
}

struct Line {
    check: String,
    subject: Option<String>,
    class: &'static str,
    symbol: &'static str,
    verdict: String,
    title: String,
    finding: Option<String>,
    /// Who can mend it.
    acts: Option<String>,
    guidance: Vec<Block>,
    evidence: Vec<String>,
}

/// What the page says above the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Verifying,
    Spreading,
    Repair,
    AwaitingApproval,
    Connected,
    ConnectedPartly,
    Unclear,
}

impl State {
    fn id(self) -> &'static str {
        match self {
            Self::Verifying => "verifying",
            Self::Spreading => "spreading",
            Self::Repair => "repair",
            Self::AwaitingApproval => "awaiting-approval",
            Self::Connected => "connected",
            Self::ConnectedPartly => "connected-partly",
            Self::Unclear => "unclear",
        }
    }

    fn of(lifecycle: &Lifecycle, report: Option<&Report>) -> Self {
        let Some(report) = report else {
            return Self::Verifying;
        };
        let blocking = || {
            report.results.iter().filter(|result| {
                find_check(&result.check).is_some_and(|check| check.severity == Severity::Blocking)
            })
        };
        if report.is_waiting() {
            return Self::Spreading;
        }
        if blocking().any(|result| matches!(result.verdict, Verdict::Fail(_))) {
            return Self::Repair;
        }
        let unseen = blocking().any(|result| matches!(result.verdict, Verdict::Unknown(_)));
        match lifecycle {
            Lifecycle::Connected { .. } if unseen => Self::ConnectedPartly,
            Lifecycle::Connected { .. } => Self::Connected,
            Lifecycle::Consented {
                approval: Approval::Waiting,
                ..
            } => Self::AwaitingApproval,
            Lifecycle::Consented { .. }
            | Lifecycle::Invited
            | Lifecycle::SignedIn { .. }
            | Lifecycle::Disconnected { .. }
            | Lifecycle::Erased { .. } => Self::Unclear,
        }
    }
}

impl ResultPage<'_> {
    /// The answer with this page; while something is still coming it looks again by itself, without script.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let state = State::of(self.lifecycle, self.report);
        let view = View {
            frame: self.frame,
            token: self.token,
            form_token: self.form_token,
            customer: words::name(self.customer),
            tenant: TenantLine::of(self.tenant),
            checked_at: self
                .report
                .and(self.checked_at)
                .map(|at| at.strftime("%Y-%m-%d %H:%M UTC").to_string()),
            return_url: self.return_url,
            state: StateLine {
                heading: self.frame.say(&format!("result-{}-heading", state.id())),
                text: self.frame.say(&format!("result-{}-text", state.id())),
            },
            offer_approval: self.report.is_some_and(can_be_mended_by_approving),
            lines: self
                .report
                .map(|report| self.lines(report))
                .unwrap_or_default(),
            // While the approval spreads, Microsoft would keep the account on its own page: "Need admin approval".
            system_user: self
                .system_user
                .as_ref()
                .filter(|_| self.report.is_some_and(has_spread))
                .map(|card| card.line(&self.frame, self.report, self.notice)),
            notice: self
                .notice
                .filter(|notice| is_news(notice, state))
                .map(|notice| NoticeLine::of(&self.frame, notice)),
        };
        let mut response = respond(&view, Surface::PageWithForm, StatusCode::OK, request_id);
        if let Some(seconds) = self.look_again(state) {
            response
                .headers_mut()
                .insert(REFRESH, HeaderValue::from(seconds));
        }
        response
    }

    /// Seconds until the page looks again, if it does.
    fn look_again(&self, state: State) -> Option<u32> {
        if !matches!(state, State::Verifying | State::Spreading) {
            return None;
        }
        let since = self.now.duration_since(self.lifecycle.consented_at()?);
        if since < OFTEN_FOR {
            Some(3)
        } else if since < WAIT_FOR {
            Some(20)
        } else {
            None
        }
    }

    fn lines(&self, report: &Report) -> Vec<Line> {
        report
            .results
            .iter()
            .filter_map(|result| find_check(&result.check).map(|check| self.line(check, result)))
            .collect()
    }

    fn line(&self, check: &Check, result: &CheckResult) -> Line {
        let (class, symbol) = match &result.verdict {
            Verdict::Pass => ("pass", "✓"),
            Verdict::Fail(_) => ("fail", "✗"),
            Verdict::Waiting(_) => ("waiting", "…"),
            Verdict::NotApplicable(_) => ("not-applicable", "–"),
            Verdict::Unknown(_) => ("unknown", "?"),
        };
        let finding = match &result.verdict {
            Verdict::Pass => None,
            Verdict::Fail(finding)
            | Verdict::Waiting(finding)
            | Verdict::NotApplicable(finding) => {
                let values = finding
                    .arguments
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str()));
                let id = format!("finding-{}", finding.code);
                let text = self.frame.words.find(&id, values);
                Some(text.unwrap_or_else(|| finding.message.clone()))
            }
            Verdict::Unknown(reason) => {
                let id = unobserved_id(reason);
                Some(
                    self.frame
                        .words
                        .find(&id, [])
                        .unwrap_or_else(|| reason.message()),
                )
            }
        };
        let guidance = match &result.verdict {
            Verdict::Fail(finding) => {
                markdown::parse(&guidance(check.guidance, Some(&self.place), Some(finding)))
            }
            Verdict::Pass
            | Verdict::Waiting(_)
            | Verdict::NotApplicable(_)
            | Verdict::Unknown(_) => Vec::new(),
        };
        let title = format!("check-{}", check.id);
        Line {
            check: result.check.clone(),
            subject: result.subject.as_deref().map(words::name),
            class,
            symbol,
            verdict: self.frame.say(&format!("verdict-{class}")),
            title: self
                .frame
                .words
                .find(&title, [])
                .unwrap_or_else(|| check.title.to_owned()),
            finding: finding.map(|text| words::name(&capitalised(&text))),
            acts: result.verdict.finding().and_then(|finding| {
                let actor = finding.arguments.get("acts")?;
                self.frame.words.find(&format!("acts-{actor}"), [])
            }),
            guidance,
            evidence: result.evidence.iter().map(evidence_line).collect(),
        }
    }
}

/// Whether a notice says more than the lines below it: what is not confirmed yet is no news once a line says why.
fn is_news(notice: &Notice, state: State) -> bool {
    match state {
        State::Repair | State::Connected => *notice != Notice::ProofPending,
        State::Verifying
        | State::Spreading
        | State::AwaitingApproval
        | State::ConnectedPartly
        | State::Unclear => true,
    }
}

/// Whether the approval has reached the tenant's application, by what the last run saw.
fn has_spread(report: &Report) -> bool {
    ["app-registered", "application-permissions"]
        .iter()
        .filter_map(|check| report.result(check))
        .all(|result| !matches!(result.verdict, Verdict::Waiting(_)))
}

/// Whether another approval mends what a check found.
fn can_be_mended_by_approving(report: &Report) -> bool {
    [
        "app-registered",
        "application-permissions",
        "delegated-permissions",
    ]
    .iter()
    .filter_map(|check| report.result(check))
    .any(|result| {
        matches!(
            result.verdict,
            Verdict::Fail(_) | Verdict::Unknown(Unobserved::Recreated)
        )
    })
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
        | Unobserved::OperatorFault => format!("unobserved-{code}"),
    }
}

/// Findings begin in lower case, because they also stand inside sentences of logs and of the API.
fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}

fn evidence_line(evidence: &Evidence) -> String {
    let status = evidence.status.map(|status| status.to_string());
    let at = evidence.at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string();
    [
        Some(evidence.request.clone()),
        status,
        evidence.error_code.clone(),
        evidence
            .request_id
            .as_ref()
            .map(|id| format!("request-id {id}")),
        Some(at),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" · ")
}
