//! The result: one line per check with its verdict, what was found, how to mend it and what it rests on.

use super::{
    Frame, Moment, Step, TenantLine,
    check_line::{self, CheckLine},
    notice::NoticeLine,
    respond,
    steps::{Journey, StepLine},
    system_user_card::{CardLine, SystemUserCard},
};
use crate::{headers::Surface, words};
use askama::Template;
use domain::{
    flow::Notice,
    registration::{Approval, Lifecycle, Registration, Tenant},
    verification::{
        catalogue::{Severity, find_check},
        guidance::Place,
        report::Report,
        verdict::{Unobserved, Verdict},
    },
};
use http::{Response, StatusCode};
use jiff::{SignedDuration, Timestamp};

/// Right after the approval a reader sees changes within seconds; later the page looks less often.
const OFTEN_FOR: SignedDuration = SignedDuration::from_mins(2);
/// A grant is waited for this long; then the page stops looking by itself.
const WAIT_FOR: SignedDuration = SignedDuration::from_mins(60);
/// Seconds between two looks of the page.
const OFTEN: u32 = 3;
const SELDOM: u32 = 20;

/// The page that shows what works.
pub struct ResultPage<'a> {
    /// What every page shows.
    pub frame: Frame<'a>,
    /// The invitation's token, for the forms' addresses.
    pub token: &'a str,
    /// Ties the forms to the flow.
    pub form_token: &'a str,
    /// The registration and how far it is, with the newest report if a run was made since the approval.
    pub journey: Journey<'a>,
    /// Whether a newer run was asked for and has not come yet.
    pub is_checking: bool,
    /// The tenant that signed in.
    pub tenant: &'a Tenant,
    /// Who approved, by the name of the account.
    pub approved_by: Option<&'a str>,
    /// When the last run was made; a run that changed nothing keeps no report of its own.
    pub checked_at: Option<Timestamp>,
    /// Since when a change of health is held back, if one is.
    pub held_since: Option<Timestamp>,
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
    steps: Vec<StepLine>,
    /// Seconds until the page looks again, if it does.
    look_again: Option<u32>,
    state: StateLine,
    summary: Vec<String>,
    is_checking: bool,
    /// That the same was seen at many customers, so that the fault may be ours.
    held: Option<String>,
    is_finished: bool,
    customer: String,
    tenant: TenantLine,
    approved_by: Option<String>,
    moments: Vec<(String, Moment)>,
    return_url: Option<&'a str>,
    offer_approval: bool,
    lines: Vec<CheckLine>,
    system_user: Option<CardLine>,
    /// Who may use the app.
    access: Option<String>,
    access_page: Option<String>,
    notice: Option<NoticeLine>,
}

struct StateLine {
    heading: String,
    text: String,
    class: &'static str,
}

/// What the page says above the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Verifying,
    Spreading,
    Repair,
    AwaitingApproval,
    Connected,
    ConnectedPartly,
    WithoutSystemUser,
    WithoutSites,
    Unclear,
}

impl State {
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Verifying => "verifying",
            Self::Spreading => "spreading",
            Self::Repair => "repair",
            Self::AwaitingApproval => "awaiting-approval",
            Self::Connected => "connected",
            Self::ConnectedPartly => "connected-partly",
            Self::WithoutSystemUser => "without-system-user",
            Self::WithoutSites => "without-sites",
            Self::Unclear => "unclear",
        }
    }

    /// Members that the registration does not name leave a service unknown, as the API says, in the order of its next action.
    pub(super) fn of(registration: &Registration, report: Option<&Report>) -> Self {
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
        match registration.lifecycle {
            Lifecycle::Connected { .. } if registration.system_user.is_none() => {
                Self::WithoutSystemUser
            }
            Lifecycle::Connected { .. } if unseen => Self::ConnectedPartly,
            Lifecycle::Connected { .. } if registration.sites.is_empty() => Self::WithoutSites,
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

    /// How the card looks.
    fn class(self) -> &'static str {
        match self {
            Self::Connected => "good",
            Self::Repair => "bad",
            Self::Verifying | Self::Spreading | Self::AwaitingApproval => "wait",
            Self::ConnectedPartly
            | Self::WithoutSystemUser
            | Self::WithoutSites
            | Self::Unclear => "open",
        }
    }
}

impl ResultPage<'_> {
    /// The answer with this page; while something is still coming it looks again, with script and without.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let registration = self.journey.registration;
        let report = self.journey.report;
        let state = State::of(registration, report);
        let lines = report
            .map(|report| check_line::lines(&self.frame, &self.place, registration, report))
            .unwrap_or_default();
        let current = match state {
            State::Verifying | State::Spreading => Step::Approve,
            _ => self.journey.after_approval(),
        };
        // While the approval spreads, Microsoft would keep the account on its own page: "Need admin approval".
        let has_spread = report.is_some_and(has_spread);
        let view = View {
            frame: self.frame,
            token: self.token,
            form_token: self.form_token,
            steps: self.journey.lines(&self.frame, current),
            look_again: self.look_again(state),
            state: StateLine {
                heading: self.frame.say(&format!("result-{}-heading", state.id())),
                text: self.frame.say(&format!("result-{}-text", state.id())),
                class: state.class(),
            },
            summary: summary(&self.frame, &lines),
            is_checking: self.is_checking && report.is_some(),
            held: self.held_since.map(|_| self.frame.say("result-held")),
            is_finished: state == State::Connected,
            customer: words::name(registration.customer.name.as_str()),
            tenant: TenantLine::of(self.tenant),
            approved_by: approver(&self.frame, registration, self.approved_by),
            moments: self.moments(state),
            return_url: registration.return_url.as_deref(),
            offer_approval: report.is_some_and(can_be_mended_by_approving),
            // Nobody's account is connected for a tenant that the host app has not agreed to.
            system_user: SystemUserCard::of(registration)
                .filter(|_| has_spread && registration.lifecycle.settled_tenant().is_some())
                .map(|card| card.line(&self.frame, report, self.notice)),
            access: report
                .filter(|_| has_spread)
                .map(|report| self.frame.say(access(report))),
            access_page: self.place.users_page(),
            notice: self
                .notice
                .filter(|notice| is_news(notice, state))
                .map(|notice| NoticeLine::of(&self.frame, notice, self.place.sign_in_logs_page())),
            lines,
        };
        respond(&view, Surface::PageWithForm, StatusCode::OK, request_id)
    }

    /// When what happened.
    fn moments(&self, state: State) -> Vec<(String, Moment)> {
        let consented_at = self.journey.registration.lifecycle.consented_at();
        let approved = match state {
            State::Verifying | State::Spreading => "result-since",
            _ => "result-approved-at",
        };
        let checked_at = self.journey.report.and(self.checked_at);
        let held_since = self.held_since;
        [
            (approved, consented_at),
            ("checked-at", checked_at),
            ("result-held-since", held_since),
        ]
        .into_iter()
        .filter_map(|(label, at)| Some((self.frame.say(label), self.frame.moment(at?))))
        .collect()
    }

    /// Seconds until the page looks again, if it does.
    fn look_again(&self, state: State) -> Option<u32> {
        if self.is_checking {
            return Some(OFTEN);
        }
        if !matches!(state, State::Verifying | State::Spreading) {
            return None;
        }
        let lifecycle = &self.journey.registration.lifecycle;
        let since = self.now.duration_since(lifecycle.consented_at()?);
        if since < OFTEN_FOR {
            Some(OFTEN)
        } else if since < WAIT_FOR {
            Some(SELDOM)
        } else {
            None
        }
    }
}

/// Name of the person who approved; where it was approved elsewhere, that nobody knows.
pub(super) fn approver(
    frame: &Frame<'_>,
    registration: &Registration,
    name: Option<&str>,
) -> Option<String> {
    let approver = registration.lifecycle.approver();
    let is_unknown = approver.is_some_and(|approver| approver.approved_elsewhere);
    if is_unknown {
        Some(frame.say("result-approved-elsewhere"))
    } else {
        name.map(words::name)
    }
}

/// How many points stand how.
fn summary(frame: &Frame<'_>, lines: &[CheckLine]) -> Vec<String> {
    [
        ("fail", "result-to-mend"),
        ("waiting", "result-to-wait"),
        ("unknown", "result-not-checked"),
        ("pass", "result-works"),
    ]
    .into_iter()
    .filter_map(|(class, id)| {
        let number = lines.iter().filter(|line| line.class == class).count();
        (number > 0).then(|| frame.words.count(id, number))
    })
    .collect()
}

/// What the page says about who may use the app.
fn access(report: &Report) -> &'static str {
    match report.result("user-access").map(|result| &result.verdict) {
        Some(Verdict::Pass) => "result-access-pass",
        Some(Verdict::Fail(_)) => "result-access-fail",
        _ => "result-access-open",
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
        | State::WithoutSystemUser
        | State::WithoutSites
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
        "permission-upgrade",
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
